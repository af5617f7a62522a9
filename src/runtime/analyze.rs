//! The background work for findings and uses: a segment at a time, on another thread than the keys.

use std::sync::Arc;

use jiff::Timestamp;

use crate::model::findings::{Analysis, Analyzed, Policy};
use crate::model::inventory::Inventory;

/// Analyzes a whole answer; keys are as old as they are at `now`. Dropping it ends it.
pub async fn analyze(inventory: Inventory, policy: Policy, now: Timestamp) -> Option<Arc<Analyzed>> {
    let mut analysis = Analysis::new(policy, now);
    for segment in inventory.document().segments() {
        // Whatever else waits for this thread gets its turn: what arrives, and what is looked for.
        tokio::task::yield_now().await;
        analysis.step(segment);
    }
    // The rules that look at several repositories do so in one go.
    let finish = move || Arc::new(analysis.finish(&inventory));
    tokio::task::spawn_blocking(finish).await.ok()
}
