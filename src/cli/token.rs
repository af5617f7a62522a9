//! Where the token may come from, as typed, and the trap for one that is given as an argument.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args, ValueHint};

use crate::cli::CREDENTIALS;

const TOKEN_FILE: &str = "Read the access token from this file, - for standard input [env: FLASHBACK_TOKEN_FILE]";
const TOKEN_FILE_LONG: &str = "\
Read the access token from this file, - for standard input. It must be yours or root's, and nobody else may read or \
write it. No option takes the token itself, since arguments are visible to every user of the machine \
[env: FLASHBACK_TOKEN_FILE]";
const TOKEN_COMMAND: &str = "Run this command with the shell and take what it prints as the access token \
[env: FLASHBACK_TOKEN_COMMAND]";
const TOKEN_COMMAND_LONG: &str = "\
Run this command with the shell and take what it prints as the access token. It gets no input and 30 seconds; in the \
dashboard it is run again when the API refuses the token [env: FLASHBACK_TOKEN_COMMAND]";

/// Where the token is to come from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct TokenOptions {
    /// The file that holds the token, `-` for standard input.
    #[arg(long = "token-file", global = true, help_heading = CREDENTIALS, value_name = "PATH", help = TOKEN_FILE, long_help = TOKEN_FILE_LONG)]
    pub file: Option<PathBuf>,
    /// The command that prints the token.
    #[arg(long = "token-command", global = true, help_heading = CREDENTIALS, value_hint = ValueHint::CommandString, value_name = "COMMAND", help = TOKEN_COMMAND, long_help = TOKEN_COMMAND_LONG)]
    pub command: Option<OsString>,
    /// Read a token file although others may read or change it too
    #[arg(long = "insecure-token-file", global = true, help_heading = CREDENTIALS, hide_short_help = true)]
    pub insecure_file: bool,
    /// A trap for a token given as an argument: always refused, never kept.
    #[arg(short, long, global = true, hide = true, num_args = 0..=1, default_missing_value = "", value_parser = OsStringValueParser::new().map(|_| Withheld))]
    pub(super) token: Option<Withheld>,
}

/// Stands for a value that must not be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Withheld;

pub(super) const TOKEN_REFUSED: &str = "\
error: there is no option that takes a token as its value: arguments are visible to every user of the machine
If what stood there was a real token, renew it.
Give --token-file PATH (`-` for standard input) or --token-command COMMAND instead, or set FLASHBACK_TOKEN.
";

impl TokenOptions {
    /// What to say where a token was given as an argument.
    pub(super) const fn refused(&self) -> Option<&'static str> {
        if self.token.is_some() { Some(TOKEN_REFUSED) } else { None }
    }
}
