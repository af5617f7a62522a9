//! One row: which of its cells are written, and how far.

use ratatui::buffer::Cell;

use crate::runtime::paint::glyph::Glyph;
use crate::runtime::paint::pen::Pen;

/// To go somewhere and to erase there takes so many bytes at most.
pub(super) const LEAST_ROOM: usize = 20;

/// How many bytes there may be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// When the row is done.
    pub(super) hard: usize,
    /// Where it is cut, so that there is room to erase the rest.
    pub(super) soft: usize,
}

impl Limits {
    pub(super) const NONE: Self = Self { hard: usize::MAX, soft: usize::MAX };

    const fn are_none(self) -> bool {
        self.hard == usize::MAX
    }
}

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
    /// Paints a row as far as the limits allow. Up to the first place it is as it is to be then, from there up to the
    /// second it is blank, and behind that as it was.
    pub(super) fn paint(&mut self, change: Change<'_>, limits: Limits, pen: &mut Pen<'_>) -> (usize, usize) {
        let Change { old, new, .. } = change;
        self.dirty.clear();
        self.dirty.extend(old.iter().zip(new).map(|(old, new)| old != new));
        // A wide character is one thing: where one of its halves is written or written over, the other is as well.
        let is_wide = [old, new].into_iter().any(|row| row.iter().any(|glyph| glyph.width() > 1));
        if is_wide {
            while self.spread(old) || self.spread(new) {}
        }
        let Some(cut) = self.write(change, limits, pen) else { return (new.len(), new.len()) };
        let end = self.dirty.iter().rposition(|dirty| *dirty).map_or(cut, |last| last + 1);
        // Nor does the end of a word stay behind without its beginning.
        let end = end + new.iter().skip(end).take_while(|glyph| **glyph != Glyph::BLANK).count();
        let end = if pen.can_erase() { end } else { new.len() };
        let rest = old.get(cut..end).unwrap_or_default();
        if is_wide || rest.iter().any(|glyph| *glyph != Glyph::BLANK) {
            pen.reach(cut, change.y, change.cells);
            pen.blank(rest.len());
        }
        (cut, end)
    }

    /// Writes what is dirty; the cell where it had to stop.
    fn write(&mut self, Change { y, new, cells, .. }: Change<'_>, limits: Limits, pen: &mut Pen<'_>) -> Option<usize> {
        let mut x = 0;
        let mut cut = None;
        while let (Some(glyph), Some(cell)) = (new.get(x), cells.get(x)) {
            if self.dirty.get(x) != Some(&true) {
                x += glyph.width();
                continue;
            }
            if cut.is_none() || pen.length() <= limits.soft {
                cut = Some((pen.mark(), x));
            }
            pen.reach(x, y, cells);
            match pen.erase(new.get(x..).unwrap_or_default()) {
                0 => {
                    pen.put(cell, glyph.width());
                    x += glyph.width();
                    if limits.are_none() && pen.knows_where_it_is() {
                        x += self.write_on(*glyph, new.get(x..).unwrap_or_default(), x, pen);
                    }
                    // Terminals disagree about the width of such a character: what stands behind it is written again.
                    if let Some(next) = self.dirty.get_mut(x).filter(|_| !pen.knows_where_it_is()) {
                        *next = true;
                    }
                }
                blanks => x += blanks,
            }
            if let Some((mark, at)) = cut.filter(|_| pen.length() > limits.hard) {
                pen.go_back(mark);
                return Some(at);
            }
        }
        None
    }

    /// Writes what is dirty of the plain characters behind one that look the same; how many.
    fn write_on(&self, before: Glyph, rest: &[Glyph], x: usize, pen: &mut Pen<'_>) -> usize {
        let dirty = self.dirty.get(x..).unwrap_or_default();
        let plain = |(glyph, dirty): (&Glyph, &bool)| glyph.goes_on(before).filter(|_| *dirty);
        pen.put_plain(rest.iter().zip(dirty).map_while(plain))
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
