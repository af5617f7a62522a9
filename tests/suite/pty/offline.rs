//! The dashboard over a file: it says how old that is, reads it again, and asks nobody.

use std::fs;

use crate::pty::{shows, wait_selected};
use crate::support::program::Program;
use crate::support::screen::Terminal;

const KEPT: &str = r#"{"success":true,"repos":[{"id":"a","name":"Alpha","workspaceId":"w"},{"id":"b","name":"Beta","workspaceId":"v"}],
  "flashback_tui":{"api":"api.example","as_of":"2026-01-02T03:04:05Z","masked":true}}"#;

#[test]
fn a_kept_answer_is_shown_with_its_age_and_read_again() {
    let program = Program::new().args(["--input", "kept.json"]).file("kept.json", KEPT);
    let session = Terminal::spawn(program, 120, 40);
    wait_selected(&session, "Alpha");
    session.wait_for("as of 2026-01-02 03:04:05Z, offline");
    let newer = KEPT.replace("Beta", "Gamma").replace("2026-01-02", "2026-02-03");
    fs::write(session.home().join("kept.json"), newer).expect("the file is written again");
    session.refresh();
    session.wait_for("as of 2026-02-03 03:04:05Z, offline");
    session.wait_for("Gamma");
    session.wait_for("1 changed");
    // A workspace is a filter here.
    session.send("wv\r");
    session.wait_for("offline: filtered by workspace v");
    session.wait_until(|screen| shows(screen, "Gamma") && !shows(screen, "Alpha"), "one workspace alone");
    session.send("P");
    session.wait_for("offline: a file is read, so no profile counts");
    fs::remove_file(session.home().join("kept.json")).expect("the file is gone");
    session.refresh();
    session.wait_for("there is no such file");
    session.wait_for("as of 2026-02-03 03:04:05Z");
    session.send("q");
    assert_eq!(session.wait_code(), 0);
}

#[test]
fn what_cannot_be_read_is_said_with_the_next_step() {
    let session = Terminal::spawn(Program::new().args(["--input", "none.json"]), 80, 24);
    session.wait_for("Could not read none.json.");
    session.wait_for("there is no such file");
    session.send("q");
    assert_eq!(session.wait_code(), 0);
}
