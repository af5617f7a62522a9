//! Saving what is loaded to a file: where to, and how it went. The writing is the runtime's.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::{Input, InputRequest};

use crate::app::msg::Effect;
use crate::app::prompt::edit;
use crate::app::state::{Dataset, Overlay, State};
use crate::model::failure::Failure;
use crate::model::snapshot::Kept;
use crate::model::{text, time};

/// Where to save.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Destination {
    /// The path as typed.
    pub path: String,
    /// Whether it takes the place of a file that is there.
    pub replaces: bool,
}

/// Why nothing was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsaved {
    /// There is a file, and nobody said that it may be replaced.
    Exists,
    /// It could not be written.
    Failed(Failure),
}

/// The question for a path.
#[derive(Debug, Clone, Default)]
pub struct SavePrompt {
    /// The input line.
    pub input: Input,
    /// What came of the last try.
    pub unsaved: Option<Unsaved>,
}

impl SavePrompt {
    /// Takes pasted text; what would not be visible in it is left out.
    pub fn paste(&mut self, text: &str) {
        for char in text.chars().filter(|char| !char.is_control()).take(4096) {
            self.edit(InputRequest::InsertChar(char));
        }
    }

    /// Changes the path; that there is a file is said of the one before.
    fn edit(&mut self, request: InputRequest) {
        if self.input.handle(request).is_some_and(|changed| changed.value) && self.unsaved == Some(Unsaved::Exists) {
            self.unsaved = None;
        }
    }
}

/// What a file tells of data: when, where and for what it was the answer.
pub fn kept(state: &State, data: &Dataset) -> Kept {
    let arrival = data.arrival.as_ref();
    match arrival.and_then(|arrival| arrival.rest.kept.as_deref()) {
        Some(kept) => kept.clone(),
        None => Kept {
            as_of: arrival.map(|arrival| arrival.at),
            api: if state.about.demo { "the demo of this process".to_owned() } else { state.about.host.clone() },
            scope: Some(data.scope.clone()),
            ..Kept::default()
        },
    }
}

/// Asks where to; only what is whole is saved.
pub(super) fn open(state: &mut State) {
    if state.data.as_ref().is_none_or(|data| data.arrival.is_none()) {
        state.notice = Some("nothing to save before all of it is loaded".to_owned());
        return;
    }
    // Names with colons are none everywhere.
    let name = format!("flashback-{}.json", state.screen.now.strftime("%Y-%m-%dT%H%M%SZ"));
    ask(state, name, None);
}

fn ask(state: &mut State, path: String, unsaved: Option<Unsaved>) {
    state.overlay = Some(Overlay::Save(Box::new(SavePrompt { input: Input::new(path), unsaved })));
}

/// Takes a key while the user is asked.
pub(super) fn key(state: &mut State, event: KeyEvent) -> Vec<Effect> {
    let Some(Overlay::Save(prompt)) = &mut state.overlay else { return Vec::new() };
    match event.code {
        KeyCode::Esc => state.overlay = None,
        KeyCode::Enter if prompt.input.value().is_empty() => {}
        KeyCode::Enter => {
            let replaces = prompt.unsaved == Some(Unsaved::Exists);
            let target = Destination { path: prompt.input.value().to_owned(), replaces };
            state.overlay = None;
            state.notice = Some("saving ...".to_owned());
            return vec![Effect::Save(target)];
        }
        code => {
            if let Some(request) = edit(code, event.modifiers.contains(KeyModifiers::CONTROL)) {
                prompt.edit(request);
            }
        }
    }
    Vec::new()
}

/// Takes in how it went; what was not saved is asked again, unless something else is open by now.
pub(super) fn went(state: &mut State, path: String, result: Result<u64, Unsaved>) -> Vec<Effect> {
    state.notice = match result {
        Ok(size) => Some(format!("saved to {}, {}, credentials masked", text::shown(&path), time::bytes(size))),
        Err(unsaved) if state.overlay.is_none() => {
            ask(state, path, Some(unsaved));
            None
        }
        Err(Unsaved::Exists) => Some(format!("not saved: `{}` exists", text::shown(&path))),
        Err(Unsaved::Failed(failure)) => Some(failure.text),
    };
    Vec::new()
}
