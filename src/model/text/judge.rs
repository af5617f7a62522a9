//! What is to become of each character of a text: kept, written as an escape, or left out and counted.
//!
//! Owns which characters a terminal may get, and in what company. Must not know how an escape is written.

use std::str::Chars;

use unicode_properties::{GeneralCategory, UnicodeEmoji, UnicodeGeneralCategory};
use unicode_segmentation::{GraphemeIndices, UnicodeSegmentation};
use unicode_width::UnicodeWidthChar;

use crate::model::text::cells;

/// Most marks a base may carry; no script needs more, and thousands of them freeze a terminal.
pub(super) const MAX_MARKS: usize = 8;
/// Most joiners between two ASCII characters: a family emoji has three, an endless chain is one cell of a megabyte.
pub(super) const MAX_JOINERS: usize = 32;
/// Most cells of one grapheme, its marks not counted: the longest conjuncts of living scripts have six. What is wider
/// than a pane could not be drawn in it, and nothing after it either.
pub(super) const WIDEST: usize = 8;

/// What becomes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Safe as it is.
    Keep,
    /// To be written as a visible escape.
    Escape,
    /// One mark too many on its base; the marks after it are, too.
    Excess,
}

/// What a text is judged for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// To be shown: what looks like an escape of ours is escaped itself.
    Screen,
    /// To be written as JSON, which has escapes of its own.
    Json,
    /// To be checked: a piece, cut between two graphemes, of what was made for a screen. What follows it is not known.
    Piece,
}

/// The characters of a text in order, each with its verdict: what is harmless alone may not be in a row.
pub(crate) struct Judged<'a> {
    rest: Chars<'a>,
    /// Bytes of the text before `rest`.
    at: usize,
    graphemes: GraphemeIndices<'a>,
    /// Where the grapheme ends that `rest` begins in, and whether it is wider than any may be.
    end: usize,
    is_wide: bool,
    /// Cells of that grapheme that were kept, where it is too wide.
    used: usize,
    gate: Gate,
    made_for: Use,
}

impl<'a> Judged<'a> {
    pub(crate) fn new(text: &'a str, made_for: Use) -> Self {
        let graphemes = text.grapheme_indices(true);
        let (rest, gate) = (text.chars(), Gate::default());
        Self { rest, at: 0, graphemes, end: 0, is_wide: false, used: 0, gate, made_for }
    }

    /// Looks at the grapheme that begins here; whether one does.
    fn enters_grapheme(&mut self) -> bool {
        if self.at < self.end {
            return false;
        }
        if let Some((start, grapheme)) = self.graphemes.next() {
            self.end = start + grapheme.len();
            // No character takes more cells than bytes.
            self.is_wide = grapheme.len() > WIDEST && cells(grapheme) > WIDEST;
            self.used = 0;
        }
        true
    }

    /// Whether this is what stands for a character that is not shown itself.
    fn is_ours(&self, c: char) -> bool {
        let looks = matches!(c, '\u{2400}'..='\u{2421}') || (c == '\\' && self.rest.as_str().starts_with("u{"));
        looks && self.made_for == Use::Screen
    }

    /// Whether the grapheme is wider with this character than it may be. Its marks are counted by the gate.
    fn is_too_much(&mut self, c: char) -> bool {
        if !self.is_wide || class(c) != Class::Plain {
            return false;
        }
        self.used += c.width().unwrap_or(0);
        self.used > WIDEST
    }
}

impl Iterator for Judged<'_> {
    type Item = (char, Verdict);

    fn next(&mut self) -> Option<(char, Verdict)> {
        let is_first = self.enters_grapheme();
        let c = self.rest.next()?;
        self.at += c.len_utf8();
        // In what is broken up, a joiner would stand before an escape.
        if self.is_ours(c) || self.is_too_much(c) || (self.is_wide && class(c) == Class::Joiner) {
            return Some((c, self.gate.shut()));
        }
        // An emoji is never cut behind its joiner; a word may be.
        let unknown = (self.made_for == Use::Piece).then_some(A_LETTER);
        let next = self.rest.clone().next().or(unknown);
        Some((c, self.gate.judge(c, next, is_first)))
    }
}

/// A letter that a joiner may stand before.
const A_LETTER: char = '\u{915}';

/// What came last, as far as it matters for what may come next.
#[derive(Default)]
struct Gate {
    /// The last character with cells of its own, where nothing but marks and a selector came after it.
    base: Option<char>,
    marks: usize,
    /// Whether a presentation selector came after it.
    selected: bool,
    joiners: usize,
}

impl Gate {
    /// Says what is to become of `c`, the next character of the text, with `next` after it; whether a grapheme begins with
    /// it.
    fn judge(&mut self, c: char, next: Option<char>, is_first: bool) -> Verdict {
        match class(c) {
            Class::Plain => {
                let joiners = if c.is_ascii() { 0 } else { self.joiners };
                // A picture in another skin is still that picture.
                let base = self.base.filter(|base| is_skin(c) && is_picture(*base)).unwrap_or(c);
                *self = Self { base: Some(base), joiners, ..Self::default() };
                Verdict::Keep
            }
            // Without a base of its own, as a Hangul vowel behind a letter of another script, it would be drawn on whatever
            // stands to the left, or not at all.
            Class::Mark if is_first || self.base.is_none() => {
                let marks = self.marks + 1;
                if marks > MAX_MARKS {
                    return Verdict::Excess;
                }
                self.shut();
                self.marks = marks;
                Verdict::Escape
            }
            Class::Mark => {
                self.marks += 1;
                if self.marks <= MAX_MARKS { Verdict::Keep } else { Verdict::Excess }
            }
            Class::Apart => {
                let marks = self.marks + 1;
                *self = Self { base: Some(c), marks, ..Self::default() };
                if marks <= MAX_MARKS { Verdict::Keep } else { Verdict::Excess }
            }
            Class::Selector if self.marks == 0 && !self.selected && self.base.is_some_and(is_picture) => {
                self.selected = true;
                Verdict::Keep
            }
            Class::Joiner if self.joiners < MAX_JOINERS && self.may_join(next) => {
                *self = Self { joiners: self.joiners + 1, ..Self::default() };
                Verdict::Keep
            }
            Class::Selector | Class::Joiner | Class::Hidden => self.shut(),
        }
    }

    /// Whether a joiner can be seen here: between two emoji, and after the mark that silences a letter's vowel, before
    /// the letter it is joined to. Anywhere else it would make two names that look the same.
    fn may_join(&self, next: Option<char>) -> bool {
        let Some((base, next)) = self.base.zip(next) else { return false };
        match self.marks {
            0 => is_picture(base) && is_picture(next),
            1..=MAX_MARKS => {
                let is_letter = next.general_category() == GeneralCategory::OtherLetter && class(next) == Class::Plain;
                is_letter && !base.is_ascii()
            }
            _ => false,
        }
    }

    /// Notes that an escape is written, which ends in an ASCII character.
    fn shut(&mut self) -> Verdict {
        *self = Self::default();
        Verdict::Escape
    }
}

/// Whether it is a picture that selectors and joiners change. Flags are made of letters and are not.
fn is_picture(c: char) -> bool {
    !c.is_ascii() && !matches!(c, '\u{1f1e6}'..='\u{1f1ff}') && !is_skin(c) && c.is_emoji_char()
}

/// Whether it gives the picture before it a colour of skin.
const fn is_skin(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
}

/// What a character can do to a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Fills cells of its own.
    Plain,
    /// Is drawn onto the base before it: combining marks, and the Hangul vowels and finals that take no cell.
    Mark,
    /// A mark that has cells of its own and stands alone in them, as Burmese has some.
    Apart,
    /// Invisible, but says whether a picture is text or emoji.
    Selector,
    /// Invisible, but makes one emoji of two, and Indic letters what they are.
    Joiner,
    /// Controls, reorders or hides: never sent.
    Hidden,
}

pub(super) fn class(c: char) -> Class {
    match c {
        // Most of what is ever seen, without a look into the tables.
        ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => {
            Class::Plain
        }
        '\u{200d}' => Class::Joiner,
        '\u{fe0e}' | '\u{fe0f}' => Class::Selector,
        // Default-ignorable, yet of a harmless category.
        '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{3164}'
        | '\u{ffa0}'
        | '\u{fe00}'..='\u{fe0d}'
        | '\u{e0100}'..='\u{e01ef}' => Class::Hidden,
        _ => match c.general_category() {
            GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::Surrogate
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator => Class::Hidden,
            GeneralCategory::SpacingMark if stands_alone(c) => Class::Apart,
            GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark | GeneralCategory::EnclosingMark => {
                Class::Mark
            }
            _ if c.width() == Some(0) => Class::Mark,
            _ => Class::Plain,
        },
    }
}

/// Whether a mark makes no grapheme with what stands before it.
fn stands_alone(mark: char) -> bool {
    let mut bytes = [b'a'; 5];
    let len = mark.encode_utf8(bytes.get_mut(1..).unwrap_or_default()).len();
    let pair = bytes.get(..=len).and_then(|pair| std::str::from_utf8(pair).ok());
    pair.is_some_and(|pair| pair.graphemes(true).count() > 1) && mark.width() != Some(0)
}
