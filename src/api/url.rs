//! Which addresses are accepted, and where `/repo` lies below one. Knows nothing of requests.

use std::net::IpAddr;

use reqwest::Url;

use crate::model::text;

/// Reads the API's base address: `https`, a host, perhaps a port and a path prefix; `http` only to this machine, unless
/// the user allows it elsewhere.
///
/// # Errors
///
/// A lowercase fragment that says what is wrong. Of the text it repeats the host at most, since a password may stand
/// anywhere else.
pub fn parse_base_url(text: &str, allow_http: bool) -> Result<Url, String> {
    // The URL parser drops control characters and blanks in silence: two different texts would be one address.
    if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err("the address holds a blank or a control character".to_owned());
    }
    // Checked on the text: `https:host` and `localhost:3000` do parse, as something that was hardly meant.
    let lower = text.to_ascii_lowercase();
    if !lower.starts_with("https://") && !lower.starts_with("http://") {
        return Err("the address must start with https:// or http://".to_owned());
    }
    let url = Url::parse(text).map_err(|reason| format!("the address cannot be read: {reason}"))?;
    if url.host_str().is_none_or(str::is_empty) {
        return Err("the address names no host".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("the address must not hold a user name or password; the token goes into FLASHBACK_TOKEN".to_owned());
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("the address must end before any ? or #; the workspace is an option of its own".to_owned());
    }
    if url.port() == Some(0) {
        return Err("port 0 cannot be connected to".to_owned());
    }
    // Asked of the address as it was understood: `127.1` is this machine, `localhost.evil.example` is not.
    if url.scheme() == "http" && !allow_http && !is_loopback(&url) {
        let host = text::shown(url.host_str().unwrap_or_default());
        return Err(format!(
            "http:// would send the token unprotected to {host}; use https://, or --allow-http where the way is safe"
        ));
    }
    Ok(url)
}

/// The address of `GET /repo` below `base`, whose path prefix is kept: `https://proxy/fb` gives
/// `https://proxy/fb/repo`. An empty workspace is none.
#[must_use]
pub fn repo_url(base: &Url, workspace: Option<&str>) -> Url {
    let mut url = base.clone();
    url.set_path(&format!("{}/repo", base.path().trim_end_matches('/')));
    url.set_query(None);
    if let Some(id) = workspace.filter(|id| !id.is_empty()) {
        url.query_pairs_mut().append_pair("workspaceId", id);
        // Form encoding writes a blank as `+`, which a server that only undoes percent signs takes for a plus. A plus
        // of the id itself is `%2B` by now.
        let query = url.query().map(|query| query.replace('+', "%20"));
        url.set_query(query.as_deref());
    }
    url
}

/// Whom the messages name: the host, with its port where the address has one.
pub(super) fn host(base: &Url) -> String {
    let host = base.host_str().unwrap_or("the API");
    base.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// Whether the address is this machine, so that a proxy has no business with it.
pub(super) fn is_loopback(base: &Url) -> bool {
    let host = base.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback())
}

/// Whether what is sent there can be read on the way: by plain HTTP to another machine.
pub fn is_unprotected(base: &Url) -> bool {
    base.scheme() == "http" && !is_loopback(base)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str) -> Url {
        parse_base_url(text, true).unwrap()
    }

    #[test]
    fn a_path_prefix_is_kept_with_and_without_trailing_slashes() {
        for (given, wanted) in [
            ("https://backend.flashback.tech", "https://backend.flashback.tech/repo"),
            ("https://proxy/fb", "https://proxy/fb/repo"),
            ("https://proxy/fb/", "https://proxy/fb/repo"),
            ("HTTPS://Proxy:8443/fb//", "https://proxy:8443/fb/repo"),
            ("https://proxy/f%20b", "https://proxy/f%20b/repo"),
            ("http://[::1]:3000", "http://[::1]:3000/repo"),
            ("http://127.1", "http://127.0.0.1/repo"),
            ("https://bücher.example", "https://xn--bcher-kva.example/repo"),
            ("https://host:443", "https://host/repo"),
        ] {
            assert_eq!(repo_url(&base(given), None).as_str(), wanted, "{given}");
        }
    }

    #[test]
    fn a_workspace_is_one_encoded_value_that_decodes_to_itself() {
        let base = base("https://h/x");
        for id in ["workspace-123", "a b", "a&b=c#d", "a/b", "ü", "%2f", "🗄", "a\r\nX: y", "1+1", "?"] {
            let url = repo_url(&base, Some(id));
            let pairs: Vec<_> = url.query_pairs().into_owned().collect();
            assert_eq!(pairs, [("workspaceId".to_owned(), id.to_owned())]);
            assert_eq!((url.path(), url.fragment()), ("/x/repo", None));
            assert!(url.as_str().bytes().all(|byte| byte.is_ascii_graphic()), "{url}");
        }
        assert_eq!(repo_url(&base, Some("a b+c")).query(), Some("workspaceId=a%20b%2Bc"));
        assert_eq!(repo_url(&base, Some("")).query(), None);
    }

    #[test]
    fn odd_addresses_are_refused_with_a_reason_that_repeats_nothing() {
        for (given, reason) in [
            ("", "must start with"),
            ("backend.flashback.tech", "must start with"),
            ("localhost:3000", "must start with"),
            ("ftp://canary@host", "must start with"),
            ("https:host", "must start with"),
            ("https://", "cannot be read: empty host"),
            ("https://host:65536", "invalid port"),
            ("https://host:0", "port 0"),
            ("https://canary@host", "user name or password"),
            ("https://user:canary@host", "user name or password"),
            ("https://host/?key=canary", "before any ? or #"),
            ("https://host/#", "before any ? or #"),
            ("https://ho st", "blank"),
            ("https://host\r\n", "blank or a control"),
            ("https://host/\u{1b}[2J", "blank or a control"),
            ("https://ho\u{9b}st", "blank or a control"),
        ] {
            let said = parse_base_url(given, true).unwrap_err();
            assert!(said.contains(reason), "{given}: {said}");
            assert!(!said.contains("canary"), "{said}");
        }
    }

    #[test]
    fn plain_http_is_for_this_machine_unless_it_is_allowed() {
        for here in [
            "http://localhost",
            "http://LOCALHOST:1",
            "http://127.0.0.1:1",
            "http://127.1",
            "http://127.9.9.9",
            "http://0x7f000001",
            "http://2130706433",
            "http://[::1]",
            "http://[::ffff:127.0.0.1]",
        ] {
            assert!(
                is_loopback(&base(here)) && !is_unprotected(&base(here)) && parse_base_url(here, false).is_ok(),
                "{here}"
            );
        }
        for elsewhere in [
            "http://localhost.evil",
            "http://localhost.",
            "http://evil.localhost",
            "http://127.0.0.1.evil.example",
            "http://128.0.0.1",
            "http://10.0.0.1",
            "http://0.0.0.0",
            "http://[::2]",
            "http://[::]",
            "http://host",
        ] {
            assert!(!is_loopback(&base(elsewhere)) && is_unprotected(&base(elsewhere)), "{elsewhere}");
            let said = parse_base_url(elsewhere, false).unwrap_err();
            assert!(said.starts_with("http:// would send the token unprotected to "), "{elsewhere}: {said}");
            let protected = parse_base_url(&elsewhere.replace("http:", "https:"), false);
            assert!(protected.is_ok_and(|url| !is_unprotected(&url)), "{elsewhere}");
        }
    }
}
