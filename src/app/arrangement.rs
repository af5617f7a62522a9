//! What the tree shows of the data and in which order: the filter, the sort key, and the background work for both.
//!
//! Every repository is looked at in the background, in one go for filter and order; what of a repository was found is
//! looked up where it comes into sight, so that a key costs what a screen shows.

use std::sync::Arc;

use crate::app::action::Action;
use crate::app::msg::Effect;
use crate::app::pivot;
use crate::app::state::State;
use crate::app::tree::TreePane;
use crate::app::visited;
use crate::model::inventory::Inventory;
use crate::model::kind::{Group, Node};
use crate::model::query::{Context, Hits, Query};
use crate::model::sort::Key;

/// Tells one piece of background work from every other one of this run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ArrangeId(pub u64);

/// How repositories are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// By what.
    pub key: Key,
    /// Against the usual direction of [`crate::model::sort::order`].
    pub reversed: bool,
}

impl Sort {
    /// By a key, what one looks for first: names from A, else the newest and the most.
    const fn by(key: Key) -> Self {
        Self { key, reversed: !matches!(key, Key::Name) }
    }

    /// The order in words.
    pub const fn label(self) -> &'static str {
        match (self.key, self.reversed) {
            (Key::Name, false) => "by name",
            (Key::Name, true) => "by name, from the end",
            (Key::Created, true) => "newest first",
            (Key::Created, false) => "oldest first",
            (Key::Children, true) => "most items first",
            (Key::Children, false) => "fewest items first",
            (Key::Findings, true) => "most findings first",
            (Key::Findings, false) => "fewest findings first",
        }
    }
}

/// What is wanted of the tree, and how far that is.
#[derive(Debug, Clone, Default)]
pub struct Arrangement {
    /// What is looked for; an empty query finds everything.
    pub query: Query,
    /// How repositories are ordered; `None` is as they came.
    pub sort: Option<Sort>,
    /// The query whose results the tree shows.
    pub applied: Query,
    /// Grows whenever that becomes another one; for caches of what was drawn.
    pub generation: u64,
    /// How many repositories have been looked at, while that goes on.
    pub searched: Option<usize>,
    last: ArrangeId,
    /// More data has come since the work that is out was begun.
    is_behind: bool,
    /// What the filter found before the data was analyzed is not what it finds now.
    is_outdated: bool,
}

/// What the background work found so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arranged {
    /// The repositories to show, in order.
    pub order: Arc<[u32]>,
    /// How many were looked at.
    pub searched: usize,
    /// Whether that were all there were.
    pub is_whole: bool,
}

impl Arrangement {
    /// Whether the tree shows everything as it came.
    pub const fn is_plain(&self) -> bool {
        self.query.is_empty() && self.sort.is_none()
    }
}

/// Looks for something else.
pub fn look_for(state: &mut State, query: Query) -> Vec<Effect> {
    if query == state.arrangement.query {
        return Vec::new();
    }
    state.arrangement.query = query;
    begin(state)
}

/// Gives the filter up and shows everything at once: as it came until it is in order again.
pub fn show_all(state: &mut State) -> Vec<Effect> {
    state.arrangement.query = Query::default();
    let effects = begin(state);
    if !state.arrangement.is_plain() {
        show(state, None);
    }
    effects
}

/// Orders by the next key, after the last one as they came.
pub fn next_sort(state: &mut State) -> Vec<Effect> {
    let next = match state.arrangement.sort {
        None => Key::ALL.into_iter().next(),
        Some(sort) => Key::ALL.into_iter().skip_while(|key| *key != sort.key).nth(1),
    };
    state.arrangement.sort = next.map(Sort::by);
    begin(state)
}

/// Turns the order round.
pub fn reverse_sort(state: &mut State) -> Vec<Effect> {
    let Some(sort) = &mut state.arrangement.sort else {
        let sorts = state.keymap.says(&[(Action::Sort, "sorts them")]);
        let colon = if sorts.is_empty() { "" } else { ": " };
        let is_pivot = state.tree.pivot.is_some();
        let order = if is_pivot { "the most shared come first" } else { "repositories stand as they came" };
        state.notice = Some(format!("{order}{colon}{sorts}"));
        return Vec::new();
    };
    sort.reversed = !sort.reversed;
    begin(state)
}

/// Other data is shown, or more of it: what is wanted holds for it as well.
pub fn follow_data(state: &mut State) -> Vec<Effect> {
    if state.arrangement.is_plain() {
        return Vec::new();
    }
    if state.arrangement.searched.is_some() && state.data.as_ref().is_some_and(|data| data.arrival.is_none()) {
        // The work that is out is finished first, so that it comes to an end at all.
        state.arrangement.is_behind = true;
        return Vec::new();
    }
    begin(state)
}

/// The data was analyzed: what asks for that is asked again.
pub fn follow_analysis(state: &mut State) -> Vec<Effect> {
    let as_of = state.as_of();
    let wanted = &mut state.arrangement;
    wanted.is_outdated |= wanted.query.note(&Context::at(as_of)).is_some();
    if wanted.is_outdated || wanted.sort.is_some_and(|sort| sort.key == Key::Findings) {
        return begin(state);
    }
    Vec::new()
}

/// Begins the work for what is wanted now; what is out for something else is dropped.
fn begin(state: &mut State) -> Vec<Effect> {
    let was_out = state.arrangement.searched.take().is_some();
    state.arrangement.last.0 += 1;
    state.arrangement.is_behind = false;
    pivot::drop_work(state);
    let Some(data) = &state.data else {
        apply(&mut state.arrangement);
        return Vec::new();
    };
    if !state.arrangement.query.is_empty() && !state.tree.outline.is_filtered() {
        // Until the first results are there, everything stays in sight, unless that has never been.
        if data.arrival.is_none() {
            state.tree.outline.start_filter();
            state.tree.outline.arrange(&data.inventory, Some(Arc::new([])));
            apply(&mut state.arrangement);
            if state.tree.pivot.is_none() {
                let before = state.tree.selected.take();
                super::update::selection_moved(state, before);
            }
        }
    }
    if state.arrangement.is_plain() {
        show(state, None);
        let mut effects = if was_out { vec![Effect::StopArranging] } else { Vec::new() };
        effects.extend(pivot::begin(state));
        return effects;
    }
    state.arrangement.searched = Some(0);
    vec![Effect::Arrange(state.arrangement.last, state.arrangement.query.clone(), state.arrangement.sort)]
}

/// What is shown is gone; what is out was for that.
pub(super) const fn drop_work(state: &mut State) {
    let wanted = &mut state.arrangement;
    wanted.last.0 += 1;
    (wanted.searched, wanted.is_behind, wanted.is_outdated) = (None, false, false);
}

fn apply(arrangement: &mut Arrangement) {
    if arrangement.applied != arrangement.query {
        arrangement.applied = arrangement.query.clone();
        arrangement.generation += 1;
    }
}

/// Shows what was found in an answer before it is shown: nothing is looked for.
pub fn take(state: &mut State, order: Option<Arc<[u32]>>) -> Vec<Effect> {
    let was_out = state.arrangement.searched.take().is_some();
    state.arrangement.last.0 += 1;
    state.arrangement.is_behind = false;
    if !state.arrangement.is_plain() {
        show(state, order);
    }
    if was_out { vec![Effect::StopArranging] } else { Vec::new() }
}

/// Takes in what the background work found.
pub fn arranged(state: &mut State, id: ArrangeId, found: Arranged) -> Vec<Effect> {
    if id != state.arrangement.last || state.arrangement.searched.is_none() {
        return Vec::new();
    }
    state.arrangement.searched = Some(found.searched);
    show(state, Some(found.order));
    if found.is_whole {
        state.arrangement.searched = None;
    }
    visited::found(state);
    if !found.is_whole {
        // A view shows what there is so far as well.
        return pivot::begin(state);
    }
    if state.arrangement.is_behind { begin(state) } else { pivot::begin(state) }
}

/// Shows these repositories. A pivot in their place stays as it is until one of these is there.
fn show(state: &mut State, order: Option<Arc<[u32]>>) {
    let Some(data) = &state.data else { return };
    let line = state.tree.line(&data.inventory);
    let is_new = rearrange(state, order);
    if state.tree.pivot.is_none() {
        reselect(state, is_new, line);
    }
}

/// Gives these repositories rows; tells whether that is for another query.
fn rearrange(state: &mut State, order: Option<Arc<[u32]>>) -> bool {
    let Some(data) = &state.data else { return false };
    let tree = &mut state.tree;
    let query = &state.arrangement.query;
    let is_new = *query != state.arrangement.applied || query.is_empty() == tree.outline.is_filtered();
    if query.is_empty() {
        tree.outline.end_filter();
    } else if is_new {
        tree.outline.start_filter();
    }
    apply(&mut state.arrangement);
    let tree = &mut state.tree;
    if std::mem::take(&mut state.arrangement.is_outdated) {
        tree.outline.forget_hits();
    }
    tree.outline.arrange(&data.inventory, order);
    sift(state);
    is_new
}

/// The selection stays on its line if it can be seen, else it goes to the first match.
fn reselect(state: &mut State, is_new: bool, line: usize) {
    let height = state.tree_height();
    let Some(data) = &state.data else { return };
    let first = if is_new || state.tree.selected.is_none() { first_match(state) } else { None };
    let tree = &mut state.tree;
    let before = tree.selected;
    let is_there = |node: &Node| tree.outline.slot_of(node.repo()).is_some();
    let is_match = |node: &Node| tree.outline.hits(node.repo()).is_none_or(|hits| hits.contains(*node));
    tree.selected = before.filter(|node| is_there(node) && (!is_new || is_match(node))).or(first);
    if tree.selected.is_none() {
        tree.selected = tree.outline.node_at(0, &data.inventory);
    }
    if let Some(selected) = tree.selected.filter(|_| !tree.outline.is_filtered()) {
        reveal(tree, &data.inventory, selected);
    }
    let row = tree.row(&data.inventory);
    tree.selected = tree.outline.node_at(row, &data.inventory);
    tree.put_on_line(&data.inventory, height, line.min(height.saturating_sub(1)));
    super::update::selection_moved(state, before);
}

/// Opens what stands above a node, so that it has a row.
pub(super) fn reveal(tree: &mut TreePane, inventory: &Inventory, node: Node) {
    let above: Vec<Node> = std::iter::successors(node.parent(), |node| node.parent()).collect();
    for node in above {
        tree.outline.set_open(node, inventory, true);
    }
}

/// Looks up what the filter found in those repositories that are in sight or that a key may bring into sight.
pub fn sift(state: &mut State) {
    if !state.tree.outline.is_filtered() || state.tree.pivot.is_some() {
        return;
    }
    let height = state.tree_height();
    let Some(data) = &state.data else { return };
    let insight = data.insight();
    let context = insight.context(state.as_of());
    let query = &state.arrangement.applied;
    state.tree.sift(&data.inventory, height, |repo| query.hits(&data.inventory, repo, &context));
}

fn first_match(state: &State) -> Option<Node> {
    let repo = state.tree.outline.repo_at(0)?;
    matches(repo, state.tree.outline.hits(repo)?).next()
}

/// What matches in a repository, in the order of the rows.
fn matches(repo: usize, hits: &Hits) -> impl DoubleEndedIterator<Item = Node> + '_ {
    let own = hits.own.then_some(Node::Repo(repo));
    let items = move |group: Group| hits.items(group).map(move |item| Node::Item(repo, group, item));
    own.into_iter().chain(Group::ALL.into_iter().flat_map(items))
}

/// Where a node stands in the order of the rows of its repository.
const fn place(node: Node) -> (usize, usize) {
    match node {
        Node::Repo(_) => (0, 0),
        Node::Group(_, group) => (group.index() + 1, 0),
        Node::Item(_, group, item) => (group.index() + 1, item + 1),
    }
}

/// Selects the next match, or the previous one; from the last one it goes on at the other end, and says so.
pub fn next_match(state: &mut State, backwards: bool) {
    if !state.tree.outline.is_filtered() {
        state.notice = Some("nothing is looked for: / searches".to_owned());
        return;
    }
    if state.tree.pivot.is_some() {
        if let Some((node, wrapped)) = pivot::next_match(state, backwards) {
            visited::walk(state, node);
            pivot::select(state, node);
            tell_end(state, wrapped, backwards);
        }
        return;
    }
    let (height, count) = (state.tree_height(), state.tree.outline.repos());
    let Some(data) = &state.data else { return };
    let insight = data.insight();
    let context = insight.context(state.as_of());
    let query = &state.arrangement.applied;
    let tree = &mut state.tree;
    let from = tree.selected.and_then(|node| tree.outline.slot_of(node.repo())).unwrap_or(0);
    let here = tree.selected.map_or((0, 0), place);
    // Each repository that is there has a match, so the next one is in this one or the one beside it.
    let found = (0..=count).find_map(|steps| {
        let slot = if backwards {
            (from + count - steps % count.max(1)) % count.max(1)
        } else {
            (from + steps) % count.max(1)
        };
        tree.outline.sift(&data.inventory, slot..slot + 1, |repo| query.hits(&data.inventory, repo, &context));
        let repo = tree.outline.repo_at(slot)?;
        let all = matches(repo, tree.outline.hits(repo)?);
        let node = match (steps, backwards) {
            (0, false) => all.into_iter().find(|node| place(*node) > here),
            (0, true) => all.rev().find(|node| place(*node) < here),
            (_, false) => all.into_iter().next(),
            (_, true) => all.into_iter().next_back(),
        }?;
        let wrapped = if backwards {
            slot > from || (steps > 0 && slot == from)
        } else {
            slot < from || (steps > 0 && slot == from)
        };
        Some((node, wrapped))
    });
    let Some((node, wrapped)) = found else { return };
    visited::walk(state, node);
    let Some(data) = &state.data else { return };
    let tree = &mut state.tree;
    let before = tree.selected;
    reveal(tree, &data.inventory, node);
    tree.selected = Some(node);
    tree.follow(&data.inventory, height);
    tell_end(state, wrapped, backwards);
    super::update::selection_moved(state, before);
}

fn tell_end(state: &mut State, wrapped: bool, backwards: bool) {
    if wrapped {
        let end =
            if backwards { "the first match: on from the last one" } else { "the last match: on from the first one" };
        state.notice = Some(end.to_owned());
    }
}
