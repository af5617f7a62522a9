//! The client behind proxies of every kind: what they get to see, and what is said of those that do not work.

use std::ffi::OsString;
use std::sync::{Arc, Mutex};

use rcgen::SanType;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use super::certificates::{Authority, TlsServer, options_for, speaking};
use super::{Duplex, failure_of, fetch, prepared};
use crate::api::{Client, Target, TargetOptions};
use crate::model::failure::{FailureKind, Link};

/// The name and the address that lead to the API through a proxy only.
pub(super) const NAME: &str = "api.example";
pub(super) const ADDRESS: &str = "192.0.2.7";

/// An API that only a proxy leads to.
pub(super) async fn hidden_api(authority: &Authority) -> TlsServer {
    TlsServer::with(authority.issue(|params| {
        let address = SanType::IpAddress(ADDRESS.parse().unwrap());
        params.subject_alt_names = vec![SanType::DnsName(NAME.try_into().unwrap()), address];
    }))
    .await
}

/// What a proxy does once it is asked.
#[derive(Clone)]
pub(super) enum Play {
    /// Leads to this port of this machine.
    Lead(u16),
    /// Answers with these bytes.
    Say(&'static [u8]),
    /// A SOCKS proxy that wants name and password, then leads.
    Login(&'static str, &'static str, u16),
    /// A SOCKS proxy that gives this reason for not leading anywhere.
    Refuse(u8),
}

/// A proxy that writes down every byte that comes from the client.
pub(super) struct ProxyServer {
    pub(super) port: u16,
    seen: Arc<Mutex<Vec<u8>>>,
    task: JoinHandle<()>,
}

impl Drop for ProxyServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl ProxyServer {
    async fn start(tls: Option<TlsAcceptor>, socks: bool, play: Play) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let mut stream: Duplex = match &tls {
                    None => Box::new(stream),
                    Some(tls) => match tls.accept(stream).await {
                        Ok(stream) => Box::new(stream),
                        Err(_) => continue,
                    },
                };
                let leads =
                    if socks { socks5(&mut stream, &play, &log).await } else { http(&mut stream, &play, &log).await };
                if let Some(port) = leads {
                    relay(stream, port, &log).await;
                }
            }
        });
        Self { port, seen, task }
    }

    pub(super) async fn http(play: Play) -> Self {
        Self::start(None, false, play).await
    }

    pub(super) async fn https(authority: &Authority, play: Play) -> Self {
        let tls = TlsAcceptor::from(Arc::new(speaking(authority.issue(|_| {}))));
        Self::start(Some(tls), false, play).await
    }

    pub(super) async fn socks(play: Play) -> Self {
        Self::start(None, true, play).await
    }

    pub(super) fn seen(&self) -> String {
        String::from_utf8_lossy(&self.seen.lock().unwrap()).into_owned()
    }
}

async fn read_into(stream: &mut Duplex, log: &Mutex<Vec<u8>>) -> Vec<u8> {
    let mut bytes = vec![0; 4096];
    let count = stream.read(&mut bytes).await.unwrap_or(0);
    bytes.truncate(count);
    log.lock().unwrap().extend_from_slice(&bytes);
    bytes
}

async fn http(stream: &mut Duplex, play: &Play, log: &Mutex<Vec<u8>>) -> Option<u16> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let more = read_into(stream, log).await;
        if more.is_empty() {
            return None;
        }
        request.extend(more);
    }
    match play {
        Play::Lead(port) => {
            stream.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await.unwrap();
            Some(*port)
        }
        Play::Say(bytes) => {
            stream.write_all(bytes).await.unwrap();
            stream.shutdown().await.ok();
            None
        }
        Play::Login(..) | Play::Refuse(_) => unreachable!("plays of a SOCKS proxy"),
    }
}

async fn socks5(stream: &mut Duplex, play: &Play, log: &Mutex<Vec<u8>>) -> Option<u16> {
    let greeting = read_into(stream, log).await;
    let port = match play {
        Play::Say(bytes) => {
            stream.write_all(bytes).await.unwrap();
            stream.shutdown().await.ok();
            return None;
        }
        Play::Lead(port) => {
            welcome(stream, &greeting, log).await;
            *port
        }
        Play::Refuse(reason) => {
            welcome(stream, &greeting, log).await;
            read_into(stream, log).await;
            stream.write_all(&[5, *reason, 0, 1, 0, 0, 0, 0, 0, 0]).await.unwrap();
            return None;
        }
        Play::Login(name, password, port) => {
            stream.write_all(&[5, 2]).await.unwrap();
            let login = read_into(stream, log).await;
            let counted = |text: &str| [vec![u8::try_from(text.len()).unwrap()], text.as_bytes().to_vec()].concat();
            let welcome = login == [vec![1], counted(name), counted(password)].concat();
            stream.write_all(&[1, u8::from(!welcome)]).await.unwrap();
            if !welcome {
                return None;
            }
            *port
        }
    };
    read_into(stream, log).await;
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await.unwrap();
    Some(port)
}

/// Takes whatever the client offers, its name and password unseen.
async fn welcome(stream: &mut Duplex, greeting: &[u8], log: &Mutex<Vec<u8>>) {
    let method = greeting.get(2).copied().unwrap_or(0);
    stream.write_all(&[5, method]).await.unwrap();
    if method == 2 {
        read_into(stream, log).await;
        stream.write_all(&[1, 0]).await.unwrap();
    }
}

async fn relay(mut client: Duplex, port: u16, log: &Mutex<Vec<u8>>) {
    let mut api = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let (mut up, mut down) = ([0; 4096], [0; 4096]);
    loop {
        tokio::select! {
            count = client.read(&mut up) => match count {
                Ok(count @ 1..) => {
                    log.lock().unwrap().extend_from_slice(&up[..count]);
                    if api.write_all(&up[..count]).await.is_err() { return; }
                }
                _ => return,
            },
            count = api.read(&mut down) => match count {
                Ok(count @ 1..) => if client.write_all(&down[..count]).await.is_err() { return; },
                _ => return,
            },
        }
    }
}

fn client(url: &str, authority: Option<&Authority>, proxy: &str) -> Client {
    let proxy = OsString::from(proxy);
    prepared(options_for(url, authority, &|name| (name == "HTTPS_PROXY").then(|| proxy.clone())))
}

#[tokio::test]
async fn a_proxy_of_every_kind_leads_to_the_api_and_never_sees_the_token() {
    let authority = Authority::new();
    let api = hidden_api(&authority).await;
    let (there, by_address) = (format!("https://{NAME}"), format!("https://{ADDRESS}"));
    let lead = Play::Lead(api.port);
    let http = ProxyServer::http(lead.clone()).await;
    let https = ProxyServer::https(&authority, lead.clone()).await;
    let socks = ProxyServer::socks(lead).await;
    let login = ProxyServer::socks(Play::Login("user", "pass@word", api.port)).await;
    let cases = [
        (&http, format!("http://127.0.0.1:{}", http.port), &there, "CONNECT api.example:443 HTTP/1.1\r\n"),
        (&http, format!("http://me:pass%40word@127.0.0.1:{}", http.port), &there, "Basic bWU6cGFzc0B3b3Jk\r\n"),
        (&https, format!("https://127.0.0.1:{}", https.port), &there, "CONNECT api.example:443 HTTP/1.1\r\n"),
        (&socks, format!("socks5h://127.0.0.1:{}", socks.port), &there, "\u{3}\u{b}api.example\u{1}"),
        (&socks, format!("socks5://127.0.0.1:{}", socks.port), &by_address, "\u{1}\u{fffd}\0\u{2}\u{7}\u{1}"),
        (&login, format!("socks5h://user:pass%40word@127.0.0.1:{}", login.port), &there, "\u{9}pass@word"),
    ];
    let count = cases.len();
    for (server, proxy, url, seen) in cases {
        assert_eq!(fetch(client(url, Some(&authority), &proxy)).await.0.unwrap(), b"{}", "{proxy}");
        let log = server.seen();
        assert!(log.contains(seen), "{proxy}: {log:?}");
        assert!(!log.contains("canary") && !log.contains("Bearer") && !log.contains("/repo"), "{proxy}: {log:?}");
    }
    assert_eq!(api.requests(), count);
}

#[tokio::test]
async fn a_proxy_that_does_not_lead_there_has_its_sentence() {
    for (say, text, link) in [
        (
            &b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"[..],
            "@ refuses the login that it is given (407)",
            Link::Up,
        ),
        (b"HTTP/1.1 502 Bad Gateway\r\n\r\n", "@ gave no way to api.example", Link::Down),
        (b"HTTP/1.1 200\x1b[2J OK\r\n\r\n", "@ gave no way to api.example", Link::Down),
        (b"SSH-2.0-OpenSSH_9.6\r\n", "@ gave no way to api.example", Link::Down),
        (b"", "@ gave no way to api.example", Link::Down),
    ] {
        let proxy = ProxyServer::http(Play::Say(say)).await;
        expect_no_way("http", &proxy, text, link).await;
    }
    for (play, text, link) in [
        (Play::Say(b"HTTP/1.1 400 Bad Request\r\n\r\n"), "@ does not speak SOCKS5", Link::Up),
        (Play::Say(b"\x05\xff"), "@ asks for a login, or for another one", Link::Up),
        (Play::Login("other", "name", 1), "@ asks for a login, or for another one", Link::Up),
        (Play::Refuse(2), "@ gave no way to api.example", Link::Down),
        (Play::Refuse(4), "@ gave no way to api.example", Link::Down),
    ] {
        let proxy = ProxyServer::socks(play).await;
        expect_no_way("socks5h", &proxy, text, link).await;
    }
}

/// Asserts that one try ends with this sentence, in which `@` is the proxy with its password masked.
async fn expect_no_way(scheme: &str, proxy: &ProxyServer, text: &str, link: Link) {
    let value = format!("{scheme}://canary:canary@127.0.0.1:{}", proxy.port);
    let failure = failure_of(client("https://api.example", None, &value)).await;
    let named = format!("the proxy {scheme}://***@127.0.0.1:{}", proxy.port);
    assert_eq!((failure.text, failure.link), (text.replace('@', &named), link));
    assert_eq!(failure.kind, FailureKind::Unreachable);
    assert_eq!(failure.advice, "Check HTTPS_PROXY, or make an exception of the host in NO_PROXY");
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_tried_again_and_named() {
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    for (value, text) in [
        (
            format!("http://canary@127.0.0.1:{port}"),
            format!("the proxy http://***@127.0.0.1:{port} refused the connection (3 tries)"),
        ),
        (
            format!("socks5h://127.0.0.1:{port}"),
            format!("no connection to the proxy socks5h://127.0.0.1:{port} could be made (3 tries)"),
        ),
        ("http://proxy.invalid:1".to_owned(), "the name proxy.invalid was not found (3 tries)".to_owned()),
        // Told to look the name up here.
        (format!("socks5://127.0.0.1:{port}"), "the name api.invalid was not found (3 tries)".to_owned()),
    ] {
        let failure = failure_of(client("https://api.invalid", None, &value)).await;
        assert_eq!((failure.text, failure.link), (text, Link::Down));
    }
}

#[tokio::test]
async fn a_proxy_whose_own_certificate_is_not_trusted_is_told_apart_from_the_api() {
    let (authority, stranger) = (Authority::new(), Authority::called("Stranger"));
    let api = hidden_api(&authority).await;
    let proxy = ProxyServer::https(&stranger, Play::Lead(api.port)).await;
    let failure =
        failure_of(client("https://api.example", Some(&authority), &format!("https://127.0.0.1:{}", proxy.port))).await;
    let text = format!("the certificate of 127.0.0.1:{} comes from an authority that is not trusted here", proxy.port);
    assert_eq!(failure.text, text);
    assert_eq!((proxy.seen().as_str(), api.connections()), ("", 0));

    // And the other way round: the proxy is trusted, what answers behind it is not.
    let proxy = ProxyServer::https(&authority, Play::Lead(api.port)).await;
    let api = TlsServer::with(stranger.issue(|_| {})).await;
    let behind = ProxyServer::http(Play::Lead(api.port)).await;
    drop(proxy);
    let failure =
        failure_of(client("https://api.example", Some(&authority), &format!("http://127.0.0.1:{}", behind.port))).await;
    assert_eq!(failure.text, "the certificate of api.example comes from an authority that is not trusted here");
    assert!(!behind.seen().contains("canary"));
}

#[tokio::test]
async fn this_machine_is_asked_directly_whatever_the_variables_say() {
    let proxy = ProxyServer::http(Play::Say(b"HTTP/1.1 200 OK\r\n\r\n{}")).await;
    let server = super::Server::answering(super::answer("200 OK", "{}")).await;
    let value = OsString::from(format!("http://127.0.0.1:{}", proxy.port));
    let target = Target::resolve(&server.named("http://@"), TargetOptions::default(), &|_| Some(value.clone()));
    let options = super::ClientOptions { target: target.unwrap(), ..super::options("http://127.0.0.1:1") };
    assert_eq!(fetch(prepared(options)).await.0.unwrap(), b"{}");
    assert_eq!((server.requests().len(), proxy.seen().as_str()), (1, ""));
}
