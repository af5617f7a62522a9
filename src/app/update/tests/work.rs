//! What the runtime makes of an effect, in one go.

use std::sync::Arc;

use crate::app::arrangement::Arranged;
use crate::app::copy::Outcome;
use crate::app::msg::{Effect, Msg};
use crate::app::save::Unsaved;
use crate::app::staged::{Prepared, Wanted};
use crate::app::state::{Dataset, State};
use crate::model::changes::Review;
use crate::model::failure::{Failure, FailureKind};
use crate::model::findings::{Analysis, Analyzed, Policy};
use crate::model::overview::Survey;
use crate::model::pivot::{self, Pivot};
use crate::model::query::{Hits, Query};
use crate::model::token::Token;
use crate::model::usage::Aspect;

/// What an effect leads to, of the state as it was when it was asked for; of a search as much as was found half way where
/// it is not the whole of it.
pub(crate) fn done(effect: &Effect, then: &State, is_whole: bool) -> Option<Msg> {
    let failure = || Failure::new(FailureKind::Other, "it does not work", "");
    Some(match effect {
        Effect::Arrange(id, query, _) => {
            let data = then.data.as_ref()?;
            let all = matching(data, query, then);
            let searched = if is_whole { data.inventory.len() } else { data.inventory.len() / 2 };
            let order = all.iter().copied().filter(|repo| (*repo as usize) < searched).collect();
            Msg::Arranged(*id, Arranged { order, searched, is_whole })
        }
        Effect::Pivot(id) => Msg::Pivoted(*id, Arc::new(rows(then)?)),
        Effect::Analyze(id) => Msg::Analyzed(*id, analyzed(then.data.as_ref()?, then)),
        Effect::Compare(id) => {
            let data = then.data.as_ref()?;
            let pending = data.since.pending.as_ref()?;
            let review = Review::new(Arc::clone(&pending.past), pending.before.clone(), data.inventory.clone());
            Msg::Compared(*id, Arc::new(review.finish()))
        }
        Effect::Prepare(id) => Msg::Prepared(*id, prepared(then)?),
        Effect::Survey(id, query) => {
            let data = then.data.as_ref()?;
            let overview = Survey::of(&data.inventory, query.clone(), &data.insight(), then.as_of());
            Msg::Surveyed(*id, Arc::new(overview))
        }
        Effect::Copy(id, _) => {
            Msg::Copied(*id, if is_whole { Outcome::Sent } else { Outcome::Failed("no".to_owned()) })
        }
        Effect::SendCopy(id, _) => Msg::Copied(*id, Outcome::NoWay("none".to_owned())),
        Effect::Print(_) => Msg::NotPrinted,
        Effect::Suspend if is_whole => Msg::Resumed(then.screen.size),
        Effect::Suspend => Msg::NoShell,
        Effect::Save(to) if is_whole => Msg::Saved(to.path.clone(), Ok(1)),
        Effect::Save(to) => Msg::Saved(to.path.clone(), Err(Unsaved::Exists)),
        Effect::ReadToken(id) => {
            let token = || Token::read(b"another").unwrap();
            Msg::TokenRead(*id, if is_whole { Ok(token()) } else { Err(failure()) })
        }
        _ => return None,
    })
}

/// The repositories in which a query finds something.
pub(crate) fn matching(data: &Dataset, query: &Query, state: &State) -> Arc<[u32]> {
    let insight = data.insight();
    let context = insight.context(data.as_of(state.screen.now));
    let any = |repo: &u32| query.hits(&data.inventory, *repo as usize, &context).any();
    (0..u32::try_from(data.inventory.len()).unwrap()).filter(any).collect()
}

fn analyzed(data: &Dataset, state: &State) -> Arc<Analyzed> {
    Arc::new(Analysis::of(&data.inventory, Policy::default(), data.as_of(state.screen.now)))
}

/// The rows of the view that is shown.
pub(crate) fn rows(state: &State) -> Option<Pivot> {
    let (data, outline) = (state.data.as_ref()?, &state.tree.outline);
    data.analyzed.as_ref()?;
    let order = outline.order().filter(|_| outline.is_filtered());
    rows_of(data, order.map(|order| (&state.arrangement.applied, order)), state)
}

fn rows_of(data: &Dataset, filter: Option<(&Query, Arc<[u32]>)>, state: &State) -> Option<Pivot> {
    let aspect = state.tree.pivot.as_ref()?.aspect;
    let (inventory, analyzed) = (&data.inventory, data.analyzed.as_ref()?);
    let insight = data.insight();
    let context = insight.context(data.as_of(state.screen.now));
    let slots = match filter {
        None => pivot::all(aspect, &analyzed.usage, inventory),
        Some((query, order)) => {
            let mut order = order.to_vec();
            order.sort_unstable();
            let of = |repo: &u32| {
                let repo = *repo as usize;
                let hits =
                    if aspect == Aspect::Workspace { Hits::default() } else { query.hits(inventory, repo, &context) };
                pivot::found(aspect, &analyzed.usage, inventory, repo, Some(&hits).filter(|hits| !hits.whole))
            };
            order.iter().flat_map(of).collect()
        }
    };
    let sort = state.arrangement.sort.map(|sort| (sort.key, sort.reversed));
    let mut rows = Pivot::of(aspect, &slots, (analyzed, inventory), sort);
    rows.mark(&data.since.reviewed.changes, aspect, (analyzed, inventory));
    Some(rows)
}

fn prepared(state: &State) -> Option<Prepared> {
    let mut data = state.staged.clone()?;
    let analyzed = data.analyzed.clone().unwrap_or_else(|| analyzed(&data, state));
    data.analyzed = Some(Arc::clone(&analyzed));
    let wanted = Wanted::of(state);
    let is_plain = wanted.query.is_empty() && wanted.sort.is_none();
    let order = (!is_plain).then(|| matching(&data, &wanted.query, state));
    let filter = order.clone().filter(|_| !wanted.query.is_empty()).map(|order| (&wanted.query, order));
    let rows = wanted.aspect.and_then(|_| rows_of(&data, filter, state)).map(Arc::new);
    Some(Prepared { wanted, analyzed, order, rows })
}
