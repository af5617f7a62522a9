//! Every way out: the exit code, how soon, and that the terminal is given back.

use std::time::{Duration, Instant};

use crate::pty::{demo, shows, wait_selected};
use crate::support::bodies;
use crate::support::program::Program;
use crate::support::screen::{Key, Session, Terminal};
use crate::support::server::{Reply, Server};

/// Starts the demo, opens what `keys` open, ends it, and asserts the exit code and what is left.
#[track_caller]
fn ends(keys: &str, end: impl FnOnce(&Session), code: u32) {
    let session = demo(100, 30);
    wait_selected(&session, "Nightly database backups");
    assert!(session.alternate_screen() && session.cursor_hidden() && session.bracketed_paste());
    session.send(keys);
    if keys.contains('w') {
        session.wait_for("Enter apply");
    }
    let started = Instant::now();
    end(&session);
    assert_eq!(session.wait_exit().exit_code(), code, "{}", session.contents());
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    session.assert_restored();
    assert!(session.contents().trim().is_empty(), "nothing is left on the screen:\n{}", session.contents());
}

#[test]
fn q_ends_with_0() {
    ends("", |session| session.send("q"), 0);
    // The first one leaves the help.
    ends("jlll?", |session| session.send("qq"), 0);
}

#[test]
fn ctrl_c_ends_with_130_also_in_a_prompt() {
    ends("", |session| session.send_key(Key::CtrlC), 130);
    ends("wtext", |session| session.send_key(Key::CtrlC), 130);
}

#[test]
fn signals_end_with_128_and_their_number() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131), ("USR1", 138), ("ALRM", 142)] {
        ends("", |session| session.signal(signal), code);
    }
    ends("w", |session| session.signal("TERM"), 143);
}

#[test]
fn signals_end_it_in_every_state() {
    let states: [(&str, Reply, &str); 8] = [
        ("loading", Reply::hold(), "loading"),
        ("a pause between two tries", Reply::json(503, "{}").header("retry-after", "20"), "retrying in"),
        ("a failure", Reply::json(404, "{}"), "404"),
        ("the tree", Reply::json(200, bodies::org(3)), "repo-000"),
        ("the prompt", Reply::json(200, bodies::org(3)), "w"),
        ("the help", Reply::json(200, bodies::org(3)), "?"),
        ("values in clear", Reply::json(200, bodies::org(3)), "Ejjx"),
        ("nothing but a line", Reply::json(200, bodies::org(3)), "small"),
    ];
    for (state, reply, wanted) in states {
        for (signal, code) in [("TERM", 143), ("HUP", 129)] {
            let server = Server::new([reply.clone()]);
            let session = Terminal::spawn(Program::new().asking(&server.url()), 100, 30);
            match wanted {
                "w" | "?" | "Ejjx" | "small" => {
                    session.wait_for("repo-002");
                    session.send(if wanted == "small" { "" } else { wanted });
                    match wanted {
                        "w" => session.wait_for("Enter apply"),
                        "?" => session.wait_for("one row down"),
                        "small" => session.resize(8, 1),
                        _ => session.wait_for("Buckets 1"),
                    }
                }
                text => session.wait_for(text),
            }
            session.signal(signal);
            assert_eq!(session.wait_exit().exit_code(), code, "{state}");
            session.assert_restored();
            server.release();
        }
    }
}

#[test]
fn a_signal_is_heard_while_a_large_answer_is_read() {
    let body = bodies::org(8000);
    // What a busy machine makes of it is not the program's matter: the best of some.
    let best = (0..5).map(|_| {
        let server = Server::new([Reply::json(200, body.as_str())]);
        let session = Terminal::spawn(Program::new().asking(&server.url()), 100, 30);
        session.wait_until(|screen| shows(screen, "loading, "), "the first repositories");
        let asked = Instant::now();
        session.signal("TERM");
        assert_eq!(session.wait_exit().exit_code(), 143);
        session.assert_restored();
        asked.elapsed()
    });
    let best = best.min().unwrap_or_default();
    assert!(best < Duration::from_millis(200), "{best:?}");
}

#[test]
fn the_shell_it_was_started_from_goes_on_where_it_was() {
    let program = env!("CARGO_BIN_EXE_flashback-tui");
    let script = format!("echo shell-line; {program} --demo; echo \"after $?\"; read -r line; echo \"read $line\"");
    let session = Terminal::spawn(Program::shell(&script), 100, 30);
    wait_selected(&session, "Nightly database backups");
    assert!(!session.contents().contains("shell-line"), "{}", session.contents());
    session.send("q");
    session.wait_until(|screen| shows(screen, "shell-line") && shows(screen, "after 0"), "the shell's screen again");
    session.send("typed\n");
    session.wait_for("read typed");
    session.wait_exit();
    session.assert_restored();
}

#[test]
fn keys_come_from_the_terminal_where_standard_input_is_a_pipe() {
    let program = env!("CARGO_BIN_EXE_flashback-tui");
    let script = format!("echo piped-token | {program} --token-file - --demo; echo \"after $?\"");
    let session = Terminal::spawn(Program::shell(&script), 100, 30);
    wait_selected(&session, "Nightly database backups");
    session.send("j");
    wait_selected(&session, "Media archive");
    session.resize(90, 28);
    session.send("q");
    session.wait_for("after 0");
    session.wait_exit();
    session.assert_restored();
}

#[test]
fn a_token_typed_into_the_terminal_is_asked_for() {
    let server = Server::new([Reply::json(200, bodies::EXAMPLE)]);
    let program = Program::new().args(["--api-url", &server.url(), "--token-file", "-"]);
    let session = Terminal::spawn(program, 100, 30);
    session.wait_for("reading the token from standard input");
    session.send("typed-token\n\u{4}");
    wait_selected(&session, "My Backup Repository");
    assert_eq!(server.requests()[0].header("authorization"), Some("Bearer typed-token"));
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn a_signal_during_the_first_moments_leaves_the_terminal_whole() {
    // As soon as the first byte is out, whatever it is, the program must know how to give the terminal back.
    for _ in 0..5 {
        let session = demo(100, 30);
        session.wait_until(vt100::Screen::alternate_screen, "the dashboard");
        session.signal("TERM");
        assert_eq!(session.wait_exit().exit_code(), 143);
        session.assert_restored();
    }
}
