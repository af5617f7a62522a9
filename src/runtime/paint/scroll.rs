//! Rows that stand a few lines higher or lower than before: the terminal moves them itself, which is a few bytes where
//! writing them again is a few hundred.
//!
//! Only finds what to move. Whatever it chooses is right, since what stands wrong after it is painted over; it is worth
//! it where many rows need no painting then.

use ratatui::buffer::{Buffer, Cell};

use crate::runtime::paint::differ;

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
    pub(super) fn between(old: &Buffer, new: &Buffer, changed: &[Option<usize>]) -> Option<Self> {
        let height = changed.len();
        if changed.iter().flatten().count() <= LEAST {
            return None;
        }
        let first_change = |row: usize| changed.get(row).copied().flatten();
        let (olds, news) = (marks(old), marks(new));
        let is_same = |from: usize, row: usize| {
            let cells = || row_of(old, from).iter().zip(row_of(new, row));
            olds.get(from) == news.get(row) && !cells().any(|(old, new)| differ(old, new))
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

/// A number for some cells of each row, by which most rows that are not the same are told apart.
fn marks(buffer: &Buffer) -> Vec<u64> {
    let width = usize::from(buffer.area.width).max(1);
    let mark = |cell: &Cell| {
        cell.symbol().bytes().fold(u64::from(cell.modifier.bits()), |mark, byte| mark << 8 ^ u64::from(byte))
    };
    let of_row = |row: &[Cell]| {
        let some = row.iter().step_by(width.div_ceil(LOOKS));
        some.fold(0, |all: u64, cell| all.rotate_left(7).wrapping_mul(31) ^ mark(cell))
    };
    buffer.content.chunks(width).map(of_row).collect()
}

fn row_of(buffer: &Buffer, row: usize) -> &[Cell] {
    let width = usize::from(buffer.area.width);
    buffer.content.get(row * width..(row + 1) * width).unwrap_or_default()
}
