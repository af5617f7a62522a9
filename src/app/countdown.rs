//! What counts down to something that is due, in whole seconds: no frame more than once a second.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// Whole seconds until it is due, counted up.
pub fn left(due: Timestamp, now: Timestamp) -> u64 {
    let left = Duration::try_from(due.duration_since(now)).unwrap_or_default();
    left.as_secs() + u64::from(left.subsec_nanos() > 0)
}

/// When [`left`] says something else, and at last when it is due.
pub fn changes(due: Timestamp, now: Timestamp) -> Timestamp {
    let before = Duration::from_secs(left(due, now).saturating_sub(1));
    due.checked_sub(before).unwrap_or(due)
}

/// When a second more has passed since then.
pub fn next_second(since: Timestamp, now: Timestamp) -> Timestamp {
    let passed = now.duration_since(since).as_secs().max(0);
    since.checked_add(SignedDuration::from_secs(passed + 1)).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_counted_down_one_by_one() {
        let at = |second: i64, nanosecond: i32| Timestamp::new(1_000_000 + second, nanosecond).unwrap();
        let due = at(4, 500_000_000);
        let mut now = at(2, 0);
        let mut told = Vec::new();
        while now < due {
            told.push(left(due, now));
            now = changes(due, now);
        }
        assert_eq!(told, [3, 2, 1]);
        assert_eq!((now, left(due, now)), (due, 0));
    }
}
