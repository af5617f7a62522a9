//! The one pass: `serde_json` straight into cells. Gives up where anything is odd; then it takes a closer look.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::sync::LazyLock;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use crate::model::json;
use crate::model::kind::{Group, Kind};
use crate::model::schema::{self, Format};
use crate::model::sheet::{Came, Cell, Head, Reference, Sheet, place};

/// What a member of an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    Field(usize, Format),
    Inner,
    List(Group),
}

/// The members of a kind, and those of the object that it wraps.
struct Names {
    outer: Vec<(&'static [u8], Member)>,
    inner: Vec<(&'static [u8], Member)>,
}

static NAMES: LazyLock<[Names; 5]> = LazyLock::new(|| Kind::ALL.map(Names::of));

impl Names {
    fn of(kind: Kind) -> Self {
        let mut names = Self { outer: Vec::new(), inner: Vec::new() };
        for (at, spec) in schema::fields(kind).iter().enumerate() {
            let member = Member::Field(at, spec.format);
            match spec.path.split_once('.') {
                Some((_, name)) => names.inner.push((name.as_bytes(), member)),
                None if schema::reference(kind).contains(&spec.path) => {
                    let spellings = schema::reference(kind).iter();
                    names.outer.extend(spellings.map(|name| (name.as_bytes(), member)));
                }
                None => names.outer.push((spec.path.as_bytes(), member)),
            }
        }
        names.outer.extend(schema::inner(kind).iter().map(|name| (name.as_bytes(), Member::Inner)));
        if kind == Kind::Repo {
            for group in Group::ALL {
                names.outer.extend(group.members().iter().map(|name| (name.as_bytes(), Member::List(group))));
            }
        }
        names
    }
}

/// More unknown members than this are odd.
const MANY: usize = 64;
/// Up to so many items, comparing each with each is the fastest.
const FEW: usize = 16;

/// Reads a repository; `None` where something about it is odd.
pub(super) fn fast(text: &[u8]) -> Option<Sheet<'_>> {
    let mut state = State { sheet: Sheet::empty(), names: &NAMES, is_odd: false };
    let mut reader = serde_json::Deserializer::from_slice(text);
    Target { state: &mut state, want: Want::Object(Kind::Repo) }.deserialize(&mut reader).ok()?;
    let is_odd = state.is_odd || Group::ALL.iter().any(|group| has_twins(&state.sheet, *group));
    (!is_odd).then_some(state.sheet)
}

/// Whether two items of a list may be the same object.
fn has_twins(sheet: &Sheet<'_>, group: Group) -> bool {
    const FOLDER: usize = place(Kind::Bucket, "folder");
    let (references, own): (&[usize], &[usize]) = match group {
        Group::Buckets => (&[const { place(Kind::Bucket, "bucketId") }], &[const { place(Kind::Bucket, "bucket.id") }]),
        Group::AiLlms => (&[const { place(Kind::AiLlm, "aiLlmId") }], &[const { place(Kind::AiLlm, "aiLlm.id") }]),
        Group::ApiKeys => (&[], &[const { place(Kind::ApiKey, "id") }]),
        Group::AiApiKeys => (&[], &[const { place(Kind::AiApiKey, "id") }]),
    };
    let identities = sheet.items(group).filter_map(|row| {
        let id = row.first(references).or_else(|| row.first(own))?;
        Some((id, if group == Group::Buckets { row.text(FOLDER) } else { None }))
    });
    if sheet.items(group).len() <= FEW {
        let mut rest = identities;
        return std::iter::from_fn(|| rest.next().map(|one| rest.clone().any(|other| other == one))).any(|twin| twin);
    }
    let mut seen = HashSet::new();
    identities.into_iter().any(|identity| !seen.insert(identity))
}

struct State<'a> {
    sheet: Sheet<'a>,
    names: &'static [Names; 5],
    is_odd: bool,
}

/// What is wanted at a place of the text.
#[derive(Clone, Copy)]
enum Want {
    /// A repository or an item.
    Object(Kind),
    /// The object that the last row wraps.
    Inner(Kind),
    /// A field of the last row but for those of a list in between.
    Field { at: usize, format: Format },
    /// A list of items.
    List(Group),
}

struct Target<'s, 'a> {
    state: &'s mut State<'a>,
    want: Want,
}

impl<'a> DeserializeSeed<'a> for Target<'_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'a> Target<'_, 'a> {
    /// Puts a value where it belongs, if it is one that may stand there.
    fn put(self, cell: Cell<'a>) {
        let Want::Field { at, format } = self.want else {
            let may_be_null = matches!(self.want, Want::Inner(_) | Want::List(_));
            self.state.is_odd |= !may_be_null || cell != Cell::Null;
            return;
        };
        let fits = match format {
            Format::Text | Format::Key | Format::Time => matches!(cell, Cell::Text(_) | Cell::Null),
            Format::Flag => matches!(cell, Cell::Flag(_) | Cell::Null),
            Format::Secret => matches!(cell, Cell::Object | Cell::Null),
            Format::References => matches!(cell, Cell::List | Cell::Null),
        };
        self.state.is_odd |= !fits;
        if let Some(slot) = self.state.sheet.cells.get_mut(at) {
            *slot = cell;
        }
    }

    /// Reads the members of an object into the row that begins at `start`; tells what came of it besides its fields.
    fn members<A: MapAccess<'a>>(
        state: &mut State<'a>,
        (kind, start): (Kind, usize),
        is_inner: bool,
        map: &mut A,
    ) -> Result<Option<Reference>, A::Error> {
        let at = kind.group().map_or(0, |group| group.index() + 1);
        let names = state.names.get(at).map_or(&[][..], |names| if is_inner { &names.inner } else { &names.outer });
        let mut reference = None;
        let mut others: Vec<&[u8]> = Vec::new();
        while let Some(name) = map.next_key_seed(Name)? {
            // A name with escapes takes a closer look.
            let Some(name) = name else {
                state.is_odd = true;
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            match names.iter().find(|(known, _)| *known == name).map(|(_, member)| *member) {
                Some(Member::Field(at, format)) => {
                    let at = start + at;
                    state.is_odd |= state.sheet.cells.get(at).is_some_and(|cell| *cell != Cell::Absent);
                    map.next_value_seed(Target { state, want: Want::Field { at, format } })?;
                }
                Some(Member::Inner) => {
                    state.is_odd |= reference.is_some();
                    let before = state.sheet.rows.len();
                    map.next_value_seed(Target { state, want: Want::Inner(kind) })?;
                    let head = before.checked_sub(1).and_then(|at| state.sheet.rows.get(at));
                    reference = Some(head.map_or(Reference::Missing, |head| head.reference));
                }
                Some(Member::List(group)) => {
                    let is_new = state.sheet.came(group) == Came::Absent;
                    state.is_odd |= !is_new;
                    let first = state.sheet.rows.len();
                    if let Some((came, _)) = state.sheet.lists.get_mut(group.index()) {
                        *came = Came::Null;
                    }
                    map.next_value_seed(Target { state, want: Want::List(group) })?;
                    let last = state.sheet.rows.len();
                    if let Some((_, rows)) = state.sheet.lists.get_mut(group.index()) {
                        *rows = first..last;
                    }
                }
                None => {
                    state.is_odd |= others.len() >= MANY || others.contains(&name);
                    if others.len() < MANY {
                        others.push(name);
                    }
                    state.is_odd |= json::is_deep(map.next_value::<&RawValue>()?.get());
                }
            }
        }
        Ok(reference)
    }
}

/// Whether the item that begins at `start` refers to another object than it wraps.
fn differs(sheet: &Sheet<'_>, kind: Kind, start: usize) -> bool {
    let places = match kind {
        Kind::Bucket => const { [place(Kind::Bucket, "bucketId"), place(Kind::Bucket, "bucket.id")] },
        Kind::AiLlm => const { [place(Kind::AiLlm, "aiLlmId"), place(Kind::AiLlm, "aiLlm.id")] },
        Kind::Repo | Kind::ApiKey | Kind::AiApiKey => return false,
    };
    let [referred, own] = places.map(|at| sheet.cells.get(start + at).filter(|cell| **cell != Cell::Absent));
    referred.zip(own).is_some_and(|(referred, own)| referred != own)
}

impl<'a> Visitor<'a> for Target<'_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a repository")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        match self.want {
            Want::Object(kind) => {
                let state = self.state;
                let (start, at) = (state.sheet.cells.len(), state.sheet.rows.len());
                let head = Head { kind, start, reference: Reference::Missing, problems: 0 };
                state.sheet.rows.push(head);
                state.sheet.cells.extend(std::iter::repeat_n(Cell::Absent, schema::fields(kind).len()));
                let inner = Self::members(state, (kind, start), false, &mut map)?;
                let reference = match inner {
                    _ if schema::inner(kind).is_empty() => Reference::Good,
                    None | Some(Reference::Missing) => Reference::Missing,
                    Some(_) if differs(&state.sheet, kind, start) => Reference::Differs,
                    Some(_) => Reference::Good,
                };
                if let Some(head) = state.sheet.rows.get_mut(at) {
                    head.reference = reference;
                }
            }
            Want::Inner(kind) => {
                let state = self.state;
                let Some(head) = state.sheet.rows.last_mut() else { return Ok(()) };
                head.reference = Reference::Good;
                let start = head.start;
                Self::members(state, (kind, start), true, &mut map)?;
            }
            Want::Field { .. } | Want::List(_) => {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                self.put(Cell::Object);
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'a>>(self, mut seq: A) -> Result<(), A::Error> {
        let Want::List(group) = self.want else {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            self.put(Cell::List);
            return Ok(());
        };
        if let Some((came, _)) = self.state.sheet.lists.get_mut(group.index()) {
            *came = Came::List;
        }
        while seq.next_element_seed(Target { state: self.state, want: Want::Object(group.kind()) })?.is_some() {}
        Ok(())
    }

    fn visit_borrowed_str<E>(self, text: &'a str) -> Result<(), E> {
        self.put(Cell::Text(Cow::Borrowed(text)));
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.put(Cell::Text(Cow::Owned(text.to_owned())));
        Ok(())
    }

    fn visit_bool<E>(self, flag: bool) -> Result<(), E> {
        self.put(Cell::Flag(flag));
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.put(Cell::Null);
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.put(Cell::Other);
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.put(Cell::Other);
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.put(Cell::Other);
        Ok(())
    }
}

/// A member's name as it stands in the source; nothing if it has escapes.
struct Name;

impl<'a> DeserializeSeed<'a> for Name {
    type Value = Option<&'a [u8]>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_bytes(self)
    }
}

impl<'a> Visitor<'a> for Name {
    type Value = Option<&'a [u8]>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_borrowed_bytes<E>(self, name: &'a [u8]) -> Result<Self::Value, E> {
        Ok(Some(name))
    }

    fn visit_bytes<E>(self, _: &[u8]) -> Result<Self::Value, E> {
        Ok(None)
    }
}
