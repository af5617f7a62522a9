//! The rules: what each is called, how much it matters, when it finds something and what to do then.

use crate::model::findings::Severity;
use Severity::{High, Info, Low, Medium};

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is described by its `Spec`")]
pub enum Rule {
    MirrorMasterCount,
    MirrorBucketShared,
    FolderCollision,
    DisabledLiveKeys,
    ApiKeyDuplicate,
    PlaintextEndpoint,
    PlaintextLlmKey,
    KeyAge,
    KeyShared,
    AdminKey,
    BucketNotActive,
    DanglingRef,
    CrossWorkspace,
    DuplicateName,
    NoBucket,
    NoKey,
    SoftDeletedKey,
    BadDate,
    UndecodableItem,
}

/// What is to be known of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spec {
    /// What it is called, in the configuration and in reports; never changed.
    pub id: &'static str,
    /// How much what it finds matters, at most.
    pub severity: Severity,
    /// How much it matters in the milder of two cases, where there are two.
    pub milder: Option<Severity>,
    /// The error by which the platform refuses the same, where it is known to have one.
    pub platform: Option<&'static str>,
    /// What it means, in one line.
    pub meaning: &'static str,
    /// When it finds something, and what of that is not settled by the API's documentation.
    pub condition: &'static str,
    /// What to do.
    pub advice: &'static str,
}

impl Rule {
    /// All rules, in the order they are listed.
    pub const ALL: [Self; 19] = [
        Self::MirrorMasterCount,
        Self::MirrorBucketShared,
        Self::FolderCollision,
        Self::DisabledLiveKeys,
        Self::ApiKeyDuplicate,
        Self::PlaintextEndpoint,
        Self::PlaintextLlmKey,
        Self::KeyAge,
        Self::KeyShared,
        Self::AdminKey,
        Self::BucketNotActive,
        Self::DanglingRef,
        Self::CrossWorkspace,
        Self::DuplicateName,
        Self::NoBucket,
        Self::NoKey,
        Self::SoftDeletedKey,
        Self::BadDate,
        Self::UndecodableItem,
    ];

    /// The position in [`Self::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The rule of this id.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.spec().id == id)
    }

    /// What is to be known of it.
    pub fn spec(self) -> &'static Spec {
        SPECS.get(self.index()).unwrap_or(&LAST)
    }
}

const fn spec(
    (id, severity, milder): (&'static str, Severity, Option<Severity>),
    platform: Option<&'static str>,
    [meaning, condition, advice]: [&'static str; 3],
) -> Spec {
    Spec { id, severity, milder, platform, meaning, condition, advice }
}

const LAST: Spec = spec(
    ("undecodable-item", Info, None),
    None,
    [
        "An object is not what the API documents.",
        "A value of another type than documented, a field or an id that comes twice, the same thing under two names. \
                 All of it is shown as it came.",
        "Look for a newer version of this program; else it is to be told to the platform.",
    ],
);

/// In the order of [`Rule::ALL`].
static SPECS: [Spec; 19] = [
    spec(
        ("mirror-master-count", High, None),
        Some("MIRROR_MASTER_UNIT_COUNT_INVALID, MIRROR_MASTER_UNIT_MISSING"),
        [
            "A MIRROR repository has not exactly one master bucket.",
            "`mode` is MIRROR, a list of buckets came, and not exactly one of them has `master: true`. The platform \
                 has errors of these names; that they mean this is our reading.",
            "Make exactly one of its buckets the master.",
        ],
    ),
    spec(
        ("mirror-bucket-shared", High, None),
        Some("MIRROR_UNIT_ALREADY_IN_OTHER_REPO"),
        [
            "A bucket of a MIRROR repository is in another repository too.",
            "The same `bucketId` is listed by a MIRROR repository and by another one that this token sees. The \
                 platform has an error of this name; that it means this is our reading.",
            "Give the mirror a bucket of its own, or take this one out of the other repository.",
        ],
    ),
    spec(
        ("folder-collision", High, None),
        Some("NORMAL_UNIT_FOLDER_ALREADY_USED"),
        [
            "The same folder of a bucket is used twice.",
            "Two repositories, or one of them twice, list the same `bucketId` with the same `folder` (slashes at the \
                 ends do not count; none is the whole bucket), and their `mode` is NORMAL or BACKUP: the official client \
                 and the API page name the mode that is not MIRROR differently, and that both mean the same is our reading.",
            "Give each of them a folder of its own; where that is meant, switch the rule off.",
        ],
    ),
    spec(
        ("disabled-live-keys", High, None),
        None,
        [
            "A disabled repository still has keys.",
            "`disabled` is true, and the repository lists an API key, or an AI API key without `deletedAt`. Whether \
                 keys of a disabled repository still work is not documented.",
            "Remove the keys of what is out of use.",
        ],
    ),
    spec(
        ("api-key-duplicate", High, None),
        None,
        [
            "Two repositories have an API key of the same value.",
            "The same whole `apiKeys[].key` is listed by two repositories. It should be impossible; values that came \
                 cut short are not compared.",
            "Replace one of them, and find out how it came about.",
        ],
    ),
    spec(
        ("plaintext-endpoint", High, None),
        None,
        [
            "A bucket or an LLM is reached without encryption.",
            "`endpoint` begins with http:// and its host is not this machine.",
            "Use https://, or make sure that the way there is closed to others.",
        ],
    ),
    spec(
        ("plaintext-llm-key", High, Some(Info)),
        None,
        [
            "The answer holds the key of an LLM.",
            "`aiLlm.key` is there: high where it looks whole (16 characters or more, no dots or stars for a part of \
                 it), info where it came cut short. Whether the API cuts these keys is not documented.",
            "Whoever may call GET /repo has this key: let few, and replace it where that was not meant.",
        ],
    ),
    spec(
        ("key-age", Medium, None),
        None,
        [
            "A key is older than it should be.",
            "`createdAt` of an API key, or of an AI API key without `deletedAt`, lies more than `max_key_age` days \
                 back (90, as the CIS benchmark for AWS asks for). The keys of buckets and LLMs count from the `createdAt` \
                 of the bucket or LLM: when they were last replaced is not in the answer.",
            "Replace it, or say with `max_key_age` how old a key may be.",
        ],
    ),
    spec(
        ("key-shared", Medium, Some(Info)),
        None,
        [
            "Several buckets, or several LLMs, share one key.",
            "The same whole access key on buckets with different ids, or the same key on LLMs with different ids. Info, \
                 since that is allowed; medium where repositories of several workspaces share it, or all buckets of one \
                 MIRROR: then one key opens, and one loss takes, all of them.",
            "Know what is to be changed together when it is replaced; give a mirror's buckets keys of their own.",
        ],
    ),
    spec(
        ("admin-key", Medium, Some(Low)),
        None,
        [
            "An API key may do everything.",
            "`accessType` is ADMIN: low where the repository has a lesser key beside it, medium where it has none, so \
                 that everything may well be done with this one. Which key is used for what is not in the answer.",
            "Give programs that read or write keys for just that.",
        ],
    ),
    spec(
        ("bucket-not-active", Medium, Some(Info)),
        None,
        [
            "A bucket is not active.",
            "`status` came and is not ACTIVE, in any case of letters: medium for a word that says so (such as INACTIVE, ERROR \
                 or DISABLED), info for one that this program does not know. Which values there are is not documented.",
            "Look at the bucket on the platform.",
        ],
    ),
    spec(
        ("dangling-ref", Medium, None),
        None,
        [
            "Something refers to an object that is not there.",
            "A `bucketId` or `aiLlmId` without its object, or with one of another id, or an AI API key whose `repoId` is \
                 not the repository that lists it. It may be that the token may not see the object.",
            "Ask with a token that sees more; if it stays, remove and add it again.",
        ],
    ),
    spec(
        ("cross-workspace", Medium, None),
        None,
        [
            "A repository uses a bucket or an LLM of another workspace.",
            "`workspaceId` of the bucket or LLM came and differs from the repository's. For buckets the API page does not \
                 name this field. It may be meant so.",
            "Check that both workspaces know of it.",
        ],
    ),
    spec(
        ("duplicate-name", Low, None),
        None,
        [
            "Two repositories of a workspace have the same name.",
            "The same `name` and `workspaceId` with different ids.",
            "Rename one, so that nobody takes one for the other.",
        ],
    ),
    spec(
        ("no-bucket", Info, None),
        None,
        [
            "A repository has no bucket.",
            "The list of buckets came and is empty or null, and there is no LLM either.",
            "Give it one, or remove the repository.",
        ],
    ),
    spec(
        ("no-key", Info, None),
        None,
        [
            "A repository has buckets and no API key.",
            "It lists buckets, and its list of API keys came and is empty or null.",
            "Nobody can reach it by a key of its own; give it one if that was not meant.",
        ],
    ),
    spec(
        ("soft-deleted-key", Info, None),
        None,
        [
            "An AI API key is marked as deleted and still listed.",
            "`deletedAt` came with a value. Whether such a key still works is not documented.",
            "Nothing, if it does not work any more.",
        ],
    ),
    spec(
        ("bad-date", Info, None),
        None,
        [
            "A date cannot be right.",
            "`createdAt` or `deletedAt` is no date with a time zone, or `createdAt` lies more than five minutes ahead of \
                 this machine's clock.",
            "Check this machine's clock; else it is to be told to the platform.",
        ],
    ),
    LAST,
];
