//! What `ls` is asked to leave out and to order by, and which columns it is to print.

use std::fmt::Write as _;

use crate::cli::{Cli, Command, Format, Ls};
use crate::model::columns::{self, Column};
use crate::model::kind::Kind;
use crate::model::query::{Complaint, Query};
use crate::model::sort::Key;
use crate::model::text;
use crate::settings::{Given, SettingsError, Task};

/// What `ls` prints of what came, and in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picked {
    /// What must be so of what is printed; an empty one asks nothing.
    pub filter: Query,
    /// What the repositories are ordered by, and whether the other way round.
    pub sort: Option<(Key, bool)>,
    /// The columns of a table, in their order; none means those that its format has by itself.
    pub columns: Vec<Column>,
    /// Whether a table comes without what its columns are called.
    pub without_header: bool,
}

/// A longer name of a column is not repeated in a message.
const LONGEST_NAME: usize = 24;

/// A longer filter is not repeated in a message.
const LONGEST: usize = 120;

impl Picked {
    /// What `ls` was asked for, which the task says as far as it goes; of any other command nothing.
    ///
    /// # Errors
    ///
    /// As for [`Self::of`].
    pub(super) fn asked(cli: &Cli, task: Task) -> Result<Self, SettingsError> {
        match &cli.command {
            Some(Command::Ls(ls)) => Self::of(ls, task),
            _ => Ok(Self::default()),
        }
    }

    /// Reads what was typed.
    ///
    /// # Errors
    ///
    /// A filter of which a term is not understood, what nothing can be ordered by, and columns that there are not.
    fn of(ls: &Ls, task: Task) -> Result<Self, SettingsError> {
        let filter = Query::parse(ls.filter.as_deref().unwrap_or_default());
        if let Some(complaint) = filter.complaints().first() {
            return Err(SettingsError::Filter(pointed_at(filter.text(), complaint)));
        }
        let sort = ls.sort.as_deref().map(sort).transpose()?;
        goes_with(task, &filter, sort)?;
        let columns = columns(ls, task)?;
        Ok(Self { filter, sort, columns, without_header: ls.no_headers })
    }
}

/// What tells of all that there is can be asked neither to leave something out nor to order repositories.
fn goes_with(task: Task, filter: &Query, sort: Option<(Key, bool)>) -> Result<(), SettingsError> {
    let (what, why, takes_filter) = match task {
        Task::Usage(_) => ("usage", "tells of all that is used", false),
        Task::Overview(_) => ("overview", "counts", true),
        _ => return Ok(()),
    };
    let flag = match sort {
        Some(_) => "--sort",
        None if !takes_filter && !filter.is_empty() => "--filter",
        None => return Ok(()),
    };
    Err(SettingsError::NotPicked { flag, what, why })
}

/// The columns asked for, of a table that can have them.
fn columns(ls: &Ls, task: Task) -> Result<Vec<Column>, SettingsError> {
    let (kind, format) = match task {
        Task::List { kind, format } => (kind, format),
        Task::Usage(format) | Task::Overview(format) => (None, format),
        Task::Dashboard | Task::Save | Task::Check { .. } | Task::Diff(_) | Task::ShowConfig(_) | Task::Doctor(_) => {
            return Ok(Vec::new());
        }
    };
    let flag = match &ls.fields {
        Some(_) if kind.is_none() => return Err(SettingsError::FieldsOfWhat),
        Some(_) => "--fields",
        None if ls.no_headers => "--no-headers",
        None => return Ok(Vec::new()),
    };
    let format = match format {
        Format::Table | Format::Csv | Format::Md => None,
        Format::Tree => Some("tree"),
        Format::Json => Some("json"),
        Format::Jsonl => Some("jsonl"),
    };
    if let Some(format) = format {
        return Err(SettingsError::NoColumns { flag, format });
    }
    let Some((kind, fields)) = kind.zip(ls.fields.as_deref()) else { return Ok(Vec::new()) };
    fields.split(',').map(|name| column(kind, name.trim())).collect()
}

fn column(kind: Kind, name: &str) -> Result<Column, SettingsError> {
    let is_harmless = name.len() <= LONGEST_NAME && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'.');
    Column::named(kind, name).ok_or_else(|| SettingsError::Field {
        name: if is_harmless { format!("`{name}`") } else { Given(name).to_string() },
        kind: kind.counted(2),
        known: columns::of(kind, true).into_iter().map(Column::path).collect::<Vec<_>>().join(", "),
    })
}

fn sort(typed: &str) -> Result<(Key, bool), SettingsError> {
    let (name, reversed) = typed.strip_prefix('-').map_or((typed, false), |name| (name, true));
    let key = Key::ALL.into_iter().find(|key| key.name() == name);
    key.map(|key| (key, reversed)).ok_or_else(|| SettingsError::Sort(Given(typed).to_string()))
}

/// What is wrong, and the filter with a mark under the part that is.
fn pointed_at(filter: &str, complaint: &Complaint) -> String {
    let mut said = complaint.text.clone();
    let part = |range| text::shown(filter.get(range).unwrap_or_default()).into_owned();
    let (before, marked) = (part(0..complaint.place.start), part(complaint.place.clone()));
    let rest = part(complaint.place.end..filter.len());
    let line = [before.as_str(), &marked, &rest].concat();
    if text::width(&line) <= LONGEST {
        let (margin, marks) = (text::width(&before), "^".repeat(text::width(&marked).max(1)));
        // Writing to a String cannot fail.
        let _ = write!(said, "\n  {line}\n  {:margin$}{marks}", "");
    }
    said
}
