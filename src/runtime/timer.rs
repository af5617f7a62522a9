//! Waiting for a moment of the wall clock.

use std::time::Duration;

use jiff::Timestamp;

/// Sleeps until then, or for ever where there is no such moment.
pub(super) async fn sleep_until(deadline: Option<Timestamp>) {
    match deadline {
        Some(deadline) => {
            let wait = Duration::try_from(deadline.duration_since(Timestamp::now())).unwrap_or_default();
            tokio::time::sleep(wait).await;
        }
        None => std::future::pending().await,
    }
}
