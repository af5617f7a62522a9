//! How far an answer has come, and how fast: what a slow link that lives shows.

use std::time::Duration;

use jiff::Timestamp;

use crate::model::time;

/// The rate is counted over this time at least: news come a little early or late.
const SPAN: Duration = Duration::from_millis(900);

/// How far an answer has come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes received so far, after decompression.
    pub received: u64,
    /// How many there will be, where the answer says so and is not compressed.
    length: Option<u64>,
    /// Bytes a second, since the news before the last.
    rate: Option<u64>,
    /// When the rate was counted last, and what had come by then.
    counted: Option<(Timestamp, u64)>,
}

impl Progress {
    /// An answer that begins now.
    pub fn beginning(length: Option<u64>, now: Timestamp) -> Self {
        Self { received: 0, length: length.filter(|length| *length > 0), rate: None, counted: Some((now, 0)) }
    }

    /// Takes in how much has come by now.
    pub fn note(&mut self, received: u64, now: Timestamp) {
        self.received = received;
        let (since, before) = *self.counted.get_or_insert((now, received));
        let passed = Duration::try_from(now.duration_since(since)).unwrap_or_default();
        if passed >= SPAN {
            let bytes = u128::from(received.saturating_sub(before));
            self.rate = u64::try_from(bytes * 1000 / passed.as_millis().max(1)).ok();
            self.counted = Some((now, received));
        }
    }

    /// How much of it has come, in percent, where that is known.
    pub fn percent(&self) -> Option<u64> {
        let percent = u128::from(self.received) * 100 / u128::from(self.length?);
        u64::try_from(percent.min(100)).ok()
    }

    /// What has come in bytes, how fast, and since how long it was asked for: `126.0 kB of 1.4 MB, 60.0 kB/s, 2 s`.
    pub fn told(&self, since: Timestamp, now: Timestamp) -> String {
        [&time::bytes(self.received), &self.of(), &self.pace(), elapsed(since, now).as_str()].concat()
    }

    /// Only how fast and since how long: `60.0 kB/s, 2 s`.
    pub fn briefly(&self, since: Timestamp, now: Timestamp) -> String {
        [self.pace(), elapsed(since, now)].concat().trim_start_matches(", ").to_owned()
    }

    /// How much has come, in few words: `9 %` where it is known of how much, else `126.0 kB`.
    pub fn short(&self) -> String {
        self.percent().map_or_else(|| time::bytes(self.received), |percent| format!("{percent} %"))
    }

    /// The same with the rate, once there is one: `9 %, 60.0 kB/s`.
    pub fn with_rate(&self) -> String {
        self.short() + &self.pace()
    }

    /// All of it: `9 % of 1.4 MB, 60.0 kB/s`.
    pub fn long(&self) -> String {
        self.short() + &self.of() + &self.pace()
    }

    fn of(&self) -> String {
        self.length.map_or_else(String::new, |length| format!(" of {}", time::bytes(length)))
    }

    fn pace(&self) -> String {
        self.rate.map_or_else(String::new, |rate| format!(", {}/s", time::bytes(rate)))
    }
}

/// Whole seconds, once there is one.
fn elapsed(since: Timestamp, now: Timestamp) -> String {
    let seconds = now.duration_since(since).as_secs();
    if seconds > 0 { format!(", {seconds} s") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: i64) -> Timestamp {
        Timestamp::from_millisecond(1_000_000 + ms).unwrap()
    }

    #[test]
    fn what_has_come_is_told_with_its_rate_and_its_share_where_the_length_is_known() {
        let mut progress = Progress::beginning(Some(1_400_000), at(0));
        progress.note(6_000, at(50));
        assert_eq!((progress.long(), progress.short()), ("0 % of 1.4 MB".to_owned(), "0 %".to_owned()));
        progress.note(126_000, at(1_050));
        assert_eq!(progress.long(), "9 % of 1.4 MB, 120.0 kB/s");
        assert_eq!(progress.with_rate(), "9 %, 120.0 kB/s");
        assert_eq!(progress.told(at(0), at(1_050)), "126.0 kB of 1.4 MB, 120.0 kB/s, 1 s");
        assert_eq!(progress.briefly(at(0), at(1_050)), "120.0 kB/s, 1 s");
        // Told of twice at once, the rate stays what it was.
        progress.note(126_000, at(1_051));
        assert_eq!(progress.long(), "9 % of 1.4 MB, 120.0 kB/s");
        progress.note(126_000, at(2_050));
        assert_eq!(progress.long(), "9 % of 1.4 MB, 0 B/s");
        progress.note(2_000_000, at(3_050));
        assert_eq!(progress.short(), "100 %");
    }

    #[test]
    fn without_a_length_the_bytes_are_told() {
        let mut progress = Progress::beginning(None, at(0));
        progress.note(20_200, at(10));
        assert_eq!((progress.long(), progress.short()), ("20.2 kB".to_owned(), "20.2 kB".to_owned()));
        assert_eq!((progress.told(at(0), at(10)), progress.percent()), ("20.2 kB".to_owned(), None));
        progress.note(455_000, at(2_000));
        assert_eq!(progress.long(), "455.0 kB, 227.5 kB/s");
        let mut empty = Progress::beginning(Some(0), at(0));
        empty.note(u64::MAX, at(1_000));
        assert_eq!(empty.short(), "18.4 EB");
        // A clock that was set back makes no rate.
        progress.note(500_000, at(-5_000));
        assert_eq!(progress.long(), "500.0 kB, 227.5 kB/s");
    }
}
