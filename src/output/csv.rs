//! Comma-separated values for programs: a header with the API's own paths, one record a row.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::Writer;

use crate::model::inventory::Inventory;
use crate::output::Request;
use crate::output::rows::Rows;

/// Writes a header and one record a row.
pub(crate) fn write(inventory: &Inventory, request: &Request<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rows = Rows::for_programs(inventory, request);
    let mut writer = Writer::from_writer(out);
    if request.layout.has_header {
        writer.write_record(rows.columns.iter().map(|column| column.path())).map_err(io_error)?;
    }
    rows.each(&mut |cells| {
        let cells = cells.iter().map(|cell| harmless(cell).into_owned());
        writer.write_record(cells.collect::<Vec<_>>()).map_err(io_error)
    })?;
    writer.flush()
}

/// A cell that no spreadsheet takes for a formula: a name is whatever somebody chose. An apostrophe in front says that it
/// is text.
pub(super) fn harmless<T: AsRef<str> + ?Sized>(cell: &T) -> Cow<'_, str> {
    let cell = cell.as_ref();
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}").into() } else { cell.into() }
}

/// The writer's own error: converted by the crate it would lose its kind, and a closed pipe could not be told.
pub(super) fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
