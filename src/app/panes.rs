//! How the user arranged the panes: which one is larger, where the border stands and which way it runs.

use crate::app::action::Action;
use crate::app::state::State;

/// A whole, in the parts that a share is counted in.
pub const SHARES: u16 = 10_000;

/// How far a key moves the border: columns side by side, rows stacked.
const STEP: (i32, i32) = (4, 2);

/// How the panes are arranged. It is kept as shares, so that it holds for every size.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Panes {
    /// How much of the body the pane in focus has.
    pub room: Room,
    /// Whether they stand the other way than fits by itself: stacked on a wide screen, side by side on a narrow one.
    pub turned: bool,
    /// The share of the tree side by side, of [`SHARES`], once the user moved the border.
    pub across: Option<u16>,
    /// The share of the tree stacked.
    pub down: Option<u16>,
}

/// How much of the body the pane in focus has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Room {
    /// Its share.
    #[default]
    Usual,
    /// Three quarters.
    Larger,
    /// All of it.
    Full,
}

/// Arranges the panes as an action asks for; what cannot be done here is said.
pub(super) fn act(state: &mut State, action: Action) {
    if state.overlay.is_some() {
        return;
    }
    match action {
        Action::Zoom => {
            state.panes.room = if state.panes.room == Room::Full { Room::Usual } else { Room::Full };
        }
        Action::Grow => {
            state.panes.room = if state.panes.room == Room::Usual { Room::Larger } else { Room::Full };
        }
        Action::Shrink => {
            state.panes.room = if state.panes.room == Room::Full { Room::Larger } else { Room::Usual };
        }
        Action::Turn => turn(state),
        Action::BorderBack => step(state, -1),
        _ => step(state, 1),
    }
}

fn turn(state: &mut State) {
    let before = state.layout();
    state.panes.turned = !state.panes.turned;
    if state.layout() == before {
        state.panes.turned = !state.panes.turned;
        state.notice = Some("no room for the panes to stand the other way".to_owned());
    }
}

fn step(state: &mut State, direction: i32) {
    let Some((tree, _, across)) = state.layout().both() else {
        state.notice = Some("one pane has all the room: no border to move".to_owned());
        return;
    };
    let (extent, step) = if across { (tree.width, STEP.0) } else { (tree.height, STEP.1) };
    let to = i32::from(extent) + direction * step;
    set_border(state, u16::try_from(to).unwrap_or(0));
}

/// Gives the tree so many columns, or rows where the panes are stacked; both keep a least of room.
pub(super) fn set_border(state: &mut State, extent: u16) {
    let Some((tree, detail, across)) = state.layout().both() else { return };
    let all = if across { tree.width + detail.width } else { tree.height + detail.height };
    set_share(state, across, extent, all);
    // What is kept is where the border came to stand: a key the other way moves it at once.
    if let Some((tree, ..)) = state.layout().both() {
        set_share(state, across, if across { tree.width } else { tree.height }, all);
    }
}

fn set_share(state: &mut State, across: bool, extent: u16, all: u16) {
    let share = (u32::from(extent) * u32::from(SHARES)).div_ceil(u32::from(all.max(1)));
    let share = Some(u16::try_from(share).unwrap_or(SHARES).min(SHARES));
    state.panes.room = Room::Usual;
    if across {
        state.panes.across = share;
    } else {
        state.panes.down = share;
    }
}
