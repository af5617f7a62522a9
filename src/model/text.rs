//! Terminal-safe text and its width in cells: the one place where text from outside becomes text for a screen.
//!
//! Owns which characters may reach a terminal and how the others are made visible. Must not know where a text comes
//! from, what it means or where it is drawn; colours and styles are nobody's business here.

mod composed;
mod judge;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

pub use crate::model::text::composed::{comparable, composed};
pub(crate) use crate::model::text::composed::{is_composed, origins};
pub(crate) use crate::model::text::judge::{Judged, Use, Verdict};

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
    let mut left_out = 0_usize;
    for (c, verdict) in Judged::new(raw, Use::Screen) {
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

/// Bytes as text: what is none becomes U+FFFD. Where all of it is text, as nearly always, that is seen several times as
/// fast as by `String::from_utf8_lossy` alone.
pub(crate) fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

/// Whether no character in `s` is dangerous to a terminal: true for all that [`shown`] returns, and for its pieces.
#[must_use]
pub fn is_safe(s: &str) -> bool {
    Judged::new(s, Use::Piece).all(|(_, verdict)| verdict == Verdict::Keep)
}

/// A text as it is pasted into a line of input: breaks between lines are blanks, other controls are left out.
pub fn in_one_line(s: &str) -> impl Iterator<Item = char> + '_ {
    let s = s.trim_matches(['\r', '\n']);
    // What a terminal pastes has a carriage return for a break, what a program copied may have both.
    let is_seen =
        |(at, char): &(usize, char)| !(*char == '\n' && s.get(..*at).is_some_and(|before| before.ends_with('\r')));
    let chars =
        s.char_indices().filter(is_seen).map(|(_, char)| if matches!(char, '\r' | '\n' | '\t') { ' ' } else { char });
    chars.filter(|char| !char.is_control())
}

/// Whether nothing could be seen of `s`: it is empty, or white space and blank symbols only.
#[must_use]
pub fn blank(s: &str) -> bool {
    // Braille without a dot, a note without a head.
    s.chars().all(|c| c.is_whitespace() || matches!(c, '\u{2800}' | '\u{1d159}'))
}

/// The display width of `s` in cells, counted grapheme by grapheme as ratatui fills them.
#[must_use]
pub fn width(s: &str) -> usize {
    if is_plain(s) {
        return s.len();
    }
    if s.chars().all(is_one_cell) {
        return s.chars().count();
    }
    s.graphemes(true).map(cells).sum()
}

/// A range of a text, widened so that it cuts no grapheme in two: what is left of one is a mark on nothing.
#[must_use]
pub fn widened(s: &str, range: Range<usize>) -> Range<usize> {
    if s.is_ascii() {
        return range;
    }
    let cut = |place: usize| {
        let mut graphemes = s.grapheme_indices(true).map(|(at, grapheme)| at..at + grapheme.len());
        graphemes.find(|grapheme| grapheme.start < place && place < grapheme.end)
    };
    cut(range.start).map_or(range.start, |grapheme| grapheme.start)..cut(range.end).map_or(range.end, |cut| cut.end)
}

/// Characters of one cell that join with none beside them, without a look into tables: those of frames, among others.
const fn is_one_cell(c: char) -> bool {
    matches!(c, ' '..='~' | '…' | '\u{2500}'..='\u{25fc}')
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
    if is_plain(s) {
        return ended(s.get(..budget).unwrap_or_default(), ellipsis);
    }
    let (mut used, mut keep) = (0, 0);
    for (at, grapheme) in s.grapheme_indices(true) {
        used += cells(grapheme);
        if used > max {
            return ended(s.get(..keep).unwrap_or_default(), ellipsis);
        }
        if used <= budget {
            keep = at + grapheme.len();
        }
    }
    Cow::Borrowed(s)
}

fn ended<'a>(kept: &'a str, ellipsis: &str) -> Cow<'a, str> {
    if ellipsis.is_empty() { Cow::Borrowed(kept) } else { Cow::Owned([kept, ellipsis].concat()) }
}

/// Whether all of it is characters of ASCII that take a cell each: they join with none beside them.
#[must_use]
pub fn is_plain(s: &str) -> bool {
    s.bytes().all(|byte| matches!(byte, b' '..=b'~'))
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

/// So many spaces.
#[must_use]
pub fn blanks(count: usize) -> Cow<'static, str> {
    /// As many as nearly any screen has columns.
    const BLANKS: &str = match str::from_utf8(&[b' '; 256]) {
        Ok(blanks) => blanks,
        Err(_) => "",
    };
    BLANKS.get(..count).map_or_else(|| " ".repeat(count).into(), Cow::Borrowed)
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
