//! The threads that the program needs.

use std::io;
use std::sync::Mutex;

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
