//! `check`, `ls usage` and `ls overview` from outside: exit codes, where a report comes from, and the key of fingerprints.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::Value;

use crate::cli::serving;
use crate::support::program::Program;
use crate::support::server::Server;

/// An endpoint without encryption: high; an old key: medium; nothing else.
const BODY: &str = r#"{"success":true,"repos":[{"id":"r","name":"One","workspaceId":"w","apiKeys":[
  {"id":"k","name":"Old","key":"AKIAIOSFODNN7EXAMPLE","createdAt":"2020-01-01T00:00:00Z"}],"buckets":[
  {"bucketId":"b","bucket":{"id":"b","name":"Plain","endpoint":"http://minio.example.com","key":"AKIAIOSFODNN7EXAMPLE"}}]}]}"#;
const NOTHING: &str = r#"{"success":true,"repos":[]}"#;

fn check(server: &Server, args: &[&str]) -> Program {
    Program::new().asking(&server.url()).arg("check").args(args)
}

#[test]
fn the_exit_code_tells_what_was_found_only_where_that_is_asked_for() {
    for (args, code) in [
        (&[][..], 0),
        (&["--fail-on", "high"], 3),
        (&["--fail-on", "info", "-o", "json"], 3),
        (&["--fail-on", "sometimes"], 2),
        (&["--max-key-age", "soon"], 2),
        (&["--max-key-age", "0d"], 2),
        (&["--show-secrets"], 2),
    ] {
        check(&serving(BODY), args).run().code(code);
    }
    check(&serving(NOTHING), &["--fail-on", "info"]).run().code(0).stdout_has("nothing found");
    check(&serving(r#"{"success":false}"#), &["--fail-on", "high"]).run().code(6).stdout_is("");
    Program::new().args(["check", "--demo", "--fail-on", "high"]).run().code(3).stdout_has("the demo of this process");
    Program::new().args(["check"]).run().code(4);
}

#[test]
fn the_configuration_says_which_rules_are_asked() {
    let run = |config: &str| {
        let server = serving(BODY);
        let program = check(&server, &["--fail-on", "info", "--config", "c.toml"]);
        program.file("c.toml", config).run()
    };
    let all_off = "[findings]\ndisable = ['plaintext-endpoint', 'key-age']";
    run(all_off).code(0).stdout_has("nothing found");
    let milder = "[findings]\nmax_key_age = '36500d'\n[findings.severity]\nplaintext-endpoint = 'low'";
    run(milder).code(3).stdout_has("1 low\n");
    run("[findings]\ndisable = ['plaintext']").code(3).stderr_has("plaintext is not known and does nothing");
    check(&serving(BODY), &["--max-key-age", "36500d"]).run().code(0).stdout_has("1 high\n");
}

#[test]
fn a_report_says_of_which_bytes_it_is() {
    let server = serving(NOTHING);
    let output = check(&server, &["-o", "json", "-w", "w1"]).run();
    let report: Value = serde_json::from_str(&output.code(0).stdout).expect("JSON");
    // As `sha256sum` tells it.
    assert_eq!(report["sha256"], "dbf0983103e0de4dafe13e1da7dc15acd57e8999a2283bafce7c0cd4127ce862");
    assert_eq!(report["scope"], "workspace w1, as far as this token sees");
    assert!(report["api"].as_str().is_some_and(|api| api.starts_with("127.0.0.1:")), "{report}");
    assert_eq!(report["version"], env!("CARGO_PKG_VERSION"));
}

#[test]
fn fingerprints_are_the_same_in_each_run_of_a_user() {
    let home = tempfile::tempdir().expect("a folder");
    let fingerprint = |state: &str| {
        let server = serving(BODY);
        let program = Program::new().asking(&server.url()).args(["ls", "usage", "-o", "csv"]);
        let output = program.env("XDG_STATE_HOME", home.path().join(state)).run();
        let (_, rest) = output.code(0).stdout_has("credential,AKIA****MPLE #").stdout.split_once('#').expect("one");
        (rest.chars().take(4).collect::<String>(), output.stderr.clone())
    };
    let (first, told) = fingerprint("a");
    assert_eq!((fingerprint("a").0, told.as_str()), (first, ""));
    let key = home.path().join("a/flashback-tui/fingerprint.key");
    assert_eq!(fs::metadata(&key).expect("the key").permissions().mode() & 0o777, 0o600);
    fs::write(home.path().join("file"), "").expect("a file");
    assert!(fingerprint("file").1.starts_with("note: fingerprints (#1a2b) can be compared within this run alone"));
}

#[test]
fn who_uses_what_is_a_kind_of_ls() {
    let server = serving(BODY);
    let output = Program::new().asking(&server.url()).args(["ls", "usage", "-o", "tree"]).run();
    output.code(0).stdout_has("1 bucket, 1 API key, 1 repository\n").stdout_has("└─ api-key Old  in One\n");
}

#[test]
fn the_overview_is_a_kind_of_ls_that_follows_the_filter() {
    let overview =
        |args: &[&str]| Program::new().asking(&serving(BODY).url()).args(["ls", "overview"]).args(args).run();
    let table = overview(&[]);
    table.code(0).stdout_has("OF ").stdout_has("kind:api-key age>730d");
    assert!(table.stdout.lines().any(|line| line.contains("API key") && line.ends_with("kind:api-key")));
    let csv = overview(&["-o", "csv", "--filter", "kind:bucket"]);
    csv.code(0).stdout_has("objects,bucket,1,,kind:bucket kind:bucket\n").stdout_has("findings,high,1,1,");
    overview(&["--filter", "colour:red"]).code(2).stdout_is("");
    overview(&["--show-secrets"]).code(2).stdout_is("");
}
