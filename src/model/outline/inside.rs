//! What of a repository has rows once it is open.

use crate::model::kind::Group;
use crate::model::query::Hits;
use crate::model::shape::Shape;

/// What of a repository has rows once it is open.
#[derive(Debug, Clone, Copy)]
pub(super) enum Inside<'a> {
    /// Nothing: that is not known yet.
    Unknown,
    /// Everything.
    All(&'a Shape),
    /// What a filter found.
    Only(&'a Hits),
}

impl Inside<'_> {
    /// Whether a list has a row.
    pub(super) fn has(self, group: Group) -> bool {
        match self {
            Self::Unknown => false,
            Self::All(shape) => shape.is_object(),
            Self::Only(hits) => hits.count_in(group) > 0,
        }
    }

    /// How many items of a list have rows when it is open.
    pub(super) fn count(self, group: Group) -> usize {
        match self {
            Self::Unknown => 0,
            Self::All(shape) => shape.count(group) as usize,
            Self::Only(hits) => hits.count_in(group),
        }
    }

    /// The position in its list of the item at a place among those that have rows.
    pub(super) fn item(self, group: Group, place: usize) -> Option<usize> {
        match self {
            Self::Unknown => None,
            Self::All(_) => (place < self.count(group)).then_some(place),
            Self::Only(hits) => hits.nth(group, place),
        }
    }

    /// The place of an item among those that have rows; `None` where it has none.
    pub(super) fn place(self, group: Group, item: usize) -> Option<usize> {
        let place = match self {
            Self::Unknown => return None,
            Self::All(_) => item,
            Self::Only(hits) => hits.before(group, item),
        };
        (self.item(group, place) == Some(item)).then_some(place)
    }
}
