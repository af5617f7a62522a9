//! Asking again: what changes, what stays where it was, and keys that answer meanwhile.

use std::time::{Duration, Instant};

use crate::pty::{branch, counts, dashboard, demo, lines, selected, shows, wait_selected};
use crate::support::bodies;
use crate::support::program::Program;
use crate::support::screen::{Key, Terminal};
use crate::support::server::{Reply, Server};

#[test]
fn a_refresh_of_the_demo_shows_what_changed_and_keeps_the_selection() {
    let session = demo(120, 40);
    session.wait_until(|screen| counts(screen).starts_with(&[20, 32, 31]), "the demo");
    session.send("jjjl");
    wait_selected(&session, "Customer uploads");
    session.wait_until(|screen| branch(screen, '▸', "API keys 2"), "its groups");
    session.refresh();
    session.wait_until(
        |screen| counts(screen).starts_with(&[20, 32, 32]) && branch(screen, '▸', "API keys 3"),
        "one API key more",
    );
    wait_selected(&session, "Customer uploads");
}

#[test]
fn a_refresh_keeps_the_place_by_id_when_rows_come_and_go_above_it() {
    let (before, new) = (bodies::org(6), bodies::org(8));
    // Two repositories more at the top, the second of the old ones gone.
    let after = {
        let mut after: serde_json::Value = serde_json::from_str(&before).expect("JSON");
        let more: serde_json::Value = serde_json::from_str(&new).expect("JSON");
        let repos = after["repos"].as_array_mut().expect("a list");
        repos.remove(1);
        repos.splice(0..0, more["repos"].as_array().expect("a list")[6..].iter().cloned());
        after.to_string()
    };
    let server = Server::new([Reply::json(200, before), Reply::json(200, after), Reply::json(200, bodies::org(1))]);
    let session = dashboard(&server);
    wait_selected(&session, "repo-000");
    session.send("jjlll");
    session.wait_for("★ Bucket 002");
    session.send("l");
    wait_selected(&session, "Bucket 002");
    session.refresh();
    session.wait_until(
        |screen| counts(screen).starts_with(&[7]) && shows(screen, "repo-007") && !shows(screen, "repo-001"),
        "the other repositories",
    );
    wait_selected(&session, "Bucket 002");
    session.wait_until(|screen| branch(screen, '▾', "repo-002"), "its branch still open");
    // Now it is gone with all above it: the selection falls to a row that lives.
    session.refresh();
    session.wait_until(|screen| counts(screen).starts_with(&[1, 1]), "one repository");
    wait_selected(&session, "repo-000");
}

#[test]
fn a_selection_that_is_gone_falls_to_its_nearest_living_ancestor() {
    let without = |list: &str| {
        let mut document: serde_json::Value = serde_json::from_str(&bodies::org(3)).expect("JSON");
        document["repos"][1][list] = serde_json::json!([]);
        Reply::json(200, document.to_string())
    };
    let server = Server::new([Reply::json(200, bodies::org(3)), without("buckets")]);
    let session = dashboard(&server);
    wait_selected(&session, "repo-000");
    session.send("jllll");
    wait_selected(&session, "Bucket 001");
    session.refresh();
    session.wait_until(|screen| selected(screen).is_some_and(|row| row.contains("Buckets 0")), "the list it was in");
}

#[test]
fn keys_answer_while_an_answer_is_awaited_and_old_data_stays() {
    let held = Server::new([Reply::json(200, bodies::org(6)), Reply::json(200, bodies::org(3)).held()]);
    let session = dashboard(&held);
    wait_selected(&session, "repo-000");
    session.wait_gone("loading");
    session.send_key(Key::F5);
    held.wait_requests(2);
    session.wait_for("loading ...");
    session.send("jj");
    wait_selected(&session, "repo-002");
    session.send("r");
    session.wait_for("already loading");
    session.send("l");
    session.wait_for("Buckets 1");
    assert_eq!(held.requests().len(), 2, "one request at a time");
    held.release();
    session.wait_until(|screen| counts(screen).starts_with(&[3]) && !shows(screen, "loading"), "the new data");
    wait_selected(&session, "repo-002");
}

#[test]
fn before_the_first_answer_the_screen_says_so_and_q_quits_at_once() {
    let server = Server::new([Reply::hold()]);
    let session = dashboard(&server);
    session.wait_until(
        |screen| shows(screen, "Loading the repositories of all workspaces") && shows(screen, "loading ..."),
        "loading",
    );
    server.wait_requests(1);
    session.send("jlxt?");
    session.wait_for("one row down");
    let pressed = Instant::now();
    session.send("qq");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert!(pressed.elapsed() < Duration::from_secs(2), "{:?}", pressed.elapsed());
    session.assert_restored();
    server.wait_hung_up(1);
}

#[test]
fn what_has_come_of_a_slow_answer_is_shown_with_the_bytes_received() {
    let body = bodies::org(40);
    let slow = Reply::json(200, body.as_str()).trickle(body.len() / 3, Duration::from_secs(60));
    let server = Server::new([slow]);
    let session = dashboard(&server);
    session.wait_until(
        |screen| {
            let header = lines(screen).next().unwrap_or_default();
            header.contains("loading, ") && header.contains(" kB") && selected(screen).is_some()
        },
        "the first third, and how much it is",
    );
    session.send("j");
    wait_selected(&session, "repo-001");
}

#[test]
fn asking_again_by_itself_is_said_and_paused_and_nothing_is_written_meanwhile() {
    let server = Server::new([Reply::json(200, bodies::org(3))]);
    let program = Program::new().asking(&server.url()).args(["--refresh-every", "60s"]);
    let session = Terminal::spawn(program, 120, 40);
    wait_selected(&session, "repo-000");
    session.wait_until(|screen| shows(screen, ", every 60 s") && shows(screen, "a pause"), "that it asks again");
    session.quiet(Duration::from_millis(200));
    assert_eq!(session.bytes_during(Duration::from_millis(500)), 0, "{}", session.contents());
    session.send("a");
    session.wait_until(|screen| shows(screen, ", paused") && shows(screen, "a resume"), "the pause");
    session.send("a");
    session.wait_for(", every 60 s");
    assert_eq!(server.requests().len(), 1);
}
