//! JSON text laid out anew without decoding it into a tree, so that every field, order, number text, absent and null
//! survive, in one pass and in the memory of a buffer.
//!
//! Owns the layout, and that what comes out is safe on a terminal and masked where asked. Must not know which document
//! it is: which field is a credential is [`Sensitivity`]'s to say, which character is dangerous is `text`'s.

mod string;

use std::borrow::Cow;
use std::collections::HashMap;
use std::io;

use memchr::{memchr2_iter, memchr3};

use crate::model::fingerprint::Fingerprints;
use crate::model::secret::{self, Sensitivity};

/// How the text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Two spaces a level, one field or element a line, no newline at the end.
    Pretty {
        /// Levels to start at; the first line is not indented, for it stands where the caller is.
        indent: usize,
    },
    /// No white space at all.
    Compact,
}

/// Whether credentials are to be seen.
#[derive(Clone, Copy, Debug)]
pub enum Secrets<'a> {
    /// Strings and numbers under a sensitive field are masked, and so are the
    /// credentials of an address anywhere.
    Masked,
    /// The same, each credential with its fingerprint behind; an empty one is none, and a mask with one stays as it is.
    Marked(&'a Fingerprints),
    /// Every value as it came.
    Shown,
}

/// Bytes to collect before they go to the writer.
const BUFFER: usize = 64 * 1024;
/// Deeper levels are not broken into lines: a million brackets would be a terabyte of spaces.
const MAX_INDENT: usize = 32;
const SPACES: [u8; 2 * MAX_INDENT] = [b' '; 2 * MAX_INDENT];
/// Bounds of the memory of field names: their number, and the length of each in bytes.
const MAX_NAMES: usize = 1024;
const MAX_NAME: usize = 64;

/// Writes `json` in `layout`; `start` is the sensitivity of the value as a whole.
///
/// `json` is one valid JSON value (strings may hold invalid UTF-8, which becomes U+FFFD); at the first byte that cannot
/// belong to one the output ends. Escapes in strings stay as they are, and characters dangerous on a terminal become
/// a `\u` escape, so the output is the same value to a JSON reader.
///
/// # Errors
///
/// Those of `out`.
pub fn write(
    json: &[u8],
    layout: Layout,
    secrets: Secrets<'_>,
    start: Sensitivity,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    Printer::new(layout, secrets, start, out, json.len()).run(json)
}

/// JSON on one line.
pub fn compact(json: &str, secrets: Secrets<'_>, start: Sensitivity) -> String {
    let mut out = Vec::new();
    // Writing to memory does not fail.
    write(json.as_bytes(), Layout::Compact, secrets, start, &mut out).unwrap_or_default();
    String::from_utf8_lossy(&out).into_owned()
}

/// Whether [`write()`] would mask anything of `json`; what is a mask with a fingerprint already is not masked again.
#[must_use]
pub fn masks(json: &[u8], start: Sensitivity) -> bool {
    let mut nowhere = io::sink();
    let mut printer = Printer::new(Layout::Compact, Secrets::Masked, start, &mut nowhere, json.len());
    let mut rest = json;
    while let Some(next) = printer.token(rest).filter(|_| !printer.masked) {
        rest = next;
        printer.buffer.clear();
    }
    printer.masked
}

/// An object or array that is open.
struct Level {
    object: bool,
    sensitivity: Sensitivity,
}

struct Printer<'a> {
    layout: Layout,
    secrets: Secrets<'a>,
    out: &'a mut dyn io::Write,
    buffer: Vec<u8>,
    /// The string that is being looked at, decoded; kept for its memory.
    text: String,
    /// The sensitivity of fields of open objects by their name as written, so that each is judged once.
    names: HashMap<Box<[u8]>, Sensitivity>,
    stack: Vec<Level>,
    /// The sensitivity of the value that comes next.
    value: Sensitivity,
    expects_name: bool,
    /// Whether nothing was written yet in the innermost object or array.
    first: bool,
    /// Whether anything was masked so far.
    masked: bool,
}

impl<'a> Printer<'a> {
    fn new(
        layout: Layout,
        secrets: Secrets<'a>,
        start: Sensitivity,
        out: &'a mut dyn io::Write,
        length: usize,
    ) -> Self {
        Self {
            layout,
            secrets,
            out,
            buffer: Vec::with_capacity(length.min(BUFFER)),
            text: String::new(),
            names: HashMap::new(),
            stack: Vec::new(),
            value: start,
            expects_name: false,
            first: false,
            masked: false,
        }
    }

    fn run(mut self, json: &[u8]) -> io::Result<()> {
        let mut rest = json;
        while let Some(next) = self.token(rest) {
            rest = next;
            if self.buffer.len() >= BUFFER {
                self.flush()?;
            }
        }
        self.flush()
    }

    /// Writes the token at the head of `rest` and returns what follows it; `None` at the end and where JSON ends.
    fn token<'j>(&mut self, rest: &'j [u8]) -> Option<&'j [u8]> {
        let (&byte, tail) = rest.split_first()?;
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => {}
            b'{' | b'[' => self.open(byte),
            b'}' | b']' => self.close(byte)?,
            b',' => {
                let level = self.stack.last()?;
                (self.expects_name, self.value) = (level.object, level.sensitivity);
                self.buffer.push(b',');
                self.new_line();
            }
            b':' => self.buffer.extend_from_slice(if self.layout == Layout::Compact { b":" } else { b": " }),
            b'"' => {
                let (body, after) = tail.split_at_checked(string_end(tail)?)?;
                self.begin();
                self.buffer.push(b'"');
                self.string(body);
                self.buffer.push(b'"');
                return after.get(1..);
            }
            _ => {
                let end = rest.iter().position(|b| !(b.is_ascii_alphanumeric() || b"+-.".contains(b)));
                let (scalar, after) = rest.split_at_checked(end.unwrap_or(rest.len()))?;
                if scalar.is_empty() {
                    return None;
                }
                self.begin();
                self.scalar(scalar);
                return Some(after);
            }
        }
        Some(tail)
    }

    fn open(&mut self, bracket: u8) {
        self.begin();
        self.buffer.push(bracket);
        let object = bracket == b'{';
        // The fields of an object in a list are judged like those of any other.
        let sensitivity = match self.value {
            Sensitivity::Listed if object => Sensitivity::Open,
            value => value,
        };
        self.stack.push(Level { object, sensitivity });
        (self.expects_name, self.first) = (object, true);
    }

    fn close(&mut self, bracket: u8) -> Option<()> {
        let is_laid_out = self.levels() <= MAX_INDENT;
        self.stack.pop()?;
        if !self.first && is_laid_out {
            self.new_line();
        }
        (self.expects_name, self.first) = (false, false);
        self.buffer.push(bracket);
        Some(())
    }

    /// Before a name or value: an object or array that has one is not written as `{}`.
    fn begin(&mut self) {
        if self.first {
            self.first = false;
            self.new_line();
        }
    }

    fn new_line(&mut self) {
        let levels = self.levels();
        if self.layout != Layout::Compact && levels <= MAX_INDENT {
            self.buffer.push(b'\n');
            self.buffer.extend(SPACES.iter().take(2 * levels));
        }
    }

    /// How far in the innermost object or array stands.
    fn levels(&self) -> usize {
        match self.layout {
            Layout::Pretty { indent } => indent.saturating_add(self.stack.len()),
            Layout::Compact => self.stack.len(),
        }
    }

    /// A number, `true`, `false` or `null`.
    fn scalar(&mut self, scalar: &[u8]) {
        let open = matches!(self.secrets, Secrets::Shown) || self.value == Sensitivity::Open;
        if open || matches!(scalar, b"true" | b"false" | b"null") {
            self.buffer.extend_from_slice(scalar);
        } else {
            self.masked = true;
            self.buffer.push(b'"');
            match self.secrets {
                Secrets::Marked(fingerprints) => {
                    let sealed = fingerprints.sealed(&String::from_utf8_lossy(scalar));
                    self.buffer.extend_from_slice(sealed.as_bytes());
                }
                Secrets::Masked | Secrets::Shown => self.buffer.extend_from_slice(secret::HIDDEN.as_bytes()),
            }
            self.buffer.push(b'"');
        }
    }

    /// What stands between the quotes of a name or of a value.
    fn string(&mut self, body: &[u8]) {
        let name = std::mem::take(&mut self.expects_name);
        if matches!(self.secrets, Secrets::Shown) {
            return self.copy(body);
        }
        if name {
            self.value = self.judge(body);
            return self.copy(body);
        }
        if self.value != Sensitivity::Open && !self.masked {
            string::decode(body, &mut self.text);
            self.masked = !secret::is_mask(&self.text);
        }
        match (self.value, self.secrets) {
            (Sensitivity::Sealed, Secrets::Marked(fingerprints)) => {
                string::decode(body, &mut self.text);
                string::encode(&fingerprints.sealed(&self.text), &mut self.buffer);
            }
            (Sensitivity::Key | Sensitivity::Listed, Secrets::Marked(fingerprints)) => {
                string::decode(body, &mut self.text);
                string::encode(&fingerprints.kept(&self.text), &mut self.buffer);
            }
            (Sensitivity::Sealed, _) => self.buffer.extend_from_slice(secret::HIDDEN.as_bytes()),
            (Sensitivity::Key | Sensitivity::Listed, _) => {
                string::decode(body, &mut self.text);
                string::encode(&secret::mask(&self.text), &mut self.buffer);
            }
            // Without an `@` or a `=`, plain or as an escape, there is nothing of an address to hide.
            (Sensitivity::Open, _) if memchr3(b'@', b'=', b'\\', body).is_none() => self.copy(body),
            (Sensitivity::Open, _) => {
                string::decode(body, &mut self.text);
                match secret::mask_address(&self.text) {
                    Cow::Borrowed(_) => self.copy(body),
                    Cow::Owned(masked) => {
                        self.masked = true;
                        string::encode(&masked, &mut self.buffer);
                    }
                }
            }
        }
    }

    fn copy(&mut self, body: &[u8]) {
        string::copy(body, &mut self.buffer);
    }

    /// The sensitivity of the value of the field `name` of the innermost object.
    fn judge(&mut self, name: &[u8]) -> Sensitivity {
        let parent = self.stack.last().map_or(self.value, |level| level.sensitivity);
        if parent == Sensitivity::Open
            && let Some(&known) = self.names.get(name)
        {
            return known;
        }
        string::decode(name, &mut self.text);
        let found = parent.within(&self.text);
        if parent == Sensitivity::Open && name.len() <= MAX_NAME && self.names.len() < MAX_NAMES {
            self.names.insert(name.into(), found);
        }
        found
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }
}

/// Where the closing quote is, after an opening one.
fn string_end(tail: &[u8]) -> Option<usize> {
    let mut escaped = None;
    memchr2_iter(b'"', b'\\', tail).find(|&at| {
        // What follows a backslash belongs to it, be it a quote or another backslash.
        if escaped == Some(at) {
            return false;
        }
        let backslash = tail.get(at) == Some(&b'\\');
        if backslash {
            escaped = Some(at + 1);
        }
        !backslash
    })
}

#[cfg(test)]
mod tests;
