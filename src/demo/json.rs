//! A JSON tree that keeps its fields in the order they came, which `serde_json::Value` does not: the demo's answer is
//! looked at as text and should read like the API page's example. Must not know what the fields mean.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

/// One JSON value; objects are lists of fields, in the order of the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    /// Null, boolean, number or string.
    Leaf(Value),
    Array(Vec<Self>),
    Object(Vec<(String, Self)>),
}

impl Json {
    pub(super) const NULL: Self = Self::Leaf(Value::Null);

    /// An object of the given fields, in the given order.
    pub(super) fn object<const N: usize>(fields: [(&str, Self); N]) -> Self {
        Self::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// The value of a field; `None` where this is no object or has no such field.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(fields) => fields.iter().find(|(key, _)| key == name).map(|(_, value)| value),
            Self::Leaf(_) | Self::Array(_) => None,
        }
    }

    /// As [`Json::get`], to be changed in place.
    pub(super) fn get_mut(&mut self, name: &str) -> Option<&mut Self> {
        match self {
            Self::Object(fields) => fields.iter_mut().find(|(key, _)| key == name).map(|(_, value)| value),
            Self::Leaf(_) | Self::Array(_) => None,
        }
    }

    /// The text of a field; `None` where it is absent or no string.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Self::Leaf(value)) => value.as_str(),
            _ => None,
        }
    }

    /// The items of an array field, to be changed in place.
    pub(super) fn items_mut(&mut self, name: &str) -> Option<&mut Vec<Self>> {
        match self.get_mut(name) {
            Some(Self::Array(items)) => Some(items),
            _ => None,
        }
    }

    /// Gives a field that is there another value; a field that did not come stays absent.
    pub(super) fn replace(&mut self, name: &str, value: Self) {
        if let Some(place) = self.get_mut(name) {
            *place = value;
        }
    }
}

impl<T: Into<Value>> From<T> for Json {
    fn from(leaf: T) -> Self {
        Self::Leaf(leaf.into())
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Leaf(value) => value.serialize(serializer),
            Self::Array(items) => serializer.collect_seq(items),
            Self::Object(fields) => serializer.collect_map(fields.iter().map(|(name, value)| (name, value))),
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::NULL)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json, A::Error> {
        let mut array = Vec::new();
        while let Some(item) = items.next_element()? {
            array.push(item);
        }
        Ok(Json::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Json, A::Error> {
        let mut object = Vec::new();
        while let Some(field) = fields.next_entry()? {
            object.push(field);
        }
        Ok(Json::Object(object))
    }
}
