//! Failures on the screen: a first load that fails, a refresh that fails, a retry that helps.

use crate::pty::{dashboard, shows, wait_selected};
use crate::support::bodies;
use crate::support::program::{Program, TOKEN};
use crate::support::screen::{Key, Terminal};
use crate::support::server::{Reply, Server};

#[test]
fn a_refused_token_is_told_where_the_tree_would_be_and_can_be_tried_again() {
    let denied = Reply::json(401, r#"{"success":false,"message":"Token expired"}"#);
    let server = Server::new([denied, Reply::json(200, bodies::org(3))]);
    let session = dashboard(&server);
    session.wait_until(
        |screen| {
            shows(screen, "Could not load the repositories of all workspaces")
                && shows(screen, "The token was refused (401): Token expired.")
                && shows(screen, "FLASHBACK_TOKEN")
                && shows(screen, "failed (401)")
        },
        "what failed, why and what to do",
    );
    // Over it a new token is asked for; the old one may be tried again as well.
    session.wait_for("Access token");
    session.send_key(Key::Esc);
    session.wait_gone("Access token");
    session.refresh();
    wait_selected(&session, "repo-000");
    session.wait_gone("(401)");
    assert!(!String::from_utf8_lossy(&session.raw()).contains(TOKEN));
}

#[test]
fn a_failed_refresh_keeps_everything_and_says_why_and_when() {
    // Each failure says which it is: the one that stands already must not pass for the next.
    let failing = |nth: u32| Reply::json(500, format!(r#"{{"message":"database {nth} is down"}}"#));
    let good = || Reply::json(200, bodies::org(6));
    let server = Server::new([good(), failing(2), failing(3), good()]);
    let session = dashboard(&server);
    wait_selected(&session, "repo-000");
    session.send("jjl");
    session.wait_for("Buckets 1");
    for nth in [2, 3] {
        session.refresh();
        session.wait_until(
            |screen| {
                shows(screen, &format!("Z refresh failed: the API answered 500: database {nth} is down."))
                    && shows(screen, "failed (500), ")
                    && shows(screen, "Buckets 1")
                    && shows(screen, "repo-005")
            },
            "the failure over the data that stays",
        );
        session.wait_until(|screen| shows(screen, "ata from ") && shows(screen, "r retries"), "since when it stands");
        wait_selected(&session, "repo-002");
    }
    session.refresh();
    session.wait_until(|screen| !shows(screen, "failed") && shows(screen, "Buckets 1"), "no failure any more");
    wait_selected(&session, "repo-002");
}

#[test]
fn a_pause_before_the_next_try_is_told() {
    let busy = Reply::json(503, "{}").header("retry-after", "20");
    let server = Server::new([busy]);
    let session = dashboard(&server);
    session.wait_for("retrying in 20 s (1 of 2)");
}

#[test]
fn an_api_that_nobody_serves_is_told_as_that() {
    let session = Terminal::spawn(Program::new().asking(&Server::refused_url()), 100, 30);
    session.wait_until(
        |screen| shows(screen, "refused the connection.") && shows(screen, "Trying again in"),
        "what failed, at the first try, and when the next one comes",
    );
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
}

#[test]
fn an_answer_cut_in_the_middle_shows_what_came_as_incomplete() {
    let body = bodies::org(9);
    let (half, _) = body.split_at(body.len() / 2);
    let server = Server::new([Reply::cut(body.len(), half)]);
    let session = dashboard(&server);
    session.wait_until(
        |screen| {
            shows(screen, "repo-002") && shows(screen, "incomplete") && shows(screen, "the connection was cut after")
        },
        "the rows that came, and that they are not all",
    );
}

#[test]
fn one_bad_repository_is_a_row_with_what_is_wrong_and_its_json() {
    let server = Server::new([Reply::json(200, bodies::one_bad_among_good())]);
    let session = dashboard(&server);
    session.wait_until(|screen| shows(screen, "repo-000") && shows(screen, "repo-001"), "the good ones");
    session.wait_for("problem");
    session.send("j");
    session.wait_until(|screen| shows(screen, "! ") && shows(screen, "a string, expected a list"), "what is wrong");
    session.send("t");
    session.wait_for(r#""buckets": "a string""#);
}

#[test]
fn no_repositories_is_said_with_the_scope() {
    let server = Server::new([Reply::json(200, r#"{"success":true,"repos":[]}"#)]);
    let program = Program::new().asking(&server.url()).args(["-w", "quiet corner"]);
    let session = Terminal::spawn(program, 100, 30);
    session.wait_for("No repositories in quiet corner.");
    // Nothing is there to act on, and nothing happens.
    session.send("jklhxtEC gG");
    session.send("?");
    session.wait_for("one row down");
}

#[test]
fn what_cannot_start_says_so_without_taking_the_terminal() {
    for (program, code, says) in [
        (Program::new().args(["--token-file", "none"]), 2, "there is no such file"),
        (Program::new().args(["--token-command", "true"]), 4, "no access token"),
        (Program::new().args(["--demo", "--show-secrets"]), 2, "--show-secrets belongs to `ls`"),
        (Program::new().args(["--token", "x"]), 2, "no option that takes a token"),
    ] {
        let session = Terminal::spawn(program, 100, 30);
        assert_eq!(session.wait_exit().exit_code(), code, "{}", session.contents());
        assert!(session.contents().contains(says), "{}", session.contents());
        assert!(!String::from_utf8_lossy(&session.raw()).contains("\u{1b}[?"), "the terminal was touched");
    }
}
