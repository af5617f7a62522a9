//! The help: every key with what it does, what the marks of the tree mean, then the token in use, wrapped to a width.

use ratatui::layout::Rect;

use crate::app::action::BINDINGS;
use crate::app::state::State;
use crate::model::text;

/// The column of the keys: the longest ones, and a space on each side.
const KEYS: u16 = 15;
/// The widest an explanation gets before it is wrapped.
const WORDS: u16 = 68;

/// What stands in front of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead {
    /// Keys by their names, or what it is about.
    Keys(String),
    /// The mark of a master bucket.
    Master,
    /// The mark of what is disabled or deleted.
    Off,
    /// The mark of what has a problem.
    Problem,
    /// Nothing: the line goes on with the one above, or is empty.
    Nothing,
}

/// A line of the help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpLine {
    /// In front.
    pub lead: Lead,
    /// The explanation, or a piece of it.
    pub about: String,
}

/// Where the help lies on the screen, with its border; the footer stays free.
pub fn area(state: &State) -> Rect {
    let size = state.screen.size;
    let free = size.height.saturating_sub(1);
    let width = size.width.min(KEYS + WORDS + 3);
    let lines = u16::try_from(lines(state, width.saturating_sub(2)).len()).unwrap_or(u16::MAX);
    let height = free.min(lines.saturating_add(2));
    Rect { x: (size.width - width) / 2, y: (free - height) / 2, width, height }
}

/// The cells of the keys' column in a width.
pub fn column(width: u16) -> u16 {
    KEYS.min(width / 2)
}

/// All its lines for a width.
pub fn lines(state: &State, width: u16) -> Vec<HelpLine> {
    let room = usize::from(width.saturating_sub(column(width) + 1));
    let keys = BINDINGS.iter().map(|binding| (Lead::Keys(binding.keys_label()), binding.about.to_owned()));
    let marks = [
        (Lead::Nothing, ""),
        (Lead::Master, "a master bucket"),
        (Lead::Off, "a disabled repository or a deleted key"),
        (Lead::Problem, "something is wrong with it: its details say what"),
        (Lead::Nothing, ""),
        (Lead::Nothing, "In a narrow header: R repositories, B buckets, K API keys, L AI LLMs, A AI API keys"),
    ];
    let marks = marks.map(|(lead, about)| (lead, about.to_owned()));
    let token = state.token.facts(state.screen.now);
    let token = token.map(|facts| [(Lead::Nothing, String::new()), (Lead::Keys("Token".to_owned()), facts)]);
    let wrapped = |(lead, about): (Lead, String)| {
        let leads = std::iter::once(lead).chain(std::iter::repeat(Lead::Nothing));
        let pieces: Vec<String> = text::wrap(&about, room).iter().map(|piece| piece.trim_end().to_owned()).collect();
        leads.zip(pieces).map(|(lead, about)| HelpLine { lead, about })
    };
    keys.chain(marks).chain(token.into_iter().flatten()).flat_map(wrapped).collect()
}
