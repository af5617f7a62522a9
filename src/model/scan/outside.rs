//! What stands around the list of repositories: kept byte for byte, and judged at the end.

use crate::model::json::{self, Broken};
use crate::model::verdict::Fault;

/// Bytes of `repos` with each of its letters as an escape.
const LONGEST_NAME: usize = 30;

/// Follows what stands around the list of repositories, and finds where the list begins.
#[derive(Default)]
pub(super) struct Outside {
    pub(super) bytes: Vec<u8>,
    nesting: u32,
    quoted: bool,
    escaped: bool,
    name: Vec<u8>,
    after: After,
    /// Where the list was taken out, and how long it was.
    pub(super) list_at: usize,
    pub(super) removed: u64,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum After {
    #[default]
    Other,
    Name,
    Colon,
}

impl Outside {
    /// Takes one byte; true when it opens the list `repos` of the top-level object.
    pub(super) fn push(&mut self, byte: u8) -> bool {
        self.bytes.push(byte);
        if self.quoted {
            self.in_quotes(byte);
            return false;
        }
        match byte {
            b'"' => {
                self.quoted = true;
                self.name.clear();
            }
            b':' if self.after == After::Name => self.after = After::Colon,
            b' ' | b'\t' | b'\n' | b'\r' => {}
            b'[' if self.nesting == 1 && self.after == After::Colon && self.is_named_repos() => {
                self.after = After::Other;
                // The list's end is read by us again.
                self.nesting += 1;
                return true;
            }
            b'{' | b'[' => {
                self.nesting = self.nesting.saturating_add(1);
                self.after = After::Other;
            }
            b'}' | b']' => {
                self.nesting = self.nesting.saturating_sub(1);
                self.after = After::Other;
            }
            _ => self.after = After::Other,
        }
        false
    }

    fn in_quotes(&mut self, byte: u8) {
        if byte == b'"' && !self.escaped {
            self.quoted = false;
            self.after = After::Name;
            return;
        }
        self.escaped = byte == b'\\' && !self.escaped;
        if self.nesting == 1 && self.name.len() <= LONGEST_NAME {
            self.name.push(byte);
        }
    }

    /// Whether the last name is `repos`, however it is written.
    fn is_named_repos(&self) -> bool {
        if memchr::memchr(b'\\', &self.name).is_none() {
            return self.name == b"repos";
        }
        let quoted = [b"\"", &self.name[..], b"\""].concat();
        serde_json::from_slice::<String>(&quoted).is_ok_and(|name| name == "repos")
    }

    /// The text around the list, once its grammar has been checked.
    pub(super) fn check(&self) -> Result<String, Fault> {
        let bytes = self.text();
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(Fault::Empty);
        }
        self.check_grammar()?;
        Ok(String::from_utf8_lossy(bytes).into_owned())
    }

    /// Whether a text is what came, to the last byte.
    pub(super) fn is_text(&self, text: &str) -> bool {
        self.bytes == text.as_bytes()
    }

    /// Why more than may stand around the list is not read: it may be no JSON at all.
    pub(super) fn too_large(&self) -> Fault {
        match self.check_grammar() {
            Err(Fault::NotJson { broken, start }) if !broken.ended => Fault::NotJson { broken, start },
            Err(_) | Ok(()) => Fault::Bulky,
        }
    }

    /// The bytes without a mark of their order.
    fn text(&self) -> &[u8] {
        self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.bytes)
    }

    fn check_grammar(&self) -> Result<(), Fault> {
        let bytes = self.text();
        json::check(bytes).map_err(|broken| {
            let mark = self.bytes.len() - bytes.len();
            let place = broken.offset + mark as u64;
            let offset = if place >= self.list_at as u64 { place + self.removed } else { place };
            let start = String::from_utf8_lossy(bytes.get(..bytes.len().min(256)).unwrap_or_default()).into_owned();
            Fault::NotJson { broken: Broken { offset, ..broken }, start }
        })
    }
}
