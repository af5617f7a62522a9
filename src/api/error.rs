//! Words for what goes wrong between here and the API: one sentence for each cause, found by walking the chain of an
//! error's sources. A library's own text is never shown: it holds the address with its query, and it is not for users.

mod proxy;
pub(super) mod status;
mod tls;

use std::error::Error;
use std::io;
use std::time::Duration;

pub(super) use self::proxy::{of_socks, of_tunnel};
pub(super) use self::tls::of_tls;
use super::proxy::{Proxy, Route};
use super::target::Target;
use super::url;
use crate::model::failure::{Failure, FailureKind, Link};
use crate::model::text;

/// The longest text from the network that is shown, in characters.
const LONGEST: usize = 300;
/// What to try where nothing on this side is wrong.
const LATER: &str = "Try again; if it stays like this, check the network and the status of the service";
const CHECK_URL: &str = "Check --api-url (FLASHBACK_API_URL)";
const LESS_OR_LONGER: &str = "Give it more time with --max-time, or ask for one workspace with --workspace";
const MORE_TIME: &str = "Try again, or give it more time with --timeout";

/// Whom was spoken to and with which patience: what the sentences name.
#[derive(Debug, Clone)]
pub(super) struct Peer {
    /// Host, with the port where the address has one.
    pub(super) host: String,
    /// The path that was asked for.
    pub(super) path: String,
    /// How long name, connection and handshake may take.
    pub(super) connect: Duration,
    /// How long may pass without a byte.
    pub(super) idle: Duration,
    /// What stands in between.
    pub(super) proxy: Option<Proxy>,
}

impl Peer {
    /// Whoever answers at a target.
    pub(super) fn of(target: &Target, connect: Duration, idle: Duration) -> Self {
        let proxy = match &target.route {
            Route::Direct(_) => None,
            Route::Through(proxy) => Some(proxy.clone()),
        };
        let path = url::repo_url(&target.base, None).path().to_owned();
        // Without a byte for `idle` is without a byte, whatever the connection was doing.
        Self { host: url::host(&target.base), path, connect: connect.min(idle), idle, proxy }
    }
}

/// A try that gave no answer.
pub(super) enum Miss {
    /// Trying again would not help.
    Final(Failure),
    /// Trying again may help, after the time the server asked for.
    Transient { failure: Failure, retry_after: Option<Duration> },
}

impl Miss {
    fn transient(failure: Failure) -> Self {
        Self::Transient { failure, retry_after: None }
    }
}

fn unreachable(text: String, advice: &str) -> Failure {
    Failure::new(FailureKind::Unreachable, text, advice)
}

/// Text from the network, fit for a terminal and not too long.
pub(super) fn safe(raw: &str) -> String {
    let shown = text::shown(raw);
    match shown.char_indices().nth(LONGEST) {
        None => shown.into_owned(),
        Some(_) => shown.chars().take(LONGEST - 1).chain(['…']).collect(),
    }
}

/// A client could not be set up at all.
pub(super) fn setup() -> Failure {
    Failure::new(FailureKind::Other, "the HTTP client could not be set up", "This is a bug; please report it")
}

/// Why no answer came: from the name of the host to the first line of the answer.
pub(super) fn of_send(error: &reqwest::Error, peer: &Peer) -> Miss {
    let host = &peer.host;
    if error.is_builder() {
        return Miss::Final(Failure::new(FailureKind::Other, format!("{host} cannot be asked"), CHECK_URL));
    }
    if let Some(miss) = peer.proxy.as_ref().and_then(|proxy| proxy::of_send(error, proxy, host)) {
        return miss;
    }
    if let Some(cause) = find::<rustls::Error>(error) {
        return Miss::Final(of_tls(cause, host));
    }
    if error.is_connect() {
        return Miss::transient(of_connect(error, peer));
    }
    Miss::Final(of_exchange(error, host))
}

/// A failed connection: every cause but TLS and what stands in between.
fn of_connect(error: &reqwest::Error, peer: &Peer) -> Failure {
    if error.is_dns() {
        return no_name(&peer.host);
    }
    if error.is_timeout() {
        let through = peer.proxy.as_ref().map_or_else(String::new, |proxy| format!(" through the proxy {proxy}"));
        return late(&format!("{}{through}", peer.host), peer.connect);
    }
    no_connection(io_kind(error), &peer.host, "Check --api-url and that the service runs there")
}

/// The name of a host leads nowhere; its port is no part of it.
pub(super) fn no_name(host: &str) -> Failure {
    let name = host.split(':').next().unwrap_or_default();
    unreachable(format!("the name {name} was not found"), "Check --api-url and the network").with_link(Link::Down)
}

/// A connection was not made in time.
pub(super) fn late(who: &str, limit: Duration) -> Failure {
    unreachable(format!("{who} made no connection in {}", seconds(limit)), LATER).with_link(Link::Down)
}

/// Why the system made no connection.
pub(super) fn no_connection(kind: Option<io::ErrorKind>, who: &str, if_refused: &str) -> Failure {
    let failure = match kind {
        Some(io::ErrorKind::ConnectionRefused) => unreachable(format!("{who} refused the connection"), if_refused),
        Some(io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown) => {
            unreachable(format!("there is no route to {who}"), "Check the network")
        }
        Some(io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::UnexpectedEof) => {
            unreachable(format!("{who} cut the connection while it was set up"), LATER)
        }
        _ => unreachable(format!("no connection to {who} could be made"), "Check the network"),
    };
    failure.with_link(Link::Down)
}

/// There was a connection, but no answer came over it.
pub(super) fn of_exchange(error: &(dyn Error + 'static), host: &str) -> Failure {
    // The innermost says what happened; those around it, what that did to the request.
    let cause = chain(error).filter_map(|error| error.downcast_ref::<hyper::Error>()).last();
    if cause.is_some_and(hyper::Error::is_parse_too_large) {
        return unreachable(format!("{host} sent a header that is too large"), CHECK_URL);
    }
    if cause.is_some_and(|cause| cause.is_parse() || is_unasked(cause)) {
        let advice = "Check --api-url: the port may belong to another service, or want https:// for http://";
        return unreachable(format!("{host} does not speak HTTP"), advice);
    }
    unreachable(format!("{host} closed the connection without an answer"), LATER).with_link(Link::Lost)
}

/// Whether bytes came before the request was sent, as other protocols' greetings do. The kind has no name outside its
/// library: it is neither an end of the connection nor caused by anything.
fn is_unasked(cause: &hyper::Error) -> bool {
    let ended = cause.is_incomplete_message() || cause.is_closed() || cause.is_canceled();
    !ended && cause.source().is_none()
}

/// Nothing came after the request, or the head of an answer so slowly that it never came to its end.
pub(super) fn silent(peer: &Peer) -> Failure {
    unreachable(format!("no answer from {} in {}", peer.host, seconds(peer.idle)), MORE_TIME).with_link(Link::Lost)
}

/// No answer began; `longest` is the time for a whole request, where that is over.
pub(super) fn late_answer(peer: &Peer, longest: Option<Duration>) -> Failure {
    longest.map_or_else(|| silent(peer), |longest| too_long(peer, longest, 0))
}

/// The request took as long as it may.
fn too_long(peer: &Peer, longest: Duration, received: u64) -> Failure {
    let text = format!("no whole answer from {} in {}, after {received} bytes", peer.host, seconds(longest));
    unreachable(text, LESS_OR_LONGER)
}

/// The body stopped coming; `longest` is the time for a whole request, where that is over.
pub(super) fn stalled(peer: &Peer, received: u64, longest: Option<Duration>) -> Failure {
    if let Some(longest) = longest {
        return too_long(peer, longest, received);
    }
    let text = format!("no byte from {} for {}, after {received} bytes", peer.host, seconds(peer.idle));
    unreachable(text, MORE_TIME).with_link(Link::Lost)
}

/// The body broke off or could not be decoded.
pub(super) fn of_body(error: &reqwest::Error, received: u64, length: Option<u64>) -> Failure {
    let cut = find::<hyper::Error>(error).is_some() || io_kind(error) == Some(io::ErrorKind::UnexpectedEof);
    if !cut {
        let text = format!("the answer could not be decompressed after {received} bytes");
        return Failure::new(FailureKind::NotUnderstood, text, LATER);
    }
    let of = length.map_or_else(String::new, |length| format!(" of {length}"));
    unreachable(format!("the connection was cut after {received}{of} bytes"), LATER).with_link(Link::Lost)
}

/// The body has more bytes than are read.
pub(super) fn too_large(max: u64) -> Failure {
    const MIB: u64 = 1024 * 1024;
    let size = if max.is_multiple_of(MIB) { format!("{} MiB", max / MIB) } else { format!("{max} bytes") };
    let text = format!("the answer is larger than {size}");
    Failure::new(FailureKind::Other, text, "Ask for one workspace with --workspace, or allow more with --max-body")
}

/// The status itself says that there is no body.
pub(super) fn no_content(code: u16) -> Failure {
    let advice = "Check --api-url: a login page, proxy or another service may be answering there";
    Failure::new(FailureKind::NotUnderstood, format!("the answer is empty ({code})"), advice).with_status(code)
}

/// The body came in a coding that was not asked for.
pub(super) fn unknown_coding(coding: &str) -> Failure {
    let text = format!("the answer came in the unknown encoding {}", safe(coding));
    Failure::new(FailureKind::NotUnderstood, text, "Check the proxies between here and the API")
}

/// The same failure, saying how often it was tried.
pub(super) fn after_tries(mut failure: Failure, tries: u32) -> Failure {
    if tries > 1 {
        failure.text = format!("{} ({tries} tries)", failure.text);
    }
    failure
}

/// The same, where another try after a pause would not end in the time that a request may take.
pub(super) fn too_late(failure: Failure, tries: u32, pause: Duration) -> Failure {
    let mut failure = after_tries(failure, tries);
    failure.text = format!("{}; another try in {} is beyond --max-time", failure.text, seconds(pause));
    failure
}

/// A time as one says it: `15 s`, `0.2 s`.
fn seconds(time: Duration) -> String {
    if time.subsec_nanos() == 0 { format!("{} s", time.as_secs()) } else { format!("{:.1} s", time.as_secs_f64()) }
}

/// An error and its sources, outermost first. `io::Error` hides the error it wraps: its source is that one's source.
fn chain<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
        Some(inner) => Some(inner),
        None => error.source(),
    })
}

/// The first error of this type among an error and its sources.
pub(super) fn find<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
    chain(error).find_map(|error| error.downcast_ref())
}

/// What the operating system said, which is the innermost.
fn io_kind(error: &(dyn Error + 'static)) -> Option<io::ErrorKind> {
    chain(error).filter_map(|error| error.downcast_ref::<io::Error>()).last().map(io::Error::kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_wrapped_in_io_errors_is_found() {
        let inner = io::Error::new(io::ErrorKind::InvalidData, rustls::Error::DecryptError);
        let outer = io::Error::other(inner);
        assert_eq!(find::<rustls::Error>(&outer), Some(&rustls::Error::DecryptError));
        assert_eq!(io_kind(&outer), Some(io::ErrorKind::InvalidData));
    }

    #[test]
    fn text_from_the_network_is_cut_at_three_hundred_characters() {
        assert_eq!(safe(&"ü".repeat(300)), "ü".repeat(300));
        assert_eq!(safe(&"ü".repeat(301)), "ü".repeat(299) + "…");
    }

    #[test]
    fn sizes_and_times_read_as_one_says_them() {
        assert_eq!(too_large(512 * 1024 * 1024).text, "the answer is larger than 512 MiB");
        assert_eq!(too_large(1000).text, "the answer is larger than 1000 bytes");
        assert_eq!(seconds(Duration::from_secs(15)), "15 s");
        assert_eq!(seconds(Duration::from_millis(200)), "0.2 s");
    }
}
