//! Which repositories are written, in which order, and which of their items.

use crate::model::facts::{Facts, Register};
use crate::model::inventory::Inventory;
use crate::model::kind::{Kind, Node};
use crate::model::query::{Context, Hits, Query, Run};
use crate::model::sort::{self, Key};

/// What is written: everything as it came, or what a filter found and a key ordered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chosen {
    repos: Option<Vec<(usize, Option<Hits>)>>,
}

impl Chosen {
    /// What a query finds, in the order of a key, reversed where that is said; `findings` are the numbers of findings by
    /// position, for an order by these.
    pub fn of(
        inventory: &Inventory,
        query: &Query,
        sort: Option<(Key, bool)>,
        findings: &[u32],
        context: &Context<'_>,
    ) -> Self {
        let order = sort.map(|(key, reversed)| {
            let mut register = Register::default();
            inventory.document().segments().iter().for_each(|segment| register.push(Facts::of(segment)));
            sort::order(inventory, &register, key, reversed, findings)
        });
        if query.is_empty() {
            let all = order.map(|order| order.into_iter().map(|repo| (repo as usize, None)).collect());
            return Self { repos: all };
        }
        let mut run = Run::new(query.clone());
        while run.step(inventory, context) {}
        let found = run.found();
        let repos: Vec<usize> = match order {
            Some(order) => {
                order.into_iter().map(|repo| repo as usize).filter(|repo| found.binary_search(repo).is_ok()).collect()
            }
            None => found.to_vec(),
        };
        let with_hits = |repo| (repo, Some(query.hits(inventory, repo, context)));
        Self { repos: Some(repos.into_iter().map(with_hits).collect()) }
    }

    /// Whether nothing at all is written.
    pub fn is_empty(&self, inventory: &Inventory) -> bool {
        self.repos.as_ref().map_or(inventory.is_empty(), Vec::is_empty)
    }

    /// The repositories of which something is written where objects of this kind are, without one of any.
    pub(super) fn repos<'a>(&'a self, inventory: &Inventory, kind: Option<Kind>) -> impl Iterator<Item = Picked<'a>> {
        let all = if self.repos.is_some() { 0 } else { inventory.len() };
        let picked =
            self.repos.iter().flatten().map(|(position, hits)| Picked { position: *position, hits: hits.as_ref() });
        (0..all).map(|position| Picked { position, hits: None }).chain(picked).filter(move |picked| picked.has(kind))
    }
}

/// One repository of which something is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Picked<'a> {
    /// Its place in the answer.
    pub(super) position: usize,
    /// What of it matches; `None` where nothing was asked.
    hits: Option<&'a Hits>,
}

impl Picked<'_> {
    /// Whether all of it is written, also what can't be told apart.
    pub(super) const fn is_whole(&self) -> bool {
        self.hits.is_none()
    }

    /// Whether an object of it is written.
    pub(super) fn takes(&self, node: Node) -> bool {
        self.hits.is_none_or(|hits| hits.contains(node))
    }

    /// Whether anything of it is written where objects of this kind are.
    pub(super) fn has(&self, kind: Option<Kind>) -> bool {
        let Some(hits) = self.hits else { return true };
        match kind.map(Kind::group) {
            None => hits.any(),
            Some(None) => hits.own,
            Some(Some(group)) => hits.count_in(group) > 0,
        }
    }
}
