//! Text that attacks, everywhere an answer has text: it is told as data or not at all.

use super::{Server, answer, failure_of, fetch};
use crate::model::text;

/// Controls, C1 as UTF-8, a direction override, an invisible tag.
const HOSTILE: &str = "\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}\u{e0041}\u{2028}end";

fn escaped(text: &str) -> String {
    let units = text.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
    units.collect()
}

#[tokio::test]
async fn hostile_text_in_a_refusal_is_shown_as_data_in_every_spelling() {
    let hostile = escaped(HOSTILE);
    for (body, has) in [
        (format!(r#"{{"message":"{hostile}"}}"#), "end"),
        (format!(r#"{{"message":"x","error_code":"{hostile}"}}"#), "end]"),
        (format!(r#"{{"error_message":"{hostile}","errorCode":"{hostile}"}}"#), "end]"),
        (format!(r#"{{"errorMessage":"{hostile}"}}"#), "end"),
        (format!(r#"{{"error":"{hostile}"}}"#), "end"),
        (format!("<title>{HOSTILE}</title>"), "end"),
        (format!(r#"{{"message":"{}"}}"#, hostile.repeat(200)), "…"),
    ] {
        for status in ["400 Bad Request", "401 Unauthorized", "403 Forbidden", "404 Not Found", "500 Oops"] {
            let server = Server::answering(answer(status, &body)).await;
            let failure = failure_of(server.client()).await;
            assert!(failure.text.ends_with(has), "{failure:?}");
            assert!(text::is_safe(&failure.text) && text::is_safe(&failure.advice), "{failure:?}");
            assert!(failure.text.chars().count() < 400, "{failure:?}");
        }
    }
}

#[tokio::test]
async fn hostile_text_in_the_head_of_an_answer_is_not_shown_or_is_no_http() {
    let c1 = "\u{9b}2J\u{202e}";
    for (head, told) in [
        (format!("400 {c1}"), "the API answered 400"),
        (
            format!("302 Found\r\nLocation: https://{c1}.example/"),
            "the API answered 302 and names no address that can be read",
        ),
        (
            "302 Found\r\nLocation: https://xn--a.example/%1b[2J".to_owned(),
            "the API answered 302 and names no address that can be read",
        ),
        (
            "302 Found\r\nLocation: javascript:alert(1)".to_owned(),
            "the API answered 302 and points to no web address (`javascript:`)",
        ),
        (format!("200 OK\r\nContent-Encoding: {c1}"), ""),
        ("200 OK\r\nContent-Encoding: x-odd".to_owned(), "the answer came in the unknown encoding x-odd"),
        (format!("429 Busy\r\nRetry-After: {c1}"), "the API answered 429 (3 tries)"),
        ("400 Bad \u{1b}[2J".to_owned(), "@ does not speak HTTP"),
        ("302 Found\r\nLocation: https://\u{1b}[2J".to_owned(), "@ does not speak HTTP"),
        ("200 OK\r\nContent-Type: text/\u{1b}[2J".to_owned(), "@ does not speak HTTP"),
    ] {
        let raw = format!("HTTP/1.1 {head}\r\nContent-Length: 2\r\n\r\n{{}}");
        let server = Server::play(vec![super::Step::Answer(raw); 3]).await;
        match fetch(server.client()).await.0 {
            Ok(body) => assert_eq!((told, body.as_slice()), ("", &b"{}"[..]), "{head:?}"),
            Err(failure) => {
                assert_eq!(failure.text, server.named(told), "{head:?}");
                assert!(text::is_safe(&failure.advice));
            }
        }
    }
}

#[tokio::test]
async fn a_content_type_is_told_as_it_came_or_not_at_all() {
    for (sent, told) in [("text/plain; charset=utf-8", Some("text/plain; charset=utf-8")), ("\u{9b}2J/\u{202e}", None)]
    {
        let raw = format!("HTTP/1.1 200 OK\r\nContent-Type: {sent}\r\nContent-Length: 2\r\n\r\n{{}}");
        let server = Server::answering(raw).await;
        let response = server.client().get_repos(None, crate::api::Repeat::Always, &mut |_| {}).await.ok().unwrap();
        assert_eq!(response.content_type(), told);
    }
}
