//! What a shell and `man` read about the command line: made from it by a test, shipped in `assets`, printed here.

use std::io::{self, Read, Write};

use flate2::read::DeflateDecoder;

use crate::cli::{Cli, Command, Shell};
use crate::exit;

/// The files of `assets`, the manual page first, with a zero byte after each: apart and as they are they would take
/// more than 200 kB, compressed together 15.
static SHIPPED: &[u8] = include_bytes!("../../assets/shell.deflate");

/// Prints what is asked for. Gives the exit code where that was all.
pub(super) fn print(cli: &Cli) -> io::Result<Option<u8>> {
    let position = match cli.command {
        Some(Command::Man) => 0,
        Some(Command::Completions { shell: Shell::Bash }) => 1,
        Some(Command::Completions { shell: Shell::Zsh }) => 2,
        Some(Command::Completions { shell: Shell::Fish }) => 3,
        Some(Command::Completions { shell: Shell::Powershell }) => 4,
        _ => return Ok(None),
    };
    let mut files = String::new();
    DeflateDecoder::new(SHIPPED).read_to_string(&mut files)?;
    let file = files.split('\0').nth(position).unwrap_or_default();
    io::stdout().write_all(file.as_bytes())?;
    Ok(Some(exit::OK))
}
