use hyper_util::client::proxy::matcher::Matcher;

use super::*;
use crate::api::parse_base_url;

/// The way to an address with these variables, in words, or why there is none.
fn way(address: &str, variables: &[(&str, &str)]) -> Result<String, String> {
    let url = parse_base_url(address, true).unwrap();
    let environment =
        |name: &str| variables.iter().find(|(other, _)| *other == name).map(|(_, value)| OsString::from(value));
    let route = decide(&url, &environment);
    let debug = format!("{route:?}");
    assert!(!debug.contains("canary"), "{debug}");
    route.map(|route| route.to_string()).map_err(|error| error.to_string())
}

const UNSET: &str = "directly, as no proxy is set";
const LOOPBACK: &str = "directly, as it is this machine";

#[test]
fn the_variable_that_counts_is_the_one_for_the_scheme_and_the_small_one() {
    let https = "https://api.example";
    for (variables, wanted) in [
        (&[][..], UNSET),
        (&[("HTTPS_PROXY", "http://p:3128")], "through http://p:3128, as HTTPS_PROXY says"),
        (&[("https_proxy", "http://p:3128")], "through http://p:3128, as https_proxy says"),
        (
            &[("HTTPS_PROXY", "http://big"), ("https_proxy", "http://small")],
            "through http://small:80, as https_proxy says",
        ),
        (&[("HTTPS_PROXY", "http://big"), ("https_proxy", "")], "through http://big:80, as HTTPS_PROXY says"),
        (&[("ALL_PROXY", "socks5://p")], "through socks5://p:1080, as ALL_PROXY says"),
        (&[("all_proxy", "socks5h://p")], "through socks5h://p:1080, as all_proxy says"),
        (&[("all_proxy", "http://a"), ("HTTPS_PROXY", "http://p")], "through http://p:80, as HTTPS_PROXY says"),
        (&[("HTTP_PROXY", "http://p"), ("http_proxy", "no proxy at all")], UNSET),
        (&[("HTTPS_PROXY", "")], UNSET),
        // What other programs take for a web server's request, and then go direct in silence.
        (&[("HTTPS_PROXY", "http://p"), ("REQUEST_METHOD", "GET")], "through http://p:80, as HTTPS_PROXY says"),
    ] {
        assert_eq!(way(https, variables).as_deref(), Ok(wanted), "{variables:?}");
    }
}

#[test]
fn a_proxy_is_named_without_its_users_name_and_password() {
    for (value, wanted) in [
        ("http://proxy.example:3128", "http://proxy.example:3128"),
        ("http://proxy.example:80/", "http://proxy.example:80"),
        ("HTTP://PROXY.Example", "http://proxy.example:80"),
        ("proxy.example:3128", "http://proxy.example:3128"),
        ("proxy.example", "http://proxy.example:80"),
        ("canary:canary@proxy.example:3128", "http://***@proxy.example:3128"),
        ("http://canary@proxy.example", "http://***@proxy.example:80"),
        ("http://u:can%61ry-canary%40@proxy.example", "http://***@proxy.example:80"),
        ("http://u:canary:'!$&()*+,;=~@proxy.example", "http://***@proxy.example:80"),
        ("https://proxy.example", "https://proxy.example:443"),
        ("https://proxy.example:80", "https://proxy.example:80"),
        ("socks5://10.0.0.1", "socks5://10.0.0.1:1080"),
        ("socks5://proxy:80", "socks5://proxy:80"),
        ("socks5h://proxy:443", "socks5h://proxy:443"),
        ("socks5h://canary:canary@[fd00::1]:9", "socks5h://***@[fd00::1]:9"),
        ("http://127.1:8080", "http://127.0.0.1:8080"),
        ("http://b\u{fc}cher.example", "http://xn--bcher-kva.example:80"),
    ] {
        let through = format!("through {wanted}, as HTTPS_PROXY says");
        assert_eq!(way("https://api.example", &[("HTTPS_PROXY", value)]), Ok(through), "{value}");
    }
}

#[test]
fn a_value_that_names_no_proxy_is_an_error_that_repeats_nothing() {
    for (value, reason) in [
        ("http://[bad", "invalid IPv6 address"),
        ("ftp://canary:canary@proxy", "its scheme is ftp"),
        ("socks4://proxy", "its scheme is socks4"),
        ("socks://proxy", "its scheme is socks"),
        ("canary://proxy", "its scheme is none that is known here"),
        ("http://", "empty host"),
        ("http://canary:canary@", "empty host"),
        ("http://proxy:0", "port 0 cannot be connected to"),
        ("http://proxy:65536", "invalid port number"),
        ("http://proxy:canary", "invalid port number"),
        ("http://proxy/canary.pac", "something follows its host"),
        ("http://proxy?canary", "something follows its host"),
        ("http://proxy#canary", "something follows its host"),
        ("http://proxy\\canary", "something follows its host"),
        ("http://pro xy/canary", "it holds a blank or a control character"),
        ("http://proxy\r\nX: canary", "it holds a blank or a control character"),
        (" http://proxy", "it holds a blank or a control character"),
        ("http://canary\u{1b}@proxy", "it holds a blank or a control character"),
    ] {
        for variable in ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
            let said = way("https://api.example", &[(variable, value)]).unwrap_err();
            let wanted = format!("{variable} names no proxy that can be used: {reason}; expected http");
            assert!(said.starts_with(&wanted) && !said.contains("canary"), "{value:?}: {said}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_value_that_is_no_text_is_an_error() {
    use std::os::unix::ffi::OsStringExt;
    let url = parse_base_url("https://api.example", false).unwrap();
    let environment = |name: &str| (name == "HTTPS_PROXY").then(|| OsString::from_vec(b"http://\xffcanary".to_vec()));
    assert_eq!(decide(&url, &environment).unwrap_err(), ProxyError::NotText("HTTPS_PROXY"));
}

#[test]
fn this_machine_is_never_asked_for_through_a_proxy() {
    let all = ["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];
    let variables = all.map(|name| (name, "http://canary@proxy:3128"));
    for host in ["localhost", "127.0.0.1:9", "127.1", "0x7f000001", "[::1]:8080", "[::ffff:127.0.0.1]"] {
        for scheme in ["http", "https"] {
            assert_eq!(way(&format!("{scheme}://{host}"), &variables).as_deref(), Ok(LOOPBACK), "{host}");
        }
    }
}

#[test]
fn plain_http_elsewhere_never_goes_through_a_proxy() {
    for variable in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        let said = way("http://api.example", &[(variable, "http://canary@proxy")]).unwrap_err();
        assert!(said.starts_with(variable) && said.contains("NO_PROXY") && !said.contains("canary"), "{said}");
    }
    assert_eq!(way("http://api.example", &[("HTTPS_PROXY", "http://p")]).as_deref(), Ok(UNSET));
    let except = [("HTTP_PROXY", "http://p"), ("NO_PROXY", "api.example")];
    assert_eq!(way("http://api.example", &except).as_deref(), Ok("directly, as NO_PROXY says"));
}

#[test]
fn the_exceptions_are_names_addresses_networks_and_everything() {
    let is_direct = |list: &str, address: &str| {
        let variables = [("HTTPS_PROXY", "http://proxy"), ("no_proxy", list), ("NO_PROXY", "*")];
        match way(address, &variables).unwrap().as_str() {
            "directly, as no_proxy says" => true,
            "through http://proxy:80, as HTTPS_PROXY says" => false,
            other => panic!("{other}"),
        }
    };
    for (list, yes, no) in [
        ("*", &["https://api.example", "https://10.0.0.1", "https://[fd00::1]"][..], &[][..]),
        (
            "api.example",
            &["https://api.example", "https://x.api.example", "https://API.Example:8443"],
            &["https://xapi.example", "https://example"],
        ),
        (".api.example", &["https://api.example", "https://x.api.example"], &["https://xapi.example"]),
        ("*.api.example", &["https://x.api.example"], &["https://xapi.example"]),
        ("API.Example.", &["https://api.example", "https://api.example."], &["https://api.example.evil"]),
        (
            "b\u{fc}cher.example",
            &["https://xn--bcher-kva.example", "https://b\u{fc}cher.example"],
            &["https://bucher.example"],
        ),
        ("api.example:443", &["https://api.example"], &["https://api.example:8443"]),
        ("api.example:8443", &["https://api.example:8443"], &["https://api.example"]),
        (
            "10.0.0.1",
            &["https://10.0.0.1", "https://[::ffff:10.0.0.1]"],
            &["https://10.0.0.2", "https://1.10.0.0.1.example"],
        ),
        ("0.0.1", &[], &["https://10.0.0.1"]),
        ("10.0.0.1:444", &["https://10.0.0.1:444"], &["https://10.0.0.1"]),
        ("10.0.0.0/8", &["https://10.255.0.1"], &["https://11.0.0.1", "https://api.example", "https://[fd00::1]"]),
        ("0.0.0.0/0", &["https://11.0.0.1"], &["https://[fd00::1]"]),
        ("10.0.0.1/32", &["https://10.0.0.1"], &["https://10.0.0.0"]),
        ("::1", &[], &["https://[::2]"]),
        ("fd00::1", &["https://[fd00::1]", "https://[fd00:0::1]:99"], &["https://[fd00::2]"]),
        ("[fd00::1]", &["https://[fd00::1]"], &["https://[fd00::2]"]),
        ("[fd00::1]:444", &["https://[fd00::1]:444"], &["https://[fd00::1]"]),
        ("fd00::/8", &["https://[fd12::9]"], &["https://[fe80::1]", "https://10.0.0.1"]),
        ("::/0", &["https://[fe80::1]"], &["https://10.0.0.1"]),
        ("a.example, api.example\tb.example", &["https://api.example", "https://b.example"], &["https://c.example"]),
        // None of these matches anything.
        (
            "10.0.0.0/33,10.0.0.0/,/8,10.0.0.0/-1,10.0.0.0/x,fd00::/129,.,*.,:,:443,[,],api.*,<local>,u@api.example,,  ,",
            &[],
            &["https://10.0.0.1", "https://api.example", "https://[fd00::1]"],
        ),
    ] {
        for (address, wanted) in yes.iter().map(|yes| (yes, true)).chain(no.iter().map(|no| (no, false))) {
            assert_eq!(is_direct(list, address), wanted, "{list:?} {address}");
        }
    }
}

proptest::proptest! {
    /// The library reads the value again by rules of its own, and leaves out in silence what it cannot read: whatever
    /// we accept, it must accept too.
    #[test]
    fn no_value_at_all_leads_around_the_proxy(
        scheme in "(http://|https://|socks5://|socks5h://|[a-z]{0,4}:?/{0,3})",
        login in "([!-~]{0,12}@)?",
        rest in "([a-z0-9.:\\[\\]_~%-]{0,24}|\\PC{0,12})",
    ) {
        let value = format!("{scheme}{login}{rest}");
        let url = parse_base_url("https://api.example", false).unwrap();
        let environment = |name: &str| (name == "HTTPS_PROXY").then(|| OsString::from(&value));
        match decide(&url, &environment) {
            Ok(Route::Direct(why)) => assert!(value.is_empty() && why == Direct::Unset, "{value:?}"),
            Ok(Route::Through(proxy)) => {
                let matcher = Matcher::builder().all(proxy.url.expose_secret().to_owned()).build();
                let there = "https://api.example/repo".parse().unwrap();
                let intercept = matcher.intercept(&there);
                let uri = intercept.unwrap_or_else(|| panic!("{value:?} is left out")).uri().clone();
                let port = uri.port_u16().unwrap();
                assert_eq!((uri.host(), port), (Some(proxy.host.as_str()), proxy.port), "{value:?}");
                assert!(proxy.intercept().is_ok(), "{value:?}");
            }
            Err(error) => assert!(error.to_string().starts_with("HTTPS_PROXY "), "{value:?}: {error}"),
        }
    }
}
