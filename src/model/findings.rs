//! What is wrong or deserves a look: rules over the inventory, each a pure function of what the answer says.
//!
//! [`Analysis`] reads the document a segment at a time, off the event loop, and [`Findings`] keeps which rule found
//! which object: 16 bytes a finding and 5 a repository. Message and evidence are made by [`Explainer`] for what is shown.
//! All of it goes as far as the token sees; that a key is not used can't be told from the answer, and is never said.

use std::cmp::Reverse;
use std::ops::Range;

use crate::model::findings::listing::Listing;
use crate::model::kind::{Group, Node};
use crate::model::query;

mod analysis;
mod caveat;
mod cross;
mod evidence;
mod explain;
mod listing;
mod local;
mod rule;

pub use analysis::{Analysis, Analyzed, Insight};
pub use explain::{Explained, Explainer};
pub use listing::{Grouping, Line};
pub(in crate::model) use local::at;
pub use rule::{Rule, Spec};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// To be looked at one day.
    Low,
    /// To be looked at soon.
    Medium,
    /// To be looked at now.
    High,
}

impl Severity {
    /// All of them, worst first.
    pub const ALL: [Self; 4] = [Self::High, Self::Medium, Self::Low, Self::Info];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// The severity of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

/// Which rules are asked, and how strictly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Rules that are off.
    pub disable: Vec<Rule>,
    /// From how many days on a key is old.
    pub max_key_age: u32,
    /// Severities that take the place of a rule's own.
    pub severity: Vec<(Rule, Severity)>,
}

/// From how many days on a key is old when nobody says otherwise: what the CIS benchmark for AWS asks for.
pub const DEFAULT_MAX_KEY_AGE: u32 = 90;

impl Default for Policy {
    fn default() -> Self {
        Self { disable: Vec::new(), max_key_age: DEFAULT_MAX_KEY_AGE, severity: Vec::new() }
    }
}

impl Policy {
    /// The severity of what a rule found; `None` where the rule is off.
    fn judge(&self, rule: Rule, own: Severity) -> Option<Severity> {
        let given = self.severity.iter().rev().find(|(other, _)| *other == rule);
        (!self.disable.contains(&rule)).then(|| given.map_or(own, |(_, severity)| *severity))
    }
}

/// A rule and the object that it found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    repo: u32,
    item: u32,
    /// 0 for the repository itself, else the place of the list and 1.
    list: u8,
    /// The rule.
    pub rule: Rule,
    /// How much it matters.
    pub severity: Severity,
}

impl Finding {
    fn new(rule: Rule, severity: Severity, node: Node) -> Option<Self> {
        let (list, item) = match node {
            Node::Repo(_) => (0, 0),
            Node::Group(..) => return None,
            Node::Item(_, group, index) => (list_of(group), u32::try_from(index).ok()?),
        };
        Some(Self { repo: u32::try_from(node.repo()).ok()?, item, list, rule, severity })
    }

    /// The object.
    pub fn node(&self) -> Node {
        let repo = self.repo as usize;
        let group = self.list.checked_sub(1).and_then(|place| Group::at(place.into()));
        group.map_or(Node::Repo(repo), |group| Node::Item(repo, group, self.item as usize))
    }

    /// Where it stands among all: by object, what matters most first.
    const fn place(&self) -> (u32, u8, u32, Reverse<Severity>, Rule) {
        (self.repo, self.list, self.item, Reverse(self.severity), self.rule)
    }
}

/// A group as findings tell it from the repository itself.
fn list_of(group: Group) -> u8 {
    u8::try_from(group.index() + 1).unwrap_or_default()
}

/// How many findings there are, and the worst of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub count: usize,
    /// The worst.
    pub worst: Severity,
}

/// All findings, by object in the order of the answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    all: Vec<Finding>,
    /// Places in `all`, by rule.
    by_rule: Vec<u32>,
    /// Where each rule begins in `by_rule`, and where the last one ends.
    rules: Vec<u32>,
    /// The worst of each repository itself and of each of its lists; `None` where there is none.
    worst: Vec<[Option<Severity>; 5]>,
    totals: [usize; 4],
    listing: Listing,
}

impl Findings {
    fn new(mut all: Vec<Finding>, repositories: usize) -> Self {
        all.sort_unstable_by_key(Finding::place);
        all.dedup();
        all.shrink_to_fit();
        let mut worst = vec![[None; 5]; repositories];
        let mut totals = [0; 4];
        for finding in &all {
            let repo = worst.get_mut(finding.repo as usize);
            if let Some(slot) = repo.and_then(|repo| repo.get_mut(usize::from(finding.list))) {
                *slot = (*slot).max(Some(finding.severity));
            }
            let place = Severity::ALL.iter().position(|severity| *severity == finding.severity);
            if let Some(total) = place.and_then(|place| totals.get_mut(place)) {
                *total += 1;
            }
        }
        let (rules, by_rule) = by_rule(&all);
        let mut findings = Self { all, by_rule, rules, worst, totals, listing: Listing::default() };
        findings.listing = Listing::of(&findings);
        findings
    }

    /// All of them, by object in the order of the answer, of one object what matters most first.
    pub fn all(&self) -> &[Finding] {
        &self.all
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many there are of each severity, in the order of [`Severity::ALL`].
    pub const fn totals(&self) -> [usize; 4] {
        self.totals
    }

    /// Those of an object; of a group those of its items, of a repository its own and those of all its items.
    pub fn of(&self, node: Node) -> &[Finding] {
        self.all.get(self.range(node)).unwrap_or_default()
    }

    /// Those of an object itself; a group has none.
    pub fn own(&self, node: Node) -> &[Finding] {
        match node {
            Node::Repo(_) => {
                let of = self.of(node);
                of.get(..of.partition_point(|finding| finding.list == 0)).unwrap_or_default()
            }
            Node::Group(..) => &[],
            Node::Item(..) => self.of(node),
        }
    }

    /// How many [`Self::of`] tells, and the worst; `None` where there are none.
    pub fn tally(&self, node: Node) -> Option<Tally> {
        let of = self.of(node);
        let lists = || self.worst.get(node.repo()).map_or(&[][..], |worst| worst);
        let worst = match node {
            Node::Repo(_) => lists().iter().flatten().max().copied(),
            Node::Group(_, group) => lists().get(usize::from(list_of(group))).copied().flatten(),
            // They are sorted by that.
            Node::Item(..) => of.first().map(|finding| finding.severity),
        };
        worst.map(|worst| Tally { count: of.len(), worst })
    }

    /// How many a rule found.
    pub fn count_of(&self, rule: Rule) -> usize {
        self.range_of(rule).len()
    }

    /// What a rule found, in the order of the answer.
    pub fn of_rule(&self, rule: Rule) -> impl ExactSizeIterator<Item = &Finding> {
        let places = self.by_rule.get(self.range_of(rule)).unwrap_or_default();
        // A place that is none would be a bug.
        places.iter().map(|at| self.all.get(*at as usize).unwrap_or(&NOWHERE))
    }

    /// The finding at a position when they are listed rule by rule, in the order of [`Rule::ALL`].
    pub fn by_rule(&self, at: usize) -> Option<&Finding> {
        self.all.get(*self.by_rule.get(at)? as usize)
    }

    fn range_of(&self, rule: Rule) -> Range<usize> {
        let bound = |at: usize| self.rules.get(at).map_or(0, |at| *at as usize);
        bound(rule.index())..bound(rule.index() + 1)
    }

    fn range(&self, node: Node) -> Range<usize> {
        let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let repo = short(node.repo());
        let (first, last) = match node {
            Node::Repo(_) => ((0, 0), (u8::MAX, u32::MAX)),
            Node::Group(_, group) => ((list_of(group), 0), (list_of(group), u32::MAX)),
            Node::Item(_, group, index) => ((list_of(group), short(index)), (list_of(group), short(index))),
        };
        let place = |finding: &Finding| (finding.repo, finding.list, finding.item);
        let start = self.all.partition_point(|finding| place(finding) < (repo, first.0, first.1));
        let end = self.all.partition_point(|finding| place(finding) <= (repo, last.0, last.1));
        start..end.max(start)
    }
}

/// For `has:finding`, alone or with a severity or a rule's id.
impl query::Findings for Findings {
    fn has(&self, node: Node, which: Option<&str>) -> bool {
        let is_meant = |it: &Finding, name: &str| it.severity.name() == name || it.rule.spec().id == name;
        self.own(node).iter().any(|it| which.is_none_or(|name| is_meant(it, name)))
    }
}

/// Where each rule begins in the list by rule, and the list.
fn by_rule(all: &[Finding]) -> (Vec<u32>, Vec<u32>) {
    let mut rules = vec![0_u32; Rule::ALL.len() + 1];
    for finding in all {
        // Each counts for all rules behind its own.
        rules.iter_mut().skip(finding.rule.index() + 1).for_each(|start| *start += 1);
    }
    let mut next = rules.clone();
    let mut by_rule = vec![0; all.len()];
    for (at, finding) in (0..).zip(all) {
        let Some(place) = next.get_mut(finding.rule.index()) else { continue };
        if let Some(slot) = by_rule.get_mut(*place as usize) {
            *slot = at;
        }
        *place += 1;
    }
    (rules, by_rule)
}

/// Stands for a place that is none.
static NOWHERE: Finding =
    Finding { repo: u32::MAX, item: 0, list: 0, rule: Rule::UndecodableItem, severity: Severity::Info };

#[cfg(test)]
mod tests;
