//! How often each value comes, told apart as terms tell them apart.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hasher};

use crate::model::kind::{Kind, Node};
use crate::model::query::{Context, Field, Query, Seen};
use crate::model::search::fold;
use crate::model::text;

/// The most values that are told apart.
const MOST_VALUES: usize = 1024;
/// The longest of them in bytes; a longer one is no label.
const LONGEST: usize = 64;

/// Values and how often each came.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    /// By the folded value: as it came first, and how often.
    values: HashMap<String, (String, u64)>,
    /// How many have a value that is not told apart.
    pub(super) others: u64,
    /// How many have none.
    pub(super) none: u64,
    /// Spares an allocation for each value.
    folded: String,
}

impl Tally {
    /// Takes in a value.
    pub(super) fn add(&mut self, value: &str) {
        self.folded.clear();
        self.folded.extend(value.chars().map(fold));
        if let Some((_, count)) = self.values.get_mut(&self.folded) {
            *count += 1;
        } else if self.values.len() < MOST_VALUES && can_be_asked(&self.folded) {
            self.values.insert(self.folded.clone(), (value.to_owned(), 1));
        } else {
            self.others += 1;
        }
    }

    /// The values with their counts, the most frequent first.
    pub(super) fn sorted(&self) -> Vec<(&str, u64)> {
        let mut all: Vec<(&str, u64)> = self.values.values().map(|(value, count)| (value.as_str(), *count)).collect();
        all.sort_unstable_by(|(a, a_count), (b, b_count)| b_count.cmp(a_count).then(a.cmp(b)));
        all
    }
}

/// Whether a line may ask for a folded value: not for one of any length, nor for one that may be masked, which the
/// source has in another spelling.
fn can_be_asked(folded: &str) -> bool {
    folded.len() <= LONGEST && !folded.contains('*')
}

/// How often objects of a kind are listed, by their ids.
#[derive(Debug, Clone, Default)]
pub(super) struct Listed {
    /// By the hash of an id: how often, and the first repository that lists it.
    ids: HashMap<u64, (u32, usize)>,
}

/// An object that is listed more than once.
pub(super) struct Shared {
    /// What it is called, terminal-safe.
    pub(super) label: String,
    /// Its id as it came.
    pub(super) id: String,
    pub(super) count: u64,
}

impl Listed {
    /// Takes in an object.
    pub(super) fn add(&mut self, seen: &Seen<'_>) {
        let mut last = None;
        seen.values(Field::Id, &mut |id| {
            let hash = hash(id);
            // The one it is referred to by and its own are the same.
            if last.replace(hash) != Some(hash) {
                self.ids.entry(hash).or_insert_with(|| (0, seen.node.repo())).0 += 1;
            }
        });
    }

    /// Those that are listed more than once, the most frequent first; `text` is the source of a repository.
    pub(super) fn most<'t>(
        &self,
        kind: Kind,
        count: usize,
        context: &Context<'_>,
        text: &dyn Fn(usize) -> &'t [u8],
    ) -> Vec<Shared> {
        let mut all: Vec<(u64, u32, usize)> = Vec::new();
        all.extend(
            self.ids.iter().filter(|(_, (count, _))| *count > 1).map(|(id, (count, repo))| (*id, *count, *repo)),
        );
        all.sort_unstable_by_key(|(id, count, repo)| (u32::MAX - count, *repo, *id));
        all.truncate(count);
        let mut shared = Vec::new();
        for (wanted, count, repo) in all {
            let mut found = None;
            Query::default().each(text(repo), repo, context, &mut |seen| {
                if seen.kind == kind && found.is_none() {
                    found = named(seen, wanted);
                }
            });
            let fits = |(_, id): &(String, String)| can_be_asked(id);
            shared.extend(found.filter(fits).map(|(label, id)| Shared { label, id, count: count.into() }));
        }
        shared
    }
}

/// What an object is called, and that of its ids which has a hash.
fn named(seen: &Seen<'_>, wanted: u64) -> Option<(String, String)> {
    let (mut id, mut name) = (None, String::new());
    seen.values(Field::Id, &mut |it| {
        if hash(it) == wanted {
            id = Some(it.to_owned());
        }
    });
    if matches!(seen.node, Node::Item(..)) {
        seen.values(Field::Name, &mut |it| {
            if text::blank(&name) {
                it.clone_into(&mut name);
            }
        });
    }
    let id = id?;
    let label = text::shown(if text::blank(&name) { &id } else { &name }).into_owned();
    Some((label, id))
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.chars().for_each(|letter| hasher.write_u32(fold(letter).into()));
    hasher.finish()
}
