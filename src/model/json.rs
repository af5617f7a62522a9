//! Permissive reading of JSON text that is known to be well formed, one level at a time, borrowing from the source.
//!
//! `serde_json` does the grammar; this file only keeps what it would throw away: the order of the members, the text of
//! numbers, strings with lone surrogates, and which members came twice.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::model::schema;

mod levels;

pub use levels::{TOO_DEEP, is_deep};

/// One JSON value; arrays and objects stay source text until they are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// The number's own text, so that nothing is rounded.
    Number(&'a str),
    /// A decoded string; a lone surrogate or a broken byte has become U+FFFD.
    Text(Cow<'a, str>),
    /// The source text of an array.
    Array(&'a str),
    /// The source text of an object.
    Object(&'a str),
}

impl<'a> Value<'a> {
    /// Reads one well-formed JSON value; anything else reads as a number with that text.
    pub fn of(raw: &'a str) -> Self {
        let raw = raw.trim_matches([' ', '\t', '\n', '\r']);
        match raw.as_bytes().first() {
            Some(b'n') => Self::Null,
            Some(b't') => Self::Bool(true),
            Some(b'f') => Self::Bool(false),
            Some(b'"') => Self::Text(string(raw)),
            Some(b'[') => Self::Array(raw),
            Some(b'{') => Self::Object(raw),
            _ => Self::Number(raw),
        }
    }

    /// What kind of value it is, in words that fit "is ..., expected ...".
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::Array(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

/// The most members that [`Object::of`] keeps whatever they are called.
const MOST_MEMBERS: usize = 32_768;

/// Up to so many members, looking at each pair is the fastest way to see whether a name came twice.
const FEW_MEMBERS: usize = 32;

/// An object's members in the order they came; where a name came twice the last one counts, as in `JSON.parse`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Object<'a> {
    members: Vec<(Cow<'a, str>, &'a str)>,
    /// Names that came more than once.
    pub repeated: Vec<String>,
    /// How many members were not kept.
    pub left_out: usize,
}

impl<'a> Object<'a> {
    /// Reads the members of an object; `None` when the text is no object.
    ///
    /// Each takes several times the memory of its text. So of very many those are kept that mean something
    /// ([`schema::is_name`]), and of the others the first.
    pub fn of(raw: &'a str) -> Option<Self> {
        Self::read(raw, MOST_MEMBERS)
    }

    /// Reads all members of an object that is known to be small.
    pub fn whole(raw: &'a str) -> Option<Self> {
        Self::read(raw, usize::MAX)
    }

    fn read(raw: &'a str, most: usize) -> Option<Self> {
        let mut reader = serde_json::Deserializer::from_str(raw);
        reader.deserialize_map(Members { most }).ok()
    }

    /// Keeps a member among those after the first `most`, where each name stands once.
    fn keep_last(&mut self, most: usize, name: Cow<'a, str>, raw: &'a str) {
        let mut kept = self.members.get_mut(most..).unwrap_or_default().iter_mut();
        match kept.find(|(earlier, _)| *earlier == name) {
            Some(member) => member.1 = raw,
            None => self.members.push((name, raw)),
        }
    }

    /// Of members that came more than once keeps the place of the first and the value of the last.
    fn merge_repeated(&mut self) {
        let members = &self.members;
        let name = |at: &usize| members.get(*at).map_or("", |(name, _)| name.as_ref());
        // By comparing each with each only where that is few: an object may have a million members.
        let are_few = members.len() <= FEW_MEMBERS;
        if are_few && !(0..members.len()).any(|at| (0..at).any(|before| name(&before) == name(&at))) {
            return;
        }
        let mut order: Vec<usize> = (0..members.len()).collect();
        order.sort_by(|a, b| name(a).cmp(name(b)));
        let mut last_values = vec![None; members.len()];
        let mut is_kept = vec![true; members.len()];
        for same in order.chunk_by(|a, b| name(a) == name(b)).filter(|same| same.len() > 1) {
            let [first, later @ .., last] = same else { continue };
            self.repeated.push(name(first).to_owned());
            if let Some(slot) = last_values.get_mut(*first) {
                *slot = members.get(*last).map(|(_, raw)| *raw);
            }
            for at in later.iter().chain([last]) {
                if let Some(kept) = is_kept.get_mut(*at) {
                    *kept = false;
                }
            }
        }
        let mut fates = is_kept.into_iter().zip(last_values);
        self.members.retain_mut(|(_, raw)| {
            let (is_kept, last) = fates.next().unwrap_or((true, None));
            *raw = last.unwrap_or(raw);
            is_kept
        });
    }

    /// The value of a member, `None` when it did not come.
    pub fn get(&self, name: &str) -> Option<Value<'a>> {
        self.raw(name).map(Value::of)
    }

    /// The source text of a member's value.
    pub fn raw(&self, name: &str) -> Option<&'a str> {
        self.members.iter().find(|(key, _)| key == name).map(|(_, raw)| *raw)
    }

    /// Of members that are names for the same thing, newest first, the one that counts: the first that says something,
    /// else the first that came.
    pub fn spelled(&self, names: &'static [&'static str]) -> Option<(&'static str, &'a str)> {
        let came = || names.iter().filter_map(|name| Some((*name, self.raw(name)?)));
        came().find(|(_, raw)| *raw != "null").or_else(|| came().next())
    }

    /// The members under such names that say something (neither null nor an empty list), and yet do not count.
    pub fn superseded(&self, names: &'static [&'static str]) -> impl Iterator<Item = (&'static str, &'a str)> {
        let counts = self.spelled(names).map(|(name, _)| name);
        let came = names.iter().filter_map(|name| Some((*name, self.raw(name)?)));
        let is_empty = |raw: &str| raw.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(']'));
        came.filter(move |(name, raw)| *raw != "null" && !is_empty(raw) && Some(*name) != counts)
    }

    /// Every member: its name and the source text of its value.
    pub fn members(&self) -> impl Iterator<Item = (&str, &'a str)> {
        self.members.iter().map(|(name, raw)| (name.as_ref(), *raw))
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

/// The source texts of an array's elements; empty when the text is no array.
pub fn elements(raw: &str) -> Vec<&str> {
    let mut reader = serde_json::Deserializer::from_str(raw);
    reader.deserialize_seq(Elements).unwrap_or_default()
}

/// Decodes a JSON string literal, replacing what is no Unicode text.
fn string(raw: &str) -> Cow<'_, str> {
    let inner = raw.get(1..raw.len().saturating_sub(1)).unwrap_or_default();
    if memchr::memchr(b'\\', inner.as_bytes()).is_none() {
        return Cow::Borrowed(inner);
    }
    let mut reader = serde_json::Deserializer::from_str(raw);
    Cow::Owned(Name.deserialize(&mut reader).map_or_else(|_| inner.to_owned(), Cow::into_owned))
}

/// Decodes strings through bytes, since only that way `serde_json` lets a lone surrogate pass.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_bytes<E>(self, bytes: &'de [u8]) -> Result<Self::Value, E> {
        Ok(String::from_utf8_lossy(bytes))
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        Ok(Cow::Owned(String::from_utf8_lossy(bytes).into_owned()))
    }
}

struct Members {
    most: usize,
}

impl<'de> Visitor<'de> for Members {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut object = Object::default();
        while let Some(name) = map.next_key_seed(Name)? {
            let value = map.next_value::<&'de RawValue>()?.get();
            if object.members.len() < self.most {
                object.members.push((name, value));
            } else if schema::is_name(&name) {
                object.keep_last(self.most, name, value);
            } else {
                object.left_out += 1;
            }
        }
        object.merge_repeated();
        Ok(object)
    }
}

struct Elements;

impl<'de> Visitor<'de> for Elements {
    type Value = Vec<&'de str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(element) = seq.next_element::<&'de RawValue>()? {
            elements.push(element.get());
        }
        Ok(elements)
    }
}

/// Checks that the bytes are exactly one well-formed JSON value, without looking at what it says.
///
/// # Errors
///
/// The position (bytes from the start) at which the grammar was first broken, and whether the text just ended.
pub fn check(json: &[u8]) -> Result<(), Broken> {
    let mut reader = serde_json::Deserializer::from_slice(json);
    serde::Deserialize::deserialize(&mut reader)
        .and_then(|IgnoredAny| reader.end())
        .map_err(|error| Broken::at(json, &error))
}

/// Where JSON text breaks its grammar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// Bytes from the start of the text.
    pub offset: u64,
    /// The text ended in the middle of a value.
    pub ended: bool,
}

impl Broken {
    pub(crate) fn at(json: &[u8], error: &serde_json::Error) -> Self {
        let line_start = match error.line() {
            0 | 1 => 0,
            line => memchr::memchr_iter(b'\n', json).nth(line - 2).map_or(0, |newline| newline + 1),
        };
        let offset = line_start + error.column().saturating_sub(1);
        Self { offset: offset as u64, ended: error.is_eof() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_order_and_source_text() {
        let object = Object::of(r#"{"b": 1.10, "a": {"x": [1]}, "c": "\u00fc"}"#).unwrap();
        assert_eq!(object.members().collect::<Vec<_>>(), [("b", "1.10"), ("a", r#"{"x": [1]}"#), ("c", r#""\u00fc""#)]);
        assert_eq!(object.get("c"), Some(Value::Text("ü".into())));
        assert_eq!(object.get("missing"), None);
    }

    #[test]
    fn a_repeated_member_counts_last_and_is_named() {
        let object = Object::of(r#"{"a":1,"b":2,"a":3}"#).unwrap();
        assert_eq!(object.raw("a"), Some("3"));
        assert_eq!(object.repeated, ["a"]);
        let object = Object::of(r#"{"b":0,"a":1,"b":2,"c":3,"b":4,"a":5}"#).unwrap();
        assert_eq!(object.members().collect::<Vec<_>>(), [("b", "4"), ("a", "5"), ("c", "3")]);
        assert_eq!(object.repeated, ["a", "b"], "each is named once");
    }

    #[test]
    fn of_very_many_members_those_that_are_needed_are_kept() {
        let many: Vec<String> = (0..MOST_MEMBERS + 5).map(|at| format!(r#""k{at}":0"#)).collect();
        let text = format!(r#"{{{},"name":"x"}}"#, many.join(","));
        let object = Object::of(&text).unwrap();
        assert_eq!((object.len(), object.left_out), (MOST_MEMBERS + 1, 5));
        assert_eq!(object.raw("name"), Some("\"x\""));
        assert_eq!(Object::whole(&text).unwrap().len(), MOST_MEMBERS + 6);
        let again = text.replace(r#""name":"x""#, &vec![r#""name":0"#; 1000].join(","));
        assert_eq!(Object::of(&again).unwrap().len(), MOST_MEMBERS + 1);
    }

    #[test]
    fn many_members_are_read_in_time_and_the_same_way_as_few() {
        let member = |at: usize| format!(r#""k{}":{at}"#, at % 200_000);
        let text = format!("{{{}}}", (0..200_003).map(member).collect::<Vec<_>>().join(","));
        let object = Object::whole(&text).unwrap();
        assert_eq!(object.len(), 200_000);
        assert_eq!(
            [object.raw("k0"), object.raw("k3"), object.raw("k199999")],
            [Some("200000"), Some("3"), Some("199999")]
        );
        assert_eq!(object.members().next(), Some(("k0", "200000")));
        assert_eq!(object.repeated, ["k0", "k1", "k2"]);
    }

    #[test]
    fn of_two_names_for_one_thing_the_newer_counts_unless_it_says_nothing() {
        const NAMES: &[&str] = &["new", "old"];
        for (json, counts, superseded) in [
            ("{}", None, None),
            (r#"{"old":1}"#, Some(("old", "1")), None),
            (r#"{"new":null}"#, Some(("new", "null")), None),
            (r#"{"old":null,"new":null}"#, Some(("new", "null")), None),
            (r#"{"new":null,"old":1}"#, Some(("old", "1")), None),
            (r#"{"old":null,"new":1}"#, Some(("new", "1")), None),
            (r#"{"old":1,"new":2}"#, Some(("new", "2")), Some(("old", "1"))),
            (r#"{"old":[ 1],"new":[]}"#, Some(("new", "[]")), Some(("old", "[ 1]"))),
            (r#"{"old":[ ],"new":[2]}"#, Some(("new", "[2]")), None),
            (r#"{"old":1,"new":2,"new":null}"#, Some(("old", "1")), None),
        ] {
            let object = Object::of(json).unwrap();
            assert_eq!((object.spelled(NAMES), object.superseded(NAMES).next()), (counts, superseded), "{json}");
        }
    }

    #[test]
    fn a_lone_surrogate_damages_only_its_own_string() {
        let object = Object::of(r#"{"a":"x\ud83dy","b":"fine","\ud83d":1}"#).unwrap();
        assert!(
            matches!(object.get("a"), Some(Value::Text(text)) if text.starts_with('x') && text.contains('\u{fffd}'))
        );
        assert_eq!(object.get("b"), Some(Value::Text("fine".into())));
        assert_eq!(object.len(), 3);
    }

    #[test]
    fn broken_text_says_where() {
        assert_eq!(check(b"{\"a\": nope}"), Err(Broken { offset: 7, ended: false }));
        assert_eq!(check(b"{\"a\":\n [1,\n  2"), Err(Broken { offset: 13, ended: true }));
        assert_eq!(check(b"[1e400, \"\xff\"]"), Ok(()));
    }

    #[test]
    fn nesting_of_any_depth_is_skipped_without_using_the_stack() {
        let deep = format!(r#"{{"a":{}{}}}"#, "[".repeat(200_000), "]".repeat(200_000));
        assert_eq!(check(deep.as_bytes()), Ok(()));
        assert!(Object::of(&deep).is_some());
    }
}
