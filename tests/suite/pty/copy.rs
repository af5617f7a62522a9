//! Copying, each way: what reaches the clipboard, what is said of it, and what is left on the screen.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::pty::{demo, shows, wait_selected};
use crate::support::bodies;
use crate::support::copies;
use crate::support::leaks::assert_none;
use crate::support::program::{Program, TOKEN};
use crate::support::screen::{Key, Session, Terminal};
use crate::support::server::{Reply, Server};
use crate::support::stream;

const FIRST: &str = "Nightly database backups";
const FIRST_ID: &str = "8e0d93ed-0a86-4790-b9e8-90eb4038dd48";

/// What was sent to the terminal's clipboard; everything else in the stream is ours.
#[track_caller]
fn sent(session: &Session) -> Vec<String> {
    // Not in the middle of a frame.
    session.quiet(Duration::from_millis(50));
    let (stream, copies) = copies::taken_out(&session.raw()).unwrap();
    assert_eq!(stream::check(&stream), Ok(()));
    copies
}

/// A script by this name in the folder `bin` of the program's home, which stands first in its `PATH`.
fn with_script(program: Program, name: &str, script: &str) -> Program {
    let bin = program.home().join("bin");
    fs::create_dir_all(&bin).unwrap();
    fs::write(bin.join(name), format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(bin.join(name), fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    program.env("PATH", path)
}

fn wait_file(path: &Path) -> String {
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        match fs::read_to_string(path) {
            Ok(text) if text.ends_with("end\n") => return text,
            _ => assert!(Instant::now() < end, "no {}", path.display()),
        }
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn y_is_sent_to_the_terminal_between_two_frames() {
    let session = demo(120, 40);
    wait_selected(&session, FIRST);
    assert_eq!(sent(&session), Vec::<String>::new(), "nothing without a key");
    session.send("y");
    session.wait_for("sent ID to your terminal; if the paste is empty press p");
    assert_eq!(sent(&session), [FIRST_ID]);
    session.send("Yjq");
    session.wait_until(|screen| shows(screen, "Copy from") && shows(screen, "jq filter"), "the list");
    session.send_key(Key::Enter);
    session.wait_for("sent jq filter to your terminal");
    assert_eq!(sent(&session)[1], format!(".repos[] | select(.id? == \"{FIRST_ID}\")"));
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn a_list_narrow_and_in_ascii_works_as_well() {
    let session = Terminal::spawn(Program::new().args(["--demo", "--ascii"]), 40, 12);
    session.wait_for("Nightly");
    session.send("Ycurl");
    session.wait_until(|screen| shows(screen, "Copy from") && shows(screen, "> curl"), "the list");
    session.send_key(Key::Enter);
    session.wait_for("sent curl; paste empty: p");
    assert!(sent(&session)[0].starts_with("curl -sS -H \"Authorization: Bearer $FLASHBACK_TOKEN\" 'http://127.0.0.1:"));
    assert!(session.raw().is_ascii());
}

#[test]
fn nothing_is_copied_where_it_is_off() {
    let session = Terminal::spawn(Program::new().args(["--demo", "--clipboard", "off"]), 120, 40);
    wait_selected(&session, FIRST);
    session.send("y");
    session.wait_for("not copied: --clipboard is off; p prints it");
    assert_eq!(sent(&session), Vec::<String>::new());
}

#[test]
fn a_program_of_the_desktop_gets_the_text_and_no_token() {
    let script = "{ cat; echo \" $*\"; env; ls -l /proc/$$/fd; echo end; } > \"$HOME/taken\"";
    let server = Server::new([Reply::json(200, bodies::org(6))]);
    let program = with_script(Program::new().asking(&server.url()), "xclip", script).env("DISPLAY", ":0");
    let session = Terminal::spawn(program, 120, 40);
    wait_selected(&session, "repo-000");
    session.send("Yname");
    session.wait_for("Copy from");
    session.send_key(Key::Enter);
    session.wait_for("copied Name with xclip");
    let taken = wait_file(&session.home().join("taken"));
    assert!(taken.starts_with("repo-000 -selection clipboard\n"), "{taken}");
    assert_none("what the program was given", taken.as_bytes(), [TOKEN]);
    assert!(!taken.contains("/dev/pts") && !taken.contains("socket:"), "{taken}");
    assert_eq!(sent(&session), Vec::<String>::new());
}

#[test]
fn over_ssh_no_program_is_started_and_none_from_the_folder_one_stands_in() {
    for (name, value) in [("SSH_TTY", "/dev/pts/0"), ("PATH", "bin:.:/usr/bin:/bin")] {
        let program = with_script(Program::new().arg("--demo"), "xclip", "echo run > \"$HOME/taken\"");
        let session = Terminal::spawn(program.env("DISPLAY", ":0").env(name, value), 120, 40);
        wait_selected(&session, FIRST);
        session.send("y");
        session.wait_for("sent ID to your terminal");
        assert_eq!(sent(&session), [FIRST_ID]);
        assert!(!session.home().join("taken").exists(), "{name}");
    }
}

#[test]
fn a_tmux_that_fails_or_hangs_leaves_the_copy_to_the_terminal() {
    for script in ["exit 1", "sleep 60"] {
        let program = with_script(Program::new().arg("--demo"), "tmux", script).env("TMUX", "/nowhere,1,0");
        let session = Terminal::spawn(program, 120, 40);
        wait_selected(&session, FIRST);
        session.send("y");
        // Keys work while it is waited for.
        session.send("j");
        wait_selected(&session, "Media archive");
        session.send("ky");
        session.wait_for("sent ID to your terminal");
        assert_eq!(sent(&session).last().map(String::as_str), Some(FIRST_ID), "{script}");
    }
}

#[test]
fn inside_of_a_real_tmux_it_is_in_the_buffer_and_sent_on() {
    if Command::new("tmux").arg("-V").stdout(Stdio::null()).status().is_err() {
        eprintln!("skipped: tmux is not there");
        return;
    }
    let program = Program::shell(&format!(
        "exec tmux -S \"$HOME/socket\" -f /dev/null new-session '{} --demo'",
        env!("CARGO_BIN_EXE_flashback-tui")
    ));
    let session = Terminal::spawn(program, 120, 40);
    wait_selected(&session, FIRST);
    session.send("y");
    session.wait_for("copied ID to the tmux buffer and sent to the terminal");
    let socket = session.home().join("socket");
    let tmux = |arguments: &[&str]| {
        let output = Command::new("tmux").arg("-S").arg(&socket).args(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(tmux(&["show-buffer"]), FIRST_ID);
    let raw = String::from_utf8_lossy(&session.raw()).into_owned();
    assert!(raw.contains("\x1b]52;"), "tmux sends it on");
    session.send("q");
    session.wait_exit();
    tmux(&["kill-server"]);
}

#[test]
fn p_prints_on_the_plain_screen_and_any_key_returns() {
    let session = demo(120, 40);
    wait_selected(&session, FIRST);
    session.send("p");
    let printed = |screen: &vt100::Screen| {
        !screen.alternate_screen()
            && shows(screen, FIRST_ID)
            && shows(screen, "any key returns")
            && !screen.hide_cursor()
    };
    session.wait_until(printed, "the id on the plain screen");
    session.resize(100, 30);
    session.paste("qqq");
    session.send("q");
    session.wait_until(|screen| screen.alternate_screen() && shows(screen, FIRST), "the dashboard again");
    session.send("p");
    session.wait_until(printed, "the id again");
    session.send_key(Key::CtrlC);
    assert_eq!(session.wait_exit().exit_code(), 130);
    session.assert_restored();
    assert!(session.contents().contains(FIRST_ID), "what was printed stays for the user");
    sent(&session);
}

#[test]
fn the_end_by_a_signal_while_it_is_printed_leaves_it_there() {
    let session = demo(120, 40);
    wait_selected(&session, FIRST);
    session.send("p");
    session.wait_for("any key returns");
    session.signal("TERM");
    assert_eq!(session.wait_exit().exit_code(), 143);
    session.assert_restored();
    assert!(session.contents().contains(FIRST_ID));
}

#[test]
fn a_credential_is_printed_masked_or_wiped_from_the_screen_again() {
    let server = Server::new([Reply::json(200, bodies::canaries())]);
    let session = Terminal::spawn(Program::new().asking(&server.url()).args(["--clipboard", "off"]), 120, 40);
    session.wait_for("My Backup Repository");
    session.send("llll");
    session.wait_for("Access key");
    let copy_key = || {
        session.send("Yaccess");
        session.wait_for("> access");
        session.send_key(Key::Enter);
        session.wait_for("not copied");
    };
    copy_key();
    session.send("p");
    session
        .wait_until(|screen| !screen.alternate_screen() && shows(screen, "Access key (masked):"), "the masked value");
    session.send(" ");
    session.wait_until(vt100::Screen::alternate_screen, "the dashboard again");
    let (_, canary) = bodies::CANARIES[0];
    assert_none("the terminal", &session.raw(), [canary]);
    session.send("x");
    copy_key();
    session.send("p");
    session.wait_until(|screen| shows(screen, canary) && shows(screen, "any key returns"), "the value");
    assert!(session.alternate_screen(), "where nothing is kept for scrolling back");
    session.send("  ");
    session.wait_until(|screen| shows(screen, "My Backup Repository"), "the dashboard again");
    session.send("x");
    session.wait_gone(canary);
    session.send("q");
    session.wait_exit();
    session.assert_restored();
    assert!(!session.contents().contains(bodies::core(canary)), "nothing of it is left\n{}", session.contents());
}
