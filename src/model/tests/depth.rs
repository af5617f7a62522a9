//! Nesting of any depth, in unknown and in known fields: it takes no stack, and costs the other repositories nothing.

use std::thread;

use crate::model::kind::{Group, Node};
use crate::model::pretty::{self, Layout, Secrets};
use crate::model::secret::Sensitivity;
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
                assert!(seen(&inventory, Node::Repo(1)).len() > depth);
                assert_eq!(record(&inventory, Node::Repo(2)).title(), "b");
            }
        })
        .unwrap()
        .join()
        .unwrap();
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
