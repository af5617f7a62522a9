//! The five kinds of objects in the answer, in the API's own words.

/// A kind of object that `GET /repo` answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A repository.
    Repo,
    /// A bucket as a repository uses it: the association and the bucket itself.
    Bucket,
    /// A repository's API key.
    ApiKey,
    /// An AI LLM configuration as a repository uses it.
    AiLlm,
    /// A repository's AI API key.
    AiApiKey,
}

/// One of the four lists that a repository holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// `buckets`, or `units` as it was called before.
    Buckets,
    /// `apiKeys`.
    ApiKeys,
    /// `aiLlms`.
    AiLlms,
    /// `aiApiKeys`.
    AiApiKeys,
}

impl Group {
    /// All groups in the order they are shown.
    pub const ALL: [Self; 4] = [Self::Buckets, Self::ApiKeys, Self::AiLlms, Self::AiApiKeys];

    /// The position in [`Self::ALL`].
    pub const fn index(self) -> usize {
        match self {
            Self::Buckets => 0,
            Self::ApiKeys => 1,
            Self::AiLlms => 2,
            Self::AiApiKeys => 3,
        }
    }

    /// The group at a position of [`Self::ALL`].
    pub fn at(index: usize) -> Option<Self> {
        Self::ALL.get(index).copied()
    }

    /// The kind of its items.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Buckets => Kind::Bucket,
            Self::ApiKeys => Kind::ApiKey,
            Self::AiLlms => Kind::AiLlm,
            Self::AiApiKeys => Kind::AiApiKey,
        }
    }

    /// The title of the list.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Buckets => "Buckets",
            Self::ApiKeys => "API keys",
            Self::AiLlms => "AI LLMs",
            Self::AiApiKeys => "AI API keys",
        }
    }

    /// The names the list may have in the answer, newest first; see [`crate::model::json::Object::spelled`].
    pub const fn members(self) -> &'static [&'static str] {
        match self {
            Self::Buckets => &["buckets", "units"],
            Self::ApiKeys => &["apiKeys"],
            Self::AiLlms => &["aiLlms"],
            Self::AiApiKeys => &["aiApiKeys"],
        }
    }
}

impl Kind {
    /// All kinds, repositories first.
    pub const ALL: [Self; 5] = [Self::Repo, Self::Bucket, Self::ApiKey, Self::AiLlm, Self::AiApiKey];

    /// The group whose items are of this kind; a repository is in none.
    pub const fn group(self) -> Option<Group> {
        match self {
            Self::Repo => None,
            Self::Bucket => Some(Group::Buckets),
            Self::ApiKey => Some(Group::ApiKeys),
            Self::AiLlm => Some(Group::AiLlms),
            Self::AiApiKey => Some(Group::AiApiKeys),
        }
    }

    /// The singular name, as in "bucket".
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Repo => "repository",
            Self::Bucket => "bucket",
            Self::ApiKey => "API key",
            Self::AiLlm => "AI LLM",
            Self::AiApiKey => "AI API key",
        }
    }

    /// Its name for programs and on the command line: `ai-api-key`.
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Repo => "repo",
            Self::Bucket => "bucket",
            Self::ApiKey => "api-key",
            Self::AiLlm => "ai-llm",
            Self::AiApiKey => "ai-api-key",
        }
    }

    /// The noun that fits a number, without the number.
    pub const fn counted(self, count: u64) -> &'static str {
        match (self, count) {
            (_, 1) => self.noun(),
            (Self::Repo, _) => "repositories",
            (Self::Bucket, _) => "buckets",
            (Self::ApiKey, _) => "API keys",
            (Self::AiLlm, _) => "AI LLMs",
            (Self::AiApiKey, _) => "AI API keys",
        }
    }
}

/// A place in the tree: positions in the inventory that is shown.
///
/// Positions are only valid for that inventory; what survives a refresh is [`crate::model::id::NodeKey`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Node {
    /// The repository at a position of the answer.
    Repo(usize),
    /// One of its four lists.
    Group(usize, Group),
    /// An item of such a list.
    Item(usize, Group, usize),
}

impl Node {
    /// The repository it belongs to.
    pub const fn repo(self) -> usize {
        match self {
            Self::Repo(repo) | Self::Group(repo, _) | Self::Item(repo, _, _) => repo,
        }
    }

    /// The node above it; a repository has none.
    pub const fn parent(self) -> Option<Self> {
        match self {
            Self::Repo(_) => None,
            Self::Group(repo, _) => Some(Self::Repo(repo)),
            Self::Item(repo, group, _) => Some(Self::Group(repo, group)),
        }
    }

    /// How deep it stands: 0 for repositories, 2 for items.
    pub const fn depth(self) -> usize {
        match self {
            Self::Repo(_) => 0,
            Self::Group(..) => 1,
            Self::Item(..) => 2,
        }
    }

    /// The kind of the object; a group is no object.
    pub const fn kind(self) -> Option<Kind> {
        match self {
            Self::Repo(_) => Some(Kind::Repo),
            Self::Group(..) => None,
            Self::Item(_, group, _) => Some(group.kind()),
        }
    }
}
