//! Going to a place in the tree, wherever one is.

use crate::app::arrangement;
use crate::app::msg::Effect;
use crate::app::state::{Focus, State};
use crate::app::update;
use crate::model::kind::Node;

/// Selects a node and opens what stands above it; a filter that hides it is cleared, and that is said.
pub fn jump(state: &mut State, to: Node) -> Vec<Effect> {
    state.overlay = None;
    state.focus = Focus::Tree;
    let is_there = state.data.as_ref().is_some_and(|data| to.repo() < data.inventory.len());
    if !is_there {
        state.notice = Some("that is not there any more".to_owned());
        return Vec::new();
    }
    let before = state.tree.selected;
    let mut effects = Vec::new();
    if !arrangement::can_show(state, to) {
        effects = arrangement::clear_filter(state);
        state.notice = Some("the filter is cleared: it hid what you went to".to_owned());
    }
    arrangement::select(state, to);
    update::selection_moved(state, before);
    effects
}
