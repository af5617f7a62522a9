//! From arguments to an exit code: settings, token, client, then the dashboard or one printed answer.

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::sync::Arc;

use jiff::Timestamp;

use crate::api::{Client, ClientOptions, RETRIES, Target, TargetError, TargetOptions};
use crate::app::msg::Loading;
use crate::app::state::{About, Exit};
use crate::cli::{self, Ending, Format};
use crate::credentials::{self, CredentialsError};
use crate::demo::{self, Demo};
use crate::model::document::{Document, Rest};
use crate::model::failure::Failure;
use crate::model::inventory::{Inventory, Scope};
use crate::model::kind::Kind;
use crate::model::pretty::Secrets;
use crate::model::{text, time};
use crate::runtime::crash;
use crate::runtime::load::load;
use crate::runtime::run::{self, Dashboard};
use crate::runtime::signals::Signals;
use crate::settings::{Settings, Task, TokenSource, Transport};
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
        Self::new(exit::OTHER, format!("error: {}", text::shown(&error.to_string())))
    }
}

/// Runs the program with its arguments, the program's name first; returns the exit code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    crash::catch();
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

/// A line on standard error; where that is closed, nobody wants to read it.
fn tell(words: &str) {
    writeln!(io::stderr(), "{}", words.trim_end()).ok();
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
    let settings = Settings::resolve(&cli, &|name| std::env::var_os(name), io::stdout().is_terminal())
        .map_err(|error| End::new(exit::USAGE, format!("error: {error}")))?;
    // Two threads: this one keeps the screen, the other reads and scans what arrives.
    crash::call()?;
    let tokio = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let code = tokio.block_on(serve(&settings));
    // A name lookup that hangs, or the reader of a terminal, must not hold up the end.
    tokio.shutdown_background();
    code
}

async fn serve(settings: &Settings) -> Result<u8, End> {
    let demo = if settings.demo { Some(Demo::start().await?) } else { None };
    if matches!(settings.token, TokenSource::StandardInput) && io::stdin().is_terminal() {
        // Else it would wait without a word, and whoever pastes a token would be surprised to see it.
        tell("reading the token from standard input, where it will be seen: end it with Enter and Ctrl-D");
    }
    let (address, token) = match &demo {
        Some(demo) => (demo.url(), demo::TOKEN.to_owned().into()),
        None => (settings.api_url.clone(), credentials::resolve(&settings.token, &mut io::stdin())?),
    };
    let Transport { max_body, allow_http, ca_bundle } = &settings.transport;
    let options = TargetOptions { allow_http: *allow_http, ca_bundle: ca_bundle.as_deref() };
    let target = Target::resolve(&address, options, &|name| std::env::var_os(name))?;
    let host = text::shown(&target.host()).into_owned();
    let client = Client::new(ClientOptions {
        target,
        token,
        connect_timeout: settings.connect_timeout,
        idle_timeout: settings.timeout,
        max_body: *max_body,
    })?;
    match settings.task {
        Task::Dashboard => dashboard(settings, client, host).await,
        Task::List { kind, format } => list(settings, client, kind, format).await,
    }
}

async fn dashboard(settings: &Settings, client: Client, host: String) -> Result<u8, End> {
    if !has_keyboard() {
        return Err(End::new(
            exit::USAGE,
            "error: the dashboard needs a terminal to read keys from; `flashback-tui ls` prints without one",
        ));
    }
    if !settings.appearance.can_draw {
        return Err(End::new(
            exit::USAGE,
            "error: the dashboard needs a terminal that can move its cursor, and TERM names none; \
             `flashback-tui ls` prints without one",
        ));
    }
    let about = About { host, demo: settings.demo };
    let theme = if settings.appearance.color { Theme::colour() } else { Theme::mono() };
    let exit = run::run(Dashboard {
        client: Arc::new(client),
        about,
        scope: settings.scope.clone(),
        theme,
        charset: settings.appearance.charset,
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

async fn list(settings: &Settings, client: Client, kind: Option<Kind>, format: Format) -> Result<u8, End> {
    let mut signals = Signals::listen()?;
    let (inventory, rest) = tokio::select! {
        code = signals.end() => return Ok(code),
        loaded = load_all(client, settings.scope.clone()) => loaded?,
    };
    for remark in &rest.remarks {
        tell(&format!("note: {remark}"));
    }
    if inventory.is_empty() {
        let place = match &settings.scope {
            Scope::All => Cow::Borrowed("any workspace"),
            Scope::Workspace(_) => settings.scope.label(),
        };
        tell(&format!("no repositories in {place}, as far as this token sees"));
    }
    let secrets = if settings.show_secrets { Secrets::Shown } else { Secrets::Masked };
    let charset = settings.appearance.charset;
    let request = output::Request { kind, format: written(format), secrets, charset, now: Timestamp::now() };
    let write = move || {
        crash::fault("ls");
        output::write(&inventory, &rest, &request, &mut io::stdout().lock())
    };
    // On a thread of its own, so that Ctrl-C ends the program while a pipe is slow to take the output.
    let written = tokio::select! {
        code = signals.end() => return Ok(code),
        written = tokio::task::spawn_blocking(write) => written,
    };
    written.map_err(|_panicked| End::new(exit::OTHER, "error: writing failed; this is a bug"))??;
    Ok(exit::OK)
}

async fn load_all(client: Client, scope: Scope) -> Result<(Inventory, Rest), Failure> {
    let mut inventory = Inventory::default();
    let rest = load(&client, (&scope, RETRIES), &Document::default(), &mut |news| match news {
        Loading::Part(segment, _) => inventory.push(segment),
        Loading::Progress(_) => {}
        Loading::Retrying(retry) => tell(&format!(
            "{}; retrying in {} ({} of {})",
            retry.failure.text,
            time::duration(retry.wait),
            retry.attempt,
            retry.of
        )),
    })
    .await?;
    inventory.finish(&rest);
    Ok((inventory, rest))
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
