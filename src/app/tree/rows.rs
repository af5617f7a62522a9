//! Which rows there are: those of the tree, or those of a pivot in their place.

use crate::app::tree::TreePane;
use crate::model::inventory::Inventory;
use crate::model::kind::Node;

/// What stands in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Row {
    /// An object, or a list of a repository.
    Node(Node),
    /// What objects have, by its place in the pivot.
    Thing(usize),
}

impl TreePane {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        match &self.pivot {
            None => self.outline.len(),
            Some(pivot) => pivot.built.as_ref().map_or(0, |built| built.rows.len()),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What stands in a row.
    pub fn row_at(&self, row: usize, inventory: &Inventory) -> Option<Row> {
        let Some(pivot) = &self.pivot else { return self.outline.node_at(row, inventory).map(Row::Node) };
        let built = pivot.built.as_ref()?;
        match built.rows.at(row)? {
            (thing, None) => Some(Row::Thing(thing)),
            (_, Some(place)) => built.node(place, inventory).map(Row::Node),
        }
    }

    /// Whether what objects have is selected, and not one of them.
    pub fn is_on_thing(&self) -> bool {
        self.pivot.as_ref().is_some_and(|pivot| pivot.on_thing)
    }

    /// What is selected, as it stands in its row.
    pub fn current(&self, inventory: &Inventory) -> Option<Row> {
        let node = self.selected?;
        let Some(pivot) = &self.pivot else { return Some(Row::Node(node)) };
        let built = pivot.built.as_ref()?;
        let place = built.place(node, inventory)?;
        Some(if pivot.on_thing { Row::Thing(built.rows.thing_at(place)) } else { Row::Node(node) })
    }

    /// The row of something, or that of what stands above it where that is closed.
    pub fn row_of(&self, row: Row, inventory: &Inventory) -> usize {
        match (row, &self.pivot) {
            (Row::Node(node), None) => self.outline.row_of(node, inventory),
            (Row::Node(node), Some(pivot)) => {
                let built = pivot.built.as_ref();
                let place = built.and_then(|built| Some(built.rows.row_of(built.place(node, inventory)?)));
                place.unwrap_or_default()
            }
            (Row::Thing(thing), pivot) => {
                let built = pivot.as_ref().and_then(|pivot| pivot.built.as_ref());
                built.map_or(0, |built| built.rows.row_of_thing(thing))
            }
        }
    }

    /// The row of the selection.
    pub fn row(&self, inventory: &Inventory) -> usize {
        self.current(inventory).map_or(0, |row| self.row_of(row, inventory))
    }

    /// Selects what stands in a row; of a thing that is its first object.
    pub fn select(&mut self, row: Row, inventory: &Inventory) {
        match (row, &mut self.pivot) {
            (Row::Node(node), pivot) => {
                self.selected = Some(node);
                if let Some(pivot) = pivot {
                    pivot.on_thing = false;
                }
            }
            (Row::Thing(thing), Some(pivot)) => {
                let built = pivot.built.as_ref();
                self.selected = built.and_then(|built| built.node(built.rows.start(thing), inventory));
                pivot.on_thing = true;
            }
            (Row::Thing(_), None) => {}
        }
    }

    /// How deep something stands: 0 where nothing is above it.
    pub const fn depth(&self, row: Row) -> usize {
        match (row, &self.pivot) {
            (Row::Thing(_), _) => 0,
            (Row::Node(node), None) => node.depth(),
            (Row::Node(_), Some(_)) => 1,
        }
    }

    /// What it stands below.
    pub fn parent(&self, row: Row, inventory: &Inventory) -> Option<Row> {
        let Row::Node(node) = row else { return None };
        let Some(pivot) = &self.pivot else { return node.parent().map(Row::Node) };
        let built = pivot.built.as_ref()?;
        built.place(node, inventory).map(|place| Row::Thing(built.rows.thing_at(place)))
    }

    /// Whether there is something to open.
    pub fn is_branch(&self, inventory: &Inventory, row: Row) -> bool {
        match (row, &self.pivot) {
            (Row::Thing(_), _) => true,
            (Row::Node(node), None) => self.outline.is_branch(inventory, node),
            (Row::Node(_), Some(_)) => false,
        }
    }

    /// Whether it is open.
    pub fn is_open(&self, row: Row) -> bool {
        match (row, &self.pivot) {
            (Row::Thing(thing), Some(pivot)) => pivot.built.as_ref().is_some_and(|built| built.rows.is_open(thing)),
            (Row::Node(node), None) => self.outline.is_open(node),
            (Row::Thing(_), None) | (Row::Node(_), Some(_)) => false,
        }
    }

    /// Opens or closes it.
    pub fn set_open(&mut self, row: Row, inventory: &Inventory, open: bool) {
        match (row, &mut self.pivot) {
            (Row::Node(node), None) => self.outline.set_open(node, inventory, open),
            (Row::Thing(thing), Some(pivot)) => {
                if let Some(built) = &mut pivot.built {
                    built.rows.set_open(thing, open);
                }
            }
            (Row::Thing(_), None) | (Row::Node(_), Some(_)) => {}
        }
    }

    pub(super) fn set_all(&mut self, inventory: &Inventory, open: bool) {
        match &mut self.pivot {
            Some(pivot) => {
                if let Some(built) = &mut pivot.built {
                    built.rows.set_all(open);
                }
            }
            None if open => self.outline.expand_all(inventory),
            None => self.outline.collapse_all(inventory),
        }
    }

    /// What is above everything that a row belongs to.
    pub(super) fn root(&self, row: Row, inventory: &Inventory) -> Row {
        std::iter::successors(Some(row), |row| self.parent(*row, inventory)).last().unwrap_or(row)
    }

    /// The row of the next (1) or previous (-1) one with the same parent.
    pub(super) fn sibling(&self, row: Row, inventory: &Inventory, step: isize) -> Option<usize> {
        let Some(pivot) = &self.pivot else {
            let Row::Node(node) = row else { return None };
            return self.outline.sibling(node, inventory, step).map(|node| self.outline.row_of(node, inventory));
        };
        let built = pivot.built.as_ref()?;
        match row {
            Row::Thing(thing) => {
                let thing = thing.checked_add_signed(step).filter(|thing| *thing < built.rows.things())?;
                Some(built.rows.row_of_thing(thing))
            }
            Row::Node(node) => {
                let place = built.place(node, inventory)?;
                let to = place.checked_add_signed(step).filter(|to| *to < built.rows.objects())?;
                (built.rows.thing_at(to) == built.rows.thing_at(place)).then(|| built.rows.row_of(to))
            }
        }
    }
}
