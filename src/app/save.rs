//! Saving what is loaded to a file: where to, and how it went. The writing is the runtime's.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::{Input, InputRequest};

use crate::app::msg::Effect;
use crate::app::prompt::edit;
use crate::app::state::{Dataset, Overlay, State};
use crate::model::failure::Failure;
use crate::model::snapshot::Kept;
use crate::model::{text, time};

/// The question for a path.
#[derive(Debug, Clone, Default)]
pub struct SavePrompt {
    /// The input line.
    pub input: Input,
    /// How the last try failed.
    pub failure: Option<Failure>,
}

impl SavePrompt {
    /// Takes pasted text; what would not be visible in it is left out.
    pub fn paste(&mut self, text: &str) {
        for char in text.chars().filter(|char| !char.is_control()).take(4096) {
            self.input.handle(InputRequest::InsertChar(char));
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
    let name = format!("flashback-{}.json", state.screen.now.strftime("%Y-%m-%d"));
    state.overlay = Some(Overlay::Save(Box::new(SavePrompt { input: Input::new(name), failure: None })));
}

/// Takes a key while the user is asked.
pub(super) fn key(state: &mut State, event: KeyEvent) -> Vec<Effect> {
    let Some(Overlay::Save(prompt)) = &mut state.overlay else { return Vec::new() };
    match event.code {
        KeyCode::Esc => state.overlay = None,
        KeyCode::Enter if prompt.input.value().is_empty() => {}
        KeyCode::Enter => {
            let path = prompt.input.value().to_owned();
            state.overlay = None;
            state.notice = Some("saving ...".to_owned());
            return vec![Effect::Save(path)];
        }
        code => {
            if let Some(request) = edit(code, event.modifiers.contains(KeyModifiers::CONTROL)) {
                prompt.input.handle(request);
            }
        }
    }
    Vec::new()
}

/// Takes in how it went; what failed is asked again, unless something else is open by now.
pub(super) fn went(state: &mut State, path: String, result: Result<u64, Failure>) -> Vec<Effect> {
    match result {
        Ok(size) => {
            let size = time::bytes(size);
            state.notice = Some(format!("saved to {}, {size}, credentials masked", text::shown(&path)));
        }
        Err(failure) if state.overlay.is_none() => {
            state.notice = None;
            state.overlay =
                Some(Overlay::Save(Box::new(SavePrompt { input: Input::new(path), failure: Some(failure) })));
        }
        Err(failure) => state.notice = Some(failure.text),
    }
    Vec::new()
}
