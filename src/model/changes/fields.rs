//! Which fields of an object say something else.

use crate::model::inventory::{List, Lists};
use crate::model::kind::{Group, Kind};
use crate::model::pretty::{self, Layout, Secrets};
use crate::model::record::{FieldValue, Record, other_value};
use crate::model::reference::Reference;
use crate::model::schema::{self, FieldSpec};
use crate::model::secret::Sensitivity;

/// What a field is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name {
    Known(&'static FieldSpec),
    /// One that nobody documented, by its path.
    Other(String),
}

/// A field that says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) name: Name,
    pub(super) before: FieldValue,
    pub(super) after: FieldValue,
}

/// The fields of an object that say something else, from its source texts; those that the API documents first.
pub(super) fn differences(kind: Kind, old: &str, new: &str) -> Vec<Difference> {
    if old == new {
        return Vec::new();
    }
    let (old, new) = (read(kind, old), read(kind, new));
    let known = schema::fields(kind).iter().filter_map(|spec| {
        let (before, after) = (old.get(spec.path), new.get(spec.path));
        (!is_same(before, after)).then(|| Difference {
            name: Name::Known(spec),
            before: before.clone(),
            after: after.clone(),
        })
    });
    let mut found: Vec<Difference> = known.collect();
    let side = |record: &Record, is_new: bool| {
        record.others.iter().map(|(path, value)| (path.clone(), is_new, value.clone())).collect::<Vec<_>>()
    };
    let mut others = [side(&old, false), side(&new, true)].concat();
    others.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    for of_one in others.chunk_by(|(one, ..), (other, ..)| one == other) {
        let value = |is_new: bool| of_one.iter().find(|(_, of_new, _)| *of_new == is_new).map(|(.., value)| value);
        let (before, after) = (value(false).unwrap_or(&FieldValue::Absent), value(true).unwrap_or(&FieldValue::Absent));
        if let Some((path, ..)) = of_one.first().filter(|_| !is_same(before, after)) {
            found.push(Difference { name: Name::Other(path.clone()), before: before.clone(), after: after.clone() });
        }
    }
    found
}

/// An object decoded; a list that came as something else is a field of its repository.
fn read(kind: Kind, raw: &str) -> Record {
    let mut record = Record::of(kind, raw);
    if kind == Kind::Repo {
        let lists = Lists::of(raw);
        for group in Group::ALL {
            if let List::Wrong(name, raw) = lists.list(group) {
                record.others.push((name.to_owned(), other_value(name, raw)));
            }
        }
    }
    record
}

/// Whether two values say the same. What was not sent says as little as null does, and the order of members and of
/// references says nothing.
fn is_same(one: &FieldValue, other: &FieldValue) -> bool {
    match (one, other) {
        (FieldValue::Absent | FieldValue::Null, FieldValue::Absent | FieldValue::Null) => true,
        (FieldValue::Secret(one), FieldValue::Secret(other)) => sorted(one) == sorted(other),
        (FieldValue::References(one), FieldValue::References(other)) => lines(one) == lines(other),
        (FieldValue::Json(one, _), FieldValue::Json(other, _)) => one == other || compact(one) == compact(other),
        _ => one == other,
    }
}

/// The members of an encrypted credential by their names.
pub(super) fn sorted(members: &[(String, String)]) -> Vec<&(String, String)> {
    let mut sorted: Vec<_> = members.iter().collect();
    sorted.sort();
    sorted
}

fn lines(references: &[Reference]) -> Vec<String> {
    let mut lines: Vec<String> = references.iter().map(Reference::line).collect();
    lines.sort();
    lines
}

fn compact(raw: &str) -> Vec<u8> {
    let mut out = Vec::new();
    // Writing to memory does not fail.
    pretty::write(raw.as_bytes(), Layout::Compact, Secrets::Shown, Sensitivity::Open, &mut out).unwrap_or_default();
    out
}
