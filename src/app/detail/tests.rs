use std::sync::Arc;

use jiff::Timestamp;
use ratatui::layout::Size;

use super::*;
use crate::app::fetching;
use crate::app::msg::{Loading, RequestId};
use crate::app::state::About;
use crate::model::inventory::Scope;
use crate::model::scan::Scanner;

/// The lines of a node of one repository's details in a width.
fn lines(repo: &str, node: Node, width: u16, set: impl Fn(&mut DetailPane)) -> Vec<String> {
    lines_with(&Fingerprints::default(), repo, node, width, set)
}

/// The same, where there are fingerprints.
fn lines_with(
    fingerprints: &Fingerprints,
    repo: &str,
    node: Node,
    width: u16,
    set: impl Fn(&mut DetailPane),
) -> Vec<String> {
    let now: Timestamp = "2026-11-24T14:03:22Z".parse().unwrap();
    let mut state = State::new(About::default(), Scope::All, Size { width: 160, height: 50 }, now);
    fetching::start(&mut state, Scope::All);
    let mut scanner = Scanner::default();
    scanner.push(format!(r#"{{"success":true,"repos":[{repo}]}}"#).as_bytes()).unwrap();
    let segment = Arc::new(scanner.next_whole().or_else(|| scanner.seal()).unwrap());
    fetching::loading(&mut state, RequestId(1), Loading::Part(segment, 1));
    state.detail.node = Some(node);
    state.rules.fingerprints = fingerprints.clone();
    set(&mut state.detail);
    content(&state, width).lines.iter().map(|line| line.text().trim_end().to_owned()).collect()
}

const REPO: &str = r#"{"id":"a","name":"Backups","createdAt":"2024-01-15T09:00:00Z"}"#;

#[test]
fn labels_take_the_room_they_need() {
    let lines = lines(REPO, Node::Repo(0), 60, |_| ());
    assert_eq!(lines.first().map(String::as_str), Some("Name          Backups"));
    assert!(lines.contains(&"Workspace ID  not sent".to_owned()), "{lines:?}");
}

#[test]
fn an_age_is_never_broken_in_two() {
    let wide = lines(REPO, Node::Repo(0), 43, |_| ());
    assert!(wide.contains(&"Created       2024-01-15 09:00:00Z, 2 y ago".to_owned()), "{wide:?}");
    let narrow = lines(REPO, Node::Repo(0), 42, |_| ());
    let at = narrow.iter().position(|line| line == "Created       2024-01-15 09:00:00Z,").unwrap();
    assert_eq!(narrow.get(at + 1).map(String::as_str), Some("              2 y ago"));
}

#[test]
fn the_first_masked_value_says_how_to_see_it() {
    const KEYS: &str = r#"{"apiKeys":[{"key":"AKIAIOSFODNN7EXAMPLE","secret":{"iv":"x"}}]}"#;
    let node = Node::Item(0, Group::ApiKeys, 0);
    let masked = lines(KEYS, node, 60, |_| ());
    assert!(masked.contains(&"Key          AKIA****MPLE   x reveals".to_owned()), "{masked:?}");
    assert!(masked.contains(&"Secret       encrypted, 1 field".to_owned()), "{masked:?}");
    let revealed = lines(KEYS, node, 60, |pane| pane.revealed = true);
    assert!(revealed.contains(&"Key          AKIAIOSFODNN7EXAMPLE".to_owned()), "{revealed:?}");
    assert!(revealed.contains(&"  iv         x".to_owned()), "{revealed:?}");
}

#[test]
fn json_that_is_too_long_goes_on_below_its_name() {
    let lines = lines(REPO, Node::Repo(0), 24, |pane| pane.json = true);
    assert_eq!(
        lines,
        [
            "{",
            r#"  "id": "a","#,
            r#"  "name": "Backups","#,
            r#"  "createdAt":"#,
            r#"    "2024-01-15T09:00:00"#,
            r#"    Z""#,
            "}"
        ]
    );
}

#[test]
fn what_is_no_object_is_shown_as_it_came_under_its_place() {
    let all = lines("null", Node::Repo(0), 60, |_| ());
    assert_eq!(all, ["! this repository is null, expected an object", "", "As it came", "null"]);
}

#[test]
fn a_list_that_is_none_is_shown_as_it_came() {
    const REPO: &str = r#"{"buckets":"oops","apiKeys":"canary-canary-canary","aiLlms":null}"#;
    let json = |group| lines(REPO, Node::Group(0, group), 60, |pane| pane.json = true);
    assert_eq!(json(Group::Buckets), ["! `buckets` is a string, expected a list", "", r#""oops""#]);
    assert_eq!(json(Group::ApiKeys), ["! `apiKeys` is a string, expected a list", "", r#""cana****nary""#]);
    assert_eq!(json(Group::AiLlms), ["null"]);
    assert_eq!(json(Group::AiApiKeys), ["This list was not sent."]);
    let fields = lines(REPO, Node::Group(0, Group::Buckets), 60, |_| ());
    assert_eq!(fields, ["! `buckets` is a string, expected a list", "", "t shows what came."]);
}

#[test]
fn a_list_marks_what_has_a_problem_and_lines_up_its_ages() {
    const REPO: &str = r#"{"apiKeys":[{"id":"k","name":"one","createdAt":"2026-11-24T14:00:00Z"},null,
        {"id":"l","name":"fine","createdAt":"2024-10-15T09:00:00Z"},{"id":"k","name":"two","createdAt":"2024-01-15"}]}"#;
    assert_eq!(
        lines(REPO, Node::Group(0, Group::ApiKeys), 60, |_| ()),
        [
            "  NAME       ACCESS  KEY  AGE",
            "! one        -       -     3m",
            "! API key 2  -       -      -",
            "  fine       -       -     2y",
            "! two        -       -      ?",
        ]
    );
    let item = lines(REPO, Node::Item(0, Group::ApiKeys, 3), 60, |_| ());
    assert_eq!(item.get(1).map(String::as_str), Some("! another API key in this list has the same id"));
    let repo = lines(REPO, Node::Repo(0), 60, |_| ());
    assert!(repo.contains(&"API keys      4: 3 with problems".to_owned()), "{repo:?}");
}

#[test]
fn each_reference_has_a_line_of_its_own() {
    const REPO: &str = r#"{"aiLlms":[{"aiLlm":{"repos":[{"id":"1","name":"Alpha","storageType":"S3"},{"id":"2","name":"Beta"}]}},
        {"aiLlm":{"repos":[]}}]}"#;
    let used_by = |index| {
        let all = lines(REPO, Node::Item(0, Group::AiLlms, index), 60, |_| ());
        all.into_iter().skip_while(|line| !line.starts_with("Used by")).collect::<Vec<_>>()
    };
    assert_eq!(used_by(0), ["Used by          Alpha  1  S3", "                 Beta  2"]);
    assert_eq!(used_by(1), ["Used by          none"]);
}

/// The lines, and how long it took to make them in a time that a machine under load has too.
#[track_caller]
fn in_time(repo: &str, node: Node, set: impl Fn(&mut DetailPane)) -> Vec<String> {
    let started = std::time::Instant::now();
    let lines = lines(repo, node, 40, set);
    assert!(started.elapsed() < Duration::from_secs(8), "{:?}", started.elapsed());
    lines
}

#[test]
fn what_nobody_scrolls_through_is_cut_and_told() {
    let members: Vec<String> = (0..20_000).map(|at| format!(r#""m{at}":{at}"#)).collect();
    let lines = in_time(&format!(r#"{{"name":"Wide",{}}}"#, members.join(",")), Node::Repo(0), |_| ());
    assert!(lines.iter().any(|line| line.ends_with("999")) && !lines.iter().any(|line| line.ends_with("1000")));
    assert_eq!(lines.last().map(String::as_str), Some("… and 19000 more; `ls -o json` prints everything"));

    let long = "y".repeat(300_000);
    for (value, told) in
        [(format!("\"{long}\""), "cut here: it is 300"), (format!("[\"{long}\"]"), "300.0 kB of JSON; t")]
    {
        let lines = in_time(&format!(r#"{{"name":"Long","other":{value}}}"#), Node::Repo(0), |_| ()).concat();
        assert!(lines.replace(' ', "").contains(&told.replace(' ', "")), "{told}");
        assert!(lines.len() < 150_000, "{}", lines.len());
    }
    let zeros = vec!["0"; 150_000].join(",");
    let json = in_time(&format!(r#"{{"other":[{zeros}]}}"#), Node::Repo(0), |pane| pane.json = true);
    assert!(json.len() <= MOST_LINES + 1);
    let cut = "… cut here: it is 300.0 kB in all; `ls -o json` prints everything";
    assert_eq!(json.last().map(String::as_str), Some(cut));
}

#[test]
fn a_list_of_very_many_is_summed_up() {
    let items: Vec<String> = (0..3000).map(|at| format!(r#"{{"id":"k{at}","accessType":"T{}"}}"#, at % 1500)).collect();
    let repo = format!(r#"{{"name":"Many","apiKeys":[{}]}}"#, items.join(","));
    let lines = in_time(&repo, Node::Repo(0), |_| ()).join(" ");
    assert!(lines.contains("3000: 2 T0") && lines.contains("1488 more values"), "{lines}");
    let table = in_time(&repo, Node::Group(0, Group::ApiKeys), |_| ());
    assert_eq!(table.len(), 2002, "a heading, the first ones, and how many more");
    assert_eq!(table.last().map(String::as_str), Some("… and 1000 more, in the tree"));
}

#[test]
fn a_masked_key_has_its_fingerprint_and_an_empty_one_none() {
    let fingerprints = Fingerprints::new(Arc::new(|value: &[u8]| u16::from(*value.last().unwrap())));
    let shown = |key: &str, revealed| {
        let repo = format!(r#"{{"apiKeys":[{{"key":"{key}"}}]}}"#);
        let node = Node::Item(0, Group::ApiKeys, 0);
        let lines = lines_with(&fingerprints, &repo, node, 60, |pane| pane.revealed = revealed);
        lines.into_iter().find_map(|line| Some(line.strip_prefix("Key ")?.trim().to_owned())).unwrap()
    };
    assert_eq!(shown("AKIAIOSFODNN7EXAMPLE", false), "AKIA****MPLE #0045   x reveals");
    assert_eq!(shown("AKIAIOSFODNN7EXAMPLE", true), "AKIAIOSFODNN7EXAMPLE");
    assert!(shown("", false).starts_with("(empty)"));
}

#[test]
fn in_a_table_and_in_json_a_masked_value_has_its_fingerprint_as_well() {
    let fingerprints = Fingerprints::new(Arc::new(|value: &[u8]| u16::from(*value.last().unwrap())));
    let repo = r#"{"apiKeys":[{"key":"AKIAIOSFODNN7EXAMPLE","secret":{"iv":"ab"}}]}"#;
    let shown = |node, json, revealed| {
        let lines = lines_with(&fingerprints, repo, node, 60, |pane| (pane.json, pane.revealed) = (json, revealed));
        lines.join("\n")
    };
    let (list, item) = (Node::Group(0, Group::ApiKeys), Node::Item(0, Group::ApiKeys, 0));
    assert!(shown(list, false, false).contains("AKIA****MPLE #0045"));
    for node in [Node::Repo(0), list, item] {
        let json = shown(node, true, false);
        assert!(json.contains(r#""key": "AKIA****MPLE #0045""#) && json.contains(r#""iv": "**** #0062""#), "{json}");
    }
    assert!(shown(item, true, true).contains(r#""key": "AKIAIOSFODNN7EXAMPLE""#));
    assert!(shown(item, false, false).contains("encrypted, 1 field #"));
}
