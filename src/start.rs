//! From arguments to an exit code: settings, token, client, then the dashboard or one printed answer.

mod backend;
mod check;
mod configuration;
mod diff;
mod doctor;
mod harden;
mod input;
mod keys;
mod save;
mod shell;
mod supply;
mod token;
mod voice;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;

use crate::api::TargetError;
use crate::app::analysis::Rules;
use crate::app::keymap::Keymap;
use crate::app::offline::Offline;
use crate::app::profiles::Profiles;
use crate::app::state::{About, Exit};
use crate::cli::{self, Ending, Format, ReportFormat};
use crate::config::Config;
use crate::credentials::CredentialsError;
use crate::demo::{self, Demo};
use crate::model::charset::{AsciiWriter, Charset, Spelling};
use crate::model::failure::Failure;
use crate::model::findings::{Analysis, Analyzed, Insight};
use crate::model::kind::Kind;
use crate::model::pretty::Secrets;
use crate::model::query::Context;
use crate::model::sort::Key;
use crate::model::text;
use crate::model::token::Token;
use crate::output::{Chosen, Layout};
use crate::runtime::backend::{Backend, Connected};
use crate::runtime::crash;
use crate::runtime::load::kept::Keep;
use crate::runtime::paint::Abilities;
use crate::runtime::run::{self, Dashboard};
use crate::runtime::signals::Signals;
use crate::runtime::threads::Network;
use crate::settings::{self, Appearance, Compared, Settings, Skill, Task, TokenSource};
use crate::start::backend::Peer;
use crate::start::supply::{Loaded, Supply};
use crate::start::token::First;
use crate::start::voice::tell;
use crate::ui::theme::Theme;
use crate::{exit, output};

/// Why the program ends without having done what was asked: words for standard error, and the exit code.
struct End {
    words: String,
    code: u8,
}

impl End {
    fn new(code: u8, words: impl Into<String>) -> Self {
        Self { words: words.into(), code }
    }
}

impl From<Failure> for End {
    fn from(failure: Failure) -> Self {
        let code = exit::of(failure.kind);
        let advice = if failure.advice.is_empty() { String::new() } else { format!("\nhint: {}", failure.advice) };
        Self::new(code, format!("error: {}{advice}", failure.text))
    }
}

impl From<TargetError> for End {
    fn from(error: TargetError) -> Self {
        Self::new(exit::USAGE, format!("error: {error}"))
    }
}

impl From<CredentialsError> for End {
    fn from(error: CredentialsError) -> Self {
        let code = if error.is_missing() { exit::DENIED } else { exit::USAGE };
        Self::new(code, format!("error: {error}"))
    }
}

impl From<io::Error> for End {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::new(exit::CLOSED_PIPE, "");
        }
        Self::new(exit::OTHER, format!("error: {}{}", text::shown(&error.to_string()), exit::hint(&error)))
    }
}

/// Runs the program with its arguments, the program's name first; returns the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    harden::process();
    crash::catch();
    voice::keep_to(settings::charset(&|name| std::env::var_os(name)));
    if harden::is_left_open() {
        tell("note: FLASHBACK_TUI_DEBUGGABLE is set: core dumps and debuggers may see the token");
    }
    match begin(arguments) {
        Ok(code) => code,
        Err(End { words, code }) => {
            if !words.is_empty() {
                tell(&words);
            }
            code
        }
    }
}

fn begin(arguments: impl IntoIterator<Item = OsString>) -> Result<u8, End> {
    let cli = match cli::parse(arguments) {
        Ok(cli) => cli,
        Err(Ending::Answered(answer)) => {
            io::stdout().write_all(answer.as_bytes())?;
            return Ok(exit::OK);
        }
        Err(Ending::Refused(words)) => return Err(End::new(exit::USAGE, words)),
    };
    if let Some(code) = shell::print(&cli)? {
        return Ok(code);
    }
    let environment = |name: &str| std::env::var_os(name);
    if let Some(code) = configuration::without_reading(&cli, &environment)? {
        return Ok(code);
    }
    let network = Network::start();
    let config = match configuration::load(&cli, &environment) {
        Ok(config) => config,
        Err(end) => return doctor::without_configuration(&cli, end),
    };
    let settings = Settings::resolve(&cli, &environment, &config, io::stdout().is_terminal())
        .map_err(|error| End::new(exit::USAGE, format!("error: {error}")))?;
    voice::keep_to(settings.appearance.charset);
    if let Task::ShowConfig(format) = settings.task {
        config.remarks.iter().chain(&settings.notes).for_each(|remark| tell(&format!("note: {remark}")));
        return Ok(configuration::show(&settings, &config, format)?);
    }
    network?.beside(serve(&settings, &config))?
}

async fn serve(settings: &Settings, config: &Config) -> Result<u8, End> {
    let demo = if settings.demo { Some(Demo::start().await?) } else { None };
    if matches!(settings.token.source, TokenSource::StandardInput) && io::stdin().is_terminal() {
        // Else it would wait without a word, and whoever pastes a token would be surprised to see it.
        tell("reading the token from standard input, where it will be seen: end it with Enter and Ctrl-D");
    }
    let address = demo.as_ref().map_or_else(|| settings.api_url.clone(), Demo::url);
    let demo_token = demo.as_ref().and_then(|_| Token::read(demo::TOKEN.as_bytes()).ok());
    if let Task::Doctor(format) = settings.task {
        return Box::pin(doctor::run(settings, config, &address, demo_token, format)).await;
    }
    // Before the screen is taken.
    config.remarks.iter().chain(&settings.notes).for_each(|remark| tell(&format!("note: {remark}")));
    if let Some(keep) = kept(settings) {
        // All of it is there: no token is needed.
        return offline(settings, config, keep).await;
    }
    let token = match token::first(settings, demo_token).await? {
        First::Token(token) => Some(token),
        First::Asked => None,
        First::Ended(code) => return Ok(code),
    };
    let peer = Peer::new(&address, settings);
    let client = peer.client(token.as_ref())?;
    if settings.task != Task::Dashboard && peer.is_unprotected() {
        tell(&format!("note: the token travels unprotected to {}, by plain HTTP", client.target().host()));
    }
    if settings.task != Task::Dashboard {
        return once(settings, Supply::Api(Box::new(client), host(settings, &peer))).await;
    }
    let about = About {
        host: peer.host().unwrap_or_default(),
        demo: settings.demo,
        url: peer.url(),
        is_unprotected: peer.is_unprotected(),
        offline: None,
    };
    let profiles = backend::profiles(settings, config, &peer, token.is_some());
    let token_info = token::info(&settings.token, token.as_ref());
    let connected = Connected { client, source: settings.token.clone(), token: token_info };
    let connect = backend::connect(settings, config, peer, token);
    let name = settings.profile.as_ref().map_or_else(String::new, |profile| profile.name.clone());
    let backend = Backend::new(name, connected, connect);
    Box::pin(dashboard(settings, backend, about, (profiles, keys::keymap(config)?))).await
}

/// The kept answer that stands in for the API's, where one does.
fn kept(settings: &Settings) -> Option<Keep> {
    let path = match &settings.compared {
        Some(Compared { new, .. }) => new.as_ref(),
        None => settings.input.as_ref(),
    };
    Some(keep(settings, path?))
}

fn keep(settings: &Settings, path: &Path) -> Keep {
    Keep { path: path.to_owned(), most: settings.transport.max_body }
}

/// The same with a kept answer.
async fn offline(settings: &Settings, config: &Config, keep: Keep) -> Result<u8, End> {
    if settings.task != Task::Dashboard {
        return once(settings, Supply::Kept(keep)).await;
    }
    let offline = if keep.is_standard() { Offline::Once } else { Offline::File };
    let about = About { host: keep.name(), offline: Some(offline), ..About::default() };
    let profiles = (Profiles::default(), keys::keymap(config)?);
    Box::pin(dashboard(settings, Backend::offline(keep), about, profiles)).await
}

/// What is printed once. Each of them apart, so that a small stack is enough.
async fn once(settings: &Settings, supply: Supply) -> Result<u8, End> {
    match settings.task {
        Task::List { kind, format } => Box::pin(list(settings, supply, kind, format)).await,
        Task::Overview(format) => Box::pin(check::overview(settings, supply, format)).await,
        Task::Usage(format) => Box::pin(check::usage(settings, supply, format)).await,
        Task::Check { format, fail_on } => Box::pin(check::check(settings, supply, (format, fail_on))).await,
        Task::Diff(format) => {
            let Some(compared) = &settings.compared else { return Ok(exit::USAGE) };
            Box::pin(diff::run(settings, keep(settings, &compared.old), supply, format)).await
        }
        Task::Save => {
            let Some(path) = settings.save.clone() else { return Ok(exit::USAGE) };
            Box::pin(save::run(settings, supply, path)).await
        }
        Task::Dashboard | Task::ShowConfig(_) | Task::Doctor(_) => Ok(exit::USAGE),
    }
}

/// The API as a report calls it.
fn host(settings: &Settings, peer: &Peer) -> String {
    if settings.demo { "the demo of this process".to_owned() } else { peer.host().unwrap_or_default() }
}

/// What takes a report for this terminal.
fn ascii_or_not<'a>(charset: Charset, format: ReportFormat, out: impl Write + 'a) -> Box<dyn Write + 'a> {
    match (charset, format) {
        (Charset::Unicode, _) => Box::new(out),
        (Charset::Ascii, ReportFormat::Text) => Box::new(AsciiWriter::new(out, Spelling::Words)),
        (Charset::Ascii, ReportFormat::Json) => Box::new(AsciiWriter::new(out, Spelling::Json)),
    }
}

async fn dashboard(
    settings: &Settings,
    backend: Backend,
    about: About,
    (profiles, keymap): (Profiles, Keymap),
) -> Result<u8, End> {
    if !has_keyboard() {
        return Err(End::new(
            exit::USAGE,
            "error: the dashboard needs a terminal to read keys from; `flashback-tui ls` prints without one",
        ));
    }
    if settings.appearance.skill == Skill::Lines {
        return Err(End::new(
            exit::USAGE,
            "error: the dashboard needs a terminal that can move its cursor, and TERM names none; \
             `flashback-tui ls` prints without one",
        ));
    }
    // What can be read once only is not asked for again.
    let is_once = about.offline == Some(Offline::Once);
    let refresh_every = if is_once { Duration::ZERO } else { settings.refresh_every };
    let Appearance { color, theme, depth, .. } = settings.appearance;
    let theme = if color { Theme::of(theme, &settings.looks, depth) } else { Theme::mono() };
    let exit = run::run(Dashboard {
        backend,
        about,
        profiles,
        keymap,
        scope: settings.scope.clone(),
        rules: Rules {
            policy: settings.findings.clone(),
            fingerprints: check::fingerprints_of(settings, &|name| std::env::var_os(name)).0,
        },
        theme,
        abilities: Abilities {
            charset: settings.appearance.charset,
            is_old: settings.appearance.skill == Skill::Cells,
        },
        clipboard: settings.clipboard,
        refresh_every,
        mouse: settings.appearance.mouse,
    })
    .await?;
    Ok(match exit {
        Exit::Quit => exit::OK,
        Exit::Interrupted => exit::INTERRUPTED,
        Exit::Terminated(code) => code,
    })
}

/// Whether keys can be read: from standard input, or from the terminal the process belongs to.
fn has_keyboard() -> bool {
    io::stdin().is_terminal() || (cfg!(unix) && std::fs::File::open("/dev/tty").is_ok())
}

async fn list(settings: &Settings, supply: Supply, kind: Option<Kind>, format: Format) -> Result<u8, End> {
    let mut signals = Signals::listen_once()?;
    let Loaded { inventory, rest, .. } = supply.load(settings, &mut signals, None).await?;
    // A tree has no credential.
    let is_marked = !settings.show_secrets && format != Format::Tree;
    let fingerprints = is_marked.then(|| check::fingerprints(settings, &|name| std::env::var_os(name)));
    let is_shown = settings.show_secrets;
    let layout = layout(settings, format);
    let (now, picked, policy) = (rest.as_of(Timestamp::now()), settings.picked.clone(), settings.findings.clone());
    let write = move || {
        crash::fault("ls");
        let by_findings = matches!(picked.sort, Some((Key::Findings, _)));
        let is_asked = by_findings || picked.filter.note(&Context::at(now)).is_some();
        let analyzed = if is_asked { Analysis::of(&inventory, policy, now) } else { Analyzed::default() };
        let insight = Insight::of(Some(&analyzed), &inventory);
        let context = insight.context(now);
        let counts = if by_findings { analyzed.counts(inventory.len()) } else { Vec::new() };
        let chosen = Chosen::of(&inventory, &picked.filter, picked.sort, &counts, &context);
        if chosen.is_empty(&inventory) && !inventory.is_empty() {
            tell(&format!("nothing matches in {} repositories", inventory.len()));
        }
        let masked = fingerprints.as_ref().map_or(Secrets::Masked, Secrets::Marked);
        let secrets = if is_shown { Secrets::Shown } else { masked };
        let request = output::Request { kind, layout, secrets, now, columns: &picked.columns, chosen: &chosen };
        output::write(&inventory, &rest, &request, &mut io::stdout().lock())
    };
    on_a_thread(signals, move || Ok(write().map(|()| exit::OK)?)).await
}

/// How `ls` writes a format.
fn layout(settings: &Settings, format: Format) -> Layout {
    Layout {
        format: written(format),
        charset: printed_in(settings, format == Format::Csv),
        has_header: !settings.picked.without_header,
    }
}

/// Which characters a format may have. What goes to a program keeps its own, unless somebody says otherwise.
fn printed_in(settings: &Settings, is_data: bool) -> Charset {
    match settings.appearance {
        Appearance { asks_ascii: false, .. } if is_data && !io::stdout().is_terminal() => Charset::Unicode,
        Appearance { charset, .. } => charset,
    }
}

/// Writes on a thread of its own, so that Ctrl-C ends the program while a pipe is slow to take the output.
async fn on_a_thread(
    mut signals: Signals,
    write: impl FnOnce() -> Result<u8, End> + Send + 'static,
) -> Result<u8, End> {
    let written = tokio::select! {
        code = signals.end() => return Ok(code),
        written = tokio::task::spawn_blocking(write) => written,
    };
    written.map_err(|_panicked| End::new(exit::OTHER, "error: writing failed; this is a bug"))?
}

fn written(format: Format) -> output::Format {
    match format {
        Format::Tree => output::Format::Tree,
        Format::Table => output::Format::Table,
        Format::Json => output::Format::Json,
        Format::Jsonl => output::Format::Jsonl,
        Format::Csv => output::Format::Csv,
        Format::Md => output::Format::Md,
    }
}
