//! The memory that source text is kept in.

use std::fmt;
use std::ops::Deref;

use memmap2::MmapMut;

/// How many bytes a large page of memory has, on the processors that have pages of two sizes.
const LARGE_PAGE: usize = 2 * 1024 * 1024;

/// Bytes that grow at their end, then stay.
///
/// Where there is room for many, the first two MiB of them lie in one large page, if the system has such for those who
/// ask: it takes back one in the time of a few small ones, of which 288 MB are 70,000.
#[derive(Default)]
pub struct Source(Memory);

enum Memory {
    Small(Vec<u8>),
    /// What is mapped, and how much of it is in use.
    Large(MmapMut, usize),
}

impl Source {
    /// Room for so many bytes; more will find room as well.
    pub fn with_room(room: usize) -> Self {
        Self(large(room).map_or_else(|| Memory::Small(Vec::with_capacity(room)), |mapped| Memory::Large(mapped, 0)))
    }

    /// Appends bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            Memory::Small(all) => all.extend_from_slice(bytes),
            Memory::Large(mapped, len) => match mapped.get_mut(*len..*len + bytes.len()) {
                Some(room) => {
                    room.copy_from_slice(bytes);
                    *len += bytes.len();
                }
                None => self.0 = Memory::Small([&**self, bytes].concat()),
            },
        }
    }

    /// Takes what stands before `end`, without room for more; what is behind it stays, with room for `room` bytes.
    #[must_use]
    pub fn take_before(&mut self, end: usize, room: usize) -> Self {
        let (before, behind) = self.split_at_checked(end).unwrap_or((self, &[]));
        let mut rest = Self::with_room(room);
        rest.push(behind);
        // A large page is too large for less.
        if self.is_mapped() && before.len() < LARGE_PAGE {
            let before = before.to_vec().into();
            *self = rest;
            return before;
        }
        let mut taken = std::mem::replace(self, rest);
        taken.end_at(end);
        taken
    }

    /// Whether it has memory of its own, which is not the allocator's.
    pub const fn is_mapped(&self) -> bool {
        matches!(self.0, Memory::Large(..))
    }

    /// Gives back the room for more.
    pub fn shrink_to_fit(&mut self) {
        self.end_at(self.len());
    }

    /// Lets nothing stay from `end` on, and no room for more.
    fn end_at(&mut self, end: usize) {
        match &mut self.0 {
            Memory::Small(all) => {
                all.truncate(end);
                all.shrink_to_fit();
            }
            // What was never written to takes no memory.
            Memory::Large(_, len) => *len = end.min(*len),
        }
    }
}

/// Memory that begins with a large page; `None` where there need not be one, and where there is no such memory.
#[cfg(target_os = "linux")]
fn large(room: usize) -> Option<MmapMut> {
    use memmap2::Advice::{HugePage, NoHugePage};

    if room < 2 * LARGE_PAGE {
        return None;
    }
    let len = room.next_multiple_of(LARGE_PAGE);
    let mapped = MmapMut::map_anon(len).ok()?;
    // Where the system knows no such pages all is as well with small ones; those behind the first are to be small.
    let _first = mapped.advise_range(HugePage, 0, LARGE_PAGE);
    let _rest = mapped.advise_range(NoHugePage, LARGE_PAGE, len - LARGE_PAGE);
    Some(mapped)
}

/// There is none.
#[cfg(not(target_os = "linux"))]
fn large(_: usize) -> Option<MmapMut> {
    None
}

impl Default for Memory {
    fn default() -> Self {
        Self::Small(Vec::new())
    }
}

impl Deref for Source {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &self.0 {
            Memory::Small(all) => all,
            Memory::Large(mapped, len) => mapped.get(..*len).unwrap_or_default(),
        }
    }
}

impl From<Vec<u8>> for Source {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Memory::Small(bytes))
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Source {}

/// Says how many there are and not which: they hold credentials.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source").field("len", &self.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    const MIB: usize = 1024 * 1024;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn what_was_appended_is_taken_in_order(
            room in prop::sample::select(vec![0, MIB, 4 * MIB, 4 * MIB + 1]),
            steps in vec((any::<u8>(), 0..2 * MIB, prop::option::of(0..6 * MIB)), 1..8),
        ) {
            let (mut source, mut expected) = (Source::with_room(room), Vec::new());
            for (byte, len, end) in steps {
                let bytes = vec![byte; len];
                source.push(&bytes);
                expected.extend_from_slice(&bytes);
                if let Some(end) = end {
                    let rest = expected.split_off(end.min(expected.len()));
                    prop_assert!(*source.take_before(end, room) == *expected);
                    expected = rest;
                }
                prop_assert!(*source == *expected);
            }
        }
    }

    #[test]
    fn only_what_fills_a_large_page_has_one() {
        let taken = |len: usize| {
            let mut source = Source::with_room(4 * MIB);
            source.push(&vec![b'x'; len]);
            source.take_before(len, 0).is_mapped()
        };
        assert!(!taken(2 * MIB - 1));
        assert_eq!(taken(2 * MIB), cfg!(target_os = "linux"));
    }

    #[test]
    fn it_does_not_tell_what_it_holds() {
        assert_eq!(format!("{:?}", Source::from(b"secret".to_vec())), "Source { len: 6, .. }");
    }
}
