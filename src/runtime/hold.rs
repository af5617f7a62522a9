//! What a message may make superfluous: the memory of a large answer takes longer to give back than a key may wait, so
//! that is done on a thread of its own.

use crate::app::changes::Since;
use crate::app::msg::{Msg, RequestId};
use crate::app::state::State;
use crate::model::document::Document;

/// Keeps what is there before a message from being given back by it.
#[derive(Debug)]
pub struct Hold {
    data: Option<(RequestId, Document)>,
    since: Option<Since>,
}

impl Hold {
    /// Of what there is before a message.
    pub fn of(state: &State, msg: &Msg) -> Self {
        let data = state.data.as_ref();
        // Nothing else takes the place of a whole answer.
        let whole = data.filter(|_| matches!(msg, Msg::Fetched(..) | Msg::Prepared(..)));
        Self {
            data: whole.map(|data| (data.request, data.inventory.document().clone())),
            since: data.map(|data| data.since.clone()),
        }
    }

    /// Gives back what is not needed any more.
    pub fn let_go(self, state: &State) {
        let now = state.data.as_ref();
        let data = self.data.filter(|(request, _)| now.is_none_or(|now| now.request != *request));
        let since = self.since.filter(|since| now.is_none_or(|now| !now.since.is_same(since)));
        if data.is_some() || since.is_some() {
            drop(tokio::task::spawn_blocking(move || drop((data, since))));
        }
    }
}
