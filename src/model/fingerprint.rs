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
pub struct Fingerprints(Option<Arc<Hash>>);

impl fmt::Debug for Fingerprints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Fingerprints" } else { "no Fingerprints" })
    }
}

impl Fingerprints {
    /// Fingerprints by a keyed hash.
    pub fn new(hash: Arc<Hash>) -> Self {
        Self(Some(hash))
    }

    /// The fingerprint of a value, `#3f9c`; nothing for an empty one, and where there are none.
    pub fn of(&self, value: &str) -> Option<String> {
        if secret::is_mask(value) {
            // That of what was masked.
            return value.rsplit_once(' ').map(|(_, fingerprint)| fingerprint.to_owned());
        }
        let hash = self.0.as_ref().filter(|_| !value.is_empty())?;
        Some(format!("#{:04x}", hash(value.as_bytes())))
    }

    /// The fingerprint of all members of an encrypted credential, whatever their order; of masked ones it is the same.
    pub fn of_members(&self, members: &[(String, String)]) -> Option<String> {
        let told = |(name, value): &(String, String)| {
            let fingerprint = self.of(value).unwrap_or_default();
            [name.as_str(), "\0", fingerprint.as_str(), "\0"].concat()
        };
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
        let is_kept = value.is_empty() || secret::is_mask(value);
        if is_kept { value.to_owned() } else { self.behind(secret::raw_mask(value), value) }
    }

    /// What is sealed as a file may have it: its fingerprint alone.
    pub fn sealed(&self, value: &str) -> String {
        let is_kept = value.is_empty() || secret::is_mask(value);
        if is_kept { value.to_owned() } else { self.behind(secret::HIDDEN.to_owned(), value) }
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
}
