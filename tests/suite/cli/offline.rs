//! `--input` from outside: a kept answer in place of the API's, without a token and without a network.

use serde_json::Value;

use crate::support::program::Program;

const PLAIN: &str = r#"{"success":true,"repos":[
  {"id":"r","name":"One","workspaceId":"w","apiKeys":[{"id":"k","name":"Admin","accessType":"ADMIN","key":"AKIAIOSFODNN7EXAMPLE"}]},
  {"id":"s","name":"Two","workspaceId":"v","disabled":true}]}"#;

/// The same as this program keeps it.
fn kept() -> String {
    let own = r#","flashback_tui":{"version":"0.1.0","api":"api.example","scope":"w","as_of":"2026-01-02T03:04:05Z","masked":true}}"#;
    PLAIN.strip_suffix('}').expect("an object").to_owned() + own
}

/// The program with files to read, and with an environment that would be an error where it counted.
fn reading(args: &[&str]) -> Program {
    let program = Program::new().args(args).file("plain.json", PLAIN).file("kept.json", &kept());
    ["FLASHBACK_API_URL", "FLASHBACK_TOKEN", "FLASHBACK_TOKEN_FILE", "FLASHBACK_PROFILE", "FLASHBACK_WORKSPACE"]
        .into_iter()
        .fold(program, |program, name| program.env(name, "nowhere"))
}

#[test]
fn all_that_is_printed_once_is_printed_of_a_file() {
    for (args, says) in [
        (&["ls"][..], "One"),
        (&[], "One"),
        (&["ls", "api-keys", "-o", "csv"], "AKIA****MPLE"),
        (&["ls", "-o", "json"], "\"name\": \"Two\""),
        (&["ls", "--filter", "workspace:v", "-o", "table"], "Two"),
        (&["ls", "usage", "-o", "json"], "["),
        (&["ls", "overview"], "disabled repositories"),
        (&["check"], "admin-key"),
    ] {
        let told = reading(args).args(["--input", "kept.json"]).run();
        // Where credentials are compared it is told how.
        let masked = "note: its credentials are masked: equal masks with equal fingerprints count as one credential\n";
        let masked = if args == ["check"] { masked } else { "" };
        told.code(0).stdout_has(says);
        told.stderr_is(&format!("note: kept.json is as of 2026-01-02 03:04:05Z, offline\n{masked}"));
    }
    let told = reading(&["ls", "--input", "plain.json", "--show-secrets", "-o", "jsonl"]).run();
    told.code(0).stdout_has("AKIAIOSFODNN7EXAMPLE").stderr_has("note: plain.json is as of 20");
    let told = reading(&["--input", "-", "ls"]).stdin(PLAIN).run();
    told.code(0).stdout_has("Two").stderr_is("note: standard input is of unknown age, offline\n");
    let told = reading(&["ls", "--input", "-"]).stdin(r#"{"success":true,"repos":[]}"#).run();
    told.code(0).stdout_is("").stderr_has("no repositories in standard input");
}

#[test]
fn ages_count_from_the_time_of_what_was_kept() {
    let keys = r#"{"success":true,"repos":[{"id":"r","apiKeys":[{"id":"k","name":"Young","createdAt":"2025-12-20T00:00:00Z"}]}],"flashback_tui":{"as_of":"2026-01-02T03:04:05Z"}}"#;
    let listed = |filter: &str| {
        let args = ["ls", "api-keys", "-o", "csv", "--input", "young.json", "--filter", filter];
        Program::new().args(args).file("young.json", keys).run().code(0).stdout.contains("Young")
    };
    assert_eq!(["age>10d", "age>30d"].map(listed), [true, false]);
}

#[test]
fn a_report_says_that_it_is_of_something_kept() {
    let report = |args: &[&str]| -> Value {
        let told = reading(&["check", "-o", "json", "--fail-on", "low"]).args(args).stdin(PLAIN).run();
        serde_json::from_str(&told.code(3).stdout).expect("JSON")
    };
    let of_kept = report(&["--input", "kept.json"]);
    assert_eq!(of_kept["api"], "api.example, offline");
    assert_eq!(of_kept["scope"], "workspace w, as far as its token saw");
    assert_eq!(of_kept["as_of"], "2026-01-02T03:04:05Z");
    assert_eq!(of_kept["sha256"].as_str().map(str::len), Some(64));
    let of_a_pipe = report(&["--input", "-"]);
    assert_eq!(of_a_pipe["as_of"], Value::Null);
    assert_eq!(of_a_pipe["scope"], "all of standard input, as far as its token saw");
    let words = reading(&["check", "--input", "-"]).stdin(PLAIN).run();
    words.code(0).stdout_has("standard input, offline, of unknown age, SHA-256");
}

#[test]
fn diff_takes_the_newer_one_from_it() {
    let old = PLAIN.replace("\"disabled\":true", "\"disabled\":false");
    let diff = |args: &[&str]| reading(&["diff"]).args(args).file("old.json", &old).stdin(PLAIN).run();
    diff(&["old.json", "--input", "plain.json"])
        .code(3)
        .stdout_has("changes from old.json to plain.json")
        .stderr_is("");
    diff(&["old.json", "--input", "-"]).code(3).stdout_has("1 disabled");
    diff(&["-", "--input", "-"]).code(2).stderr_has("standard input can be read once only");
    diff(&["old.json", "plain.json", "--input", "kept.json"]).code(2).stderr_has("not both");
}

#[test]
fn what_makes_no_sense_with_it_is_refused_in_words() {
    for (args, says) in [
        (&["ls", "--demo"][..], "--input reads a file and asks nobody; leave out --demo"),
        (&["ls", "--token-file", "t"], "leave out --token-file"),
        (&["ls", "--token-command", "t"], "leave out --token-command"),
        (&["check", "--api-url", "https://a.example"], "leave out --api-url"),
        (&["ls", "-w", "w"], "leave out --workspace (`--filter workspace:ID` narrows down what was kept)"),
        (&["-p", "p"], "leave out --profile"),
        (&["doctor"], "--input does not go with `doctor`"),
        (&["config", "show"], "--input does not go with `config`"),
    ] {
        let told = reading(args).args(["--input", "plain.json"]).run();
        told.code(2).stdout_is("").stderr_has(says);
    }
    for (file, code, says) in [
        ("none.json", 2, "cannot read `none.json`: there is no such file"),
        (".", 2, "cannot read `.`: it is a directory"),
        ("words.txt", 6, "the answer is not JSON: it breaks at byte 0 (words.txt, 5 B)"),
        ("refused.json", 6, "the API says it failed (success: false): no"),
    ] {
        let program = reading(&["ls", "--input", file]).file("words.txt", "words");
        let told = program.file("refused.json", r#"{"success":false,"message":"no"}"#).run();
        told.code(code).stdout_is("").stderr_has(says);
    }
}
