//! The findings as a list: those that belong together under a heading, what matters most first.

use std::cmp::Reverse;

use crate::model::findings::{Finding, Findings, Rule, Severity, Tally};
use crate::model::kind::Node;

/// What belongs together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Grouping {
    /// What a rule found.
    #[default]
    Rule,
    /// What was found in a repository.
    Repository,
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line<'a> {
    /// The heading over what a rule found.
    Rule(Rule, Tally),
    /// The heading over what was found in the repository at a position.
    Repository(usize, Tally),
    /// A finding.
    Finding(&'a Finding),
}

/// Where each heading stands, either way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Listing {
    rules: Parts,
    repositories: Parts,
}

/// Headings in order, each with the lines below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Parts {
    /// A rule or a repository by its position, and the worst of what is below.
    headings: Vec<(u32, Severity)>,
    /// The lines of the headings.
    starts: Vec<u32>,
    len: usize,
}

impl Listing {
    pub(super) fn of(findings: &Findings) -> Self {
        let rules = (0_u32..).zip(Rule::ALL).filter_map(|(at, rule)| {
            let worst = findings.of_rule(rule).map(|finding| finding.severity).max()?;
            Some((at, worst, findings.count_of(rule)))
        });
        let repositories = findings.all.chunk_by(|one, other| one.repo == other.repo).filter_map(|of_one| {
            let worst = of_one.iter().map(|finding| finding.severity).max()?;
            Some((of_one.first()?.repo, worst, of_one.len()))
        });
        Self { rules: Parts::of(rules.collect()), repositories: Parts::of(repositories.collect()) }
    }

    const fn parts(&self, grouping: Grouping) -> &Parts {
        match grouping {
            Grouping::Rule => &self.rules,
            Grouping::Repository => &self.repositories,
        }
    }
}

impl Parts {
    fn of(mut parts: Vec<(u32, Severity, usize)>) -> Self {
        parts.sort_by_key(|(_, worst, _)| Reverse(*worst));
        let mut all = Self::default();
        for (what, worst, count) in parts {
            all.headings.push((what, worst));
            all.starts.push(u32::try_from(all.len).unwrap_or(u32::MAX));
            all.len += 1 + count;
        }
        all
    }

    /// The heading over a line, how many lines are below that, and how far below it the line is.
    fn at(&self, line: usize) -> Option<(usize, Tally, usize)> {
        let place = self.starts.partition_point(|start| *start as usize <= line).checked_sub(1)?;
        let start = *self.starts.get(place)? as usize;
        let end = self.starts.get(place + 1).map_or(self.len, |end| *end as usize);
        let (what, worst) = *self.headings.get(place).filter(|_| line < end)?;
        Some((what as usize, Tally { count: end - start - 1, worst }, line - start))
    }
}

impl Findings {
    /// How many lines the list has.
    pub const fn lines(&self, grouping: Grouping) -> usize {
        self.listing.parts(grouping).len
    }

    /// A line of the list.
    pub fn line(&self, grouping: Grouping, at: usize) -> Option<Line<'_>> {
        let (what, tally, below) = self.listing.parts(grouping).at(at)?;
        match (grouping, below.checked_sub(1)) {
            (Grouping::Rule, None) => Rule::ALL.get(what).map(|rule| Line::Rule(*rule, tally)),
            (Grouping::Rule, Some(at)) => {
                let rule = *Rule::ALL.get(what)?;
                self.by_rule(self.range_of(rule).start + at).map(Line::Finding)
            }
            (Grouping::Repository, None) => Some(Line::Repository(what, tally)),
            (Grouping::Repository, Some(at)) => worst_first(self.of(Node::Repo(what)), at).map(Line::Finding),
        }
    }
}

/// The finding at a place, the worst of them first; those that matter the same stay as they are.
fn worst_first(findings: &[Finding], mut at: usize) -> Option<&Finding> {
    for severity in Severity::ALL {
        let same = || findings.iter().filter(|finding| finding.severity == severity);
        if let Some(finding) = same().nth(at) {
            return Some(finding);
        }
        at -= same().count();
    }
    None
}
