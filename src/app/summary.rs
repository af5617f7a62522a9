//! What a repository's lists come to, in a few words each, and a list's items as a small table.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::app::action::Action;
use crate::app::detail::{Line, Tone};
use crate::app::keymap::Keymap;
use crate::model::fingerprint::Fingerprints;
use crate::model::inventory::{List, Lists};
use crate::model::json::Value;
use crate::model::kind::{Group, Kind};
use crate::model::pretty::Secrets;
use crate::model::record::{FieldValue, Record};
use crate::model::schema::{self, Format};
use crate::model::siblings::Siblings;
use crate::model::{text, time};

/// One line for each list of a repository, under a heading.
pub fn children(lines: &mut Vec<Line>, repo: &str, mut add: impl FnMut(&mut Vec<Line>, Group, Tone, &str)) {
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
        add(lines, group, tone, &words);
    }
}

fn in_words(kind: Kind, items: &Siblings<'_>) -> String {
    let (facts, extra) = match kind {
        Kind::Bucket => ("bucket.status", Some(("master", FieldValue::Flag(true), "master"))),
        Kind::ApiKey => ("accessType", None),
        Kind::AiLlm => ("aiLlm.aiType", None),
        Kind::AiApiKey | Kind::Repo => ("aiType", None),
    };
    let mut tally = Tally::default();
    let (mut extras, mut deleted, mut broken) = (0_usize, 0_usize, 0_usize);
    // One by one: there may be more of them than there is memory for all, decoded.
    for record in items.records() {
        extras += usize::from(extra.as_ref().is_some_and(|(path, value, _)| record.get(path) == value));
        tally.count(record.text(facts));
        deleted += usize::from(is_deleted(&record));
        broken += usize::from(!record.problems.is_empty());
    }
    let mut parts: Vec<String> = extra.iter().map(|(_, _, word)| format!("{extras} {word}")).collect();
    parts.extend(tally.words());
    if deleted > 0 {
        parts.push(format!("{deleted} deleted"));
    }
    if broken > 0 {
        parts.push(format!("{broken} with problems"));
    }
    if parts.is_empty() { items.len().to_string() } else { format!("{}: {}", items.len(), parts.join(", ")) }
}

/// Whether an AI API key has a deletion time, readable or not.
pub fn is_deleted(record: &Record) -> bool {
    record.kind == Kind::AiApiKey && !matches!(record.get("deletedAt"), FieldValue::Absent | FieldValue::Null)
}

/// Most different values of a field that are told.
const MOST_VALUES: usize = 12;

/// How often each value of a field occurs.
#[derive(Default)]
struct Tally {
    counts: Vec<(String, usize)>,
    places: HashMap<String, usize>,
}

impl Tally {
    fn count(&mut self, value: Option<&str>) {
        let Some(value) = value else { return };
        let next = self.counts.len();
        let place = self.places.get(value).copied().unwrap_or(next);
        if let Some((_, count)) = self.counts.get_mut(place) {
            *count += 1;
        } else {
            self.places.insert(value.to_owned(), next);
            self.counts.push((value.to_owned(), 1));
        }
    }

    /// Each value with its count, most frequent first.
    fn words(mut self) -> Vec<String> {
        self.counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let more = self.counts.len().saturating_sub(MOST_VALUES);
        let told = self.counts.iter().take(MOST_VALUES);
        let mut words: Vec<String> = told.map(|(value, count)| format!("{count} {}", text::shown(value))).collect();
        if more > 0 {
            words.push(format!("{more} more values"));
        }
        words
    }
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

/// Most rows of a table; what is left out is told.
pub const MOST_ROWS: usize = 2000;

/// The items of a list as a table that fits a width; columns give way from the right.
pub fn table(
    lists: &Lists<'_>,
    group: Group,
    (keymap, fingerprints): (&Keymap, &Fingerprints),
    (now, width): (Timestamp, usize),
) -> Vec<Line> {
    match lists.list(group) {
        List::Items(_) => {}
        List::Absent => return vec![Line::of(Tone::Dim, "This list was not sent.")],
        List::Null => return vec![Line::of(Tone::Dim, "This list was sent as null.")],
        List::Wrong(..) => {
            let shows = keymap.says(&[(Action::Json, "shows what came.")]);
            return vec![Line::of(
                Tone::Dim,
                if shows.is_empty() { "What came is no list.".to_owned() } else { shows },
            )];
        }
    }
    let siblings = lists.siblings(group);
    let records: Vec<Record> = siblings.records().take(MOST_ROWS).collect();
    if records.is_empty() {
        return vec![Line::of(Tone::Dim, format!("No {} in this repository.", group.kind().counted(0)))];
    }
    let columns = columns(group.kind());
    // Ages are numbers, and line up as such.
    let is_age =
        |path: &str| schema::fields(group.kind()).iter().any(|spec| spec.path == path && spec.format == Format::Time);
    let ages: Vec<bool> = columns.iter().map(|(_, path)| is_age(path)).collect();
    let cells = |record: &Record| {
        let cell = |((_, path), is_age): (&(_, &str), &bool)| cell(record.get(path), *is_age, now, fingerprints);
        columns.iter().zip(&ages).map(cell).collect::<Vec<_>>()
    };
    let mut rows = vec![columns.iter().map(|(heading, _)| (*heading).to_owned()).collect()];
    rows.extend(records.iter().map(cells));
    let mut lines = aligned(&names(&records), &rows, &ages, width);
    if let Some(more) = siblings.len().checked_sub(records.len()).filter(|more| *more > 0) {
        lines.push(Line::of(Tone::Dim, format!("… and {more} more, in the tree")));
    }
    lines
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

/// A value in the few characters of a table's cell. What should be a time and is none would only widen its column: the
/// item is marked, and its details tell.
fn cell(value: &FieldValue, is_age: bool, now: Timestamp, fingerprints: &Fingerprints) -> String {
    match value {
        FieldValue::Time(at) => time::short_age(*at, now),
        FieldValue::Absent | FieldValue::Null => "-".to_owned(),
        _ if is_age => "?".to_owned(),
        other => other.display(now, Secrets::Marked(fingerprints)),
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
