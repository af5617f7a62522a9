//! `doctor`: the settings, the token's place, the way to the API, its answer and the terminal, one step after another.

use std::io::{self, IsTerminal, Write};
use std::time::Instant;

use jiff::Timestamp;

use crate::api::probe::{self, Patience};
use crate::api::{Client, Target};
use crate::cli::{Cli, Command, ReportFormat};
use crate::config::Config;
use crate::credentials::{self, CredentialsError};
use crate::doctor::{Outcome, Report, Step};
use crate::exit;
use crate::model::charset::Charset;
use crate::model::drift;
use crate::model::failure::Failure;
use crate::model::jwt::Claims;
use crate::model::kind::Kind;
use crate::model::tint::Depth;
use crate::model::token::Token;
use crate::model::{text, time};
use crate::runtime::clipboard::Way;
use crate::runtime::signals::Signals;
use crate::runtime::terminal;
use crate::settings::{self, Settings, Skill, TokenOrigin, TokenSource};
use crate::start::End;
use crate::start::backend::Peer;
use crate::start::supply::load_all;

/// Where a token may come from.
const PLACES: &str = "--token-file, --token-command, FLASHBACK_TOKEN, FLASHBACK_TOKEN_FILE, FLASHBACK_TOKEN_COMMAND, \
                      or token_file or token_command of a profile";

/// Checks everything and prints what was found; the exit code is the one that `ls` would end with.
pub(super) async fn run(
    settings: &Settings,
    config: &Config,
    address: &str,
    token: Option<Token>,
    format: ReportFormat,
) -> Result<u8, End> {
    let mut signals = Signals::listen_once()?;
    let mut report = Report::default();
    report.push("Configuration", configuration(settings, config));
    let checked = tokio::select! {
        code = signals.end() => return Ok(code),
        checked = way(settings, address, token, &mut report) => checked,
    };
    report.push("Terminal", terminal(settings));
    print(&report, settings.appearance.charset, format)?;
    Ok(checked)
}

/// Where the configuration can't be read, `doctor` says so in its report; whatever else was asked for ends with it.
pub(super) fn without_configuration(cli: &Cli, end: End) -> Result<u8, End> {
    let Some(Command::Doctor(asked)) = &cli.command else { return Err(end) };
    let words = end.words.trim_start_matches("error: ");
    let (seen, advice) = words.split_once("\nhint: ").unwrap_or((words, ""));
    let mut report = Report::default();
    report.push("Configuration", vec![Step::new("config file", Outcome::Bad, seen).advising(advice)]);
    for (title, step) in [("Token", "token"), ("Network", "way to the API")] {
        report.push(title, vec![Step::new(step, Outcome::Skipped, "not looked at before the configuration is read")]);
    }
    let charset = if cli.options.ascii { Charset::Ascii } else { settings::charset(&|name| std::env::var_os(name)) };
    print(&report, charset, asked.output)?;
    Ok(end.code)
}

fn print(report: &Report, charset: Charset, format: ReportFormat) -> io::Result<()> {
    let printed = match format {
        ReportFormat::Text => report.as_text(),
        ReportFormat::Json => format!("{:#}\n", report.as_json()),
    };
    let mut out = super::ascii_or_not(charset, format, io::stdout().lock());
    out.write_all(printed.as_bytes())?;
    out.flush()
}

fn configuration(settings: &Settings, config: &Config) -> Vec<Step> {
    let file = config.path.as_ref().map(|path| text::shown(&path.to_string_lossy()).into_owned());
    let mut steps = vec![Step::new("config file", Outcome::Good, file.as_deref().unwrap_or("none"))];
    let told = |remark: &String| Step::new("remark", Outcome::Odd, remark.clone());
    steps.extend(config.remarks.iter().chain(&settings.notes).map(told));
    steps.extend(
        settings
            .told
            .iter()
            .map(|told| Step::new(told.key, Outcome::Good, format!("{}, from {}", told.value, told.origin))),
    );
    steps
}

/// From the token to the answer; gives the exit code.
async fn way(settings: &Settings, address: &str, demo: Option<Token>, report: &mut Report) -> u8 {
    let read = match demo {
        Some(token) => Ok(token),
        None => credentials::read(&settings.token).await,
    };
    let (token, step, code) = match read {
        Ok(token) => (Some(token), of_token(settings), exit::OK),
        Err(error) => {
            let code = if error.is_missing() { exit::DENIED } else { exit::USAGE };
            (None, of_no_token(&error), code)
        }
    };
    let mut steps = vec![step];
    steps.extend(token.iter().flat_map(|token| of_claims(token, Timestamp::now())));
    steps.extend(of_passed_over(&settings.token.passed_over));
    report.push("Token", steps);
    let peer = Peer::new(address, settings);
    let made = peer.target().map_err(End::from).and_then(|target| Ok((target, peer.client(token.as_ref())?)));
    let (target, client) = match made {
        Ok(made) => made,
        Err(end) => {
            let words = end.words.trim_start_matches("error: ").to_owned();
            let skipped = Step::new("way to the API", Outcome::Skipped, "not asked");
            report.push("Network", vec![Step::new("address", Outcome::Bad, words), skipped]);
            return if code == exit::OK { end.code } else { code };
        }
    };
    let [connect, idle] = peer.limits();
    let secret = token.as_ref().map(Token::secret);
    let walked = probe::probe(&target, secret, Patience { connect, idle }).await;
    let mut network = of_target(&target);
    network.extend(walked.iter().map(of_walk));
    if token.is_none() {
        network.push(Step::new("GET /repo", Outcome::Skipped, "not asked without a token"));
        report.push("Network", network);
        return code;
    }
    answer(settings, client, &peer.host().unwrap_or_default(), network, report).await
}

/// The answer itself; gives the exit code.
async fn answer(settings: &Settings, client: Client, host: &str, mut network: Vec<Step>, report: &mut Report) -> u8 {
    let begun = Instant::now();
    let loaded = load_all(client, settings.scope.clone()).await;
    let took = begun.elapsed();
    let (inventory, rest) = match loaded {
        Ok(loaded) => loaded,
        Err(failure) => {
            network.push(of_failure(&failure).in_time(took));
            report.push("Network", network);
            return exit::of(failure.kind);
        }
    };
    let repos = inventory.total(Kind::Repo);
    let seen = format!(
        "{} from {}, {repos} {} in {}",
        time::bytes(rest.bytes),
        host,
        Kind::Repo.counted(repos),
        settings.scope.label()
    );
    network.push(Step::new("GET /repo", Outcome::Good, seen).in_time(took));
    report.push("Network", network);
    let mut steps: Vec<Step> =
        rest.remarks.iter().map(|remark| Step::new("remark", Outcome::Odd, remark.clone())).collect();
    steps.extend(drift::of(&inventory, &rest.envelope).iter().map(of_finding));
    if steps.is_empty() {
        steps.push(Step::new("schema", Outcome::Good, "every field and value as documented"));
    }
    report.push("Answer", steps);
    exit::OK
}

/// The way that was chosen, and what must be known of it.
fn of_target(target: &Target) -> Vec<Step> {
    let plain = Step::new("protection", Outcome::Odd, "none: the token travels by plain HTTP")
        .advising("Use https:// where the API has it: whoever is on the way can read the token");
    let route = Step::new("route", Outcome::Good, text::shown(&target.route.to_string()));
    std::iter::once(route).chain(target.is_unprotected().then_some(plain)).collect()
}

fn of_token(settings: &Settings) -> Step {
    let place = match &settings.token.source {
        _ if settings.demo => "the demo's own".to_owned(),
        TokenSource::Variable(_) => "FLASHBACK_TOKEN".to_owned(),
        source => settings::origin::source(source),
    };
    Step::new("token", Outcome::Good, format!("usable, from {place}"))
}

fn of_no_token(error: &CredentialsError) -> Step {
    // The list of ways to give one has no room in a line.
    let step = Step::new("token", Outcome::Bad, Failure::from(error.clone()).text);
    if error.is_missing() { step.advising(format!("Give one by {PLACES}")) } else { step }
}

/// What it says of itself: for display only, nothing depends on it.
fn of_claims(token: &Token, now: Timestamp) -> Vec<Step> {
    let Some(claims) = Claims::of(token.text()) else {
        return vec![Step::new("expiry", Outcome::Skipped, "not known, since it is no JWT")];
    };
    let owner = claims.owner().map(|owner| Step::new("owner", Outcome::Good, owner));
    let expiry = match claims.expires {
        None => Step::new("expiry", Outcome::Good, "it says none"),
        Some(end) if end <= now => {
            let seen = format!("{}, {}", time::utc(end), time::age(end, now));
            Step::new("expiry", Outcome::Odd, seen).advising("It is over, as far as the token says: get a new one")
        }
        Some(end) => Step::new("expiry", Outcome::Good, format!("{}, {}", time::utc(end), time::age(end, now))),
    };
    owner.into_iter().chain([expiry]).collect()
}

/// The places that have a token too and are not asked.
fn of_passed_over(places: &[TokenOrigin]) -> Option<Step> {
    let names: Vec<&str> = places.iter().map(|origin| origin.name()).collect();
    (!names.is_empty()).then(|| Step::new("not used", Outcome::Good, names.join(", ")))
}

fn of_failure(failure: &Failure) -> Step {
    Step::new("GET /repo", Outcome::Bad, failure.text.clone()).advising(failure.advice.clone())
}

fn of_walk(step: &probe::Step) -> Step {
    let name = step.stage.to_string();
    let told = match &step.outcome {
        Ok(found) => Step::new(name, Outcome::Good, text::shown(&found.to_string())),
        Err(failure) => Step::new(name, Outcome::Bad, failure.text.clone()).advising(failure.advice.clone()),
    };
    told.in_time(step.took)
}

fn of_finding(finding: &drift::Finding) -> Step {
    // The answer is read all the same: drift is no failure of `ls`, so none of it is one here.
    let values = if finding.values.is_empty() { String::new() } else { format!(": {}", finding.values.join(", ")) };
    Step::new(finding.path.clone(), Outcome::Odd, format!("{} ({}x){values}", finding.drift.words(), finding.count))
}

/// Which way a copy would go.
fn clipboard(settings: &Settings) -> Step {
    let way = Way::here(settings.clipboard);
    let outcome = if matches!(way, Way::Nowhere(_)) { Outcome::Skipped } else { Outcome::Good };
    Step::new("clipboard", outcome, way.to_string())
}

fn terminal(settings: &Settings) -> Vec<Step> {
    let looks = &settings.appearance;
    let good = |name: &str, seen: String| Step::new(name, Outcome::Good, seen);
    let term = std::env::var("TERM").unwrap_or_default();
    let term = if term.is_empty() { "not set".to_owned() } else { text::shown(&term).into_owned() };
    let size = terminal::size().map_or_else(|_| "unknown".to_owned(), |size| format!("{}x{}", size.width, size.height));
    let ways = [("input", io::stdin().is_terminal()), ("output", io::stdout().is_terminal())];
    let ways = ways.map(|(name, is)| format!("{name} {}", if is { "is one" } else { "is none" }));
    let colors = match (looks.color, looks.depth) {
        (false, _) => "none",
        (true, Depth::Names) => "16",
        (true, Depth::Palette) => "256",
        (true, Depth::Full) => "16 million",
    };
    let term = if looks.skill > Skill::Lines {
        good("TERM", term)
    } else {
        Step::new("TERM", Outcome::Odd, term).advising("No dashboard here; `flashback-tui ls` prints without one")
    };
    vec![
        term,
        good("terminal", ways.join(", ")),
        good("size", size),
        good("colors", colors.to_owned()),
        good("characters", format!("{:?}", looks.charset)),
        clipboard(settings),
        Step::new("synchronized output", Outcome::Skipped, "not asked"),
    ]
}
