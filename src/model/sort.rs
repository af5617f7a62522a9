//! The order of the repositories by what one asks for: in natural order, stable, those without a value last.

use std::cmp::Ordering;

use crate::model::facts::{Fact, Register};
use crate::model::inventory::Inventory;
use crate::model::search::fold;
use crate::model::shape::Shape;
use crate::model::text;

/// What repositories are ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// What they are called: the name, else the id.
    Name,
    /// When they were created, the oldest first.
    Created,
    /// How many items they hold, the fewest first.
    Children,
    /// How many findings there are about them and what they hold, the fewest first.
    Findings,
}

impl Key {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Name, Self::Created, Self::Children, Self::Findings];

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Created => "created",
            Self::Children => "children",
            Self::Findings => "findings",
        }
    }
}

/// The positions of the repositories in order. Equal ones stay as they came, also where it is turned round; those
/// without a value come last in either direction, and so do those of which the register has no facts yet.
///
/// `findings` are the numbers of findings by position; where it ends there is no number. Takes a while for very many:
/// not for the thread that waits for keys.
pub fn order(inventory: &Inventory, register: &Register, key: Key, reversed: bool, findings: &[u32]) -> Vec<u32> {
    let len = inventory.len();
    match key {
        Key::Name => {
            let mut titles = Titles::default();
            register.titles(inventory.document()).take(len).for_each(|title| titles.push(title));
            by(len, reversed, |repo| titles.get(repo))
        }
        Key::Created => {
            let created: Vec<Option<i64>> = register.iter().map(Fact::created).collect();
            by(len, reversed, |repo| created.get(repo).copied().flatten())
        }
        Key::Children => {
            let count = |shape: &Shape| shape.is_object().then(|| shape.counts.iter().copied().map(u64::from).sum());
            let children: Vec<Option<u64>> = inventory.shapes_from(0).map(count).collect();
            by(len, reversed, |repo| children.get(repo).copied().flatten())
        }
        Key::Findings => by(len, reversed, |repo| findings.get(repo)),
    }
}

/// Positions in the order of their values; see [`order`].
pub(in crate::model) fn by<T: Ord>(len: usize, reversed: bool, value: impl Fn(usize) -> Option<T>) -> Vec<u32> {
    // An answer has fewer bytes than that.
    let mut repos: Vec<u32> = (0..u32::try_from(len).unwrap_or(u32::MAX)).collect();
    repos.sort_by(|a, b| match (value(*a as usize), value(*b as usize)) {
        (Some(a), Some(b)) if reversed => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
    repos
}

/// Titles written so that comparing their bytes compares them in natural order, one behind the other.
#[derive(Debug, Default)]
pub(in crate::model) struct Titles {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Titles {
    /// Appends a title.
    pub(in crate::model) fn push(&mut self, title: &str) {
        push(title, &mut self.bytes);
        self.ends.push(self.bytes.len());
    }

    /// The title at a position, `None` where there is none to see.
    pub(in crate::model) fn get(&self, at: usize) -> Option<&[u8]> {
        let start = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.bytes.get(start..*self.ends.get(at)?).filter(|bytes| !bytes.is_empty())
    }
}

/// Writes a title: letters in one case, and before the digits of a number how many there are, so that a longer one is
/// a larger one.
fn push(title: &str, bytes: &mut Vec<u8>) {
    if text::blank(title) {
        return;
    }
    let mut rest = title;
    while let Some(c) = rest.chars().next() {
        if c.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let (number, behind) = rest.split_at_checked(end).unwrap_or_default();
            let digits = number.trim_start_matches('0');
            // The mark of a number stands where digits stand among the letters. 255 says that more will be said.
            bytes.push(b'0');
            let mut length = digits.len();
            while length >= 255 {
                bytes.push(255);
                length -= 255;
            }
            bytes.extend(u8::try_from(length));
            bytes.extend_from_slice(digits.as_bytes());
            rest = behind;
        } else {
            bytes.extend_from_slice(fold(c).encode_utf8(&mut [0; 4]).as_bytes());
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests;
