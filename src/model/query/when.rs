//! Ages and dates as a query has them.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use crate::model::time::{self, DAY, HOUR, MINUTE, MONTH, YEAR};

/// How a value is compared with what is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compared {
    Is,
    Below,
    AtMost,
    Above,
    AtLeast,
}

impl Compared {
    /// Whether a value compares so with a period of values; the period's end is the first behind it.
    pub(super) const fn holds(self, value: i64, period: Period) -> bool {
        match self {
            Self::Is => value >= period.start && value < period.end,
            Self::Below => value < period.start,
            Self::AtMost => value < period.end,
            Self::Above => value >= period.end,
            Self::AtLeast => value >= period.start,
        }
    }
}

/// Seconds from a first one to the first behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) start: i64,
    pub(super) end: i64,
}

impl Period {
    /// One second.
    pub(super) const fn at(second: i64) -> Self {
        Self { start: second, end: second.saturating_add(1) }
    }

    /// The year, month or day, or the second of a time with its zone.
    pub(super) fn read(text: &str) -> Option<Self> {
        let digits = |length: usize| text.len() == length && has_form(text);
        let (first, length): (_, Span) = match text.len() {
            4 if digits(4) => (format!("{text}-01-01"), 1.year()),
            7 if digits(7) => (format!("{text}-01"), 1.month()),
            10 if digits(10) => (text.to_owned(), 1.day()),
            _ => return time::parse(text).map(|at| Self::at(at.as_second())),
        };
        let first: Date = first.parse().ok()?;
        let end = first.checked_add(length).map_or(i64::MAX, start_of);
        Some(Self { start: start_of(first), end })
    }
}

/// Whether a text is the beginning of `2024-06-01`.
fn has_form(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}

fn start_of(date: Date) -> i64 {
    date.duration_since(Date::constant(1970, 1, 1)).as_secs()
}

/// `90d` in seconds.
pub(super) fn age(text: &str) -> Option<i64> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (count, unit) = text.split_at_checked(end)?;
    let unit = match unit.to_ascii_lowercase().as_str() {
        "s" => 1,
        "m" | "min" => MINUTE,
        "h" => HOUR,
        "d" => DAY,
        "w" => 7 * DAY,
        "mo" => MONTH,
        "y" => YEAR,
        _ => return None,
    };
    Some(count.parse::<i64>().ok()?.saturating_mul(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_a_number_and_a_unit() {
        for (text, seconds) in [
            ("90d", Some(90 * DAY)),
            ("2H", Some(2 * HOUR)),
            ("1mo", Some(MONTH)),
            ("5m", Some(5 * MINUTE)),
            ("999999999999999999y", Some(i64::MAX)),
            ("9999999999999999999999y", None),
            ("d", None),
            ("90", None),
            ("-1d", None),
            ("1.5d", None),
            ("3 d", None),
            ("", None),
        ] {
            assert_eq!(age(text), seconds, "{text}");
        }
    }

    #[test]
    fn a_date_is_the_whole_of_its_period() {
        let read = |text| Period::read(text).map(|period| (period.start, period.end));
        assert_eq!(read("1970"), Some((0, 365 * DAY)));
        assert_eq!(read("1970-02"), Some((31 * DAY, 59 * DAY)));
        assert_eq!(read("1970-01-02"), Some((DAY, 2 * DAY)));
        assert_eq!(read("1970-01-01T01:00:00+01:00"), Some((0, 1)));
        assert_eq!(read("9999-12").map(|(_, end)| end), Some(i64::MAX));
        for odd in ["", "70", "1970-1", "1970-13", "1970-02-30", "1970/02", "1970-01-01T00:00:00", "+1970"] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }

    #[test]
    fn the_start_counts_for_what_is_before_and_the_end_for_what_is_behind() {
        let period = Period { start: 10, end: 20 };
        let holds = |compared: Compared| [9, 10, 19, 20].map(|value| compared.holds(value, period));
        assert_eq!(holds(Compared::Below), [true, false, false, false]);
        assert_eq!(holds(Compared::AtMost), [true, true, true, false]);
        assert_eq!(holds(Compared::Is), [false, true, true, false]);
        assert_eq!(holds(Compared::AtLeast), [false, true, true, true]);
        assert_eq!(holds(Compared::Above), [false, false, false, true]);
    }
}
