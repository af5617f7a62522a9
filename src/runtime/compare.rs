//! The background work for changes: a piece at a time, on another thread than the keys.

use std::sync::Arc;

use tokio::task::{AbortHandle, JoinSet};

use crate::app::changes::{Pending, Since};
use crate::model::changes::{Review, Reviewed};
use crate::model::inventory::Inventory;

/// The work that is out, where there is some.
#[derive(Debug, Default)]
pub struct Comparing(Option<AbortHandle>);

impl Drop for Comparing {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Comparing {
    fn stop(&mut self) {
        if let Some(task) = self.0.take() {
            task.abort();
        }
    }

    /// Looks for what changed up to an answer, and tells it; what is out for another one is dropped.
    pub fn begin(
        &mut self,
        since: &Since,
        now: &Inventory,
        tasks: &mut JoinSet<()>,
        tell: impl FnOnce(Arc<Reviewed>) + Send + 'static,
    ) {
        self.stop();
        let Some(pending) = since.pending.clone() else { return };
        let now = now.clone();
        self.0 = Some(tasks.spawn(async move {
            if let Some(reviewed) = compare(pending, now).await {
                tell(reviewed);
            }
        }));
    }
}

/// Dropping it ends it.
async fn compare(pending: Arc<Pending>, now: Inventory) -> Option<Arc<Reviewed>> {
    let mut review = Review::new(Arc::clone(&pending.past), pending.before.clone(), now);
    drop(pending);
    // Whatever else waits for this thread gets its turn: what arrives, and what is looked for.
    tokio::task::yield_now().await;
    while review.step() {
        tokio::task::yield_now().await;
    }
    tokio::task::spawn_blocking(move || Arc::new(review.finish())).await.ok()
}
