//! Where the lists stand in the source text of a repository, so that the rest of it can be read without them.

use std::num::NonZeroU16;

/// How many bytes stand before the first list, and behind the last one from the next name or the end of the object on.
pub(super) type Around = (u16, NonZeroU16);

/// Where in memory a repository's lists stand, as far as its members were read.
#[derive(Default)]
pub(super) struct Place {
    /// The name of the first one.
    first: Option<usize>,
    /// The first name behind them.
    behind: Option<usize>,
    /// Something else stands between them, or takes a closer look to tell.
    pub(super) is_odd: bool,
}

impl Place {
    /// Notes a member in order: whether it is a list, and where in memory its name stands, if that has no escapes.
    pub(super) fn note(&mut self, is_list: bool, name: Option<usize>) {
        if is_list {
            self.is_odd |= name.is_none() || self.behind.is_some();
            self.first = self.first.or(name);
        } else if self.first.is_some() {
            self.is_odd |= name.is_none();
            self.behind = self.behind.or(name);
        }
    }

    /// What stands around them in the object; nothing where that is odd or long, or where there is no list.
    pub(super) fn around(&self, object: &[u8]) -> Option<Around> {
        // A quote stands before each name.
        let offset = |name: usize| name.checked_sub(object.as_ptr().addr() + 1);
        let before = offset(self.first.filter(|_| !self.is_odd)?)?;
        let behind = match self.behind {
            Some(name) => object.len().checked_sub(offset(name)?)?,
            None => 1,
        };
        Some((u16::try_from(before).ok()?, NonZeroU16::new(u16::try_from(behind).ok()?)?))
    }
}

/// The object with an empty list in the place of its lists.
pub(super) fn without_lists((before, behind): Around, object: &[u8]) -> Option<Vec<u8>> {
    let head = object.get(..usize::from(before))?;
    let tail = object.get(object.len().checked_sub(usize::from(behind.get()))?..)?;
    let list: &[u8] = if tail == b"}" { b"\"buckets\":[]" } else { b"\"buckets\":[]," };
    Some([head, list, tail].concat())
}
