//! An answer from a file or from standard input, in place of the API's: one function for whatever takes one.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::exit;
use crate::model::document::Rest;
use crate::model::failure::Failure;
use crate::model::inventory::Inventory;
use crate::model::scan::Scanner;
use crate::model::{secret, text, time};
use crate::runtime::signals::Signals;
use crate::start::End;
use crate::start::voice::tell;

/// Read at once.
const PIECE: usize = 64 * 1024;

/// An answer that was kept.
pub(super) struct Input {
    /// Its repositories.
    pub(super) inventory: Inventory,
    /// What it is called, terminal-safe.
    pub(super) name: String,
}

/// Whether a path means standard input.
pub(super) fn is_standard(path: &Path) -> bool {
    path == Path::new("-")
}

/// Reads an answer of at most so many bytes on a thread of its own, so that a signal ends the program while a pipe has
/// nothing to give. What is odd about it is told.
pub(super) async fn read(signals: &mut Signals, path: PathBuf, most: u64) -> Result<Input, End> {
    let read = tokio::select! {
        code = signals.end() => return Err(End::new(code, "")),
        read = tokio::task::spawn_blocking(move || read_here(&path, most)) => read,
    };
    let (input, rest) = read.map_err(|_panicked| End::new(exit::OTHER, "error: reading failed; this is a bug"))??;
    for remark in &rest.remarks {
        tell(&format!("note: {}: {remark}", input.name));
    }
    Ok(input)
}

fn read_here(path: &Path, most: u64) -> Result<(Input, Rest), End> {
    let name = name(path);
    let refused = |error: io::Error| {
        End::new(exit::USAGE, format!("error: cannot read {}: {}", name_of_unopened(path, &name), why(&error)))
    };
    let mut source: Box<dyn Read> =
        if is_standard(path) { Box::new(io::stdin()) } else { Box::new(File::open(path).map_err(refused)?) };
    let (mut scanner, mut inventory) = (Scanner::default(), Inventory::default());
    let mut piece = vec![0; PIECE];
    let understood = loop {
        let count = match source.read(&mut piece) {
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(refused(error)),
        };
        let pushed = scanner.push(piece.get(..count).unwrap_or_default());
        while let Some(segment) = scanner.next_whole() {
            inventory.push(Arc::new(segment));
        }
        if scanner.received() > most {
            let limit = time::bytes(most);
            let words = format!("error: {name} has more than {limit}\nhint: a larger --max-body reads it all the same");
            return Err(End::new(exit::OTHER, words));
        }
        if count == 0 || pushed.is_err() {
            break pushed;
        }
    };
    let received = scanner.received();
    scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
    let rest = understood.and_then(|()| scanner.finish()).map_err(|fault| {
        let failure = fault.explain(Some(&name), received);
        let advice = "What is expected is what GET /repo answered, as curl keeps it".to_owned();
        End::from(Failure { advice, ..failure })
    })?;
    inventory.finish(&rest);
    Ok((Input { inventory, name }, rest))
}

fn name(path: &Path) -> String {
    if is_standard(path) { "standard input".to_owned() } else { text::shown(&path.to_string_lossy()).into_owned() }
}

/// What stands in place of a path may be a token.
fn name_of_unopened(path: &Path, name: &str) -> String {
    let is_open = !secret::could_be_a_token(&path.to_string_lossy());
    if is_open {
        format!("`{name}`")
    } else {
        "a file of that name (not repeated here: it could be a token)".to_owned()
    }
}

fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a directory".to_owned(),
        other => other.to_string(),
    }
}
