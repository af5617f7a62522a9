//! The background work for the overview: a turn at a time, on another thread than the keys.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use tokio::task::{AbortHandle, JoinSet};

use crate::app::msg::RequestId;
use crate::app::overview::SurveyId;
use crate::model::findings::{Analyzed, Insight};
use crate::model::inventory::Inventory;
use crate::model::overview::{Overview, Survey};
use crate::model::query::Query;

/// So long the work goes on before whatever else waits for its thread gets its turn.
const TURN: Duration = Duration::from_millis(4);

/// What is kept from one count to the next: while an answer grows, only what is new is counted.
#[derive(Debug, Clone, Default)]
struct Counter(Arc<Mutex<Option<Kept>>>);

#[derive(Debug)]
struct Kept {
    /// Whose turn it is; what was begun before has ended.
    id: SurveyId,
    request: RequestId,
    is_analyzed: bool,
    survey: Survey,
}

/// The count that is out.
#[derive(Debug, Default)]
pub struct Counting {
    counter: Counter,
    task: Option<AbortHandle>,
}

/// What is to be counted.
#[derive(Debug)]
pub struct Task {
    /// Tells it from every other one.
    pub id: SurveyId,
    /// The data, and the request that it came with.
    pub inventory: Inventory,
    /// Data of the same request only ever grows.
    pub request: RequestId,
    /// What was found in it, where it was analyzed.
    pub analyzed: Option<Arc<Analyzed>>,
    /// Within what is counted.
    pub query: Query,
    /// The time that ages are counted from.
    pub now: Timestamp,
}

impl Counting {
    /// Begins a count; the one that is out is dropped.
    pub fn begin(&mut self, task: Task, running: &mut JoinSet<()>, tell: impl FnOnce(Arc<Overview>) + Send + 'static) {
        self.abort();
        let counter = self.counter.clone();
        self.task = Some(running.spawn(async move {
            if let Some(overview) = counter.count(task).await {
                tell(overview);
            }
        }));
    }

    /// Drops the count that is out, and what was counted.
    pub fn stop(&mut self, running: &mut JoinSet<()>) {
        self.abort();
        // It may be in the middle of its turn: the keys do not wait for that.
        let counter = self.counter.clone();
        running.spawn(async move { counter.forget() });
    }

    fn abort(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
        }
    }
}

impl Counter {
    /// Counts everything; nothing where another count was begun meanwhile. Dropping it ends it; what it has is kept.
    async fn count(self, task: Task) -> Option<Arc<Overview>> {
        self.with(|kept| *kept = Some(Kept::prepare(kept.take(), &task)));
        let insight = Insight::of(task.analyzed.as_deref(), &task.inventory);
        while self.take_turn(&task, &insight) {
            tokio::task::yield_now().await;
        }
        self.with(|kept| {
            let kept = kept.as_ref().filter(|kept| kept.id == task.id);
            kept.map(|kept| Arc::new(kept.survey.told(&task.inventory, &insight)))
        })
    }

    /// Forgets what was counted.
    fn forget(&self) {
        self.with(|kept| *kept = None);
    }

    /// Works until a turn is over; false when there is no more to do.
    fn take_turn(&self, task: &Task, insight: &Insight<'_>) -> bool {
        let begun = Instant::now();
        self.with(|kept| {
            let Some(kept) = kept.as_mut().filter(|kept| kept.id == task.id) else { return false };
            while kept.survey.step(&task.inventory, insight) {
                if begun.elapsed() >= TURN {
                    return true;
                }
            }
            false
        })
    }

    fn with<T>(&self, work: impl FnOnce(&mut Option<Kept>) -> T) -> T {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Kept {
    /// Goes on with what was counted of the same data, as far as it had come.
    fn prepare(before: Option<Self>, task: &Task) -> Self {
        let is_analyzed = task.analyzed.is_some();
        let is_same = |kept: &Self| {
            kept.request == task.request && kept.is_analyzed == is_analyzed && *kept.survey.within() == task.query
        };
        let survey = before.filter(is_same).map(|kept| kept.survey);
        let survey = survey.unwrap_or_else(|| Survey::new(task.query.clone(), task.now));
        Self { id: task.id, request: task.request, is_analyzed, survey }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::scan::Scanner;

    /// Inventories of the same answer, as far as it has come.
    fn growing() -> Vec<Inventory> {
        let (mut scanner, mut inventory, mut all) = (Scanner::default(), Inventory::default(), Vec::new());
        scanner.push(br#"{"success":true,"repos":["#).unwrap();
        for at in 0..3 {
            scanner
                .push(format!(r#"{}{{"id":"r{at}","mode":"MIRROR"}} "#, if at == 0 { "" } else { "," }).as_bytes())
                .unwrap();
            scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
            all.push(inventory.clone());
        }
        all
    }

    fn task(id: u64, inventory: &Inventory, query: &str) -> Task {
        let (query, now) = (Query::parse(query), Timestamp::UNIX_EPOCH);
        Task { id: SurveyId(id), inventory: inventory.clone(), request: RequestId(1), analyzed: None, query, now }
    }

    fn whole(inventory: &Inventory, query: &str) -> Overview {
        Survey::of(inventory, Query::parse(query), &Insight::default(), Timestamp::UNIX_EPOCH)
    }

    #[tokio::test]
    async fn what_was_counted_of_an_answer_that_grows_is_not_counted_again() {
        let counter = Counter::default();
        for (id, inventory) in (1..).zip(growing()) {
            let told = counter.clone().count(task(id, &inventory, "")).await.unwrap();
            assert_eq!(*told, whole(&inventory, ""));
        }
        let last = growing().pop().unwrap();
        let told = counter.clone().count(task(9, &last, "id:r1")).await.unwrap();
        assert_eq!(*told, whole(&last, "id:r1"), "another query is another count");
        counter.forget();
        assert_eq!(*counter.count(task(10, &last, "id:r1")).await.unwrap(), whole(&last, "id:r1"));
    }

    #[test]
    fn a_count_that_another_one_has_replaced_changes_nothing() {
        let (counter, inventory) = (Counter::default(), growing().pop().unwrap());
        let (old, new) = (task(1, &inventory, ""), task(2, &inventory, ""));
        counter.with(|kept| *kept = Some(Kept::prepare(None, &new)));
        assert!(!counter.take_turn(&old, &Insight::default()));
        counter
            .with(|kept| assert!(kept.as_mut().unwrap().survey.step(&inventory, &Insight::default()), "still to do"));
    }
}
