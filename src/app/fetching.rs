//! Requests and their answers: the only place that makes a [`RequestId`], and where data comes into the state.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use crate::app::analysis;
use crate::app::arrangement;
use crate::app::changes::{self, Since};
use crate::app::list;
use crate::app::msg::{Effect, Loading, RequestId};
use crate::app::offline;
use crate::app::outage::Again;
use crate::app::pivot;
use crate::app::progress::Progress;
use crate::app::staged;
use crate::app::state::{Arrival, Dataset, Failed, Fetch, InFlight, Overlay, Pause, State};
use crate::app::token::{self, Renewal, Standing};
use crate::app::tree::TreePane;
use crate::model::document::{Rest, Segment};
use crate::model::failure::{Failure, FailureKind};
use crate::model::id::{self, NodeKey};
use crate::model::inventory::{Inventory, Scope};
use crate::model::kind::Node;
use crate::model::query::Hits;

/// Said where a request for the same is out; not true any more once it has ended.
const ALREADY: &str = "already loading";

/// Asks for a scope; what is out for another one is dropped, and so is what only waits for its next try. Without a token
/// the user is asked for one first.
pub fn start(state: &mut State, scope: Scope) -> Vec<Effect> {
    if offline::is_spent(state) {
        return Vec::new();
    }
    if state.token.standing == Standing::Missing {
        state.wanted = scope;
        token::open(state, None);
        return Vec::new();
    }
    if matches!(&state.fetch, Fetch::InFlight(out) if out.scope == scope && out.pause.is_none()) {
        state.notice = Some(ALREADY.to_owned());
        return Vec::new();
    }
    ask(state, scope, Renewal::NotYet)
}

/// Whether what is shown is a part of an answer, and nothing more of it is on its way.
pub fn is_cut_short(state: &State) -> bool {
    let is_part = state.data.as_ref().is_some_and(|data| data.arrival.is_none());
    is_part && !matches!(state.fetch, Fetch::InFlight(_))
}

/// Asks for a scope, whatever is out: that is dropped.
pub(super) fn ask(state: &mut State, scope: Scope, renewal: Renewal) -> Vec<Effect> {
    let mut effects = Vec::new();
    if let Fetch::InFlight(out) = &state.fetch {
        effects.push(Effect::Cancel(out.id));
    }
    begin(state, scope, renewal, None);
    effects.extend(token::before_request(state));
    effects
}

/// Asks once more for what has failed, by itself.
pub fn again(state: &mut State, failed: Failed) -> Vec<Effect> {
    let scope = failed.scope.clone();
    let id = begin(state, scope.clone(), Renewal::NotYet, Some(Box::new(failed)));
    vec![Effect::Fetch(id, scope)]
}

/// Asks once more for what was asked for last, as it does every so often. A failure stays on the screen until it is
/// answered.
pub fn by_itself(state: &mut State) -> Vec<Effect> {
    let after = match &state.fetch {
        Fetch::Failed(failed) => Some(Box::new(failed.clone())),
        Fetch::Idle | Fetch::InFlight(_) => None,
    };
    begin(state, state.wanted.clone(), Renewal::NotYet, after);
    if let Fetch::InFlight(out) = &mut state.fetch {
        out.is_by_itself = true;
    }
    token::before_request(state).into_iter().collect()
}

fn begin(state: &mut State, scope: Scope, renewal: Renewal, after: Option<Box<Failed>>) -> RequestId {
    state.last_request = RequestId(state.last_request.0 + 1);
    let id = state.last_request;
    state.wanted = scope.clone();
    state.token.unasked = None;
    state.fetch = Fetch::InFlight(InFlight {
        id,
        scope,
        since: state.screen.now,
        progress: Progress::default(),
        incoming: Inventory::default(),
        pause: None,
        is_by_itself: false,
        renewal,
        after,
    });
    id
}

/// Drops the request that is out; what is on the screen stays, and is what the next refresh asks for.
pub fn cancel(state: &mut State) -> Vec<Effect> {
    let out = match std::mem::replace(&mut state.fetch, Fetch::Idle) {
        Fetch::InFlight(out) => out,
        other => {
            state.fetch = other;
            return Vec::new();
        }
    };
    state.notice = Some("stopped loading".to_owned());
    let is_whole = state.data.as_ref().is_some_and(|data| data.request != out.id);
    if let (true, Some(data)) = (is_whole, &state.data) {
        state.wanted = data.scope.clone();
    }
    state.auto_refresh.stopped(is_whole.then_some(state.screen.now));
    match out.after {
        Some(mut failed) => {
            failed.again = None;
            state.fetch = Fetch::Failed(*failed);
        }
        None if is_whole => {}
        None => {
            let failure = Failure::new(FailureKind::Other, "loading was stopped", "");
            state.fetch = Fetch::Failed(Failed { scope: out.scope, failure, at: state.screen.now, again: None });
        }
    }
    vec![Effect::Cancel(out.id)]
}

/// Takes in news of a request that is still out.
pub fn loading(state: &mut State, id: RequestId, news: Loading) -> Vec<Effect> {
    let Fetch::InFlight(out) = &mut state.fetch else { return Vec::new() };
    if out.id != id {
        return Vec::new();
    }
    match news {
        Loading::Begun(length) => {
            out.progress = Progress::beginning(length, state.screen.now);
            out.pause = None;
        }
        Loading::Progress(received) => {
            out.progress.note(received, state.screen.now);
            out.pause = None;
        }
        Loading::Retrying(retrying) => {
            let until = state.screen.now.checked_add(retrying.wait).unwrap_or(Timestamp::MAX);
            out.pause = Some(Box::new(Pause { retrying, until }));
            // What happens next is more than that something is under way.
            state.notice = None;
        }
        Loading::Part(segment, received) => {
            out.progress.note(received, state.screen.now);
            out.pause = None;
            let scope = out.scope.clone();
            match &mut state.data {
                // Older data stays on the screen until the new one is whole.
                Some(data) if data.request != id => out.incoming.push(segment),
                Some(_) => return grow(state, segment),
                None => {
                    state.data = Some(Dataset {
                        inventory: Inventory::default(),
                        scope,
                        request: id,
                        arrival: None,
                        analyzed: None,
                        since: Since::default(),
                        revision: id.0 << 32,
                    });
                    state.tree = state.tree.anew();
                    return grow(state, segment);
                }
            }
        }
    }
    Vec::new()
}

fn grow(state: &mut State, segment: Arc<Segment>) -> Vec<Effect> {
    let Some(data) = &mut state.data else { return Vec::new() };
    data.inventory.push(segment);
    data.revision += 1;
    state.tree.outline.extend(&data.inventory);
    let effects = arrangement::follow_data(state);
    let Some(data) = &state.data else { return effects };
    if state.tree.selected.is_none() {
        state.tree.selected = state.tree.outline.node_at(0, &data.inventory);
        state.detail.node = state.tree.selected;
    }
    effects
}

/// Ends a pause whose time has come: the next try is under way.
pub fn end_pause(state: &mut State) {
    if let Fetch::InFlight(out) = &mut state.fetch
        && out.pause.as_ref().is_some_and(|pause| pause.until <= state.screen.now)
    {
        out.pause = None;
    }
}

/// Takes in the end of a request; one that is not wanted any more is dropped.
pub fn fetched(state: &mut State, id: RequestId, result: Result<Rest, Failure>) -> Vec<Effect> {
    let mut out = match std::mem::replace(&mut state.fetch, Fetch::Idle) {
        Fetch::InFlight(out) if out.id == id => out,
        other => {
            state.fetch = other;
            return Vec::new();
        }
    };
    let now = state.screen.now;
    if state.notice.as_deref() == Some(ALREADY) {
        state.notice = None;
    }
    match result {
        Ok(rest) => {
            if out.scope == Scope::All || rest.kept.is_some() {
                know(state, rest.workspaces.clone());
            }
            state.auto_refresh.went_well(now);
            tell_remarks(state, &rest);
            let kept = rest.kept.as_deref();
            // What was kept is as old as it is, and of what was asked for then.
            let at = kept.and_then(|kept| kept.as_of).unwrap_or(now);
            if let Some(scope) = kept.and_then(|kept| kept.scope.clone()) {
                state.wanted = scope.clone();
                out.scope = scope;
            }
            let arrival = Arrival { at, took: elapsed(out.since, now), rest };
            return arrive(state, out, arrival);
        }
        Err(failure) if token::is_refusal(&failure) => return token::refused(state, out, failure),
        Err(failure) => {
            let before = out.after.and_then(|failed| failed.again);
            // What goes out every so often follows an outage that began long ago, and is no new one.
            let long_ago = state.auto_refresh.failing.filter(|_| out.is_by_itself);
            let since = before.map(|again| again.since).or(long_ago).unwrap_or(now);
            let again = Again::after(&failure, since, now, &mut state.dice);
            state.auto_refresh.failed(now, again.is_none());
            state.fetch = Fetch::Failed(Failed { scope: out.scope, failure, at: now, again });
        }
    }
    Vec::new()
}

/// Tells what is odd about an answer, unless the one before was odd in the same way.
fn tell_remarks(state: &mut State, rest: &Rest) {
    let before = state.data.as_ref().and_then(|data| data.arrival.as_ref()).map(|arrival| &arrival.rest.remarks);
    if !rest.remarks.is_empty() && before != Some(&rest.remarks) {
        state.notice = Some(rest.remarks.join("; "));
    }
}

/// Takes in the workspaces of an answer that was not filtered.
fn know(state: &mut State, mut workspaces: Vec<(String, u32)>) {
    workspaces.sort();
    if let Some(Overlay::Workspace(prompt)) = state.overlay.as_mut().and_then(Overlay::question_mut) {
        prompt.renew(&state.workspaces, &workspaces);
    }
    state.workspaces = workspaces;
}

fn arrive(state: &mut State, out: InFlight, arrival: Arrival) -> Vec<Effect> {
    if let Some(data) = state.data.as_mut().filter(|data| data.request == out.id) {
        data.inventory.finish(&arrival.rest);
        data.scope = out.scope;
        data.arrival = Some(arrival);
        data.revision += 1;
        return follow(state);
    }
    let mut inventory = out.incoming;
    inventory.finish(&arrival.rest);
    let new = Dataset {
        inventory,
        scope: out.scope,
        request: out.id,
        arrival: Some(arrival),
        analyzed: None,
        since: Since::default(),
        revision: out.id.0 << 32,
    };
    if staged::is_needed(state) {
        return staged::begin(state, new);
    }
    replace(state, new);
    follow(state)
}

/// Shows a whole answer in the place of what is shown; the user's place is kept.
pub(super) fn replace(state: &mut State, mut new: Dataset) {
    let height = state.tree_height();
    state.staged = None;
    let old = state.data.as_ref();
    new.since = old.map(|old| Since::after(old, &new)).unwrap_or_default();
    let key = |node| old.zip(node).map(|(old, node)| NodeKey::of(&old.inventory, node));
    let (shown, selected) = (key(state.detail.node), key(state.tree.selected));
    if let Some(old) = old {
        let insight = new.insight();
        let context = insight.context(new.as_of(state.screen.now));
        let hits = |repo| state.arrangement.applied.hits(&new.inventory, repo, &context);
        reanchor(&mut state.tree, (&old.inventory, &new.inventory), height, hits);
    } else {
        state.tree = state.tree.anew();
        state.tree.outline.extend(&new.inventory);
        state.tree.selected = (!new.inventory.is_empty()).then_some(Node::Repo(0));
    }
    let now = state.tree.selected.map(|node| NodeKey::of(&new.inventory, node));
    let is_same = |before: Option<NodeKey>| before.zip(now.as_ref()).is_some_and(|(before, now)| before.is_same(now));
    let (is_shown, is_selected) = (is_same(shown), is_same(selected));
    if !is_shown {
        state.detail.rewind();
    }
    state.data = Some(new);
    (state.detail.node, state.detail.on_thing) = (state.tree.selected, state.tree.is_on_thing());
    state.detail.due = None;
    state.detail.revealed = false;
    list::follow_data(state, is_selected);
}

/// Asks for all that is to be known of an answer that is whole.
pub(super) fn follow(state: &mut State) -> Vec<Effect> {
    let mut effects = arrangement::follow_data(state);
    effects.extend(analysis::begin(state));
    effects.extend(pivot::begin(state));
    effects.extend(changes::begin(state));
    effects
}

/// Keeps the user's place: selection and open branches by id, and the selection in its row on the screen.
fn reanchor(tree: &mut TreePane, (old, new): (&Inventory, &Inventory), height: usize, hits: impl FnMut(usize) -> Hits) {
    let line = tree.line(old);
    let pivot = tree.pivot.take().map(|pivot| Box::new(pivot.carried_over(old, new)));
    let selected = match tree.selected {
        Some(node) => NodeKey::of(old, node).find(new),
        None => (!new.is_empty()).then_some(Node::Repo(0)),
    };
    tree.outline = tree.outline.carried_over(new, &id::matching(old, new));
    tree.selected = selected;
    tree.sift(new, height, hits);
    let row = tree.row(new);
    tree.selected = tree.outline.node_at(row, new);
    tree.put_on_line(new, height, line);
    if pivot.is_some() {
        // What the tree hides may have a row there.
        tree.selected = selected;
        tree.pivot = pivot;
    }
}

fn elapsed(since: Timestamp, now: Timestamp) -> Duration {
    Duration::try_from(now.duration_since(since)).unwrap_or_default()
}
