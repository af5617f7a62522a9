//! The tree for people: each repository with its four lists, and in each row what one looks for.

use std::io::{self, Write};

use crate::model::inventory::{Inventory, List};
use crate::model::kind::{Group, Kind, Node};
use crate::model::record::{FieldValue, Record};
use crate::model::{text, time};
use crate::output::Request;
use crate::output::chosen::Picked;
use crate::output::rows::Repo;

/// Writes one line a row; with a kind only that kind's lists, and for repositories none.
pub(crate) fn write(inventory: &Inventory, request: &Request<'_>, out: &mut dyn Write) -> io::Result<()> {
    let groups: Vec<Group> = match request.kind {
        None => Group::ALL.to_vec(),
        Some(kind) => kind.group().into_iter().collect(),
    };
    for picked in request.chosen.repos(inventory, request.kind) {
        let position = picked.position;
        let text = inventory.text(position);
        let repo = Repo::of(inventory, position, &text);
        write_row("", (&repo.record, position), &repo.problems(), request, out)?;
        if repo.is_object() {
            let groups: Vec<Group> = groups.iter().copied().filter(|group| picked.has(Some(group.kind()))).collect();
            for group in &groups {
                write_group(&repo, (*group, picked), groups.last() == Some(group), request, out)?;
            }
        }
    }
    Ok(())
}

fn write_group(
    repo: &Repo<'_>,
    (group, picked): (Group, Picked<'_>),
    is_last: bool,
    request: &Request<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let items = repo.lists.siblings(group);
    let is_taken = |index: &usize| picked.takes(Node::Item(repo.position, group, *index));
    let taken: Vec<usize> = (0..items.len()).filter(is_taken).collect();
    let count = match repo.lists.list(group) {
        List::Items(all) if taken.len() < all.len() => format!("{} of {}", taken.len(), all.len()),
        List::Items(all) => all.len().to_string(),
        List::Absent => "not sent".to_owned(),
        List::Null => "none".to_owned(),
        List::Wrong(..) => "?".to_owned(),
    };
    // What is wrong with a list stands in its repository's row, where it is seen first.
    writeln!(out, "{}{} ({count})", branch(is_last), group.title())?;
    let margin = if is_last { "   " } else { "│  " };
    for (at, record) in taken.iter().filter_map(|at| Some((*at, items.record(*at)?))) {
        let start = [margin, branch(taken.last() == Some(&at))].concat();
        write_row(&start, (&record, at), &record.problems, request, out)?;
    }
    Ok(())
}

const fn branch(is_last: bool) -> &'static str {
    if is_last { "└─ " } else { "├─ " }
}

/// One object: its name, what one looks for in an object of its kind, and what is wrong with it.
fn write_row(
    start: &str,
    (record, index): (&Record, usize),
    problems: &[String],
    request: &Request<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mark = if *record.get("master") == FieldValue::Flag(true) { "★ " } else { "" };
    write!(out, "{start}{mark}{}", record.name(index))?;
    for detail in details(record, request) {
        write!(out, "  {detail}")?;
    }
    if !problems.is_empty() {
        write!(out, "  ! {}", problems.join("; "))?;
    }
    writeln!(out)
}

/// What one looks for, as far as it came.
fn details(record: &Record, request: &Request<'_>) -> Vec<String> {
    let field = |path| value(record.get(path), request);
    let details = match record.kind {
        Kind::Repo => {
            let disabled = *record.get("disabled") == FieldValue::Flag(true);
            vec![field("storageType"), field("mode"), disabled.then(|| "disabled".to_owned())]
        }
        Kind::Bucket => vec![field("folder"), field("bucket.region"), field("bucket.status")],
        Kind::ApiKey => vec![field("accessType"), field("createdAt")],
        Kind::AiLlm => vec![field("aiLlm.aiType")],
        Kind::AiApiKey => {
            let deleted = !matches!(record.get("deletedAt"), FieldValue::Absent | FieldValue::Null);
            vec![field("aiType"), deleted.then(|| "deleted".to_owned())]
        }
    };
    details.into_iter().flatten().collect()
}

/// A field's value in a row, `None` where it says nothing; a time as its age.
fn value(value: &FieldValue, request: &Request<'_>) -> Option<String> {
    match value {
        FieldValue::Absent | FieldValue::Null => None,
        FieldValue::Text(text) if text::blank(text) => None,
        FieldValue::Time(at) => Some(time::age(*at, request.now)),
        _ => Some(value.display(request.now, request.secrets)),
    }
}
