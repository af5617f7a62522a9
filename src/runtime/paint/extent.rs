//! How much of a frame is written at once.

use crate::app::state::State;

/// How much of a frame is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// Another frame follows soon anyway: of a step through rows no more than a slow link takes while a key repeats.
    Step {
        /// The row that matters most, from the top of the screen; those further away from it are left out first.
        selected: usize,
    },
}

impl Extent {
    /// A step while the details have yet to follow the selection.
    pub fn of(state: &State) -> Self {
        let step = || {
            state.detail.due?;
            let area = state.layout().tree_inner()?;
            let line = state.tree.line(&state.data.as_ref()?.inventory);
            Some(Self::Step { selected: usize::from(area.y) + line })
        };
        step().unwrap_or(Self::Whole)
    }
}
