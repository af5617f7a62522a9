//! The threads that the program needs.

use std::future::Future;
use std::io;
use std::sync::Mutex;
use std::time::Duration;

use tokio::runtime::Builder;
use tokio::sync::oneshot;

use crate::runtime::save;

/// How long a thread for what blocks waits for more: for good, since to end it would have to wake up when nothing else
/// happens any more.
const KEEP_ALIVE: Duration = Duration::from_secs(24 * 60 * 60);

/// Whether there are as many threads to be had as the program needs at least: those that ask for them later take it for
/// a bug where there are none.
///
/// # Errors
///
/// What the system says where it gives none.
pub fn are_to_be_had() -> io::Result<()> {
    const NEEDED: usize = 3;
    crate::runtime::crash::call()?;
    let gate = Mutex::new(());
    std::thread::scope(|scope| {
        // All of them are there at once: none ends before the last one was made.
        let held = gate.lock();
        let wait = || {
            let _passed = gate.lock();
        };
        let made = (0..NEEDED).try_for_each(|_| std::thread::Builder::new().spawn_scoped(scope, wait).map(|_| ()));
        drop(held);
        made
    })
}

/// What the future of this thread comes to, with a second thread beside it that reads and scans what arrives; what
/// blocks has others.
///
/// # Errors
///
/// What the system says where it gives no thread, or nothing to wait with.
pub fn beside<F: Future>(future: F) -> io::Result<F::Output> {
    // Signals and times come over the thread that scans: after each piece of an answer it looks for them.
    let tokio = Builder::new_current_thread().thread_keep_alive(KEEP_ALIVE).event_interval(1).enable_all().build()?;
    let handle = tokio.handle().clone();
    let (over, until) = oneshot::channel::<()>();
    std::thread::Builder::new().name("network".to_owned()).spawn(move || {
        drop(tokio.block_on(until));
        // A name lookup that hangs, or the reader of a terminal, must not hold up the end.
        tokio.shutdown_background();
    })?;
    // One for what blocks is there from the start, and for good: what comes when there are no more waits for it.
    handle.spawn_blocking(|| ());
    let output = handle.block_on(future);
    save::abandon();
    drop(over);
    Ok(output)
}
