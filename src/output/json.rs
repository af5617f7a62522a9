//! JSON: the answer's own text laid out anew, so that every field, its order, absent and null survive.

use std::io::{self, Write};

use crate::model::document::Rest;
use crate::model::inventory::{Inventory, List, Lists};
use crate::model::json::Object;
use crate::model::kind::{Group, Kind, Node};
use crate::model::pretty::{self, Layout, Secrets};
use crate::model::secret::Sensitivity;
use crate::output::Request;
use crate::output::chosen::Picked;

/// Writes the whole document without a kind, an array of objects with one.
pub(crate) fn write_pretty(
    inventory: &Inventory,
    rest: &Rest,
    request: &Request<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    match request.kind {
        None => write_document(inventory, rest, request, out)?,
        Some(_) => write_array(inventory, request, 0, out)?,
    }
    out.write_all(b"\n")
}

/// Writes one compact object a line.
pub(crate) fn write_lines(inventory: &Inventory, request: &Request<'_>, out: &mut dyn Write) -> io::Result<()> {
    each_object(inventory, request, &mut |json| {
        pretty::write(json, Layout::Compact, request.secrets, Sensitivity::Open, out)?;
        out.write_all(b"\n")
    })
}

/// The members around the list in the order they came, and the list where it stood.
fn write_document(inventory: &Inventory, rest: &Rest, request: &Request<'_>, out: &mut dyn Write) -> io::Result<()> {
    let envelope = Object::whole(&rest.envelope).unwrap_or_default();
    let mut separator = "{\n  ";
    for (name, raw) in envelope.members() {
        out.write_all(separator.as_bytes())?;
        separator = ",\n  ";
        let quoted = serde_json::to_string(name)?;
        // A name is no value: nothing in it is masked.
        pretty::write(quoted.as_bytes(), Layout::Compact, Secrets::Shown, Sensitivity::Open, out)?;
        out.write_all(b": ")?;
        if name == "repos" {
            write_array(inventory, request, 1, out)?;
        } else {
            let sensitivity = Sensitivity::Open.within(name);
            pretty::write(raw.as_bytes(), Layout::Pretty { indent: 1 }, request.secrets, sensitivity, out)?;
        }
    }
    out.write_all(if envelope.is_empty() { b"{}" } else { b"\n}" })
}

fn write_array(inventory: &Inventory, request: &Request<'_>, indent: usize, out: &mut dyn Write) -> io::Result<()> {
    let margin = 2 * indent;
    let mut is_empty = true;
    each_object(inventory, request, &mut |json| {
        write!(out, "{}\n{:margin$}  ", if is_empty { "[" } else { "," }, "")?;
        is_empty = false;
        pretty::write(json, Layout::Pretty { indent: indent + 1 }, request.secrets, Sensitivity::Open, out)
    })?;
    if is_empty { out.write_all(b"[]") } else { write!(out, "\n{:margin$}]", "") }
}

/// Hands over the repositories as they came, or the items of a kind with the repository they are in.
fn each_object(
    inventory: &Inventory,
    request: &Request<'_>,
    take: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let group = request.kind.and_then(Kind::group);
    for picked in request.chosen.repos(inventory, request.kind) {
        let Some((_, raw)) = inventory.document().get(picked.position) else { continue };
        match group {
            None => take(raw)?,
            Some(group) => each_item(&String::from_utf8_lossy(raw), group, picked, take)?,
        }
    }
    Ok(())
}

/// What an item is called: one that is no object goes by the name of its list, which says how it is masked.
fn name_of(item: &str, group: Group) -> &'static str {
    if item.starts_with('{') { "item" } else { group.members().first().copied().unwrap_or_default() }
}

/// `{"repoId": .., "repoName": .., "item": ..}` for each item. What should have held the items and is no list, or came
/// beside it under an older name, comes under its own name instead of `item`, and what should have been a repository as
/// `{"repo": ..}`.
///
/// Where a filter was asked only items are handed over: nothing else can match.
fn each_item(
    repo: &str,
    group: Group,
    picked: Picked<'_>,
    take: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    let Some(object) = Object::of(repo) else {
        return take(format!(r#"{{"repo":{repo}}}"#).as_bytes());
    };
    let mut head = String::from("{");
    for (label, name) in [("repoId", "id"), ("repoName", "name")] {
        if let Some(raw) = object.raw(name) {
            head.extend(["\"", label, "\":", raw, ","]);
        }
    }
    let mut take_as = |name: &str, raw: &str| take(format!(r#"{head}"{name}":{raw}}}"#).as_bytes());
    let lists = Lists::of(repo);
    let is_taken = |index: &usize| picked.takes(Node::Item(picked.position, group, *index));
    match lists.list(group) {
        List::Items(items) => {
            let mut taken = items.into_iter().enumerate().filter(|(index, _)| is_taken(index));
            taken.try_for_each(|(_, raw)| take_as(name_of(raw, group), raw))?;
        }
        List::Wrong(name, raw) if picked.is_whole() => take_as(name, raw)?,
        List::Absent | List::Null | List::Wrong(..) => {}
    }
    if !picked.is_whole() {
        return Ok(());
    }
    lists.superseded(group).map_or(Ok(()), |(name, raw)| take_as(name, raw))
}
