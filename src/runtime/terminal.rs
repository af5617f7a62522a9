//! The terminal: taken over at the start, given back whole on every way out.

use std::io::{self, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue, terminal};
use ratatui::Frame;
use ratatui::layout::Size;

use crate::runtime::offscreen::Offscreen;
use crate::runtime::paint::Shown;

/// Larger sizes are not believed: a grid of cells for them would cost more memory than the terminal is worth.
const LARGEST: Size = Size { width: 1000, height: 500 };
static TAKEN: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// The terminal in full-screen mode; dropping it gives the terminal back.
#[derive(Debug)]
pub struct Terminal {
    offscreen: Offscreen,
    shown: Shown,
    /// What is written; kept for its memory.
    bytes: Vec<u8>,
}

impl Terminal {
    /// Takes the terminal over.
    ///
    /// # Errors
    ///
    /// When it is no terminal, or does not let itself be taken over; then it is as it was.
    pub fn enter() -> io::Result<Self> {
        HOOK.call_once(|| {
            let report = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                give_back();
                report(panic);
            }));
        });
        // Before raw mode: a start that fails half-way is undone by the same way back.
        TAKEN.store(true, Ordering::SeqCst);
        let entered = enable_raw_mode()
            .and_then(|()| execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide))
            .and_then(|()| size());
        match entered {
            Ok(size) => Ok(Self { offscreen: Offscreen::new(size), shown: Shown::default(), bytes: Vec::new() }),
            Err(error) => {
                give_back();
                Err(error)
            }
        }
    }

    /// Draws a frame and writes what changed in one go.
    ///
    /// # Errors
    ///
    /// When the terminal does not take it.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        let (frame, cursor) = self.offscreen.draw(view);
        self.bytes.clear();
        self.shown.paint(frame, cursor, &mut self.bytes);
        if self.bytes.is_empty() {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        out.write_all(&self.bytes)?;
        out.flush()
    }

    /// Follows the terminal to another size; the next frame draws everything.
    pub fn resize(&mut self, size: Size) {
        self.offscreen = Offscreen::new(size);
        self.shown.forget();
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// The terminal's size in cells, within reason.
///
/// # Errors
///
/// When there is no terminal to ask.
pub fn size() -> io::Result<Size> {
    let (width, height) = terminal::size()?;
    Ok(bounded(Size { width, height }))
}

/// A size within reason.
pub fn bounded(size: Size) -> Size {
    Size { width: size.width.min(LARGEST.width), height: size.height.min(LARGEST.height) }
}

/// Waits until the terminal that keys come from has gone. A hang-up whose signal a parent ignores would else go
/// unnoticed: the reader of keys then reads nothing for ever, as fast as it can.
#[cfg(unix)]
pub async fn gone() {
    use std::fs::File;
    use std::io::IsTerminal;
    use std::os::fd::AsFd;

    use tokio::io::Interest;
    use tokio::io::unix::AsyncFd;

    let keyboard = match io::stdin() {
        stdin if stdin.is_terminal() => stdin.as_fd().try_clone_to_owned(),
        _ => File::open("/dev/tty").map(Into::into),
    };
    #[expect(deprecated, reason = "its successor is unsafe; a descriptor that is owned is what makes this one sound")]
    let watched = keyboard.and_then(|keyboard| AsyncFd::with_interest(keyboard, Interest::READABLE));
    if let Ok(keyboard) = watched {
        while let Ok(mut news) = keyboard.readable().await {
            if news.ready().is_read_closed() {
                return;
            }
            // It was a key; that is not read here.
            news.clear_ready();
        }
    }
    // A system that can't tell does not end the program.
    std::future::pending::<()>().await;
}

/// Never: on this system the reader of keys notices.
#[cfg(not(unix))]
pub async fn gone() {
    std::future::pending::<()>().await;
}

/// Gives the terminal back, once, whatever fails on the way: each step is worth taking without the others.
fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    // Cleared before it is left, since some terminals have no second screen to come back from.
    let screen = queue!(
        out,
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        terminal::Clear(terminal::ClearType::All),
        LeaveAlternateScreen,
        cursor::Show
    );
    let written = out.flush();
    let raw = disable_raw_mode();
    // Nobody is left to tell that the terminal is gone.
    drop((screen, written, raw));
}
