//! Aligned columns for people and pipes. Nothing is cut: a pipe has no width.

use std::io::{self, Write};

use crate::model::inventory::Inventory;
use crate::model::text;
use crate::output::Request;
use crate::output::rows::{Column, Rows};

/// Writes a header in capitals and one line a row.
pub(crate) fn write(inventory: &Inventory, request: &Request, out: &mut dyn Write) -> io::Result<()> {
    let (rows, widths) = Rows::for_people(inventory, request)?;
    let header: Vec<String> = rows.columns.iter().map(|column| column.label().to_uppercase()).collect();
    write_line(&header, &rows.columns, &widths, out)?;
    rows.each(&mut |cells| write_line(cells, &rows.columns, &widths, out))
}

fn write_line(cells: &[String], columns: &[Column], widths: &[usize], out: &mut dyn Write) -> io::Result<()> {
    let last = columns.len().saturating_sub(1);
    for (at, ((cell, column), width)) in cells.iter().zip(columns).zip(widths).enumerate() {
        if at > 0 {
            out.write_all(b"  ")?;
        }
        let missing = width.saturating_sub(text::width(cell));
        if column.is_number() {
            write!(out, "{:missing$}{cell}", "")?;
        } else if at == last {
            // Spaces at the end of a line help nobody.
            out.write_all(cell.as_bytes())?;
        } else {
            write!(out, "{cell}{:missing$}", "")?;
        }
    }
    out.write_all(b"\n")
}
