//! The documented fields of one repository, read in one pass that skips its lists.

use std::array;
use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::model::json::{self, Object, Value};
use crate::model::kind::{Group, Kind};
use crate::model::record::{self, Record};
use crate::model::schema::{self, FieldSpec, Format};
use crate::model::shape::Shape;
use crate::model::time::{self, Instant};

const FIELDS: &[FieldSpec] = schema::fields(Kind::Repo);

/// A repository's own fields.
#[derive(Debug)]
pub struct Members<'a> {
    /// What came for each of [`FIELDS`].
    values: [Option<Value<'a>>; FIELDS.len()],
    /// When it was created.
    pub created: Option<Instant>,
    /// How many problems [`Record::problems`] tells, at most 255.
    pub problems: u8,
}

impl Members<'_> {
    /// As [`Self::read`], without a look into the lists where its shape tells that there is nothing to see.
    pub fn beside_lists<T>(shape: &Shape, text: &[u8], then: impl FnOnce(&Members<'_>) -> T) -> T {
        let short = shape.without_lists(text);
        match short.as_deref().and_then(Members::quick) {
            Some(members) => then(&members),
            None => Self::read(text, then),
        }
    }

    /// Reads the source text of a repository and hands over what it has: several times as fast as a
    /// [`Record`], which it agrees with.
    pub fn read<T>(text: &[u8], then: impl FnOnce(&Members<'_>) -> T) -> T {
        if let Some(members) = Members::quick(text) {
            return then(&members);
        }
        // Something is odd: look again the way the details do, so that both tell the same.
        let text = String::from_utf8_lossy(text);
        let object = Object::of(&text).unwrap_or_default();
        let mut members = Members::new(array::from_fn(|at| object.get(FIELDS.get(at)?.path)));
        members.problems = u8::try_from(Record::of(Kind::Repo, &text).problems.len()).unwrap_or(u8::MAX);
        then(&members)
    }
}

impl<'a> Members<'a> {
    /// Nothing where something is odd.
    fn quick(text: &'a [u8]) -> Option<Self> {
        let Ok(Glance { values, is_odd: false }) = serde_json::from_slice(text) else { return None };
        Some(Self::new(values.map(|raw| raw.map(Value::of)))).filter(Self::are_as_documented)
    }

    fn new(values: [Option<Value<'a>>; FIELDS.len()]) -> Self {
        let mut members = Self { values, created: None, problems: 0 };
        members.created = members.text("createdAt").and_then(time::parse);
        members
    }

    fn get(&self, path: &str) -> Option<&Value<'a>> {
        let mut fields = FIELDS.iter().zip(&self.values);
        fields.find(|(spec, _)| spec.path == path).and_then(|(_, value)| value.as_ref())
    }

    /// A field that came as text and is not empty.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.any_text(path).filter(|text| !text.is_empty())
    }

    fn any_text(&self, path: &str) -> Option<&str> {
        match self.get(path) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// A field that came as true or false.
    pub fn flag(&self, path: &str) -> Option<bool> {
        match self.get(path) {
            Some(Value::Bool(flag)) => Some(*flag),
            _ => None,
        }
    }

    /// What the repository is called, as for [`Record::title`].
    pub fn title(&self) -> Cow<'_, str> {
        record::title(Kind::Repo, |path| self.any_text(path))
    }

    /// Whether no value is a problem.
    fn are_as_documented(&self) -> bool {
        FIELDS.iter().zip(&self.values).all(|(spec, value)| match (spec.format, value) {
            (_, None | Some(Value::Null))
            | (Format::Text, Some(Value::Text(_)))
            | (Format::Flag, Some(Value::Bool(_))) => true,
            (Format::Time, Some(Value::Text(_))) => self.created.is_some(),
            (Format::Text | Format::Flag | Format::Time | Format::Key | Format::Secret | Format::References, _) => {
                false
            }
        })
    }
}

/// The source texts of the values of [`FIELDS`], and whether it takes a closer look to tell them.
struct Glance<'a> {
    values: [Option<&'a str>; FIELDS.len()],
    is_odd: bool,
}

impl<'de> Deserialize<'de> for Glance<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

/// More unknown members than this are odd.
const MANY: usize = 64;

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Glance<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a repository")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut glance = Glance { values: [None; FIELDS.len()], is_odd: false };
        let mut others = Vec::new();
        while let Some(name) = map.next_key_seed(Name)? {
            let mut fields = FIELDS.iter().zip(&mut glance.values);
            if let Some((_, value)) = fields.find(|(spec, _)| Some(spec.path.as_bytes()) == name) {
                glance.is_odd |= value.replace(map.next_value::<&RawValue>()?.get()).is_some();
            } else {
                // Among very many names one that came twice is found faster the other way.
                glance.is_odd |= name.is_none() || others.len() >= MANY || others.contains(&name);
                if others.len() < MANY {
                    others.push(name);
                }
                let value = map.next_value::<&RawValue>()?.get();
                glance.is_odd |= if name.is_some_and(is_list) {
                    !value.starts_with('[') && value != "null"
                } else {
                    json::is_deep(value)
                };
            }
        }
        // Only one of the two is shown, and that is told.
        glance.is_odd |= [b"buckets".as_slice(), b"units"].iter().all(|name| others.contains(&Some(name)));
        Ok(glance)
    }
}

fn is_list(name: &[u8]) -> bool {
    Group::ALL.iter().flat_map(|group| group.members()).any(|member| member.as_bytes() == name)
}

/// A member's name as it stands in the source; nothing if it has escapes.
struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Option<&'de [u8]>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Option<&'de [u8]>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_borrowed_bytes<E>(self, name: &'de [u8]) -> Result<Self::Value, E> {
        Ok(Some(name))
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<Self::Value, E> {
        Ok(None)
    }
}
