//! The terminal device on Unix: its modes, its size, and writing to it without ever waiting.

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::sync::Arc;
use std::time::Duration;

use nix::sys::signal::SigSet;
use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::OFlags;
use rustix::process::{Signal, kill_current_process_group};
use rustix::termios::{self, LocalModes, OptionalActions, QueueSelector, Termios};
use tokio::task::JoinHandle;

use crate::runtime::crash;

mod shell;

pub(super) use shell::can_stop;

/// The terminal: where frames go and where keys come from.
#[derive(Debug)]
pub(super) struct Device {
    /// Opened anew where that is possible: then it is set not to wait, and neither the shell nor another program that
    /// has the same terminal is touched by that.
    out: File,
    keyboard: OwnedFd,
    /// The modes to go back to.
    saved: Termios,
}

impl Device {
    /// Finds the terminal; nothing about it is changed.
    pub(super) fn open() -> io::Result<Self> {
        let keyboard = keyboard()?;
        crash::call()?;
        let saved = termios::tcgetattr(&keyboard)?;
        let out = match own_open() {
            Ok(out) => out,
            // In a root without devices the terminal has no name; then writing may wait.
            Err(_) => File::from(io::stdout().as_fd().try_clone_to_owned()?),
        };
        Ok(Self { out, keyboard, saved })
    }

    /// Every key goes to the program as it is pressed, and nothing is echoed. Whoever writes from the background, as a
    /// command that is asked for a token could, is stopped: it would write over the screen.
    pub(super) fn raw(&self) -> io::Result<()> {
        crash::call()?;
        let mut modes = self.saved.clone();
        modes.make_raw();
        modes.local_modes |= LocalModes::TOSTOP;
        termios::tcsetattr(&self.keyboard, OptionalActions::Now, &modes)?;
        insist();
        Ok(())
    }

    /// The modes are as they were before.
    pub(super) fn restore(&self) {
        termios::tcsetattr(&self.keyboard, OptionalActions::Now, &self.saved).unwrap_or_default();
    }

    pub(super) fn size(&self) -> io::Result<Size> {
        size_of(&self.out)
    }

    /// Writes what the terminal takes at once.
    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        crash::call()?;
        match (&self.out).write(bytes) {
            Ok(0) => Err(io::ErrorKind::WriteZero.into()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(0),
            written => written,
        }
    }

    /// Throws away what was written and nobody has read yet.
    pub(super) fn discard(&self) {
        termios::tcflush(&self.out, QueueSelector::OFlush).unwrap_or_default();
    }

    /// Whether it takes bytes again within a time.
    pub(super) fn wait_writable(&self, limit: Duration) -> bool {
        let limit = Timespec::try_from(limit).unwrap_or_default();
        let mut watched = [PollFd::new(&self.out, PollFlags::OUT)];
        matches!(poll(&mut watched, Some(&limit)), Ok(ready) if ready > 0)
    }
}

/// The terminal that keys are read from.
///
/// # Errors
///
/// When the program has none.
pub fn keyboard() -> io::Result<OwnedFd> {
    crash::call()?;
    match io::stdin() {
        stdin if stdin.is_terminal() => stdin.as_fd().try_clone_to_owned(),
        _ => File::open("/dev/tty").map(Into::into),
    }
}

/// Standard output's terminal, opened anew.
fn own_open() -> io::Result<File> {
    crash::call()?;
    let name = termios::ttyname(io::stdout(), Vec::new())?;
    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits();
    OpenOptions::new().write(true).custom_flags(flags.cast_signed()).open(OsStr::from_bytes(name.as_bytes()))
}

/// The size of standard output's terminal.
pub(super) fn size() -> io::Result<Size> {
    size_of(&io::stdout())
}

/// Asks the system and nobody else: a program of that name found on the way might be anybody's.
fn size_of(terminal: &impl AsFd) -> io::Result<Size> {
    crash::call()?;
    let size = termios::tcgetwinsize(terminal)?;
    Ok(Size { width: size.ws_col, height: size.ws_row })
}

/// From now on this thread has its way with the terminal from the background as well: else it would be stopped as soon as it
/// writes there, and again and again, and could never end.
pub(super) fn insist() {
    SigSet::from(nix::sys::signal::Signal::SIGTTOU).thread_block().ok();
}

/// Waits, on a thread of its own, until the terminal takes bytes or never will again, or nobody waits any more.
pub(super) fn writable(device: Arc<Device>) -> JoinHandle<()> {
    tokio::task::spawn_blocking(move || {
        while !device.wait_writable(Duration::from_secs(1)) && Arc::strong_count(&device) > 1 {}
    })
}

/// Whether an error says that nobody is at the other end of the terminal any more.
pub(super) fn has_gone(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error())
}

/// Whether the terminal is another program's at the moment, as the shell's while this one is stopped.
pub fn is_somebody_elses() -> bool {
    // 0 where that group lives in a container further out.
    let own = nix::unistd::getpgrp().as_raw();
    own > 0 && termios::tcgetpgrp(io::stdout()).is_ok_and(|group| group.as_raw_pid() != own)
}

/// Stops the program, and whoever was started together with it, until the shell lets it go on.
pub fn stop() {
    kill_current_process_group(Signal::STOP).unwrap_or_default();
}
