//! Cells under headings, laid out as a table, in Markdown or as comma-separated values.
//!
//! Owns the layouts. Must not know what stands in the cells; they are terminal-safe already.

use std::io::{self, Write};

use crate::model::charset::Charset;
use crate::model::text;
use crate::output::csv::{harmless, io_error};
use crate::output::markdown::escape;

/// Longer cells move what follows them in their own row alone, so that one of them does not make all rows wide.
const WIDEST: usize = 40;

/// Takes the cells of a row.
pub(crate) type Take<'a> = &'a mut dyn FnMut(&[String]) -> io::Result<()>;

/// Rows that can be made as often as they are needed.
pub(crate) struct Grid<'a> {
    /// What the columns are called; where it is empty there is no header.
    pub(crate) header: &'a [&'static str],
    /// Hands over row after row.
    pub(crate) each: &'a dyn Fn(Take<'_>) -> io::Result<()>,
}

impl Grid<'_> {
    /// Aligned columns, their header in capitals. Nothing is cut: a pipe has no width.
    pub(crate) fn table(&self, charset: Charset, out: &mut dyn Write) -> io::Result<()> {
        let mut widths: Vec<usize> = self.header.iter().map(|name| text::width(name)).collect();
        (self.each)(&mut |cells| {
            widths.resize(widths.len().max(cells.len()), 0);
            for (width, cell) in widths.iter_mut().zip(cells) {
                *width = charset.width(cell).min(WIDEST).max(*width);
            }
            Ok(())
        })?;
        let mut line = |cells: &[String]| {
            let padded: Vec<String> =
                cells.iter().zip(&widths).map(|(cell, width)| charset.pad(cell, *width)).collect();
            writeln!(out, "{}", padded.join("  ").trim_end())
        };
        if !self.header.is_empty() {
            line(&self.header.iter().map(|name| name.to_uppercase()).collect::<Vec<_>>())?;
        }
        (self.each)(&mut line)
    }

    /// A Markdown table; without a header its rows, to go under those of another one.
    pub(crate) fn markdown(&self, out: &mut dyn Write) -> io::Result<()> {
        if !self.header.is_empty() {
            writeln!(out, "| {} |", self.header.join(" | "))?;
            writeln!(out, "|{}", " --- |".repeat(self.header.len()))?;
        }
        (self.each)(&mut |cells| {
            let escaped: Vec<String> = cells.iter().map(|cell| escape(cell)).collect();
            writeln!(out, "| {} |", escaped.join(" | "))
        })
    }

    /// Comma-separated values.
    pub(crate) fn csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(out);
        if !self.header.is_empty() {
            writer.write_record(self.header).map_err(io_error)?;
        }
        (self.each)(&mut |cells| {
            let cells = cells.iter().map(|cell| harmless(cell).into_owned());
            writer.write_record(cells.collect::<Vec<_>>()).map_err(io_error)
        })?;
        writer.flush()
    }
}
