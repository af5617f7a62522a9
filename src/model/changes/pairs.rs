//! Which of the old ones is which of the new ones: by a key, and among those of one key in order.

use std::cmp::Ordering;

use crate::model::changes::short;

/// By what something is known; nothing is known by an empty one.
pub(super) type Key<'a> = (&'a [u8], &'a [u8]);

/// Something by its key and its place.
type Keyed<'a> = (Key<'a>, u32);

/// Those that belong together, and those that were left alone.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Pairs {
    pub(super) both: Vec<(u32, u32)>,
    pub(super) old: Vec<u32>,
    pub(super) new: Vec<u32>,
}

impl Pairs {
    /// So many old ones and new ones, none of them paired.
    pub(super) fn none(old: usize, new: usize) -> Self {
        Self { both: Vec::new(), old: (0..short(old)).collect(), new: (0..short(new)).collect() }
    }

    /// Pairs what has the same key.
    fn of(mut old: Vec<Keyed<'_>>, mut new: Vec<Keyed<'_>>) -> Self {
        old.sort_unstable();
        new.sort_unstable();
        let mut paired = Self::default();
        let (mut old, mut new) = (old.into_iter().peekable(), new.into_iter().peekable());
        while let (Some((one, _)), Some((other, _))) = (old.peek(), new.peek()) {
            match one.cmp(other) {
                Ordering::Equal if !one.0.is_empty() => {
                    paired.both.extend(old.next().zip(new.next()).map(|((_, old), (_, new))| (old, new)));
                }
                Ordering::Less | Ordering::Equal => paired.old.extend(old.next().map(|(_, at)| at)),
                Ordering::Greater => paired.new.extend(new.next().map(|(_, at)| at)),
            }
        }
        paired.old.extend(old.map(|(_, at)| at));
        paired.new.extend(new.map(|(_, at)| at));
        paired
    }

    /// Pairs of those that were left alone what has the same one of other keys.
    pub(super) fn and_by<'a>(self, old: impl Fn(u32) -> Key<'a>, new: impl Fn(u32) -> Key<'a>) -> Self {
        let Self { mut both, old: olds, new: news } = self;
        if olds.is_empty() || news.is_empty() {
            return Self { both, old: olds, new: news };
        }
        let more = Self::of(
            olds.into_iter().map(|at| (old(at), at)).collect(),
            news.into_iter().map(|at| (new(at), at)).collect(),
        );
        both.extend(more.both);
        Self { both, old: more.old, new: more.new }
    }
}
