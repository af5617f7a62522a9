//! The way of a copy: tmux, a program of the desktop, or the terminal by OSC 52.
//!
//! Owns which way fits where the program runs, and the bytes for the terminal. Nothing here reads a clipboard.

pub mod program;

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::PathBuf;

use secrecy::zeroize::Zeroizing;

use crate::model::clipboard::Clipboard;
use crate::model::time;
use program::Program;

/// An environment to look variables up in.
type Environment<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// The most bytes of text for OSC 52: terminals drop or cut what is longer than 100,000 bytes in base64.
const MOST_SENT: usize = 74_994;
/// screen passes on no more than some hundred bytes at once.
const SCREEN_PIECE: usize = 512;

/// Where a copy goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// To a program, and where that fails perhaps to the terminal.
    Program(Program, Fallback),
    /// To the terminal.
    Terminal(Wrap),
    /// Nowhere, and why.
    Nowhere(&'static str),
}

/// What is done where a program does not take a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fallback {
    /// The terminal gets it.
    Terminal,
    /// Nothing: that program was asked for.
    None,
}

/// What is around the sequence for the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrap {
    /// Nothing.
    Plain,
    /// GNU screen hands on what stands in a device control string.
    Screen,
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Program(program, Fallback::Terminal) => {
                write!(f, "{}; where that fails, the terminal by OSC 52", program.name)
            }
            Self::Program(program, Fallback::None) => f.write_str(program.name),
            Self::Terminal(Wrap::Plain) => f.write_str("the terminal by OSC 52, if it lets programs copy"),
            Self::Terminal(Wrap::Screen) => {
                f.write_str("the terminal by OSC 52 through screen, if it lets programs copy")
            }
            Self::Nowhere(why) => write!(f, "none: {why}"),
        }
    }
}

impl Way {
    /// The way that fits where this program runs.
    pub fn here(wanted: Clipboard) -> Self {
        let find = |name: &str| program::find(name, &std::env::var_os("PATH")?);
        Self::choose(wanted, &|name| std::env::var_os(name), &find)
    }

    /// The way that fits here. `find` looks a program up.
    pub fn choose(wanted: Clipboard, environment: Environment<'_>, find: &dyn Fn(&str) -> Option<PathBuf>) -> Self {
        let is_set = |name: &str| environment(name).is_some_and(|value| !value.is_empty());
        let tmux = || find("tmux").map(Program::tmux);
        let desktop = || desktop(&is_set, find);
        let is_remote = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"].into_iter().any(is_set);
        let found = match wanted {
            Clipboard::Off => return Self::Nowhere("--clipboard is off"),
            Clipboard::Osc52 => None,
            Clipboard::Tmux if !is_set("TMUX") => return Self::Nowhere("this is not inside of tmux"),
            Clipboard::Tmux => match tmux() {
                Some(tmux) => return Self::Program(tmux, Fallback::None),
                None => return Self::Nowhere("tmux was not found on PATH"),
            },
            Clipboard::Native => match desktop() {
                Some(program) => return Self::Program(program, Fallback::None),
                None => return Self::Nowhere("no wl-copy, xclip, xsel or pbcopy with a display"),
            },
            Clipboard::Auto if is_set("TMUX") => tmux(),
            Clipboard::Auto if is_remote => None,
            Clipboard::Auto => desktop(),
        };
        found.map_or_else(|| Self::terminal(environment), |program| Self::Program(program, Fallback::Terminal))
    }

    /// The way to the terminal, where it can be one.
    pub fn terminal(environment: Environment<'_>) -> Self {
        let terminal = environment("TERM").unwrap_or_default();
        let is_set = |name: &str| environment(name).is_some_and(|value| !value.is_empty());
        // tmux calls itself screen as well, and takes the sequence as it is.
        let is_screen = !is_set("TMUX") && (is_set("STY") || terminal.as_encoded_bytes().starts_with(b"screen"));
        if terminal == OsStr::new("linux") {
            return Self::Nowhere("this console has no clipboard");
        }
        Self::Terminal(if is_screen { Wrap::Screen } else { Wrap::Plain })
    }
}

/// A program of the desktop, where there is one.
fn desktop(is_set: &dyn Fn(&str) -> bool, find: &dyn Fn(&str) -> Option<PathBuf>) -> Option<Program> {
    let found = |name: &'static str, arguments| Some(Program { name, path: find(name)?, arguments });
    if cfg!(target_os = "macos") {
        return found("pbcopy", &[]);
    }
    let wayland = || is_set("WAYLAND_DISPLAY").then(|| found("wl-copy", &[])).flatten();
    let x = || {
        let xclip = || found("xclip", &["-selection", "clipboard"]);
        is_set("DISPLAY").then(|| xclip().or_else(|| found("xsel", &["--clipboard", "--input"]))).flatten()
    };
    wayland().or_else(x)
}

/// The bytes with which a terminal puts a text on its clipboard.
///
/// # Errors
///
/// Where that is more than terminals take, in words.
pub fn sequence(text: &str, wrap: Wrap) -> Result<Zeroizing<Vec<u8>>, String> {
    if text.len() > MOST_SENT {
        let size = |bytes: usize| time::bytes(bytes as u64);
        return Err(format!("{} is more than a terminal takes ({})", size(text.len()), size(MOST_SENT)));
    }
    // Room for all of it at once: growing would leave copies behind that nobody wipes.
    let mut out = Zeroizing::new(Vec::with_capacity(text.len() * 3 / 2 + 64));
    let encoded = base64(text.as_bytes());
    match wrap {
        Wrap::Plain => {
            out.extend_from_slice(b"\x1b]52;c;");
            out.extend_from_slice(&encoded);
            out.push(b'\x07');
        }
        Wrap::Screen => {
            out.extend_from_slice(b"\x1bP\x1b]52;c;");
            for (at, piece) in encoded.chunks(SCREEN_PIECE).enumerate() {
                out.extend_from_slice(if at == 0 { b"" } else { b"\x1b\\\x1bP" });
                out.extend_from_slice(piece);
            }
            out.extend_from_slice(b"\x07\x1b\\");
        }
    }
    Ok(out)
}

/// Bytes in base64, with padding.
fn base64(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |bits: u32| LETTERS.get((bits & 63) as usize).copied().unwrap_or(b'=');
    let mut out = Zeroizing::new(Vec::with_capacity(bytes.len().div_ceil(3) * 4));
    for three in bytes.chunks(3) {
        let byte = |at: usize| three.get(at).map_or(0, |byte| u32::from(*byte));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        let four = [letter(bits >> 18), letter(bits >> 12), letter(bits >> 6), letter(bits)];
        let (kept, padding) = four.split_at(three.len() + 1);
        out.extend_from_slice(kept);
        out.extend(padding.iter().map(|_| b'='));
    }
    out
}

#[cfg(test)]
mod tests;
