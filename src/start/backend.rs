//! Clients: the one the program starts with, and those of the profiles that the dashboard switches to.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::api::{self, Client, ClientOptions, Target, TargetError, TargetOptions};
use crate::app::profiles::{ProfileEntry, Profiles};
use crate::app::token::Standing;
use crate::config::{Config, ConfigError};
use crate::credentials;
use crate::model::failure::{Failure, FailureKind};
use crate::model::inventory::Scope;
use crate::model::text;
use crate::model::token::Token;
use crate::runtime::backend::{Connect, Connected};
use crate::settings::profiles::Connection;
use crate::settings::{Settings, TokenSettings, TokenSource, Transport};
use crate::start::{End, token};

/// Whom a client talks to, which way, and how patiently.
#[derive(Clone)]
pub(super) struct Peer {
    address: String,
    ca_bundle: Option<PathBuf>,
    transport: Transport,
    limits: [Duration; 2],
}

impl Peer {
    /// The API at an address, with the settings' patience.
    pub(super) fn new(address: &str, settings: &Settings) -> Self {
        Self {
            address: address.to_owned(),
            ca_bundle: settings.ca_bundle.clone(),
            transport: settings.transport.clone(),
            limits: [settings.connect_timeout, settings.timeout],
        }
    }

    /// All that must be right before anything is sent.
    pub(super) fn target(&self) -> Result<Target, TargetError> {
        let options = TargetOptions { allow_http: self.transport.allow_http, ca_bundle: self.ca_bundle.as_deref() };
        Target::resolve(&self.address, options, &|name| std::env::var_os(name))
    }

    fn base(&self) -> Option<reqwest::Url> {
        api::parse_base_url(&self.address, self.transport.allow_http).ok()
    }

    /// Its host, with the port where that is not the usual one; terminal-safe.
    pub(super) fn host(&self) -> Option<String> {
        let base = self.base()?;
        let port = base.port().map_or_else(String::new, |port| format!(":{port}"));
        Some(text::shown(base.host_str().unwrap_or_default()).into_owned() + &port)
    }

    /// The address of `GET /repo` there.
    pub(super) fn url(&self) -> String {
        self.base().map_or_else(String::new, |base| api::repo_url(&base, None).to_string())
    }

    /// Whether the token travels there without TLS.
    pub(super) fn is_unprotected(&self) -> bool {
        self.base().is_some_and(|base| api::is_unprotected(&base))
    }

    /// What a profile that asks it says of it.
    fn entry(&self, scope: Scope) -> ProfileEntry {
        let host = self.host().unwrap_or_default();
        ProfileEntry { host, url: self.url(), is_unprotected: self.is_unprotected(), scope, ..ProfileEntry::default() }
    }

    /// What must be the same for a token to be the same one's.
    fn origin(&self) -> Option<reqwest::Url> {
        let mut base = self.base()?;
        base.set_path("");
        Some(base)
    }

    /// How long connecting, and an answer, may take.
    pub(super) const fn limits(&self) -> [Duration; 2] {
        self.limits
    }

    /// A client for it; nothing is sent.
    pub(super) fn client(&self, token: Option<&Token>) -> Result<Client, End> {
        let token = token.map(|token| token.secret().clone()).unwrap_or_default();
        let target = self.target()?;
        let [connect_timeout, idle_timeout] = self.limits;
        let max_body = self.transport.max_body;
        Ok(Client::new(ClientOptions { target, token, connect_timeout, idle_timeout, max_body })?)
    }
}

/// Every address of the configuration is one that can be used, else its place is told.
pub(super) fn check(config: &Config) -> Result<(), ConfigError> {
    for profile in &config.profiles {
        let Some((url, at)) = &profile.api_url else { continue };
        api::parse_base_url(url, true).map_err(|why| ConfigError::Wrong {
            path: config
                .path
                .as_ref()
                .map_or_else(String::new, |path| text::shown(&path.to_string_lossy()).into_owned()),
            at: *at,
            what: format!("profiles.{}.api_url: {why}", profile.name),
        })?;
    }
    Ok(())
}

/// What the dashboard can switch to: the profiles, and where it was started without one, that as well.
pub(super) fn profiles(settings: &Settings, config: &Config, start: &Peer, has_token: bool) -> Profiles {
    if settings.demo || config.profiles.is_empty() {
        return Profiles::default();
    }
    let started = settings.profile.as_ref().map(|profile| profile.name.as_str());
    let entry = |profile: &crate::config::Profile| {
        let tint = profile.color.map(|tint| tint.within(settings.appearance.depth));
        let own = Connection::of(profile, settings.token.insecure_file);
        let is_named = !matches!(own.token.source, TokenSource::Unset);
        // The one in use is what flags and variables made of it.
        let (peer, scope) = match started {
            Some(name) if name == profile.name => (start.clone(), settings.scope.clone()),
            _ => (Peer::new(&own.api_url, settings), own.scope),
        };
        let token = if is_named || has_token { Standing::Fixed } else { Standing::Missing };
        ProfileEntry { name: profile.name.clone(), tint, token, ..peer.entry(scope) }
    };
    let mut entries: Vec<ProfileEntry> = config.profiles.iter().map(entry).collect();
    if started.is_none() {
        let token = if has_token { Standing::Fixed } else { Standing::Missing };
        entries.insert(0, ProfileEntry { token, ..start.entry(settings.scope.clone()) });
    }
    let current = entries.iter().position(|entry| entry.name == started.unwrap_or_default()).unwrap_or(0);
    Profiles { entries, current }
}

/// How to get from one profile to another while the dashboard runs.
///
/// Flags and variables belong to the start and are not asked again. The token that came with them goes to the host it
/// was given for, and to no other: a profile without a token of its own gets it only where it asks the same host.
pub(super) fn connect(settings: &Settings, config: &Config, start: Peer, token: Option<Token>) -> Arc<Connect> {
    let insecure_file = settings.token.insecure_file;
    // That of a profile is for that profile; one from a flag or a variable is for all.
    let bundle = if settings.profile.as_ref().is_some_and(|profile| profile.ca_bundle == settings.ca_bundle) {
        None
    } else {
        settings.ca_bundle.clone()
    };
    let of = |profile: &crate::config::Profile| {
        let own = Connection::of(profile, insecure_file);
        let peer = Peer { address: own.api_url, ca_bundle: own.ca_bundle.or_else(|| bundle.clone()), ..start.clone() };
        (profile.name.clone(), peer, own.token)
    };
    let others = config.profiles.iter().map(of).collect();
    let ways = Arc::new(Ways {
        started: settings.profile.as_ref().map_or_else(String::new, |profile| profile.name.clone()),
        start,
        source: settings.token.clone(),
        has_token: token.is_some(),
        token: token.filter(|_| !settings.token.source.is_renewable()),
        is_own_token: settings.is_own_token,
        others,
    });
    Arc::new(move |name: String| {
        let ways = Arc::clone(&ways);
        Box::pin(async move { ways.connected(&name).await })
    })
}

/// All that clients are made of.
struct Ways {
    /// The profile of the start, its API, and the token that came with it.
    started: String,
    start: Peer,
    source: TokenSettings,
    has_token: bool,
    /// Only where its source can't be asked again.
    token: Option<Token>,
    is_own_token: bool,
    /// The profiles by themselves.
    others: Vec<(String, Peer, TokenSettings)>,
}

impl Ways {
    async fn connected(&self, name: &str) -> Result<Connected, Failure> {
        let (peer, source) = self.way(name)?;
        // What can have a newer one is asked for it; all others gave theirs at the start.
        let token = if source.source.is_renewable() {
            Some(credentials::read(source).await.map_err(Failure::from)?)
        } else {
            self.token.clone()
        };
        let info = token::info(source, token.as_ref());
        let peer = peer.clone();
        // It reads certificates.
        let made = tokio::task::spawn_blocking(move || peer.client(token.as_ref())).await;
        let broken = |_panicked| Failure::new(FailureKind::Other, "preparing the profile failed", "This is a bug");
        let client = made.map_err(broken)?.map_err(|end| as_failure(&end))?;
        Ok(Connected { client, source: source.clone(), token: info })
    }

    /// Whom to ask, and where the token for it comes from: never from where it belongs to somebody else.
    fn way(&self, name: &str) -> Result<(&Peer, &TokenSettings), Failure> {
        if name == self.started {
            return Ok((&self.start, &self.source));
        }
        let unknown = || Failure::new(FailureKind::Other, "there is no such profile any more", "");
        let (name, peer, source) = self.others.iter().find(|(other, ..)| other == name).ok_or_else(unknown)?;
        let is_same_host = || peer.origin().is_some_and(|own| self.start.origin() == Some(own));
        match source.source {
            TokenSource::Unset if !self.has_token => Ok((peer, source)),
            TokenSource::Unset if self.is_own_token && is_same_host() => Ok((peer, &self.source)),
            TokenSource::Unset => Err(no_token(name, self.is_own_token)),
            _ => Ok((peer, source)),
        }
    }
}

fn no_token(profile: &str, is_own_token: bool) -> Failure {
    let whose = if is_own_token { "host" } else { "profile" };
    let text =
        format!("the profile {profile} has no token of its own, and the one from the start belongs to another {whose}");
    let advice = format!("Give it token_file or token_command in the config file, or start with -p {profile}");
    Failure::new(FailureKind::Denied, text, advice)
}

fn as_failure(end: &End) -> Failure {
    let words = end.words.trim_start_matches("error: ");
    let (text, advice) = words.split_once("\nhint: ").unwrap_or((words, ""));
    Failure::new(FailureKind::Other, text, advice)
}
