//! What changed over a refresh, in the real program: the marks, the list, and that they are acknowledged.

use serde_json::{Value, json};

use crate::pty::{dashboard, lines, shows, wait_selected};
use crate::support::bodies::{self, CANARIES};
use crate::support::leaks::assert_none;
use crate::support::server::{Reply, Server};

#[test]
fn what_changed_is_marked_and_listed_until_it_is_acknowledged() {
    let before = bodies::org(6);
    let mut after: Value = serde_json::from_str(&before).expect("JSON");
    let repos = after["repos"].as_array_mut().expect("a list");
    repos[1]["disabled"] = json!(true);
    repos[2]["buckets"] = json!([]);
    repos[3]["apiKeys"].as_array_mut().expect("a list").push(json!({"id": "new", "name": "Brand new"}));
    let server = Server::new([Reply::json(200, before), Reply::json(200, after.to_string())]);
    let session = dashboard(&server);
    wait_selected(&session, "repo-000");
    session.refresh();
    session.wait_for("+1 key, -1 bucket, 1 disabled");
    session.wait_until(
        |screen| ["repo-001", "repo-002", "repo-003"].iter().all(|name| shows(screen, &format!("{name} Δ"))),
        "the marks",
    );
    session.send("c");
    session.wait_for("Changes: +1 API key, -1 bucket, 1 disabled");
    session.wait_for("Disabled: no → yes");
    session.send("j\r");
    wait_selected(&session, "Brand new");
    session.send("[");
    wait_selected(&session, "repo-000");
    session.send("c");
    session.wait_for("Changes: ");
    session.send("A");
    session.wait_until(|screen| !lines(screen).any(|line| line.contains('Δ')), "no mark any more");
    session.wait_for("all changes acknowledged");
}

#[test]
fn no_secret_in_what_changed() {
    let before = bodies::canaries();
    // Each secret is another one afterwards.
    let after = CANARIES.iter().fold(before.clone(), |body, (_, canary)| {
        let (head, tail) = canary.split_at(canary.len() / 2);
        body.replace(canary, &format!("{head}x{tail}"))
    });
    let server = Server::new([Reply::json(200, before), Reply::json(200, after)]);
    let session = dashboard(&server);
    session.wait_for("My Backup Repository");
    session.refresh();
    session.wait_for("5 changed");
    session.send("c");
    session.wait_for("Secret: encrypted, 4 fields");
    session.send("Gkk\r");
    session.wait_gone("Changes: ");
    assert_none("the terminal", &session.raw(), CANARIES.iter().map(|(_, canary)| *canary));
}
