//! The question for a workspace: typing, pasting, choosing, leaving; what is asked of the API then, and what is shown.

use vt100::Screen;

use crate::pty::{dashboard, lines, shows, wait_selected};
use crate::support::bodies;
use crate::support::screen::Key;
use crate::support::server::{Reply, Server};

/// Answers any workspace with one repository that is named after the query.
fn named_after_the_query() -> Server {
    Server::with(|request| match request.target.split_once("workspaceId=") {
        None => Reply::json(200, bodies::org(6)),
        Some((_, id)) => Reply::json(200, bodies::org(1).replace("repo-000", &format!("in {id}"))),
    })
}

/// Whether the prompt offers this id, with how many repositories it has.
fn offers(screen: &Screen, id: &str) -> bool {
    lines(screen).any(|line| line.contains(&format!(" {id} ")) && line.contains("2 repositories │"))
}

/// Path and query of the last request.
fn last_target(server: &Server) -> String {
    server.requests().pop().map(|request| request.target).unwrap_or_default()
}

#[test]
fn a_typed_id_is_asked_for_encoded() {
    let server = named_after_the_query();
    let session = dashboard(&server);
    wait_selected(&session, "repo-000");
    session.send("w");
    session.wait_until(|screen| ["ws-a", "ws-b", "ws-c"].iter().all(|id| offers(screen, id)), "ids");
    session.send("none of this");
    session.wait_for("> none of this");
    session.send_key(Key::Ctrl('u'));
    session.send("xa R&D/üy");
    session.send_key(Key::Backspace);
    session.send_key(Key::Home);
    session.send_key(Key::Delete);
    session.wait_until(|screen| shows(screen, "> a R&D/ü ") && !shows(screen, "none of this"), "the line as edited");
    session.wait_for("none known by that name");
    session.send_key(Key::Enter);
    wait_selected(&session, "in a%20R%26D%2F%C3%BC");
    assert_eq!(last_target(&server), "/repo?workspaceId=a%20R%26D%2F%C3%BC");
    session.wait_until(|screen| shows(screen, "Repositories of a R&D/ü"), "the scope in the title");
    // A refresh asks the same again, and an empty line asks for all.
    session.refresh();
    server.wait_requests(3);
    assert_eq!(last_target(&server), "/repo?workspaceId=a%20R%26D%2F%C3%BC");
    session.send("w");
    session.wait_for("empty means all");
    session.send_key(Key::Enter);
    session.wait_for("repo-005");
    assert_eq!(last_target(&server), "/repo");
}

#[test]
fn suggestions_are_filtered_chosen_and_completed() {
    let server = named_after_the_query();
    let session = dashboard(&server);
    wait_selected(&session, "repo-000");
    session.send("w");
    session.wait_for("ws-b");
    session.send_key(Key::Down);
    session.send_key(Key::Down);
    session.wait_for("▌ ws-b");
    session.send_key(Key::Enter);
    wait_selected(&session, "in ws-b");
    assert_eq!(last_target(&server), "/repo?workspaceId=ws-b");
    session.send("wS-C");
    session.wait_until(|screen| offers(screen, "ws-c") && !offers(screen, "ws-a"), "the ids that match");
    session.send_key(Key::Tab);
    session.wait_for("> ws-c");
    session.send_key(Key::Enter);
    wait_selected(&session, "in ws-c");
}

#[test]
fn escape_leaves_all_as_it_was() {
    let server = named_after_the_query();
    let session = dashboard(&server);
    wait_selected(&session, "repo-000");
    session.send("jw");
    session.wait_for("empty means all");
    // Keys of the dashboard are text here.
    session.send("qr?");
    session.wait_for("> qr?");
    session.send_key(Key::Esc);
    session.wait_gone("> qr?");
    wait_selected(&session, "repo-001");
    assert_eq!(server.requests().len(), 1, "nothing was asked");
    session.send("w");
    session.wait_until(|screen| shows(screen, "empty means all") && !shows(screen, "qr?"), "an empty line again");
}

#[test]
fn a_paste_reaches_an_open_prompt_only() {
    let server = named_after_the_query();
    let session = dashboard(&server);
    wait_selected(&session, "repo-000");
    session.paste("qjjw\nr");
    session.send("j");
    wait_selected(&session, "repo-001");
    session.send("w");
    session.wait_for("empty means all");
    session.paste("a b\nü");
    session.wait_for("> a bü");
    assert_eq!(server.requests().len(), 1, "a line break in it is no Enter");
    session.send_key(Key::Enter);
    wait_selected(&session, "in a%20b%C3%BC");
}

#[test]
fn a_late_answer_of_another_workspace_is_never_shown() {
    let server = Server::with(|request| {
        let body = |name: &str| bodies::org(1).replace("repo-000", name);
        match request.target.as_str() {
            "/repo" => Reply::json(200, bodies::org(6)),
            "/repo?workspaceId=ws-a" => Reply::json(200, body("late")).held(),
            _ => Reply::json(200, body("wanted")),
        }
    });
    let session = dashboard(&server);
    wait_selected(&session, "repo-000");
    session.send("wws-a");
    session.wait_for("> ws-a");
    session.send_key(Key::Enter);
    server.wait_requests(2);
    session.wait_until(
        |screen| shows(screen, "loading ws-a") && shows(screen, "all workspaces") && shows(screen, "repo-005"),
        "the old data under its own name while the new is awaited",
    );
    session.send("wws-b");
    session.wait_for("> ws-b");
    session.send_key(Key::Enter);
    wait_selected(&session, "wanted");
    server.wait_hung_up(1);
    server.release();
    session.send("?");
    session.wait_for("one row down");
    assert!(!String::from_utf8_lossy(&session.raw()).contains("late"), "{}", session.contents());
}
