//! What the rows of a pivot say: what objects have with how far it reaches, and below it these, each with its
//! repository.

use crate::app::pivot::{Built, Pivoted};
use crate::app::state::{Dataset, State};
use crate::app::tree;
use crate::model::kind::{Kind, Node};
use crate::model::sheet::Sheet;
use crate::model::usage::{self, Aspect};
use crate::ui::aside::Aside;
use crate::ui::row::{self, Cell, Meaning, Row};

/// Reads rows of the pivot.
pub fn read(state: &State, data: &Dataset, rows: &[tree::Row]) -> Vec<(tree::Row, Row)> {
    let Some(pivot) = &state.tree.pivot else { return Vec::new() };
    let Some(built) = &pivot.built else { return Vec::new() };
    let read = |at: &tree::Row| {
        let row = match *at {
            tree::Row::Thing(thing) => of_thing(state, data, pivot, built, thing),
            tree::Row::Node(node) => of_object(data, pivot, built, node),
        };
        Some((*at, row?))
    };
    rows.iter().filter_map(read).collect()
}

/// A thing is called as its first object calls it.
fn of_thing(state: &State, data: &Dataset, pivot: &Pivoted, built: &Built, thing: usize) -> Option<Row> {
    let extent = built.rows.extent(thing)?;
    let first = built.rows.start(thing);
    let node = built.node(first, &data.inventory)?;
    let has = built.has(first);
    let name = if has {
        let (_, text) = data.inventory.document().get(node.repo())?;
        usage::title(&Sheet::of(text).at(node)?, pivot.aspect, &state.rules.fingerprints)
    } else {
        format!("no {}", pivot.aspect.noun())
    };
    let repositories = extent.repositories;
    let reach = format!("{repositories} {}", if repositories == 1 { "repo" } else { "repos" });
    let mark = extent.mark.filter(|_| !data.since.reviewed.changes.is_empty());
    let aside = Aside { tally: extent.tally, shared: extent.objects, mark };
    let (cells, more) = ([Some(Cell::Word(reach, Meaning::Aside)), None, None], [None, None]);
    Some(Row { mark: None, problem: false, name, count: None, cells, more, faint: !has, aside })
}

fn of_object(data: &Dataset, pivot: &Pivoted, built: &Built, node: Node) -> Option<Row> {
    let repo = Node::Repo(node.repo());
    let mut rows = row::read(&data.inventory, &[node, repo]).into_iter();
    let row = rows.next().filter(|(read, _)| *read == node)?.1.aside(data, node);
    let Some((_, repo)) = rows.next().filter(|_| node != repo) else { return Some(row) };
    // Below a bucket all is that bucket, so that it need not be said again, nor how many there are.
    let is_it = node.kind().and_then(|kind| Aspect::of_kind(kind).first()) == Some(&pivot.aspect);
    let aside = Aside { shared: if is_it { 0 } else { row.aside.shared }, ..row.aside };
    let is_same = matches!(pivot.aspect, Aspect::Bucket | Aspect::AiLlm);
    let has = built.place(node, &data.inventory).is_some_and(|place| built.has(place));
    let name = match node.kind() {
        None | Some(Kind::Repo) => row.name,
        Some(_) if is_same && has => repo.name,
        Some(_) => format!("{} / {}", repo.name, row.name),
    };
    Some(Row { name, aside, ..row })
}
