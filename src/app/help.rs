//! The help: every key with what it does, then what the marks of the tree mean, wrapped to a width.

use ratatui::layout::{Rect, Size};

use crate::app::action;
use crate::app::keymap::Keymap;
use crate::model::text;

/// The column of the keys: the longest ones, and a space on each side.
const KEYS: u16 = 15;
/// The widest an explanation gets before it is wrapped.
const WORDS: u16 = 68;

/// What stands in front of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead {
    /// Keys by their names.
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

/// Where the help lies on a screen of a size, with its border; the footer stays free.
pub fn area(size: Size, keymap: &Keymap) -> Rect {
    let free = size.height.saturating_sub(1);
    let width = size.width.min(KEYS + WORDS + 3);
    let lines = u16::try_from(lines(width.saturating_sub(2), keymap).len()).unwrap_or(u16::MAX);
    let height = free.min(lines.saturating_add(2));
    Rect { x: (size.width - width) / 2, y: (free - height) / 2, width, height }
}

/// The cells of the keys' column in a width.
pub fn column(width: u16) -> u16 {
    KEYS.min(width / 2)
}

/// All its lines for a width.
pub fn lines(width: u16, keymap: &Keymap) -> Vec<HelpLine> {
    let room = usize::from(width.saturating_sub(column(width) + 1));
    let keys = action::bindings().map(|binding| (Lead::Keys(keymap.label(binding.action)), binding.about));
    let marks = [
        (Lead::Nothing, ""),
        (Lead::Master, "a master bucket"),
        (Lead::Off, "a disabled repository or a deleted key"),
        (Lead::Problem, "something is wrong with it: its details say what"),
        (Lead::Nothing, ""),
        (Lead::Nothing, "In a narrow header: R repositories, B buckets, K API keys, L AI LLMs, A AI API keys"),
    ];
    let wrapped = |(lead, about): (Lead, &'static str)| {
        let leads = std::iter::once(lead).chain(std::iter::repeat(Lead::Nothing));
        let pieces = text::wrap(about, room).into_iter();
        leads.zip(pieces).map(|(lead, piece)| HelpLine { lead, about: piece.trim_end().to_owned() })
    };
    keys.chain(marks).flat_map(wrapped).collect()
}
