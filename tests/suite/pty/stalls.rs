//! A link that takes no bytes: the program lives on, ends when asked to, and shows the screen of now when the link is back.

use std::time::{Duration, Instant};

use crate::pty::{demo, wait_selected};
use crate::support::screen::Key;

#[test]
fn a_signal_ends_it_while_the_link_takes_nothing() {
    for (signal, code) in [("TERM", 143), ("HUP", 129), ("INT", 130)] {
        let session = demo(100, 30);
        wait_selected(&session, "Nightly database backups");
        session.stall();
        session.send("jjE");
        let started = Instant::now();
        session.signal(signal);
        assert_eq!(session.wait_code(), code);
        // Half a second is what is promised; the rest is for a busy machine.
        assert!(started.elapsed() < Duration::from_millis(1500), "{:?}", started.elapsed());
        session.unstall();
        session.wait_exit();
        session.assert_restored();
    }
}

#[test]
fn q_and_ctrl_c_end_it_while_the_link_takes_nothing() {
    for (key, code) in [(Key::CtrlC, 130), (Key::Down, 0)] {
        let session = demo(100, 30);
        wait_selected(&session, "Nightly database backups");
        session.stall();
        session.send_key(key);
        session.send("q");
        assert_eq!(session.wait_code(), code);
        session.unstall();
        session.wait_exit();
        session.assert_restored();
    }
}

#[test]
fn after_a_stall_the_screen_of_now_comes_and_none_of_those_between() {
    let session = demo(100, 30);
    wait_selected(&session, "Nightly database backups");
    session.stall();
    let before = session.bytes_written();
    for _ in 0..200 {
        session.send("EC");
        session.send_key(Key::Ctrl('l'));
    }
    session.send("gjj");
    session.unstall();
    wait_selected(&session, "Analytics lake");
    let raw = session.raw();
    let drawn = raw[before..].iter().filter(|byte| **byte != 0).count();
    assert!(drawn < 20_000, "{drawn} bytes after the stall: frames were kept for it");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
}
