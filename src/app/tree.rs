//! The tree pane: which row is selected, which rows are on the screen, and how keys move through them.

mod rows;

use crate::app::pivot::Pivoted;
use crate::model::inventory::Inventory;
use crate::model::kind::Node;
use crate::model::outline::Outline;
use crate::model::query::Hits;
pub use rows::Row;

/// The selection and what is visible of the tree. The widget only paints what this says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TreePane {
    /// Which branches are open.
    pub outline: Outline,
    /// The selected node; where what objects have is selected, the first of these.
    pub selected: Option<Node>,
    /// The first row of the viewport.
    pub top: usize,
    /// Whether the viewport follows row by row, which costs little where the terminal can move its rows by itself.
    pub is_smooth: bool,
    /// What is shown in the place of the tree.
    pub pivot: Option<Box<Pivoted>>,
}

/// The rows of a viewport.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Window {
    /// The ancestors of the first row, which stay above it so that one sees where one is.
    pub pinned: Vec<Row>,
    /// The rows below them.
    pub rows: Vec<Row>,
}

impl Window {
    /// All of them, from top to bottom.
    pub fn all(&self) -> Vec<Row> {
        self.pinned.iter().chain(&self.rows).copied().collect()
    }
}

/// A move through the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// By rows, down where positive.
    By(isize),
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// To the next (1) or previous (-1) node of the same parent.
    Sibling(isize),
}

impl TreePane {
    /// One that shows nothing yet, by the same things.
    #[must_use]
    pub fn anew(&self) -> Self {
        Self { pivot: self.pivot.as_ref().map(|pivot| Box::new(pivot.anew())), ..Self::default() }
    }

    /// Moves the selection; the viewport follows.
    pub fn go(&mut self, inventory: &Inventory, height: usize, step: Move) {
        let Some(last) = self.len().checked_sub(1) else { return };
        let row = self.row(inventory);
        let to = match step {
            Move::By(rows) => row.saturating_add_signed(rows).min(last),
            Move::First => 0,
            Move::Last => last,
            Move::Sibling(step) => {
                let current = self.current(inventory);
                current.and_then(|current| self.sibling(current, inventory, step)).unwrap_or(row)
            }
        };
        self.select_at(to, inventory);
        self.follow(inventory, height);
    }

    fn select_at(&mut self, row: usize, inventory: &Inventory) {
        match self.row_at(row, inventory) {
            Some(row) => self.select(row, inventory),
            None => self.selected = None,
        }
    }

    /// Moves the viewport by rows, and the selection with it: no row is skipped unseen where these are not more than
    /// [`Self::room`], and the selection reaches the ends where the viewport can't move further.
    pub fn page(&mut self, inventory: &Inventory, height: usize, rows: isize) {
        let Some(last) = self.len().checked_sub(1) else { return };
        let row = self.row(inventory).saturating_add_signed(rows).min(last);
        self.top = self.top_after(inventory, height, rows);
        let bottom = self.top + self.room(inventory, height) - 1;
        self.select_at(row.clamp(self.top, bottom).min(last), inventory);
        self.follow(inventory, height);
    }

    /// The first row of the viewport where [`Self::page`] has moved it.
    pub fn top_after(&self, inventory: &Inventory, height: usize, rows: isize) -> usize {
        let mut top = self.top.saturating_add_signed(rows).min(self.last_top(inventory, height));
        // More ancestors may be pinned up there, and take lines from rows that would be skipped then.
        while top + self.room_at(top, inventory, height) < self.top {
            top += 1;
        }
        top
    }

    /// Moves the viewport by rows; the selection stays where it is as long as it is in sight.
    pub fn scroll(&mut self, inventory: &Inventory, height: usize, rows: isize) {
        let Some(last) = self.len().checked_sub(1) else { return };
        let row = self.row(inventory);
        self.top = self.top.saturating_add_signed(rows).min(self.last_top(inventory, height));
        let bottom = self.top + self.room(inventory, height) - 1;
        self.select_at(row.clamp(self.top, bottom).min(last), inventory);
        self.follow(inventory, height);
    }

    /// Looks up what a filter found wherever the next key may lead: around the selection, in the viewport, at the end.
    pub fn sift(&mut self, inventory: &Inventory, height: usize, mut hits: impl FnMut(usize) -> Hits) {
        if !self.outline.is_filtered() || self.pivot.is_some() {
            return;
        }
        let first = self.outline.node_at(self.top, inventory);
        let selected = self.selected.and_then(|node| self.outline.slot_of(node.repo())).unwrap_or(0);
        let top = self.outline.slot_at(self.top).unwrap_or(0);
        let end = self.outline.repos();
        // Each has a row at least. Of the last one alone it has to be known which row is its last.
        let around = |slot: usize| slot.saturating_sub(height)..slot + height;
        for slots in [around(selected), around(top), end.saturating_sub(1)..end] {
            self.outline.sift(inventory, slots, &mut hits);
        }
        if let Some(first) = first {
            self.top = self.outline.row_of(first, inventory);
        }
    }

    /// How many rows the viewport has below the pinned ancestors; at least one.
    pub fn room(&self, inventory: &Inventory, height: usize) -> usize {
        self.room_at(self.top, inventory, height)
    }

    fn room_at(&self, top: usize, inventory: &Inventory, height: usize) -> usize {
        height.saturating_sub(self.pinned_at(top, inventory)).max(1)
    }

    /// The line of the viewport on which the selection stands.
    pub fn line(&self, inventory: &Inventory) -> usize {
        (self.row(inventory) + self.pinned_at(self.top, inventory)).saturating_sub(self.top)
    }

    /// Scrolls so that the selection stands on a line of the viewport, or as near to it as can be.
    pub fn put_on_line(&mut self, inventory: &Inventory, height: usize, line: usize) {
        self.top = self.top_for(inventory, line);
        self.follow(inventory, height);
    }

    /// The first row of a viewport that has the selection on a line.
    fn top_for(&self, inventory: &Inventory, line: usize) -> usize {
        let row = self.row(inventory);
        // How many ancestors are pinned depends on the first row, which depends on how many are pinned.
        let top = |pinned: usize| {
            let top = (row + pinned).checked_sub(line)?;
            (top <= row && self.pinned_at(top, inventory) == pinned).then_some(top)
        };
        (0..3).find_map(top).unwrap_or_else(|| row.saturating_sub(line))
    }

    /// Opens the selection, or goes to its first child where it is open.
    pub fn open(&mut self, inventory: &Inventory, height: usize) {
        let Some(row) = self.current(inventory).filter(|row| self.is_branch(inventory, *row)) else { return };
        if self.is_open(row) {
            self.go(inventory, height, Move::By(1));
        } else {
            self.set_open(row, inventory, true);
            self.follow(inventory, height);
        }
    }

    /// Closes the selection, or goes to its parent where there is nothing to close.
    pub fn close(&mut self, inventory: &Inventory, height: usize) {
        let Some(row) = self.current(inventory) else { return };
        if self.is_open(row) && self.is_branch(inventory, row) {
            self.set_open(row, inventory, false);
        } else if let Some(parent) = self.parent(row, inventory) {
            self.select(parent, inventory);
        }
        self.follow(inventory, height);
    }

    /// Opens what is closed and closes what is open; false where there is nothing to toggle.
    pub fn toggle(&mut self, inventory: &Inventory, height: usize) -> bool {
        let Some(row) = self.current(inventory).filter(|row| self.is_branch(inventory, *row)) else { return false };
        self.set_open(row, inventory, !self.is_open(row));
        self.follow(inventory, height);
        true
    }

    /// Opens everything; the selection stays where it is on the screen.
    pub fn expand_all(&mut self, inventory: &Inventory, height: usize) {
        let line = self.line(inventory);
        self.set_all(inventory, true);
        self.put_on_line(inventory, height, line);
    }

    /// Closes everything; the selection goes to its repository, or to what its object has.
    pub fn collapse_all(&mut self, inventory: &Inventory, height: usize) {
        let line = self.line(inventory);
        self.set_all(inventory, false);
        if let Some(row) = self.current(inventory) {
            self.select(self.root(row, inventory), inventory);
        }
        self.put_on_line(inventory, height, line);
    }

    /// Brings the selection into the viewport. When it leaves it, it comes back in the middle: on a slow link one
    /// redraw every half page costs less than a scrolled screen with every key. Where the terminal scrolls by itself, a
    /// step costs the same everywhere.
    pub fn follow(&mut self, inventory: &Inventory, height: usize) {
        if height == 0 {
            return;
        }
        let row = self.row(inventory);
        let end = self.top + self.room(inventory, height);
        let is_step = self.is_smooth && (row + 1 == self.top || row == end);
        if is_step {
            self.top = self.top.min(row);
        } else if row < self.top || row >= end {
            self.top = self.top_for(inventory, height / 2);
        }
        let last_top = self.last_top(inventory, height);
        self.top = self.top.min(last_top);
        // Pinned ancestors take rows from the viewport, and how many changes with its first row.
        while row >= self.top + self.room(inventory, height) {
            self.top += 1;
        }
    }

    /// The first row of a viewport that shows the last row at its bottom.
    pub fn last_top(&self, inventory: &Inventory, height: usize) -> usize {
        let len = self.len();
        let mut top = len.saturating_sub(height);
        while top > 0 && top + 1 < len && len - top > height.saturating_sub(self.pinned_at(top, inventory)).max(1) {
            top += 1;
        }
        top
    }

    /// How many ancestors the row that is to be the first one has.
    fn pinned_at(&self, top: usize, inventory: &Inventory) -> usize {
        self.row_at(top, inventory).map_or(0, |row| self.depth(row))
    }

    fn pinned(&self, top: usize, inventory: &Inventory) -> Vec<Row> {
        let above = self.row_at(top, inventory).and_then(|first| self.parent(first, inventory));
        let mut ancestors: Vec<Row> = std::iter::successors(above, |row| self.parent(*row, inventory)).collect();
        ancestors.reverse();
        ancestors
    }

    /// The rows to paint in a viewport of a height.
    pub fn window(&self, inventory: &Inventory, height: usize) -> Window {
        self.window_at(self.top, inventory, height)
    }

    /// The rows to paint in a viewport of a height that begins with a row.
    pub fn window_at(&self, top: usize, inventory: &Inventory, height: usize) -> Window {
        // One row is always the first one itself, even where its ancestors would fill the viewport.
        let mut pinned = self.pinned(top, inventory);
        let excess = pinned.len().saturating_sub(height.saturating_sub(1));
        pinned.drain(..excess.min(pinned.len()));
        let rows = (top..).map_while(|row| self.row_at(row, inventory));
        let rows = rows.take(height.saturating_sub(pinned.len())).collect();
        Window { pinned, rows }
    }
}

#[cfg(test)]
mod tests;
