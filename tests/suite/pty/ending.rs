//! Every way out: the exit code, how soon, and that the terminal is given back.

use std::time::{Duration, Instant};

use vt100::Screen;

use crate::pty::states::{FURTHER, MAIN, State};
use crate::pty::{demo, lines, shows, wait_selected};
use crate::support::program::Program;
use crate::support::screen::{Key, Session, Terminal};
use crate::support::server::{Reply, Server};
use crate::support::{bodies, side_by_side};

/// 128 and a number that systems do not agree on.
const USR1: u32 = if cfg!(target_os = "linux") { 138 } else { 158 };

/// The signals that end it, and the exit codes.
const SIGNALS: [(&str, u32); 6] =
    [("TERM", 143), ("HUP", 129), ("INT", 130), ("QUIT", 131), ("USR1", USR1), ("ALRM", 142)];

/// Asserts that it has ended with this code, and that the terminal was given back, once.
#[track_caller]
fn is_over(session: &Session, code: u32, about: &str) {
    assert_eq!(session.wait_exit().exit_code(), code, "{about}: {}", session.contents());
    session.assert_restored();
    let raw = String::from_utf8_lossy(&session.raw()).into_owned();
    let (_, shown) = raw.rsplit_once("\u{1b}[?1049h").unwrap_or_default();
    assert_eq!(shown.matches("\u{1b}[?1049l").count(), 1, "{about}: given back once");
}

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
    for (signal, code) in SIGNALS {
        ends("", |session| session.signal(signal), code);
    }
    ends("w", |session| session.signal("TERM"), 143);
}

#[test]
fn q_and_ctrl_c_end_it_from_every_place() {
    let states: Vec<&State> = MAIN.iter().chain(&FURTHER).collect();
    side_by_side(&states, |state| {
        let (_server, session) = state.open();
        session.send_key(Key::CtrlC);
        is_over(&session, 130, state.name);
        let (_server, session) = state.open();
        for key in state.back().chars() {
            session.quiet(Duration::from_millis(30));
            let before = session.contents();
            session.send(&key.to_string());
            // An Esc and what follows it at once would be one key.
            let is_back = |screen: &Screen| lines(screen).collect::<Vec<_>>().join("\n") != before;
            session.wait_until(is_back, "a step back");
        }
        session.send("q");
        is_over(&session, 0, state.name);
    });
}

#[test]
fn signals_end_it_in_every_state() {
    let cases: Vec<(&State, (&str, u32))> =
        MAIN.iter().flat_map(|state| SIGNALS.map(|signal| (state, signal))).collect();
    side_by_side(&cases, |(state, (signal, code))| {
        let (_server, session) = state.open();
        session.signal(signal);
        is_over(&session, *code, &format!("{}, {signal}", state.name));
    });
    let elsewhere: Vec<&State> = FURTHER.iter().collect();
    side_by_side(&elsewhere, |state| {
        let (_server, session) = state.open();
        session.signal("TERM");
        is_over(&session, 143, state.name);
    });
}

#[test]
fn stopped_it_ends_as_soon_as_it_is_let_go_on() {
    side_by_side(&SIGNALS, |(signal, code)| {
        let session = demo(100, 30);
        wait_selected(&session, "Nightly database backups");
        session.signal("STOP");
        session.signal(signal);
        session.signal("CONT");
        is_over(&session, *code, signal);
    });
}

#[test]
fn a_second_signal_changes_nothing_about_the_end() {
    let pairs =
        [("TERM", "TERM"), ("TERM", "INT"), ("INT", "HUP"), ("HUP", "TERM"), ("QUIT", "CONT"), ("TERM", "TSTP")];
    side_by_side(&pairs, |(first, second)| {
        let codes = [first, second].map(|name| SIGNALS.iter().find(|(known, _)| known == name).map(|(_, code)| *code));
        // The terminal takes nothing: the first one is still at work when the second one comes.
        for is_stalled in [false, true] {
            let session = demo(100, 30);
            wait_selected(&session, "Nightly database backups");
            if is_stalled {
                session.stall();
            }
            session.signal(first);
            session.signal(second);
            let code = session.wait_code();
            assert!(codes.contains(&Some(code)), "{first}, {second}: {code}");
            session.unstall();
            session.wait_exit();
            session.assert_restored();
        }
    });
}

#[test]
fn signals_at_any_moment_leave_the_terminal_whole() {
    // A hundred moments in no order, most of them in the first tenth of a second, with keys on their way in the others.
    let moments: Vec<(u64, (&str, u32))> =
        (0..100).zip(SIGNALS.into_iter().cycle()).map(|(nth, signal)| (nth * nth * 37 % 331, signal)).collect();
    side_by_side(&moments, |(moment, (signal, code))| {
        let session = demo(100, 30);
        session.bytes_during(Duration::from_millis(moment % 110));
        if *moment >= 110 {
            session.send("jjE/data\r?");
            session.bytes_during(Duration::from_millis(moment % 7));
        }
        session.signal(signal);
        let exit = session.wait_exit();
        // Before anything is listened to, the system itself ends it.
        assert!(exit.exit_code() == *code || exit.signal().is_some(), "{moment} ms, {signal}: {exit:?}");
        session.assert_restored();
    });
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
        session.wait_until(Screen::alternate_screen, "the dashboard");
        session.signal("TERM");
        assert_eq!(session.wait_exit().exit_code(), 143);
        session.assert_restored();
    }
}
