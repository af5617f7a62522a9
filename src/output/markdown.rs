//! A Markdown table, as GitHub and most others read it.

use std::io::{self, Write};

use crate::model::columns::Column;
use crate::model::inventory::Inventory;
use crate::output::Request;
use crate::output::rows::Rows;

/// Writes a header and one line a row; without the header the rows alone, to go under those of another table.
pub(crate) fn write(inventory: &Inventory, request: &Request<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (rows, _) = Rows::for_people(inventory, request)?;
    if request.layout.has_header {
        write_header(&rows.columns, out)?;
    }
    rows.each(&mut |cells| {
        for cell in cells {
            write!(out, "| {} ", escape(cell))?;
        }
        out.write_all(b"|\n")
    })
}

fn write_header(columns: &[Column], out: &mut dyn Write) -> io::Result<()> {
    for column in columns {
        write!(out, "| {} ", column.label())?;
    }
    out.write_all(b"|\n")?;
    for column in columns {
        out.write_all(if column.is_number() { b"| ---: " } else { b"| --- " })?;
    }
    out.write_all(b"|\n")
}

/// Keeps a text from ending its cell and from becoming a link, an image, HTML or code. Line breaks cannot come here:
/// terminal-safe text has none.
pub(super) fn escape(cell: &str) -> String {
    let mut escaped = String::with_capacity(cell.len());
    for c in cell.chars() {
        if matches!(c, '|' | '\\' | '`' | '<' | '[') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
