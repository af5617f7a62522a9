//! Keys while something lies over the panes.

use crossterm::event::{KeyCode, KeyEvent};

use crate::app::action::Action;
use crate::app::copy;
use crate::app::detail::find;
use crate::app::fetching;
use crate::app::help::{HelpPane, Leaving};
use crate::app::key::Key;
use crate::app::msg::Effect;
use crate::app::offline;
use crate::app::palette::{self, positions};
use crate::app::picker::Picked;
use crate::app::profiles;
use crate::app::prompt::Outcome;
use crate::app::save;
use crate::app::search;
use crate::app::state::{Overlay, State};
use crate::app::token;
use crate::app::update::act;
use crate::model::token::Hidden;

/// Takes a key where it is not the panes'; `None` where it means what it means there.
pub(in crate::app) fn key(state: &mut State, event: KeyEvent, pressed: Option<Key>) -> Option<Vec<Effect>> {
    let action = pressed.and_then(|key| state.keymap.action(key));
    let is_typed_into = !matches!(
        state.overlay,
        Some(Overlay::Help(_) | Overlay::List(_) | Overlay::Overview | Overlay::Printed) | None
    );
    // A letter would be typed.
    if is_typed_into && action == Some(Action::Help) && matches!(event.code, KeyCode::F(_)) {
        open_help(state);
        return Some(Vec::new());
    }
    Some(match &mut state.overlay {
        None | Some(Overlay::List(_) | Overlay::Overview) => return None,
        Some(Overlay::Help(pane)) => match pane.key(event, action) {
            Leaving::Open => Vec::new(),
            Leaving::Passed => return None,
            Leaving::Closed => {
                close_help(state);
                Vec::new()
            }
        },
        Some(Overlay::Token(_)) => token::key(state, event),
        Some(Overlay::Workspace(prompt)) => match prompt.key(event, &state.workspaces) {
            Outcome::Open => Vec::new(),
            Outcome::Cancelled => {
                state.overlay = None;
                Vec::new()
            }
            Outcome::Chosen(scope) => {
                state.overlay = None;
                if state.about.offline.is_some() {
                    offline::narrow(state, &scope)
                } else {
                    fetching::start(state, scope)
                }
            }
        },
        Some(Overlay::Save(_)) => save::key(state, event),
        Some(Overlay::Search(_)) => search::key(state, event),
        Some(Overlay::Find(_)) => {
            find::key(state, event);
            Vec::new()
        }
        Some(Overlay::Copy(_) | Overlay::Printed) => copy::key(state, event),
        Some(Overlay::Profile(list)) => {
            let found = state.profiles.matching(list);
            let picked = list.key(event, &found);
            chosen(state, picked).map_or_else(Vec::new, |to| profiles::switch(state, to))
        }
        Some(Overlay::Palette(list)) => {
            let typed = list.input.value().to_owned();
            let found = palette::found(state, &typed);
            let Some(Overlay::Palette(list)) = &mut state.overlay else { return None };
            let picked = list.key(event, &positions(&found));
            let binding = chosen(state, picked).and_then(|at| found.get(at));
            binding.map_or_else(Vec::new, |binding| act(state, binding.action))
        }
    })
}

/// Pasted text only ever reaches a line that is open.
pub(super) fn paste(state: &mut State, text: &Hidden) -> Vec<Effect> {
    match &mut state.overlay {
        Some(Overlay::Workspace(prompt)) => prompt.paste(text.text()),
        Some(Overlay::Profile(picker) | Overlay::Palette(picker)) => picker.paste(text.text()),
        Some(Overlay::Token(prompt)) => prompt.paste(text),
        Some(Overlay::Save(prompt)) => prompt.paste(text.text()),
        Some(Overlay::Search(_)) => return search::paste(state, text.text()),
        Some(Overlay::Find(_)) => find::paste(state, text.text()),
        Some(Overlay::Copy(list)) => list.picker.paste(text.text()),
        Some(Overlay::Help(pane)) => pane.paste(text.text()),
        Some(Overlay::List(_) | Overlay::Overview | Overlay::Printed) | None => {}
    }
    Vec::new()
}

/// Opens the help over whatever is there.
pub(super) fn open_help(state: &mut State) {
    state.detail.revealed = false;
    state.overlay = Some(Overlay::Help(HelpPane::over(state.overlay.take())));
}

/// Closes the help; what was there before is there again.
pub(super) fn close_help(state: &mut State) {
    if let Some(Overlay::Help(pane)) = state.overlay.take() {
        state.overlay = pane.behind.map(|overlay| *overlay);
    }
}

/// Closes what is asked or listed, and not the help that may lie over it.
pub(in crate::app) fn drop_question(state: &mut State) {
    match &mut state.overlay {
        Some(Overlay::Help(help)) => help.behind = None,
        open => *open = None,
    }
}

/// The position of the line that was chosen, where one was; unless the list stays open, it is closed.
fn chosen(state: &mut State, picked: Picked) -> Option<usize> {
    let at = match picked {
        Picked::Open => return None,
        Picked::Cancelled => None,
        Picked::Chosen(at) => Some(at),
    };
    state.overlay = None;
    at
}
