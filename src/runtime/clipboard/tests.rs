//! Which way is taken where, and the bytes for the terminal.

#[cfg(unix)]
use std::time::{Duration, Instant};

use super::*;

#[cfg(not(target_os = "macos"))]
fn way(wanted: Clipboard, environment: &[(&str, &str)], programs: &[&str]) -> Way {
    let look_up = |name: &str| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
    let find = |name: &str| programs.contains(&name).then(|| PathBuf::from("/bin").join(name));
    Way::choose(wanted, &look_up, &find)
}

#[cfg(not(target_os = "macos"))]
fn name(way: &Way) -> &'static str {
    match way {
        Way::Program(program, _) => program.name,
        Way::Terminal(Wrap::Plain) => "terminal",
        Way::Terminal(Wrap::Screen) => "screen",
        Way::Nowhere(why) => why,
    }
}

#[cfg(not(target_os = "macos"))]
const ALL: [&str; 5] = ["tmux", "wl-copy", "xclip", "xsel", "pbcopy"];

#[test]
#[cfg(not(target_os = "macos"))]
fn the_way_is_chosen_by_what_is_there() {
    let x = ("DISPLAY", ":0");
    let wayland = ("WAYLAND_DISPLAY", "wayland-0");
    let ssh = ("SSH_CONNECTION", "1.2.3.4 5 6.7.8.9 22");
    let tmux = ("TMUX", "/tmp/tmux-0/default,1,0");
    for (environment, programs, expected) in [
        (&[][..], &ALL[..], "terminal"),
        (&[x], &ALL, "xclip"),
        (&[x], &["xsel"], "xsel"),
        (&[x], &[], "terminal"),
        (&[x, wayland], &ALL, "wl-copy"),
        (&[x, wayland], &["xclip"], "xclip"),
        (&[wayland], &["xclip"], "terminal"),
        (&[x, ssh], &ALL, "terminal"),
        (&[x, ("SSH_TTY", "/dev/pts/1")], &ALL, "terminal"),
        (&[x, ("SSH_TTY", "")], &ALL, "xclip"),
        (&[tmux, x], &ALL, "tmux"),
        (&[tmux, ssh], &ALL, "tmux"),
        (&[tmux, ssh, ("TERM", "screen-256color")], &[], "terminal"),
        (&[("TERM", "screen.xterm")], &[], "screen"),
        (&[("STY", "1.pts"), ("TERM", "xterm")], &[], "screen"),
        (&[("TERM", "linux")], &[], "this console has no clipboard"),
    ] {
        assert_eq!(name(&way(Clipboard::Auto, environment, programs)), expected, "{environment:?} {programs:?}");
    }
}

#[test]
#[cfg(not(target_os = "macos"))]
fn the_way_that_is_asked_for_is_taken_or_none() {
    let x = ("DISPLAY", ":0");
    let tmux = ("TMUX", "/tmp/tmux-0/default,1,0");
    for (wanted, environment, programs, expected) in [
        (Clipboard::Off, &[x][..], &ALL[..], "--clipboard is off"),
        (Clipboard::Osc52, &[x, tmux], &ALL, "terminal"),
        (Clipboard::Tmux, &[tmux], &ALL, "tmux"),
        (Clipboard::Tmux, &[tmux], &[], "tmux was not found on PATH"),
        (Clipboard::Tmux, &[x], &ALL, "this is not inside of tmux"),
        (Clipboard::Native, &[x, ("SSH_TTY", "/dev/pts/1")], &ALL, "xclip"),
        (Clipboard::Native, &[], &ALL, "no wl-copy, xclip, xsel or pbcopy with a display"),
    ] {
        let way = way(wanted, environment, programs);
        assert_eq!(name(&way), expected, "{wanted:?}");
        assert!(!matches!(way, Way::Program(_, Fallback::Terminal)), "nothing is done that was not asked for");
    }
}

#[test]
fn a_text_for_the_terminal_is_base64_of_a_bounded_size() {
    let sent = |text: &str| String::from_utf8(sequence(text, Wrap::Plain).unwrap().to_vec()).unwrap();
    for (text, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob\u{fffd}", "Zm9vYu+/vQ==")] {
        assert_eq!(sent(text), format!("\x1b]52;c;{coded}\x07"));
    }
    assert!(sent(&"x".repeat(MOST_SENT)).len() < 100_010);
    assert_eq!(
        sequence(&"x".repeat(MOST_SENT + 1), Wrap::Plain).unwrap_err(),
        "75.0 kB is more than a terminal takes (75.0 kB)"
    );
}

#[test]
fn screen_gets_it_in_pieces_that_it_hands_on() {
    let sent = String::from_utf8(sequence(&"x".repeat(1000), Wrap::Screen).unwrap().to_vec()).unwrap();
    let inner = sent.strip_prefix("\x1bP").unwrap().strip_suffix("\x1b\\").unwrap();
    let pieces: Vec<&str> = inner.split("\x1b\\\x1bP").collect();
    assert!(pieces.len() > 2 && pieces.iter().all(|piece| piece.len() < 700));
    let plain = String::from_utf8(sequence(&"x".repeat(1000), Wrap::Plain).unwrap().to_vec()).unwrap();
    assert_eq!(pieces.concat(), plain);
}

#[cfg(unix)]
fn shell(script: &'static [&'static str]) -> Program {
    Program { name: "xclip", path: "/bin/sh".into(), arguments: script }
}

#[test]
#[cfg(unix)]
fn a_program_gets_all_of_it_or_its_failure_is_told() {
    let soon = Duration::from_secs(10);
    let big = "x".repeat(300_000);
    assert_eq!(shell(&["-c", "test $(wc -c) = 300000"]).take(&big, soon), Ok(()));
    assert_eq!(shell(&["-c", "exit 0"]).take(&big, soon), Ok(()), "it need not read it");
    assert_eq!(
        shell(&["-c", "cat >/dev/null; exit 3"]).take("x", soon).unwrap_err(),
        "xclip refused it (exit status: 3)"
    );
    let nowhere = Program { path: "/nowhere/xclip".into(), ..shell(&[]) };
    assert_eq!(nowhere.take("x", soon).unwrap_err(), "xclip could not be started (entity not found)");
}

#[test]
#[cfg(unix)]
fn a_program_that_does_not_end_is_ended_with_what_it_started() {
    let begin = Instant::now();
    let said = shell(&["-c", "sleep 60 & sleep 60"]).take(&"x".repeat(300_000), Duration::from_millis(50)).unwrap_err();
    assert_eq!(said, "xclip did not take it within 0 s");
    assert!(begin.elapsed() < Duration::from_secs(20));
}

#[test]
#[cfg(unix)]
fn programs_are_found_in_folders_with_a_whole_path_only() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("xclip");
    std::fs::write(&file, "").unwrap();
    let path = |text: &str| OsString::from(text.replace("DIR", &folder.path().to_string_lossy()));
    assert_eq!(program::find("xclip", &path("DIR")), None, "it cannot be run");
    std::fs::set_permissions(&file, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    assert_eq!(program::find("xclip", &path("/nowhere:DIR")), Some(file));
    assert_eq!(program::find("xclip", &path("")), None);
    assert_eq!(program::find("sh", &OsString::from(".:bin:../../../../../../bin:")), None);
}
