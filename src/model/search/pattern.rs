//! A run of bytes, each in one of two cases, found in source text at the speed of memory.

use memchr::memmem::Finder;

use crate::model::search::needle::{Needle, fold, upper};

/// Places of which one number tells which to look at: a bit each.
const BLOCK: usize = 64;

/// A stretch of so many bytes is rare enough to be looked for by itself: two digits are in every id.
const ANCHOR: usize = 3;

/// The bytes of an organization's answer from the most to the least frequent, letters in lower case. What is not
/// listed is rarer still.
const FREQUENT: &[u8] = b"\"ea:tcd02-,si41br3f5o6789kpnlmgyuhzwvj xq{}/.+=[]";

/// What to look for in source text, so that no text value with the needle is missed as long as nothing in it is
/// escaped.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    what: What,
    /// Finding it means that the needle is there.
    pub(super) is_whole: bool,
    /// The needle has a character that JSON has a short escape for.
    pub(super) can_hide: bool,
    /// The needle has a character that source text may spell in another way, as letters with marks are.
    pub(super) is_spelled: bool,
}

#[derive(Debug, Clone)]
enum What {
    /// The needle has a character that JSON only knows escaped.
    Nothing,
    /// Source text does not tell.
    Anything,
    /// These bytes.
    Exact(Box<Finder<'static>>),
    /// These bytes, each in either case.
    Either(TwoCases),
}

impl Pattern {
    /// The pattern for a needle.
    pub(super) fn of(needle: &Needle) -> Self {
        let word: String = needle.word().chars().map(|c| if needle.is_exact() { c } else { fold(c) }).collect();
        let must_hide = |c| matches!(c, '"' | '\\' | '\0'..='\x1f');
        if word.contains(must_hide) {
            return Self { what: What::Nothing, is_whole: false, can_hide: true, is_spelled: !word.is_ascii() };
        }
        let other = |c: char| upper(c).filter(|_| !needle.is_exact()).unwrap_or(c);
        // What is no text in the source becomes U+FFFD when it is decoded, and a letter whose other form takes more or
        // fewer bytes moves what follows: the rest of the needle has to do.
        let can_not_tell = |c: char| c == char::REPLACEMENT_CHARACTER || other(c).len_utf8() != c.len_utf8();
        let run = word.split(can_not_tell).max_by_key(|run| run.len()).unwrap_or_default();
        let others: String = run.chars().map(other).collect();
        let what = match run {
            "" => What::Anything,
            _ if others == run => What::Exact(Box::new(Finder::new(run).into_owned())),
            _ => What::Either(TwoCases::new(run.as_bytes(), others.as_bytes())),
        };
        // Bytes of two letters beyond ASCII may together be a third one, and a letter may belong to what is before it.
        let is_whole = run.len() == word.len() && run.is_ascii();
        Self { what, is_whole, can_hide: word.contains('/'), is_spelled: !word.is_ascii() }
    }

    /// Whether every repository may have the needle.
    pub(super) const fn is_anything(&self) -> bool {
        matches!(self.what, What::Anything)
    }

    /// How many bytes it has.
    pub(super) fn len(&self) -> usize {
        match &self.what {
            What::Nothing | What::Anything => 0,
            What::Exact(finder) => finder.needle().len(),
            What::Either(cases) => cases.bytes.len(),
        }
    }

    /// The places from `at` on where the bytes have it.
    pub(super) const fn places<'a>(&'a self, bytes: &'a [u8], at: usize) -> Places<'a> {
        Places { pattern: self, bytes, at, start: at, hits: 0 }
    }
}

/// Goes from one place that has the pattern to the next.
#[derive(Debug)]
pub(super) struct Places<'a> {
    pattern: &'a Pattern,
    bytes: &'a [u8],
    /// What lies before it was tested.
    at: usize,
    /// The block tested last, and a bit for each place in it that is still to be looked at.
    start: usize,
    hits: u64,
}

impl Places<'_> {
    /// Leaves out what lies before a place that is further on.
    pub(super) fn skip_to(&mut self, at: usize) {
        self.at = self.at.max(at);
        let passed = u32::try_from(at.saturating_sub(self.start)).unwrap_or(u32::MAX);
        self.hits &= u64::MAX.checked_shl(passed).unwrap_or(0);
    }
}

impl Iterator for Places<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        match &self.pattern.what {
            What::Nothing | What::Anything => None,
            What::Exact(finder) => {
                let found = self.at + finder.find(self.bytes.get(self.at..)?)?;
                self.at = found + 1;
                Some(found)
            }
            What::Either(cases) if cases.anchor.is_some() => {
                let (finder, before) = cases.anchor.as_ref()?;
                loop {
                    let found = self.at + finder.find(self.bytes.get(self.at + before..)?)?;
                    self.at = found + 1;
                    if cases.is_at(self.bytes, found) {
                        return Some(found);
                    }
                }
            }
            What::Either(cases) => loop {
                while self.hits != 0 {
                    let found = self.start + self.hits.trailing_zeros() as usize;
                    self.hits &= self.hits - 1;
                    if cases.is_at(self.bytes, found) {
                        return Some(found);
                    }
                }
                (self.start, self.hits) = cases.next_block(self.bytes, self.at)?;
                self.at = self.start + BLOCK;
            },
        }
    }
}

/// Bytes that may each be one of two.
#[derive(Debug, Clone)]
pub(super) struct TwoCases {
    bytes: Vec<[u8; 2]>,
    /// The two rarest of them, which are looked for first, and where they stand.
    first: ([u8; 2], usize),
    second: ([u8; 2], usize),
    /// The longest stretch of them that knows one case only, and what stands before it. Where it is long enough it is
    /// looked for instead, by code made for that.
    anchor: Option<(Box<Finder<'static>>, usize)>,
}

impl TwoCases {
    fn new(lower: &[u8], upper: &[u8]) -> Self {
        let bytes: Vec<[u8; 2]> = lower.iter().zip(upper).map(|(lower, upper)| [*lower, *upper]).collect();
        let mut rarest: Vec<([u8; 2], usize)> = bytes.iter().copied().zip(0..).collect();
        rarest.sort_by_key(|(pair, _)| frequency(*pair));
        let one = rarest.first().copied().unwrap_or_default();
        let two = rarest.get(1).copied().unwrap_or(one);
        let (first, second) = if one.1 < two.1 { (one, two) } else { (two, one) };
        Self { anchor: anchor(&bytes), bytes, first, second }
    }

    /// The next 64 places, of those from `at` on, one of which may have the bytes; and a bit for each that may.
    ///
    /// Tests two bytes only, eight places at a time in plain numbers: vector code is not made where code is to be small.
    /// Looking for one rare letter in its two cases is slower: in text full of Base64 no letter is rare.
    fn next_block(&self, bytes: &[u8], at: usize) -> Option<(usize, u64)> {
        let (firsts, _) = bytes.get(at + self.first.1..)?.as_chunks::<BLOCK>();
        let (seconds, end) = bytes.get(at + self.second.1..)?.as_chunks::<BLOCK>();
        let blocks = firsts.iter().zip(seconds).enumerate();
        if let Some((block, (firsts, seconds))) =
            blocks.into_iter().find(|(_, (firsts, seconds))| self.any(firsts, seconds))
        {
            return Some((at + block * BLOCK, self.bits(firsts, seconds)));
        }
        if end.is_empty() {
            return None;
        }
        let rest = at + seconds.len() * BLOCK;
        Some((rest, self.bits(&filled_up(bytes.get(rest + self.first.1..)?), &filled_up(end))))
    }

    fn any(&self, firsts: &[u8; BLOCK], seconds: &[u8; BLOCK]) -> bool {
        self.tests(firsts, seconds).fold(0, |any, test| any | test) & HIGH != 0
    }

    /// A bit for each place that passes the test.
    fn bits(&self, firsts: &[u8; BLOCK], seconds: &[u8; BLOCK]) -> u64 {
        // The product's highest byte gathers the lowest bit of each byte.
        let gathered = |test: u64| ((test & HIGH) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
        self.tests(firsts, seconds).rev().fold(0, |bits, test| bits << 8 | gathered(test))
    }

    /// For each eight places a number whose bytes have their highest bit set where the place passes the test.
    fn tests(&self, firsts: &[u8; BLOCK], seconds: &[u8; BLOCK]) -> impl DoubleEndedIterator<Item = u64> {
        let (first, second) = (self.first.0.map(everywhere), self.second.0.map(everywhere));
        let eights = firsts.as_chunks::<8>().0.iter().zip(seconds.as_chunks::<8>().0);
        eights.map(move |(firsts, seconds)| {
            is_one_of(u64::from_le_bytes(*firsts), first) & is_one_of(u64::from_le_bytes(*seconds), second)
        })
    }

    fn is_at(&self, bytes: &[u8], at: usize) -> bool {
        let there = bytes.get(at..at + self.bytes.len());
        there.is_some_and(|there| there.iter().zip(&self.bytes).all(|(byte, cases)| cases.contains(byte)))
    }
}

fn anchor(bytes: &[[u8; 2]]) -> Option<(Box<Finder<'static>>, usize)> {
    let has_one = |[one, other]: &[u8; 2]| one == other;
    let mut stretches = Vec::new();
    let mut before = 0;
    for stretch in bytes.chunk_by(|one, next| has_one(one) == has_one(next)) {
        stretches.push((stretch, before));
        before += stretch.len();
    }
    let stretches = stretches.into_iter().filter(|(stretch, _)| stretch.len() >= ANCHOR && stretch.iter().all(has_one));
    let (longest, before) = stretches.max_by_key(|(stretch, _)| stretch.len())?;
    let longest: Vec<u8> = longest.iter().map(|[one, _]| *one).collect();
    Some((Box::new(Finder::new(&longest).into_owned()), before))
}

/// The highest bit of each byte, and the lowest.
const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
const LOW: u64 = u64::from_le_bytes([1; 8]);

/// A byte eight times.
const fn everywhere(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// Which bytes are one of two: their highest bit is set. So may be that of a byte behind one that is, which is looked at
/// for nothing; the other bits mean nothing.
fn is_one_of(bytes: u64, [one, other]: [u64; 2]) -> u64 {
    let is_zero = |bytes: u64| bytes.wrapping_sub(LOW) & !bytes;
    is_zero(bytes ^ one) | is_zero(bytes ^ other)
}

/// The first bytes in a block of their own; behind their end stands what is in no needle.
fn filled_up(bytes: &[u8]) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    block.iter_mut().zip(bytes).for_each(|(slot, byte)| *slot = *byte);
    block
}

/// How frequent a byte is in either case, as a rank; those that begin or continue a letter beyond ASCII in between.
fn frequency([one, _]: [u8; 2]) -> usize {
    let listed = || FREQUENT.iter().position(|frequent| *frequent == one).map_or(0, |place| FREQUENT.len() - place);
    match one {
        0..=0x7f => listed(),
        // Letters of one script share the byte they begin with, and are told apart by the one they end with.
        0x80..=0xbf => FREQUENT.len() / 2,
        0xc0..=0xff => FREQUENT.len(),
    }
}
