//! Documents of every wrong shape, and right ones in odd clothes, as they come over HTTP.

use crate::http::{ask, ask_with};
use crate::support::bodies::EXAMPLE;
use crate::support::server::Reply;

const GOOD: &str = r#"{"id":"good","name":"good one"}"#;

fn json(body: impl Into<Vec<u8>>) -> Reply {
    Reply::json(200, body)
}

#[test]
fn what_stands_in_place_of_the_list_has_four_different_sentences() {
    ask([json(r#"{"success":true}"#)]).ends(6, 1).stderr_has("the answer has no list `repos`");
    ask([json(r#"{"success":true,"repos":null}"#)]).ends(6, 1).stderr_has("`repos` is null, expected a list");
    ask([json(r#"{"success":true,"repos":"x"}"#)]).ends(6, 1).stderr_has("`repos` is a string, expected a list");
    ask([json(r#"{"success":true,"repos":[]}"#)])
        .ends(0, 1)
        .stdout_is("")
        .stderr_has("no repositories in any workspace");
}

#[test]
fn success_false_is_a_failure_under_any_status_and_in_every_spelling() {
    for spelling in [
        r#""message":"Quota full","error_code":"E1""#,
        r#""error_message":"Quota full","error_code":"E1""#,
        r#""errorMessage":"Quota full","errorCode":"E1""#,
        r#""error":"Quota full","errorCode":"E1""#,
    ] {
        let body = format!(r#"{{"success":false,{spelling},"repos":[{GOOD}]}}"#);
        for (status, code, start) in [
            (200, 6, "error: the API says it failed (success: false): "),
            (400, 1, "error: the API answered 400: "),
            (500, 5, "error: the API answered 500: "),
        ] {
            let asked = ask([Reply::json(status, body.clone())]);
            asked.ends(code, 1).stderr_has(&format!("{start}Quota full [E1]\n")).nowhere("good one");
        }
    }
}

#[test]
fn a_success_that_is_missing_or_odd_is_accepted_with_a_note() {
    for (success, note) in [
        ("", "note: the answer does not say whether it was a success\n"),
        (r#""success":"true","#, "note: `success` is a string, expected true or false\n"),
        (r#""success":1,"#, "note: `success` is a number, expected true or false\n"),
        (r#""success":null,"#, "note: `success` is null, expected true or false\n"),
        (r#""success":true,"#, ""),
    ] {
        ask([json(format!(r#"{{{success}"repos":[{GOOD}]}}"#))]).ends(0, 1).stdout_has("good one").stderr_is(note);
    }
}

#[test]
fn what_is_no_json_or_no_object_says_where_or_what() {
    for (body, says) in [
        (format!(")]}}'\n{EXAMPLE}"), "the answer is not JSON: it breaks at byte 0"),
        (format!("{EXAMPLE}{EXAMPLE}"), "the answer is not JSON: it breaks at byte"),
        (format!("{EXAMPLE}]"), "the answer is not JSON: it breaks at byte"),
        (r#"{"success":NaN,"repos":[]}"#.to_owned(), "the answer is not JSON: it breaks at byte 11"),
        (r#"{"success":true,/* why */"repos":[]}"#.to_owned(), "the answer is not JSON: it breaks at byte 16"),
        ("{'success':true,'repos':[]}".to_owned(), "the answer is not JSON: it breaks at byte 1"),
        (r#"{"success":true,"repos":[{"id":1},]}"#.to_owned(), "the answer is not JSON: it breaks at byte"),
        ("[]".to_owned(), "the answer has another shape: a list instead of an object"),
        ("\"x\"".to_owned(), "the answer has another shape: a string instead of an object"),
        ("7".to_owned(), "the answer has another shape: a number instead of an object"),
        ("null".to_owned(), "the answer has another shape: null instead of an object"),
        (" \r\n\t".to_owned(), "the answer is empty"),
        (String::new(), "the answer is empty"),
    ] {
        ask([json(body.clone())]).ends(6, 1).stderr_has(says);
    }
}

#[test]
fn a_broken_string_damages_itself_alone() {
    let body =
        [br#"{"success":true,"repos":[{"id":"a","name":"cut \ud83d"},{"id":"b","name":""#, &b"raw \xff"[..], br#""},"#]
            .concat();
    let body = [&body[..], GOOD.as_bytes(), b"]}"].concat();
    let asked = ask_with([json(body)], &["repos", "-o", "csv"]);
    asked.ends(0, 1).stdout_has("\na,cut \u{fffd}").stdout_has("\nb,raw \u{fffd},").stdout_has("\ngood,good one,");
}

#[test]
fn a_repeated_member_counts_last_as_in_javascript() {
    let body = r#"{"success":false,"success":true,"repos":[{"id":"x","name":"first","name":"last"}]}"#;
    ask_with([json(body)], &["repos", "-o", "csv"]).ends(0, 1).stdout_has("\nx,last,");
}

#[test]
fn json_of_any_depth_costs_neither_the_program_nor_the_other_repositories() {
    for depth in [127, 200_000] {
        for value in [
            format!("{}{}", "[".repeat(depth), "]".repeat(depth)),
            format!("{}1{}", r#"{"a":"#.repeat(depth), "}".repeat(depth)),
        ] {
            let body = |fields: &[&str]| {
                let fields: Vec<String> = fields.iter().map(|field| format!(r#","{field}":{value}"#)).collect();
                let fields = fields.concat();
                format!(r#"{{"success":true,"repos":[{{"id":"deep"{fields}}},{GOOD}],"more":{value}}}"#)
            };
            let everywhere = body(&["name", "buckets", "aiLlms", "createdAt", "unknown"]);
            for args in [&[][..], &["buckets"], &["repos", "-o", "csv"], &["-o", "json"], &["-o", "jsonl"]] {
                // Laid out with a line for each bracket one field is many megabytes.
                let body = if args == ["-o", "json"] { body(&["unknown"]) } else { everywhere.clone() };
                let asked = ask_with([json(body)], args);
                let output = asked.ends(0, 1);
                if args != ["buckets"] {
                    output.stdout_has("good one");
                }
            }
        }
    }
}

#[test]
fn the_same_answer_in_pieces_of_any_size_is_the_same() {
    let whole = ask_with([json(EXAMPLE)], &["-o", "json", "--show-secrets"]);
    for size in [7, 64, 1000] {
        let pieces = Reply::json(200, EXAMPLE).trickle(size, std::time::Duration::ZERO);
        let asked = ask_with([pieces], &["-o", "json", "--show-secrets"]);
        asked.ends(0, 1).stdout_is(&whole.output.stdout);
    }
}

#[test]
fn json_is_taken_for_what_it_is_and_a_web_page_too_whatever_they_are_called() {
    for kind in ["text/plain", "application/octet-stream", "text/html"] {
        let asked = ask([Reply::text(200, EXAMPLE).content_type(kind)]);
        let says = format!("note: the answer is JSON and came as {kind}\n");
        asked.ends(0, 1).stdout_has("My Backup Repository").stderr_is(&says);
    }
    for kind in ["Application/JSON ; charset=utf-8", "application/hal+json", "text/json"] {
        ask([Reply::text(200, EXAMPLE).content_type(kind)]).ends(0, 1).stderr_is("");
    }
    ask([Reply::text(200, EXAMPLE)]).ends(0, 1).stderr_is("");
    let page = "<!doctype html><title>Free WiFi</title>";
    for status in [200, 203] {
        let asked = ask([Reply::json(status, page)]);
        asked
            .ends(6, 1)
            .stderr_has("the answer is a web page, not JSON")
            .stderr_has("\"Free WiFi\"")
            .stderr_has("--api-url");
    }
}
