//! Words for a proxy that is not reached or gives no way through. The libraries' errors are private types there: their
//! own fixed texts are all there is to know them by.

use std::error::Error;
use std::io;

use super::{Miss, chain, find, io_kind, no_connection, no_name, of_tls, unreachable};
use crate::api::proxy::Proxy;
use crate::model::failure::{Failure, Link};

/// Why a request did not get past the proxy; `None` where it did.
pub(super) fn of_send(error: &reqwest::Error, proxy: &Proxy, host: &str) -> Option<Miss> {
    let cause = chain(error).find_map(|error| {
        let text = error.to_string();
        let known = ["tunnel error: ", "SOCKS error: ", "error resolving for socks proxy"];
        known.iter().any(|start| text.starts_with(start)).then_some((error, text))
    });
    let (cause, text) = cause?;
    if text.starts_with("error resolving") {
        // Told to look names up here, this machine could not do it.
        return Some(Miss::transient(no_name(host)));
    }
    let is_dns = error.is_dns();
    Some(match text.strip_prefix("SOCKS error: ") {
        // Whether it was its name or its port that led nowhere, the library does not tell.
        Some("failed to create underlying connection") => Miss::transient(unreached(None, proxy)),
        Some(reason) => Miss::Final(of_socks(reason, proxy, host)),
        None => match find::<rustls::Error>(cause) {
            Some(cause) => Miss::Final(of_tls(cause, &proxy.place())),
            None if is_dns => Miss::transient(no_name(&proxy.host)),
            None if text.contains("failed to create") => Miss::transient(unreached(io_kind(cause), proxy)),
            None => Miss::Final(of_tunnel(cause, proxy, host)),
        },
    })
}

/// There is no connection to the proxy itself.
fn unreached(kind: Option<io::ErrorKind>, proxy: &Proxy) -> Failure {
    let mut failure = no_connection(kind, &format!("the proxy {proxy}"), "");
    failure.advice = check(proxy);
    failure
}

/// An HTTP proxy that makes no tunnel.
pub(in crate::api) fn of_tunnel(error: &(dyn Error + 'static), proxy: &Proxy, host: &str) -> Failure {
    if error.to_string().contains("authorization required") {
        let what = if proxy.has_login { "refuses the login that it is given" } else { "asks for a login" };
        return unreachable(format!("the proxy {proxy} {what} (407)"), &check(proxy));
    }
    if io_kind(error).is_some() {
        return unreached(Some(io::ErrorKind::ConnectionReset), proxy);
    }
    unreachable(format!("the proxy {proxy} gave no way to {host}"), &check(proxy)).with_link(Link::Down)
}

/// A SOCKS proxy that makes no connection, by its library's text.
pub(in crate::api) fn of_socks(reason: &str, proxy: &Proxy, host: &str) -> Failure {
    match reason {
        "credentials not accepted"
        | "server does not support user/pass authentication"
        | "server implements authentication incorrectly" => {
            unreachable(format!("the proxy {proxy} asks for a login, or for another one"), &check(proxy))
        }
        "failed parsing server response" => {
            unreachable(format!("the proxy {proxy} does not speak SOCKS5"), &check(proxy))
        }
        "io error during SOCKS handshake" => unreached(Some(io::ErrorKind::ConnectionReset), proxy),
        _ => unreachable(format!("the proxy {proxy} gave no way to {host}"), &check(proxy)).with_link(Link::Down),
    }
}

fn check(proxy: &Proxy) -> String {
    format!("Check {}, or make an exception of the host in NO_PROXY", proxy.variable)
}
