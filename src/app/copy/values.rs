//! What can be copied from the selected object: each field, its JSON, a jq filter and the request that answers it.
//!
//! Every text made here is terminal-safe: what drives or reorders a terminal is escaped as on the screen, in JSON as
//! JSON has it. A credential is masked unless it is revealed.

use std::fmt;

use jiff::Timestamp;

use crate::app::action::Action;
use crate::app::copy::query;
use crate::app::detail::cursor::{self, Source};
use crate::app::pivot::{self, Selected};
use crate::app::state::{Dataset, Focus, State};
use crate::model::charset::Spelling;
use crate::model::inventory::{Inventory, Lists};
use crate::model::kind::{Kind, Node};
use crate::model::pretty::{self, Secrets};
use crate::model::record::{FieldValue, Record};
use crate::model::reference::Reference;
use crate::model::secret::{HIDDEN, Sensitivity};
use crate::model::token::Hidden;
use crate::model::usage::Aspect;
use crate::model::{schema, text, time};

/// Said where nothing is selected.
pub(super) const NOTHING: &str = "nothing is selected that could be copied";
const NO_ID: &str = "it came without an id";
const NO_VALUE: &str = "there is no value here";
const LIST: &str = "a list has no id of its own";

/// More bytes than this are nothing for a clipboard.
const MOST: usize = 1024 * 1024;
/// More fields that nobody documented are not listed.
const MOST_FIELDS: usize = 1000;
/// So many bytes of a value are shown, and searched for what was typed.
const PREVIEW: usize = 512;

/// A value that can be copied.
#[derive(Clone, PartialEq, Eq)]
pub struct Copyable {
    /// What it is, terminal-safe.
    pub label: String,
    /// What is copied, terminal-safe; empty where it is too long.
    pub text: Hidden,
    /// Whether something of it is hidden.
    pub masked: bool,
    /// Whether it is a credential in clear.
    pub revealed: bool,
    /// How it is spelled where only ASCII may be written.
    pub spelling: Spelling,
    /// Its size in bytes, where that is more than can be copied.
    left_out: Option<usize>,
}

/// A value is told by its length alone.
impl fmt::Debug for Copyable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { label, text, masked, revealed, .. } = self;
        write!(f, "Copyable({label}, {text:?}, masked: {masked}, revealed: {revealed})")
    }
}

impl Copyable {
    fn new(label: impl Into<String>, text: String) -> Self {
        Self {
            label: label.into(),
            text: text.into(),
            masked: false,
            revealed: false,
            spelling: Spelling::Words,
            left_out: None,
        }
    }

    /// The beginning of it.
    pub fn preview(&self) -> &str {
        let text = self.text.text();
        let end = (0..=PREVIEW.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
        text.get(..end).unwrap_or_default()
    }

    /// Why it cannot be copied, where it is too long.
    pub fn too_long(&self) -> Option<String> {
        let label = &self.label;
        self.left_out.map(|size| format!("{label} is {}, too long to copy: see `ls -o json`", time::bytes(size as u64)))
    }

    /// It, or where it would be too long only that.
    fn bounded(label: impl Into<String>, size: usize, text: impl FnOnce() -> String) -> Self {
        if size <= MOST {
            return Self::new(label, text());
        }
        Self { left_out: Some(size), ..Self::new(label, String::new()) }
    }
}

/// A field's value to copy, `None` where none came; `secrets` says how credentials are copied.
pub fn copyable(label: &str, value: &FieldValue, secrets: Secrets<'_>) -> Option<Copyable> {
    let (is_hidden, revealed) = (value.is_hidden(), matches!(secrets, Secrets::Shown));
    let size = match value {
        FieldValue::Absent | FieldValue::Null | FieldValue::Deep(_) => return None,
        FieldValue::Text(text) | FieldValue::Key(text) if text.is_empty() => return None,
        FieldValue::References(all) if all.is_empty() => return None,
        FieldValue::Text(text) | FieldValue::Key(text) | FieldValue::Json(text, _) => text.len(),
        FieldValue::Secret(members) => members.iter().map(|(name, value)| name.len() + value.len()).sum(),
        FieldValue::Flag(_) | FieldValue::Time(_) | FieldValue::References(_) => 0,
    };
    let words = || match value {
        FieldValue::Text(raw) if revealed || text::blank(raw) => text::shown(raw).into_owned(),
        FieldValue::Flag(flag) => flag.to_string(),
        FieldValue::Time(at) => at.to_string(),
        FieldValue::Secret(_) if is_hidden && !revealed => HIDDEN.to_owned(),
        FieldValue::References(all) => all.iter().take(MOST_FIELDS).map(Reference::line).collect::<Vec<_>>().join(", "),
        // The time tells ages only, and this is none.
        other => other.display(Timestamp::UNIX_EPOCH, secrets),
    };
    let spelling = if matches!(value, FieldValue::Json(..)) { Spelling::Json } else { Spelling::Words };
    let (masked, revealed) = (is_hidden && !revealed, is_hidden && revealed);
    Some(Copyable { masked, revealed, spelling, ..Copyable::bounded(label, size, words) })
}

/// What `y` copies, or why there is nothing: in the details the value that the cursor stands on, else the id.
pub(super) fn under_the_cursor(state: &State) -> Result<Copyable, String> {
    let lists = state.keymap.says(&[(Action::CopyOther, "lists what can be copied")]);
    let next = |why: &str| if lists.is_empty() { why.to_owned() } else { format!("{why}; {lists}") };
    let (Some(data), Some(node)) = (&state.data, state.selected()) else { return Err(NOTHING.to_owned()) };
    if state.focus == Focus::Detail
        && let Some((node, source)) = state.detail.node.zip(cursor::source(state))
    {
        return value(state, &data.inventory, node, source).map_err(next);
    }
    if let Some(thing) = pivot::selected(state) {
        return of_thing(&thing).ok_or_else(|| next(NO_VALUE));
    }
    if matches!(node, Node::Group(..)) {
        return Err(next(LIST));
    }
    let (_, record) = data.inventory.object(node).ok_or_else(|| NOTHING.to_owned())?;
    id(&record).ok_or_else(|| next(NO_ID))
}

/// What objects have in common.
fn of_thing(thing: &Selected) -> Option<Copyable> {
    let label = match thing.aspect {
        Aspect::Bucket => "bucket ID",
        Aspect::AiLlm => "AI LLM ID",
        Aspect::Workspace => "workspace ID",
        Aspect::Credential | Aspect::Endpoint => thing.aspect.noun(),
    };
    let masked = thing.aspect == Aspect::Credential;
    (!thing.value.is_empty()).then(|| Copyable { masked, ..Copyable::new(label, thing.value.clone()) })
}

/// The value that the cursor of the details stands on.
fn value(state: &State, inventory: &Inventory, node: Node, source: Source) -> Result<Copyable, &'static str> {
    if let (Source::Item(index), Node::Group(repo, group)) = (source, node) {
        let (_, record) = inventory.object(Node::Item(repo, group, index)).ok_or(NOTHING)?;
        return id(&record).ok_or(NO_ID);
    }
    let (_, record) = inventory.object(node).ok_or(NOTHING)?;
    let copy = |label: &str, value: &FieldValue| copyable(label, value, secrets(state, state.detail.revealed));
    let field = |at: usize| record.fields.get(at);
    let value = match source {
        Source::List(_) | Source::Item(_) => return Err(LIST),
        Source::Field(at) => field(at).and_then(|field| copy(field.spec.label, &field.value)),
        Source::Other(at) => record.others.get(at).and_then(|(path, value)| copy(&text::shown(path), value)),
        Source::Reference(at, index) => field(at).and_then(|field| match &field.value {
            FieldValue::References(all) => {
                let one = all.get(index).into_iter().cloned().collect();
                copy(field.spec.label, &FieldValue::References(one))
            }
            other => copy(field.spec.label, other),
        }),
    };
    value.ok_or(NO_VALUE)
}

/// The object's id: that which the list refers to it by, else its own.
fn id(record: &Record) -> Option<Copyable> {
    let inner = schema::inner(record.kind).first().map(|inner| format!("{inner}.id"));
    let paths = [schema::reference(record.kind).first().copied(), inner.as_deref(), Some("id")];
    paths.into_iter().flatten().find_map(|path| copyable("ID", record.get(path), Secrets::Masked))
}

/// The title of what is selected and all that can be copied from it; `None` where nothing is.
pub(super) fn all(state: &State) -> Option<(String, Vec<Copyable>)> {
    let (data, node) = (state.data.as_ref()?, state.selected()?);
    let revealed = state.detail.revealed && state.detail.node == Some(node);
    let mut items = Vec::new();
    if let Some(thing) = pivot::selected(state) {
        items.extend(of_thing(&thing));
        push_curl(state, data, &mut items);
        return Some((thing.title, items));
    }
    let title = match node {
        Node::Group(repo, group) => {
            let text = data.inventory.text(repo);
            items.extend(Lists::of(&text).raw(group).map(|raw| json(raw, group.kind(), secrets(state, false))));
            format!("{} of {}", group.title(), Record::of(Kind::Repo, &text).name(repo))
        }
        Node::Repo(at) | Node::Item(_, _, at) => {
            let (raw, record) = data.inventory.object(node)?;
            let field = |label: &str, value| copyable(label, value, secrets(state, revealed));
            items.extend(record.fields.iter().filter_map(|it| field(it.spec.label, &it.value)));
            let others = record.others.iter().take(MOST_FIELDS);
            items.extend(others.filter_map(|(path, value)| field(&text::shown(path), value)));
            items.push(json(&raw, record.kind, secrets(state, false)));
            record.name(at).into_owned()
        }
    };
    items.push(Copyable::new("jq filter", query::filter(&data.inventory, node)));
    push_curl(state, data, &mut items);
    Some((title, items))
}

/// The request that is answered by it, where there is one.
fn push_curl(state: &State, data: &Dataset, items: &mut Vec<Copyable>) {
    if !state.about.url.is_empty() {
        items.push(Copyable::new("curl", query::curl(&state.about.url, data.scope.id())));
    }
}

/// How credentials are copied: as they are shown.
const fn secrets(state: &State, revealed: bool) -> Secrets<'_> {
    if revealed { Secrets::Shown } else { Secrets::Marked(&state.rules.fingerprints) }
}

/// An object or a list as JSON on one line: masked as everywhere, and the same value to a JSON reader.
fn json(raw: &str, kind: Kind, secrets: Secrets<'_>) -> Copyable {
    let start = Sensitivity::of_items(kind);
    let text = || pretty::compact(raw, secrets, start);
    let masked = raw.len() <= MOST && pretty::masks(raw.as_bytes(), start);
    Copyable { masked, spelling: Spelling::Json, ..Copyable::bounded("JSON", raw.len(), text) }
}
