//! The rows that table, CSV and Markdown have in common: one per object, its repository first.
//!
//! Owns what a cell says. Must not know how a row is laid out.

use std::borrow::Cow;
use std::io;

use crate::model::columns::{self, Column};
use crate::model::inventory::{Inventory, List, Lists};
use crate::model::kind::{Group, Kind, Node};
use crate::model::record::{FieldValue, Record};
use crate::model::schema;
use crate::model::{text, time};
use crate::output::Request;

/// How the values of cells are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// For people: absent is `-`, null `none`, times as everywhere on the screen.
    Words,
    /// For programs: absent and null are empty, times RFC 3339, flags true or false, texts as they came.
    Data,
}

/// The rows of one table, made anew in each pass.
pub(crate) struct Rows<'a> {
    inventory: &'a Inventory,
    request: &'a Request<'a>,
    style: Style,
    /// The columns that a row has cells for.
    pub(crate) columns: Vec<Column>,
}

impl<'a> Rows<'a> {
    /// The rows for programs: every column, where none are asked for.
    pub(crate) fn for_programs(inventory: &'a Inventory, request: &'a Request<'a>) -> Self {
        Self::of(inventory, request, Style::Data)
    }

    fn of(inventory: &'a Inventory, request: &'a Request<'a>, style: Style) -> Self {
        let columns = match request.columns {
            [] => columns::of(kind_of(request), style == Style::Data),
            asked => asked.to_vec(),
        };
        Self { inventory, request, style, columns }
    }

    /// The rows for people, and the width of each column in cells, header included. Where no columns are asked for, the
    /// problems have one only if there are any.
    pub(crate) fn for_people(inventory: &'a Inventory, request: &'a Request<'a>) -> io::Result<(Self, Vec<usize>)> {
        let mut rows = Self::of(inventory, request, Style::Words);
        let named = |column: &Column| if request.layout.has_header { text::width(column.label()) } else { 0 };
        let mut widths: Vec<usize> = rows.columns.iter().map(named).collect();
        let mut has_problems = !request.columns.is_empty();
        rows.each(&mut |cells| {
            has_problems |= cells.last().is_some_and(|cell| !cell.is_empty());
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = request.layout.charset.width(cell).max(*width);
            }
            Ok(())
        })?;
        if !has_problems {
            rows.columns.pop();
            widths.pop();
        }
        Ok((rows, widths))
    }

    /// Hands over row after row; the errors are those of `take`.
    pub(crate) fn each(&self, take: &mut dyn FnMut(&[String]) -> io::Result<()>) -> io::Result<()> {
        let kind = kind_of(self.request);
        let mut cells = Vec::with_capacity(self.columns.len());
        for picked in self.request.chosen.repos(self.inventory, self.request.kind) {
            let position = picked.position;
            let text = self.inventory.text(position);
            let repo = Repo::of(self.inventory, position, &text);
            let mut row = |item: Option<Placed<'_>>, problems: &[String]| {
                cells.clear();
                cells.extend(self.columns.iter().map(|column| self.cell(*column, &repo, item, problems)));
                take(&cells)
            };
            let Some(group) = kind.group() else {
                row(Some((&repo.record, position)), &repo.problems())?;
                continue;
            };
            // What should have held items and is not read is a row too: some may be lost in it.
            let lost = if picked.is_whole() { repo.lost(group) } else { Vec::new() };
            if !lost.is_empty() {
                row(None, &lost)?;
            }
            let items = repo.lists.siblings(group);
            let taken = (0..items.len()).filter(|index| picked.takes(Node::Item(position, group, *index)));
            for (index, record) in taken.filter_map(|index| Some((index, items.record(index)?))) {
                row(Some((&record, index)), &record.problems)?;
            }
        }
        Ok(())
    }

    fn cell(&self, column: Column, repo: &Repo<'_>, item: Option<Placed<'_>>, problems: &[String]) -> String {
        match column {
            Column::RepoId => self.value(repo.record.get("id")),
            Column::RepoName => self.field((&repo.record, repo.position), "name"),
            Column::Field(spec) => match item {
                Some(item) => self.field(item, spec.path),
                None => self.value(&FieldValue::Absent),
            },
            Column::Count(group) => match repo.lists.list(group) {
                List::Items(items) => items.len().to_string(),
                List::Absent => self.value(&FieldValue::Absent),
                List::Null => self.value(&FieldValue::Null),
                List::Wrong(..) if self.style == Style::Words => "?".to_owned(),
                List::Wrong(..) => String::new(),
            },
            Column::Problems => problems.join("; "),
        }
    }

    /// A field of an object. Where it should have a name and is no object, people see what it goes by everywhere else.
    fn field(&self, (record, index): Placed<'_>, path: &str) -> String {
        let is_name = schema::fields(record.kind).first().is_some_and(|spec| spec.path == path);
        if self.style == Style::Words && is_name && !record.is_object() {
            return record.name(index).into_owned();
        }
        self.value(record.get(path))
    }

    fn value(&self, value: &FieldValue) -> String {
        match (self.style, value) {
            (Style::Words, FieldValue::Absent) => "-".to_owned(),
            (Style::Words, FieldValue::Time(at)) => time::utc(*at),
            (Style::Data, FieldValue::Absent | FieldValue::Null) => String::new(),
            (Style::Data, FieldValue::Time(at)) => at.to_string(),
            (Style::Data, FieldValue::Flag(flag)) => flag.to_string(),
            (Style::Data, FieldValue::Text(text)) if text::blank(text) => text::shown(text).into_owned(),
            (Style::Data, FieldValue::References(all)) if all.is_empty() => "[]".to_owned(),
            (Style::Data, FieldValue::Key(key)) if key.is_empty() => String::new(),
            _ => value.display(self.request.now, self.request.secrets),
        }
    }
}

/// An object with its place among its like.
type Placed<'a> = (&'a Record, usize);

/// Without a kind the rows are those of repositories.
fn kind_of(request: &Request<'_>) -> Kind {
    request.kind.unwrap_or(Kind::Repo)
}

/// One repository, decoded.
pub(crate) struct Repo<'a> {
    /// Its own fields.
    pub(crate) record: Record,
    /// Its lists.
    pub(crate) lists: Lists<'a>,
    /// Its place in the answer.
    pub(crate) position: usize,
    is_duplicate: bool,
}

impl<'a> Repo<'a> {
    /// The repository at a position, whose source text is `text`.
    pub(crate) fn of(inventory: &Inventory, position: usize, text: &'a str) -> Self {
        Self {
            record: Record::of(Kind::Repo, text),
            lists: Lists::of(text),
            position,
            is_duplicate: inventory.is_duplicate(position),
        }
    }

    /// Whether it can have lists at all.
    pub(crate) const fn is_object(&self) -> bool {
        self.record.is_object()
    }

    /// Why items of one of its lists are not read, where that is so.
    fn lost(&self, group: Group) -> Vec<String> {
        if self.is_object() { self.lists.problems(group) } else { self.record.problems.clone() }
    }

    /// What is wrong with the repository, its lists included, but not with the items in them.
    pub(crate) fn problems(&self) -> Cow<'_, [String]> {
        let mut problems = Cow::Borrowed(self.record.problems.as_slice());
        if self.is_duplicate {
            problems.to_mut().push("another repository has the same id".to_owned());
        }
        problems
    }
}
