//! What can happen to the demo's organization, one small visible thing each. A change is applied to the organization
//! as it was; it is undone by not being applied. Must not know in which order they come.

use jiff::Timestamp;

use super::json::Json;

// Whom the changes happen to, by their id in the asset.
const UPLOADS: &str = "dcd2c5d5-c9fa-4d2a-941b-295964887ea8";
const KOELN: &str = "8c78c0fe-1b03-47a6-b355-3649cb600e57";
const SUPPORT_AI_KEY: &str = "076b555d-a05d-4b50-aaf0-71acce599d33";
const TRAINING_BUCKET: &str = "3340bff8-5a05-4628-ae64-4ae5d4d05abf";
const RETIRED_BUCKET: &str = "d34ac647-6f46-4772-862f-77547f62c504";

/// One thing that is different from the asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// "Customer uploads" has a new API key.
    DeployKey,
    /// A training bucket is in trouble.
    BucketError,
    /// "Sicherung Köln" is disabled.
    Disabled,
    /// A new repository stands second in the list.
    IncidentRepo,
    /// The language detection key of "Support transcripts" is deleted.
    DeletedAiKey,
    /// "Website assets" has let go of its retired bucket.
    RemovedBucket,
}

/// When a change came, and for the how-many-th time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    /// 0 for the first time. New objects carry it in name and id, so that no two laps make the same one.
    pub(super) lap: usize,
    pub(super) since: Timestamp,
}

impl Turn {
    /// The time as the API writes it: UTC, whole seconds.
    fn time(self) -> Json {
        self.since.strftime("%Y-%m-%dT%H:%M:%SZ").to_string().into()
    }

    /// "CI deploy key" the first time, "CI deploy key 2" the second.
    fn name(self, plain: &str) -> Json {
        match self.lap {
            0 => plain.into(),
            lap => format!("{plain} {}", lap.saturating_add(1)).into(),
        }
    }

    /// A UUID of our own making: `kind` tells the objects of one lap apart.
    fn id(self, kind: u16) -> Json {
        format!("de300000-{kind:04x}-4000-8000-{:012x}", self.lap).into()
    }
}

impl Change {
    /// Changes `repos`; whatever the change looks for and does not find stays as it is.
    pub(super) fn apply(self, repos: &mut Vec<Json>, turn: Turn) {
        match self {
            Self::DeployKey => {
                if let Some(keys) = with_id(repos, UPLOADS).and_then(|repo| repo.items_mut("apiKeys")) {
                    keys.push(deploy_key(turn));
                }
            }
            Self::BucketError => {
                for bucket in buckets(repos, TRAINING_BUCKET) {
                    bucket.replace("status", "ERROR".into());
                }
            }
            Self::Disabled => {
                if let Some(repo) = with_id(repos, KOELN) {
                    repo.replace("disabled", true.into());
                }
            }
            Self::IncidentRepo => repos.insert(repos.len().min(1), incident_repo(turn)),
            Self::DeletedAiKey => {
                let mut keys = repos.iter_mut().filter_map(|repo| repo.items_mut("aiApiKeys")).flatten();
                if let Some(key) = keys.find(|key| key.text("id") == Some(SUPPORT_AI_KEY)) {
                    key.replace("deletedAt", turn.time());
                }
            }
            Self::RemovedBucket => {
                for entries in repos.iter_mut().filter_map(|repo| repo.items_mut("buckets")) {
                    entries.retain(|entry| entry.text("bucketId") != Some(RETIRED_BUCKET));
                }
            }
        }
    }
}

fn with_id<'a>(objects: &'a mut [Json], id: &str) -> Option<&'a mut Json> {
    objects.iter_mut().find(|object| object.text("id") == Some(id))
}

/// The bucket in every repository that holds it, since each carries a copy.
fn buckets<'a>(repos: &'a mut [Json], id: &'a str) -> impl Iterator<Item = &'a mut Json> {
    repos
        .iter_mut()
        .filter_map(|repo| repo.items_mut("buckets"))
        .flatten()
        .filter_map(|entry| entry.get_mut("bucket"))
        .filter(move |bucket| bucket.text("id") == Some(id))
}

fn deploy_key(turn: Turn) -> Json {
    Json::object([
        ("id", turn.id(1)),
        ("name", turn.name("CI deploy key")),
        ("accessType", "WRITE".into()),
        ("key", "AKIADEMO7DEPLEXAMPLE".into()),
        ("secret", secret()),
        ("createdAt", turn.time()),
    ])
}

fn incident_repo(turn: Turn) -> Json {
    let bucket = Json::object([
        ("id", turn.id(3)),
        ("name", turn.name("Incident snapshots, Virginia")),
        ("bucket", "meridian-incident-snapshots".into()),
        ("storageType", "S3".into()),
        ("key", "AKIADEMO7INCIEXAMPLE".into()),
        ("secret", secret()),
        ("endpoint", "https://s3.us-east-1.amazonaws.com".into()),
        ("region", "us-east-1".into()),
        ("status", "ACTIVE".into()),
        ("projectId", Json::NULL),
        ("createdAt", turn.time()),
    ]);
    let entry = Json::object([
        ("folder", "snapshots".into()),
        ("master", true.into()),
        ("bucketId", turn.id(3)),
        ("bucket", bucket),
    ]);
    Json::object([
        ("id", turn.id(2)),
        ("name", turn.name("Incident snapshots")),
        ("storageType", "S3".into()),
        ("mode", "BACKUP".into()),
        ("workspaceId", "ws-production".into()),
        ("buckets", Json::Array(vec![entry])),
        ("apiKeys", Json::Array(Vec::new())),
        ("aiLlms", Json::Array(Vec::new())),
        ("aiApiKeys", Json::Array(Vec::new())),
        ("createdAt", turn.time()),
        ("disabled", false.into()),
    ])
}

/// An encrypted secret in the API's shape; what it says is that it is none.
fn secret() -> Json {
    Json::object([
        ("key", "ZGVtbyB3cmFwcGVkIGtleSwgbm90IGEgc2VjcmV0ISE=".into()),
        ("iv", "de3000000000000000000001".into()),
        ("authTag", "de300000000000000000000000000001".into()),
        ("message", "ZGVtbyBjaXBoZXJ0ZXh0LCBub3RoaW5nIGluc2lkZSBpdA==".into()),
    ])
}
