//! What every row needs of a repository without decoding it: its identity and how many items its lists hold.

use std::fmt;
use std::hash::{DefaultHasher, Hasher};

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::model::json::{self, Broken, Object, Value};
use crate::model::kind::Group;
use crate::model::shape::place::{Around, Place};

mod place;

/// The few facts of one repository that are noted while the answer arrives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shape {
    /// A hash of the id as it came, 0 where there is none.
    pub id: u64,
    /// How many items each list holds, in the order of [`Group::ALL`].
    pub counts: [u32; 4],
    /// What stands around its lists, where they stand side by side and nothing is odd about them.
    around: Option<Around>,
    wrong: u8,
}

const NOT_AN_OBJECT: u8 = 1 << 7;

/// The most names that a list has had.
const SPELLINGS: usize = 2;

impl Shape {
    /// The element of `repos` is no object, so it has no lists at all.
    pub const fn is_object(&self) -> bool {
        self.wrong & NOT_AN_OBJECT == 0
    }

    /// The list came as something else than a list or null.
    pub const fn is_wrong(&self, group: Group) -> bool {
        self.wrong & (1 << group.index()) != 0
    }

    /// The repository's source text with an empty list in the place of its lists, which are most of it; nothing where
    /// that would say less about the repository itself.
    pub fn without_lists(&self, json: &[u8]) -> Option<Vec<u8>> {
        place::without_lists(self.around?, json)
    }

    fn note(&mut self, group: Group, counted: Counted) {
        match (counted, self.counts.get_mut(group.index())) {
            (Counted::List(count), Some(slot)) => *slot = count,
            (Counted::Wrong, _) => self.wrong |= 1 << group.index(),
            (Counted::Null, _) | (Counted::List(_), None) => {}
        }
    }

    /// How many items all lists hold.
    pub fn items(&self) -> usize {
        self.counts.iter().map(|count| *count as usize).sum()
    }

    /// How many items a list holds.
    pub fn count(&self, group: Group) -> u32 {
        self.counts.get(group.index()).copied().unwrap_or_default()
    }
}

/// The shape of one repository and the source text of its workspace id, where it came as text.
///
/// # Errors
///
/// Where the element is not well-formed JSON.
pub fn shape(json: &[u8]) -> Result<(Shape, Option<String>), Broken> {
    if json.first() != Some(&b'{') {
        json::check(json)?;
        return Ok((Shape { wrong: NOT_AN_OBJECT, ..Shape::default() }, None));
    }
    if let Some((shape, workspace, len)) = leading(json)
        && len == json.len()
    {
        return Ok((shape, workspace));
    }
    // Broken text inside a string fails the fast way although the grammar holds: look again, slowly.
    json::check(json)?;
    Ok(slow(&String::from_utf8_lossy(json)))
}

/// The shape of the repository that the text begins with, its workspace id, and how many bytes it has; `None` where
/// the text ends before it does, or it takes a closer look than one pass of `serde_json`.
pub fn leading(json: &[u8]) -> Option<(Shape, Option<String>, usize)> {
    let mut reader = serde_json::Deserializer::from_slice(json).into_iter::<Fast>();
    let Fast(shape, workspace, lists) = reader.next()?.ok()?;
    let len = reader.byte_offset();
    Some((Shape { around: lists.around(json.get(..len)?), ..shape }, workspace, len))
}

/// The hash that stands for an id; equal texts, equal hashes, in every run.
pub fn hash_id(raw: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(raw.as_bytes());
    hasher.finish().max(1)
}

fn slow(text: &str) -> (Shape, Option<String>) {
    let object = Object::of(text).unwrap_or_default();
    let mut shape = Shape { id: object.raw("id").map_or(0, id_of), ..Shape::default() };
    for group in Group::ALL {
        let counted = match object.spelled(group.members()).map(|(_, raw)| Value::of(raw)) {
            None | Some(Value::Null) => Counted::Null,
            Some(Value::Array(raw)) => Counted::List(u32::try_from(json::elements(raw).len()).unwrap_or(u32::MAX)),
            Some(_) => Counted::Wrong,
        };
        shape.note(group, counted);
    }
    (shape, object.raw("workspaceId").and_then(workspace_of))
}

/// The hash of a text that is an id elsewhere, as it is usually spelled in JSON.
pub fn hash_text(text: &str) -> u64 {
    serde_json::to_string(text).map_or(0, |raw| id_of(&raw))
}

/// The hash of an id's source text, 0 for one that says nothing.
pub(super) fn id_of(raw: &str) -> u64 {
    if raw == "null" || raw == "\"\"" { 0 } else { hash_id(raw) }
}

fn workspace_of(raw: &str) -> Option<String> {
    match Value::of(raw) {
        Value::Text(text) if !text.is_empty() => Some(text.into_owned()),
        _ => None,
    }
}

#[derive(Clone, Copy)]
enum Counted {
    Null,
    List(u32),
    Wrong,
}

enum Member {
    Id,
    Workspace,
    List(Group, usize),
    Other,
}

/// A member, and where in memory its name stands; nowhere where that has escapes.
type Named = (Member, Option<usize>);

/// Reads a member's name.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Named;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Named, D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Named;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_borrowed_bytes<E: Error>(self, name: &'de [u8]) -> Result<Named, E> {
        let (member, _) = self.visit_bytes(name)?;
        Ok((member, Some(name.as_ptr().addr())))
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Named, E> {
        // Read as bytes, a name may hold controls that JSON has as escapes only: a closer look tells which these are.
        if name.iter().any(u8::is_ascii_control) {
            return Err(E::custom("a control character in a name"));
        }
        let member = match name {
            b"id" => Member::Id,
            b"workspaceId" => Member::Workspace,
            b"buckets" => Member::List(Group::Buckets, 0),
            b"units" => Member::List(Group::Buckets, 1),
            b"apiKeys" => Member::List(Group::ApiKeys, 0),
            b"aiLlms" => Member::List(Group::AiLlms, 0),
            b"aiApiKeys" => Member::List(Group::AiApiKeys, 0),
            _ => Member::Other,
        };
        Ok((member, None))
    }
}

/// A repository's shape and workspace id, read in one pass without decoding anything else.
struct Fast(Shape, Option<String>, Place);

impl<'de> Deserialize<'de> for Fast {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Glance)
    }
}

struct Glance;

impl<'de> Visitor<'de> for Glance {
    type Value = Fast;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a repository")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut shape = Shape::default();
        let mut workspace = None;
        // Of a member that comes twice the last one counts, and of two spellings the newer one that is not null: both
        // are known only at the end.
        let mut came = [[None; SPELLINGS]; 4];
        let mut lists = Place::default();
        while let Some((member, name)) = map.next_key_seed(Key)? {
            lists.note(matches!(member, Member::List(..)), name);
            match member {
                Member::Id => shape.id = id_of(map.next_value::<&RawValue>()?.get()),
                Member::Workspace => workspace = Some(map.next_value::<&RawValue>()?.get()),
                Member::List(group, spelling) => {
                    let counted = map.next_value_seed(Count)?;
                    let spellings = came.get_mut(group.index());
                    if let Some(slot) = spellings.and_then(|spellings| spellings.get_mut(spelling)) {
                        lists.is_odd |= slot.replace(counted).is_some() || matches!(counted, Counted::Wrong);
                    }
                }
                Member::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        for (group, spellings) in Group::ALL.iter().zip(came) {
            lists.is_odd |= spellings.iter().all(Option::is_some);
            let counts = spellings.into_iter().flatten().find(|counted| !matches!(counted, Counted::Null));
            shape.note(*group, counts.unwrap_or(Counted::Null));
        }
        Ok(Fast(shape, workspace.and_then(workspace_of), lists))
    }
}

struct Count;

impl<'de> DeserializeSeed<'de> for Count {
    type Value = Counted;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Counted, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Count {
    type Value = Counted;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Counted, A::Error> {
        let mut count = 0_u32;
        while seq.next_element::<IgnoredAny>()?.is_some() {
            count = count.saturating_add(1);
        }
        Ok(Counted::List(count))
    }

    fn visit_unit<E: Error>(self) -> Result<Counted, E> {
        Ok(Counted::Null)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Counted, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Counted::Wrong)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Counted, E> {
        Ok(Counted::Wrong)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Counted, E> {
        Ok(Counted::Wrong)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Counted, E> {
        Ok(Counted::Wrong)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Counted, E> {
        Ok(Counted::Wrong)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Counted, E> {
        Ok(Counted::Wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::inventory::{List, Lists};

    fn of(json: &str) -> Shape {
        shape(json.as_bytes()).unwrap().0
    }

    #[test]
    fn counts_every_list_and_reads_the_older_spelling_only_without_the_newer() {
        assert_eq!(of(r#"{"buckets":[1,{}],"apiKeys":[[]],"aiLlms":null}"#).counts, [2, 1, 0, 0]);
        assert_eq!(of(r#"{"units":[1,2,3]}"#).counts, [3, 0, 0, 0]);
        assert_eq!(of(r#"{"units":[1,2,3],"buckets":[1]}"#).counts, [1, 0, 0, 0]);
        assert_eq!(of(r#"{"buckets":[1],"units":[1,2,3]}"#).counts, [1, 0, 0, 0]);
    }

    #[test]
    fn both_ways_to_read_it_and_the_lists_themselves_agree_whatever_came_under_both_names() {
        let values = [None, Some("null"), Some("[]"), Some("[1,2]"), Some("[{},[],3]"), Some("\"x\""), Some("{}")];
        for (newer, older) in values.iter().flat_map(|newer| values.map(|older| (*newer, older))) {
            let member = |name: &str, value: Option<&str>| value.map(|value| format!(r#""{name}":{value}"#));
            let (newer, older) = (member("buckets", newer), member("units", older));
            for members in [[&newer, &older, &None], [&older, &newer, &None], [&newer, &older, &newer]] {
                let json = members.into_iter().flatten().cloned().collect::<Vec<_>>().join(",");
                let json = format!("{{{json}}}");
                let fast = leading(json.as_bytes()).unwrap().0;
                assert_eq!(Shape { around: None, ..fast }, slow(&json).0, "{json}");
                let list = Lists::of(&json).list(Group::Buckets);
                assert_eq!(fast.is_wrong(Group::Buckets), matches!(list, List::Wrong(..)), "{json}");
                let items = if let List::Items(items) = list { items.len() } else { 0 };
                assert_eq!(fast.count(Group::Buckets) as usize, items, "{json}");
            }
        }
        assert_eq!(of(r#"{"buckets":null,"units":[1,2,3]}"#).counts, [3, 0, 0, 0]);
        assert_eq!(of(r#"{"buckets":[],"units":[1,2,3]}"#).counts, [0, 0, 0, 0]);
    }

    #[test]
    fn a_list_of_another_kind_is_noted_and_costs_nothing_else() {
        for wrong in ["\"x\"", "3", "-1", "1.5", "true", "{\"a\":[1]}", "1e400", "\"\\ud83d\""] {
            let shape = of(&format!(r#"{{"buckets":{wrong},"apiKeys":[1,2]}}"#));
            assert!(shape.is_wrong(Group::Buckets), "{wrong}");
            assert!(!shape.is_wrong(Group::ApiKeys), "{wrong}");
            assert_eq!(shape.counts, [0, 2, 0, 0], "{wrong}");
        }
    }

    #[test]
    fn broken_text_in_a_string_takes_the_slow_way_to_the_same_shape() {
        let good = of(r#"{"id":"a","workspaceId":"w","buckets":[1],"aiLlms":[1,2]}"#);
        let (bad, workspace) =
            shape(b"{\"id\":\"a\",\"workspaceId\":\"w\xff\",\"buckets\":[1],\"aiLlms\":[1,2]}").unwrap();
        assert_eq!(bad, Shape { around: None, ..good });
        assert_eq!(workspace.as_deref(), Some("w\u{fffd}"));
    }

    #[test]
    fn what_is_no_object_has_no_lists_and_what_is_no_json_says_where() {
        assert!(!of("null").is_object());
        assert!(!of("[1]").is_object());
        assert_eq!(shape(br#"{"id": nope}"#).unwrap_err().offset, 8);
        assert_eq!(shape(b"{\"a\x01b\": 1}").unwrap_err().offset, 2);
        assert_eq!(of("{\"a\\u0001b\": 1, \"buckets\": [1]}").counts, [1, 0, 0, 0]);
    }

    #[test]
    fn the_rest_of_a_repository_is_read_without_its_lists_where_nothing_is_odd_about_them() {
        let without =
            |json: &str| of(json).without_lists(json.as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap());
        let some = |json: &str| Some(json.to_owned());
        assert_eq!(
            without(r#"{"id":"a", "units":[1], "aiLlms":null, "x":2 }"#),
            some(r#"{"id":"a", "buckets":[],"x":2 }"#)
        );
        assert_eq!(without(r#"{ "apiKeys":[{"id":1}]}"#), some(r#"{ "buckets":[]}"#));
        let odd = [
            r#"{"id":"a"}"#,
            r#"{"buckets":[],"x":1,"apiKeys":[]}"#,
            r#"{"buckets":{},"x":1}"#,
            r#"{"buckets":[],"units":[]}"#,
            r#"{"apiKeys":[],"apiKeys":[1]}"#,
            r#"{"api\u004beys":[]}"#,
            r#"{"apiKeys":[],"\u0061":[]}"#,
            "[]",
        ];
        for json in odd {
            assert_eq!(without(json), None, "{json}");
        }
        let long = format!(r#"{{"id":"{}","buckets":[]}}"#, "a".repeat(70_000));
        assert_eq!(without(&long), None);
    }

    #[test]
    fn only_an_id_that_says_something_has_a_hash() {
        assert_eq!(of(r#"{"id":null}"#).id, 0);
        assert_eq!(of(r#"{"id":""}"#).id, 0);
        assert_ne!(of(r#"{"id":"1"}"#).id, of(r#"{"id":1}"#).id);
    }
}
