//! A query on its way through a document, a segment at a time.

use crate::model::inventory::Inventory;
use crate::model::query::look::Look;
use crate::model::query::term::{Term, Test};
use crate::model::query::{Context, Query};
use crate::model::search::{Search, between};
use crate::model::text;

/// A query under way. It takes one segment at a time, so that it may be left at any time, and goes on when more have
/// come.
///
/// First the source is searched for the longest word that any match must have, at the speed of memory: what has it are
/// [`Self::candidates`]. Then these are looked at one by one. A candidate is no match yet: the word may stand in the
/// hidden part of a credential, so it must not be shown as one. What of a repository matches [`Query::hits`] tells.
///
/// Where the names of all repositories are at hand, those that match by their name alone are found before all that.
#[derive(Debug, Clone)]
pub struct Run {
    query: Query,
    search: Option<Search>,
    found: Vec<usize>,
    /// How many segments were looked at, and how many repositories these hold.
    segments: usize,
    repos: usize,
    /// Of the first `known` segments, the only repositories worth a look: what a wider query found.
    earlier: Vec<usize>,
    known: usize,
    /// Those that match by their names alone, once that was looked up.
    named: Option<Vec<usize>>,
}

impl Run {
    /// A run that has not looked at anything yet.
    pub fn new(query: Query) -> Self {
        let words = query.terms().iter().filter(|term| !term.negated).filter_map(|term| term.literal.as_ref());
        let search = words.max_by_key(|needle| needle.word().len()).cloned().map(Search::new);
        let (found, earlier) = (Vec::new(), Vec::new());
        Self { query, search, found, segments: 0, repos: 0, earlier, known: 0, named: None }
    }

    /// A run in the same document for another query, which looks only at what this one found where that is enough.
    #[must_use]
    pub fn then(&self, query: Query) -> Self {
        let narrows = narrows(&query, &self.query);
        let mut next = Self::new(query);
        if let (Some(before), Some(after)) = (&self.search, &next.search) {
            next.search = Some(before.then(after.needle().clone()));
        }
        if narrows {
            let not_seen = self.earlier.iter().filter(|repo| **repo >= self.repos).copied();
            next.earlier = self.found.iter().copied().chain(not_seen).collect();
            next.known = self.segments.max(self.known);
        }
        next
    }

    /// What is asked for.
    pub const fn query(&self) -> &Query {
        &self.query
    }

    /// The positions of the repositories in which something matches, as far as that is known, in order.
    pub fn found(&self) -> &[usize] {
        &self.found
    }

    /// How many repositories were looked at so far: to [`Self::found`] no more of these will come.
    pub const fn searched(&self) -> usize {
        self.repos
    }

    /// The repositories in which something may match, as far as their source was searched, in order; `None` where the
    /// source does not tell.
    pub fn candidates(&self) -> Option<&[usize]> {
        self.search.as_ref().map(Search::found)
    }

    /// Searches or looks at the next segment; false when there was none.
    pub fn step(&mut self, inventory: &Inventory, context: &Context<'_>) -> bool {
        if self.named.is_none() {
            let named = self.by_name(inventory, context);
            if named.len() == inventory.len() {
                // All of them are found already.
                (self.segments, self.repos) = (inventory.document().segments().len(), named.len());
                self.found.clone_from(&named);
            } else if let Some(search) = &mut self.search {
                search.give(&named);
            }
            self.named = Some(named);
            return true;
        }
        let Some(segment) = inventory.document().segments().get(self.segments) else { return false };
        if self.search.as_mut().is_some_and(|search| search.step(inventory.document())) {
            return true;
        }
        let (start, end) = (self.repos, self.repos + segment.entries.len());
        let look = Look::new(&self.query, context);
        let mut named = between(self.named.as_deref().unwrap_or_default(), start, end).iter().peekable();
        let mut take = |repo: usize| {
            let is_named = std::iter::from_fn(|| named.next_if(|named| **named <= repo)).last() == Some(&repo);
            let looked = || {
                let text = segment.entries.get(repo - start).map(|entry| text::lossy(segment.text(entry)));
                text.is_some_and(|text| look.finds(&text, repo))
            };
            if is_named || looked() {
                self.found.push(repo);
            }
        };
        let earlier = (self.segments < self.known).then(|| between(&self.earlier, start, end));
        match (self.search.as_ref().map(|search| between(search.found(), start, end)), earlier) {
            (Some(raw), Some(earlier)) => {
                raw.iter().filter(|repo| earlier.binary_search(repo).is_ok()).for_each(|repo| take(*repo));
            }
            (Some(few), None) | (None, Some(few)) => few.iter().for_each(|repo| take(*repo)),
            (None, None) => (start..end).for_each(take),
        }
        self.segments += 1;
        self.repos = end;
        true
    }

    /// The repositories whose name has all words, where nothing but words is asked for and all names are known.
    fn by_name(&self, inventory: &Inventory, context: &Context<'_>) -> Vec<usize> {
        let names = context.names.filter(|names| names.len() == inventory.len() && self.repos == 0);
        let (Some(names), Some(mut words)) = (names, self.query.words()) else { return Vec::new() };
        // The longest one leaves the fewest to be asked for the others.
        words.sort_by_key(|needle| needle.word().len());
        let Some(longest) = words.pop() else { return Vec::new() };
        let has_all = |repo: &usize| words.iter().all(|needle| needle.find(names.get(*repo)).is_some());
        names.having(longest).into_iter().filter(has_all).collect()
    }
}

/// Whether every repository in which one query finds something is one in which the other does, as after typing one
/// more letter.
///
/// Where an item matches the narrower one and no term of the wider is true of the item, all of them are true of its
/// repository, which then matches by itself.
fn narrows(query: &Query, other: &Query) -> bool {
    let implies = |term: &Term, wider: &Term| match (&term.test, &wider.test) {
        (Test::Word(word), Test::Word(wider_word)) if !term.negated && !wider.negated => word.narrows(wider_word),
        (Test::Word(word), Test::Word(wider_word)) => term.negated == wider.negated && word == wider_word,
        (Test::Kind(kind), Test::Kind(wider_kind)) => term.negated == wider.negated && kind == wider_kind,
        _ => false,
    };
    other.terms().iter().all(|wider| query.terms().iter().any(|term| implies(term, wider)))
}
