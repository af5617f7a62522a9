//! The lines of the list of changes: each object, and below it what its fields said and say.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::state::{Dataset, State};
use crate::model::changes::{self, Field, Mark, Section, Teller, Told};
use crate::model::kind::Kind;
use crate::model::text;
use crate::ui::list::columns;
use crate::ui::theme::Theme;

/// The cells in front of a field.
const INDENT: usize = 6;

/// Makes lines of the list.
pub struct Lines<'a> {
    data: &'a Dataset,
    teller: Teller<'a>,
    theme: &'a Theme,
    width: usize,
}

impl<'a> Lines<'a> {
    /// For a width.
    pub fn new(state: &'a State, data: &'a Dataset, theme: &'a Theme, width: usize) -> Self {
        let teller = Teller::new(&data.since.reviewed.old, &data.inventory, &state.rules.fingerprints);
        Self { data, teller, theme, width }
    }

    /// A line.
    pub fn line(&mut self, at: usize) -> Line<'static> {
        let Some(line) = self.data.since.reviewed.changes.line(at) else { return Line::default() };
        match line {
            changes::Line::Heading(section, count) => {
                let words = format!(" {count} {}", section.name());
                Line::styled(text::cut(&words, self.width, self.theme.ellipsis).into_owned(), self.theme.heading)
            }
            changes::Line::Added(place) => {
                let told = self.teller.new_one(place);
                self.object(Section::Added, told)
            }
            changes::Line::Removed(place) => {
                let told = self.teller.old_one(place);
                self.object(Section::Removed, told)
            }
            changes::Line::Changed(changed) => {
                let told = self.teller.new_one(changed.new);
                self.object(Section::Changed, told)
            }
            changes::Line::Field(changed, at) => match self.teller.fields(changed).get(at) {
                Some(field) => field_line(field, self.theme, self.width),
                None => Line::default(),
            },
        }
    }

    fn object(&self, section: Section, told: Option<Told>) -> Line<'static> {
        let Some(Told { kind, name, repo, .. }) = told else { return Line::default() };
        let lead = match section {
            Section::Added => mark(Mark::Added, self.theme),
            Section::Removed => ("-", self.theme.bad),
            Section::Changed => mark(Mark::Changed, self.theme),
        };
        let words = if kind == Kind::Repo { kind.noun().to_owned() } else { format!("{} {name}", kind.noun()) };
        columns(lead, &repo, &words, self.theme, self.width)
    }
}

/// How a row is marked, and in which style; the style alone tells what is below a row from the row itself.
pub const fn mark(mark: Mark, theme: &Theme) -> (&'static str, Style) {
    match mark {
        Mark::Added => (theme.added, theme.good),
        Mark::Changed => (theme.changed, theme.warning),
        Mark::Within => (theme.changed, theme.dim),
    }
}

/// What a field said and says; where there is no room for both, each keeps its beginning.
fn field_line(field: &Field, theme: &Theme, width: usize) -> Line<'static> {
    const ARROW: &str = " → ";
    let label = format!("{:INDENT$}{}: ", "", field.label);
    let label = text::cut(&label, width, theme.ellipsis).into_owned();
    let room = width.saturating_sub(text::width(&label) + text::width(ARROW));
    let (before, after) = (field.before.words(), field.after.words());
    let half = room / 2;
    let most = |other: &str| half.max(room.saturating_sub(text::width(other)));
    let fitted = |words: &str, other: &str| text::cut(words, most(other), theme.ellipsis).into_owned();
    let values = [fitted(before, after), ARROW.to_owned(), fitted(after, before)].concat();
    Line::from(vec![Span::styled(label, theme.label), Span::raw(values)])
}
