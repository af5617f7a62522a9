//! The same document written in another way reads the same: members in another order, other white space, other
//! escapes, more fields, other pieces.

use std::collections::BTreeMap;
use std::fmt::Write;

use proptest::prelude::*;
use serde_json::Value;

use crate::model::kind::Node;
use crate::model::record::FieldValue;
use crate::model::tests::{EXAMPLE, facts, nodes, read, record, whole};

/// Small numbers that decide how a text is written, one after another.
struct Whims<'a>(std::iter::Cycle<std::slice::Iter<'a, u8>>);

impl Whims<'_> {
    fn next(&mut self, below: usize) -> usize {
        usize::from(*self.0.next().unwrap_or(&0)) % below
    }

    fn space(&mut self, out: &mut String) {
        out.push_str(["", "", " ", "\n", "\t\r\n  "][self.next(5)]);
    }

    fn text(&mut self, text: &str, out: &mut String) {
        out.push('"');
        for c in text.chars() {
            match (c, self.next(3)) {
                ('"' | '\\', _) => out.extend(['\\', c]),
                ('/', 0) => out.push_str("\\/"),
                (_, 0) => c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| write!(out, "\\u{unit:04X}").unwrap()),
                _ => out.push(c),
            }
        }
        out.push('"');
    }

    /// Writes a value; the members of each object in an order of their own, at times with one that nobody knows.
    fn value(&mut self, value: &Value, out: &mut String) {
        self.space(out);
        match value {
            Value::String(text) => self.text(text, out),
            Value::Array(items) => self.list('[', items.iter().map(|item| (None, item)).collect(), ']', out),
            Value::Object(members) => {
                let mut members: Vec<(Option<&str>, &Value)> =
                    members.iter().map(|(name, value)| (Some(name.as_str()), value)).collect();
                for at in 0..members.len() {
                    let other = self.next(members.len());
                    members.swap(at, other);
                }
                self.list('{', members, '}', out);
            }
            other => out.push_str(&other.to_string()),
        }
        self.space(out);
    }

    fn list(&mut self, open: char, items: Vec<(Option<&str>, &Value)>, close: char, out: &mut String) {
        out.push(open);
        for (at, (name, value)) in items.into_iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            if let Some(name) = name {
                self.space(out);
                self.text(name, out);
                self.space(out);
                out.push(':');
            }
            self.value(value, out);
        }
        out.push(close);
    }
}

fn known(facts: BTreeMap<(Node, String), FieldValue>) -> BTreeMap<(Node, String), FieldValue> {
    facts.into_iter().filter(|((_, path), _)| !path.contains("unheard")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_document_written_in_another_way_reads_the_same(whims in prop::collection::vec(any::<u8>(), 97), piece in 1_usize..200) {
        let document: Value = serde_json::from_str(EXAMPLE).unwrap();
        let mut written = String::new();
        Whims(whims.iter().cycle()).value(&document, &mut written);
        let (inventory, rest) = read(written.as_bytes(), piece).unwrap();
        let mut read = facts(&inventory);
        for value in read.values_mut() {
            if let FieldValue::Secret(members) = value {
                // They are shown in the order in which they came.
                let order = ["key", "iv", "authTag", "message"];
                members.sort_by_key(|(name, _)| order.iter().position(|it| it == name));
            }
        }
        prop_assert_eq!(read, facts(&whole(EXAMPLE)), "{}", written);
        prop_assert!(rest.remarks.is_empty());
        for node in nodes(&inventory) {
            prop_assert_eq!(record(&inventory, node).problems, Vec::<String>::new(), "{}", written);
        }
    }
}

fn add(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(add),
        Value::Object(members) => {
            members.values_mut().for_each(add);
            for (name, value) in [("unheard", Value::from(1)), ("unheardOf", serde_json::json!({ "name": ["x"] }))] {
                members.insert(name.to_owned(), value);
            }
        }
        _ => {}
    }
}

#[test]
fn fields_that_nobody_knows_at_every_level_change_nothing_known() {
    let mut document: Value = serde_json::from_str(EXAMPLE).unwrap();
    add(&mut document["repos"]);
    document["unheard"] = serde_json::json!([[]]);
    let (with, without) = (known(facts(&whole(&document.to_string()))), facts(&whole(EXAMPLE)));
    let differing: Vec<_> = without.iter().filter(|(at, value)| with.get(at) != Some(value)).collect();
    // An encrypted secret has as many fields as came; the two more are among them.
    assert!(differing.iter().all(|((_, path), _)| path.ends_with("secret")), "{differing:?}");
    assert_eq!(with.len(), without.len());
}

#[test]
fn an_answer_cut_into_two_anywhere_reads_the_same() {
    let expected = facts(&whole(EXAMPLE));
    for at in 1..EXAMPLE.len() {
        let mut scanner = crate::model::scan::Scanner::default();
        let (head, tail) = EXAMPLE.as_bytes().split_at(at);
        scanner.push(head).unwrap();
        let mut segments: Vec<_> = scanner.seal().into_iter().collect();
        scanner.push(tail).unwrap();
        segments.extend(scanner.seal());
        let mut inventory = crate::model::inventory::Inventory::default();
        for segment in segments {
            inventory.push(std::sync::Arc::new(segment));
        }
        inventory.finish(&scanner.finish().unwrap());
        assert!(facts(&inventory) == expected, "cut at byte {at}");
    }
}
