//! Terminals of every kind: without colours, without anything but ASCII, and those that are no use for a dashboard.

use crate::pty::{shows, wait_selected};
use crate::support::program::Program;
use crate::support::screen::{Session, Terminal};

fn demo_with(variables: &[(&str, &str)], flags: &[&str]) -> Session {
    let program = Program::new().arg("--demo").args(flags);
    Terminal::spawn(variables.iter().fold(program, |program, (name, value)| program.env(name, value)), 100, 30)
}

/// Walks through everything there is to see.
fn tour(session: &Session) {
    session.wait_for("Nightly database backups");
    session.send("E");
    session.wait_for("Primary backups");
    for keys in ["jjjj", "t", "t", "x", "?"] {
        session.send(keys);
    }
    session.wait_for("one row down");
    session.send("\u{1b}");
    session.wait_gone("one row down");
    session.send("wws");
    session.wait_for("Enter apply");
    session.send("\u{1b}");
    session.wait_gone("Enter apply");
    session.refresh();
    session.send("G");
    session.wait_for("20 of 2");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn where_only_ascii_is_understood_not_one_other_byte_is_written() {
    let utf8 = ("LANG", "C.UTF-8");
    for (variables, flags) in [
        (&[("LANG", "C")][..], &[][..]),
        (&[utf8], &["--ascii"]),
        (&[utf8, ("TERM", "linux")], &[]),
        (&[utf8, ("TERM", "vt100")], &[]),
        (&[utf8, ("LC_ALL", "de_DE.ISO-8859-1")], &[]),
    ] {
        let session = demo_with(variables, flags);
        session.wait_until(
            |screen| shows(screen, "+ Repositories --") && shows(screen, ">+ Nightly"),
            "ASCII borders and marks",
        );
        tour(&session);
        assert!(session.raw().is_ascii(), "{variables:?} {flags:?}");
    }
}

#[test]
fn without_colours_no_colour_is_written_and_the_selected_row_is_told_apart() {
    for (variables, flags) in [
        (&[("NO_COLOR", "1")][..], &[][..]),
        (&[("CLICOLOR_FORCE", "1")], &["--color", "never"]),
        (&[("TERM", "vt100")], &[]),
    ] {
        let session = demo_with(variables, flags);
        session.wait_for("Nightly database backups");
        let (row, column) = session.find("S3        MIRROR").unwrap();
        assert!(session.cell_style(row, column).inverse, "{}", session.contents());
        let (other, _) = session.find("Media archive").unwrap();
        assert!(!session.cell_style(other, column).inverse);
        tour(&session);
        let raw = String::from_utf8_lossy(&session.raw()).into_owned();
        let codes = raw.split("\u{1b}[").skip(1).filter_map(|rest| rest.split_once('m').map(|(codes, _)| codes));
        let styles = codes.filter(|codes| codes.bytes().all(|byte| byte.is_ascii_digit() || byte == b';'));
        let mut codes = styles.flat_map(|codes| codes.split(';')).filter_map(|code| code.parse::<u32>().ok());
        assert_eq!(codes.find(|code| (30..=49).contains(code) || *code >= 90), None, "{variables:?} {flags:?}");
    }
}

#[test]
fn colour_is_there_when_it_is_asked_for() {
    for (variables, flags) in [
        (&[][..], &[][..]),
        (&[("NO_COLOR", "1")], &["--color", "always"]),
        (&[("TERM", "vt100"), ("CLICOLOR_FORCE", "1")], &[]),
    ] {
        let session = demo_with(variables, flags);
        session.wait_for("Nightly database backups");
        assert!(String::from_utf8_lossy(&session.raw()).contains(";46m"), "{variables:?} {flags:?}");
    }
}

#[test]
fn every_usual_terminal_works() {
    for name in
        ["xterm", "xterm-256color", "screen", "screen-256color", "tmux-256color", "rxvt", "xterm-kitty", "alacritty"]
    {
        let session = demo_with(&[("TERM", name)], &[]);
        wait_selected(&session, "Nightly database backups");
        session.send("q");
        assert_eq!(session.wait_exit().exit_code(), 0);
        session.assert_restored();
    }
}

#[test]
fn a_terminal_that_cannot_move_its_cursor_is_refused_before_anything_is_written() {
    for name in ["dumb", ""] {
        let session = demo_with(&[("TERM", name)], &[]);
        assert_eq!(session.wait_exit().exit_code(), 2);
        assert!(session.contents().contains("TERM names none"), "{}", session.contents());
        assert!(!session.raw().contains(&0x1b), "{}", session.contents());
        session.assert_restored();
    }
}
