//! The overview, printed once: a row for each figure, with the query that finds what it counts.

use std::io::{self, Write};

use serde::Serialize;

use crate::model::overview::{Line, Overview, Panel};
use crate::model::text;
use crate::output::grid::{Grid, Take};
use crate::output::{Format, Layout};

/// A figure, as JSON has it.
#[derive(Serialize)]
struct Figure<'a> {
    panel: &'static str,
    label: &'a str,
    count: u64,
    of: Option<u64>,
    query: &'a str,
}

const HEADER: &[&str] = &["panel", "label", "count", "of", "query"];
const WORDS: &[&str] = &["Of", "What", "Count", "Share", "Query"];

/// Writes it in a format; all text is terminal-safe and masked.
pub(super) fn write(overview: &Overview, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let rows = |shares: bool| {
        move |take: Take<'_>| overview.lines().try_for_each(|(panel, line)| take(&cells(overview, panel, line, shares)))
    };
    let (words, data) = (rows(true), rows(false));
    let (for_people, for_programs) = (layout.header(WORDS), layout.header(HEADER));
    match layout.format {
        Format::Tree => tree(overview, out),
        Format::Table => Grid { header: for_people, each: &words }.table(layout.charset, out),
        Format::Md => Grid { header: for_people, each: &words }.markdown(out),
        Format::Csv => Grid { header: for_programs, each: &data }.csv(out),
        Format::Jsonl => figures(overview, &mut |figure| {
            serde_json::to_writer(&mut *out, figure)?;
            out.write_all(b"\n")
        }),
        Format::Json => {
            let mut separator = "[\n  ";
            figures(overview, &mut |figure| {
                out.write_all(separator.as_bytes())?;
                separator = ",\n  ";
                serde_json::to_writer(&mut *out, figure).map_err(io::Error::from)
            })?;
            out.write_all(b"\n]\n")
        }
    }
}

fn cells(overview: &Overview, panel: &Panel, line: &Line, is_for_people: bool) -> [String; 5] {
    let query = text::shown(&overview.query(line)).into_owned();
    let (of, share) = if is_for_people {
        (panel.topic.title, line.percent().map_or_else(String::new, |percent| format!("{percent}%")))
    } else {
        (panel.topic.slug, if line.of == 0 { String::new() } else { line.of.to_string() })
    };
    [of.to_owned(), line.label.clone(), line.count.to_string(), share, query]
}

fn figures(overview: &Overview, take: &mut dyn FnMut(&Figure<'_>) -> io::Result<()>) -> io::Result<()> {
    overview.lines().try_for_each(|(panel, line)| {
        let query = overview.query(line);
        take(&Figure {
            panel: panel.topic.slug,
            label: &line.label,
            count: line.count,
            of: Some(line.of).filter(|of| *of > 0),
            query: &text::shown(&query),
        })
    })
}

fn tree(overview: &Overview, out: &mut dyn Write) -> io::Result<()> {
    for panel in &overview.panels {
        writeln!(out, "{}", panel.topic.title)?;
        let last = panel.lines.len().saturating_sub(1);
        for (at, line) in panel.lines.iter().enumerate() {
            let branch = if at == last { "└─" } else { "├─" };
            write!(out, "{branch} {}  {}", line.label, line.count)?;
            match line.percent() {
                Some(percent) => writeln!(out, "  {percent}%")?,
                None => writeln!(out)?,
            }
        }
    }
    Ok(())
}
