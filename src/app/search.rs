//! The line for what is looked for: the tree follows as one types.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::{Input, InputRequest};

use crate::app::action::Action;
use crate::app::arrangement;
use crate::app::findings;
use crate::app::msg::Effect;
use crate::app::prompt;
use crate::app::state::{Overlay, State};
use crate::app::update;
use crate::model::query::{Completion, Known, Query, complete};
use crate::model::text;

/// What has been typed so far, and what Tab offers for it.
#[derive(Debug, Clone, Default)]
pub struct SearchBar {
    /// The input line.
    pub input: Input,
    /// What Tab has offered for the word that it began with, and which of it stands there.
    pub offered: Option<Offered>,
    known: Known,
    /// The search of before that stands in the line, counted from the last one.
    before: Option<usize>,
    /// What was typed before the first one of these was taken.
    draft: String,
}

/// What may stand in the place of the word at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// All of it.
    pub all: Vec<Completion>,
    /// The one that stands there.
    pub at: usize,
    /// The line that it was offered for.
    line: String,
}

/// So many searches are remembered.
const MOST_SEARCHES: usize = 100;
/// The most lines that are said of what was typed.
const MOST_LINES: usize = 4;
/// The longest search in bytes.
const LONGEST: usize = 1024;
/// So many repositories are looked at for values that Tab may offer: what takes less time than a frame.
const KNOWN_FROM: usize = 64;

/// Opens the line with what is looked for now.
pub fn open(state: &mut State) {
    let mut known = Known::default();
    if let Some(data) = &state.data {
        let step = data.inventory.len().div_ceil(KNOWN_FROM).max(1);
        (0..data.inventory.len()).step_by(step).for_each(|repo| known.see(&data.inventory, repo));
    }
    let mut text = state.arrangement.query.text().to_owned();
    // What is typed next is a word of its own, not the end of what a key put there.
    if findings::is_last(&text) {
        text.push(' ');
    }
    let input = Input::new(text);
    state.overlay = Some(Overlay::Search(Box::new(SearchBar { input, known, ..SearchBar::default() })));
}

/// Takes pasted text; what would not be visible in it is left out.
pub fn paste(state: &mut State, text: &str) -> Vec<Effect> {
    let Some(Overlay::Search(bar)) = &mut state.overlay else { return Vec::new() };
    for char in text::in_one_line(text).take(LONGEST) {
        bar.input.handle(InputRequest::InsertChar(char));
    }
    bar.offered = None;
    changed(state)
}

/// Takes a key.
pub fn key(state: &mut State, key: KeyEvent) -> Vec<Effect> {
    let Some(Overlay::Search(bar)) = &mut state.overlay else { return Vec::new() };
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    match key.code {
        KeyCode::Esc => {
            state.overlay = None;
            return arrangement::look_for(state, Query::default());
        }
        KeyCode::Enter => {
            keep(state);
            return Vec::new();
        }
        KeyCode::Tab => bar.complete(1),
        KeyCode::BackTab => bar.complete(-1),
        KeyCode::Up => bar.recall(&state.searches, 1),
        KeyCode::Down => bar.recall(&state.searches, -1),
        KeyCode::PageUp => update::travel(state, Action::PageUp),
        KeyCode::PageDown => update::travel(state, Action::PageDown),
        // One more step back than there are letters leaves the line, as in the tools one knows.
        KeyCode::Backspace if bar.input.value().is_empty() => state.overlay = None,
        code => {
            let Some(request) = prompt::edit(code, ctrl) else { return Vec::new() };
            let fits = bar.input.value().len() < LONGEST || !matches!(request, InputRequest::InsertChar(_));
            if fits {
                bar.input.handle(request);
            }
            bar.offered = None;
            bar.before = None;
        }
    }
    changed(state)
}

fn changed(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Search(bar)) = &state.overlay else { return Vec::new() };
    let query = Query::parse(bar.input.value());
    arrangement::look_for(state, query)
}

/// Leaves the line in which something is typed to look for, here or in the details; what is looked for stays, and can
/// be looked for again.
pub(super) fn keep(state: &mut State) {
    let line = state.overlay.take_if(|line| matches!(line, Overlay::Search(_) | Overlay::Find(_)));
    let Some(Overlay::Search(bar)) = line else { return };
    let typed = bar.input.value().trim();
    if !typed.is_empty() {
        state.searches.retain(|before| before != typed);
        state.searches.push(typed.to_owned());
        let excess = state.searches.len().saturating_sub(MOST_SEARCHES);
        state.searches.drain(..excess);
    }
    // Nobody sees any more what was said of it under the line.
    if let Some(complaint) = state.arrangement.query.complaints().first() {
        state.notice = Some(format!("this does not count: {}", complaint.text));
    }
}

impl SearchBar {
    /// What is wrong with what was typed, in lines for a width.
    pub fn complaint(&self, query: &Query, width: u16) -> Vec<String> {
        let room = usize::from(width.saturating_sub(2)).max(1);
        let first = query.complaints().first().filter(|_| self.offered.is_none());
        first.map_or_else(Vec::new, |complaint| text::clip(&complaint.text, room, MOST_LINES, "…"))
    }

    /// The lines it takes above the footer.
    pub fn lines(&self, query: &Query, width: u16) -> u16 {
        u16::try_from(self.complaint(query, width).len()).unwrap_or(0).max(1)
    }

    /// Puts the next thing that is offered for the word at the cursor there; what was typed comes again after the last.
    fn complete(&mut self, step: isize) {
        let offered = if let Some(offered) = self.offered.take() {
            let count = offered.all.len().cast_signed();
            let at = (offered.at.cast_signed() + step).rem_euclid(count.max(1)).cast_unsigned();
            Offered { at, ..offered }
        } else {
            let line = self.input.value().to_owned();
            let cursor = line.char_indices().nth(self.input.cursor()).map_or(line.len(), |(at, _)| at);
            Offered { all: complete(&line, cursor, &self.known), at: 0, line }
        };
        if let Some(chosen) = offered.all.get(offered.at) {
            let before = offered.line.get(..chosen.place.start).unwrap_or_default();
            let after = offered.line.get(chosen.place.end..).unwrap_or_default();
            let cursor = before.chars().count() + chosen.text.chars().count();
            self.input = Input::new(format!("{before}{}{after}", chosen.text)).with_cursor(cursor);
        }
        // With one alone the next Tab goes on from there.
        self.offered = (offered.all.len() > 1).then_some(offered);
    }

    /// Walks the searches of before: 1 is one further back.
    fn recall(&mut self, searches: &[String], step: isize) {
        let at = match self.before {
            None if step > 0 => Some(0),
            None => return,
            Some(at) => at.checked_add_signed(step),
        };
        if self.before.is_none() {
            self.input.value().clone_into(&mut self.draft);
        }
        let line = match at {
            None => Some(&self.draft),
            Some(at) => searches.iter().rev().nth(at),
        };
        let Some(line) = line else { return };
        self.input = Input::new(line.clone());
        self.before = at;
        self.offered = None;
    }
}
