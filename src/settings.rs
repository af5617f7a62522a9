//! One validated [`Settings`] out of what was typed, the environment, the configuration and the defaults: flag > environment > profile >
//! config file > default.
//!
//! The environment is passed in. Must not know HTTP or the terminal: whether the API's URL can be used is the client's
//! to say, whether standard output is a terminal is told.

mod appearance;
mod copies;
mod error;
mod findings;
mod offline;
pub mod origin;
mod picked;
pub mod profiles;
mod refresh;
mod size;
mod task;
pub mod token;

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use crate::cli::{Cli, Options};
use crate::config::{Config, Profile};
use crate::model::clipboard::Clipboard;
use crate::model::findings::Policy;
use crate::model::inventory::Scope;
use crate::model::look::Look;
use crate::model::role::Role;
use crate::model::text;
pub use appearance::{Appearance, Skill, charset};
pub use error::SettingsError;
use origin::{Known, Origin, Origins, Told};
pub use picked::Picked;
pub use task::{Compared, Task};
pub use token::{ProfileToken, TokenCommand, TokenOrigin, TokenSettings, TokenSource};

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
    pub token: TokenSettings,
    /// Whether the embedded demo stands in for the API.
    pub demo: bool,
    /// The longest wait for the next byte of an answer, also for the first one.
    pub timeout: Duration,
    /// The longest time connecting may take.
    pub connect_timeout: Duration,
    /// A file of certificates to trust beside the system's roots.
    pub ca_bundle: Option<PathBuf>,
    /// Colours and characters.
    pub appearance: Appearance,
    /// Looks that take the place of the theme's own.
    pub looks: Vec<(Role, Look)>,
    /// Which way a copy goes.
    pub clipboard: Clipboard,
    /// How long after an answer the dashboard asks again by itself; zero is never.
    pub refresh_every: Duration,
    /// What else is decided of the way to the API.
    pub transport: Transport,
    /// The profile that was taken.
    pub profile: Option<Profile>,
    /// Whether the token came with the start (a flag, a variable) and not from a profile.
    pub is_own_token: bool,
    /// Every setting with where it came from.
    pub told: Vec<Told>,
    /// What the user should know before anything is sent, as sentences safe to show.
    pub notes: Vec<String>,
    /// Which rules are asked of the inventory, and how strictly.
    pub findings: Policy,
    /// Whether `ls` prints credentials unmasked.
    pub show_secrets: bool,
    /// What to do.
    pub task: Task,
    /// What `ls` prints of what came.
    pub picked: Picked,
    /// What `diff` compares.
    pub compared: Option<Compared>,
    /// The file that the answer is written to.
    pub save: Option<PathBuf>,
    /// The file that is read in place of the API's answer, `-` for standard input.
    pub input: Option<PathBuf>,
}

/// What is decided of the way to the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transport {
    /// The longest a whole request may take; `None` for as long as bytes keep coming.
    pub max_time: Option<Duration>,
    /// The most bytes an answer may have.
    pub max_body: u64,
    /// Whether `http://` may go to other machines than this one.
    pub allow_http: bool,
}

impl Transport {
    fn asked(options: &Options) -> Result<Self, SettingsError> {
        Ok(Self {
            max_time: time_limit("--max-time", options.max_time.as_deref())?,
            max_body: max_body(options.max_body.as_deref())?,
            allow_http: options.allow_http,
        })
    }
}

impl Settings {
    /// Merges and validates.
    ///
    /// Where standard output is no terminal, the dashboard becomes `ls`.
    ///
    /// # Errors
    ///
    /// The first thing that cannot be used.
    pub fn resolve(
        cli: &Cli,
        environment: Environment<'_>,
        config: &Config,
        stdout_is_terminal: bool,
    ) -> Result<Self, SettingsError> {
        let options = &cli.options;
        let task = Task::asked(cli, stdout_is_terminal)?;
        let picked = Picked::asked(cli, task)?;
        let timeout = time_limit("--timeout", options.timeout.as_deref())?;
        let connect_timeout = time_limit("--connect-timeout", options.connect_timeout.as_deref())?;
        let chosen = profiles::chosen(options, environment, config)?;
        let layers = Layers { environment, profile: chosen.value };
        let api_url =
            layers.text(options.api_url.as_ref(), API_URL, |profile| Some(profile.api_url.as_ref()?.0.as_str()))?;
        let api_url = api_url.unwrap_or_else(|| Known::new(DEFAULT_API_URL.to_owned(), Origin::Default));
        let workspace = layers.text(options.workspace.as_ref(), WORKSPACE, |profile| profile.workspace.as_deref())?;
        let workspace = workspace.unwrap_or_else(|| Known::new(String::new(), Origin::Default));
        let token =
            TokenSettings::resolve(options, environment, chosen.value.map(ProfileToken::of).unwrap_or_default())?;
        let token_origin = token.origin.told(chosen.value);
        profiles::check(chosen.value, &token_origin, &api_url)?;
        let notes = profiles::remark(&chosen, &api_url, &token_origin).into_iter().collect();
        let clipboard = copies::clipboard(options.clipboard, environment, config.ui.clipboard)?;
        let theme = appearance::theme(options.theme, environment, config.ui.theme)?;
        let refresh_every = refresh::every(options, environment, config.ui)?;
        let ca_bundle = layers.ca_bundle(options.ca_bundle.as_ref());
        let origins = Origins {
            profile: chosen.origin,
            api_url: if options.demo { Origin::Flag("--demo") } else { api_url.origin },
            workspace: workspace.origin,
            ca_bundle: ca_bundle.origin,
            token: token_origin.clone(),
            clipboard: clipboard.origin,
            theme: theme.origin,
            refresh_every: refresh_every.origin,
        };
        let mut settings = Self {
            compared: Compared::asked(cli, &token.source)?,
            api_url: api_url.value,
            // What was kept is all there is.
            scope: if options.input.is_some() { Scope::All } else { Scope::from_id(&workspace.value) },
            token,
            demo: options.demo,
            timeout: timeout.unwrap_or(DEFAULT_TIMEOUT),
            connect_timeout: connect_timeout.unwrap_or(DEFAULT_CONNECT_TIMEOUT),
            ca_bundle: ca_bundle.value,
            transport: Transport::asked(options)?,
            appearance: Appearance { theme: theme.value, ..Appearance::resolve(options, environment, config.ui) },
            looks: config.theme.clone(),
            clipboard: clipboard.value,
            refresh_every: refresh_every.value,
            profile: chosen.value.cloned(),
            is_own_token: matches!(token_origin, Origin::Flag(_) | Origin::Variable(_)),
            told: Vec::new(),
            notes,
            findings: findings::policy(cli, &config.findings)?,
            show_secrets: options.show_secrets,
            task,
            picked,
            save: cli.save.clone(),
            input: options.input.clone(),
        };
        settings.told = origin::told(&settings, origins, options, environment, config);
        Ok(settings)
    }
}

/// A setting's flag and variable.
type Names = (&'static str, &'static str);
const API_URL: Names = ("--api-url", "FLASHBACK_API_URL");
const WORKSPACE: Names = ("--workspace", "FLASHBACK_WORKSPACE");

/// What lies below the flags: environment, then profile.
struct Layers<'a> {
    environment: Environment<'a>,
    profile: Option<&'a Profile>,
}

impl Layers<'_> {
    fn of_profile(&self) -> Origin {
        self.profile.map_or(Origin::Default, |profile| Origin::Profile(profile.name.clone()))
    }

    fn text(
        &self,
        flag: Option<&String>,
        (flag_name, variable_name): Names,
        of_profile: impl Fn(&Profile) -> Option<&str>,
    ) -> Result<Option<Known<String>>, SettingsError> {
        if let Some(value) = flag {
            return Ok(Some(Known::new(value.clone(), Origin::Flag(flag_name))));
        }
        if let Some(value) = variable(variable_name, self.environment) {
            let value = value.into_string().map_err(|_not_shown| SettingsError::NotText(variable_name))?;
            return Ok(Some(Known::new(value, Origin::Variable(variable_name))));
        }
        let value = self.profile.and_then(of_profile);
        Ok(value.map(|value| Known::new(value.to_owned(), self.of_profile())))
    }

    fn ca_bundle(&self, flag: Option<&PathBuf>) -> Known<Option<PathBuf>> {
        const NAME: &str = "FLASHBACK_CA_BUNDLE";
        if let Some(path) = flag {
            return Known::new(Some(path.clone()), Origin::Flag("--ca-bundle"));
        }
        if let Some(path) = variable(NAME, self.environment) {
            return Known::new(Some(path.into()), Origin::Variable(NAME));
        }
        match self.profile.and_then(|profile| profile.ca_bundle.clone()) {
            Some(path) => Known::new(Some(path), self.of_profile()),
            None => Known::new(None, Origin::Default),
        }
    }
}

/// A variable's value; an empty one counts as not set.
fn variable(name: &str, environment: Environment<'_>) -> Option<OsString> {
    environment(name).filter(|value| !value.is_empty())
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
