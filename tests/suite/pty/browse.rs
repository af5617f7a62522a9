//! Looking around: the first paint, moving, opening, details, JSON, revealed credentials.

use crate::pty::{branch, counts, dashboard, demo, lines, selected, shows, wait_selected};
use crate::support::bodies::{self, EXAMPLE};
use crate::support::screen::Key;
use crate::support::server::{Reply, Server};
use crate::support::stream;

fn example() -> Server {
    Server::new([Reply::json(200, EXAMPLE)])
}

#[test]
fn the_first_paint_selects_the_first_repository_and_counts_what_there_is() {
    let server = Server::new([Reply::json(200, bodies::org(6))]);
    let session = dashboard(&server);
    session.wait_until(
        |screen| {
            let header = lines(screen).next().unwrap_or_default();
            counts(screen).starts_with(&[6, 6, 6, 3, 2])
                && header.contains("all workspaces")
                && header.contains("Z, ")
                && header.ends_with("ms")
        },
        "the header with scope, counts, time and how long it took",
    );
    wait_selected(&session, "repo-000");
    assert!(session.row(0).contains(server.url().trim_start_matches("http://")), "{}", session.row(0));
    assert_eq!(server.requests()[0].target, "/repo");
    session.wait_for("q quit");
}

#[test]
fn keys_move_and_end_at_the_ends() {
    let server = Server::new([Reply::json(200, bodies::org(60))]);
    let session = dashboard(&server);
    wait_selected(&session, "repo-000");
    let steps: [(&str, &str); 8] = [
        ("j", "001"),
        ("jj", "003"),
        ("k", "002"),
        ("G", "059"),
        ("j", "059"),
        ("g", "000"),
        ("k", "000"),
        ("J", "001"),
    ];
    for (keys, row) in steps {
        session.send(keys);
        wait_selected(&session, &format!("repo-{row}"));
    }
    for (key, row) in [(Key::Down, "002"), (Key::Up, "001"), (Key::End, "059"), (Key::Home, "000")] {
        session.send_key(key);
        wait_selected(&session, &format!("repo-{row}"));
    }
    for (down, up) in [(Key::PageDown, Key::PageUp), (Key::Ctrl('d'), Key::Ctrl('u'))] {
        session.send_key(down);
        session.wait_until(
            |screen| {
                selected(screen).is_some_and(|row| ["repo-01", "repo-02", "repo-03"].iter().any(|it| row.contains(it)))
            },
            "a page or half of it down",
        );
        session.send_key(up);
        wait_selected(&session, "repo-000");
    }
}

#[test]
fn branches_open_and_close_and_their_items_have_details() {
    let server = example();
    let session = dashboard(&server);
    wait_selected(&session, "My Backup Repository");
    session.send_key(Key::Right);
    session
        .wait_until(|screen| branch(screen, '▸', "Buckets 1") && branch(screen, '▸', "AI API keys 1"), "four groups");
    session.send("ll");
    session.wait_for("★ My Backup Bucket");
    session.send("l");
    wait_selected(&session, "My Backup Bucket");
    for (label, value) in [
        ("Bucket name", "my-backup-bucket-2024"),
        ("Master", "yes"),
        ("Folder", "backups"),
        ("Endpoint", "https://s3.amazonaws.com"),
        ("Access key", "AKIA****MPLE"),
        ("Secret", "encrypted, 4 fields"),
        ("Created", "2024-01-15 09:00:00Z, "),
    ] {
        session.wait_until(
            |screen| lines(screen).any(|line| line.contains(label) && line.contains(value)),
            &format!("{label} with {value}"),
        );
    }
    session.send_key(Key::Left);
    session.send("h");
    session.wait_until(|screen| branch(screen, '▸', "Buckets 1") && !shows(screen, "★"), "the group closed again");
    session.send("E");
    session.wait_until(|screen| shows(screen, "Read-only key") && shows(screen, "OpenAI GPT-4"), "all open");
    session.send("C");
    session.wait_until(|screen| branch(screen, '▸', "My Backup Repository"), "all closed");
    wait_selected(&session, "My Backup Repository");
}

#[test]
fn the_object_can_be_read_as_json_and_back() {
    let server = example();
    let session = dashboard(&server);
    wait_selected(&session, "My Backup Repository");
    session.send("t");
    session.wait_for(r#""storageType": "S3","#);
    session.wait_for(r#""workspaceId": "workspace-123","#);
    session.send("t");
    session.wait_until(|screen| shows(screen, "Workspace ID") && !shows(screen, r#""storageType""#), "fields again");
    for key in [Key::Tab, Key::BackTab] {
        session.send_key(key);
        session.wait_for("Esc tree");
        session.send_key(Key::Esc);
        session.wait_for("→ open");
    }
}

#[test]
fn a_credential_is_seen_only_while_it_is_revealed() {
    let server = example();
    let session = dashboard(&server);
    wait_selected(&session, "My Backup Repository");
    // The first key opens, the second goes to the group, the third opens it, the fourth goes to the bucket.
    session.send("llll");
    wait_selected(&session, "My Backup Bucket");
    session.wait_for("AKIA****MPLE");
    let before = String::from_utf8_lossy(&session.raw()).into_owned();
    assert!(!before.contains("IOSFODNN7EX") && !before.contains("encrypted-message"), "nothing was drawn before");
    session.send("x");
    session.wait_until(
        |screen| shows(screen, "AKIAIOSFODNN7EXAMPLE") && shows(screen, "encrypted-message"),
        "the values in clear",
    );
    session.send("j");
    session.wait_until(|screen| !shows(screen, "IOSFODNN7") && !shows(screen, "encrypted-message"), "masked by moving");
    session.send("k");
    wait_selected(&session, "My Backup Bucket");
    session.wait_until(|screen| shows(screen, "AKIA****MPLE") && !shows(screen, "IOSFODNN7"), "still masked");
    session.send("xx");
    session.wait_until(|screen| shows(screen, "AKIA****MPLE") && !shows(screen, "IOSFODNN7"), "masked by the key");
}

#[test]
fn hostile_text_does_not_drive_the_terminal() {
    let server = Server::new([Reply::json(200, bodies::hostile_text())]);
    let session = dashboard(&server);
    session.wait_for("My Backup Repositorya␛[31mred");
    session.send("E");
    session.wait_for("My Backup Bucketa␛[31m");
    for keys in ["G", "t", "x", "w"] {
        session.send(keys);
    }
    session.wait_for("workspace-123a␛[31m");
    let raw = String::from_utf8_lossy(&session.raw()).into_owned();
    for sequence in
        ["\u{1b}[31mred", "\u{1b}]0;title", "\u{1b}]52;", "\u{9b}", "\u{202e}", "\u{2066}", "\u{200b}", "\u{7}"]
    {
        assert!(!raw.contains(sequence), "{sequence:?} reached the terminal");
    }
    session.wait_for("Enter apply");
    session.send_key(Key::Esc);
    session.wait_gone("Enter apply");
    session.send("hjkltxEC\tGgtx");
    session.resize(60, 12);
    session.send("w\u{202e}\u{9b}");
    session.wait_for("> \\u{202e}");
    session.send_key(Key::CtrlC);
    assert_eq!(session.wait_exit().exit_code(), 130);
    assert_eq!(stream::check(&session.raw()), Ok(()));
}

#[test]
fn the_demo_is_browsed_like_any_other() {
    let session = demo(120, 40);
    wait_selected(&session, "Nightly database backups");
    session.send("?");
    session.wait_for("one row down");
    session.send_key(Key::Esc);
    session.wait_gone("one row down");
    session.send("jl");
    session.wait_until(|screen| branch(screen, '▸', "API keys 2"), "a closed group");
    wait_selected(&session, "Media archive");
}
