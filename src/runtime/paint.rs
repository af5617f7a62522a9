//! What to write so that a terminal which shows one screen shows another, in as few bytes as a slow link deserves.
//!
//! Owns cursor movement and which cells are written. Must not know who draws or where the bytes go. A frame leaves the
//! terminal with its plain style, so that whatever else writes to it does not inherit ours.

mod extent;
mod glyph;
mod pen;
mod row;
mod scroll;

use std::hash::RandomState;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use crate::model::charset::Charset;
use crate::runtime::paint::glyph::Glyph;
use crate::runtime::paint::pen::Pen;
use crate::runtime::paint::row::{Change, LEAST_ROOM, Limits, Painter};
use crate::runtime::paint::scroll::Scroll;
use crate::ui::frame::{Frame, around};

pub use extent::Extent;

/// A frame of fewer bytes reaches the terminal in one piece; a larger one is marked, so that it is not shown half done.
const SYNCHRONIZED_FROM: usize = 512;
const BEGIN_SYNCHRONIZED: &[u8] = b"\x1b[?2026h";
const END_SYNCHRONIZED: &[u8] = b"\x1b[?2026l";
/// As many bytes of a step through rows are written at once on a screen of 80 columns; on wider ones more, as rows take
/// more.
const STEP_BYTES: usize = 300;
const STEP_COLUMNS: usize = 80;
/// A step has no more rows to paint than this: those that were and are selected, one that comes in, the ancestors that
/// stay above it, and the title.
const STEP_ROWS: usize = 6;
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
    area: Option<Rect>,
    glyphs: Vec<Glyph>,
    cursor: Option<Position>,
    abilities: Abilities,
    keys: RandomState,
    /// The frame that is painted, and its number.
    next: Vec<Glyph>,
    number: u64,
    /// Which of its rows differ, and which cells of one of them: their memory is kept from frame to frame.
    changed: Vec<bool>,
    painter: Painter,
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

    /// Appends to `out` what makes the terminal show a frame, to an extent, with its cursor there or hidden; nothing where it
    /// does already. From now on that is what it shows.
    pub fn paint(&mut self, frame: &Frame, extent: Extent, out: &mut Vec<u8>) {
        let next = frame.buffer();
        let start = out.len();
        let is_known = self.area == Some(next.area);
        if !is_known {
            out.extend_from_slice(CLEAR);
            out.extend_from_slice(HIDE_CURSOR);
            (self.area, self.cursor) = (Some(next.area), None);
            self.glyphs.clear();
            self.glyphs.resize(next.content.len(), Glyph::BLANK);
        }
        self.read(frame);
        let mut pen = Pen::new(out, self.abilities);
        let width = usize::from(next.area.width).max(1);
        let scroll = Scroll::between(&self.glyphs, &self.next, width, &self.changed).filter(|_| is_known);
        if let Some(scroll) = scroll {
            pen.scroll(scroll);
            scroll.apply(&mut self.glyphs, width);
            let rows = self.glyphs.chunks(width).zip(self.next.chunks(width));
            self.changed.iter_mut().zip(rows).for_each(|(changed, (old, new))| *changed = old != new);
        }
        let rows: Vec<usize> = (0..).zip(&self.changed).filter(|(_, changed)| **changed).map(|(y, _)| y).collect();
        let begin = pen.mark();
        for y in &rows {
            let change = Change::of(*y, width, &self.glyphs, &self.next, &next.content);
            self.painter.paint(change, Limits::NONE, &mut pen);
        }
        let limit = start + STEP_BYTES * width.max(STEP_COLUMNS) / STEP_COLUMNS;
        match extent {
            Extent::Step { selected } if is_known && rows.len() <= STEP_ROWS && pen.length() > limit => {
                pen.go_back(begin);
                let is_up = scroll.is_none_or(|scroll| scroll.up);
                self.step(rows, (selected, is_up), &next.content, limit, &mut pen);
            }
            Extent::Step { .. } | Extent::Whole => {
                for y in rows {
                    self.note(y * width..(y + 1) * width);
                }
            }
        }
        pen.finish();
        self.place_cursor(frame.cursor(), out.len() > start, out);
        if out.len() - start >= SYNCHRONIZED_FROM {
            out.splice(start..start, BEGIN_SYNCHRONIZED.iter().copied());
            out.extend_from_slice(END_SYNCHRONIZED);
        }
    }

    /// Reads what a frame is to show, but for what it kept of the one that was read before, and which rows differ.
    fn read(&mut self, frame: &Frame) {
        let Buffer { area, content: cells } = frame.buffer();
        let is_next = self.number + 1 == frame.number() && self.next.len() == cells.len();
        self.number = frame.number();
        self.next.resize(cells.len(), Glyph::BLANK);
        let kept = frame.kept().filter(|_| is_next);
        let width = usize::from(area.width).max(1);
        self.changed.clear();
        let rows = cells.chunks(width).zip(self.next.chunks_mut(width)).zip(self.glyphs.chunks(width));
        for (y, ((cells, glyphs), shown)) in (0..).zip(rows) {
            for part in around(kept, y, cells.len()) {
                if let (Some(cells), Some(glyphs)) = (cells.get(part.clone()), glyphs.get_mut(part)) {
                    glyph::read(cells, &self.keys, glyphs);
                }
            }
            self.changed.push(glyphs != shown);
        }
    }

    /// From now on the terminal shows these cells of the frame.
    fn note(&mut self, cells: Range<usize>) {
        if let (Some(shown), Some(next)) = (self.glyphs.get_mut(cells.clone()), self.next.get(cells)) {
            shown.copy_from_slice(next);
        }
    }

    /// Paints rows outwards from the selected one, as far as there is room. What has none is left blank: nothing stands
    /// on the screen that is not so.
    fn step(
        &mut self,
        mut rows: Vec<usize>,
        (selected, is_up): (usize, bool),
        cells: &[Cell],
        limit: usize,
        pen: &mut Pen<'_>,
    ) {
        let width = self.area.map_or(1, |area| usize::from(area.width).max(1));
        // Of its neighbours the one first that was selected before.
        rows.sort_by_key(|y| (y.abs_diff(selected), (*y > selected) == is_up));
        for (behind, y) in (0..rows.len()).rev().zip(rows) {
            let hard = limit.saturating_sub(LEAST_ROOM * behind);
            let limits = Limits { soft: hard.saturating_sub(LEAST_ROOM), hard };
            let change = Change::of(y, width, &self.glyphs, &self.next, cells);
            let (right, blank) = self.painter.paint(change, limits, pen);
            let row = y * width;
            self.note(row..row + right);
            self.glyphs.get_mut(row + right..row + blank).unwrap_or_default().fill(Glyph::BLANK);
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

#[cfg(test)]
mod tests;
