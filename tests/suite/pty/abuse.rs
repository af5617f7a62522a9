//! More than a terminal or a person would do: floods of keys and pastes, programs planted on the PATH, screens without a
//! second one, scarce resources, many refreshes.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::pty::{dashboard, demo, shows, wait_selected};
use crate::support::bodies;
use crate::support::program::Program;
use crate::support::screen::{Key, Session, Terminal};
use crate::support::server::{Reply, Server};

#[test]
fn a_flood_of_keys_is_drained_in_few_frames() {
    let server = Server::new([Reply::json(200, bodies::org(100))]);
    let session = dashboard(&server);
    wait_selected(&session, "repo-000");
    let before = session.quiet(Duration::from_millis(100));
    for _ in 0..100 {
        session.send(&"jk".repeat(150));
    }
    session.send("jj");
    wait_selected(&session, "repo-002");
    let drawn = session.bytes_written() - before;
    assert!(drawn < 200_000, "{drawn} bytes for 30,000 keys");
}

#[test]
fn a_paste_of_megabytes_does_no_harm_in_or_out_of_a_prompt() {
    let session = demo(100, 30);
    wait_selected(&session, "Nightly database backups");
    let text = "qx\u{3}\u{1b}[A".repeat(150_000);
    session.paste(&text);
    session.send("j");
    wait_selected(&session, "Media archive");
    session.send("w");
    session.wait_for("Enter apply");
    session.paste(&text);
    session.wait_for("qx");
    session.send_key(Key::Esc);
    session.wait_gone("Enter apply");
    session.send("j");
    wait_selected(&session, "Analytics lake");
}

#[test]
fn a_paste_that_the_terminal_does_not_mark_is_no_keys() {
    let session = demo(100, 30);
    wait_selected(&session, "Nightly database backups");
    session.send("SELECT * FROM quotas WHERE x > 1 AND j = 'q' ORDER BY k;");
    // What is typed right after it would be read together with it.
    session.quiet(Duration::from_millis(200));
    session.send("j");
    wait_selected(&session, "Media archive");
}

#[test]
fn no_program_on_the_path_is_run() {
    let program = Program::new().arg("--demo");
    let planted = program.home().join("planted");
    fs::create_dir(&planted).unwrap();
    for name in ["tput", "stty", "xclip", "xdg-open", "less", "sh", "resize"] {
        let path = planted.join(name);
        fs::write(&path, "#!/bin/sh\n: > \"$(dirname \"$0\")/was-run\"\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let session = Terminal::spawn(program.env("PATH", &planted), 100, 30);
    wait_selected(&session, "Nightly database backups");
    session.resize(90, 28);
    session.send("jxr?");
    session.wait_for("one row down");
    session.send("qq");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert!(!planted.join("was-run").exists(), "a planted program was run");
}

#[test]
fn where_there_is_no_second_screen_nothing_of_the_last_frame_is_left() {
    let session = demo(100, 30);
    wait_selected(&session, "Nightly database backups");
    session.send("Ejjx");
    session.wait_gone("AKIA****");
    session.send("q");
    session.wait_exit();
    // The same bytes in a terminal that knows nothing of a second screen.
    let raw = String::from_utf8(session.raw()).unwrap().replace("\u{1b}[?1049h", "").replace("\u{1b}[?1049l", "");
    let size = |n| std::num::NonZeroU16::new(n).unwrap();
    let mut parser = vt100::Parser::new(size(30), size(100), 0);
    parser.process(raw.as_bytes());
    assert_eq!(parser.screen().contents().trim(), "");
}

#[test]
fn escape_closes_the_connection_of_a_request_that_is_out() {
    let server = Server::new([Reply::hold()]);
    let session = dashboard(&server);
    server.wait_requests(1);
    session.wait_for("Esc stops");
    session.send_key(Key::Esc);
    session.wait_for("oading was stopped");
    server.wait_hung_up(1);
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
}

/// What `/proc` says of the program: kilobytes of memory, descriptors, threads.
fn resources(session: &Session) -> (u64, usize, usize) {
    let of = |name: &str| format!("/proc/{}/{name}", session.pid());
    let status = fs::read_to_string(of("status")).unwrap();
    let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    let memory = memory.trim().trim_end_matches(" kB").parse().unwrap();
    let count = |name: &str| fs::read_dir(of(name)).unwrap().count();
    (memory, count("fd"), count("task"))
}

#[test]
fn hundreds_of_refreshes_leave_memory_descriptors_and_threads_as_they_were() {
    let round = AtomicUsize::new(0);
    let server = Server::with(move |_| {
        let name = format!("round {}.", round.fetch_add(1, Ordering::Relaxed));
        Reply::json(200, bodies::org(50).replace("repo-000", &name))
    });
    let session = dashboard(&server);
    session.wait_for("round 0.");
    let mut rounds = 0;
    let mut refresh = |times: usize| {
        for _ in 0..times {
            rounds += 1;
            session.send("r");
            session.wait_until(
                |screen| shows(screen, &format!("round {rounds}.")) && !shows(screen, "loading"),
                "fresh data",
            );
        }
    };
    refresh(20);
    let (memory, descriptors, threads) = resources(&session);
    refresh(200);
    let after = resources(&session);
    assert!(after.0 < memory + 4096, "{memory} kB, then {} kB", after.0);
    // Threads stay once there were so many things to do at once: a few, however many refreshes there were.
    assert!(after.1 <= descriptors + 2 && after.2 <= threads + 8, "{descriptors} {threads}, then {after:?}");
}

#[test]
fn scarce_resources_are_enough_or_said() {
    let program = env!("CARGO_BIN_EXE_flashback-tui");
    // 256 kB of stack are enough for what is shipped; without optimization the command line alone takes more.
    for limit in ["-n 16", "-v 262144", "-s 512", "-f 0", "-t 20"] {
        let output = Program::shell(&format!("ulimit {limit} && exec {program} ls repos --demo -o csv")).run();
        output.code(0).stdout_has("Nightly database backups");
    }
    let output = Program::shell(&format!("ulimit -n 4 && exec {program} ls --demo")).run();
    output.code(1).stderr_has("error: ");
    let output = Program::shell(&format!("ulimit -n 8 && exec {program} ls --demo")).run();
    output.code(1).stderr_has("hint: The program has some ten files open at once: raise the limit (ulimit -n)");
    let session = Terminal::spawn(Program::shell(&format!("ulimit -n 32 && exec {program} --demo")), 100, 30);
    session.wait_until(|screen| shows(screen, "Nightly database backups"), "the dashboard");
}
