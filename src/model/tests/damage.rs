//! Each documented field deleted, null, of another type and huge: everything else stays the same.

use serde_json::{Value, json};

use crate::model::kind::{Group, Kind, Node};
use crate::model::record::FieldValue;
use crate::model::scan::Scanner;
use crate::model::schema::{self, FieldSpec, Format};
use crate::model::tests::{EXAMPLE, facts, lists, record, seen, whole};
use crate::model::verdict::Fault;

/// What may stand where something else is documented, as text, since not all of it fits a number of ours.
const WRONG: [&str; 13] = [
    "null",
    "0",
    "-1",
    "1.5",
    "true",
    "\"\"",
    "\"x\"",
    "[]",
    "{}",
    "1e400",
    "9223372036854775808",
    "[[],{\"a\":1}]",
    "{\"name\":\"x\",\"id\":[1]}",
];
/// Stands in the document where the wrong value comes.
const HERE: &str = "@here@";
/// Nothing of it may be seen.
const CANARY: &str = "Zq7XwV9kJz3QyB5xKv8WqG4jXz6PfR2d";

/// The damaged repository is the first of two, the other one is to be as before.
const OBJECTS: [(Kind, &str, Node); 5] = [
    (Kind::Repo, "/repos/0", Node::Repo(0)),
    (Kind::Bucket, "/repos/0/buckets/0", Node::Item(0, Group::Buckets, 0)),
    (Kind::ApiKey, "/repos/0/apiKeys/0", Node::Item(0, Group::ApiKeys, 0)),
    (Kind::AiLlm, "/repos/0/aiLlms/0", Node::Item(0, Group::AiLlms, 0)),
    (Kind::AiApiKey, "/repos/0/aiApiKeys/0", Node::Item(0, Group::AiApiKeys, 0)),
];

fn two_repositories() -> Value {
    let mut document: Value = serde_json::from_str(EXAMPLE).unwrap();
    let mut second = document["repos"][0].clone();
    second["id"] = json!("the-second");
    document["repos"].as_array_mut().unwrap().push(second);
    document
}

/// The document with the field at a path of an object as this JSON text; `None` deletes it.
fn damaged(place: &str, path: &str, value: Option<&str>) -> String {
    let mut document = two_repositories();
    let (parents, name) =
        path.rsplit_once('.').map_or((String::new(), path), |(parent, name)| (format!("/{parent}"), name));
    let object = document.pointer_mut(&format!("{place}{parents}")).unwrap().as_object_mut().unwrap();
    match value {
        None => drop(object.remove(name)),
        Some(_) => drop(object.insert(name.to_owned(), json!(HERE))),
    }
    document.to_string().replace(&format!("\"{HERE}\""), value.unwrap_or_default())
}

fn specs() -> impl Iterator<Item = (&'static str, Node, &'static FieldSpec)> {
    OBJECTS.iter().flat_map(|(kind, place, node)| schema::fields(*kind).iter().map(|spec| (*place, *node, spec)))
}

#[test]
fn one_damaged_field_changes_nothing_else() {
    let before = facts(&whole(&two_repositories().to_string()));
    assert!(before.len() > 80, "{}", before.len());
    let huge = format!("\"{}\"", "ü".repeat(50_000));
    let mut cases = 0;
    for (place, node, spec) in specs() {
        for value in [None].into_iter().chain(WRONG.map(Some)).chain([Some(huge.as_str())]) {
            let inventory = whole(&damaged(place, spec.path, value));
            let mut after = facts(&inventory);
            let mut expected = before.clone();
            let at = (node, spec.path.to_owned());
            let (was, is) = (expected.remove(&at), after.remove(&at));
            assert!(expected == after, "{node:?} {} as {value:?} changed something else", spec.path);
            assert!(was.is_some() || spec.extra, "{node:?} {}", spec.path);
            match value {
                None => assert_eq!(is, (!spec.extra).then_some(FieldValue::Absent)),
                Some("null") => assert_eq!(is, Some(FieldValue::Null)),
                Some(_) => assert!(!matches!(is, None | Some(FieldValue::Absent | FieldValue::Null))),
            }
            cases += 1;
        }
    }
    assert!(cases > 600, "{cases}");
}

#[test]
fn a_wrong_type_is_told_by_its_kind_and_a_right_one_not_at_all() {
    for (place, node, spec) in specs() {
        for (value, kind) in
            [("0", "a number"), ("\"x\"", "a string"), ("true", "true or false"), ("[]", "a list"), ("{}", "an object")]
        {
            let inventory = whole(&damaged(place, spec.path, Some(value)));
            let problems = record(&inventory, node).problems;
            let fits = match spec.format {
                Format::Text | Format::Key => kind == "a string",
                Format::Flag => kind == "true or false",
                Format::Secret => kind == "an object",
                Format::References => kind == "a list",
                Format::Time => false,
            };
            let told = problems.iter().any(|problem| problem.starts_with(&format!("`{}` is", spec.path)));
            assert_eq!(told, !fits, "{} as {value}: {problems:?}", spec.path);
            if !fits && spec.format != Format::Time {
                assert!(problems.iter().any(|it| it.contains(&format!("is {kind}, expected"))), "{problems:?}");
            }
        }
    }
}

#[test]
fn a_credential_is_never_echoed_whatever_it_came_as() {
    let number = "73391840275516489021";
    let core = CANARY.get(4..CANARY.len() - 4).unwrap();
    for (place, node, spec) in specs().filter(|(.., spec)| matches!(spec.format, Format::Key | Format::Secret)) {
        for value in [
            format!("\"{CANARY}\""),
            number.to_owned(),
            format!("[\"{CANARY}\",{number}]"),
            format!("{{\"{CANARY}\":\"{CANARY}\",\"name\":\"{CANARY}\"}}"),
            format!("[{{\"name\":\"{CANARY}\"}},{{\"name\":\"{CANARY}\"}}]"),
            format!("{{\"a\":[{{\"name\":[\"{CANARY}\",{number}]}}]}}"),
        ] {
            let seen = seen(&whole(&damaged(place, spec.path, Some(&value))), node);
            // A member's name is no value, and names are shown: only a canary used as one may be seen.
            let seen = if value.starts_with("{\"Zq7") { seen.replace(&format!("\"{CANARY}\":"), "") } else { seen };
            assert!(!seen.contains(core) && !seen.contains("391840275"), "{} as {value}\n{seen}", spec.path);
        }
    }
}

#[test]
fn a_damaged_list_costs_the_others_nothing() {
    let before = whole(&two_repositories().to_string());
    for group in Group::ALL {
        let name = group.members()[0];
        for value in [None].into_iter().chain(WRONG.map(Some)) {
            let after = whole(&damaged("/repos/0", name, value));
            assert_eq!(after.len(), 2, "{name} as {value:?}");
            let (mut was, mut is) = (facts(&before), facts(&after));
            let others = |(node, _): &(Node, String)| !matches!(node, Node::Item(0, of, _) if *of == group);
            was.retain(|place, _| others(place));
            is.retain(|place, _| others(place));
            assert!(was == is, "{name} as {value:?}");
            let (was, is) = (lists(&before, 0), lists(&after, 0));
            for other in Group::ALL.iter().filter(|other| **other != group) {
                assert_eq!(was[other.index()], is[other.index()], "{name} as {value:?}");
            }
        }
    }
}

#[test]
fn entries_that_are_no_objects_cost_the_others_nothing() {
    let good: Vec<String> = (0..1000).map(|at| format!(r#"{{"id":"r{at}","name":"n{at}"}}"#)).collect();
    let mut mixed = good.clone();
    let odd = [(3, "null"), (400, "3"), (700, "\"x\""), (999, "[]"), (1004, "true")];
    for (at, value) in odd {
        mixed.insert(at, value.to_owned());
    }
    let of = |repos: &[String]| whole(&format!(r#"{{"success":true,"repos":[{}]}}"#, repos.join(",")));
    let inventory = of(&mixed);
    assert_eq!(inventory.len(), 1005);
    for (at, value) in odd {
        let record = record(&inventory, Node::Repo(at));
        assert_eq!(record.problems.len(), 1, "{value}");
        assert_eq!(record.name(at), format!("repository {}", at + 1), "told by its place");
    }
    let titles = |inventory: &crate::model::inventory::Inventory| -> Vec<String> {
        let records = (0..inventory.len()).map(|at| record(inventory, Node::Repo(at)));
        records.filter(crate::model::record::Record::is_object).map(|record| record.title().into_owned()).collect()
    };
    assert_eq!(titles(&inventory), titles(&of(&good)));
}

#[test]
fn the_answer_around_the_list_may_be_damaged_too() {
    for success in ["null", "0", "1", "\"true\"", "[]", "{}", "1e400"] {
        let answer = damaged("", "success", Some(success));
        assert_eq!(whole(&answer).len(), 2, "{success}");
        let rest = crate::model::tests::read(answer.as_bytes(), 100).unwrap().1;
        assert_eq!(rest.remarks.len(), 1, "{success}: {:?}", rest.remarks);
    }
    for repos in WRONG.into_iter().filter(|value| !value.starts_with('[')) {
        let answer = damaged("", "repos", Some(repos));
        let fault = crate::model::tests::read(answer.as_bytes(), 100).unwrap_err();
        assert!(matches!(fault, Fault::NoRepos(Some(_))), "{repos}: {fault:?}");
    }
}

#[test]
fn what_is_kept_says_nothing_of_a_credential_when_it_is_printed_for_debugging() {
    let mut document = two_repositories();
    document["sessionToken"] = json!(CANARY);
    document["repos"][0]["clientSecret"] = json!({ "a": [CANARY] });
    for (place, _, spec) in specs().filter(|(.., spec)| matches!(spec.format, Format::Key | Format::Secret)) {
        *document.pointer_mut(&format!("{place}/{}", spec.path.replace('.', "/"))).unwrap() = json!(CANARY);
    }
    document["repos"][1]["apiKeys"][0]["key"] = json!(CANARY);
    document["repos"][1]["apiKeys"][0]["secret"] = json!({ "iv": CANARY });
    let answer = document.to_string();
    let mut scanner = Scanner::default();
    scanner.push(&answer.as_bytes()[..answer.len() / 2]).unwrap();
    let half = format!("{scanner:?}");
    let (inventory, rest) = crate::model::tests::read(answer.as_bytes(), 100).unwrap();
    let records: Vec<_> =
        crate::model::tests::nodes(&inventory).into_iter().map(|node| record(&inventory, node)).collect();
    let bytes: Vec<String> = CANARY.bytes().skip(4).take(8).map(|byte| byte.to_string()).collect();
    for printed in [half, format!("{inventory:?}"), format!("{rest:?}"), format!("{records:?}")] {
        assert!(!printed.contains(CANARY.get(4..12).unwrap()) && !printed.contains(&bytes.join(", ")), "{printed}");
    }
}
