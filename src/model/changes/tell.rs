//! A change in words: which object it is, and what each of its fields said and says; masked, and safe to show.

use std::borrow::Cow;

use jiff::Timestamp;

use crate::model::changes::fields::{Name, differences};
use crate::model::changes::{Changed, Place};
use crate::model::fingerprint::Fingerprints;
use crate::model::inventory::{Inventory, Lists};
use crate::model::kind::{Group, Kind, Node};
use crate::model::pretty::Secrets;
use crate::model::record::FieldValue;
use crate::model::secret;
use crate::model::sheet::Sheet;
use crate::model::text;
use crate::model::usage::{called, text_of, titles};

/// Which object it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its kind.
    pub kind: Kind,
    /// Its id, empty where it has none.
    pub id: String,
    /// What it is called: its name, its id, or its place.
    pub name: String,
    /// The id of its repository.
    pub repo_id: String,
    /// What its repository is called.
    pub repo: String,
}

/// A field that says something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its path in the API's words; `repo` for the repository that the object is in.
    pub path: String,
    /// Its label.
    pub label: String,
    /// What it said.
    pub before: Shown,
    /// What it says.
    pub after: Shown,
}

/// A value as it may be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shown {
    /// None; in words whether it was not sent or null.
    Nothing(&'static str),
    /// true or false.
    Flag(bool),
    /// Another object, by its id and its name.
    Object(String, String),
    /// Everything else.
    Text(String),
}

impl Shown {
    /// The value in words.
    pub fn words(&self) -> &str {
        match self {
            Self::Nothing(words) => words,
            Self::Flag(true) => "yes",
            Self::Flag(false) => "no",
            Self::Text(text) | Self::Object(_, text) if text.is_empty() => "(empty)",
            Self::Text(text) | Self::Object(_, text) => text,
        }
    }
}

/// Tells changes; cheapest in their own order, since it keeps what it read last.
pub struct Teller<'a> {
    old: Reader<'a>,
    new: Reader<'a>,
    fingerprints: &'a Fingerprints,
    last: Option<(Changed, Vec<Field>)>,
}

/// Reads objects of one inventory.
pub(super) struct Reader<'a> {
    inventory: &'a Inventory,
    sheet: Option<(u32, Sheet<'a>)>,
    items: Option<((u32, Group), Vec<&'a str>)>,
}

impl<'a> Teller<'a> {
    /// For what changed from `old` to `new`.
    pub const fn new(old: &'a Inventory, new: &'a Inventory, fingerprints: &'a Fingerprints) -> Self {
        Self { old: Reader::of(old), new: Reader::of(new), fingerprints, last: None }
    }

    /// An object of the new inventory.
    pub fn new_one(&mut self, place: Place) -> Option<Told> {
        self.new.told(place)
    }

    /// An object of the old inventory.
    pub fn old_one(&mut self, place: Place) -> Option<Told> {
        self.old.told(place)
    }

    /// The fields of a changed object that say something else; that it is in another repository comes first.
    pub fn fields(&mut self, changed: &Changed) -> &[Field] {
        if self.last.as_ref().is_none_or(|(last, _)| last != changed) {
            self.last = Some((*changed, self.read(changed)));
        }
        self.last.as_ref().map_or(&[], |(_, fields)| fields)
    }

    fn read(&mut self, changed: &Changed) -> Vec<Field> {
        let mut fields = Vec::new();
        if changed.moved
            && let (Some(before), Some(after)) = (self.old.told(changed.old), self.new.told(changed.new))
        {
            let have_one_name = before.repo == after.repo;
            let shown = |it: Told| Shown::Object(it.repo_id.clone(), if have_one_name { it.repo_id } else { it.repo });
            fields.push(Field::new("repo".to_owned(), "Repository".to_owned(), shown(before), shown(after)));
        }
        let (Some(old), Some(new)) = (self.old.raw(changed.old), self.new.raw(changed.new)) else { return fields };
        fields.extend(differences(changed.new.kind(), &old, &new).into_iter().map(|it| {
            let (path, label) = match it.name {
                Name::Known(spec) => (spec.path.to_owned(), spec.label.to_owned()),
                Name::Other(path) => {
                    let path = text::shown(&path).into_owned();
                    (path.clone(), path)
                }
            };
            Field::new(path, label, shown(&it.before, self.fingerprints), shown(&it.after, self.fingerprints))
        }));
        fields
    }
}

impl Field {
    /// Two values that look alike differ all the same: it is said.
    fn new(path: String, label: String, before: Shown, after: Shown) -> Self {
        let after = match after {
            Shown::Text(text) if before.words() == text => Shown::Text(text + " (differs)"),
            after => after,
        };
        Self { path, label, before, after }
    }
}

fn shown(value: &FieldValue, fingerprints: &Fingerprints) -> Shown {
    let words = || value.display(Timestamp::UNIX_EPOCH, Secrets::Masked);
    let hidden = match value {
        FieldValue::Absent => return Shown::Nothing("not sent"),
        FieldValue::Null => return Shown::Nothing("none"),
        FieldValue::Flag(flag) => return Shown::Flag(*flag),
        FieldValue::Time(at) => return Shown::Text(at.to_string()),
        FieldValue::Text(text) | FieldValue::Key(text) if text.is_empty() => return Shown::Text(String::new()),
        FieldValue::References(_) | FieldValue::Deep(_) => return Shown::Text(words()),
        FieldValue::Text(text) | FieldValue::Key(text) | FieldValue::Json(text, _) => text,
        FieldValue::Secret(_) => {
            return Shown::Text(value.display(Timestamp::UNIX_EPOCH, Secrets::Marked(fingerprints)));
        }
    };
    // A mask has its fingerprint in its words.
    let is_bare = value.is_hidden() && !secret::is_mask(hidden);
    let fingerprint = Some(hidden).filter(|_| is_bare).and_then(|hidden| fingerprints.of(hidden));
    Shown::Text(match fingerprint {
        Some(fingerprint) => [words().as_str(), " ", fingerprint.as_str()].concat(),
        None => words(),
    })
}

impl<'a> Reader<'a> {
    pub(super) const fn of(inventory: &'a Inventory) -> Self {
        Self { inventory, sheet: None, items: None }
    }

    fn told(&mut self, place: Place) -> Option<Told> {
        if self.sheet.as_ref().is_none_or(|(repo, _)| *repo != place.repo) {
            let (_, text) = self.inventory.document().get(place.repo as usize)?;
            self.sheet = Some((place.repo, Sheet::of(text)));
        }
        let (_, sheet) = self.sheet.as_ref()?;
        let (row, repo) = (sheet.at(place.node())?, sheet.repo());
        Some(Told {
            kind: row.kind,
            id: text_of(&row, titles(row.kind).1),
            name: called(&row, place.node()),
            repo_id: text_of(&repo, titles(Kind::Repo).1),
            repo: called(&repo, Node::Repo(place.repo as usize)),
        })
    }

    /// The source text of an object.
    pub(super) fn raw(&mut self, place: Place) -> Option<Cow<'a, str>> {
        let (_, text) = self.inventory.document().get(place.repo as usize)?;
        let text = String::from_utf8_lossy(text);
        let Some(group) = place.group() else { return Some(text) };
        let at = place.item as usize;
        let Cow::Borrowed(text) = text else {
            return Lists::of(&text).items(group).get(at).map(|raw| Cow::Owned((*raw).to_owned()));
        };
        let key = (place.repo, group);
        if self.items.as_ref().is_none_or(|(of, _)| *of != key) {
            self.items = Some((key, Lists::of(text).items(group)));
        }
        self.items.as_ref()?.1.get(at).map(|raw| Cow::Borrowed(*raw))
    }
}
