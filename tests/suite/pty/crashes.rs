//! Bugs, injected into a build for tests: whatever panics, the terminal is as before and one line says where it was.

use std::time::Duration;

use crate::pty::{demo, shows, wait_selected};
use crate::support::program::Program;
use crate::support::screen::Terminal;

#[test]
fn a_panic_in_any_part_gives_the_terminal_back_and_says_one_line_without_data() {
    for place in ["draw", "task", "update", "keys"] {
        let session = Terminal::spawn(Program::new().arg("--demo").env("FLASHBACK_TUI_FAULT", place), 150, 30);
        if matches!(place, "update" | "keys") {
            wait_selected(&session, "Nightly database backups");
            session.send("j");
        }
        assert_eq!(session.wait_exit().exit_code(), 101, "{place}: {}", session.contents());
        session.assert_restored();
        let left = session.contents();
        assert!(left.trim().starts_with("error: internal error at src/runtime/crash.rs:"), "{place}: {left}");
        assert!(left.trim().lines().count() == 1 && !left.contains("secret-of"), "{place}: {left}");
    }
}

#[test]
fn a_report_that_was_asked_for_comes_on_the_terminal_as_it_was() {
    for place in ["task", "draw"] {
        let program = Program::new().arg("--demo").env("FLASHBACK_TUI_FAULT", place).env("RUST_BACKTRACE", "1");
        let session = Terminal::spawn(program, 150, 30);
        assert_eq!(session.wait_exit().exit_code(), 101, "{place}: {}", session.contents());
        session.assert_restored();
    }
}

#[test]
fn whichever_call_fails_the_terminal_is_whole_and_the_code_says_so() {
    for nth in 1.. {
        let session = Terminal::spawn(Program::new().arg("--demo").env("FLASHBACK_TUI_FAIL", nth.to_string()), 150, 30);
        session.wait_until_or_end(|screen| shows(screen, "Sandbox"));
        session.send("q");
        let code = session.wait_exit().exit_code();
        session.assert_restored();
        if code == 0 && nth > 10 {
            // From here on the failing call comes after the end, or not at all.
            return;
        }
        // Without an open of its own the terminal is written to as it was given.
        let said = session.contents();
        let is_said =
            ["error: a failure made for a test", "error: the system gives the program no thread (a failure made"];
        assert!(code == 0 || is_said.iter().any(|words| said.contains(words)), "call {nth}, code {code}: {said}");
        assert!(nth < 100, "a failure at every call");
    }
}

#[test]
fn a_panic_while_the_link_takes_nothing_ends_all_the_same() {
    let session = Terminal::spawn(Program::new().arg("--demo").env("FLASHBACK_TUI_FAULT", "update"), 100, 30);
    wait_selected(&session, "Nightly database backups");
    session.stall();
    session.send("j");
    assert_eq!(session.wait_code(), 101);
    session.unstall();
    session.wait_exit();
    session.assert_restored();
}

#[test]
fn the_report_of_the_standard_library_is_there_for_who_asks() {
    let fault = Program::new().args(["ls", "--demo"]).env("FLASHBACK_TUI_FAULT", "ls");
    let output = fault.run();
    output.code(101).stderr_has("internal error at src/runtime/crash.rs:").nowhere("secret-of-a-panic");
    let fault = Program::new().args(["ls", "--demo"]).env("FLASHBACK_TUI_FAULT", "ls").env("RUST_BACKTRACE", "1");
    fault.run().code(101).stderr_has("secret-of-a-panic");
}

#[test]
fn half_a_sequence_and_what_a_terminal_says_unasked_hold_nothing_up() {
    let session = demo(100, 30);
    wait_selected(&session, "Nightly database backups");
    for said in
        ["\u{1b}[1", "\u{1b}]11;rgb:1e1e/q\u{7}", "\u{1b}[<0;0;0M", "\u{1b}[0;0R", "\u{1b}P>|xterm(390)q\u{1b}\\"]
    {
        session.send(said);
    }
    session.send("j");
    wait_selected(&session, "Media archive");
    session.send("\u{1b}[200~a paste without an end");
    session.quiet(Duration::from_millis(600));
    session.send("j");
    wait_selected(&session, "Analytics lake");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
}
