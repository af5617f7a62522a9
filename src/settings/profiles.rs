//! Which profile is taken, what it decides, and to whom its token may go.

use crate::cli::Options;
use crate::config::{Config, Profile};
use crate::model::inventory::Scope;
use crate::model::text;
use crate::settings::origin::{Known, Origin};
use crate::settings::{DEFAULT_API_URL, Environment, SettingsError, TokenSettings, variable};

/// What a profile decides alone, when the dashboard switches to it.
#[derive(Debug, Clone)]
pub struct Connection {
    /// Base URL of the API.
    pub api_url: String,
    /// What to ask for.
    pub scope: Scope,
    /// Where the token comes from that the profile names, unset where it names none.
    pub token: TokenSettings,
    /// A file of certificates to trust beside the system's roots.
    pub ca_bundle: Option<std::path::PathBuf>,
}

impl Connection {
    /// What a profile says by itself. Flags and variables that the program was started with are not asked: they were
    /// given for the profile of then, and must not send its token, or this one's, to another host.
    pub fn of(profile: &Profile, insecure_token_file: bool) -> Self {
        Self {
            api_url: api_url(profile).to_owned(),
            scope: Scope::from_id(profile.workspace.as_deref().unwrap_or_default()),
            token: TokenSettings::of_profile(profile, insecure_token_file),
            ca_bundle: profile.ca_bundle.clone(),
        }
    }
}

fn api_url(profile: &Profile) -> &str {
    profile.api_url.as_ref().map_or(DEFAULT_API_URL, |(url, _)| url.as_str())
}

/// The profile that is asked for: flag > environment > configuration. The demo and a file that is read ask for none.
pub(super) fn chosen<'c>(
    options: &Options,
    environment: Environment<'_>,
    config: &'c Config,
) -> Result<Known<Option<&'c Profile>>, SettingsError> {
    const VARIABLE: &str = "FLASHBACK_PROFILE";
    if options.demo || options.input.is_some() {
        return Ok(Known::new(None, Origin::Flag(if options.demo { "--demo" } else { "--input" })));
    }
    let (name, origin) = if let Some(name) = &options.profile {
        (name.clone(), Origin::Flag("--profile"))
    } else if let Some(name) = variable(VARIABLE, environment) {
        let name = name.into_string().map_err(|_not_shown| SettingsError::NotText(VARIABLE))?;
        (name, Origin::Variable(VARIABLE))
    } else if let Some(name) = &config.default_profile {
        (name.clone(), Origin::File)
    } else {
        return Ok(Known::new(None, Origin::Default));
    };
    if name.is_empty() {
        return Ok(Known::new(None, origin));
    }
    match config.profile(&name) {
        Some(profile) => Ok(Known::new(Some(profile), origin)),
        None => Err(unknown(&name, &origin, options, config)),
    }
}

fn unknown(name: &str, origin: &Origin, options: &Options, config: &Config) -> SettingsError {
    // Longer than any profile may be: it could be a token.
    let length = name.chars().count();
    let name = if length <= 24 { format!("`{}`", text::shown(name)) } else { format!("of {length} characters") };
    let names: Vec<&str> = config.profiles.iter().map(|profile| profile.name.as_str()).collect();
    let known = match (&config.path, names.as_slice()) {
        (None, _) if options.no_config => "no config file is read, because of --no-config".to_owned(),
        (None, _) => "there is no config file; `flashback-tui config init` writes one".to_owned(),
        (Some(path), []) => format!("{} has no profiles", text::shown(&path.to_string_lossy())),
        (Some(_), names) => format!("there are {}", names.join(", ")),
    };
    SettingsError::UnknownProfile { name, origin: origin.to_string(), known }
}

/// A profile's token goes to the profile's API alone: not to another one that a flag or variable names.
pub(super) fn check(
    profile: Option<&Profile>,
    token: &Origin,
    api_url_given: &Known<String>,
) -> Result<(), SettingsError> {
    let (Some(profile), Origin::Profile(_)) = (profile, token) else { return Ok(()) };
    match (&api_url_given.origin, host(api_url(profile))) {
        (Origin::Profile(_) | Origin::Default, _) => Ok(()),
        (_, Some(own)) if host(&api_url_given.value).as_ref() == Some(&own) => Ok(()),
        (origin, _) => Err(SettingsError::ForeignToken { profile: profile.name.clone(), origin: origin.to_string() }),
    }
}

/// Scheme, host and port as they are written, for comparing; `None` where there is no host. Two texts that are the
/// same here mean the same host to every reader of addresses; two spellings of one host may differ, which only refuses.
pub(super) fn host(url: &str) -> Option<String> {
    // Where readers of addresses disagree about what the host is.
    let (scheme, rest) = url.split_once("://").filter(|_| !url.contains(['\\', '@']))?;
    let host = rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())?;
    Some(format!("{scheme}://{host}").to_ascii_lowercase())
}

/// What to say of a token from the environment that goes to the API of a profile.
///
/// A variable is set once and forgotten: it may have been meant for another host. Where the profile comes from the
/// environment too, both were set together, and there is nothing to say unless the profile's own token is passed over.
pub(super) fn remark(profile: &Known<Option<&Profile>>, api_url: &Known<String>, token: &Origin) -> Option<String> {
    let chosen = profile.value?;
    let (Origin::Variable(variable), Origin::Profile(_)) = (token, &api_url.origin) else { return None };
    let passed_over = if chosen.token.is_some() { ", not from the profile" } else { "" };
    let is_set_together = matches!(profile.origin, Origin::Variable(_)) && chosen.token.is_none();
    let name = &chosen.name;
    (!is_set_together).then(|| {
        format!("the token for profile {name} comes from {variable}{passed_over}; unset it if it is another host's")
    })
}
