//! `diff` from outside: what is compared, exit codes, and that two files need neither a token nor a network.

use serde_json::Value;

use crate::cli::serving;
use crate::support::bodies;
use crate::support::leaks::assert_none;
use crate::support::program::Program;
use crate::support::server::Server;

const OLD: &str = r#"{"success":true,"repos":[{"id":"r","name":"One","apiKeys":[
  {"id":"k","name":"Old","key":"AKIAIOSFODNN7EXAMPLE"},{"id":"gone","name":"Gone"}]}]}"#;
const NEW: &str = r#"{"success":true,"repos":[{"id":"new","name":"Two"},{"id":"r","name":"One","disabled":true,"apiKeys":[
  {"id":"k","name":"Old","key":"AKIAIOSFODNN8EXAMPLE"}]}]}"#;

fn diff(args: &[&str]) -> Program {
    Program::new().arg("diff").args(args).file("old.json", OLD).file("new.json", NEW)
}

/// The same, with an API that answers the newer one.
fn asking(server: &Server, args: &[&str]) -> Program {
    diff(args).asking(&server.url())
}

#[test]
fn two_files_need_neither_a_token_nor_a_network() {
    let told = diff(&["old.json", "new.json"]).run();
    told.code(3)
        .stderr_is("")
        .stdout_has("changes from old.json to new.json, as far as their tokens see\n+1 repository, -1 API key, 1 disabled, 1 changed\n");
    told.stdout_has("removed  api-key  Gone").stdout_has("AKIA****MPLE #").nowhere("AKIAIOSFODNN");
    diff(&["old.json", "old.json"]).run().code(0).stdout_has("nothing changed");
    diff(&["old.json", "-", "-o", "md"])
        .stdin(NEW)
        .run()
        .code(3)
        .stdout_has("# Changes from old.json to standard input");
    diff(&["-", "new.json", "-o", "json"]).stdin(NEW).run().code(0).stdout_has("\"added\": []");
}

#[test]
fn without_a_newer_one_the_api_is_asked() {
    let server = serving(NEW);
    let told = asking(&server, &["old.json", "-o", "json"]).run();
    let report: Value = serde_json::from_str(&told.code(3).stdout).expect("JSON");
    assert_eq!(report["added"], serde_json::json!([{"kind": "repo", "id": "new", "repo": "new", "name": "Two"}]));
    assert_eq!(report["removed"][0]["id"], "gone");
    let disabled = serde_json::json!([{"field": "disabled", "before": null, "after": true}]);
    assert_eq!(report["changed"][0]["fields"], disabled);
    assert_eq!(server.requests().len(), 1);
    asking(&server, &["new.json"]).run().code(0).stdout_has("to 127.0.0.1");
    diff(&["old.json"]).run().code(4).stdout_is("");
}

#[test]
fn what_cannot_be_compared_is_named() {
    let server = serving(NEW);
    let long = "0123456789abcdef0123456789abcdef";
    for (args, code, says) in [
        (&["none.json", "new.json"][..], 2, "cannot read `none.json`: there is no such file"),
        (&["old.json", "."], 2, "cannot read `.`"),
        (&["old.json", long], 2, "not repeated here"),
        (&["-", "-"], 2, "standard input can be read once only"),
        (&["-", "--token-file", "-"], 2, "standard input can be read once only"),
        (&["old.json", "new.json", "--show-secrets"], 2, "--show-secrets does not go with this"),
        (&["old.json", "-"], 6, "the answer is empty (standard input, 0 B)"),
        (&["other.txt", "new.json"], 6, "the answer is not JSON: it breaks at byte 0 (other.txt, 5 B)"),
        (&["old.json", "new.json", "--max-body", "100"], 1, "old.json has more than 100 B"),
        (&[], 2, "<OLD>"),
    ] {
        let told = asking(&server, args).file("other.txt", "words").run();
        told.code(code).stdout_is("").stderr_has(says).nowhere(long).nowhere("panicked");
    }
    assert_eq!(server.requests().len(), 0, "nothing is asked");
}

#[test]
fn no_secret_in_any_format() {
    let (old, new) = (bodies::canaries(), r#"{"success":true,"repos":[]}"#);
    // Each secret is another one afterwards.
    let changed = bodies::CANARIES.iter().fold(old.clone(), |body, (_, canary)| {
        let (head, tail) = canary.split_at(canary.len() / 2);
        body.replace(canary, &format!("{head}x{tail}"))
    });
    assert_ne!(old, changed);
    for (before, after) in [(old.as_str(), new), (new, &old), (&old, &changed)] {
        for format in ["table", "json", "md"] {
            let told = diff(&["a.json", "b.json", "-o", format]).file("a.json", before).file("b.json", after).run();
            told.code(3);
            assert_none(format, &told.stdout_bytes, bodies::CANARIES.iter().map(|(_, canary)| *canary));
            assert_none("standard error", told.stderr.as_bytes(), bodies::CANARIES.iter().map(|(_, canary)| *canary));
        }
    }
}
