//! The rows of nodes, read from the source text: each repository once.

use std::cell::{LazyCell, OnceCell};

use crate::model::inventory::{Inventory, List, Lists};
use crate::model::json::Value;
use crate::model::kind::{Group, Kind, Node};
use crate::model::members::Members;
use crate::model::record::{FieldValue, Record, title, unnamed};
use crate::model::secret::Sensitivity;
use crate::model::sheet::{self, Came, Sheet};
use crate::model::siblings::Siblings;
use crate::model::text;
use crate::model::time::{self, Instant};
use crate::ui::aside::Aside;
use crate::ui::row::{Cell, Mark, Meaning, Row};

/// Of more items than this, those that are asked for are read one by one: all of their fields take many times the memory
/// of their text.
const MOST_ITEMS: usize = 1000;

/// Reads the rows of nodes; each repository is decoded once.
pub fn read(inventory: &Inventory, nodes: &[Node]) -> Vec<(Node, Row)> {
    let mut rows = Vec::with_capacity(nodes.len());
    for of_one in nodes.chunk_by(|a, b| a.repo() == b.repo()) {
        let Some(first) = of_one.first() else { continue };
        let source = inventory.document().get(first.repo()).map(|(_, source)| source).unwrap_or_default();
        let text = LazyCell::new(|| text::lossy(source));
        let is_small = inventory.shape(first.repo()).items() <= MOST_ITEMS;
        let held = LazyCell::new(|| match is_small.then(|| Sheet::quick(source)).flatten() {
            Some(sheet) => Held::Plain(sheet),
            None => Held::Odd(Lists::of(&text), Default::default()),
        });
        for node in of_one {
            let row = match *node {
                Node::Repo(repo) => repo_row(inventory, repo),
                Node::Group(_, group) => held.group(group),
                Node::Item(_, group, index) => {
                    let Some(row) = held.item(group, index) else { continue };
                    row
                }
            };
            rows.push((*node, row));
        }
    }
    rows
}

/// What a repository holds.
enum Held<'a> {
    /// Read in one pass.
    Plain(Sheet<'a>),
    /// There is much of it, or something about it is odd: it is read as the details read it, so that both tell the same.
    Odd(Lists<'a>, [OnceCell<Siblings<'a>>; 4]),
}

impl Held<'_> {
    fn group(&self, group: Group) -> Row {
        match self {
            Self::Plain(sheet) => {
                let special = match sheet.came(group) {
                    Came::Absent => Some(word("not sent", Meaning::Aside)),
                    Came::Null => Some(word("null", Meaning::Aside)),
                    Came::List | Came::Wrong => None,
                };
                group_row(group, sheet.items(group).len(), special, false)
            }
            Self::Odd(lists, _) => {
                let (count, special) = match lists.list(group) {
                    List::Items(items) => (items.len(), None),
                    List::Absent => (0, Some(word("not sent", Meaning::Aside))),
                    List::Null => (0, Some(word("null", Meaning::Aside))),
                    List::Wrong(..) => (0, Some(word("no list", Meaning::Bad))),
                };
                group_row(group, count, special, !lists.problems(group).is_empty())
            }
        }
    }

    fn item(&self, group: Group, index: usize) -> Option<Row> {
        match self {
            Self::Plain(sheet) => {
                let row = sheet.items(group).nth(index)?;
                let name = title(row.kind, |path| row.any_text(path)).into_owned();
                Some(item_row(row.kind, name, &row, None))
            }
            Self::Odd(lists, siblings) => {
                let items = siblings.get(group.index())?.get_or_init(|| lists.siblings(group));
                let (record, raw) = (items.record(index)?, items.raw(index)?);
                let name = record.name(index).into_owned();
                Some(item_row(record.kind, name, &record, (!record.is_object()).then(|| came(raw))))
            }
        }
    }
}

/// The fields of an item, however they were read.
trait Fields {
    /// A field that came as text.
    fn any_text(&self, path: &str) -> Option<&str>;
    /// Whether a field came as true.
    fn is(&self, path: &str) -> bool;
    /// Whether anything but null came for a field.
    fn has(&self, path: &str) -> bool;
    /// A field that came as a date and time.
    fn time(&self, path: &str) -> Option<Instant>;
    /// Whether anything is wrong with it.
    fn has_problem(&self) -> bool;

    fn text(&self, path: &str) -> Option<&str> {
        self.any_text(path).filter(|text| !text.is_empty())
    }
}

impl Fields for Record {
    fn any_text(&self, path: &str) -> Option<&str> {
        match self.get(path) {
            FieldValue::Text(text) => Some(text),
            _ => None,
        }
    }

    fn is(&self, path: &str) -> bool {
        *self.get(path) == FieldValue::Flag(true)
    }

    fn has(&self, path: &str) -> bool {
        !matches!(self.get(path), FieldValue::Absent | FieldValue::Null)
    }

    fn time(&self, path: &str) -> Option<Instant> {
        match self.get(path) {
            FieldValue::Time(at) => Some(*at),
            _ => None,
        }
    }

    fn has_problem(&self) -> bool {
        !self.problems.is_empty()
    }
}

impl Fields for sheet::Row<'_, '_> {
    fn any_text(&self, path: &str) -> Option<&str> {
        match self.named(path) {
            sheet::Cell::Text(text) => Some(text),
            _ => None,
        }
    }

    fn is(&self, path: &str) -> bool {
        matches!(self.named(path), sheet::Cell::Flag(true))
    }

    fn has(&self, path: &str) -> bool {
        !matches!(self.named(path), sheet::Cell::Absent | sheet::Cell::Null)
    }

    fn time(&self, path: &str) -> Option<Instant> {
        self.any_text(path).and_then(time::parse)
    }

    fn has_problem(&self) -> bool {
        Self::has_problem(self)
    }
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

fn group_row(group: Group, count: usize, special: Option<Cell>, problem: bool) -> Row {
    let name = group.title().to_owned();
    let (cells, more, aside) = ([None, None, None], [None, None], Aside::default());
    let told = Some(u32::try_from(count).unwrap_or(u32::MAX));
    let row = Row { mark: None, problem, name, count: told, cells, more, faint: false, aside };
    Row { faint: count == 0 && !problem, ..row.with([None, None, special]) }
}

fn item_row(kind: Kind, name: String, item: &impl Fields, came: Option<Cell>) -> Row {
    let fact = |path| item.text(path).map(told);
    let age = |path| item.time(path).map(Cell::Age);
    let (mark, cells, more) = match kind {
        Kind::Bucket | Kind::Repo => (
            item.is("master").then_some(Mark::Master),
            [status(item), fact("bucket.region"), fact("folder")],
            [age("bucket.createdAt"), fact("bucket.endpoint")],
        ),
        Kind::ApiKey => (None, [fact("accessType"), age("createdAt"), None], [None, None]),
        Kind::AiLlm => (None, [fact("aiLlm.aiType"), age("aiLlm.createdAt"), None], [None, fact("aiLlm.endpoint")]),
        Kind::AiApiKey => {
            let mark = item.has("deletedAt").then_some(Mark::Off);
            let deleted = mark.map(|_| word("deleted", Meaning::Warning));
            (mark, [fact("aiType"), age("createdAt"), deleted], [None, None])
        }
    };
    let (problem, aside) = (item.has_problem(), Aside::default());
    Row { mark, problem, name, count: None, cells: [came, None, None], more, faint: false, aside }.with(cells)
}

/// For what is no object, what came instead stands in the first column.
fn came(raw: &str) -> Cell {
    word(Value::of(raw).kind(), Meaning::Bad)
}

fn word(word: &str, meaning: Meaning) -> Cell {
    Cell::Word(word.to_owned(), meaning)
}

fn told(value: &str) -> Cell {
    let shown = Sensitivity::Open.apply(value);
    // Nearly every address begins so; what is special about one stands out without it.
    Cell::Word(shown.strip_prefix("https://").unwrap_or(&shown).to_owned(), Meaning::Fact)
}

/// A bucket's status; what the words mean is not documented, so only the well-known ones get a colour.
fn status(bucket: &impl Fields) -> Option<Cell> {
    let status = bucket.text("bucket.status")?;
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::json;
    use crate::model::json::Object;
    use crate::model::sheet::tests::value;

    const DEMO: &str = include_str!("../../../assets/demo/organization.json");

    /// Whether the rows of what a repository holds are the same in one pass and as the details read it; false where
    /// there is no one pass.
    fn both_ways_agree(repo: &str) -> bool {
        let Some(plain) = Sheet::quick(repo.as_bytes()).map(Held::Plain) else { return false };
        let odd = Held::Odd(Lists::of(repo), Default::default());
        for group in Group::ALL {
            assert_eq!(plain.group(group), odd.group(group), "{repo}");
            let items = |held: &Held<'_>| (0..).map_while(|index| held.item(group, index)).collect::<Vec<_>>();
            assert_eq!(items(&plain), items(&odd), "{repo}");
        }
        true
    }

    #[test]
    fn real_rows_are_read_in_one_pass() {
        let repos = Object::of(DEMO).unwrap().raw("repos").unwrap();
        assert!(json::elements(repos).into_iter().all(both_ways_agree));
    }

    proptest! {
        #[test]
        fn rows_are_the_same_both_ways(list in prop::collection::vec(value(), 0..4),
            group in prop::sample::select(vec!["buckets", "units", "apiKeys", "aiLlms", "aiApiKeys"])) {
            both_ways_agree(&format!(r#"{{"{group}":[{}]}}"#, list.join(",")));
        }

        #[test]
        fn rows_of_well_formed_items_are_the_same_both_ways(
            text in prop::sample::select(vec!["null", "\"\"", "\" \"", "\"x\"", "\"2024-01-15T09:00:00Z\"", "\"\\u00fc\\n\""]),
            names in prop::collection::vec(prop::sample::select(vec![
                "id", "name", "accessType", "createdAt", "deletedAt", "aiType", "folder", "endpoint", "region", "status",
            ]), 0..8),
            flag in any::<Option<bool>>(),
        ) {
            let mut names = names;
            names.sort_unstable();
            names.dedup();
            let fields = names.iter().map(|name| format!(r#""{name}":{text}"#)).collect::<Vec<_>>().join(",");
            let master = flag.map_or_else(String::new, |flag| format!(r#","master":{flag}"#));
            let wrapped = |id: &str, inner: &str| format!(r#"{{"{id}":{text},"{inner}":{{{fields}}}{master}}}"#);
            let (bucket, llm) = (wrapped("bucketId", "bucket"), wrapped("aiLlmId", "aiLlm"));
            let keys = format!("[{{{fields}}}]");
            let repo = format!(r#"{{"buckets":[{bucket}],"apiKeys":{keys},"aiLlms":[{llm}],"aiApiKeys":{keys}}}"#);
            prop_assert!(both_ways_agree(&repo), "{}", repo);
        }
    }
}
