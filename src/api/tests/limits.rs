//! Answers that are too much, too little or not HTTP: bounded, and told for what they are.

use std::io::Write as _;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::io::AsyncWriteExt;

use super::server::{Raw, read_request};
use super::{Server, Step, answer, expect, failure_of, fetch, options, prepared};
use crate::api::backoff::Schedule;
use crate::model::failure::FailureKind;

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

/// A server that answers everything with this head (status line and headers) and body.
async fn answering(head: &'static str, body: Vec<u8>) -> Raw {
    Raw::new(move |mut stream| {
        let body = body.clone();
        async move {
            read_request(&mut stream).await;
            let head = format!("HTTP/1.1 {head}\r\nContent-Length: {}\r\n\r\n", body.len());
            stream.write_all(head.as_bytes()).await.ok();
            stream.write_all(&body).await.ok();
            stream.shutdown().await.ok();
        }
    })
    .await
}

#[tokio::test]
async fn a_gzip_bomb_stops_at_the_limit_of_what_it_unpacks_to() {
    const LIMIT: usize = 1 << 20;
    let bomb = gzip(&vec![b' '; 64 * LIMIT]);
    assert!(bomb.len() < 80_000, "{} bytes", bomb.len());
    let server = answering("200 OK\r\nContent-Encoding: gzip", bomb).await;
    let client = prepared(options(&server.url()));
    let mut response = client.get_repos(None, crate::api::Repeat::Always, &mut |_| {}).await.ok().unwrap();
    let failure = loop {
        match response.chunk().await {
            Ok(chunk) => assert!(chunk.is_some_and(|chunk| chunk.len() <= 64 * 1024), "it is unpacked in small pieces"),
            Err(failure) => break failure,
        }
    };
    assert_eq!((failure.kind, failure.text.as_str()), (FailureKind::Other, "the answer is larger than 1 MiB"));
    assert!(response.received() <= 64 * 1024 + LIMIT as u64);
}

#[tokio::test]
async fn encodings_are_gzip_whole_and_once() {
    let body = br#"{"success":true,"repos":[]}"#;
    let whole = gzip(body);
    // The data is whole, what it is checked with is not.
    let cut = whole[..whole.len() - 4].to_vec();
    for (head, sent, told) in [
        ("200 OK\r\nContent-Encoding: gzip", whole.clone(), ""),
        ("200 OK\r\nContent-Encoding: identity", body.to_vec(), ""),
        ("200 OK\r\nContent-Encoding: gzip", cut, "the connection was cut after 27 bytes"),
        ("200 OK\r\nContent-Encoding: gzip", body.to_vec(), "the answer could not be decompressed after 0 bytes"),
        ("200 OK\r\nContent-Encoding: gzip, gzip", gzip(&whole), "the answer came in the unknown encoding gzip, gzip"),
        ("200 OK\r\nContent-Encoding: br", body.to_vec(), "the answer came in the unknown encoding br"),
        ("200 OK\r\nContent-Encoding: zstd", body.to_vec(), "the answer came in the unknown encoding zstd"),
        ("200 OK\r\nContent-Encoding: deflate", body.to_vec(), "the answer came in the unknown encoding deflate"),
    ] {
        let server = answering(head, sent).await;
        let fetched = fetch(prepared(options(&server.url()))).await.0.map_err(|failure| failure.text);
        let wanted = if told.is_empty() { Ok(body.to_vec()) } else { Err(told.to_owned()) };
        assert_eq!(fetched, wanted, "{head}");
    }
}

#[tokio::test]
async fn a_body_without_an_end_is_left_at_the_limit() {
    for head in ["", "Transfer-Encoding: chunked\r\n"] {
        let server = Raw::new(move |mut stream| async move {
            read_request(&mut stream).await;
            stream.write_all(format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes()).await.ok();
            let piece = if head.is_empty() { "x".repeat(4096) } else { format!("1000\r\n{}\r\n", "x".repeat(4096)) };
            while stream.write_all(piece.as_bytes()).await.is_ok() {}
        })
        .await;
        expect(prepared(options(&server.url())), FailureKind::Other, "the answer is larger than 1 MiB").await;
    }
}

#[tokio::test]
async fn what_is_not_http_and_what_is_too_much_of_it_is_told() {
    let lines = |count: usize| "x: y\r\n".repeat(count);
    let end = "Content-Length: 2\r\n\r\n{}";
    for (raw, told) in [
        (format!("HTTP/1.1 200 OK\r\n{}{end}", lines(90)), ""),
        (format!("HTTP/1.1 200 OK\r\n{}{end}", lines(10_000)), "@ sent a header that is too large"),
        (format!("HTTP/1.1 200 OK\r\nx: {}\r\n{end}", "y".repeat(13_000_000)), "@ sent a header that is too large"),
        (
            format!("HTTP/1.1 302 OK\r\nLocation: /{}\r\n{end}", "y".repeat(1_000_000)),
            "@ sent a header that is too large",
        ),
        (format!("{}HTTP/1.1 200 OK\r\n{end}", "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(1000)), ""),
        ("HTTP/1.1 200 OK\nContent-Length: 2\n\n{}".to_owned(), ""),
        (format!("HTTP/1.1 200 OK\r\nX: one\r\n two\r\n{end}"), "@ does not speak HTTP"),
        (format!("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n{end}"), "@ does not speak HTTP"),
        (format!("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n{end}"), ""),
        ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}".to_owned(), "@ does not speak HTTP"),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n2\r\n{}\r\n0\r\n\r\n".to_owned(),
            "",
        ),
        ("{\"success\":true,\"repos\":[]}".to_owned(), "@ does not speak HTTP"),
        ("SSH-2.0-OpenSSH_9.6\r\n".to_owned(), "@ does not speak HTTP"),
        ("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(), "@ does not speak HTTP"),
        ("HTTP/2.0 200 OK\r\n\r\n{}".to_owned(), "@ does not speak HTTP"),
        (
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n".to_owned(),
            "the API answered 101",
        ),
    ] {
        let server = Server::answering(raw.clone()).await;
        let start: String = raw.chars().take(60).collect();
        match fetch(server.client()).await.0 {
            Ok(body) => assert_eq!((told, body.as_slice()), ("", &b"{}"[..]), "{start:?}"),
            Err(failure) => assert_eq!(failure.text, server.named(told), "{start:?}"),
        }
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn no_pause_is_made_that_the_time_for_a_request_does_not_leave() {
    let raw = "HTTP/1.1 503 X\r\nRetry-After: 29\r\nContent-Length: 0\r\n\r\n";
    let server = Server::play(vec![Step::Answer(raw.to_owned()); 3]).await;
    let mut options = options(&server.named("http://@"));
    options.max_time = Some(Duration::from_secs(20));
    let told = "the API answered 503; another try in 29 s is beyond --max-time";
    expect(prepared(options), FailureKind::Unreachable, told).await;
    assert_eq!(server.requests().len(), 1);
}

/// The library gives up where 408 KiB hold no whole head, and what it reads at once is no more than that.
#[tokio::test]
async fn the_head_of_an_answer_has_a_hundred_lines_and_816_kib_at_most() {
    const END: &str = "Content-Length: 2\r\n\r\n";
    let lines = |count: usize| format!("HTTP/1.1 200 OK\r\n{}{END}", "x: y\r\n".repeat(count - 1));
    let long = |size: usize| {
        let around = "HTTP/1.1 200 OK\r\nx: \r\n".len() + END.len();
        format!("HTTP/1.1 200 OK\r\nx: {}\r\n{END}", "y".repeat(size - around))
    };
    for (head, is_taken) in
        [(lines(100), true), (lines(101), false), (long(408 * 1024 - 1), true), (long(816 * 1024 + 1), false)]
    {
        let server = Server::answering(head + "{}").await;
        let fetched = fetch(server.client()).await.0.map_err(|failure| failure.text);
        let wanted = if is_taken { Ok(b"{}".to_vec()) } else { Err(server.named("@ sent a header that is too large")) };
        assert_eq!(fetched, wanted);
    }
}

#[tokio::test]
async fn a_status_that_has_no_body_is_no_empty_list() {
    for (code, kind, told) in [
        (204, FailureKind::NotUnderstood, "the answer is empty (204)"),
        (205, FailureKind::NotUnderstood, "the answer is empty (205)"),
        (304, FailureKind::Other, "the API answered 304"),
        (300, FailureKind::Other, "the API answered 300"),
    ] {
        let server = Server::answering(format!("HTTP/1.1 {code} X\r\n\r\n")).await;
        let failure = failure_of(server.client()).await;
        assert_eq!((failure.kind, failure.text.as_str(), failure.status), (kind, told, Some(code)));
        assert!(failure.advice.starts_with("Check --api-url"), "{}", failure.advice);
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn refusals_are_told_once_with_a_message_of_bounded_length() {
    let large = format!(r#"{{"message":"{}"}}"#, "long ".repeat(1_000_000));
    for code in [400, 405, 409, 413, 418, 422, 500, 501, 505] {
        for (body, said) in [
            (r#"{"message":"No"}"#, ": No"),
            ("<html><title>No</title></html>", ": No"),
            ("", ""),
            ("plain", ""),
            // Only its beginning is read, which is no document.
            (large.as_str(), ""),
        ] {
            let server = Server::answering(answer(&format!("{code} X"), body)).await;
            let failure = failure_of(server.client()).await;
            assert_eq!(failure.text, format!("the API answered {code}{said}"));
            assert_eq!(server.requests().len(), 1);
        }
    }
}

#[tokio::test]
async fn what_is_overloaded_is_asked_three_times_whatever_it_says_of_later() {
    for (code, headers, waits) in [
        (429, "Retry-After: 0\r\n", "none"),
        (502, "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n", "none"),
        (503, "Retry-After: 0\r\nRetry-After: 9\r\n", "none"),
        (503, "Retry-After: -1\r\n", "own"),
        (504, "Retry-After: soon\r\n", "own"),
        (504, "", "own"),
    ] {
        let raw = format!("HTTP/1.1 {code} X\r\n{headers}Content-Length: 0\r\n\r\n");
        let server = Server::play(vec![Step::Answer(raw); 4]).await;
        let mut client = server.client();
        let millisecond = Duration::from_millis(1);
        client.schedule = Schedule { base: millisecond, cap: millisecond, floor: millisecond };
        let (result, retries) = fetch(client).await;
        assert_eq!(result.unwrap_err().text, format!("the API answered {code} (3 tries)"));
        assert_eq!(server.requests().len(), 3, "{headers}");
        let wanted = if waits == "none" { Duration::ZERO } else { millisecond };
        assert!(retries.len() == 2 && retries.iter().all(|retry| retry.wait == wanted), "{headers}: {retries:?}");
    }
}

#[tokio::test]
async fn a_wait_that_is_asked_for_is_made_but_never_a_long_one() {
    for (value, wait) in [("2", 2), ("29", 29), ("31", 30), ("1000000000", 30), ("Tue, 31 Dec 2999 23:59:59 GMT", 30)] {
        let raw = format!("HTTP/1.1 503 X\r\nRetry-After: {value}\r\nContent-Length: 0\r\n\r\n");
        let server = Server::answering(raw).await;
        let client = server.client();
        let (told, mut waits) = tokio::sync::mpsc::unbounded_channel();
        // Left in the middle of the wait, as `Esc` does.
        let asking = tokio::spawn(async move {
            client
                .get_repos(None, crate::api::Repeat::Always, &mut |retry| told.send(retry.wait).unwrap())
                .await
                .map(|_| ())
                .ok();
        });
        assert_eq!(waits.recv().await, Some(Duration::from_secs(wait)), "{value}");
        asking.abort();
        assert_eq!(server.requests().len(), 1);
    }
}
