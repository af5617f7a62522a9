//! What is kept opens again as what it was, but for what is hidden in it.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::model::changes::Reviewed;
use crate::model::document::Rest;
use crate::model::inventory::Scope;
use crate::model::scan::Scanner;

const DEMO: &str = include_str!("../../../assets/demo/organization.json");

fn fingerprints() -> Fingerprints {
    Fingerprints::new(Arc::new(|value: &[u8]| {
        value.iter().fold(7, |sum: u16, byte| sum.rotate_left(3) ^ u16::from(*byte))
    }))
}

fn read(answer: &[u8]) -> (Inventory, Rest) {
    let (mut scanner, mut inventory) = (Scanner::default(), Inventory::default());
    scanner.push(answer).unwrap();
    let whole = std::iter::from_fn(|| scanner.next_whole()).collect::<Vec<_>>();
    whole.into_iter().chain(scanner.seal()).for_each(|segment| inventory.push(Arc::new(segment)));
    let rest = scanner.finish().unwrap();
    inventory.finish(&rest);
    (inventory, rest)
}

fn kept() -> Kept {
    let as_of = "2026-11-24T14:03:22Z".parse().ok();
    Kept { as_of, api: "api.example".to_owned(), scope: Some(Scope::All), ..Kept::default() }
}

fn written(answer: &[u8], fingerprints: Option<&Fingerprints>) -> Vec<u8> {
    let (inventory, rest) = read(answer);
    let kept = Kept::of(&rest.envelope).unwrap_or_else(kept);
    let snapshot =
        Snapshot { inventory: &inventory, envelope: &rest.envelope, kept: &kept, sha256: Some("ab"), fingerprints };
    let mut out = Vec::new();
    write_snapshot(&snapshot, &mut out).unwrap();
    out
}

fn repos(document: &[u8]) -> Value {
    let mut document: Value = serde_json::from_slice(document).unwrap();
    document["repos"].take()
}

#[test]
fn unmasked_it_is_the_answer_with_one_more_member() {
    let out = written(DEMO.as_bytes(), None);
    let mut document: Value = serde_json::from_slice(&out).unwrap();
    let own = document.as_object_mut().unwrap().remove(MEMBER).unwrap();
    assert_eq!(document, serde_json::from_str::<Value>(DEMO).unwrap());
    assert_eq!(own["masked"], Value::Bool(false));
    assert_eq!((&own["api"], &own["scope"], &own["sha256"]), (&"api.example".into(), &"".into(), &"ab".into()));
    assert_eq!(Kept::of(&read(&out).1.envelope), Some(kept()));
    let empty = written(br#"{"success":true,"repos":[]}"#, None);
    assert_eq!(repos(&empty), Value::Array(Vec::new()));
}

#[test]
fn masked_it_has_fingerprints_and_is_masked_once_only() {
    let fingerprints = fingerprints();
    let answer = r#"{"success":true,"token":"0123456789abcdef","repos":[{"id":"r","apiKeys":[
        {"id":"k","key":"AKIAIOSFODNN7EXAMPLE","secret":{"data":"sealed","n":5},"empty_token":""}],
        "endpoint":"https://u:p@host?X-Amz-Signature=0a1b2c"}]}"#;
    let once = written(answer.as_bytes(), Some(&fingerprints));
    let text = String::from_utf8(once.clone()).unwrap();
    for hidden in ["IOSFODNN7", "sealed", "456789ab", "u:p", "0a1b2c", ":5"] {
        assert!(!text.contains(hidden), "{hidden} in {text}");
    }
    let key = &repos(&once)[0]["apiKeys"][0];
    assert!(key["key"].as_str().unwrap().starts_with("AKIA****MPLE #"), "{key}");
    assert!(key["secret"]["n"].as_str().unwrap().starts_with("**** #"), "{key}");
    assert_eq!(key["empty_token"], "");
    assert_eq!(repos(&once)[0]["endpoint"], "https://****@host?X-Amz-Signature=****");
    let (inventory, rest) = read(&once);
    let told = Kept::of(&rest.envelope).unwrap();
    assert!(told.masked && told.fingerprint_key == fingerprints.key());
    // Opened and kept again, with another key and unmasked: what is hidden stays what it is.
    let other = Fingerprints::new(Arc::new(|_| 1));
    for again in [written(&once, Some(&fingerprints)), written(&once, Some(&other)), written(&once, None)] {
        assert_eq!(String::from_utf8(again).unwrap(), text);
    }
    assert!(Reviewed::of(&inventory, &read(&once).0).changes.is_empty());
}

proptest! {
    #[test]
    fn what_opens_is_the_same_but_for_what_is_hidden(names in proptest::collection::vec(any::<String>(), 0..6), key in any::<String>()) {
        let repo = |name: &String| serde_json::json!({"id": name, "name": name, "apiKeys": [{"id": "k", "key": key}]});
        let answer = serde_json::json!({"success": true, "repos": names.iter().map(repo).collect::<Vec<_>>()}).to_string();
        prop_assert_eq!(repos(&written(answer.as_bytes(), None)), repos(answer.as_bytes()));
        let once = written(answer.as_bytes(), Some(&fingerprints()));
        prop_assert_eq!(written(&once, Some(&fingerprints())), once.clone());
        let (before, after) = (repos(answer.as_bytes()), repos(&once));
        for (one, other) in before.as_array().unwrap().iter().zip(after.as_array().unwrap()) {
            prop_assert_eq!((&one["id"], &one["name"]), (&other["id"], &other["name"]));
        }
    }
}
