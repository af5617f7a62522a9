//! From the document to the index: a hash for each slot while it is read, a number for what comes twice at the end.

use crate::model::document::Segment;
use crate::model::kind::{Group, Kind};
use crate::model::sheet::{Row, Sheet, place};
use crate::model::usage::{ALONE, Aspect, MASTER, Usage, things};

/// The index under way.
#[derive(Debug, Default)]
pub struct Builder {
    starts: Vec<u32>,
    /// A hash for each slot, in pieces so that no more than one has to move; the lowest bit tells a master.
    pieces: Vec<Vec<u64>>,
    len: u32,
}

/// Hashes in one piece.
const PIECE: usize = 16 * 1024;
/// What comes twice is found in so many rounds, so that little is sorted at a time.
const ROUNDS: u64 = 16;
const MASTER_BIT: u64 = 1;
/// The cell of something that nobody else has; it looks like a number.
const ALONE_CELL: u64 = (ALONE as u64) << 1;
/// Numbers are smaller, hashes are not.
pub(super) const LEAST_HASH: u64 = 1 << 33;

impl Builder {
    /// Reads the next segment.
    pub fn step(&mut self, segment: &Segment) {
        for entry in &segment.entries {
            self.add(&Sheet::of(segment.text(entry)));
        }
    }

    /// Takes the next repository.
    pub fn add(&mut self, sheet: &Sheet<'_>) {
        self.starts.push(self.len);
        self.push(&sheet.repo());
        for group in Group::ALL {
            for row in sheet.items(group) {
                self.push(&row);
            }
        }
    }

    fn push(&mut self, row: &Row<'_, '_>) {
        const PLACE: usize = place(Kind::Bucket, "master");
        let master = if row.kind == Kind::Bucket && row.is(PLACE) { MASTER_BIT } else { 0 };
        if self.pieces.last().is_none_or(|piece| piece.len() >= PIECE) {
            self.pieces.push(Vec::with_capacity(PIECE + 4));
        }
        let Some(piece) = self.pieces.last_mut() else { return };
        for aspect in Aspect::of_kind(row.kind) {
            match things::hash(row, *aspect) {
                // What cannot be compared is nobody else's.
                0 if things::text(row, *aspect).is_some() => piece.push(ALONE_CELL | master),
                0 => piece.push(0),
                hash => piece.push(hash | master),
            }
            // Beyond two thousand million nothing is told any more; no answer comes near.
            self.len = self.len.saturating_add(1).min(MASTER - 1);
        }
    }

    /// Tells what more than one object has.
    pub fn finish(mut self) -> Usage {
        let highest = self.number();
        let mut things = Vec::with_capacity(self.len as usize);
        // In the order in which they first come, so that the same answer makes the same numbers.
        let mut order = vec![0_u32; highest + 1];
        let mut counts: Vec<u32> = Vec::new();
        for cell in std::mem::take(&mut self.pieces).into_iter().flatten() {
            let number = usize::try_from(cell >> 1).unwrap_or_default();
            if cell & !MASTER_BIT == ALONE_CELL {
                things.push(ALONE);
                continue;
            }
            let Some(place) = order.get_mut(number).filter(|_| number != 0) else {
                things.push(0);
                continue;
            };
            if *place == 0 {
                counts.push(0);
                *place = u32::try_from(counts.len()).unwrap_or_default();
            }
            if let Some(count) = counts.get_mut(*place as usize - 1) {
                *count += 1;
            }
            things.push(if cell & MASTER_BIT == 0 { *place } else { *place | MASTER });
        }
        self.starts.push(self.len);
        self.starts.shrink_to_fit();
        let (firsts, users) = by_thing(&mut things, &counts);
        Usage { starts: self.starts, things, firsts, users }
    }

    /// Puts a number in the place of each hash that comes twice and [`ALONE_CELL`] in that of all others; gives the highest
    /// number.
    fn number(&mut self) -> usize {
        let mut next = 0_u64;
        let round_of = |cell: u64| cell / (u64::MAX / ROUNDS + 1);
        for round in 0..ROUNDS {
            let mut found: Vec<(u64, u32, u32)> = Vec::new();
            for (at, piece) in (0..).zip(&self.pieces) {
                let cells = (0..).zip(piece).filter(|(_, cell)| **cell >= LEAST_HASH && round_of(**cell) == round);
                found.extend(cells.map(|(place, cell)| (*cell & !MASTER_BIT, at, place)));
            }
            found.sort_unstable();
            for same in found.chunk_by(|one, other| one.0 == other.0) {
                next += u64::from(same.len() > 1);
                let cell_of = if same.len() > 1 { next << 1 } else { ALONE_CELL };
                for (_, at, place) in same {
                    let piece = self.pieces.get_mut(*at as usize);
                    if let Some(cell) = piece.and_then(|piece| piece.get_mut(*place as usize)) {
                        *cell = cell_of | (*cell & MASTER_BIT);
                    }
                }
            }
        }
        usize::try_from(next).unwrap_or_default()
    }
}

/// Where the users of each thing begin, and all of them thing by thing. Takes the marks of masters out of `things`.
fn by_thing(things: &mut [u32], counts: &[u32]) -> (Vec<u32>, Vec<u32>) {
    let mut firsts = Vec::with_capacity(counts.len() + 1);
    let mut total = 0;
    firsts.push(0);
    for count in counts {
        total += count;
        firsts.push(total);
    }
    let mut next = firsts.clone();
    let mut users = vec![0; total as usize];
    for (slot, thing) in (0_u32..).zip(things) {
        let mark = *thing & MASTER;
        *thing &= !MASTER;
        let place = (*thing as usize).checked_sub(1).and_then(|at| next.get_mut(at));
        let Some(place) = place else { continue };
        if let Some(user) = users.get_mut(*place as usize) {
            *user = slot | mark;
        }
        *place += 1;
    }
    (firsts, users)
}
