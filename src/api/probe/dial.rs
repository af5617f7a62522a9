//! The single steps: a name, a connection, a tunnel, a handshake, a request.

use std::error::Error;
use std::future::{Ready, ready};
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Empty;
use hyper::client::conn::http1;
use hyper::header::{ACCEPT_ENCODING, HOST, USER_AGENT};
use hyper::{Request, Uri};
use hyper_util::client::legacy::connect::proxy::{SocksV5, Tunnel};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use hyper_util::rt::TokioIo;
use reqwest::Url;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use secrecy::{ExposeSecret, SecretString};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tower_service::Service;

use super::Found;
use crate::api::client::{self, AGENT, MAX_HEADERS};
use crate::api::error::{self, Peer, status};
use crate::api::proxy::{Proxy, Route, Scheme};
use crate::api::target::Target;
use crate::model::failure::Failure;

/// A connection, whatever it is wrapped in.
pub(super) type Connection = Box<dyn Duplex>;

pub(in crate::api) trait Duplex: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Duplex for T {}

type Taken<T> = Result<(T, Found), Failure>;

/// Takes the steps of a way.
pub(super) struct Dial<'a> {
    pub(super) peer: &'a Peer,
    pub(super) target: &'a Target,
}

impl Dial<'_> {
    /// The name that is looked up here, and its port: the proxy's, where there is one.
    fn place(&self) -> (&str, u16) {
        match &self.target.route {
            Route::Through(proxy) => (&proxy.host, proxy.port),
            Route::Direct(_) => {
                let base = &self.target.base;
                (base.host_str().unwrap_or_default(), base.port_or_known_default().unwrap_or_default())
            }
        }
    }

    pub(super) async fn look_up(&self) -> Taken<Vec<SocketAddr>> {
        let (host, port) = self.place();
        let limit = self.peer.connect;
        let found = timeout(limit, lookup_host((bare(host), port))).await;
        let addresses: Vec<SocketAddr> = found.ok().and_then(Result::ok).into_iter().flatten().collect();
        if addresses.is_empty() {
            Err(error::no_name(host))
        } else {
            Ok((addresses.clone(), Found::Addresses(addresses)))
        }
    }

    pub(super) async fn connect(&self, address: SocketAddr) -> Taken<Connection> {
        let who = address.to_string();
        let connected = within(self.peer.connect, &who, TcpStream::connect(address)).await?;
        let stream = connected.map_err(|error| error::no_connection(Some(error.kind()), &who, "Check --api-url"))?;
        Ok((Box::new(stream), Found::Connection(address)))
    }

    /// A handshake with whoever is called `host`; messages name it `who`.
    pub(super) async fn tls(&self, stream: Connection, tls: &ClientConfig, host: &str, who: &str) -> Taken<Connection> {
        let name = ServerName::try_from(bare(host).to_owned()).map_err(|_not_shown| error::no_name(host))?;
        let handshake = TlsConnector::from(Arc::new(tls.clone())).connect(name, stream);
        let stream = within(self.peer.connect, who, handshake).await?.map_err(|error| {
            error::find(&error).map_or_else(
                || error::no_connection(Some(error.kind()), who, "Check --api-url"),
                |cause| error::of_tls(cause, who),
            )
        })?;
        let agreed = stream.get_ref().1;
        let version = match agreed.protocol_version() {
            Some(rustls::ProtocolVersion::TLSv1_2) => "TLS 1.2",
            _ => "TLS 1.3",
        };
        let suite = agreed.negotiated_cipher_suite().and_then(|suite| suite.suite().as_str());
        let cipher = suite.unwrap_or("a cipher without a name").to_owned();
        Ok((Box::new(stream), Found::Tls { version, cipher }))
    }

    /// Asks the proxy for a way to the API.
    pub(super) async fn tunnel(&self, stream: Connection, proxy: &Proxy) -> Taken<Connection> {
        let host = &self.peer.host;
        let base = &self.target.base;
        let there = async {
            let name = match proxy.scheme {
                // Names are looked up here for this one.
                Scheme::Socks5 => resolved(base).await.ok_or_else(|| error::no_name(host))?,
                _ => base.host_str().unwrap_or_default().to_owned(),
            };
            let port = base.port_or_known_default().unwrap_or_default();
            let uri: Uri = format!("https://{name}:{port}").parse().map_err(|_not_shown| error::setup())?;
            let login = login(proxy, &uri).ok_or_else(error::setup)?;
            let connector = Once(Some(TokioIo::new(stream)));
            match proxy.scheme {
                Scheme::Http | Scheme::Https => through_http(connector, &login, uri)
                    .await
                    .map_err(|error| error::of_tunnel(error.as_ref(), proxy, host)),
                Scheme::Socks5 | Scheme::Socks5h => through_socks(connector, &login, uri)
                    .await
                    .map_err(|reason| error::of_socks(reason.trim_start_matches("SOCKS error: "), proxy, host)),
            }
        };
        let stream = within(self.peer.connect, &format!("{host} through the proxy {proxy}"), there).await??;
        Ok((Box::new(stream.into_inner()), Found::Tunnel(host.clone())))
    }

    /// Sends the request; the head of its answer is enough.
    pub(super) async fn ask(&self, stream: Connection, url: &Url, token: &SecretString) -> Taken<()> {
        let mut request = Request::get(url.path()).body(Empty::<Bytes>::new()).map_err(|_not_shown| error::setup())?;
        let headers = request.headers_mut();
        *headers = client::headers(token)?;
        let host = self.peer.host.parse().map_err(|_not_shown| error::setup())?;
        headers.insert(HOST, host);
        headers.insert(USER_AGENT, reqwest::header::HeaderValue::from_static(AGENT));
        headers.insert(ACCEPT_ENCODING, reqwest::header::HeaderValue::from_static("gzip"));
        let answered = timeout(self.peer.idle, exchange(stream, request)).await;
        let head = answered.map_err(|_elapsed| error::silent(self.peer))?.map_err(|error| {
            let tls = error::find(&error).map(|cause| error::of_tls(cause, &self.peer.host));
            tls.unwrap_or_else(|| error::of_exchange(&error, &self.peer.host))
        })?;
        match head {
            code @ 200..=299 => Ok(((), Found::Answer(code))),
            code @ 300..=399 => Err(status::redirected(code, None, &self.target.base)),
            code => Err(status::refused(code, None, self.peer)),
        }
    }
}

async fn exchange(stream: Connection, request: Request<Empty<Bytes>>) -> hyper::Result<u16> {
    let mut builder = http1::Builder::new();
    let (mut sender, connection) = builder.max_headers(MAX_HEADERS).handshake(TokioIo::new(stream)).await?;
    // Ends with this function.
    let mut background = JoinSet::new();
    background.spawn(connection);
    sender.send_request(request).await.map(|answer| answer.status().as_u16())
}

async fn within<T>(limit: Duration, who: &str, step: impl Future<Output = T>) -> Result<T, Failure> {
    timeout(limit, step).await.map_err(|_elapsed| error::late(who, limit))
}

/// A host without the brackets of an IPv6 address.
fn bare(host: &str) -> &str {
    host.trim_start_matches('[').trim_end_matches(']')
}

async fn resolved(base: &Url) -> Option<String> {
    let place = (bare(base.host_str()?), base.port_or_known_default()?);
    let address = lookup_host(place).await.ok()?.next()?.ip();
    Some(if address.is_ipv6() { format!("[{address}]") } else { address.to_string() })
}

/// Name and password in the forms the proxies want, made by the same code as for a request.
fn login(proxy: &Proxy, there: &Uri) -> Option<Intercept> {
    Matcher::builder().all(proxy.url.expose_secret().to_owned()).build().intercept(there)
}

async fn through_http(connector: Once, login: &Intercept, there: Uri) -> Result<Stream, Box<dyn Error + Send + Sync>> {
    let mut tunnel = Tunnel::new(login.uri().clone(), connector);
    if let Some(login) = login.basic_auth() {
        tunnel = tunnel.with_auth(login.clone());
    }
    tunnel.call(there).await.map_err(Into::into)
}

async fn through_socks(connector: Once, login: &Intercept, there: Uri) -> Result<Stream, String> {
    let mut socks = SocksV5::new(login.uri().clone(), connector);
    if let Some((name, password)) = login.raw_auth() {
        socks = socks.with_auth(name.to_owned(), password.to_owned());
    }
    socks.call(there).await.map_err(|error| error.to_string())
}

type Stream = TokioIo<Connection>;

/// Hands over a connection that is there already, once.
struct Once(Option<Stream>);

impl Service<Uri> for Once {
    type Response = Stream;
    type Error = io::Error;
    type Future = Ready<io::Result<Stream>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        ready(self.0.take().ok_or_else(|| io::ErrorKind::NotConnected.into()))
    }
}
