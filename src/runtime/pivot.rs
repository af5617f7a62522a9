//! The background work for a pivot: which objects there are, and these in order by what they have.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::{AbortHandle, JoinSet};

use crate::app::msg::Msg;
use crate::app::pivot::PivotId;
use crate::app::state::State;
use crate::model::changes::Reviewed;
use crate::model::findings::{Analyzed, Insight};
use crate::model::inventory::Inventory;
use crate::model::pivot::{self, Pivot};
use crate::model::query::{Hits, Query};
use crate::model::sort::Key;
use crate::model::usage::Aspect;

/// So long the work goes on before whatever else waits for its thread gets its turn.
const TURN: Duration = Duration::from_millis(4);

/// The work that is out.
#[derive(Debug, Default)]
pub struct Pivoting(Option<AbortHandle>);

impl Drop for Pivoting {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Pivoting {
    fn stop(&mut self) {
        if let Some(task) = self.0.take() {
            task.abort();
        }
    }

    /// Begins the work for the pivot that a state shows; what is out for another one is dropped.
    pub fn begin(&mut self, (id, state): (PivotId, &State), running: &mut JoinSet<()>, sender: UnboundedSender<Msg>) {
        self.stop();
        self.0 = Task::of(state).map(|task| {
            running.spawn(async move {
                if let Some(rows) = pivot(task).await {
                    drop(sender.send(Msg::Pivoted(id, rows)));
                }
            })
        });
    }
}

/// What is to be put in order.
#[derive(Debug)]
pub(super) struct Task {
    /// By what.
    pub(super) aspect: Aspect,
    /// The data.
    pub(super) inventory: Inventory,
    /// What was found in it.
    pub(super) analyzed: Arc<Analyzed>,
    /// What changed of it.
    pub(super) since: Arc<Reviewed>,
    /// A query, and the repositories in which it finds something.
    pub(super) filter: Option<(Query, Arc<[u32]>)>,
    /// The order, and whether it is turned round.
    pub(super) sort: Option<(Key, bool)>,
    /// The time that ages are counted from.
    pub(super) now: Timestamp,
}

impl Task {
    /// What is to be done for a state; nothing where it shows no pivot, or does not know yet who has what.
    fn of(state: &State) -> Option<Self> {
        let (data, pivot) = (state.data.as_ref()?, state.tree.pivot.as_ref()?);
        let (wanted, outline) = (&state.arrangement, &state.tree.outline);
        let filter = outline.order().filter(|_| outline.is_filtered());
        Some(Self {
            aspect: pivot.aspect,
            inventory: data.inventory.clone(),
            analyzed: data.analyzed.clone()?,
            since: Arc::clone(&data.since.reviewed),
            filter: filter.map(|order| (wanted.applied.clone(), order)),
            sort: wanted.sort.map(|sort| (sort.key, sort.reversed)),
            now: state.as_of(),
        })
    }
}

/// Does the work. Dropping it ends it.
pub(super) async fn pivot(task: Task) -> Option<Arc<Pivot>> {
    let slots = match &task.filter {
        Some((query, order)) => Some(found(&task, query, order).await),
        None => None,
    };
    let finish = move || {
        let Task { aspect, inventory, analyzed, since, sort, .. } = &task;
        let slots = slots.unwrap_or_else(|| pivot::all(*aspect, &analyzed.usage, inventory));
        let mut rows = Pivot::of(*aspect, &slots, (analyzed, inventory), *sort);
        rows.mark(&since.changes, *aspect, (analyzed, inventory));
        Arc::new(rows)
    };
    tokio::task::spawn_blocking(finish).await.ok()
}

/// The slots of what a query finds, in the order of the answer.
async fn found(task: &Task, query: &Query, order: &[u32]) -> Vec<u32> {
    let mut order = order.to_vec();
    order.sort_unstable();
    let insight = Insight::of(Some(&task.analyzed), &task.inventory);
    let mut slots = Vec::new();
    let mut begun = Instant::now();
    for repo in order {
        let repo = repo as usize;
        // Where whole repositories are listed, that something was found in one says enough.
        let hits = match task.aspect {
            Aspect::Workspace => Hits::default(),
            _ => query.hits(&task.inventory, repo, &insight.context(task.now)),
        };
        // As in the tree, of what matches itself all is there.
        let hits = Some(&hits).filter(|hits| !hits.whole);
        slots.extend(pivot::found(task.aspect, &task.analyzed.usage, &task.inventory, repo, hits));
        if begun.elapsed() >= TURN {
            tokio::task::yield_now().await;
            begun = Instant::now();
        }
    }
    slots
}
