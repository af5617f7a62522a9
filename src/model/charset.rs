//! Which characters may be written: all of Unicode, or ASCII alone.
//!
//! Owns what stands for our own marks and lines where they can't be written. Must not know why that is so.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::model::text;

/// Which characters may be written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Charset {
    /// All of them.
    #[default]
    Unicode,
    /// Nothing above 0x7f.
    Ascii,
}

/// What takes a character's place in a single cell where only ASCII may be written; `?` where it has none of its own.
pub const fn stand_in(char: char) -> char {
    match char {
        '\0'..='\x7f' => char,
        '│' => '|',
        '─' | '▾' => '-',
        '╭' | '╮' | '╰' | '╯' | '├' | '└' | '▸' => '+',
        '▌' | '→' => '>',
        '←' => '<',
        '↑' | 'Δ' => '^',
        '↓' => 'v',
        '★' | '•' => '*',
        '⊘' => 'x',
        '█' => '#',
        '…' => '~',
        _ => '?',
    }
}

/// How a character that has no stand-in is spelled out in text that is printed once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// For people: `\u{fc}`.
    Words,
    /// As JSON has it, so that it stays the same value: `\u00fc`.
    Json,
    /// For programs, where nothing may stand for anything else: `\u{2026}` also for what has a stand-in.
    Data,
}

/// Hands text on with nothing above 0x7f in it; text in pieces may be cut inside a character.
#[derive(Debug)]
pub struct AsciiWriter<W> {
    out: W,
    spelling: Spelling,
    /// The beginning of a character whose rest has not come yet.
    begun: Vec<u8>,
}

impl Charset {
    /// The cells that a text takes where it is printed for people.
    pub fn width(self, text: &str) -> usize {
        if self == Self::Unicode {
            return text::width(text);
        }
        let mut spelled = String::new();
        text.chars().for_each(|char| Spelling::Words.spell(char, &mut spelled));
        spelled.len()
    }

    /// A text with spaces behind it up to a width; a wider one as it is.
    pub fn pad(self, text: &str, width: usize) -> String {
        format!("{text}{}", text::blanks(width.saturating_sub(self.width(text))))
    }
}

impl Spelling {
    fn spell(self, char: char, spelled: &mut String) {
        match (stand_in(char), self) {
            (_, Self::Json) if !char.is_ascii() => {
                for unit in char.encode_utf16(&mut [0; 2]) {
                    // A string takes everything.
                    write!(spelled, "\\u{unit:04x}").unwrap_or_default();
                }
            }
            ('?', Self::Words) if char != '?' => spelled.extend(char.escape_unicode()),
            (_, Self::Data) if !char.is_ascii() => spelled.extend(char.escape_unicode()),
            (stand_in, _) => spelled.push(stand_in),
        }
    }
}

impl<W: Write> AsciiWriter<W> {
    /// Writes to `out`.
    pub const fn new(out: W, spelling: Spelling) -> Self {
        Self { out, spelling, begun: Vec::new() }
    }
}

impl<W: Write> Write for AsciiWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.begun.is_empty() && bytes.is_ascii() {
            self.out.write_all(bytes)?;
            return Ok(bytes.len());
        }
        self.begun.extend_from_slice(bytes);
        let mut spelled = String::new();
        let mut whole = 0;
        for chunk in self.begun.utf8_chunks() {
            chunk.valid().chars().for_each(|char| self.spelling.spell(char, &mut spelled));
            whole += chunk.valid().len();
            // At the very end an unfinished character may still be finished by the next piece.
            if whole + chunk.invalid().len() == self.begun.len() && chunk.invalid().len() < 4 {
                break;
            }
            if !chunk.invalid().is_empty() {
                self.spelling.spell(char::REPLACEMENT_CHARACTER, &mut spelled);
                whole += chunk.invalid().len();
            }
        }
        self.begun.drain(..whole.min(self.begun.len()));
        self.out.write_all(spelled.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(pieces: &[&[u8]], spelling: Spelling) -> String {
        let mut out = Vec::new();
        let mut writer = AsciiWriter::new(&mut out, spelling);
        for piece in pieces {
            writer.write_all(piece).unwrap();
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn our_own_marks_have_stand_ins_and_everything_else_is_spelled_out() {
        let text = "├─ ★ Köln 🧬 …\n".as_bytes();
        assert_eq!(written(&[text], Spelling::Words), "+- * K\\u{f6}ln \\u{1f9ec} ~\n");
        assert_eq!(written(&[text], Spelling::Data), "\\u{251c}\\u{2500} \\u{2605} K\\u{f6}ln \\u{1f9ec} \\u{2026}\n");
        assert_eq!(written(&[text], Spelling::Json), "\\u251c\\u2500 \\u2605 K\\u00f6ln \\ud83e\\uddec \\u2026\n");
    }

    proptest! {
        #[test]
        fn json_stays_the_same_value_however_it_is_cut(text in "\\PC{0,12}", at in 0_usize..40) {
            let json = serde_json::to_string(&text).unwrap();
            let (head, tail) = json.as_bytes().split_at(at.min(json.len()));
            let ascii = written(&[head, tail], Spelling::Json);
            prop_assert!(ascii.is_ascii());
            prop_assert_eq!(serde_json::from_str::<String>(&ascii).unwrap(), text);
        }
    }
}
