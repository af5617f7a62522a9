//! The reports of the demo organization, and what holds for any.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::model::findings::{Analysis, Analyzed};
use crate::model::scan::Scanner;
use crate::output::{Format, Layout, Listing, write_usage};

const DEMO: &str = include_str!("../../../assets/demo/organization.json");
const FORMATS: [ReportFormat; 5] =
    [ReportFormat::Table, ReportFormat::Json, ReportFormat::Md, ReportFormat::Csv, ReportFormat::Sarif];

fn read(answer: &str) -> Inventory {
    let (mut scanner, mut inventory) = (Scanner::default(), Inventory::default());
    scanner.push(answer.as_bytes()).unwrap();
    scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
    inventory.finish(&scanner.finish().unwrap());
    inventory
}

/// When it was asked, and looked at.
const NOW: &str = "2026-11-24T12:00:00Z";

fn source() -> Source {
    Source {
        scope: "all workspaces, as far as this token sees".to_owned(),
        api: "backend.example.com".to_owned(),
        as_of: Some(NOW.parse().unwrap()),
        sha256: "ab".repeat(32),
    }
}

fn fingerprints() -> Fingerprints {
    Fingerprints::new(Arc::new(|value: &[u8]| {
        value.iter().fold(7, |sum: u16, byte| sum.rotate_left(3) ^ u16::from(*byte))
    }))
}

fn written(answer: &str, format: ReportFormat, charset: Charset) -> String {
    let (inventory, policy, source, fingerprints) = (read(answer), Policy::default(), source(), fingerprints());
    let Analyzed { findings, usage, .. } = Analysis::of(&inventory, policy.clone(), NOW.parse().unwrap());
    let report = Report {
        inventory: &inventory,
        findings: &findings,
        usage: &usage,
        policy: &policy,
        fingerprints: &fingerprints,
        source: &source,
        now: NOW.parse().unwrap(),
    };
    let mut out = Vec::new();
    write_report(&report, format, charset, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn listed(answer: &str, format: Format) -> String {
    let (inventory, fingerprints) = (read(answer), fingerprints());
    let usage = Usage::of(&inventory);
    let listing = Listing { inventory: &inventory, usage: &usage, fingerprints: &fingerprints };
    let mut out = Vec::new();
    write_usage(&listing, Layout { format, charset: Charset::Unicode, has_header: true }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The first lines; the others are more of the same.
fn top(text: &str) -> String {
    text.lines().take(24).collect::<Vec<_>>().join("\n")
}

#[test]
fn reports_of_the_demo_organization() {
    insta::assert_snapshot!("table", written(DEMO, ReportFormat::Table, Charset::Unicode));
    insta::assert_snapshot!("md", top(&written(DEMO, ReportFormat::Md, Charset::Unicode)));
    insta::assert_snapshot!("json", top(&written(DEMO, ReportFormat::Json, Charset::Unicode)));
    insta::assert_snapshot!("csv", top(&written(DEMO, ReportFormat::Csv, Charset::Unicode)));
    let sarif: Value = serde_json::from_str(&written(DEMO, ReportFormat::Sarif, Charset::Unicode)).unwrap();
    insta::assert_snapshot!(
        "sarif",
        format!("{:#}\n{:#}", sarif["runs"][0]["results"][0], sarif["runs"][0]["properties"])
    );
}

#[test]
fn who_uses_what_in_the_demo_organization() {
    insta::assert_snapshot!("usage_tree", top(&listed(DEMO, Format::Tree)));
    insta::assert_snapshot!("usage_table", top(&listed(DEMO, Format::Table)));
    let json: Value = serde_json::from_str(&listed(DEMO, Format::Json)).unwrap();
    let lines = listed(DEMO, Format::Jsonl);
    let of_lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(json, Value::from(of_lines));
    let rows = listed(DEMO, Format::Csv).lines().count();
    assert_eq!(listed(DEMO, Format::Md).lines().count(), rows + 1);
    let users = json.as_array().unwrap().iter().map(|thing| thing["users"].as_array().unwrap().len());
    assert_eq!(users.sum::<usize>() + 1, rows);
}

#[test]
fn every_report_says_where_it_comes_from_also_where_nothing_was_found() {
    let nothing = r#"{"success":true,"repos":[]}"#;
    for format in FORMATS {
        let (some, none) = (written(DEMO, format, Charset::Unicode), written(nothing, format, Charset::Unicode));
        let told = ["as far as this token sees", "backend.example.com", "2026-11-24", &"ab".repeat(32), VERSION];
        for words in told {
            assert!(some.contains(words), "{format:?} {words}");
            // Without rows CSV has a header alone.
            assert!(none.contains(words) || format == ReportFormat::Csv, "{format:?} {words}");
        }
    }
    assert!(written(nothing, ReportFormat::Table, Charset::Unicode).ends_with("nothing found\n"));
    let json: Value = serde_json::from_str(&written(nothing, ReportFormat::Json, Charset::Unicode)).unwrap();
    assert_eq!(json["findings"], Value::from(Vec::<Value>::new()));
    assert_eq!(listed(nothing, Format::Json), "[]\n");
}

#[test]
fn json_has_the_documented_members_and_sarif_its_own() {
    let json: Value = serde_json::from_str(&written(DEMO, ReportFormat::Json, Charset::Ascii)).unwrap();
    let names = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&json), ["api", "as_of", "findings", "scope", "sha256", "version"]);
    let expected = ["advice", "evidence", "id", "kind", "message", "name", "repo", "rule", "severity"];
    assert_eq!(names(&json["findings"][0]), expected);
    let sarif: Value = serde_json::from_str(&written(DEMO, ReportFormat::Sarif, Charset::Ascii)).unwrap();
    let run = &sarif["runs"][0];
    for result in run["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
    }
    let count = json["findings"].as_array().unwrap().len();
    assert_eq!(run["results"].as_array().unwrap().len(), count);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_format_tells_a_secret_or_breaks_its_own_grammar(name in "\\PC{0,12}", id in "[\\x00-\\x7f]{0,6}") {
        let text = |raw: &str| serde_json::to_string(raw).unwrap();
        let bucket = |at: u8| format!(
            r#"{{"bucketId":"b{at}","bucket":{{"id":"b{at}","name":{},"key":"canary-canary-canary","secret":{{"k":"canary-canary-canary"}},"endpoint":"http://canary:canary@h"}}}}"#,
            text(&name)
        );
        let answer = format!(
            r#"{{"success":true,"repos":[{{"id":{},"name":{},"buckets":[{},{}],"aiLlms":[{{"aiLlm":{{"key":"canary-canary-canary"}}}}]}}]}}"#,
            text(&id), text(&name), bucket(0), bucket(1)
        );
        for format in FORMATS {
            for charset in [Charset::Unicode, Charset::Ascii] {
                let report = written(&answer, format, charset);
                prop_assert!(!report.contains("canary"), "{report}");
                prop_assert!(report.lines().all(|line| line.chars().all(|c| !c.is_control())), "{report}");
                prop_assert!(charset == Charset::Unicode || format == ReportFormat::Csv || report.is_ascii());
                if matches!(format, ReportFormat::Json | ReportFormat::Sarif) {
                    prop_assert!(serde_json::from_str::<Value>(&report).is_ok(), "{report}");
                }
            }
        }
        for format in [Format::Tree, Format::Table, Format::Json, Format::Jsonl, Format::Csv, Format::Md] {
            prop_assert!(!listed(&answer, format).contains("canary"));
        }
    }
}
