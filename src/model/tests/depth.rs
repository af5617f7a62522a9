//! Nesting of any depth, in unknown and in known fields: it takes no stack, and costs the other repositories nothing.

use std::thread;

use jiff::Timestamp;

use crate::model::kind::{Group, Node};
use crate::model::members::Members;
use crate::model::pretty::{self, Layout, Secrets};
use crate::model::query::{Context, Query};
use crate::model::secret::Sensitivity;
use crate::model::sheet::Sheet;
use crate::model::tests::{nodes, read, record, seen};

/// Far less than a thread has, and far less than a frame for each level would take.
const STACK: usize = 256 * 1024;

fn nested(open: &str, depth: usize, close: &str) -> String {
    [open.repeat(depth), "1".to_owned(), close.repeat(depth)].concat()
}

/// Answers with two good repositories around one that is deep somewhere, and answers that are deep around the list.
fn answers(depth: usize) -> Vec<String> {
    let repo = |members: &str| {
        format!(
            r#"{{"success":true,"repos":[{{"id":"a","name":"first"}},{{"id":"d",{members}}},{{"id":"b","name":"last"}}]}}"#
        )
    };
    let (list, object) = (nested("[", depth, "]"), nested("{\"a\":", depth, "}"));
    let mut answers = Vec::new();
    for deep in [&list, &object] {
        for name in ["unknown", "name", "createdAt", "disabled", "buckets", "apiKeys"] {
            answers.push(repo(&format!("\"{name}\":{deep}")));
        }
        answers.push(repo(&format!(r#""buckets":[{deep}]"#)));
        answers.push(repo(&format!(
            r#""buckets":[{{"bucketId":"x","bucket":{{"key":{deep},"secret":{deep},"repos":{deep}}}}}]"#
        )));
        let two = r#"[{"id":"a","name":"first"},{"id":"b","name":"last"}]"#;
        answers.push(format!(r#"{{"success":true,"next":{deep},"repos":{two}}}"#));
        answers.push(format!(r#"{{"success":{deep},"repos":{two}}}"#));
    }
    answers
}

fn survive(depth: usize) {
    for answer in answers(depth) {
        let start: String = answer.chars().take(120).collect();
        let (inventory, rest) = read(answer.as_bytes(), 64 * 1024).unwrap_or_else(|fault| panic!("{start}: {fault:?}"));
        let last = inventory.len() - 1;
        assert_eq!(record(&inventory, Node::Repo(0)).title(), "first", "{start}");
        assert_eq!(record(&inventory, Node::Repo(last)).title(), "last", "{start}");
        for node in nodes(&inventory) {
            let shown = seen(&inventory, node);
            assert!(shown.len() < answer.len() * 2 + 10_000, "{start}: {} bytes are shown", shown.len());
        }
        for group in Group::ALL {
            assert!(inventory.shape(1).count(group) <= 1, "{start}");
        }
        let whole = inventory.text(1.min(last));
        for layout in [Layout::Compact, Layout::Pretty { indent: 0 }] {
            let mut out = Vec::new();
            pretty::write(whole.as_bytes(), layout, Secrets::Masked, Sensitivity::Open, &mut out).unwrap();
            // Not quadratic: indentation ends somewhere.
            assert!(out.len() < whole.len() * 2 + 10_000, "{start}: {} bytes", out.len());
        }
        assert!(rest.envelope.len() < answer.len());
    }
}

#[test]
fn a_thousand_levels_anywhere_cost_nothing_else() {
    thread::Builder::new().stack_size(STACK).spawn(|| survive(1_000)).unwrap().join().unwrap();
}

#[test]
fn a_million_levels_take_no_stack() {
    thread::Builder::new()
        .stack_size(STACK)
        .spawn(|| {
            let depth = 1_000_000;
            for member in ["\"unknown\"", "\"name\""] {
                let deep = nested("[", depth, "]");
                let answer =
                    format!(r#"{{"repos":[{{"id":"a"}},{{"id":"d",{member}:{deep}}},{{"id":"b"}}],"x":{deep}}}"#);
                let (inventory, _) = read(answer.as_bytes(), 64 * 1024).unwrap();
                assert_eq!(inventory.len(), 3);
                assert!(seen(&inventory, Node::Repo(1)).contains("` nests deeper than 128 levels"), "{member}");
                assert_eq!(record(&inventory, Node::Repo(2)).title(), "b");
            }
        })
        .unwrap()
        .join()
        .unwrap();
}

#[test]
fn a_field_of_more_than_128_levels_is_told_as_too_deep_wherever_problems_are_counted() {
    for (member, depth, told) in [
        ("unknown", 128, ""),
        ("unknown", 129, "`unknown` nests deeper than 128 levels: `ls -o json` prints it"),
        ("name", 128, "`name` is a list, expected a string"),
        ("name", 129, "`name` nests deeper than 128 levels, expected a string"),
    ] {
        let deep = nested("[", depth, "]");
        let repo = format!(r#"{{"id":"d","{member}":{deep},"apiKeys":[{{"id":"k","{member}":{deep}}}]}}"#);
        let (inventory, _) = read(format!(r#"{{"repos":[{repo},{{"id":"good"}}]}}"#).as_bytes(), 64 * 1024).unwrap();
        let sheet = Sheet::of(repo.as_bytes());
        for (node, counted) in [
            (Node::Repo(0), sheet.repo().problems),
            (Node::Item(0, Group::ApiKeys, 0), sheet.items(Group::ApiKeys).next().unwrap().problems),
        ] {
            let record = record(&inventory, node);
            assert_eq!(record.problems.concat(), told, "{member} {depth}");
            assert_eq!(usize::from(counted), record.problems.len(), "{member} {depth}");
            assert_eq!(seen(&inventory, node).contains(&deep), depth == 128, "what is too deep is not shown");
        }
        let listed = Members::read(repo.as_bytes(), |members| members.problems);
        assert_eq!(listed, u8::from(!told.is_empty()));
    }
}

#[test]
fn a_query_does_not_look_into_a_million_levels() {
    let repo = |id: &str, depth| format!(r#"{{"id":"{id}","x":{}"needle"{}}}"#, "[".repeat(depth), "]".repeat(depth));
    let answer = format!(r#"{{"repos":[{},{}]}}"#, repo("deep", 1_000_000), repo("good", 127));
    let (inventory, _) = read(answer.as_bytes(), 64 * 1024).unwrap();
    for query in ["needle", "~ndl"] {
        let hits = |repo| Query::parse(query).hits(&inventory, repo, &Context::at(Timestamp::UNIX_EPOCH)).any();
        assert_eq!([hits(0), hits(1)], [false, true], "{query}");
    }
}

#[test]
fn a_million_levels_that_are_never_closed_are_a_broken_answer() {
    for open in ["[", "{\"a\":", "{\"repos\":[", "[{"] {
        for before in ["", "{\"x\":", "{\"repos\":[", "{\"repos\":[{\"x\":"] {
            let answer = [before, &open.repeat(200_000)].concat();
            assert!(read(answer.as_bytes(), 64 * 1024).is_err(), "{before}{open}");
        }
    }
}
