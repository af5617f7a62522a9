//! What is left of a bug: the terminal as it was, one line without data, and an exit code of its own.

use std::io::{self, IsTerminal, Write};
use std::panic::PanicHookInfo;
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::exit;
use crate::runtime::{save, terminal};

static HOOK: Once = Once::new();

/// From now on a panic in any thread gives the terminal back, says where it was in one line, and ends the program.
///
/// What a panic says may hold what was worked on, so it is not told; with `RUST_BACKTRACE` set, who asked for it gets
/// the report of the standard library.
pub fn catch() {
    HOOK.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let line = line(panic);
            // Said on the way back where both are one terminal: a link that takes nothing must not hold up the end.
            let is_said = terminal::end(if io::stderr().is_terminal() { &line } else { "" });
            if std::env::var_os("RUST_BACKTRACE").is_some_and(|wanted| wanted != "0") {
                report(panic);
            }
            if !is_said {
                // Where standard error is closed, nobody wants to read it.
                writeln!(io::stderr(), "{line}").ok();
            }
            save::abandon();
            // Any thread may be the one that the others wait for: going on would be a screen that is frozen.
            std::process::exit(i32::from(exit::BUG));
        }));
    });
}

fn line(panic: &PanicHookInfo<'_>) -> String {
    let place = panic.location().map_or_else(String::new, |place| format!(" at {}:{}", place.file(), place.line()));
    format!("error: internal error{place} (flashback-tui {}); please report this line", env!("CARGO_PKG_VERSION"))
}

/// In a build for tests: a panic, where `FLASHBACK_TUI_FAULT` names this place.
///
/// # Panics
///
/// That is what it is for.
pub fn fault(place: &str) {
    debug_assert!(
        std::env::var_os("FLASHBACK_TUI_FAULT").is_none_or(|wanted| wanted != place),
        "secret-of-a-panic, which nobody may see"
    );
}

/// In a build for tests: an error instead of the n-th call of those that can fail, where `FLASHBACK_TUI_FAIL` says n.
///
/// # Errors
///
/// That one.
pub fn call() -> io::Result<()> {
    if cfg!(debug_assertions)
        && let Some(nth) = std::env::var_os("FLASHBACK_TUI_FAIL")
    {
        static CALLS: AtomicUsize = AtomicUsize::new(0);
        let call = CALLS.fetch_add(1, Ordering::Relaxed) + 1;
        if nth.to_str().and_then(|nth| nth.parse().ok()) == Some(call) {
            return Err(io::Error::other("a failure made for a test"));
        }
    }
    Ok(())
}
