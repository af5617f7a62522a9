//! Going to what a field refers to, and back and forth through what was visited.
//!
//! What was visited is kept by id, so that it is found again after a refresh.

use crate::app::arrangement;
use crate::app::detail::cursor::{self, Source};
use crate::app::msg::Effect;
use crate::app::pivot;
use crate::app::state::{Focus, State};
use crate::app::update;
use crate::model::id::NodeKey;
use crate::model::inventory::{Inventory, Lists};
use crate::model::kind::{Group, Node};
use crate::model::query::{self, Query};
use crate::model::record::{FieldValue, Record};
use crate::model::shape::hash_text;
use crate::model::usage::Aspect;

/// So many places are remembered in either direction.
const MOST: usize = 100;

/// What was left by a jump, the last one last.
#[derive(Debug, Clone, Default)]
pub struct Visited {
    back: Vec<Stay>,
    forth: Vec<Stay>,
    /// The match that a jump led to: a walk through matches is one visit.
    walked_to: Option<Node>,
    /// What is gone back to once what was looked for there has been found again.
    awaited: Option<Stay>,
}

/// A place that was visited.
#[derive(Debug, Clone)]
struct Stay {
    key: NodeKey,
    /// Where the cursor of its details stood.
    cursor: usize,
    /// What was looked for.
    query: Query,
    /// By what objects stood together, and whether it was on what they have that one stood.
    view: Option<(Aspect, bool)>,
}

/// Where a field leads.
enum Target {
    /// To an object.
    Node(Node),
    /// To everything with an id.
    Id(String),
}

impl Visited {
    /// Something else is done than to wait for what is gone back to.
    pub(super) fn stop_waiting(&mut self) {
        self.awaited = None;
    }
}

/// Goes to what the cursor of the details stands on.
pub fn follow(state: &mut State) -> Vec<Effect> {
    let (Some(data), Some(node), Some(source)) = (&state.data, state.detail.node, cursor::source(state)) else {
        return Vec::new();
    };
    match target(&data.inventory, node, source) {
        Ok(Target::Node(to)) => {
            leave(state);
            go_to(state, to)
        }
        Ok(Target::Id(id)) => {
            leave(state);
            state.focus = Focus::Tree;
            state.notice = Some("everything with this id; Esc shows all again".to_owned());
            arrangement::look_for(state, Query::parse(&query::term("id", &id)))
        }
        Err(why) => {
            state.notice = Some(why.to_owned());
            Vec::new()
        }
    }
}

fn target(inventory: &Inventory, node: Node, source: Source) -> Result<Target, &'static str> {
    const NOWHERE: &str = "this field refers to nothing";
    const NOT_HERE: &str = "no repository with this id is among those shown";
    let repo = |id: Option<u64>| {
        let found = inventory.with_id(id.ok_or("this reference came without an id")?).ok_or(NOT_HERE)?;
        Ok(Target::Node(Node::Repo(found)))
    };
    let (at, index) = match source {
        Source::List(group) => return Ok(Target::Node(Node::Group(node.repo(), group))),
        Source::Item(index) => {
            let Node::Group(repo, group) = node else { return Err(NOWHERE) };
            return Ok(Target::Node(Node::Item(repo, group, index)));
        }
        Source::Other(_) => return Err(NOWHERE),
        Source::Field(at) => (at, 0),
        Source::Reference(at, index) => (at, index),
    };
    let (_, record) = inventory.object(node).ok_or(NOWHERE)?;
    let field = record.fields.get(at).ok_or(NOWHERE)?;
    match (field.spec.path, &field.value) {
        (_, FieldValue::References(all)) => repo(all.get(index).and_then(|reference| reference.id)),
        (_, FieldValue::Text(id)) if id.is_empty() => Err(NOWHERE),
        ("repoId", FieldValue::Text(id)) => repo(Some(hash_text(id))),
        ("bucket.apiKeyId" | "aiLlm.apiKeyId", FieldValue::Text(id)) => {
            Ok(key_with(inventory, node.repo(), id).map_or_else(|| Target::Id(id.clone()), Target::Node))
        }
        ("bucketId" | "bucket.id" | "aiLlmId" | "aiLlm.id", FieldValue::Text(id)) => Ok(Target::Id(id.clone())),
        _ => Err(NOWHERE),
    }
}

/// The key with an id in one repository.
fn key_with(inventory: &Inventory, repo: usize, id: &str) -> Option<Node> {
    let text = inventory.text(repo);
    let lists = Lists::of(&text);
    [Group::ApiKeys, Group::AiApiKeys].into_iter().find_map(|group| {
        let records = lists.items(group).into_iter().map(|raw| Record::of(group.kind(), raw));
        let index = records.map(|record| record.text("id") == Some(id)).position(|is_it| is_it)?;
        Some(Node::Item(repo, group, index))
    })
}

/// Goes to what was visited before, or with `forth` to what was visited after it.
pub fn step(state: &mut State, forth: bool) -> Vec<Effect> {
    let mut is_lost = false;
    loop {
        let visited = &mut state.visited;
        let stay = if forth { visited.forth.pop() } else { visited.back.pop() };
        let (Some(stay), Some(data)) = (stay, &state.data) else {
            state.notice = Some(match (is_lost, forth) {
                (true, _) => "what was visited is not among what is shown any more".to_owned(),
                (false, false) => "nothing was visited before".to_owned(),
                (false, true) => "nothing was visited after this".to_owned(),
            });
            return Vec::new();
        };
        let found = stay.key.find(&data.inventory);
        let Some(node) = found.filter(|node| NodeKey::of(&data.inventory, *node).is_same(&stay.key)) else {
            is_lost = true;
            continue;
        };
        let is_same = stay.query == state.arrangement.query && stay.view == view(state);
        if is_same && state.tree.selected == Some(node) {
            continue;
        }
        let here = here(state);
        let effects = if is_same { go_to(state, node) } else { come_back(state, &stay, node) };
        state.detail.cursor = stay.cursor;
        // A view keeps what is selected until it is there.
        let waits = state.arrangement.searched.is_some() && state.tree.pivot.is_none();
        state.visited.awaited = Some(stay).filter(|_| waits);
        let visited = &mut state.visited;
        let other = if forth { &mut visited.back } else { &mut visited.forth };
        other.extend(here);
        return effects;
    }
}

/// Shows what was shown at a place that was visited, and goes there.
fn come_back(state: &mut State, stay: &Stay, node: Node) -> Vec<Effect> {
    let mut effects = arrangement::look_for(state, stay.query.clone());
    effects.extend(pivot::choose(state, stay.view.map(|(aspect, _)| aspect)));
    let is_out = state.arrangement.searched.is_some() || effects.iter().any(|it| matches!(it, Effect::Pivot(_)));
    if let Some((_, on_thing)) = stay.view.filter(|_| pivot::can_have(state, node, is_out)) {
        pivot::come_back(state, node, on_thing);
    } else if stay.query.is_empty() || stay.view.is_some() {
        effects.extend(go_to(state, node));
    }
    effects
}

fn view(state: &State) -> Option<(Aspect, bool)> {
    state.tree.pivot.as_ref().map(|pivot| (pivot.aspect, pivot.on_thing))
}

/// A jump leads from the selection to somewhere else.
pub fn leave(state: &mut State) {
    let here = here(state);
    let visited = &mut state.visited;
    visited.forth.clear();
    visited.walked_to = None;
    visited.awaited = None;
    let place = |stay: &Stay| (stay.key.clone(), stay.query.clone(), stay.view);
    if visited.back.last().map(place) != here.as_ref().map(place) {
        visited.back.extend(here);
    }
    let excess = visited.back.len().saturating_sub(MOST);
    visited.back.drain(..excess);
}

/// A jump to a match: the place where a walk through them began is remembered, not each step of it.
pub fn walk(state: &mut State, to: Node) {
    if state.visited.walked_to.is_none() || state.visited.walked_to != state.tree.selected {
        leave(state);
    }
    state.visited.walked_to = Some(to);
}

fn here(state: &State) -> Option<Stay> {
    let (data, node) = (state.data.as_ref()?, state.selected()?);
    let cursor = if state.detail.node == Some(node) { state.detail.cursor } else { 0 };
    Some(Stay {
        key: NodeKey::of(&data.inventory, node),
        cursor,
        query: state.arrangement.query.clone(),
        view: view(state),
    })
}

/// More of what is looked for was found: where that is gone back to and can be seen, it is selected.
pub(super) fn found(state: &mut State) {
    let (Some(data), Some(stay)) = (&state.data, &state.visited.awaited) else { return };
    let (node, cursor) = (stay.key.find(&data.inventory), stay.cursor);
    if node.is_some_and(|node| select(state, node)) {
        update::follow_selection(state);
        state.detail.cursor = cursor;
        state.visited.awaited = None;
    } else if state.arrangement.searched.is_none() {
        state.visited.awaited = None;
    }
}

/// Goes to a node from whatever lies over the panes; where it was left from is remembered.
pub fn jump(state: &mut State, to: Node) -> Vec<Effect> {
    state.overlay = None;
    state.focus = Focus::Tree;
    if state.data.as_ref().is_none_or(|data| to.repo() >= data.inventory.len()) {
        state.notice = Some("that is not there any more".to_owned());
        return Vec::new();
    }
    leave(state);
    go_to(state, to)
}

/// Selects a node and shows its details; a filter that hides it is given up.
fn go_to(state: &mut State, node: Node) -> Vec<Effect> {
    let mut effects = Vec::new();
    if !select(state, node) {
        let was_filtered = state.tree.outline.is_filtered();
        effects = arrangement::show_all(state);
        if was_filtered {
            state.notice = Some("the search hid it, so that was cleared".to_owned());
        }
        select(state, node);
    }
    update::follow_selection(state);
    effects
}

/// Selects a node with all that stands above it open; false where it has no row. What a pivot does not show is shown in
/// the tree.
fn select(state: &mut State, node: Node) -> bool {
    if state.tree.pivot.is_some() {
        if pivot::select(state, node) {
            return true;
        }
        pivot::give_up(state);
    }
    let height = state.tree_height();
    let Some(data) = &state.data else { return false };
    let (tree, inventory) = (&mut state.tree, &data.inventory);
    let Some(slot) = tree.outline.slot_of(node.repo()) else { return false };
    let insight = data.insight();
    let (query, context) = (&state.arrangement.applied, insight.context(data.as_of(state.screen.now)));
    tree.outline.sift(inventory, slot..slot + 1, |repo| query.hits(inventory, repo, &context));
    arrangement::reveal(tree, inventory, node);
    if tree.outline.node_at(tree.outline.row_of(node, inventory), inventory) != Some(node) {
        return false;
    }
    let before = tree.selected.replace(node);
    tree.follow(inventory, height);
    update::selection_moved(state, before);
    true
}
