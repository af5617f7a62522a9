//! One-shot writers: an inventory, who uses what of it, what is found of it and what there is in figures, as text.
//!
//! Owns what each format looks like. Must not know the terminal, HTTP or where the text goes. All text is terminal-safe
//! and masked by the model's one masking function, unless secrets are asked for.

mod check;
mod chosen;
mod csv;
mod diff;
mod grid;
mod json;
mod markdown;
mod overview;
mod rows;
mod snapshot;
mod table;
mod tree;
mod usage;

use std::io::{self, BufWriter, Write};

use jiff::Timestamp;

use crate::model::charset::{AsciiWriter, Charset, Spelling};
use crate::model::columns::Column;
use crate::model::document::Rest;
use crate::model::inventory::Inventory;
use crate::model::kind::Kind;
use crate::model::overview::Overview;
use crate::model::pretty::Secrets;
pub use check::{Report, ReportFormat, Source, write_report};
pub use chosen::Chosen;
pub use diff::{Comparison, DiffFormat, write_comparison};
pub use snapshot::{Snapshot, write_snapshot};
pub use usage::Listing;

/// Bytes to collect before they go to the writer.
const BUFFER: usize = 64 * 1024;

/// What the text looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Repositories with what they hold, drawn as a tree; with a kind only the items of that kind.
    Tree,
    /// Aligned columns with a header.
    Table,
    /// The API's own document, pretty; with a kind an array of objects.
    Json,
    /// One compact JSON object a line; without a kind one repository a line.
    Jsonl,
    /// Comma-separated values; the header has the API's own paths. A cell holds what came, also where it begins with
    /// `=`, `+`, `-` or `@`: data is not changed for the sake of spreadsheets.
    Csv,
    /// A Markdown table.
    Md,
}

/// How something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// What it looks like.
    pub format: Format,
    /// Which characters may be written.
    pub charset: Charset,
    /// Whether table, CSV and Markdown begin with what their columns are called.
    pub has_header: bool,
}

impl Layout {
    /// The names of columns, or none where they are not written.
    fn header(self, names: &'static [&'static str]) -> &'static [&'static str] {
        if self.has_header { names } else { &[] }
    }
}

/// What to write.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// One row per object of this kind; `None` is everything, in the row formats one row per repository.
    pub kind: Option<Kind>,
    /// What it looks like.
    pub layout: Layout,
    /// How credentials are written.
    pub secrets: Secrets<'a>,
    /// The time that ages are counted from.
    pub now: Timestamp,
    /// The columns of table, CSV and Markdown, in their order; none means those that each of them has by itself.
    pub columns: &'a [Column],
    /// What of the inventory, in which order.
    pub chosen: &'a Chosen,
}

/// Writes the inventory; `rest` is what the same answer had besides its repositories.
///
/// An empty tree is no text at all: that there is nothing, and in which scope, is the caller's to say.
///
/// # Errors
///
/// Those of `out`, a closed pipe among them.
pub fn write(inventory: &Inventory, rest: &Rest, request: &Request<'_>, out: &mut dyn Write) -> io::Result<()> {
    within(request.layout, out, &mut |out| write_as_it_is(inventory, rest, request, out))
}

/// Writes who uses what.
///
/// # Errors
///
/// As [`write()`].
pub fn write_usage(listing: &Listing<'_>, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    within(layout, out, &mut |out| listing.write(layout, out))
}

/// Writes what there is in figures.
///
/// # Errors
///
/// As [`write()`].
pub fn write_overview(overview: &Overview, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    within(layout, out, &mut |out| overview::write(overview, layout, out))
}

/// Buffers what is written, and lets nothing through that may not be written.
fn within(
    layout: Layout,
    out: &mut dyn Write,
    write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(BUFFER, out);
    let spelling = match layout.format {
        Format::Json | Format::Jsonl => Spelling::Json,
        Format::Csv => Spelling::Data,
        Format::Tree | Format::Table | Format::Md => Spelling::Words,
    };
    match layout.charset {
        Charset::Unicode => write(&mut out)?,
        Charset::Ascii => write(&mut AsciiWriter::new(&mut out, spelling))?,
    }
    out.flush()
}

fn write_as_it_is(inventory: &Inventory, rest: &Rest, request: &Request<'_>, out: &mut dyn Write) -> io::Result<()> {
    match request.layout.format {
        Format::Tree => tree::write(inventory, request, out),
        Format::Table => table::write(inventory, request, out),
        Format::Json => json::write_pretty(inventory, rest, request, out),
        Format::Jsonl => json::write_lines(inventory, request, out),
        Format::Csv => csv::write(inventory, request, out),
        Format::Md => markdown::write(inventory, request, out),
    }
}

#[cfg(test)]
mod tests;
