//! All documented fields of a repository and of its items, read in one pass: what rules and the index of uses look at.
//!
//! Says the same as [`Record`], which is asked wherever something is odd, so that both
//! tell the same of it.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::inventory::{List, Lists};
use crate::model::json::{Object, Value};
use crate::model::kind::{Group, Kind, Node};
use crate::model::record::{FieldValue, Record};
use crate::model::schema::{self, Format};
use crate::model::time;

mod read;

/// What came for a field.
#[derive(Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing.
    Absent,
    /// null.
    Null,
    /// true or false.
    Flag(bool),
    /// A string as it came: not terminal-safe, and perhaps a credential.
    Text(Cow<'a, str>),
    /// An object.
    Object,
    /// A list.
    List,
    /// A number, or a value of another type than the field has.
    Other,
}

/// How an item and the object that it refers to go together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reference {
    /// The object is there and is the one that is meant, or the kind has no references.
    #[default]
    Good,
    /// Only its id came, or not even that.
    Missing,
    /// Another object is there than the one that is meant.
    Differs,
}

/// What came for one of a repository's lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Came {
    /// It was not sent.
    #[default]
    Absent,
    /// null.
    Null,
    /// A list.
    List,
    /// Something else.
    Wrong,
}

/// A repository with its items, a row each.
pub struct Sheet<'a> {
    cells: Vec<Cell<'a>>,
    rows: Vec<Head>,
    lists: [(Came, Range<usize>); 4],
}

/// What is known of a row besides its cells.
#[derive(Debug, Clone, Copy)]
struct Head {
    kind: Kind,
    start: usize,
    reference: Reference,
    problems: u16,
}

/// One object.
#[derive(Clone, Copy)]
pub struct Row<'s, 'a> {
    /// What it is.
    pub kind: Kind,
    /// Whether what it refers to is there.
    pub reference: Reference,
    /// How many problems it has, those of its dates and of its reference not counted.
    pub problems: u16,
    cells: &'s [Cell<'a>],
}

impl<'a> Sheet<'a> {
    /// Reads the source text of a repository.
    pub fn of(text: &'a [u8]) -> Self {
        Self::quick(text).unwrap_or_else(|| Self::slow(&String::from_utf8_lossy(text)))
    }

    /// Reads it in one pass; nothing where something about it is odd.
    pub fn quick(text: &'a [u8]) -> Option<Self> {
        read::fast(text)
    }

    fn empty() -> Self {
        Self { cells: Vec::new(), rows: Vec::new(), lists: [const { (Came::Absent, 0..0) }; 4] }
    }

    /// Reads it the way the details do.
    fn slow(text: &str) -> Self {
        let mut sheet = Self::empty();
        sheet.push(&Record::of(Kind::Repo, text), text);
        let lists = Lists::of(text);
        for group in Group::ALL {
            let start = sheet.rows.len();
            let items = lists.siblings(group);
            for (index, record) in items.records().enumerate() {
                sheet.push(&record, items.raw(index).unwrap_or_default());
            }
            let came = match lists.list(group) {
                List::Absent => Came::Absent,
                List::Null => Came::Null,
                List::Items(_) => Came::List,
                List::Wrong(..) => Came::Wrong,
            };
            if let Some(slot) = sheet.lists.get_mut(group.index()) {
                *slot = (came, start..sheet.rows.len());
            }
        }
        sheet
    }

    fn push(&mut self, record: &Record, text: &str) {
        let start = self.cells.len();
        let bad_date =
            |(format, value): (Format, &FieldValue)| matches!((format, value), (Format::Time, FieldValue::Text(_)));
        let dates = record.fields.iter().filter(|field| bad_date((field.spec.format, &field.value))).count();
        let reference = reference(record.kind, text);
        let told = dates + usize::from(reference != Reference::Good);
        let problems = u16::try_from(record.problems.len().saturating_sub(told)).unwrap_or(u16::MAX);
        self.rows.push(Head { kind: record.kind, start, reference, problems });
        self.cells.extend(schema::fields(record.kind).iter().map(|spec| cell(record.get(spec.path))));
    }

    /// The repository itself.
    pub fn repo(&self) -> Row<'_, 'a> {
        self.row(0).unwrap_or(Row { kind: Kind::Repo, reference: Reference::Good, problems: 0, cells: &[] })
    }

    /// The items of a list.
    pub fn items(&self, group: Group) -> impl ExactSizeIterator<Item = Row<'_, 'a>> + Clone {
        let range = self.lists.get(group.index()).map_or(0..0, |(_, rows)| rows.clone());
        self.rows.get(range).unwrap_or_default().iter().map(|head| self.of_head(head))
    }

    /// What came for a list.
    pub fn came(&self, group: Group) -> Came {
        self.lists.get(group.index()).map_or(Came::Absent, |(came, _)| *came)
    }

    /// The object at a place of this repository; a group has none.
    pub fn at(&self, node: Node) -> Option<Row<'_, 'a>> {
        match node {
            Node::Repo(_) => Some(self.repo()),
            Node::Group(..) => None,
            Node::Item(_, group, index) => {
                let (_, rows) = self.lists.get(group.index())?;
                self.rows.get(rows.clone())?.get(index).map(|head| self.of_head(head))
            }
        }
    }

    fn row(&self, at: usize) -> Option<Row<'_, 'a>> {
        self.rows.get(at).map(|head| self.of_head(head))
    }

    fn of_head(&self, head: &Head) -> Row<'_, 'a> {
        let Head { kind, start, reference, problems } = *head;
        let cells = self.cells.get(start..start + schema::fields(kind).len()).unwrap_or_default();
        Row { kind, reference, problems, cells }
    }
}

impl<'s> Row<'s, '_> {
    /// What came for a field of [`place`].
    pub fn cell(&self, place: usize) -> &'s Cell<'s> {
        self.cells.get(place).unwrap_or(&Cell::Absent)
    }

    /// What came for the field with this path.
    pub fn named(&self, path: &str) -> &'s Cell<'s> {
        let at = schema::fields(self.kind).iter().position(|spec| spec.path == path);
        at.map_or(&Cell::Absent, |at| self.cell(at))
    }

    /// Whether anything is wrong with it.
    pub fn has_problem(&self) -> bool {
        let fields = schema::fields(self.kind).iter().zip(self.cells);
        let is_bad_date = |cell: &Cell<'_>| matches!(cell, Cell::Text(text) if time::parse(text).is_none());
        let mut dates = fields.filter(|(spec, _)| spec.format == Format::Time).map(|(_, cell)| cell);
        self.problems > 0 || self.reference != Reference::Good || dates.any(is_bad_date)
    }

    /// A field that came as text and is not empty, as it came.
    pub fn text(&self, place: usize) -> Option<&'s str> {
        match self.cell(place) {
            Cell::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// Whether a field came as true.
    pub fn is(&self, place: usize) -> bool {
        matches!(self.cell(place), Cell::Flag(true))
    }

    /// The first of these fields that came as text and is not empty.
    pub fn first(&self, places: &[usize]) -> Option<&'s str> {
        places.iter().find_map(|place| self.text(*place))
    }
}

/// Where a field stands among those of its kind; the same for each, so that looking costs nothing.
pub const fn place(kind: Kind, path: &str) -> usize {
    let mut fields = schema::fields(kind);
    let mut at = 0;
    while let Some((field, rest)) = fields.split_first() {
        if is_same(field.path.as_bytes(), path.as_bytes()) {
            return at;
        }
        fields = rest;
        at += 1;
    }
    usize::MAX
}

const fn is_same(mut one: &[u8], mut other: &[u8]) -> bool {
    loop {
        match (one.split_first(), other.split_first()) {
            (None, None) => return true,
            (Some((a, one_rest)), Some((b, other_rest))) if *a == *b => (one, other) = (one_rest, other_rest),
            _ => return false,
        }
    }
}

/// As [`Record`] judges it, from the source text of an item.
fn reference(kind: Kind, text: &str) -> Reference {
    let (Some(outer), false) = (Object::of(text), schema::inner(kind).is_empty()) else { return Reference::Good };
    match outer.spelled(schema::inner(kind)).map(|(_, raw)| Value::of(raw)) {
        None | Some(Value::Null) => Reference::Missing,
        Some(Value::Object(raw)) => {
            let own = Object::of(raw).and_then(|inner| inner.raw("id").map(Value::of));
            let referred = outer.spelled(schema::reference(kind)).map(|(_, raw)| Value::of(raw));
            let differs = referred.zip(own).is_some_and(|(referred, own)| referred != own);
            if differs { Reference::Differs } else { Reference::Good }
        }
        Some(_) => Reference::Good,
    }
}

fn cell<'a>(value: &FieldValue) -> Cell<'a> {
    match value {
        FieldValue::Absent => Cell::Absent,
        FieldValue::Null => Cell::Null,
        FieldValue::Text(text) | FieldValue::Key(text) => Cell::Text(Cow::Owned(text.clone())),
        FieldValue::Flag(flag) => Cell::Flag(*flag),
        FieldValue::Time(at) => Cell::Text(Cow::Owned(at.to_string())),
        FieldValue::Secret(_) => Cell::Object,
        FieldValue::References(_) => Cell::List,
        FieldValue::Json(..) | FieldValue::Deep(_) => Cell::Other,
    }
}

#[cfg(test)]
pub(crate) mod tests;
