//! One object decoded for looking at: every field that came, each in its place, and what is wrong with it.
//!
//! Nothing here fails: a value of the wrong kind is kept and named as a problem, an unknown field is kept as JSON, and
//! absent and null stay two different facts.

use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;

use crate::model::json::{self, Object, Value};
use crate::model::kind::{Group, Kind};
use crate::model::pretty::{self, Secrets};
use crate::model::reference::Reference;
use crate::model::schema::{self, FieldSpec, Format};
use crate::model::secret::{self, Sensitivity};
use crate::model::text;
use crate::model::time::{self, Instant};

/// What stands for a text of which nothing could be seen.
const BLANK: &str = "(blank)";

/// A field's value as it came.
#[derive(Clone, PartialEq, Eq)]
pub enum FieldValue {
    /// The field was not sent.
    Absent,
    /// The field was sent as null.
    Null,
    /// A string, as it came: not terminal-safe.
    Text(String),
    /// true or false.
    Flag(bool),
    /// A date and time.
    Time(Instant),
    /// A credential as it came: never to be shown but through [`FieldValue::display`].
    Key(String),
    /// An encrypted credential: its members' names and values as they came.
    Secret(Vec<(String, String)>),
    /// References to other objects.
    References(Vec<Reference>),
    /// Anything else: its JSON text, and how much of it may be shown.
    Json(String, Sensitivity),
    /// The same, nested too deep to be looked at.
    Deep(String),
}

/// A credential is told by its length alone.
impl fmt::Debug for FieldValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Absent => f.write_str("Absent"),
            Self::Null => f.write_str("Null"),
            Self::Text(text) => f.debug_tuple("Text").field(text).finish(),
            Self::Flag(flag) => f.debug_tuple("Flag").field(flag).finish(),
            Self::Time(at) => f.debug_tuple("Time").field(at).finish(),
            Self::Key(key) => write!(f, "Key({} bytes)", key.len()),
            Self::Secret(members) => write!(f, "Secret({} fields)", members.len()),
            Self::References(all) => f.debug_tuple("References").field(all).finish(),
            Self::Json(raw, sensitivity) => f.debug_tuple("Json").field(&raw.len()).field(sensitivity).finish(),
            Self::Deep(raw) => write!(f, "Deep({} bytes)", raw.len()),
        }
    }
}

/// A documented field of an object, or a known extra.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// What it is.
    pub spec: &'static FieldSpec,
    /// What came.
    pub value: FieldValue,
}

/// One object, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// What it is.
    pub kind: Kind,
    /// Documented fields, whether they came or not, and those extras that came.
    pub fields: Vec<Field>,
    /// Fields that neither the API page nor the official client knows: path and JSON value.
    pub others: Vec<(String, FieldValue)>,
    /// What is wrong with it, as sentences safe to show; empty for almost all.
    pub problems: Vec<String>,
}

impl Record {
    /// Decodes the JSON text of one object.
    pub fn of(kind: Kind, raw: &str) -> Self {
        let mut record = Self { kind, fields: Vec::new(), others: Vec::new(), problems: Vec::new() };
        let Some(outer) = Object::of(raw) else {
            record.problems.push(format!("this {} is {}, expected an object", kind.noun(), Value::of(raw).kind()));
            return record;
        };
        let (inner_name, wrapped) =
            outer.spelled(schema::inner(kind)).map(|(name, raw)| (name, Value::of(raw))).unzip();
        let inner = match &wrapped {
            Some(Value::Object(raw)) => Object::of(raw).unwrap_or_default(),
            _ => Object::default(),
        };
        record.check_reference(&outer, inner_name, wrapped.as_ref(), &inner);
        for spec in schema::fields(kind) {
            let came = place(spec.path, kind, &outer, &inner);
            if spec.extra && came.is_none() {
                continue;
            }
            let value = record.read(spec, came);
            record.fields.push(Field { spec, value });
        }
        record.collect_others(&outer, None);
        if let Some(name) = inner_name {
            record.collect_others(&inner, Some(name));
        }
        for names in [schema::inner(kind), schema::reference(kind)] {
            record.problems.extend(superseded(&outer, names));
        }
        if kind == Kind::Repo {
            record.problems.extend(Group::ALL.iter().flat_map(|group| list_problems(&outer, *group)));
        }
        record
    }

    /// The value of a field by its path, [`FieldValue::Absent`] for one that this kind does not have.
    pub fn get(&self, path: &str) -> &FieldValue {
        self.fields.iter().find(|field| field.spec.path == path).map_or(&FieldValue::Absent, |field| &field.value)
    }

    /// The text of a field by its path, `None` where it is no text or empty.
    pub fn text(&self, path: &str) -> Option<&str> {
        match self.get(path) {
            FieldValue::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// The name to show, terminal-safe: the object's own name, else its id, else words that say there is none. One of
    /// which nothing could be seen is told by `(blank)` in front of what stands for it.
    pub fn title(&self) -> Cow<'_, str> {
        title(self.kind, |path| match self.get(path) {
            FieldValue::Text(text) => Some(text),
            _ => None,
        })
    }

    /// The title, or for what is no object what it should be and its place among its like: `API key 3`.
    pub fn name(&self, index: usize) -> Cow<'_, str> {
        if self.is_object() { self.title() } else { unnamed(self.kind, index).into() }
    }

    /// Whether what came is an object at all.
    pub const fn is_object(&self) -> bool {
        // Documented fields are there whether they came or not.
        !self.fields.is_empty()
    }

    fn problem(&mut self, path: &str, seen: &str, expected: &str) {
        self.problems.push(format!("`{path}` is {seen}, expected {expected}"));
    }

    fn read(&mut self, spec: &'static FieldSpec, came: Option<&str>) -> FieldValue {
        let Some(raw) = came else { return FieldValue::Absent };
        let value = Value::of(raw);
        match (spec.format, &value) {
            (_, Value::Null) => FieldValue::Null,
            (Format::Text, Value::Text(text)) => FieldValue::Text(text.clone().into_owned()),
            (Format::Key, Value::Text(text)) => FieldValue::Key(text.clone().into_owned()),
            (Format::Flag, Value::Bool(flag)) => FieldValue::Flag(*flag),
            (Format::Time, Value::Text(text)) => time::parse(text).map_or_else(
                || {
                    let seen = text::shown(text);
                    self.problems.push(format!(
                        "`{}` {}: {}",
                        spec.path,
                        time::fault(text),
                        text::cut(&seen, 60, "...")
                    ));
                    FieldValue::Text(text.clone().into_owned())
                },
                FieldValue::Time,
            ),
            (Format::Secret, Value::Object(raw)) => FieldValue::Secret(secret_members(raw)),
            (Format::References, Value::Array(raw)) => FieldValue::References(Reference::all(raw)),
            (format, _) if json::is_deep(raw) => {
                self.problems.push(format!("`{}` {}, expected {}", spec.path, json::TOO_DEEP, format.expected()));
                FieldValue::Deep(raw.to_owned())
            }
            (format, other) => {
                self.problem(spec.path, other.kind(), format.expected());
                let name = spec.path.rsplit('.').next().unwrap_or(spec.path);
                FieldValue::Json(raw.to_owned(), Sensitivity::Open.within(name))
            }
        }
    }

    /// An item that refers to an object which is not there, or to another one than is there.
    fn check_reference(
        &mut self,
        outer: &Object<'_>,
        inner_name: Option<&str>,
        wrapped: Option<&Value<'_>>,
        inner: &Object<'_>,
    ) {
        let Some(expected_name) = schema::inner(self.kind).first() else { return };
        let reference = outer.spelled(schema::reference(self.kind));
        match (inner_name, wrapped) {
            (Some(_), Some(Value::Object(_))) => {
                let (Some((reference, referred)), Some(id)) = (reference, inner.raw("id")) else { return };
                if Value::of(referred) != Value::of(id) {
                    self.problems.push(format!("`{reference}` names another object than `{expected_name}.id`"));
                }
            }
            (None | Some(_), None | Some(Value::Null)) => {
                let what = if inner_name.is_none() { "was not sent" } else { "is null" };
                let refers = reference.map_or("nothing refers to it", |_| "only its id came");
                self.problems.push(format!("`{expected_name}` {what}: {refers}"));
            }
            (_, Some(other)) => self.problem(expected_name, other.kind(), "an object"),
        }
    }

    fn collect_others(&mut self, object: &Object<'_>, inside: Option<&str>) {
        for (name, raw) in object.members() {
            if !self.is_known(name, inside.is_some()) || (inside.is_none() && self.is_superseded(object, name)) {
                let path = inside.map_or_else(|| name.to_owned(), |inside| format!("{inside}.{name}"));
                let value = other_value(name, raw);
                if matches!(value, FieldValue::Deep(_)) {
                    self.problems.push(format!("`{}` {}: `ls -o json` prints it", text::shown(&path), json::TOO_DEEP));
                }
                self.others.push((path, value));
            }
        }
        if object.left_out > 0 {
            let more = object.left_out;
            self.problems.push(format!("{more} more fields came than are shown: `ls -o json` prints everything"));
        }
        for name in &object.repeated {
            self.problems.push(format!("`{}` came more than once: the last one is shown", text::shown(name)));
        }
    }

    fn is_known(&self, name: &str, inside: bool) -> bool {
        let documented = schema::fields(self.kind).iter().any(|spec| match spec.path.split_once('.') {
            Some((_, inner)) => inside && inner == name,
            None => !inside && spec.path == name,
        });
        documented || (!inside && self.spellings().any(|names| names.contains(&name)))
    }

    /// The names under which something may come that has had another name before.
    fn spellings(&self) -> impl Iterator<Item = &'static [&'static str]> {
        let lists = Group::ALL.iter().filter(|_| self.kind == Kind::Repo).map(|group| group.members());
        [schema::inner(self.kind), schema::reference(self.kind)].into_iter().chain(lists)
    }

    /// Whether the same thing came under a newer name too, which counts.
    fn is_superseded(&self, outer: &Object<'_>, name: &str) -> bool {
        self.spellings()
            .any(|names| names.contains(&name) && outer.superseded(names).any(|(superseded, _)| superseded == name))
    }
}

/// The title of an object by the texts that came for its fields, as for [`Record::title`].
pub(crate) fn title<'a>(kind: Kind, text: impl Fn(&str) -> Option<&'a str>) -> Cow<'a, str> {
    let (names, ids): (&[&str], &[&str]) = match kind {
        Kind::Bucket => (&["bucket.name", "bucket.bucket"], &["bucketId", "bucket.id"]),
        Kind::AiLlm => (&["aiLlm.name"], &["aiLlmId", "aiLlm.id"]),
        Kind::Repo | Kind::ApiKey | Kind::AiApiKey => (&["name"], &["id"]),
    };
    let tells = |text: &&str| !text.is_empty() && !text::blank(text);
    let found = names.iter().chain(ids).find_map(|path| text(path).filter(tells));
    let is_blank = names.first().and_then(|path| text(path)).is_some_and(text::blank);
    match (is_blank, found) {
        (false, Some(found)) => text::shown(found),
        (false, None) => Cow::Borrowed("(no name)"),
        (true, Some(found)) => Cow::Owned(format!("{BLANK} {}", text::shown(found))),
        (true, None) => Cow::Borrowed(BLANK),
    }
}

/// What is no object is called what it should be, and by its place among its like: `API key 3`.
pub(crate) fn unnamed(kind: Kind, index: usize) -> String {
    format!("{} {}", kind.noun(), index + 1)
}

/// What is wrong with one of a repository's lists as a whole.
pub(crate) fn list_problems(repo: &Object<'_>, group: Group) -> Vec<String> {
    let came = repo.spelled(group.members()).map(|(name, raw)| (name, Value::of(raw)));
    let wrong = match came {
        None | Some((_, Value::Null | Value::Array(_))) => None,
        Some((name, other)) => Some(format!("`{name}` is {}, expected a list", other.kind())),
    };
    wrong.into_iter().chain(superseded(repo, group.members())).collect()
}

/// That something came under two names, and not as the same.
fn superseded(object: &Object<'_>, names: &'static [&'static str]) -> Option<String> {
    let (counts, raw) = object.spelled(names)?;
    let (other, _) = object.superseded(names).find(|(_, other)| *other != raw)?;
    Some(format!("both `{counts}` and `{other}` came: `{counts}` is shown"))
}

/// The source text of a field's value; a field of the inner object is looked for there.
pub(crate) fn place<'a>(path: &str, kind: Kind, outer: &Object<'a>, inner: &Object<'a>) -> Option<&'a str> {
    match path.split_once('.') {
        Some((_, name)) => inner.raw(name),
        None if schema::reference(kind).contains(&path) => outer.spelled(schema::reference(kind)).map(|(_, raw)| raw),
        None => outer.raw(path),
    }
}

fn secret_members(raw: &str) -> Vec<(String, String)> {
    let object = Object::of(raw).unwrap_or_default();
    object
        .members()
        .map(|(name, raw)| {
            let value = match Value::of(raw) {
                Value::Text(text) => text.into_owned(),
                _ => raw.to_owned(),
            };
            (name.to_owned(), value)
        })
        .collect()
}

/// The value of a field that nobody documented.
pub(crate) fn other_value(name: &str, raw: &str) -> FieldValue {
    let sensitivity = Sensitivity::Open.within(name);
    match (Value::of(raw), sensitivity) {
        (Value::Null, _) => FieldValue::Null,
        (Value::Bool(flag), _) => FieldValue::Flag(flag),
        (Value::Text(text), Sensitivity::Open) => {
            time::parse(&text).map_or_else(|| FieldValue::Text(text.into_owned()), FieldValue::Time)
        }
        (Value::Text(text), Sensitivity::Key | Sensitivity::Listed) => FieldValue::Key(text.into_owned()),
        (Value::Object(raw), Sensitivity::Sealed) => FieldValue::Secret(secret_members(raw)),
        _ if json::is_deep(raw) => FieldValue::Deep(raw.to_owned()),
        _ => FieldValue::Json(raw.to_owned(), sensitivity),
    }
}

impl FieldValue {
    /// The value in words: one terminal-safe line.
    pub fn display(&self, now: Timestamp, secrets: Secrets<'_>) -> String {
        let reveal = matches!(secrets, Secrets::Shown);
        match self {
            Self::Absent => "not sent".to_owned(),
            Self::Null => "none".to_owned(),
            Self::Text(text) if text.is_empty() => "(empty)".to_owned(),
            Self::Text(text) if text::blank(text) => BLANK.to_owned(),
            Self::Text(text) if reveal => text::shown(text).into_owned(),
            Self::Text(text) => Sensitivity::Open.apply(text).into_owned(),
            Self::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Self::Time(at) => format!("{}, {}", time::utc(*at), time::age(*at, now)),
            Self::Key(key) if key.is_empty() => "(empty)".to_owned(),
            Self::Key(key) if reveal => text::shown(key).into_owned(),
            Self::Key(key) => match secrets {
                Secrets::Marked(fingerprints) => fingerprints.masked(key),
                Secrets::Masked | Secrets::Shown => Sensitivity::Key.apply(key).into_owned(),
            },
            Self::Secret(members) if reveal && !members.is_empty() => members
                .iter()
                .map(|(name, value)| format!("{} {}", text::shown(name), text::shown(value)))
                .collect::<Vec<_>>()
                .join(", "),
            Self::Secret(members) => {
                let fields = if members.len() == 1 { "field" } else { "fields" };
                let fingerprint = if let Secrets::Marked(all) = secrets { all.of_members(members) } else { None };
                let behind = fingerprint.map(|it| [" ", &it].concat()).unwrap_or_default();
                format!("encrypted, {} {fields}{behind}", members.len())
            }
            Self::References(all) if all.is_empty() => "none".to_owned(),
            Self::References(all) => {
                let names: Vec<&str> = all.iter().map(|reference| reference.name.as_str()).collect();
                format!("{}: {}", all.len(), names.join(", "))
            }
            Self::Json(raw, sensitivity) => pretty::compact(raw, secrets, *sensitivity),
            Self::Deep(_) => json::TOO_DEEP.to_owned(),
        }
    }

    /// Whether there is something that [`Self::display`] hides.
    pub fn is_hidden(&self) -> bool {
        match self {
            Self::Key(key) => !key.is_empty(),
            Self::Secret(members) => !members.is_empty(),
            Self::Text(text) => matches!(secret::mask_address(text), Cow::Owned(_)),
            Self::Json(raw, sensitivity) => pretty::masks(raw.as_bytes(), *sensitivity),
            Self::Absent | Self::Null | Self::Flag(_) | Self::Time(_) | Self::References(_) | Self::Deep(_) => false,
        }
    }
}

mod reveal;

#[cfg(test)]
mod tests;
