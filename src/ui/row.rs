//! What a row of the tree says: marks, a name and up to five columns in which the kinds line up.

use jiff::Timestamp;
use ratatui::style::Style;

use crate::app::state::Dataset;
use crate::model::kind::Node;
use crate::model::query::Query;
use crate::model::time::Instant;
use crate::model::{text, time};
use crate::ui::aside::Aside;
use crate::ui::cells::Words;
use crate::ui::columns::taken;
use crate::ui::search::highlight;
use crate::ui::theme::Theme;

mod read;

pub use read::read;

/// Names longer than this keep no column from being there.
const USUAL_NAME: usize = 28;
/// The cells of a badge, which are kept free until it is known: no column moves when it comes.
const BADGE: usize = 5;
/// The cells that the widget gives to the mark of a branch, and that a row without one has for its own marks.
pub const BRANCH: usize = 2;

/// What a row is marked as, in front of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A master bucket.
    Master,
    /// Disabled or deleted.
    Off,
}

/// Where a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The cells left of it, the mark of a branch among them where it is one.
    pub indent: usize,
    /// Whether it is a branch.
    pub branch: bool,
}

/// How a column's word is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Just a fact.
    Fact,
    /// A state that is well.
    Good,
    /// A state to look at.
    Warning,
    /// A state that is broken.
    Bad,
    /// Nothing to look for.
    Aside,
}

/// A column's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// A word and how it is meant.
    Word(String, Meaning),
    /// An age, counted from now.
    Age(Instant),
}

/// What a row says, before it is fitted to a width.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// In front of the name.
    pub mark: Option<Mark>,
    /// Something is wrong with it; a mark as well.
    pub problem: bool,
    /// The name.
    pub name: String,
    /// How many items a group has.
    pub count: Option<u32>,
    /// Status, storage type, provider or access type; then mode, region or age; then folder or what is special.
    pub cells: [Option<Cell>; 3],
    /// Where there is room for more: its age, where that does not stand there already; then where it is, the workspace or
    /// the endpoint.
    pub more: [Option<Cell>; 2],
    /// Whether it is only there for completeness: an empty group.
    pub faint: bool,
    /// What else is known of it.
    pub aside: Aside,
}

impl Row {
    /// The cells that its marks take in front of its name, with a space behind them. An item has no branch, so that
    /// there are always two cells free for them.
    fn marked(&self, theme: &Theme, branch: bool) -> usize {
        let least = if branch { 0 } else { BRANCH };
        if !self.problem && self.mark.is_none() {
            return least;
        }
        let marks = self.marks(theme).iter().map(|(mark, _)| text::width(mark)).sum::<usize>();
        least.max(marks + usize::from(marks > 0))
    }

    fn marks(&self, theme: &Theme) -> [(&'static str, Style); 2] {
        let problem = if self.problem { theme.problem } else { "" };
        let mark = match self.mark {
            None => "",
            Some(Mark::Master) => theme.master,
            Some(Mark::Off) => theme.off,
        };
        [(problem, theme.bad), (mark, theme.warning)]
    }

    /// The cells it needs left of its columns, so that nothing of a name of usual length is cut.
    pub fn need(&self, theme: &Theme, place: Place) -> usize {
        let count = self.count.map_or(0, |count| 2 + count.checked_ilog10().unwrap_or(0) as usize);
        let name = text::width(&self.name).min(USUAL_NAME);
        place.indent + self.marked(theme, place.branch) + name + count + BADGE
    }

    /// What stands behind the name, each after a space: how many items there are, and what else is known of it.
    fn behind(&self, theme: &Theme) -> [(String, Style); 4] {
        let [mark, shared, badge] = self.aside.words(theme);
        let count = self.count.map_or_else(String::new, |count| count.to_string());
        [(count, theme.dim), mark, shared, badge]
    }

    /// With what else is known of its object.
    #[must_use]
    pub fn aside(self, data: &Dataset, node: Node) -> Self {
        Self { aside: Aside::of(data, node), ..self }
    }

    /// The row fitted to a width and its columns.
    /// What is looked for stands out.
    pub fn words(
        &self,
        theme: &Theme,
        query: &Query,
        width: usize,
        columns: &[usize],
        place: Place,
        now: Timestamp,
    ) -> Words {
        let name_style = if self.faint || self.mark == Some(Mark::Off) { theme.dim } else { Style::new() };
        let behind = self.behind(theme);
        let behind = behind.iter().filter(|(words, _)| !words.is_empty());
        let behind_width: usize = behind.clone().map(|(words, _)| 1 + text::width(words)).sum();
        let marked = self.marked(theme, place.branch);
        let left = width.saturating_sub(place.indent + marked);
        let columns = self.needed(columns, left.saturating_sub(text::width(&self.name) + behind_width));
        let room = left.saturating_sub(taken(columns));
        let name = text::cut(&self.name, room.saturating_sub(behind_width), theme.ellipsis);
        let used = text::width(&name) + behind_width;
        // All but what is wide or has marks fits into it.
        let mut words = Words::with_capacity(width + 8, 8 + 2 * columns.len());
        let mut free = marked;
        for (mark, style) in self.marks(theme).into_iter().filter(|(mark, _)| !mark.is_empty()) {
            free = free.saturating_sub(text::width(mark));
            words.push(mark, style);
        }
        words.push_blanks(free);
        highlight(&mut words, &name, name_style, query, theme);
        for (text, style) in behind {
            // The space has no style: a reversed one would touch the name.
            words.push_blanks(1);
            words.push(text, *style);
        }
        if !columns.is_empty() {
            words.push_blanks(room.saturating_sub(used));
        }
        let more = self.more.iter().map(Option::as_ref);
        for (cell, column) in self.visible(columns.len()).into_iter().chain(more).zip(columns) {
            words.push_blanks(1);
            fitted(&mut words, cell, *column, (theme, query, now));
        }
        words
    }

    /// The columns of a row: all, so that they line up. One that has but the first, as what objects have, needs no more
    /// where they would cut its name.
    fn needed<'c>(&self, columns: &'c [usize], left: usize) -> &'c [usize] {
        let [first, rest @ ..] = &self.cells;
        let is_alone = first.is_some() && rest.iter().chain(&self.more).all(Option::is_none);
        let one = columns.get(..1).filter(|_| is_alone && taken(columns) > left);
        one.unwrap_or(columns)
    }

    /// The cells for a number of columns: what is special takes the last one where its own has no room and that one is
    /// empty. What stands there is never replaced: the row's mark says the same.
    fn visible(&self, columns: usize) -> [Option<&Cell>; 3] {
        let mut cells = self.cells.each_ref().map(Option::as_ref);
        let [_, _, special] = cells;
        let matters = matches!(special, Some(Cell::Word(_, meaning)) if *meaning != Meaning::Fact);
        if let Some(last) = cells.iter_mut().take(columns).last().filter(|last| matters && last.is_none()) {
            *last = special;
        }
        cells
    }
}

fn fitted(words: &mut Words, cell: Option<&Cell>, column: usize, (theme, query, now): (&Theme, &Query, Timestamp)) {
    let (word, meaning) = match cell {
        None => {
            words.push_blanks(column);
            return;
        }
        // An age is made here: it is not what was looked for.
        Some(Cell::Age(at)) => {
            let age = time::short_age(*at, now);
            words.push(&age, theme.dim);
            words.push_blanks(column.saturating_sub(text::width(&age)));
            return;
        }
        Some(Cell::Word(word, meaning)) => (word, meaning),
    };
    let style = match meaning {
        Meaning::Fact => Style::new(),
        Meaning::Good => theme.good,
        Meaning::Warning => theme.warning,
        Meaning::Bad => theme.bad,
        Meaning::Aside => theme.dim,
    };
    let text = text::cut(word, column, theme.ellipsis);
    highlight(words, &text, style, query, theme);
    words.push_blanks(column.saturating_sub(text::width(&text)));
}
