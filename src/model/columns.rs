//! The columns of a table of one kind of objects, with their names for people and for programs.

use crate::model::kind::{Group, Kind};
use crate::model::schema::{self, FieldSpec};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The id of the repository that an item is in.
    RepoId,
    /// Its name.
    RepoName,
    /// A field of the object.
    Field(&'static FieldSpec),
    /// How many items one of a repository's lists holds.
    Count(Group),
    /// What is wrong.
    Problems,
}

impl Column {
    /// Its name for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::RepoId => "Repository ID",
            Self::RepoName => "Repository",
            Self::Field(spec) => spec.label,
            Self::Count(group) => group.title(),
            Self::Problems => "Problems",
        }
    }

    /// Its name for programs, unique in its table.
    pub fn path(self) -> &'static str {
        match self {
            Self::RepoId => "repoId",
            Self::RepoName => "repoName",
            // An AI API key names its repository itself, and that need not be the one it is in.
            Self::Field(spec) if spec.path == "repoId" => "item.repoId",
            Self::Field(spec) => spec.path,
            Self::Count(group) => group.members().first().copied().unwrap_or_default(),
            Self::Problems => "problems",
        }
    }

    /// The column that programs call so; the last part of a name is enough, `region` for `bucket.region`.
    pub fn named(kind: Kind, name: &str) -> Option<Self> {
        let all = of(kind, true);
        let is_last = |column: &&Self| column.path().rsplit('.').next() == Some(name);
        all.iter().find(|column| column.path() == name).or_else(|| all.iter().find(is_last)).copied()
    }

    /// Whether its cells are numbers, which align right.
    pub const fn is_number(self) -> bool {
        matches!(self, Self::Count(_))
    }
}

/// The columns of a kind, problems last: the documented fields, with `extras` also those the API page does not name.
pub fn of(kind: Kind, extras: bool) -> Vec<Column> {
    let fields = schema::fields(kind).iter().filter(|spec| extras || !spec.extra);
    let mut columns: Vec<Column> = match kind {
        Kind::Repo => {
            // The id stands first in every table, whatever the order on the screen.
            let (ids, others): (Vec<_>, Vec<_>) = fields.partition(|spec| spec.path == "id");
            let counts = Group::ALL.map(Column::Count);
            ids.into_iter().chain(others).map(Column::Field).chain(counts).collect()
        }
        Kind::Bucket | Kind::ApiKey | Kind::AiLlm | Kind::AiApiKey => {
            [Column::RepoId, Column::RepoName].into_iter().chain(fields.map(Column::Field)).collect()
        }
    };
    columns.push(Column::Problems);
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_goes_by_its_name_and_by_the_last_part_of_it() {
        for kind in Kind::ALL {
            let all = of(kind, true);
            for column in &all {
                assert_eq!(Column::named(kind, column.path()), Some(*column));
                let last = column.path().rsplit('.').next().unwrap();
                let same = all.iter().filter(|it| it.path() == last || it.path().ends_with(&format!(".{last}")));
                // A short name means one column alone, or is the whole name of one.
                assert!(same.count() == 1 || all.iter().any(|it| it.path() == last), "{kind:?} {last}");
            }
        }
        let path = |kind, name| Column::named(kind, name).map(Column::path);
        assert_eq!(path(Kind::Bucket, "region"), Some("bucket.region"));
        assert_eq!(path(Kind::AiApiKey, "repoId"), Some("repoId"));
        assert_eq!(path(Kind::AiApiKey, "item.repoId"), Some("item.repoId"));
        for name in ["", "bucket", "Name", "aiLlm.name", "bucket."] {
            assert_eq!(path(Kind::Repo, name), None, "{name}");
        }
    }
}
