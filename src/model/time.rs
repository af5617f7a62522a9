//! Instants, ages, durations and sizes as text for people.
//!
//! Owns how a time or an amount reads. Must not know a clock or a time zone: `now` is passed in, and all is UTC.

use std::time::Duration;

use jiff::Timestamp;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// 30.44 days.
const MONTH: i64 = 2_630_016;
/// 365.25 days.
const YEAR: i64 = 31_557_600;
/// A time this little ahead is a clock that is wrong, not a future.
const SKEW: i64 = 5 * MINUTE;

/// Reads an RFC 3339 date-time with its zone (`2024-01-15T09:00:00Z`, `...+02:00`); anything else is `None`.
///
/// A date-time without a zone is no instant, so it is `None` too: better the original text than a guessed time.
#[must_use]
pub fn parse(raw: &str) -> Option<Timestamp> {
    // jiff also takes the basic format, six-digit years and zone names, all of which would only be luck.
    let separators = raw.bytes().enumerate().take(20).all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        10 => matches!(byte, b'T' | b't' | b' '),
        13 | 16 => byte == b':',
        19 => !byte.is_ascii_digit(),
        _ => byte.is_ascii_digit(),
    });
    if separators && raw.len() >= 20 && !raw.contains('[') { raw.parse().ok() } else { None }
}

/// Date and time: `2024-01-15 09:00:00Z`.
#[must_use]
pub fn utc(t: Timestamp) -> String {
    t.strftime("%Y-%m-%d %H:%M:%SZ").to_string()
}

/// The time of day alone: `14:03:22Z`.
#[must_use]
pub fn clock(t: Timestamp) -> String {
    t.strftime("%H:%M:%SZ").to_string()
}

/// How long before `now` it was, in one unit: `just now`, `5 min ago`, `3 h ago`, `12 d ago`, `7 mo ago`, `2 y ago`;
/// or how long it is until then: `in 3 d`.
#[must_use]
pub fn age(t: Timestamp, now: Timestamp) -> String {
    match Age::of(t, now) {
        Age::Now => "just now".to_owned(),
        Age::Past(count, unit) => format!("{count} {} ago", unit.word()),
        Age::Future(count, unit) => format!("in {count} {}", unit.word()),
    }
}

/// The same for a narrow column: `<1m`, `5m`, `3h`, `12d`, `7mo`, `2y`; ahead of `now`: `+3d`.
#[must_use]
pub fn short_age(t: Timestamp, now: Timestamp) -> String {
    match Age::of(t, now) {
        Age::Now => "<1m".to_owned(),
        Age::Past(count, unit) => format!("{count}{}", unit.letters()),
        Age::Future(count, unit) => format!("+{count}{}", unit.letters()),
    }
}

/// How long something took: `143 ms`, `2.4 s`, `75 s`.
#[must_use]
pub fn duration(d: Duration) -> String {
    let ms = d.as_millis();
    let tenths = (ms + 50) / 100;
    if ms < 1000 {
        format!("{ms} ms")
    } else if tenths < 100 {
        format!("{}.{} s", tenths / 10, tenths % 10)
    } else {
        format!("{} s", (ms + 500) / 1000)
    }
}

/// A size in decimal units: `512 B`, `1.2 kB`, `28.9 MB`.
#[must_use]
pub fn bytes(n: u64) -> String {
    if n < 1000 {
        return format!("{n} B");
    }
    let mut unit = 1_u128;
    for name in ["kB", "MB", "GB", "TB", "PB", "EB"] {
        unit *= 1000;
        let tenths = (u128::from(n) * 10 + unit / 2) / unit;
        if tenths < 10_000 {
            return format!("{}.{} {name}", tenths / 10, tenths % 10);
        }
    }
    format!("{n} B")
}

#[derive(Clone, Copy)]
enum Unit {
    Minute,
    Hour,
    Day,
    Month,
    Year,
}

impl Unit {
    fn word(self) -> &'static str {
        match self {
            Self::Minute => "min",
            Self::Hour => "h",
            Self::Day => "d",
            Self::Month => "mo",
            Self::Year => "y",
        }
    }

    fn letters(self) -> &'static str {
        match self {
            Self::Minute => "m",
            other => other.word(),
        }
    }
}

/// A distance from now in whole units, rounded down.
enum Age {
    Now,
    Past(i64, Unit),
    Future(i64, Unit),
}

impl Age {
    fn of(t: Timestamp, now: Timestamp) -> Self {
        let seconds = now.duration_since(t).as_secs();
        let distance = seconds.saturating_abs();
        let (size, unit) = match distance {
            d if d < HOUR => (MINUTE, Unit::Minute),
            d if d < DAY => (HOUR, Unit::Hour),
            d if d < 60 * DAY => (DAY, Unit::Day),
            d if d < 24 * MONTH => (MONTH, Unit::Month),
            _ => (YEAR, Unit::Year),
        };
        match seconds {
            s if (-SKEW..MINUTE).contains(&s) => Self::Now,
            s if s < 0 => Self::Future(distance / size, unit),
            _ => Self::Past(distance / size, unit),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use proptest::prelude::*;

    use super::*;

    fn now() -> Timestamp {
        parse("2026-11-24T14:03:22Z").unwrap()
    }

    fn ago(seconds: i64) -> Timestamp {
        now() - SignedDuration::from_secs(seconds)
    }

    #[test]
    fn an_instant_needs_a_zone() {
        let nine = parse("2024-01-15T09:00:00Z").unwrap();
        for same in ["2024-01-15T10:00:00+01:00", "2024-01-14t23:00:00-10:00", "2024-01-15 09:00:00.000z"] {
            assert_eq!(parse(same), Some(nine), "{same}");
        }
        assert_eq!(parse("2024-01-15T09:00:00-00:00"), Some(nine));
        assert_eq!(parse("2016-12-31T23:59:60Z"), parse("2016-12-31T23:59:59Z"));
        for other in [
            "",
            "2024-01-15T24:00:00Z",
            "yesterday",
            "2024-01-15",
            "2024-01-15T09:00:00",
            "2024-01-15T09:00:00.5",
            "2024-01-15T09:00Z",
            "20240115T090000Z",
            "2024-02-30T09:00:00Z",
            "2024-01-15T25:00:00Z",
            "10000-01-15T09:00:00Z",
            "2024-01-15T09:00:00Z[UTC]",
            "2024-01-15T09:00:00Z ",
            "1705309200000",
            "２024-01-15T09:00:00Z",
        ] {
            assert_eq!(parse(other), None, "{other}");
        }
    }

    #[test]
    fn instants_read_as_utc() {
        let t = parse("2024-01-15T10:00:05.9+01:00").unwrap();
        assert_eq!((utc(t).as_str(), clock(t).as_str()), ("2024-01-15 09:00:05Z", "09:00:05Z"));
        assert_eq!(utc(parse("0001-01-01T00:00:00Z").unwrap()), "0001-01-01 00:00:00Z");
    }

    #[test]
    fn ages_are_told_in_one_unit() {
        for (seconds, long, short) in [
            (0, "just now", "<1m"),
            (59, "just now", "<1m"),
            (-SKEW, "just now", "<1m"),
            (-SKEW - 60, "in 6 min", "+6m"),
            (60, "1 min ago", "1m"),
            (HOUR - 1, "59 min ago", "59m"),
            (3 * HOUR, "3 h ago", "3h"),
            (DAY, "1 d ago", "1d"),
            (60 * DAY - 1, "59 d ago", "59d"),
            (60 * DAY, "1 mo ago", "1mo"),
            (214 * DAY, "7 mo ago", "7mo"),
            (24 * MONTH - 1, "23 mo ago", "23mo"),
            (24 * MONTH, "2 y ago", "2y"),
            (-3 * DAY, "in 3 d", "+3d"),
            (-800 * DAY, "in 2 y", "+2y"),
        ] {
            let t = ago(seconds);
            assert_eq!((age(t, now()).as_str(), short_age(t, now()).as_str()), (long, short), "{seconds}");
        }
        assert_eq!(age(Timestamp::MIN, Timestamp::MAX), "19998 y ago");
    }

    #[test]
    fn durations_and_sizes_are_short() {
        for (ms, text) in [(143, "143 ms"), (999, "999 ms"), (2449, "2.4 s"), (9949, "9.9 s"), (9950, "10 s")] {
            assert_eq!(duration(Duration::from_millis(ms)), text);
        }
        assert_eq!(duration(Duration::from_secs(75)), "75 s");
        for (n, text) in [
            (512, "512 B"),
            (999, "999 B"),
            (1234, "1.2 kB"),
            (999_949, "999.9 kB"),
            (999_950, "1.0 MB"),
            (28_900_000, "28.9 MB"),
            (u64::MAX, "18.4 EB"),
        ] {
            assert_eq!(bytes(n), text);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(second in -62_135_596_800_i64..253_402_207_200) {
            let t = Timestamp::from_second(second).unwrap();
            prop_assert_eq!(parse(&utc(t)), Some(t));
        }

        #[test]
        fn parse_takes_any_text(raw in proptest::collection::vec(any::<char>(), 0..30).prop_map(String::from_iter)) {
            let _ = parse(&raw);
        }
    }
}
