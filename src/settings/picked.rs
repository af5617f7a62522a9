//! What `ls` is asked to leave out and to order by.

use std::fmt::Write as _;

use crate::cli::{Cli, Command, Ls};
use crate::model::query::{Complaint, Query};
use crate::model::sort::Key;
use crate::model::text;
use crate::settings::{Given, SettingsError};

/// What `ls` prints of what came, and in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Picked {
    /// What must be so of what is printed; an empty one asks nothing.
    pub filter: Query,
    /// What the repositories are ordered by, and whether the other way round.
    pub sort: Option<(Key, bool)>,
}

/// What there are values for before anything is counted.
const KEYS: [Key; 3] = [Key::Name, Key::Created, Key::Children];

/// A longer filter is not repeated in a message.
const LONGEST: usize = 120;

impl Picked {
    /// What `ls` was asked for; of any other command nothing.
    ///
    /// # Errors
    ///
    /// As for [`Self::of`].
    pub(super) fn asked(cli: &Cli) -> Result<Self, SettingsError> {
        match &cli.command {
            Some(Command::Ls(ls)) => Self::of(ls),
            _ => Ok(Self::default()),
        }
    }

    /// Reads what was typed.
    ///
    /// # Errors
    ///
    /// A filter of which a term is not understood, and what nothing can be ordered by.
    pub(super) fn of(ls: &Ls) -> Result<Self, SettingsError> {
        let filter = Query::parse(ls.filter.as_deref().unwrap_or_default());
        if let Some(complaint) = filter.complaints().first() {
            return Err(SettingsError::Filter(pointed_at(filter.text(), complaint)));
        }
        let sort = ls.sort.as_deref().map(sort).transpose()?;
        Ok(Self { filter, sort })
    }
}

fn sort(typed: &str) -> Result<(Key, bool), SettingsError> {
    let (name, reversed) = typed.strip_prefix('-').map_or((typed, false), |name| (name, true));
    let key = KEYS.into_iter().find(|key| key.name() == name);
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
