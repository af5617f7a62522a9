//! `diff`: two answers, kept ones or the API's, and what changed between them, printed once.

use std::io::{self, Write};
use std::sync::Arc;

use crate::cli::DiffFormat;
use crate::exit;
use crate::model::changes::Reviewed;
use crate::model::fingerprint::Fingerprints;
use crate::model::inventory::Inventory;
use crate::model::scan::Scanner;
use crate::model::snapshot::Kept;
use crate::output::{self, Comparison, Snapshot, write_snapshot};
use crate::runtime::crash;
use crate::runtime::load::kept::Keep;
use crate::runtime::signals::Signals;
use crate::settings::Settings;
use crate::start::check::fingerprints;
use crate::start::supply::{Loaded, Supply};
use crate::start::{End, input, on_a_thread, printed_in};

/// Prints what changed from a kept answer to a newer one; the exit code tells whether anything did.
pub(super) async fn run(settings: &Settings, old: Keep, new: Supply, format: DiffFormat) -> Result<u8, End> {
    let mut signals = Signals::listen()?;
    let names = [old.name(), new.name()];
    let old = input::read(&mut signals, old, None).await?;
    let new = match new {
        Supply::Kept(keep) => input::read(&mut signals, keep, None).await?,
        live @ Supply::Api(..) => live.load(settings, &mut signals, None).await?,
    };
    let fingerprints = fingerprints(settings, &|name| std::env::var_os(name));
    let charset = printed_in(settings, false);
    on_a_thread(signals, move || {
        crash::fault("diff");
        let [old, new] = comparable(old, new, &fingerprints)?;
        let reviewed = Reviewed::of(&old, &new);
        let names = [names[0].as_str(), names[1].as_str()];
        let comparison = Comparison { reviewed: &reviewed, new: &new, fingerprints: &fingerprints, names };
        output::write_comparison(&comparison, format_of(format), charset, &mut io::stdout().lock())?;
        Ok(if reviewed.changes.is_empty() { exit::OK } else { exit::FOUND })
    })
    .await
}

/// Both inventories in the same clothes: where the credentials of one are masked, so are those of the other.
fn comparable(old: Loaded, new: Loaded, fingerprints: &Fingerprints) -> io::Result<[Inventory; 2]> {
    let is_masked = |it: &Loaded| it.rest.kept.as_ref().is_some_and(|kept| kept.masked);
    let dressed = |it: Loaded, other: bool| {
        if other && !is_masked(&it) { masked(&it, fingerprints) } else { Ok(it.inventory) }
    };
    let (is_old, is_new) = (is_masked(&old), is_masked(&new));
    Ok([dressed(old, is_new)?, dressed(new, is_old)?])
}

fn masked(Loaded { inventory, rest, .. }: &Loaded, fingerprints: &Fingerprints) -> io::Result<Inventory> {
    let (envelope, kept) = (rest.envelope.as_str(), &Kept::default());
    let snapshot = Snapshot { inventory, envelope, kept, sha256: None, fingerprints: Some(fingerprints) };
    let mut reader = Reader::default();
    write_snapshot(&snapshot, &mut reader)?;
    reader.scanner.seal().into_iter().for_each(|segment| reader.inventory.push(Arc::new(segment)));
    let rest = reader.scanner.finish().map_err(|_| io::Error::other("masking failed; this is a bug"))?;
    reader.inventory.finish(&rest);
    Ok(reader.inventory)
}

/// Reads what is written to it.
#[derive(Default)]
struct Reader {
    scanner: Scanner,
    inventory: Inventory,
}

impl Write for Reader {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        self.scanner.push(piece).map_err(|_| io::Error::other("masking failed; this is a bug"))?;
        while let Some(segment) = self.scanner.next_whole() {
            self.inventory.push(Arc::new(segment));
        }
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

const fn format_of(format: DiffFormat) -> output::DiffFormat {
    match format {
        DiffFormat::Table => output::DiffFormat::Table,
        DiffFormat::Json => output::DiffFormat::Json,
        DiffFormat::Md => output::DiffFormat::Md,
    }
}
