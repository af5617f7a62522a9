//! An inventory as a file that is kept: the answer's own document, a repository a line, with a member of the program's own
//! that tells when and where it was the answer. It opens like a plain answer.

use std::io::{self, BufWriter, Write};

use serde_json::json;

use crate::model::fingerprint::Fingerprints;
use crate::model::inventory::Inventory;
use crate::model::json::Object;
use crate::model::pretty::{self, Layout, Secrets};
use crate::model::secret::Sensitivity;
use crate::model::snapshot::{Kept, MEMBER};
use crate::output::BUFFER;

/// What is kept.
#[derive(Debug, Clone, Copy)]
pub struct Snapshot<'a> {
    /// The repositories.
    pub inventory: &'a Inventory,
    /// The answer's text around them.
    pub envelope: &'a str,
    /// When, where and for what it was the answer.
    pub kept: &'a Kept,
    /// The hash of the answer's body, where it is known and not told by what was kept.
    pub sha256: Option<&'a str>,
    /// What stands behind masked credentials; `None` keeps every value as it came.
    pub fingerprints: Option<&'a Fingerprints>,
}

/// Writes it; the same JSON whatever the terminal, and safe on one.
///
/// # Errors
///
/// Those of `out`.
pub fn write_snapshot(snapshot: &Snapshot<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, out);
    snapshot.write(&mut out)?;
    out.flush()
}

impl Snapshot<'_> {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let envelope = Object::whole(self.envelope).unwrap_or_default();
        out.write_all(b"{")?;
        for (name, raw) in envelope.members().filter(|(name, _)| *name != MEMBER) {
            let quoted = serde_json::to_string(name)?;
            out.write_all(b"\n")?;
            // A name is no value: nothing in it is masked.
            pretty::write(quoted.as_bytes(), Layout::Compact, Secrets::Shown, Sensitivity::Open, out)?;
            out.write_all(b": ")?;
            if name == "repos" {
                self.write_repos(out)?;
            } else {
                self.write_value(raw.as_bytes(), Sensitivity::Open.within(name), out)?;
            }
            out.write_all(b",")?;
        }
        let Kept { as_of, api, scope, sha256, masked, fingerprint_key } = self.kept;
        let own_key = self.fingerprints.filter(|_| !masked).and_then(Fingerprints::key);
        let own = json!({
            "version": env!("CARGO_PKG_VERSION"),
            "api": api,
            "scope": scope.as_ref().map(|scope| scope.id().unwrap_or_default()),
            "as_of": as_of.map(|at| at.to_string()),
            "sha256": sha256.as_deref().or(self.sha256),
            "masked": *masked || self.fingerprints.is_some(),
            "fingerprint_key": fingerprint_key.as_deref().filter(|_| *masked).or(own_key.as_deref()),
        });
        writeln!(out, "\n\"{MEMBER}\": {own}\n}}")
    }

    fn write_repos(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut separator: &[u8] = b"[\n";
        for repo in 0..self.inventory.len() {
            let Some((_, raw)) = self.inventory.document().get(repo) else { continue };
            out.write_all(separator)?;
            separator = b",\n";
            self.write_value(raw, Sensitivity::Open, out)?;
        }
        out.write_all(if self.inventory.is_empty() { b"[]" } else { b"\n]" })
    }

    fn write_value(&self, raw: &[u8], sensitivity: Sensitivity, out: &mut dyn Write) -> io::Result<()> {
        let secrets = self.fingerprints.map_or(Secrets::Shown, Secrets::Marked);
        pretty::write(raw, Layout::Compact, secrets, sensitivity, out)
    }
}

#[cfg(test)]
mod tests;
