//! Instants, ages, durations and sizes as text for people.
//!
//! Owns how a time or an amount reads. Must not know a clock or a time zone: `now` is passed in, and all is UTC.

use std::fmt;
use std::ops::Range;
use std::time::Duration;

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

pub(crate) const MINUTE: i64 = 60;
pub(crate) const HOUR: i64 = 60 * MINUTE;
pub(crate) const DAY: i64 = 24 * HOUR;
/// 30.44 days.
pub(crate) const MONTH: i64 = 2_630_016;
/// 365.2425 days, which is how the calendar counts in the long run.
pub(crate) const YEAR: i64 = 31_556_952;
/// A time this little ahead is a clock that is wrong, not a future.
const SKEW: i64 = 5 * MINUTE;

/// A point in time of the years that RFC 3339 can write, in UTC. `Timestamp` ends a day before them, and
/// `9999-12-31T23:59:59Z` is what many programs write for "never".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(DateTime);

impl Instant {
    /// Seconds since the beginning of 1970, negative before.
    #[must_use]
    pub fn as_second(self) -> i64 {
        self.0.duration_since(DateTime::constant(1970, 1, 1, 0, 0, 0, 0)).as_secs()
    }
}

impl From<Timestamp> for Instant {
    fn from(t: Timestamp) -> Self {
        Self(Offset::UTC.to_datetime(t))
    }
}

/// RFC 3339, for programs: `2024-01-15T09:00:00Z`.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}Z", self.0)
    }
}

/// Reads an RFC 3339 date-time with its zone (`2024-01-15T09:00:00Z`, `...+02:00`); anything else is `None`.
///
/// A date-time without a zone is no instant, so it is `None` too: better the original text than a guessed time.
#[must_use]
pub fn parse(raw: &str) -> Option<Instant> {
    plain(raw.as_bytes()).or_else(|| unusual(raw)).map(Instant)
}

/// However else one may be written.
fn unusual(raw: &str) -> Option<DateTime> {
    let has_zone = is_date_time(raw) && raw.as_bytes().get(19).is_some_and(|byte| !byte.is_ascii_digit());
    if !has_zone || raw.contains('[') {
        return None;
    }
    let pieces = Pieces::parse(raw).ok()?;
    let offset = pieces.to_numeric_offset()?;
    let local = DateTime::from_parts(pieces.date(), pieces.time()?);
    local.checked_sub(SignedDuration::from_secs(offset.seconds().into())).ok()
}

/// As nearly all of them come: `2024-01-15T09:00:00Z` or with parts of a second. Every row in sight has one, and this
/// takes a fifth of what jiff takes to find out what came.
fn plain(raw: &[u8]) -> Option<DateTime> {
    let (&[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2], rest) =
        raw.split_first_chunk()?
    else {
        return None;
    };
    let parts = match rest {
        [b'Z'] => &[][..],
        [b'.', parts @ .., b'Z'] if (1..=9).contains(&parts.len()) => parts,
        _ => return None,
    };
    let nanosecond = number(parts)? * 10_i32.pow(9 - u32::try_from(parts.len()).ok()?);
    let [month, day, hour, minute, second] =
        [[m1, m2], [d1, d2], [h1, h2], [n1, n2], [s1, s2]].map(|two| i8::try_from(number(&two)?).ok());
    let year = i16::try_from(number(&[y1, y2, y3, y4])?).ok()?;
    DateTime::new(year, month?, day?, hour?, minute?, second?, nanosecond).ok()
}

fn number(digits: &[u8]) -> Option<i32> {
    digits.iter().try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + i32::from(digit - b'0')))
}

/// Why a text is no instant, in words that follow the name of what it should have been.
#[must_use]
pub fn fault(raw: &str) -> &'static str {
    let part = |range: Range<usize>| raw.get(range).filter(|_| is_date_time(raw));
    if part(0..10).is_some_and(|day| day.parse::<Date>().is_err()) {
        "is on a day that does not exist"
    } else if part(11..19).is_some_and(|time| time.parse::<Time>().is_err()) {
        "is at a time that does not exist"
    } else {
        "is no date with a time zone"
    }
}

/// Whether it begins as `2024-01-15T09:00:00` does. jiff also takes the basic format, six-digit years and zone names,
/// all of which would only be luck.
fn is_date_time(raw: &str) -> bool {
    let is_in_place = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        10 => matches!(byte, b'T' | b't' | b' '),
        13 | 16 => byte == b':',
        _ => byte.is_ascii_digit(),
    };
    raw.len() >= 19 && raw.bytes().enumerate().take(19).all(is_in_place)
}

/// Date and time: `2024-01-15 09:00:00Z`.
#[must_use]
pub fn utc(t: impl Into<Instant>) -> String {
    t.into().0.strftime("%Y-%m-%d %H:%M:%SZ").to_string()
}

/// The time of day alone: `14:03:22Z`.
#[must_use]
pub fn clock(t: Timestamp) -> String {
    t.strftime("%H:%M:%SZ").to_string()
}

/// How long before `now` it was, in one unit: `just now`, `5 min ago`, `3 h ago`, `12 d ago`, `7 mo ago`, `2 y ago`;
/// or how long it is until then: `in 3 d`.
#[must_use]
pub fn age(t: impl Into<Instant>, now: Timestamp) -> String {
    match Age::of(t.into(), now) {
        Age::Now => "just now".to_owned(),
        Age::Past(count, unit) => format!("{count} {} ago", unit.word()),
        Age::Future(count, unit) => format!("in {count} {}", unit.word()),
    }
}

/// The same for a narrow column: `<1m`, `5m`, `3h`, `12d`, `7mo`, `2y`; ahead of `now`: `+3d`.
#[must_use]
pub fn short_age(t: impl Into<Instant>, now: Timestamp) -> String {
    match Age::of(t.into(), now) {
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
    fn of(t: Instant, now: Timestamp) -> Self {
        let seconds = Instant::from(now).0.duration_since(t.0).as_secs();
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
    use proptest::prelude::*;

    use super::*;

    fn now() -> Timestamp {
        "2026-11-24T14:03:22Z".parse().unwrap()
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
        assert_eq!((utc(t), t.to_string()), ("2024-01-15 09:00:05Z".to_owned(), "2024-01-15T09:00:05.9Z".to_owned()));
        assert_eq!(clock(now()), "14:03:22Z");
        assert_eq!(utc(parse("0001-01-01T00:00:00Z").unwrap()), "0001-01-01 00:00:00Z");
    }

    #[test]
    fn never_is_an_instant_too() {
        for never in ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59.9999999Z", "9999-12-31T18:59:59-05:00"] {
            let t = parse(never).unwrap();
            assert_eq!((utc(t).as_str(), age(t, now()).as_str()), ("9999-12-31 23:59:59Z", "in 7973 y"), "{never}");
            assert_eq!((short_age(t, now()).as_str(), parse(&t.to_string())), ("+7973y", Some(t)), "{never}");
        }
        assert_eq!(parse("9999-12-31T23:59:59-00:01"), None, "the year 10000");
    }

    #[test]
    fn what_is_wrong_with_a_date_is_told() {
        for (raw, wrong) in [
            ("2024-02-30T00:00:00Z", "is on a day that does not exist"),
            ("2024-13-01T00:00:00", "is on a day that does not exist"),
            ("2024-02-29T25:00:00Z", "is at a time that does not exist"),
            ("2024-02-29T24:00:00Z", "is at a time that does not exist"),
            ("2024-02-29T00:00:00", "is no date with a time zone"),
            ("2024-02-29", "is no date with a time zone"),
            ("yesterday", "is no date with a time zone"),
            ("２０２４-02-30T00:00:00Z", "is no date with a time zone"),
            ("", "is no date with a time zone"),
        ] {
            assert_eq!(fault(raw), wrong, "{raw}");
        }
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
            prop_assert_eq!(parse(&utc(t)), Some(Instant::from(t)));
            prop_assert_eq!(Instant::from(t).to_string(), t.to_string());
        }

        #[test]
        fn what_comes_as_usual_is_read_as_anything_is(
            raw in "[0-9]{4}-[01][0-9]-[0-3][0-9][Tt ][0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{0,11})?[Zz]?"
        ) {
            let plain = plain(raw.as_bytes());
            prop_assert!(plain.is_none() || plain == unusual(&raw), "{} {:?}", raw, plain);
            // A leap second aside, only what is no time at all is left to the other way.
            let is_usual = raw.ends_with('Z') && raw.contains('T') && raw.len() <= 30 && raw.get(19..) != Some(".Z");
            prop_assert!(plain.is_some() || !is_usual || unusual(&raw).is_none() || raw.get(17..19) == Some("60"), "{}", raw);
        }

        #[test]
        fn parse_takes_any_text(raw in proptest::collection::vec(any::<char>(), 0..30).prop_map(String::from_iter)) {
            prop_assert!(parse(&raw).is_none() || fault(&raw).contains("zone"));
        }
    }
}
