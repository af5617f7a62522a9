//! Answers that attack by what stands around the data: status line, headers, messages of failures.

use serde_json::json;

use crate::http::ask;
use crate::support::bodies::HOSTILE;
use crate::support::program::Output;
use crate::support::server::Reply;
use crate::support::stream;

/// Fails with one short sentence and a hint, and nothing in them drives a terminal.
#[track_caller]
fn fails_harmlessly(reply: Reply) -> Output {
    let output = ask([reply.header("retry-after", "0")]).output;
    assert!(output.code.is_some_and(|code| (1..=6).contains(&code)), "{output}");
    output.stdout_is("").stderr_has("error: ");
    assert_eq!(stream::check(output.stderr.as_bytes()), Ok(()), "{output}");
    assert!(!output.stderr.contains(['\x1b', '\r']), "{output}");
    let longest = output.stderr.lines().map(|line| line.chars().count()).max();
    assert!(longest < Some(500), "{longest:?} characters\n{output}");
    output
}

#[test]
fn a_message_in_any_spelling_and_under_any_status_is_one_harmless_line() {
    for (name, code) in
        [("message", "error_code"), ("error_message", "errorCode"), ("errorMessage", "x"), ("error", "error_code")]
    {
        let body = json!({ "success": false, name: HOSTILE, code: format!("E{HOSTILE}"), "repos": [] }).to_string();
        for status in [200, 400, 401, 403, 404, 409, 429, 500] {
            fails_harmlessly(Reply::json(status, body.as_str())).stderr_has("a␛[31mred␛[0m␛]0;title");
        }
    }
}

#[test]
fn a_message_of_megabytes_is_cut() {
    for long in ["x".repeat(5 << 20), HOSTILE.repeat(20_000), format!("a{}", "\u{301}".repeat(1 << 20))] {
        let body = json!({ "success": false, "message": long, "error_code": long }).to_string();
        fails_harmlessly(Reply::json(200, body.as_str()));
        fails_harmlessly(Reply::json(500, body));
    }
}

#[test]
fn a_web_page_says_its_title_and_nothing_else() {
    let page = format!("<html><head><title>{HOSTILE}</title><body>\x1b[2J{HOSTILE}");
    for status in [200, 403, 502] {
        let shown = fails_harmlessly(Reply::text(status, page.as_str()).content_type("text/html"));
        shown.stderr_has("␛[31mred").nowhere("[2J␛");
    }
}

#[test]
fn headers_that_attack_are_refused_or_shown_as_data() {
    let page = || Reply::text(200, "<title>x</title>");
    // What HTTP allows in a header, the 8-bit controls among it, and what it does not.
    for value in ["text/\u{9b}2J\u{202e}", "\u{85}\u{9d}0;t\u{9c}", "text/html\x1b[2J", "text/html\x07", "a\tb"] {
        fails_harmlessly(page().content_type(value));
        fails_harmlessly(page().header("content-encoding", value));
        fails_harmlessly(Reply::text(503, "{}").header("retry-after", value));
        fails_harmlessly(Reply::text(302, "").header("location", value));
        fails_harmlessly(Reply::text(302, "").header("location", &format!("https://{value}/")));
    }
    for target in ["javascript:alert(1)", "file:///etc/passwd", "//[::1", "https://%1b%5b2J/", "https://xn--\u{202e}/"]
    {
        fails_harmlessly(Reply::text(307, "").header("location", target)).nowhere("passwd");
    }
    fails_harmlessly(Reply::text(301, "").header("location", &"x".repeat(60_000)));
    for line in
        ["HTTP/1.1 500 \x1b[2J\x1b]0;t\x07", "HTTP/1.1 500 \u{9b}2J\u{202e}", "HTTP/1.1 \x1b[2J", "HTTP/9\u{9b} 200 OK"]
    {
        let raw = format!("{line}\r\ncontent-length: 0\r\n\r\n");
        let output = ask([Reply::raw(raw)]).output;
        assert!(output.code.is_some_and(|code| code > 0), "{output}");
        assert_eq!(stream::check(output.stderr.as_bytes()), Ok(()), "{output}");
    }
}
