//! Every field of the API page's example is on the screen, with a label and its value.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::model::kind::Kind;
use crate::model::schema;
use crate::model::secret;
use crate::ui::tests::app::{App, EXAMPLE, app};

/// The keys that lead to an object of the example, from its repository on, and where it lies in the document.
pub(super) const OBJECTS: [(Kind, &str, &str); 5] = [
    (Kind::Repo, "", "/repos/0"),
    (Kind::Bucket, "l l l l", "/repos/0/buckets/0"),
    (Kind::ApiKey, "l l J l l", "/repos/0/apiKeys/0"),
    (Kind::AiLlm, "l l J J l l", "/repos/0/aiLlms/0"),
    (Kind::AiApiKey, "l l J J J l l", "/repos/0/aiApiKeys/0"),
];

/// The right pane's lines, without its border.
fn details(app: App) -> Vec<String> {
    let mut app = app.size(160, 50);
    let left = app.state.layout().detail_inner().unwrap().left();
    let lines =
        app.frame().lines().map(|line| line.chars().skip(usize::from(left)).collect::<String>()).collect::<Vec<_>>();
    lines.into_iter().map(|line| line.trim_end_matches(['│', ' ']).to_owned()).collect()
}

/// The scalar fields of an object and of the object it wraps, by path; lists are objects of their own.
fn documented(object: &Value) -> BTreeMap<String, Value> {
    let mut fields = BTreeMap::new();
    for (name, value) in object.as_object().unwrap() {
        match value {
            Value::Array(_) => {}
            Value::Object(inner) if name != "secret" => {
                fields.extend(inner.iter().map(|(inner, value)| (format!("{name}.{inner}"), value.clone())));
            }
            _ => drop(fields.insert(name.clone(), value.clone())),
        }
    }
    fields
}

fn as_shown(path: &str, value: &Value) -> String {
    match value {
        Value::Null => "none".to_owned(),
        Value::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::String(date) if path.ends_with("At") => format!("{}, 2 y ago", date.replace('T', " ")),
        Value::String(key) if path.ends_with("key") => secret::mask(key),
        Value::String(text) => text.clone(),
        Value::Object(secret) => format!("encrypted, {} fields", secret.len()),
        other => panic!("{path}: {other}"),
    }
}

#[test]
fn every_documented_field_is_shown_with_its_label() {
    let document: Value = serde_json::from_str(EXAMPLE).unwrap();
    for (kind, keys, place) in OBJECTS {
        let lines = details(app().reply(EXAMPLE).keys(keys));
        let fields = documented(document.pointer(place).unwrap());
        assert!(fields.len() >= 6, "{kind:?}");
        for (path, value) in fields {
            let spec = schema::fields(kind).iter().find(|spec| spec.path == path);
            let label = spec.unwrap_or_else(|| panic!("{path} of {kind:?} has no label")).label;
            let value = as_shown(&path, &value);
            let is_it = |line: &&String| {
                line.strip_prefix(label).is_some_and(|rest| {
                    let shown = rest.trim_start();
                    rest.starts_with("  ") && shown.trim_end_matches("x reveals").trim_end() == value
                })
            };
            assert_eq!(lines.iter().filter(is_it).count(), 1, "{label}: {value}\n{}", lines.join("\n"));
        }
    }
}

#[test]
fn a_repository_counts_what_it_holds() {
    let lines = details(app().reply(EXAMPLE));
    for held in [
        "Buckets       1: 1 master, 1 ACTIVE",
        "API keys      1: 1 READ",
        "AI LLMs       1: 1 OPENAI",
        "AI API keys   1: 1 OPENAI",
    ] {
        assert!(lines.iter().any(|line| line == held), "{held}\n{}", lines.join("\n"));
    }
}

#[test]
fn a_secret_s_fields_are_shown_once_revealed() {
    for keys in ["l l l l", "l l J l l"] {
        let lines = details(app().size(160, 50).reply(EXAMPLE).keys(keys).keys("x"));
        let words: Vec<Vec<&str>> = lines.iter().map(|line| line.split_whitespace().collect()).collect();
        for shown in [
            ["key", "encrypted-secret-key"],
            ["iv", "initialization-vector"],
            ["authTag", "authentication-tag"],
            ["message", "encrypted-message"],
        ] {
            assert!(words.iter().any(|words| words == &shown), "{shown:?}\n{}", lines.join("\n"));
        }
        assert!(words.iter().any(|words| words.ends_with(&["AKIAIOSFODNN7EXAMPLE"])), "{}", lines.join("\n"));
    }
}

#[test]
fn the_json_view_holds_every_name() {
    let mut whole = String::new();
    for (_, keys, _) in OBJECTS {
        let json = || app().reply(EXAMPLE).size(160, 50).keys(keys).keys("t");
        whole.push_str(&details(json()).join("\n"));
        whole.push_str(&details(json().keys("Tab G")).join("\n"));
    }
    let document: Value = serde_json::from_str(EXAMPLE).unwrap();
    let mut names = Vec::new();
    collect_names(&document["repos"][0], &mut names);
    assert!(names.len() > 40);
    for name in names {
        assert!(whole.contains(&format!("\"{name}\": ")), "{name}");
    }
}

fn collect_names(value: &Value, names: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                names.push(name.clone());
                collect_names(value, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect_names(item, names)),
        _ => {}
    }
}
