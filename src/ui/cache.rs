//! What was drawn last and can be drawn again: the rows of the viewport and the lines of the details.

use std::collections::HashMap;

use crate::app::detail::{self, Content};
use crate::app::state::{DetailPane, State};
use crate::model::inventory::Inventory;
use crate::model::kind::Node;
use crate::ui::row::{self, Row};

/// More rows than any viewport has.
const MOST_ROWS: usize = 1024;

/// Saves decoding what is drawn again; holds nothing that can't be made again.
#[derive(Debug, Default)]
pub struct ViewCache {
    revision: u64,
    rows: HashMap<Node, Row>,
    details: Option<(DetailPane, u64, u16, Content)>,
}

impl ViewCache {
    /// The rows of nodes of an inventory at a revision.
    pub fn rows(&mut self, inventory: &Inventory, revision: u64, nodes: &[Node]) -> Vec<Row> {
        if self.revision != revision || self.rows.len() > MOST_ROWS {
            self.rows.clear();
            self.revision = revision;
        }
        let missing: Vec<Node> = nodes.iter().filter(|node| !self.rows.contains_key(node)).copied().collect();
        self.rows.extend(row::read(inventory, &missing));
        nodes.iter().filter_map(|node| self.rows.get(node).cloned()).collect()
    }

    /// The lines of the details for a width.
    pub fn details(&mut self, state: &State, width: u16) -> &Content {
        let revision = state.data.as_ref().map_or(0, |data| data.revision);
        // Scrolling and the moment at which the pane follows change nothing of what it says.
        let key = DetailPane { scroll: 0, due: None, ..state.detail.clone() };
        let fresh =
            |(pane, at, wide, _): &(DetailPane, u64, u16, Content)| *pane == key && *at == revision && *wide == width;
        if !self.details.as_ref().is_some_and(fresh) {
            self.details = None;
        }
        let made = self.details.get_or_insert_with(|| (key, revision, width, detail::content(state, width)));
        &made.3
    }
}
