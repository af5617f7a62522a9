//! Signals that ask the program to end, as one future.

/// Waits for the next signal that asks the program to end; its exit code is 128 and the signal's number.
///
/// # Errors
///
/// When the system does not let the program listen.
#[cfg(unix)]
pub async fn terminate() -> std::io::Result<u8> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut hangup = signal(SignalKind::hangup())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut quit = signal(SignalKind::quit())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let code = tokio::select! {
        _ = hangup.recv() => 129,
        _ = interrupt.recv() => 130,
        _ = quit.recv() => 131,
        _ = terminate.recv() => 143,
    };
    Ok(code)
}

/// Waits for Ctrl-C, the one signal there is on this system.
///
/// # Errors
///
/// When the system does not let the program listen.
#[cfg(not(unix))]
pub async fn terminate() -> std::io::Result<u8> {
    tokio::signal::ctrl_c().await?;
    Ok(130)
}
