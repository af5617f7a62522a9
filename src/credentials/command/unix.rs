//! In a process group of its own: without the terminal, within limits, and ended with all it started.

use std::io::Read;
use std::os::fd::AsFd;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{io, mem};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
use secrecy::zeroize::Zeroizing;

use super::{Ended, LOOK, MOST, SAID, too_much, too_slow};

/// How long the pipes may stay open after everything was killed: somebody who left the group may keep them.
const LATE: Duration = Duration::from_millis(200);

/// Ends what runs when it is dropped, or keeps it from beginning.
#[derive(Default)]
pub(in crate::credentials) struct Leash(Held);

/// The other end of a [`Leash`].
#[derive(Clone, Default)]
pub(in crate::credentials) struct Held(Arc<Mutex<Running>>);

#[derive(Default)]
enum Running {
    #[default]
    NotYet,
    /// The group of processes that is led by the command, which was not waited for: the number is still its own.
    Group(Pid),
    /// It has ended, or is not to begin.
    Over,
}

impl Leash {
    pub(in crate::credentials) fn hold(&self) -> Held {
        self.0.clone()
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl Held {
    fn start(&self, command: &mut Command) -> io::Result<Child> {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*running, Running::Over) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let child = command.spawn()?;
        *running = Running::Group(Pid::from_child(&child));
        Ok(child)
    }

    /// Ends the command with all it started that is still there.
    fn end(&self) {
        let mut running = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Running::Group(leader) = mem::replace(&mut *running, Running::Over) {
            kill_process_group(leader, Signal::KILL).unwrap_or_default();
        }
    }
}

/// Runs it to its end; an error is why it could not be started.
pub(super) fn run(command: &mut Command, held: &Held, patience: Duration) -> io::Result<Ended> {
    // The terminal's keys do not reach it, and it can't read from it.
    command.process_group(0);
    let mut child = held.start(command)?;
    let mut output = Output::of(&mut child);
    let ending = output.follow(&child, held, patience);
    held.end();
    let status = child.wait();
    let why = match (ending, status) {
        (Err(why), _) => Some(why),
        (Ok(()), Err(error)) => Some(format!("could not be waited for ({})", error.kind())),
        (Ok(()), Ok(status)) if status.success() => None,
        (Ok(()), Ok(status)) => Some(ended(status)),
    };
    Ok(Ended { printed: output.printed, errors: output.errors, why })
}

fn ended(status: ExitStatus) -> String {
    match (status.code(), status.signal()) {
        (Some(code), _) => format!("ended with exit code {code}"),
        (None, Some(signal)) => format!("was ended by signal {signal}"),
        (None, None) => "ended in an unknown way".to_owned(),
    }
}

/// What the command writes.
struct Output {
    stdout: Option<ChildStdout>,
    stderr: Option<ChildStderr>,
    printed: Zeroizing<Vec<u8>>,
    errors: Zeroizing<Vec<u8>>,
}

impl Output {
    fn of(child: &mut Child) -> Self {
        Self {
            stdout: child.stdout.take(),
            stderr: child.stderr.take(),
            printed: Zeroizing::new(Vec::with_capacity(MOST + 8192)),
            errors: Zeroizing::new(Vec::with_capacity(SAID.0 + 8192)),
        }
    }

    /// Reads until the command has ended and its pipes are closed; the words are why it is not waited for any longer.
    fn follow(&mut self, child: &Child, held: &Held, patience: Duration) -> Result<(), String> {
        let mut end = Instant::now() + patience;
        let mut has_ended = false;
        loop {
            if !has_ended && look(Pid::from_child(child))? {
                has_ended = true;
                // What it left running in the background may keep the pipes open for ever.
                held.end();
                end = Instant::now() + LATE;
            }
            let left = end.saturating_duration_since(Instant::now());
            if has_ended && (left.is_zero() || (self.stdout.is_none() && self.stderr.is_none())) {
                return Ok(());
            }
            if left.is_zero() {
                return Err(too_slow(patience));
            }
            self.read(left.min(LOOK));
            if self.printed.len() > MOST {
                return Err(too_much());
            }
        }
    }

    /// Reads what comes within a time.
    fn read(&mut self, wait: Duration) {
        let (stdout, stderr) = (self.stdout.as_ref(), self.stderr.as_ref());
        let fds = stdout.map(AsFd::as_fd).into_iter().chain(stderr.map(AsFd::as_fd));
        let mut watched: Vec<PollFd<'_>> = fds.map(|fd| PollFd::from_borrowed_fd(fd, PollFlags::IN)).collect();
        if poll(&mut watched, Some(&Timespec::try_from(wait).unwrap_or_default())).is_err() {
            return;
        }
        let mut ready = watched.iter().map(|fd| !fd.revents().is_empty());
        let from_stdout = stdout.is_some() && ready.next() == Some(true);
        let from_stderr = stderr.is_some() && ready.next() == Some(true);
        if from_stdout {
            take(&mut self.stdout, &mut self.printed, usize::MAX);
        }
        if from_stderr {
            take(&mut self.stderr, &mut self.errors, SAID.0);
        }
    }
}

/// Whether the command has ended; it is not waited for, so that its number stays its own until its group is killed.
fn look(child: Pid) -> Result<bool, String> {
    let options = WaitIdOptions::EXITED | WaitIdOptions::STOPPED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
    match waitid(WaitId::Pid(child), options) {
        Ok(Some(news)) if news.stopped() => {
            Err("was stopped: it asks on the terminal, which it may not use".to_owned())
        }
        Ok(news) => Ok(news.is_some()),
        Err(error) => Err(format!("could not be waited for ({error})")),
    }
}

/// Takes one piece of what is there to read; a pipe at its end is closed. What is more than `most` is thrown away.
fn take<R: Read>(pipe: &mut Option<R>, into: &mut Vec<u8>, most: usize) {
    let Some(from) = pipe else { return };
    let mut piece = Zeroizing::new([0; 8192]);
    match from.read(&mut *piece) {
        Ok(count @ 1..) if into.len() < most => into.extend_from_slice(piece.get(..count).unwrap_or_default()),
        Ok(1..) => {}
        Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
        Ok(0) | Err(_) => *pipe = None,
    }
}
