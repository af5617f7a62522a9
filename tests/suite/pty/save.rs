//! Ctrl-s in the real program: a file appears, for its owner alone and masked, and opens again.

use std::fs;

use flashback_tui::digest::Sha256;

use crate::pty::{dashboard, wait_selected};
use crate::support::bodies::{self, CANARIES};
use crate::support::leaks::assert_none;
use crate::support::server::{Reply, Server};

#[test]
fn what_is_loaded_is_saved_masked() {
    let server = Server::new([Reply::json(200, bodies::canaries())]);
    let session = dashboard(&server);
    wait_selected(&session, "My Backup Repository");
    session.send("\x13");
    session.wait_for("Save to");
    session.send("\x15none/kept.json\r");
    session.wait_for("there is no such folder");
    let path = session.home().join("kept.json");
    fs::write(&path, "older").expect("a file");
    session.send("\x15kept.json\r");
    session.wait_for("Enter replaces it");
    assert_eq!(fs::read_to_string(&path).expect("the file"), "older");
    session.send("\r");
    session.wait_for("to kept.json, ");
    session.wait_for("credentials masked");
    let bytes = fs::read(path).expect("the file");
    assert_none("the file", &bytes, CANARIES.iter().map(|(_, canary)| *canary));
    let text = String::from_utf8(bytes).expect("text");
    assert!(text.contains("\"flashback_tui\"") && text.contains("\"masked\":true"), "{text}");
    let mut sha = Sha256::default();
    sha.update(bodies::canaries().as_ref());
    assert!(text.contains(&format!("\"sha256\":\"{}\"", sha.finish())), "{text}");
    session.send("q");
    assert_eq!(session.wait_code(), 0);
}
