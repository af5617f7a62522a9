//! A strict reader of what the program writes: which sequences are ours, and which characters a terminal may get.
//!
//! Shares nothing with the code it judges: its classes come from the Unicode data and from this page. It is also read by
//! the unit tests of the frames and by the fuzz target.

#![expect(clippy::string_slice, reason = "every cut is where a character was found to end")]

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Private modes that the program switches on and off: cursor, second screen, reports of the mouse, bracketed paste,
/// synchronized output.
const MODES: [&str; 6] = ["25", "1049", "1002", "1006", "2004", "2026"];
/// Private modes that it may only switch off, in case whatever ran before left them on: other reports of the mouse, and of
/// the focus.
const OFF: [&str; 3] = ["1000", "1003", "1004"];
/// More marks in a row than this are one cell that no terminal can draw.
const MARKS: usize = 8;

/// Reads the bytes to their end; fails where they hold a sequence that the program has no business to write, half a
/// sequence, or a character that can drive, reorder or hide.
pub(crate) fn check(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|error| format!("no UTF-8: {error}"))?;
    let (mut rest, mut marks) = (text, 0);
    let place = |rest: &str| {
        let start = text.len() - rest.len();
        let before = (0..=start.saturating_sub(20)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        format!("{:?}", text[before..].chars().take(60).collect::<String>())
    };
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix('\x1b') {
            if let Some(after) = after.strip_prefix('M') {
                // One line up, which scrolls at the upper edge.
                (rest, marks) = (after, 0);
                continue;
            }
            let (sequence, after) = control_sequence(after).map_err(|why| format!("{why} in {}", place(rest)))?;
            if !is_ours(sequence) {
                return Err(format!("`ESC [ {sequence}` is not ours in {}", place(rest)));
            }
            (rest, marks) = (after, 0);
            continue;
        }
        if !matches!(c, '\r' | '\n') && !may_be_seen(c) {
            return Err(format!("U+{:04X} in {}", u32::from(c), place(rest)));
        }
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if marks > MARKS {
            return Err(format!("more than {MARKS} marks in a row in {}", place(rest)));
        }
        rest = &rest[c.len_utf8()..];
    }
    Ok(())
}

/// Whether a terminal may get this character from a text that came from elsewhere.
pub(crate) fn may_be_seen(c: char) -> bool {
    let ignorable = matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}');
    // The joiner makes emoji families; where it stands is up to the tests of the text itself.
    let is_joiner = c == '\u{200d}';
    let may_not = matches!(
        c.general_category(),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::Surrogate
            | GeneralCategory::PrivateUse
            | GeneralCategory::Unassigned
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
    );
    is_joiner || !(ignorable || may_not)
}

fn is_mark(c: char) -> bool {
    matches!(
        c.general_category(),
        GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark | GeneralCategory::EnclosingMark
    )
}

/// What stands between `ESC [` and the end of a control sequence, its last byte included, and what follows it.
fn control_sequence(after_escape: &str) -> Result<(&str, &str), &'static str> {
    let after = after_escape.strip_prefix('[').ok_or("an escape that begins no control sequence")?;
    let end = after.find(|c| !matches!(c, '0'..='9' | ';' | '?')).ok_or("half a control sequence")?;
    let last = after[end..].chars().next().filter(char::is_ascii_alphabetic).ok_or("a broken control sequence")?;
    Ok(after.split_at(end + last.len_utf8()))
}

fn is_ours(sequence: &str) -> bool {
    let (parameters, last) = sequence.split_at(sequence.len() - 1);
    let numbers: Vec<&str> = parameters.split(';').collect();
    let are_numbers = || numbers.iter().all(|number| number.len() <= 4 && number.bytes().all(|b| b.is_ascii_digit()));
    match (parameters.strip_prefix('?'), last) {
        (Some(mode), "h") => MODES.contains(&mode),
        (Some(mode), "l") => MODES.contains(&mode) || OFF.contains(&mode),
        (None, "m") => are_numbers(),
        (None, "H") => are_numbers() && numbers.len() <= 2,
        // The part of the screen that scrolls: some rows, or all of them again.
        (None, "r") => parameters.is_empty() || (are_numbers() && numbers.len() == 2),
        (None, "C" | "D" | "X") => are_numbers() && numbers.len() == 1,
        (None, "J") => parameters == "2",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn a_strict_reader_of_the_stream_refuses_what_is_not_ours() {
        for ours in [
            "",
            "My name\r\n",
            "\x1b[?2026h\x1b[2J\x1b[2;11r\n\x1bM\x1b[r\x1b[3;14H\x1b[0;38;5;200mé中👨\u{200d}👩\x1b[m\x1b[C\x1b[?2026l",
        ] {
            assert_eq!(check(ours.as_bytes()), Ok(()));
        }
        for alien in [
            "\x1b]0;title\x07",
            "\x1b]52;c;aGk=\x1b\\",
            "\x1bP1$r\x1b\\",
            "\x1bc",
            "\x1b[6n",
            "\x1b[?1000h",
            "\x1b[3J",
            "\x1b[1A",
            "\x1b[2r",
            "\x1bD",
            "\x1b[",
            "\x1b[12",
            "\x1b",
            "\x1b[é",
            "\u{9b}2J",
            "\u{85}",
            "\t",
            "\x07",
            "\x08",
            "\x0e",
            "\x7f",
            "\0",
            "\u{202e}",
            "\u{2066}",
            "\u{200b}",
            "\u{feff}",
            "\u{e0041}",
            "\u{2028}",
            "\u{e000}",
            "\u{ffff}",
            "\u{378}",
            "\u{ad}",
            "\u{3164}",
            "a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
        ] {
            assert!(check(alien.as_bytes()).is_err(), "{alien:?}");
        }
        assert!(check(b"\xff").is_err() && check(b"\x9b2J").is_err());
    }
}
