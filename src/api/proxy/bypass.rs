//! The exceptions from a proxy: what `NO_PROXY` says of a host. Pure; names are not looked up for it.

use std::net::{IpAddr, Ipv6Addr};

use reqwest::Url;

/// Whether the list makes an exception of the address. Entries stand between commas or blanks: `*` for every host, a
/// name for itself and all names below it (with or without a dot or `*.` before it), an address, a network such as
/// `10.0.0.0/8` or `fd00::/8`; a name or an address may have a port. What is none of these matches nothing.
pub(super) fn holds(list: &str, url: &Url) -> bool {
    let host = Host::of(url.host_str().unwrap_or_default());
    let port = url.port_or_known_default();
    let mut entries = list.split([',', ' ', '\t', '\n', '\r']).filter(|entry| !entry.is_empty());
    entries.any(|entry| matches(entry, &host, port))
}

/// A host as URLs have it: addresses and names are made canonical by the parser.
enum Host {
    Address(IpAddr),
    Name(String),
}

impl Host {
    fn of(host: &str) -> Self {
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        match bare.parse::<IpAddr>() {
            Ok(address) => Self::Address(address.to_canonical()),
            Err(_) => Self::Name(host.trim_end_matches('.').to_owned()),
        }
    }
}

fn matches(entry: &str, host: &Host, port: Option<u16>) -> bool {
    if entry == "*" {
        return true;
    }
    if let Some((network, length)) = entry.split_once('/') {
        return in_network(host, network, length);
    }
    let (name, only) = with_port(entry);
    if only.is_some_and(|only| port.is_none_or(|port| only != port.to_string())) {
        return false;
    }
    let name = name.strip_prefix("*.").or_else(|| name.strip_prefix('.')).unwrap_or(name);
    if name.contains(['@', '\\', '?', '#']) {
        return false;
    }
    // Through the parser, as the host was: `127.1`, capitals and names outside ASCII have many spellings.
    let brackets = if name.parse::<Ipv6Addr>().is_ok() { ("[", "]") } else { ("", "") };
    let Ok(parsed) = Url::parse(&format!("http://{}{name}{}/", brackets.0, brackets.1)) else { return false };
    match (host, Host::of(parsed.host_str().unwrap_or_default())) {
        (Host::Address(host), Host::Address(entry)) => *host == entry,
        (Host::Name(host), Host::Name(entry)) => {
            host.strip_suffix(&entry).is_some_and(|before| before.is_empty() || before.ends_with('.'))
        }
        _ => false,
    }
}

/// An entry without its port, and the port's text; an IPv6 address has one only behind brackets.
fn with_port(entry: &str) -> (&str, Option<&str>) {
    match entry.rsplit_once(':') {
        Some((name, port)) if name.ends_with(']') || !name.contains(':') => (name, Some(port)),
        _ => (entry, None),
    }
}

/// Whether the host is an address of the network.
fn in_network(host: &Host, network: &str, length: &str) -> bool {
    let (Host::Address(host), Ok(network), Ok(length)) = (host, network.parse::<IpAddr>(), length.parse::<u32>())
    else {
        return false;
    };
    let (host, network, width) = match (*host, network) {
        (IpAddr::V4(host), IpAddr::V4(network)) => (u32::from(host).into(), u32::from(network).into(), 32),
        (IpAddr::V6(host), IpAddr::V6(network)) => (u128::from(host), u128::from(network), 128),
        _ => return false,
    };
    let Some(free) = u32::checked_sub(width, length) else { return false };
    // All bits free is every address, and a shift by all bits would be none.
    (host ^ network).checked_shr(free).is_none_or(|differing| differing == 0)
}
