//! The same inventory by what its objects have, in the place of the tree: buckets, credentials, endpoints and so on, and
//! below each the objects that have it. The work for it is the runtime's, and begins once the data was analyzed and
//! filter and order are known; when one goes back to the tree nothing of it is kept.

use std::sync::Arc;

use crate::app::arrangement;
use crate::app::msg::Effect;
use crate::app::state::{Focus, State};
use crate::app::tree::{Row, TreePane};
use crate::app::update;
use crate::model::findings::Analyzed;
use crate::model::id::NodeKey;
use crate::model::inventory::Inventory;
use crate::model::kind::Node;
use crate::model::pivot::Pivot;
use crate::model::usage::Aspect;

mod thing;

pub(super) use thing::lines;
pub use thing::{Selected, selected};

/// Tells one piece of work for a pivot from every other one of this run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PivotId(pub u64);

/// What is shown in the place of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pivoted {
    /// By what.
    pub aspect: Aspect,
    /// The work that made it; for caches of what was drawn.
    pub id: PivotId,
    /// Its rows, once there are some.
    pub built: Option<Built>,
    /// Whether what objects have is selected, not the first of these.
    pub on_thing: bool,
    /// What is to be open in the next one that is built.
    open: Open,
    /// What was open before a filter.
    unfiltered: Option<Open>,
    /// The filter that it was built for.
    generation: u64,
    /// Where the tree was left.
    home: Option<Home>,
}

/// The rows, and what tells who has what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// The rows.
    pub rows: Pivot,
    aspect: Aspect,
    analyzed: Arc<Analyzed>,
}

/// What is open: all or nothing, but for the things of these objects.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Open {
    all: bool,
    but: Vec<Node>,
}

/// Where the tree was left, and what was selected in its place since; who moves no further comes back to that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Home {
    selected: Option<Node>,
    top: usize,
    arrived: Option<Node>,
}

/// Of more things than these it is not known after a refresh that they were turned by hand.
const MOST_TURNED: usize = 32;

impl Built {
    /// The place of an object among those that are shown.
    pub fn place(&self, node: Node, inventory: &Inventory) -> Option<usize> {
        self.rows.place(self.analyzed.usage.slot_with(node, self.aspect, inventory)?)
    }

    /// The object at such a place.
    pub fn node(&self, place: usize, inventory: &Inventory) -> Option<Node> {
        self.analyzed.usage.node_of(self.rows.member(place)?, inventory)
    }

    /// Whether the object at a place has anything of the aspect.
    pub fn has(&self, place: usize) -> bool {
        self.rows.member(place).is_some_and(|slot| self.analyzed.usage.has(slot))
    }

    fn open(&self, inventory: &Inventory) -> Open {
        let first = |thing| self.node(self.rows.start(thing), inventory);
        Open { all: self.rows.is_open_initially(), but: self.rows.turned().filter_map(first).collect() }
    }

    fn set_open(&mut self, open: &Open, inventory: &Inventory) {
        self.rows.set_all(open.all);
        for node in &open.but {
            if let Some(place) = self.place(*node, inventory) {
                self.rows.set_open(self.rows.thing_at(place), !open.all);
            }
        }
    }
}

impl Open {
    fn carried_over(&self, old: &Inventory, new: &Inventory) -> Self {
        let same = |node: &Node| {
            let key = NodeKey::of(old, *node);
            key.find(new).filter(|found| NodeKey::of(new, *found).is_same(&key))
        };
        Self { all: self.all, but: self.but.iter().take(MOST_TURNED).filter_map(same).collect() }
    }
}

impl Pivoted {
    /// One by the same things that shows nothing yet.
    #[must_use]
    pub fn anew(&self) -> Self {
        Self::by(self.aspect, None)
    }

    fn by(aspect: Aspect, home: Option<Home>) -> Self {
        Self {
            aspect,
            id: PivotId::default(),
            built: None,
            on_thing: false,
            open: Open::default(),
            unfiltered: None,
            generation: 0,
            home,
        }
    }

    /// The one of other data: it shows nothing until that was analyzed, and then what was open before is open.
    #[must_use]
    pub fn carried_over(self, old: &Inventory, new: &Inventory) -> Self {
        let open = self.built.as_ref().map_or(self.open, |built| built.open(old));
        let unfiltered = self.unfiltered.map(|open| open.carried_over(old, new));
        Self { built: None, open: open.carried_over(old, new), unfiltered, home: None, ..self }
    }

    /// Takes in the rows, for a filter or for everything; what is selected stays so where it is still there.
    fn take(&mut self, mut built: Built, inventory: &Inventory, (generation, is_filtered): (u64, bool)) {
        let now = self.built.take().map_or_else(|| std::mem::take(&mut self.open), |built| built.open(inventory));
        let is_new = self.generation != generation;
        let open = match (is_filtered, self.unfiltered.take()) {
            (false, before) => before.unwrap_or(now),
            (true, before @ Some(_)) if !is_new => {
                self.unfiltered = before;
                now
            }
            (true, before) => {
                self.unfiltered = Some(before.unwrap_or(now));
                Open { all: true, but: Vec::new() }
            }
        };
        built.set_open(&open, inventory);
        // What matches is an object.
        self.on_thing &= !(is_filtered && is_new);
        self.generation = generation;
        self.built = Some(built);
    }
}

/// Shows the inventory by something else; `None` is the tree of repositories.
pub(super) fn choose(state: &mut State, aspect: Option<Aspect>) -> Vec<Effect> {
    if state.overlay.is_some() || state.tree.pivot.as_ref().map(|pivot| pivot.aspect) == aspect {
        return Vec::new();
    }
    state.focus = Focus::Tree;
    let before = state.tree.selected;
    let on_thing = state.tree.is_on_thing();
    leave(&mut state.tree);
    let Some(aspect) = aspect else {
        back_in_tree(state);
        // The view that was left may have had nothing to select.
        update::selection_moved(state, state.detail.node);
        return Vec::new();
    };
    let home = Home { selected: state.tree.selected, top: state.tree.top, arrived: None };
    state.tree.pivot = Some(Box::new(Pivoted { on_thing, ..Pivoted::by(aspect, Some(home)) }));
    state.tree.top = 0;
    // Until it is there the details stay as they are.
    state.tree.selected = before.or(home.selected);
    begin(state)
}

/// Back to the tree, for something that the pivot does not show.
pub(super) fn give_up(state: &mut State) {
    state.tree.pivot = None;
    back_in_tree(state);
    // The view may have had nothing to select.
    update::selection_moved(state, state.detail.node);
}

fn leave(tree: &mut TreePane) {
    let home = tree.pivot.take().and_then(|pivot| pivot.home);
    if let Some(home) = home.filter(|home| tree.selected.is_none() || home.arrived == tree.selected) {
        tree.selected = home.selected;
        tree.top = home.top;
    }
}

/// The selection has a row in the tree again.
fn back_in_tree(state: &mut State) {
    let height = state.tree_height();
    arrangement::sift(state);
    let Some(data) = &state.data else { return };
    let (tree, inventory) = (&mut state.tree, &data.inventory);
    if let Some(selected) = tree.selected {
        arrangement::reveal(tree, inventory, selected);
    }
    let row = tree.row(inventory);
    tree.selected = tree.outline.node_at(row, inventory);
    tree.follow(inventory, height);
}

/// Begins the work where a pivot is shown and all that it needs is known.
pub(super) fn begin(state: &mut State) -> Vec<Effect> {
    let is_known = state.data.as_ref().is_some_and(|data| data.analyzed.is_some());
    if state.tree.pivot.is_none() || !is_known || state.arrangement.searched == Some(0) {
        return Vec::new();
    }
    state.last_pivot.0 += 1;
    vec![Effect::Pivot(state.last_pivot)]
}

/// What is out is not wanted any more.
pub(super) const fn drop_work(state: &mut State) {
    state.last_pivot.0 += 1;
}

/// Takes in what the background work made.
pub(super) fn pivoted(state: &mut State, id: PivotId, rows: Arc<Pivot>) {
    let (height, is_filtered) = (state.tree_height(), state.tree.outline.is_filtered());
    let generation = state.arrangement.generation;
    let tree = &mut state.tree;
    let (Some(data), Some(pivot)) = (&state.data, &mut tree.pivot) else { return };
    let Some(analyzed) = data.analyzed.clone().filter(|_| id == state.last_pivot) else { return };
    let inventory = &data.inventory;
    let is_first = pivot.built.is_none();
    let built = Built { rows: Arc::unwrap_or_clone(rows), aspect: pivot.aspect, analyzed };
    pivot.take(built, inventory, (generation, is_filtered));
    pivot.id = id;
    let before = tree.selected;
    let place = before.and_then(|node| pivot.built.as_ref()?.place(node, inventory));
    let thing = |place| pivot.built.as_ref().map(|built| built.rows.thing_at(place));
    let row = match (place.zip(before), pivot.on_thing) {
        (Some((place, _)), true) => thing(place).map(Row::Thing),
        (Some((_, node)), false) => Some(Row::Node(node)),
        (None, _) if is_filtered => pivot.built.as_ref().and_then(|built| built.node(0, inventory)).map(Row::Node),
        (None, _) => pivot.built.as_ref().filter(|built| !built.rows.is_empty()).map(|_| Row::Thing(0)),
    };
    match row {
        Some(row) => show(tree, inventory, row),
        None => tree.selected = None,
    }
    if let Some(home) = tree.pivot.as_mut().and_then(|pivot| pivot.home.as_mut()).filter(|_| is_first) {
        home.arrived = tree.selected;
    }
    tree.follow(inventory, height);
    // What is selected may have changed while nothing was shown, as where the view that was left had nothing to select.
    update::selection_moved(state, state.detail.node);
}

/// Selects a row, with what it stands below open.
fn show(tree: &mut TreePane, inventory: &Inventory, row: Row) {
    if let Some(parent) = tree.parent(row, inventory) {
        tree.set_open(parent, inventory, true);
    }
    tree.select(row, inventory);
}

/// Whether a pivot shows an object, or may once it was made. One that is made anew for it shows nothing until then.
pub(super) fn can_have(state: &mut State, node: Node, is_out: bool) -> bool {
    let (Some(data), Some(pivot)) = (&state.data, &mut state.tree.pivot) else { return false };
    let is_shown = pivot.built.as_ref().is_none_or(|built| built.place(node, &data.inventory).is_some());
    if !is_shown
        && is_out
        && let Some(built) = pivot.built.take()
    {
        (pivot.open, pivot.id) = (built.open(&data.inventory), PivotId::default());
    }
    is_shown || is_out
}

/// Selects an object, or what it stands below. Where it has no row yet it is selected all the same, until the rows that are
/// asked for are there.
pub(super) fn come_back(state: &mut State, node: Node, on_thing: bool) {
    let height = state.tree_height();
    let (Some(data), tree) = (&state.data, &mut state.tree) else { return };
    match (&mut tree.pivot, on_thing) {
        (Some(pivot), true) => (tree.selected, pivot.on_thing) = (Some(node), true),
        _ => show(tree, &data.inventory, Row::Node(node)),
    }
    tree.follow(&data.inventory, height);
    update::follow_selection(state);
}

/// Selects an object; false where the pivot does not show it.
pub(super) fn select(state: &mut State, node: Node) -> bool {
    let height = state.tree_height();
    let (Some(data), tree) = (&state.data, &mut state.tree) else { return false };
    let built = tree.pivot.as_ref().and_then(|pivot| pivot.built.as_ref());
    if built.and_then(|built| built.place(node, &data.inventory)).is_none() {
        return false;
    }
    let before = tree.selected;
    show(tree, &data.inventory, Row::Node(node));
    tree.follow(&data.inventory, height);
    update::selection_moved(state, before);
    true
}

/// The next object that a filter found, or the previous one, and whether that is on the other side of an end.
pub(super) fn next_match(state: &State, backwards: bool) -> Option<(Node, bool)> {
    let (data, pivot) = (state.data.as_ref()?, state.tree.pivot.as_ref()?);
    let (built, inventory) = (pivot.built.as_ref()?, &data.inventory);
    let count = built.rows.objects();
    let here = state.tree.selected.and_then(|node| built.place(node, inventory));
    let next = match (here, backwards) {
        (Some(here), true) => here.checked_sub(1),
        // What it stands below comes before it.
        (Some(here), false) if pivot.on_thing => Some(here),
        (Some(here), false) => Some(here + 1).filter(|next| *next < count),
        (None, _) => Some(0),
    };
    let place = next.unwrap_or_else(|| if backwards { count.saturating_sub(1) } else { 0 });
    Some((built.node(place, inventory)?, next.is_none()))
}

/// How many things there are: `3 buckets`.
pub fn counted(aspect: Aspect, count: usize) -> String {
    format!("{count} {}{}", aspect.noun(), if count == 1 { "" } else { "s" })
}
