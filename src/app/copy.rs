//! Copying: what `y` takes, the list that `Y` opens, what `p` prints, and what is said of how it went.
//!
//! Owns which value is meant and the words for each way. Must not know what a clipboard is: the runtime chooses the way.

pub mod query;
pub mod values;

use crossterm::event::KeyEvent;

use crate::app::action::Action;
use crate::app::msg::Effect;
use crate::app::picker::{Picked, Picker};
use crate::app::state::{Overlay, State};
use crate::model::kind::Node;
use crate::model::text;
pub use values::{Copyable, copyable};

/// Terminals narrower than this get the shorter words.
const WIDE: u16 = 72;
/// The most cells of a label in a message.
const LABEL: usize = 24;

/// What something was copied from.
type Place = (Option<Node>, bool, u64, usize);

/// The list of what can be copied from an object, as it was when it was opened.
#[derive(Debug, Clone)]
pub struct CopyPicker {
    /// The name of the object, terminal-safe.
    pub title: String,
    /// What there is to copy.
    pub items: Vec<Copyable>,
    /// The filter and the line chosen.
    pub picker: Picker,
}

/// What was copied last, as long as the same object is selected.
#[derive(Debug, Clone)]
pub struct Copied {
    /// Which copy of this run it was.
    pub id: u64,
    /// The value.
    pub value: Copyable,
    /// The object, the data it was in, and where the cursor of its details stood.
    of: Place,
}

/// How a copy went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A program of the desktop took it.
    Took(&'static str),
    /// It is in tmux's buffer, and tmux was asked to send it to its terminal.
    Tmux,
    /// It was written to the terminal, which does not say what it makes of it.
    Sent,
    /// A program did not take it, and why; the terminal may.
    Failed(String),
    /// There is no way, and why.
    NoWay(String),
}

impl CopyPicker {
    /// The positions of the items whose label or value contains what was typed.
    pub fn matching(&self) -> Vec<usize> {
        self.picker.matching(self.items.iter().map(|item| [item.label.as_str(), item.preview()]))
    }
}

/// Does what the keys for copying ask for; behind the help they would do it to what nobody sees.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        _ if state.overlay.is_some() => Vec::new(),
        Action::CopyOther => {
            open(state);
            Vec::new()
        }
        Action::Print => print(state),
        _ => copy(state),
    }
}

/// Copies the value under the cursor.
fn copy(state: &mut State) -> Vec<Effect> {
    match values::under_the_cursor(state) {
        Ok(value) => send(state, value),
        Err(why) => {
            state.notice = Some(why);
            Vec::new()
        }
    }
}

/// Opens the list of what can be copied.
fn open(state: &mut State) {
    match values::all(state) {
        Some((title, items)) => {
            state.overlay = Some(Overlay::Copy(CopyPicker { title, items, picker: Picker::default() }));
        }
        None => state.notice = Some(values::NOTHING.to_owned()),
    }
}

/// Takes a key while the list is open; on the plain screen any key leads back.
pub fn key(state: &mut State, event: KeyEvent) -> Vec<Effect> {
    let Some(Overlay::Copy(list)) = &mut state.overlay else {
        state.overlay = None;
        return Vec::new();
    };
    let found = list.matching();
    let chosen = match list.picker.key(event, &found) {
        Picked::Open => return Vec::new(),
        Picked::Cancelled => None,
        Picked::Chosen(at) => list.items.get(at).cloned(),
    };
    state.overlay = None;
    chosen.map_or_else(Vec::new, |value| send(state, value))
}

fn send(state: &mut State, value: Copyable) -> Vec<Effect> {
    if let Some(words) = value.too_long() {
        state.notice = Some(words);
        return Vec::new();
    }
    state.last_copy += 1;
    let effect = Effect::Copy(state.last_copy, value.text.clone());
    state.copied = Some(Copied { id: state.last_copy, value, of: place(state) });
    vec![effect]
}

/// Says how a copy went; what a program did not take goes to the terminal.
pub fn went(state: &mut State, id: u64, outcome: &Outcome) -> Vec<Effect> {
    let Some(copied) = state.copied.as_ref().filter(|copied| copied.id == id) else { return Vec::new() };
    if let Outcome::Failed(_) = outcome {
        return vec![Effect::SendCopy(id, copied.value.text.clone())];
    }
    let is_wide = state.screen.size.width >= WIDE;
    let label = text::cut(&copied.value.label, LABEL, "...");
    let masked = if copied.value.masked { " (masked)" } else { "" };
    let print = state.keymap.first(Action::Print);
    let print = print.as_deref();
    let prints = print.map_or_else(String::new, |key| format!("; {key} prints it"));
    state.notice = Some(match (outcome, is_wide) {
        (Outcome::Took(program), _) => format!("copied {label}{masked} with {program}"),
        (Outcome::Tmux, true) => format!("copied {label}{masked} to the tmux buffer and sent to the terminal"),
        (Outcome::Tmux, false) => format!("{label}{masked} is in the tmux buffer"),
        (Outcome::Sent, true) => {
            let press = print.map_or_else(String::new, |key| format!("; if the paste is empty press {key}"));
            format!("sent {label}{masked} to your terminal{press}")
        }
        (Outcome::Sent, false) => {
            let press = print.map_or_else(String::new, |key| format!("; paste empty: {key}"));
            format!("sent {label}{masked}{press}")
        }
        (Outcome::NoWay(why) | Outcome::Failed(why), true) => format!("not copied: {why}{prints}"),
        (Outcome::NoWay(_) | Outcome::Failed(_), false) => format!("not copied{prints}"),
    });
    Vec::new()
}

/// Prints what was copied last, else what `y` would copy.
fn print(state: &mut State) -> Vec<Effect> {
    let value = match &state.copied {
        Some(copied) => Ok(copied.value.clone()),
        None => values::under_the_cursor(state),
    };
    let value = value.and_then(|value| value.too_long().map_or(Ok(value), Err));
    match value {
        Ok(value) => {
            state.overlay = Some(Overlay::Printed);
            vec![Effect::Print(value)]
        }
        Err(why) => {
            state.notice = Some(why);
            Vec::new()
        }
    }
}

/// Says that the terminal has no room for a credential: what scrolls away could not be wiped again.
pub fn no_room(state: &mut State) {
    if matches!(state.overlay, Some(Overlay::Printed)) {
        state.overlay = None;
    }
    state.notice = Some("no room to print it where it can be wiped again; enlarge the terminal".to_owned());
}

/// Forgets what was copied where something else is selected now, and each value in clear once it is masked again.
pub fn forget(state: &mut State) {
    let is_revealed = state.detail.revealed;
    let here = place(state);
    let is_over = |value: &Copyable| value.revealed && !is_revealed;
    if state.copied.as_ref().is_some_and(|copied| copied.of != here || is_over(&copied.value)) {
        state.copied = None;
    }
    let asked = state.overlay.as_ref().and_then(Overlay::question);
    if matches!(asked, Some(Overlay::Copy(list)) if list.items.iter().any(is_over)) {
        state.overlay = None;
    }
}

fn place(state: &State) -> Place {
    // What objects have is told by the first of them.
    let on_thing = state.tree.is_on_thing();
    (state.selected(), on_thing, state.data.as_ref().map_or(0, |data| data.request.0), state.detail.cursor)
}
