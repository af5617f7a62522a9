//! Signals that ask the program to end, as one future.

use std::future::Future;
use std::io;

/// From now on the signals that ask the program to end no longer kill it: the future waits for the next one, and is its
/// exit code, 128 and the signal's number.
///
/// # Errors
///
/// When the system does not let the program listen.
#[cfg(unix)]
pub fn terminate() -> io::Result<impl Future<Output = u8>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut hangup = signal(SignalKind::hangup())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut quit = signal(SignalKind::quit())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = hangup.recv() => 129,
            _ = interrupt.recv() => 130,
            _ = quit.recv() => 131,
            _ = terminate.recv() => 143,
        }
    })
}

/// Waits for Ctrl-C, the one signal there is on this system; the future is its exit code.
///
/// # Errors
///
/// None on this system.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "on other systems listening can fail")]
pub fn terminate() -> io::Result<impl Future<Output = u8>> {
    Ok(async {
        // Where listening fails, Ctrl-C ends the program as if nobody had listened.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        130
    })
}
