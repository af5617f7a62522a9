//! `--save`: an answer written to a file once, credentials masked unless asked otherwise.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::digest::Sha256;
use crate::exit;
use crate::model::kind::Kind;
use crate::model::snapshot::Kept;
use crate::model::{text, time};
use crate::output::{Snapshot, write_snapshot};
use crate::runtime::save::save;
use crate::runtime::signals::Signals;
use crate::settings::Settings;
use crate::start::check::fingerprints;
use crate::start::supply::{Loaded, Supply};
use crate::start::voice::tell;
use crate::start::{End, on_a_thread};

/// Loads everything and writes it to the file.
pub(super) async fn run(settings: &Settings, supply: Supply, path: PathBuf) -> Result<u8, End> {
    let mut signals = Signals::listen_once()?;
    let (asked, api) = (Timestamp::now(), supply.name());
    let Loaded { inventory, rest, sha256 } = supply.load(settings, &mut signals, Some(Sha256::default())).await?;
    let kept = match &rest.kept {
        Some(kept) => Kept::clone(kept),
        None => Kept { as_of: Some(asked), api, scope: Some(settings.scope.clone()), ..Kept::default() },
    };
    // That of a file which is masked already is not the answer's.
    let sha256 = Some(sha256).filter(|_| !kept.masked);
    let fingerprints = (!settings.show_secrets).then(|| fingerprints(settings, &|name| std::env::var_os(name)));
    on_a_thread(signals, move || {
        let snapshot = Snapshot {
            inventory: &inventory,
            envelope: &rest.envelope,
            kept: &kept,
            sha256: sha256.as_deref(),
            fingerprints: fingerprints.as_ref(),
        };
        let size = save(&path, &mut |out| write_snapshot(&snapshot, out))?;
        let count = inventory.total(Kind::Repo);
        let how = if kept.masked || fingerprints.is_some() { "masked" } else { "in clear" };
        let (noun, name) = (Kind::Repo.counted(count), text::shown(&path.to_string_lossy()).into_owned());
        tell(&format!("saved {count} {noun} to {name}, {}, credentials {how}", time::bytes(size)));
        Ok(exit::OK)
    })
    .await
}
