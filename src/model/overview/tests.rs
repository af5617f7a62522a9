//! Each line says how many objects its query finds, whatever came and whatever the overview was made within.

use std::sync::Arc;

use jiff::Timestamp;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::model::findings::{Analysis, Analyzed, Insight, Policy};
use crate::model::inventory::Inventory;
use crate::model::query::{Context, Query, Run};
use crate::model::scan::Scanner;
use crate::model::text;

const DEMO: &str = include_str!("../../../assets/demo/organization.json");

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

fn read(answer: &str, piece: usize) -> Inventory {
    let (mut scanner, mut inventory) = (Scanner::default(), Inventory::default());
    for piece in answer.as_bytes().chunks(piece) {
        scanner.push(piece).unwrap();
        scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
    }
    inventory.finish(&scanner.finish().unwrap());
    inventory
}

fn repos(repos: &str) -> Inventory {
    read(&format!(r#"{{"success":true,"repos":[{repos}]}}"#), 1 << 20)
}

fn analyzed(inventory: &Inventory) -> Analyzed {
    Analysis::of(inventory, Policy::default(), now())
}

fn overview(inventory: &Inventory, within: &str) -> Overview {
    Survey::of(inventory, Query::parse(within), &Insight::of(Some(&analyzed(inventory)), inventory), now())
}

fn found(inventory: &Inventory, query: Query, context: &Context<'_>) -> u64 {
    let mut run = Run::new(query);
    while run.step(inventory, context) {}
    run.found().iter().map(|repo| run.query().hits(inventory, *repo, context).count() as u64).sum()
}

/// Panics where a line counts something else than its query finds.
fn check(inventory: &Inventory, within: &str) -> Overview {
    let analyzed = analyzed(inventory);
    let insight = Insight::of(Some(&analyzed), inventory);
    let overview = Survey::of(inventory, Query::parse(within), &insight, now());
    for (panel, line) in overview.lines() {
        let query = Query::parse(&overview.query(line));
        assert_eq!(query.complaints().len(), Query::parse(within).complaints().len(), "{query:?}");
        let found = found(inventory, query, &insight.context(now()));
        assert_eq!(found, line.count, "{}: {} by `{}`", panel.topic.title, line.label, overview.query(line));
        assert!(text::is_safe(&line.label), "{line:?}");
        assert!(line.of == 0 || line.count <= line.of, "{line:?}");
    }
    overview
}

/// The lines of a panel as `label count`.
fn told(overview: &Overview, slug: &str) -> Vec<String> {
    let lines = overview.lines().filter(|(panel, _)| panel.topic.slug == slug);
    lines.map(|(_, line)| format!("{} {}", line.label, line.count)).collect()
}

#[test]
fn the_demo_is_counted_as_its_queries_find_it() {
    let inventory = read(DEMO, 1 << 20);
    let whole = check(&inventory, "");
    assert_eq!(told(&whole, "objects").first().unwrap(), &format!("repositories {}", inventory.len()));
    let slugs: Vec<&str> = whole.panels.iter().map(|panel| panel.topic.slug).collect();
    for slug in [
        "objects",
        "findings",
        "repo-storage-type",
        "mode",
        "bucket-storage-type",
        "status",
        "region",
        "access",
        "ai-llm-provider",
        "ai-api-key-provider",
        "api-key-age",
        "ai-api-key-age",
        "shared-bucket",
    ] {
        assert!(slugs.contains(&slug), "{slug} {slugs:?}");
    }
    for within in [
        "archive",
        "kind:bucket",
        "kind:repo",
        "type:s3",
        "!region:eu*",
        "!is:disabled",
        "is:disabled",
        "is:shared",
        "has:finding:high",
        "workspace:workspace-1*",
        "age>90d",
        "~bkp",
        "a e \"never closed",
        "colour:red s3",
        "nowhere at all",
    ] {
        check(&inventory, within);
    }
}

#[test]
fn values_are_told_apart_as_terms_tell_them_apart() {
    let inventory = repos(
        r#"{"storageType":"S3","buckets":[{"bucket":{"region":"EU-1"}},{"bucket":{"region":"eu-1"}},{"bucket":{"region":"two words"}},
            {"bucket":{"region":""}},{"bucket":{"region":7}},{"bucket":{"region":null}},{"bucket":{"region":"https://user:pass@host"}},{}]},
           {"storageType":"s3","buckets":[{"bucket":{"region":"a*","storageType":"GCS"}}]}, {"mode":"MIRROR"}, 7"#,
    );
    let overview = check(&inventory, "");
    assert_eq!(told(&overview, "region"), ["EU-1 2", "(empty) 1", "7 1", "two words 1", "others 2", "not told 2"]);
    assert_eq!(told(&overview, "repo-storage-type"), ["S3 2", "not told 2"]);
    assert_eq!(
        told(&overview, "bucket-storage-type"),
        ["S3 8", "GCS 1"],
        "what it does not say itself its repository does"
    );
    let others = overview.lines().find(|(_, line)| line.label == "others").unwrap().1;
    assert_eq!(overview.query(others), r#"kind:bucket region:!EU-1 region:!"" region:!7 region:!"two words""#);
}

#[test]
fn more_values_than_are_told_are_others() {
    let buckets: Vec<String> = (0..30).map(|at| format!(r#"{{"bucket":{{"region":"r-{at}"}}}}"#)).collect();
    let inventory = repos(&format!(r#"{{"buckets":[{}]}}"#, buckets.join(",")));
    let told = told(&check(&inventory, ""), "region");
    assert_eq!((told.len(), told.last().unwrap().as_str()), (11, "others 20"));
    let long = repos(&format!(r#"{{"buckets":[{{"bucket":{{"region":"{}"}}}}]}}"#, "x".repeat(100)));
    check(&long, "");
}

#[test]
fn ages_are_a_histogram() {
    let keys = ["2026-11-20T00:00:00Z", "2026-10-24T12:00:00Z", "2024-11-23T00:00:00Z", "2030-01-01T00:00:00Z", "soon"];
    let keys = keys.map(|at| format!(r#"{{"createdAt":"{at}"}}"#)).join(",");
    let overview = check(&repos(&format!(r#"{{"apiKeys":[{keys}]}}"#)), "");
    let ages = [
        "up to 30 days 2",
        "up to 90 days 1",
        "up to 180 days 0",
        "up to 1 year 0",
        "up to 2 years 0",
        "more than 2 years 1",
        "without a date 1",
    ];
    assert_eq!(told(&overview, "api-key-age"), ages);
    assert_eq!(told(&overview, "ai-api-key-age"), [""; 0]);
}

#[test]
fn a_filter_lets_in_what_its_repository_answers_for() {
    let inventory = repos(
        r#"{"name":"archive","buckets":[{"bucket":{"region":"eu-1"}}],"apiKeys":[{"accessType":"READ"}]},
           {"name":"other","buckets":[{"bucket":{"region":"eu-1"}},{"bucket":{"name":"archive","region":"us-1"}}]}"#,
    );
    let overview = check(&inventory, "archive");
    assert_eq!(told(&overview, "region"), ["eu-1 1", "us-1 1"]);
    assert_eq!(told(&overview, "access"), ["READ 1"]);
    assert_eq!(told(&overview, "objects")[..2], ["repository 1", "buckets 2"]);
}

#[test]
fn every_repository_is_counted_once_in_whichever_piece_it_came() {
    let repo = |at: usize| format!(r#"{{"id":"r{at}","mode":"{}"}}"#, ["MIRROR", "BACKUP"][at % 2]);
    let answer = format!(r#"{{"success":true,"repos":[{}]}}"#, (0..300).map(repo).collect::<Vec<_>>().join(","));
    for piece in [50, 5_000, 1 << 20] {
        assert_eq!(told(&overview(&read(&answer, piece), ""), "mode"), ["BACKUP 150", "MIRROR 150"]);
    }
}

#[test]
fn what_is_not_analyzed_yet_has_no_findings() {
    let inventory = read(DEMO, 1 << 20);
    let overview = Survey::of(&inventory, Query::default(), &Insight::default(), now());
    assert!(told(&overview, "findings").is_empty() && !told(&overview, "region").is_empty());
}

const TEXTS: [&str; 13] = [
    r#""S3""#,
    r#""s3""#,
    r#""\u00733""#,
    r#""two words""#,
    r#""a\"b\\""#,
    r#""!x""#,
    r#""re/x/""#,
    r#""""#,
    r#""a*""#,
    r#""https://u:p@h""#,
    r#""É""#,
    "7",
    "null",
];
const DATES: [&str; 4] = [r#""2026-11-01T00:00:00Z""#, r#""2024-01-15T09:00:00Z""#, r#""never""#, "null"];

fn object(fields: &'static [&'static str]) -> impl Strategy<Value = String> {
    let text = (select(fields), select(&TEXTS[..])).prop_map(|(name, value)| format!("\"{name}\":{value}"));
    let date = select(&DATES[..]).prop_map(|value| format!("\"createdAt\":{value}"));
    let flag = select(&[r#""disabled":true"#, r#""master":true"#, r#""deletedAt":"2026-01-01T00:00:00Z""#][..]);
    let member = prop_oneof![6 => text, 2 => date, 1 => flag.prop_map(str::to_owned)];
    vec(member, 0..5).prop_map(|members| members.join(","))
}

fn item(inner: &'static str, fields: &'static [&'static str]) -> impl Strategy<Value = String> {
    (object(&["id", "bucketId", "aiLlmId", "accessType", "aiType", "name"]), object(fields), any::<bool>()).prop_map(
        move |(outer, own, wraps)| {
            let wrapped = if wraps { format!("\"{inner}\":{{{own}}}") } else { String::new() };
            format!(
                "{{{}}}",
                [outer, wrapped].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(",")
            )
        },
    )
}

fn repo() -> impl Strategy<Value = String> {
    let list = |name, items: Vec<String>| format!("\"{name}\":[{}]", items.join(","));
    let buckets = (
        select(&["buckets", "units"][..]),
        vec(item("bucket", &["id", "name", "region", "storageType", "status"]), 0..4),
    );
    let llms = vec(item("aiLlm", &["id", "name", "aiType", "endpoint"]), 0..3);
    let keys = (select(&["apiKeys", "aiApiKeys"][..]), vec(item("x", &["id"]), 0..3));
    (object(&["id", "name", "storageType", "mode", "workspaceId"]), buckets, llms, keys).prop_map(
        move |(own, buckets, llms, keys)| {
            let lists = [list(buckets.0, buckets.1), list("aiLlms", llms), list(keys.0, keys.1)];
            format!(
                "{{{}}}",
                [own].into_iter().chain(lists).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(",")
            )
        },
    )
}

const WITHIN: [&str; 14] = [
    "",
    "s3",
    "type:s3",
    "!type:s3",
    "kind:bucket",
    "is:disabled",
    "!is:disabled",
    "region:\"two words\"",
    "mode:!s3",
    "age>30d",
    "has:finding",
    "is:shared",
    "workspace:*",
    "id:s3 name:*",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_came_a_line_counts_what_its_query_finds(all in vec(repo(), 0..5), within in select(&WITHIN[..])) {
        check(&repos(&all.join(",")), within);
    }

    #[test]
    fn pieces_do_not_matter(all in vec(repo(), 0..5), piece in 1..200_usize) {
        let answer = format!(r#"{{"success":true,"repos":[{}]}}"#, all.join(","));
        let (whole, pieces) = (read(&answer, 1 << 20), read(&answer, piece));
        prop_assert_eq!(overview(&whole, ""), overview(&pieces, ""));
    }
}
