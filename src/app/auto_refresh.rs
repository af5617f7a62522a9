//! Asking again by itself every so often: when it is time, and what failures change about that.
//!
//! It rests while a request is out, while [`crate::app::outage`] asks with pauses of its own, and while somebody types.

use std::time::Duration;

use jiff::Timestamp;

use crate::app::fetching;
use crate::app::msg::Effect;
use crate::app::state::{Fetch, Overlay, State};
use crate::app::token::Standing;
use crate::model::interval;

/// Failures make the pause no longer than this, unless a longer one was asked for.
const LONGEST: Duration = Duration::from_secs(10 * 60);

/// How often it asks, and how that has gone so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AutoRefresh {
    /// How long after the end of an answer the next one is asked for; zero is never.
    pub every: Duration,
    /// Whether it waits for the user to let it go on.
    pub is_paused: bool,
    /// When the last answer ended; `None` where nothing is to follow by itself.
    ended: Option<Timestamp>,
    /// How often it has failed since it last went well.
    failures: u32,
    /// Since when.
    pub(super) failing: Option<Timestamp>,
}

impl AutoRefresh {
    /// Whether it was asked for.
    pub const fn is_on(&self) -> bool {
        !self.every.is_zero()
    }

    /// What it does, in words; `None` where it was not asked for.
    pub fn words(&self) -> Option<String> {
        let words =
            || if self.is_paused { "paused".to_owned() } else { format!("every {}", interval::words(self.every)) };
        self.is_on().then(words)
    }

    fn due(&self) -> Option<Timestamp> {
        let ended = self.ended.filter(|_| self.is_on() && !self.is_paused)?;
        let pause = self.every.saturating_mul(2_u32.saturating_pow(self.failures)).min(self.every.max(LONGEST));
        ended.checked_add(pause).ok()
    }

    /// Takes in that an answer has come.
    pub(super) const fn went_well(&mut self, now: Timestamp) {
        self.ended = Some(now);
        self.failures = 0;
        self.failing = None;
    }

    /// Takes in that there was none. A failure counts unless something else follows it soon.
    pub(super) fn failed(&mut self, now: Timestamp, counts: bool) {
        self.ended = Some(now);
        self.failing = self.failing.or(Some(now));
        self.failures = self.failures.saturating_add(u32::from(counts));
    }

    /// Takes in that somebody stopped a request, or that asking again is no use: nothing follows by itself but what counts
    /// from `ended`.
    pub(super) const fn stopped(&mut self, ended: Option<Timestamp>) {
        self.ended = ended;
    }
}

/// When the next request goes out by itself; `None` where none does as things are.
pub fn due(state: &State) -> Option<Timestamp> {
    let rests = match &state.fetch {
        Fetch::Idle => false,
        Fetch::Failed(failed) => failed.again.is_some(),
        Fetch::InFlight(_) => true,
    };
    if rests || state.token.standing == Standing::Missing || is_typing(state) { None } else { state.auto_refresh.due() }
}

/// The next try after a failure: when it is, or now where it is under way.
pub fn next_try(state: &State) -> Option<Timestamp> {
    match &state.fetch {
        Fetch::InFlight(out) if out.is_by_itself => Some(state.screen.now),
        _ => due(state),
    }
}

/// Asks again where it is time to.
pub fn tick(state: &mut State) -> Vec<Effect> {
    if due(state).is_some_and(|due| due <= state.screen.now) { fetching::by_itself(state) } else { Vec::new() }
}

/// Pauses, or goes on.
pub fn toggle(state: &mut State) {
    let auto = &mut state.auto_refresh;
    if !auto.is_on() {
        state.notice = Some("off: see --refresh-every".to_owned());
        return;
    }
    auto.is_paused = !auto.is_paused;
    // Also where it had stopped: somebody wants it now.
    auto.ended = auto.ended.or(Some(state.screen.now));
}

/// Whether what comes would change what somebody types about, or comes where nobody sees it.
fn is_typing(state: &State) -> bool {
    let Some(overlay) = &state.overlay else { return false };
    match overlay.question() {
        Some(Overlay::List(_)) => false,
        Some(_) => true,
        None => matches!(overlay, Overlay::Help(help) if help.is_typing),
    }
}
