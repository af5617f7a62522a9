//! Filters and commands, judged by the programs they are for: `jq` and `sh`, where they are at hand.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::scan::Scanner;
use crate::model::text;

fn inventory(repos: &str) -> Inventory {
    let mut scanner = Scanner::default();
    scanner.push(format!(r#"{{"success":true,"repos":[{repos}]}}"#).as_bytes()).unwrap();
    let mut inventory = Inventory::default();
    inventory.push(Arc::new(scanner.seal().unwrap()));
    inventory.finish(&scanner.finish().unwrap());
    inventory
}

/// What a program prints for an input; `None` where it is not there.
fn printed(program: &str, arguments: &[&str], input: &str) -> Option<String> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let Ok(mut child) = command.spawn() else {
        eprintln!("skipped: {program} is not there");
        return None;
    };
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{program} {arguments:?}: {said}");
    Some(String::from_utf8(output.stdout).unwrap().trim_end_matches('\n').to_owned())
}

/// Whether jq finds with the filter exactly what it finds at the place.
fn assert_finds(repos: &str, node: Node, place: &str) {
    let filter = filter(&inventory(repos), node);
    assert!(text::is_safe(&filter) && !filter.contains('\''), "{filter:?}");
    let answer = format!(r#"{{"success":true,"repos":[{repos}]}}"#);
    // Between the quotes of a shell, as one would paste it.
    let by_filter = printed("sh", &["-c", &format!("command -v jq >/dev/null || exit 0; jq -c '{filter}'")], &answer);
    let by_place = printed("jq", &["-c", place], &answer);
    if let (Some(found), Some(expected)) = (by_filter, by_place) {
        assert_eq!(found, expected, "{filter}");
    }
}

#[test]
fn an_object_is_found_by_its_id() {
    let repos = r#"null,"text",{"id":"r1","buckets":[{"bucketId":"b1"},{"bucketId":null,"bucket":{"id":"b2"}}],
        "apiKeys":[{"id":"k"}]},{"id":7,"units":[{"unitId":"u","unit":{"id":"u"}}],"aiLlms":[{"aiLlm":{"id":"l"}}]}"#;
    let inventory = inventory(repos);
    for (node, expected, place) in [
        (Node::Repo(2), r#".repos[] | select(.id? == "r1")"#, ".repos[2]"),
        (Node::Repo(3), ".repos[] | select(.id? == 7)", ".repos[3]"),
        (Node::Repo(0), ".repos[0]", ".repos[0]"),
        (Node::Group(2, Group::ApiKeys), r#".repos[] | select(.id? == "r1") | .apiKeys"#, ".repos[2].apiKeys"),
        (
            Node::Item(2, Group::Buckets, 0),
            r#".repos[] | select(.id? == "r1") | .buckets[] | select(.bucketId? == "b1")"#,
            ".repos[2].buckets[0]",
        ),
        (
            Node::Item(2, Group::Buckets, 1),
            r#".repos[] | select(.id? == "r1") | .buckets[] | select(.bucket?.id? == "b2")"#,
            ".repos[2].buckets[1]",
        ),
        (
            Node::Item(3, Group::Buckets, 0),
            r#".repos[] | select(.id? == 7) | .units[] | select(.unitId? == "u")"#,
            ".repos[3].units[0]",
        ),
        (
            Node::Item(3, Group::AiLlms, 0),
            r#".repos[] | select(.id? == 7) | .aiLlms[] | select(.aiLlm?.id? == "l")"#,
            ".repos[3].aiLlms[0]",
        ),
    ] {
        assert_eq!(filter(&inventory, node), expected);
        assert_finds(repos, node, place);
    }
}

#[test]
fn without_an_id_of_its_own_it_is_found_by_its_place() {
    let repos = r#"{"id":"a","apiKeys":[{"id":"k"},{"id":"\u006b"},{"id":null},{},5]},{"id":"a"},{"name":"x"},
        {"id":"https://u:canary@h"},{"id":["l"]}"#;
    let inventory = inventory(repos);
    for (node, expected) in [
        (Node::Repo(1), ".repos[1]"),
        (Node::Repo(2), ".repos[2]"),
        (Node::Repo(3), ".repos[3]"),
        (Node::Repo(4), ".repos[4]"),
        (Node::Item(0, Group::ApiKeys, 0), ".repos[0] | .apiKeys[0]"),
        (Node::Item(0, Group::ApiKeys, 1), ".repos[0] | .apiKeys[1]"),
        (Node::Item(0, Group::ApiKeys, 3), ".repos[0] | .apiKeys[3]"),
        (Node::Item(0, Group::ApiKeys, 4), ".repos[0] | .apiKeys[4]"),
    ] {
        assert_eq!(filter(&inventory, node), expected);
        assert_finds(repos, node, expected);
    }
}

#[test]
fn hostile_ids_stay_ids_for_jq_and_for_the_shell() {
    for id in [
        r"'; echo owned; '",
        r"\\(1+1)",
        r#"\") | halt_error | (\""#,
        r"\u001b[31m\u202e",
        r"\u0000\ud83d\udcbe",
        "$HOME `id` $(id) # !x",
        "é 中",
    ] {
        let repos = format!(r#"{{"id":"other"}},{{"id":"{id}","aiApiKeys":[{{"id":"{id}"}}]}}"#);
        assert_finds(&repos, Node::Repo(1), ".repos[1]");
        assert_finds(&repos, Node::Item(1, Group::AiApiKeys, 0), ".repos[1].aiApiKeys[0]");
    }
}

#[test]
fn the_command_asks_what_the_program_asks_and_holds_no_token() {
    assert_eq!(curl("https://h/repo", None), "curl -sS -H \"Authorization: Bearer $FLASHBACK_TOKEN\" 'https://h/repo'");
    let base = crate::api::parse_base_url("https://h/it's/$x", false).unwrap();
    let url = crate::api::repo_url(&base, None).to_string();
    for id in ["workspace-123", "a b", "a&b=c#d", "ü", "%2f", "🗄", "a\r\nX: y", "1+1", "*-._~'\"$x`id`"] {
        let command = curl(&url, Some(id));
        let script = format!("curl() {{ printf '%s|' \"$@\"; }}; FLASHBACK_TOKEN=t; {command}");
        let expected = format!("-sS|-H|Authorization: Bearer t|{}|", crate::api::repo_url(&base, Some(id)));
        assert_eq!(printed("sh", &["-c", &script], "").unwrap_or_else(|| expected.clone()), expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_id_is_found_again(id in ".{0,12}") {
        let id = serde_json::to_string(&id).unwrap();
        assert_finds(&format!(r#"{{"id":"-"}},{{"id":{id}}}"#), Node::Repo(1), ".repos[1]");
    }

    #[test]
    fn any_text_is_one_word_of_a_shell(words in "[^\0]{0,20}") {
        let script = format!("printf '%s|' {}", quoted(&words));
        let said = printed("sh", &["-c", &script], "").map(|said| said + "\n");
        if let Some(said) = said {
            prop_assert_eq!(said.trim_end_matches('\n'), words + "|");
        }
    }
}
