//! A file in place of the API: what can be done without one, and what is said of the rest.

use crate::app::arrangement;
use crate::app::msg::Effect;
use crate::app::state::State;
use crate::model::inventory::Scope;
use crate::model::query::Query;
use crate::model::text;

/// What is read in place of the API's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offline {
    /// A file, which can be read again.
    File,
    /// Standard input, which can be read once only.
    Once,
}

/// Whether there is nothing more to read; that is said.
pub(super) fn is_spent(state: &mut State) -> bool {
    let is_spent = state.about.offline == Some(Offline::Once) && state.last_request.0 > 0;
    if is_spent {
        state.notice = Some("offline: standard input can be read once only".to_owned());
    }
    is_spent
}

/// Whether the credentials of what is shown were masked when it was kept.
pub(super) fn is_masked(state: &State) -> bool {
    let arrival = state.data.as_ref().and_then(|data| data.arrival.as_ref());
    arrival.and_then(|arrival| arrival.rest.kept.as_ref()).is_some_and(|kept| kept.masked)
}

/// Shows one workspace of what was kept, or all of them: what was kept is not asked for, so it is filtered.
pub(super) fn narrow(state: &mut State, scope: &Scope) -> Vec<Effect> {
    let query = match scope {
        Scope::All => String::new(),
        Scope::Workspace(id) => {
            format!("workspace:\"{}\"", id.replace('\\', "\\\\").replace('"', "\\\""))
        }
    };
    let words = match scope {
        Scope::All => "offline: all that was kept".to_owned(),
        Scope::Workspace(id) => format!("offline: filtered by workspace {}", text::shown(id)),
    };
    state.notice = Some(words);
    arrangement::look_for(state, Query::parse(&query))
}
