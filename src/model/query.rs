//! The language of the filter: words and typed terms, and which objects they find.
//!
//! Words are looked for in every value as the screen shows it, so never in the hidden part of a credential; typed terms
//! compare one field. All terms must hold. An item inherits from its repository: a term that is not true of the item,
//! nor about a field that the item has itself, may be true of its repository instead, but one at least must be true of
//! the item. What must not be must be so of neither. A repository is looked at alone; groups never match.

use std::ops::Range;

use jiff::Timestamp;

use crate::model::inventory::Inventory;
use crate::model::kind::Node;
use crate::model::query::look::Look;
use crate::model::query::term::Test;
use crate::model::search::{Names, Needle};
use crate::model::text;

mod complete;
mod fuzzy;
mod hits;
mod look;
mod parse;
mod pattern;
mod read;
mod run;
mod seen;
mod term;
mod values;
mod when;

pub use complete::{Completion, Known, complete};
pub use hits::Hits;
pub use parse::Complaint;
pub use run::Run;
pub use seen::Seen;
pub use term::{Field, Flag, TERMS, Term, TermSpec};

/// What a query may ask that the objects themselves do not tell.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The time that ages are counted from.
    pub now: Timestamp,
    /// Who knows of findings; `None` while they are not counted.
    pub findings: Option<&'a dyn Findings>,
    /// Who knows what is shared; `None` while that is not counted.
    pub sharing: Option<&'a dyn Sharing>,
    /// The names of all repositories, so that what is found by these is found at once.
    pub names: Option<&'a Names>,
}

impl Context<'_> {
    /// One in which only the time is known.
    pub const fn at(now: Timestamp) -> Self {
        Self { now, findings: None, sharing: None, names: None }
    }
}

/// Knows about which objects there are findings.
pub trait Findings: Sync {
    /// Whether there is a finding about an object itself; where `which` is said, one of this severity or rule, in lower
    /// case.
    fn has(&self, node: Node, which: Option<&str>) -> bool;
}

/// Knows which buckets and AI LLMs several repositories use.
pub trait Sharing: Sync {
    /// Whether the object is used by more than one repository.
    fn is_shared(&self, node: Node) -> bool;
}

/// A query as it was typed, read. The same text is the same query at any time: ages are counted when it is asked.
#[derive(Debug, Clone, Default)]
pub struct Query {
    text: String,
    terms: Vec<Term>,
    complaints: Vec<Complaint>,
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Query {}

impl Query {
    /// Reads a query. What is not understood is told in [`Self::complaints`] and left out; nothing else is lost by it.
    pub fn parse(text: &str) -> Self {
        let (terms, complaints) = parse::parse(text);
        Self { text: text.to_owned(), terms, complaints }
    }

    /// The query as typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The terms that count, in order.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// What is wrong with those that do not, in order.
    pub fn complaints(&self) -> &[Complaint] {
        &self.complaints
    }

    /// Whether it asks for nothing, so that everything is found.
    pub const fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Why a term finds nothing for now: what it asks has not been counted.
    pub fn note(&self, context: &Context<'_>) -> Option<&'static str> {
        let asks = |asked: fn(&Test) -> bool| self.terms.iter().any(|term| asked(&term.test));
        if context.findings.is_none() && asks(|test| matches!(test, Test::Finding(_))) {
            return Some("findings are not counted yet: has:finding finds nothing until then");
        }
        let asks_sharing = asks(|test| matches!(test, Test::Flag(Flag::Shared)));
        (context.sharing.is_none() && asks_sharing)
            .then_some("what is shared is not counted yet: is:shared finds nothing until then")
    }

    /// The words that an object must have, where nothing else is asked for.
    fn words(&self) -> Option<Vec<&Needle>> {
        let word = |term: &'_ Term| matches!(&term.test, Test::Word(_) if !term.negated);
        let needles = self.terms.iter().filter_map(|term| match &term.test {
            Test::Word(needle) => Some(needle),
            _ => None,
        });
        self.terms.iter().all(word).then(|| needles.collect())
    }

    /// Which objects of the repository at a position match.
    pub fn hits(&self, inventory: &Inventory, repo: usize, context: &Context<'_>) -> Hits {
        let text = inventory.document().get(repo).map(|(_, source)| text::lossy(source));
        text.map_or_else(Hits::default, |text| Look::new(self, context).hits(&text, repo))
    }

    /// Hands over each object of the repository with this source text, at this position, that further terms may find
    /// beside this query: those that match, and those that do so through their repository alone.
    pub fn each(&self, text: &[u8], repo: usize, context: &Context<'_>, take: &mut dyn FnMut(&Seen<'_>)) {
        Look::new(self, context).each(&String::from_utf8_lossy(text), repo, take);
    }

    /// What of a shown text is what was asked for: ranges in order that do not touch, at characters' borders.
    pub fn highlights(&self, text: &str) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        for term in self.terms.iter().filter(|term| !term.negated) {
            match &term.test {
                Test::Word(needle) => places.extend(needle.places(text)),
                Test::Fuzzy(fuzzy) => places.extend(fuzzy.places(text)),
                Test::Field { pattern, differs: false, .. } => places.extend(pattern.places(text)),
                Test::Field { .. }
                | Test::Kind(_)
                | Test::Flag(_)
                | Test::Finding(_)
                | Test::Age(..)
                | Test::Created(..) => {}
            }
        }
        merged(places)
    }
}

/// The term that asks for exactly this value of a field, as it is typed: `region:eu-1`, `folder:"my files"`.
pub fn term(name: &str, value: &str) -> String {
    format!("{name}:{}", read::written(value))
}

/// Ranges that overlap or touch made one.
fn merged(mut places: Vec<Range<usize>>) -> Vec<Range<usize>> {
    places.retain(|place| !place.is_empty());
    places.sort_unstable_by_key(|place| (place.start, place.end));
    let mut all: Vec<Range<usize>> = Vec::with_capacity(places.len());
    for place in places {
        match all.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => all.push(place),
        }
    }
    all
}

#[cfg(test)]
mod tests;
