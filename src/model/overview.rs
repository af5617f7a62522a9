//! What there is in figures: how many objects of each kind, by storage type, mode, region, provider, access and age.
//!
//! [`Survey`] counts some repositories at a time, off the event loop; an [`Overview`] is what it tells. Every line carries the
//! query that finds exactly what it counts, beside the query that the overview was made within. So a line counts as
//! terms compare: values in either case, and for a field that an item does not have that of its repository.

mod survey;
mod tally;

pub use survey::Survey;

/// Figures under their headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overview {
    /// The query within which it was counted, as typed; empty for everything.
    within: String,
    /// What was counted, in the order in which it is told; what there is nothing of is left out.
    pub panels: Vec<Panel>,
}

/// Lines that count the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panel {
    /// What is counted.
    pub topic: Topic,
    /// The figures, in the order in which they are told.
    pub lines: Vec<Line>,
}

/// What a panel counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Topic {
    /// In words.
    pub title: &'static str,
    /// For programs; once published it stays.
    pub slug: &'static str,
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What is counted, terminal-safe.
    pub label: String,
    /// How many objects.
    pub count: u64,
    /// Of how many it is a share; 0 where it is of none.
    pub of: u64,
    /// The query that finds them.
    query: String,
}

impl Overview {
    /// All lines, each with its panel.
    pub fn lines(&self) -> impl Iterator<Item = (&Panel, &Line)> {
        self.panels.iter().flat_map(|panel| panel.lines.iter().map(move |line| (panel, line)))
    }

    /// The query that finds what a line counts. It is not terminal-safe.
    pub fn query(&self, line: &Line) -> String {
        // What was typed comes last: it may have a quote that is not closed.
        if self.within.is_empty() { line.query.clone() } else { format!("{} {}", line.query, self.within) }
    }
}

impl Panel {
    /// The largest count, at least 1.
    pub fn most(&self) -> u64 {
        self.lines.iter().map(|line| line.count).max().unwrap_or(0).max(1)
    }
}

impl Line {
    /// Its share in percent, rounded; `None` where it is no share.
    pub const fn percent(&self) -> Option<u64> {
        // Rounded by hand; `of` is 0 where there is no share.
        match (self.count * 200 + self.of).checked_div(self.of * 2) {
            Some(percent) => Some(percent),
            None => None,
        }
    }
}

#[cfg(test)]
mod tests;
