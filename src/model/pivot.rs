//! The same inventory by what its objects have: each bucket, credential, AI LLM, endpoint or workspace as a row, and
//! below it the objects that have it.
//!
//! A row is never stored. Things stand in an order, the objects of each one behind the other, so that two searches lead
//! from a row to its object and back. All things are open or all are closed, but for those that were turned by hand.
//!
//! A filter chooses which objects are shown; how far a thing reaches is always told of everything.
//!
//! 8 bytes for each object and 20 for each thing. Made in the background: [`all`] or [`found`] tell the objects,
//! [`Pivot::of`] puts them in order.

use crate::model::changes::Mark;
use crate::model::findings::{Analyzed, Severity, Tally};
use crate::model::inventory::Inventory;
use crate::model::kind::{Group, Node};
use crate::model::query::Hits;
use crate::model::sort::Key;
use crate::model::usage::{Aspect, Usage};

mod draft;
mod marks;

use draft::Draft;

/// Things in order, and the objects of each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pivot {
    heaps: Vec<Heap>,
    /// Slots of the index of uses, thing by thing, those of one in the order of the answer.
    members: Vec<u32>,
    /// Where in [`Self::members`] each slot stands, in the order of slots.
    places: Vec<u32>,
    /// Whether things are open that nobody turned.
    initially: bool,
    /// Those that were turned since, in order, each with how many objects the ones before it have in all.
    turned: Vec<(usize, usize)>,
}

/// The objects of a thing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Heap {
    /// How many are shown; where these are put in order, where they end.
    end: u32,
    /// How many there are, a bucket or an LLM that is listed twice once; see [`Draft::of`].
    objects: u32,
    repositories: u32,
    findings: u32,
    worst: Option<Severity>,
    mark: Option<Mark>,
}

/// How far a thing reaches, whatever of it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// How many objects have it; of what others can have too, a bucket or an LLM counts once however often it is listed.
    pub objects: usize,
    /// In how many repositories.
    pub repositories: usize,
    /// The findings about these.
    pub tally: Option<Tally>,
    /// Whether all of them are new, or some are new or changed.
    pub mark: Option<Mark>,
}

/// Whether objects are listed under what they have of an aspect. Under a workspace that is whole repositories.
fn lists(aspect: Aspect, group: Group) -> bool {
    aspect != Aspect::Workspace && Aspect::of_kind(group.kind()).contains(&aspect)
}

/// The slots of all objects that may have something of an aspect, in the order of the answer.
pub fn all(aspect: Aspect, usage: &Usage, inventory: &Inventory) -> Vec<u32> {
    let mut slots = Vec::new();
    for (repo, shape) in inventory.shapes_from(0).enumerate() {
        let items = |group: Group| (0..shape.count(group) as usize).map(move |item| Node::Item(repo, group, item));
        slots.extend(of_repository(aspect, usage, inventory, repo, items));
    }
    slots
}

/// Those in one repository in which a filter found something; `None` is all of it.
pub fn found(aspect: Aspect, usage: &Usage, inventory: &Inventory, repo: usize, hits: Option<&Hits>) -> Vec<u32> {
    let items = |group: Group| {
        let all = if hits.is_some() { 0 } else { inventory.shape(repo).count(group) as usize };
        let found = hits.into_iter().flat_map(move |hits| hits.items(group));
        (0..all).chain(found).map(move |item| Node::Item(repo, group, item))
    };
    of_repository(aspect, usage, inventory, repo, items).collect()
}

fn of_repository<I: Iterator<Item = Node>>(
    aspect: Aspect,
    usage: &Usage,
    inventory: &Inventory,
    repo: usize,
    items: impl Fn(Group) -> I,
) -> impl Iterator<Item = u32> {
    let itself = (aspect == Aspect::Workspace).then_some(Node::Repo(repo));
    let groups = Group::ALL.into_iter().filter(move |group| lists(aspect, *group));
    itself.into_iter().chain(groups.flat_map(items)).filter_map(move |node| usage.slot_with(node, aspect, inventory))
}

impl Pivot {
    /// The things that the objects of these slots have, all closed; slots stand in the order of the answer. Takes a while for very
    /// many: not for the thread that waits for keys.
    pub fn of(
        aspect: Aspect,
        slots: &[u32],
        (analyzed, inventory): (&Analyzed, &Inventory),
        sort: Option<(Key, bool)>,
    ) -> Self {
        let draft = Draft::shown(aspect, slots, analyzed, inventory);
        let order = draft.order(aspect, slots, sort, (&analyzed.usage, inventory));
        let mut next = vec![0_u32; draft.heaps.len()];
        let mut heaps = Vec::with_capacity(order.len());
        let mut end = 0;
        for thing in order {
            let Some(heap) = draft.heaps.get(thing as usize) else { continue };
            if let Some(start) = next.get_mut(thing as usize) {
                *start = end;
            }
            end += heap.end;
            heaps.push(Heap { end, ..*heap });
        }
        let mut members = vec![0; slots.len()];
        let mut places = Vec::with_capacity(slots.len());
        for (slot, thing) in slots.iter().zip(&draft.things) {
            let Some(place) = next.get_mut(*thing as usize) else { continue };
            if let Some(member) = members.get_mut(*place as usize) {
                *member = *slot;
            }
            places.push(*place);
            *place += 1;
        }
        Self { heaps, members, places, initially: false, turned: Vec::new() }
    }

    /// How many things there are.
    pub const fn things(&self) -> usize {
        self.heaps.len()
    }

    /// How many objects have them.
    pub const fn objects(&self) -> usize {
        self.members.len()
    }

    /// Where the objects of a thing begin among all.
    pub fn start(&self, thing: usize) -> usize {
        let before = thing.min(self.heaps.len()).checked_sub(1);
        before.and_then(|before| self.heaps.get(before)).map_or(0, |heap| heap.end as usize)
    }

    fn count(&self, thing: usize) -> usize {
        self.start(thing + 1) - self.start(thing)
    }

    /// How far a thing reaches.
    pub fn extent(&self, thing: usize) -> Option<Extent> {
        let heap = self.heaps.get(thing)?;
        let tally = heap.worst.map(|worst| Tally { count: heap.findings as usize, worst });
        Some(Extent {
            objects: heap.objects as usize,
            repositories: heap.repositories as usize,
            tally,
            mark: heap.mark,
        })
    }

    /// The slot of the object at a place among all.
    pub fn member(&self, place: usize) -> Option<u32> {
        self.members.get(place).copied()
    }

    /// The place of an object among all, by its slot.
    pub fn place(&self, slot: u32) -> Option<usize> {
        let is_before = |place: &u32| self.member(*place as usize).is_some_and(|member| member < slot);
        let place = *self.places.get(self.places.partition_point(is_before))? as usize;
        (self.member(place) == Some(slot)).then_some(place)
    }

    /// The thing that the object at a place has.
    pub fn thing_at(&self, place: usize) -> usize {
        self.heaps.partition_point(|heap| heap.end as usize <= place)
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.before(self.things())
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.heaps.is_empty()
    }

    /// How many rows are above that of a thing.
    fn before(&self, thing: usize) -> usize {
        let after = self.turned.partition_point(|(other, _)| *other < thing);
        let last = after.checked_sub(1).and_then(|last| self.turned.get(last));
        let turned = last.map_or(0, |(last, before)| before + self.count(*last));
        thing + if self.initially { self.start(thing) - turned } else { turned }
    }

    /// The thing in a row, or the thing and the place among all of the object there.
    pub fn at(&self, row: usize) -> Option<(usize, Option<usize>)> {
        let (mut low, mut high) = (0, self.things());
        while low < high {
            let middle = low + (high - low) / 2;
            if self.before(middle + 1) <= row {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if low >= self.things() {
            return None;
        }
        let below = row - self.before(low);
        Some((low, below.checked_sub(1).map(|at| self.start(low) + at)))
    }

    /// The row of a thing.
    pub fn row_of_thing(&self, thing: usize) -> usize {
        self.before(thing)
    }

    /// The row of the object at a place among all, or that of its thing where this is closed.
    pub fn row_of(&self, place: usize) -> usize {
        let thing = self.thing_at(place);
        let below = if self.is_open(thing) { 1 + place - self.start(thing) } else { 0 };
        self.before(thing) + below
    }

    /// Whether a thing is open.
    pub fn is_open(&self, thing: usize) -> bool {
        self.initially != self.turned.binary_search_by_key(&thing, |(other, _)| *other).is_ok()
    }

    /// Opens or closes a thing.
    pub fn set_open(&mut self, thing: usize, open: bool) {
        if thing >= self.things() || self.is_open(thing) == open {
            return;
        }
        let at = match self.turned.binary_search_by_key(&thing, |(other, _)| *other) {
            Ok(at) => {
                self.turned.remove(at);
                at
            }
            Err(at) => {
                self.turned.insert(at, (thing, 0));
                at
            }
        };
        let last = at.checked_sub(1).and_then(|last| self.turned.get(last)).copied();
        let mut before = last.map_or(0, |(last, before)| before + self.count(last));
        for place in at..self.turned.len() {
            let Some((thing, slot)) = self.turned.get_mut(place) else { continue };
            *slot = before;
            let thing = *thing;
            before += self.count(thing);
        }
    }

    /// Opens or closes everything.
    pub fn set_all(&mut self, open: bool) {
        self.initially = open;
        self.turned.clear();
    }

    /// Whether all are open that nobody turned.
    pub const fn is_open_initially(&self) -> bool {
        self.initially
    }

    /// Those that were turned by hand.
    pub fn turned(&self) -> impl Iterator<Item = usize> {
        self.turned.iter().map(|(thing, _)| *thing)
    }
}

#[cfg(test)]
mod tests;
