//! Where each value came from, for `config show` and `doctor`. Knows no secret: a token is named by its place.

use std::fmt;
use std::time::Duration;

use crate::cli::Options;
use crate::config::{self, Config, Token};
use crate::model::charset::Charset;
use crate::model::findings::{Rule, Severity};
use crate::model::interval;
use crate::model::text;
use crate::settings::{Environment, Settings, TokenCommand, TokenSource, size, variable};

/// Where a value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A flag.
    Flag(&'static str),
    /// A variable of the environment.
    Variable(&'static str),
    /// A profile of the configuration, by its name.
    Profile(String),
    /// The configuration, outside of any profile.
    File,
    /// Nobody said anything.
    Default,
}

impl Origin {
    /// What kind of place it is, in one word for programs.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Flag(_) => "flag",
            Self::Variable(_) => "environment",
            Self::Profile(_) => "profile",
            Self::File => "file",
            Self::Default => "default",
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) | Self::Variable(name) => f.write_str(name),
            Self::Profile(name) => write!(f, "profile {name}"),
            Self::File => f.write_str("config file"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A value with its origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
}

impl<T> Known<T> {
    pub(super) const fn new(value: T, origin: Origin) -> Self {
        Self { value, origin }
    }
}

/// A setting as it is told: its key, its value in words that hold no secret, and where that came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The key, as in the configuration where it has one there.
    pub key: &'static str,
    /// The value, safe to show.
    pub value: String,
    /// Where it came from.
    pub origin: Origin,
}

/// Where the values came from that a profile decides, besides the ones it does not.
pub(super) struct Origins {
    pub(super) profile: Origin,
    pub(super) api_url: Origin,
    pub(super) workspace: Origin,
    pub(super) token: Origin,
    pub(super) ca_bundle: Origin,
    pub(super) clipboard: Origin,
    pub(super) theme: Origin,
    pub(super) refresh_every: Origin,
}

/// Every setting, told.
pub(super) fn told(
    settings: &Settings,
    origins: Origins,
    options: &Options,
    environment: Environment<'_>,
    config: &Config,
) -> Vec<Told> {
    let tell = |key, value: &str, origin| Told { key, value: text::shown(value).into_owned(), origin };
    let profile = settings.profile.as_ref().map_or("none", |profile| profile.name.as_str());
    let given = |flag: bool, name| if flag { Origin::Flag(name) } else { Origin::Default };
    let set = |name| variable(name, environment).is_some();
    let color = match options.color {
        Some(_) => Origin::Flag("--color"),
        None if set("NO_COLOR") => Origin::Variable("NO_COLOR"),
        None if config.ui.color.is_some() => Origin::File,
        None if set("CLICOLOR_FORCE") => Origin::Variable("CLICOLOR_FORCE"),
        None => Origin::Default,
    };
    let ascii = match config.ui.ascii {
        _ if options.ascii => Origin::Flag("--ascii"),
        Some(true) => Origin::File,
        Some(false) | None => Origin::Default,
    };
    let api_url = if settings.demo { "the demo of this process" } else { settings.api_url.as_str() };
    let ca_bundle = settings.ca_bundle.as_ref().map_or_else(|| "none".into(), |path| path.to_string_lossy());
    let of_file = |is: bool| if is { Origin::File } else { Origin::Default };
    let keys = match config.keys.len() {
        0 => ("the usual ones".to_owned(), Origin::Default),
        _ => (config.keys.iter().map(keys_of).collect::<Vec<_>>().join("; "), Origin::File),
    };
    let yes = |yes: bool| if yes { "yes" } else { "no" };
    let mut all = vec![
        tell("profile", profile, origins.profile),
        tell("api_url", &crate::model::secret::mask_address(api_url), origins.api_url),
        tell("workspace", settings.scope.id().unwrap_or("all"), origins.workspace),
        tell("token", &source(&settings.token.source), origins.token),
        tell("ca_bundle", &ca_bundle, origins.ca_bundle),
    ];
    all.extend(limits(settings, options));
    all.extend([
        tell("max_body", &size::told(settings.transport.max_body), given(options.max_body.is_some(), "--max-body")),
        tell("allow_http", yes(settings.transport.allow_http), given(options.allow_http, "--allow-http")),
        tell("color", yes(settings.appearance.color), color),
        tell("theme", &themed(settings), origins.theme),
        tell("ascii", yes(settings.appearance.charset == Charset::Ascii), ascii),
        tell("clipboard", settings.clipboard.name(), origins.clipboard),
        tell("refresh_every", &interval::words(settings.refresh_every), origins.refresh_every),
        tell("mouse", yes(settings.appearance.mouse), of_file(config.ui.mouse.is_some())),
        tell("findings.disable", &rules(&settings.findings.disable), of_file(!config.findings.disable.is_empty())),
        tell(
            "findings.max_key_age",
            &format!("{} days", settings.findings.max_key_age),
            of_file(config.findings.max_key_age.is_some()),
        ),
        tell(
            "findings.severity",
            &severities(&settings.findings.severity),
            of_file(!config.findings.severity.is_empty()),
        ),
        tell("keys", &keys.0, keys.1),
    ]);
    all
}

/// How long may be waited for what.
fn limits(settings: &Settings, options: &Options) -> [Told; 3] {
    let whole = settings.transport.max_time.map_or_else(|| "none".to_owned(), seconds);
    [
        ("timeout", seconds(settings.timeout), &options.timeout, "--timeout"),
        ("connect_timeout", seconds(settings.connect_timeout), &options.connect_timeout, "--connect-timeout"),
        ("max_time", whole, &options.max_time, "--max-time"),
    ]
    .map(|(key, value, given, flag)| Told {
        key,
        value,
        origin: if given.is_some() { Origin::Flag(flag) } else { Origin::Default },
    })
}

fn themed(settings: &Settings) -> String {
    let theme = settings.appearance.theme.name();
    match settings.looks.len() {
        0 => theme.to_owned(),
        own => format!("{theme}, {own} of its looks by [theme]"),
    }
}

/// An action and its keys, both known to be such.
fn keys_of(line: &config::Keys) -> String {
    let keys: Vec<&str> = line.keys.iter().map(|(name, _)| name.as_str()).collect();
    format!("{} = {}", line.action, if keys.is_empty() { "none".to_owned() } else { keys.join(" ") })
}

fn rules(rules: &[Rule]) -> String {
    let ids: Vec<&str> = rules.iter().map(|rule| rule.spec().id).collect();
    if ids.is_empty() { "none".to_owned() } else { ids.join(", ") }
}

fn severities(given: &[(Rule, Severity)]) -> String {
    let told: Vec<String> =
        given.iter().map(|(rule, severity)| format!("{} {}", rule.spec().id, severity.name())).collect();
    if told.is_empty() { "each rule's own".to_owned() } else { told.join(", ") }
}

fn seconds(limit: Duration) -> String {
    format!("{} s", limit.as_secs_f64())
}

/// A token's place in words; never the token.
pub fn source(token: &TokenSource) -> String {
    match token {
        TokenSource::Unset => "none".to_owned(),
        TokenSource::StandardInput => "standard input".to_owned(),
        TokenSource::File(path) => Token::File(path.clone()).words(),
        TokenSource::Command(TokenCommand::Shell(line)) => Token::Shell(line.to_string_lossy().into_owned()).words(),
        TokenSource::Command(TokenCommand::Arguments(words)) => {
            Token::Program(words.iter().map(|word| word.to_string_lossy().into_owned()).collect()).words()
        }
        TokenSource::Variable(_) => "set, not shown".to_owned(),
    }
}
