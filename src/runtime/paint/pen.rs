//! The pen: where the cursor is and which style is on, and the shortest way to other ones.

use std::io::Write;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use crate::model::charset::{self, Charset};
use crate::runtime::paint::Abilities;
use crate::runtime::paint::glyph::Glyph;
use crate::runtime::paint::scroll::Scroll;

/// How text looks. Two looks of a blank are the same where they can't be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) fg: Color,
    pub(super) bg: Color,
    pub(super) modifier: Modifier,
}

const BECOME_PLAIN: &[u8] = b"\x1b[m";

impl Look {
    pub(super) const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

    /// What of it is seen on a blank.
    pub(super) const fn on_blank(self) -> Self {
        if self.modifier.intersects(SEEN_ON_BLANKS) {
            return self;
        }
        Self { fg: Color::Reset, modifier: Modifier::empty(), ..self }
    }
}

/// Modifiers that are seen on a blank as well.
const SEEN_ON_BLANKS: Modifier = Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT);

/// Fewer blanks than this are written: to erase them and to go on behind them takes as many bytes.
const LEAST_ERASED: usize = 12;

/// Bold and dim go off together.
const WEIGHT: Modifier = Modifier::BOLD.union(Modifier::DIM);

/// The modifiers with the codes that turn each on and off.
const MODIFIERS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// Writes cells wherever it is sent.
pub(super) struct Pen<'a> {
    out: &'a mut Vec<u8>,
    look: Look,
    /// Column and row; a column as large as the screen is wide means behind the last one. `None` is unknown.
    at: Option<(usize, u16)>,
    abilities: Abilities,
}

/// Somewhere on the way of a pen.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    length: usize,
    look: Look,
    at: Option<(usize, u16)>,
}

impl<'a> Pen<'a> {
    /// A pen with the plain style, somewhere.
    pub(super) const fn new(out: &'a mut Vec<u8>, abilities: Abilities) -> Self {
        Self { out, look: Look::PLAIN, at: None, abilities }
    }

    /// Whether the terminal's cursor is where we think, whatever it makes of what was written last.
    pub(super) const fn knows_where_it_is(&self) -> bool {
        self.at.is_some()
    }

    /// How many bytes there are when it has finished, with those that were there before it.
    pub(super) fn length(&self) -> usize {
        self.out.len() + if self.look == Look::PLAIN { 0 } else { BECOME_PLAIN.len() }
    }

    /// Where it is, for [`Self::go_back`].
    pub(super) const fn mark(&self) -> Mark {
        Mark { length: self.out.len(), look: self.look, at: self.at }
    }

    /// Takes back what was written since.
    pub(super) fn go_back(&mut self, Mark { length, look, at }: Mark) {
        self.out.truncate(length);
        (self.look, self.at) = (look, at);
    }

    /// Whether cells can be made blank without being written, and not only those up to the end of a row.
    pub(super) const fn can_erase(&self) -> bool {
        !self.abilities.is_old
    }

    /// Goes to a column of a row, which is `row`: some cells of it are written again where that is the shortest way.
    pub(super) fn reach(&mut self, x: usize, y: u16, row: &[Cell]) {
        if self.at == Some((x, y)) {
            return;
        }
        let lines = self.at.and_then(|(_, from)| y.checked_sub(from));
        let from = match (self.at, lines) {
            (Some((from, _)), Some(0)) if from <= x => from,
            // Shorter than saying where only for a few lines.
            (Some((from, _)), Some(lines @ 1..=2)) => {
                // Straight down, unless that is behind the last column, or the way from the first one is shorter.
                let is_straight = from < row.len() && cost(from, x) <= 1 + cost(0, x);
                if !is_straight {
                    self.out.push(b'\r');
                }
                self.out.extend((0..lines).map(|_| b'\n'));
                if is_straight { from } else { 0 }
            }
            _ => {
                let x = u16::try_from(x).unwrap_or(u16::MAX);
                self.go_to(x, y);
                return;
            }
        };
        let between = row.get(from..x).unwrap_or_default();
        if from <= x && between.len() <= cost(from, x) && between.iter().all(|cell| self.can_write_blindly(cell)) {
            for cell in between {
                self.out.extend_from_slice(cell.symbol().as_bytes());
            }
        } else {
            let way = if from < x { 'C' } else { 'D' };
            match from.abs_diff(x) {
                1 => self.write(format_args!("\x1b[{way}")),
                cells => self.write(format_args!("\x1b[{cells}{way}")),
            }
        }
        self.at = Some((x, y));
    }

    /// Goes to a column and row, wherever it was.
    pub(super) fn go_to(&mut self, x: u16, y: u16) {
        match (x, y) {
            (0, 0) => self.out.extend_from_slice(b"\x1b[H"),
            (0, y) => self.write(format_args!("\x1b[{}H", u32::from(y) + 1)),
            (x, y) => self.write(format_args!("\x1b[{};{}H", u32::from(y) + 1, u32::from(x) + 1)),
        }
        self.at = Some((usize::from(x), y));
    }

    /// Writes what stands in a cell, and is behind it then.
    pub(super) fn put(&mut self, cell: &Cell, cells: usize) {
        let symbol = cell.symbol();
        let look = look(cell);
        if look != self.look && (symbol != " " || !self.fits_blank(look)) {
            self.style(look);
        }
        if self.abilities.charset == Charset::Ascii && !symbol.is_ascii() {
            let mut chars = symbol.chars();
            // A letter without its marks would be another one.
            let stand_in = chars.next().filter(|_| chars.next().is_none()).map_or('?', charset::stand_in);
            self.out.extend(std::iter::repeat_n(u8::try_from(stand_in).unwrap_or(b'?'), cells));
            self.at = self.at.map(|(x, y)| (x + cells, y));
            return;
        }
        self.out.extend_from_slice(symbol.as_bytes());
        // Of clusters of several characters no two terminals think alike.
        let is_simple = symbol.len() == 1 || symbol.chars().nth(1).is_none();
        self.at = self.at.filter(|_| is_simple).map(|(x, y)| (x + cells, y));
    }

    /// Writes plain characters in the style that is on; how many.
    pub(super) fn put_plain(&mut self, bytes: impl Iterator<Item = u8>) -> usize {
        let before = self.out.len();
        self.out.extend(bytes);
        let written = self.out.len() - before;
        self.at = self.at.map(|(x, y)| (x + written, y));
        written
    }

    /// Lets the terminal move rows within a part of the screen; what moves in has the style that is on, and it should be
    /// the plain one. Where the cursor is after it, terminals may disagree.
    pub(super) fn scroll(&mut self, Scroll { top, bottom, by, up }: Scroll) {
        self.write(format_args!("\x1b[{};{bottom}r", top + 1));
        let edge = if up { bottom.saturating_sub(1) } else { top };
        self.go_to(0, u16::try_from(edge).unwrap_or(u16::MAX));
        for _ in 0..by {
            // Beyond the edge of the part, every terminal scrolls it.
            self.out.extend_from_slice(if up { b"\n" } else { b"\x1bM" });
        }
        self.out.extend_from_slice(b"\x1b[r");
        self.at = None;
    }

    /// Makes plain blanks of the cells from here on as far as they are that, where it is shorter than to write them; how
    /// many it made. The cursor stays where it is.
    pub(super) fn erase(&mut self, glyphs: &[Glyph]) -> usize {
        if !self.can_erase() || self.at.is_none() {
            return 0;
        }
        let blanks = glyphs.iter().take_while(|glyph| **glyph == Glyph::BLANK).count();
        if blanks < LEAST_ERASED {
            return 0;
        }
        self.blank(blanks);
        blanks
    }

    /// Makes plain blanks of so many cells from here on, or of all where the terminal can only do that. The cursor stays
    /// where it is.
    pub(super) fn blank(&mut self, cells: usize) {
        // Some terminals erase with the background that is on.
        if self.look.bg != Color::Reset || self.look.modifier.intersects(SEEN_ON_BLANKS) {
            self.style(Look::PLAIN);
        }
        if self.can_erase() {
            self.write(format_args!("\x1b[{cells}X"));
        } else {
            self.out.extend_from_slice(b"\x1b[K");
        }
    }

    /// Leaves the terminal with its plain style.
    pub(super) fn finish(&mut self) {
        self.style(Look::PLAIN);
    }

    /// Whether a cell is a plain character that looks right in the style that is on.
    fn can_write_blindly(&self, cell: &Cell) -> bool {
        let symbol = cell.symbol();
        symbol.len() == 1 && (look(cell) == self.look || (symbol == " " && self.fits_blank(look(cell))))
    }

    fn fits_blank(&self, blank: Look) -> bool {
        let seen = (self.look.modifier | blank.modifier).intersects(SEEN_ON_BLANKS);
        !seen && self.look.bg == blank.bg
    }

    fn style(&mut self, next: Look) {
        if next == self.look {
            return;
        }
        if next == Look::PLAIN {
            self.out.extend_from_slice(BECOME_PLAIN);
        } else {
            let (changed, anew) = (Codes::between(self.look, next), Codes::anew(next));
            let codes = if changed.len <= anew.len { changed } else { anew };
            self.out.extend_from_slice(b"\x1b[");
            self.out.extend_from_slice(codes.bytes.get(..codes.len).unwrap_or_default());
            self.out.push(b'm');
        }
        self.look = next;
    }

    fn write(&mut self, what: std::fmt::Arguments<'_>) {
        // Memory takes everything.
        self.out.write_fmt(what).unwrap_or_default();
    }
}

/// At most so many bytes lead from one column to another of the same row.
fn cost(from: usize, to: usize) -> usize {
    match from.abs_diff(to) {
        0 => 0,
        1 => 3,
        cells => 4 + cells.checked_ilog10().unwrap_or(0) as usize,
    }
}

/// How a cell looks, as far as it is seen there.
fn look(cell: &Cell) -> Look {
    let look = Look { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
    if cell.symbol() == " " { look.on_blank() } else { look }
}

/// Codes of looks, as a terminal takes them. There is room for all that may come together.
struct Codes {
    bytes: [u8; 96],
    len: usize,
}

impl Codes {
    const NONE: Self = Self { bytes: [0; 96], len: 0 };

    /// The codes that lead from one look to another.
    fn between(from: Look, to: Look) -> Self {
        let mut codes = Self::NONE;
        codes.change(from, to);
        codes
    }

    /// The codes that lead to a look from whatever was on.
    fn anew(to: Look) -> Self {
        let mut codes = Self::NONE;
        codes.push(0);
        codes.change(Look::PLAIN, to);
        codes
    }

    fn change(&mut self, from: Look, to: Look) {
        let gone = from.modifier.difference(to.modifier);
        let mut on = from.modifier.intersection(to.modifier);
        if gone.intersects(WEIGHT) {
            self.push(22);
            on = on.difference(WEIGHT);
        }
        for (modifier, _, off) in MODIFIERS {
            if gone.difference(WEIGHT).contains(modifier) {
                self.push(off);
            }
        }
        for (modifier, code, _) in MODIFIERS {
            if to.modifier.difference(on).contains(modifier) {
                self.push(code);
            }
        }
        if from.fg != to.fg {
            self.colour(to.fg, 30);
        }
        if from.bg != to.bg {
            self.colour(to.bg, 40);
        }
    }

    fn push_all(&mut self, codes: &[u8]) {
        for code in codes {
            self.push(*code);
        }
    }

    fn push(&mut self, code: u8) {
        if self.len > 0 {
            self.put(b';');
        }
        for unit in [100, 10, 1] {
            if code >= unit || unit == 1 {
                self.put(b'0' + code / unit % 10);
            }
        }
    }

    fn put(&mut self, byte: u8) {
        if let Some(slot) = self.bytes.get_mut(self.len) {
            *slot = byte;
            self.len += 1;
        }
    }

    /// The codes of a colour, for the foreground from 30 on, for the background from 40 on.
    fn colour(&mut self, colour: Color, base: u8) {
        match colour {
            Color::Reset => self.push(base + 9),
            Color::Black => self.push(base),
            Color::Red => self.push(base + 1),
            Color::Green => self.push(base + 2),
            Color::Yellow => self.push(base + 3),
            Color::Blue => self.push(base + 4),
            Color::Magenta => self.push(base + 5),
            Color::Cyan => self.push(base + 6),
            Color::Gray => self.push(base + 7),
            Color::DarkGray => self.push(base + 60),
            Color::LightRed => self.push(base + 61),
            Color::LightGreen => self.push(base + 62),
            Color::LightYellow => self.push(base + 63),
            Color::LightBlue => self.push(base + 64),
            Color::LightMagenta => self.push(base + 65),
            Color::LightCyan => self.push(base + 66),
            Color::White => self.push(base + 67),
            Color::Indexed(index) => self.push_all(&[base + 8, 5, index]),
            Color::Rgb(red, green, blue) => self.push_all(&[base + 8, 2, red, green, blue]),
        }
    }
}
