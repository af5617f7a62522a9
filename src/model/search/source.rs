//! Where in the source text of one repository a hit lies, told from the quotes next to it.
//!
//! All of it looks only at well-formed JSON.

use std::ops::Range;

use crate::model::json::Value;

/// What a place in the source belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Around<'a> {
    /// A string that is a value, or what can't be told from one: what stands between its quotes, without escapes.
    Text(&'a [u8]),
    /// A string with escapes.
    Escaped,
    /// A member's name.
    Name,
    /// No string but a number, true, false, null or what stands between the values; or a string with escaped quotes.
    Bare,
}

impl<'a> Around<'a> {
    /// What a range without quotes belongs to.
    pub(super) fn of(text: &'a [u8], hit: &Range<usize>) -> Self {
        let before = text.get(..hit.start).unwrap_or_default();
        let Some(opening) = memchr::memrchr(b'"', before) else { return Self::Bare };
        // A string can begin only behind one of these, so any other byte tells that the quote ends one.
        let begins = |byte: &u8| matches!(byte, b'{' | b'[' | b',' | b':' | b' ' | b'\t' | b'\n' | b'\r');
        if before.get(..opening).and_then(<[u8]>::last).is_some_and(|byte| !begins(byte)) {
            return Self::Bare;
        }
        let after = text.get(hit.end..).unwrap_or_default();
        let Some(closing) = memchr::memchr(b'"', after).map(|at| hit.end + at) else { return Self::Bare };
        if is_name(text, closing) {
            return Self::Name;
        }
        let string = text.get(opening + 1..closing).unwrap_or_default();
        if memchr::memchr(b'\\', string).is_some() { Self::Escaped } else { Self::Text(string) }
    }
}

/// Whether the string that ends with this quote is a member's name.
fn is_name(text: &[u8], closing: usize) -> bool {
    let after = text.get(closing + 1..).unwrap_or_default();
    after.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) == Some(&b':')
}

/// A string that has escapes in the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Escaped<'a> {
    /// Its source text, with the quotes.
    pub(super) raw: &'a [u8],
    /// Whether one of the escapes may stand for any character, not only for a quote, a slash or a control.
    pub(super) any: bool,
}

impl Escaped<'_> {
    /// What it says.
    pub(super) fn decode(&self) -> String {
        let raw = String::from_utf8_lossy(self.raw);
        match Value::of(&raw) {
            Value::Text(text) => text.into_owned(),
            _ => String::new(),
        }
    }
}

/// The strings with escapes that are values, not names.
pub(super) fn escaped(text: &[u8]) -> impl Iterator<Item = Escaped<'_>> {
    let mut at = 0;
    let strings = std::iter::from_fn(move || {
        let mut escape = at + memchr::memchr(b'\\', text.get(at..)?)?;
        // Behind a string's end the next escape is the first one of its string, so no quote before it is escaped.
        let opening = memchr::memrchr(b'"', text.get(..escape)?)?;
        let mut any = false;
        loop {
            any |= text.get(escape + 1)? == &b'u';
            let next = escape + 2 + memchr::memchr2(b'"', b'\\', text.get(escape + 2..)?)?;
            if text.get(next)? == &b'"' {
                at = next + 1;
                return Some((next, Escaped { raw: text.get(opening..=next)?, any }));
            }
            escape = next;
        }
    });
    strings.filter(|(closing, _)| !is_name(text, *closing)).map(|(_, string)| string)
}
