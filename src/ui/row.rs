//! What a row of the tree says: a mark, a name and three columns in which the kinds line up.

use std::collections::HashMap;

use jiff::Timestamp;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::summary;
use crate::model::inventory::{Inventory, List, Lists};
use crate::model::json::Value;
use crate::model::kind::{Group, Kind, Node};
use crate::model::record::{FieldValue, Record};
use crate::model::{text, time};
use crate::ui::theme::Theme;

/// The mark in front of a row's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Nothing special.
    None,
    /// A master bucket.
    Master,
    /// Disabled or deleted.
    Off,
    /// Something is wrong with it.
    Problem,
}

/// How a column's word is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Just a fact.
    Fact,
    /// A state that is well.
    Good,
    /// A state to look at.
    Warning,
    /// A state that is broken.
    Bad,
    /// Nothing to look for.
    Aside,
}

/// A column's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A word and how it is meant.
    Word(String, Meaning),
    /// An age, counted from now.
    Age(Timestamp),
}

/// What a row says, before it is fitted to a width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// In front of the name.
    pub mark: Mark,
    /// The name.
    pub name: String,
    /// How many items a group has.
    pub count: Option<u32>,
    /// Status, storage type, provider or access type; then mode, region or age; then what is special.
    pub cells: [Option<Cell>; 3],
    /// Whether it is only there for completeness: an empty group.
    pub faint: bool,
}

/// The widths of the columns in a pane of a width: they get narrower, then give way from the right.
const fn columns(width: usize) -> &'static [usize] {
    match width {
        0..34 => &[],
        34..46 => &[9],
        46..54 => &[9, 10],
        54..68 => &[9, 12],
        68..86 => &[9, 12, 12],
        86..110 => &[9, 14, 16],
        _ => &[9, 14, 24],
    }
}

/// Reads the rows of nodes; each repository is decoded once.
pub fn read(inventory: &Inventory, nodes: &[Node]) -> HashMap<Node, Row> {
    let mut rows = HashMap::with_capacity(nodes.len());
    for of_one in nodes.chunk_by(|a, b| a.repo() == b.repo()) {
        let Some(first) = of_one.first() else { continue };
        let text = inventory.text(first.repo());
        let mut lists: Option<Lists<'_>> = None;
        let mut items: HashMap<Group, Vec<&str>> = HashMap::new();
        for node in of_one {
            let row = match *node {
                Node::Repo(repo) => repo_row(inventory, repo, &text),
                Node::Group(_, group) => group_row(lists.get_or_insert_with(|| Lists::of(&text)), group),
                Node::Item(_, group, index) => {
                    let lists = lists.get_or_insert_with(|| Lists::of(&text));
                    let items = items.entry(group).or_insert_with(|| lists.items(group));
                    item_row(group.kind(), index, items.get(index).copied().unwrap_or_default())
                }
            };
            rows.insert(*node, row);
        }
    }
    rows
}

fn repo_row(inventory: &Inventory, repo: usize, text: &str) -> Row {
    let record = Record::of(Kind::Repo, text);
    let disabled = *record.get("disabled") == FieldValue::Flag(true);
    let duplicate = inventory.is_duplicate(repo);
    let special = match () {
        () if !record.problems.is_empty() => Some(word("problem", Meaning::Bad)),
        () if disabled => Some(word("disabled", Meaning::Warning)),
        () if duplicate => Some(word("duplicate", Meaning::Bad)),
        () => None,
    };
    let mark = if !record.problems.is_empty() || duplicate {
        Mark::Problem
    } else if disabled {
        Mark::Off
    } else {
        Mark::None
    };
    let cells = [fact(&record, "storageType"), fact(&record, "mode"), special];
    Row { mark, name: name(&record, repo, text), count: None, cells, faint: false }
}

fn group_row(lists: &Lists<'_>, group: Group) -> Row {
    let (count, special) = match lists.list(group) {
        List::Items(items) => (u32::try_from(items.len()).unwrap_or(u32::MAX), None),
        List::Absent => (0, Some(word("not sent", Meaning::Aside))),
        List::Null => (0, Some(word("null", Meaning::Aside))),
        List::Wrong(..) => (0, Some(word("no list", Meaning::Bad))),
    };
    let is_wrong = matches!(special, Some(Cell::Word(_, Meaning::Bad)));
    let mark = if is_wrong { Mark::Problem } else { Mark::None };
    let cells = [None, None, special];
    Row { mark, name: group.title().to_owned(), count: Some(count), cells, faint: count == 0 && !is_wrong }
}

fn item_row(kind: Kind, index: usize, raw: &str) -> Row {
    let record = Record::of(kind, raw);
    let mut special = None;
    let mut mark = if record.problems.is_empty() { Mark::None } else { Mark::Problem };
    let (first, second) = match kind {
        Kind::Bucket | Kind::Repo => {
            if mark == Mark::None && *record.get("master") == FieldValue::Flag(true) {
                mark = Mark::Master;
            }
            special = fact(&record, "folder");
            (status(&record), fact(&record, "bucket.region"))
        }
        Kind::ApiKey => (fact(&record, "accessType"), age(&record, "createdAt")),
        Kind::AiLlm => (fact(&record, "aiLlm.aiType"), age(&record, "aiLlm.createdAt")),
        Kind::AiApiKey => {
            if summary::is_deleted(&record) {
                special = Some(word("deleted", Meaning::Warning));
                mark = if mark == Mark::None { Mark::Off } else { mark };
            }
            (fact(&record, "aiType"), age(&record, "createdAt"))
        }
    };
    if mark == Mark::Problem {
        special = Some(word("problem", Meaning::Bad));
    }
    Row { mark, name: name(&record, index, raw), count: None, cells: [first, second, special], faint: false }
}

/// The name of an object; for what is no object, its place and what came instead.
fn name(record: &Record, index: usize, raw: &str) -> String {
    if record.fields.is_empty() {
        format!("{} {} is {}", record.kind.noun(), index + 1, Value::of(raw).kind())
    } else {
        record.title().into_owned()
    }
}

fn word(word: &str, meaning: Meaning) -> Cell {
    Cell::Word(word.to_owned(), meaning)
}

fn fact(record: &Record, path: &str) -> Option<Cell> {
    record.text(path).map(|value| Cell::Word(text::shown(value).into_owned(), Meaning::Fact))
}

fn age(record: &Record, path: &str) -> Option<Cell> {
    match record.get(path) {
        FieldValue::Time(at) => Some(Cell::Age(*at)),
        _ => None,
    }
}

/// A bucket's status; what the words mean is not documented, so only the well-known ones get a colour.
fn status(record: &Record) -> Option<Cell> {
    let status = record.text("bucket.status")?;
    let meaning = match status {
        "ACTIVE" => Meaning::Good,
        "ERROR" => Meaning::Bad,
        "INACTIVE" => Meaning::Warning,
        _ => Meaning::Fact,
    };
    Some(Cell::Word(text::shown(status).into_owned(), meaning))
}

impl Row {
    /// The row fitted to a width; `indent` is what lies left of its name. A branch has its own mark there, so the
    /// row's follows its name; else it takes that place.
    pub fn line(&self, theme: &Theme, width: usize, indent: usize, branch: bool, now: Timestamp) -> Line<'static> {
        let columns = columns(width);
        // The last column keeps a space from the border.
        let taken: usize = columns.iter().map(|column| column + 1).sum::<usize>() + usize::from(!columns.is_empty());
        let (mark, mark_style) = match self.mark {
            Mark::None => ("", Style::new()),
            Mark::Master => (theme.master, theme.warning),
            Mark::Off => (theme.off, theme.warning),
            Mark::Problem => (theme.problem, theme.bad),
        };
        let name_style = if self.faint || self.mark == Mark::Off { theme.dim } else { Style::new() };
        let count = self.count.map_or_else(String::new, |count| format!(" {count}"));
        let behind = if branch && !mark.is_empty() { format!(" {mark}") } else { String::new() };
        let room = width.saturating_sub(indent + taken);
        let name_room = room.saturating_sub(text::width(&count) + text::width(&behind));
        let name = text::cut(&self.name, name_room, theme.ellipsis).into_owned();
        let used = text::width(&name) + text::width(&count) + text::width(&behind);
        let mut spans = Vec::with_capacity(5 + 2 * columns.len());
        if !branch {
            spans.push(Span::styled(text::pad(mark, 2), mark_style));
        }
        spans.push(Span::styled(name, name_style));
        spans.push(Span::styled(count, theme.dim));
        spans.push(Span::styled(behind, mark_style));
        if !columns.is_empty() {
            spans.push(Span::raw(" ".repeat(room.saturating_sub(used))));
        }
        for (cell, column) in self.visible(columns.len()).into_iter().zip(columns) {
            spans.push(Span::raw(" "));
            spans.push(fitted(cell, *column, theme, now));
        }
        Line::from(spans)
    }

    /// The cells for a number of columns: what is special takes the last one where its own has no room.
    fn visible(&self, columns: usize) -> [Option<&Cell>; 3] {
        let mut cells = self.cells.each_ref().map(Option::as_ref);
        let [_, _, special] = cells;
        let matters = matches!(special, Some(Cell::Word(_, meaning)) if *meaning != Meaning::Fact);
        if let Some(last) = cells.iter_mut().take(columns).last().filter(|_| matters) {
            *last = special;
        }
        cells
    }
}

fn fitted(cell: Option<&Cell>, column: usize, theme: &Theme, now: Timestamp) -> Span<'static> {
    let (text, style) = match cell {
        None => (String::new(), Style::new()),
        Some(Cell::Age(at)) => (time::short_age(*at, now), theme.dim),
        Some(Cell::Word(word, meaning)) => {
            let style = match meaning {
                Meaning::Fact => Style::new(),
                Meaning::Good => theme.good,
                Meaning::Warning => theme.warning,
                Meaning::Bad => theme.bad,
                Meaning::Aside => theme.dim,
            };
            (word.clone(), style)
        }
    };
    Span::styled(text::pad(&text::cut(&text, column, theme.ellipsis), column), style)
}
