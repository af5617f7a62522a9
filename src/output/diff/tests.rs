//! The reports of what changed in the demo organization, and what holds for any.

use std::sync::Arc;

use serde_json::Value;

use super::*;
use crate::model::scan::Scanner;

const DEMO: &str = include_str!("../../../assets/demo/organization.json");
const FORMATS: [DiffFormat; 3] = [DiffFormat::Table, DiffFormat::Json, DiffFormat::Md];

fn read(answer: &str) -> Inventory {
    let (mut scanner, mut inventory) = (Scanner::default(), Inventory::default());
    scanner.push(answer.as_bytes()).unwrap();
    scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
    inventory.finish(&scanner.finish().unwrap());
    inventory
}

fn written(old: &str, new: &str, format: DiffFormat, charset: Charset) -> String {
    let new = read(new);
    let reviewed = Reviewed::of(&read(old), &new);
    let fingerprints = Fingerprints::new(Arc::new(|value: &[u8]| {
        value.iter().fold(7, |sum: u16, byte| sum.rotate_left(3) ^ u16::from(*byte))
    }));
    let names = ["before.json", "after.json"];
    let comparison = Comparison { reviewed: &reviewed, new: &new, fingerprints: &fingerprints, names };
    let mut out = Vec::new();
    write_comparison(&comparison, format, charset, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The demo's organization a while later: a repository and a key gone, one disabled, a bucket moved, a key replaced.
fn later() -> String {
    let mut document: Value = serde_json::from_str(DEMO).unwrap();
    let repos = document["repos"].as_array_mut().unwrap();
    repos[1]["disabled"] = Value::from(true);
    repos[0]["apiKeys"][0]["key"] = Value::from("AKIADEMO7NEWKEYEXAMPLE");
    let moved = repos[0]["buckets"].as_array_mut().unwrap().remove(0);
    repos[2]["buckets"].as_array_mut().unwrap().push(moved);
    repos[3]["apiKeys"].as_array_mut().unwrap().push(serde_json::json!({"id": "new", "name": "New | key"}));
    repos.remove(5);
    repos.reverse();
    document.to_string()
}

#[test]
fn reports_of_the_demo_organization() {
    insta::assert_snapshot!("table", written(DEMO, &later(), DiffFormat::Table, Charset::Unicode));
    insta::assert_snapshot!("md", written(DEMO, &later(), DiffFormat::Md, Charset::Unicode));
    insta::assert_snapshot!("json", written(DEMO, &later(), DiffFormat::Json, Charset::Unicode));
}

#[test]
fn json_has_the_documented_members_whatever_changed() {
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let nothing = r#"{"success":true,"repos":[]}"#;
    for (old, new) in [(DEMO, later().as_str()), (DEMO, DEMO), (DEMO, nothing), (nothing, DEMO)] {
        for charset in [Charset::Unicode, Charset::Ascii] {
            let json: Value = serde_json::from_str(&written(old, new, DiffFormat::Json, charset)).unwrap();
            assert_eq!(names(&json), ["added", "changed", "removed"]);
            let objects = |section: &str| json[section].as_array().unwrap().clone();
            for object in [objects("added"), objects("removed")].concat() {
                assert_eq!(names(&object), ["id", "kind", "name", "repo"]);
            }
            for object in objects("changed") {
                assert_eq!(names(&object), ["fields", "id", "kind", "name", "repo"]);
                let fields = object["fields"].as_array().unwrap();
                assert!(!fields.is_empty());
                for field in fields {
                    assert_eq!(names(field), ["after", "before", "field"]);
                }
            }
        }
    }
    let json: Value = serde_json::from_str(&written(
        r#"{"success":true,"repos":[{"id":"r","name":"A","disabled":false}]}"#,
        r#"{"success":true,"repos":[{"id":"r","name":null,"disabled":true}]}"#,
        DiffFormat::Json,
        Charset::Unicode,
    ))
    .unwrap();
    let expected = serde_json::json!([
        {"field": "name", "before": "A", "after": null},
        {"field": "disabled", "before": false, "after": true},
    ]);
    assert_eq!(json["changed"][0]["fields"], expected);
}

#[test]
fn where_nothing_changed_that_is_said() {
    for format in [DiffFormat::Table, DiffFormat::Md] {
        assert!(written(DEMO, DEMO, format, Charset::Unicode).ends_with("nothing changed\n"));
    }
    let json = written(DEMO, DEMO, DiffFormat::Json, Charset::Unicode);
    assert_eq!(json, "{\n  \"added\": [],\n  \"removed\": [],\n  \"changed\": []\n}\n");
}

#[test]
fn no_format_tells_a_secret_or_what_no_terminal_may_see() {
    let answer = |end: u8| {
        format!(
            r#"{{"success":true,"repos":[{{"id":"r\u001b[2J","name":"\u202eK\u00f6ln","apiKeys":[{{"id":"k","key":"canary-ca{end}-canary","secret":{{"k":"canary{end}"}},"token":"canary-{end}"}}],"list":[{end}]}}]}}"#
        )
    };
    for format in FORMATS {
        for charset in [Charset::Unicode, Charset::Ascii] {
            let report = written(&answer(1), &answer(2), format, charset);
            assert!(!report.contains("canary"), "{report}");
            assert!(report.chars().all(|c| c == '\n' || !c.is_control()), "{report}");
            assert!(charset == Charset::Unicode || report.is_ascii(), "{report}");
        }
    }
}
