//! The help: the keys that do something where one stands, what the others do, what the marks of the tree mean,
//! last the token in use; filtered as one types, and wrapped to a width.

mod lists;
mod questions;

use std::borrow::Cow;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use tui_input::{Input, InputRequest};

use crate::app::action::{Action, Binding, GROUPS, Place};
use crate::app::layout::inner;
use crate::app::prompt;
use crate::app::state::{Focus, Overlay, State};
use crate::model::text;

/// The column of the keys: the longest ones, and a space on each side.
const KEYS: u16 = 15;
/// The widest an explanation gets before it is wrapped.
const WORDS: u16 = 68;

/// The help as it is open.
#[derive(Debug, Clone, Default)]
pub struct HelpPane {
    /// Lines scrolled past.
    pub scroll: usize,
    /// What the lines are filtered by.
    pub filter: Input,
    /// Whether keys are typed into the filter.
    pub is_typing: bool,
    /// The question it lies over.
    pub behind: Option<Box<Overlay>>,
}

/// How a key left the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// Still open, and the key is done with.
    Open,
    /// Closed.
    Closed,
    /// Still open, and the key means what it means elsewhere.
    Passed,
}

/// What stands in front of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead {
    /// It is a heading.
    Title,
    /// Keys by their names.
    Keys(String),
    /// The mark of a master bucket.
    Master,
    /// The mark of what is disabled or deleted.
    Off,
    /// The mark of what has a problem.
    Problem,
    /// The mark of what is new.
    New,
    /// The mark of what changed.
    Changed,
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

/// Explanations that belong together.
struct Section {
    title: &'static str,
    items: Vec<Item>,
}

/// What stands in front, the explanation, and what else it is found by.
type Item = (Lead, Cow<'static, str>, &'static str);

impl HelpPane {
    /// The help over what was there before, which is there again once it is closed.
    pub fn over(before: Option<Overlay>) -> Self {
        Self { behind: before.map(Box::new), ..Self::default() }
    }

    /// Whether the line of the filter is there.
    pub fn is_filtered(&self) -> bool {
        self.is_typing || !self.filter.value().is_empty()
    }

    /// Takes pasted text, where it is typed into.
    pub fn paste(&mut self, text: &str) {
        if self.is_typing {
            for char in text.chars().filter(|char| !char.is_control()).take(64) {
                self.filter.handle(InputRequest::InsertChar(char));
            }
            self.scroll = 0;
        }
    }

    /// Takes a key and what it means elsewhere. As in a pager, what quits only leaves the help.
    pub fn key(&mut self, event: KeyEvent, action: Option<Action>) -> Leaving {
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        match (event.code, action) {
            (KeyCode::Esc, _) if self.is_filtered() => self.clear(),
            (KeyCode::Enter, _) if self.is_typing => self.is_typing = false,
            (KeyCode::Up | KeyCode::Down | KeyCode::PageUp | KeyCode::PageDown, _) if self.is_typing => {
                return Leaving::Passed;
            }
            (code, _) if self.is_typing => {
                if let Some(request) = prompt::edit(code, ctrl) {
                    self.filter.handle(request);
                    self.scroll = 0;
                }
            }
            (KeyCode::Char('/'), _) if !ctrl => self.is_typing = true,
            (_, Some(Action::Back)) if self.is_filtered() => self.clear(),
            (KeyCode::Esc, _) | (_, Some(Action::Back | Action::Help | Action::Quit)) => return Leaving::Closed,
            // What would be done to the panes is none of the question's below.
            _ if self.behind.is_some() && !moves(action) => {}
            _ => return Leaving::Passed,
        }
        Leaving::Open
    }

    fn clear(&mut self) {
        (self.filter, self.is_typing, self.scroll) = (Input::default(), false, 0);
    }
}

/// Whether an action only moves in what is read, or is about the terminal.
fn moves(action: Option<Action>) -> bool {
    action.is_some_and(|action| action.is_move() || matches!(action, Action::Redraw | Action::Suspend))
}

/// Where the help lies on the screen, with its border; the footer stays free. It does not get smaller while one types.
pub fn area(pane: &HelpPane, state: &State) -> Rect {
    let size = state.screen.size;
    let free = size.height.saturating_sub(1);
    let width = size.width.min(KEYS + WORDS + 3);
    let all = found(pane.behind.as_deref(), "", state, width.saturating_sub(2));
    let lines = u16::try_from(all.len()).unwrap_or(u16::MAX);
    let height = free.min(lines.saturating_add(2));
    Rect { x: (size.width - width) / 2, y: (free - height) / 2, width, height }
}

/// Where its lines are; above them there may be the line of the filter.
pub fn body(pane: &HelpPane, state: &State) -> Rect {
    let body = inner(area(pane, state));
    let filter = u16::from(pane.is_filtered()).min(body.height);
    Rect { y: body.y + filter, height: body.height - filter, ..body }
}

/// The cells of the keys' column in a width.
pub fn column(width: u16) -> u16 {
    KEYS.min(width / 2)
}

/// Its lines for a width.
pub fn lines(pane: &HelpPane, state: &State, width: u16) -> Vec<HelpLine> {
    found(pane.behind.as_deref(), pane.filter.value(), state, width)
}

/// The lines that have all these words, of what there is to say of a question or, without one, of the panes.
fn found(behind: Option<&Overlay>, words: &str, state: &State, width: u16) -> Vec<HelpLine> {
    let room = usize::from(width.saturating_sub(column(width) + 1));
    let words = words.to_lowercase();
    let mut lines = Vec::new();
    for section in sections(behind, state) {
        let is_found = |(lead, about, name): &Item| {
            let keys = if let Lead::Keys(keys) = lead { keys.as_str() } else { "" };
            let text = format!("{keys} {name} {about}").to_lowercase();
            words.split_whitespace().all(|word| text.contains(word))
        };
        let items: Vec<_> = section.items.into_iter().filter(is_found).collect();
        if items.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push(HelpLine { lead: Lead::Nothing, about: String::new() });
        }
        lines.push(HelpLine { lead: Lead::Title, about: section.title.to_owned() });
        for (lead, about, _) in items {
            let leads = std::iter::once(lead).chain(std::iter::repeat(Lead::Nothing));
            let pieces = leads.zip(text::wrap(&about, room));
            lines.extend(pieces.map(|(lead, piece)| HelpLine { lead, about: piece.trim_end().to_owned() }));
        }
    }
    lines
}

/// Everything, what matters where one stands first.
fn sections(behind: Option<&Overlay>, state: &State) -> Vec<Section> {
    let over = behind.and_then(|over| questions::sections(over).or_else(|| lists::sections(over, state)));
    if let Some(sections) = over {
        return sections;
    }
    let elsewhere = if state.focus == Focus::Tree { Place::Detail } else { Place::Tree };
    let item = |binding: &Binding| (Lead::Keys(keys(state, binding)), Cow::Borrowed(binding.about), binding.name);
    let mut sections: Vec<Section> = GROUPS
        .iter()
        .map(|group| {
            let here = group.bindings.iter().filter(|binding| binding.place != elsewhere);
            Section { title: group.title, items: here.map(item).collect() }
        })
        .collect();
    let there = GROUPS.iter().flat_map(|group| group.bindings).filter(|binding| binding.place == elsewhere);
    let title = if elsewhere == Place::Tree { "In the tree alone" } else { "In the details alone" };
    sections.push(Section { title, items: there.map(item).collect() });
    sections.push(Section { title: "Marks", items: marks() });
    let token = state.token.facts(state.screen.now).map(|facts| (Lead::Nothing, facts.into(), ""));
    sections.push(Section { title: "Token", items: token.into_iter().collect() });
    sections
}

/// What the marks of the screen mean.
fn marks() -> Vec<Item> {
    let marks = [
        (Lead::Master, "a master bucket"),
        (Lead::Off, "a disabled repository or a deleted key"),
        (Lead::Problem, "something is wrong with it: its details say what"),
        (Lead::Keys("!!2 !2 ~2 i2".to_owned()), "two findings, the worst of high, medium, low or info severity"),
        (Lead::Keys("x3".to_owned()), "the same object is listed three times"),
        (Lead::New, "new since changes were last acknowledged"),
        (Lead::Changed, "changed since then, it or something below it"),
        (Lead::Nothing, "In a narrow header: R repositories, B buckets, K API keys, L AI LLMs, A AI API keys"),
    ];
    marks.map(|(lead, about)| (lead, Cow::Borrowed(about), "")).into()
}

/// The keys of an action; of one without a key how it is done all the same.
fn keys(state: &State, binding: &Binding) -> String {
    match (state.keymap.label(binding.action), state.keymap.first(Action::Palette)) {
        (keys, Some(palette)) if keys.is_empty() => format!("{palette}{}", binding.name),
        (keys, _) => keys,
    }
}
