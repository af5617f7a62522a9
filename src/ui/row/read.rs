//! The rows of nodes, read from the source text: each repository once.

use std::cell::LazyCell;
use std::collections::HashMap;

use crate::app::summary;
use crate::model::inventory::{Inventory, List, Lists};
use crate::model::json::Value;
use crate::model::kind::{Group, Kind, Node};
use crate::model::members::Members;
use crate::model::record::{FieldValue, Record, unnamed};
use crate::model::secret::Sensitivity;
use crate::model::siblings::Siblings;
use crate::model::text;
use crate::ui::aside::Aside;
use crate::ui::row::{Cell, Mark, Meaning, Row};

/// Reads the rows of nodes; each repository is decoded once.
pub fn read(inventory: &Inventory, nodes: &[Node]) -> Vec<(Node, Row)> {
    let mut rows = Vec::with_capacity(nodes.len());
    for of_one in nodes.chunk_by(|a, b| a.repo() == b.repo()) {
        let Some(first) = of_one.first() else { continue };
        let text = LazyCell::new(|| inventory.text(first.repo()));
        let mut lists: Option<Lists<'_>> = None;
        let mut items: HashMap<Group, Siblings<'_>> = HashMap::new();
        for node in of_one {
            let row = match *node {
                Node::Repo(repo) => repo_row(inventory, repo),
                Node::Group(_, group) => group_row(lists.get_or_insert_with(|| Lists::of(&text)), group),
                Node::Item(_, group, index) => {
                    let lists = lists.get_or_insert_with(|| Lists::of(&text));
                    let items = items.entry(group).or_insert_with(|| lists.siblings(group));
                    let Some(row) = item_row(group.kind(), index, items) else { continue };
                    row
                }
            };
            rows.push((*node, row));
        }
    }
    rows
}

fn repo_row(inventory: &Inventory, repo: usize) -> Row {
    let duplicate = inventory.is_duplicate(repo);
    let shape = inventory.shape(repo);
    let source = inventory.document().get(repo).map(|(_, source)| source).unwrap_or_default();
    Members::beside_lists(&shape, source, |members| {
        let is_object = shape.is_object();
        let name = if is_object { members.title() } else { unnamed(Kind::Repo, repo).into() };
        let mark = (members.flag("disabled") == Some(true)).then_some(Mark::Off);
        let special = match mark {
            Some(_) => Some(word("disabled", Meaning::Warning)),
            None if duplicate && members.problems == 0 => Some(word("duplicate", Meaning::Bad)),
            None => None,
        };
        let fact = |path| members.text(path).map(told);
        let cells = [(!is_object).then(|| came(&text::lossy(source))), None, None];
        let problem = duplicate || members.problems > 0;
        let more = [members.created.map(Cell::Age), fact("workspaceId")];
        let (name, aside) = (name.into_owned(), Aside::default());
        let row = Row { mark, problem, name, count: None, cells, more, faint: false, aside };
        row.with([fact("storageType"), fact("mode"), special])
    })
}

fn group_row(lists: &Lists<'_>, group: Group) -> Row {
    let (count, special) = match lists.list(group) {
        List::Items(items) => (u32::try_from(items.len()).unwrap_or(u32::MAX), None),
        List::Absent => (0, Some(word("not sent", Meaning::Aside))),
        List::Null => (0, Some(word("null", Meaning::Aside))),
        List::Wrong(..) => (0, Some(word("no list", Meaning::Bad))),
    };
    let problem = !lists.problems(group).is_empty();
    let name = group.title().to_owned();
    let (cells, more, aside) = ([None, None, None], [None, None], Aside::default());
    let row = Row { mark: None, problem, name, count: Some(count), cells, more, faint: false, aside };
    Row { faint: count == 0 && !problem, ..row.with([None, None, special]) }
}

fn item_row(kind: Kind, index: usize, items: &Siblings<'_>) -> Option<Row> {
    let record = items.record(index)?;
    let mut row = plain_row(&record, index, items.raw(index)?);
    let cells = match kind {
        Kind::Bucket | Kind::Repo => {
            row.more = [age(&record, "bucket.createdAt"), fact(&record, "bucket.endpoint")];
            row.mark = (*record.get("master") == FieldValue::Flag(true)).then_some(Mark::Master);
            [status(&record), fact(&record, "bucket.region"), fact(&record, "folder")]
        }
        Kind::ApiKey => [fact(&record, "accessType"), age(&record, "createdAt"), None],
        Kind::AiLlm => {
            row.more = [None, fact(&record, "aiLlm.endpoint")];
            [fact(&record, "aiLlm.aiType"), age(&record, "aiLlm.createdAt"), None]
        }
        Kind::AiApiKey => {
            row.mark = summary::is_deleted(&record).then_some(Mark::Off);
            let deleted = row.mark.map(|_| word("deleted", Meaning::Warning));
            [fact(&record, "aiType"), age(&record, "createdAt"), deleted]
        }
    };
    Some(row.with(cells))
}

/// The row of an item without what is peculiar to its kind.
fn plain_row(record: &Record, index: usize, raw: &str) -> Row {
    let name = record.name(index).into_owned();
    let cells = [(!record.is_object()).then(|| came(raw)), None, None];
    Row {
        mark: None,
        problem: !record.problems.is_empty(),
        name,
        count: None,
        cells,
        more: [None, None],
        faint: false,
        aside: Aside::default(),
    }
}

/// For what is no object, what came instead stands in the first column.
fn came(raw: &str) -> Cell {
    word(Value::of(raw).kind(), Meaning::Bad)
}

fn word(word: &str, meaning: Meaning) -> Cell {
    Cell::Word(word.to_owned(), meaning)
}

fn fact(record: &Record, path: &str) -> Option<Cell> {
    record.text(path).map(told)
}

fn told(value: &str) -> Cell {
    let shown = Sensitivity::Open.apply(value);
    // Nearly every address begins so; what is special about one stands out without it.
    Cell::Word(shown.strip_prefix("https://").unwrap_or(&shown).to_owned(), Meaning::Fact)
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
    /// The row with its cells; where nothing else is special, that it has a problem is.
    fn with(self, cells: [Option<Cell>; 3]) -> Self {
        let [came, ..] = self.cells;
        let [first, second, special] = cells;
        let problem = self.problem.then(|| word("problem", Meaning::Bad));
        Self { cells: [first.or(came), second, special.or(problem)], ..self }
    }
}
