//! How far an answer is from the documentation: fields that are not documented, documented ones that were not sent,
//! values outside of the documented ones, and values of another kind. Counted by path.

use std::collections::BTreeMap;

use crate::model::inventory::{Inventory, List, Lists};
use crate::model::json::Object;
use crate::model::kind::{Group, Kind};
use crate::model::record::{FieldValue, Record};
use crate::model::schema::{self, Format};
use crate::model::text;

/// Members of the answer that are documented, beside what failures have.
const ENVELOPE: [&str; 2] = ["success", "repos"];

/// What drifted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Drift {
    /// A field that the API page does not have.
    Undocumented,
    /// A documented field that was not sent.
    NotSent,
    /// A value that the API page does not list.
    Unlisted,
    /// A value of another kind than documented.
    Wrong,
}

/// Where something drifted and how often, with the values where they say something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub drift: Drift,
    /// Where, as in `repos[].buckets[].bucket.status`; terminal-safe.
    pub path: String,
    /// In how many objects.
    pub count: u64,
    /// A few of the unlisted values, terminal-safe.
    pub values: Vec<String>,
}

/// How many values are named.
const NAMED: usize = 3;

#[derive(Default)]
struct Counts(BTreeMap<(Drift, String), (u64, Vec<String>)>);

impl Counts {
    fn add(&mut self, drift: Drift, path: String, value: Option<&str>) {
        let (count, values) = self.0.entry((drift, path)).or_default();
        *count += 1;
        let value = value.map(|value| text::cut(&text::shown(value), 24, "...").into_owned());
        if let Some(value) = value.filter(|value| values.len() < NAMED && !values.contains(value)) {
            values.push(value);
        }
    }

    fn record(&mut self, prefix: &str, raw: &str, kind: Kind) {
        let record = Record::of(kind, raw);
        if record.fields.is_empty() {
            self.add(Drift::Wrong, prefix.trim_end_matches('.').to_owned(), None);
        }
        for (path, _) in &record.others {
            self.add(Drift::Undocumented, format!("{prefix}{}", text::shown(path)), None);
        }
        for field in &record.fields {
            let path = || format!("{prefix}{}", field.spec.path);
            match &field.value {
                _ if field.spec.extra => self.add(Drift::Undocumented, path(), None),
                FieldValue::Absent => self.add(Drift::NotSent, path(), None),
                FieldValue::Json(..) if field.spec.format != Format::References => self.add(Drift::Wrong, path(), None),
                FieldValue::Deep(_) => self.add(Drift::Wrong, path(), None),
                FieldValue::Text(_) if field.spec.format == Format::Time => self.add(Drift::Wrong, path(), None),
                FieldValue::Text(value) => {
                    let listed = schema::values(field.spec.path);
                    if !listed.is_empty() && !listed.contains(&value.as_str()) {
                        self.add(Drift::Unlisted, path(), Some(value));
                    }
                }
                _ => {}
            }
        }
    }
}

/// Everything that drifted, by kind of drift and path; `envelope` is the answer's text around its repositories.
pub fn of(inventory: &Inventory, envelope: &str) -> Vec<Finding> {
    let mut counts = Counts::default();
    let envelope = Object::whole(envelope).unwrap_or_default();
    for (name, _) in envelope.members().filter(|(name, _)| !ENVELOPE.contains(name)) {
        counts.add(Drift::Undocumented, text::shown(name).into_owned(), None);
    }
    for name in ENVELOPE.iter().filter(|name| envelope.raw(name).is_none()) {
        counts.add(Drift::NotSent, (*name).to_owned(), None);
    }
    for position in 0..inventory.len() {
        let repo = inventory.text(position);
        counts.record("repos[].", &repo, Kind::Repo);
        if Object::of(&repo).is_none() {
            continue;
        }
        let lists = Lists::of(&repo);
        for group in Group::ALL {
            let name = group.members().first().copied().unwrap_or_default();
            let path = format!("repos[].{name}");
            match lists.list(group) {
                List::Absent => counts.add(Drift::NotSent, path, None),
                List::Null => {}
                List::Wrong(..) => counts.add(Drift::Wrong, path, None),
                List::Items(items) => {
                    let prefix = format!("{path}[].");
                    for raw in items {
                        counts.record(&prefix, raw, group.kind());
                    }
                }
            }
        }
    }
    let finding = |((drift, path), (count, values))| Finding { drift, path, count, values };
    counts.0.into_iter().map(finding).collect()
}

impl Drift {
    /// What it is, in words that a path follows.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Undocumented => "not documented",
            Self::NotSent => "documented, not sent",
            Self::Unlisted => "value not documented",
            Self::Wrong => "another kind of value than documented",
        }
    }

    /// The same in one word for programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Undocumented => "undocumented",
            Self::NotSent => "not_sent",
            Self::Unlisted => "unlisted_value",
            Self::Wrong => "wrong_kind",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::scan::Scanner;

    fn found(json: &str) -> Vec<(Drift, String, u64)> {
        of_text(json).into_iter().map(|finding| (finding.drift, finding.path, finding.count)).collect()
    }

    fn of_text(json: &str) -> Vec<Finding> {
        let mut scanner = Scanner::default();
        scanner.push(json.as_bytes()).unwrap();
        let mut inventory = Inventory::default();
        scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
        let rest = scanner.finish().unwrap();
        of(&inventory, &rest.envelope)
    }

    #[test]
    fn the_documented_example_has_not_drifted() {
        assert_eq!(of_text(include_str!("../../tests/suite/data/get-repo.example.json")), []);
    }

    #[test]
    fn each_kind_of_drift_is_counted_by_path() {
        let full = r#""id":"1","name":"n","storageType":"S3","mode":"MIRROR","workspaceId":"w","disabled":false,
            "createdAt":"2024-01-15T10:00:00Z","buckets":[],"apiKeys":null,"aiLlms":[],"aiApiKeys":[]"#;
        let odd = full.replace("\"S3\"", "\"TAPE\\u001b\"").replace("false", "\"no\"").replace("2024-", "");
        let json = format!(r#"{{"success":true,"next":1,"repos":[{{{full},"new":1}},{{{odd},"new":2}},7]}}"#);
        assert_eq!(
            found(&json),
            [
                (Drift::Undocumented, "next".to_owned(), 1),
                (Drift::Undocumented, "repos[].new".to_owned(), 2),
                (Drift::Unlisted, "repos[].storageType".to_owned(), 1),
                (Drift::Wrong, "repos[]".to_owned(), 1),
                (Drift::Wrong, "repos[].createdAt".to_owned(), 1),
                (Drift::Wrong, "repos[].disabled".to_owned(), 1),
            ]
        );
        let values = of_text(&json).into_iter().flat_map(|finding| finding.values).collect::<Vec<_>>();
        assert_eq!(values, ["TAPE␛"]);
    }

    #[test]
    fn items_are_looked_at_in_their_lists() {
        let json = r#"{"repos":[{"buckets":"none","apiKeys":[{"accessType":"OWNER"}]}]}"#;
        let found = found(json);
        for expected in [
            (Drift::NotSent, "success", 1),
            (Drift::NotSent, "repos[].aiLlms", 1),
            (Drift::NotSent, "repos[].apiKeys[].key", 1),
            (Drift::Unlisted, "repos[].apiKeys[].accessType", 1),
            (Drift::Wrong, "repos[].buckets", 1),
        ] {
            let expected = (expected.0, expected.1.to_owned(), expected.2);
            assert!(found.contains(&expected), "{expected:?} in {found:?}");
        }
    }
}
