//! Which objects of one repository a query found.

use crate::model::kind::{Group, Node};

/// The objects of one repository that match: 24 bytes, and 4 more for each item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// Whether the repository itself matches.
    pub own: bool,
    /// Whether all that it holds belongs to that.
    pub whole: bool,
    /// Group and position in its list, in order.
    items: Box<[u32]>,
}

/// Where the group stands in an item's number; a list has no more items than fit below.
const GROUP: u32 = 30;

impl Hits {
    /// Those of a repository and of items of its lists, in order.
    pub(crate) fn new(own: bool, items: impl IntoIterator<Item = (Group, usize)>) -> Self {
        let numbers = items.into_iter().filter_map(|(group, index)| number(group, index));
        Self { own, whole: own, items: numbers.collect() }
    }

    /// The same, where each item has to match by itself.
    pub(crate) fn of_each(self) -> Self {
        Self { whole: false, ..self }
    }

    /// Whether anything matches.
    pub const fn any(&self) -> bool {
        self.own || !self.items.is_empty()
    }

    /// How many objects match.
    pub const fn count(&self) -> usize {
        self.items.len() + self.own as usize
    }

    /// Whether an object of this repository matches; a group never does.
    pub fn contains(&self, node: Node) -> bool {
        match node {
            Node::Repo(_) => self.own,
            Node::Group(..) => false,
            Node::Item(_, group, index) => {
                number(group, index).is_some_and(|number| self.items.binary_search(&number).is_ok())
            }
        }
    }

    /// How many items of a list match.
    pub fn count_in(&self, group: Group) -> usize {
        self.of(group).len()
    }

    /// The positions of the items of a list that match, in order.
    pub fn items(&self, group: Group) -> impl DoubleEndedIterator<Item = usize> + ExactSizeIterator + '_ {
        self.of(group).iter().map(|number| (number & ((1 << GROUP) - 1)) as usize)
    }

    /// The position in its list of the `nth` item of it that matches.
    pub fn nth(&self, group: Group, nth: usize) -> Option<usize> {
        self.items(group).nth(nth)
    }

    /// How many matching items of a list stand before a position of it.
    pub fn before(&self, group: Group, index: usize) -> usize {
        let number = number(group, index).unwrap_or(u32::MAX);
        self.of(group).partition_point(|item| *item < number)
    }

    fn of(&self, group: Group) -> &[u32] {
        let start = self.items.partition_point(|number| ((number >> GROUP) as usize) < group.index());
        let end = self.items.partition_point(|number| ((number >> GROUP) as usize) <= group.index());
        self.items.get(start..end).unwrap_or_default()
    }
}

fn number(group: Group, index: usize) -> Option<u32> {
    let index = u32::try_from(index).ok().filter(|index| *index < 1 << GROUP)?;
    Some((u32::try_from(group.index()).ok()? << GROUP) | index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_found_by_their_place() {
        let hits = Hits::new(
            false,
            [(Group::Buckets, 1), (Group::Buckets, 7), (Group::AiLlms, 0), (Group::AiApiKeys, (1 << 30) - 1)],
        );
        assert!(hits.any() && hits.count() == 4 && !Hits::default().any());
        assert!(hits.contains(Node::Item(3, Group::Buckets, 7)) && !hits.contains(Node::Item(3, Group::ApiKeys, 7)));
        assert!(!hits.contains(Node::Repo(3)) && !hits.contains(Node::Group(3, Group::Buckets)));
        assert_eq!(Group::ALL.map(|group| hits.count_in(group)), [2, 0, 1, 1]);
        assert_eq!(hits.items(Group::Buckets).collect::<Vec<_>>(), [1, 7]);
        assert_eq!((hits.nth(Group::Buckets, 1), hits.nth(Group::ApiKeys, 0)), (Some(7), None));
        assert_eq!([0, 1, 2, 8].map(|index| hits.before(Group::Buckets, index)), [0, 0, 1, 2]);
        assert_eq!(size_of::<Hits>(), 24);
    }
}
