//! What a token says of itself, where it is a JWT: whom it belongs to and until when.
//!
//! For display only. The signature is not checked and nothing depends on what stands there; whatever can't be read is
//! as if it were not there. Must not know the clock: the time is passed in.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use crate::model::text;

/// The longest name that is kept, in characters.
const LONGEST_NAME: usize = 80;

/// What a token says of itself; everything in it is safe to show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Claims {
    /// `email`, or what else standard tokens say of a person: `preferred_username`, `name`.
    pub email: Option<String>,
    /// `userId`, or `sub`, as it is called in standard tokens.
    pub user_id: Option<String>,
    /// `orgId`.
    pub org_id: Option<String>,
    /// `exp`: when it expires.
    pub expires: Option<Timestamp>,
}

impl Claims {
    /// Reads them; `None` where the token is no JWT.
    pub fn of(token: &str) -> Option<Self> {
        let mut parts = token.split('.');
        let (header, payload, _signature) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        object(header)?;
        let payload = object(payload)?;
        let name = |key: &str| payload.get(key)?.as_str().filter(|name| !text::blank(name)).map(short);
        Some(Self {
            email: name("email").or_else(|| name("preferred_username")).or_else(|| name("name")),
            user_id: name("userId").or_else(|| name("sub")),
            org_id: name("orgId"),
            expires: payload.get("exp").and_then(instant),
        })
    }

    /// Whom it belongs to, by the best name there is.
    pub fn owner(&self) -> Option<&str> {
        self.email.as_deref().or(self.user_id.as_deref()).or(self.org_id.as_deref())
    }

    /// Whether it is over by then, as far as it says.
    pub fn is_over(&self, at: Timestamp) -> bool {
        self.expires.is_some_and(|expires| expires <= at)
    }

    /// How long it still lives, where it says so.
    pub fn life(&self, now: Timestamp) -> Option<Life> {
        self.expires.map(|expires| Life::until(expires, now))
    }
}

fn short(name: &str) -> String {
    let shown = text::shown(name);
    text::cut(&shown, LONGEST_NAME, "…").into_owned()
}

fn object(part: &str) -> Option<Map<String, Value>> {
    serde_json::from_slice(&base64url(part)?).ok()
}

/// Seconds since 1970; fractions are cut, and what no calendar has is not there.
fn instant(value: &Value) -> Option<Timestamp> {
    let seconds = if let Some(seconds) = value.as_i64() {
        seconds
    } else {
        let seconds = value.as_f64().filter(|seconds| seconds.abs() < 1e15)?;
        format!("{:.0}", seconds.trunc()).parse().ok()?
    };
    Timestamp::from_second(seconds).ok()
}

/// Decodes base64 with the letters of URLs; padding may be there or not.
fn base64url(text: &str) -> Option<Vec<u8>> {
    let text = text.trim_end_matches('=');
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for letter in text.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xfff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).ok()?);
        }
    }
    // Six bits alone are no byte: something was cut off.
    (count < 6).then_some(bytes)
}

/// How near the end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Ten minutes away or more.
    Calm,
    /// Less than ten minutes away.
    Soon,
    /// It is there.
    Over,
}

/// How long a token still lives, in steps that are coarse enough to change once a minute at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    /// "token 42 min".
    pub words: String,
    /// How near the end is.
    pub urgency: Urgency,
    /// When the words or the urgency change; `None` once it is over.
    pub changes: Option<Timestamp>,
}

impl Life {
    fn until(expires: Timestamp, now: Timestamp) -> Self {
        const MINUTE: i64 = 60;
        const HOUR: i64 = 60 * MINUTE;
        const DAY: i64 = 24 * HOUR;
        if expires <= now {
            return Self { words: "token expired".to_owned(), urgency: Urgency::Over, changes: None };
        }
        let left = expires.duration_since(now).as_secs();
        let (step, unit) = match left {
            _ if left >= 2 * DAY => (DAY, "d"),
            _ if left >= 2 * HOUR => (HOUR, "h"),
            _ => (MINUTE, "min"),
        };
        let whole = left / step;
        let words = if whole == 0 { "token < 1 min".to_owned() } else { format!("token {whole} {unit}") };
        let urgency = if left < 10 * MINUTE { Urgency::Soon } else { Urgency::Calm };
        // Full steps are left until just after the moment at which exactly so many are.
        let changes = if whole == 0 {
            Some(expires)
        } else {
            let just_after = SignedDuration::from_secs(-whole * step) + SignedDuration::from_nanos(1);
            expires.checked_add(just_after).ok()
        };
        Self { words, urgency, changes }
    }
}

#[cfg(test)]
mod tests;
