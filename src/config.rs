//! The configuration file: where it lies, whether it may be trusted, and what stands in it.
//!
//! Must not know what was typed, nor what a value is used for. No message repeats a value: it could be a secret.

mod file;
mod key;
mod parse;

use std::path::PathBuf;
use std::time::Duration;

use crate::model::clipboard::Clipboard;
use crate::model::findings::{Rule, Severity};
use crate::model::look::Look;
use crate::model::role::{Role, ThemeName};
use crate::model::tint::Tint;
use crate::model::{secret, text};
pub use file::{ConfigError, Place, create, load, place};
pub use key::told;
pub use parse::{days, parse};

/// What `config init` writes: every key with its default, commented.
pub const EXAMPLE: &str = include_str!("../assets/config.example.toml");

/// Where something stands in the file, both counted from 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct At {
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

/// What a configuration file says; without a file nothing at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The file, where one was read.
    pub path: Option<PathBuf>,
    /// The profile to take where none is asked for.
    pub default_profile: Option<String>,
    /// The profiles, in the order they stand in the file.
    pub profiles: Vec<Profile>,
    /// How the program looks.
    pub ui: Ui,
    /// Looks that take the place of the theme's own.
    pub theme: Vec<(Role, Look)>,
    /// Which rules are asked, and how strictly.
    pub findings: Findings,
    /// Which keys do what, where they are not the usual ones.
    pub keys: Vec<Keys>,
    /// What is odd about the file without making it unusable, as sentences safe to show.
    pub remarks: Vec<String>,
}

/// A profile: an API, and what belongs to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profile {
    /// Its name; printable, never empty.
    pub name: String,
    /// Base URL of the API, and where it stands, since only the client can say whether it can be used.
    pub api_url: Option<(String, At)>,
    /// Workspace id; empty means all.
    pub workspace: Option<String>,
    /// Where its token comes from.
    pub token: Option<Token>,
    /// A file of certificates to trust beside the system's roots.
    pub ca_bundle: Option<PathBuf>,
    /// The colour of its name in the header.
    pub color: Option<Tint>,
}

/// Where a profile's token comes from.
#[derive(Clone, PartialEq, Eq)]
pub enum Token {
    /// `token_file`.
    File(PathBuf),
    /// `token_command` as one text, for the shell.
    Shell(String),
    /// `token_command` as a list: a program and its arguments, without a shell.
    Program(Vec<String>),
}

/// A line of `[keys]`: an action and its keys. Only the dashboard can say whether there are such.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    /// The name of the action.
    pub action: String,
    /// Where it stands.
    pub at: At,
    /// The names of its keys, and where each stands; none unbinds it.
    pub keys: Vec<(String, At)>,
}

/// `[ui]`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ui {
    /// When to use colours.
    pub color: Option<ColorChoice>,
    /// Write nothing but ASCII.
    pub ascii: Option<bool>,
    /// Which way a copy goes.
    pub clipboard: Option<Clipboard>,
    /// Whether the mouse is on from the start.
    pub mouse: Option<bool>,
    /// Which theme.
    pub theme: Option<ThemeName>,
    /// How long after an answer the dashboard asks again by itself; zero is never.
    pub refresh_every: Option<Duration>,
}

/// `[findings]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// Rules that are off.
    pub disable: Vec<Rule>,
    /// From how many days on a key is old.
    pub max_key_age: Option<u32>,
    /// Severities that take the place of a rule's own.
    pub severity: Vec<(Rule, Severity)>,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColorChoice {
    /// Where the terminal has them and nobody said no.
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}

impl Config {
    /// The profile of this name.
    pub fn profile(&self, name: &str) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.name == name)
    }
}

impl Token {
    /// What it is, in words that repeat nothing that could be a secret: of a command only its program.
    pub fn words(&self) -> String {
        let command = |program: &str, kind: &str| {
            let name = program.split_whitespace().next().unwrap_or_default();
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-');
            // A long word that is no path could be the token itself, put in the wrong place.
            let is_safe = name.chars().all(plain) && (name.len() <= 20 || (name.starts_with('/') && name.len() <= 80));
            if is_safe && !name.is_empty() { format!("{kind} `{name} ...`") } else { kind.to_owned() }
        };
        match self {
            Self::File(path) => match path.to_string_lossy() {
                path if secret::could_be_a_token(&path) => {
                    format!("a file whose path has {} characters (it could be a token)", path.chars().count())
                }
                path => format!("the file {}", text::shown(&path)),
            },
            Self::Shell(line) => command(line, "the shell command"),
            Self::Program(words) => command(words.first().map_or("", String::as_str), "the program"),
        }
    }
}

impl std::fmt::Debug for Token {
    /// A command may hold what must not be printed.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words())
    }
}

#[cfg(test)]
mod tests;
