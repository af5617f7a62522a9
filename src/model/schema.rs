//! The documented fields of each kind, with what they are called on the screen.
//!
//! Source: the platform's API page for `GET /repo`; fields marked as extras are those that only the official TypeScript
//! client names. A field that is not listed here is not lost: it is shown under "Other fields".

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::model::kind::{Group, Kind};

/// How a field's value is read and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A string of any content: names, ids, open enumerations, addresses.
    Text,
    /// RFC 3339 date and time.
    Time,
    /// true or false.
    Flag,
    /// A credential: masked until revealed.
    Key,
    /// An encrypted credential: an object of which only the number of fields is shown until revealed.
    Secret,
    /// A list of references to other objects.
    References,
}

impl Format {
    /// What a value should be, in words that fit "expected ...".
    pub const fn expected(self) -> &'static str {
        match self {
            Self::Text | Self::Key => "a string",
            Self::Time => "a date",
            Self::Flag => "true or false",
            Self::Secret => "an object",
            Self::References => "a list",
        }
    }
}

/// Where a field stands and how it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldSpec {
    /// The path in the API's words, as in `bucket.name`; unique within its kind.
    pub path: &'static str,
    /// The label on the screen.
    pub label: &'static str,
    /// How its value is read and shown.
    pub format: Format,
    /// Not on the API page: shown only when it came.
    pub extra: bool,
}

const fn field(path: &'static str, label: &'static str, format: Format) -> FieldSpec {
    FieldSpec { path, label, format, extra: false }
}

const fn extra(path: &'static str, label: &'static str, format: Format) -> FieldSpec {
    FieldSpec { path, label, format, extra: true }
}

const REPO: &[FieldSpec] = &[
    field("name", "Name", Format::Text),
    field("id", "ID", Format::Text),
    field("storageType", "Storage type", Format::Text),
    field("mode", "Mode", Format::Text),
    field("workspaceId", "Workspace ID", Format::Text),
    field("disabled", "Disabled", Format::Flag),
    field("createdAt", "Created", Format::Time),
    extra("walletAddress", "Wallet address", Format::Text),
];

const BUCKET: &[FieldSpec] = &[
    field("bucket.name", "Name", Format::Text),
    field("bucket.bucket", "Bucket name", Format::Text),
    field("master", "Master", Format::Flag),
    field("folder", "Folder", Format::Text),
    field("bucket.status", "Status", Format::Text),
    field("bucket.storageType", "Storage type", Format::Text),
    field("bucket.region", "Region", Format::Text),
    field("bucket.endpoint", "Endpoint", Format::Text),
    field("bucket.projectId", "Project ID", Format::Text),
    field("bucket.key", "Access key", Format::Key),
    field("bucket.secret", "Secret", Format::Secret),
    field("bucket.createdAt", "Created", Format::Time),
    field("bucketId", "Bucket ID", Format::Text),
    field("bucket.id", "ID", Format::Text),
    extra("bucket.workspaceId", "Workspace ID", Format::Text),
    extra("bucket.walletAddress", "Wallet address", Format::Text),
    extra("bucket.apiKeyId", "API key ID", Format::Text),
    extra("bucket.repos", "Used by", Format::References),
];

const API_KEY: &[FieldSpec] = &[
    field("name", "Name", Format::Text),
    field("accessType", "Access type", Format::Text),
    field("key", "Key", Format::Key),
    field("secret", "Secret", Format::Secret),
    field("createdAt", "Created", Format::Time),
    field("id", "ID", Format::Text),
];

const AI_LLM: &[FieldSpec] = &[
    field("aiLlm.name", "Name", Format::Text),
    field("aiLlm.aiType", "Provider", Format::Text),
    field("aiLlm.endpoint", "Endpoint", Format::Text),
    field("aiLlm.key", "Key", Format::Key),
    field("aiLlm.workspaceId", "Workspace ID", Format::Text),
    field("aiLlm.orgId", "Organization ID", Format::Text),
    field("aiLlm.userId", "User ID", Format::Text),
    field("aiLlm.createdAt", "Created", Format::Time),
    field("aiLlmId", "AI LLM ID", Format::Text),
    field("aiLlm.id", "ID", Format::Text),
    extra("aiLlm.apiKeyId", "API key ID", Format::Text),
    extra("aiLlm.repos", "Used by", Format::References),
];

const AI_API_KEY: &[FieldSpec] = &[
    field("name", "Name", Format::Text),
    field("aiType", "Provider", Format::Text),
    field("key", "Key", Format::Key),
    field("createdAt", "Created", Format::Time),
    field("deletedAt", "Deleted", Format::Time),
    field("repoId", "For repository", Format::Text),
    field("id", "ID", Format::Text),
];

/// The documented fields and known extras of a kind, in the order they are shown.
pub const fn fields(kind: Kind) -> &'static [FieldSpec] {
    match kind {
        Kind::Repo => REPO,
        Kind::Bucket => BUCKET,
        Kind::ApiKey => API_KEY,
        Kind::AiLlm => AI_LLM,
        Kind::AiApiKey => AI_API_KEY,
    }
}

/// The values that the API page lists for a field; empty where it lists none. All of them are open sets: another value
/// is shown as it came.
pub fn values(path: &str) -> &'static [&'static str] {
    match path.rsplit('.').next() {
        Some("storageType") => &["S3", "GCS", "AZURE"],
        Some("mode") => &["MIRROR", "BACKUP"],
        Some("accessType") => &["READ", "WRITE", "ADMIN"],
        Some("aiType") => &["OPENAI", "GOOGLE", "ANTHROPIC", "AWS", "OTHER"],
        _ => &[],
    }
}

/// Whether a member of this name means something somewhere: a field, a list or what an item wraps.
pub fn is_name(name: &str) -> bool {
    NAMES.contains(name)
}

static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let of_kind = |kind: Kind| {
        let paths = fields(kind).iter().filter_map(|spec| spec.path.rsplit('.').next());
        paths.chain(inner(kind).iter().copied()).chain(reference(kind).iter().copied())
    };
    let lists = Group::ALL.iter().flat_map(|group| group.members().iter().copied());
    Kind::ALL.into_iter().flat_map(of_kind).chain(lists).collect()
});

/// The member that holds the object itself where the list's items only refer to it, newest spelling first.
pub const fn inner(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Bucket => &["bucket", "unit"],
        Kind::AiLlm => &["aiLlm"],
        Kind::Repo | Kind::ApiKey | Kind::AiApiKey => &[],
    }
}

/// The member that refers to the inner object by id, newest spelling first.
pub const fn reference(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Bucket => &["bucketId", "unitId"],
        Kind::AiLlm => &["aiLlmId"],
        Kind::Repo | Kind::ApiKey | Kind::AiApiKey => &[],
    }
}
