//! Answers whose content is not as documented: refused as a whole with one sentence, or shown with what is wrong.

use crate::http::{ask, ask_with};
use crate::support::bodies::{self, EXAMPLE};
use crate::support::program::Output;
use crate::support::server::Reply;

/// What `ls` with these arguments prints for these repositories.
#[track_caller]
fn printed(repos: &str, args: &[&str]) -> Output {
    let asked = ask_with([Reply::json(200, format!(r#"{{"success":true,"repos":[{repos}]}}"#))], args);
    asked.ends(0, 1);
    asked.output
}

#[test]
fn an_answer_that_cannot_be_used_is_one_sentence_with_what_was_seen() {
    let page = Reply::text(200, "<html><title>Sign in</title>").content_type("text/html; charset=utf-8");
    let page = ask([page]);
    let says = "error: the answer is a web page, not JSON (text/html; charset=utf-8, 28 B): \"Sign in\"\nhint: ";
    page.ends(6, 1).stderr_has(says).stderr_has("--api-url: a login page, proxy or another service may be answering");
    ask([Reply::text(204, "")]).ends(6, 1).stderr_has("error: the answer is empty (204)\n");
    let failed = Reply::json(200, r#"{"success":false,"message":"Quota","error_code":"QUOTA_EXCEEDED","repos":[]}"#);
    ask([failed]).ends(6, 1).stderr_has("error: the API says it failed (success: false): Quota [QUOTA_EXCEEDED]\n");
    ask([Reply::json(200, r#"{"success":true,"repos":null}"#)])
        .ends(6, 1)
        .stderr_has("`repos` is null, expected a list");
    ask([Reply::json(200, format!("{EXAMPLE} trailing"))]).ends(6, 1).stderr_has("the answer is not JSON");
}

#[test]
fn a_byte_order_mark_and_a_missing_success_are_no_failure() {
    let marked = Reply::json(200, format!("\u{feff}{EXAMPLE}"));
    ask([marked]).ends(0, 1).stdout_has("My Backup Repository").stderr_is("");
    let unsaid = ask([Reply::json(200, r#"{"repos":[{"id":"a","name":"unsaid"}]}"#)]);
    unsaid.ends(0, 1).stdout_has("unsaid").stderr_is("note: the answer does not say whether it was a success\n");
}

#[test]
fn one_bad_repository_among_good_ones_is_shown_with_what_is_wrong() {
    let reply = || Reply::json(200, bodies::one_bad_among_good());
    let tree = ask([reply()]);
    let tree = tree.ends(0, 1).stdout_has("repo-000").stdout_has("repo-001").stdout_has("`buckets` is a string");
    let lines: Vec<&str> = tree.stdout.lines().filter(|line| !line.starts_with(['├', '│', '└', ' '])).collect();
    assert_eq!(lines.len(), 3, "{tree}");
    assert!(lines[1].contains("  ! ") && lines[1].contains("name") && lines[1].contains("not a date"), "{}", lines[1]);

    let csv = ask_with([reply()], &["repos", "-o", "csv"]);
    let rows: Vec<&str> = csv.ends(0, 1).stdout.lines().collect();
    assert_eq!(rows.len(), 4, "{}", csv.output);
    assert!(rows[0].ends_with(",problems") && rows[1].ends_with(',') && !rows[2].ends_with(','), "{}", csv.output);
    let raw = ask_with([reply()], &["-o", "json"]);
    raw.ends(0, 1).stdout_has(r#""buckets": "a string""#).stdout_has(r#""disabled": "maybe""#);
    // Its items cannot be read, and that is a row of their kind too.
    let buckets = ask_with([reply()], &["buckets"]);
    buckets.ends(0, 1).stdout_has("Bucket 000").stdout_has("Bucket 001").stdout_has("`buckets` is a string");
}

#[test]
fn repositories_with_the_same_id_are_both_shown_and_told_apart() {
    let twins = printed(r#"{"id":"x","name":"first"},{"id":"x","name":"second"}"#, &["repos", "-o", "csv"]);
    twins.stdout_has("\nx,first,").stdout_has("\nx,second,").stdout_has("another repository has the same id");
}

#[test]
fn a_reference_without_its_object_is_shown_by_its_id() {
    let repo = r#"{"id":"r","name":"dangling","buckets":[{"folder":"f","bucketId":"b-404"}],
        "aiLlms":[{"aiLlmId":"llm-404","aiLlm":null}]}"#;
    let tree = printed(repo, &[]);
    tree.stdout_has("b-404  f  ! `bucket` was not sent").stdout_has("llm-404  ! `aiLlm` is null");
}

#[test]
fn units_the_earlier_name_of_buckets_is_read() {
    let repo =
        r#"{"id":"r","units":[{"folder":"old","master":true,"unitId":"u-1","unit":{"id":"u-1","name":"Unit"}}]}"#;
    printed(repo, &[]).stdout_has("├─ Buckets (1)\n│  └─ ★ Unit  old\n");
    printed(repo, &["-o", "json"]).stdout_has("\"units\": [").stdout_has("\"unitId\": \"u-1\"");
    printed(repo, &["buckets", "-o", "csv"]).stdout_has(",Unit,").stdout_has(",u-1,u-1,");
}

#[test]
fn values_that_no_page_documents_are_shown_as_they_came() {
    let repo =
        r#"{"id":"r","name":"open","storageType":"TAPE","mode":"ORBIT","apiKeys":[{"id":"k","accessType":"SUDO"}]}"#;
    printed(repo, &[]).stdout_has("open  TAPE  ORBIT\n").stdout_has("SUDO");
}
