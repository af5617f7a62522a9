//! What a filter leaves and what it leaves out, in each format; and the order.

use super::*;
use crate::model::query::{Context, Query};
use crate::model::sort::Key;

const REPOS: &str = r#"
  {"id":"r10","name":"repo-10","createdAt":"2024-01-01T00:00:00Z","buckets":[{"bucket":{"name":"main","region":"eu-1"}},{"bucket":{"name":"spare","region":"us-1"}}],
   "apiKeys":[{"name":"deploy"}]},
  {"id":"r2","name":"Repo-2","createdAt":"2025-01-01T00:00:00Z","buckets":[{"bucket":{"name":"old","region":"us-1"}}],"aiLlms":"lost"},
  {"id":"r3","name":"main","extra":{"b":1,"a":null}}"#;

fn filtered(filter: &str, sort: Option<(Key, bool)>, kind: Option<Kind>, format: Format) -> String {
    let (inventory, rest) = read(repos(REPOS).as_bytes());
    let chosen = Chosen::of(&inventory, &Query::parse(filter), sort, &[], &Context::at(now()));
    let mut out = Vec::new();
    write(&inventory, &rest, &request(kind, format, Secrets::Masked, &chosen), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn the_tree_keeps_what_matches_and_what_it_stands_in() {
    let whole = filtered("main", None, None, Format::Tree);
    assert_eq!(whole, "repo-10\n└─ Buckets (1 of 2)\n   └─ main  eu-1\nmain\n");
    let buckets = filtered("region:us*", None, Some(Kind::Bucket), Format::Tree);
    assert_eq!(
        buckets.lines().filter(|line| line.contains("─ ")).collect::<Vec<_>>(),
        ["└─ Buckets (1 of 2)", "   └─ spare  us-1", "└─ Buckets (1)", "   └─ old  us-1"]
    );
    assert_eq!(filtered("nowhere", None, None, Format::Tree), "");
}

#[test]
fn rows_that_do_not_match_are_left_out() {
    let names = |filter: &str, kind| {
        let text = filtered(filter, None, kind, Format::Csv);
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let at = reader
            .headers()
            .unwrap()
            .iter()
            .position(|it| matches!(it, "bucket.name" | "aiLlm.name" | "name"))
            .unwrap();
        reader.records().map(|record| record.unwrap()[at].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("main", None), ["repo-10", "main"], "a repository stays for what it holds");
    assert_eq!(names("main", Some(Kind::Repo)), ["main"], "but asked for repositories, it has to match itself");
    assert_eq!(names("main", Some(Kind::Bucket)), ["main"]);
    assert_eq!(names("main", Some(Kind::AiLlm)), [""; 0], "nor is there a row for what came as no list");
    let lines = filtered("main", None, Some(Kind::Bucket), Format::Jsonl);
    assert_eq!(
        lines,
        "{\"repoId\":\"r10\",\"repoName\":\"repo-10\",\"item\":{\"bucket\":{\"name\":\"main\",\"region\":\"eu-1\"}}}\n"
    );
}

#[test]
fn json_is_the_answer_with_the_repositories_that_stay_as_they_came() {
    let all: Value = serde_json::from_str(&repos(REPOS)).unwrap();
    let some: Value = serde_json::from_str(&filtered("main", None, None, Format::Json)).unwrap();
    assert_eq!(some["repos"], Value::from(vec![all["repos"][0].clone(), all["repos"][2].clone()]));
    assert_eq!(some["success"], true);
    assert_eq!(filtered("nowhere", None, None, Format::Json), "{\n  \"success\": true,\n  \"repos\": []\n}\n");
}

#[test]
fn an_order_is_kept_in_every_format() {
    let at = |text: &str, name: &str| text.find(name).unwrap();
    for format in FORMATS {
        let text = filtered("", Some((Key::Name, false)), None, format);
        assert!(at(&text, "main") < at(&text, "Repo-2") || format == Format::Tree, "{text}");
        assert!(at(&text, "Repo-2") < at(&text, "repo-10"), "{text}");
        let text = filtered("repo", Some((Key::Created, true)), None, format);
        assert!(at(&text, "Repo-2") < at(&text, "repo-10") && !text.contains("r3"), "{text}");
    }
}

#[test]
fn asking_for_nothing_writes_everything() {
    for (kind, format) in ways() {
        assert_eq!(filtered("", None, kind, format), masked(repos(REPOS), kind, format));
    }
}
