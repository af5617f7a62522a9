//! Who uses what: buckets, AI LLMs, credentials, endpoints and workspaces, each with every object that has it.
//!
//! [`Builder`] reads the document a segment at a time, off the event loop; [`Usage`] answers without reading it again.
//! Of a value only a hash is kept while it is built, and nothing after that. What stands in the answer cut short
//! (`sk-...`) is no credential that could be compared; a mask with a fingerprint behind is. All of it goes as far as the
//! token sees.

use crate::model::inventory::Inventory;
use crate::model::kind::{Group, Kind, Node};
use crate::model::query;
use crate::model::sheet::Sheet;

mod build;
mod list;
mod things;

pub use build::Builder;
pub use list::{Use, label, shown, text_of, title};
pub(crate) use list::{called, titles};
pub use things::is_whole;

/// What can be used by several objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aspect {
    /// A bucket, by `bucketId` or its own id.
    Bucket,
    /// An AI LLM, by `aiLlmId` or its own id.
    AiLlm,
    /// The value of a bucket's access key, an LLM's key, an API key or an AI API key.
    Credential,
    /// Where a bucket or an LLM is reached; host and scheme in any case, without slashes at the end.
    Endpoint,
    /// A workspace, by its id.
    Workspace,
}

impl Aspect {
    /// What it is, in words: "credential".
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Bucket => "bucket",
            Self::AiLlm => "AI LLM",
            Self::Credential => "credential",
            Self::Endpoint => "endpoint",
            Self::Workspace => "workspace",
        }
    }

    /// Its name for programs: `ai-llm`.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Bucket => "bucket",
            Self::AiLlm => "ai-llm",
            Self::Credential => "credential",
            Self::Endpoint => "endpoint",
            Self::Workspace => "workspace",
        }
    }

    /// What objects of a kind have, in the order of their slots; the object itself first.
    pub const fn of_kind(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Repo => &[Self::Workspace],
            Kind::Bucket => &[Self::Bucket, Self::Credential, Self::Endpoint, Self::Workspace],
            Kind::AiLlm => &[Self::AiLlm, Self::Credential, Self::Endpoint, Self::Workspace],
            Kind::ApiKey | Kind::AiApiKey => &[Self::Credential],
        }
    }
}

/// Something that more than one object has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Thing {
    number: u32,
    /// What it is.
    pub aspect: Aspect,
}

/// An object that uses a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct User {
    /// The object: a repository or an item of one.
    pub node: Node,
    /// Whether it is its repository's master bucket.
    pub is_master: bool,
}

/// How far a thing reaches.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reach {
    /// How many objects of each kind have it, in the order of [`Kind::ALL`]: a bucket or an LLM once, however often it
    /// is listed; one without an id counts for itself.
    pub objects: [u32; 5],
    /// In how many repositories.
    pub repositories: u32,
    /// How many of its buckets are a master.
    pub masters: u32,
}

impl Reach {
    /// In words: `4 buckets, 2 repositories, 1 master`.
    pub fn words(&self) -> String {
        self.told(Kind::Repo.counted(self.repositories.into()))
    }

    /// The same where there is little room: `4 buckets, 2 repos, 1 master`.
    pub fn short(&self) -> String {
        self.told(if self.repositories == 1 { "repo" } else { "repos" })
    }

    fn told(&self, repositories: &str) -> String {
        let counts = Kind::ALL.into_iter().zip(self.objects).filter(|(kind, count)| *kind != Kind::Repo && *count > 0);
        let mut parts: Vec<String> =
            counts.map(|(kind, count)| format!("{count} {}", kind.counted(count.into()))).collect();
        parts.push(format!("{} {repositories}", self.repositories));
        if self.masters > 0 {
            parts.push(format!("{} {}", self.masters, if self.masters == 1 { "master" } else { "masters" }));
        }
        parts.join(", ")
    }
}

/// What an object has of one aspect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::model) enum Held {
    /// Nothing.
    Nothing,
    /// Something that nobody else has, or that cannot be compared.
    Alone,
    /// The thing with a number.
    Shared(u32),
}

/// The finished index: what more than one object has. 8 bytes for each that has it, 4 where nothing else does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Usage {
    /// The first slot of each repository, and one more for the end.
    starts: Vec<u32>,
    /// The number of the thing in each slot, [`ALONE`] where it is nobody else's, 0 where there is none.
    things: Vec<u32>,
    /// Where the users of each thing begin; those of thing n end where those of n + 1 begin.
    firsts: Vec<u32>,
    /// Slots in order, thing by thing; the highest bit tells a master.
    users: Vec<u32>,
}

/// In [`Usage::users`], the mark of a master bucket.
const MASTER: u32 = 1 << 31;
/// In [`Usage::things`], something that nobody else has.
const ALONE: u32 = MASTER - 1;

impl Usage {
    /// The index of a whole inventory; to build it in pieces, see [`Builder`].
    pub fn of(inventory: &Inventory) -> Self {
        let mut builder = Builder::default();
        for segment in inventory.document().segments() {
            for entry in &segment.entries {
                builder.add(&Sheet::of(segment.text(entry)));
            }
        }
        builder.finish()
    }

    /// What an object has that others have too, the object itself first.
    pub fn things(&self, node: Node, inventory: &Inventory) -> impl Iterator<Item = Thing> {
        let aspects = node.kind().map_or(&[][..], Aspect::of_kind);
        let slot = self.slot(node, inventory);
        aspects.iter().enumerate().filter_map(move |(at, aspect)| {
            let Held::Shared(number) = self.held(slot? + u32::try_from(at).ok()?) else { return None };
            Some(Thing { number, aspect: *aspect })
        })
    }

    /// What an object has of one aspect, where others have it too.
    pub fn thing(&self, node: Node, aspect: Aspect, inventory: &Inventory) -> Option<Thing> {
        self.things(node, inventory).find(|thing| thing.aspect == aspect)
    }

    /// How often the object itself is listed: a bucket or an LLM by its id, a key by its value. 0 where it is alone,
    /// for a group and for a repository. For `x3` beside a row.
    pub fn shared(&self, node: Node, inventory: &Inventory) -> usize {
        let own = node.kind().filter(|kind| *kind != Kind::Repo).and_then(|kind| Aspect::of_kind(kind).first());
        own.and_then(|aspect| self.thing(node, *aspect, inventory)).map_or(0, |thing| self.count(thing))
    }

    /// How many objects have a thing.
    pub fn count(&self, thing: Thing) -> usize {
        self.slots(thing).len()
    }

    /// The user of a thing at a position, in the order of the answer.
    pub fn user(&self, thing: Thing, at: usize, inventory: &Inventory) -> Option<User> {
        self.slots(thing).get(at).and_then(|slot| self.user_of(*slot, inventory))
    }

    /// All users of a thing, in the order of the answer.
    pub fn users<'a>(&'a self, thing: Thing, inventory: &'a Inventory) -> impl ExactSizeIterator<Item = User> + 'a {
        // A slot without an object would be a bug: the inventory is another one.
        let nowhere = User { node: Node::Repo(usize::MAX), is_master: false };
        self.slots(thing).iter().map(move |slot| self.user_of(*slot, inventory).unwrap_or(nowhere))
    }

    /// How far a thing reaches. Looks at each of its users, but not into the document.
    pub fn reach(&self, thing: Thing, inventory: &Inventory) -> Reach {
        let mut reach = Reach::default();
        let mut last = None;
        let mut seen: [Vec<u32>; 5] = Default::default();
        for user in self.users(thing, inventory) {
            let place = user.node.kind().and_then(Kind::group).map_or(0, |group| group.index() + 1);
            if let (Some(count), Some(seen)) = (reach.objects.get_mut(place), seen.get_mut(place)) {
                match self.identity(user.node, inventory) {
                    Some(number) => seen.push(number),
                    None => *count += 1,
                }
            }
            reach.masters += u32::from(user.is_master);
            if last.replace(user.node.repo()) != Some(user.node.repo()) {
                reach.repositories += 1;
            }
        }
        for (count, seen) in reach.objects.iter_mut().zip(&mut seen) {
            seen.sort_unstable();
            seen.dedup();
            *count += u32::try_from(seen.len()).unwrap_or(u32::MAX);
        }
        reach
    }

    /// Which bucket or LLM an item is, where it is listed more than once.
    pub(in crate::model) fn identity(&self, node: Node, inventory: &Inventory) -> Option<u32> {
        let is_listed = matches!(node.kind(), Some(Kind::Bucket | Kind::AiLlm));
        match is_listed.then(|| self.slot(node, inventory)).flatten().map(|slot| self.held(slot)) {
            Some(Held::Shared(number)) => Some(number),
            _ => None,
        }
    }

    /// Everything that more than one object has, in the order in which it first comes.
    pub fn all<'a>(&'a self, inventory: &'a Inventory) -> impl Iterator<Item = Thing> + 'a {
        let count = u32::try_from(self.firsts.len().saturating_sub(1)).unwrap_or(u32::MAX);
        (1..=count).filter_map(|number| {
            let thing = Thing { number, aspect: Aspect::Bucket };
            let slot = *self.slots(thing).first()? & !MASTER;
            let (_, at, kind) = self.place_of(slot, inventory)?;
            Some(Thing { number, aspect: *Aspect::of_kind(kind).get(at)? })
        })
    }

    /// What stands in a slot.
    pub(in crate::model) fn held(&self, slot: u32) -> Held {
        match self.things.get(slot as usize) {
            None | Some(0) => Held::Nothing,
            Some(&ALONE) => Held::Alone,
            Some(number) => Held::Shared(*number),
        }
    }

    /// Whether there is something in a slot.
    pub fn has(&self, slot: u32) -> bool {
        self.held(slot) != Held::Nothing
    }

    /// How many numbers there are: each is above 0 and not above that.
    pub(in crate::model) const fn numbers(&self) -> usize {
        self.firsts.len().saturating_sub(1)
    }

    /// The slot of one aspect of an object.
    pub fn slot_with(&self, node: Node, aspect: Aspect, inventory: &Inventory) -> Option<u32> {
        let at = Aspect::of_kind(node.kind()?).iter().position(|other| *other == aspect)?;
        Some(self.slot(node, inventory)? + u32::try_from(at).ok()?)
    }

    /// The object that a slot is of.
    pub fn node_of(&self, slot: u32, inventory: &Inventory) -> Option<Node> {
        self.place_of(slot, inventory).map(|(node, ..)| node)
    }

    fn slots(&self, thing: Thing) -> &[u32] {
        let place = thing.number as usize;
        let bound = |at: Option<usize>| at.and_then(|at| self.firsts.get(at)).map(|first| *first as usize);
        let (Some(start), Some(end)) = (bound(place.checked_sub(1)), bound(Some(place))) else { return &[] };
        self.users.get(start..end).unwrap_or_default()
    }

    fn user_of(&self, slot: u32, inventory: &Inventory) -> Option<User> {
        let (node, ..) = self.place_of(slot & !MASTER, inventory)?;
        Some(User { node, is_master: slot & MASTER != 0 })
    }

    /// The first slot of an object.
    fn slot(&self, node: Node, inventory: &Inventory) -> Option<u32> {
        let start = *self.starts.get(node.repo())?;
        // The last one is the end.
        self.starts.get(node.repo() + 1)?;
        match node {
            Node::Repo(_) => Some(start),
            Node::Group(..) => None,
            Node::Item(repo, group, index) => {
                let shape = inventory.shape(repo);
                let index = u32::try_from(index).ok().filter(|index| *index < shape.count(group))?;
                let before: u32 = Group::ALL.iter().take(group.index()).map(|it| width(*it) * shape.count(*it)).sum();
                Some(start + 1 + before + width(group) * index)
            }
        }
    }

    /// The object that a slot is of, which of its slots, and its kind.
    fn place_of(&self, slot: u32, inventory: &Inventory) -> Option<(Node, usize, Kind)> {
        let repo = self.starts.partition_point(|start| *start <= slot).checked_sub(1)?;
        let mut rest = slot - self.starts.get(repo)?;
        if rest == 0 {
            return Some((Node::Repo(repo), 0, Kind::Repo));
        }
        rest -= 1;
        let shape = inventory.shape(repo);
        for group in Group::ALL {
            let slots = width(group) * shape.count(group);
            if rest < slots {
                let item = Node::Item(repo, group, (rest / width(group)) as usize);
                return Some((item, (rest % width(group)) as usize, group.kind()));
            }
            rest -= slots;
        }
        None
    }
}

/// For `is:shared`.
impl query::Sharing for (&Usage, &Inventory) {
    fn is_shared(&self, node: Node) -> bool {
        let (usage, inventory) = self;
        let own = node.kind().filter(|kind| *kind != Kind::Repo).and_then(|kind| Aspect::of_kind(kind).first());
        let Some(thing) = own.and_then(|aspect| usage.thing(node, *aspect, inventory)) else { return false };
        // Users stand in the order of the answer.
        let ends = [0, usage.count(thing).saturating_sub(1)].map(|at| usage.user(thing, at, inventory));
        matches!(ends, [Some(first), Some(last)] if first.node.repo() != last.node.repo())
    }
}

/// How many slots an item of a group has.
fn width(group: Group) -> u32 {
    u32::try_from(Aspect::of_kind(group.kind()).len()).unwrap_or_default()
}

#[cfg(test)]
pub(crate) mod tests;
