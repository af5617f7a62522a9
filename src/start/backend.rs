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
        let Transport { max_time, max_body, .. } = self.transport;
        Ok(Client::new(ClientOptions { target, token, connect_timeout, idle_timeout, max_time, max_body })?)
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
    let standing = |is_there: bool| if is_there { Standing::Fixed } else { Standing::Missing };
    // The one in use is what flags and variables made of it.
    let in_use = |name: &str| ProfileEntry {
        name: name.to_owned(),
        token: standing(has_token),
        ..start.entry(settings.scope.clone())
    };
    let entry = |profile: &crate::config::Profile| {
        let tint = profile.color.map(|tint| tint.within(settings.appearance.depth));
        if started == Some(profile.name.as_str()) {
            return ProfileEntry { tint, ..in_use(&profile.name) };
        }
        let own = Connection::of(profile, settings.token.insecure_file);
        let peer = Peer { address: own.api_url, ..start.clone() };
        let bearing = Bearing::of(&own.token.source, settings, start, &peer, has_token);
        let lack = match bearing {
            Bearing::Nothing if has_token => lack(&profile.name, settings.is_own_token),
            _ => String::new(),
        };
        let token = standing(bearing != Bearing::Nothing);
        ProfileEntry { name: profile.name.clone(), tint, token, lack, ..peer.entry(own.scope) }
    };
    let mut entries: Vec<ProfileEntry> = config.profiles.iter().map(entry).collect();
    if started.is_none() {
        entries.insert(0, in_use(""));
    }
    let current = entries.iter().position(|entry| entry.name == started.unwrap_or_default()).unwrap_or(0);
    Profiles { entries, current }
}

/// Whose token goes to a profile that the dashboard switches to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Bearing {
    /// The profile's own.
    Own,
    /// The one that came with the start.
    Start,
    /// None: what there is belongs to somebody else. It is asked for.
    Nothing,
}

impl Bearing {
    /// The token that came with the start goes to the host it was given for and to no other; a profile's to nobody else.
    fn of(own: &TokenSource, settings: &Settings, start: &Peer, peer: &Peer, has_token: bool) -> Self {
        let is_same_host = || peer.origin().is_some_and(|own| start.origin() == Some(own));
        match own {
            TokenSource::Unset if has_token && settings.is_own_token && is_same_host() => Self::Start,
            TokenSource::Unset => Self::Nothing,
            _ => Self::Own,
        }
    }
}

fn lack(profile: &str, is_own_token: bool) -> String {
    let whose = if is_own_token { "host" } else { "profile" };
    format!("the profile {profile} has no token of its own, and the one from the start belongs to another {whose}")
}

/// How to get from one profile to another while the dashboard runs. Flags and variables belong to the start and are not
/// asked again.
pub(super) fn connect(settings: &Settings, config: &Config, start: Peer, token: Option<Token>) -> Arc<Connect> {
    // That of a profile is for that profile; one from a flag or a variable is for all.
    let bundle = if settings.profile.as_ref().is_some_and(|profile| profile.ca_bundle == settings.ca_bundle) {
        None
    } else {
        settings.ca_bundle.clone()
    };
    let of = |profile: &crate::config::Profile| {
        let own = Connection::of(profile, settings.token.insecure_file);
        let peer = Peer { address: own.api_url, ca_bundle: own.ca_bundle.or_else(|| bundle.clone()), ..start.clone() };
        let bearing = Bearing::of(&own.token.source, settings, &start, &peer, token.is_some());
        let source = if bearing == Bearing::Start { settings.token.clone() } else { own.token };
        Way { name: profile.name.clone(), peer, source, is_start: bearing == Bearing::Start }
    };
    let mut ways: Vec<Way> = config.profiles.iter().map(of).collect();
    let name = settings.profile.as_ref().map_or_else(String::new, |profile| profile.name.clone());
    // Found before the profile by itself.
    ways.insert(0, Way { name, peer: start, source: settings.token.clone(), is_start: true });
    let token = token.filter(|_| !settings.token.source.is_renewable());
    let ways = Arc::new(Ways { ways, token });
    Arc::new(move |name: String| {
        let ways = Arc::clone(&ways);
        Box::pin(async move { ways.connected(&name).await })
    })
}

/// All that clients are made of.
struct Ways {
    ways: Vec<Way>,
    /// The token that came with the start, only where its source can't be asked again.
    token: Option<Token>,
}

/// Whom to ask, and where the token for it comes from: never from where it belongs to somebody else.
struct Way {
    /// The profile; empty for none.
    name: String,
    peer: Peer,
    source: TokenSettings,
    /// Whether the token is the one that came with the start.
    is_start: bool,
}

impl Ways {
    async fn connected(&self, name: &str) -> Result<Connected, Failure> {
        let unknown = || Failure::new(FailureKind::Other, "there is no such profile any more", "");
        let way = self.ways.iter().find(|way| way.name == name).ok_or_else(unknown)?;
        // What can have a newer one is asked for it; all others gave theirs at the start.
        let token = if way.source.source.is_renewable() {
            Some(credentials::read(&way.source).await.map_err(Failure::from)?)
        } else {
            self.token.clone().filter(|_| way.is_start)
        };
        let info = token::info(&way.source, token.as_ref());
        let peer = way.peer.clone();
        // It reads certificates.
        let made = tokio::task::spawn_blocking(move || peer.client(token.as_ref())).await;
        let broken = |_panicked| Failure::new(FailureKind::Other, "preparing the profile failed", "This is a bug");
        let client = made.map_err(broken)?.map_err(|end| as_failure(&end))?;
        Ok(Connected { client, source: way.source.clone(), token: info })
    }
}

fn as_failure(end: &End) -> Failure {
    let words = end.words.trim_start_matches("error: ");
    let (text, advice) = words.split_once("\nhint: ").unwrap_or((words, ""));
    Failure::new(FailureKind::Other, text, advice)
}
