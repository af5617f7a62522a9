//! An idle screen writes nothing, whatever it shows.

use std::time::Duration;

use crate::pty::{dashboard, demo, shows, wait_selected};
use crate::support::bodies;
use crate::support::screen::{Key, Session};
use crate::support::server::{Reply, Server};

/// Asserts that half a second passes without a byte, once the screen has come to rest.
#[track_caller]
fn rests(session: &Session) {
    session.quiet(Duration::from_millis(200));
    assert_eq!(session.bytes_during(Duration::from_millis(500)), 0, "{}", session.contents());
}

#[test]
fn an_idle_dashboard_writes_nothing() {
    let session = demo(120, 40);
    wait_selected(&session, "Nightly database backups");
    session.send("jl");
    wait_selected(&session, "Media archive");
    rests(&session);
}

#[test]
fn open_help_writes_nothing() {
    let session = demo(120, 40);
    wait_selected(&session, "Nightly database backups");
    session.send("?");
    session.wait_for("one row down");
    rests(&session);
}

#[test]
fn an_open_prompt_writes_nothing() {
    let session = demo(120, 40);
    wait_selected(&session, "Nightly database backups");
    session.send("wws");
    session.wait_until(|screen| shows(screen, "> ws") && !screen.hide_cursor(), "the line, and the cursor in it");
    rests(&session);
}

#[test]
fn a_request_that_is_out_and_one_that_failed_write_nothing() {
    let server = Server::new([Reply::json(200, bodies::org(3)), Reply::hold()]);
    let session = dashboard(&server);
    wait_selected(&session, "repo-000");
    session.refresh();
    session.wait_for("loading ...");
    rests(&session);
    server.release();
    session.wait_until(|screen| shows(screen, "refresh failed") && shows(screen, "repo-002"), "the failure");
    // Until somebody gives up, it counts down to the next try.
    session.send_key(Key::Esc);
    session.wait_for("r retries");
    rests(&session);
}
