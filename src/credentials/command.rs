//! A command that prints the token: what it is made of, and what is told of it. How it is run and ended is the system's.

#[cfg_attr(not(unix), path = "command/elsewhere.rs")]
#[cfg_attr(unix, path = "command/unix.rs")]
mod system;

use std::io;
use std::process::{Command, Stdio};
use std::time::Duration;

use secrecy::zeroize::Zeroizing;

use super::CredentialsError;
use crate::model::text;
use crate::settings::TokenCommand;
pub(super) use system::{Held, Leash};

/// How long a command may run.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// The most bytes it may print.
const MOST: usize = 16 * 1024;
/// So much of what it writes to standard error is kept, in bytes, and told, in characters.
const SAID: (usize, usize) = (4096, 500);
/// How often is looked whether it has ended: its end alone wakes nobody while another process keeps its pipes.
const LOOK: Duration = Duration::from_millis(20);

/// The shell that lines are run with.
const SHELL: [&str; 2] = if cfg!(unix) { ["/bin/sh", "-c"] } else { ["cmd", "/C"] };

/// What a command gave.
pub(super) struct Given {
    /// What it printed.
    pub(super) printed: Zeroizing<Vec<u8>>,
    /// The beginning of what it wrote to standard error, safe to show; may be empty.
    pub(super) said: String,
}

/// What came of a command.
struct Ended {
    printed: Zeroizing<Vec<u8>>,
    /// The beginning of what it wrote to standard error.
    errors: Zeroizing<Vec<u8>>,
    /// As in "it ended with exit code 1"; nothing where it went well.
    why: Option<String>,
}

/// Runs the command and gives what it printed and said.
pub(super) fn run(
    command: &TokenCommand,
    origin: &'static str,
    held: &Held,
    patience: Duration,
) -> Result<Given, CredentialsError> {
    let failed = |why: String, said: String| CredentialsError::Command { origin, why, said };
    let mut prepared = prepared(command).map_err(|why| failed(why.to_owned(), String::new()))?;
    let ended =
        system::run(&mut prepared, held, patience).map_err(|error| failed(not_started(&error), String::new()))?;
    let said = ended.said();
    match ended.why {
        None => Ok(Given { printed: ended.printed, said }),
        Some(why) => Err(failed(why, said)),
    }
}

/// Without input.
fn prepared(command: &TokenCommand) -> Result<Command, &'static str> {
    let mut prepared = match command {
        TokenCommand::Shell(line) => {
            let [shell, flag] = SHELL;
            let mut shell = Command::new(shell);
            shell.arg(flag).arg(line);
            shell
        }
        TokenCommand::Arguments(words) => {
            let (program, arguments) = words.split_first().ok_or("is an empty list")?;
            let name = program.as_encoded_bytes();
            if cfg!(unix) && name.contains(&b'/') && !name.starts_with(b"/") {
                return Err("is a path that depends on the working folder; give the whole path");
            }
            let mut program = Command::new(program);
            program.args(arguments);
            program
        }
    };
    // Whoever gives a command has no use for the variable there; and what it starts could print its environment.
    prepared.env_remove("FLASHBACK_TOKEN");
    prepared.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    Ok(prepared)
}

fn not_started(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "was not found".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be run (permission denied)".to_owned(),
        _ => format!("could not be started ({error})"),
    }
}

fn too_slow(patience: Duration) -> String {
    format!("did not end within {} s", patience.as_secs_f32())
}

fn too_much() -> String {
    format!("printed more than {} KiB, which is no token", MOST / 1024)
}

impl Ended {
    /// What it wrote to standard error in one line, without the token should it be there as well.
    fn said(&self) -> String {
        let said = Zeroizing::new(String::from_utf8_lossy(&self.errors).into_owned());
        let printed = Zeroizing::new(String::from_utf8_lossy(&self.printed).into_owned());
        let words = printed.split_whitespace().filter(|word| word.len() >= 8);
        let said = words.fold(said, |said, word| Zeroizing::new(said.replace(word, "[token]")));
        let one_line = said.split_whitespace().collect::<Vec<_>>().join(" ");
        text::cut(&text::shown(&one_line), SAID.1, "…").into_owned()
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests;
