//! What the program says of itself.

use crate::support::program::Program;

#[test]
fn the_long_help_has_examples_the_environment_and_every_exit_code() {
    let output = Program::new().arg("--help").run();
    output.code(0).stderr_is("");
    for text in ["flashback-tui --demo ", "flashback-tui ls buckets -o csv", "FLASHBACK_API_URL", "FLASHBACK_WORKSPACE"]
    {
        output.stdout_has(text);
    }
    for text in ["FLASHBACK_TOKEN ", "FLASHBACK_TOKEN_FILE", "--show-secrets", "--connect-timeout", "Exit codes:"] {
        output.stdout_has(text);
    }
    let (_, codes) = output.stdout.split_once("Exit codes:").expect("a list of exit codes");
    let numbers: Vec<u8> = codes.lines().filter_map(|line| line.split_whitespace().next()?.parse().ok()).collect();
    // The one below stands in the second line of code 5: "5xx and 429 after retries" is no number.
    assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 101, 130, 141], "{output}");
    let width = output.stdout.lines().map(|line| line.chars().count()).max();
    assert!(width <= Some(100), "{width:?} columns\n{output}");
}

#[test]
fn help_and_version_need_nothing_and_answer_in_every_spelling() {
    for args in [&["-h"][..], &["help"], &["ls", "-h"], &["ls", "--help"], &["help", "ls"]] {
        Program::new().args(args).run().code(0).stdout_has("Usage: flashback-tui").stderr_is("");
    }
    let version = concat!("flashback-tui ", env!("CARGO_PKG_VERSION"), "\n");
    for args in [&["-V"][..], &["--version"], &["ls", "-V"]] {
        Program::new().args(args).run().code(0).stdout_is(version).stderr_is("");
    }
}
