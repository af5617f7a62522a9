//! What an organization has: the repositories of one answer, addressed by position, and how many objects of each kind.

use std::borrow::Cow;
use std::sync::Arc;

use crate::model::document::{Document, Rest, Segment};
use crate::model::json::{self, Object, Value};
use crate::model::kind::{Group, Kind, Node};
use crate::model::record::{self, Record};
use crate::model::shape::Shape;
use crate::model::siblings::Siblings;
use crate::model::text;

/// Which part of the organization is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everything the token may see.
    #[default]
    All,
    /// One workspace, by its id as the API spells it.
    Workspace(String),
}

impl Scope {
    /// The scope that an id as typed means: nothing means all.
    pub fn from_id(id: &str) -> Self {
        if id.is_empty() { Self::All } else { Self::Workspace(id.to_owned()) }
    }

    /// The workspace id, `None` for all.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::All => None,
            Self::Workspace(id) => Some(id),
        }
    }

    /// The scope in words, terminal-safe.
    pub fn label(&self) -> Cow<'_, str> {
        match self {
            Self::All => Cow::Borrowed("all workspaces"),
            Self::Workspace(id) => text::shown(id),
        }
    }
}

/// The repositories of one answer, whole or as far as they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inventory {
    document: Document,
    totals: [u64; 5],
    duplicates: Vec<u64>,
}

impl Inventory {
    /// Adds repositories as they arrive.
    pub fn push(&mut self, segment: Arc<Segment>) {
        let [repos, items @ ..] = &mut self.totals;
        *repos += segment.entries.len() as u64;
        for entry in &segment.entries {
            for (total, count) in items.iter_mut().zip(entry.shape.counts) {
                *total += u64::from(count);
            }
        }
        self.document.push(segment);
    }

    /// Notes which ids the finished answer has more than once.
    pub fn finish(&mut self, rest: &Rest) {
        self.duplicates.clone_from(&rest.duplicates);
    }

    /// How many objects of a kind there are, counted as each repository lists them.
    pub fn total(&self, kind: Kind) -> u64 {
        let index = kind.group().map_or(0, |group| group.index() + 1);
        self.totals.get(index).copied().unwrap_or_default()
    }

    /// How many repositories there are.
    pub const fn len(&self) -> usize {
        self.document.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.document.is_empty()
    }

    /// The source the repositories lie in.
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// The shape of the repository at a position; an empty one where there is none.
    pub fn shape(&self, repo: usize) -> Shape {
        self.document.get(repo).map(|(entry, _)| entry.shape).unwrap_or_default()
    }

    /// The shapes of all repositories from a position on.
    pub fn shapes_from(&self, repo: usize) -> impl Iterator<Item = &Shape> {
        self.document.entries_from(repo).map(|entry| &entry.shape)
    }

    /// The first repository whose id has this hash.
    pub fn with_id(&self, hash: u64) -> Option<usize> {
        self.shapes_from(0).position(|shape| hash != 0 && shape.id == hash)
    }

    /// The source text of the repository at a position; bytes that are no text have become U+FFFD.
    pub fn text(&self, repo: usize) -> Cow<'_, str> {
        self.document.get(repo).map_or(Cow::Borrowed(""), |(_, source)| text::lossy(source))
    }

    /// Whether another repository has the same id.
    pub fn is_duplicate(&self, repo: usize) -> bool {
        self.duplicates.binary_search(&self.shape(repo).id).is_ok()
    }

    /// The source text and decoded fields of an object; `None` for a group and where there is none.
    pub fn object(&self, node: Node) -> Option<(String, Record)> {
        let kind = node.kind()?;
        if node.repo() >= self.len() {
            return None;
        }
        let text = self.text(node.repo());
        match node {
            Node::Repo(_) => Some((text.to_string(), Record::of(kind, &text))),
            Node::Item(_, group, index) => {
                let items = Lists::of(&text).siblings(group);
                Some((items.raw(index)?.to_owned(), items.record(index)?))
            }
            Node::Group(..) => None,
        }
    }
}

/// The four lists of one repository, read on demand.
#[derive(Debug)]
pub struct Lists<'a> {
    object: Object<'a>,
}

/// What came for one of a repository's lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum List<'a> {
    /// It was not sent.
    Absent,
    /// It was sent as null.
    Null,
    /// It was sent as something else: the member's name, and the value's source text.
    Wrong(&'static str, &'a str),
    /// The source texts of its items.
    Items(Vec<&'a str>),
}

impl<'a> Lists<'a> {
    /// The lists of the repository with this source text.
    pub fn of(repo: &'a str) -> Self {
        Self { object: Object::of(repo).unwrap_or_default() }
    }

    /// The repository's members.
    pub(crate) const fn object(&self) -> &Object<'a> {
        &self.object
    }

    /// What came for a list.
    pub fn list(&self, group: Group) -> List<'a> {
        match self.object.spelled(group.members()).map(|(name, raw)| (name, raw, Value::of(raw))) {
            None => List::Absent,
            Some((_, _, Value::Null)) => List::Null,
            Some((_, _, Value::Array(raw))) => List::Items(json::elements(raw)),
            Some((name, raw, _)) => List::Wrong(name, raw),
        }
    }

    /// The source text of whatever came for a list.
    pub fn raw(&self, group: Group) -> Option<&'a str> {
        self.object.spelled(group.members()).map(|(_, raw)| raw)
    }

    /// What came for the same list under a name that does not count: that name and the value's source text.
    pub fn superseded(&self, group: Group) -> Option<(&'static str, &'a str)> {
        self.object.superseded(group.members()).next()
    }

    /// What is wrong with a list as a whole.
    pub fn problems(&self, group: Group) -> Vec<String> {
        record::list_problems(&self.object, group)
    }

    /// A list's items, none where it is no list.
    pub fn siblings(&self, group: Group) -> Siblings<'a> {
        Siblings::of(group.kind(), self.items(group))
    }

    /// The source texts of a list's items, none where it is no list.
    pub fn items(&self, group: Group) -> Vec<&'a str> {
        match self.list(group) {
            List::Items(items) => items,
            List::Absent | List::Null | List::Wrong(..) => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::scan::Scanner;

    fn inventory(repos: &str) -> Inventory {
        let mut scanner = Scanner::default();
        scanner.push(format!(r#"{{"success":true,"repos":[{repos}]}}"#).as_bytes()).unwrap();
        let mut inventory = Inventory::default();
        inventory.push(Arc::new(scanner.seal().unwrap()));
        inventory.finish(&scanner.finish().unwrap());
        inventory
    }

    #[test]
    fn totals_count_what_each_repository_lists() {
        let inventory =
            inventory(r#"{"buckets":[{},{}],"apiKeys":[{}]},{"units":[{}],"aiLlms":[{}],"aiApiKeys":[{},{},{}]},null"#);
        assert_eq!(Kind::ALL.map(|kind| inventory.total(kind)), [3, 3, 1, 1, 3]);
    }

    #[test]
    fn an_object_is_found_by_its_place() {
        let inventory = inventory(r#"{"id":"r","units":[{"unitId":"u","unit":{"id":"u","name":"Old"}}]}"#);
        let (raw, record) = inventory.object(Node::Item(0, Group::Buckets, 0)).unwrap();
        assert!(raw.starts_with(r#"{"unitId""#));
        assert_eq!(record.title(), "Old");
        assert_eq!(inventory.object(Node::Item(0, Group::Buckets, 1)), None);
        assert_eq!(inventory.object(Node::Repo(1)), None);
    }

    #[test]
    fn repositories_with_one_id_are_told() {
        let inventory = inventory(r#"{"id":"a"},{"id":"b"},{"id":"a"},{"id":null},{"id":null}"#);
        let told: Vec<bool> = (0..5).map(|repo| inventory.is_duplicate(repo)).collect();
        assert_eq!(told, [true, false, true, false, false]);
    }
}
