//! The look at two answers: which repositories are not as they were, then what of these changed.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hasher as _};
use std::sync::Arc;

use crate::model::changes::fields::{Difference, Name, differences, of_repo};
use crate::model::changes::pairs::{Key, Pairs};
use crate::model::changes::tell::Reader;
use crate::model::changes::{Changed, Changes, Place, Reviewed, short};
use crate::model::diff::{Comparison, Diff};
use crate::model::document::{Entry, Segment};
use crate::model::id::item_identity;
use crate::model::inventory::{Inventory, Lists};
use crate::model::kind::{Group, Kind};
use crate::model::record::FieldValue;
use crate::model::shape::hash_id;

/// So many bytes of source text are looked at in one step.
const STEP: usize = 1 << 20;
/// What is kept of older answers stands in pieces of this size.
const SEGMENT: usize = 4 << 20;

/// A review under way: what changed since what is remembered, now that there is a newer answer.
///
/// Of 100,000 repositories those that are equal to the last byte are compared in 30 ms and never decoded.
pub struct Review {
    old: Old,
    now: Inventory,
    comparison: Option<Comparison>,
    work: Work,
}

/// Where what is remembered stands.
struct Old {
    /// What was remembered beside the answer before this one.
    past: Arc<Reviewed>,
    /// The answer before this one.
    before: Inventory,
    slots: Vec<Slot>,
}

/// A repository that is remembered, by its position.
#[derive(Debug, Clone, Copy)]
enum Slot {
    Past(u32),
    Before(u32),
}

/// What is to be looked at and what was found. Repositories of then are slots here.
#[derive(Default)]
struct Work {
    /// Those of then and of now that belong together, or have no partner.
    tasks: Vec<(Option<u32>, Option<u32>)>,
    next: usize,
    /// Slots and positions about which there is something to tell.
    kept: Vec<u32>,
    touched: Vec<u32>,
    added: Vec<Place>,
    removed: Vec<Place>,
    changed: Vec<Changed>,
    above: Vec<Place>,
    disabled: u32,
    /// Items that have no partner in their own repository.
    gone: Vec<Loose>,
    come: Vec<Loose>,
}

/// An item that may be in another repository.
struct Loose {
    place: Place,
    /// List and id; 0 where it has none.
    key: [u8; 9],
    text: u64,
}

impl Review {
    /// What changed between what `past` remembers, beside the answer `before`, and the answer `now`.
    pub fn new(past: Arc<Reviewed>, before: Inventory, now: Inventory) -> Self {
        let comparison = Some(Comparison::new(&before, &now));
        Self { old: Old { past, before, slots: Vec::new() }, now, comparison, work: Work::default() }
    }

    /// Looks at the next piece; false when there was none.
    pub fn step(&mut self) -> bool {
        if let Some(comparison) = &mut self.comparison
            && comparison.step(&self.old.before, &self.now)
        {
            return true;
        }
        if let Some(comparison) = self.comparison.take() {
            let (diff, pairing) = comparison.finish_paired(&self.old.before, &self.now);
            self.gather(&diff, &pairing);
            return true;
        }
        self.work.step(&self.old, &self.now)
    }

    /// Looks at what is left and tells what changed.
    pub fn finish(mut self) -> Reviewed {
        while self.step() {}
        let Self { old, now, mut work, .. } = self;
        work.find_moves(&old, &now);
        work.kept.sort_unstable();
        let rank = |place: &mut Place| {
            let rank = work.kept.binary_search(&place.repo).unwrap_or_default();
            place.repo = short(rank);
        };
        work.removed.iter_mut().for_each(rank);
        work.changed.iter_mut().for_each(|it| rank(&mut it.old));
        let kept = copied(work.kept.iter().filter_map(|slot| old.get(*slot)));
        work.touched.sort_unstable();
        let changes = Changes::new(work.added, work.removed, work.changed, work.above, work.disabled);
        Reviewed { changes, old: kept, touched: work.touched }
    }

    /// Which repositories may say something else than what is remembered, and which of then is which of now.
    fn gather(&mut self, diff: &Diff, pairing: &[Option<usize>]) {
        let touched = &self.old.past.touched;
        // Of these the answer before this one is not what is remembered.
        let is_touched = |repo: &usize| touched.binary_search(&short(*repo)).is_ok();
        let past = (0..self.old.past.old.len()).map(|at| Slot::Past(short(at)));
        let left = diff.changed.iter().map(|it| it.old).chain(diff.removed.iter().copied());
        let mut before: Vec<u32> = left.filter(|repo| !is_touched(repo)).map(short).collect();
        before.sort_unstable();
        let slots: Vec<Slot> = past.chain(before.into_iter().map(Slot::Before)).collect();
        let mut repos: Vec<u32> =
            diff.added.iter().copied().chain(diff.changed.iter().map(|it| it.new)).map(short).collect();
        if !touched.is_empty() {
            let still = (0..).zip(pairing).filter(|(_, before)| before.as_ref().is_some_and(is_touched));
            repos.extend(still.map(|(repo, _)| repo));
            repos.sort_unstable();
            repos.dedup();
        }
        self.old.slots = slots;
        self.work.tasks = tasks(&self.old, &self.now, &repos);
    }
}

/// What of then belongs to what of now: the same text, which is no news, then the same id.
fn tasks(old: &Old, now: &Inventory, repos: &[u32]) -> Vec<(Option<u32>, Option<u32>)> {
    let then: Vec<Known<'_>> = (0..short(old.slots.len())).map(|slot| known(old.get(slot))).collect();
    let here: Vec<Known<'_>> = repos.iter().map(|repo| known(now.document().get(*repo as usize))).collect();
    let same = Pairs::none(then.len(), here.len()).and_by(by_text(&then), by_text(&here));
    let paired = Pairs { both: Vec::new(), ..same }.and_by(by_id(&then), by_id(&here));
    let place = |at: u32| repos.get(at as usize).copied();
    let pairs = paired.both.into_iter().map(|(slot, at)| (Some(slot), place(at)));
    let gone = paired.old.into_iter().map(|slot| (Some(slot), None));
    pairs.chain(gone).chain(paired.new.into_iter().map(|at| (None, place(at)))).collect()
}

/// A repository's text, and the hash of its id.
type Known<'a> = (&'a [u8], [u8; 8]);

fn known<'a>(repo: Option<(&Entry, &'a [u8])>) -> Known<'a> {
    repo.map_or_else(Default::default, |(entry, text)| (text, entry.shape.id.to_be_bytes()))
}

fn by_text<'a>(of: &'a [Known<'a>]) -> impl Fn(u32) -> Key<'a> {
    |at| (of.get(at as usize).map_or(&[], |(text, _)| text), &[])
}

fn by_id<'a>(of: &'a [Known<'a>]) -> impl Fn(u32) -> Key<'a> {
    |at| (of.get(at as usize).map_or(&[], |(_, id)| said(id)), &[])
}

/// A key in bytes, empty where all of it is 0 but for a list in front.
fn said(key: &[u8]) -> &[u8] {
    let (_, id) = key.split_at(key.len().saturating_sub(8));
    if id == [0; 8] { &[] } else { key }
}

impl Old {
    fn get(&self, slot: u32) -> Option<(&Entry, &[u8])> {
        let (inventory, repo) = self.place(slot)?;
        inventory.document().get(repo as usize)
    }

    fn place(&self, slot: u32) -> Option<(&Inventory, u32)> {
        Some(match *self.slots.get(slot as usize)? {
            Slot::Past(at) => (&self.past.old, at),
            Slot::Before(repo) => (&self.before, repo),
        })
    }
}

impl Work {
    fn step(&mut self, old: &Old, now: &Inventory) -> bool {
        let mut bytes = 0;
        while bytes < STEP {
            let Some((slot, repo)) = self.tasks.get(self.next).copied() else { return bytes > 0 };
            self.next += 1;
            let then = slot.and_then(|slot| Some((slot, String::from_utf8_lossy(old.get(slot)?.1))));
            let here =
                repo.and_then(|repo| Some((repo, String::from_utf8_lossy(now.document().get(repo as usize)?.1))));
            bytes += 1 + [&then, &here].into_iter().flatten().map(|(_, text)| text.len()).sum::<usize>();
            let found = self.found();
            match (&then, &here) {
                (Some(then), Some(here)) => self.compare(then, here),
                (Some((slot, text)), None) => {
                    self.removed.push(Place::of_repo(*slot));
                    loosen(&mut self.gone, *slot, text);
                }
                (None, Some((repo, text))) => {
                    self.added.push(Place::of_repo(*repo));
                    let from = self.come.len();
                    loosen(&mut self.come, *repo, text);
                    let items = self.come.get(from..).unwrap_or_default();
                    self.above.extend(items.iter().map(|it| Place { item: 0, ..it.place }));
                }
                (None, None) => {}
            }
            if self.found() > found {
                self.kept.extend(slot);
                self.touched.extend(repo);
            }
        }
        true
    }

    const fn found(&self) -> usize {
        self.added.len() + self.removed.len() + self.changed.len() + self.gone.len() + self.come.len()
    }

    /// A repository that is in both, with its items.
    fn compare(&mut self, (slot, then_text): &(u32, Cow<'_, str>), (repo, here_text): &(u32, Cow<'_, str>)) {
        let (then, here) = (Lists::of(then_text), Lists::of(here_text));
        let fields = of_repo((&then, then_text), (&here, here_text));
        self.disabled += u32::from(fields.iter().any(was_disabled));
        self.change(Place::of_repo(*slot), Place::of_repo(*repo), &fields);
        for group in Group::ALL.into_iter().filter(|group| then.raw(*group) != here.raw(*group)) {
            let found = self.found();
            let (old, new) = (then.items(group), here.items(group));
            let kind = group.kind();
            let paired = Pairs::none(old.len(), new.len())
                .and_by(|at| (item(&old, at).as_bytes(), &[]), |at| (item(&new, at).as_bytes(), &[]))
                .and_by(|at| whole_identity(kind, item(&old, at)), |at| whole_identity(kind, item(&new, at)))
                .and_by(|at| identity(kind, item(&old, at)), |at| identity(kind, item(&new, at)));
            for (before, after) in paired.both {
                let fields = differences(kind, item(&old, before), item(&new, after));
                self.change(Place::of_item(*slot, group, before), Place::of_item(*repo, group, after), &fields);
            }
            let gone = paired.old.into_iter().map(|at| loose(Place::of_item(*slot, group, at), item(&old, at)));
            self.gone.extend(gone);
            let come = paired.new.into_iter().map(|at| loose(Place::of_item(*repo, group, at), item(&new, at)));
            self.come.extend(come);
            if self.found() > found {
                self.above.push(Place::of_item(*repo, group, 0));
            }
        }
    }

    fn change(&mut self, old: Place, new: Place, fields: &[Difference]) {
        if !fields.is_empty() {
            self.changed.push(Changed { old, new, moved: false, fields: short(fields.len()), before: 0 });
        }
    }

    /// What went in one repository and came in another has moved; what is left came or went.
    fn find_moves(&mut self, old: &Old, now: &Inventory) {
        let (gone, come) = (std::mem::take(&mut self.gone), std::mem::take(&mut self.come));
        let paired = Pairs::none(gone.len(), come.len()).and_by(|at| key(&gone, at), |at| key(&come, at));
        let mut readers = [Reader::of(&old.past.old), Reader::of(&old.before), Reader::of(now)];
        for (then, here) in paired.both {
            let (Some(then), Some(here)) = (gone.get(then as usize), come.get(here as usize)) else { continue };
            let differ = if then.text == here.text { 0 } else { moved(&mut readers, old, then.place, here.place) };
            self.changed.push(Changed { old: then.place, new: here.place, moved: true, fields: 1 + differ, before: 0 });
        }
        self.removed.extend(paired.old.into_iter().filter_map(|at| Some(gone.get(at as usize)?.place)));
        self.added.extend(paired.new.into_iter().filter_map(|at| Some(come.get(at as usize)?.place)));
    }
}

/// How many fields of what has moved say something else as well.
fn moved([past, before, now]: &mut [Reader<'_>; 3], old: &Old, then: Place, here: Place) -> u32 {
    let then = match old.slots.get(then.repo as usize) {
        Some(Slot::Past(repo)) => past.raw(Place { repo: *repo, ..then }),
        Some(Slot::Before(repo)) => before.raw(Place { repo: *repo, ..then }),
        None => None,
    };
    let both = then.zip(now.raw(here));
    both.map_or(0, |(then, now)| short(differences(here.kind(), &then, &now).len()))
}

fn was_disabled(difference: &Difference) -> bool {
    matches!(&difference.name, Name::Known(spec) if spec.path == "disabled")
        && difference.after == FieldValue::Flag(true)
}

fn key(of: &[Loose], at: u32) -> Key<'_> {
    (of.get(at as usize).map_or(&[], |it| said(&it.key)), &[])
}

fn item<'a>(items: &[&'a str], at: u32) -> &'a str {
    items.get(at as usize).copied().unwrap_or_default()
}

/// Its id, and where a bucket is used in several folders also the folder.
fn whole_identity(kind: Kind, item: &str) -> Key<'_> {
    let (id, folder) = item_identity(kind, item).unwrap_or_default();
    (id.as_bytes(), folder.unwrap_or_default().as_bytes())
}

fn identity(kind: Kind, item: &str) -> Key<'_> {
    (whole_identity(kind, item).0, &[])
}

/// All items of a repository, each without a partner.
fn loosen(loosened: &mut Vec<Loose>, repo: u32, text: &str) {
    let lists = Lists::of(text);
    for group in Group::ALL {
        let items = (0..).zip(lists.items(group));
        loosened.extend(items.map(|(at, raw)| loose(Place::of_item(repo, group, at), raw)));
    }
}

fn loose(place: Place, raw: &str) -> Loose {
    let id = item_identity(place.kind(), raw).map_or(0, |(id, _)| hash_id(id));
    let mut key = [place.list; 9];
    if let Some(bytes) = key.last_chunk_mut() {
        *bytes = id.to_be_bytes();
    }
    let mut hasher = DefaultHasher::new();
    hasher.write(raw.as_bytes());
    Loose { place, key, text: hasher.finish() }
}

/// A copy of repositories that does not keep the answers they are from.
fn copied<'a>(repos: impl Iterator<Item = (&'a Entry, &'a [u8])>) -> Inventory {
    let (mut inventory, mut segment) = (Inventory::default(), Segment::default());
    let mut seal = |segment: &mut Segment| {
        let Segment { mut bytes, mut entries } = std::mem::take(segment);
        // They may be kept for long.
        bytes.shrink_to_fit();
        entries.shrink_to_fit();
        if !entries.is_empty() {
            inventory.push(Arc::new(Segment { bytes, entries }));
        }
    };
    for (entry, text) in repos {
        if segment.bytes.len() + text.len() > SEGMENT {
            seal(&mut segment);
        }
        segment.entries.push(Entry { start: short(segment.bytes.len()), ..*entry });
        segment.bytes.push(text);
    }
    seal(&mut segment);
    inventory
}
