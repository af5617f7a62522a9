//! How long to wait before the next try. Pure: the clock and the dice are passed in.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

/// The longest wait a server may ask for.
const LONGEST_ASKED: Duration = Duration::from_secs(30);

/// The pauses between tries: the first drawn below `base`, each next below twice as much, never above `cap` nor below
/// `floor`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Schedule {
    /// The upper end of the first pause.
    pub(crate) base: Duration,
    /// The upper end of every pause.
    pub(crate) cap: Duration,
    /// The shortest pause, so that a try is never repeated at once.
    pub(crate) floor: Duration,
}

impl Default for Schedule {
    fn default() -> Self {
        Self { base: Duration::from_millis(500), cap: Duration::from_secs(8), floor: Duration::from_millis(100) }
    }
}

impl Schedule {
    /// The wait before retry `retry` (0 is the first): what the server asked for, up to 30 s, else "full jitter", a
    /// `fraction` (0 to 1) of the doubled base, so that many clients do not come back at the same moment.
    pub(crate) fn pause(&self, retry: u32, asked: Option<Duration>, fraction: f64) -> Duration {
        if let Some(asked) = asked {
            return asked.min(LONGEST_ASKED);
        }
        let ceiling = self.base.saturating_mul(2_u32.saturating_pow(retry)).min(self.cap);
        ceiling.mul_f64(fraction.clamp(0.0, 1.0)).max(self.floor)
    }
}

/// What a `Retry-After` header asks for: seconds, or an HTTP date seen from `now` (a past one means at once). Anything
/// else is `None`.
pub(crate) fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // All digits and yet no number: more seconds than anyone waits.
        return Some(value.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    let date = DateTimeParser::new().parse_timestamp(value).ok()?;
    Some(Duration::try_from(date.duration_since(now)).unwrap_or(Duration::ZERO))
}

/// A random number from 0 to below 1. The standard library seeds each `RandomState` anew; jitter asks for no more.
#[must_use]
pub fn fraction() -> f64 {
    let random = RandomState::new().build_hasher().finish() >> 32;
    f64::from(u32::try_from(random).unwrap_or(0)) / 4_294_967_296.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn the_ceiling_doubles_up_to_the_cap() {
        let ceilings = [0, 1, 2, 3, 4, 5, 99].map(|retry| Schedule::default().pause(retry, None, 1.0).as_millis());
        assert_eq!(ceilings, [500, 1000, 2000, 4000, 8000, 8000, 8000]);
    }

    #[test]
    fn a_pause_is_a_fraction_of_the_ceiling_but_never_nothing() {
        let schedule = Schedule::default();
        assert_eq!(schedule.pause(1, None, 0.5), SECOND / 2);
        assert_eq!(schedule.pause(1, None, 0.0), SECOND / 10);
        assert_eq!(schedule.pause(1, None, 7.0), SECOND);
        assert_eq!(schedule.pause(1, None, f64::NAN.max(0.0)), SECOND / 10);
    }

    #[test]
    fn what_the_server_asks_for_wins_up_to_thirty_seconds() {
        let schedule = Schedule::default();
        assert_eq!(schedule.pause(0, Some(Duration::ZERO), 1.0), Duration::ZERO);
        assert_eq!(schedule.pause(0, Some(2 * SECOND), 1.0), 2 * SECOND);
        assert_eq!(schedule.pause(0, Some(Duration::MAX), 1.0), 30 * SECOND);
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_and_garbage_is_nothing() {
        let now: Timestamp = "1994-11-06T08:49:30Z".parse().unwrap();
        for (value, wanted) in [
            ("2", Some(2 * SECOND)),
            (" 0 ", Some(Duration::ZERO)),
            ("99999999999999999999999", Some(Duration::MAX)),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(7 * SECOND)),
            ("Sun, 06 Nov 1994 08:49:00 GMT", Some(Duration::ZERO)),
            ("-1", None),
            ("1.5", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(retry_after(value, now), wanted, "{value:?}");
        }
    }

    #[test]
    fn random_fractions_differ_and_stay_below_one() {
        let drawn: Vec<f64> = (0..64).map(|_| fraction()).collect();
        assert!(drawn.iter().all(|fraction| (0.0..1.0).contains(fraction)));
        assert!(drawn.windows(2).any(|pair| pair[0].to_bits() != pair[1].to_bits()));
    }
}
