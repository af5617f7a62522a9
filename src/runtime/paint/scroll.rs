//! Rows that stand a few lines higher or lower than before: the terminal moves them itself, which is a few bytes where
//! writing them again is a few hundred.
//!
//! Only finds what to move. Whatever it chooses is right, since what stands wrong after it is painted over; it is worth
//! it where many rows need no painting then.

use ratatui::buffer::{Buffer, Cell};

/// Moving fewer rows than this costs more than it saves.
const LEAST: usize = 3;
/// Further than this nobody scrolls at once.
const FURTHEST: usize = 12;

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
    pub(super) fn between(old: &Buffer, new: &Buffer, changed: &[Option<usize>]) -> Option<Self> {
        let height = changed.len();
        if changed.iter().flatten().count() <= LEAST {
            return None;
        }
        let first_change = |row: usize| changed.get(row).copied().flatten();
        // Rows that are not the same mostly differ there, too.
        let is_same = |from: usize, row: usize| {
            let (old, new) = (row_of(old, from), row_of(new, row));
            first_change(row).is_none_or(|x| old.get(x) == new.get(x)) && old == new
        };
        let moves = (1..=FURTHEST.min(height / 2)).flat_map(|by| [(by, true), (by, false)]);
        let best = moves.filter_map(|(by, up)| {
            // Rows that will stand right, and how many of them would have to be painted otherwise.
            let lands = |row: usize| {
                let from = if up { row.checked_add(by)? } else { row.checked_sub(by)? };
                (from < height && is_same(from, row)).then(|| usize::from(first_change(row).is_some()))
            };
            let (start, end, saved) = longest(height, lands);
            let (top, bottom) = if up { (start, end + by) } else { (start.saturating_sub(by), end) };
            (saved >= LEAST).then_some((saved, Self { top, bottom, by, up }))
        });
        // Of equals the first, which moves least.
        best.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, scroll)| scroll)
    }

    /// Makes the same of a buffer: what moves in is blank.
    pub(super) fn apply(self, buffer: &mut Buffer) {
        let width = usize::from(buffer.area.width);
        let part = buffer.content.get_mut(self.top * width..self.bottom * width).unwrap_or_default();
        let gap = (self.by * width).min(part.len());
        if self.up {
            part.rotate_left(gap);
            part.iter_mut().rev().take(gap).for_each(Cell::reset);
        } else {
            part.rotate_right(gap);
            part.iter_mut().take(gap).for_each(Cell::reset);
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

fn row_of(buffer: &Buffer, row: usize) -> &[Cell] {
    let width = usize::from(buffer.area.width);
    buffer.content.get(row * width..(row + 1) * width).unwrap_or_default()
}
