//! After an outage fresh data comes by itself: when to ask again, and when to give up.

use std::time::Duration;

use jiff::Timestamp;

use crate::app::msg::Effect;
use crate::app::state::{Failed, Fetch, State};
use crate::app::{countdown, fetching};
use crate::model::failure::{Failure, Link};

/// How long an outage has lasted, and the pause between tries up to then. None is shorter than 2 s, whatever the dice
/// say.
const PAUSES: [(Duration, Duration); 3] = [
    (Duration::from_secs(60), Duration::from_secs(4)),
    (Duration::from_secs(10 * 60), Duration::from_secs(8)),
    (Duration::from_secs(30 * 60), Duration::from_secs(60)),
];

/// No try follows a failed one sooner, not even at the user's wish.
const SHORTEST: Duration = Duration::from_secs(2);

/// What makes the pauses of this session other ones than those of all the others that lost the link with it.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Dice(f64);

impl Dice {
    /// Those of a session, from a number that no other session has, from 0 to below 1.
    pub const fn new(seed: f64) -> Self {
        Self(seed)
    }

    /// The next number from 0 to below 1: steps of the golden section, which keep away from those before.
    fn roll(&mut self) -> f64 {
        self.0 = (self.0 + 0.618_033_988_75).fract();
        self.0
    }
}

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
    pub fn after(failure: &Failure, since: Timestamp, now: Timestamp, dice: &mut Dice) -> Option<Self> {
        if failure.link == Link::Up {
            return None;
        }
        let lasted = Duration::try_from(now.duration_since(since)).unwrap_or_default();
        let (_, pause) = PAUSES.into_iter().find(|(until, _)| lasted < *until)?;
        // Half as much more or less, so that many who lost the link together do not come back together.
        let pause = pause.mul_f64(0.5 + dice.roll().clamp(0.0, 1.0));
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

/// Asks as the user wishes: now, but while the API can't be reached not within a moment of the last try. A key that is
/// held would ask thirty times a second.
pub fn hurry(state: &mut State) -> Vec<Effect> {
    if let Fetch::Failed(Failed { at, again: Some(again), .. }) = &mut state.fetch
        && let Ok(soonest) = at.checked_add(SHORTEST)
        && state.screen.now < soonest
    {
        again.due = again.due.min(soonest);
        return Vec::new();
    }
    fetching::start(state, state.wanted.clone())
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

    fn at(second: i64) -> Timestamp {
        Timestamp::new(1_000_000 + second, 0).unwrap()
    }

    fn down() -> Failure {
        Failure::new(FailureKind::Unreachable, "no way", "").with_link(Link::Down)
    }

    /// Dice that show a number next.
    fn showing(number: f64) -> Dice {
        Dice::new((number + 1.0 - 0.618_033_988_75).fract())
    }

    #[test]
    fn pauses_grow_with_the_outage_and_end_after_half_an_hour() {
        let pause = |after: i64, number: f64| {
            let now = at(after);
            let again = Again::after(&down(), at(0), now, &mut showing(number));
            again.map(|again| again.due.duration_since(now).as_millis() / 10 * 10)
        };
        assert_eq!(pause(0, 0.001), Some(2000));
        assert_eq!(pause(0, 0.999), Some(5990));
        assert_eq!(pause(59, 0.501), Some(4000));
        assert_eq!(pause(60, 0.001), Some(4000));
        assert_eq!(pause(599, 0.999), Some(11_990));
        assert_eq!(pause(600, 0.001), Some(30_060));
        assert_eq!(pause(1799, 0.999), Some(89_940));
        assert_eq!(pause(1800, 0.0), None);
    }

    #[test]
    fn sessions_that_lose_the_link_together_do_not_come_back_together() {
        let mut requests = std::collections::HashMap::<i64, u32>::new();
        for session in 0..200 {
            // As random as the numbers of a system are, and the same ones in every run.
            let mut dice = Dice::new((f64::from(session) * 0.754_877_666).fract());
            let mut now = at(0);
            while let Some(again) = Again::after(&down(), at(0), now, &mut dice).filter(|again| again.due < at(60)) {
                now = again.due;
                *requests.entry(now.as_second()).or_default() += 1;
            }
        }
        let (all, most) = (requests.values().sum::<u32>(), requests.values().copied().max().unwrap());
        assert!(all > 200 * 10 && most * 20 <= all, "{most} of {all} in one second: {requests:?}");
    }

    #[test]
    fn only_a_way_that_was_closed_is_tried_again() {
        let refused = Failure::new(FailureKind::Denied, "no", "").with_status(401);
        assert_eq!(Again::after(&refused, at(0), at(0), &mut Dice::default()), None);
        let lost = Failure::new(FailureKind::Unreachable, "cut", "").with_link(Link::Lost);
        assert!(Again::after(&lost, at(0), at(0), &mut Dice::default()).is_some());
    }
}
