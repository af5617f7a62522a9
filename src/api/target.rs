//! Where requests go, which way, and whom they trust there: all that must be right before anything is sent.

use std::path::Path;

use reqwest::Url;

use super::proxy::{self, Environment, ProxyError, Route};
use super::trust::{Trust, TrustError};
use super::url;

/// What the user decides of a [`Target`] besides its address and the environment.
#[derive(Debug, Clone, Copy, Default)]
pub struct TargetOptions<'a> {
    /// Whether `http://` may go to other machines than this one.
    pub allow_http: bool,
    /// A file of certificates that are trusted beside the system's roots.
    pub ca_bundle: Option<&'a Path>,
}

/// The API's address, the way to it, and whose certificates are trusted.
#[derive(Debug, Clone)]
pub struct Target {
    /// The address, with its path prefix; `/repo` is added.
    pub base: Url,
    /// The way there.
    pub route: Route,
    /// Whose certificates are trusted; without `https` nothing was read for it.
    pub trust: Trust,
}

/// Why nothing can be asked at all; all of them are usage errors.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// The address cannot be used.
    #[error("cannot use the address of the API: {0}")]
    Address(String),
    /// The proxy cannot be used.
    #[error(transparent)]
    Proxy(#[from] ProxyError),
    /// Certificates that were named cannot be used.
    #[error(transparent)]
    Trust(#[from] TrustError),
}

impl Target {
    /// Reads the address, the environment's proxy, and the certificates that are named.
    ///
    /// # Errors
    ///
    /// The first of them that cannot be used; nothing is guessed or left out.
    pub fn resolve(
        address: &str,
        options: TargetOptions<'_>,
        environment: Environment<'_>,
    ) -> Result<Self, TargetError> {
        let base = url::parse_base_url(address, options.allow_http).map_err(TargetError::Address)?;
        let route = proxy::decide(&base, environment)?;
        // Plain HTTP is never waited for longer than it takes: neither files nor folders are looked at.
        let trust =
            if base.scheme() == "https" { Trust::read(options.ca_bundle, environment)? } else { Trust::default() };
        Ok(Self { base, route, trust })
    }

    /// Host and port as messages name them.
    #[must_use]
    pub fn host(&self) -> String {
        url::host(&self.base)
    }

    /// Whether the token travels unprotected to another machine, as `--allow-http` lets it.
    #[must_use]
    pub fn is_unprotected(&self) -> bool {
        url::is_unprotected(&self.base)
    }
}
