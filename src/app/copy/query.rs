//! How to find an object again outside of here: a jq filter over the API's answer, and the request that gives it.

use std::fmt::Write as _;

use crate::model::inventory::{Inventory, Lists};
use crate::model::json::{Object, Value};
use crate::model::kind::{Group, Kind, Node};
use crate::model::pretty::{self, Layout, Secrets};
use crate::model::schema;
use crate::model::secret::Sensitivity;

/// Longer lists are not searched for a second item with the same id: one is found by its place.
const MOST_ITEMS: usize = 1000;
/// A longer id makes no filter that anybody reads.
const MOST_ID: usize = 512;

/// A jq filter that selects an object of `GET /repo`'s answer, by its id where it has one of its own, else by its
/// place. It can stand between single quotes of a shell.
pub fn filter(inventory: &Inventory, node: Node) -> String {
    let text = inventory.text(node.repo());
    let repo = Object::of(&text).unwrap_or_default();
    let id = repo.raw("id").filter(|_| !inventory.is_duplicate(node.repo())).and_then(literal);
    let mut filter = match id {
        Some(id) => format!(".repos[] | select(.id? == {id})"),
        None => format!(".repos[{}]", node.repo()),
    };
    let (Node::Group(_, group) | Node::Item(_, group, _)) = node else { return filter };
    let member = repo.spelled(group.members()).map(|(name, _)| name).or_else(|| group.members().first().copied());
    let member = member.unwrap_or_default();
    let Node::Item(_, _, index) = node else { return filter + " | ." + member };
    let place = match item(&Lists::of(&text).items(group), group, index) {
        Some((path, id)) => format!(" | .{member}[] | select({path} == {id})"),
        None => format!(" | .{member}[{index}]"),
    };
    filter.push_str(&place);
    filter
}

/// The path of an item's id and the id as jq has it, where no other item of the list has the same.
fn item(items: &[&str], group: Group, index: usize) -> Option<(String, String)> {
    if items.len() > MOST_ITEMS {
        return None;
    }
    let (path, raw) = identity(group.kind(), items.get(index)?)?;
    let same = |item: &&&str| {
        identity(group.kind(), item).is_some_and(|(other, it)| other == path && Value::of(it) == Value::of(raw))
    };
    (items.iter().filter(same).count() == 1).then_some(())?;
    Some((path, literal(raw)?))
}

/// Where an item's id stands, and its source text.
fn identity(kind: Kind, item: &str) -> Option<(String, &str)> {
    let object = Object::of(item)?;
    if let Some((name, raw)) = object.spelled(schema::reference(kind)).filter(|(_, raw)| *raw != "null") {
        return Some((format!(".{name}?"), raw));
    }
    match object.spelled(schema::inner(kind)) {
        Some((name, inner)) => Some((format!(".{name}?.id?"), Object::of(inner)?.raw("id")?)),
        None => Some((".id?".to_owned(), object.raw("id")?)),
    }
}

/// An id as a jq literal; `None` where it is no text or number, or would be masked. A `'` is escaped as well: between
/// the quotes of a shell it would end them.
fn literal(raw: &str) -> Option<String> {
    let is_plain = matches!(Value::of(raw), Value::Text(_) | Value::Number(_));
    if !is_plain || raw.len() > MOST_ID || pretty::masks(raw.as_bytes(), Sensitivity::Open) {
        return None;
    }
    let mut out = Vec::new();
    // Writing to memory does not fail.
    pretty::write(raw.as_bytes(), Layout::Compact, Secrets::Shown, Sensitivity::Open, &mut out).unwrap_or_default();
    String::from_utf8(out).ok().map(|literal| literal.replace('\'', "\\u0027"))
}

/// The request as curl makes it; the shell puts the token in, so that it stands in no history.
pub fn curl(url: &str, workspace: Option<&str>) -> String {
    let mut url = url.to_owned();
    if let Some(id) = workspace.filter(|id| !id.is_empty()) {
        url.push_str("?workspaceId=");
        for byte in id.bytes() {
            // A text takes everything.
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => url.push(char::from(byte)),
                _ => write!(url, "%{byte:02X}").unwrap_or_default(),
            }
        }
    }
    format!("curl -sS -H \"Authorization: Bearer $FLASHBACK_TOKEN\" {}", quoted(&url))
}

/// A text as one word of a POSIX shell, whatever is in it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests;
