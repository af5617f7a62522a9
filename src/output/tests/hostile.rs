//! Any text in any field, in every way to write: each byte is one that a terminal may get, and JSON stays the same value.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};

use crate::model::kind::Kind;
use crate::model::pretty::Secrets;
use crate::model::schema;
use crate::output::Format;
use crate::output::tests::{EXAMPLE, masked, ways, written};
use crate::stream;

/// The text of a field: every scalar value, more often those that do harm or mean something to a format.
fn text() -> impl Strategy<Value = String> {
    let harmful = [
        '\x1b',
        '\0',
        '\n',
        '\r',
        '\t',
        '\x7f',
        '\u{85}',
        '\u{9b}',
        '\u{9d}',
        '\u{ad}',
        '\u{200b}',
        '\u{200d}',
        '\u{202e}',
        '\u{2028}',
        '\u{2066}',
        '\u{feff}',
        '\u{fe0f}',
        '\u{301}',
        '\u{93e}',
        '\u{e0041}',
        '\u{e000}',
        '\u{ffff}',
        '\u{1f468}',
        '中',
        '"',
        '\\',
        ',',
        '|',
        '=',
        '<',
        '{',
    ];
    vec(prop_oneof![2 => any::<char>(), 3 => select(harmful.to_vec()), 2 => proptest::char::range(' ', '~')], 0..20)
        .prop_map(String::from_iter)
}

/// How many texts the example has.
const TEXTS: usize = 60;

/// The example with these texts in place of its own, those of unknown fields and of the answer itself among them.
fn filled(texts: &[String]) -> Value {
    let mut texts = texts.iter().cycle();
    let mut document: Value = serde_json::from_str(EXAMPLE).unwrap();
    for name in ["message", "nextPageToken"] {
        document[name] = Value::Null;
    }
    fill(&mut document, &mut texts);
    let pairs: Vec<&String> = texts.take(6).collect();
    for pair in pairs.chunks(2) {
        document["repos"][0].as_object_mut().unwrap().insert(pair[0].clone(), Value::from(pair[1].as_str()));
    }
    // Whatever was put there, it is still an answer.
    document["success"] = Value::from(true);
    document
}

fn fill<'a>(value: &mut Value, texts: &mut impl Iterator<Item = &'a String>) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| fill(item, texts)),
        Value::Object(fields) => fields.values_mut().for_each(|field| fill(field, texts)),
        Value::Bool(_) | Value::Number(_) => {}
        Value::Null | Value::String(_) => *value = texts.next().map(|text| Value::from(text.as_str())).unwrap(),
    }
}

/// The objects of a kind in a document, as `ls -o json` lists them.
fn objects(document: &Value, kind: Kind) -> Vec<Value> {
    let repos = document["repos"].as_array().unwrap();
    let Some(group) = kind.group() else { return repos.clone() };
    repos.iter().flat_map(|repo| repo[group.members()[0]].as_array().unwrap().clone()).collect()
}

/// Reads what JSON formats wrote, and compares it with what came.
fn check_json(text: &str, kind: Option<Kind>, format: Format, document: &Value) {
    let read = |text: &str| serde_json::from_str::<Value>(text).unwrap_or_else(|error| panic!("{error}: {text:?}"));
    let item = |wrapped: Value| if kind == Some(Kind::Repo) { wrapped } else { wrapped["item"].clone() };
    let list = |values: Vec<Value>| -> Vec<Value> { values.into_iter().map(item).collect() };
    match (format, kind) {
        (Format::Json, None) => assert_eq!(&read(text), document),
        (Format::Json, Some(kind)) => {
            assert_eq!(list(read(text).as_array().unwrap().clone()), objects(document, kind));
        }
        (_, None) => assert_eq!(text.lines().map(read).collect::<Vec<_>>(), objects(document, Kind::Repo)),
        (_, Some(kind)) => assert_eq!(list(text.lines().map(read).collect()), objects(document, kind)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_in_any_field_is_harmless_in_every_format_and_json_loses_nothing(texts in vec(text(), TEXTS)) {
        let document = filled(&texts);
        let answer = document.to_string();
        for (kind, format) in ways() {
            for secrets in [Secrets::Masked, Secrets::Shown] {
                let out = written(&answer, kind, format, secrets);
                prop_assert_eq!(stream::check(out.as_bytes()), Ok(()), "{:?} {:?}", kind, format);
                prop_assert!(!out.contains(['\x1b', '\r']), "{:?} {:?}", kind, format);
                if matches!(format, Format::Json | Format::Jsonl) && matches!(secrets, Secrets::Shown) {
                    check_json(&out, kind, format, &document);
                }
            }
        }
    }

    #[test]
    fn any_bytes_in_any_string_are_harmless_in_every_format(
        strings in vec(vec(prop_oneof![any::<u8>().prop_filter("ends it", |b| !b"\"\\".contains(b)), 0x80_u8..=0xff], 0..12), 8),
    ) {
        let fields: Vec<u8> = strings.iter().enumerate().flat_map(|(at, string)| {
            let name = ["id", "name", "mode", "walletAddress", "key", "secret", "other", "createdAt"][at];
            // Raw controls are no JSON; they are tried as escapes above.
            let string: Vec<u8> = string.iter().map(|byte| if *byte < 0x20 { b' ' } else { *byte }).collect();
            [format!("\"{name}\":\"").as_bytes(), &string, b"\","].concat()
        }).collect();
        let object = [b"{", &fields[..], b"\"x\":1}"].concat();
        let lists = [b",\"buckets\":[{\"folder\":1,\"bucket\":", &object[..], b"}],\"apiKeys\":[", &object, b"]}"].concat();
        let answer = [b"{\"repos\":[", &object[..object.len() - 1], &lists, b"]}"].concat();
        for (kind, format) in ways() {
            let out = written(&answer, kind, format, Secrets::Shown);
            prop_assert_eq!(stream::check(out.as_bytes()), Ok(()), "{:?} {:?}", kind, format);
        }
    }
}

#[test]
fn every_field_of_the_schema_is_harmless_in_every_format() {
    let attack = "\x1b]52;c;aGk=\x07\u{9b}2J\u{202e}\u{200b}\u{e0041}\r\n\t\0a";
    for spec in Kind::ALL.into_iter().flat_map(schema::fields) {
        let name = spec.path.rsplit('.').next().unwrap();
        let object = Map::from_iter([(name.to_owned(), Value::from(attack))]);
        let inner = serde_json::json!({ "bucket": object, "aiLlm": object, name: attack });
        let list = [inner.clone(), Value::from(object)];
        let repo =
            serde_json::json!({ name: attack, "buckets": list, "apiKeys": list, "aiLlms": list, "aiApiKeys": list });
        let answer = serde_json::json!({ "success": true, "repos": [repo, inner] }).to_string();
        for (kind, format) in ways() {
            let lines = masked(&answer, kind, format);
            assert_eq!(stream::check(lines.as_bytes()), Ok(()), "{} {kind:?} {format:?}", spec.path);
            assert!(!lines.contains(['\x1b', '\r', '\t']), "{} {kind:?} {format:?}", spec.path);
        }
    }
}
