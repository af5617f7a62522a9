//! What the data tells when all of it is looked at: findings, and who uses what. The work is the runtime's; here it is
//! asked for, and what it found is taken in.

use std::sync::Arc;

use crate::app::arrangement;
use crate::app::msg::{Effect, RequestId};
use crate::app::pivot;
use crate::app::state::State;
use crate::model::findings::{Analyzed, Policy};
use crate::model::fingerprint::Fingerprints;

/// Which rules are asked, and what tells equal credentials from others.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// The rules.
    pub policy: Policy,
    /// Fingerprints beside masked values.
    pub fingerprints: Fingerprints,
}

/// An answer is whole: it is to be analyzed, unless that has been done.
pub fn begin(state: &State) -> Vec<Effect> {
    let whole = state.data.as_ref().filter(|data| data.arrival.is_some() && data.analyzed.is_none());
    whole.map(|data| Effect::Analyze(data.request)).into_iter().collect()
}

/// Takes in what was found in the answer to a request; that to an older one is not wanted any more.
pub fn analyzed(state: &mut State, request: RequestId, analyzed: Arc<Analyzed>) -> Vec<Effect> {
    let Some(data) = state.data.as_mut().filter(|data| data.request == request) else { return Vec::new() };
    data.analyzed = Some(analyzed);
    data.revision += 1;
    let mut effects = arrangement::follow_analysis(state);
    effects.extend(pivot::begin(state));
    effects
}
