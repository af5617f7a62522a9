//! The program: one message in, the state changed, effects out.

pub(super) mod overlays;

use crossterm::event::{KeyEvent, KeyEventKind, KeyModifiers};

use crate::app::action::Action;
use crate::app::analysis;
use crate::app::arrangement;
use crate::app::auto_refresh;
use crate::app::changes;
use crate::app::copy;
use crate::app::detail::{self, cursor, find};
use crate::app::fetching;
use crate::app::findings;
use crate::app::help;
use crate::app::key::Key;
use crate::app::keymap::INTERRUPT;
use crate::app::list;
use crate::app::mouse;
use crate::app::msg::{Effect, Msg};
use crate::app::outage;
use crate::app::overview;
use crate::app::palette;
use crate::app::panes;
use crate::app::picker::Picker;
use crate::app::pivot;
use crate::app::profiles;
use crate::app::prompt::WorkspacePrompt;
use crate::app::save;
use crate::app::search;
use crate::app::staged;
use crate::app::state::{DETAIL_DELAY, Exit, Fetch, Focus, Overlay, State};
use crate::app::token;
use crate::app::tree::{Move, TreePane};
use crate::app::uses;
use crate::app::visited;
use crate::model::inventory::Inventory;
use crate::model::kind::Node;
use crate::model::query::Query;
use crate::model::text;

/// Takes one message.
pub fn update(state: &mut State, msg: Msg) -> Vec<Effect> {
    // As wide as the screen, the tree can be scrolled by the terminal.
    let width = state.screen.size.width;
    state.tree.is_smooth = state.layout().tree.is_some_and(|tree| tree.width == width);
    let chosen = palette::chosen(state, &msg);
    let mut effects = take(state, msg);
    token::ask_now(state);
    // A banner that comes or goes, another size, the other pane: each changes the rows that the tree has room for.
    in_tree(state, TreePane::follow);
    copy::forget(state);
    list::follow(state);
    palette::stay_on(state, chosen);
    effects.extend(overview::follow(state));
    effects
}

fn take(state: &mut State, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) if key.kind == KeyEventKind::Release => Vec::new(),
        Msg::Key(event) => key(state, event),
        Msg::Mouse(pointed) => mouse::pointed(state, pointed),
        Msg::Paste(text) => overlays::paste(state, &text),
        Msg::Resize(size) => {
            // Who makes it larger may be showing it to somebody.
            state.detail.revealed &= size == state.screen.size;
            state.screen.size = size;
            Vec::new()
        }
        Msg::Tick => {
            if state.detail.due.is_some_and(|due| due <= state.screen.now) {
                follow_selection(state);
            }
            state.detail.revealed &= state.detail.masks_at.is_none_or(|at| state.screen.now < at);
            fetching::end_pause(state);
            let mut effects = outage::tick(state);
            effects.extend(auto_refresh::tick(state));
            effects
        }
        Msg::Loading(id, news) => fetching::loading(state, id, news),
        Msg::Fetched(id, result) => fetching::fetched(state, id, result),
        Msg::TokenRead(id, result) => token::renewed(state, id, result),
        Msg::TokenKnown(id, info) => {
            token::known(state, id, info);
            Vec::new()
        }
        Msg::Resumed(size) => {
            state.screen.size = size;
            // Who looks at the screen now may be somebody else.
            state.detail.revealed = false;
            state.mouse.holds_border = false;
            if matches!(state.overlay, Some(Overlay::Printed)) {
                state.overlay = None;
            }
            Vec::new()
        }
        Msg::Copied(id, outcome) => copy::went(state, id, &outcome),
        Msg::Saved(path, result) => save::went(state, path, result),
        Msg::NotPrinted => {
            copy::no_room(state);
            Vec::new()
        }
        Msg::NoShell => {
            state.notice = Some("no shell to go back to".to_owned());
            Vec::new()
        }
        Msg::Terminate(code) => {
            state.exit = Some(Exit::Terminated(code));
            Vec::new()
        }
        msg => worked(state, msg),
    }
}

/// Takes in what work in the background has found.
fn worked(state: &mut State, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Arranged(id, found) => return arrangement::arranged(state, id, found),
        Msg::Pivoted(id, rows) => pivot::pivoted(state, id, rows),
        Msg::Analyzed(id, found) => return analysis::analyzed(state, id, found),
        Msg::Surveyed(id, found) => overview::surveyed(state, id, found),
        Msg::Compared(id, reviewed) => return changes::compared(state, id, reviewed),
        Msg::Prepared(id, found) => return staged::prepared(state, id, found),
        _ => {}
    }
    Vec::new()
}

fn key(state: &mut State, event: KeyEvent) -> Vec<Effect> {
    state.notice = None;
    state.visited.stop_waiting();
    let pressed = Key::pressed(event.code, event.modifiers);
    if pressed == Some(INTERRUPT) {
        state.exit = Some(Exit::Interrupted);
        return Vec::new();
    }
    if let Some(effects) = overlays::key(state, event, pressed) {
        return effects;
    }
    if let Some(action) = pressed.and_then(|key| state.keymap.action(key)) {
        return act(state, action);
    }
    state.notice = Some(unbound(state, event));
    Vec::new()
}

/// What to say of a key that does nothing.
fn unbound(state: &State, event: KeyEvent) -> String {
    let key = Key { code: event.code, ctrl: event.modifiers.contains(KeyModifiers::CONTROL) };
    let alt = if event.modifiers.contains(KeyModifiers::ALT) { "Alt-" } else { "" };
    let label = key.label();
    let shows = state.keymap.says(&[(Action::Help, "shows the keys")]);
    let colon = if shows.is_empty() { "" } else { ": " };
    format!("`{alt}{}` is not bound{colon}{shows}", text::shown(&label))
}

/// Does what means something else in the details than in the tree.
fn in_details(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    if state.focus == Focus::Tree || state.overlay.is_some() || state.data.is_none() {
        return None;
    }
    match action {
        Action::Toggle => return Some(visited::follow(state)),
        Action::Search => find::open(state),
        Action::NextMatch | Action::PreviousMatch if state.detail.find.is_some() => {
            find::next(state, action == Action::PreviousMatch);
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// Does what the user wants.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    let elsewhere = list::act(state, action).or_else(|| overview::act(state, action));
    if let Some(effects) = elsewhere.or_else(|| in_details(state, action)) {
        return effects;
    }
    match action {
        Action::Quit => state.exit = Some(Exit::Quit),
        Action::Interrupt => state.exit = Some(Exit::Interrupted),
        Action::Redraw => return vec![Effect::Redraw],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Refresh => return outage::hurry(state),
        Action::AutoRefresh => auto_refresh::toggle(state),
        Action::Profile => profiles::open(state),
        Action::Save => save::open(state),
        Action::Workspace => state.overlay = Some(Overlay::Workspace(WorkspacePrompt::default())),
        Action::Help => overlays::open_help(state),
        Action::Palette => state.overlay = Some(Overlay::Palette(Picker::default())),
        Action::Back => return back(state),
        Action::Mouse => return mouse::turn(state),
        Action::Search => search::open(state),
        Action::NextMatch | Action::PreviousMatch => arrangement::next_match(state, action == Action::PreviousMatch),
        Action::FilterFindings => return findings::toggle_filter(state),
        Action::Overview => overview::open(state),
        Action::Findings | Action::Uses | Action::Changes | Action::Acknowledge => listed(state, action),
        Action::Pivot(aspect) => return pivot::choose(state, aspect),
        Action::Sort => return arrangement::next_sort(state),
        Action::ReverseSort => return arrangement::reverse_sort(state),
        Action::Down
        | Action::Up
        | Action::First
        | Action::Last
        | Action::PageDown
        | Action::PageUp
        | Action::HalfDown
        | Action::HalfUp => travel(state, action),
        // Hidden behind the help they would change what nobody sees, and credentials would stand in clear after it.
        Action::Json | Action::Reveal | Action::VisitedBack | Action::VisitedForth if state.overlay.is_some() => {}
        Action::VisitedBack | Action::VisitedForth => return visited::step(state, action == Action::VisitedForth),
        Action::Open
        | Action::Close
        | Action::Toggle
        | Action::NextSibling
        | Action::PreviousSibling
        | Action::ExpandAll
        | Action::CollapseAll => branch(state, action),
        Action::SwitchPane => switch_pane(state),
        Action::Zoom | Action::Grow | Action::Shrink | Action::BorderBack | Action::BorderOn | Action::Turn => {
            panes::act(state, action);
        }
        Action::Copy | Action::CopyOther | Action::Print => return copy::act(state, action),
        Action::Json => {
            follow_selection(state);
            state.detail.json = !state.detail.json;
            state.detail.rewind();
        }
        Action::Reveal => detail::reveal(state),
    }
    Vec::new()
}

/// Opens a list, or does what is done to one.
fn listed(state: &mut State, action: Action) {
    match action {
        Action::Findings => findings::open(state),
        Action::Uses => uses::open(state),
        Action::Changes => changes::open(state),
        _ => changes::acknowledge(state),
    }
}

fn switch_pane(state: &mut State) {
    follow_selection(state);
    state.overlay = None;
    state.focus = match state.focus {
        Focus::Tree => Focus::Detail,
        Focus::Detail => Focus::Tree,
    };
}

/// One step back: out of what lies over the panes, out of the details, out of a filter, out of a wait; while something
/// loads, that is stopped first.
fn back(state: &mut State) -> Vec<Effect> {
    if state.overlay.take().is_some() {
        return Vec::new();
    }
    if state.focus == Focus::Detail {
        if state.detail.find.take().is_none() {
            state.focus = Focus::Tree;
        }
        return Vec::new();
    }
    if !state.arrangement.query.is_empty() && !matches!(state.fetch, Fetch::InFlight(_)) {
        return arrangement::look_for(state, Query::default());
    }
    if outage::give_up(state) {
        state.notice = Some("gave up waiting".to_owned());
    }
    fetching::cancel(state)
}

/// Moves in whatever the keys go to: the help, the details or the tree.
pub(super) fn travel(state: &mut State, action: Action) {
    if let Some(Overlay::Help(pane)) = &state.overlay {
        let area = help::body(pane, state);
        let page = usize::from(area.height).max(1);
        let last = help::lines(pane, state, area.width).len().saturating_sub(page);
        let to = scrolled(pane.scroll, action, page, last);
        if let Some(Overlay::Help(pane)) = &mut state.overlay {
            pane.scroll = to;
        }
    } else if state.focus == Focus::Detail {
        cursor::travel(state, action);
    } else {
        in_tree(state, |tree, inventory, height| {
            let page = tree.room(inventory, height).cast_signed();
            match action {
                Action::Up => tree.go(inventory, height, Move::By(-1)),
                Action::First => tree.go(inventory, height, Move::First),
                Action::Last => tree.go(inventory, height, Move::Last),
                Action::PageDown => tree.page(inventory, height, page),
                Action::PageUp => tree.page(inventory, height, -page),
                Action::HalfDown => tree.page(inventory, height, (page / 2).max(1)),
                Action::HalfUp => tree.page(inventory, height, -(page / 2).max(1)),
                _ => tree.go(inventory, height, Move::By(1)),
            }
        });
    }
}

/// Scrolls the details: from the line at their top, the lines of a page and the last line that can be at the top comes
/// the one to be there.
pub(super) fn scroll_details(state: &mut State, to: impl FnOnce(usize, usize, usize) -> usize) {
    let area = state.layout().detail_inner().unwrap_or_default();
    let page = usize::from(area.height).max(1);
    let last = detail::content(state, area.width).lines.len().saturating_sub(page);
    state.detail.scroll = to(state.detail.scroll, page, last);
}

/// Where a key that scrolls leads to.
pub(super) fn scrolled(at: usize, action: Action, page: usize, last: usize) -> usize {
    let half = (page / 2).max(1);
    let to = match action {
        Action::Up => at.saturating_sub(1),
        Action::First => 0,
        Action::Last => last,
        Action::PageDown => at + page,
        Action::PageUp => at.saturating_sub(page),
        Action::HalfDown => at + half,
        Action::HalfUp => at.saturating_sub(half),
        _ => at + 1,
    };
    to.min(last)
}

/// Opens, closes and steps along branches; in the details only the way back to the tree means something.
pub(super) fn branch(state: &mut State, action: Action) {
    if state.overlay.is_some() {
        return;
    }
    if state.focus == Focus::Detail {
        if action == Action::Close {
            state.focus = Focus::Tree;
        }
        return;
    }
    let mut to_details = false;
    in_tree(state, |tree, inventory, height| match action {
        Action::Open => tree.open(inventory, height),
        Action::Close => tree.close(inventory, height),
        Action::NextSibling => tree.go(inventory, height, Move::Sibling(1)),
        Action::PreviousSibling => tree.go(inventory, height, Move::Sibling(-1)),
        Action::ExpandAll => tree.expand_all(inventory, height),
        Action::CollapseAll => tree.collapse_all(inventory, height),
        _ => to_details = !tree.toggle(inventory, height),
    });
    if to_details && state.selected().is_some() {
        follow_selection(state);
        state.focus = Focus::Detail;
    }
}

/// Does something with the tree; where that moves the selection, credentials are masked again and the details follow
/// a moment later.
pub(super) fn in_tree(state: &mut State, change: impl FnOnce(&mut TreePane, &Inventory, usize)) {
    arrangement::sift(state);
    let height = state.tree_height();
    let Some(data) = &state.data else { return };
    let before = state.tree.selected;
    change(&mut state.tree, &data.inventory, height);
    selection_moved(state, before);
    arrangement::sift(state);
}

/// Where the selection is another one than before, credentials are masked again and the details follow a moment later.
pub(super) fn selection_moved(state: &mut State, before: Option<Node>) {
    let has_moved = state.tree.selected != before;
    state.detail.revealed &= !has_moved;
    if has_moved || state.tree.is_on_thing() != state.detail.on_thing {
        state.detail.due = state.screen.now.checked_add(DETAIL_DELAY).ok();
    }
}

/// Lets the details show the selection now.
pub(super) fn follow_selection(state: &mut State) {
    state.detail.due = None;
    let selected = (state.tree.selected, state.tree.is_on_thing());
    if (state.detail.node, state.detail.on_thing) != selected {
        (state.detail.node, state.detail.on_thing) = selected;
        state.detail.rewind();
    }
}

#[cfg(test)]
pub(crate) mod tests;
