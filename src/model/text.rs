//! Terminal-safe text and its width in cells: the one place where text from outside becomes text for a screen.
//!
//! Owns which characters may reach a terminal and how the others are made visible. Must not know where a text comes
//! from, what it means or where it is drawn; colours and styles are nobody's business here.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Most marks a base may carry; no script needs more, and thousands of them freeze a terminal.
const MAX_MARKS: usize = 8;
/// Most joiners between two ASCII characters: a family emoji has three, an endless chain is one cell of a megabyte.
const MAX_JOINERS: usize = 32;

/// One line that is safe to send to a terminal, and from which the text that came can be told (it is injective).
///
/// Controls become control pictures (`␛`, `␊`), other dangerous characters `\u{202e}`. A control picture and a `\u{`
/// that were in the data are escaped too. What exceeds eight marks on one base becomes `\u{+N}`, with the number N of
/// marks left out: the only loss there is, and a visible one.
#[must_use]
pub fn shown(raw: &str) -> Cow<'_, str> {
    if raw.bytes().all(|byte| matches!(byte, b' '..=b'~')) && !raw.contains("\\u{") {
        return Cow::Borrowed(raw);
    }
    let mut out = String::with_capacity(raw.len() + 16);
    let mut gate = Gate::default();
    let mut left_out = 0_usize;
    let mut rest = raw.chars();
    while let Some(c) = rest.next() {
        let ours = matches!(c, '\u{2400}'..='\u{2421}') || (c == '\\' && rest.as_str().starts_with("u{"));
        let verdict = if ours { gate.shut() } else { gate.judge(c) };
        if verdict == Verdict::Excess {
            left_out += 1;
            continue;
        }
        push_left_out(&mut out, &mut left_out);
        match (verdict, picture(c)) {
            (Verdict::Keep, _) => out.push(c),
            (_, Some(picture)) => out.push(picture),
            (_, None) => push_escape(&mut out, c),
        }
    }
    push_left_out(&mut out, &mut left_out);
    Cow::Owned(out)
}

/// Whether no character in `s` is dangerous to a terminal: true for all that [`shown`] returns.
#[must_use]
pub fn is_safe(s: &str) -> bool {
    let mut gate = Gate::default();
    s.chars().all(|c| gate.judge(c) == Verdict::Keep)
}

/// Whether nothing could be seen of `s`: it is empty, or white space and blank Braille only.
#[must_use]
pub fn blank(s: &str) -> bool {
    s.chars().all(|c| c.is_whitespace() || c == '\u{2800}')
}

/// The display width of `s` in cells, counted grapheme by grapheme as ratatui fills them.
#[must_use]
pub fn width(s: &str) -> usize {
    if s.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return s.len();
    }
    s.graphemes(true).map(cells).sum()
}

/// `s` cut at a grapheme border to at most `max` cells, with `ellipsis` at its end if something was cut.
///
/// The ellipsis counts towards `max`; one that does not fit is left out.
#[must_use]
pub fn cut<'a>(s: &'a str, max: usize, ellipsis: &str) -> Cow<'a, str> {
    // No character takes more cells than bytes.
    if s.len() <= max {
        return Cow::Borrowed(s);
    }
    let ellipsis = if width(ellipsis) <= max { ellipsis } else { "" };
    let budget = max - width(ellipsis);
    let (mut used, mut keep) = (0, 0);
    for (at, grapheme) in s.grapheme_indices(true) {
        used += cells(grapheme);
        if used > max {
            let kept = s.get(..keep).unwrap_or_default();
            return if ellipsis.is_empty() { Cow::Borrowed(kept) } else { Cow::Owned(format!("{kept}{ellipsis}")) };
        }
        if used <= budget {
            keep = at + grapheme.len();
        }
    }
    Cow::Borrowed(s)
}

/// `s` in pieces of at most `width` cells; joined they are `s` again, and there is always one.
///
/// Breaks after a space, `/`, `,` or `-` in the second half of a line, else at any grapheme border. A grapheme wider
/// than `width` is a piece of its own. A `width` of 0 counts as 1.
#[must_use]
pub fn wrap(s: &str, width: usize) -> Vec<&str> {
    let width = width.max(1);
    let mut pieces = Vec::new();
    let (mut start, mut used) = (0, 0);
    let mut soft = None;
    for (at, grapheme) in s.grapheme_indices(true) {
        let more = cells(grapheme);
        while used + more > width && at > start {
            let (end, taken) = soft.take().filter(|&(_, taken)| taken * 2 >= width).unwrap_or((at, used));
            pieces.extend(s.get(start..end));
            (start, used) = (end, used - taken);
        }
        used += more;
        if matches!(grapheme, " " | "/" | "," | "-") {
            soft = Some((at + grapheme.len(), used));
        }
    }
    pieces.extend(s.get(start..));
    pieces
}

/// `s` in at most `lines` pieces of at most `width` cells; where it needs more, the last one ends in `ellipsis`.
#[must_use]
pub fn clip(s: &str, width: usize, lines: usize, ellipsis: &str) -> Vec<String> {
    let pieces = wrap(s, width);
    let is_cut = pieces.len() > lines;
    let last = lines.saturating_sub(1);
    let piece = |(at, piece): (usize, &str)| {
        if is_cut && at == last {
            cut(&format!("{}{ellipsis}", piece.trim_end()), width, ellipsis).into_owned()
        } else {
            piece.to_owned()
        }
    };
    pieces.into_iter().enumerate().take(lines).map(piece).collect()
}

/// `s` with spaces on its right up to `width` cells; a wider one stays as it is.
#[must_use]
pub fn pad(s: &str, width: usize) -> String {
    let missing = width.saturating_sub(self::width(s));
    format!("{s}{:missing$}", "")
}

/// What a [`Gate`] says of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Safe as it is.
    Keep,
    /// To be written as a visible escape.
    Escape,
    /// One mark too many on its base; the marks after it are, too.
    Excess,
}

/// Judges the characters of one text in order, since what is harmless alone may not be in a row.
#[derive(Default)]
pub(crate) struct Gate {
    started: bool,
    /// Whether a joiner may follow.
    base: bool,
    marks: usize,
    joiners: usize,
}

impl Gate {
    /// Says what is to become of `c`, the next character of the text.
    pub(crate) fn judge(&mut self, c: char) -> Verdict {
        match class(c) {
            Class::Plain => {
                let joiners = if c.is_ascii() { 0 } else { self.joiners };
                *self = Self { started: true, base: !c.is_ascii(), marks: 0, joiners };
                Verdict::Keep
            }
            // Without a base of its own it would be drawn on whatever stands to the left, or not at all.
            Class::Mark if !self.started => self.shut(),
            Class::Mark => {
                self.marks += 1;
                self.base = self.marks <= MAX_MARKS;
                if self.base { Verdict::Keep } else { Verdict::Excess }
            }
            Class::Joiner if self.base && self.joiners < MAX_JOINERS => {
                self.base = false;
                self.joiners += 1;
                Verdict::Keep
            }
            Class::Joiner | Class::Hidden => self.shut(),
        }
    }

    /// Notes that an escape is written, which ends in an ASCII character.
    fn shut(&mut self) -> Verdict {
        *self = Self { started: true, ..Self::default() };
        Verdict::Escape
    }
}

/// What a character can do to a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Fills cells of its own.
    Plain,
    /// Is drawn onto the base before it: combining marks, and the Hangul vowels and finals that take no cell.
    Mark,
    /// Invisible, but makes emoji and Indic words what they are: ZWJ and the presentation selectors.
    Joiner,
    /// Controls, reorders or hides: never sent.
    Hidden,
}

fn class(c: char) -> Class {
    match c {
        // Most of what is ever seen, without a look into the tables.
        ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => {
            Class::Plain
        }
        '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' => Class::Joiner,
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
            GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark => Class::Mark,
            _ if c.width() == Some(0) => Class::Mark,
            _ => Class::Plain,
        },
    }
}

/// The control picture of a C0 control or DEL.
fn picture(c: char) -> Option<char> {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)),
        '\x7f' => Some('\u{2421}'),
        _ => None,
    }
}

fn push_escape(out: &mut String, c: char) {
    // Writing to a String cannot fail.
    let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
}

fn push_left_out(out: &mut String, left_out: &mut usize) {
    if *left_out > 0 {
        let _ = write!(out, "\\u{{+{left_out}}}");
        *left_out = 0;
    }
}

/// The cells of one grapheme.
fn cells(grapheme: &str) -> usize {
    // Terminals, and ratatui with them, give the halfwidth sound marks a cell that `unicode-width` does not see.
    let sound_marks = grapheme.chars().filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}')).count();
    grapheme.width() + sound_marks
}

#[cfg(test)]
mod tests;
