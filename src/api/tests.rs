//! The client against a server on loopback: what it sends, what it makes of every answer, and of none.

mod certificates;
mod cuts;
mod hostile;
mod limits;
mod outage;
mod probing;
mod proxies;
mod server;
mod tls;

use std::time::{Duration, Instant};

use self::server::{Server, Step};
use super::backoff::Schedule;
use super::{Client, ClientOptions, Repeat, Retry, Target, TargetOptions};
use crate::model::failure::{Failure, FailureKind, Link};

/// A connection, whatever it is wrapped in.
type Duplex = Box<dyn super::probe::Duplex>;

/// Plain HTTP to names that lead nowhere is no danger.
const ALLOWED: TargetOptions<'_> = TargetOptions { allow_http: true, ca_bundle: None };

fn options(base: &str) -> ClientOptions {
    ClientOptions {
        target: Target::resolve(base, ALLOWED, &|_| None).unwrap(),
        token: "canary-token".into(),
        connect_timeout: Duration::from_secs(5),
        idle_timeout: Duration::from_secs(5),
        max_time: None,
        max_body: 1 << 20,
    }
}

fn prepared(options: ClientOptions) -> Client {
    let mut client = Client::new(options).unwrap();
    client.schedule = Schedule { base: Duration::ZERO, cap: Duration::ZERO, floor: Duration::ZERO };
    client
}

fn client(base: &str) -> Client {
    prepared(options(base))
}

fn answer(status: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

/// The whole body, or the first failure, and the retries told on the way. The future is spawned, so it must be `Send`.
async fn fetch(client: Client) -> (Result<Vec<u8>, Failure>, Vec<Retry>) {
    let fetching = tokio::spawn(async move {
        let mut retries = Vec::new();
        let response = client.get_repos(None, Repeat::Always, &mut |retry| retries.push(retry)).await;
        let mut body = Vec::new();
        let mut response = match response {
            Ok(response) => response,
            Err(failure) => return (Err(failure), retries),
        };
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => {
                    assert_eq!(response.received(), body.len() as u64);
                    return (Ok(body), retries);
                }
                Err(failure) => return (Err(failure), retries),
            }
        }
    });
    tokio::time::timeout(Duration::from_secs(20), fetching).await.expect("the client hangs").unwrap()
}

async fn failure_of(client: Client) -> Failure {
    let failure = fetch(client).await.0.expect_err("an answer came");
    assert!(!format!("{failure:?}").contains("canary"), "{failure:?}");
    failure
}

async fn expect(client: Client, kind: FailureKind, text: &str) {
    let failure = failure_of(client).await;
    assert_eq!((failure.kind, failure.text.as_str()), (kind, text));
}

#[tokio::test]
async fn the_request_is_these_bytes_and_nothing_more() {
    let server = Server::answering(answer("200 OK", "{}")).await;
    let client = client(&server.named("http://@/fb/"));
    assert!(client.get_repos(Some("a b&c"), Repeat::Always, &mut |_| {}).await.is_ok());
    let agent = env!("CARGO_PKG_VERSION");
    let golden = server.named(
        "\
        GET /fb/repo?workspaceId=a%20b%26c HTTP/1.1\r\n\
        accept: application/json\r\n\
        authorization: Bearer canary-token\r\n\
        user-agent: flashback-tui/VERSION\r\n\
        accept-encoding: gzip\r\n\
        host: @\r\n\
        \r\n",
    );
    assert_eq!(server.requests(), [golden.replace("VERSION", agent)]);
}

#[tokio::test]
async fn a_chunked_answer_arrives_whole() {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    let server = Server::answering(format!("{head}3\r\n{{\"a\r\n4\r\n\":1}}\r\n0\r\n\r\n")).await;
    let mut response = server.client().get_repos(None, Repeat::Always, &mut |_| {}).await.ok().unwrap();
    assert_eq!((response.content_type(), response.content_length()), (Some("application/json"), None));
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.unwrap() {
        body.extend_from_slice(&chunk);
    }
    assert_eq!((body.as_slice(), response.received()), (&br#"{"a":1}"#[..], 7));
}

#[tokio::test]
async fn every_2xx_is_an_answer_for_the_reader_to_judge() {
    for (raw, body) in
        [(answer("206 Partial", "[]"), "[]"), (answer("203 Changed", "{}"), "{}"), (answer("200 OK", ""), "")]
    {
        let server = Server::answering(raw).await;
        assert_eq!(fetch(server.client()).await.0.unwrap(), body.as_bytes());
    }
}

#[tokio::test]
async fn a_refusal_carries_status_message_and_advice() {
    let body = r#"{"success":false,"message":"canary-token \u001b[31mexpired","error_code":"E1"}"#;
    for (status, kind, start) in [
        ("401 Unauthorized", FailureKind::Denied, "the token was refused (401): [token] "),
        ("403 Forbidden", FailureKind::Denied, "the token was accepted but is not allowed to see this (403): "),
        ("404 Not Found", FailureKind::Other, "there is no /repo at @ (404): "),
        ("500 Oops", FailureKind::Unreachable, "the API answered 500: "),
    ] {
        let server = Server::answering(answer(status, body)).await;
        let failure = failure_of(server.client()).await;
        assert_eq!((failure.kind, failure.status), (kind, status.get(..3).and_then(|code| code.parse().ok())));
        assert!(failure.text.starts_with(&server.named(start)), "{}", failure.text);
        assert!(failure.text.ends_with("expired [E1]") && !failure.text.contains('\u{1b}'), "{}", failure.text);
        assert_ne!(failure.advice, "");
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_refusal_whose_body_never_ends_is_told_all_the_same() {
    let head = "HTTP/1.1 403 Forbidden\r\nContent-Length: 99999\r\n\r\n<title>Gate</title>";
    let server = Server::play([Step::Hang(head)]).await;
    let mut options = options(&server.named("http://@"));
    options.idle_timeout = Duration::from_millis(200);
    let text = "the token was accepted but is not allowed to see this (403): Gate";
    expect(prepared(options), FailureKind::Denied, text).await;
}

#[tokio::test]
async fn an_overloaded_api_is_asked_again_after_the_time_it_names() {
    let busy = "HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n".to_owned();
    let steps = [busy.clone(), busy.replace("503", "429"), answer("200 OK", "{}")];
    let server = Server::play(steps.map(Step::Answer)).await;
    let mut client = server.client();
    client.schedule = Schedule::default();
    let (body, retries) = fetch(client).await;
    assert_eq!(body.unwrap(), b"{}");
    assert_eq!(server.requests().len(), 3);
    let told: Vec<_> =
        retries.iter().map(|retry| (retry.attempt, retry.of, retry.wait, retry.failure.status)).collect();
    assert_eq!(told, [(1, 2, Duration::ZERO, Some(503)), (2, 2, Duration::ZERO, Some(429))]);
}

#[tokio::test]
async fn after_three_tries_the_last_refusal_is_told() {
    let page = "HTTP/1.1 502 Bad\r\nContent-Type: text/html\r\nRetry-After: soon\r\n\r\n<title>Bad Gateway</title>";
    let server = Server::play(vec![Step::Answer(page.to_owned()); 4]).await;
    expect(server.client(), FailureKind::Unreachable, "the API answered 502: Bad Gateway (3 tries)").await;
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn whoever_waits_for_the_link_itself_is_told_at_once_that_there_is_none() {
    let mut retries = Vec::new();
    let asked = client("http://127.0.0.1:1");
    let down = asked.get_repos(None, Repeat::WhereOverloaded, &mut |retry| retries.push(retry)).await.err().unwrap();
    assert_eq!((down.text.as_str(), down.link), ("127.0.0.1:1 refused the connection", Link::Down));
    assert_eq!(retries, []);
    let server = Server::play(vec![Step::Answer(answer("503 Service Unavailable", "{}")); 3]).await;
    let busy = server.client().get_repos(None, Repeat::WhereOverloaded, &mut |retry| retries.push(retry)).await;
    assert_eq!(busy.err().unwrap().text, "the API answered 503 (3 tries)");
    assert_eq!(retries.len(), 2);
}

#[tokio::test]
async fn a_refused_connection_is_tried_three_times() {
    let server = Server::play([]).await;
    server.gone().await;
    let (result, retries) = fetch(server.client()).await;
    let failure = result.unwrap_err();
    assert_eq!(failure.kind, FailureKind::Unreachable);
    assert_eq!(failure.text, server.named("@ refused the connection (3 tries)"));
    assert_eq!(retries.len(), 2);
    assert_eq!(retries[0].failure.text, server.named("@ refused the connection"));
}

#[tokio::test]
async fn an_unknown_host_is_named() {
    let text = "the name nosuchhost.invalid was not found (3 tries)";
    expect(client("http://nosuchhost.invalid"), FailureKind::Unreachable, text).await;
    expect(client("http://nosuchhost.invalid:8080"), FailureKind::Unreachable, text).await;
}

#[tokio::test]
async fn silence_ends_at_the_idle_limit_before_and_within_the_body() {
    let head = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"a";
    for (sent, text) in [("", "no answer from @ in 0.2 s"), (head, "no byte from @ for 0.2 s, after 3 bytes")] {
        let server = Server::play([Step::Hang(sent)]).await;
        let mut options = options(&server.named("http://@"));
        options.idle_timeout = Duration::from_millis(200);
        let start = Instant::now();
        expect(prepared(options), FailureKind::Unreachable, &server.named(text)).await;
        assert!(start.elapsed() >= Duration::from_millis(200));
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_wait_that_is_left_and_taken_up_again_ends_all_the_same() {
    let server = Server::play([Step::Hang("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{\"a")]).await;
    let mut options = options(&server.named("http://@"));
    options.idle_timeout = Duration::from_millis(300);
    let mut response = prepared(options).get_repos(None, Repeat::Always, &mut |_| {}).await.ok().unwrap();
    let given_up = async {
        loop {
            if let Ok(Err(failure)) = tokio::time::timeout(Duration::from_millis(10), response.chunk()).await {
                break failure.text;
            }
        }
    };
    let text = tokio::time::timeout(Duration::from_secs(20), given_up).await.expect("the client hangs");
    assert_eq!(text, server.named("no byte from @ for 0.3 s, after 3 bytes"));
}

#[tokio::test]
async fn a_silent_handshake_is_a_connection_that_was_not_made() {
    let server = Server::play(vec![Step::Hang(""); 3]).await;
    let mut options = options(&server.named("https://@"));
    options.connect_timeout = Duration::from_millis(100);
    expect(prepared(options), FailureKind::Unreachable, &server.named("@ made no connection in 0.1 s (3 tries)")).await;
}

#[tokio::test]
async fn a_cut_body_is_told_with_what_came() {
    for (raw, text) in [
        ("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"repos\"", "the connection was cut after 8 of 100 bytes"),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n9\r\nd",
            "the connection was cut after 4 bytes",
        ),
    ] {
        let server = Server::answering(raw).await;
        expect(server.client(), FailureKind::Unreachable, text).await;
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_connection_closed_without_an_answer_is_told_so() {
    for step in [Step::Answer(String::new()), Step::Close] {
        let server = Server::play([step]).await;
        let text = server.named("@ closed the connection without an answer");
        expect(server.client(), FailureKind::Unreachable, &text).await;
    }
}

#[tokio::test]
async fn another_protocol_is_recognized() {
    for step in [
        Step::Banner("SSH-2.0-OpenSSH_9.6\r\n"),
        Step::Answer("SSH-2.0-OpenSSH_9.6\r\n".to_owned()),
        Step::Answer("\u{15}\u{3}\u{3}\0\u{2}\u{2}F".to_owned()),
        Step::Answer("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab".to_owned()),
    ] {
        let server = Server::play([step]).await;
        let text = server.named("@ does not speak HTTP");
        expect(server.client(), FailureKind::Unreachable, &text).await;
    }
}

#[tokio::test]
async fn plain_http_behind_https_is_told_and_not_repeated() {
    let server = Server::answering("HTTP/1.1 400 Bad Request\r\n\r\n").await;
    let text = server.named("@ does not answer with TLS");
    expect(client(&server.named("https://@")), FailureKind::Unreachable, &text).await;
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let other = Server::answering(answer("200 OK", "{}")).await;
    for (location, text) in [
        (other.named("http://@/login?next=x"), other.named("the API answered 302 and points to http://@")),
        ("/elsewhere".to_owned(), "the API answered 302 and points to another path of @".to_owned()),
        ("file:///etc/passwd".to_owned(), "the API answered 302 and points to no web address (`file:`)".to_owned()),
    ] {
        let server = Server::answering(format!("HTTP/1.1 302 Found\r\nLocation: {location}\r\n\r\n")).await;
        expect(server.client(), FailureKind::Other, &server.named(&text)).await;
    }
    // The other server plays one connection only, so an earlier one would have used it up.
    assert!(fetch(other.client()).await.0.is_ok());
    assert_eq!(other.requests().len(), 1);
}

#[tokio::test]
async fn a_body_at_the_limit_passes_and_one_above_does_not() {
    let unannounced = |body: &str| format!("HTTP/1.1 200 OK\r\n\r\n{body}");
    for (raw, passes) in [
        (answer("200 OK", "12345678"), true),
        (unannounced("12345678"), true),
        (answer("200 OK", "123456789"), false),
        (unannounced("123456789"), false),
        ("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n".to_owned(), false),
    ] {
        let server = Server::answering(raw).await;
        let mut options = options(&server.named("http://@"));
        options.max_body = 8;
        if passes {
            assert_eq!(fetch(prepared(options)).await.0.unwrap(), b"12345678");
        } else {
            expect(prepared(options), FailureKind::Other, "the answer is larger than 8 bytes").await;
        }
    }
}

#[tokio::test]
async fn an_encoding_nobody_asked_for_and_a_broken_one_are_told() {
    for (coding, text) in [
        ("br", "the answer came in the unknown encoding br"),
        ("gzip", "the answer could not be decompressed after 0 bytes"),
    ] {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\n");
        let server =
            Server::answering(format!("{head}Content-Length: 40\r\n\r\n{}", "not compressed at all".repeat(2))).await;
        expect(server.client(), FailureKind::NotUnderstood, text).await;
    }
}

#[tokio::test]
async fn a_token_that_cannot_be_sent_is_refused_by_its_length_only() {
    let mut options = options("http://127.0.0.1:1");
    options.token = "canary\r\nX: y".into();
    let failure = Client::new(options).err().unwrap();
    assert_eq!(failure.kind, FailureKind::Denied);
    assert_eq!(failure.text, "the token (12 characters) holds characters that cannot be sent");
}
