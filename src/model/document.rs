//! The answer as it came: its repositories in a few immutable pieces, and everything around them.

use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;

use crate::model::shape::Shape;
use crate::model::snapshot::Kept;
use crate::model::source::Source;

/// Where one repository lies in its segment, and its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Bytes from the start of the segment.
    pub start: u32,
    /// How many bytes its text has.
    pub len: u32,
    /// What is known of it without decoding it.
    pub shape: Shape,
}

/// A run of whole repositories as they came, never changed after it was made, so that it can be shared freely.
#[derive(Default, PartialEq, Eq)]
pub struct Segment {
    /// The source text; between the entries stand commas and white space.
    pub bytes: Source,
    /// The repositories in it, in order.
    pub entries: Vec<Entry>,
}

/// Says how much there is and not what: it holds credentials.
impl fmt::Debug for Segment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Segment").field("bytes", &self.bytes.len()).field("entries", &self.entries.len()).finish()
    }
}

impl Segment {
    /// The source text of one of its repositories.
    pub fn text(&self, entry: &Entry) -> &[u8] {
        let start = entry.start as usize;
        self.bytes.get(start..start + entry.len as usize).unwrap_or_default()
    }
}

/// What a finished answer has besides its repositories.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Rest {
    /// The answer's text without the elements of `repos`: `{"success":true,"repos":[]}`.
    pub envelope: String,
    /// Where in that the list's text stands, and what of it is behind the last repository; `None` where the text around
    /// the list is not what came to the last byte.
    pub gap: Option<(usize, Box<[u8]>)>,
    /// Workspace ids of the repositories in the order they first came, with how many repositories each has.
    pub workspaces: Vec<(String, u32)>,
    /// Hashes of repository ids that more than one repository has, in order.
    pub duplicates: Vec<u64>,
    /// Bytes of the whole answer, after decompression.
    pub bytes: u64,
    /// What was odd about the answer without making it unusable.
    pub remarks: Vec<String>,
    /// What is known of it where it was kept in a file; `None` for an answer that has just come.
    pub kept: Option<Box<Kept>>,
}

/// Of the text around the list it says how much there is and not what: credentials may stand there too.
impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { envelope, gap: _, workspaces, duplicates, bytes, remarks, kept } = self;
        let mut told = f.debug_struct("Rest");
        told.field("envelope", &envelope.len()).field("workspaces", workspaces).field("duplicates", duplicates);
        told.field("bytes", bytes).field("remarks", remarks).field("kept", kept).finish()
    }
}

impl Rest {
    /// The time that ages are counted from: of what was kept its own, where that is known, so that it is judged the same
    /// at any time; else now.
    pub fn as_of(&self, now: Timestamp) -> Timestamp {
        self.kept.as_ref().and_then(|kept| kept.as_of).unwrap_or(now)
    }

    /// The answer's body as it came, in pieces; nothing where that is not known to the last byte.
    pub fn body<'a>(&'a self, document: &'a Document) -> Option<impl Iterator<Item = &'a [u8]>> {
        let (at, behind) = self.gap.as_ref()?;
        let (before, after) = self.envelope.as_bytes().split_at_checked(*at)?;
        let segments = document.segments().iter().map(|segment| &*segment.bytes);
        Some([before].into_iter().chain(segments).chain([&**behind, after]))
    }
}

/// The repositories of an answer, whole or as far as they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    segments: Vec<Arc<Segment>>,
    /// The number of repositories before each segment, for finding one by its position.
    starts: Vec<usize>,
    len: usize,
}

impl Document {
    /// Appends a segment.
    pub fn push(&mut self, segment: Arc<Segment>) {
        self.starts.push(self.len);
        self.len += segment.entries.len();
        self.segments.push(segment);
    }

    /// How many repositories there are.
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The repository at a position: its entry and its source text.
    pub fn get(&self, position: usize) -> Option<(&Entry, &[u8])> {
        self.locate(position).map(|(segment, entry)| (entry, segment.text(entry)))
    }

    /// The repository at a position: the segment it lies in and its entry there.
    pub fn locate(&self, position: usize) -> Option<(&Arc<Segment>, &Entry)> {
        let at = self.starts.partition_point(|start| *start <= position).checked_sub(1)?;
        let segment = self.segments.get(at)?;
        Some((segment, segment.entries.get(position - self.starts.get(at)?)?))
    }

    /// All repositories from a position on, in order.
    pub fn entries_from(&self, position: usize) -> impl Iterator<Item = &Entry> {
        let at = self.starts.partition_point(|start| *start <= position).saturating_sub(1);
        let skip = position - self.starts.get(at).copied().unwrap_or_default().min(position);
        self.segments.iter().skip(at).flat_map(|segment| &segment.entries).skip(skip)
    }

    /// Whether another one has the very same segments, as after a refresh in which nothing changed; without a look at
    /// what stands in them.
    pub fn shares_all(&self, other: &Self) -> bool {
        let mut both = self.segments.iter().zip(&other.segments);
        self.segments.len() == other.segments.len() && both.all(|(one, other)| Arc::ptr_eq(one, other))
    }

    /// The segments the repositories lie in.
    pub fn segments(&self) -> &[Arc<Segment>] {
        &self.segments
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(texts: &[&str]) -> Arc<Segment> {
        let mut segment = Segment::default();
        for text in texts {
            let start = u32::try_from(segment.bytes.len()).unwrap();
            segment.bytes.push(text.as_bytes());
            let len = u32::try_from(text.len()).unwrap();
            segment.entries.push(Entry { start, len, shape: Shape::default() });
        }
        Arc::new(segment)
    }

    #[test]
    fn finds_a_repository_in_whichever_segment_it_lies() {
        let mut document = Document::default();
        document.push(segment(&["a", "b"]));
        document.push(segment(&[]));
        document.push(segment(&["c"]));
        let text = |position| document.get(position).map(|(_, text)| text);
        assert_eq!([text(0), text(1), text(2), text(3)], [Some(&b"a"[..]), Some(b"b"), Some(b"c"), None]);
        for from in 0..5 {
            assert_eq!(document.entries_from(from).count(), 3_usize.saturating_sub(from));
        }
    }
}
