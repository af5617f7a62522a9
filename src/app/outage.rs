//! After an outage fresh data comes by itself: when to ask again, and when to give up.

use std::time::Duration;

use jiff::Timestamp;

use crate::app::msg::Effect;
use crate::app::state::{Failed, Fetch, State};
use crate::app::{countdown, fetching};
use crate::model::failure::{Failure, Link};

/// How long an outage has lasted, and the pause between tries up to then. The first is as short as a pause may be.
const PAUSES: [(Duration, Duration); 3] = [
    (Duration::from_secs(60), Duration::from_millis(2500)),
    (Duration::from_secs(10 * 60), Duration::from_secs(5)),
    (Duration::from_secs(30 * 60), Duration::from_secs(60)),
];
/// No pause is shorter, whatever the dice say.
const SHORTEST: Duration = Duration::from_secs(2);

/// What happens by itself after a request that found no way to the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Again {
    /// When the first one failed.
    pub since: Timestamp,
    /// When the next one goes out.
    pub due: Timestamp,
}

impl Again {
    /// What follows a failure at `now`, after an outage that began at `since`; `None` where asking again would not help
    /// or has been tried long enough.
    pub fn after(failure: &Failure, since: Timestamp, now: Timestamp) -> Option<Self> {
        if failure.link == Link::Up {
            return None;
        }
        let lasted = Duration::try_from(now.duration_since(since)).unwrap_or_default();
        let (_, pause) = PAUSES.into_iter().find(|(until, _)| lasted < *until)?;
        // A fifth more or less, so that many who lost the link together do not come back together. No two failures
        // come at the same fraction of a second.
        let dice = f64::from(now.subsec_nanosecond()) / 1e9;
        let pause = pause.mul_f64(0.8 + 0.4 * dice.clamp(0.0, 1.0)).max(SHORTEST);
        Some(Self { since, due: now.checked_add(pause).ok()? })
    }

    /// Whole seconds until the next try, counted up.
    pub fn left(self, now: Timestamp) -> u64 {
        countdown::left(self.due, now)
    }

    /// When [`Self::left`] says something else, and at last when the try is due.
    pub fn changes(self, now: Timestamp) -> Timestamp {
        countdown::changes(self.due, now)
    }
}

/// Asks again where it is time to.
pub fn tick(state: &mut State) -> Vec<Effect> {
    match &state.fetch {
        Fetch::Failed(failed) if failed.again.is_some_and(|again| again.due <= state.screen.now) => {
            let failed = failed.clone();
            fetching::again(state, failed)
        }
        Fetch::Idle | Fetch::InFlight(_) | Fetch::Failed(_) => Vec::new(),
    }
}

/// Stops asking; true where that was going on.
pub fn give_up(state: &mut State) -> bool {
    match &mut state.fetch {
        Fetch::Failed(Failed { again, .. }) => again.take().is_some(),
        Fetch::Idle | Fetch::InFlight(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::failure::FailureKind;

    fn at(second: i64, nanosecond: i32) -> Timestamp {
        Timestamp::new(1_000_000 + second, nanosecond).unwrap()
    }

    fn down() -> Failure {
        Failure::new(FailureKind::Unreachable, "no way", "").with_link(Link::Down)
    }

    #[test]
    fn pauses_grow_with_the_outage_and_end_after_half_an_hour() {
        let pause = |after: i64, dice: i32| {
            let now = at(after, dice);
            Again::after(&down(), at(0, 0), now).map(|again| again.due.duration_since(now).as_millis())
        };
        assert_eq!(pause(0, 0), Some(2000));
        assert_eq!(pause(0, 999_999_999), Some(2999));
        assert_eq!(pause(59, 500_000_000), Some(2500));
        assert_eq!(pause(60, 0), Some(4000));
        assert_eq!(pause(599, 999_999_999), Some(5999));
        assert_eq!(pause(600, 0), Some(48_000));
        assert_eq!(pause(1799, 999_999_999), Some(71_999));
        assert_eq!(pause(1800, 0), None);
    }

    #[test]
    fn only_a_way_that_was_closed_is_tried_again() {
        let refused = Failure::new(FailureKind::Denied, "no", "").with_status(401);
        assert_eq!(Again::after(&refused, at(0, 0), at(0, 0)), None);
        let lost = Failure::new(FailureKind::Unreachable, "cut", "").with_link(Link::Lost);
        assert!(Again::after(&lost, at(0, 0), at(0, 0)).is_some());
    }
}
