//! What changed between two answers, as a report.

use std::io::{self, BufWriter, Write};

use crate::model::changes::{Changes, Field, Reviewed, Section, Shown, Teller, Told};
use crate::model::charset::{AsciiWriter, Charset, Spelling};
use crate::model::fingerprint::Fingerprints;
use crate::model::inventory::Inventory;
use crate::model::kind::Kind;
use crate::model::text;
use crate::output::BUFFER;
use crate::output::grid::{Grid, Take};

/// How it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiffFormat {
    /// Aligned columns, for people.
    Table,
    /// One JSON object.
    Json,
    /// A Markdown table.
    Md,
}

/// Two answers that were compared.
#[derive(Debug, Clone, Copy)]
pub struct Comparison<'a> {
    /// What changed.
    pub reviewed: &'a Reviewed,
    /// The newer answer.
    pub new: &'a Inventory,
    /// What tells equal credentials without showing them.
    pub fingerprints: &'a Fingerprints,
    /// What the two are called, terminal-safe.
    pub names: [&'a str; 2],
}

const COLUMNS: &[&str] = &["Change", "Kind", "Name", "Repository", "Field", "Before", "After"];
/// The longest value for people, in cells.
const LONGEST: usize = 200;

/// Writes what changed.
///
/// # Errors
///
/// Those of `out`, a closed pipe among them.
pub fn write_comparison(
    comparison: &Comparison<'_>,
    format: DiffFormat,
    charset: Charset,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, out);
    let spelling = if format == DiffFormat::Json { Spelling::Json } else { Spelling::Words };
    match charset {
        Charset::Unicode => comparison.write((format, charset), &mut out)?,
        Charset::Ascii => comparison.write((format, charset), &mut AsciiWriter::new(&mut out, spelling))?,
    }
    out.flush()
}

impl Comparison<'_> {
    fn write(&self, (format, charset): (DiffFormat, Charset), out: &mut dyn Write) -> io::Result<()> {
        let [old, new] = self.names;
        let changes = &self.reviewed.changes;
        match format {
            DiffFormat::Json => return self.json(out),
            DiffFormat::Table => {
                writeln!(out, "changes from {old} to {new}, as far as their tokens see\n{}", counts(changes))?;
            }
            DiffFormat::Md => {
                writeln!(out, "# Changes from {old} to {new}\n\nAs far as their tokens see.\n\n{}", counts(changes))?;
            }
        }
        if changes.is_empty() {
            return Ok(());
        }
        out.write_all(b"\n")?;
        let grid = Grid { header: COLUMNS, each: &|take| self.rows(take) };
        if format == DiffFormat::Md { grid.markdown(out) } else { grid.table(charset, out) }
    }

    /// Hands over each object of a section with its fields.
    fn each(&self, section: Section, take: &mut dyn FnMut(&Told, &[Field]) -> io::Result<()>) -> io::Result<()> {
        let changes = &self.reviewed.changes;
        let mut teller = Teller::new(&self.reviewed.old, self.new, self.fingerprints);
        // Each of them is there: the places are those of these inventories.
        let mut alone = |told: Option<Told>| told.map_or(Ok(()), |told| take(&told, &[]));
        match section {
            Section::Added => changes.added().iter().try_for_each(|place| alone(teller.new_one(*place))),
            Section::Removed => changes.removed().iter().try_for_each(|place| alone(teller.old_one(*place))),
            Section::Changed => changes.changed().iter().try_for_each(|changed| {
                let told = teller.new_one(changed.new);
                told.map_or(Ok(()), |told| take(&told, teller.fields(changed)))
            }),
        }
    }

    fn rows(&self, take: Take<'_>) -> io::Result<()> {
        Section::ALL.into_iter().try_for_each(|section| {
            self.each(section, &mut |told, fields| {
                let mut row = |field: &str, before: &str, after: &str| {
                    let [before, after] = [before, after].map(|value| text::cut(value, LONGEST, "...").into_owned());
                    let Told { kind, name, repo, .. } = told;
                    let (change, kind) = (section.name().to_owned(), kind.slug().to_owned());
                    take(&[change, kind, name.clone(), repo.clone(), field.to_owned(), before, after])
                };
                if fields.is_empty() {
                    return row("", "", "");
                }
                fields.iter().try_for_each(|field| row(&field.label, field.before.words(), field.after.words()))
            })
        })
    }

    fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        for (section, before) in Section::ALL.into_iter().zip(["{\n", ",\n", ",\n"]) {
            write!(out, "{before}  \"{}\": [", section.name())?;
            let (mut separator, mut end) = ("\n", "");
            self.each(section, &mut |told, fields| {
                out.write_all(separator.as_bytes())?;
                (separator, end) = (",\n", "\n  ");
                object(told, (section == Section::Changed).then_some(fields), out)
            })?;
            write!(out, "{end}]")?;
        }
        out.write_all(b"\n}\n")
    }
}

fn object(told: &Told, fields: Option<&[Field]>, out: &mut dyn Write) -> io::Result<()> {
    let [id, repo, name] = [&told.id, &told.repo_id, &told.name].map(serde_json::to_string);
    let kind = told.kind.slug();
    write!(out, "    {{\"kind\": \"{kind}\", \"id\": {}, \"repo\": {}, \"name\": {}", id?, repo?, name?)?;
    if let Some(fields) = fields {
        out.write_all(b", \"fields\": [")?;
        let mut separator = "\n";
        for field in fields {
            let (path, before, after) =
                (serde_json::to_string(&field.path)?, value(&field.before)?, value(&field.after)?);
            write!(out, "{separator}      {{\"field\": {path}, \"before\": {before}, \"after\": {after}}}")?;
            separator = ",\n";
        }
        out.write_all(b"\n    ]")?;
    }
    out.write_all(b"}")
}

fn value(shown: &Shown) -> io::Result<String> {
    Ok(match shown {
        Shown::Nothing(_) => "null".to_owned(),
        Shown::Flag(flag) => flag.to_string(),
        Shown::Text(text) | Shown::Object(text, _) => serde_json::to_string(text)?,
    })
}

/// How much changed.
fn counts(changes: &Changes) -> String {
    if changes.is_empty() {
        return "nothing changed".to_owned();
    }
    changes.tally().words(Kind::counted).join(", ")
}

#[cfg(test)]
mod tests;
