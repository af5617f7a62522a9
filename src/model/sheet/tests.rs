//! The one pass says what the details say, of anything.

use proptest::prelude::*;

use super::*;
use crate::model::json;

const EXAMPLE: &str = include_str!("../../../tests/suite/data/get-repo.example.json");
const DEMO: &str = include_str!("../../../assets/demo/organization.json");

fn rows(sheet: &Sheet<'_>) -> Vec<(Kind, Reference, u16, Vec<Cell<'static>>)> {
    let same_time = |cell: &Cell<'_>| match cell {
        // The details have a time where the text is one.
        Cell::Text(text) => {
            Cell::Text(Cow::Owned(time::parse(text).map_or_else(|| text.to_string(), |at| at.to_string())))
        }
        Cell::Absent => Cell::Absent,
        Cell::Null => Cell::Null,
        Cell::Flag(flag) => Cell::Flag(*flag),
        Cell::Object => Cell::Object,
        Cell::List => Cell::List,
        Cell::Other => Cell::Other,
    };
    let row = |row: Row<'_, '_>| (row.kind, row.reference, row.problems, row.cells.iter().map(same_time).collect());
    std::iter::once(sheet.repo()).chain(Group::ALL.into_iter().flat_map(|group| sheet.items(group))).map(row).collect()
}

fn lists(sheet: &Sheet<'_>) -> [Came; 4] {
    Group::ALL.map(|group| sheet.came(group))
}

#[track_caller]
fn both_ways_agree(repo: &str) {
    let (one, other) = (Sheet::of(repo.as_bytes()), Sheet::slow(repo));
    assert!(rows(&one) == rows(&other) && lists(&one) == lists(&other), "{repo}");
}

#[test]
fn every_field_has_its_place() {
    for kind in Kind::ALL {
        for (at, spec) in schema::fields(kind).iter().enumerate() {
            assert_eq!(place(kind, spec.path), at);
        }
        assert_eq!(place(kind, "nowhere"), usize::MAX);
    }
}

#[test]
fn real_answers_are_read_in_one_pass() {
    for answer in [EXAMPLE, DEMO] {
        let repos = Object::of(answer).unwrap().raw("repos").unwrap();
        for repo in json::elements(repos) {
            assert!(read::fast(repo.as_bytes()).is_some(), "{repo}");
            both_ways_agree(repo);
        }
    }
}

#[test]
fn what_is_odd_is_read_as_the_details_read_it() {
    for repo in [
        "null",
        "7",
        "{}",
        r#"{"id":7,"buckets":"x","apiKeys":null}"#,
        r#"{"id":"a","id":"b"}"#,
        r#"{"buckets":[null,{"bucketId":"b","bucket":null},{"bucketId":"b","bucket":{"id":"c"}},{"bucket":{"id":"c"}}]}"#,
        r#"{"units":[{"unitId":"b","unit":{"id":"b","name":"x","secret":{"a":[1]},"repos":[{}]}}]}"#,
        r#"{"units":[{"bucketId":"b","unit":{"id":"b"}}],"buckets":[{"bucketId":"b","bucket":{"id":"b"}}]}"#,
        r#"{"buckets":[{"bucketId":"b","unitId":"c","bucket":{},"unit":{}}]}"#,
        r#"{"apiKeys":[{"id":"k"},{"id":"k"}],"aiLlms":[{"aiLlm":{"createdAt":"x"}}]}"#,
        r#"{"apiKeys":[{"id":"k","createdAt":"soon","key":1e400},{"id":"\ud83d"}],"x":1,"x":2}"#,
        r#"{"na\u006de":"x","aiApiKeys":{"a":1},"createdAt":"9999-12-31T23:59:59Z"}"#,
        r#"{"aiLlms":[{"aiLlmId":null,"aiLlm":{"id":null}},{"aiLlmId":null,"aiLlm":{"id":"x"}},{"aiLlm":7}]}"#,
    ] {
        both_ways_agree(repo);
    }
}

/// A value, perhaps with members that mean something.
pub(crate) fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("1".to_owned()),
        Just("\"b\"".to_owned()),
        Just("\"2024-01-15T09:00:00Z\"".to_owned()),
    ];
    leaf.prop_recursive(3, 40, 5, |inner| {
        let names = prop::sample::select(vec![
            "id",
            "name",
            "bucket",
            "unit",
            "bucketId",
            "unitId",
            "buckets",
            "units",
            "apiKeys",
            "aiLlms",
            "aiLlm",
            "aiLlmId",
            "key",
            "secret",
            "createdAt",
            "master",
            "folder",
            "repos",
            "disabled",
            "other",
        ]);
        let members = prop::collection::vec((names, inner.clone()), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(|all| format!("[{}]", all.join(","))),
            members.prop_map(|all| {
                let all: Vec<String> = all.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
                format!("{{{}}}", all.join(","))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn anything_is_read_the_same_both_ways(list in prop::collection::vec(value(), 0..4), own in value(),
        group in prop::sample::select(vec!["buckets", "units", "apiKeys", "aiLlms", "aiApiKeys"])) {
        both_ways_agree(&format!(r#"{{"{group}":[{}],"disabled":{own}}}"#, list.join(",")));
        both_ways_agree(&own);
    }
}
