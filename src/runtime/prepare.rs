//! The background work for an answer that waits to be shown: what is found in it, and what is shown of it.

use std::sync::Arc;

use jiff::Timestamp;
use tokio::sync::mpsc::UnboundedSender;
use tokio::task::{AbortHandle, JoinSet};

use crate::app::msg::{Msg, RequestId};
use crate::app::staged::{Prepared, Wanted};
use crate::app::state::State;
use crate::model::changes::Reviewed;
use crate::model::findings::{Analyzed, Policy};
use crate::model::inventory::Inventory;
use crate::runtime::analyze::analyze;
use crate::runtime::arrange::{self, Workshop};
use crate::runtime::pivot;

/// The work that is out, where there is some; dropping it ends it.
#[derive(Debug, Default)]
pub struct Preparing(Option<AbortHandle>);

impl Drop for Preparing {
    fn drop(&mut self) {
        if let Some(task) = self.0.take() {
            task.abort();
        }
    }
}

impl Preparing {
    /// Begins the work for the answer that waits, where one does.
    pub fn of(state: &State, running: &mut JoinSet<()>, sender: UnboundedSender<Msg>) -> Self {
        let Some(data) = &state.staged else { return Self::default() };
        let task = Task {
            inventory: data.inventory.clone(),
            request: data.request,
            analyzed: data.analyzed.clone(),
            policy: state.rules.policy.clone(),
            wanted: Wanted::of(state),
            now: data.as_of(state.screen.now),
        };
        Self(Some(running.spawn(async move {
            let request = task.request;
            if let Some(prepared) = task.done().await {
                drop(sender.send(Msg::Prepared(request, prepared)));
            }
        })))
    }
}

struct Task {
    inventory: Inventory,
    request: RequestId,
    /// What was found in it, where that is known.
    analyzed: Option<Arc<Analyzed>>,
    policy: Policy,
    wanted: Wanted,
    now: Timestamp,
}

impl Task {
    async fn done(self) -> Option<Prepared> {
        let Self { inventory, request, analyzed, policy, wanted, now } = self;
        let analyzed = match analyzed {
            Some(analyzed) => analyzed,
            None => analyze(inventory.clone(), policy, now).await?,
        };
        let Wanted { query, sort, aspect } = wanted.clone();
        let is_plain = query.is_empty() && sort.is_none();
        let mut order = None;
        if !is_plain {
            let (inventory, analyzed, query) = (inventory.clone(), Some(Arc::clone(&analyzed)), query.clone());
            let task = arrange::Task { inventory, request, analyzed, query, sort, now };
            Workshop::default().arrange(task, |found| order = Some(found.order)).await;
        }
        let rows = match aspect {
            None => None,
            Some(aspect) => {
                let filter = order.clone().filter(|_| !query.is_empty()).map(|order| (query, order));
                let sort = sort.map(|sort| (sort.key, sort.reversed));
                let (analyzed, since) = (Arc::clone(&analyzed), Arc::<Reviewed>::default());
                Some(pivot::pivot(pivot::Task { aspect, inventory, analyzed, since, filter, sort, now }).await?)
            }
        };
        Some(Prepared { wanted, analyzed, order, rows })
    }
}
