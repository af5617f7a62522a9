//! Certificate authorities and servers of our own, made anew for every test.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::RootCertStore;
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use tempfile::NamedTempFile;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use super::{Client, ClientOptions, options, prepared};
use crate::api::{Target, TargetOptions};

/// A certificate and its key.
pub(super) type Identity = (CertificateDer<'static>, PrivateKeyDer<'static>);

/// An authority that nobody trusts unless told to.
pub(super) struct Authority {
    params: CertificateParams,
    key: KeyPair,
    pub(super) certificate: rcgen::Certificate,
}

impl Authority {
    pub(super) fn new() -> Self {
        Self::called("Test Authority")
    }

    pub(super) fn called(name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        Self { params, key, certificate }
    }

    /// A certificate for 127.0.0.1, changed as the test wants it.
    pub(super) fn issue(&self, change: impl FnOnce(&mut CertificateParams)) -> Identity {
        let (mut params, key) = server_params();
        change(&mut params);
        let issuer = Issuer::from_params(&self.params, &self.key);
        (params.signed_by(&key, &issuer).unwrap().der().clone(), private(&key))
    }

    pub(super) fn key_pem(&self) -> String {
        self.key.serialize_pem()
    }

    /// A file that `--ca-bundle` can name.
    pub(super) fn bundle(&self) -> NamedTempFile {
        written(self.certificate.pem())
    }
}

/// A certificate for 127.0.0.1 that vouches for itself.
pub(super) fn self_signed(is_ca: IsCa) -> Identity {
    let (mut params, key) = server_params();
    params.is_ca = is_ca;
    (params.self_signed(&key).unwrap().der().clone(), private(&key))
}

fn server_params() -> (CertificateParams, KeyPair) {
    let mut params = CertificateParams::new(vec!["127.0.0.1".to_owned(), "localhost".to_owned()]).unwrap();
    params.distinguished_name.push(DnType::CommonName, "Test Server");
    (params, KeyPair::generate().unwrap())
}

fn private(key: &KeyPair) -> PrivateKeyDer<'static> {
    PrivateKeyDer::try_from(key.serialize_der()).unwrap()
}

pub(super) fn expired(params: &mut CertificateParams) {
    (params.not_before, params.not_after) = (date_time_ymd(2020, 1, 1), date_time_ymd(2021, 2, 3));
}

pub(super) fn not_yet_valid(params: &mut CertificateParams) {
    (params.not_before, params.not_after) = (date_time_ymd(2990, 1, 2), date_time_ymd(2999, 1, 1));
}

pub(super) fn written(content: impl AsRef<[u8]>) -> NamedTempFile {
    let file = NamedTempFile::new().unwrap();
    std::fs::write(file.path(), content).unwrap();
    file
}

/// How a server speaks TLS.
pub(super) fn speaking(identity: Identity) -> ServerConfig {
    let builder = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let builder = builder.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
    builder.with_single_cert(vec![identity.0], identity.1).unwrap()
}

/// The same, for clients with a certificate of this authority only.
pub(super) fn asking_for_certificates(identity: Identity, of: &Authority) -> ServerConfig {
    let mut roots = RootCertStore::empty();
    roots.add(of.certificate.der().clone()).unwrap();
    let provider = Arc::new(ring::default_provider());
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let builder = builder.with_client_cert_verifier(verifier.build().unwrap());
    builder.with_single_cert(vec![identity.0], identity.1).unwrap()
}

/// What follows the answer.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Ending {
    Orderly,
    /// The connection ends as one that was cut does, without TLS saying so.
    Cut,
}

/// A server that answers every request over TLS with the same bytes.
pub(super) struct TlsServer {
    pub(super) port: u16,
    connections: Arc<AtomicUsize>,
    requests: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl TlsServer {
    pub(super) async fn new(config: ServerConfig, answer: impl Into<Vec<u8>>, ending: Ending) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (connections, requests) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let (accepted, asked, answer) = (Arc::clone(&connections), Arc::clone(&requests), answer.into());
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                accepted.fetch_add(1, Ordering::SeqCst);
                let Ok(mut stream) = acceptor.accept(stream).await else { continue };
                let mut request = Vec::new();
                while !request.ends_with(b"\r\n\r\n") {
                    if stream.read_buf(&mut request).await.unwrap_or(0) == 0 {
                        break;
                    }
                }
                asked.fetch_add(usize::from(request.ends_with(b"\r\n\r\n")), Ordering::SeqCst);
                stream.write_all(&answer).await.ok();
                match ending {
                    Ending::Orderly => drop(stream.shutdown().await),
                    Ending::Cut => drop((stream.flush().await, stream.get_mut().0.shutdown().await)),
                }
            }
        });
        Self { port, connections, requests, task }
    }

    /// An ordinary server with this certificate.
    pub(super) async fn with(identity: Identity) -> Self {
        Self::new(speaking(identity), super::answer("200 OK", "{}"), Ending::Orderly).await
    }

    pub(super) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    pub(super) fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }

    pub(super) fn url(&self) -> String {
        format!("https://127.0.0.1:{}", self.port)
    }

    /// What a client needs that trusts this authority beside the system's.
    pub(super) fn options(&self, trusted: Option<&Authority>) -> ClientOptions {
        options_for(&self.url(), trusted, &|_| None)
    }

    pub(super) fn client(&self, trusted: Option<&Authority>) -> Client {
        prepared(self.options(trusted))
    }
}

/// Options for any address, trusting an authority, with variables.
pub(super) fn options_for(
    url: &str,
    trusted: Option<&Authority>,
    environment: crate::api::proxy::Environment<'_>,
) -> ClientOptions {
    let bundle = trusted.map(Authority::bundle);
    let ca_bundle = bundle.as_ref().map(NamedTempFile::path);
    let mut target = Target::resolve(url, TargetOptions { allow_http: false, ca_bundle }, environment).unwrap();
    // The machine's own roots are read once in `trust`'s tests; a hundred of them take long without optimization.
    target.trust.system_files.clear();
    target.trust.system_folders.clear();
    ClientOptions { target, idle_timeout: Duration::from_secs(5), ..options("http://127.0.0.1:1") }
}
