//! A finding in words, made for those that are shown: what was seen, masked, and what to do.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::model::findings::local::Terms;
use crate::model::findings::{Finding, Policy, evidence};
use crate::model::fingerprint::Fingerprints;
use crate::model::inventory::Inventory;
use crate::model::kind::{Kind, Node};
use crate::model::sheet::Sheet;
use crate::model::usage::{Reach, Thing, Usage, called, text_of, titles};

/// A finding in words; all of it is terminal-safe and masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The kind of the object.
    pub kind: Kind,
    /// The object's id, empty where it has none.
    pub id: String,
    /// What the object is called: its name, its id, or its place.
    pub name: String,
    /// The id of its repository.
    pub repo_id: String,
    /// What its repository is called.
    pub repo: String,
    /// What was found, in one sentence without a full stop.
    pub message: String,
    /// The fields that were looked at, each with what stands there.
    pub evidence: Vec<(&'static str, String)>,
    /// What to do.
    pub advice: &'static str,
}

/// Explains findings; cheapest in the order of the answer, since it keeps the last repository.
pub struct Explainer<'a> {
    pub(super) inventory: &'a Inventory,
    pub(super) usage: &'a Usage,
    pub(super) fingerprints: &'a Fingerprints,
    pub(super) terms: Terms,
    pub(super) now: Timestamp,
    pub(super) max_key_age: u32,
    current: Option<(usize, Sheet<'a>)>,
    reaches: HashMap<Thing, Reach>,
}

impl<'a> Explainer<'a> {
    /// For findings of this inventory, made with this policy at this time.
    pub fn new(
        inventory: &'a Inventory,
        usage: &'a Usage,
        fingerprints: &'a Fingerprints,
        policy: &Policy,
        now: Timestamp,
    ) -> Self {
        Self {
            inventory,
            usage,
            fingerprints,
            terms: Terms::new(policy, now),
            now,
            max_key_age: policy.max_key_age,
            current: None,
            reaches: HashMap::new(),
        }
    }

    /// A finding in words; `None` for one of another inventory.
    pub fn explain(&mut self, finding: &Finding) -> Option<Explained> {
        let repo = finding.node().repo();
        let sheet = match self.current.take() {
            Some((at, sheet)) if at == repo => sheet,
            _ => self.sheet(repo)?,
        };
        let explained = self.with(finding, &sheet);
        self.current = Some((repo, sheet));
        explained
    }

    pub(super) fn sheet(&self, repo: usize) -> Option<Sheet<'a>> {
        self.inventory.document().get(repo).map(|(_, text)| Sheet::of(text))
    }

    /// How far a thing reaches, counted once.
    pub(super) fn reach(&mut self, thing: Thing) -> Reach {
        *self.reaches.entry(thing).or_insert_with(|| self.usage.reach(thing, self.inventory))
    }

    fn with(&mut self, finding: &Finding, sheet: &Sheet<'a>) -> Option<Explained> {
        let (row, repo) = (sheet.at(finding.node())?, sheet.repo());
        let (mut message, mut evidence) = evidence::of(self, finding, sheet, &row);
        if let Some(caveat) = finding.rule.caveat() {
            message = format!("{message} ({caveat})");
        }
        evidence.extend(finding.rule.spec().platform.map(|errors| ("platform error", errors.to_owned())));
        let position = finding.node().repo();
        Some(Explained {
            kind: row.kind,
            id: text_of(&row, titles(row.kind).1),
            name: called(&row, finding.node()),
            repo_id: text_of(&repo, titles(Kind::Repo).1),
            repo: called(&repo, Node::Repo(position)),
            message,
            evidence,
            advice: finding.rule.spec().advice,
        })
    }
}
