//! What a query finds: the cases by hand, then the same as a second reading of the rules that decodes everything.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::model::findings::{Analysis, Policy};
use crate::model::json::{self, Object, Value};
use crate::model::kind::{Group, Kind};
use crate::model::pretty::{self, Layout, Secrets};
use crate::model::record::{FieldValue, Record};
use crate::model::scan::Scanner;
use crate::model::search::Needle;
use crate::model::secret::{HIDDEN, Sensitivity, mask};
use crate::model::time;

pub(super) fn inventory<T: AsRef<[u8]>>(repos: &[T]) -> Inventory {
    let mut scanner = Scanner::default();
    let mut inventory = Inventory::default();
    scanner.push(br#"{"repos":["#).unwrap();
    for (at, repo) in repos.iter().enumerate() {
        scanner.push(if at == 0 { b" " } else { b", " }).unwrap();
        scanner.push(repo.as_ref()).unwrap();
        scanner.push(b"\n").unwrap();
        if at % 3 == 2 {
            scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
        }
    }
    scanner.push(b"]}").unwrap();
    scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
    assert_eq!(inventory.len(), repos.len());
    inventory
}

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

struct Known;

impl Findings for Known {
    fn has(&self, node: Node, which: Option<&str>) -> bool {
        matches!(node, Node::Item(_, Group::Buckets, 1)) && which.is_none_or(|which| which == "high")
    }
}

impl Sharing for Known {
    fn is_shared(&self, node: Node) -> bool {
        matches!(node, Node::Item(_, Group::AiLlms, 0))
    }
}

fn context() -> Context<'static> {
    Context { now: now(), findings: Some(&Known), sharing: Some(&Known), names: None }
}

fn run(mut run: Run, inventory: &Inventory) -> Run {
    while run.step(inventory, &context()) {}
    assert_eq!(run.searched(), inventory.len());
    run
}

/// Everything found, as `r` for the repository and group and position for items.
fn found(query: &str, repo: &str) -> String {
    let query = Query::parse(query);
    assert_eq!(query.complaints(), [], "{query:?}");
    let inventory = inventory(&[repo]);
    let hits = query.hits(&inventory, 0, &context());
    let run = run(Run::new(query), &inventory);
    assert_eq!(run.found(), &[0][..usize::from(hits.any())]);
    let items = Group::ALL.into_iter().flat_map(|group| {
        let letter = ["b", "k", "l", "a"][group.index()];
        hits.items(group).map(move |index| format!("{letter}{index}")).collect::<Vec<_>>()
    });
    hits.own.then(|| "r".to_owned()).into_iter().chain(items).collect::<Vec<_>>().join(" ")
}

const REPO: &str = r#"{"id":"r-1","name":"Backups prod","storageType":"S3","mode":"MIRROR","workspaceId":"w-1","disabled":true,
 "createdAt":"2024-01-15T09:00:00.000Z","extra":{"note":"cold","limits":[42,1.5e3],"token":"tk-0123456789abcdef-end"},
 "buckets":[
  {"master":true,"folder":"nightly","bucketId":"b-1","bucket":{"id":"b-1","name":"Main","bucket":"main-eu","storageType":"S3","region":"eu-central-1",
   "status":"ACTIVE","endpoint":"https://me:hunter2@s3.amazonaws.com","key":"AKIA0123HIDDEN9MPLE","secret":{"key":"sealed-canary"},"createdAt":"2026-11-01T00:00:00Z"}},
  {"folder":"weekly","bucketId":"b-2","bucket":{"id":"b-2","name":"Spare","storageType":"GCS","region":"us-east1","status":"ERROR","createdAt":"2026-11-24T11:00:00Z"}}],
 "apiKeys":[{"id":"k-1","name":"Deploy","accessType":"ADMIN","key":"short","createdAt":"2025-06-30T23:59:59Z"},null],
 "aiLlms":[{"aiLlmId":"l-1","aiLlm":{"id":"l-1","name":"Shared","aiType":"OPENAI","endpoint":"https://api.openai.com"}}],
 "aiApiKeys":[{"id":"a-1","name":"Old","aiType":"OPENAI","deletedAt":"2026-01-01T00:00:00Z"},{"id":"a-2","name":"New","aiType":"AWS","deletedAt":null}]}"#;

#[test]
fn words_are_found_in_what_is_shown() {
    for (query, expected) in [
        ("", "r b0 b1 k0 k1 l0 a0 a1"),
        ("main", "b0"),
        ("MAIN", ""),
        ("prod", "r"),
        ("prod main", "b0"),
        ("main prod", "b0"),
        ("main deploy", ""),
        ("cold", "r"),
        ("42", "r"),
        ("1.5e3", "r"),
        ("e3", ""),
        ("note", ""),
        ("true", ""),
        ("\"backups prod\"", "r"),
        ("!prod", ""),
        ("!main", "r b1 k0 k1 l0 a0 a1"),
        ("prod !main !kind:repo", ""),
        ("openai !new", "l0 a0"),
        ("~bkp", "r"),
        ("~dply", "k0"),
        ("amazonaws", "b0"),
        ("2024-01-15", "r"),
        ("\"2024-01-15 09:00:00z\"", "r"),
        ("2024-01-15t09", "r"),
    ] {
        assert_eq!(found(query, REPO), expected, "{query}");
    }
}

#[test]
fn what_is_hidden_is_never_found() {
    for query in [
        "hidden",
        "0123hidden",
        "sealed",
        "canary",
        "hunter2",
        "\"me:hunter\"",
        "short",
        "~hunter2",
        "456789abc",
        "~sealed",
        "endpoint:*hunter2*",
        "endpoint:re/hunter2/",
        "~0123456789abcdef",
    ] {
        assert_eq!(found(query, REPO), "", "{query}");
    }
    for (query, expected) in [
        ("AKIA", "b0"),
        ("MPLE", "b0"),
        ("akia****mple", "b0"),
        ("tk-0", "r"),
        ("https://****@s3", "b0"),
        ("****", "r b0"),
        ("endpoint:https://*@s3*", "b0"),
    ] {
        assert_eq!(found(query, REPO), expected, "{query}");
    }
}

#[test]
fn typed_terms_compare_one_field() {
    for (query, expected) in [
        ("kind:bucket", "b0 b1"),
        ("kind:!bucket kind:!repo", "k0 k1 l0 a0 a1"),
        ("kind:key prod", "k0 k1"),
        ("kind:repo main", ""),
        ("type:s3", "r b0"),
        ("type:s3 kind:bucket", "b0"),
        ("type:s3 kind:api-key", "k0 k1"),
        ("type:!s3", "b1"),
        ("!type:s3", ""),
        ("!type:azure kind:llm", "l0"),
        ("mode:mirror", "r"),
        ("mode:mirror kind:bucket", "b0 b1"),
        ("mode:mir", ""),
        ("access:admin", "k0"),
        ("provider:openai", "l0 a0"),
        ("region:eu*", "b0"),
        ("region:eu", ""),
        ("status:!active", "b1"),
        ("!status:active", "r b1 k0 k1 l0 a0 a1"),
        ("workspace:w-1 main", "b0"),
        ("name:main", "b0"),
        ("name:main-eu", "b0"),
        ("name:re/^(main|spare)$/", "b0 b1"),
        ("name:\"backups prod\"", "r"),
        ("name:\"backups*\"", ""),
        ("id:b-*", "b0 b1"),
        ("endpoint:*openai*", "l0"),
        ("folder:nightly", "b0"),
        ("is:disabled", "r"),
        ("is:disabled kind:bucket", "b0 b1"),
        ("is:!disabled", ""),
        ("is:deleted", "a0"),
        ("kind:ai-api-key !is:deleted", "a1"),
        ("is:master", "b0"),
        ("is:shared", "l0"),
        ("has:finding", "b1"),
        ("has:finding:high", "b1"),
        ("has:finding:low", ""),
        ("kind:bucket !has:finding", "b0"),
        ("age>1y", "r k0"),
        ("age<2h", "b1"),
        ("age>1y kind:bucket", ""),
        ("created<2025", "r"),
        ("created>=2025", "b0 b1 k0"),
        ("created<=2025-06", "r k0"),
        ("created>2025-06", "b0 b1"),
        ("created:2026-11", "b0 b1"),
        ("created:2026-11-24", "b1"),
    ] {
        assert_eq!(found(query, REPO), expected, "{query}");
    }
}

#[test]
fn what_is_odd_is_read_as_the_screen_reads_it() {
    assert_eq!(found("main", r#"{"units":[{"unit":{"name":"Main"}}]}"#), "b0");
    assert_eq!(
        found("main", r#"{"units":[{"name":"Main"}],"buckets":[{}]}"#),
        "r",
        "superseded, so a field like others"
    );
    assert_eq!(found("main", r#"{"buckets":"Main"}"#), "");
    assert_eq!(found("kind:bucket", r#"{"buckets":{"a":1}}"#), "");
    assert_eq!(found("kind:repo", "null"), "r");
    assert_eq!(found("b", r#"{"name":"a","name":"b"}"#), "r");
    assert_eq!(found("a", r#"{"name":"a","name":"b"}"#), "");
    assert_eq!(found("über", r#"{"name":"\u00dcber"}"#), "r");
    assert_eq!(found("type:7", r#"{"storageType":7}"#), "r");
}

#[test]
fn a_run_narrows_as_one_types() {
    let repos: Vec<String> = (0..20).map(|at| format!(r#"{{"name":"repo {at}","mode":"M{}"}}"#, at % 2)).collect();
    let inventory = inventory(&repos);
    let mut typed = Run::new(Query::parse("r"));
    for (query, steps) in [("re", 3), ("rep", 9), ("rep m", 30), ("rep m1", 4), ("rep m1 !13", 30)] {
        let _ = (0..steps).all(|_| typed.step(&inventory, &context()));
        typed = typed.then(Query::parse(query));
    }
    assert_eq!(run(typed, &inventory).found(), [1, 3, 5, 7, 9, 11, 15, 17, 19]);
}

#[test]
fn a_run_goes_on_when_more_repositories_come() {
    let all = inventory(&[r#"{"name":"a"}"#, "[]", "[]", r#"{"name":"A"}"#]);
    let mut first = Inventory::default();
    first.push(Arc::clone(&all.document().segments()[0]));
    let mut run = run(Run::new(Query::parse("a")), &first);
    assert_eq!((run.found().len(), run.candidates()), (1, Some(&[0][..])));
    while run.step(&all, &context()) {}
    assert_eq!((run.found().len(), run.candidates()), (2, Some(&[0, 3][..])));
}

/// A second reading of the rules, from the decoded record: every text of an object that is shown.
fn shown(record: &Record) -> Vec<String> {
    let mut all = Vec::new();
    let values = record.fields.iter().map(|field| (field.spec.path, &field.value));
    let others = record.others.iter().map(|(path, value)| (path.as_str(), value));
    for (path, value) in values.chain(others) {
        let name = path.rsplit('.').next().unwrap();
        match value {
            FieldValue::Text(text) => all.push(Sensitivity::Open.apply(text).into_owned()),
            FieldValue::Time(at) => all.push(time::utc(*at)),
            FieldValue::Key(key) => all.extend(Some(mask(key)).filter(|shown| shown != HIDDEN)),
            FieldValue::Json(raw, _) => leaves(&masked(raw, name), &mut all),
            FieldValue::References(_)
            | FieldValue::Secret(_)
            | FieldValue::Absent
            | FieldValue::Null
            | FieldValue::Flag(_) => {}
        }
    }
    all
}

fn masked(raw: &str, name: &str) -> String {
    let mut out = Vec::new();
    pretty::write(raw.as_bytes(), Layout::Compact, Secrets::Masked, Sensitivity::Open.within(name), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn leaves(raw: &str, all: &mut Vec<String>) {
    match Value::of(raw) {
        Value::Text(text) if text == HIDDEN => {}
        Value::Text(text) => all.push(text.into_owned()),
        Value::Number(number) => all.push(number.to_owned()),
        Value::Array(raw) => json::elements(raw).into_iter().for_each(|raw| leaves(raw, all)),
        Value::Object(raw) => Object::of(raw).unwrap().members().for_each(|(_, raw)| leaves(raw, all)),
        Value::Null | Value::Bool(_) => {}
    }
}

/// Whether a word is in one object, by the second reading.
fn has(record: &Record, word: &str) -> bool {
    let needle = Needle::new(word).unwrap();
    // The middle of a number is no word.
    let is_inside = |text: &str| word.starts_with('e') && text.parse::<f64>().is_ok();
    shown(record).iter().any(|text| needle.find(text).is_some() && !is_inside(text))
}

fn naive(inventory: &Inventory, words: &[(bool, String)], kind: Option<Kind>) -> Vec<Vec<Node>> {
    let of_repo = |repo: usize| {
        let (text, whole) = inventory.object(Node::Repo(repo)).unwrap();
        let lists = crate::model::inventory::Lists::of(&text);
        let items = Group::ALL
            .into_iter()
            .flat_map(|group| (0..lists.items(group).len()).map(move |index| Node::Item(repo, group, index)));
        let positive = || words.iter().filter(|(negated, _)| !negated);
        let none = |record: &Record| !words.iter().any(|(negated, word)| *negated && has(record, word));
        let is_kind = |node: Node| kind.is_none_or(|kind| node.kind() == Some(kind));
        let mut found = Vec::new();
        if is_kind(Node::Repo(repo)) && none(&whole) && positive().all(|(_, word)| has(&whole, word)) {
            found.push(Node::Repo(repo));
        }
        for node in items {
            let (_, record) = inventory.object(node).unwrap();
            let own = kind.is_some() || positive().count() == 0 || positive().any(|(_, word)| has(&record, word));
            let all = positive().all(|(_, word)| has(&record, word) || has(&whole, word));
            if is_kind(node) && own && all && none(&record) && none(&whole) {
                found.push(node);
            }
        }
        found
    };
    (0..inventory.len()).map(of_repo).collect()
}

const NAMES: [&str; 12] =
    ["name", "id", "bucket", "aiLlm", "unit", "key", "secret", "folder", "token", "other", "createdAt", "n\\u0061me"];
const LISTS: [&str; 5] = ["buckets", "units", "apiKeys", "aiLlms", "aiApiKeys"];
const TEXTS: [&str; 16] = [
    r#""ab""#,
    r#""AB cd""#,
    r#""\u0061b""#,
    r#""cd ab 12""#,
    r#""0123456789abcdefghij""#,
    r#""https://ab:cd@ef/gh""#,
    r#""2024-01-15T09:00:00Z""#,
    r#""2024-01-15T21:30:00.5+02:00""#,
    "12",
    "-1.5e3",
    "true",
    "null",
    r#""""#,
    r#""é É""#,
    r#"" ""#,
    r#""ef\n""#,
];
const WORDS: [&str; 16] =
    ["ab", "AB", "cd", "a", "12", "e", "****", "ghij", "fgh", "ef", "é", "2024", "9:00", "*@", "cde", "09:00:00z"];

fn value() -> impl Strategy<Value = String> {
    let leaf = select(&TEXTS[..]).prop_map(str::to_owned);
    leaf.prop_recursive(3, 12, 3, |inner| {
        let member = (select(&NAMES[..]), inner.clone()).prop_map(|(name, value)| format!("\"{name}\":{value}"));
        prop_oneof![
            vec(inner, 0..3).prop_map(|items| format!("[{}]", items.join(","))),
            vec(member, 0..4).prop_map(|members| format!("{{{}}}", members.join(", "))),
        ]
    })
}

fn item() -> impl Strategy<Value = String> {
    let member = (select(&NAMES[..]), value()).prop_map(|(name, value)| format!("\"{name}\": {value}"));
    prop_oneof![
        9 => vec(member, 0..4).prop_map(|members| format!("{{{}}}", members.join(","))),
        1 => value(),
    ]
}

fn repo() -> impl Strategy<Value = String> {
    let list = (select(&LISTS[..]), vec(item(), 0..3));
    let list = list.prop_map(|(name, items)| format!("\"{name}\":[{}]", items.join(",")));
    let own = (select(&NAMES[..]), value()).prop_map(|(name, value)| format!("\"{name}\":{value}"));
    prop_oneof![
        19 => vec(prop_oneof![list, own], 0..5).prop_map(|members| format!("{{{}}}", members.join(","))),
        1 => value(),
    ]
}

/// Members of one name make the two readings differ in what is no credential: which of them is shown inside of what is
/// unknown.
fn is_plain(raw: &str) -> bool {
    match Value::of(raw) {
        Value::Object(raw) => {
            let object = Object::of(raw).unwrap();
            object.repeated.is_empty() && object.members().all(|(_, raw)| is_plain(raw))
        }
        Value::Array(raw) => json::elements(raw).into_iter().all(is_plain),
        _ => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_run_finds_what_looking_at_everything_finds(
        repos in vec(repo(), 0..8),
        words in vec((any::<bool>(), select(&WORDS[..]).prop_map(str::to_owned)), 1..4),
        kind in proptest::option::of(select(&Kind::ALL[..])),
    ) {
        let repos: Vec<String> = repos.into_iter().filter(|repo| is_plain(repo)).collect();
        let inventory = inventory(&repos);
        let mut text: Vec<String> = words.iter().map(|(negated, word)| format!("{}{word}", if *negated { "!" } else { "" })).collect();
        text.extend(kind.map(|kind| format!("kind:{}", term::KINDS[Kind::ALL.iter().position(|it| *it == kind).unwrap()])));
        let query = Query::parse(&text.join(" "));
        prop_assert_eq!(query.terms().len(), text.len());
        let expected = naive(&inventory, &words, kind);
        for (repo, expected) in expected.iter().enumerate() {
            let hits = query.hits(&inventory, repo, &context());
            let own = hits.own.then_some(Node::Repo(repo));
            let hits = own.into_iter().chain(Group::ALL.into_iter().flat_map(|group| {
                hits.items(group).map(move |index| Node::Item(repo, group, index)).collect::<Vec<_>>()
            }));
            prop_assert_eq!(&hits.collect::<Vec<_>>(), expected, "{} {}", text.join(" "), repos[repo]);
        }
        let found = run(Run::new(query.clone()), &inventory);
        let expected: Vec<usize> =
            (0..inventory.len()).filter(|repo| query.hits(&inventory, *repo, &context()).any()).collect();
        prop_assert_eq!(found.found(), &expected[..]);
        let typed = run(Run::new(Query::parse(&text[0].chars().next().unwrap().to_string())), &inventory);
        let typed = run(typed.then(Query::parse(&text[0])), &inventory);
        let narrowed = run(typed.then(query), &inventory);
        prop_assert_eq!(narrowed.found(), &expected[..], "{:?}", text);
        // The same where all names are at hand.
        let analyzed = Analysis::of(&inventory, Policy::default(), now());
        let knowing = |query: &str, before: Option<Run>| {
            let query = Query::parse(query);
            let mut run = before.map_or_else(|| Run::new(query.clone()), |before| before.then(query.clone()));
            while run.step(&inventory, &Context { names: Some(&analyzed.names), ..context() }) {}
            run
        };
        let known = knowing(&text.join(" "), None);
        prop_assert_eq!(known.found(), &expected[..]);
        let typed = knowing(&text[0], Some(knowing(&text[0].chars().next().unwrap().to_string(), None)));
        let known = knowing(&text.join(" "), Some(typed));
        prop_assert_eq!(known.found(), &expected[..], "{:?}", text);
    }

    #[test]
    fn any_text_is_a_query(text in vec(prop_oneof![
        any::<char>().prop_map(String::from),
        select(&["\"", "!", "~", ":", "re/", "/", "\\", " ", "kind", "name", "age", ">", "<=", "2024", "é", "*", "has:", "finding"][..]).prop_map(str::to_owned),
    ], 0..12).prop_map(|parts| parts.concat()), cursor in 0_usize..40) {
        let query = Query::parse(&text);
        for complaint in query.complaints() {
            prop_assert!(text.get(complaint.place.clone()).is_some(), "{:?} {:?}", text, complaint);
            prop_assert!(text::is_safe(&complaint.text));
        }
        let places = query.highlights(&text);
        prop_assert!(places.iter().all(|place| text.get(place.clone()).is_some_and(|part| !part.is_empty())));
        prop_assert!(places.windows(2).all(|two| two[0].end < two[1].start));
        for completion in complete(&text, cursor, &crate::model::query::Known::default()) {
            prop_assert!(text.get(completion.place.clone()).is_some());
        }
        let inventory = inventory(&[REPO]);
        prop_assert_eq!(query.hits(&inventory, 0, &context()).any(), !run(Run::new(query), &inventory).found().is_empty());
    }
}
