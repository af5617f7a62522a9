//! One row: which of its cells are written.

use ratatui::buffer::Cell;

use crate::runtime::paint::glyph::Glyph;
use crate::runtime::paint::pen::Pen;

/// What stands in a row, and what is to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Change<'a> {
    y: u16,
    old: &'a [Glyph],
    new: &'a [Glyph],
    /// What the new ones are of.
    cells: &'a [Cell],
}

impl<'a> Change<'a> {
    /// That of one row of the screen.
    pub(super) fn of(y: usize, width: usize, old: &'a [Glyph], new: &'a [Glyph], cells: &'a [Cell]) -> Self {
        let row = y * width..(y + 1) * width;
        Self {
            y: u16::try_from(y).unwrap_or(u16::MAX),
            old: old.get(row.clone()).unwrap_or_default(),
            new: new.get(row.clone()).unwrap_or_default(),
            cells: cells.get(row).unwrap_or_default(),
        }
    }
}

/// Paints rows; keeps its memory from one to the next.
#[derive(Debug, Default)]
pub(super) struct Painter {
    dirty: Vec<bool>,
}

impl Painter {
    /// Paints a row.
    pub(super) fn paint(&mut self, Change { y, old, new, cells }: Change<'_>, pen: &mut Pen<'_>) {
        self.dirty.clear();
        self.dirty.extend(old.iter().zip(new).map(|(old, new)| old != new));
        // A wide character is one thing: where one of its halves is written or written over, the other is as well.
        if old.iter().chain(new).any(|glyph| glyph.width() > 1) {
            while self.spread(old) || self.spread(new) {}
        }
        let mut x = 0;
        while let (Some(glyph), Some(cell)) = (new.get(x), cells.get(x)) {
            if self.dirty.get(x) != Some(&true) {
                x += glyph.width();
                continue;
            }
            pen.reach(x, y, cells);
            match pen.erase(new.get(x..).unwrap_or_default()) {
                0 => {
                    pen.put(cell, glyph.width());
                    x += glyph.width();
                    // Terminals disagree about the width of such a character: what stands behind it is written again.
                    if let Some(next) = self.dirty.get_mut(x).filter(|_| !pen.knows_where_it_is()) {
                        *next = true;
                    }
                }
                blanks => x += blanks,
            }
        }
    }

    /// Makes the cells of each character dirty together; whether that made any dirty that was not.
    fn spread(&mut self, glyphs: &[Glyph]) -> bool {
        let mut changed = false;
        let mut x = 0;
        while let Some(glyph) = glyphs.get(x) {
            let end = x + glyph.width();
            let own = self.dirty.get_mut(x..end.min(glyphs.len())).unwrap_or_default();
            if own.contains(&true) && own.contains(&false) {
                own.fill(true);
                changed = true;
            }
            x = end;
        }
        changed
    }
}
