//! Any repositories, any query: what is found is what looking at everything finds.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::found::{REPO, context, inventory, now, run};
use super::*;
use crate::model::findings::{Analysis, Policy};
use crate::model::json::{self, Object, Value};
use crate::model::kind::{Group, Kind};
use crate::model::pretty::{self, Layout, Secrets};
use crate::model::record::{FieldValue, Record};
use crate::model::search::Needle;
use crate::model::secret::{HIDDEN, Sensitivity, mask};
use crate::model::time;

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
            | FieldValue::Deep(_)
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
const TEXTS: [&str; 18] = [
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
    "\"e\u{301} e\"",
    r#""cde\u0301""#,
    r#"" ""#,
    r#""ef\n""#,
];
const WORDS: [&str; 17] = [
    "ab",
    "AB",
    "cd",
    "a",
    "12",
    "e",
    "****",
    "ghij",
    "fgh",
    "ef",
    "é",
    "e\u{301}",
    "2024",
    "9:00",
    "*@",
    "cde",
    "09:00:00z",
];

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
        for completion in complete(&text, cursor, &Known::default()) {
            prop_assert!(text.get(completion.place.clone()).is_some());
        }
        let inventory = inventory(&[REPO]);
        prop_assert_eq!(query.hits(&inventory, 0, &context()).any(), !run(Run::new(query), &inventory).found().is_empty());
    }
}
