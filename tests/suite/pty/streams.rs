//! Standard input, output and error, each of every kind: where there is a dashboard, and what gets into files.

use std::fs;
use std::path::Path;

use crate::pty::wait_selected;
use crate::support::program::Program;
use crate::support::screen::Terminal;
use crate::support::side_by_side;

const KINDS: [&str; 5] = ["terminal", "pipe", "file", "null", "closed"];
const PROGRAM: &str = env!("CARGO_BIN_EXE_flashback-tui");

/// A line for the shell that starts the demo with these streams. What it writes is in `NAME.1` and `NAME.2` where it goes
/// to a pipe or a file, its exit code in `NAME.code`.
fn line(name: &str, [stdin, stdout, stderr]: [&str; 3]) -> String {
    let input = match stdin {
        "file" => "<empty",
        "null" => "</dev/null",
        "closed" => "<&-",
        _ => "",
    };
    let output = |descriptor: u8, kind: &str| match kind {
        "pipe" => format!("{descriptor}>&{}", descriptor + 4),
        "file" => format!("{descriptor}>{name}.{descriptor}"),
        "null" => format!("{descriptor}>/dev/null"),
        "closed" => format!("{descriptor}>&-"),
        _ => String::new(),
    };
    let (out, error) = (output(1, stdout), output(2, stderr));
    let mut line = format!("{{ {PROGRAM} --demo {input} {out} {error}; echo $? >{name}.code; }}");
    for (descriptor, kind) in [(1, stdout), (2, stderr)] {
        if kind == "pipe" {
            line = format!("{{ {line} {}>&1 >/dev/tty | cat >{name}.{descriptor}; }}", descriptor + 4);
        }
    }
    if stdin == "pipe" { format!(": | {line}") } else { line }
}

/// All kinds of standard input and error, with these of output.
fn combinations(outputs: &[&'static str]) -> Vec<(String, [&'static str; 3])> {
    let pairs = KINDS.iter().flat_map(|stdin| KINDS.map(|stderr| (*stdin, stderr)));
    let all = pairs.flat_map(|(stdin, stderr)| outputs.iter().map(move |stdout| [stdin, *stdout, stderr]));
    all.map(|kinds| (kinds.join("-"), kinds)).collect()
}

/// Asserts what one run has left in files.
fn assert_files(home: &Path, (name, [_, stdout, stderr]): &(String, [&str; 3])) {
    let read = |end: &str| fs::read_to_string(home.join(format!("{name}.{end}"))).unwrap_or_default();
    assert_eq!(read("code"), "0\n", "{name}");
    let (out, error) = (read("1"), read("2"));
    let is_kept = matches!(*stdout, "pipe" | "file");
    assert_eq!(out.contains("Nightly database backups"), is_kept, "{name}: {out}");
    assert!(!out.contains('\u{1b}') && error.is_empty(), "{name} ({stderr}): {out}{error}");
    assert_eq!(fs::read(home.join("empty")).unwrap(), b"", "{name}");
}

#[test]
fn where_output_is_no_terminal_it_is_a_list_whatever_the_other_streams_are() {
    let all = combinations(&["pipe", "file", "null", "closed"]);
    let shares: Vec<_> = all.chunks(13).collect();
    side_by_side(&shares, |share| {
        let lines: Vec<String> = share.iter().map(|(name, kinds)| line(name, *kinds)).collect();
        let script = lines.join("\n") + "\necho all of them";
        let session = Terminal::spawn(Program::shell(&script).file("empty", ""), 100, 30);
        session.wait_exit();
        let raw = String::from_utf8_lossy(&session.raw()).into_owned();
        assert_eq!(raw, "all of them\r\n");
        share.iter().for_each(|case| assert_files(session.home(), case));
    });
}

#[test]
fn where_output_is_a_terminal_it_is_a_dashboard_with_keys_from_the_terminal() {
    side_by_side(&combinations(&["terminal"]), |case| {
        let (name, kinds) = case;
        let session = Terminal::spawn(Program::shell(&line(name, *kinds)).file("empty", ""), 100, 30);
        wait_selected(&session, "Nightly database backups");
        session.send("j");
        wait_selected(&session, "Media archive");
        session.send("q");
        session.wait_exit();
        session.assert_restored();
        assert_files(session.home(), case);
    });
}

#[test]
fn without_a_terminal_for_keys_there_is_no_dashboard() {
    for stdin in ["</dev/null", "<&-"] {
        let script = format!("setsid --wait {PROGRAM} --demo {stdin}; echo \"code $?\"");
        let session = Terminal::spawn(Program::shell(&script), 100, 30);
        session.wait_for("code 2");
        session.wait_for("needs a terminal to read keys from");
        session.wait_exit();
        assert!(!session.raw().contains(&0x1b), "the terminal was touched");
    }
}

#[test]
fn with_every_stream_closed_nothing_gets_into_a_file_that_is_written() {
    let script = format!("{PROGRAM} --demo --save kept.json <&- >&- 2>&-; echo $?");
    let program = Program::shell(&script);
    program.run().code(0).stdout_is("0\n").stderr_is("");
    let kept = fs::read_to_string(program.home().join("kept.json")).unwrap();
    assert!(kept.starts_with('{') && kept.trim_end().ends_with('}'), "{}", kept.len());
}
