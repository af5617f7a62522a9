//! The terminal: taken over at the start, given back whole on every way out, whoever stops it.
//!
//! Owns which bytes take it over and give it back, and that a link which takes no bytes never holds the program: frames
//! are written as far as the terminal takes them, and the next one is drawn only when it has taken the last one whole.
//! Must not know what is on the screen.

#[cfg(not(unix))]
#[path = "terminal/other.rs"]
mod device;
#[cfg(unix)]
#[path = "terminal/unix.rs"]
mod device;

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use ratatui::layout::Size;
use secrecy::zeroize::Zeroize;
use tokio::task::JoinHandle;

#[cfg(unix)]
pub use device::keyboard;
pub use device::{is_somebody_elses, stop};

use crate::runtime::paint::{Abilities, Extent, Shown};
use crate::ui::frame::Frame;
use device::Device;

/// Larger sizes are not believed: a grid of cells for them would cost more memory than the terminal is worth.
const LARGEST: Size = Size { width: 1000, height: 500 };

/// Second screen, bracketed paste, no cursor.
const TAKE: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25l";

/// Reports of the mouse: buttons, and moves while one is held, in numbers of any size.
const MOUSE_ON: &[u8] = b"\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l";

/// All that [`TAKE`], [`MOUSE_ON`] and frames turn on is turned off. The screen is cleared before it is left, since some
/// terminals have no second one to come back from.
const GIVE_BACK: &[u8] = b"\x1b[?2026l\x1b[?1006l\x1b[?1002l\x1b[?2004l\x1b[r\x1b[m\x1b[H\x1b[2J\x1b[?1049l\x1b[?25h";

/// What is done instead while the plain screen is shown: what stands on it is the user's.
const LEAVE_PLAIN: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?2004l\x1b[m\x1b[?25h";

/// The plain screen, where the mouse is the terminal's own; pastes are still told from keys: what is pasted there must
/// not act as keys.
const TO_PLAIN: &[u8] = b"\x1b[?2026l\x1b[r\x1b[m\x1b[H\x1b[2J\x1b[?1049l\x1b[?25h";

/// The second screen without anything of ours on it.
const TO_EMPTY: &[u8] = b"\x1b[r\x1b[m\x1b[2J\x1b[H\x1b[?25h";

/// Ends a sequence that was cut short.
const CANCEL: &[u8] = b"\x18";

/// How long giving it back waits for a terminal that takes no bytes.
const PATIENCE: Duration = Duration::from_millis(400);

/// The terminal that is taken over; what gives it back looks here, wherever it runs.
static TAKEN: Mutex<Option<Taken>> = Mutex::new(None);

/// Whether the program ends whatever is still going on: then nothing is taken over or written any more.
static IS_OVER: AtomicBool = AtomicBool::new(false);

/// What is to be given back.
struct Taken {
    device: Arc<Device>,
    /// Whether the plain screen is shown.
    is_plain: bool,
}

/// The terminal in full-screen mode; dropping it gives the terminal back.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the terminal")]
pub struct Terminal {
    device: Arc<Device>,
    frame: Frame,
    shown: Shown,
    /// What is to be written, and how much of it the terminal has taken.
    bytes: Vec<u8>,
    taken: usize,
    /// The wait for a terminal that takes no more for now.
    stall: Option<JoinHandle<()>>,
    /// The shell has the terminal.
    is_away: bool,
    /// Something is printed in place of frames.
    is_aside: bool,
    /// Whether it is to tell of the mouse.
    has_mouse: bool,
    /// What is to be written holds what must not stay in memory.
    wipes: bool,
}

impl Terminal {
    /// Takes the terminal over.
    ///
    /// # Errors
    ///
    /// When it is no terminal, or does not let itself be taken over; then it is as it was.
    pub fn enter(abilities: Abilities) -> io::Result<Self> {
        let device = Arc::new(Device::open()?);
        let size = bounded(device.size()?);
        let mut terminal = Self {
            device,
            frame: Frame::new(size),
            shown: Shown::new(abilities),
            bytes: Vec::new(),
            taken: 0,
            stall: None,
            is_away: false,
            is_aside: false,
            has_mouse: false,
            wipes: false,
        };
        terminal.take()?;
        Ok(terminal)
    }

    /// Takes it over, at first and after somebody else had it.
    fn take(&mut self) -> io::Result<()> {
        self.is_aside = false;
        self.shown.forget();
        self.start_over();
        self.bytes.extend_from_slice(TAKE);
        self.bytes.extend_from_slice(if self.has_mouse { MOUSE_ON } else { b"" });
        let taken = {
            // Nobody gives it back in between. A start that fails half-way is undone by the same way back.
            let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
            // Another thread is about to end the program and to say why: nothing here may be faster.
            while IS_OVER.load(Ordering::SeqCst) {
                drop(taken);
                std::thread::park();
                taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
            }
            *taken = Some(Taken { device: Arc::clone(&self.device), is_plain: false });
            self.device.raw().and_then(|()| self.send())
        };
        if taken.is_err() {
            give_back("");
        }
        taken
    }

    /// Notes what is to be given back, for whatever ends the program.
    fn note(&self, is_plain: bool) {
        let taken = Taken { device: Arc::clone(&self.device), is_plain };
        *TAKEN.lock().unwrap_or_else(PoisonError::into_inner) = Some(taken);
    }

    /// Writes a sequence between two frames; where nothing of it may stay in memory, it is wiped once it is written.
    ///
    /// # Errors
    ///
    /// When the terminal does not take it.
    pub fn write(&mut self, sequence: &[u8]) -> io::Result<()> {
        self.wipes = true;
        self.append(&[sequence])
    }

    /// Prints a text, which must be terminal-safe, in place of frames, until [`Self::come_back`]: on the plain screen,
    /// where it stays, or, for what must not stay anywhere, on the second one.
    ///
    /// # Errors
    ///
    /// When the terminal does not take it.
    pub fn print(&mut self, text: &str, may_stay: bool) -> io::Result<()> {
        self.is_aside = true;
        self.wipes |= !may_stay;
        self.note(may_stay);
        let mouse = if self.has_mouse { MOUSE_OFF } else { b"" };
        self.append(&[mouse, if may_stay { TO_PLAIN } else { TO_EMPTY }, text.as_bytes()])
    }

    /// Lets it tell of the mouse, or have it for itself, from now on and whenever it is taken over again.
    ///
    /// # Errors
    ///
    /// When the terminal does not take it.
    pub fn set_mouse(&mut self, is_on: bool) -> io::Result<()> {
        self.has_mouse = is_on;
        self.append(&[if is_on { MOUSE_ON } else { MOUSE_OFF }])
    }

    /// Whether something is printed in place of frames.
    pub const fn is_aside(&self) -> bool {
        self.is_aside
    }

    /// Goes on with frames; the next one draws everything, and nothing of what was printed on the second screen stays.
    ///
    /// # Errors
    ///
    /// When the terminal does not take it.
    pub fn come_back(&mut self) -> io::Result<()> {
        self.is_aside = false;
        self.note(false);
        self.shown.forget();
        self.append(&[TAKE, if self.has_mouse { MOUSE_ON } else { b"" }])
    }

    /// Puts bytes behind those that are still to be written, and writes as far as the terminal takes them.
    fn append(&mut self, pieces: &[&[u8]]) -> io::Result<()> {
        if !self.is_behind() {
            self.start_over();
        }
        // Room for all of it at once: growing would leave copies behind that nobody wipes.
        self.bytes.reserve(pieces.iter().map(|piece| piece.len()).sum());
        for piece in pieces {
            self.bytes.extend_from_slice(piece);
        }
        self.send()
    }

    fn start_over(&mut self) {
        self.bytes.clear();
        self.taken = 0;
    }

    /// Lets the shell have the terminal until [`Self::resume`].
    pub fn give_way(&mut self) {
        give_back("");
        self.is_away = true;
    }

    /// The same, and stops the program until it is told to go on.
    pub fn suspend(&mut self) {
        self.give_way();
        stop();
    }

    /// Takes the terminal over again after somebody else had it; the next frame draws everything.
    ///
    /// # Errors
    ///
    /// When it can't be taken over.
    pub fn resume(&mut self) -> io::Result<()> {
        // Stopped and let go on behind our back: the modes it has now are not those to go back to.
        if !self.is_away {
            give_back("");
        }
        self.is_away = false;
        self.take()?;
        let size = self.size()?;
        self.resize(size);
        Ok(())
    }

    /// Whether the terminal is the program's and has taken all that was written: only then is there sense in another frame.
    pub fn is_ready(&self) -> bool {
        !self.is_away && !self.is_aside && !self.is_behind() && !is_somebody_elses()
    }

    /// Whether the terminal takes no more for now.
    pub const fn is_behind(&self) -> bool {
        !self.is_away && self.taken < self.bytes.len()
    }

    /// Waits until the terminal takes more of what is to be written, and writes it. May be dropped and called again.
    ///
    /// # Errors
    ///
    /// When it does not take it.
    pub async fn catch_up(&mut self) -> io::Result<()> {
        let device = &self.device;
        self.stall.get_or_insert_with(|| device::writable(Arc::clone(device))).await.map_err(io::Error::other)?;
        self.stall = None;
        self.send()
    }

    /// Draws a frame and writes what changed in one go, to an extent and as far as the terminal takes it.
    ///
    /// # Errors
    ///
    /// When the terminal does not take it.
    pub fn draw(&mut self, extent: Extent, view: impl FnOnce(&mut Frame)) -> io::Result<()> {
        if !self.is_behind() {
            self.start_over();
        }
        view(&mut self.frame);
        self.shown.paint(&self.frame, extent, &mut self.bytes);
        self.send()
    }

    /// Writes until all is written or the terminal takes no more for now.
    fn send(&mut self) -> io::Result<()> {
        if IS_OVER.load(Ordering::SeqCst) {
            self.start_over();
            return Ok(());
        }
        while let Some(rest) = self.bytes.get(self.taken..).filter(|rest| !rest.is_empty()) {
            match self.device.write(rest) {
                Ok(written) => self.taken += written,
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
                Err(error) => return Err(error),
            }
        }
        if std::mem::take(&mut self.wipes) {
            self.bytes.zeroize();
            self.taken = 0;
        }
        Ok(())
    }

    /// Its size in cells, within reason.
    ///
    /// # Errors
    ///
    /// When it does not say.
    pub fn size(&self) -> io::Result<Size> {
        self.device.size().map(bounded)
    }

    /// Follows the terminal to another size; the next frame draws everything.
    pub fn resize(&mut self, size: Size) {
        self.frame = Frame::new(size);
        self.shown.forget();
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back("");
    }
}

/// The size of the terminal that the program was started in, within reason.
///
/// # Errors
///
/// When there is no terminal to ask.
pub fn size() -> io::Result<Size> {
    device::size().map(bounded)
}

/// Whether an error says that the terminal has gone: that is no failure but an end, as when the system tells of it.
pub fn has_gone(error: &io::Error) -> bool {
    device::has_gone(error)
}

/// Whether there is a shell that would let a stopped program go on.
pub fn can_suspend() -> bool {
    device::can_stop()
}

/// A size within reason.
pub fn bounded(size: Size) -> Size {
    Size { width: size.width.min(LARGEST.width), height: size.height.min(LARGEST.height) }
}

/// Gives the terminal back for good, whoever has it: what other threads are still at neither takes it over again nor
/// writes to it. As [`give_back`] says whether a line was taken.
pub(super) fn end(line: &str) -> bool {
    IS_OVER.store(true, Ordering::SeqCst);
    let until = Instant::now() + PATIENCE;
    // Who takes it over at this moment is done in no time; who panics while at it is this thread.
    while matches!(TAKEN.try_lock(), Err(TryLockError::WouldBlock)) && Instant::now() < until {
        std::thread::yield_now();
    }
    give_back(line)
}

/// Gives the terminal back, once, whatever fails on the way: each step is worth taking without the others. A line is
/// left on it where there is one to say; whether it was taken.
pub(super) fn give_back(line: &str) -> bool {
    let mut taken = match TAKEN.try_lock() {
        Ok(taken) => taken,
        Err(TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
        // Somebody is at it already.
        Err(TryLockError::WouldBlock) => return false,
    };
    let Some(Taken { device, is_plain }) = taken.take() else { return false };
    device::insist();
    let said = if line.is_empty() { String::new() } else { format!("{line}\r\n") };
    let bytes = [CANCEL, if is_plain { LEAVE_PLAIN } else { GIVE_BACK }, said.as_bytes()].concat();
    let end = Instant::now() + PATIENCE;
    let mut rest = bytes.get(CANCEL.len()..).unwrap_or_default();
    let mut failures = 0;
    while !rest.is_empty() {
        match device.write(rest) {
            Ok(written) => rest = rest.get(written..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                // What the link has not taken yet is of no use any more, and in the way; the first of this is in it,
                // and a sequence may be cut in two.
                device.discard();
                rest = &bytes;
                if !device.wait_writable(end.saturating_duration_since(Instant::now())) {
                    break;
                }
            }
            // One failure is no reason to leave it; after some there is nobody left to tell.
            Err(_) if failures < 3 => failures += 1,
            Err(_) => break,
        }
    }
    device.restore();
    !line.is_empty()
}
