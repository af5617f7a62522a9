//! Which repositories have a word in one of their text values, looked for in the source without decoding it.
//!
//! Never too few are found. It may be too many where only decoding would tell: those with such a number, and in rare
//! cases those with source text that looks like a string. Which values are hidden on the screen is not known here.

use std::ops::Range;

use crate::model::document::{Document, Entry, Segment};
use crate::model::search::pattern::Pattern;
use crate::model::search::source::{Around, Escaped, escaped};
use crate::model::text::{is_composed, lossy};

mod names;
mod needle;
mod pattern;
mod source;

pub use names::Names;
pub use needle::Needle;
pub(crate) use needle::fold;

/// So many repositories are searched in one go; they stay in the processor's cache while they are looked at twice.
const RUN: usize = 64;

/// A search under way. It takes one segment at a time, so that it may be left at any time, and goes on when more have
/// come.
#[derive(Debug, Clone)]
pub struct Search {
    needle: Needle,
    pattern: Pattern,
    found: Vec<usize>,
    /// How many segments were searched, and how many repositories these hold.
    segments: usize,
    repos: usize,
    /// Of the first `known` segments, the only repositories worth a look: what a wider search found.
    earlier: Vec<usize>,
    known: usize,
    /// Repositories that are known to have the needle, in order: they are found without a look.
    given: Vec<usize>,
}

impl Search {
    /// A search that has not looked at anything yet.
    pub fn new(needle: Needle) -> Self {
        let pattern = Pattern::of(&needle);
        let (found, earlier, given) = (Vec::new(), Vec::new(), Vec::new());
        Self { needle, pattern, found, segments: 0, repos: 0, earlier, known: 0, given }
    }

    /// A search in the same document for another needle, which looks only at what this one found where that is enough.
    #[must_use]
    pub fn then(&self, needle: Needle) -> Self {
        let narrows = needle.narrows(&self.needle);
        let mut next = Self::new(needle);
        if narrows {
            let not_searched = self.earlier.iter().filter(|repo| **repo >= self.repos);
            next.earlier = self.found.iter().chain(not_searched).copied().collect();
            next.known = self.segments.max(self.known);
        }
        next
    }

    /// Finds these repositories, which are in order and of which none was searched yet, without a look at them.
    pub fn give(&mut self, repos: &[usize]) {
        self.given = repos.to_vec();
    }

    /// What is searched for.
    pub const fn needle(&self) -> &Needle {
        &self.needle
    }

    /// The positions of the repositories found so far, in order.
    pub fn found(&self) -> &[usize] {
        &self.found
    }

    /// How many repositories were searched so far.
    pub const fn searched(&self) -> usize {
        self.repos
    }

    /// Searches the next segment; false when there was none.
    pub fn step(&mut self, document: &Document) -> bool {
        let Some(segment) = document.segments().get(self.segments) else { return false };
        let (start, end) = (self.repos, self.repos + segment.entries.len());
        let mut found = std::mem::take(&mut self.found);
        let before = found.len();
        let given = between(&self.given, start, end);
        let is_open = |repo: &usize| given.binary_search(repo).is_err();
        let open: Vec<usize> = if self.segments < self.known {
            between(&self.earlier, start, end).iter().copied().filter(is_open).collect()
        } else if given.len() == segment.entries.len() {
            Vec::new()
        } else {
            (start..end).filter(is_open).collect()
        };
        // What lies side by side is searched in one go.
        let stretches = open.chunk_by(|one, next| one + 1 == *next).flat_map(|stretch| stretch.chunks(RUN));
        for stretch in stretches {
            let Some(first) = stretch.first() else { continue };
            let entries = segment.entries.get(first - start..).and_then(|rest| rest.get(..stretch.len()));
            self.search(segment, entries.unwrap_or_default(), *first, &mut found);
        }
        if !given.is_empty() {
            found.extend_from_slice(given);
            found.get_mut(before..).unwrap_or_default().sort_unstable();
        }
        self.found = found;
        self.segments += 1;
        self.repos = end;
        true
    }

    /// Adds those entries that have the needle; the first one is the repository at `start`.
    fn search(&self, segment: &Segment, entries: &[Entry], start: usize, found: &mut Vec<usize>) {
        if self.pattern.is_anything() {
            found.extend((start..).zip(entries).map(|(repo, _)| repo));
            return;
        }
        let known = found.len();
        self.in_plain_sight(segment, entries, start, found);
        let plain = found.len();
        self.behind_escapes(segment, entries, start, found, known);
        if self.pattern.is_spelled {
            Self::spelled_otherwise(segment, entries, start, found, known);
        }
        if plain < found.len() {
            found.get_mut(known..).unwrap_or_default().sort_unstable();
        }
    }

    /// Adds entries that may spell the needle in another way, but for those found since there were `known`.
    fn spelled_otherwise(segment: &Segment, entries: &[Entry], start: usize, found: &mut Vec<usize>, known: usize) {
        for (repo, entry) in (start..).zip(entries) {
            let is_known = found.get(known..).unwrap_or_default().contains(&repo);
            if !is_known && !is_composed(segment.text(entry)) {
                found.push(repo);
            }
        }
    }

    /// Adds entries that have the needle in a text without escapes.
    fn in_plain_sight(&self, segment: &Segment, entries: &[Entry], start: usize, found: &mut Vec<usize>) {
        let (mut run, all) = (Run { entries, passed: 0 }, place_of(entries));
        let bytes = segment.bytes.get(..all.end).unwrap_or_default();
        let mut places = self.pattern.places(bytes, all.start);
        while let Some(at) = places.next() {
            let Some((index, place)) = run.find(at) else { continue };
            let text = bytes.get(place.clone()).unwrap_or_default();
            let hit = at - place.start..at - place.start + self.pattern.len();
            let counts = hit.end <= text.len()
                && match Around::of(text, &hit) {
                    // A mark that follows would make another letter of the last one.
                    Around::Text(_) if self.pattern.is_whole && is_ascii_at(text, hit.end) => true,
                    Around::Text(text) => self.needle.find(&lossy(text)).is_some(),
                    Around::Name => may_be_number(text, &hit),
                    Around::Escaped => false,
                    Around::Bare => matches!(text.get(hit.start), Some(b'0'..=b'9' | b'-' | b'.')),
                };
            if counts {
                found.push(start + index);
                places.skip_to(place.end);
            }
        }
    }

    /// Adds entries that have the needle in a text with escapes, but for those found since there were `known`.
    fn behind_escapes(&self, segment: &Segment, entries: &[Entry], start: usize, found: &mut Vec<usize>, known: usize) {
        let plain = known..found.len();
        let (mut run, all) = (Run { entries, passed: 0 }, place_of(entries));
        let bytes = segment.bytes.get(..all.end).unwrap_or_default();
        let mut at = all.start;
        while let Some(skipped) = bytes.get(at..).and_then(|rest| memchr::memchr(b'\\', rest)) {
            at += skipped + 1;
            let Some((index, place)) = run.find(at - 1) else { continue };
            let repo = start + index;
            let is_known = || found.get(plain.clone()).is_some_and(|plain| plain.binary_search(&repo).is_ok());
            let text = bytes.get(place.clone()).unwrap_or_default();
            if !is_known() && escaped(text).any(|string| self.is_in(&string)) {
                found.push(repo);
            }
            at = place.end;
        }
    }

    fn is_in(&self, string: &Escaped<'_>) -> bool {
        // Where no escape is of a letter the letters are there as they are, and most strings need no decoding.
        let may_be = || string.any || self.pattern.can_hide || self.pattern.places(string.raw, 0).next().is_some();
        may_be() && self.needle.find(&string.decode()).is_some()
    }
}

/// Tells at the speed of memory which source texts can't have a needle in any of their values.
#[derive(Debug, Clone)]
pub(crate) struct Sieve(Pattern);

impl Sieve {
    /// The sieve for a needle.
    pub(crate) fn of(needle: &Needle) -> Self {
        Self(Pattern::of(needle))
    }

    /// Whether the source of a value may have the needle; false only where it surely has not.
    pub(crate) fn lets_through(&self, source: &[u8]) -> bool {
        self.0.is_anything()
            || self.0.places(source, 0).next().is_some()
            || memchr::memchr(b'\\', source).is_some()
            || (self.0.is_spelled && !is_composed(source))
    }
}

/// Of numbers in order those from a first one up to one that is not among them.
pub(crate) fn between(numbers: &[usize], start: usize, end: usize) -> &[usize] {
    let place = |number| numbers.partition_point(|other| *other < number);
    numbers.get(place(start)..place(end)).unwrap_or_default()
}

/// Some entries in order, to be gone through once.
struct Run<'a> {
    entries: &'a [Entry],
    /// How many of them were passed.
    passed: usize,
}

impl Run<'_> {
    /// The entry that a byte belongs to, at or behind the one before, and where it lies; `None` between two of them.
    fn find(&mut self, at: usize) -> Option<(usize, Range<usize>)> {
        let mut rest = self.entries.get(self.passed..).unwrap_or_default();
        if at >= place_of(rest.get(..1)?).end {
            self.passed += rest.partition_point(|entry| place_of(std::slice::from_ref(entry)).end <= at);
            rest = self.entries.get(self.passed..).unwrap_or_default();
        }
        let place = place_of(rest.get(..1)?);
        place.contains(&at).then_some((self.passed, place))
    }
}

fn is_ascii_at(text: &[u8], at: usize) -> bool {
    text.get(at).is_none_or(u8::is_ascii)
}

/// Whether what looks like a name may be a number: behind a name that ends in white space, it stands between quotes.
fn may_be_number(text: &[u8], hit: &Range<usize>) -> bool {
    let of_number = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E');
    let before = text.get(..hit.start).unwrap_or_default().rsplit(|byte| *byte == b'"').next().unwrap_or_default();
    text.get(hit.clone()).is_some_and(|hit| hit.iter().all(of_number))
        && before.iter().any(|byte| matches!(byte, b':' | b',' | b'['))
}

/// The bytes that some entries and what stands between them take.
fn place_of(entries: &[Entry]) -> Range<usize> {
    let start = entries.first().map_or(0, |entry| entry.start as usize);
    let end = entries.last().map_or(0, |entry| entry.start as usize + entry.len as usize);
    start..end
}

#[cfg(test)]
mod tests;
