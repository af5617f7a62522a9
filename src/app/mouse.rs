//! What the mouse does, where the user turned it on: it selects, opens, scrolls, and moves the border.

mod over;

use ratatui::layout::Rect;

use crate::app::action::Action;
use crate::app::layout::{self, MARKER, STEP};
use crate::app::msg::Effect;
use crate::app::panes;
use crate::app::search;
use crate::app::state::{Focus, Overlay, State};
use crate::app::tree::Row;
use crate::app::update::{branch, follow_selection, in_tree, scroll_details};

/// Rows that one step of the wheel scrolls.
const WHEEL: isize = 3;

/// What the program knows of the mouse.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mouse {
    /// Whether the terminal is to tell of it.
    pub is_on: bool,
    /// Whether the border is held.
    pub(super) holds_border: bool,
}

/// What was done with it, and in which cell, both counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pointed {
    /// What was done.
    pub did: Did,
    /// The column.
    pub x: u16,
    /// The line.
    pub y: u16,
}

/// What was done with the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Did {
    /// Its first button was pressed.
    Press,
    /// It was moved with that button held.
    Drag,
    /// The button was let go.
    Release,
    /// The wheel was turned towards the top.
    WheelUp,
    /// The wheel was turned towards the bottom.
    WheelDown,
}

/// Turns it on, or off so that the terminal's own selection works again.
pub(super) fn turn(state: &mut State) -> Vec<Effect> {
    state.mouse = Mouse { is_on: !state.mouse.is_on, holds_border: false };
    let said = if state.mouse.is_on { "mouse on; most terminals select text with Shift" } else { "mouse off" };
    state.notice = Some(said.to_owned());
    vec![Effect::Mouse(state.mouse.is_on)]
}

/// Does what was pointed at.
pub(super) fn pointed(state: &mut State, Pointed { did, x, y }: Pointed) -> Vec<Effect> {
    // A report may come late.
    if !state.mouse.is_on {
        return Vec::new();
    }
    if did == Did::Release {
        state.mouse.holds_border = false;
    }
    // A line that is typed hides nothing of the panes.
    let is_typed = matches!(state.overlay, Some(Overlay::Search(_) | Overlay::Find(_)));
    if state.overlay.is_some() && !is_typed {
        return over::pointed(state, did, x, y);
    }
    match did {
        Did::Press => {
            let layout = state.layout();
            press(state, x, y);
            if layout.tree.into_iter().chain(layout.detail).any(|area| has(area, x, y)) {
                search::keep(state);
            }
        }
        Did::Drag => drag(state, x, y),
        Did::WheelUp => wheel(state, -WHEEL, x, y),
        Did::WheelDown => wheel(state, WHEEL, x, y),
        Did::Release => {}
    }
    Vec::new()
}

fn press(state: &mut State, x: u16, y: u16) {
    state.notice = None;
    let layout = state.layout();
    state.mouse.holds_border = layout.both().is_some_and(|(tree, detail, across)| {
        let on = if across { tree.right() == x + 1 || detail.x == x } else { tree.bottom() == y + 1 || detail.y == y };
        on && (has(tree, x, y) || has(detail, x, y))
    });
    if state.mouse.holds_border {
        return;
    }
    if layout.detail.is_some_and(|area| has(area, x, y)) {
        if state.selected().is_some() {
            follow_selection(state);
            state.focus = Focus::Detail;
        }
        return;
    }
    if layout.tree.is_none_or(|area| !has(area, x, y)) {
        return;
    }
    state.focus = Focus::Tree;
    let Some((row, is_mark)) = row(state, x, y) else { return };
    let is_second = state.data.as_ref().and_then(|data| state.tree.current(&data.inventory)) == Some(row);
    in_tree(state, |tree, inventory, height| {
        tree.select(row, inventory);
        tree.follow(inventory, height);
    });
    if is_second || is_mark {
        branch(state, Action::Toggle);
    }
}

/// What stands in a line of the screen, and whether the cell is that of the mark of a branch.
fn row(state: &State, x: u16, y: u16) -> Option<(Row, bool)> {
    let data = state.data.as_ref()?;
    let area = state.layout().tree.map(layout::inner).filter(|area| has(*area, x, y))?;
    let window = state.tree.window(&data.inventory, usize::from(area.height));
    let row = *window.pinned.iter().chain(&window.rows).nth(usize::from(y - area.y))?;
    let mark = MARKER + STEP * state.tree.depth(row);
    let is_mark = (mark..mark + STEP).contains(&usize::from(x - area.x));
    Some((row, is_mark && state.tree.is_branch(&data.inventory, row)))
}

fn drag(state: &mut State, x: u16, y: u16) {
    let Some((tree, _, across)) = state.layout().both().filter(|_| state.mouse.holds_border) else { return };
    let extent = if across { x.saturating_sub(tree.x) } else { y.saturating_sub(tree.y) };
    panes::set_border(state, extent.saturating_add(1));
}

fn wheel(state: &mut State, rows: isize, x: u16, y: u16) {
    let layout = state.layout();
    if layout.detail.is_some_and(|area| has(area, x, y)) {
        scroll_details(state, |at, _, last| at.saturating_add_signed(rows).min(last));
    } else if layout.tree.is_some_and(|area| has(area, x, y)) {
        in_tree(state, |tree, inventory, height| tree.scroll(inventory, height, rows));
    }
}

const fn has(area: Rect, x: u16, y: u16) -> bool {
    x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height
}
