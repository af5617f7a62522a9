//! What the API's documentation does not settle about what a rule finds, said behind each finding.

use crate::model::findings::Rule;

impl Rule {
    /// What is not settled, in a few words; `None` where all of it is.
    pub const fn caveat(self) -> Option<&'static str> {
        Some(match self {
            Self::MirrorMasterCount | Self::MirrorBucketShared => "that the platform refuses this is our reading",
            Self::FolderCollision => "that NORMAL and BACKUP mean the same is our reading",
            Self::DisabledLiveKeys => "whether they still work is not documented",
            Self::PlaintextLlmKey => "whether the API cuts these keys is not documented",
            Self::AdminKey => "which key is used for what is not in the answer",
            Self::BucketNotActive => "which values there are is not documented",
            Self::DanglingRef => "it may be that the token may not see it",
            Self::CrossWorkspace => "for buckets this field is not documented",
            Self::SoftDeletedKey => "whether it still works is not documented",
            Self::ApiKeyDuplicate
            | Self::PlaintextEndpoint
            | Self::KeyAge
            | Self::KeyShared
            | Self::DuplicateName
            | Self::NoBucket
            | Self::NoKey
            | Self::BadDate
            | Self::UndecodableItem => return None,
        })
    }
}
