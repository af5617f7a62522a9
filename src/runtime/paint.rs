//! What to write so that a terminal which shows one screen shows another, in as few bytes as a slow link deserves.
//!
//! Owns cursor movement and which cells are written. Must not know who draws or where the bytes go. A frame leaves the
//! terminal with its plain style, so that whatever else writes to it does not inherit ours.

mod pen;
mod scroll;

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;

use crate::model::charset::Charset;
use crate::model::text;
use crate::runtime::paint::pen::Pen;
use crate::runtime::paint::scroll::Scroll;

/// A frame of fewer bytes reaches the terminal in one piece; a larger one is marked, so that it is not shown half done.
const SYNCHRONIZED_FROM: usize = 512;
const BEGIN_SYNCHRONIZED: &[u8] = b"\x1b[?2026h";
const END_SYNCHRONIZED: &[u8] = b"\x1b[?2026l";
const CLEAR: &[u8] = b"\x1b[r\x1b[m\x1b[2J";
const HIDE_CURSOR: &[u8] = b"\x1b[?25l";
const SHOW_CURSOR: &[u8] = b"\x1b[?25h";

/// What a terminal can be sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Abilities {
    /// Which characters.
    pub charset: Charset,
    /// Whether it is from before cells could be erased without being written.
    pub is_old: bool,
}

/// What a terminal shows, as far as we know.
#[derive(Debug, Default)]
pub struct Shown {
    /// `None` where anything may stand on it: at the start, after a resize, after somebody else had it.
    buffer: Option<Buffer>,
    cursor: Option<Position>,
    abilities: Abilities,
    /// From which cell on each row differs, and which cells of the one that is painted: their memory is kept from frame
    /// to frame.
    changed: Vec<Option<usize>>,
    row: Row,
}

impl Shown {
    /// Nothing is known of the terminal but what it can be sent.
    pub fn new(abilities: Abilities) -> Self {
        Self { abilities, ..Self::default() }
    }

    /// From now on anything may stand on the terminal: the next frame clears it and draws everything.
    pub fn forget(&mut self) {
        *self = Self::new(self.abilities);
    }

    /// Appends to `out` what makes the terminal show `next`, with its cursor there or hidden; nothing where it does
    /// already. From now on that is what it shows.
    pub fn paint(&mut self, next: &Buffer, cursor: Option<Position>, out: &mut Vec<u8>) {
        let start = out.len();
        let is_known = self.buffer.as_ref().is_some_and(|shown| shown.area == next.area);
        if !is_known {
            out.extend_from_slice(CLEAR);
            out.extend_from_slice(HIDE_CURSOR);
            (self.buffer, self.cursor) = (Some(Buffer::empty(next.area)), None);
        }
        let Some(shown) = &mut self.buffer else { return };
        let mut pen = Pen::new(out, self.abilities);
        let width = usize::from(next.area.width).max(1);
        changes(shown, next, width, &mut self.changed);
        if let Some(scroll) = Scroll::between(shown, next, &self.changed).filter(|_| is_known) {
            pen.scroll(scroll);
            scroll.apply(shown);
            changes(shown, next, width, &mut self.changed);
        }
        let rows = shown.content.chunks_mut(width).zip(next.content.chunks(width)).zip(&self.changed);
        for (y, ((old, new), _)) in (next.area.top()..).zip(rows).filter(|(_, (_, changed))| changed.is_some()) {
            self.row.paint(old, new, y, &mut pen);
            let differing = self.row.differing.clone();
            if let (Some(old), Some(new)) = (old.get_mut(differing.clone()), new.get(differing)) {
                old.clone_from_slice(new);
            }
        }
        pen.finish();
        self.place_cursor(cursor, out.len() > start, out);
        if out.len() - start >= SYNCHRONIZED_FROM {
            out.splice(start..start, BEGIN_SYNCHRONIZED.iter().copied());
            out.extend_from_slice(END_SYNCHRONIZED);
        }
    }

    /// The cursor goes back to where it belongs: painting moves it.
    fn place_cursor(&mut self, cursor: Option<Position>, was_moved: bool, out: &mut Vec<u8>) {
        match (self.cursor, cursor) {
            (Some(_), None) => out.extend_from_slice(HIDE_CURSOR),
            (was, Some(at)) if was != Some(at) || was_moved => {
                Pen::new(out, self.abilities).go_to(at.x, at.y);
                if was.is_none() {
                    out.extend_from_slice(SHOW_CURSOR);
                }
            }
            _ => {}
        }
        self.cursor = cursor;
    }
}

/// The first cell in which each row differs, where it does.
fn changes(old: &Buffer, new: &Buffer, width: usize, changed: &mut Vec<Option<usize>>) {
    changed.clear();
    let rows = old.content.chunks(width).zip(new.content.chunks(width));
    changed.extend(rows.map(|(old, new)| old.iter().zip(new).position(|(old, new)| differ(old, new))));
}

/// Whether two cells look different, or would on some terminal. As `!=`, which takes twice as long for a letter.
fn differ(one: &Cell, other: &Cell) -> bool {
    let same_text = match (one.symbol().as_bytes(), other.symbol().as_bytes()) {
        ([one], [other]) => one == other,
        (one, other) => one == other,
    };
    !same_text || one.fg != other.fg || one.bg != other.bg || one.modifier != other.modifier
}

/// Paints one row; keeps its memory from row to row.
#[derive(Debug, Default)]
struct Row {
    dirty: Vec<bool>,
    /// From the first to the last cell that is not what it was.
    differing: Range<usize>,
}

impl Row {
    fn paint(&mut self, old: &[Cell], new: &[Cell], y: u16, pen: &mut Pen<'_>) {
        self.dirty.clear();
        self.differing = 0..0;
        let mut is_wide = false;
        for (x, (old, new)) in old.iter().zip(new).enumerate() {
            let differ = differ(old, new);
            if differ {
                let start = if self.differing.is_empty() { x } else { self.differing.start };
                self.differing = start..x + 1;
            }
            self.dirty.push(differ && !(pen::is_plain_blank(old) && pen::is_plain_blank(new)));
            is_wide |= width(old) > 1 || width(new) > 1;
        }
        // A wide character is one thing: where one of its halves is written or written over, the other is as well.
        if is_wide {
            while self.spread(old) || self.spread(new) {}
        }
        let mut x = 0;
        while let Some(cell) = new.get(x) {
            let cells = width(cell);
            if self.dirty.get(x).copied().unwrap_or_default() {
                pen.reach(x, y, new);
                let blanks = pen.erase(new.get(x..).unwrap_or_default());
                if blanks > 0 {
                    x += blanks;
                    continue;
                }
                pen.put(cell, cells);
                // Terminals disagree about the width of such a character: what stands behind it is written again.
                if let Some(next) = self.dirty.get_mut(x + cells).filter(|_| !pen.knows_where_it_is()) {
                    *next = true;
                }
            }
            x += cells;
        }
    }

    /// Makes the cells of each character dirty together; whether that made any dirty that was not.
    fn spread(&mut self, cells: &[Cell]) -> bool {
        let mut changed = false;
        let mut x = 0;
        while let Some(cell) = cells.get(x) {
            let end = x + width(cell);
            let own = self.dirty.get_mut(x..end.min(cells.len())).unwrap_or_default();
            if own.contains(&true) && own.contains(&false) {
                own.fill(true);
                changed = true;
            }
            x = end;
        }
        changed
    }
}

/// How many cells what stands in a cell takes; at least one.
fn width(cell: &Cell) -> usize {
    match cell.symbol() {
        symbol if symbol.len() == 1 => 1,
        symbol => text::width(symbol).max(1),
    }
}

#[cfg(test)]
mod tests;
