//! Short fingerprints of credentials: equal values have equal ones, and nothing of a value can be told from one.
//!
//! What makes them is passed in, since it needs a key. They have 16 bits: two values may have the same by chance, once
//! in 65,536 times, so a fingerprint finds candidates and proves nothing.

use std::fmt;
use std::sync::Arc;

use crate::model::secret;

/// What a keyed hash makes of a value.
pub type Hash = dyn Fn(&[u8]) -> u16 + Send + Sync;

/// What makes fingerprints; by default there are none.
#[derive(Clone, Default)]
pub struct Fingerprints(Made);

#[derive(Clone, Default)]
enum Made {
    #[default]
    Not,
    By(Arc<Hash>),
    Unknown,
}

/// What is hashed to tell one key from another.
const KEY: &[u8] = b"flashback-tui: which key";
/// So many pieces of 16 bits tell it.
const PIECES: u8 = 4;

impl fmt::Debug for Fingerprints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if matches!(self.0, Made::By(_)) { "Fingerprints" } else { "no Fingerprints" })
    }
}

impl Fingerprints {
    /// Fingerprints by a keyed hash.
    pub fn new(hash: Arc<Hash>) -> Self {
        Self(Made::By(hash))
    }

    /// What takes the place of all fingerprints in a file, where those of two keys would be compared: masks alone are left.
    pub const fn unknown() -> Self {
        Self(Made::Unknown)
    }

    /// Which key makes them, 16 hexadecimal digits that tell nothing of it; `None` where there are none.
    pub fn key(&self) -> Option<String> {
        let Made::By(hash) = &self.0 else { return None };
        let pieces: Vec<String> = (0..PIECES).map(|piece| format!("{:04x}", hash(&[KEY, &[piece]].concat()))).collect();
        Some(pieces.concat())
    }

    /// The fingerprint of a value, `#3f9c`; nothing for an empty one, and where there are none.
    pub fn of(&self, value: &str) -> Option<String> {
        if secret::is_mask(value) {
            // That of what was masked.
            let (_, fingerprint) = value.rsplit_once(' ')?;
            return Some(fingerprint.to_owned()).filter(|it| it != secret::UNKNOWN);
        }
        match &self.0 {
            Made::By(hash) if !value.is_empty() => Some(format!("#{:04x}", hash(value.as_bytes()))),
            _ => None,
        }
    }

    /// The fingerprint of all members of an encrypted credential, whatever their order; of masked ones it is the same.
    pub fn of_members(&self, members: &[(String, String)]) -> Option<String> {
        let told = |(name, value): &(String, String)| {
            let fingerprint = self.of(value).unwrap_or_default();
            [name.as_str(), "\0", fingerprint.as_str(), "\0"].concat()
        };
        if members.iter().any(|(_, value)| value.ends_with(secret::UNKNOWN)) {
            return None;
        }
        let mut all: Vec<String> = members.iter().map(told).collect();
        all.sort_unstable();
        self.of(&all.concat())
    }

    /// A credential masked, with its fingerprint behind: `AKIA****MPLE #3f9c`; terminal-safe.
    pub fn masked(&self, value: &str) -> String {
        if secret::is_mask(value) { secret::mask(value) } else { self.behind(secret::mask(value), value) }
    }

    /// A credential as a file may have it: the same, but for what may not be sent to a terminal; an empty one is none.
    pub fn kept(&self, value: &str) -> String {
        self.in_a_file(value, secret::raw_mask)
    }

    /// What is sealed as a file may have it: its fingerprint alone.
    pub fn sealed(&self, value: &str) -> String {
        self.in_a_file(value, |_| secret::HIDDEN.to_owned())
    }

    fn in_a_file(&self, value: &str, mask: fn(&str) -> String) -> String {
        match (&self.0, secret::unmarked(value)) {
            _ if value.is_empty() => String::new(),
            (Made::Unknown, None) => [mask(value).as_str(), " ", secret::UNKNOWN].concat(),
            (Made::Unknown, Some(mask)) => [mask, " ", secret::UNKNOWN].concat(),
            (Made::Not | Made::By(_), Some(_)) => value.to_owned(),
            (Made::Not | Made::By(_), None) => self.behind(mask(value), value),
        }
    }

    fn behind(&self, masked: String, value: &str) -> String {
        match self.of(value) {
            Some(fingerprint) => [masked.as_str(), " ", fingerprint.as_str()].concat(),
            None => masked,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_value_has_its_fingerprint_behind() {
        let fingerprints = Fingerprints::new(Arc::new(|value: &[u8]| u16::from(*value.last().unwrap())));
        assert_eq!(fingerprints.masked("AKIAIOSFODNN7EXAMPLE"), "AKIA****MPLE #0045");
        assert_eq!(fingerprints.masked("short"), "**** #0074");
        assert_eq!(fingerprints.masked("AKIA****MPLE #3f9c"), "AKIA****MPLE #3f9c");
        assert_eq!(fingerprints.of("AKIA****MPLE #3f9c").as_deref(), Some("#3f9c"));
        assert_eq!(
            ["AKIAIOSFODNN7EXAMPLE", "**** #0074", ""].map(|it| fingerprints.kept(it)),
            ["AKIA****MPLE #0045", "**** #0074", ""]
        );
        assert_eq!(
            ["AKIAIOSFODNN7EXAMPLE", "**** #0074", ""].map(|it| fingerprints.sealed(it)),
            ["**** #0045", "**** #0074", ""]
        );
        assert_eq!(fingerprints.masked(""), "****");
        let fingerprints = Fingerprints::new(Arc::new(|value: &[u8]| value.iter().map(|byte| u16::from(*byte)).sum()));
        let came = [("iv", "one"), ("key", "another")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        let mut kept = came.clone().map(|(name, value)| (name, fingerprints.sealed(&value)));
        kept.reverse();
        let of = fingerprints.of_members(&came);
        assert!(of.is_some() && of == fingerprints.of_members(&kept));
        assert_eq!((fingerprints.of_members(&[]), Fingerprints::default().of_members(&came)), (None, None));
        assert_eq!(Fingerprints::default().masked("AKIAIOSFODNN7EXAMPLE"), "AKIA****MPLE");
    }

    #[test]
    fn a_key_is_told_from_another_and_what_two_made_is_left_out() {
        let of = |key: u16| Fingerprints::new(Arc::new(move |value: &[u8]| key ^ u16::from(*value.last().unwrap())));
        assert_eq!(of(0x1a00).key().as_deref(), Some("1a001a011a021a03"));
        assert_eq!((of(1).key(), of(1).key() == of(2).key()), (of(1).key(), false));
        assert_eq!((Fingerprints::default().key(), Fingerprints::unknown().key()), (None, None));
        let unknown = Fingerprints::unknown();
        let (clear, masked) = ("AKIAIOSFODNN7EXAMPLE", of(1).kept("AKIAIOSFODNN7EXAMPLE"));
        assert_eq!(unknown.kept(clear), unknown.kept(&masked));
        assert_eq!(unknown.sealed("x"), unknown.sealed(&of(1).sealed("x")));
        assert_eq!((of(1).masked(&unknown.kept(clear)), unknown.kept("")), ("AKIA****MPLE".to_owned(), String::new()));
        assert_eq!(of(1).of_members(&[("iv".to_owned(), unknown.sealed("x"))]), None);
    }
}
