//! The way to the API: directly, or through the proxy that the environment names.
//!
//! We read the environment by ourselves, because HTTP libraries go direct without a word where a proxy's value makes no
//! sense, and ask a proxy even for this machine. Never repeats a value: a password may stand anywhere in it.

mod bypass;

use std::ffi::OsString;
use std::fmt;

use reqwest::Url;
use secrecy::{ExposeSecret, SecretString};

use super::url;
use crate::model::text;

/// An environment to look variables up in; `std::env::var_os` in the program.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// The variables for `https://` and for `http://`, those that win first: as with curl, the small ones.
const FOR_HTTPS: [&str; 4] = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
const FOR_HTTP: [&str; 4] = ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"];
const EXCEPTIONS: [&str; 2] = ["no_proxy", "NO_PROXY"];
/// The port of a SOCKS proxy that names none.
const SOCKS_PORT: u16 = 1080;

/// The way to the API.
#[derive(Debug, Clone)]
pub enum Route {
    /// Without a proxy, and why.
    Direct(Direct),
    /// Through a proxy.
    Through(Proxy),
}

/// Why there is no proxy in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direct {
    /// The API is this machine: a proxy could not reach it and would get the token.
    Loopback,
    /// This variable makes an exception of the host.
    Excepted(&'static str),
    /// No variable names a proxy.
    Unset,
}

/// A proxy and the variable that names it.
#[derive(Debug, Clone)]
pub struct Proxy {
    /// The variable it came from.
    pub variable: &'static str,
    /// What is spoken with it.
    pub(super) scheme: Scheme,
    pub(super) host: String,
    pub(super) port: u16,
    /// All of it, with the user's name and password where it has them.
    pub(super) url: SecretString,
    pub(super) has_login: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    Http,
    Https,
    /// Names are looked up here.
    Socks5,
    /// Names are looked up there.
    Socks5h,
}

/// Why the environment's proxy cannot be used; a usage error. Repeats nothing of its value but a scheme.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProxyError {
    /// A variable that is no Unicode text.
    #[error("{0} is no Unicode text; set it again, or unset it")]
    NotText(&'static str),
    /// A value that names no proxy.
    #[error(
        "{variable} names no proxy that can be used: {reason}; expected http, https, socks5 or socks5h://HOST:PORT"
    )]
    Unusable {
        /// The variable.
        variable: &'static str,
        /// What is wrong with its value.
        reason: String,
    },
    /// A proxy on the way to an address without TLS.
    #[error(
        "{0} names a proxy, which would read the token on its way to an http:// address; use https://, or put the host into NO_PROXY"
    )]
    ReadsToken(&'static str),
}

/// The way to `url` in this environment.
///
/// Of the variables the small ones win over the capital ones, those for the scheme over `ALL_PROXY`; an empty one
/// counts as not set. This machine is never asked for through a proxy, and `http://` elsewhere never may be.
///
/// # Errors
///
/// Where the variable that counts cannot be used: then nothing is asked at all.
pub fn decide(url: &Url, environment: Environment<'_>) -> Result<Route, ProxyError> {
    if url::is_loopback(url) {
        return Ok(Route::Direct(Direct::Loopback));
    }
    let is_plain = url.scheme() == "http";
    let names = if is_plain { FOR_HTTP } else { FOR_HTTPS };
    let Some((variable, value)) = first(&names, environment)? else { return Ok(Route::Direct(Direct::Unset)) };
    if let Some((exception, list)) = first(&EXCEPTIONS, environment)?
        && bypass::holds(&list, url)
    {
        return Ok(Route::Direct(Direct::Excepted(exception)));
    }
    if is_plain {
        return Err(ProxyError::ReadsToken(variable));
    }
    let proxy = Proxy::read(variable, &value).map_err(|reason| ProxyError::Unusable { variable, reason })?;
    Ok(Route::Through(proxy))
}

/// The first of the variables that is set and not empty.
fn first(names: &[&'static str], environment: Environment<'_>) -> Result<Option<(&'static str, String)>, ProxyError> {
    let set = names.iter().find_map(|name| Some((*name, environment(name).filter(|value| !value.is_empty())?)));
    set.map(|(name, value)| Ok((name, value.into_string().map_err(|_not_shown| ProxyError::NotText(name))?)))
        .transpose()
}

impl Proxy {
    fn read(variable: &'static str, value: &str) -> Result<Self, String> {
        if value.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err("it holds a blank or a control character".to_owned());
        }
        // `proxy:3128` alone does parse, as an address of the scheme `proxy`.
        let (scheme, rest) = value.split_once("://").unwrap_or(("http", value));
        let scheme = Scheme::of(&scheme.to_ascii_lowercase())?;
        // As http and as https, whatever it is: that makes the host canonical, and tells a port that is given, since
        // each hides its own.
        let parse = |web: &str| Url::parse(&format!("{web}://{rest}")).map_err(|reason| reason.to_string());
        let (http, https) = (parse("http")?, parse("https")?);
        if !matches!(http.path(), "" | "/") || http.query().is_some() || http.fragment().is_some() {
            return Err("something follows its host".to_owned());
        }
        let port = http.port().or_else(|| https.port()).unwrap_or_else(|| scheme.port());
        if port == 0 {
            return Err("port 0 cannot be connected to".to_owned());
        }
        let host = http.host_str().unwrap_or_default().to_owned();
        let has_login = !http.username().is_empty() || http.password().is_some();
        let password = http.password().map_or_else(String::new, |password| format!(":{password}"));
        let login = if has_login { format!("{}{password}@", http.username()) } else { String::new() };
        let url = format!("{}://{login}{host}:{port}", scheme.name());
        // The HTTP library reads it again, by other rules, and would leave out in silence what it cannot read.
        if url.parse::<hyper::Uri>().ok().is_none_or(|uri| uri.authority().is_none()) {
            return Err("it holds a character that must be percent-encoded".to_owned());
        }
        Ok(Self { variable, scheme, host, port, url: url.into(), has_login })
    }

    /// The same for the HTTP library, which gets every request: what may go directly was decided before.
    pub(super) fn intercept(&self) -> reqwest::Result<reqwest::Proxy> {
        reqwest::Proxy::all(self.url.expose_secret())
    }

    /// Whether the proxy itself is spoken to with TLS.
    pub(super) fn speaks_tls(&self) -> bool {
        self.scheme == Scheme::Https
    }

    /// Host and port, as the sentences name it.
    pub(super) fn place(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }
}

impl fmt::Display for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let login = if self.has_login { "***@" } else { "" };
        write!(f, "{}://{login}{}:{}", self.scheme.name(), text::shown(&self.host), self.port)
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Direct(Direct::Loopback) => f.write_str("directly, as it is this machine"),
            Self::Direct(Direct::Excepted(variable)) => write!(f, "directly, as {variable} says"),
            Self::Direct(Direct::Unset) => f.write_str("directly, as no proxy is set"),
            Self::Through(proxy) => write!(f, "through {proxy}, as {} says", proxy.variable),
        }
    }
}

impl Scheme {
    fn of(name: &str) -> Result<Self, String> {
        match name {
            "http" => Ok(Self::Http),
            "https" => Ok(Self::Https),
            "socks5" => Ok(Self::Socks5),
            "socks5h" => Ok(Self::Socks5h),
            "socks" | "socks4" | "socks4a" | "ftp" | "ws" | "wss" | "file" => Err(format!("its scheme is {name}")),
            _ => Err("its scheme is none that is known here".to_owned()),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
            Self::Socks5 => "socks5",
            Self::Socks5h => "socks5h",
        }
    }

    fn port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
            Self::Socks5 | Self::Socks5h => SOCKS_PORT,
        }
    }
}

#[cfg(test)]
mod tests;
