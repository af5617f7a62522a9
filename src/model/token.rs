//! An access token, and text that may be one: kept so that it is wiped when it goes, and that nothing prints it.
//!
//! Owns what may be a token and what is taken off around it. Must not know where it comes from or what it opens.

use std::fmt;

use secrecy::zeroize::{Zeroize, Zeroizing};
use secrecy::{ExposeSecret, SecretString};

/// More bytes than this are no token.
pub const LONGEST: usize = 64 * 1024;

/// An access token that a header can carry: visible ASCII characters, at least one of them.
#[derive(Clone)]
pub struct Token(SecretString);

/// Why some text is no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// There is nothing, or nothing but white space and `Bearer`.
    Empty,
    /// More than [`LONGEST`] bytes.
    TooLong,
    /// It holds what no token holds.
    Unusable {
        /// How long it is, in bytes.
        length: usize,
        /// What it holds that it must not, in words.
        what: &'static str,
    },
}

impl Token {
    /// Reads a token; white space around it, a byte order mark and a leading `Bearer` (in any case) are taken off.
    ///
    /// # Errors
    ///
    /// What is wrong with it; never any part of it.
    pub fn read(text: &[u8]) -> Result<Self, Flaw> {
        if text.len() > LONGEST {
            return Err(Flaw::TooLong);
        }
        // Editors of some systems put a byte order mark before any text.
        let token = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text).trim_ascii();
        let token = match token.split_at_checked("bearer".len()) {
            Some((scheme, rest))
                if scheme.eq_ignore_ascii_case(b"bearer") && rest.first().is_none_or(u8::is_ascii_whitespace) =>
            {
                rest.trim_ascii_start()
            }
            _ => token,
        };
        if token.is_empty() {
            return Err(Flaw::Empty);
        }
        let unusable = |what| Flaw::Unusable { length: token.len(), what };
        match flaw(token) {
            Some(what) => Err(unusable(what)),
            None => std::str::from_utf8(token)
                .map(|token| Self(SecretString::from(token)))
                .map_err(|_not_shown| unusable(NOT_ASCII)),
        }
    }

    /// The token in clear, to be sent or taken apart; not to be kept.
    pub fn text(&self) -> &str {
        self.0.expose_secret()
    }

    /// The token as a secret.
    pub const fn secret(&self) -> &SecretString {
        &self.0
    }
}

const NOT_ASCII: &str = "characters outside ASCII";

/// What stands around a token that came in a JSON document: it is not taken for the token.
pub const BRACES: &str = "braces, as in JSON";

/// What makes it unusable. What it is first, then a line break: mostly it is a file or a command that gives more than a
/// token.
fn flaw(token: &[u8]) -> Option<&'static str> {
    let has = |found: fn(&u8) -> bool| token.iter().any(found);
    let quoted = matches!(token, [b'"', .., b'"'] | [b'\'', .., b'\''] | [b'"' | b'\'']);
    if token.starts_with(b"{") {
        Some(BRACES)
    } else if has(|byte| matches!(byte, b'\n' | b'\r')) {
        Some("a line break")
    } else if has(|byte| matches!(byte, b' ' | b'\t')) {
        Some("white space")
    } else if has(u8::is_ascii_control) {
        Some("control characters")
    } else if !token.is_ascii() {
        Some(NOT_ASCII)
    } else {
        quoted.then_some("quotation marks around it")
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(not shown)")
    }
}

impl PartialEq for Token {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl Eq for Token {}

/// Text that may be a token, or a part of one: typed or pasted.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Hidden(Zeroizing<String>);

impl Hidden {
    /// Room for the longest token at once: growing would leave copies behind that nobody wipes.
    pub fn for_a_token() -> Self {
        Self(Zeroizing::new(String::with_capacity(LONGEST + 64)))
    }

    /// Bytes as text, what is no UTF-8 replaced; without copies on the way that nobody wipes.
    pub fn lossy(bytes: &[u8]) -> Self {
        let parts = || bytes.utf8_chunks().flat_map(|chunk| [chunk.valid(), broken(chunk.invalid())]);
        let mut text = Zeroizing::new(String::with_capacity(parts().map(str::len).sum()));
        text.extend(parts());
        Self(text)
    }

    /// The text in clear.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Adds what fits into the room there is; whether all of it did.
    pub fn add(&mut self, text: &str) -> bool {
        for char in text.chars() {
            if self.0.len() + char.len_utf8() > self.0.capacity() {
                return false;
            }
            self.0.push(char);
        }
        true
    }

    /// Takes the last character away.
    pub fn take_last(&mut self) {
        self.0.pop();
    }

    /// Wipes all of it.
    pub fn wipe(&mut self) {
        self.0.zeroize();
    }
}

/// What stands for bytes that are no text.
const fn broken(bytes: &[u8]) -> &'static str {
    if bytes.is_empty() { "" } else { "\u{fffd}" }
}

impl From<String> for Hidden {
    fn from(text: String) -> Self {
        Self(Zeroizing::new(text))
    }
}

impl From<&str> for Hidden {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

impl fmt::Debug for Hidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hidden({} characters)", self.text().chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Result<String, Flaw> {
        Token::read(text).map(|token| token.text().to_owned())
    }

    #[test]
    fn d3_what_surrounds_a_token_is_taken_off() {
        for text in [
            "t0k.en",
            " t0k.en\n",
            "t0k.en\r\n",
            "Bearer t0k.en",
            "\tbEaReR \t t0k.en\r\n",
            "\u{feff}t0k.en",
            "\u{feff}Bearer t0k.en\r\n",
        ] {
            assert_eq!(read(text.as_bytes()).as_deref(), Ok("t0k.en"), "{text:?}");
        }
        assert_eq!(read(b"bearertoken").as_deref(), Ok("bearertoken"));
        assert_eq!(read(b"it's-fine").as_deref(), Ok("it's-fine"));
    }

    #[test]
    fn d3_what_no_token_holds_is_told_by_kind_and_length_only() {
        for (text, what) in [
            (&b"canary\ncanary"[..], "a line break"),
            (b"{\"token\":\"canary\"}", BRACES),
            (b"{\n  \"token\": \"canary\"\n}", BRACES),
            (b"canary canary", "white space"),
            (b"Bearer Bearer canary", "white space"),
            (b"canary\x1b[31m", "control characters"),
            (b"canary\0", "control characters"),
            (b"canary\x7f", "control characters"),
            ("canary\u{fc}".as_bytes(), "characters outside ASCII"),
            ("canary\u{202e}".as_bytes(), "characters outside ASCII"),
            (b"canary\xff", "characters outside ASCII"),
            (b"\"canary\"", "quotation marks around it"),
            (b"'canary'", "quotation marks around it"),
            (b"\"", "quotation marks around it"),
        ] {
            let flaw = Token::read(text).unwrap_err();
            let length = if text.starts_with(b"Bearer") { 13 } else { text.len() };
            assert_eq!(flaw, Flaw::Unusable { length, what });
            assert!(!format!("{flaw:?}").contains("canary"));
        }
    }

    #[test]
    fn d3_nothing_and_too_much_are_no_tokens() {
        for text in ["", " \r\n", "Bearer", "bearer \n", "\u{feff}"] {
            assert_eq!(read(text.as_bytes()), Err(Flaw::Empty), "{text:?}");
        }
        assert_eq!(read("x".repeat(LONGEST).as_bytes()).map(|token| token.len()), Ok(LONGEST));
        assert_eq!(read("x".repeat(LONGEST + 1).as_bytes()), Err(Flaw::TooLong));
        assert_eq!(read(&vec![b'x'; 1 << 20]), Err(Flaw::TooLong));
    }

    #[test]
    fn no_debug_output_shows_a_token_or_what_may_be_one() {
        let token = Token::read(b"canary").unwrap();
        let hidden = Hidden::from("canary");
        let shown = format!("{token:?} {token:#?} {hidden:?} {hidden:#?} {:?}", Some((&token, &hidden)));
        assert!(!shown.contains("canary"), "{shown}");
        assert_eq!(token, token.clone());
        assert_ne!(token, Token::read(b"other").unwrap());
    }

    #[test]
    fn i8_what_is_typed_stays_in_one_place_and_is_wiped_there() {
        let mut hidden = Hidden::for_a_token();
        let place = hidden.text().as_ptr();
        assert!(hidden.add(&"x".repeat(LONGEST)), "the longest token fits");
        assert!(!hidden.add(&"y".repeat(100)), "and not much more");
        assert!(hidden.text().len() > LONGEST && hidden.text().len() <= hidden.0.capacity());
        assert_eq!(hidden.text().as_ptr(), place, "no copy was left behind");
        hidden.take_last();
        hidden.wipe();
        assert_eq!((hidden.text(), hidden.text().as_ptr()), ("", place));
    }

    #[test]
    fn i8_bytes_become_text_as_anywhere_and_in_one_place() {
        for bytes in
            [&b""[..], b"canary", "\u{fc}\u{1f9ec}".as_bytes(), b"\xff", b"a\xffb\xe7\x95", b"\xe7\x95\xf0\x9f\x92x"]
        {
            let hidden = Hidden::lossy(bytes);
            assert_eq!(hidden.text(), String::from_utf8_lossy(bytes));
            assert_eq!(hidden.0.capacity(), hidden.text().len());
        }
    }
}
