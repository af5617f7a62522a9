//! From the text of a query to its pieces, each with its place: words, and names with what they are compared with.
//!
//! Knows how a piece is written, not which names there are or what a value means.

use std::borrow::Cow;
use std::ops::Range;

/// One piece of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// Where it stands, with everything that belongs to it.
    pub(super) place: Range<usize>,
    pub(super) negated: bool,
    pub(super) body: Body<'a>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Body<'a> {
    Word { fuzzy: bool, text: Cow<'a, str> },
    Typed { name: &'a str, operator: Operator, value: Value<'a> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Colon,
    Equal,
    Below,
    AtMost,
    Above,
    AtLeast,
}

/// What stands behind the operator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value<'a> {
    /// Where it stands, without the `!` before it.
    pub(super) place: Range<usize>,
    pub(super) negated: bool,
    pub(super) text: Cow<'a, str>,
    pub(super) form: Form,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Bare,
    Quoted,
    Regex,
    /// A regular expression without its end.
    OpenRegex,
}

const OPERATORS: [(&str, Operator); 6] = [
    (":", Operator::Colon),
    ("<=", Operator::AtMost),
    (">=", Operator::AtLeast),
    ("<", Operator::Below),
    (">", Operator::Above),
    ("=", Operator::Equal),
];

/// The pieces of a query, in order.
pub(super) struct Pieces<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Pieces<'a> {
    pub(super) const fn of(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn take(&mut self, what: &str) -> bool {
        let is_there = self.rest().starts_with(what);
        if is_there {
            self.at += what.len();
        }
        is_there
    }

    /// What stands up to the next white space.
    fn bare(&mut self) -> &'a str {
        let rest = self.rest();
        let text = rest.get(..rest.find(char::is_whitespace).unwrap_or(rest.len())).unwrap_or_default();
        self.at += text.len();
        text
    }

    /// What stands between quotes, the first of which was taken; without the last one all that is left.
    fn quoted(&mut self) -> Cow<'a, str> {
        let rest = self.rest();
        let mut end = None;
        let mut escapes = false;
        let mut bytes = rest.bytes().enumerate();
        while let Some((at, byte)) = bytes.next() {
            match byte {
                b'"' => {
                    end = Some(at);
                    break;
                }
                b'\\' if matches!(rest.as_bytes().get(at + 1), Some(b'"' | b'\\')) => {
                    escapes = true;
                    bytes.next();
                }
                _ => {}
            }
        }
        let inner = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        self.at += inner.len() + usize::from(end.is_some());
        if escapes { Cow::Owned(unescaped(inner)) } else { Cow::Borrowed(inner) }
    }

    fn value(&mut self) -> Value<'a> {
        let negated = self.take("!");
        let start = self.at;
        let (text, form) = if self.take("\"") {
            (self.quoted(), Form::Quoted)
        } else if self.take("re/") {
            let (source, is_whole) = self.regex();
            (Cow::Borrowed(source), if is_whole { Form::Regex } else { Form::OpenRegex })
        } else {
            (Cow::Borrowed(self.bare()), Form::Bare)
        };
        Value { place: start..self.at, negated, text, form }
    }

    /// What stands up to the next slash that is not escaped, and whether there is one.
    fn regex(&mut self) -> (&'a str, bool) {
        let rest = self.rest();
        let mut is_escaped = false;
        let is_end = |byte: u8| {
            let is_end = byte == b'/' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            is_end
        };
        let end = rest.bytes().position(is_end);
        let source = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        self.at += source.len() + usize::from(end.is_some());
        (source, end.is_some())
    }

    /// A name and its operator, where that is what stands here.
    fn name(&mut self) -> Option<(&'a str, Operator)> {
        let rest = self.rest();
        let is_part = |c: char| c.is_ascii_alphabetic() || c == '-';
        let (name, behind) = rest.split_at_checked(rest.find(|c| !is_part(c))?)?;
        let (sign, operator) = OPERATORS.iter().find(|(sign, _)| behind.starts_with(sign))?;
        // An address is a word, and so is what has a sign where only few names may have one.
        let is_word = behind.starts_with("://") || (*operator == Operator::Equal && super::term::spec(name).is_none());
        if is_word || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        self.at += name.len() + sign.len();
        Some((name, *operator))
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        self.at = self.text.len() - self.rest().trim_start().len();
        let start = self.at;
        if self.rest().is_empty() {
            return None;
        }
        let negated = self.take("!");
        let body = if let Some((name, operator)) = self.name() {
            Body::Typed { name, operator, value: self.value() }
        } else {
            let fuzzy = self.take("~");
            let text = if self.take("\"") { self.quoted() } else { Cow::Borrowed(self.bare()) };
            Body::Word { fuzzy, text }
        };
        Some(Piece { place: start..self.at, negated, body })
    }
}

fn unescaped(inner: &str) -> String {
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = (c == '\\').then(|| chars.next_if(|next| matches!(next, '"' | '\\'))).flatten();
        out.push(escaped.unwrap_or(c));
    }
    out
}

/// A value as it is written in a query, so that it means itself: `eu-1`, `"two words"`.
pub(super) fn written(value: &str) -> Cow<'_, str> {
    let is_plain = |c: char| !c.is_whitespace() && !matches!(c, '*' | '"' | '\\');
    if !value.is_empty() && !value.starts_with('!') && !value.starts_with("re/") && value.chars().all(is_plain) {
        return Cow::Borrowed(value);
    }
    let mut out = String::from("\"");
    for c in value.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    Cow::Owned(out)
}
