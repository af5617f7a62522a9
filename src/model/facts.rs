//! What sorting, counting and checking ask of every repository, decoded once and kept beside the document.
//!
//! Costs 32 bytes a repository and, once each, the different storage types, modes and workspace ids. [`Facts::of`] is
//! one more pass over a segment: 2.6 µs for a repository of 2.9 kB, 4 ms for the largest segment, so that it belongs
//! on another thread than the keys. [`Register::push`] takes 3 ns a repository.

use std::collections::HashMap;
use std::num::NonZeroU32;

use crate::model::document::{Document, Segment};
use crate::model::members::Members;
use crate::model::text;
use crate::model::time::Instant;

/// A value that many repositories have; [`Register::text`] tells which. In one register, equal values are equal terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Term(NonZeroU32);

/// The facts of one repository. What came as another type than the API says counts as a problem, not as a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    created: i64,
    title_start: u32,
    title_len: u32,
    /// The storage type.
    pub storage_type: Option<Term>,
    /// The mode.
    pub mode: Option<Term>,
    /// The workspace id.
    pub workspace: Option<Term>,
    title: Title,
    /// Whether it is disabled.
    pub disabled: Option<bool>,
    /// How many problems its own fields have, at most 255; those of its items are not counted.
    pub problems: u8,
}

/// What a repository is called by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Title {
    Nothing,
    Name(Place),
    Id(Place),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the segment, as it reads.
    Source,
    /// Decoded, in [`Facts::decoded`].
    Apart,
}

/// No time: earlier than any that can be written.
const NEVER: i64 = i64::MIN;

impl Fact {
    /// When it was created, in seconds since 1970.
    pub fn created(&self) -> Option<i64> {
        (self.created != NEVER).then_some(self.created)
    }

    /// Whether its title is its own name, not its id or nothing.
    pub const fn is_named(&self) -> bool {
        matches!(self.title, Title::Name(_))
    }
}

/// The facts of the repositories of one segment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    rows: Vec<Fact>,
    /// Titles that do not stand in the source as they read, one behind the other.
    decoded: String,
    terms: Terms,
}

impl Facts {
    /// Decodes what is asked of every repository of a segment.
    pub fn of(segment: &Segment) -> Self {
        let mut facts = Self { rows: Vec::with_capacity(segment.entries.len()), ..Self::default() };
        for entry in &segment.entries {
            let fact = Members::read(segment.text(entry), |members| facts.fact(members, &segment.bytes));
            facts.rows.push(fact);
        }
        facts
    }

    fn fact(&mut self, members: &Members<'_>, source: &[u8]) -> Fact {
        let (title, title_start, title_len) = self.title(members, source);
        let mut term = |path| members.text(path).map(|text| self.terms.term(text));
        Fact {
            created: members.created.map_or(NEVER, Instant::as_second),
            title_start,
            title_len,
            storage_type: term("storageType"),
            mode: term("mode"),
            workspace: term("workspaceId"),
            title,
            disabled: members.flag("disabled"),
            problems: members.problems,
        }
    }

    /// The title, and where it stands; as for [`Record::title`](crate::model::record::Record::title).
    fn title(&mut self, members: &Members<'_>, source: &[u8]) -> (Title, u32, u32) {
        let told = |path| members.text(path).filter(|text| !text::blank(text));
        let (title, text): (fn(Place) -> Title, _) = match (told("name"), told("id")) {
            (Some(name), _) => (Title::Name, name),
            (None, Some(id)) => (Title::Id, id),
            (None, None) => return (Title::Nothing, 0, 0),
        };
        let (place, start) =
            place_in(source, text).map_or((Place::Apart, self.decoded.len()), |at| (Place::Source, at));
        if place == Place::Apart {
            self.decoded.push_str(text);
        }
        // A segment has fewer bytes than that, and what was decoded is shorter than its source.
        let short = |n| u32::try_from(n).unwrap_or_default();
        (title(place), short(start), short(text.len()))
    }
}

/// Where in the source a text stands, if it was not decoded from it.
fn place_in(source: &[u8], text: &str) -> Option<usize> {
    let start = text.as_ptr().addr().checked_sub(source.as_ptr().addr())?;
    (start + text.len() <= source.len()).then_some(start)
}

/// The facts of all repositories of a document, as far as they came.
#[derive(Debug, Clone, Default)]
pub struct Register {
    segments: Vec<Facts>,
    /// The number of repositories before each segment.
    starts: Vec<usize>,
    len: usize,
    terms: Terms,
}

impl Register {
    /// Appends the facts of the document's next segment.
    pub fn push(&mut self, mut facts: Facts) {
        let terms: Vec<Term> = facts.terms.texts.iter().map(|text| self.terms.term(text)).collect();
        let renamed = |term: Option<Term>| terms.get(term?.index()).copied();
        for fact in &mut facts.rows {
            fact.storage_type = renamed(fact.storage_type);
            fact.mode = renamed(fact.mode);
            fact.workspace = renamed(fact.workspace);
        }
        facts.terms = Terms::default();
        self.starts.push(self.len);
        self.len += facts.rows.len();
        self.segments.push(facts);
    }

    /// How many repositories there are facts of.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The facts of the repository at a position.
    pub fn get(&self, repo: usize) -> Option<&Fact> {
        let at = self.starts.partition_point(|start| *start <= repo).checked_sub(1)?;
        self.segments.get(at)?.rows.get(repo - self.starts.get(at)?)
    }

    /// The facts of all repositories, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Fact> {
        self.segments.iter().flat_map(|facts| &facts.rows)
    }

    /// The titles of all repositories in order, as they came: not terminal-safe, empty for one that has none.
    pub fn titles<'a>(&'a self, document: &'a Document) -> impl Iterator<Item = &'a str> {
        let segments = self.segments.iter().zip(document.segments());
        segments.flat_map(|(facts, segment)| {
            facts.rows.iter().map(|fact| {
                let (Title::Name(place) | Title::Id(place)) = fact.title else { return "" };
                let start = fact.title_start as usize;
                let range = start..start + fact.title_len as usize;
                let found = match place {
                    Place::Source => segment.bytes.get(range).and_then(|bytes| str::from_utf8(bytes).ok()),
                    Place::Apart => facts.decoded.get(range),
                };
                found.unwrap_or_default()
            })
        })
    }

    /// What a term stands for, as it came: not terminal-safe.
    pub fn text(&self, term: Term) -> &str {
        self.terms.texts.get(term.index()).map_or("", String::as_str)
    }
}

/// Different texts, each with a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Terms {
    texts: Vec<String>,
    places: HashMap<String, Term>,
}

impl Term {
    const fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

impl Terms {
    fn term(&mut self, text: &str) -> Term {
        if let Some(term) = self.places.get(text) {
            return *term;
        }
        self.texts.push(text.to_owned());
        let term = Term(u32::try_from(self.texts.len()).ok().and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MAX));
        self.places.insert(text.to_owned(), term);
        term
    }
}

#[cfg(test)]
mod tests;
