//! What a cell of the terminal shows, as a number: cells are compared and kept by the thousand with every key.

use std::hash::{BuildHasher, RandomState};

use ratatui::buffer::Cell;
use ratatui::style::Color;

use crate::model::text;
use crate::runtime::paint::pen::Look;

/// What stands in a cell and how it looks, as far as it can be seen: two of them differ where somebody could tell them
/// apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    /// The text where it fits, else what stands for it.
    text: u64,
    /// Colours, modifiers and how many cells it takes.
    look: u64,
}

/// So many bits hold a colour, and so many more all modifiers.
const COLOR_BITS: u32 = 25;
const MODIFIER_BITS: u32 = 9;
const WIDTH_AT: u32 = 2 * COLOR_BITS + MODIFIER_BITS;
const ONE_WIDE: u64 = 1 << WIDTH_AT;

impl Glyph {
    /// A blank in the plain style.
    pub(super) const BLANK: Self = Self { text: b' ' as u64, look: ONE_WIDE };

    /// A number by which most of those that differ are told apart.
    pub(super) const fn mark(self) -> u64 {
        (self.text ^ self.look.rotate_left(32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    /// The byte of a plain character behind another one that looks the same. A blank goes on behind blanks alone: it may be
    /// erased instead, or written in the look of something else, which those before it were not or were as well.
    pub(super) const fn goes_on(self, before: Self) -> Option<u8> {
        let is_same = self.look == before.look && self.is_blank() == before.is_blank();
        match self.text {
            byte @ 0x20..=0x7e if is_same => Some(byte.to_le_bytes()[0]),
            _ => None,
        }
    }

    const fn is_blank(self) -> bool {
        self.text == Self::BLANK.text
    }

    /// How many cells it takes; at least one.
    pub(super) const fn width(self) -> usize {
        (self.look >> WIDTH_AT) as usize
    }
}

/// What cells show. Texts that take more room than a glyph has are told apart by these keys.
pub(super) fn read(cells: &[Cell], keys: &RandomState, glyphs: &mut [Glyph]) {
    // Most cells look as the one before.
    let mut before = Look::PLAIN;
    let (mut of_blank, mut of_text) = (0, 0);
    // And lines are drawn with the same character over and over.
    let mut last = ("", long("", keys));
    for (glyph, cell) in glyphs.iter_mut().zip(cells) {
        if cell.modifier != before.modifier || cell.fg != before.fg || cell.bg != before.bg {
            before = Look { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
            (of_blank, of_text) = (before.on_blank().bits(), before.bits());
        }
        let symbol = cell.symbol();
        *glyph = match *symbol.as_bytes() {
            [b' '] => Glyph { text: u64::from(b' '), look: of_blank | ONE_WIDE },
            [byte] => Glyph { text: u64::from(byte), look: of_text | ONE_WIDE },
            _ => {
                if symbol != last.0 {
                    last = (symbol, long(symbol, keys));
                }
                Glyph { look: last.1.look | of_text, ..last.1 }
            }
        };
    }
}

/// What takes more than a byte, without a look.
fn long(symbol: &str, keys: &RandomState) -> Glyph {
    let text = packed(symbol.as_bytes()).unwrap_or_else(|| keys.hash_one(symbol));
    let width = text::width(symbol).clamp(1, 31) as u64;
    Glyph { text, look: width << WIDTH_AT }
}

impl Look {
    fn bits(self) -> u64 {
        let modifier = u64::from(self.modifier.bits()) << (2 * COLOR_BITS);
        bits(self.fg) | bits(self.bg) << COLOR_BITS | modifier
    }
}

/// A text of up to eight bytes.
fn packed(text: &[u8]) -> Option<u64> {
    let mut bytes = [0; 8];
    bytes.get_mut(..text.len())?.copy_from_slice(text);
    Some(u64::from_le_bytes(bytes))
}

fn bits(color: Color) -> u64 {
    match color {
        Color::Reset => 0,
        Color::Black => 1,
        Color::Red => 2,
        Color::Green => 3,
        Color::Yellow => 4,
        Color::Blue => 5,
        Color::Magenta => 6,
        Color::Cyan => 7,
        Color::Gray => 8,
        Color::DarkGray => 9,
        Color::LightRed => 10,
        Color::LightGreen => 11,
        Color::LightYellow => 12,
        Color::LightBlue => 13,
        Color::LightMagenta => 14,
        Color::LightCyan => 15,
        Color::White => 16,
        Color::Indexed(index) => 1 << 8 | u64::from(index),
        Color::Rgb(red, green, blue) => u64::from(u32::from_be_bytes([1, red, green, blue])),
    }
}
