//! An answer from a file or from standard input, in place of the API's: one function for whatever takes one.

use crate::app::msg::Loading;
use crate::digest::Sha256;
use crate::exit;
use crate::model::document::Document;
use crate::model::inventory::Inventory;
use crate::runtime::load::kept::{Keep, Unread};
use crate::runtime::signals::Signals;
use crate::start::End;
use crate::start::supply::Loaded;
use crate::start::voice::tell;

impl From<Unread> for End {
    fn from(Unread { failure, code }: Unread) -> Self {
        Self { code, ..Self::from(failure) }
    }
}

/// Reads a kept answer on a thread of its own, so that a signal ends the program while a pipe has nothing to give. What is
/// odd about it is told.
pub(super) async fn read(signals: &mut Signals, keep: Keep, sha: Option<Sha256>) -> Result<Loaded, End> {
    let name = keep.name();
    let read = tokio::select! {
        code = signals.end() => return Err(End::new(code, "")),
        read = tokio::task::spawn_blocking(move || read_here(&keep, sha)) => read,
    };
    let loaded = read.map_err(|_panicked| End::new(exit::OTHER, "error: reading failed; this is a bug"))??;
    for remark in &loaded.rest.remarks {
        tell(&format!("note: {name}: {remark}"));
    }
    Ok(loaded)
}

fn read_here(keep: &Keep, mut sha: Option<Sha256>) -> Result<Loaded, Unread> {
    let mut inventory = Inventory::default();
    let mut news = |news| {
        if let Loading::Part(segment, _) = news {
            inventory.push(segment);
        }
    };
    let mut watch = |piece: &[u8]| sha.iter_mut().for_each(|sha| sha.update(piece));
    let rest = keep.read(&Document::default(), &mut news, &mut watch)?;
    inventory.finish(&rest);
    Ok(Loaded { inventory, rest, sha256: sha.map(Sha256::finish).unwrap_or_default() })
}
