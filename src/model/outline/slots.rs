//! Which repositories have rows, and in which order.

use std::sync::Arc;

/// The repositories that have rows, in the order of the rows. A slot is a place in that order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Slots {
    /// So many, as they came.
    All(usize),
    /// Some, or in another order.
    Some(Arranged),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Arranged {
    repos: Arc<[u32]>,
    /// The slot of each repository, [`NONE`] for one without.
    slots: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Default for Slots {
    fn default() -> Self {
        Self::All(0)
    }
}

impl Slots {
    /// These repositories, of so many.
    pub(super) fn of(repos: Arc<[u32]>, total: usize) -> Self {
        let mut slots = vec![NONE; total];
        for (slot, repo) in (0..).zip(repos.iter()) {
            if let Some(place) = slots.get_mut(*repo as usize) {
                *place = slot;
            }
        }
        Self::Some(Arranged { repos, slots })
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Self::All(len) => *len,
            Self::Some(arranged) => arranged.repos.len(),
        }
    }

    pub(super) fn order(&self) -> Option<Arc<[u32]>> {
        match self {
            Self::All(_) => None,
            Self::Some(arranged) => Some(Arc::clone(&arranged.repos)),
        }
    }

    pub(super) fn repo(&self, slot: usize) -> Option<usize> {
        match self {
            Self::All(len) => (slot < *len).then_some(slot),
            Self::Some(arranged) => arranged.repos.get(slot).map(|repo| *repo as usize),
        }
    }

    pub(super) fn slot(&self, repo: usize) -> Option<usize> {
        match self {
            Self::All(len) => (repo < *len).then_some(repo),
            Self::Some(arranged) => arranged.slots.get(repo).filter(|slot| **slot != NONE).map(|slot| *slot as usize),
        }
    }

    /// The slots of a new inventory, its repositories in the order of the old ones. `matching` gives the old position of
    /// each new one; those without one stand last where `with_new`, else they have none.
    pub(super) fn carried_over(&self, matching: &[Option<usize>], with_new: bool) -> Self {
        if let Self::All(_) = self {
            return Self::All(matching.len());
        }
        // Which new repository stands in each old slot.
        let mut order = vec![NONE; self.len()];
        let mut new = Vec::new();
        for (repo, old) in (0..).zip(matching) {
            let slot = old.map(|old| self.slot(old));
            if let Some(place) = slot.flatten().and_then(|slot| order.get_mut(slot)) {
                *place = repo;
            } else if slot.is_none() && with_new {
                new.push(repo);
            }
        }
        let order = order.into_iter().filter(|repo| *repo != NONE).chain(new);
        Self::of(order.collect(), matching.len())
    }
}
