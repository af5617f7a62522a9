//! Which rows the tree has: the repositories in their order, openness of every branch, and the way from a row to its
//! node and back in O(log n).
//!
//! A row is never stored. Each repository has a number of visible rows (1 when closed); a Fenwick tree over these
//! numbers answers both directions, so that a key costs the same with one repository and with a hundred thousand.
//!
//! Under a filter only the repositories that it kept have rows, and of what is in them only what it found. That is
//! looked up where it comes into sight ([`Outline::sift`]): until then a repository is a single row.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use crate::model::inventory::Inventory;
use crate::model::kind::{Group, Node};
use crate::model::outline::fenwick::Fenwick;
use crate::model::outline::inside::Inside;
use crate::model::outline::slots::Slots;
use crate::model::query::Hits;
use crate::model::shape::Shape;

mod fenwick;
mod inside;
mod slots;

const REPO: u8 = 1;
const ALL: u8 = 0b1_1111;
/// The filter was asked for this repository: what it found there has been opened once.
const SIFTED: u8 = 1 << 5;

/// The openness of every branch, and the number of rows that makes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    open: Vec<u8>,
    /// What a repository that comes in later starts with.
    initially: u8,
    slots: Slots,
    /// The number of rows of each slot.
    rows: Fenwick,
    /// What that is where everything is open and has rows, as it came: counted in advance, so that "expand all" waits
    /// for nothing.
    expanded: Fenwick,
    filtered: Option<Filtered>,
}

/// What a filter makes of the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Filtered {
    /// What was found, of the repositories that have been asked for.
    hits: HashMap<usize, Hits>,
    /// Which branches were open before, and what one that comes in later starts with.
    before: (Vec<u8>, u8),
}

impl Outline {
    /// Takes in the repositories that were added to the inventory since the last time.
    pub fn extend(&mut self, inventory: &Inventory) {
        for shape in inventory.shapes_from(self.open.len()) {
            self.open.push(self.initially);
            self.expanded.push(rows_of(Inside::All(shape), ALL));
            if let Some(filtered) = &mut self.filtered {
                filtered.before.0.push(filtered.before.1);
            }
            if let Slots::All(len) = &mut self.slots {
                *len += 1;
                self.rows.push(rows_of(Inside::All(shape), self.initially));
            }
        }
    }

    /// The outline of a new inventory whose branches are open where those of the old one were, its repositories in the
    /// same order. `matching` gives the old position of each new repository; a new one starts closed, or open after
    /// "expand all", and stands last; under a filter it is not there until the filter found it.
    #[must_use]
    pub fn carried_over(&self, inventory: &Inventory, matching: &[Option<usize>]) -> Self {
        let carry = |open: &[u8], initially: u8| -> Vec<u8> {
            let open = |old: &Option<usize>| old.and_then(|old| open.get(old)).copied().unwrap_or(initially);
            matching.iter().map(open).collect()
        };
        let filtered = self.filtered.as_ref().map(|filtered| {
            let (before, initially) = &filtered.before;
            Filtered { hits: HashMap::new(), before: (carry(before, *initially), *initially) }
        });
        let mut outline = Self {
            open: carry(&self.open, self.initially),
            initially: self.initially,
            slots: self.slots.carried_over(matching, filtered.is_none()),
            rows: Fenwick::default(),
            expanded: Fenwick::default(),
            filtered,
        };
        outline.expanded.refill(inventory.shapes_from(0).map(|shape| rows_of(Inside::All(shape), ALL)));
        outline.recount(inventory);
        outline
    }

    /// Shows repositories in this order, or all as they came; under a filter those that it kept so far.
    pub fn arrange(&mut self, inventory: &Inventory, order: Option<Arc<[u32]>>) {
        self.slots = order.map_or(Slots::All(self.open.len()), |order| Slots::of(order, self.open.len()));
        self.recount(inventory);
    }

    /// From now on only what a filter finds has rows. Everything is closed but what was found inside of a repository,
    /// which [`Self::sift`] opens.
    pub fn start_filter(&mut self) {
        let before = match self.filtered.take() {
            Some(filtered) => filtered.before,
            None => (self.open.clone(), self.initially),
        };
        self.filtered = Some(Filtered { hits: HashMap::new(), before });
        self.open.fill(0);
        self.initially = 0;
    }

    /// The same filter may find something else now: it is asked again, and nothing is opened or closed by that.
    pub fn forget_hits(&mut self) {
        if let Some(filtered) = &mut self.filtered {
            filtered.hits.clear();
        }
    }

    /// Everything has rows again, and is open where it was before the filter. [`Self::arrange`] is to follow.
    pub fn end_filter(&mut self) {
        if let Some(Filtered { before: (open, initially), .. }) = self.filtered.take() {
            (self.open, self.initially) = (open, initially);
        }
    }

    /// Whether only what a filter found has rows.
    pub const fn is_filtered(&self) -> bool {
        self.filtered.is_some()
    }

    /// Asks the filter what it found in those repositories of a range of slots of which that is not known yet.
    pub fn sift(&mut self, inventory: &Inventory, slots: Range<usize>, mut hits: impl FnMut(usize) -> Hits) {
        for slot in slots.start..slots.end.min(self.slots.len()) {
            let (Some(repo), Some(filtered)) = (self.slots.repo(slot), &mut self.filtered) else { return };
            if filtered.hits.contains_key(&repo) {
                continue;
            }
            let hits = hits(repo);
            if let Some(open) = self.open.get_mut(repo).filter(|open| **open & SIFTED == 0) {
                let groups = if hits.whole { 0 } else { groups_with(&hits) };
                let inside = if groups == 0 { 0 } else { REPO | groups };
                *open |= SIFTED | inside;
            }
            filtered.hits.insert(repo, hits);
            let after = self.rows_of(inventory, repo);
            self.rows.change(slot, 1, after);
        }
    }

    /// What the filter found in a repository, where it was asked for it.
    pub fn hits(&self, repo: usize) -> Option<&Hits> {
        self.filtered.as_ref()?.hits.get(&repo)
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.total()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.slots.len() == 0
    }

    /// How many repositories have rows.
    pub fn repos(&self) -> usize {
        self.slots.len()
    }

    /// The repository at a place in the order of the rows.
    pub fn repo_at(&self, slot: usize) -> Option<usize> {
        self.slots.repo(slot)
    }

    /// The repositories that have rows, in the order of these; `None` for all as they came.
    pub fn order(&self) -> Option<Arc<[u32]>> {
        self.slots.order()
    }

    /// The place of a repository in the order of the rows; `None` where it has none.
    pub fn slot_of(&self, repo: usize) -> Option<usize> {
        self.slots.slot(repo)
    }

    /// The place, in the order of the rows, of the repository that a row belongs to.
    pub fn slot_at(&self, row: usize) -> Option<usize> {
        self.rows.find(row).map(|(slot, _)| slot)
    }

    /// Whether a branch is open; items are leaves.
    pub fn is_open(&self, node: Node) -> bool {
        bit(node).is_some_and(|bit| self.open.get(node.repo()).is_some_and(|open| open & bit != 0))
    }

    /// Whether there is something to open: a repository that is an object, or a list that has items in sight.
    pub fn is_branch(&self, inventory: &Inventory, node: Node) -> bool {
        let shape = inventory.shape(node.repo());
        let inside = self.inside(&shape, node.repo());
        match node {
            Node::Repo(_) => Group::ALL.iter().any(|group| inside.has(*group)),
            Node::Group(_, group) => inside.count(group) > 0,
            Node::Item(..) => false,
        }
    }

    /// Opens or closes a branch; closing keeps what is open inside it.
    pub fn set_open(&mut self, node: Node, inventory: &Inventory, open: bool) {
        let repo = node.repo();
        let before = self.rows_of(inventory, repo);
        let (Some(bit), Some(state)) = (bit(node), self.open.get_mut(repo)) else { return };
        *state = if open { *state | bit } else { *state & !bit };
        let after = self.rows_of(inventory, repo);
        if let Some(slot) = self.slots.slot(repo) {
            self.rows.change(slot, before, after);
        }
    }

    /// Opens every branch of every repository.
    pub fn expand_all(&mut self, inventory: &Inventory) {
        self.set_all(inventory, ALL);
    }

    /// Closes every branch of every repository.
    pub fn collapse_all(&mut self, inventory: &Inventory) {
        self.set_all(inventory, 0);
    }

    fn set_all(&mut self, inventory: &Inventory, open: u8) {
        // What the filter has not been asked for yet is not to be opened by it either.
        let sifted = if self.is_filtered() { SIFTED } else { 0 };
        self.initially = open;
        self.open.fill(open | sifted);
        self.recount(inventory);
    }

    fn recount(&mut self, inventory: &Inventory) {
        let mut rows = std::mem::take(&mut self.rows);
        let is_plain = matches!(self.slots, Slots::All(_)) && self.filtered.is_none();
        if self.open.iter().all(|open| open & REPO == 0) {
            rows.fill_with_ones(self.slots.len());
        } else if is_plain && self.open.iter().all(|open| open & ALL == ALL) {
            rows.clone_from(&self.expanded);
        } else if is_plain {
            let shapes = inventory.shapes_from(0).zip(&self.open);
            rows.refill(shapes.map(|(shape, open)| rows_of(Inside::All(shape), *open)));
        } else {
            let repos = (0..self.slots.len()).filter_map(|slot| self.slots.repo(slot));
            rows.refill(repos.map(|repo| self.rows_of(inventory, repo)));
        }
        self.rows = rows;
    }

    fn rows_of(&self, inventory: &Inventory, repo: usize) -> usize {
        let open = self.open.get(repo).copied().unwrap_or_default();
        // Closed, it is a row whatever it holds.
        if open & REPO == 0 { 1 } else { rows_of(self.inside(&inventory.shape(repo), repo), open) }
    }

    fn inside<'a>(&'a self, shape: &'a Shape, repo: usize) -> Inside<'a> {
        match &self.filtered {
            None => Inside::All(shape),
            Some(filtered) => match filtered.hits.get(&repo) {
                None => Inside::Unknown,
                Some(hits) if hits.whole => Inside::All(shape),
                Some(hits) => Inside::Only(hits),
            },
        }
    }

    /// The node in a row.
    pub fn node_at(&self, row: usize, inventory: &Inventory) -> Option<Node> {
        let (slot, mut row) = self.rows.find(row)?;
        let repo = self.slots.repo(slot)?;
        if row == 0 {
            return Some(Node::Repo(repo));
        }
        row -= 1;
        let (shape, open) = (inventory.shape(repo), self.open.get(repo).copied().unwrap_or_default());
        let inside = self.inside(&shape, repo);
        for group in Group::ALL.into_iter().filter(|group| inside.has(*group)) {
            if row == 0 {
                return Some(Node::Group(repo, group));
            }
            let items = items_of(inside, open, group);
            if row <= items {
                return inside.item(group, row - 1).map(|item| Node::Item(repo, group, item));
            }
            row -= items + 1;
        }
        None
    }

    /// The row of a node, or that of its nearest ancestor which has one; of what has none the first.
    pub fn row_of(&self, node: Node, inventory: &Inventory) -> usize {
        let Some(slot) = self.slots.slot(node.repo()) else { return 0 };
        let before = self.rows.before(slot);
        let open = self.open.get(node.repo()).copied().unwrap_or_default();
        let shape = inventory.shape(node.repo());
        let inside = self.inside(&shape, node.repo());
        let (group, item) = match node {
            Node::Group(_, group) if open & REPO != 0 => (group, None),
            Node::Item(_, group, item) if open & REPO != 0 => (group, Some(item)),
            Node::Repo(_) | Node::Group(..) | Node::Item(..) => return before,
        };
        if !inside.has(group) {
            return before;
        }
        let above = Group::ALL.into_iter().take(group.index()).filter(|above| inside.has(*above));
        let above: usize = above.map(|above| 1 + items_of(inside, open, above)).sum();
        let item = item.filter(|_| items_of(inside, open, group) > 0).and_then(|item| inside.place(group, item));
        before + 1 + above + item.map_or(0, |place| place + 1)
    }

    /// The next (1) or previous (-1) node of the same parent that has a row.
    pub fn sibling(&self, node: Node, inventory: &Inventory, step: isize) -> Option<Node> {
        let repo = node.repo();
        let shape = inventory.shape(repo);
        let inside = self.inside(&shape, repo);
        match node {
            Node::Repo(_) => self.slots.repo(self.slots.slot(repo)?.checked_add_signed(step)?).map(Node::Repo),
            Node::Group(_, group) => {
                let groups: Vec<Group> = Group::ALL.into_iter().filter(|group| inside.has(*group)).collect();
                let at = groups.iter().position(|other| *other == group)?.checked_add_signed(step)?;
                groups.get(at).map(|group| Node::Group(repo, *group))
            }
            Node::Item(_, group, item) => {
                let place = inside.place(group, item)?.checked_add_signed(step)?;
                inside.item(group, place).map(|item| Node::Item(repo, group, item))
            }
        }
    }
}

/// The bit that stands for a branch; an item has none.
const fn bit(node: Node) -> Option<u8> {
    match node {
        Node::Repo(_) => Some(REPO),
        Node::Group(_, group) => Some(1 << (group.index() + 1)),
        Node::Item(..) => None,
    }
}

/// The bits of the lists in which something was found.
fn groups_with(hits: &Hits) -> u8 {
    let groups = Group::ALL.into_iter().filter(|group| hits.count_in(*group) > 0);
    groups.fold(0, |bits, group| bits | 1 << (group.index() + 1))
}

fn items_of(inside: Inside<'_>, open: u8, group: Group) -> usize {
    if open & (1 << (group.index() + 1)) == 0 { 0 } else { inside.count(group) }
}

fn rows_of(inside: Inside<'_>, open: u8) -> usize {
    if open & REPO == 0 {
        return 1;
    }
    if let (Inside::All(shape), ALL) = (inside, open & ALL) {
        return if shape.is_object() { 1 + Group::ALL.len() + shape.items() } else { 1 };
    }
    let groups = Group::ALL.into_iter().filter(|group| inside.has(*group));
    1 + groups.map(|group| 1 + items_of(inside, open, group)).sum::<usize>()
}

#[cfg(test)]
mod tests;
