//! Where the token comes from: reads it, cleans it, and says what is wrong without ever saying what it is.
//!
//! Must not know what the token is used for.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use crate::model::text;
use crate::settings::TokenSource;

/// More bytes than this are no token.
const LONGEST: usize = 64 * 1024;

/// Why there is no token to use.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CredentialsError {
    /// No token was given anywhere, or what was given is empty.
    #[error(
        "no access token: {seen}; the ways to give one:\n  \
         FLASHBACK_TOKEN=TOKEN       the token itself, in the environment\n  \
         --token-file PATH           a file that holds it, `-` for standard input\n  \
         FLASHBACK_TOKEN_FILE=PATH   the same, in the environment\n  \
         --demo                      look around without one"
    )]
    Missing {
        /// What was seen instead.
        seen: String,
    },
    /// The place that was named cannot be read.
    #[error("cannot read the token from {place}: {why}")]
    Unreadable {
        /// Where, safe to show.
        place: String,
        /// The kind of error, in words.
        why: String,
    },
    /// More than 64 KiB.
    #[error("{place} holds more than 64 KiB, which is no token; is it the right file?")]
    TooLong {
        /// Where, safe to show.
        place: String,
    },
    /// White space, control or non-ASCII characters inside: no HTTP header could carry it.
    #[error(
        "{place} holds no usable token: {length} bytes with white space, control or non-ASCII characters inside; \
         copy the token again"
    )]
    Unusable {
        /// Where, safe to show.
        place: String,
        /// How long it is, in bytes.
        length: usize,
    },
}

impl CredentialsError {
    /// Whether there is no token at all, as if nobody had signed in; anything else is a mistake in the configuration.
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::Missing { .. })
    }
}

/// Reads the token; standard input only where it is the source, to its end.
///
/// White space around it and a leading `Bearer` (any case) are removed.
///
/// # Errors
///
/// Where nothing usable is there; no error holds any part of the token.
pub fn resolve(source: &TokenSource, standard_input: &mut dyn Read) -> Result<SecretString, CredentialsError> {
    match source {
        TokenSource::Unset => Err(CredentialsError::Missing { seen: "none was given".to_owned() }),
        TokenSource::Variable(value) => clean(value.expose_secret().as_bytes(), "FLASHBACK_TOKEN"),
        TokenSource::StandardInput => clean(&read(standard_input, "standard input")?, "standard input"),
        TokenSource::Command(command) => Err(CredentialsError::Unreadable {
            place: command.words(),
            why: "commands are not run yet; use token_file".to_owned(),
        }),
        TokenSource::File(path) => {
            let mut file = File::open(path).map_err(|error| unreadable(place_of_unopened(path), &error))?;
            let place = place(path);
            clean(&read(&mut file, &place)?, &place)
        }
    }
}

fn read(from: &mut dyn Read, place: &str) -> Result<Zeroizing<Vec<u8>>, CredentialsError> {
    // All of the memory at once: growing would leave copies behind that nobody clears.
    let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST + 64));
    from.take(LONGEST as u64 + 1).read_to_end(&mut bytes).map_err(|error| unreadable(place.to_owned(), &error))?;
    if bytes.len() > LONGEST {
        return Err(CredentialsError::TooLong { place: place.to_owned() });
    }
    Ok(bytes)
}

fn clean(bytes: &[u8], place: &str) -> Result<SecretString, CredentialsError> {
    if bytes.len() > LONGEST {
        return Err(CredentialsError::TooLong { place: place.to_owned() });
    }
    // Editors of some systems put a byte order mark before any text.
    let token = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
    let token = match token.split_at_checked("bearer".len()) {
        Some((scheme, rest))
            if scheme.eq_ignore_ascii_case(b"bearer") && rest.first().is_none_or(u8::is_ascii_whitespace) =>
        {
            rest.trim_ascii_start()
        }
        _ => token,
    };
    if token.is_empty() {
        return Err(CredentialsError::Missing { seen: format!("{place} is empty") });
    }
    match std::str::from_utf8(token) {
        Ok(text) if text.bytes().all(|byte| byte.is_ascii_graphic()) => Ok(SecretString::from(text)),
        _ => Err(CredentialsError::Unusable { place: place.to_owned(), length: token.len() }),
    }
}

fn place(path: &Path) -> String {
    format!("the file `{}`", text::shown(&path.to_string_lossy()))
}

/// The same for a file that is not there: what stands in place of its path may be the token itself.
fn place_of_unopened(path: &Path) -> String {
    let name = path.to_string_lossy();
    let length = name.chars().count();
    if length > 32 && (name.starts_with("eyJ") || !name.contains(['/', '\\'])) {
        return format!(
            "a file whose path has {length} characters (not repeated here: it could be a token, but the path of a \
             file is expected)"
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
