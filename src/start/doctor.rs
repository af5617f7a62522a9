//! `doctor`: the settings, the token's place, the way to the API, its answer and the terminal, one step after another.

use std::io::{self, IsTerminal, Write};
use std::time::Instant;

use crate::api::Target;
use crate::api::probe::{self, Patience};
use crate::cli::ReportFormat;
use crate::config::Config;
use crate::credentials;
use crate::doctor::{Outcome, Report, Step};
use crate::exit;
use crate::model::drift;
use crate::model::failure::Failure;
use crate::model::kind::Kind;
use crate::model::tint::Depth;
use crate::model::token::Token;
use crate::model::{text, time};
use crate::runtime::signals::Signals;
use crate::runtime::terminal;
use crate::settings::{Settings, Skill, TokenSource};
use crate::start::backend::Peer;
use crate::start::{End, load_all};

/// Checks everything and prints what was found; the exit code is the one that `ls` would end with.
pub(super) async fn run(
    settings: &Settings,
    config: &Config,
    address: &str,
    token: Option<Token>,
    format: ReportFormat,
) -> Result<u8, End> {
    let mut signals = Signals::listen()?;
    let mut report = Report::default();
    report.push("Configuration", configuration(settings, config));
    let checked = tokio::select! {
        code = signals.end() => return Ok(code),
        checked = way(settings, address, token, &mut report) => checked,
    };
    report.push("Terminal", terminal(settings));
    let printed = match format {
        ReportFormat::Text => report.as_text(),
        ReportFormat::Json => format!("{:#}\n", report.as_json()),
    };
    let mut out = super::ascii_or_not(settings.appearance.charset, format, io::stdout().lock());
    out.write_all(printed.as_bytes())?;
    out.flush()?;
    Ok(checked)
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
    let skipped = |name: &str| Step::new(name, Outcome::Skipped, "not asked");
    let read = match demo {
        Some(token) => Ok(token),
        None => credentials::read(&settings.token).await,
    };
    let token = match read {
        Ok(token) => token,
        Err(error) => {
            report.push("Token", vec![Step::new("token", Outcome::Bad, error.to_string())]);
            report.push("Network", vec![skipped("way to the API")]);
            return if error.is_missing() { exit::DENIED } else { exit::USAGE };
        }
    };
    report.push("Token", vec![of_token(settings)]);
    let peer = Peer::new(address, settings);
    let host = peer.host();
    let (target, client) =
        match peer.target().map_err(End::from).and_then(|target| Ok((target, peer.client(Some(&token))?))) {
            Ok(made) => made,
            Err(end) => {
                let words = end.words.trim_start_matches("error: ").to_owned();
                report.push("Network", vec![Step::new("address", Outcome::Bad, words), skipped("way to the API")]);
                return end.code;
            }
        };
    let [connect, idle] = peer.limits();
    let walked = probe::probe(&target, token.secret(), Patience { connect, idle }).await;
    let mut network = of_target(&target);
    network.extend(walked.iter().map(of_walk));
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
        host.unwrap_or_default(),
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
    let route = Step::new("route", Outcome::Good, text::shown(&target.route.to_string()));
    let plain = Step::new("protection", Outcome::Odd, "none: the token travels by plain HTTP")
        .advising("Use https:// where the API has it: whoever is on the way can read the token");
    std::iter::once(route).chain(target.is_unprotected().then_some(plain)).collect()
}

fn of_token(settings: &Settings) -> Step {
    let place = match &settings.token.source {
        _ if settings.demo => "the demo's own".to_owned(),
        TokenSource::Variable(_) => "FLASHBACK_TOKEN".to_owned(),
        source => crate::settings::origin::source(source),
    };
    Step::new("token", Outcome::Good, format!("usable, from {place}"))
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
        Step::new("synchronized output", Outcome::Skipped, "not asked"),
    ]
}
