//! On a system without process groups: the command alone is ended, and not what it has started.

use std::io::Read;
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{io, thread};

use secrecy::zeroize::Zeroizing;

use super::{Ended, LOOK, MOST, too_much, too_slow};

/// Ends what runs when it is dropped, or keeps it from beginning.
#[derive(Default)]
pub(in crate::credentials) struct Leash(Held);

/// The other end of a [`Leash`]: whether it was dropped.
#[derive(Clone, Default)]
pub(in crate::credentials) struct Held(Arc<Mutex<bool>>);

impl Leash {
    pub(in crate::credentials) fn hold(&self) -> Held {
        self.0.clone()
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
    }
}

/// Runs it to its end; an error is why it could not be started.
pub(super) fn run(command: &mut Command, held: &Held, patience: Duration) -> io::Result<Ended> {
    let mut child = command.spawn()?;
    let stdout = child.stdout.take().map(reader);
    let stderr = child.stderr.take().map(reader);
    let end = Instant::now() + patience;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if Instant::now() >= end || *held.0.lock().unwrap_or_else(PoisonError::into_inner) {
            child.kill()?;
            break None;
        }
        thread::sleep(LOOK);
    };
    let Some(status) = status else {
        // What it started may keep the pipes open: they are not waited for.
        return Ok(Ended {
            printed: Zeroizing::default(),
            errors: Zeroizing::default(),
            why: Some(too_slow(patience)),
        });
    };
    let all = |reader: Option<Reading>| reader.and_then(|reader| reader.join().ok()).unwrap_or_default();
    let (printed, errors) = (all(stdout), all(stderr));
    let why = match status {
        _ if printed.len() > MOST => Some(too_much()),
        status if status.success() => None,
        status => Some(format!("ended with exit code {}", status.code().unwrap_or_default())),
    };
    Ok(Ended { printed, errors, why })
}

type Reading = thread::JoinHandle<Zeroizing<Vec<u8>>>;

fn reader(pipe: impl Read + Send + 'static) -> Reading {
    thread::spawn(move || {
        // All of the memory at once: growing would leave copies behind that nobody wipes.
        let mut bytes = Zeroizing::new(Vec::with_capacity(MOST + 64));
        drop(pipe.take(MOST as u64 + 1).read_to_end(&mut bytes));
        bytes
    })
}
