//! Words for an answer that is a refusal: its status, and the message its body may hold.

use reqwest::Url;
use serde_json::{Map, Value};

use super::{CHECK_URL, LATER, Peer, safe};
use crate::model::failure::{Failure, FailureKind};

/// Below this length a token is not looked for in a message: it would blot out innocent words.
const SHORTEST_SECRET: usize = 8;

/// The failure for a status that is neither 2xx nor 3xx, with what the server said.
pub(in crate::api) fn refused(code: u16, said: Option<&str>, peer: &Peer) -> Failure {
    let (kind, what, advice) = match code {
        401 => {
            let advice =
                "Check that the token is whole and still valid, or get a new one (FLASHBACK_TOKEN or --token-file)";
            (FailureKind::Denied, "the token was refused (401)".to_owned(), advice)
        }
        403 => {
            let advice = "Ask an administrator for access, or choose another workspace";
            (FailureKind::Denied, "the token was accepted but is not allowed to see this (403)".to_owned(), advice)
        }
        404 => (FailureKind::Other, format!("there is no {} at {} (404)", peer.path, peer.host), CHECK_URL),
        407 => {
            let advice = "Check the proxy between here and the API, and HTTPS_PROXY";
            (FailureKind::Unreachable, "the proxy asks for a login (407)".to_owned(), advice)
        }
        429 => {
            let advice = "Too many requests were made: wait a little before the next";
            (FailureKind::Unreachable, format!("the API answered {code}"), advice)
        }
        500..=599 => (FailureKind::Unreachable, format!("the API answered {code}"), LATER),
        _ => (FailureKind::Other, format!("the API answered {code}"), "Check --api-url and --workspace"),
    };
    let text = said.map_or_else(|| what.clone(), |said| format!("{what}: {}", safe(said)));
    Failure::new(kind, text, advice).with_status(code)
}

/// The failure for a redirect, which is never followed: it would carry the token elsewhere. Of where it points only the
/// host is told, with what makes it another one than the host that was asked.
pub(in crate::api) fn redirected(code: u16, location: Option<&Url>, asked: &Url) -> Failure {
    let web = location.filter(|url| matches!(url.scheme(), "https" | "http"));
    let text = match (location, web) {
        (_, Some(url)) => format!("the API answered {code} and points to {}", safe(&place(url, asked))),
        (Some(url), None) => {
            format!("the API answered {code} and points to no web address (`{}:`)", safe(url.scheme()))
        }
        (None, None) => format!("the API answered {code}"),
    };
    let advice = if web.is_some() { "Set --api-url to the right address" } else { CHECK_URL };
    Failure::new(FailureKind::Other, text, advice).with_status(code)
}

/// The failure for a redirect that names no address, or none that can be read.
pub(in crate::api) fn nowhere(code: u16) -> Failure {
    let says = match code {
        301..=303 | 307 | 308 => " and names no address that can be read",
        _ => "",
    };
    Failure::new(FailureKind::Other, format!("the API answered {code}{says}"), CHECK_URL).with_status(code)
}

fn place(url: &Url, asked: &Url) -> String {
    let host = crate::api::url::host(url);
    if url.origin() == asked.origin() {
        format!("another path of {host}")
    } else if url.host_str() == asked.host_str() {
        format!("{}://{host}", url.scheme())
    } else {
        host
    }
}

/// The server's own words in the body of a refusal: a JSON object's message and code, or an HTML page's title.
pub(in crate::api) fn message(body: &[u8]) -> Option<String> {
    let said = match serde_json::from_slice::<Map<String, Value>>(body) {
        Ok(object) => json_message(&object)?,
        Err(_) => html_title(&String::from_utf8_lossy(body))?,
    };
    let one_line = said.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(one_line).filter(|line| !line.is_empty())
}

fn json_message(object: &Map<String, Value>) -> Option<String> {
    let text = |key: &&str| object.get(*key).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    let said = ["message", "error_message", "errorMessage", "error"].iter().find_map(text);
    let code = ["error_code", "errorCode"].iter().find_map(|key| match object.get(*key)? {
        Value::String(code) if !code.is_empty() => Some(code.clone()),
        Value::Number(code) => Some(code.to_string()),
        _ => None,
    });
    match (said, code) {
        (Some(said), Some(code)) => Some(format!("{said} [{code}]")),
        (Some(said), None) => Some(said.to_owned()),
        (None, Some(code)) => Some(format!("[{code}]")),
        (None, None) => None,
    }
}

fn html_title(page: &str) -> Option<String> {
    // ASCII lower case keeps every byte where it is, so places found in it hold for the page.
    let lower = page.to_ascii_lowercase();
    let tag = lower.find("<title")?;
    let start = tag + lower.get(tag..)?.find('>')? + 1;
    let end = start + lower.get(start..)?.find("</title")?;
    page.get(start..end).map(str::to_owned)
}

/// The text without the token, should the server have repeated it.
pub(in crate::api) fn redacted(text: &str, token: &str) -> String {
    if token.len() < SHORTEST_SECRET { text.to_owned() } else { text.replace(token, "[token]") }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn every_spelling_of_a_message_is_read() {
        for (body, wanted) in [
            (r#"{"success":false,"message":"Token expired"}"#, Some("Token expired")),
            (r#"{"error_message":"No","error_code":"E_NO"}"#, Some("No [E_NO]")),
            (r#"{"errorMessage":"No","errorCode":17}"#, Some("No [17]")),
            (r#"{"error":"Forbidden"}"#, Some("Forbidden")),
            (r#"{"message":"","error":"Bad"}"#, Some("Bad")),
            (r#"{"message":null,"error":{"x":1},"error_code":"QUOTA"}"#, Some("[QUOTA]")),
            (r#"{"message":"two\n  lines"}"#, Some("two lines")),
            ("<html><HEAD><Title lang=en>\n 502 Bad  Gateway </TITLE>", Some("502 Bad Gateway")),
            ("<title></title>", None),
            ("<title>never closed", None),
            (r#"{"success":false}"#, None),
            (r#"{"message":"cut"#, None),
            ("[1]", None),
            ("Unauthorized", None),
            ("", None),
        ] {
            assert_eq!(message(body.as_bytes()).as_deref(), wanted, "{body}");
        }
        assert_eq!(message(b"<title>\xff\xfe</title>").as_deref(), Some("\u{fffd}\u{fffd}"));
    }

    #[test]
    fn each_status_has_its_kind_and_sentence() {
        let second = Duration::from_secs(1);
        let peer =
            Peer { host: "h".to_owned(), path: "/fb/repo".to_owned(), connect: second, idle: second, proxy: None };
        for (code, kind, wanted) in [
            (401, FailureKind::Denied, "the token was refused (401)"),
            (403, FailureKind::Denied, "the token was accepted but is not allowed to see this (403)"),
            (404, FailureKind::Other, "there is no /fb/repo at h (404)"),
            (407, FailureKind::Unreachable, "the proxy asks for a login (407)"),
            (418, FailureKind::Other, "the API answered 418"),
            (429, FailureKind::Unreachable, "the API answered 429"),
            (500, FailureKind::Unreachable, "the API answered 500"),
            (503, FailureKind::Unreachable, "the API answered 503"),
        ] {
            let quiet = refused(code, None, &peer);
            assert_eq!((quiet.kind, quiet.status, quiet.text.as_str()), (kind, Some(code), wanted));
            assert_eq!(refused(code, Some("Why"), &peer).text, format!("{wanted}: Why"));
        }
    }

    #[test]
    fn a_redirect_names_the_host_and_nothing_else_of_where_it_points() {
        let asked = Url::parse("http://api.example/fb").unwrap();
        for (location, place) in [
            ("https://user:pw@login.example/path?workspaceId=w", "login.example"),
            ("https://login.example:8443/", "login.example:8443"),
            ("https://api.example/fb/repo", "https://api.example"),
            ("http://api.example:8080/repo", "http://api.example:8080"),
            ("http://api.example/login?next=repo", "another path of api.example"),
        ] {
            let location = Url::parse(location).unwrap();
            let text = redirected(302, Some(&location), &asked).text;
            assert_eq!(text, format!("the API answered 302 and points to {place}"));
        }
        for (location, scheme) in [("javascript:alert(1)", "javascript"), ("ftp://files.example/canary", "ftp")] {
            let text = redirected(307, Some(&Url::parse(location).unwrap()), &asked).text;
            assert_eq!(text, format!("the API answered 307 and points to no web address (`{scheme}:`)"));
        }
        assert_eq!(redirected(304, None, &asked).text, "the API answered 304");
    }

    #[test]
    fn a_token_repeated_by_the_server_is_cut_out() {
        assert_eq!(redacted("bad token canary-token!", "canary-token"), "bad token [token]!");
        assert_eq!(redacted("a cat", "a"), "a cat");
    }
}
