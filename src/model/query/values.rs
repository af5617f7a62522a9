//! The values of one object as the screen shows them, read where a query asks and never more of a credential than its
//! mask.

use std::borrow::Cow;

use crate::model::json::{self, Object, Value};
use crate::model::kind::{Group, Kind};
use crate::model::query::fuzzy::Fuzzy;
use crate::model::record;
use crate::model::schema;
use crate::model::search::Needle;
use crate::model::secret::{self, Sensitivity};
use crate::model::time;

/// One object: itself, and what it wraps.
#[derive(Debug, Default)]
pub(super) struct Parts<'a> {
    pub(super) outer: Object<'a>,
    inner: Object<'a>,
    /// Members of the outer object that are read by themselves: lists, and what is wrapped.
    apart: [Option<&'static str>; 4],
}

impl<'a> Parts<'a> {
    /// The object with this source text; nothing where it is none.
    pub(super) fn of(kind: Kind, raw: &'a str) -> Self {
        let Some(outer) = Object::of(raw) else { return Self::default() };
        if kind == Kind::Repo {
            let apart = Group::ALL.map(|group| outer.spelled(group.members()).map(|(name, _)| name));
            return Self { outer, inner: Object::default(), apart };
        }
        let (name, wrapped) = outer.spelled(schema::inner(kind)).unzip();
        let inner = wrapped.filter(|raw| raw.starts_with('{')).and_then(Object::of).unwrap_or_default();
        Self { outer, inner, apart: [name, None, None, None] }
    }

    /// The source text of a field by its path.
    pub(super) fn raw(&self, kind: Kind, path: &str) -> Option<&'a str> {
        record::place(path, kind, &self.outer, &self.inner)
    }

    /// A field that came as text or number, as it is shown.
    pub(super) fn shown(&self, kind: Kind, path: &str) -> Option<Cow<'a, str>> {
        match Value::of(self.raw(kind, path)?) {
            Value::Text(Cow::Borrowed(text)) => Some(secret::mask_address(text)),
            Value::Text(Cow::Owned(text)) => Some(Cow::Owned(secret::mask_address(&text).into_owned())),
            Value::Number(number) => Some(Cow::Borrowed(number)),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// Whether a test is true of one of its values: texts and numbers, at any depth.
    pub(super) fn any(&self, test: &mut dyn FnMut(&Leaf<'_>) -> bool) -> bool {
        let outer = self.outer.members().filter(|(name, _)| !self.apart.iter().flatten().any(|apart| apart == name));
        outer.chain(self.inner.members()).any(|(name, raw)| any_in(raw, Sensitivity::Open.within(name), test))
    }
}

/// One value, decoded but for being masked.
pub(super) enum Leaf<'v> {
    Text(&'v str),
    Number(&'v str),
    /// Of a credential only its mask is shown.
    Key(&'v str),
}

impl Leaf<'_> {
    /// Whether it has a word as it is shown; a text that is a time has it as it came or as times are shown.
    pub(super) fn has(&self, needle: &Needle) -> bool {
        // A mask is made of asterisks and of what is there, so that most values need not be masked.
        let may_have = |text: &str| needle.word().contains('*') || needle.find(text).is_some();
        match self {
            Self::Text(text) => {
                (may_have(text) && needle.find(&secret::mask_address(text)).is_some())
                    || (super::term::fits_a_time(needle.word())
                        && time::parse(text).is_some_and(|at| needle.find(&time::utc(at)).is_some()))
            }
            // What would be the middle of a number is no place that a search in the source knows.
            Self::Number(number) => !needle.word().starts_with(['e', 'E', '+']) && needle.find(number).is_some(),
            // Between what is shown of it and what is not a letter may part from its mark.
            Self::Key(key) => {
                (may_have(key) || !key.is_ascii()) && mask(key).is_some_and(|shown| needle.find(&shown).is_some())
            }
        }
    }

    /// Whether it has letters in their order as it is shown.
    pub(super) fn has_letters(&self, fuzzy: &Fuzzy) -> bool {
        match self {
            Self::Text(text) => fuzzy.is_in(text) && fuzzy.is_in(&secret::mask_address(text)),
            Self::Number(number) => fuzzy.is_in(number),
            Self::Key(key) => mask(key).is_some_and(|shown| fuzzy.is_in(&shown)),
        }
    }
}

/// A credential as it is shown; where nothing is shown of it there is nothing to find.
fn mask(key: &str) -> Option<String> {
    Some(secret::mask(key)).filter(|shown| shown != secret::HIDDEN)
}

/// Whether a test is true of a value or of one inside of it. Takes no stack for what is nested; what nests too deep is
/// not shown, so it has nothing to find.
fn any_in(raw: &str, shown: Sensitivity, is: &mut dyn FnMut(&Leaf<'_>) -> bool) -> bool {
    if json::is_deep(raw) {
        return false;
    }
    let mut rest = vec![(raw, shown)];
    while let Some((raw, shown)) = rest.pop() {
        if shown == Sensitivity::Sealed {
            continue;
        }
        let is_so = match (Value::of(raw), shown) {
            (Value::Text(text), Sensitivity::Open) => is(&Leaf::Text(&text)),
            (Value::Text(text), _) => is(&Leaf::Key(&text)),
            (Value::Number(number), Sensitivity::Open) => is(&Leaf::Number(number)),
            (Value::Number(number), _) => is(&Leaf::Key(number)),
            (Value::Array(raw), _) => {
                rest.extend(json::elements(raw).into_iter().map(|raw| (raw, shown)));
                false
            }
            (Value::Object(raw), _) => {
                let object = Object::of(raw).unwrap_or_default();
                rest.extend(object.members().map(|(name, raw)| (raw, shown.within(name))));
                false
            }
            (Value::Null | Value::Bool(_), _) => false,
        };
        if is_so {
            return true;
        }
    }
    false
}
