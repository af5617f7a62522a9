//! One validated [`Settings`] out of what was typed, the environment and the defaults: flag > environment > default.
//!
//! The environment is passed in. Must not know HTTP or the terminal: whether the API's URL can be used is the client's
//! to say, whether standard output is a terminal is told.

mod appearance;
mod size;

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use secrecy::SecretString;

use crate::cli::{Cli, Command, Format};
use crate::model::inventory::Scope;
use crate::model::kind::Kind;
use crate::model::text;
pub use appearance::Appearance;

/// The API when nothing else is said.
pub const DEFAULT_API_URL: &str = "https://backend.flashback.tech";
/// The longest wait for the next byte when nothing else is said: a slow download that lives is not cut.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(15);
/// The longest time connecting may take when nothing else is said.
pub const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// The largest answer that is read when nothing else is said: an organization of 100,000 repositories fits.
pub const DEFAULT_MAX_BODY: u64 = 512 * 1024 * 1024;
/// The longest time limit that is taken; more is a slip of the keyboard.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// An environment to look variables up in; `std::env::var_os` in the program.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// All that was decided before the program begins.
#[derive(Debug)]
pub struct Settings {
    /// Base URL of the API as given, not yet validated; with [`Self::demo`] it does not count.
    pub api_url: String,
    /// What to ask the API for.
    pub scope: Scope,
    /// Where the token is to come from.
    pub token: TokenSource,
    /// Whether the embedded demo stands in for the API.
    pub demo: bool,
    /// The longest wait for the next byte of an answer, also for the first one.
    pub timeout: Duration,
    /// The longest time connecting may take.
    pub connect_timeout: Duration,
    /// Colours and characters.
    pub appearance: Appearance,
    /// What else is decided of the way to the API.
    pub transport: Transport,
    /// Whether `ls` prints credentials unmasked.
    pub show_secrets: bool,
    /// What to do.
    pub task: Task,
}

/// What is decided of the way to the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transport {
    /// The most bytes an answer may have.
    pub max_body: u64,
    /// Whether `http://` may go to other machines than this one.
    pub allow_http: bool,
    /// A file of certificates to trust beside the system's roots.
    pub ca_bundle: Option<PathBuf>,
}

/// What the program is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Open the dashboard.
    Dashboard,
    /// Print once and end.
    List {
        /// One row per object of this kind, `None` for the whole tree.
        kind: Option<Kind>,
        /// How.
        format: Format,
    },
}

/// Where the token is to come from; it is read by [`crate::credentials::resolve`].
#[derive(Debug)]
pub enum TokenSource {
    /// Nothing was said.
    Unset,
    /// Standard input.
    StandardInput,
    /// A file.
    File(PathBuf),
    /// The value of `FLASHBACK_TOKEN`.
    Variable(SecretString),
}

/// Why the settings cannot be used; all of them are usage errors.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// A time limit that is no positive number of seconds, or is longer than a day.
    #[error("{flag} is {value}, expected a number of seconds above 0 and not above 86400 (a day)")]
    TimeLimit {
        /// The flag it was given with.
        flag: &'static str,
        /// What was given, safe to show.
        value: String,
    },
    /// A size that is no number of bytes.
    #[error("--max-body is {0}, expected a number of bytes above 0, or of KiB, MiB or GiB as in 64K, 512M, 2G")]
    Size(String),
    /// A variable that is no Unicode text.
    #[error("{0} is no Unicode text; set it again, or unset it")]
    NotText(&'static str),
    /// `--show-secrets` without `ls`.
    #[error("--show-secrets belongs to `ls`: in the dashboard the key x reveals what is selected")]
    SecretsOnScreen,
}

impl Settings {
    /// Merges and validates.
    ///
    /// Where standard output is no terminal, the dashboard becomes `ls`.
    ///
    /// # Errors
    ///
    /// The first thing that cannot be used.
    pub fn resolve(cli: &Cli, environment: Environment<'_>, stdout_is_terminal: bool) -> Result<Self, SettingsError> {
        let options = &cli.options;
        let task = task(cli, stdout_is_terminal);
        if options.show_secrets && task == Task::Dashboard {
            return Err(SettingsError::SecretsOnScreen);
        }
        let timeout = time_limit("--timeout", options.timeout.as_deref())?;
        let connect_timeout = time_limit("--connect-timeout", options.connect_timeout.as_deref())?;
        let api_url = flag_or_text(options.api_url.as_ref(), "FLASHBACK_API_URL", environment)?;
        let workspace = flag_or_text(options.workspace.as_ref(), "FLASHBACK_WORKSPACE", environment)?;
        let token = match options.token_file.as_deref() {
            // The demo brings its own: the environment may hold what it likes.
            _ if options.demo => TokenSource::Unset,
            Some(path) => token_file(path),
            None => token_of(environment),
        };
        Ok(Self {
            api_url: api_url.unwrap_or_else(|| DEFAULT_API_URL.to_owned()),
            scope: Scope::from_id(&workspace.unwrap_or_default()),
            token,
            demo: options.demo,
            timeout: timeout.unwrap_or(DEFAULT_TIMEOUT),
            connect_timeout: connect_timeout.unwrap_or(DEFAULT_CONNECT_TIMEOUT),
            appearance: Appearance::resolve(options, environment),
            transport: Transport {
                max_body: max_body(options.max_body.as_deref())?,
                allow_http: options.allow_http,
                ca_bundle: options
                    .ca_bundle
                    .clone()
                    .or_else(|| variable("FLASHBACK_CA_BUNDLE", environment).map(Into::into)),
            },
            show_secrets: options.show_secrets,
            task,
        })
    }
}

fn task(cli: &Cli, stdout_is_terminal: bool) -> Task {
    let (kind, output) = match &cli.command {
        None if stdout_is_terminal => return Task::Dashboard,
        None => (None, None),
        Some(Command::Ls(ls)) => (ls.kind.map(Kind::from), ls.output),
    };
    let default = if kind.is_none() { Format::Tree } else { Format::Table };
    let format = output.unwrap_or(default);
    Task::List { kind, format }
}

impl From<crate::cli::Kind> for Kind {
    fn from(kind: crate::cli::Kind) -> Self {
        match kind {
            crate::cli::Kind::Repos => Self::Repo,
            crate::cli::Kind::Buckets => Self::Bucket,
            crate::cli::Kind::ApiKeys => Self::ApiKey,
            crate::cli::Kind::AiLlms => Self::AiLlm,
            crate::cli::Kind::AiApiKeys => Self::AiApiKey,
        }
    }
}

/// A variable's value; an empty one counts as not set.
fn variable(name: &str, environment: Environment<'_>) -> Option<OsString> {
    environment(name).filter(|value| !value.is_empty())
}

fn flag_or_text(
    flag: Option<&String>,
    name: &'static str,
    environment: Environment<'_>,
) -> Result<Option<String>, SettingsError> {
    match flag {
        Some(value) => Ok(Some(value.clone())),
        None => variable(name, environment)
            .map(OsString::into_string)
            .transpose()
            .map_err(|_not_shown| SettingsError::NotText(name)),
    }
}

fn token_file(path: &Path) -> TokenSource {
    if path == Path::new("-") { TokenSource::StandardInput } else { TokenSource::File(path.to_owned()) }
}

/// As with `--token-file`, a file that was named beats the token in the environment.
fn token_of(environment: Environment<'_>) -> TokenSource {
    if let Some(path) = variable("FLASHBACK_TOKEN_FILE", environment) {
        return token_file(Path::new(&path));
    }
    match variable("FLASHBACK_TOKEN", environment) {
        // What is no text becomes U+FFFD here, which no token may hold: it is refused when it is read.
        Some(token) => TokenSource::Variable(token.to_string_lossy().into_owned().into()),
        None => TokenSource::Unset,
    }
}

fn time_limit(flag: &'static str, given: Option<&str>) -> Result<Option<Duration>, SettingsError> {
    let Some(given) = given else { return Ok(None) };
    let limit = given.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    match limit.filter(|limit| !limit.is_zero() && *limit <= LONGEST) {
        Some(limit) => Ok(Some(limit)),
        None => Err(SettingsError::TimeLimit { flag, value: Given(given).to_string() }),
    }
}

fn max_body(given: Option<&str>) -> Result<u64, SettingsError> {
    let Some(given) = given else { return Ok(DEFAULT_MAX_BODY) };
    size::bytes(given).filter(|size| *size > 0).ok_or_else(|| SettingsError::Size(Given(given).to_string()))
}

/// An argument as it may be repeated in a message: a long one could be a token in the wrong place.
struct Given<'a>(&'a str);

impl fmt::Display for Given<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.chars().count() {
            0..=12 => write!(f, "`{}`", text::shown(self.0)),
            length => write!(f, "{length} characters of something else"),
        }
    }
}

#[cfg(test)]
mod tests;
