//! The background work for changes: a piece at a time, on another thread than the keys.

use std::sync::Arc;

use crate::app::changes::Pending;
use crate::model::changes::{Review, Reviewed};
use crate::model::inventory::Inventory;

/// Looks for what changed up to an answer. Dropping it ends it.
pub async fn compare(pending: Arc<Pending>, now: Inventory) -> Option<Arc<Reviewed>> {
    let mut review = Review::new(Arc::clone(&pending.past), pending.before.clone(), now);
    drop(pending);
    // Whatever else waits for this thread gets its turn: what arrives, and what is looked for.
    tokio::task::yield_now().await;
    while review.step() {
        tokio::task::yield_now().await;
    }
    tokio::task::spawn_blocking(move || Arc::new(review.finish())).await.ok()
}
