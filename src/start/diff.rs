//! `diff`: two answers, kept ones or the API's, and what changed between them, printed once.

use std::io;

use crate::cli::DiffFormat;
use crate::exit;
use crate::model::changes::Reviewed;
use crate::output::{self, Comparison};
use crate::runtime::crash;
use crate::runtime::load::kept::Keep;
use crate::runtime::signals::Signals;
use crate::settings::Settings;
use crate::start::check::fingerprints;
use crate::start::supply::Supply;
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
        let reviewed = Reviewed::of(&old.inventory, &new.inventory);
        let names = [names[0].as_str(), names[1].as_str()];
        let comparison = Comparison { reviewed: &reviewed, new: &new.inventory, fingerprints: &fingerprints, names };
        output::write_comparison(&comparison, format_of(format), charset, &mut io::stdout().lock())?;
        Ok(if reviewed.changes.is_empty() { exit::OK } else { exit::FOUND })
    })
    .await
}

const fn format_of(format: DiffFormat) -> output::DiffFormat {
    match format {
        DiffFormat::Table => output::DiffFormat::Table,
        DiffFormat::Json => output::DiffFormat::Json,
        DiffFormat::Md => output::DiffFormat::Md,
    }
}
