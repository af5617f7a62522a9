//! Who can look into the memory of the program, and what is there to be found. Linux tells it through `/proc`.

use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt as _;
use std::process::Command;
use std::time::Duration;

use crate::pty::{shows, wait_selected};
use crate::support::bodies;
use crate::support::program::{Program, TOKEN};
use crate::support::screen::{Key, Terminal};
use crate::support::server::{Reply, Server};

/// A user that is not root.
const NOBODY: u32 = 65534;

/// How often some text stands in the writable memory of a process.
fn found(pid: u32, text: &str) -> usize {
    let maps = fs::read_to_string(format!("/proc/{pid}/maps")).expect("the maps of the process");
    let mut memory = File::open(format!("/proc/{pid}/mem")).expect("the memory of the process");
    let writable = maps.lines().filter(|line| line.split(' ').nth(1).is_some_and(|mode| mode.starts_with("rw")));
    let areas = writable.filter_map(|line| {
        let (from, to) = line.split_once(' ')?.0.split_once('-')?;
        Some((u64::from_str_radix(from, 16).ok()?, u64::from_str_radix(to, 16).ok()?))
    });
    let mut count = 0;
    for (from, to) in areas {
        let mut bytes = Vec::new();
        memory.seek(SeekFrom::Start(from)).expect("a place in the memory");
        // What can't be read has never been written to.
        memory.by_ref().take(to - from).read_to_end(&mut bytes).ok();
        count += bytes.windows(text.len()).filter(|window| *window == text.as_bytes()).count();
    }
    count
}

#[test]
fn i8_what_was_typed_and_left_is_nowhere_in_memory() {
    let server = Server::new([Reply::json(200, bodies::org(3))]);
    let program = Program::new().args(["--api-url", &server.url()]).env("FLASHBACK_TUI_DEBUGGABLE", "1");
    let session = Terminal::spawn(program, 100, 30);
    session.wait_for("Type or paste it");
    let typed = "qZ7xWv9kJ3";
    for (at, char) in typed.chars().enumerate() {
        session.send(&char.to_string());
        session.wait_for(&format!("> {} ", "•".repeat(at + 1)));
    }
    assert!(found(session.pid(), typed) >= 1, "it is there while it is being typed, or the search is no good");
    session.send_key(Key::Esc);
    session.wait_gone("Access token");
    assert_eq!(found(session.pid(), typed), 0);
}

#[test]
fn i8_what_was_pasted_and_left_is_nowhere_in_memory() {
    let server = Server::new([Reply::json(200, bodies::org(3))]);
    let program = Program::new().args(["--api-url", &server.url()]).env("FLASHBACK_TUI_DEBUGGABLE", "1");
    let session = Terminal::spawn(program, 100, 30);
    session.wait_for("Type or paste it");
    let pasted = "qZ7xWv9kJ3-pasted-LmN0pQrS5tUvW-8yZ";
    // As terminals mark it, in one piece; then in two, with an end that does not come; then as a burst of keys.
    let (head, tail) = pasted.split_at(20);
    let ways = [vec![format!("\u{1b}[200~{pasted}\u{1b}[201~")], vec![format!("\u{1b}[200~{head}"), tail.to_owned()]];
    for pieces in ways.into_iter().chain([vec![pasted.to_owned()]]) {
        for piece in &pieces {
            session.send(piece);
        }
        session.wait_for(&format!("> {} ", "•".repeat(pasted.len())));
        assert!(found(session.pid(), pasted) == 1, "it is in one place, or the search is no good");
        session.send_key(Key::Esc);
        session.wait_gone("Access token");
        assert_eq!(found(session.pid(), pasted), 0, "{pieces:?}");
        session.refresh();
        session.wait_for("Type or paste it");
    }
}

#[test]
fn i8_of_a_replaced_token_nothing_is_left_but_what_the_http_library_wrote() {
    let server = Server::with(|request| match request.header("authorization") {
        Some("Bearer qZ7xWv9kJ3-second") => Reply::json(200, bodies::org(3)),
        _ => Reply::json(401, "{}"),
    });
    let program = Program::new().args(["--api-url", &server.url(), "--token-file", "token"]);
    let program = program.env("FLASHBACK_TUI_DEBUGGABLE", "1").file("token", "qZ7xWv9kJ3-first");
    let session = Terminal::spawn(program, 100, 30);
    session.wait_for("Type or paste it");
    for char in "qZ7xWv9kJ3-second".chars() {
        session.send(&char.to_string());
    }
    session.wait_for(&format!("> {} ", "•".repeat(17)));
    session.send_key(Key::Enter);
    wait_selected(&session, "repo-000");
    // What the HTTP library has written to the network is its own: there it may stand until it is written over.
    let (first, second) = (found(session.pid(), "qZ7xWv9kJ3-first"), found(session.pid(), "qZ7xWv9kJ3-second"));
    assert!(first <= 2 && (1..=3).contains(&second), "the first {first} times, the second {second} times");
}

#[test]
fn i2_the_limit_for_core_dumps_is_zero() {
    let server = Server::new([Reply::json(200, bodies::org(3)).held()]);
    let limit = |program: &Program| {
        let running = program.start();
        server.wait_requests(1);
        let limits = fs::read_to_string(format!("/proc/{}/limits", running.pid())).expect("the limits");
        limits.lines().find(|line| line.starts_with("Max core")).map(str::to_owned).unwrap_or_default()
    };
    let line = limit(&Program::new().asking(&server.url()).arg("ls"));
    assert_eq!(line.split_whitespace().collect::<Vec<_>>(), ["Max", "core", "file", "size", "0", "0", "bytes"]);
}

#[test]
fn i2_another_process_of_the_same_user_reads_neither_environment_nor_memory() {
    let server = Server::new([Reply::json(200, bodies::org(3)).held()]);
    let is_root = fs::metadata("/proc/self").map(|own| std::os::unix::fs::MetadataExt::uid(&own)).ok() == Some(0);
    let read = |debuggable: &str, what: &str| {
        let program = Program::new().asking(&server.url()).arg("ls").env("FLASHBACK_TUI_DEBUGGABLE", debuggable);
        // A copy, since the folder of the build may be closed to another user.
        let copy = program.home().join("flashback-tui");
        fs::copy(env!("CARGO_BIN_EXE_flashback-tui"), &copy).expect("a copy of the program");
        let mut command = Command::new(&copy);
        command.args(["ls"]).env_clear().env("FLASHBACK_API_URL", server.url()).env("FLASHBACK_TOKEN", TOKEN);
        command.env("FLASHBACK_TUI_DEBUGGABLE", debuggable).current_dir(program.home());
        let mut cat = Command::new("cat");
        if is_root {
            fs::set_permissions(program.home(), PermissionsExt::from_mode(0o755)).expect("an open folder");
            chown(program.home(), Some(NOBODY), Some(NOBODY)).expect("a folder of the other user");
            command.uid(NOBODY).gid(NOBODY);
            cat.uid(NOBODY).gid(NOBODY);
        }
        let asked = server.requests().len();
        let running = program.start_command(command.process_group(0));
        server.wait_requests(asked + 1);
        let path = format!("/proc/{}/{what}", running.pid());
        cat.arg(path).output().expect("cat runs")
    };
    for what in ["environ", "maps"] {
        let closed = read("", what);
        assert!(!closed.status.success() && closed.stdout.is_empty(), "{what} can be read: {closed:?}");
        assert!(String::from_utf8_lossy(&closed.stderr).contains("Permission denied"), "{closed:?}");
    }
    let open = read("1", "environ");
    assert!(String::from_utf8_lossy(&open.stdout).contains(TOKEN), "the test sees what it looks for: {open:?}");
}

#[test]
fn i2_a_dashboard_opens_its_own_descriptors_all_the_same() {
    let server = Server::new([Reply::json(200, bodies::org(3))]);
    let program = env!("CARGO_BIN_EXE_flashback-tui");
    let url = server.url();
    let script = format!("echo {TOKEN} | {program} --api-url {url} --token-file /proc/self/fd/3 3<&0 < /dev/tty");
    let session = Terminal::spawn(Program::shell(&script), 100, 30);
    wait_selected(&session, "repo-000");
    session.send("q");
    session.wait_until(|screen| !shows(screen, "repo-000"), "the end");
    session.quiet(Duration::from_millis(50));
}
