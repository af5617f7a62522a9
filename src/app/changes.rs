//! What changed over refreshes since the user last acknowledged it. The work is the runtime's; here it is asked for, and
//! what it found is taken in.

use std::borrow::Cow;
use std::sync::Arc;

use crate::app::action::Action;
use crate::app::detail::{Line, Tone};
use crate::app::list::{self, What};
use crate::app::msg::{Effect, RequestId};
use crate::app::pivot;
use crate::app::state::{Dataset, Overlay, State};
use crate::app::update::overlays;
use crate::model::changes::{Own, Reviewed, Tally, Teller};
use crate::model::inventory::Inventory;
use crate::model::kind::Node;
use crate::model::text;

/// What changed since then, beside the data that it is about.
#[derive(Debug, Clone, Default)]
pub struct Since {
    /// What changed, as far as that is known.
    pub reviewed: Arc<Reviewed>,
    /// What the data is to be compared with, until that is done.
    pub pending: Option<Arc<Pending>>,
}

/// An answer that other data has taken the place of, and what had changed until then.
#[derive(Debug)]
pub struct Pending {
    /// What had changed.
    pub past: Arc<Reviewed>,
    /// The answer.
    pub before: Inventory,
}

impl Since {
    /// What is known once other data takes the place of `old`; nothing where that is of another scope or is not whole.
    pub(super) fn after(old: &Dataset, new: &Dataset) -> Self {
        if old.scope != new.scope || old.arrival.is_none() {
            return Self::default();
        }
        let Self { reviewed, pending } = old.since.clone();
        if pending.is_none() && old.inventory.document().shares_all(new.inventory.document()) {
            return Self { reviewed, pending };
        }
        // What was not compared in time is compared with the newer data instead.
        let pending = pending.unwrap_or_else(|| Arc::new(Pending { past: reviewed, before: old.inventory.clone() }));
        Self { reviewed: Arc::default(), pending: Some(pending) }
    }

    /// How much changed; while that is looked for, how much had changed before.
    pub fn tally(&self) -> &Tally {
        let reviewed = self.pending.as_ref().map_or(&self.reviewed, |pending| &pending.past);
        reviewed.changes.tally()
    }

    /// Whether there is nothing to tell, and nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.pending.is_none() && self.reviewed.changes.is_empty()
    }

    /// Whether both are the very same, without a look at what they say.
    pub fn is_same(&self, other: &Self) -> bool {
        let pending = |since: &Self| since.pending.as_ref().map(Arc::as_ptr);
        Arc::ptr_eq(&self.reviewed, &other.reviewed) && pending(self) == pending(other)
    }
}

/// Other data is shown: what changed is to be looked for, unless that is known.
pub(super) fn begin(state: &State) -> Option<Effect> {
    let data = state.data.as_ref().filter(|data| data.since.pending.is_some())?;
    Some(Effect::Compare(data.request))
}

/// Takes in what changed up to the answer to a request; what is not waited for any more is not wanted.
pub(super) fn compared(state: &mut State, request: RequestId, reviewed: Arc<Reviewed>) -> Vec<Effect> {
    let waits = |data: &&mut Dataset| data.request == request && data.since.pending.is_some();
    let Some(data) = state.data.as_mut().filter(waits) else { return Vec::new() };
    data.since = Since { reviewed, pending: None };
    data.revision += 1;
    let is_empty = data.since.is_empty();
    keep_place(state);
    // In a view what has changed objects is marked as well.
    if is_empty { Vec::new() } else { pivot::begin(state) }
}

/// A list that is open stays at a line that is there, and is left where none is.
fn keep_place(state: &mut State) {
    let Some(Overlay::List(pane)) = state.overlay.as_mut().and_then(Overlay::question_mut) else { return };
    if pane.what != What::Changes {
        return;
    }
    let lines = state.data.as_ref().map_or(0, |data| data.since.reviewed.changes.lines());
    if let Some(last) = lines.checked_sub(1) {
        (pane.at, pane.top) = (pane.at.min(last), pane.top.min(last));
    } else {
        overlays::drop_question(state);
        state.notice = Some("nothing has changed any more".to_owned());
    }
}

/// So many fields of one object are told in its details.
const MOST: usize = 100;
/// The most characters of a value in them.
const LONGEST: usize = 2000;

/// What changed of an object itself, in lines for a width; none where nothing did.
pub(super) fn lines(state: &State, node: Node, width: usize) -> Vec<Line> {
    let Some(data) = &state.data else { return Vec::new() };
    let reviewed = &data.since.reviewed;
    let Some(own) = reviewed.changes.of(node) else { return Vec::new() };
    let hint = state.keymap.says(&[(Action::Acknowledge, "acknowledges all changes")]);
    let mut lines = vec![Line::default(), Line::of(Tone::Heading, "Changed")];
    let mut say = |tone: Tone, words: &str| {
        lines.extend(text::wrap(words, width).into_iter().map(|piece| Line::of(tone, piece)));
    };
    match own {
        Own::Added => say(Tone::Value, "this is new"),
        Own::Changed(changed) => {
            let mut teller = Teller::new(&reviewed.old, &data.inventory, &state.rules.fingerprints);
            let fields = teller.fields(changed);
            for field in fields.iter().take(MOST) {
                let (before, after) = (bounded(field.before.words()), bounded(field.after.words()));
                say(Tone::Value, &format!("{}: {before} → {after}", field.label));
            }
            if let Some(more) = fields.len().checked_sub(MOST).filter(|more| *more > 0) {
                say(Tone::Dim, &format!("… and {more} more fields, in the list of changes"));
            }
        }
    }
    if !hint.is_empty() {
        say(Tone::Dim, &hint);
    }
    lines
}

/// The beginning of a very long value.
fn bounded(words: &str) -> Cow<'_, str> {
    let is_long = words.char_indices().nth(LONGEST).map(|(end, _)| words.get(..end).unwrap_or_default());
    is_long.map_or(Cow::Borrowed(words), |head| Cow::Owned(format!("{head}…")))
}

/// Opens the list of changes, or says that there are none.
pub(super) fn open(state: &mut State) {
    if state.data.as_ref().is_some_and(|data| !data.since.is_empty()) {
        list::open(state, What::Changes);
        return;
    }
    let is_part = state.data.as_ref().is_some_and(|data| data.arrival.is_none());
    let words = if is_part { "what came is not whole, so nothing is compared" } else { "nothing has changed" };
    state.notice = Some(words.to_owned());
}

/// The user has seen them: from now on other ones are told.
pub(super) fn acknowledge(state: &mut State) {
    let Some(data) = state.data.as_mut().filter(|data| !data.since.is_empty()) else {
        state.notice = Some("nothing has changed".to_owned());
        return;
    };
    data.since = Since::default();
    data.revision += 1;
    if matches!(&state.overlay, Some(Overlay::List(pane)) if pane.what == What::Changes) {
        state.overlay = None;
    }
    state.notice = Some("all changes acknowledged".to_owned());
}
