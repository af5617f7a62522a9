//! Words for a TLS handshake that failed. What the certificate says of itself was written by whoever holds it.

use jiff::Timestamp;
use rustls::pki_types::UnixTime;
use rustls::{AlertDescription, CertificateError, Error, OtherError};

use super::{CHECK_URL, LATER, safe, unreachable};
use crate::api::tls::SelfSigned;
use crate::model::failure::Failure;

/// How many of a certificate's names are told.
const NAMES: usize = 3;
const CLOCK: &str = "Check this machine's clock; if it is right, its owner must renew it";
const TRUST: &str = "If a proxy inspects TLS here or the API has an authority of its own, give that one's root certificate \
                     with --ca-bundle PEM, or add it to the system's";
const OWN: &str = "If that is meant so, have its owner hand it over and give it with --ca-bundle PEM";

/// A failed TLS handshake with `who`; trying again would not help.
pub(in crate::api) fn of_tls(cause: &Error, who: &str) -> Failure {
    let (text, advice) = match cause {
        Error::InvalidCertificate(reason) => of_certificate(reason, who),
        Error::InvalidMessage(_) => {
            (format!("{who} does not answer with TLS"), "Check --api-url: another port, or http:// for https://")
        }
        Error::AlertReceived(alert) => of_alert(*alert, who),
        Error::PeerIncompatible(_) => {
            (format!("{who} offers no TLS version or cipher that is safe enough"), "It must offer TLS 1.2 or 1.3")
        }
        _ => (format!("the TLS handshake with {who} failed"), LATER),
    };
    unreachable(text, advice)
}

/// What the other side gave as its reason to end the handshake.
fn of_alert(alert: AlertDescription, who: &str) -> (String, &'static str) {
    match alert {
        AlertDescription::ProtocolVersion | AlertDescription::InsufficientSecurity => {
            (format!("{who} offers no TLS version or cipher that is safe enough"), "It must offer TLS 1.2 or 1.3")
        }
        AlertDescription::CertificateRequired | AlertDescription::NoCertificate => {
            (format!("{who} asks for a client certificate"), "This program has none to show: ask for another address")
        }
        AlertDescription::UnrecognisedName => (format!("{who} does not know the name it was asked by"), CHECK_URL),
        AlertDescription::NoApplicationProtocol => (format!("{who} speaks no HTTP/1.1"), CHECK_URL),
        _ => (format!("{who} refused the TLS handshake"), CHECK_URL),
    }
}

fn of_certificate(reason: &CertificateError, who: &str) -> (String, &'static str) {
    match reason {
        CertificateError::ExpiredContext { not_after, .. } => {
            (format!("the certificate of {who} has expired{}", on(*not_after)), CLOCK)
        }
        CertificateError::Expired => (format!("the certificate of {who} has expired"), CLOCK),
        CertificateError::NotValidYetContext { not_before, .. } => {
            (format!("the certificate of {who} is not valid yet{}", before(*not_before)), CLOCK)
        }
        CertificateError::NotValidYet => (format!("the certificate of {who} is not valid yet"), CLOCK),
        CertificateError::NotValidForNameContext { presented, .. } => {
            (format!("the certificate of {who} is for another name{}", names(presented)), CHECK_URL)
        }
        CertificateError::NotValidForName => (format!("the certificate of {who} is for another name"), CHECK_URL),
        CertificateError::Revoked => (format!("the certificate of {who} was revoked"), CHECK_URL),
        CertificateError::UnknownIssuer => {
            (format!("the certificate of {who} comes from an authority that is not trusted here"), TRUST)
        }
        // As when an authority has made itself a new key, or somebody pretends to be one.
        CertificateError::BadSignature => {
            (format!("the certificate of {who} was signed with another key than its authority's"), TRUST)
        }
        CertificateError::Other(OtherError(cause)) if cause.is::<SelfSigned>() => {
            (format!("the certificate of {who} is self-signed"), OWN)
        }
        CertificateError::Other(OtherError(cause))
            if cause.downcast_ref() == Some(&webpki::Error::CaUsedAsEndEntity) =>
        {
            let advice = "Its owner must use a certificate made for a server; --ca-bundle does not help here";
            (format!("the certificate of {who} is an authority's own, not a server's"), advice)
        }
        _ => (format!("the certificate of {who} was not accepted"), TRUST),
    }
}

fn on(time: UnixTime) -> String {
    date(time).map_or_else(String::new, |date| format!(" on {date}"))
}

fn before(time: UnixTime) -> String {
    date(time).map_or_else(String::new, |date| format!(", not before {date}"))
}

fn date(time: UnixTime) -> Option<String> {
    let time = Timestamp::from_second(time.as_secs().try_into().ok()?).ok()?;
    Some(time.strftime("%Y-%m-%d").to_string())
}

/// The names a certificate is for, without the words its library puts around them.
fn names(presented: &[String]) -> String {
    let bare = |name: &String| {
        let inside = name.split_once('(')?.1.strip_suffix(')')?;
        Some(safe(inside.trim_matches('"'))).filter(|name| !name.is_empty())
    };
    let mut told: Vec<String> = presented.iter().filter_map(bare).take(NAMES).collect();
    if presented.len() > NAMES {
        told.push("...".to_owned());
    }
    if told.is_empty() { String::new() } else { format!(" ({})", told.join(", ")) }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::failure::FailureKind;

    #[test]
    fn every_tls_cause_has_its_own_sentence() {
        let certificate = Error::InvalidCertificate;
        let time = UnixTime::since_unix_epoch(std::time::Duration::from_secs(86_400));
        let other = |error| CertificateError::Other(OtherError(error));
        for (cause, wanted) in [
            (
                certificate(CertificateError::UnknownIssuer),
                "the certificate of h comes from an authority that is not trusted here",
            ),
            (certificate(other(Arc::new(SelfSigned))), "the certificate of h is self-signed"),
            (
                certificate(other(Arc::new(webpki::Error::CaUsedAsEndEntity))),
                "the certificate of h is an authority's own, not a server's",
            ),
            (certificate(CertificateError::Expired), "the certificate of h has expired"),
            (
                certificate(CertificateError::ExpiredContext { time, not_after: time }),
                "the certificate of h has expired on 1970-01-02",
            ),
            (certificate(CertificateError::NotValidYet), "the certificate of h is not valid yet"),
            (
                certificate(CertificateError::NotValidYetContext { time, not_before: time }),
                "the certificate of h is not valid yet, not before 1970-01-02",
            ),
            (certificate(CertificateError::NotValidForName), "the certificate of h is for another name"),
            (certificate(CertificateError::Revoked), "the certificate of h was revoked"),
            (
                certificate(CertificateError::BadSignature),
                "the certificate of h was signed with another key than its authority's",
            ),
            (certificate(CertificateError::BadEncoding), "the certificate of h was not accepted"),
            (Error::AlertReceived(AlertDescription::HandshakeFailure), "h refused the TLS handshake"),
            (
                Error::AlertReceived(AlertDescription::ProtocolVersion),
                "h offers no TLS version or cipher that is safe enough",
            ),
            (Error::AlertReceived(AlertDescription::CertificateRequired), "h asks for a client certificate"),
            (Error::AlertReceived(AlertDescription::UnrecognisedName), "h does not know the name it was asked by"),
            (Error::DecryptError, "the TLS handshake with h failed"),
        ] {
            let failure = of_tls(&cause, "h");
            assert_eq!((failure.kind, failure.text.as_str()), (FailureKind::Unreachable, wanted));
            assert_ne!(failure.advice, "");
        }
    }

    #[test]
    fn hostile_names_in_a_certificate_are_shown_as_data() {
        let presented =
            ["DnsName(\"a\u{1b}[2J\u{202e}.example\")", "IpAddress(10.0.0.1)", "DirectoryName", "DnsName(\"b\")"];
        let said = names(&presented.map(str::to_owned));
        assert_eq!(said, " (a\u{241b}[2J\\u{202e}.example, 10.0.0.1, b, ...)");
        assert_eq!(names(&[]), "");
        assert!(names(&[format!("DnsName(\"{}\")", "x".repeat(10_000))]).chars().count() < 310);
    }
}
