//! What stands together, counted, before it is put in order.

use crate::model::findings::{Analyzed, at};
use crate::model::fingerprint::Fingerprints;
use crate::model::inventory::Inventory;
use crate::model::kind::Node;
use crate::model::pivot::{Heap, all};
use crate::model::sheet::{Row, Sheet};
use crate::model::sort::{self, Key, Titles};
use crate::model::time;
use crate::model::usage::{self, Aspect, Held, Usage};

const NONE: u32 = u32::MAX;

/// What stands together, before it is put in order.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// For each slot its thing, by the order in which these first come.
    pub(super) things: Vec<u32>,
    pub(super) heaps: Vec<Heap>,
    /// The first slot of each thing.
    firsts: Vec<u32>,
    /// What has nothing of the aspect.
    rest: Option<u32>,
}

impl Draft {
    /// What is shown stands together, and is counted with all that is not.
    pub(super) fn shown(aspect: Aspect, slots: &[u32], analyzed: &Analyzed, inventory: &Inventory) -> Self {
        let mut draft = Self::of(aspect, slots, analyzed, inventory);
        let all = all(aspect, &analyzed.usage, inventory);
        if all.len() == slots.len() {
            return draft;
        }
        let whole = Self::of(aspect, &all, analyzed, inventory);
        for (heap, first) in draft.heaps.iter_mut().zip(&draft.firsts) {
            let thing = all.binary_search(first).ok().and_then(|at| whole.things.get(at));
            let Some(counted) = thing.and_then(|thing| whole.heaps.get(*thing as usize)) else { continue };
            *heap = Heap { end: heap.end, ..*counted };
        }
        draft
    }

    fn of(aspect: Aspect, slots: &[u32], analyzed: &Analyzed, inventory: &Inventory) -> Self {
        let usage = &analyzed.usage;
        let mut draft = Self { things: Vec::with_capacity(slots.len()), ..Self::default() };
        let mut by_number = vec![NONE; usage.numbers() + 1];
        let mut last: Vec<u32> = Vec::new();
        // What several buckets or LLMs can have: which of these has it, where it is listed more than once.
        let is_held = matches!(aspect, Aspect::Credential | Aspect::Endpoint);
        let mut held: Vec<(u32, u32)> = Vec::new();
        for slot in slots {
            let next = u32::try_from(draft.heaps.len()).unwrap_or(NONE);
            let thing = match usage.held(*slot) {
                Held::Nothing => *draft.rest.get_or_insert(next),
                Held::Alone => next,
                Held::Shared(number) => by_number.get_mut(number as usize).map_or(next, |known| {
                    *known = next.min(*known);
                    *known
                }),
            };
            if thing == next {
                draft.heaps.push(Heap::default());
                draft.firsts.push(*slot);
                last.push(NONE);
            }
            draft.things.push(thing);
            let at = thing as usize;
            let Some(node) = usage.node_of(*slot, inventory) else { continue };
            let (Some(heap), Some(last)) = (draft.heaps.get_mut(at), last.get_mut(at)) else { continue };
            let repo = u32::try_from(node.repo()).unwrap_or(NONE);
            heap.end += 1;
            match usage.identity(node, inventory).filter(|_| is_held) {
                Some(number) => held.push((thing, number)),
                None => heap.objects += 1,
            }
            heap.repositories += u32::from(std::mem::replace(last, repo) != repo);
            if let Some(tally) = analyzed.findings.tally(node) {
                heap.findings = heap.findings.saturating_add(u32::try_from(tally.count).unwrap_or(NONE));
                heap.worst = heap.worst.max(Some(tally.worst));
            }
        }
        held.sort_unstable();
        held.dedup();
        for (thing, _) in held {
            draft.heaps.get_mut(thing as usize).into_iter().for_each(|heap| heap.objects += 1);
        }
        draft
    }

    /// Things in order: as asked for, else the most shared first. What has nothing stands last.
    pub(super) fn order(
        &self,
        aspect: Aspect,
        slots: &[u32],
        sort: Option<(Key, bool)>,
        (usage, inventory): (&Usage, &Inventory),
    ) -> Vec<u32> {
        let len = self.heaps.len();
        let heap = |at: usize| self.heaps.get(at).filter(|_| self.rest.is_none_or(|rest| rest as usize != at));
        match sort {
            Some((Key::Name, reversed)) => {
                let titles = self.titles(aspect, usage, inventory);
                sort::by(len, reversed, |at| titles.get(at).filter(|_| heap(at).is_some()))
            }
            Some((Key::Findings, reversed)) => sort::by(len, reversed, |at| heap(at).map(|heap| heap.findings)),
            Some((Key::Children, reversed)) => sort::by(len, reversed, |at| heap(at).map(|heap| heap.objects)),
            Some((Key::Created, reversed)) => {
                let created = self.created(slots, usage, inventory);
                sort::by(len, reversed, |at| heap(at).and_then(|_| created.get(at).copied().flatten()))
            }
            // One object that several repositories list is shared as well.
            None => sort::by(len, true, |at| heap(at).map(|heap| heap.objects.max(heap.repositories))),
        }
    }

    /// When the newest object of each thing was created, in seconds.
    fn created(&self, slots: &[u32], usage: &Usage, inventory: &Inventory) -> Vec<Option<i64>> {
        let mut created = vec![None; self.heaps.len()];
        let mut sheets = Sheets::of(inventory);
        for (slot, thing) in slots.iter().zip(&self.things) {
            let Some(node) = usage.node_of(*slot, inventory) else { continue };
            let at = |row: Row<'_, '_>| Some(time::parse(row.text(at::created(row.kind))?)?.as_second());
            let second = sheets.of_repo(node.repo()).at(node).and_then(at);
            if let Some(newest) = created.get_mut(*thing as usize) {
                *newest = second.max(*newest);
            }
        }
        created
    }

    /// What the things are called.
    fn titles(&self, aspect: Aspect, usage: &Usage, inventory: &Inventory) -> Titles {
        // What is hidden of a credential tells nothing, not even by its place.
        let fingerprints = Fingerprints::default();
        let mut titles = Titles::default();
        let mut sheets = Sheets::of(inventory);
        for slot in &self.firsts {
            let node = usage.node_of(*slot, inventory).unwrap_or(Node::Repo(usize::MAX));
            let row = sheets.of_repo(node.repo()).at(node);
            titles.push(&row.map_or_else(String::new, |row| usage::title(&row, aspect, &fingerprints)));
        }
        titles
    }
}

/// Reads repositories, each once where those of one stand together.
struct Sheets<'a> {
    inventory: &'a Inventory,
    last: Option<(usize, Sheet<'a>)>,
}

impl<'a> Sheets<'a> {
    const fn of(inventory: &'a Inventory) -> Self {
        Self { inventory, last: None }
    }

    fn of_repo(&mut self, repo: usize) -> &Sheet<'a> {
        let inventory = self.inventory;
        let read = || Sheet::of(inventory.document().get(repo).map_or(&b""[..], |(_, text)| text));
        let last = self.last.take().filter(|(last, _)| *last == repo).unwrap_or_else(|| (repo, read()));
        &self.last.insert(last).1
    }
}
