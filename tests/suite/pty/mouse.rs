//! The mouse in a real terminal: off until it is asked for, and off again on every way out.

use crate::pty::{demo, wait_selected};
use crate::support::program::Program;
use crate::support::screen::{Key, Session, Terminal};

const ON: &[u8] = b"\x1b[?1002h\x1b[?1006h";

fn was_turned_on(session: &Session) -> bool {
    session.raw().windows(ON.len()).any(|bytes| bytes == ON)
}

fn with_mouse() -> Session {
    let session = demo(100, 30);
    wait_selected(&session, "Nightly database backups");
    assert!(!was_turned_on(&session));
    session.send("m");
    session.wait_for("mouse on");
    session
}

#[test]
fn a_click_selects_and_every_way_out_turns_it_off() {
    let session = with_mouse();
    session.send("\x1b[<0;10;4M\x1b[<0;10;4m");
    wait_selected(&session, "Media archive");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
    for signal in ["TERM", "HUP"] {
        let session = with_mouse();
        session.signal(signal);
        session.wait_exit();
        session.assert_restored();
    }
}

#[test]
fn printing_leaves_the_mouse_to_the_terminal() {
    let session = with_mouse();
    session.send("p");
    session.wait_until(|screen| !screen.alternate_screen(), "the plain screen");
    session.send_key(Key::CtrlC);
    session.wait_exit();
    session.assert_restored();
}

#[test]
fn a_stop_leaves_it_to_the_shell_and_it_is_on_again_after_it() {
    let program = env!("CARGO_BIN_EXE_flashback-tui");
    let script =
        format!("set -m; {program} --demo; echo \"stopped $?\"; read -r line; fg >/dev/null; echo \"after $?\"");
    let session = Terminal::spawn(Program::shell(&script), 100, 30);
    wait_selected(&session, "Nightly database backups");
    session.send("m");
    session.wait_for("mouse on");
    session.send_key(Key::Ctrl('z'));
    session.wait_for("stopped 1");
    session.send("typed\n");
    wait_selected(&session, "Nightly database backups");
    session.send("\x1b[<0;10;4M\x1b[<0;10;4m");
    wait_selected(&session, "Media archive");
    session.send("q");
    session.wait_for("after 0");
    session.wait_exit();
    session.assert_restored();
}
