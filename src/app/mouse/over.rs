//! The mouse over what lies over the panes: the wheel scrolls lists and help, a click chooses a line, and a click on the
//! line that is chosen does what Enter does.

use crossterm::event::KeyCode;

use crate::app::action::Action;
use crate::app::list;
use crate::app::mouse::{Did, WHEEL};
use crate::app::msg::Effect;
use crate::app::overview;
use crate::app::palette;
use crate::app::picker::{Picker, Place};
use crate::app::state::{Overlay, State};
use crate::app::update::{overlays, travel};

/// Does what was pointed at.
pub(super) fn pointed(state: &mut State, did: Did, x: u16, y: u16) -> Vec<Effect> {
    match did {
        Did::Press => return press(state, x, y),
        Did::WheelUp => wheel(state, -1),
        Did::WheelDown => wheel(state, 1),
        Did::Drag | Did::Release => {}
    }
    Vec::new()
}

fn wheel(state: &mut State, way: isize) {
    match &state.overlay {
        Some(Overlay::Help(_)) => {
            let step = if way < 0 { Action::Up } else { Action::Down };
            (0..WHEEL).for_each(|_| travel(state, step));
        }
        Some(Overlay::List(_)) => list::scroll(state, way * WHEEL),
        Some(Overlay::Overview) => overview::scroll(state, way * WHEEL),
        _ => {
            let Some((_, found, choice)) = choice(state) else { return };
            let to = choice.map_or(0, |choice| choice.saturating_add_signed(way)).min(found.saturating_sub(1));
            choose(state, to);
        }
    }
}

fn press(state: &mut State, x: u16, y: u16) -> Vec<Effect> {
    state.notice = None;
    match &state.overlay {
        Some(Overlay::List(_)) => return list::press(state, x, y),
        Some(Overlay::Overview) => return overview::press(state, x, y),
        _ => {}
    }
    let Some((place, found, choice)) = choice(state) else { return Vec::new() };
    let Some(at) = place.at(x, y).filter(|at| *at < found) else { return Vec::new() };
    if choice == Some(at) {
        return overlays::key(state, KeyCode::Enter.into(), None).unwrap_or_default();
    }
    choose(state, at);
    Vec::new()
}

/// Where a list to choose from stands, how many of its lines match, and which one is chosen.
fn choice(state: &State) -> Option<(Place, usize, Option<usize>)> {
    let size = state.screen.size;
    let of = |picker: &Picker, all, found| Some((picker.place(all, size), found, Some(picker.choice)));
    match state.overlay.as_ref()? {
        Overlay::Profile(picker) => of(picker, state.profiles.entries.len(), state.profiles.matching(picker).len()),
        Overlay::Palette(picker) => {
            of(picker, palette::offered(state).len(), palette::found(state, picker.input.value()).len())
        }
        Overlay::Copy(list) => of(&list.picker, list.items.len(), list.matching().len()),
        Overlay::Workspace(prompt) => {
            let found = prompt.suggestions(&state.workspaces).len();
            Some((prompt.place(state.workspaces.len(), size), found, prompt.choice))
        }
        Overlay::Search(_)
        | Overlay::Find(_)
        | Overlay::Help(_)
        | Overlay::Token(_)
        | Overlay::Save(_)
        | Overlay::List(_)
        | Overlay::Overview
        | Overlay::Printed => None,
    }
}

/// Stands on another line; where there is none nothing is chosen.
fn choose(state: &mut State, to: usize) {
    match &mut state.overlay {
        Some(Overlay::Profile(picker) | Overlay::Palette(picker)) => picker.choice = to,
        Some(Overlay::Copy(list)) => list.picker.choice = to,
        Some(Overlay::Workspace(prompt)) => prompt.choice = Some(to),
        _ => {}
    }
}
