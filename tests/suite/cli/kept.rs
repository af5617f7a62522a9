//! What may be lost in printing and what may get out: nothing of the data, nothing of a secret, nothing that drives a
//! terminal.

use serde_json::Value;

use crate::cli::{ls, serving};
use crate::support::bodies;

const KINDS: [&str; 5] = ["repos", "buckets", "api-keys", "ai-llms", "ai-api-keys"];
const FORMATS: [&str; 6] = ["tree", "table", "json", "jsonl", "csv", "md"];

/// Numbers that no float holds, unknown fields, absent and null, escapes, a name that comes twice, what is no object.
const ODD: &str = r#"{"success":true,"repos":[{"id":"odd","price":1.10,"huge":1e400,"zero":-0.0,"exp":1E+2,"big":123456789012345678901234567890,"nothing":null,"buckets":null,"aiLlms":[],"nested":{"list":[1,[],{},"",[{"a":null}]],"text":"\u00e9 \/ \ud83d\ude00 ü \" \\ "},"twice":1,"twice":2,"":"no name"},null,7,"text"],"next":{"page":2}}"#;

/// JSON without the white space around its tokens; every character of every value stays.
fn compact(json: &str) -> String {
    let (mut in_text, mut escaped) = (false, false);
    let keep = |c: &char| {
        let kept = in_text || !c.is_ascii_whitespace();
        in_text ^= *c == '"' && !escaped;
        escaped = in_text && *c == '\\' && !escaped;
        kept
    };
    json.chars().filter(keep).collect()
}

/// Runs `ls` in every kind and format.
fn everywhere(body: &str, more: &[&str], mut check: impl FnMut(&str, crate::support::program::Output)) {
    let server = serving(body);
    for kind in KINDS.map(Some).into_iter().chain([None]) {
        for format in FORMATS {
            let args: Vec<&str> = kind.into_iter().chain(["-o", format]).chain(more.iter().copied()).collect();
            check(format, ls(&server, &args).run());
        }
    }
}

#[test]
fn json_with_secrets_is_the_answer_character_for_character() {
    for body in [ODD, bodies::EXAMPLE, &bodies::canaries(), &bodies::org(40), &bodies::one_bad_among_good()] {
        let output = ls(&serving(body), &["-o", "json", "--show-secrets"]).run();
        output.code(0);
        assert_eq!(compact(&output.stdout), compact(body));
    }
    let lines = ls(&serving(ODD), &["-o", "jsonl", "--show-secrets"]).run();
    let repos: Vec<&str> = lines.code(0).stdout.lines().collect();
    assert_eq!(format!(r#"{{"success":true,"repos":[{}],"next":{{"page":2}}}}"#, repos.join(",")), ODD);
}

#[test]
fn hostile_text_is_printed_as_another_spelling_of_the_same_value() {
    let body = bodies::hostile_text();
    let output = ls(&serving(body.as_str()), &["-o", "json", "--show-secrets"]).run();
    let printed: Value = serde_json::from_str(&output.code(0).stdout).expect("JSON");
    assert_eq!(printed, serde_json::from_str::<Value>(&body).expect("JSON"));
}

#[test]
fn broken_bytes_cost_a_character_and_not_the_repository() {
    let server = serving(b"{\"success\":true,\"repos\":[{\"id\":\"r\",\"name\":\"b\xff\xfed\"}]}");
    for format in FORMATS {
        let output = ls(&server, &["-o", format]).run();
        output.code(0).stdout_has("b\u{fffd}\u{fffd}d");
        assert!(std::str::from_utf8(&output.stdout_bytes).is_ok(), "{format}: {:?}", output.stdout_bytes);
    }
}

#[test]
fn nothing_that_drives_a_terminal_is_printed_in_any_kind_or_format() {
    let body = bodies::hostile_text();
    for more in [&[][..], &["--show-secrets"]] {
        everywhere(&body, more, |format, output| {
            output.code(0);
            // In the formats for people and programs alike a line break ends a row.
            let bad: Vec<char> = output.stdout.chars().filter(|c| bodies::is_hostile(*c) || *c == '\t').collect();
            assert!(bad.is_empty(), "{bad:?} in {format}\n{output}");
            assert!(!output.stderr.chars().any(|c| c.is_control() && c != '\n'), "{output}");
        });
    }
    let refused = format!(r#"{{"success":false,"message":{}}}"#, Value::from(bodies::HOSTILE));
    for status in [200, 401, 500] {
        let server =
            crate::support::server::Server::new([crate::support::server::Reply::json(status, refused.as_str())]);
        let output = ls(&server, &["-w", bodies::HOSTILE.trim_end_matches("\0z")]).run();
        output.stdout_is("").stderr_has("[31mred");
        assert!(!output.stderr.chars().any(bodies::is_hostile), "{output}");
    }
}

#[test]
fn no_secret_is_printed_in_any_kind_or_format_unless_asked_for() {
    everywhere(&bodies::canaries(), &[], |_, output| {
        output.code(0);
        for (_, canary) in bodies::CANARIES {
            output.nowhere(bodies::core(canary));
        }
    });
    let mut seen = vec![false; bodies::CANARIES.len()];
    everywhere(&bodies::canaries(), &["--show-secrets"], |_, output| {
        output.code(0);
        for (seen, (_, canary)) in seen.iter_mut().zip(bodies::CANARIES) {
            *seen |= output.stdout.contains(canary);
        }
    });
    assert!(seen.iter().all(|seen| *seen), "{seen:?}");
}

#[test]
fn masked_json_has_every_field_and_every_value_that_is_no_secret() {
    let body = bodies::canaries();
    let output = ls(&serving(body.as_str()), &["-o", "json"]).run();
    let (mut masked, mut came) = (
        serde_json::from_str::<Value>(&output.code(0).stdout).expect("JSON"),
        serde_json::from_str(&body).expect("JSON"),
    );
    let at = |document: &mut Value, pointer: &str| {
        document.pointer_mut(&format!("/repos/0{pointer}")).map(Value::take).unwrap_or_default()
    };
    for (pointer, canary) in bodies::CANARIES {
        let (mask, value) = (at(&mut masked, pointer), at(&mut came, pointer));
        assert_eq!(value, canary);
        let mask = mask.as_str().expect("a text in place of a text").to_owned();
        assert!(mask.contains("****") && mask.len() <= "AKIA****MPLE #3f9c".len(), "{pointer}: {mask}");
    }
    assert_eq!(masked, came, "all but the secrets is as it came");
}
