//! Finds the repositories in an answer while it arrives, in pieces of any size.
//!
//! Only brackets and quotes are followed here; each repository's own text is checked by `serde_json` as soon as it is
//! whole, and what stands around the list is checked at the end.

mod outside;

use std::collections::{HashMap, VecDeque};
use std::fmt;

use crate::model::document::{Entry, Rest, Segment};
use crate::model::json::Broken;
use crate::model::scan::outside::Outside;
use crate::model::shape::{Shape, leading, shape};
use crate::model::source::Source;
use crate::model::verdict::{self, Fault};

/// The first segment is cut from this many bytes on, a screen full of repositories; the next ones double.
const FIRST_SEGMENT: usize = 128 * 1024;
/// Segments double up to this many bytes, which fill a large page of memory. From then on one ends where an id says so,
/// see [`Scanner::is_due`].
const LARGE_SEGMENT: usize = 2 * 1024 * 1024;
/// An answer of up to this many bytes has half of that at most: of a small one a page not filled would be a good part.
const LARGE_ANSWER: u64 = 4 * 1024 * 1024;
/// No segment grows beyond this by more than one repository.
const LARGEST_SEGMENT: usize = LARGE_SEGMENT / 2 * 3;
/// One id in so many ends a large segment.
const ENDS: u64 = 128;
/// What is kept of each repository, item and workspace id besides the source text, in bytes and rather too high.
const WEIGHT_OF_REPOSITORY: u64 = 96;
const WEIGHT_OF_ITEM: u64 = 64;
const WEIGHT_OF_WORKSPACE: u64 = 192;
/// All of that may weigh this much, and beyond it as much as the source text. Millions of empty objects are no
/// organization, and would take many times the memory of their text.
const LIGHT: u64 = 64 * 1024 * 1024;
/// The most bytes around the list of repositories.
const LARGEST_OUTSIDE: usize = 4 * 1024 * 1024;
/// Longer pieces are read in several steps, since what stands behind a cut is copied.
const STEP: usize = 64 * 1024;

/// Reads an answer in pieces and notes where each repository lies.
pub struct Scanner {
    outside: Outside,
    inside: Option<Inside>,
    list_was_read: bool,
    /// Bytes of the list that are not in a segment yet.
    buf: Source,
    /// The next byte of `buf` to look at.
    at: usize,
    /// Where in the answer `buf` starts.
    base: u64,
    entries: Vec<Entry>,
    target: usize,
    whole: VecDeque<Segment>,
    received: u64,
    /// How much there will be in all, where that was said.
    expected: Option<u64>,
    /// What is kept besides the source text, and of how many objects.
    weight: u64,
    objects: u64,
    found: Found,
}

#[derive(Default)]
struct Found {
    workspaces: Vec<(String, u32)>,
    places: HashMap<String, usize>,
    ids: Vec<u64>,
}

/// Where the scan stands between or in the elements of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    FirstOrEnd,
    Next,
    CommaOrEnd,
    Container { start: usize, nesting: u32, text: Quote },
    Bare { start: usize },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quote {
    Out,
    In,
    Escaped,
}

/// Says how far it is and not what it has read: that holds credentials.
impl fmt::Debug for Scanner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scanner")
            .field("received", &self.received)
            .field("objects", &self.objects)
            .finish_non_exhaustive()
    }
}

impl Default for Scanner {
    fn default() -> Self {
        Self {
            outside: Outside::default(),
            inside: None,
            list_was_read: false,
            buf: Source::default(),
            at: 0,
            base: 0,
            entries: Vec::new(),
            target: FIRST_SEGMENT,
            whole: VecDeque::new(),
            received: 0,
            expected: None,
            weight: 0,
            objects: 0,
            found: Found::default(),
        }
    }
}

impl Scanner {
    /// For an answer of so many bytes, as far as was said: for more than is to come no room is made.
    pub fn expecting(bytes: Option<u64>) -> Self {
        Self { expected: bytes, ..Self::default() }
    }

    /// Reads the next piece of the answer.
    ///
    /// # Errors
    ///
    /// Where the grammar is broken; what was found before stays valid.
    pub fn push(&mut self, piece: &[u8]) -> Result<(), Fault> {
        piece.chunks(STEP).try_for_each(|step| self.step(step))
    }

    fn step(&mut self, piece: &[u8]) -> Result<(), Fault> {
        self.received += piece.len() as u64;
        let mut rest = piece;
        while !rest.is_empty() {
            if self.inside.is_some() {
                self.buf.push(rest);
                rest = &[];
                if let Some(end) = self.read_list().map_err(Fault::Broken)? {
                    let before = self.buf.take_before(end, 0);
                    let after = std::mem::replace(&mut self.buf, before);
                    self.inside = None;
                    self.list_was_read = true;
                    self.outside.removed = self.base + end as u64 - self.outside.bytes.len() as u64;
                    self.push_outside(&after);
                }
            } else {
                let taken = self.push_outside(rest);
                rest = rest.get(taken..).unwrap_or_default();
            }
        }
        self.check_weight()
    }

    fn check_weight(&self) -> Result<(), Fault> {
        if self.weight > self.received + LIGHT {
            return Err(Fault::Crumbs { objects: self.objects });
        }
        if self.outside.bytes.len() > LARGEST_OUTSIDE {
            return Err(self.outside.too_large());
        }
        Ok(())
    }

    /// Reads bytes around the list; returns how many, fewer than given where the list begins.
    fn push_outside(&mut self, bytes: &[u8]) -> usize {
        for (i, byte) in bytes.iter().enumerate() {
            if self.outside.push(*byte) && !self.list_was_read {
                self.inside = Some(Inside::FirstOrEnd);
                self.outside.list_at = self.outside.bytes.len();
                self.base = self.outside.bytes.len() as u64;
                return i + 1;
            }
        }
        bytes.len()
    }

    /// Reads on in the list; returns where it ends in `buf`, once it does.
    fn read_list(&mut self) -> Result<Option<usize>, Broken> {
        while let Some(byte) = self.buf.get(self.at).copied() {
            let state = self.inside.unwrap_or(Inside::FirstOrEnd);
            let next = match (state, byte) {
                (Inside::FirstOrEnd | Inside::Next | Inside::CommaOrEnd, b' ' | b'\t' | b'\n' | b'\r') => state,
                (Inside::FirstOrEnd | Inside::CommaOrEnd, b']') => return Ok(Some(self.at)),
                (Inside::CommaOrEnd, b',') => Inside::Next,
                (Inside::CommaOrEnd, _) | (Inside::FirstOrEnd | Inside::Next, b',' | b']' | b':' | b'}') => {
                    return Err(Broken { offset: self.base + self.at as u64, ended: false });
                }
                (Inside::FirstOrEnd | Inside::Next, b'{') if self.take_whole() => {
                    self.cut();
                    continue;
                }
                (Inside::FirstOrEnd | Inside::Next, b'{' | b'[') => {
                    Inside::Container { start: self.at, nesting: 1, text: Quote::Out }
                }
                (Inside::FirstOrEnd | Inside::Next, b'"') => {
                    Inside::Container { start: self.at, nesting: 0, text: Quote::In }
                }
                (Inside::FirstOrEnd | Inside::Next, _) => Inside::Bare { start: self.at },
                (Inside::Container { start, nesting, text }, _) => {
                    match skip_container(&self.buf, &mut self.at, nesting, text) {
                        None => {
                            self.complete(start)?;
                            self.cut();
                        }
                        Some((nesting, text)) => self.inside = Some(Inside::Container { start, nesting, text }),
                    }
                    continue;
                }
                (Inside::Bare { start }, b',' | b']' | b' ' | b'\t' | b'\n' | b'\r') => {
                    self.complete(start)?;
                    self.cut();
                    continue;
                }
                (Inside::Bare { .. }, _) => state,
            };
            self.at += 1;
            self.inside = Some(next);
        }
        Ok(None)
    }

    /// Takes the repository that begins here in one pass, where all of it has come; that is nearly always so.
    fn take_whole(&mut self) -> bool {
        let Some((shape, workspace, len)) = self.buf.get(self.at..).and_then(leading) else { return false };
        if self.note(self.at, len, shape, workspace).is_err() {
            return false;
        }
        self.at += len;
        true
    }

    /// Notes the element that ends before `self.at`.
    fn complete(&mut self, start: usize) -> Result<(), Broken> {
        let text = self.buf.get(start..self.at).unwrap_or_default();
        let (shape, workspace) =
            shape(text).map_err(|broken| Broken { offset: self.base + start as u64 + broken.offset, ended: false })?;
        self.note(start, text.len(), shape, workspace)
    }

    fn note(&mut self, start: usize, len: usize, shape: Shape, workspace: Option<String>) -> Result<(), Broken> {
        let (Ok(start), Ok(len)) = (u32::try_from(start), u32::try_from(len)) else {
            return Err(Broken { offset: self.base + start as u64, ended: false });
        };
        let items = shape.counts.into_iter().map(u64::from).sum::<u64>();
        self.objects += 1 + items;
        self.weight += WEIGHT_OF_REPOSITORY + items * WEIGHT_OF_ITEM;
        self.entries.push(Entry { start, len, shape });
        self.weight += self.found.note(shape.id, workspace);
        Ok(())
    }

    /// After a repository: ends the segment where it is time.
    fn cut(&mut self) {
        self.inside = Some(Inside::CommaOrEnd);
        if self.is_due() {
            let segment = self.seal();
            self.whole.extend(segment);
        }
    }

    /// Whether a segment ends here. Where a large one does is up to the ids in it: so the same repositories make the
    /// same segments, also where others were added or removed before them, and a refresh finds what it has already.
    fn is_due(&self) -> bool {
        let ends = || self.entries.last().is_some_and(|entry| entry.shape.id % ENDS == 0 && entry.shape.id != 0);
        self.at >= self.target && (self.target < LARGE_SEGMENT || self.at >= LARGEST_SEGMENT || ends())
    }

    /// The next segment that is large enough to be one.
    pub fn next_whole(&mut self) -> Option<Segment> {
        self.whole.pop_front()
    }

    /// Bytes read so far.
    pub const fn received(&self) -> u64 {
        self.received
    }

    /// Ends the segment here, however small: the repositories that are in none yet.
    pub fn seal(&mut self) -> Option<Segment> {
        if self.entries.is_empty() {
            return None;
        }
        let keep = match self.inside {
            Some(Inside::Container { start, .. } | Inside::Bare { start }) => start,
            _ => self.at.min(self.buf.len()),
        };
        let largest = if self.received < LARGE_ANSWER { LARGE_SEGMENT / 2 } else { LARGE_SEGMENT };
        self.target = (self.target * 2).min(largest);
        let bytes = self.buf.take_before(keep, self.room(self.buf.len() - keep));
        self.at -= keep;
        self.base += keep as u64;
        if let Some(Inside::Container { start, .. } | Inside::Bare { start }) = &mut self.inside {
            *start = 0;
        }
        let mut entries = std::mem::take(&mut self.entries);
        entries.shrink_to_fit();
        Some(Segment { bytes, entries })
    }

    /// How many bytes to make room for, where so many of the next segment are there.
    fn room(&self, begun: usize) -> usize {
        let left = self.expected.and_then(|expected| usize::try_from(expected.saturating_sub(self.received)).ok());
        left.map_or(2 * self.target, |left| (begun + left).min(2 * self.target))
    }

    /// The end of the answer: what it has besides its repositories, or why it can't be used.
    ///
    /// Call [`Self::next_whole`] and [`Self::seal`] before: repositories that were not handed over by then are lost.
    ///
    /// # Errors
    ///
    /// The first reason that makes the answer unusable as a whole.
    pub fn finish(self) -> Result<Rest, Fault> {
        if self.received == 0 {
            return Err(Fault::Empty);
        }
        if self.inside.is_some() {
            return Err(Fault::Broken(Broken { offset: self.received, ended: true }));
        }
        let mut remarks = Vec::new();
        let envelope = self.outside.check()?;
        verdict::judge(&envelope, &mut remarks)?;
        let at = if self.list_was_read { self.outside.list_at } else { envelope.len() };
        let gap = self.outside.is_text(&envelope).then(|| (at, Box::from(&*self.buf)));
        let mut ids = self.found.ids;
        ids.sort_unstable();
        let mut duplicates: Vec<u64> =
            ids.windows(2).filter_map(|pair| (pair.first() == pair.last()).then(|| pair.first().copied())?).collect();
        duplicates.dedup();
        duplicates.retain(|id| *id != 0);
        let workspaces = self.found.workspaces;
        Ok(Rest { envelope, gap, workspaces, duplicates, bytes: self.received, remarks, kept: None })
    }
}

impl Found {
    /// Notes a repository; returns what that weighs.
    fn note(&mut self, id: u64, workspace: Option<String>) -> u64 {
        self.ids.push(id);
        let Some(workspace) = workspace else { return 0 };
        let place = self.places.get(&workspace).copied().unwrap_or(self.workspaces.len());
        if let Some((_, count)) = self.workspaces.get_mut(place) {
            *count += 1;
            return 0;
        }
        let weight = WEIGHT_OF_WORKSPACE + 2 * workspace.len() as u64;
        self.places.insert(workspace.clone(), place);
        self.workspaces.push((workspace, 1));
        weight
    }
}

/// Skips to behind the end of a string, array or object; `None` when it was reached, else where the scan stands.
fn skip_container(buf: &[u8], at: &mut usize, mut nesting: u32, mut text: Quote) -> Option<(u32, Quote)> {
    while let Some(rest) = buf.get(*at..).filter(|rest| !rest.is_empty()) {
        match text {
            Quote::Escaped => {
                *at += 1;
                text = Quote::In;
            }
            Quote::In => {
                let Some(found) = memchr::memchr2(b'"', b'\\', rest) else { break };
                *at += found + 1;
                text = if rest.get(found) == Some(&b'"') { Quote::Out } else { Quote::Escaped };
            }
            Quote::Out => {
                let Some(found) = rest.iter().position(|byte| matches!(byte, b'"' | b'{' | b'[' | b'}' | b']')) else {
                    break;
                };
                *at += found + 1;
                match rest.get(found) {
                    Some(b'"') => text = Quote::In,
                    Some(b'{' | b'[') => nesting = nesting.saturating_add(1),
                    _ => nesting = nesting.saturating_sub(1),
                }
            }
        }
        if nesting == 0 && text == Quote::Out {
            return None;
        }
    }
    *at = buf.len();
    Some((nesting, text))
}

#[cfg(test)]
mod tests;
