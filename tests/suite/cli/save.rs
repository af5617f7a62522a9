//! `--save` from outside: what is written, for whom, and that it opens again.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::cli::serving;
use crate::support::bodies::{self, CANARIES};
use crate::support::leaks::assert_none;
use crate::support::program::{Output, Program};
use crate::support::server::Server;

/// Asks this server with these arguments in one folder, so that runs see each other's files and have one key.
fn run(program: &Program, args: &[&str]) -> Output {
    let mut command = program.command();
    command.args(args);
    program.start_command(&mut command).finish()
}

#[test]
fn what_is_saved_opens_again_and_is_the_same_as_what_is_live() {
    let server = serving(bodies::canaries());
    let program = Program::new().asking(&server.url());
    let saved = run(&program, &["--save", "kept.json"]);
    saved.code(0).stdout_is("").stderr_has("to kept.json, ").stderr_has("credentials masked");
    let path = program.home().join("kept.json");
    let bytes = fs::read(&path).expect("the file");
    assert_none("the file", &bytes, CANARIES.iter().map(|(_, canary)| *canary));
    let document: Value = serde_json::from_slice(&bytes).expect("JSON");
    let own = &document["flashback_tui"];
    assert_eq!((&own["masked"], &own["scope"]), (&Value::Bool(true), &"".into()));
    assert_eq!(own["sha256"].as_str().map(str::len), Some(64));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&path).expect("the file").permissions().mode() & 0o777, 0o600);
    }
    // The same key of the same user: nothing changed, whichever of them is masked.
    run(&program, &["diff", "kept.json"]).code(0).stdout_has("nothing changed");
    run(&program, &["--save", "clear.json", "--show-secrets"]).code(0).stderr_has("credentials in clear");
    run(&program, &["diff", "clear.json", "kept.json"]).code(0).stdout_has("nothing changed");
    run(&program, &["diff", "clear.json"]).code(0);
    run(&program, &["ls", "--input", "kept.json"]).code(0).stderr_has("kept.json is as of 20");
    let hash = own["sha256"].as_str().expect("a hash");
    run(&program, &["check", "--input", "kept.json", "-o", "json"]).code(0).stdout_has("127.0.0.1").stdout_has(hash);
    run(&program, &["--input", "kept.json", "--save", "again.json"]).code(0);
    assert!(fs::read_to_string(program.home().join("again.json")).expect("the file").contains(hash));
}

#[test]
fn a_changed_credential_is_a_change_also_of_a_masked_file() {
    let body =
        |key: &str| format!(r#"{{"success":true,"repos":[{{"id":"r","apiKeys":[{{"id":"k","key":"{key}"}}]}}]}}"#);
    let server = Server::new([
        crate::support::server::Reply::json(200, body("AKIAIOSFODNN7EXAMPLE")),
        crate::support::server::Reply::json(200, body("AKIAIOSFODNN8EXAMPLE")),
    ]);
    let program = Program::new().asking(&server.url());
    run(&program, &["--save", "kept.json"]).code(0);
    let told = run(&program, &["diff", "kept.json"]);
    told.code(3).stdout_has("1 changed").nowhere("IOSFODNN");
}

#[test]
fn what_is_masked_is_found_as_what_is_live() {
    let repo = |id: &str| {
        format!(r#"{{"id":"{id}","name":"{id}","apiKeys":[{{"id":"k{id}","key":"FBSAMEKEYSAMEKEY9999"}}]}}"#)
    };
    let body = format!(r#"{{"success":true,"repos":[{},{}]}}"#, repo("1"), repo("2"));
    let program = Program::new().file("clear.json", &body);
    run(&program, &["--input", "clear.json", "--save", "masked.json"]).code(0);
    let live = run(&program, &["check", "--input", "clear.json", "-o", "csv", "--fail-on", "high"]);
    live.code(3).stdout_has("api-key-duplicate");
    let kept = run(&program, &["check", "--input", "masked.json", "-o", "csv", "--fail-on", "high"]);
    kept.code(3).stderr_has("equal masks with equal fingerprints");
    assert_eq!(kept.stdout.replace("masked.json", "clear.json"), live.stdout);
    run(&program, &["ls", "usage", "--input", "masked.json"]).code(0).stdout_has("FBSA****9999 #");
}

#[test]
fn what_two_keys_made_is_compared_by_its_masks() {
    let body = |key: &str| {
        let secret = r#"{"iv":"one","data":"two"}"#;
        format!(r#"{{"success":true,"repos":[{{"id":"r","apiKeys":[{{"id":"k","key":"{key}","secret":{secret}}}]}}]}}"#)
    };
    let saved = |key: &str| {
        let program = Program::new().file("clear.json", &body(key));
        run(&program, &["--input", "clear.json", "--save", "masked.json"]).code(0);
        fs::read_to_string(program.home().join("masked.json")).expect("the file")
    };
    let same = saved("AKIAIOSFODNN7EXAMPLE");
    let program = Program::new().file("theirs.json", &same).file("clear.json", &body("AKIAIOSFODNN7EXAMPLE"));
    let program = program.file("other.json", &body("BKIAIOSFODNN7EXAMPLE"));
    for args in [["theirs.json", "clear.json"], ["clear.json", "theirs.json"]] {
        let told = run(&program, &["diff", args[0], args[1]]);
        told.code(0).stderr_has("not known to be of one key").stdout_has("nothing changed");
    }
    let told = run(&program, &["diff", "theirs.json", "other.json", "-o", "json"]);
    told.code(3).stdout_has(r#""before": "AKIA****MPLE", "after": "BKIA****MPLE""#);
    // Both of one key, though not of ours: nothing to say.
    run(&program, &["diff", "theirs.json", "theirs.json"]).code(0).stderr_is("");
    run(&program, &["--input", "other.json", "--save", "ours.json"]).code(0);
    let told = run(&program, &["diff", "theirs.json", "ours.json"]);
    told.code(3).stderr_has("not known to be of one key").stdout_has("BKIA****MPLE").nowhere("????");
    let told = run(&program, &["diff", "ours.json", "clear.json"]);
    told.code(3).stderr_is("");
    assert!(told.stdout.lines().any(|line| line.matches('#').count() == 2), "one fingerprint each: {}", told.stdout);
}

#[test]
fn scopes_that_differ_are_told() {
    let server = serving(r#"{"success":true,"repos":[]}"#);
    let program = Program::new().asking(&server.url());
    run(&program, &["--save", "all.json"]).code(0);
    let same = run(&program, &["diff", "all.json"]);
    assert!(!same.code(0).stderr.contains("scopes"), "{}", same.stderr);
    let told = run(&program, &["diff", "all.json", "--workspace", "w1"]);
    told.code(0).stderr_has("the scopes differ: all.json has all workspaces, 127.0.0.1").stderr_has("workspace w1");
}

#[test]
fn who_ends_it_while_it_saves_has_the_older_file_and_nothing_else() {
    let body = bodies::org(4000);
    let names = |program: &Program| -> Vec<String> {
        let all = fs::read_dir(program.home()).expect("the folder");
        all.map(|entry| entry.expect("an entry").file_name().into_string().expect("text")).collect()
    };
    for (signal, code) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let program = Program::new().args(["--input", "body.json", "--save", "kept.json"]);
        let program = program.file("body.json", &body).file("kept.json", "older");
        let running = program.start();
        let begun = Instant::now();
        while !names(&program).iter().any(|name| name.contains(".tmp")) {
            assert!(begun.elapsed() < Duration::from_secs(20), "it never began to write");
            std::thread::yield_now();
        }
        running.signal(signal);
        running.finish().code(code);
        let left = names(&program);
        assert!(!left.iter().any(|name| name.contains(".tmp")), "{left:?}");
        assert_eq!(fs::read_to_string(program.home().join("kept.json")).expect("the file"), "older");
    }
}

#[test]
fn what_cannot_be_saved_is_said_and_leaves_nothing() {
    let server = serving(r#"{"success":true,"repos":[]}"#);
    let program = Program::new().asking(&server.url()).file("other.txt", "mine");
    for (args, code, says) in [
        (
            &["--save", "none/kept.json"][..],
            1,
            "cannot write `none/kept.json`: there is no such folder\nhint: Make its folder",
        ),
        (&["--save", "."], 1, "cannot write `.`"),
        (&["--save", "-"], 2, "--save writes a file"),
        (&["--save", "kept.json", "ls"], 2, "--save goes without a command"),
    ] {
        run(&program, args).code(code).stdout_is("").stderr_has(says);
    }
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("other.txt", program.home().join("link")).expect("a link");
        run(&program, &["--save", "link"]).code(1).stderr_has("links are not followed");
        assert_eq!(fs::read_to_string(program.home().join("other.txt")).expect("the file"), "mine");
    }
    let left = fs::read_dir(program.home()).expect("the folder");
    let left: Vec<_> = left.map(|entry| entry.expect("an entry").file_name().into_string().expect("text")).collect();
    assert!(!left.iter().any(|name| name.contains(".tmp") || name.contains("kept.json")), "{left:?}");
}
