//! What an object has that others may have too, and when two of it are the same.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::model::kind::Kind;
use crate::model::secret::{self, HIDDEN};
use crate::model::sheet::{Row, place};
use crate::model::usage::Aspect;
use crate::model::usage::build::LEAST_HASH;

/// The text of one aspect of an object as it came; `None` where it has none.
pub(super) fn text<'s>(row: &Row<'s, '_>, aspect: Aspect) -> Option<&'s str> {
    use Kind::{AiApiKey, AiLlm, ApiKey, Bucket, Repo};
    let first = |places: &[usize]| row.first(places);
    match (row.kind, aspect) {
        (Repo, Aspect::Workspace) => first(const { &[place(Repo, "workspaceId")] }),
        (Bucket, Aspect::Bucket) => first(const { &[place(Bucket, "bucketId"), place(Bucket, "bucket.id")] }),
        (Bucket, Aspect::Credential) => first(const { &[place(Bucket, "bucket.key")] }),
        (Bucket, Aspect::Endpoint) => first(const { &[place(Bucket, "bucket.endpoint")] }),
        (Bucket, Aspect::Workspace) => first(const { &[place(Bucket, "bucket.workspaceId")] }),
        (AiLlm, Aspect::AiLlm) => first(const { &[place(AiLlm, "aiLlmId"), place(AiLlm, "aiLlm.id")] }),
        (AiLlm, Aspect::Credential) => first(const { &[place(AiLlm, "aiLlm.key")] }),
        (AiLlm, Aspect::Endpoint) => first(const { &[place(AiLlm, "aiLlm.endpoint")] }),
        (AiLlm, Aspect::Workspace) => first(const { &[place(AiLlm, "aiLlm.workspaceId")] }),
        (ApiKey, Aspect::Credential) => first(const { &[place(ApiKey, "key")] }),
        (AiApiKey, Aspect::Credential) => first(const { &[place(AiApiKey, "key")] }),
        (Repo | Bucket | AiLlm | ApiKey | AiApiKey, _) => None,
    }
}

/// A hash that is the same for the same thing and never small; 0 for nothing, and for what cannot be compared. The lowest
/// bit is left for others.
pub(super) fn hash(row: &Row<'_, '_>, aspect: Aspect) -> u64 {
    let told = text(row, aspect).and_then(|text| match aspect {
        Aspect::Credential => is_whole(text).then_some(Cow::Borrowed(text)),
        Aspect::Endpoint => Some(endpoint(text)),
        Aspect::Bucket | Aspect::AiLlm | Aspect::Workspace => Some(Cow::Borrowed(text)),
    });
    let Some(told) = told else { return 0 };
    let mut hasher = DefaultHasher::new();
    aspect.hash(&mut hasher);
    hasher.write(told.as_bytes());
    (hasher.finish() & !1).max(LEAST_HASH)
}

/// Whether a credential looks as if all of it came. One that is short, or has dots or stars for a part of it, may stand
/// for any number of others, so that two which read the same need not be the same.
///
/// A mask with a fingerprint that can be compared speaks for what it hides, as far as its ends tell: without ends that was
/// short.
pub fn is_whole(key: &str) -> bool {
    let has_gaps = |text: &str| text.contains("...") || text.contains(['\u{2026}', '*', '\u{2022}']);
    match secret::unmarked(key) {
        Some(mask) => {
            !key.ends_with(secret::UNKNOWN)
                && mask != HIDDEN
                && mask.split_once(HIDDEN).is_some_and(|ends| !has_gaps(ends.0) && !has_gaps(ends.1))
        }
        None => key.chars().nth(15).is_some() && !has_gaps(key),
    }
}

fn endpoint(text: &str) -> Cow<'_, str> {
    let text = text.trim().trim_end_matches('/');
    let after_scheme = text.find("://").map_or(0, |at| at + 3);
    let host_ends = text.get(after_scheme..).and_then(|rest| rest.find('/')).map_or(text.len(), |at| after_scheme + at);
    match text.split_at_checked(host_ends) {
        Some((host, path)) if host.bytes().any(|byte| byte.is_ascii_uppercase()) => {
            Cow::Owned(host.to_ascii_lowercase() + path)
        }
        _ => Cow::Borrowed(text),
    }
}
