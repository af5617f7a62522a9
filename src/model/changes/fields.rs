//! Which fields of an object say something else.

use crate::model::inventory::{List, Lists};
use crate::model::json::Object;
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
    let reduced = || reduced(kind, &Object::of(old)?, &Object::of(new)?);
    let (old, new) = reduced().unwrap_or_else(|| (old.to_owned(), new.to_owned()));
    between(kind, &old, &new)
}

/// The same of a repository; its lists are no fields.
pub(super) fn of_repo((old, old_text): (&Lists<'_>, &str), (new, new_text): (&Lists<'_>, &str)) -> Vec<Difference> {
    match reduced(Kind::Repo, old.object(), new.object()) {
        Some((old, new)) => between(Kind::Repo, &old, &new),
        None => between(Kind::Repo, old_text, new_text),
    }
}

/// Two objects without what is the same in both, so that little is decoded; `None` where that takes a closer look.
fn reduced(kind: Kind, old: &Object<'_>, new: &Object<'_>) -> Option<(String, String)> {
    let are_simple = old.len() == new.len() && [old, new].iter().all(|it| it.left_out == 0 && it.repeated.is_empty());
    let mut pairs = old.members().zip(new.members());
    if !are_simple || !pairs.all(|((one, _), (other, _))| one == other) {
        return None;
    }
    let mut both = (String::from("{"), String::from("{"));
    let differs = |name: &str| old.raw(name) != new.raw(name);
    for ((name, before), (_, after)) in old.members().zip(new.members()) {
        let is_needed = match spellings(kind, name) {
            // Which of them counts depends on what the others say.
            Some(names) if names.len() > 1 => {
                names.iter().any(|name| differs(name)) && !are_lists(kind, old, new, names)
            }
            Some(names) => before != after && !are_lists(kind, old, new, names),
            None => before != after,
        };
        if is_needed {
            for (text, raw) in [(&mut both.0, before), (&mut both.1, after)] {
                let comma = if text.len() > 1 { "," } else { "" };
                text.extend([comma, &serde_json::to_string(name).ok()?, ":", raw]);
            }
        }
    }
    both.0.push('}');
    both.1.push('}');
    Some(both)
}

/// The names under which the same thing may come as under this one; `None` for a field that has one name.
fn spellings(kind: Kind, name: &str) -> Option<&'static [&'static str]> {
    let lists = Group::ALL.into_iter().filter(|_| kind == Kind::Repo).map(Group::members);
    [schema::inner(kind), schema::reference(kind)].into_iter().chain(lists).find(|names| names.contains(&name))
}

/// Whether these are names of a list which came as one in both, under one name alone.
fn are_lists(kind: Kind, old: &Object<'_>, new: &Object<'_>, names: &'static [&'static str]) -> bool {
    kind == Kind::Repo
        && [old, new].into_iter().all(|object| {
            let is_list = object.spelled(names).is_none_or(|(_, raw)| raw.starts_with('[') || raw == "null");
            is_list && object.superseded(names).next().is_none()
        })
}

/// The same from two texts that are decoded whole.
pub(super) fn between(kind: Kind, old: &str, new: &str) -> Vec<Difference> {
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
    let mut others: Vec<(&str, bool, &FieldValue)> = Vec::new();
    for (record, is_new) in [(&old, false), (&new, true)] {
        others.extend(record.others.iter().map(|(path, value)| (path.as_str(), is_new, value)));
    }
    others.sort_by_key(|(path, is_new, _)| (*path, *is_new));
    for of_one in others.chunk_by(|(one, ..), (other, ..)| one == other) {
        let value = |of_new: bool| of_one.iter().find(|(_, is_new, _)| *is_new == of_new).map(|(.., value)| *value);
        let [before, after] = [false, true].map(|of_new| value(of_new).unwrap_or(&FieldValue::Absent));
        if let Some((path, ..)) = of_one.first().filter(|_| !is_same(before, after)) {
            let name = Name::Other((*path).to_owned());
            found.push(Difference { name, before: before.clone(), after: after.clone() });
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

/// The members of an encrypted credential, whatever their order.
fn sorted(members: &[(String, String)]) -> Vec<String> {
    in_order(members.iter().map(|(name, value)| [name.as_str(), "\0", value, "\0"].concat()).collect())
}

fn lines(references: &[Reference]) -> Vec<String> {
    in_order(references.iter().map(Reference::line).collect())
}

fn in_order(mut lines: Vec<String>) -> Vec<String> {
    lines.sort_unstable();
    lines
}

fn compact(raw: &str) -> Vec<u8> {
    let mut out = Vec::new();
    // Writing to memory does not fail.
    pretty::write(raw.as_bytes(), Layout::Compact, Secrets::Shown, Sensitivity::Open, &mut out).unwrap_or_default();
    out
}
