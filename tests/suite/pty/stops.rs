//! Stopped and let go on: the shell has its terminal in between, and the dashboard is whole again after it.

use crate::pty::{demo, shows, wait_selected};
use crate::support::program::{Program, kill};
use crate::support::screen::{Key, Session, Terminal};
use crate::support::server::{Reply, Server};

/// The dashboard in a shell that goes on when it stops, and brings it back after a line was typed.
fn in_a_shell() -> Session {
    let program = env!("CARGO_BIN_EXE_flashback-tui");
    let script =
        format!("set -m; {program} --demo; echo \"stopped $?\"; read -r line; fg >/dev/null; echo \"after $?\"");
    let session = Terminal::spawn(Program::shell(&script), 100, 30);
    wait_selected(&session, "Nightly database backups");
    session
}

#[track_caller]
fn goes_on(session: &Session) {
    session.wait_until(
        |screen| shows(screen, "stopped 1") && !screen.alternate_screen() && !screen.hide_cursor(),
        "the shell, and its screen and cursor",
    );
    session.send("typed\n");
    wait_selected(session, "Analytics lake");
    assert!(session.alternate_screen() && session.cursor_hidden() && session.bracketed_paste());
    session.send("k");
    wait_selected(session, "Media archive");
    session.send("q");
    session.wait_for("after 0");
    session.wait_exit();
    session.assert_restored();
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_takes_it_back() {
    let session = in_a_shell();
    session.send("jj");
    wait_selected(&session, "Analytics lake");
    session.send_key(Key::Ctrl('z'));
    goes_on(&session);
}

#[test]
fn credentials_are_masked_again_after_a_stop() {
    let session = in_a_shell();
    session.send("jjE");
    session.send("jj");
    session.wait_for("AKIA****MPLE");
    session.send("x");
    session.wait_gone("AKIA****MPLE");
    session.send_key(Key::Ctrl('z'));
    session.wait_for("stopped 1");
    session.send("typed\n");
    session.wait_until(|screen| screen.alternate_screen() && shows(screen, "AKIA****MPLE"), "masked values");
}

#[test]
fn without_a_shell_to_go_back_to_it_does_not_stop() {
    let session = demo(100, 30);
    wait_selected(&session, "Nightly database backups");
    session.send_key(Key::Ctrl('z'));
    session.wait_for("no shell to go back to");
    session.send("j");
    wait_selected(&session, "Media archive");
}

#[test]
fn a_list_that_nobody_would_let_go_on_is_not_stopped_and_ends_when_it_is_asked_to() {
    let server = Server::new([Reply::hold()]);
    let session = Terminal::spawn(Program::new().arg("ls").asking(&server.url()), 100, 30);
    server.wait_requests(1);
    session.send_key(Key::Ctrl('z'));
    session.signal("TERM");
    assert_eq!(session.wait_code(), 128 + 15);
}

#[test]
fn a_script_that_nobody_would_let_go_on_is_not_stopped() {
    let program = env!("CARGO_BIN_EXE_flashback-tui");
    let session = Terminal::spawn(Program::shell(&format!("{program} --demo; echo \"after $?\"")), 100, 30);
    wait_selected(&session, "Nightly database backups");
    session.send_key(Key::Ctrl('z'));
    session.wait_for("no shell to go back to");
    session.send("q");
    session.wait_for("after 0");
}

#[test]
fn in_the_background_it_stays_stopped_until_it_is_ended_or_called_back() {
    let program = env!("CARGO_BIN_EXE_flashback-tui");
    let stopped = "until jobs >jobs; grep -q Stopped jobs; do :; done";
    // Stopped by its key, and by somebody who does not let it give its terminal back.
    for way in ["key", "STOP"] {
        let script = format!(
            "set -m; sh -c 'echo $$ >pid; exec {program} --demo'; bg; {stopped}; printf '\\r\\nstill there'; read -r line; \
             kill %1; bg; wait %1; printf '\\r\\nafter %s' $?"
        );
        let session = Terminal::spawn(Program::shell(&script), 100, 30);
        wait_selected(&session, "Nightly database backups");
        if way == "key" {
            session.send_key(Key::Ctrl('z'));
        } else {
            kill(way, std::fs::read_to_string(session.home().join("pid")).unwrap().trim().parse().unwrap());
        }
        session.wait_for("still there");
        session.send("\n");
        session.wait_for("after 143");
        session.wait_exit();
        session.assert_restored();
    }
}

#[test]
fn stopped_and_let_go_on_from_outside_it_draws_everything_anew() {
    let session = demo(100, 30);
    wait_selected(&session, "Nightly database backups");
    session.signal("STOP");
    let before = session.bytes_written();
    session.signal("CONT");
    session.wait_until(|screen| screen.alternate_screen() && shows(screen, "Sandbox"), "the dashboard");
    session.quiet(std::time::Duration::from_millis(100));
    assert!(session.bytes_written() > before + 1000, "a whole frame was written");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn ctrl_l_draws_everything_anew() {
    let session = demo(100, 30);
    wait_selected(&session, "Nightly database backups");
    let before = session.quiet(std::time::Duration::from_millis(100));
    session.send_key(Key::Ctrl('l'));
    session.quiet(std::time::Duration::from_millis(200));
    assert!(session.bytes_written() > before + 1000, "a whole frame was written");
}
