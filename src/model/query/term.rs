//! The terms of the language: what each is called, what it takes and what it asks of an object.

use crate::model::kind::Kind;
use crate::model::query::fuzzy::Fuzzy;
use crate::model::query::pattern::Pattern;
use crate::model::query::when::{Compared, Period};
use crate::model::search::{Needle, Sieve};

/// A term as help, documentation and complaints tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TermSpec {
    /// What stands before the `:`, `<` or `>`.
    pub name: &'static str,
    /// What may stand behind it.
    pub values: &'static str,
    /// What it means, in one line.
    pub about: &'static str,
    /// How it is written.
    pub example: &'static str,
    pub(super) subject: Subject,
}

/// What a term looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    Kind,
    Field(Field),
    Is,
    Has,
    Age,
    Created,
}

/// A field that a term compares as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// Storage type of a repository or bucket.
    Type,
    /// Mode of a repository.
    Mode,
    /// Access type of an API key.
    Access,
    /// Provider of an AI LLM or AI API key.
    Provider,
    /// Region of a bucket.
    Region,
    /// Status of a bucket.
    Status,
    /// Workspace id.
    Workspace,
    /// Name; of a bucket also its name at the storage.
    Name,
    /// Id; of a bucket or AI LLM the one it is referred to by as well as its own.
    Id,
    /// Endpoint of a bucket or AI LLM.
    Endpoint,
    /// Folder of a bucket.
    Folder,
}

impl Field {
    /// Where it stands in an object of a kind, in the words of [`crate::model::schema`].
    pub(super) const fn paths(self, kind: Kind) -> &'static [&'static str] {
        match (self, kind) {
            (Self::Type, Kind::Repo) => &["storageType"],
            (Self::Type, Kind::Bucket) => &["bucket.storageType"],
            (Self::Mode, Kind::Repo) => &["mode"],
            (Self::Access, Kind::ApiKey) => &["accessType"],
            (Self::Provider, Kind::AiLlm) => &["aiLlm.aiType"],
            (Self::Provider, Kind::AiApiKey) => &["aiType"],
            (Self::Region, Kind::Bucket) => &["bucket.region"],
            (Self::Status, Kind::Bucket) => &["bucket.status"],
            (Self::Workspace, Kind::Repo) => &["workspaceId"],
            (Self::Workspace, Kind::Bucket) => &["bucket.workspaceId"],
            (Self::Workspace, Kind::AiLlm) => &["aiLlm.workspaceId"],
            (Self::Name, Kind::Repo | Kind::ApiKey | Kind::AiApiKey) => &["name"],
            (Self::Name, Kind::Bucket) => &["bucket.name", "bucket.bucket"],
            (Self::Name, Kind::AiLlm) => &["aiLlm.name"],
            (Self::Id, Kind::Repo | Kind::ApiKey | Kind::AiApiKey) => &["id"],
            (Self::Id, Kind::Bucket) => &["bucketId", "bucket.id"],
            (Self::Id, Kind::AiLlm) => &["aiLlmId", "aiLlm.id"],
            (Self::Endpoint, Kind::Bucket) => &["bucket.endpoint"],
            (Self::Endpoint, Kind::AiLlm) => &["aiLlm.endpoint"],
            (Self::Folder, Kind::Bucket) => &["folder"],
            _ => &[],
        }
    }
}

const fn field(
    name: &'static str,
    field: Field,
    values: &'static str,
    about: &'static str,
    example: &'static str,
) -> TermSpec {
    TermSpec { name, values, about, example, subject: Subject::Field(field) }
}

/// Every term there is, in the order it is told.
pub const TERMS: [TermSpec; 16] = [
    TermSpec {
        name: "kind",
        values: "repo, bucket, api-key, ai-llm, ai-api-key",
        about: "objects of this kind",
        example: "kind:bucket",
        subject: Subject::Kind,
    },
    field("type", Field::Type, "s3, gcs, azure, ...", "storage type of a repository or bucket", "type:s3"),
    field("mode", Field::Mode, "mirror, backup, ...", "mode of a repository", "mode:mirror"),
    field("access", Field::Access, "read, write, admin, ...", "access type of an API key", "access:admin"),
    field(
        "provider",
        Field::Provider,
        "openai, google, anthropic, aws, other, ...",
        "provider of an AI LLM or AI API key",
        "provider:openai",
    ),
    field("region", Field::Region, "text", "region of a bucket", "region:eu*"),
    field("status", Field::Status, "text", "status of a bucket", "status:!active"),
    field("workspace", Field::Workspace, "text", "workspace id", "workspace:workspace-1*"),
    field("name", Field::Name, "text", "name; of a bucket also its name at the storage", "name:re/^repo-[0-9]+$/"),
    field("id", Field::Id, "text", "id", "id:550e8400*"),
    field("endpoint", Field::Endpoint, "text", "endpoint of a bucket or AI LLM", "endpoint:*amazonaws*"),
    field("folder", Field::Folder, "text", "folder of a bucket", "folder:backups/*"),
    TermSpec {
        name: "is",
        values: "disabled, deleted, master, shared",
        about: "disabled repository, deleted AI API key, master bucket; bucket or AI LLM that several repositories use",
        example: "is:disabled",
        subject: Subject::Is,
    },
    TermSpec {
        name: "has",
        values: "finding, finding:SEVERITY, finding:RULE",
        about: "objects about which there is a finding, of any or of this severity or rule",
        example: "has:finding",
        subject: Subject::Has,
    },
    TermSpec {
        name: "age",
        values: "< <= > >= and a number with s, m, h, d, w, mo or y",
        about: "how long ago it was created",
        example: "age>90d",
        subject: Subject::Age,
    },
    TermSpec {
        name: "created",
        values: "< <= > >= or : and 2024, 2024-06, 2024-06-01 or a time with zone",
        about: "when it was created, in UTC; < and >= mean the start of that year, month or day, > and <= its end",
        example: "created<2024-06",
        subject: Subject::Created,
    },
];

/// The term of this name, in either case.
pub(super) fn spec(name: &str) -> Option<&'static TermSpec> {
    TERMS.iter().find(|spec| spec.name.eq_ignore_ascii_case(name))
}

/// The kinds by the names a term has for them, in the order of [`Kind::ALL`].
pub(super) const KINDS: [&str; 5] = ["repo", "bucket", "api-key", "ai-llm", "ai-api-key"];

/// What `is:` knows.
pub(super) const FLAGS: [(&str, Flag); 4] =
    [("disabled", Flag::Disabled), ("deleted", Flag::Deleted), ("master", Flag::Master), ("shared", Flag::Shared)];

/// What an object can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// A disabled repository.
    Disabled,
    /// A deleted AI API key.
    Deleted,
    /// A master bucket.
    Master,
    /// What several repositories use.
    Shared,
}

/// One term of a query.
#[derive(Debug, Clone)]
pub struct Term {
    /// Whether what it says must not be so.
    pub negated: bool,
    pub(super) test: Test,
    /// What a source text must have for the term to be true of an object in it, where that can be told.
    pub(super) sieve: Option<Sieve>,
    /// The same as a word to search for.
    pub(super) literal: Option<Needle>,
}

impl Term {
    pub(super) fn new(negated: bool, test: Test) -> Self {
        let literal = test.literal();
        let sieve = literal.as_ref().map(Sieve::of);
        Self { negated, test, sieve, literal }
    }

    /// Whether it asks of each object what is known of that alone, so that a repository does not stand for what it holds.
    pub(super) const fn is_of_each(&self) -> bool {
        matches!(self.test, Test::Finding(_) | Test::Flag(Flag::Shared))
    }

    /// Whether it asks of an item what its repository does not answer for it.
    pub(super) const fn is_own(&self) -> bool {
        match self.test {
            Test::Kind(_) | Test::Finding(_) | Test::Age(..) | Test::Created(..) => true,
            Test::Word(_) | Test::Fuzzy(_) | Test::Field { .. } | Test::Flag(_) => false,
        }
    }
}

/// What a term asks of an object.
#[derive(Debug, Clone)]
pub(super) enum Test {
    Word(Needle),
    Fuzzy(Fuzzy),
    Kind(Kind),
    /// With `differs` the object has the field, and it is something else.
    Field {
        field: Field,
        pattern: Pattern,
        differs: bool,
    },
    Flag(Flag),
    Finding(Option<String>),
    /// The age in seconds.
    Age(Compared, i64),
    Created(Compared, Period),
}

impl Test {
    /// A word without which the test fails; none where the source of an object does not tell.
    fn literal(&self) -> Option<Needle> {
        match self {
            // What is masked has asterisks on the screen, and a time is spelled there in its own way.
            Self::Word(needle) if needle.word().contains('*') || fits_a_time(needle.word()) => None,
            Self::Word(needle) => Some(needle.clone()),
            Self::Field { pattern, differs: false, .. } => pattern.literal().filter(|it| !it.word().contains('*')),
            Self::Field { .. }
            | Self::Fuzzy(_)
            | Self::Kind(_)
            | Self::Flag(_)
            | Self::Finding(_)
            | Self::Age(..)
            | Self::Created(..) => None,
        }
    }
}

/// Whether a time as it is shown, `2024-01-15 09:00:00Z`, may have this word.
pub(super) fn fits_a_time(word: &str) -> bool {
    const SHAPE: &[u8; 20] = b"0000-00-00 00:00:00Z";
    let fits = |part: &[u8]| {
        part.iter().zip(word.bytes()).all(|(shape, byte)| match shape {
            b'0' => byte.is_ascii_digit(),
            shape => shape.eq_ignore_ascii_case(&byte),
        })
    };
    SHAPE.windows(word.len().max(1)).any(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_a_time_may_have_are_told() {
        for (word, fits) in [
            ("2024", true),
            ("12", true),
            ("2024-01-15 09:00:00z", true),
            ("15 0", true),
            ("00z", true),
            ("z", true),
            ("20245", false),
            ("2024-1-", false),
            ("0t0", false),
            ("a", false),
            ("2024-01-15 09:00:00Z ", false),
        ] {
            assert_eq!(fits_a_time(word), fits, "{word}");
        }
    }
}
