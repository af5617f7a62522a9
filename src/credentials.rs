//! Where the token comes from: reads it, cleans it, and says what is wrong without ever saying what it is.
//!
//! Must not know what the token is used for.

mod command;
mod file;

use std::io::{self, Read};
use std::path::Path;

use secrecy::ExposeSecret;
use secrecy::zeroize::Zeroizing;

use crate::model::failure::{Failure, FailureKind};
use crate::model::token::{BRACES, Flaw, LONGEST, Token};
use crate::model::{secret, text};
use crate::settings::{TokenOrigin, TokenSettings, TokenSource};

/// All the ways to give a token, for whoever has none.
const WAYS: &str = "the ways to give one:
  FLASHBACK_TOKEN=TOKEN            the token itself, in the environment
  --token-file PATH                a file that holds it, `-` for standard input
  --token-command COMMAND          a command that prints it
  FLASHBACK_TOKEN_FILE=PATH, FLASHBACK_TOKEN_COMMAND=COMMAND
                                   the same, in the environment
  token_file, token_command        the same, in a profile of the config file
  none of these                    the dashboard also asks for one
  --demo                           look around without one";

/// Why there is no token to use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CredentialsError {
    /// No token was given anywhere, or what was given is empty.
    #[error("no access token: {seen}; {WAYS}")]
    Missing {
        /// What was seen instead.
        seen: String,
    },
    /// The place that was named cannot be read.
    #[error("cannot read the token from {place}: {why}")]
    Unreadable {
        /// Where, safe to show.
        place: String,
        /// What is in the way, in words, and what to do where that is not clear.
        why: String,
    },
    /// A file that others can read or change.
    #[error(
        "others than you can read or change {place} (its mode is {mode:04o}); run `chmod 600 {path}`, or give \
         --insecure-token-file to use it all the same"
    )]
    Exposed {
        /// Where, safe to show.
        place: String,
        /// The file's permissions.
        mode: u32,
        /// The path as the shell takes it, safe to show.
        path: String,
    },
    /// A file of somebody else, who can change it.
    #[error(
        "{place} belongs to another user (id {owner}); use a copy of your own with mode 600, or give \
         --insecure-token-file to use it all the same"
    )]
    Foreign {
        /// Where, safe to show.
        place: String,
        /// The id of its owner.
        owner: u32,
    },
    /// More than 64 KiB.
    #[error("{place} holds more than 64 KiB, which is no token; is it the right one?")]
    TooLong {
        /// Where, safe to show.
        place: String,
    },
    /// White space, control or non-ASCII characters inside: no HTTP header could carry it.
    #[error(
        "{place} holds no usable token: {length} bytes with {what}{said}; {advice}",
        said = quoted(said), advice = alone(place, what)
    )]
    Unusable {
        /// Where, safe to show.
        place: String,
        /// How long it is, in bytes.
        length: usize,
        /// What it holds that no token holds.
        what: &'static str,
        /// Of a command, the beginning of what it wrote to standard error, safe to show; may be empty.
        said: String,
    },
    /// The command gave none.
    #[error("the command of {origin} gave no token: it {why}{said}; run it in a shell to see more", said = quoted(said))]
    Command {
        /// Who named the command.
        origin: &'static str,
        /// What became of it, as in "it ended with exit code 1".
        why: String,
        /// The beginning of what it wrote to standard error, safe to show; may be empty.
        said: String,
    },
}

fn alone(place: &str, what: &str) -> &'static str {
    match place.starts_with("the output of") {
        true if what == BRACES => "let the command print the token alone, for example through `| jq -r .token`",
        true => "let the command print the token alone, for example through `| head -n 1`",
        false => "copy the token again, alone",
    }
}

fn quoted(said: &str) -> String {
    if said.is_empty() { String::new() } else { format!("; it said: {said}") }
}

impl CredentialsError {
    /// The same with what the command wrote to standard error: often that is the reason.
    fn saying(mut self, words: &str) -> Self {
        match &mut self {
            Self::Missing { seen } => seen.push_str(&quoted(words)),
            Self::Unusable { said, .. } => words.clone_into(said),
            _ => {}
        }
        self
    }

    /// Whether there is no token at all, as if nobody had signed in; anything else is a mistake in the configuration.
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::Missing { .. })
    }
}

impl From<CredentialsError> for Failure {
    fn from(error: CredentialsError) -> Self {
        let text = match &error {
            // On the screen the list of ways has no room.
            CredentialsError::Missing { seen } => format!("no access token: {seen}"),
            error => error.to_string(),
        };
        Self::new(FailureKind::Denied, text, "")
    }
}

/// Reads the token; standard input only where it is the source, to its end. Dropping the wait ends a command.
///
/// # Errors
///
/// Where nothing usable is there; no error holds any part of the token.
pub async fn read(token: &TokenSettings) -> Result<Token, CredentialsError> {
    let insecure = token.insecure_file;
    match &token.source {
        TokenSource::Unset => Err(CredentialsError::Missing { seen: "none was given".to_owned() }),
        TokenSource::Variable(value) => clean(value.expose_secret().as_bytes(), TokenOrigin::Variable.name()),
        TokenSource::StandardInput => in_background(|| of_stream(&mut io::stdin(), "standard input")).await,
        TokenSource::File(path) => {
            let path = path.clone();
            in_background(move || {
                let (bytes, place) = file::read(&path, insecure, file::PATIENCE)?;
                clean(&bytes, &place)
            })
            .await
        }
        TokenSource::Command(command) => {
            let (command, origin) = (command.clone(), token.origin.name());
            // Dropped with this future, it ends what runs.
            let leash = command::Leash::default();
            let held = leash.hold();
            let given = in_background(move || command::run(&command, origin, &held, command::PATIENCE)).await?;
            drop(leash);
            clean(&given.printed, &format!("the output of {origin}")).map_err(|error| error.saying(&given.said))
        }
    }
}

/// Does what may block on a thread of its own.
async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, CredentialsError> + Send + 'static,
) -> Result<T, CredentialsError> {
    let broken = |_panicked| CredentialsError::Unreadable {
        place: "its source".to_owned(),
        why: "reading it failed; this is a bug".to_owned(),
    };
    tokio::task::spawn_blocking(work).await.map_err(broken)?
}

fn of_stream(stream: &mut dyn Read, place: &str) -> Result<Token, CredentialsError> {
    clean(&whole(stream, place)?, place)
}

/// Reads to the end, but no more than a token may have and a little more.
fn whole(from: &mut dyn Read, place: &str) -> Result<Zeroizing<Vec<u8>>, CredentialsError> {
    // All of the memory at once: growing would leave copies behind that nobody wipes.
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST + 64));
    from.take(LONGEST as u64 + 1).read_to_end(&mut bytes).map_err(|error| unreadable(place.to_owned(), &error))?;
    Ok(bytes)
}

fn clean(bytes: &[u8], place: &str) -> Result<Token, CredentialsError> {
    let place = || place.to_owned();
    Token::read(bytes).map_err(|flaw| match flaw {
        Flaw::Empty => CredentialsError::Missing { seen: format!("{} is empty", place()) },
        Flaw::TooLong => CredentialsError::TooLong { place: place() },
        Flaw::Unusable { length, what } => {
            CredentialsError::Unusable { place: place(), length, what, said: String::new() }
        }
    })
}

fn place(path: &Path) -> String {
    format!("the file `{}`", text::shown(&path.to_string_lossy()))
}

/// The same for a file that is not there: what stands in place of its path may be the token itself.
fn place_of_unopened(path: &Path) -> String {
    let path_text = path.to_string_lossy();
    if secret::could_be_a_token(&path_text) {
        return format!(
            "a file whose path has {} characters (not repeated here: it could be a token, but the path of a file is \
             expected)",
            path_text.chars().count()
        );
    }
    place(path)
}

fn unreadable(place: String, error: &io::Error) -> CredentialsError {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a directory".to_owned(),
        other => other.to_string(),
    };
    CredentialsError::Unreadable { place, why }
}

#[cfg(test)]
mod tests;
