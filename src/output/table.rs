//! Aligned columns for people and pipes. Nothing is cut: a pipe has no width.

use std::io::{self, Write};

use crate::model::charset::Charset;
use crate::model::columns::Column;
use crate::model::inventory::Inventory;
use crate::output::Request;
use crate::output::rows::Rows;

/// Writes a header in capitals and one line a row.
pub(crate) fn write(inventory: &Inventory, request: &Request<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (rows, widths) = Rows::for_people(inventory, request)?;
    let line = |cells: &[String], out: &mut dyn Write| {
        write_line(cells, (&rows.columns, &widths, request.layout.charset), out)
    };
    if request.layout.has_header {
        let header: Vec<String> = rows.columns.iter().map(|column| column.label().to_uppercase()).collect();
        line(&header, out)?;
    }
    rows.each(&mut |cells| line(cells, out))
}

fn write_line(
    cells: &[String],
    (columns, widths, charset): (&[Column], &[usize], Charset),
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut line = String::new();
    for (at, ((cell, column), width)) in cells.iter().zip(columns).zip(widths).enumerate() {
        if at > 0 {
            line.push_str("  ");
        }
        let missing = " ".repeat(width.saturating_sub(charset.width(cell)));
        let (before, after) = if column.is_number() { (missing.as_str(), "") } else { ("", missing.as_str()) };
        line.extend([before, cell, after]);
    }
    // Spaces at the end of a line help nobody.
    out.write_all(line.trim_end().as_bytes())?;
    out.write_all(b"\n")
}
