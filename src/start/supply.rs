//! Where an inventory comes from: the API, or a file in its place.

use std::borrow::Cow;

use crate::api::{Client, Repeat};
use crate::app::msg::Loading;
use crate::digest::Sha256;
use crate::model::document::{Document, Rest};
use crate::model::failure::Failure;
use crate::model::inventory::{Inventory, Scope};
use crate::model::time;
use crate::runtime::load;
use crate::runtime::load::kept::Keep;
use crate::runtime::signals::Signals;
use crate::settings::Settings;
use crate::start::voice::tell;
use crate::start::{End, input};

/// Where an inventory comes from.
pub(super) enum Supply {
    /// The API that this client asks, as reports call it.
    Api(Box<Client>, String),
    /// A file, or standard input.
    Kept(Keep),
}

/// An answer, whole.
pub(super) struct Loaded {
    /// Its repositories.
    pub(super) inventory: Inventory,
    /// What it has besides.
    pub(super) rest: Rest,
    /// The hash of its body; empty where that was not asked for.
    pub(super) sha256: String,
}

impl Supply {
    /// What a report calls it.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Api(_, host) => host.clone(),
            Self::Kept(keep) => keep.name(),
        }
    }

    /// Loads all of it, and tells what is odd about it, how old it is where it was kept, and that there is nothing in it.
    pub(super) async fn load(
        self,
        settings: &Settings,
        signals: &mut Signals,
        sha: Option<Sha256>,
    ) -> Result<Loaded, End> {
        let name = self.name();
        let loaded = match self {
            Self::Api(client, _) => from_api(*client, settings.scope.clone(), signals, sha).await?,
            Self::Kept(keep) => input::read(signals, keep, sha).await?,
        };
        match &loaded.rest.kept {
            Some(kept) => tell(&format!("note: {name} is {}, offline", kept.age())),
            None => loaded.rest.remarks.iter().for_each(|remark| tell(&format!("note: {remark}"))),
        }
        if loaded.inventory.is_empty() {
            let place = match &settings.scope {
                _ if loaded.rest.kept.is_some() => Cow::Owned(name),
                Scope::All => Cow::Borrowed("any workspace, as far as this token sees"),
                Scope::Workspace(_) => Cow::Owned(format!("{}, as far as this token sees", settings.scope.label())),
            };
            tell(&format!("no repositories in {place}"));
        }
        Ok(loaded)
    }
}

async fn from_api(client: Client, scope: Scope, signals: &mut Signals, mut sha: Option<Sha256>) -> Result<Loaded, End> {
    let mut watch = |piece: &[u8]| sha.iter_mut().for_each(|sha| sha.update(piece));
    let (inventory, rest) = tokio::select! {
        code = signals.end() => return Err(End::new(code, "")),
        loaded = load_watched(client, scope, &mut watch) => loaded?,
    };
    Ok(Loaded { inventory, rest, sha256: sha.map(Sha256::finish).unwrap_or_default() })
}

/// Loads everything from the API.
pub(super) async fn load_all(client: Client, scope: Scope) -> Result<(Inventory, Rest), Failure> {
    load_watched(client, scope, &mut |_| {}).await
}

/// The same; `watch` sees the body as it comes.
async fn load_watched(
    client: Client,
    scope: Scope,
    watch: &mut (dyn FnMut(&[u8]) + Send),
) -> Result<(Inventory, Rest), Failure> {
    let mut inventory = Inventory::default();
    let mut news = |news| match news {
        Loading::Part(segment, _) => inventory.push(segment),
        Loading::Begun(_) | Loading::Progress(_) => {}
        Loading::Retrying(retry) => tell(&format!(
            "{}; retrying in {} ({} of {})",
            retry.failure.text,
            time::duration(retry.wait),
            retry.attempt,
            retry.of
        )),
    };
    let rest = load::load_watched(&client, (&scope, Repeat::Always), &Document::default(), &mut news, watch).await?;
    inventory.finish(&rest);
    Ok((inventory, rest))
}
