//! What the right pane says about the node it shows: lines with a meaning, wrapped to a width; colours come later.

use jiff::Timestamp;

use crate::app::state::{DetailPane, State};
use crate::app::summary;
use crate::model::inventory::Inventory;
use crate::model::kind::{Group, Kind, Node};
use crate::model::pretty::{self, Layout, Secrets};
use crate::model::record::{FieldValue, Record};
use crate::model::secret::Sensitivity;
use crate::model::text;

/// What a piece of text is, for the theme to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// A field's label.
    Label,
    /// A value.
    Value,
    /// Something that says little: none, not sent, counts.
    Dim,
    /// A masked value, and how to see it.
    Masked,
    /// A credential in clear.
    Revealed,
    /// What is wrong.
    Problem,
    /// A heading.
    Heading,
}

/// A line: pieces of text with their tones; every text is terminal-safe.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(pub Vec<(Tone, String)>);

/// Everything the pane shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Content {
    /// The name of what is shown.
    pub title: String,
    /// What kind of thing that is.
    pub kind: String,
    /// Its lines, wrapped.
    pub lines: Vec<Line>,
}

impl Line {
    /// A line in one tone.
    pub fn of(tone: Tone, text: impl Into<String>) -> Self {
        Self(vec![(tone, text.into())])
    }

    /// The line without its tones.
    pub fn text(&self) -> String {
        self.0.iter().map(|(_, text)| text.as_str()).collect()
    }
}

/// The widest a label column gets.
const LABELS: usize = 17;

/// What the pane shows, wrapped to a width in cells.
pub fn content(state: &State, width: u16) -> Content {
    let (Some(data), Some(node)) = (&state.data, state.detail.node) else { return Content::default() };
    let page = Page { pane: &state.detail, now: state.screen.now, width: usize::from(width).max(1) };
    match node {
        Node::Group(repo, group) => page.group(&data.inventory, repo, group),
        Node::Repo(_) | Node::Item(..) => page.object(&data.inventory, node),
    }
}

struct Page<'a> {
    pane: &'a DetailPane,
    now: Timestamp,
    width: usize,
}

impl Page<'_> {
    fn object(&self, inventory: &Inventory, node: Node) -> Content {
        let Some((raw, record)) = inventory.object(node) else { return Content::default() };
        let mut lines = Vec::new();
        self.problems(&mut lines, inventory, node, &record);
        let broken = record.fields.is_empty();
        if self.pane.json || broken {
            self.json(&mut lines, &raw, broken, Sensitivity::of_items(record.kind));
        } else {
            self.fields(&mut lines, &record);
            if let Node::Repo(_) = node {
                summary::children(&mut lines, &raw, |label, tone, value| self.labelled(label, tone, value));
            }
            self.others(&mut lines, &record);
        }
        Content { title: record.title().into_owned(), kind: record.kind.noun().to_owned(), lines }
    }

    fn group(&self, inventory: &Inventory, repo: usize, group: Group) -> Content {
        let text = inventory.text(repo);
        let title = Record::of(Kind::Repo, &text).title().into_owned();
        let lines = if self.pane.json {
            let mut lines = Vec::new();
            let items = inventory.items(repo, group).join(",");
            self.json(&mut lines, &format!("[{items}]"), false, Sensitivity::of_items(group.kind()));
            lines
        } else {
            summary::table(&text, group, self.now, self.width)
        };
        Content { title: format!("{}: {title}", group.title()), kind: "list".to_owned(), lines }
    }

    /// What is wrong comes first, as it is what one looks for.
    fn problems(&self, lines: &mut Vec<Line>, inventory: &Inventory, node: Node, record: &Record) {
        let duplicate = matches!(node, Node::Repo(repo) if inventory.is_duplicate(repo));
        let told = duplicate.then(|| "another repository has the same id".to_owned());
        let mut wrong: Vec<String> = told.into_iter().chain(record.problems.iter().cloned()).collect();
        if let Node::Repo(repo) = node {
            wrong.extend(summary::wrong_lists(&inventory.text(repo)));
        }
        for problem in &wrong {
            self.wrapped(lines, Tone::Problem, &format!("! {problem}"));
        }
        if !wrong.is_empty() {
            lines.push(Line::default());
        }
    }

    fn fields(&self, lines: &mut Vec<Line>, record: &Record) {
        for field in &record.fields {
            self.field(lines, field.spec.label, &field.value);
        }
    }

    fn others(&self, lines: &mut Vec<Line>, record: &Record) {
        if record.others.is_empty() {
            return;
        }
        lines.push(Line::default());
        lines.push(Line::of(Tone::Heading, "Other fields"));
        for (path, value) in &record.others {
            let name = path.rsplit_once('.').map_or(path.as_str(), |(_, name)| name);
            self.field(lines, &text::shown(name), value);
        }
    }

    fn field(&self, lines: &mut Vec<Line>, label: &str, value: &FieldValue) {
        let revealed = self.pane.revealed && value.is_hidden();
        if let (FieldValue::Secret(members), true) = (value, revealed) {
            lines.extend(self.labelled(label, Tone::Revealed, "in clear as the API sent it"));
            for (name, value) in members {
                lines.extend(self.labelled(&format!("  {}", text::shown(name)), Tone::Revealed, &text::shown(value)));
            }
            return;
        }
        let tone = match value {
            FieldValue::Absent | FieldValue::Null => Tone::Dim,
            value if value.is_hidden() && !revealed => Tone::Masked,
            _ if revealed => Tone::Revealed,
            _ => Tone::Value,
        };
        lines.extend(self.labelled(label, tone, &value.display(self.now, revealed)));
    }

    /// A label and a value beside it; a long value goes on below itself.
    fn labelled(&self, label: &str, tone: Tone, value: &str) -> Vec<Line> {
        let column = LABELS.min(self.width / 2);
        let room = self.width.saturating_sub(column).max(1);
        let label = text::cut(label, column.saturating_sub(1), "…");
        let pieces = text::wrap(value, room);
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
        let secrets = if self.pane.revealed { Secrets::Shown } else { Secrets::Masked };
        let mut out = Vec::new();
        // Writing to memory does not fail.
        pretty::write(raw.as_bytes(), Layout::Pretty { indent: 0 }, secrets, start, &mut out).unwrap_or_default();
        for line in String::from_utf8_lossy(&out).lines() {
            self.json_line(lines, line);
        }
    }

    fn json_line(&self, lines: &mut Vec<Line>, line: &str) {
        let name_end = line.trim_start().starts_with('"').then(|| line.find("\": ")).flatten();
        let (name, value) = name_end.map_or(("", line), |end| line.split_at(end + 2));
        if !name.is_empty() && text::width(line) <= self.width {
            lines.push(Line(vec![(Tone::Label, name.to_owned()), (Tone::Value, value.to_owned())]));
        } else {
            self.wrapped(lines, Tone::Value, line);
        }
    }
}

#[cfg(test)]
mod tests;
