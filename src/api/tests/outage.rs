//! Links that are dead, stall and come back.

use std::net::{Ipv6Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use super::server::{Raw, read_request};
use super::{Server, Step, answer, client, failure_of, fetch, options, prepared};
use crate::model::failure::Link;

/// An address that neither takes nor refuses connections: its queue is full and nobody looks.
struct Blackhole {
    address: SocketAddr,
    _waiting: (tokio::net::TcpListener, Vec<tokio::task::JoinHandle<std::io::Result<TcpStream>>>),
}

impl Blackhole {
    /// `None` where this machine has no such address.
    async fn new(at: SocketAddr) -> Option<Self> {
        let socket = if at.is_ipv6() { TcpSocket::new_v6() } else { TcpSocket::new_v4() }.ok()?;
        socket.bind(at).ok()?;
        let listener = socket.listen(1).ok()?;
        let address = listener.local_addr().ok()?;
        let fill = (0..8).map(|_| tokio::spawn(TcpStream::connect(address))).collect();
        // Two fit in; whoever comes after them waits.
        tokio::time::sleep(Duration::from_millis(50)).await;
        Some(Self { address, _waiting: (listener, fill) })
    }
}

#[tokio::test]
async fn an_address_that_does_not_answer_is_given_up_in_time() {
    let hole = Blackhole::new("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let mut options = options(&format!("http://{}", hole.address));
    options.connect_timeout = Duration::from_millis(200);
    let start = Instant::now();
    let failure = failure_of(prepared(options)).await;
    assert_eq!(failure.text, format!("{} made no connection in 0.2 s (3 tries)", hole.address));
    assert_eq!(failure.link, Link::Down);
    assert!((600..2000).contains(&start.elapsed().as_millis()), "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_dead_address_of_a_name_does_not_hold_up_the_living_one() {
    let server = Server::answering(answer("200 OK", "{}")).await;
    let living: SocketAddr = server.named("@").parse().unwrap();
    let dead = SocketAddr::from((Ipv6Addr::LOCALHOST, living.port()));
    // Without IPv6 on this machine the dead address is refused at once, which is no less dead.
    let _hole = Blackhole::new(dead).await;
    let mut client = client(&format!("http://api.example:{}", living.port()));
    client.addresses = vec![dead, living];
    let start = Instant::now();
    assert_eq!(fetch(client).await.0.unwrap(), b"{}");
    assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
}

#[tokio::test]
async fn each_failure_says_how_far_the_way_was_open() {
    let refused = Server::play([]).await;
    refused.gone().await;
    let told = |failure: crate::model::failure::Failure| failure.link;
    assert_eq!(told(failure_of(refused.client()).await), Link::Down);
    assert_eq!(told(failure_of(client("http://nosuchhost.invalid")).await), Link::Down);
    for (step, link) in [
        (Step::Close, Link::Lost),
        (Step::Answer(String::new()), Link::Lost),
        (Step::Answer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".to_owned()), Link::Lost),
        (Step::Answer(answer("401 No", "{}")), Link::Up),
        (Step::Answer(answer("500 Oops", "{}")), Link::Up),
        (Step::Answer("SSH-2.0-OpenSSH_9.6\r\n".to_owned()), Link::Up),
    ] {
        let server = Server::play([step]).await;
        assert_eq!(told(failure_of(server.client()).await), link);
    }
    for hang in ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"] {
        let server = Server::play([Step::Hang(hang)]).await;
        let mut options = options(&server.named("http://@"));
        options.idle_timeout = Duration::from_millis(100);
        assert_eq!(told(failure_of(prepared(options)).await), Link::Lost);
    }
}

/// A server that stops in the middle of its first answer for as long as it is told, and answers at once afterwards.
async fn stalling(stall: Duration) -> Raw {
    let connections = AtomicUsize::new(0);
    Raw::new(move |mut stream| {
        let first = connections.fetch_add(1, Ordering::SeqCst) == 0;
        async move {
            read_request(&mut stream).await;
            let whole = answer("200 OK", r#"{"success":true}"#);
            let (one, other) = whole.split_at(whole.len() - 5);
            stream.write_all(one.as_bytes()).await.ok();
            if first {
                tokio::time::sleep(stall).await;
            }
            stream.write_all(other.as_bytes()).await.ok();
            // Left open, as one that could be used again.
            while stream.read(&mut [0; 64]).await.is_ok_and(|count| count > 0) {}
        }
    })
    .await
}

#[tokio::test]
async fn a_short_stall_is_waited_out_and_a_long_one_is_left_for_a_new_connection() {
    let patience = Duration::from_millis(300);
    for (stall, comes) in [(patience / 3, true), (patience * 20, false)] {
        let server = stalling(stall).await;
        let mut options = options(&server.url());
        options.idle_timeout = patience;
        let client = prepared(options);
        let first = read(&client).await;
        assert_eq!(first.is_ok(), comes, "{first:?}");
        assert!(comes || first == Err(Link::Lost));
        // Nothing of the first connection is used again, dead or alive.
        assert_eq!(read(&client).await, Ok(16));
        assert_eq!(server.connections(), 2);
    }
}

/// How many bytes came, or how far the way was open.
async fn read(client: &super::Client) -> Result<u64, Link> {
    let mut response =
        client.get_repos(None, crate::api::Repeat::Always, &mut |_| {}).await.map_err(|failure| failure.link)?;
    while response.chunk().await.map_err(|failure| failure.link)?.is_some() {}
    Ok(response.received())
}

#[tokio::test]
async fn a_drip_of_headers_is_given_up_and_a_drip_of_the_body_is_not() {
    let patience = Duration::from_millis(300);
    for (drips, comes) in [("head", false), ("body", true)] {
        let server = Raw::new(move |mut stream| async move {
            read_request(&mut stream).await;
            let whole = answer("200 OK", r#"{"success":true}"#);
            let at = if drips == "head" { 0 } else { whole.len() - 16 };
            stream.write_all(&whole.as_bytes()[..at]).await.ok();
            for byte in &whole.as_bytes()[at..] {
                stream.write_all(&[*byte]).await.ok();
                tokio::time::sleep(patience / 10).await;
            }
        })
        .await;
        let mut options = options(&server.url());
        options.idle_timeout = patience;
        let start = Instant::now();
        assert_eq!(read(&prepared(options)).await, if comes { Ok(16) } else { Err(Link::Lost) });
        assert!(start.elapsed() >= patience, "{:?}", start.elapsed());
    }
}

#[tokio::test]
async fn leaving_a_request_closes_its_connection_at_once() {
    let server = Server::play([Step::Hang("")]).await;
    let client = server.client();
    let asking = tokio::spawn(async move {
        client.get_repos(None, crate::api::Repeat::Always, &mut |_| {}).await.map(|_| ()).is_ok()
    });
    while server.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    let start = Instant::now();
    asking.abort();
    server.played().await;
    assert!(start.elapsed() < Duration::from_millis(100), "{:?}", start.elapsed());
}
