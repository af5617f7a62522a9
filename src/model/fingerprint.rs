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
        let hash = self.0.as_ref().filter(|_| !value.is_empty())?;
        Some(format!("#{:04x}", hash(value.as_bytes())))
    }

    /// A credential masked, with its fingerprint behind: `AKIA****MPLE #3f9c`; terminal-safe.
    pub fn masked(&self, value: &str) -> String {
        let masked = secret::mask(value);
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
        assert_eq!(fingerprints.masked(""), "****");
        assert_eq!(Fingerprints::default().masked("AKIAIOSFODNN7EXAMPLE"), "AKIA****MPLE");
    }
}
