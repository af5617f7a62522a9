//! Which rows the tree has: openness of every branch, and the way from a row to its node and back in O(log n).
//!
//! A row is never stored. Each repository has a number of visible rows (1 when closed); a Fenwick tree over these
//! numbers answers both directions, so that a key costs the same with one repository and with a hundred thousand.

use crate::model::inventory::Inventory;
use crate::model::kind::{Group, Node};
use crate::model::shape::Shape;

const REPO: u8 = 1;
const ALL: u8 = 0b1_1111;

/// The openness of every branch, and the number of rows that makes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    open: Vec<u8>,
    rows: Fenwick,
    /// What a repository that comes in later starts with.
    initially: u8,
}

impl Outline {
    /// Takes in the repositories that were added to the inventory since the last time.
    pub fn extend(&mut self, inventory: &Inventory) {
        for shape in inventory.shapes_from(self.open.len()) {
            self.rows.push(rows_of(shape, self.initially));
            self.open.push(self.initially);
        }
    }

    /// The outline of a new inventory whose branches are open where those of the old one were.
    /// `matching` gives the old position of each new repository; a new one starts closed, or open after "expand all".
    #[must_use]
    pub fn carried_over(&self, inventory: &Inventory, matching: &[Option<usize>]) -> Self {
        let open = |old: &Option<usize>| old.and_then(|old| self.open.get(old)).copied().unwrap_or(self.initially);
        let open: Vec<u8> = matching.iter().map(open).collect();
        let mut outline = Self { open, rows: Fenwick::default(), initially: self.initially };
        outline.recount(inventory);
        outline
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.total()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether a branch is open; items are leaves.
    pub fn is_open(&self, node: Node) -> bool {
        bit(node).is_some_and(|bit| self.open.get(node.repo()).is_some_and(|open| open & bit != 0))
    }

    /// Opens or closes a branch; closing keeps what is open inside it.
    pub fn set_open(&mut self, node: Node, inventory: &Inventory, open: bool) {
        let (Some(bit), Some(state)) = (bit(node), self.open.get_mut(node.repo())) else { return };
        let shape = inventory.shape(node.repo());
        let before = rows_of(&shape, *state);
        *state = if open { *state | bit } else { *state & !bit };
        let after = rows_of(&shape, *state);
        self.rows.change(node.repo(), before, after);
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
        self.initially = open;
        self.open.fill(open);
        self.recount(inventory);
    }

    fn recount(&mut self, inventory: &Inventory) {
        self.rows = Fenwick::of(inventory.shapes_from(0).zip(&self.open).map(|(shape, open)| rows_of(shape, *open)));
    }

    /// The node in a row.
    pub fn node_at(&self, row: usize, inventory: &Inventory) -> Option<Node> {
        let (repo, mut row) = self.rows.find(row)?;
        if row == 0 {
            return Some(Node::Repo(repo));
        }
        row -= 1;
        let (shape, open) = (inventory.shape(repo), self.open.get(repo).copied().unwrap_or_default());
        for group in Group::ALL {
            if row == 0 {
                return Some(Node::Group(repo, group));
            }
            let items = items_of(&shape, open, group);
            if row <= items {
                return Some(Node::Item(repo, group, row - 1));
            }
            row -= items + 1;
        }
        None
    }

    /// The row of a node, or that of its nearest ancestor which has one.
    pub fn row_of(&self, node: Node, inventory: &Inventory) -> usize {
        let before = self.rows.before(node.repo());
        let open = self.open.get(node.repo()).copied().unwrap_or_default();
        let (group, item) = match node {
            Node::Group(_, group) if open & REPO != 0 => (group, 0),
            Node::Item(_, group, item) if open & REPO != 0 => (group, item + 1),
            Node::Repo(_) | Node::Group(..) | Node::Item(..) => return before,
        };
        let shape = inventory.shape(node.repo());
        if !shape.is_object() {
            return before;
        }
        let above: usize = Group::ALL.iter().take(group.index()).map(|above| 1 + items_of(&shape, open, *above)).sum();
        before + 1 + above + item.min(items_of(&shape, open, group))
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

fn items_of(shape: &Shape, open: u8, group: Group) -> usize {
    if open & (1 << (group.index() + 1)) == 0 { 0 } else { shape.count(group) as usize }
}

fn rows_of(shape: &Shape, open: u8) -> usize {
    if open & REPO == 0 || !shape.is_object() {
        return 1;
    }
    1 + Group::ALL.iter().map(|group| 1 + items_of(shape, open, *group)).sum::<usize>()
}

/// Numbers whose prefix sums and searches cost O(log n), as does changing one of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Fenwick {
    /// `sums[i]` covers the `lowest_bit(i + 1)` numbers that end with number i.
    sums: Vec<usize>,
}

const fn lowest_bit(n: usize) -> usize {
    n & n.wrapping_neg()
}

impl Fenwick {
    fn of(numbers: impl Iterator<Item = usize>) -> Self {
        let mut sums: Vec<usize> = numbers.collect();
        for i in 0..sums.len() {
            let covering = i + lowest_bit(i + 1);
            let sum = sums.get(i).copied().unwrap_or_default();
            if let Some(slot) = sums.get_mut(covering) {
                *slot += sum;
            }
        }
        Self { sums }
    }

    fn push(&mut self, number: usize) {
        let end = self.sums.len();
        let start = end + 1 - lowest_bit(end + 1);
        self.sums.push(self.before(end) - self.before(start) + number);
    }

    fn change(&mut self, at: usize, before: usize, after: usize) {
        let mut i = at;
        while let Some(sum) = self.sums.get_mut(i) {
            *sum = *sum + after - before;
            i += lowest_bit(i + 1);
        }
    }

    /// The sum of the first `count` numbers.
    fn before(&self, count: usize) -> usize {
        let mut end = count.min(self.sums.len());
        let mut sum = 0;
        while end > 0 {
            sum += self.sums.get(end - 1).copied().unwrap_or_default();
            end -= lowest_bit(end);
        }
        sum
    }

    fn total(&self) -> usize {
        self.before(self.sums.len())
    }

    /// The number in which the running sum passes `position`, and how far into it that is.
    fn find(&self, position: usize) -> Option<(usize, usize)> {
        let mut at = 0;
        let mut rest = position;
        let mut step = self.sums.len().checked_next_power_of_two().unwrap_or_default();
        while step > 0 {
            if let Some(sum) = self.sums.get(at + step - 1).filter(|sum| **sum <= rest) {
                at += step;
                rest -= sum;
            }
            step /= 2;
        }
        (at < self.sums.len()).then_some((at, rest))
    }
}

#[cfg(test)]
mod tests;
