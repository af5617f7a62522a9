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
use crate::start::check::{fingerprints, scope_words};
use crate::start::supply::{Loaded, Supply};
use crate::start::voice::tell;
use crate::start::{End, input, on_a_thread, printed_in};

/// Prints what changed from a kept answer to a newer one; the exit code tells whether anything did.
pub(super) async fn run(settings: &Settings, old: Keep, new: Supply, format: DiffFormat) -> Result<u8, End> {
    let mut signals = Signals::listen_once()?;
    let names = [old.name(), new.name()];
    let old = input::read(&mut signals, old, None).await?;
    let new = match new {
        Supply::Kept(keep) => input::read(&mut signals, keep, None).await?,
        live @ Supply::Api(..) => live.load(settings, &mut signals, None).await?,
    };
    let fingerprints = fingerprints(settings, &|name| std::env::var_os(name));
    let charset = printed_in(settings, false);
    say_scopes(settings, &names, [&old, &new]);
    on_a_thread(signals, move || {
        crash::fault("diff");
        let marks = marks(&fingerprints, &names, [&old, &new]);
        let [old, new] = comparable(old, new, &marks)?;
        let reviewed = Reviewed::of(&old, &new);
        let names = [names[0].as_str(), names[1].as_str()];
        let comparison = Comparison { reviewed: &reviewed, new: &new, fingerprints: &fingerprints, names };
        output::write_comparison(&comparison, format_of(format), charset, &mut io::stdout().lock())?;
        Ok(if reviewed.changes.is_empty() { exit::OK } else { exit::FOUND })
    })
    .await
}

/// Says where the two were asked for another scope: what only one of them could see is no change.
fn say_scopes(settings: &Settings, names: &[String; 2], both: [&Loaded; 2]) {
    let scope =
        |it: &Loaded| it.rest.kept.as_ref().map_or_else(|| Some(settings.scope.clone()), |kept| kept.scope.clone());
    if let [Some(old), Some(new)] = both.map(scope)
        && old != new
    {
        let [old, new] = [old, new].map(|scope| scope_words(&scope));
        let [before, after] = names;
        tell(&format!(
            "note: the scopes differ: {before} has {old}, {after} {new}; what one of them could not see counts as added or removed"
        ));
    }
}

/// What masks the side that is not masked: fingerprints by the user's key; none where those of two keys may meet, which is
/// said.
fn marks(fingerprints: &Fingerprints, names: &[String; 2], both: [&Loaded; 2]) -> Fingerprints {
    let key = |it: &Loaded| match it.rest.kept.as_ref().filter(|kept| kept.masked) {
        Some(kept) => kept.fingerprint_key.clone(),
        None => fingerprints.key(),
    };
    let [old, new] = both.map(key);
    if old == new || !both.iter().any(|it| is_masked(it)) {
        return fingerprints.clone();
    }
    let [before, after] = names;
    tell(&format!(
        "note: the fingerprints of {before} and {after} are not known to be of one key: of credentials only what their masks \
         show is compared"
    ));
    Fingerprints::unknown()
}

fn is_masked(it: &Loaded) -> bool {
    it.rest.kept.as_ref().is_some_and(|kept| kept.masked)
}

/// Both inventories in the same clothes: where the credentials of one are masked, so are those of the other.
fn comparable(old: Loaded, new: Loaded, marks: &Fingerprints) -> io::Result<[Inventory; 2]> {
    let (is_old, is_new) = (is_masked(&old), is_masked(&new));
    // Without a key there is none in either.
    let dress = |it: Loaded, is_meant: bool| if is_meant { masked(&it, marks) } else { Ok(it.inventory) };
    let both = marks.key().is_none() && (is_old || is_new);
    Ok([dress(old, both || (is_new && !is_old))?, dress(new, both || (is_old && !is_new))?])
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
