//! What the right pane says about the node it shows: lines with a meaning, wrapped to a width; colours come later.

pub mod cursor;
pub mod find;
mod line;

use std::io;
use std::time::Duration;

use jiff::Timestamp;

use crate::app::action::Action;
use crate::app::changes;
use crate::app::detail::cursor::{Source, Stop};
use crate::app::findings;
use crate::app::keymap::Keymap;
use crate::app::offline;
use crate::app::pivot;
use crate::app::state::{DetailPane, State};
use crate::app::summary;
use crate::app::update;
use crate::model::fingerprint::Fingerprints;
use crate::model::inventory::{Inventory, Lists};
use crate::model::kind::{Group, Kind, Node};
use crate::model::pretty::{self, Layout, Secrets};
use crate::model::record::{FieldValue, Record};
use crate::model::reference::Reference;
use crate::model::secret::Sensitivity;
use crate::model::{text, time};
pub use line::{Line, Tone};

/// Everything the pane shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// The name of what is shown.
    pub title: String,
    /// What kind of thing that is.
    pub kind: String,
    /// Its lines, wrapped.
    pub lines: Vec<Line>,
    /// What the cursor can stand on, from top to bottom.
    pub stops: Vec<Stop>,
    /// Whether there is something in them to reveal.
    pub hides: bool,
}

/// The widest the column of labels gets, and in a pane with this much room.
const LABELS: usize = 17;
const ROOMY: (usize, usize) = (60, 28);

/// How long credentials stand in clear at most.
const REVEALED_FOR: Duration = Duration::from_secs(30);

/// What nobody scrolls through is not laid out: more bytes of JSON, lines of it, bytes of one value, fields that nobody
/// documented, or references than these. What is left out is told.
const MOST_JSON: usize = 4 * 1024 * 1024;
const MOST_LINES: usize = 100_000;
const MOST_BYTES: usize = 64 * 1024;
const MOST_FIELDS: usize = 1000;

/// What the pane shows, wrapped to a width in cells.
pub fn content(state: &State, width: u16) -> Content {
    let (Some(data), Some(node)) = (&state.data, state.detail.node) else { return Content::default() };
    let page = Page {
        pane: &state.detail,
        keymap: &state.keymap,
        fingerprints: &state.rules.fingerprints,
        now: state.as_of(),
        width: usize::from(width).max(1),
        column: 0,
    };
    let mut content = match node {
        Node::Group(repo, group) => page.group(&data.inventory, repo, group),
        Node::Repo(_) | Node::Item(..) => page.object(&data.inventory, node),
    };
    if !page.pane.json {
        content.put_above(pivot::lines(state, node, page.width));
        content.lines.extend(changes::lines(state, node, page.width));
        content.lines.extend(findings::lines(state, node, page.width));
    }
    content
}

/// Shows the credentials of the details in clear, or masks them again.
pub(super) fn reveal(state: &mut State) {
    update::follow_selection(state);
    let hides = hides(state);
    if !hides && offline::is_masked(state) {
        state.notice = Some("this file holds masks only: there is nothing to reveal".to_owned());
    }
    state.detail.revealed = !state.detail.revealed && hides;
    state.detail.masks_at = state.screen.now.checked_add(REVEALED_FOR).ok();
}

/// Whether the pane holds back something of what it shows, revealed or not.
pub fn hides(state: &State) -> bool {
    let (Some(data), Some(node)) = (&state.data, state.detail.node) else { return false };
    data.inventory.object(node).is_some_and(|(raw, record)| object_hides(&raw, &record, state.detail.json))
}

fn object_hides(raw: &str, record: &Record, json: bool) -> bool {
    if json || !record.is_object() {
        pretty::masks(raw.as_bytes(), Sensitivity::of_items(record.kind))
    } else {
        record.hides()
    }
}

#[derive(Clone, Copy)]
struct Page<'a> {
    pane: &'a DetailPane,
    keymap: &'a Keymap,
    fingerprints: &'a Fingerprints,
    now: Timestamp,
    width: usize,
    /// The width of the column of labels.
    column: usize,
}

impl Page<'_> {
    fn object(&self, inventory: &Inventory, node: Node) -> Content {
        let Some((raw, record)) = inventory.object(node) else { return Content::default() };
        let (mut lines, mut stops) = (Vec::new(), Vec::new());
        self.problems(&mut lines, inventory, node, &record);
        let broken = !record.is_object();
        if self.pane.json || broken {
            self.json(&mut lines, &raw, broken, Sensitivity::of_items(record.kind));
        } else {
            let page = Self { column: self.column_for(&record), ..*self };
            page.fields(&mut lines, &mut stops, &record);
            if let Node::Repo(_) = node {
                summary::children(&mut lines, &raw, |lines, group, tone, value| {
                    let from = lines.len();
                    lines.extend(page.labelled(group.title(), tone, value));
                    stops.push(Stop { lines: from..lines.len(), source: Source::List(group) });
                });
            }
            page.others(&mut lines, &mut stops, &record);
        }
        let index = if let Node::Item(_, _, index) = node { index } else { node.repo() };
        let hides = object_hides(&raw, &record, self.pane.json);
        Content { title: record.name(index).into_owned(), kind: record.kind.noun().to_owned(), lines, stops, hides }
    }

    /// As wide as the labels are, within reason.
    fn column_for(&self, record: &Record) -> usize {
        let labels = record.fields.iter().map(|field| text::width(field.spec.label));
        let names = record.others.iter().map(|(path, _)| text::width(&text::shown(last_name(path))));
        let lists = Group::ALL.iter().filter(|_| record.kind == Kind::Repo).map(|group| text::width(group.title()));
        let widest = labels.chain(names).chain(lists).max().unwrap_or(0) + 2;
        let most = if self.width >= ROOMY.0 { ROOMY.1 } else { LABELS };
        widest.min(most).min(self.width / 2)
    }

    fn group(&self, inventory: &Inventory, repo: usize, group: Group) -> Content {
        let text = inventory.text(repo);
        let record = Record::of(Kind::Repo, &text);
        let lists = Lists::of(&text);
        let count = u64::from(inventory.shape(repo).count(group));
        let (mut lines, mut stops) = (Vec::new(), Vec::new());
        self.told(&mut lines, &lists.problems(group));
        match lists.raw(group) {
            Some(raw) if self.pane.json => self.json(&mut lines, raw, false, Sensitivity::of_items(group.kind())),
            _ => {
                // The first line of a table is its heading.
                let from = lines.len() + 1;
                lines.extend(summary::table(&lists, group, (self.keymap, self.fingerprints), (self.now, self.width)));
                let items = lists.items(group).len().min(summary::MOST_ROWS);
                stops.extend((0..items).map(|at| Stop { lines: from + at..from + at + 1, source: Source::Item(at) }));
            }
        }
        let kind = format!("{count} {}", group.kind().counted(count));
        Content { title: format!("{} of {}", group.title(), record.title()), kind, lines, stops, hides: false }
    }

    /// What is wrong comes first, as it is what one looks for.
    fn problems(&self, lines: &mut Vec<Line>, inventory: &Inventory, node: Node, record: &Record) {
        let duplicate = matches!(node, Node::Repo(repo) if inventory.is_duplicate(repo));
        let told = duplicate.then(|| "another repository has the same id".to_owned());
        let wrong: Vec<String> = told.into_iter().chain(record.problems.iter().cloned()).collect();
        self.told(lines, &wrong);
    }

    fn told(&self, lines: &mut Vec<Line>, problems: &[String]) {
        for problem in problems {
            self.wrapped(lines, Tone::Problem, &format!("! {problem}"));
        }
        if !problems.is_empty() {
            lines.push(Line::default());
        }
    }

    fn fields(&self, lines: &mut Vec<Line>, stops: &mut Vec<Stop>, record: &Record) {
        for (at, field) in record.fields.iter().enumerate() {
            let mut from = lines.len();
            self.field(lines, field.spec.label, &field.value);
            match &field.value {
                FieldValue::References(all) if !all.is_empty() => {
                    for (index, reference) in all.iter().take(MOST_FIELDS).enumerate() {
                        let to = from + text::wrap(&reference.line(), self.room()).len();
                        stops.push(Stop { lines: from..to, source: Source::Reference(at, index) });
                        from = to;
                    }
                }
                _ => stops.push(Stop { lines: from..lines.len(), source: Source::Field(at) }),
            }
        }
    }

    fn others(&self, lines: &mut Vec<Line>, stops: &mut Vec<Stop>, record: &Record) {
        if record.others.is_empty() {
            return;
        }
        lines.push(Line::default());
        lines.push(Line::of(Tone::Heading, "Other fields"));
        for (at, (path, value)) in record.others.iter().take(MOST_FIELDS).enumerate() {
            let from = lines.len();
            self.field(lines, &text::shown(last_name(path)), value);
            stops.push(Stop { lines: from..lines.len(), source: Source::Other(at) });
        }
        if let Some(more) = record.others.len().checked_sub(MOST_FIELDS).filter(|more| *more > 0) {
            lines.push(Line::of(Tone::Dim, format!("… and {more} more; {EVERYTHING}")));
        }
    }

    fn field(&self, lines: &mut Vec<Line>, label: &str, value: &FieldValue) {
        let revealed = self.pane.revealed && value.reveals();
        if let (FieldValue::Secret(members), true) = (value, revealed) {
            lines.extend(self.labelled(label, Tone::Revealed, "encrypted, as the API sent it"));
            for (name, value) in members.iter().take(MOST_FIELDS) {
                let words = bounded(value, |value| text::shown(value).into_owned());
                lines.extend(self.labelled(&format!("  {}", text::shown(name)), Tone::Revealed, &words));
            }
            return;
        }
        let tone = match value {
            FieldValue::Absent | FieldValue::Null => Tone::Dim,
            value if value.is_hidden() && !revealed => Tone::Masked,
            _ if revealed => Tone::Revealed,
            _ => Tone::Value,
        };
        if let FieldValue::References(all) = value
            && !all.is_empty()
        {
            let each: Vec<String> = all.iter().take(MOST_FIELDS).map(Reference::line).collect();
            let pieces: Vec<&str> = each.iter().flat_map(|line| text::wrap(line, self.room())).collect();
            lines.extend(self.beside(label, tone, &pieces));
            return;
        }
        let words = self.words(value, revealed);
        let mut new = match (value, words.split_once(' ').and_then(|(_, rest)| rest.split_once(' '))) {
            // An age that was broken in two would be hard to read.
            (FieldValue::Time(_), Some((_, age))) if text::width(&words) > self.room() => {
                self.beside(label, tone, &[words.trim_end_matches(age), age])
            }
            _ => self.labelled(label, tone, &words),
        };
        let is_first = || !lines.iter().flat_map(|line| &line.0).any(|(tone, _)| *tone == Tone::Masked);
        if let (Tone::Masked, Some(last)) = (tone, new.last_mut())
            && is_first()
            && value.reveals()
            && let Some(key) = self.keymap.first(Action::Reveal)
        {
            let reveals = format!("   {key} reveals");
            if text::width(&last.text()) + text::width(&reveals) <= self.width {
                last.0.push((Tone::Dim, reveals));
            }
        }
        lines.append(&mut new);
    }

    /// A value in words, of a very long one the beginning.
    fn words(&self, value: &FieldValue, revealed: bool) -> String {
        let secrets = self.secrets(revealed);
        match value {
            FieldValue::Text(text) => {
                bounded(text, |text| FieldValue::Text(text.to_owned()).display(self.now, secrets))
            }
            FieldValue::Key(key) if revealed => bounded(key, |key| text::shown(key).into_owned()),
            FieldValue::Json(raw, _) if raw.len() > MOST_BYTES => {
                let shows = self.keymap.says(&[(Action::Json, "shows it")]);
                let size = time::bytes(raw.len() as u64);
                if shows.is_empty() { format!("{size} of JSON") } else { format!("{size} of JSON; {shows}") }
            }
            _ => value.display(self.now, secrets),
        }
    }

    const fn secrets(&self, revealed: bool) -> Secrets<'_> {
        if revealed { Secrets::Shown } else { Secrets::Marked(self.fingerprints) }
    }

    /// What the labels leave of the width.
    fn room(&self) -> usize {
        self.width.saturating_sub(self.column).max(1)
    }

    /// A label and a value beside it; a long value goes on below itself.
    fn labelled(&self, label: &str, tone: Tone, value: &str) -> Vec<Line> {
        self.beside(label, tone, &text::wrap(value, self.room()))
    }

    fn beside(&self, label: &str, tone: Tone, pieces: &[&str]) -> Vec<Line> {
        let column = self.column;
        let label = text::cut(label, column.saturating_sub(1), "…");
        let with_label = |(index, piece): (usize, &&str)| {
            let label = if index == 0 { text::pad(&label, column) } else { " ".repeat(column) };
            Line(vec![(Tone::Label, label), (tone, (*piece).to_owned())])
        };
        pieces.iter().enumerate().map(with_label).collect()
    }

    fn wrapped(&self, lines: &mut Vec<Line>, tone: Tone, text: &str) {
        lines.extend(text::wrap(text, self.width).into_iter().map(|piece| Line::of(tone, piece)));
    }

    /// The object's own JSON, masked as everywhere.
    fn json(&self, lines: &mut Vec<Line>, raw: &str, heading: bool, start: Sensitivity) {
        if heading {
            lines.push(Line::of(Tone::Heading, "As it came"));
        }
        let (secrets, mut out) = (self.secrets(self.pane.revealed), Head { bytes: Vec::new(), is_all: true });
        // It fails only where there is enough.
        pretty::write(raw.as_bytes(), Layout::Pretty { indent: 0 }, secrets, start, &mut out).unwrap_or_default();
        let text = String::from_utf8_lossy(&out.bytes);
        let mut rest = text.lines();
        for line in rest.by_ref().take(MOST_LINES) {
            self.json_line(lines, line);
        }
        if !out.is_all || rest.next().is_some() {
            let size = time::bytes(raw.len() as u64);
            lines.push(Line::of(Tone::Dim, format!("… cut here: it is {size} in all; {EVERYTHING}")));
        }
    }

    fn json_line(&self, lines: &mut Vec<Line>, line: &str) {
        let indent = line.len() - line.trim_start().len();
        let name_end = line.trim_start().starts_with('"').then(|| line.find("\": ")).flatten();
        let (name, value) = name_end.map_or(("", line), |end| line.split_at(end + 2));
        if text::width(line) <= self.width {
            lines.push(Line(vec![(Tone::Label, name.to_owned()), (Tone::Value, value.to_owned())]));
            return;
        }
        // A long value stands below its name, a bit further in.
        if !name.is_empty() {
            self.wrapped(lines, Tone::Label, name);
        }
        let margin = " ".repeat((indent + 2 * usize::from(!name.is_empty())).min(self.width / 2));
        let pieces = text::wrap(value.trim_start(), self.width.saturating_sub(margin.len()).max(1));
        lines.extend(pieces.into_iter().map(|piece| Line::of(Tone::Value, format!("{margin}{piece}"))));
    }
}

/// Where to see what is left out.
const EVERYTHING: &str = "`ls -o json` prints everything";

/// A text in words, of a very long one the beginning and how long it is.
fn bounded(text: &str, words: impl Fn(&str) -> String) -> String {
    if text.len() <= MOST_BYTES {
        return words(text);
    }
    let head = (0..=MOST_BYTES).rev().find_map(|end| text.get(..end)).unwrap_or_default();
    format!("{} … cut here: it is {} in all", words(head), time::bytes(text.len() as u64))
}

/// Takes the beginning of what is written to it.
struct Head {
    bytes: Vec<u8>,
    is_all: bool,
}

impl io::Write for Head {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let (taken, rest) = bytes.split_at(bytes.len().min(MOST_JSON - self.bytes.len().min(MOST_JSON)));
        self.bytes.extend_from_slice(taken);
        if rest.is_empty() {
            return Ok(bytes.len());
        }
        self.is_all = false;
        Err(io::ErrorKind::WriteZero.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The last name of a field's path.
pub fn last_name(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(_, name)| name)
}

#[cfg(test)]
mod tests;
