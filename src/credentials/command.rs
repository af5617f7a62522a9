//! A command that prints the token: run without input and terminal, within limits, and ended with all it started.

use std::ffi::OsStr;
use std::io::Read;
use std::os::fd::AsFd;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, ChildStderr, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{io, mem};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};
use secrecy::zeroize::Zeroizing;

use super::CredentialsError;
use crate::model::text;
use crate::settings::TokenCommand;

/// How long a command may run.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// The most bytes it may print.
const MOST: usize = 16 * 1024;
/// So much of what it writes to standard error is kept, in bytes, and told, in characters.
const SAID: (usize, usize) = (4096, 500);
/// How often is looked whether it has ended: its end alone wakes nobody while another process keeps its pipes.
const LOOK: Duration = Duration::from_millis(20);
/// How long the pipes may stay open after everything was killed: somebody who left the group may keep them.
const LATE: Duration = Duration::from_millis(200);

/// Ends what runs when it is dropped, or keeps it from beginning.
#[derive(Default)]
pub(super) struct Leash(Held);

/// The other end of a [`Leash`].
#[derive(Clone, Default)]
pub(super) struct Held(Arc<Mutex<Running>>);

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
    pub(super) fn hold(&self) -> Held {
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

/// Runs the command and gives what it printed.
pub(super) fn run(
    command: &TokenCommand,
    origin: &'static str,
    held: &Held,
    patience: Duration,
) -> Result<Zeroizing<Vec<u8>>, CredentialsError> {
    let failed = |why: String, said: String| CredentialsError::Command { origin, why, said };
    let mut prepared = prepared(command).map_err(|why| failed(why.to_owned(), String::new()))?;
    let mut child = held.start(&mut prepared).map_err(|error| failed(not_started(&error), String::new()))?;
    let mut output = Output::of(&mut child);
    let ending = output.follow(&child, held, patience);
    held.end();
    let status = child.wait();
    let why = match (ending, status) {
        (Err(why), _) => why,
        (Ok(()), Err(error)) => format!("could not be waited for ({})", error.kind()),
        (Ok(()), Ok(status)) if status.success() => return Ok(output.printed),
        (Ok(()), Ok(status)) => ended(status),
    };
    let said = output.said();
    Err(failed(why, said))
}

/// Without input, in a process group of its own: the terminal's keys do not reach it, and it can't read from it.
fn prepared(command: &TokenCommand) -> Result<Command, &'static str> {
    let mut prepared = match command {
        TokenCommand::Shell(line) => {
            let mut shell = Command::new("/bin/sh");
            shell.arg("-c").arg(line);
            shell
        }
        TokenCommand::Arguments(words) => {
            let (program, arguments) = words.split_first().ok_or("is an empty list")?;
            if is_relative(program) {
                return Err("is a path that depends on the working folder; give the whole path");
            }
            let mut program = Command::new(program);
            program.args(arguments);
            program
        }
    };
    // Whoever gives a command has no use for the variable there; and what it starts could print its environment.
    prepared.env_remove("FLASHBACK_TOKEN");
    prepared.process_group(0).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    Ok(prepared)
}

fn is_relative(program: &OsStr) -> bool {
    let program = program.as_encoded_bytes();
    program.contains(&b'/') && !program.starts_with(b"/")
}

fn not_started(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "was not found".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be run (permission denied)".to_owned(),
        _ => format!("could not be started ({error})"),
    }
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
                return Err(format!("did not end within {} s", patience.as_secs_f32()));
            }
            self.read(left.min(LOOK));
            if self.printed.len() > MOST {
                return Err(format!("printed more than {} KiB, which is no token", MOST / 1024));
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

    /// The beginning of what it wrote to standard error, without the token should it be there as well.
    fn said(&self) -> String {
        let said = String::from_utf8_lossy(&self.errors);
        let printed = String::from_utf8_lossy(&self.printed);
        let words = printed.split_whitespace().filter(|word| word.len() >= 8);
        let said = words.fold(said.into_owned(), |said, word| said.replace(word, "[token]"));
        let one_line = said.split_whitespace().collect::<Vec<_>>().join(" ");
        text::cut(&text::shown(&one_line), SAID.1, "…").into_owned()
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

#[cfg(test)]
mod tests;
