//! The threads that the program needs.

use std::future::Future;
use std::io;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

use crate::model::text;
use crate::runtime::{crash, save};

/// How long a thread for what blocks waits for more: for good, since to end it would have to wake up when nothing else
/// happens any more.
const KEEP_ALIVE: Duration = Duration::from_secs(24 * 60 * 60);

/// Starts a thread that is there until its work is done.
///
/// # Errors
///
/// Where the system gives none, with words for the user.
pub fn spawn(name: &str, work: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<()>> {
    let spawned = crash::call().and_then(|()| std::thread::Builder::new().name(name.to_owned()).spawn(work));
    spawned.map_err(|error| {
        let words = format!(
            "the system gives the program no thread ({}); end what runs under this user, or raise its limit of \
             processes (ulimit -u)",
            text::shown(&error.to_string())
        );
        io::Error::new(error.kind(), words)
    })
}

/// A second thread beside that of the program, which reads and scans what arrives; what blocks has others.
pub struct Network {
    handle: Handle,
    /// Dropped where the program ends.
    over: oneshot::Sender<()>,
    /// Whether what blocks has a thread.
    tried: oneshot::Receiver<io::Result<()>>,
}

impl Network {
    /// Starts it, before there is anything for it to do: what it needs for that is done while the settings are read.
    ///
    /// # Errors
    ///
    /// What the system says where it gives no thread, or nothing to wait with.
    pub fn start() -> io::Result<Self> {
        // Signals and times come over the thread that scans: after each piece of an answer it looks for them.
        let tokio =
            Builder::new_current_thread().thread_keep_alive(KEEP_ALIVE).event_interval(1).enable_all().build()?;
        let handle = tokio.handle().clone();
        let (over, until) = oneshot::channel::<()>();
        let (trial, tried) = oneshot::channel();
        spawn("network", move || {
            // One for what blocks is there from the start, and for good: what comes when there are no more waits for it.
            // That it is to be had is tried before, since the runtime takes it for a bug where it is not.
            let thread = spawn("trial", || ()).map(|thread| drop(thread.join()));
            if thread.is_ok() {
                tokio.spawn_blocking(|| ());
            }
            drop(trial.send(thread));
            drop(tokio.block_on(until));
            // A name lookup that hangs, or the reader of a terminal, must not hold up the end.
            tokio.shutdown_background();
        })?;
        Ok(Self { handle, over, tried })
    }

    /// What a future comes to, on this thread; what it starts runs on the other one.
    ///
    /// # Errors
    ///
    /// What the system says where it gives no thread to what blocks.
    pub fn beside<F: Future>(self, future: F) -> io::Result<F::Output> {
        self.tried.blocking_recv().map_err(io::Error::other)??;
        let output = self.handle.block_on(future);
        save::abandon();
        drop(self.over);
        Ok(output)
    }
}
