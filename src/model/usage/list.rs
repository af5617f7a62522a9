//! What a thing is called, and each use of it in words.

use crate::model::fingerprint::Fingerprints;
use crate::model::inventory::Inventory;
use crate::model::kind::{Kind, Node};
use crate::model::record::unnamed;
use crate::model::secret::Sensitivity;
use crate::model::sheet::{Row, Sheet, place};
use crate::model::usage::{Aspect, Thing, Usage, User, things};

/// One use of a thing; every text is terminal-safe and masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// The object.
    pub node: Node,
    /// Its kind.
    pub kind: Kind,
    /// What it is in its repository: `master` for a master bucket, the access type of an API key, else nothing.
    pub role: String,
    /// The object's own id.
    pub id: String,
    /// What the object is called.
    pub name: String,
    /// The id of its repository.
    pub repo_id: String,
    /// What its repository is called.
    pub repo: String,
}

/// A thing as it is shown: an id, an address, or a credential masked; terminal-safe.
pub fn label(usage: &Usage, thing: Thing, inventory: &Inventory, fingerprints: &Fingerprints) -> String {
    let Some(user) = usage.user(thing, 0, inventory) else { return String::new() };
    let Some((_, text)) = inventory.document().get(user.node.repo()) else { return String::new() };
    Sheet::of(text).at(user.node).map_or_else(String::new, |row| shown(&row, thing.aspect, fingerprints))
}

/// What an object has of one aspect, as [`label`] tells it; empty where it has none.
pub fn shown(row: &Row<'_, '_>, aspect: Aspect, fingerprints: &Fingerprints) -> String {
    let text = things::text(row, aspect).unwrap_or_default();
    match aspect {
        Aspect::Credential => fingerprints.masked(text),
        Aspect::Bucket | Aspect::AiLlm | Aspect::Endpoint | Aspect::Workspace => {
            Sensitivity::Open.apply(text).into_owned()
        }
    }
}

/// What a thing is called by an object that has it: a bucket or an AI LLM by its name, where it has one.
pub fn title(row: &Row<'_, '_>, aspect: Aspect, fingerprints: &Fingerprints) -> String {
    let name = match aspect {
        Aspect::Bucket | Aspect::AiLlm => text_of(row, titles(row.kind).0),
        Aspect::Credential | Aspect::Endpoint | Aspect::Workspace => String::new(),
    };
    if name.trim().is_empty() { shown(row, aspect, fingerprints) } else { name }
}

/// A field of an object as people may see it, terminal-safe; empty where it is no text.
pub fn text_of(row: &Row<'_, '_>, places: &[usize]) -> String {
    Sensitivity::Open.apply(row.first(places).unwrap_or_default()).into_owned()
}

/// What an object is called: its name, else its id, else its kind and place.
pub(crate) fn called(row: &Row<'_, '_>, node: Node) -> String {
    let (names, ids) = titles(row.kind);
    let mut told = [names, ids].into_iter().map(|places| text_of(row, places));
    told.find(|text| !text.trim().is_empty()).unwrap_or_else(|| {
        let place = match node {
            Node::Repo(place) | Node::Group(place, _) | Node::Item(_, _, place) => place,
        };
        unnamed(row.kind, place)
    })
}

/// The fields by which an object is called, and those that tell which one it is.
pub(crate) const fn titles(kind: Kind) -> (&'static [usize], &'static [usize]) {
    use Kind::{AiApiKey, AiLlm, ApiKey, Bucket, Repo};
    match kind {
        Repo => (const { &[place(Repo, "name")] }, const { &[place(Repo, "id")] }),
        Bucket => (
            const { &[place(Bucket, "bucket.name"), place(Bucket, "bucket.bucket")] },
            const { &[place(Bucket, "bucketId"), place(Bucket, "bucket.id")] },
        ),
        ApiKey => (const { &[place(ApiKey, "name")] }, const { &[place(ApiKey, "id")] }),
        AiLlm => {
            (const { &[place(AiLlm, "aiLlm.name")] }, const { &[place(AiLlm, "aiLlmId"), place(AiLlm, "aiLlm.id")] })
        }
        AiApiKey => (const { &[place(AiApiKey, "name")] }, const { &[place(AiApiKey, "id")] }),
    }
}

impl Use {
    /// A use in words; `sheet` is the repository that the user is in.
    pub fn of(user: User, sheet: &Sheet<'_>) -> Option<Self> {
        let row = sheet.at(user.node)?;
        let repo = sheet.repo();
        let (names, ids) = titles(row.kind);
        let (repo_names, repo_ids) = titles(Kind::Repo);
        let role = match row.kind {
            Kind::Bucket if user.is_master => "master".to_owned(),
            Kind::ApiKey => text_of(&row, const { &[place(Kind::ApiKey, "accessType")] }),
            Kind::Repo | Kind::Bucket | Kind::AiLlm | Kind::AiApiKey => String::new(),
        };
        Some(Self {
            node: user.node,
            kind: row.kind,
            role,
            id: text_of(&row, ids),
            name: text_of(&row, names),
            repo_id: text_of(&repo, repo_ids),
            repo: text_of(&repo, repo_names),
        })
    }
}
