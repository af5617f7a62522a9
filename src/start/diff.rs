//! `diff`: two answers, kept ones or the API's, and what changed between them, printed once.

use std::io;

use crate::api::Client;
use crate::cli::DiffFormat;
use crate::exit;
use crate::model::changes::Reviewed;
use crate::output::{self, Comparison};
use crate::runtime::crash;
use crate::runtime::signals::Signals;
use crate::settings::{Compared, Settings};
use crate::start::check::fingerprints;
use crate::start::input::{self, Input};
use crate::start::{End, load_all, on_a_thread, printed_in, tell_of};

/// Prints what changed; where no newer answer is given, `live` is asked for it. The exit code tells whether anything did.
pub(super) async fn run(
    settings: &Settings,
    Compared { old, new }: &Compared,
    live: Option<(Client, String)>,
    format: DiffFormat,
) -> Result<u8, End> {
    let mut signals = Signals::listen()?;
    let most = settings.transport.max_body;
    let old = input::read(&mut signals, old.clone(), most).await?;
    let new = match (new, live) {
        (Some(new), _) => input::read(&mut signals, new.clone(), most).await?,
        (None, Some((client, name))) => {
            let (inventory, rest) = tokio::select! {
                code = signals.end() => return Ok(code),
                loaded = load_all(client, settings.scope.clone()) => loaded?,
            };
            tell_of(settings, &inventory, &rest);
            Input { inventory, name }
        }
        // Not without a client: the settings know what is compared.
        (None, None) => return Err(End::new(exit::OTHER, "error: there is nothing to compare with; this is a bug")),
    };
    let fingerprints = fingerprints(settings, &|name| std::env::var_os(name));
    let charset = printed_in(settings, false);
    on_a_thread(signals, move || {
        crash::fault("diff");
        let reviewed = Reviewed::of(&old.inventory, &new.inventory);
        let names = [old.name.as_str(), new.name.as_str()];
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
