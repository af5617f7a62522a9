//! The list of actions: what is typed narrows it, Enter does what is chosen, Esc leaves all as it was.

use crate::pty::{branch, dashboard, demo, lines, shows, wait_selected};
use crate::support::bodies;
use crate::support::screen::Key;
use crate::support::server::{Reply, Server};

#[test]
fn an_action_is_found_by_its_name_and_done() {
    let session = demo(80, 24);
    wait_selected(&session, "Nightly database backups");
    session.send(":");
    session.wait_until(|screen| shows(screen, "expand-all") && !screen.hide_cursor(), "the list and the cursor in it");
    session.send("expand");
    session.wait_until(|screen| shows(screen, "> expand") && !shows(screen, "collapse-all"), "what is meant alone");
    session.send_key(Key::Enter);
    session.wait_until(|screen| branch(screen, '▾', "Buckets"), "everything open");
    session.wait_gone("> expand");
}

#[test]
fn the_arrows_choose_among_what_is_found_and_escape_changes_nothing() {
    let server = Server::new([Reply::json(200, bodies::org(3)), Reply::json(200, bodies::org(5))]);
    let session = dashboard(&server);
    wait_selected(&session, "repo-000");
    session.send(":expand zzz");
    session.wait_for("> expand zzz");
    session.send_key(Key::Enter);
    session.send_key(Key::Esc);
    session.wait_gone("> expand zzz");
    assert!(session.find("repo-002").is_some(), "{}", session.contents());
    session.send(":sibling");
    session.wait_until(|screen| lines(screen).filter(|line| line.contains("-sibling")).count() == 2, "two of them");
    session.send_key(Key::Down);
    session.send_key(Key::Up);
    session.send_key(Key::Enter);
    wait_selected(&session, "repo-001");
    session.send(":f5");
    session.wait_for("> f5");
    session.send_key(Key::Enter);
    session.wait_for("repo-004");
    session.send(":q\r");
    assert_eq!(session.wait_exit().exit_code(), 0);
}

#[test]
fn it_works_with_nothing_but_ascii_and_no_colour() {
    let program = crate::support::program::Program::new().args(["--demo", "--ascii", "--color", "never"]);
    let session = crate::support::screen::Terminal::spawn(program, 40, 12);
    session.wait_for("Nightly");
    session.send(":mouse");
    session.wait_for("> mouse");
    session.send_key(Key::Enter);
    session.wait_for("mouse on");
    assert!(session.raw().is_ascii());
}
