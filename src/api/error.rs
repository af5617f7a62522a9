//! Words for what goes wrong between here and the API: one sentence for each cause, found by walking the chain of an
//! error's sources. A library's own text is never shown: it holds the address with its query, and it is not for users.

pub(super) mod status;

use std::error::Error;
use std::io;
use std::time::Duration;

use rustls::CertificateError;

use crate::model::failure::{Failure, FailureKind};
use crate::model::text;

/// The longest text from the network that is shown, in characters.
const LONGEST: usize = 300;
/// What to try where nothing on this side is wrong.
const LATER: &str = "Try again; if it stays like this, check the network and the status of the service";
const CHECK_URL: &str = "Check --api-url (FLASHBACK_API_URL)";
const CHECK_PROXY: &str = "Check HTTPS_PROXY and NO_PROXY";
const TRUST: &str =
    "If a proxy inspects TLS here, add its root certificate to the system's or name it in SSL_CERT_FILE";

/// Whom was spoken to and with which patience: what the sentences name.
pub(super) struct Peer {
    /// Host, with the port where the address has one.
    pub(super) host: String,
    /// The path that was asked for.
    pub(super) path: String,
    /// How long name, connection and handshake may take.
    pub(super) connect: Duration,
    /// How long may pass without a byte.
    pub(super) idle: Duration,
}

/// A try that gave no answer.
pub(super) enum Miss {
    /// Trying again would not help.
    Final(Failure),
    /// Trying again may help, after the time the server asked for.
    Transient { failure: Failure, retry_after: Option<Duration> },
}

impl Miss {
    fn unreachable(text: String, advice: &str) -> Self {
        Self::Final(Failure::new(FailureKind::Unreachable, text, advice))
    }

    fn transient(text: String, advice: &str) -> Self {
        let failure = Failure::new(FailureKind::Unreachable, text, advice);
        Self::Transient { failure, retry_after: None }
    }
}

/// Text from the network, fit for a terminal and not too long.
pub(super) fn safe(raw: &str) -> String {
    let shown = text::shown(raw);
    match shown.char_indices().nth(LONGEST) {
        None => shown.into_owned(),
        Some(_) => shown.chars().take(LONGEST - 1).chain(['…']).collect(),
    }
}

/// Why a client could not be set up at all.
pub(super) fn of_setup(error: &(dyn Error + 'static)) -> Failure {
    if find::<rustls::Error>(error).is_some() {
        let advice = "Install the system's ca-certificates, or name a file of roots in SSL_CERT_FILE";
        return Failure::new(FailureKind::Unreachable, "this system has no root certificates to check with", advice);
    }
    Failure::new(FailureKind::Other, "the HTTP client could not be set up", "")
}

/// Why no answer came: from the name of the host to the first line of the answer.
pub(super) fn of_send(error: &reqwest::Error, peer: &Peer) -> Miss {
    let host = &peer.host;
    if error.is_builder() {
        return Miss::Final(Failure::new(FailureKind::Other, format!("{host} cannot be asked"), CHECK_URL));
    }
    if let Some(miss) = of_proxy(error, peer) {
        return miss;
    }
    if let Some(cause) = find::<rustls::Error>(error) {
        return Miss::Final(of_tls(cause, host));
    }
    if error.is_connect() {
        return of_connect(error, peer);
    }
    // The innermost says what happened; those around it, what that did to the request.
    let cause = chain(error).filter_map(|error| error.downcast_ref::<hyper::Error>()).last();
    if cause.is_some_and(hyper::Error::is_parse_too_large) {
        return Miss::unreachable(format!("{host} sent a header that is too large"), CHECK_URL);
    }
    if cause.is_some_and(|cause| cause.is_parse() || is_unasked(cause)) {
        let advice = "Check --api-url: the port may belong to another service, or want https:// for http://";
        return Miss::unreachable(format!("{host} does not speak HTTP"), advice);
    }
    Miss::unreachable(format!("{host} closed the connection without an answer"), LATER)
}

/// Whether bytes came before the request was sent, as other protocols' greetings do. The kind has no name outside its
/// library: it is neither an end of the connection nor caused by anything.
fn is_unasked(cause: &hyper::Error) -> bool {
    let ended = cause.is_incomplete_message() || cause.is_closed() || cause.is_canceled();
    !ended && cause.source().is_none()
}

/// A failed connection: every cause but TLS.
fn of_connect(error: &reqwest::Error, peer: &Peer) -> Miss {
    let host = &peer.host;
    if error.is_dns() {
        return Miss::transient(format!("the name {host} was not found"), "Check --api-url and the network");
    }
    if error.is_timeout() {
        return Miss::transient(format!("{host} took no connection in {}", seconds(peer.connect)), LATER);
    }
    match io_kind(error) {
        Some(io::ErrorKind::ConnectionRefused) => {
            let advice = "Check --api-url and that the service runs there";
            Miss::transient(format!("{host} refused the connection"), advice)
        }
        Some(io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown) => {
            Miss::transient(format!("there is no route to {host}"), "Check the network")
        }
        Some(io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted | io::ErrorKind::UnexpectedEof) => {
            Miss::transient(format!("{host} cut the connection while it was set up"), LATER)
        }
        _ => Miss::transient(format!("no connection to {host} could be made"), "Check the network"),
    }
}

/// A failure on the way to or through a proxy.
fn of_proxy(error: &(dyn Error + 'static), peer: &Peer) -> Option<Miss> {
    // The tunnel's error is a private type: its own fixed text is all there is to know it by.
    let tunnel = chain(error).map(ToString::to_string).find(|text| text.starts_with("tunnel error"))?;
    if tunnel.contains("authorization required") {
        return Some(Miss::unreachable("the proxy asks for a login (407)".to_owned(), CHECK_PROXY));
    }
    if io_kind(error).is_some() {
        return Some(Miss::transient("the proxy could not be reached".to_owned(), CHECK_PROXY));
    }
    Some(Miss::unreachable(format!("the proxy gave no way to {}", peer.host), CHECK_PROXY))
}

/// A failed TLS handshake.
fn of_tls(cause: &rustls::Error, host: &str) -> Failure {
    let (text, advice) = match cause {
        rustls::Error::InvalidCertificate(reason) => of_certificate(reason, host),
        rustls::Error::InvalidMessage(_) => {
            (format!("{host} does not answer with TLS"), "Check --api-url: another port, or http:// for https://")
        }
        rustls::Error::AlertReceived(_) => (format!("{host} refused the TLS handshake"), CHECK_URL),
        rustls::Error::PeerIncompatible(_) => {
            (format!("{host} offers no TLS version or cipher that is safe enough"), CHECK_URL)
        }
        _ => (format!("the TLS handshake with {host} failed"), LATER),
    };
    Failure::new(FailureKind::Unreachable, text, advice)
}

fn of_certificate(reason: &CertificateError, host: &str) -> (String, &'static str) {
    match reason {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => (
            format!("the certificate of {host} has expired"),
            "Check this machine's clock; else its owner must renew it",
        ),
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            (format!("the certificate of {host} is not valid yet"), "Check this machine's clock")
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            (format!("the certificate of {host} is for another name"), CHECK_URL)
        }
        CertificateError::Revoked => (format!("the certificate of {host} was revoked"), CHECK_URL),
        CertificateError::UnknownIssuer => (format!("the certificate of {host} is not trusted on this system"), TRUST),
        _ => (format!("the certificate of {host} was not accepted"), TRUST),
    }
}

/// Nothing came after the request.
pub(super) fn silent(peer: &Peer) -> Failure {
    let text = format!("no byte from {} for {}", peer.host, seconds(peer.idle));
    Failure::new(FailureKind::Unreachable, text, "Try again, or give it more time with --timeout")
}

/// The body stopped coming.
pub(super) fn stalled(peer: &Peer, received: u64) -> Failure {
    let text = format!("no byte from {} for {}, after {received} bytes", peer.host, seconds(peer.idle));
    Failure::new(FailureKind::Unreachable, text, "Try again, or give it more time with --timeout")
}

/// The body broke off or could not be decoded.
pub(super) fn of_body(error: &reqwest::Error, received: u64, length: Option<u64>) -> Failure {
    let cut = find::<hyper::Error>(error).is_some() || io_kind(error) == Some(io::ErrorKind::UnexpectedEof);
    if !cut {
        let text = format!("the answer could not be decompressed after {received} bytes");
        return Failure::new(FailureKind::NotUnderstood, text, LATER);
    }
    let of = length.map_or_else(String::new, |length| format!(" of {length}"));
    Failure::new(FailureKind::Unreachable, format!("the connection was cut after {received}{of} bytes"), LATER)
}

/// The body has more bytes than are read.
pub(super) fn too_large(max: u64) -> Failure {
    const MIB: u64 = 1024 * 1024;
    let size = if max.is_multiple_of(MIB) { format!("{} MiB", max / MIB) } else { format!("{max} bytes") };
    let text = format!("the answer is larger than {size}");
    Failure::new(FailureKind::Other, text, "Ask for one workspace with --workspace")
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

fn find<'a, E: Error + 'static>(error: &'a (dyn Error + 'static)) -> Option<&'a E> {
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
    fn every_tls_cause_has_its_own_sentence() {
        let certificate = rustls::Error::InvalidCertificate;
        for (cause, wanted) in [
            (certificate(CertificateError::UnknownIssuer), "the certificate of h is not trusted on this system"),
            (certificate(CertificateError::Expired), "the certificate of h has expired"),
            (certificate(CertificateError::NotValidYet), "the certificate of h is not valid yet"),
            (certificate(CertificateError::NotValidForName), "the certificate of h is for another name"),
            (certificate(CertificateError::Revoked), "the certificate of h was revoked"),
            (certificate(CertificateError::BadSignature), "the certificate of h was not accepted"),
            (rustls::Error::AlertReceived(rustls::AlertDescription::HandshakeFailure), "h refused the TLS handshake"),
            (rustls::Error::DecryptError, "the TLS handshake with h failed"),
        ] {
            let failure = of_tls(&cause, "h");
            assert_eq!((failure.kind, failure.text.as_str()), (FailureKind::Unreachable, wanted));
            assert_ne!(failure.advice, "");
        }
    }

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
