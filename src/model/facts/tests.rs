//! The facts are what the details tell, whatever came.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::model::inventory::Inventory;
use crate::model::kind::{Kind, Node};
use crate::model::record::{FieldValue, Record};
use crate::model::scan::Scanner;

fn inventory(repos: &[Vec<u8>], a_segment: usize) -> Inventory {
    let mut scanner = Scanner::default();
    let mut inventory = Inventory::default();
    scanner.push(br#"{"repos":["#).unwrap();
    for (at, repo) in repos.iter().enumerate() {
        scanner.push(if at == 0 { b" " } else { b", " }).unwrap();
        scanner.push(&[repo, &b"\n"[..]].concat()).unwrap();
        if at % a_segment == a_segment - 1 {
            scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
        }
    }
    scanner.push(b"]").unwrap();
    scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
    assert_eq!(inventory.len(), repos.len());
    inventory
}

fn register(inventory: &Inventory) -> Register {
    let mut register = Register::default();
    inventory.document().segments().iter().for_each(|segment| register.push(Facts::of(segment)));
    register
}

const NAMES: [&str; 18] = [
    "id",
    "name",
    "storageType",
    "mode",
    "workspaceId",
    "disabled",
    "createdAt",
    "walletAddress",
    "buckets",
    "buckets",
    "units",
    "apiKeys",
    "aiLlms",
    "aiApiKeys",
    "ai\\u004clms",
    "other",
    "b\\u0061d",
    "n\\u0061me",
];
/// Deeper than anything is read.
const DEEP: &[u8] = &{
    let mut deep = [b'['; 400];
    let mut at = 200;
    while at < 400 {
        deep[at] = b']';
        at += 1;
    }
    deep
};
const VALUES: [&[u8]; 25] = [
    b"null",
    b"true",
    b"false",
    b"12",
    b"\"S3\"",
    b"\"GCS\"",
    b"\"\"",
    b"\"  \"",
    b"\"caf\\u00e9\"",
    "\"café\"".as_bytes(),
    b"\"x\xffy\"",
    b"\"\\ud83d\"",
    b"\"2024-01-15T09:00:00.000Z\"",
    b"\"1969-12-31T23:59:59Z\"",
    b"\"2024-01-15\"",
    b"[{}, 1]",
    b"[]",
    b"[ {\"id\" : \"x\"} ]",
    b"[{\"id\":\"x\xffy\"}]",
    b"[\"\\ud83d\"]",
    b"[1e999]",
    b"\"\\\",\\\"\"",
    DEEP,
    b"{\"name\":\"inner\"}",
    b"1e999",
];

fn repo() -> impl Strategy<Value = Vec<u8>> {
    let member = (select(&NAMES[..]), select(&VALUES[..]));
    let member = (member, select(&["", " ", "\n\t "][..]));
    let member = member.prop_map(|((name, value), space)| {
        [format!("{space}\"{name}\"{space}:{space}").as_bytes(), value, space.as_bytes()].concat()
    });
    prop_oneof![
        9 => vec(member, 0..9).prop_map(|members| [b"{", &members.join(&b","[..])[..], b"}"].concat()),
        1 => select(&VALUES[..]).prop_map(<[u8]>::to_vec),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn facts_are_what_the_details_tell(repos in vec(repo(), 0..12), a_segment in 1_usize..5) {
        let inventory = inventory(&repos, a_segment);
        let register = register(&inventory);
        prop_assert_eq!(register.len(), inventory.len());
        let titles: Vec<&str> = register.titles(inventory.document()).collect();
        prop_assert_eq!(titles.len(), inventory.len());
        for (repo, fact) in register.iter().enumerate() {
            let (_, record) = inventory.object(Node::Repo(repo)).unwrap();
            let told = |path| record.text(path);
            let blank = matches!(record.get("name"), FieldValue::Text(name) if text::blank(name));
            let title = match (blank, titles[repo].is_empty()) {
                (false, false) => text::shown(titles[repo]),
                (false, true) => "(no name)".into(),
                (true, false) => format!("(blank) {}", text::shown(titles[repo])).into(),
                (true, true) => "(blank)".into(),
            };
            prop_assert_eq!(&title, &record.title());
            let text = inventory.text(repo);
            let (by_members, problems) =
                Members::read(text.as_bytes(), |members| (members.title().into_owned(), members.problems));
            prop_assert_eq!(&title, &by_members);
            prop_assert_eq!(usize::from(problems), record.problems.len());
            let (entry, source) = inventory.document().get(repo).unwrap();
            let all = Members::read(source, |members| format!("{members:?}"));
            let beside_lists = Members::beside_lists(&entry.shape, source, |members| format!("{members:?}"));
            prop_assert_eq!(beside_lists, all);
            prop_assert_eq!(fact.is_named(), told("name").is_some_and(|name| !text::blank(name)));
            prop_assert_eq!(fact.storage_type.map(|term| register.text(term)), told("storageType"));
            prop_assert_eq!(fact.mode.map(|term| register.text(term)), told("mode"));
            prop_assert_eq!(fact.workspace.map(|term| register.text(term)), told("workspaceId"));
            let created = match record.get("createdAt") {
                FieldValue::Time(at) => Some(at.as_second()),
                _ => None,
            };
            prop_assert_eq!(fact.created(), created);
            let disabled = match record.get("disabled") {
                FieldValue::Flag(flag) => Some(*flag),
                _ => None,
            };
            prop_assert_eq!(fact.disabled, disabled);
            prop_assert_eq!(usize::from(fact.problems), record.problems.len(), "{:?}", record.problems);
            prop_assert_eq!(register.get(repo), Some(fact));
        }
        prop_assert_eq!(register.get(repos.len()), None);
    }
}

#[test]
fn equal_values_are_one_term_in_whichever_segment_and_field_they_are() {
    let repos: Vec<Vec<u8>> = [r#"{"mode":"A","storageType":"B"}"#, r#"{"mode":"B"}"#, r#"{"storageType":"\u0041"}"#]
        .map(|repo| repo.as_bytes().to_vec())
        .to_vec();
    let register = register(&inventory(&repos, 1));
    let facts: Vec<&Fact> = register.iter().collect();
    assert_eq!(facts[0].mode, facts[2].storage_type);
    assert_eq!(facts[0].storage_type, facts[1].mode);
    assert_ne!(facts[0].mode, facts[1].mode);
}

#[test]
fn more_problems_than_a_byte_holds_are_still_many() {
    let twice: Vec<String> = (0..800).map(|at| format!(r#""x{}":1"#, at % 400)).collect();
    let repo = format!("{{{}}}", twice.join(","));
    let expected = Record::of(Kind::Repo, &repo).problems.len();
    assert!(expected > 255);
    assert_eq!(register(&inventory(&[repo.into_bytes()], 1)).get(0).unwrap().problems, 255);
}

#[test]
fn a_fact_is_as_small_as_it_is_said_to_be() {
    assert_eq!(size_of::<Fact>(), 32);
}
