//! What changed between two answers, object by object: what came, what went, and what is another one now.
//!
//! An object is known by its id, and by which of several with that id it is; one that is in another repository now has
//! moved. The order of lists says nothing, and neither does how a value was written. [`Review`] looks, a piece at a time
//! and off the event loop, and [`Changes`] keeps places alone; what they say is made by [`Teller`] for what is shown.

use std::sync::Arc;

use crate::model::inventory::Inventory;
use crate::model::kind::{Group, Kind, Node};

mod fields;
mod lines;
mod pairs;
mod review;
mod tell;

pub use lines::{Line, Section};
pub use review::Review;
pub use tell::{Field, Shown, Teller, Told};

/// An object by its place in an inventory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    repo: u32,
    /// 0 for the repository itself, else the place of the list and 1.
    list: u8,
    item: u32,
}

impl Place {
    const fn of_repo(repo: u32) -> Self {
        Self { repo, list: 0, item: 0 }
    }

    fn of_item(repo: u32, group: Group, item: u32) -> Self {
        Self { repo, list: list_of(group), item }
    }

    /// The place of an object; a list has none.
    fn of(node: Node) -> Option<Self> {
        let repo = short(node.repo());
        match node {
            Node::Repo(_) => Some(Self::of_repo(repo)),
            Node::Group(..) => None,
            Node::Item(_, group, item) => Some(Self::of_item(repo, group, short(item))),
        }
    }

    /// The object in the tree of its inventory.
    pub fn node(self) -> Node {
        let repo = self.repo as usize;
        self.group().map_or(Node::Repo(repo), |group| Node::Item(repo, group, self.item as usize))
    }

    fn group(self) -> Option<Group> {
        self.list.checked_sub(1).and_then(|at| Group::at(at.into()))
    }

    fn kind(self) -> Kind {
        self.group().map_or(Kind::Repo, Group::kind)
    }
}

fn short(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn list_of(group: Group) -> u8 {
    u8::try_from(group.index() + 1).unwrap_or_default()
}

/// An object that is in both inventories, and is another one now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    /// Where it was.
    pub old: Place,
    /// Where it is.
    pub new: Place,
    /// Whether that is another repository.
    pub moved: bool,
    /// How many of its fields say something else; to have moved is one of them.
    fields: u32,
    /// The lines of those before it.
    before: u32,
}

/// What changed of an object itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Own<'a> {
    /// It is new.
    Added,
    /// It says something else than before.
    Changed(&'a Changed),
}

/// How a row of the tree is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It is new.
    Added,
    /// It says something else than before.
    Changed,
    /// Something below it came, went or changed.
    Within,
}

/// How many objects came, went and changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Of each kind, in the order of [`Kind::ALL`].
    pub added: [u32; 5],
    /// Of each kind, in the order of [`Kind::ALL`].
    pub removed: [u32; 5],
    /// Repositories that were disabled.
    pub disabled: u32,
    /// What is in another repository now, whatever else of it changed.
    pub moved: u32,
    /// Everything else that says something else now.
    pub changed: u32,
}

impl Tally {
    /// What there is of it, in words: `+2 keys`, `-1 bucket`, `1 disabled`; `noun` is what so many of a kind are called.
    pub fn words(&self, noun: fn(Kind, u64) -> &'static str) -> Vec<String> {
        let of_kinds = |sign: char, counts: [u32; 5]| {
            let counts = Kind::ALL.into_iter().zip(counts).filter(|(_, count)| *count > 0);
            counts.map(move |(kind, count)| format!("{sign}{count} {}", noun(kind, count.into())))
        };
        let others = [(self.disabled, "disabled"), (self.moved, "moved"), (self.changed, "changed")];
        let others = others.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
        of_kinds('+', self.added).chain(of_kinds('-', self.removed)).chain(others).collect()
    }
}

/// What changed. Places of what is there are those of the new inventory, places of what was there those of the old one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    added: Vec<Place>,
    removed: Vec<Place>,
    changed: Vec<Changed>,
    /// Lists in which something is different, each by its first place.
    above: Vec<Place>,
    tally: Tally,
}

impl Changes {
    fn new(added: Vec<Place>, removed: Vec<Place>, changed: Vec<Changed>, above: Vec<Place>, disabled: u32) -> Self {
        let mut all = Self { added, removed, changed, above, tally: Tally::default() };
        all.added.sort_unstable();
        all.removed.sort_unstable();
        all.changed.sort_unstable_by_key(|it| it.new);
        all.above.sort_unstable();
        all.above.dedup();
        let mut lines = 0;
        for it in &mut all.changed {
            it.before = lines;
            lines += 1 + it.fields;
        }
        all.sum_up(disabled);
        all
    }

    fn sum_up(&mut self, disabled: u32) {
        let of_kinds = |places: &[Place]| {
            let mut counts = [0; 5];
            for place in places {
                if let Some(count) = counts.get_mut(usize::from(place.list)) {
                    *count += 1;
                }
            }
            counts
        };
        let moved = short(self.changed.iter().filter(|it| it.moved).count());
        self.tally = Tally {
            added: of_kinds(&self.added),
            removed: of_kinds(&self.removed),
            disabled,
            moved,
            changed: short(self.changed.len()) - moved - disabled,
        };
    }

    /// What is new, in order.
    pub fn added(&self) -> &[Place] {
        &self.added
    }

    /// What is gone, in the order in which it stood.
    pub fn removed(&self) -> &[Place] {
        &self.removed
    }

    /// What is another one now, in order.
    pub fn changed(&self) -> &[Changed] {
        &self.changed
    }

    /// Whether nothing did.
    pub const fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// How many did.
    pub const fn len(&self) -> usize {
        self.added.len() + self.removed.len() + self.changed.len()
    }

    /// How many of which kind did.
    pub const fn tally(&self) -> &Tally {
        &self.tally
    }

    /// What changed of an object of the new inventory itself.
    pub fn of(&self, node: Node) -> Option<Own<'_>> {
        let place = Place::of(node)?;
        if self.added.binary_search(&place).is_ok() {
            return Some(Own::Added);
        }
        let at = self.changed.binary_search_by_key(&place, |it| it.new).ok()?;
        self.changed.get(at).map(Own::Changed)
    }

    /// How a row of the new inventory's tree is marked.
    pub fn mark(&self, node: Node) -> Option<Mark> {
        let repo = short(node.repo());
        let is_above = match (node, self.of(node)) {
            (_, Some(Own::Added)) => return Some(Mark::Added),
            (_, Some(Own::Changed(_))) => return Some(Mark::Changed),
            (Node::Group(_, group), None) => self.above.binary_search(&Place::of_item(repo, group, 0)).is_ok(),
            (Node::Repo(_), None) => {
                let at = self.above.partition_point(|above| *above < Place::of_repo(repo));
                self.above.get(at).is_some_and(|above| above.repo == repo)
            }
            (Node::Item(..), None) => false,
        };
        is_above.then_some(Mark::Within)
    }
}

/// What changed since something that is remembered, and as much of that as is needed to tell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reviewed {
    /// What changed since then.
    pub changes: Changes,
    /// The repositories of then that are gone or say something else now; the others are as they are now.
    pub old: Inventory,
    /// Positions of those that are new or say something else now.
    touched: Vec<u32>,
}

impl Reviewed {
    /// What changed from one inventory to another; to do it in pieces, see [`Review`].
    pub fn of(old: &Inventory, new: &Inventory) -> Self {
        Review::new(Arc::default(), old.clone(), new.clone()).finish()
    }
}

#[cfg(test)]
mod tests;
