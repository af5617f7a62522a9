//! A command that prints the token, on a system without process groups: run without input, for a while at most.

use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use std::{io, thread};

use secrecy::zeroize::Zeroizing;

use super::CredentialsError;
use crate::model::text;
use crate::settings::TokenCommand;

/// How long a command may run.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// The most bytes it may print.
const MOST: u64 = 16 * 1024;
const LOOK: Duration = Duration::from_millis(20);

/// Ends what runs when it is dropped, or keeps it from beginning.
#[derive(Default)]
pub(super) struct Leash(Held);

/// The other end of a [`Leash`]: whether it was dropped.
#[derive(Clone, Default)]
pub(super) struct Held(Arc<Mutex<bool>>);

impl Leash {
    pub(super) fn hold(&self) -> Held {
        self.0.clone()
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = true;
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
    let plain = |error: io::Error| failed(format!("could not be run ({})", error.kind()), String::new());
    let mut prepared = match command {
        TokenCommand::Shell(line) => {
            let mut shell = Command::new("cmd");
            shell.arg("/C").arg(line);
            shell
        }
        TokenCommand::Arguments(words) => {
            let (program, arguments) =
                words.split_first().ok_or_else(|| failed("is an empty list".to_owned(), String::new()))?;
            let mut program = Command::new(program);
            program.args(arguments);
            program
        }
    };
    prepared.env_remove("FLASHBACK_TOKEN").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = prepared.spawn().map_err(plain)?;
    let read = |pipe: Option<Box<dyn Read + Send>>| {
        thread::spawn(move || {
            let mut bytes = Zeroizing::new(Vec::new());
            if let Some(pipe) = pipe {
                drop(pipe.take(MOST + 1).read_to_end(&mut bytes));
            }
            bytes
        })
    };
    let stdout = read(child.stdout.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>));
    let stderr = read(child.stderr.take().map(|pipe| Box::new(pipe) as Box<dyn Read + Send>));
    let end = Instant::now() + patience;
    let status = loop {
        if let Some(status) = child.try_wait().map_err(plain)? {
            break status;
        }
        if Instant::now() >= end || *held.0.lock().unwrap_or_else(PoisonError::into_inner) {
            child.kill().map_err(plain)?;
            return Err(failed(format!("did not end within {} s", patience.as_secs_f32()), String::new()));
        }
        thread::sleep(LOOK);
    };
    let printed = stdout.join().unwrap_or_default();
    if printed.len() as u64 > MOST {
        return Err(failed("printed more than 16 KiB, which is no token".to_owned(), String::new()));
    }
    if status.success() {
        return Ok(printed);
    }
    let said = stderr.join().unwrap_or_default();
    let said = String::from_utf8_lossy(&said).split_whitespace().collect::<Vec<_>>().join(" ");
    Err(failed(format!("ended with {status}"), text::cut(&text::shown(&said), 500, "…").into_owned()))
}
