//! The background work for findings and uses: a segment at a time, on another thread than the keys.

use std::sync::Arc;

use jiff::Timestamp;
use tokio::task::{AbortHandle, JoinSet};

use crate::model::findings::{Analysis, Analyzed, Policy};
use crate::model::inventory::Inventory;

/// The work that is out, where there is some.
#[derive(Debug, Default)]
pub struct Analyzing(Option<AbortHandle>);

impl Drop for Analyzing {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Analyzing {
    fn stop(&mut self) {
        if let Some(task) = self.0.take() {
            task.abort();
        }
    }

    /// Analyzes a whole answer, and tells what was found; what is out for another one is dropped.
    pub fn begin(
        &mut self,
        inventory: Inventory,
        (policy, now): (Policy, Timestamp),
        tasks: &mut JoinSet<()>,
        tell: impl FnOnce(Arc<Analyzed>) + Send + 'static,
    ) {
        self.stop();
        self.0 = Some(tasks.spawn(async move {
            if let Some(found) = analyze(inventory, policy, now).await {
                tell(found);
            }
        }));
    }
}

/// Analyzes a whole answer; keys are as old as they are at `now`. Dropping it ends it.
pub(super) async fn analyze(inventory: Inventory, policy: Policy, now: Timestamp) -> Option<Arc<Analyzed>> {
    let mut analysis = Analysis::new(policy, now);
    while analysis.step(inventory.document()) {
        // Whatever else waits for this thread gets its turn: what arrives, and what is looked for.
        tokio::task::yield_now().await;
    }
    // The rules that look at several repositories do so in one go.
    let finish = move || Arc::new(analysis.finish(&inventory));
    tokio::task::spawn_blocking(finish).await.ok()
}
