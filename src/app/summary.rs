//! What a repository's lists come to, in a few words each, and a list's items as a small table.

use jiff::Timestamp;

use crate::app::detail::{Line, Tone};
use crate::model::inventory::{List, Lists};
use crate::model::json::Value;
use crate::model::kind::{Group, Kind};
use crate::model::record::{FieldValue, Record};
use crate::model::schema::{self, Format};
use crate::model::siblings::Siblings;
use crate::model::{text, time};

/// One line for each list of a repository, under a heading.
pub fn children(lines: &mut Vec<Line>, repo: &str, mut labelled: impl FnMut(&str, Tone, &str) -> Vec<Line>) {
    lines.push(Line::default());
    lines.push(Line::of(Tone::Heading, "Holds"));
    let lists = Lists::of(repo);
    for group in Group::ALL {
        let (tone, words) = match lists.list(group) {
            List::Absent => (Tone::Dim, "not sent".to_owned()),
            List::Null => (Tone::Dim, "none (null)".to_owned()),
            List::Wrong(_, raw) => (Tone::Problem, format!("{}, expected a list", Value::of(raw).kind())),
            List::Items(items) if items.is_empty() => (Tone::Dim, "0".to_owned()),
            List::Items(_) => (Tone::Value, in_words(group.kind(), &lists.siblings(group))),
        };
        lines.extend(labelled(group.title(), tone, &words));
    }
}

fn in_words(kind: Kind, items: &Siblings<'_>) -> String {
    let records: Vec<Record> = items.records().collect();
    let (facts, extra) = match kind {
        Kind::Bucket => ("bucket.status", Some(("master", FieldValue::Flag(true), "master"))),
        Kind::ApiKey => ("accessType", None),
        Kind::AiLlm => ("aiLlm.aiType", None),
        Kind::AiApiKey | Kind::Repo => ("aiType", None),
    };
    let mut parts = Vec::new();
    if let Some((path, value, word)) = extra {
        let count = records.iter().filter(|record| *record.get(path) == value).count();
        parts.push(format!("{count} {word}"));
    }
    parts.extend(tally(&records, facts));
    let deleted = records.iter().filter(|record| is_deleted(record)).count();
    if deleted > 0 {
        parts.push(format!("{deleted} deleted"));
    }
    let broken = records.iter().filter(|record| !record.problems.is_empty()).count();
    if broken > 0 {
        parts.push(format!("{broken} with problems"));
    }
    if parts.is_empty() { items.len().to_string() } else { format!("{}: {}", items.len(), parts.join(", ")) }
}

/// Whether an AI API key has a deletion time, readable or not.
pub fn is_deleted(record: &Record) -> bool {
    record.kind == Kind::AiApiKey && !matches!(record.get("deletedAt"), FieldValue::Absent | FieldValue::Null)
}

/// How often each value of a field occurs, most frequent first.
fn tally(records: &[Record], path: &str) -> Vec<String> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for record in records {
        let Some(value) = record.text(path) else { continue };
        let value = text::shown(value).into_owned();
        match counts.iter_mut().find(|(seen, _)| *seen == value) {
            Some((_, count)) => *count += 1,
            None => counts.push((value, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(value, count)| format!("{count} {value}")).collect()
}

/// The columns of a kind's table: heading and field.
const fn columns(kind: Kind) -> &'static [(&'static str, &'static str)] {
    match kind {
        Kind::Bucket => {
            &[("STATUS", "bucket.status"), ("REGION", "bucket.region"), ("FOLDER", "folder"), ("MASTER", "master")]
        }
        Kind::ApiKey => &[("ACCESS", "accessType"), ("KEY", "key"), ("AGE", "createdAt")],
        Kind::AiLlm => &[("PROVIDER", "aiLlm.aiType"), ("KEY", "aiLlm.key"), ("AGE", "aiLlm.createdAt")],
        Kind::AiApiKey => &[("PROVIDER", "aiType"), ("KEY", "key"), ("AGE", "createdAt"), ("DELETED", "deletedAt")],
        Kind::Repo => &[],
    }
}

/// The items of a list as a table that fits a width; columns give way from the right.
pub fn table(lists: &Lists<'_>, group: Group, now: Timestamp, width: usize) -> Vec<Line> {
    match lists.list(group) {
        List::Items(_) => {}
        List::Absent => return vec![Line::of(Tone::Dim, "This list was not sent.")],
        List::Null => return vec![Line::of(Tone::Dim, "This list was sent as null.")],
        List::Wrong(..) => return vec![Line::of(Tone::Dim, "t shows what came.")],
    }
    let records: Vec<Record> = lists.siblings(group).records().collect();
    if records.is_empty() {
        return vec![Line::of(Tone::Dim, format!("No {} in this repository.", group.kind().counted(0)))];
    }
    let columns = columns(group.kind());
    let mut rows = vec![columns.iter().map(|(heading, _)| (*heading).to_owned()).collect::<Vec<_>>()];
    rows.extend(records.iter().map(|record| columns.iter().map(|(_, path)| cell(record.get(path), now)).collect()));
    // Ages are numbers, and line up as such.
    let right = |(_, path): &(&str, &str)| {
        schema::fields(group.kind()).iter().any(|spec| spec.path == *path && spec.format == Format::Time)
    };
    aligned(&names(&records), &rows, &columns.iter().map(right).collect::<Vec<_>>(), width)
}

/// The column of names, with its heading; a mark stands before the names of what has a problem.
fn names(records: &[Record]) -> Vec<String> {
    let is_marked = records.iter().any(|record| !record.problems.is_empty());
    let mark = |problem: bool| match (is_marked, problem) {
        (false, _) => "",
        (true, false) => "  ",
        (true, true) => "! ",
    };
    let name = |(index, record): (usize, &Record)| [mark(!record.problems.is_empty()), &record.name(index)].concat();
    let heading = [mark(false), "NAME"].concat();
    std::iter::once(heading).chain(records.iter().enumerate().map(name)).collect()
}

/// A value in the few characters of a table's cell.
fn cell(value: &FieldValue, now: Timestamp) -> String {
    match value {
        FieldValue::Time(at) => time::short_age(*at, now),
        FieldValue::Absent | FieldValue::Null => "-".to_owned(),
        other => other.display(now, false),
    }
}

fn aligned(names: &[String], rows: &[Vec<String>], right: &[bool], width: usize) -> Vec<Line> {
    let count = rows.first().map_or(0, Vec::len);
    let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| text::width(cell)).max();
    let widths: Vec<usize> = (0..count).map(|column| widest(column).unwrap_or(0).min(24)).collect();
    let longest_name = names.iter().map(|name| text::width(name)).max().unwrap_or(0);
    let least_name = longest_name.min(16);
    let mut kept = count;
    while kept > 0 && least_name + widths.iter().take(kept).map(|width| width + 2).sum::<usize>() > width {
        kept -= 1;
    }
    let others: usize = widths.iter().take(kept).map(|width| width + 2).sum();
    let name_width = longest_name.min(width.saturating_sub(others));
    let line = |(index, (name, row)): (usize, (&String, &Vec<String>))| {
        let mut text = text::pad(&text::cut(name, name_width, "…"), name_width);
        for ((cell, width), right) in row.iter().zip(&widths).zip(right).take(kept) {
            let cell = text::cut(cell, *width, "…");
            let missing = " ".repeat(width.saturating_sub(text::width(&cell)));
            let (before, after) = if *right { (missing.as_str(), "") } else { ("", missing.as_str()) };
            text.extend(["  ", before, &cell, after]);
        }
        Line::of(if index == 0 { Tone::Label } else { Tone::Value }, text.trim_end())
    };
    names.iter().zip(rows).enumerate().map(line).collect()
}
