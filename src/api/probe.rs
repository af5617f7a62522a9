//! The way to the API step by step, each measured and told on its own: what a request does in one go, for somebody who
//! asks where it gets stuck. Sends one request, asks for nothing else, and follows the same rules.

mod dial;

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use secrecy::SecretString;
use tokio::time::Instant;

use self::dial::Dial;
#[cfg(test)]
pub(super) use self::dial::Duplex;
use super::error::Peer;
use super::proxy::Route;
use super::target::Target;
use super::trust::Roots;
use super::{client, url};
use crate::model::failure::Failure;

/// How many of a name's addresses are tried.
const ADDRESSES: usize = 4;

/// A step of the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reading the root certificates.
    Roots,
    /// Looking up the name: the proxy's, where there is one.
    Name,
    /// Connecting to an address.
    Connect,
    /// The TLS handshake with the proxy.
    ProxyTls,
    /// The proxy's own connection to the API.
    Tunnel,
    /// The TLS handshake with the API.
    Tls,
    /// The request and the head of its answer.
    Http,
}

/// What a step found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Whose certificates are trusted.
    Roots(Roots),
    /// Where a name leads.
    Addresses(Vec<SocketAddr>),
    /// Who took the connection.
    Connection(SocketAddr),
    /// The host that the proxy leads to.
    Tunnel(String),
    /// What TLS agreed on.
    Tls {
        /// The version, as `TLS 1.3`.
        version: &'static str,
        /// The cipher suite by its registered name.
        cipher: String,
    },
    /// The status of the answer.
    Answer(u16),
}

/// A step that was taken, how long it took and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which one.
    pub stage: Stage,
    /// How long it took.
    pub took: Duration,
    /// What it found, or why the way ends here; an address that fails is followed by the next.
    pub outcome: Result<Found, Failure>,
}

/// How long the steps may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Each step until the request is sent.
    pub connect: Duration,
    /// The answer.
    pub idle: Duration,
}

/// Walks the way to the API as far as it goes. The last step says how it ended. Without a token nothing is asked at its
/// end.
pub async fn probe(target: &Target, token: Option<&SecretString>, patience: Patience) -> Vec<Step> {
    let mut walk = Walk { steps: Vec::new() };
    let peer = Peer::of(target, patience.connect, patience.idle);
    let dial = Dial { peer: &peer, target };
    walk.go(&dial, token).await;
    walk.steps
}

struct Walk {
    steps: Vec<Step>,
}

impl Walk {
    async fn take<T>(&mut self, stage: Stage, step: impl Future<Output = Result<(T, Found), Failure>>) -> Option<T> {
        let start = Instant::now();
        let (taken, outcome) = match step.await {
            Ok((taken, found)) => (Some(taken), Ok(found)),
            Err(failure) => (None, Err(failure)),
        };
        self.steps.push(Step { stage, took: start.elapsed(), outcome });
        taken
    }

    async fn go(&mut self, dial: &Dial<'_>, token: Option<&SecretString>) -> Option<()> {
        let tls = if dial.target.base.scheme() == "https" {
            let read = async {
                let (tls, roots) = client::tls_of(dial.target).await?;
                Ok((Some(tls), Found::Roots(roots.unwrap_or(Roots::NONE))))
            };
            self.take(Stage::Roots, read).await?
        } else {
            None
        };
        let addresses = self.take(Stage::Name, dial.look_up()).await?;
        let mut stream = None;
        for address in addresses.into_iter().take(ADDRESSES) {
            stream = self.take(Stage::Connect, dial.connect(address)).await;
            if stream.is_some() {
                break;
            }
        }
        let mut stream = stream?;
        if let (Route::Through(proxy), Some(tls)) = (&dial.target.route, &tls) {
            if proxy.speaks_tls() {
                stream = self.take(Stage::ProxyTls, dial.tls(stream, tls, &proxy.host, &proxy.place())).await?;
            }
            stream = self.take(Stage::Tunnel, dial.tunnel(stream, proxy)).await?;
        }
        if let Some(tls) = &tls {
            let host = dial.target.base.host_str().unwrap_or_default();
            stream = self.take(Stage::Tls, dial.tls(stream, tls, host, &dial.peer.host)).await?;
        }
        let url = url::repo_url(&dial.target.base, None);
        self.take(Stage::Http, dial.ask(stream, &url, token?)).await
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Roots => "root certificates",
            Self::Name => "name",
            Self::Connect => "connection",
            Self::ProxyTls => "TLS with the proxy",
            Self::Tunnel => "way through the proxy",
            Self::Tls => "TLS",
            Self::Http => "HTTP",
        })
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Roots(roots) => roots.fmt(f),
            Self::Addresses(addresses) => {
                let shown: Vec<String> = addresses.iter().map(|address| address.ip().to_string()).collect();
                f.write_str(&shown.join(", "))
            }
            Self::Connection(address) => address.fmt(f),
            Self::Tunnel(host) => write!(f, "to {host}"),
            Self::Tls { version, cipher } => write!(f, "{version}, {cipher}"),
            Self::Answer(status) => status.fmt(f),
        }
    }
}
