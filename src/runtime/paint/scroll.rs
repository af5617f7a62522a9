//! Rows that stand a few lines higher or lower than before: the terminal moves them itself, which is a few bytes where
//! writing them again is a few hundred.
//!
//! Only finds what to move. Whatever it chooses is right, since what stands wrong after it is painted over; it is worth
//! it where many rows need no painting then.

use crate::runtime::paint::glyph::Glyph;

/// Moving fewer rows than this costs more than it saves.
const LEAST: usize = 3;
/// Further than this nobody scrolls at once.
const FURTHEST: usize = 12;

/// At so many cells of a row it is looked before all of them are.
const LOOKS: usize = 24;

/// Rows to move within a part of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scroll {
    /// The first row of the part.
    pub(super) top: usize,
    /// The first row behind it.
    pub(super) bottom: usize,
    /// How many rows they move by.
    pub(super) by: usize,
    /// Whether they move up.
    pub(super) up: bool,
}

impl Scroll {
    /// The move that leaves the fewest rows to paint, where there is one that is worth it.
    pub(super) fn between(old: &[Glyph], new: &[Glyph], width: usize, changed: &[bool]) -> Option<Self> {
        let height = changed.len();
        if changed.iter().filter(|changed| **changed).count() <= LEAST {
            return None;
        }
        let rows = |row: usize| row * width..(row + 1) * width;
        let (olds, news) = (marks(old, width), marks(new, width));
        let is_same =
            |from: usize, row: usize| olds.get(from) == news.get(row) && old.get(rows(from)) == new.get(rows(row));
        let moves = (1..=FURTHEST.min(height / 2)).flat_map(|by| [(by, true), (by, false)]);
        let best = moves.filter_map(|(by, up)| {
            // Rows that will stand right, and how many of them would have to be painted otherwise.
            let lands = |row: usize| {
                let from = if up { row.checked_add(by)? } else { row.checked_sub(by)? };
                (from < height && is_same(from, row)).then(|| usize::from(changed.get(row) == Some(&true)))
            };
            let (start, end, saved) = longest(height, lands);
            let (top, bottom) = if up { (start, end + by) } else { (start.saturating_sub(by), end) };
            (saved >= LEAST).then_some((saved, Self { top, bottom, by, up }))
        });
        // Of equals the first, which moves least.
        best.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, scroll)| scroll)
    }

    /// Makes the same of what is shown: what moves in is blank.
    pub(super) fn apply(self, glyphs: &mut [Glyph], width: usize) {
        let part = glyphs.get_mut(self.top * width..self.bottom * width).unwrap_or_default();
        let gap = (self.by * width).min(part.len());
        if self.up {
            part.rotate_left(gap);
            part.iter_mut().rev().take(gap).for_each(|glyph| *glyph = Glyph::BLANK);
        } else {
            part.rotate_right(gap);
            part.iter_mut().take(gap).for_each(|glyph| *glyph = Glyph::BLANK);
        }
    }
}

/// The run of rows that saves most: its first row, the first behind it, and how much it saves.
fn longest(height: usize, gain: impl Fn(usize) -> Option<usize>) -> (usize, usize, usize) {
    let mut best = (0, 0, 0);
    let mut run = best;
    for row in 0..height {
        run = match gain(row) {
            Some(saved) => (run.0, row + 1, run.2 + saved),
            None => (row + 1, row + 1, 0),
        };
        if run.2 > best.2 {
            best = run;
        }
    }
    best
}

/// A number for some cells of each row, by which most rows that are not the same are told apart.
fn marks(glyphs: &[Glyph], width: usize) -> Vec<u64> {
    let some = width.div_ceil(LOOKS);
    let mark = |row: &[Glyph]| row.iter().step_by(some).fold(0, |mark: u64, glyph| mark.rotate_left(7) ^ glyph.mark());
    glyphs.chunks(width).map(mark).collect()
}
