//! Answers that are refusals: what the server said, what to do, which are tried again and when.

use std::time::{Duration, Instant};

use crate::http::ask;
use crate::support::bodies::EXAMPLE;
use crate::support::server::{Reply, Server};

const EXPIRED: &str = r#"{"success":false,"message":"Token expired","error_code":"TOKEN_EXPIRED"}"#;

/// A refusal that asks to come back at once.
fn at_once(status: u16) -> Reply {
    Reply::json(status, r#"{"message":"Busy"}"#).header("retry-after", "0")
}

#[test]
fn a_refused_token_says_why_and_what_to_do() {
    let denied = ask([Reply::json(401, EXPIRED)]);
    denied.ends(4, 1).stderr_is(
        "error: the token was refused (401): Token expired [TOKEN_EXPIRED]\n\
         hint: Check that the token is whole and still valid, or get a new one (FLASHBACK_TOKEN or --token-file)\n",
    );
    let forbidden = ask([Reply::json(403, r#"{"message":"No role in this workspace"}"#)]);
    forbidden.ends(4, 1).stderr_is(
        "error: the token was accepted but is not allowed to see this (403): No role in this workspace\n\
         hint: Ask an administrator for access, or choose another workspace\n",
    );
}

#[test]
fn other_refusals_have_their_status_and_the_servers_message() {
    let missing = ask([Reply::json(404, r#"{"message":"Route not found"}"#)]);
    missing.ends(1, 1).stderr_has("(404): Route not found\n").stderr_has("hint: Check --api-url");
    let teapot = ask([Reply::json(418, r#"{"error":"short and stout"}"#)]);
    teapot.ends(1, 1).stderr_has("error: the API answered 418: short and stout\n");
    let broken = ask([Reply::json(500, r#"{"errorMessage":"database is down"}"#)]);
    broken.ends(5, 1).stderr_has("error: the API answered 500: database is down\n");
    let gateway = Reply::text(502, "<html><head><title>502 Bad Gateway</title></head></html>");
    let gateway = ask([gateway.content_type("text/html").header("retry-after", "0")]);
    gateway.ends(5, 3).stderr_has("error: the API answered 502: 502 Bad Gateway (3 tries)\n");
    ask([Reply::text(500, "")]).ends(5, 1).stderr_has("error: the API answered 500\n");
}

#[test]
fn an_overloaded_api_is_asked_again_and_the_answer_is_printed() {
    let asked = ask([at_once(503), at_once(503), Reply::json(200, EXAMPLE)]);
    asked.ends(0, 3).stdout_has("My Backup Repository").stderr_is(
        "the API answered 503: Busy; retrying in 0 ms (1 of 2)\n\
         the API answered 503: Busy; retrying in 0 ms (2 of 2)\n",
    );
    for status in [429, 502, 504] {
        ask([at_once(status), Reply::json(200, EXAMPLE)]).ends(0, 2).stdout_has("My Backup Repository");
    }
}

#[test]
fn an_api_that_stays_overloaded_is_given_up_after_three_tries() {
    let asked = ask([at_once(429)]);
    asked.ends(5, 3).stderr_has("retrying in 0 ms (2 of 2)\n").stderr_has(
        "error: the API answered 429: Busy (3 tries)\nhint: Too many requests were made: wait a little before the next\n",
    );
    // A refusal of the token in between ends it: trying again would not help.
    ask([at_once(503), Reply::json(401, EXPIRED)]).ends(4, 2).stderr_has("the token was refused (401)");
}

#[test]
fn the_pause_that_the_server_asks_for_is_made() {
    let started = Instant::now();
    let busy = Reply::json(503, "{}").header("retry-after", "1");
    ask([busy, Reply::json(200, EXAMPLE)]).ends(0, 2).stderr_has("retrying in 1.0 s (1 of 2)");
    assert!(started.elapsed() >= Duration::from_secs(1), "{:?}", started.elapsed());
}

#[test]
fn a_redirect_is_told_and_not_followed() {
    let elsewhere = Server::new([Reply::json(200, EXAMPLE)]);
    for status in [301, 302, 303, 307, 308] {
        let to = format!("{}/repo?canary", elsewhere.url());
        let asked = ask([Reply::text(status, "").header("location", &to)]);
        let says = format!("error: the API answered {status} and points to {}\n", elsewhere.url());
        asked.ends(1, 1).stderr_has(&says).stderr_has("hint: Set --api-url").nowhere("canary");
    }
    assert_eq!(elsewhere.requests().len(), 0, "the token must not travel");
    for (location, says) in [
        (Some(""), "the API answered 302 and names no address that can be read\n"),
        (Some("https://"), "the API answered 302 and names no address that can be read\n"),
        (None, "the API answered 302 and names no address that can be read\n"),
        (Some("javascript:canary"), "the API answered 302 and points to no web address (`javascript:`)\n"),
        (Some("ftp://files.example/canary"), "the API answered 302 and points to no web address (`ftp:`)\n"),
    ] {
        let reply = Reply::text(302, "");
        let asked = ask([location.into_iter().fold(reply, |reply, location| reply.header("location", location))]);
        asked.ends(1, 1).stderr_has(says).stderr_has("hint: Check --api-url").nowhere("canary");
    }
}
