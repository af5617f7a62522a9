//! The changes as a list: what came, what went, and what changed, each with its fields below it.

use crate::model::changes::{Changed, Changes, Place};

/// What belongs together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// What is new.
    Added,
    /// What is gone.
    Removed,
    /// What is another one now.
    Changed,
}

impl Section {
    /// All of them, in order.
    pub const ALL: [Self; 3] = [Self::Added, Self::Removed, Self::Changed];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
        }
    }
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line<'a> {
    /// The heading over so many objects.
    Heading(Section, usize),
    /// An object that is new.
    Added(Place),
    /// An object that is gone.
    Removed(Place),
    /// An object that is another one now.
    Changed(&'a Changed),
    /// One of the fields of such an object, by its position.
    Field(&'a Changed, usize),
}

impl Changes {
    /// How many lines there are.
    pub fn lines(&self) -> usize {
        Section::ALL.into_iter().map(|section| self.lines_of(section)).sum()
    }

    fn lines_of(&self, section: Section) -> usize {
        let below = match section {
            Section::Added => self.added.len(),
            Section::Removed => self.removed.len(),
            Section::Changed => self.changed.last().map_or(0, |it| (it.before + 1 + it.fields) as usize),
        };
        if below == 0 { 0 } else { below + 1 }
    }

    /// A line.
    pub fn line(&self, at: usize) -> Option<Line<'_>> {
        let mut below = at;
        for section in Section::ALL {
            let lines = self.lines_of(section);
            if below < lines {
                return below.checked_sub(1).map_or_else(
                    || Some(Line::Heading(section, self.count(section))),
                    |below| self.line_of(section, below),
                );
            }
            below -= lines;
        }
        None
    }

    fn line_of(&self, section: Section, below: usize) -> Option<Line<'_>> {
        match section {
            Section::Added => self.added.get(below).map(|place| Line::Added(*place)),
            Section::Removed => self.removed.get(below).map(|place| Line::Removed(*place)),
            Section::Changed => {
                let at = self.changed.partition_point(|it| it.before as usize <= below).checked_sub(1)?;
                let changed = self.changed.get(at)?;
                let field = (below - changed.before as usize).checked_sub(1);
                Some(field.map_or(Line::Changed(changed), |field| Line::Field(changed, field)))
            }
        }
    }

    const fn count(&self, section: Section) -> usize {
        match section {
            Section::Added => self.added.len(),
            Section::Removed => self.removed.len(),
            Section::Changed => self.changed.len(),
        }
    }
}
