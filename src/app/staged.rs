//! An answer that is whole, and waits until what is shown can be shown of it as well: a view, what has findings, a list of
//! them. So a refresh takes nothing off the screen for as long as the new answer is looked at. The work is the runtime's.

use std::sync::Arc;

use crate::app::arrangement::{self, Sort};
use crate::app::changes;
use crate::app::fetching;
use crate::app::list::What;
use crate::app::msg::{Effect, RequestId};
use crate::app::pivot;
use crate::app::state::{Dataset, Overlay, State};
use crate::model::findings::Analyzed;
use crate::model::pivot::Pivot;
use crate::model::query::{Context, Query};
use crate::model::sort::Key;
use crate::model::usage::Aspect;

/// What an answer is shown by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// What is looked for.
    pub query: Query,
    /// How it is ordered.
    pub sort: Option<Sort>,
    /// The view; `None` is the tree.
    pub aspect: Option<Aspect>,
}

/// What it takes to show an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// What this was made for.
    pub wanted: Wanted,
    /// What was found in it.
    pub analyzed: Arc<Analyzed>,
    /// The repositories to show, in order; `None` is all of them as they came.
    pub order: Option<Arc<[u32]>>,
    /// The rows of a view.
    pub rows: Option<Arc<Pivot>>,
}

impl Wanted {
    /// By what a state shows its data.
    pub fn of(state: &State) -> Self {
        let arrangement = &state.arrangement;
        let aspect = state.tree.pivot.as_ref().map(|pivot| pivot.aspect);
        Self { query: arrangement.query.clone(), sort: arrangement.sort, aspect }
    }
}

/// Whether something is shown that of another answer can only be shown once that was analyzed.
pub(super) fn is_needed(state: &State) -> bool {
    let is_known = state.data.as_ref().is_some_and(|data| data.analyzed.is_some());
    let open = state.overlay.as_ref().and_then(Overlay::question);
    let is_list = matches!(open, Some(Overlay::List(pane)) if matches!(pane.what, What::Findings(_) | What::Uses(_)));
    let wanted = &state.arrangement;
    is_known
        && (is_list
            || state.tree.pivot.as_ref().is_some_and(|pivot| pivot.built.is_some())
            || wanted.sort.is_some_and(|sort| sort.key == Key::Findings)
            || wanted.query.note(&Context::at(state.as_of())).is_some())
}

/// Lets an answer wait; what is shown stays.
pub(super) fn begin(state: &mut State, data: Dataset) -> Vec<Effect> {
    let request = data.request;
    state.staged = Some(Box::new(data));
    vec![Effect::Prepare(request)]
}

/// Shows the answer that waits, unless something else is wanted by now: then that is prepared.
pub(super) fn prepared(state: &mut State, request: RequestId, prepared: Prepared) -> Vec<Effect> {
    let Some(mut data) = state.staged.take_if(|data| data.request == request) else { return Vec::new() };
    data.analyzed = Some(prepared.analyzed);
    let is_right = prepared.wanted == Wanted::of(state);
    if !is_right && is_needed(state) {
        return begin(state, *data);
    }
    let line = state.data.as_ref().map_or(0, |old| state.tree.line(&old.inventory));
    fetching::replace(state, *data);
    if !is_right {
        return fetching::follow(state);
    }
    let mut effects = arrangement::take(state, prepared.order);
    if let Some(rows) = prepared.rows {
        pivot::drop_work(state);
        pivot::pivoted(state, state.last_pivot, rows);
        let height = state.tree_height();
        if let Some(data) = &state.data {
            state.tree.put_on_line(&data.inventory, height, line);
        }
    }
    effects.extend(changes::begin(state));
    effects
}
