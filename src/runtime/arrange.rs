//! The background work for filter and order: one piece at a time, on another thread than the keys.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use crate::app::arrangement::{Arranged, Sort};
use crate::app::msg::RequestId;
use crate::model::facts::{Facts, Register};
use crate::model::findings::{Analyzed, Insight};
use crate::model::inventory::Inventory;
use crate::model::query::{Query, Run};
use crate::model::sort::{self, Key};

/// So long the work goes on before whatever else waits for its thread gets its turn.
const TURN: Duration = Duration::from_millis(4);
/// Results are told for the first time after this, then each time that as much time again has passed.
const FIRST: Duration = Duration::from_millis(16);

/// What is kept from one piece of work to the next, since the next one asks for nearly the same.
#[derive(Debug, Clone, Default)]
pub struct Workshop(Arc<Mutex<Kept>>);

#[derive(Debug, Default)]
struct Kept {
    /// The request that the data came with.
    request: Option<RequestId>,
    /// Whether what the run found was found in data that had been analyzed.
    is_analyzed: bool,
    run: Option<Run>,
    register: Register,
    /// How many segments the register has the facts of.
    segments: usize,
}

/// What is to be found out.
#[derive(Debug)]
pub struct Task {
    /// The data, and the request that it came with.
    pub inventory: Inventory,
    /// Data of the same request only ever grows.
    pub request: RequestId,
    /// What was found in it, where it was analyzed.
    pub analyzed: Option<Arc<Analyzed>>,
    /// What is looked for.
    pub query: Query,
    /// How repositories are ordered.
    pub sort: Option<Sort>,
    /// The time that ages are counted from.
    pub now: Timestamp,
}

impl Workshop {
    /// Does the work and tells what it has found, from time to time. Dropping it ends it; what it has is kept.
    pub async fn arrange(self, task: Task, mut tell: impl FnMut(Arranged) + Send) {
        self.with(|kept| kept.prepare(&task));
        let rank = match task.sort {
            None => None,
            Some(sort) => {
                while sort.key != Key::Findings && self.take_turn(|kept| kept.note_facts(&task.inventory)) {
                    tokio::task::yield_now().await;
                }
                let counts = task.analyzed.as_ref().filter(|_| sort.key == Key::Findings);
                let counts = counts.map(|analyzed| analyzed.counts(task.inventory.len())).unwrap_or_default();
                let order =
                    self.with(|kept| sort::order(&task.inventory, &kept.register, sort.key, sort.reversed, &counts));
                if task.query.is_empty() {
                    tell(Arranged { order: order.into(), searched: task.inventory.len(), is_whole: true });
                    return;
                }
                Some(ranks(&order))
            }
        };
        let insight = Insight::of(task.analyzed.as_deref(), &task.inventory);
        let context = insight.context(task.now);
        let begun = Instant::now();
        let mut next = FIRST;
        while self.take_turn(|kept| kept.run.as_mut().is_some_and(|run| run.step(&task.inventory, &context))) {
            if begun.elapsed() >= next {
                next = 2 * begun.elapsed();
                let found = self.with(|kept| kept.arranged(rank.as_deref(), false));
                tell(found);
            }
            tokio::task::yield_now().await;
        }
        let found = self.with(|kept| kept.arranged(rank.as_deref(), true));
        tell(found);
    }

    /// Works until a turn is over; false when there is no more to do.
    fn take_turn(&self, mut step: impl FnMut(&mut Kept) -> bool) -> bool {
        let begun = Instant::now();
        self.with(|kept| {
            while step(kept) {
                if begun.elapsed() >= TURN {
                    return true;
                }
            }
            false
        })
    }

    fn with<T>(&self, work: impl FnOnce(&mut Kept) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Kept {
    /// Forgets what is of other data; goes on with what is left of the last query where that helps.
    fn prepare(&mut self, task: &Task) {
        if self.request != Some(task.request) {
            *self = Self { request: Some(task.request), ..Self::default() };
        }
        let is_same = std::mem::replace(&mut self.is_analyzed, task.analyzed.is_some()) == self.is_analyzed;
        let run = self.run.take().filter(|_| is_same);
        self.run = (!task.query.is_empty()).then(|| match run {
            Some(run) if *run.query() == task.query => run,
            Some(run) => run.then(task.query.clone()),
            None => Run::new(task.query.clone()),
        });
    }

    /// Notes the facts of the next segment; false when there was none.
    fn note_facts(&mut self, inventory: &Inventory) -> bool {
        let Some(segment) = inventory.document().segments().get(self.segments) else { return false };
        self.register.push(Facts::of(segment));
        self.segments += 1;
        true
    }

    fn arranged(&self, rank: Option<&[u32]>, is_whole: bool) -> Arranged {
        let (found, searched) = self.run.as_ref().map_or((&[][..], 0), |run| (run.found(), run.searched()));
        let mut order: Vec<u32> = found.iter().filter_map(|repo| u32::try_from(*repo).ok()).collect();
        if let Some(rank) = rank {
            order.sort_by_key(|repo| rank.get(*repo as usize).copied().unwrap_or(u32::MAX));
        }
        Arranged { order: order.into(), searched, is_whole }
    }
}

/// The place of each repository in an order.
fn ranks(order: &[u32]) -> Vec<u32> {
    let mut ranks = vec![u32::MAX; order.len()];
    for (rank, repo) in (0..).zip(order) {
        if let Some(place) = ranks.get_mut(*repo as usize) {
            *place = rank;
        }
    }
    ranks
}
