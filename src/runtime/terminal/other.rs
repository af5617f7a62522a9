//! The terminal where there is no Unix: as far as `crossterm` knows it. Writing may wait.

#![expect(clippy::unused_self, reason = "elsewhere a device has something to look at")]

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use crossterm::terminal;
use ratatui::layout::Size;
use tokio::task::JoinHandle;

/// The console.
#[derive(Debug)]
pub(super) struct Device;

impl Device {
    pub(super) fn open() -> io::Result<Self> {
        size().map(|_| Self)
    }

    pub(super) fn raw(&self) -> io::Result<()> {
        terminal::enable_raw_mode()
    }

    pub(super) fn restore(&self) {
        terminal::disable_raw_mode().unwrap_or_default();
    }

    pub(super) fn size(&self) -> io::Result<Size> {
        size()
    }

    pub(super) fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()?;
        Ok(bytes.len())
    }

    pub(super) fn discard(&self) {}

    pub(super) fn wait_writable(&self, _: Duration) -> bool {
        true
    }
}

pub(super) fn size() -> io::Result<Size> {
    let (width, height) = terminal::size()?;
    Ok(Size { width, height })
}

pub(super) fn writable(_: Arc<Device>) -> JoinHandle<()> {
    tokio::spawn(async {})
}

pub(super) fn has_gone(_: &io::Error) -> bool {
    false
}

pub(super) fn insist() {}

pub(super) fn can_stop() -> bool {
    false
}

/// It is the program's own as long as it runs.
pub fn is_somebody_elses() -> bool {
    false
}

/// Nobody stops a program here.
pub fn stop() {}
