//! What the integration tests stand on: the program as a child, a terminal around it, a server opposite it, answers.
//!
//! Knows nothing of the program's screens or formats; whoever asks for "the footer" does so in a test.

pub(crate) mod bodies;
pub(crate) mod copies;
pub(crate) mod leaks;
pub(crate) mod program;
pub(crate) mod screen;
pub(crate) mod server;
pub(crate) mod stream;

mod selftest;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// Runs cases that have nothing to do with each other, eight at a time; one that fails is a failure of the test.
pub(crate) fn side_by_side<T: Sync>(cases: &[T], run: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            run(case);
        }
    };
    thread::scope(|scope| (0..8).for_each(|_| drop(scope.spawn(work))));
}

/// A value that threads change and tests wait for: a mutex and the condition variable that belongs to it.
pub(crate) struct Watched<T> {
    value: Mutex<T>,
    changed: Condvar,
}

impl<T> Watched<T> {
    /// Wraps `value`.
    pub(crate) fn new(value: T) -> Self {
        Self { value: Mutex::new(value), changed: Condvar::new() }
    }

    /// The value for reading. A panic elsewhere (a failed assertion) does not hide it.
    pub(crate) fn lock(&self) -> MutexGuard<'_, T> {
        self.value.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the value and wakes all who wait.
    pub(crate) fn change<R>(&self, change: impl FnOnce(&mut T) -> R) -> R {
        let result = change(&mut self.lock());
        self.changed.notify_all();
        result
    }

    /// Waits until `done` says so, for `limit` at most; `true` when it did. Gives the value as it then is.
    pub(crate) fn wait(&self, limit: Duration, mut done: impl FnMut(&T) -> bool) -> (MutexGuard<'_, T>, bool) {
        let end = Instant::now() + limit;
        let mut value = self.lock();
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let over = done(&value);
            if over || left.is_zero() {
                return (value, over);
            }
            value = self.changed.wait_timeout(value, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Waits until `quiet_since` lies `span` back, for `limit` at most; `true` when it did.
    pub(crate) fn wait_quiet(&self, span: Duration, limit: Duration, quiet_since: impl Fn(&T) -> Instant) -> bool {
        let end = Instant::now() + limit;
        loop {
            let since = quiet_since(&self.lock());
            let (now, due) = (Instant::now(), since + span);
            if now >= due {
                return true;
            }
            if now >= end {
                return false;
            }
            drop(self.wait(due.min(end) - now, |value| quiet_since(value) != since));
        }
    }
}
