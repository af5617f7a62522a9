//! Answers that are cut at every byte, in every way a connection can end: never a part of a list taken for the whole.

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

use super::certificates::{Authority, Ending, TlsServer, speaking};
use super::server::{Raw, read_request};
use super::{Client, client, fetch};
use crate::model::failure::FailureKind;
use crate::model::scan::Scanner;

const BODY: &str = r#"{"success":true,"repos":[{"id":"a","name":"first"},{"id":"b"}]}"#;

fn announced() -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{BODY}", BODY.len())
}

fn unannounced() -> String {
    format!("HTTP/1.1 200 OK\r\n\r\n{BODY}")
}

fn chunked() -> String {
    let (one, other) = BODY.split_at(30);
    let chunk = |text: &str| format!("{:x}\r\n{text}\r\n", text.len());
    format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{}{}0\r\n\r\n", chunk(one), chunk(other))
}

/// Whether the client and the scanner together take what came for a whole answer.
async fn taken_for_whole(client: Client) -> bool {
    match fetch(client).await.0 {
        Err(failure) => {
            assert!(matches!(failure.kind, FailureKind::Unreachable | FailureKind::NotUnderstood), "{failure:?}");
            false
        }
        Ok(body) => {
            let mut scanner = Scanner::default();
            scanner.push(&body).is_ok() && scanner.finish().is_ok()
        }
    }
}

/// Sends the first bytes of an answer, then ends the connection: in order, or as a machine that crashed.
async fn cut(mut stream: TcpStream, answer: &[u8], reset: bool) {
    read_request(&mut stream).await;
    stream.write_all(answer).await.ok();
    if reset {
        stream.set_zero_linger().unwrap();
    } else {
        stream.shutdown().await.ok();
    }
}

#[tokio::test]
async fn an_answer_cut_at_any_byte_is_never_taken_for_the_whole() {
    for (kind, whole) in [("announced", announced()), ("unannounced", unannounced()), ("chunked", chunked())] {
        for reset in [false, true] {
            let bytes = whole.clone().into_bytes();
            // One connection after the other, each a byte longer than the one before.
            let length = std::sync::atomic::AtomicUsize::new(0);
            let answer = bytes.clone();
            let server = Raw::new(move |stream| {
                let length = length.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
                let part = answer[..length.min(answer.len())].to_vec();
                async move { cut(stream, &part, reset).await }
            })
            .await;
            for length in 0..bytes.len() {
                let whole = taken_for_whole(client(&server.url())).await;
                // The last chunk says that nothing follows; what may stand behind it is nothing to the body. And where
                // only the end of the connection ends the body, its last byte may be one too many.
                let enough = kind == "chunked" && bytes[..length].ends_with(b"0\r\n");
                assert!(!whole || enough, "{kind}, {length} bytes, reset: {reset}");
            }
            if !reset {
                assert!(taken_for_whole(client(&server.url())).await, "{kind}");
            }
        }
    }
}

#[tokio::test]
async fn an_answer_over_tls_that_is_cut_without_a_goodbye_is_never_taken_for_the_whole() {
    let authority = Authority::new();
    for whole in [announced(), unannounced(), chunked()] {
        // A handshake for each byte would take long: every seventh, and the last ones.
        let lengths = (0..whole.len()).filter(|length| length % 7 == 0 || whole.len() - length < 4);
        for length in lengths {
            let (part, config) = (whole.split_at(length).0, speaking(authority.issue(|_| {})));
            let server = TlsServer::new(config, part, Ending::Cut).await;
            let is_whole = taken_for_whole(server.client(Some(&authority))).await;
            assert!(!is_whole || part.ends_with("0\r\n"), "{part:?}");
        }
    }
}
