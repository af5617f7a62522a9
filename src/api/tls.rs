//! How TLS is spoken: versions, and who judges the certificate of the other side. Knows nothing of HTTP.

use std::fmt;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, OtherError, RootCertStore, SignatureScheme,
};
use webpki::EndEntityCert;

use super::trust::{Roots, Trust};

/// A TLS client that trusts what `trust` says; reads the system's roots, and so takes its time.
pub(super) fn client(trust: &Trust) -> Result<(ClientConfig, Roots), Error> {
    let provider = Arc::new(ring::default_provider());
    let (judge, roots) = judge(trust, &provider)?;
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let judge = Arc::new(Judge(judge));
    let mut config = config.dangerous().with_custom_certificate_verifier(judge).with_no_client_auth();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok((config, roots))
}

/// A TLS client that trusts nobody, for a client that speaks plain HTTP only: reads nothing.
pub(super) fn unused() -> Result<ClientConfig, Error> {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions()?;
    Ok(config.with_root_certificates(RootCertStore::empty()).with_no_client_auth())
}

/// Judges by the roots that were found.
#[cfg(not(any(target_vendor = "apple", windows)))]
fn judge(trust: &Trust, provider: &Arc<CryptoProvider>) -> Result<(Arc<dyn ServerCertVerifier>, Roots), Error> {
    let (store, roots) = trust.load();
    let judge = rustls::client::WebPkiServerVerifier::builder_with_provider(Arc::new(store), Arc::clone(provider));
    let judge = judge.build().map_err(|reason| Error::Other(OtherError(Arc::new(reason))))?;
    Ok((judge, roots))
}

/// Has the system judge, which knows more than its roots: what was revoked, and what an administrator decided.
#[cfg(any(target_vendor = "apple", windows))]
fn judge(trust: &Trust, provider: &Arc<CryptoProvider>) -> Result<(Arc<dyn ServerCertVerifier>, Roots), Error> {
    use rustls_platform_verifier::Verifier;

    let named = trust.beside();
    let roots = Roots { source: super::trust::Source::System, count: 0, named: named.len(), unusable: 0 };
    let provider = Arc::clone(provider);
    // Roots beside the system's take an engine of their own, which not every Windows lets a program make.
    let judge =
        if named.is_empty() { Verifier::new(provider)? } else { Verifier::new_with_extra_roots(named, provider)? };
    Ok((Arc::new(judge), roots))
}

/// Says of a certificate nobody vouches for that it is its own, where it is: its owner may have meant it so.
#[derive(Debug)]
struct Judge(Arc<dyn ServerCertVerifier>);

/// The certificate was signed by itself.
#[derive(Debug)]
pub(super) struct SelfSigned;

impl fmt::Display for SelfSigned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("self-signed")
    }
}

impl std::error::Error for SelfSigned {}

impl ServerCertVerifier for Judge {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verdict = self.0.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now);
        match verdict {
            Err(Error::InvalidCertificate(CertificateError::UnknownIssuer)) if is_its_own(end_entity) => {
                Err(CertificateError::Other(OtherError(Arc::new(SelfSigned))).into())
            }
            verdict => verdict,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.0.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
    }
}

fn is_its_own(certificate: &CertificateDer<'_>) -> bool {
    EndEntityCert::try_from(certificate).is_ok_and(|certificate| certificate.issuer() == certificate.subject())
}
