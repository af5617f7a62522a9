//! One pass over the document for all rules and for the index of uses, a few repositories at a time.

use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::Timestamp;

use crate::model::document::Document;
use crate::model::findings::local::{self, Terms, at};
use crate::model::findings::{Finding, Findings, Policy, cross};
use crate::model::inventory::Inventory;
use crate::model::kind::{Group, Node};
use crate::model::query::Context;
use crate::model::search::Names;
use crate::model::secret;
use crate::model::sheet::Sheet;
use crate::model::usage::{Builder, Usage};

/// How many repositories are read in one go.
const STEP: usize = 128;

/// What is noted of a repository for the rules that look at several.
#[derive(Debug, Clone, Copy)]
pub(super) struct Note {
    /// A hash of its workspace id, 0 where it has none.
    pub(super) workspace: u64,
    pub(super) is_mirror: bool,
}

/// A folder of a bucket, by a hash of both, and where it is used.
pub(super) type Folder = (u64, u32, u32);

/// An analysis under way.
pub struct Analysis {
    policy: Policy,
    terms: Terms,
    usage: Builder,
    found: Vec<Finding>,
    pub(super) notes: Vec<Note>,
    pub(super) folders: Vec<Folder>,
    /// Name and workspace by a hash of both, and whose they are.
    pub(super) names: Vec<(u64, u32)>,
    shown: Names,
}

/// What an analysis finds out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Analyzed {
    /// What the rules found.
    pub findings: Findings,
    /// Who uses what.
    pub usage: Usage,
    /// What repositories are called, for queries.
    pub names: Names,
}

/// What queries may ask of an analysis, where there is one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Insight<'a>(Option<(&'a Analyzed, (&'a Usage, &'a Inventory))>);

impl<'a> Insight<'a> {
    /// That of an inventory which may have been analyzed.
    pub fn of(analyzed: Option<&'a Analyzed>, inventory: &'a Inventory) -> Self {
        Self(analyzed.map(|analyzed| (analyzed, (&analyzed.usage, inventory))))
    }

    /// What a query may ask; ages are counted from `now`.
    pub fn context(&self, now: Timestamp) -> Context<'_> {
        match &self.0 {
            Some((analyzed, sharing)) => {
                let names = Some(&analyzed.names);
                Context { now, findings: Some(&analyzed.findings), sharing: Some(sharing), names }
            }
            None => Context::at(now),
        }
    }
}

impl Analyzed {
    /// How many findings each of so many repositories has, with those of its items.
    pub fn counts(&self, repositories: usize) -> Vec<u32> {
        let count = |repo| u32::try_from(self.findings.of(Node::Repo(repo)).len()).unwrap_or(u32::MAX);
        (0..repositories).map(count).collect()
    }
}

impl Analysis {
    /// An analysis that has seen nothing yet; keys are as old as they are at `now`.
    pub fn new(policy: Policy, now: Timestamp) -> Self {
        Self {
            terms: Terms::new(&policy, now),
            policy,
            usage: Builder::default(),
            found: Vec::new(),
            notes: Vec::new(),
            folders: Vec::new(),
            names: Vec::new(),
            shown: Names::default(),
        }
    }

    /// The analysis of a whole inventory.
    pub fn of(inventory: &Inventory, policy: Policy, now: Timestamp) -> Analyzed {
        Self::new(policy, now).finish(inventory)
    }

    /// Reads the next repositories of a document, so few that others need not wait long; false when there were none.
    pub fn step(&mut self, document: &Document) -> bool {
        let begun = self.notes.len();
        for position in begun..begun + STEP {
            let Some((_, text)) = document.get(position) else { break };
            self.add(&Sheet::of(text));
        }
        self.notes.len() > begun
    }

    fn add(&mut self, sheet: &Sheet<'_>) {
        self.usage.add(sheet);
        let repo = self.notes.len();
        let (policy, found) = (&self.policy, &mut self.found);
        local::check(sheet, repo, &self.terms, &mut |rule, severity, node| {
            found.extend(policy.judge(rule, severity).and_then(|severity| Finding::new(rule, severity, node)));
        });
        let row = sheet.repo();
        let workspace = row.text(at::REPO_WORKSPACE);
        let position = u32::try_from(repo).unwrap_or(u32::MAX);
        self.notes.push(Note { workspace: workspace.map_or(0, |id| hash(&id)), is_mirror: local::is_mirror(&row) });
        self.shown.push(&secret::mask_address(row.text(at::REPO_NAME).unwrap_or_default()));
        if let Some(name) = row.text(at::REPO_NAME) {
            self.names.push((hash(&(name, workspace)), position));
        }
        if local::is_normal(&row) {
            for (item, bucket) in (0..).zip(sheet.items(Group::Buckets)) {
                if let Some(id) = bucket.first(&[at::BUCKET_ID, at::BUCKET_OWN_ID]) {
                    self.folders.push((hash(&(id, folder(bucket.text(at::FOLDER)))), position, item));
                }
            }
        }
    }

    /// Reads what is left and asks the rules that look at several repositories.
    pub fn finish(mut self, inventory: &Inventory) -> Analyzed {
        while self.step(inventory.document()) {}
        let usage = std::mem::take(&mut self.usage).finish();
        let (mut found, policy) = (std::mem::take(&mut self.found), self.policy.clone());
        cross::check(&mut self, inventory, &usage, &mut |rule, severity, node| {
            found.extend(policy.judge(rule, severity).and_then(|severity| Finding::new(rule, severity, node)));
        });
        Analyzed { findings: Findings::new(found, inventory.len()), usage, names: self.shown }
    }
}

/// A folder without what does not count.
pub(super) fn folder(folder: Option<&str>) -> &str {
    folder.unwrap_or_default().trim_matches('/')
}

fn hash(what: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish().max(1)
}
