//! The rules that look at several repositories. The order in which these came does not matter.

use crate::model::findings::analysis::Analysis;
use crate::model::findings::{Rule, Severity};
use crate::model::inventory::Inventory;
use crate::model::kind::{Group, Kind, Node};
use crate::model::usage::{Aspect, Thing, Usage, User};

type Found<'f> = &'f mut dyn FnMut(Rule, Severity, Node);

/// Asks every rule that looks at several repositories.
pub(super) fn check(analysis: &mut Analysis, inventory: &Inventory, usage: &Usage, found: Found<'_>) {
    let all = All { analysis, inventory, usage };
    for thing in usage.all(inventory) {
        match thing.aspect {
            Aspect::Bucket => all.mirrored(thing, found),
            Aspect::Credential => {
                all.shared_keys(thing, Kind::Bucket, found);
                all.shared_keys(thing, Kind::AiLlm, found);
                all.duplicate_keys(thing, found);
            }
            Aspect::AiLlm | Aspect::Endpoint | Aspect::Workspace => {}
        }
    }
    for repo in (0..inventory.len()).filter(|repo| inventory.is_duplicate(*repo)) {
        found(Rule::UndecodableItem, Severity::Info, Node::Repo(repo));
    }
    let mut folders = std::mem::take(&mut analysis.folders);
    folders.sort_unstable();
    for same in folders.chunk_by(|one, other| one.0 == other.0) {
        let is_twice_in_one = same.windows(2).any(|pair| matches!(pair, [one, other] if one.1 == other.1));
        if is_twice_in_one || are_several(same.iter().map(|(_, repo, _)| identity(inventory, *repo as usize))) {
            for (_, repo, item) in same {
                let node = Node::Item(*repo as usize, Group::Buckets, *item as usize);
                found(Rule::FolderCollision, Severity::High, node);
            }
        }
    }
    let mut names = std::mem::take(&mut analysis.names);
    names.sort_unstable();
    for same in names.chunk_by(|one, other| one.0 == other.0) {
        if are_several(same.iter().map(|(_, repo)| identity(inventory, *repo as usize))) {
            for (_, repo) in same {
                found(Rule::DuplicateName, Severity::Low, Node::Repo(*repo as usize));
            }
        }
    }
}

struct All<'a> {
    analysis: &'a Analysis,
    inventory: &'a Inventory,
    usage: &'a Usage,
}

impl All<'_> {
    fn users(&self, thing: Thing, kind: Kind) -> impl Iterator<Item = User> {
        self.usage.users(thing, self.inventory).filter(move |user| user.node.kind() == Some(kind))
    }

    fn is_mirror(&self, repo: usize) -> bool {
        self.analysis.notes.get(repo).is_some_and(|note| note.is_mirror)
    }

    /// A bucket of a MIRROR that another repository lists as well.
    fn mirrored(&self, bucket: Thing, found: Found<'_>) {
        if !are_several(self.users(bucket, Kind::Bucket).map(|user| identity(self.inventory, user.node.repo()))) {
            return;
        }
        for user in self.users(bucket, Kind::Bucket).filter(|user| self.is_mirror(user.node.repo())) {
            found(Rule::MirrorBucketShared, Severity::High, user.node);
        }
    }

    /// One key on several buckets, or on several LLMs.
    fn shared_keys(&self, key: Thing, kind: Kind, found: Found<'_>) {
        let object = |user: &User| self.object(user.node);
        if !are_several(self.users(key, kind).map(|user| object(&user))) {
            return;
        }
        let workspace = |user: User| self.analysis.notes.get(user.node.repo()).map_or(0, |note| note.workspace);
        let is_wide = are_several(self.users(key, kind).map(workspace).filter(|workspace| *workspace != 0));
        let users: Vec<User> = self.users(key, kind).collect();
        for of_repo in users.chunk_by(|one, other| one.node.repo() == other.node.repo()) {
            let Some(repo) = of_repo.first().map(|user| user.node.repo()) else { continue };
            let is_all = of_repo.len() == self.inventory.shape(repo).count(Group::Buckets) as usize;
            let is_mirrors =
                kind == Kind::Bucket && is_all && self.is_mirror(repo) && are_several(of_repo.iter().map(object));
            let severity = if is_wide || is_mirrors { Severity::Medium } else { Severity::Info };
            for user in of_repo {
                found(Rule::KeyShared, severity, user.node);
            }
        }
    }

    /// One value as an API key of several repositories.
    fn duplicate_keys(&self, key: Thing, found: Found<'_>) {
        if are_several(self.users(key, Kind::ApiKey).map(|user| identity(self.inventory, user.node.repo()))) {
            self.users(key, Kind::ApiKey).for_each(|user| found(Rule::ApiKeyDuplicate, Severity::High, user.node));
        }
    }

    /// Which bucket or LLM an item is: one that is listed once is another one than all others.
    fn object(&self, node: Node) -> (Option<Thing>, Option<Node>) {
        let own = node.kind().and_then(|kind| Aspect::of_kind(kind).first());
        let thing = own.and_then(|aspect| self.usage.thing(node, *aspect, self.inventory));
        (thing, if thing.is_none() { Some(node) } else { None })
    }
}

/// Whether there are two that differ.
fn are_several<T: PartialEq>(mut all: impl Iterator<Item = T>) -> bool {
    all.next().is_some_and(|first| all.any(|other| other != first))
}

/// Which repository it is: one that is listed twice is one all the same.
fn identity(inventory: &Inventory, repo: usize) -> (u64, usize) {
    match inventory.shape(repo).id {
        0 => (0, repo),
        id => (id, 0),
    }
}
