//! Looking for a word inside of the details: the line it is typed in, where it stands, and the way from one place to
//! the next. It is looked for in what is shown, so that nothing masked can be found out.

use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::{Input, InputRequest};

use crate::app::detail::{self, Content, Line, Tone};
use crate::app::prompt;
use crate::app::state::{Overlay, State};
use crate::model::search::Needle;
use crate::model::text;

/// The longest word in bytes.
const LONGEST: usize = 1024;

/// What is looked for in the details.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Find {
    /// The word as typed: small letters match in either case.
    pub word: String,
    /// Which of the places is the one that was gone to.
    pub at: usize,
}

/// The line in which it is typed.
#[derive(Debug, Clone)]
pub struct FindBar {
    /// The input line.
    pub input: Input,
    /// Where the pane was scrolled to, and where its cursor stood.
    before: (usize, usize),
}

/// A place that has the word: the pieces of lines it takes, by line, piece and bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit(pub Vec<(usize, usize, Range<usize>)>);

impl Hit {
    /// The line it begins on.
    fn line(&self) -> usize {
        self.0.first().map_or(0, |(line, _, _)| *line)
    }
}

/// Opens the line.
pub fn open(state: &mut State) {
    let word = state.detail.find.as_ref().map(|find| find.word.clone()).unwrap_or_default();
    let before = (state.detail.scroll, state.detail.cursor);
    state.overlay = Some(Overlay::Find(Box::new(FindBar { input: Input::new(word), before })));
}

/// Takes a key while the line is open.
pub fn key(state: &mut State, key: KeyEvent) {
    let Some(Overlay::Find(bar)) = &mut state.overlay else { return };
    match key.code {
        KeyCode::Enter => {
            state.overlay = None;
            return;
        }
        KeyCode::Esc => return give_up(state),
        KeyCode::Backspace if bar.input.value().is_empty() => return give_up(state),
        code => {
            let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
            let Some(request) = prompt::edit(code, ctrl) else { return };
            if bar.input.value().len() < LONGEST || !matches!(request, InputRequest::InsertChar(_)) {
                bar.input.handle(request);
            }
        }
    }
    changed(state);
}

/// Takes pasted text; what would not be visible in it is left out.
pub fn paste(state: &mut State, text: &str) {
    let Some(Overlay::Find(bar)) = &mut state.overlay else { return };
    for char in text::in_one_line(text).take(LONGEST) {
        bar.input.handle(InputRequest::InsertChar(char));
    }
    changed(state);
}

/// Back to where it was begun, with nothing looked for.
fn give_up(state: &mut State) {
    let Some(Overlay::Find(bar)) = state.overlay.take() else { return };
    state.detail.find = None;
    (state.detail.scroll, state.detail.cursor) = bar.before;
}

/// Another word: the first place from where it was begun.
fn changed(state: &mut State) {
    let Some(Overlay::Find(bar)) = &state.overlay else { return };
    let word = bar.input.value().to_owned();
    (state.detail.scroll, state.detail.cursor) = bar.before;
    state.detail.find = (!word.is_empty()).then_some(Find { word, at: 0 });
    let (content, height) = shown(state);
    let hits = hits(&content, state.detail.find.as_ref());
    let from = content.place(&state.detail);
    let first = hits.iter().position(|hit| hit.line() >= from).unwrap_or(0);
    go(state, &content, height, &hits, first);
}

/// Goes to the next place, or the one before; from the last one it goes on at the other end, and says so.
pub fn next(state: &mut State, backwards: bool) {
    let (content, height) = shown(state);
    let hits = hits(&content, state.detail.find.as_ref());
    let (Some(last), Some(find)) = (hits.len().checked_sub(1), &state.detail.find) else {
        state.notice = Some("nothing in these details has it; Esc forgets it".to_owned());
        return;
    };
    let at = find.at.min(last);
    let here = content.place(&state.detail);
    let is_here = hits.get(at).is_some_and(|hit| content.holds(&state.detail, height, hit.line()));
    let to = match (is_here, backwards) {
        (true, false) => Some(at + 1).filter(|to| *to <= last),
        (true, true) => at.checked_sub(1),
        // The cursor was moved since: on from where it stands.
        (false, false) => hits.iter().position(|hit| hit.line() >= here),
        (false, true) => hits.iter().rposition(|hit| hit.line() < here),
    };
    if to.is_none() {
        let end =
            if backwards { "the first place: on from the last one" } else { "the last place: on from the first one" };
        state.notice = Some(end.to_owned());
    }
    go(state, &content, height, &hits, to.unwrap_or(if backwards { last } else { 0 }));
}

fn go(state: &mut State, content: &Content, height: usize, hits: &[Hit], to: usize) {
    let (Some(hit), Some(find)) = (hits.get(to), &mut state.detail.find) else { return };
    find.at = to;
    content.go_to(&mut state.detail, height, hit.line());
}

/// What is shown, and how many lines of it have room.
fn shown(state: &State) -> (Content, usize) {
    let area = state.layout().detail_inner().unwrap_or_default();
    (detail::content(state, area.width.max(1)), usize::from(area.height).max(1))
}

/// Every place that has the word, from top to bottom.
pub fn hits(content: &Content, find: Option<&Find>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let Some(needle) = find.and_then(|find| Needle::new(&find.word)) else { return hits };
    let mut run = Run::default();
    for (line, Line(pieces)) in content.lines.iter().enumerate() {
        // A value that takes several lines is one text.
        let goes_on = is_blank(pieces);
        for (piece, (_, text)) in pieces.iter().enumerate().skip(usize::from(goes_on)) {
            if !goes_on || piece > 1 {
                run.search(&needle, &mut hits);
            }
            run.pieces.push((line, piece, run.text.len()));
            run.text.push_str(text);
        }
    }
    run.search(&needle, &mut hits);
    hits
}

/// Whether a line has nothing in the column of labels: it goes on with the value above.
fn is_blank(pieces: &[(Tone, String)]) -> bool {
    matches!(pieces.first(), Some((Tone::Label, label)) if !label.is_empty() && label.trim_start().is_empty())
}

/// A text that may take several lines, with the pieces it is made of and where each begins in it.
#[derive(Default)]
struct Run {
    text: String,
    pieces: Vec<(usize, usize, usize)>,
}

impl Run {
    /// Notes where it has the word, and begins anew.
    fn search(&mut self, needle: &Needle, hits: &mut Vec<Hit>) {
        for place in needle.places(&self.text) {
            let ends = self.pieces.iter().skip(1).map(|(_, _, start)| *start).chain([self.text.len()]);
            let part = |((line, piece, start), end): (&(usize, usize, usize), usize)| {
                let (from, to) = (place.start.max(*start), place.end.min(end));
                (from < to).then(|| (*line, *piece, from - start..to - start))
            };
            hits.push(Hit(self.pieces.iter().zip(ends).filter_map(part).collect()));
        }
        self.text.clear();
        self.pieces.clear();
    }
}
