//! How often the dashboard asks again by itself: as it is typed, and in words.

use std::time::Duration;

/// Nobody looks more often, and an API has better things to do.
pub const SHORTEST: Duration = Duration::from_secs(30);
/// More is a slip of the keyboard.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// `60s`, `5m`, `1h` or a number of seconds, from 30 seconds to a day; `off` and `0` are zero, which is never. `None`
/// where it is none of these.
pub fn parse(typed: &str) -> Option<Duration> {
    if typed == "off" {
        return Some(Duration::ZERO);
    }
    let units = [('s', 1), ('m', 60), ('h', 60 * 60)];
    let unit = |(letter, seconds)| Some((typed.strip_suffix(letter)?, seconds));
    let (digits, unit) = units.into_iter().find_map(unit).unwrap_or((typed, 1));
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let interval = Duration::from_secs(digits.parse::<u64>().ok()?.checked_mul(unit)?);
    (interval.is_zero() || (SHORTEST..=LONGEST).contains(&interval)).then_some(interval)
}

/// An interval in words: `90 s`, `5 min`, `2 h`; zero is `off`.
pub fn words(interval: Duration) -> String {
    match interval.as_secs() {
        0 => "off".to_owned(),
        seconds if seconds % 3600 == 0 => format!("{} h", seconds / 3600),
        seconds if seconds % 60 == 0 && seconds > 60 => format!("{} min", seconds / 60),
        seconds => format!("{seconds} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_read_and_told() {
        for (typed, told) in [
            ("off", "off"),
            ("0", "off"),
            ("0m", "off"),
            ("30", "30 s"),
            ("60s", "60 s"),
            ("90s", "90 s"),
            ("2m", "2 min"),
            ("300", "5 min"),
            ("24h", "24 h"),
        ] {
            assert_eq!(parse(typed).map(words).as_deref(), Some(told), "{typed}");
        }
        for typed in ["", "s", "29s", "25h", "-60", "1.5m", "60 s", "5d", "1e3", "18446744073709551615h", "on"] {
            assert_eq!(parse(typed), None, "{typed}");
        }
    }
}
