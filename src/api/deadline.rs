//! When a whole request has to be over: its tries, the pauses between them and the last byte of the body.

use std::time::Duration;

use tokio::time::Instant;

/// The end of a request that may take only so long; none where nobody said how long.
#[derive(Debug, Clone, Copy)]
pub(super) struct Deadline(Option<(Instant, Duration)>);

impl Deadline {
    /// That of a request which begins now.
    pub(super) fn after(longest: Option<Duration>) -> Self {
        Self(longest.map(|longest| (Instant::now() + longest, longest)))
    }

    /// When a wait ends that begins at a time and may take so long by itself.
    pub(super) fn within(self, since: Instant, limit: Duration) -> Instant {
        self.0.map_or(since + limit, |(end, _)| end.min(since + limit))
    }

    /// Whether it is not over yet after such a pause.
    pub(super) fn leaves(self, pause: Duration) -> bool {
        self.0.is_none_or(|(end, _)| Instant::now() + pause < end)
    }

    /// How long the request was allowed to take, where that is over.
    pub(super) fn passed(self) -> Option<Duration> {
        self.0.filter(|(end, _)| *end <= Instant::now()).map(|(_, longest)| longest)
    }
}
