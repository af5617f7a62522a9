//! What an answer that was kept in a file says of itself. A file that was written by this program tells it in a member of
//! its own, beside those of the API's answer, so that it opens like one; a plain answer tells nothing.

use std::borrow::Cow;

use jiff::Timestamp;

use crate::model::inventory::Scope;
use crate::model::json::{Object, Value};
use crate::model::{text, time};

/// The member of a kept answer that is the program's own.
pub const MEMBER: &str = "flashback_tui";

/// What is known of an answer that was kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// When it was the API's answer; `None` where neither the answer nor its file tells.
    pub as_of: Option<Timestamp>,
    /// The host of the API, terminal-safe; empty where it is not told.
    pub api: String,
    /// What was asked for, where that is told.
    pub scope: Option<Scope>,
    /// The hash of the answer's body, where that is told.
    pub sha256: Option<String>,
    /// Whether its credentials were masked when it was kept.
    pub masked: bool,
    /// Which key made the fingerprints of masked ones, where that is told.
    pub fingerprint_key: Option<String>,
}

impl Kept {
    /// What the text around the list of repositories tells; `None` where it is a plain answer.
    pub fn of(envelope: &str) -> Option<Self> {
        let own = Object::of(Object::whole(envelope)?.raw(MEMBER)?)?;
        let told = |name| match own.get(name) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        };
        Some(Self {
            as_of: told("as_of").and_then(|text| text.parse().ok()),
            api: told("api").map_or_else(String::new, |api| text::cut(&text::shown(&api), MOST, "...").into_owned()),
            scope: told("scope").map(|id| Scope::from_id(&id)),
            sha256: told("sha256").filter(|sha| is_hex(sha, 64)).map(Cow::into_owned),
            masked: own.get("masked") == Some(Value::Bool(true)),
            fingerprint_key: told("fingerprint_key").filter(|key| is_hex(key, 16)).map(Cow::into_owned),
        })
    }

    /// How old it is, in words: "as of 2024-01-15 09:00:00Z".
    pub fn age(&self) -> Cow<'static, str> {
        match self.as_of {
            Some(at) => Cow::Owned(format!("as of {}", time::utc(at))),
            None => Cow::Borrowed("of unknown age"),
        }
    }
}

/// Whether it looks like a hash as this program writes one.
fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The most of a host's name that is told.
const MOST: usize = 80;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_answer_tells_nothing_and_a_kept_one_what_it_has() {
        for plain in ["", "[]", r#"{"success":true,"repos":[]}"#, r#"{"flashback_tui":7}"#] {
            assert_eq!(Kept::of(plain), None, "{plain}");
        }
        assert_eq!(Kept::of(r#"{"flashback_tui":{}}"#), Some(Kept::default()));
        let kept = r#"{"repos":[],"flashback_tui":{"version":"1","api":"h\u001b","scope":"w","as_of":"2026-11-24T14:03:22Z","masked":true,"fingerprint_key":"0a1b0a1b0a1b0a1b"}}"#;
        let kept = Kept::of(kept).unwrap();
        assert_eq!((kept.api.as_str(), kept.masked), ("h␛", true));
        assert_eq!(kept.fingerprint_key.as_deref(), Some("0a1b0a1b0a1b0a1b"));
        assert_eq!(kept.scope, Some(Scope::Workspace("w".to_owned())));
        assert_eq!(kept.age(), "as of 2026-11-24 14:03:22Z");
        let hash = "0a".repeat(32);
        let told = Kept::of(&format!(r#"{{"flashback_tui":{{"sha256":"{hash}"}}}}"#)).unwrap();
        assert_eq!(told.sha256, Some(hash));
        let odd =
            Kept::of(r#"{"flashback_tui":{"sha256":"none","scope":"","as_of":"yesterday","masked":"true","fingerprint_key":"my key"}}"#).unwrap();
        assert_eq!(odd, Kept { scope: Some(Scope::All), ..Kept::default() });
        assert_eq!(odd.age(), "of unknown age");
    }
}
