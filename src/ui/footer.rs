//! The last line: the keys that matter here, the least important dropped first when it gets narrow.

use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::app::action::{self, Action, Binding};
use crate::app::keymap::Keymap;
use crate::app::list::What;
use crate::app::palette;
use crate::app::panes::Room;
use crate::app::state::{Overlay, State};
use crate::model::text;
use crate::ui::cache::ViewCache;
use crate::ui::cells;
use crate::ui::frame::Frame;
use crate::ui::search;
use crate::ui::theme::Theme;

/// Keys with what they do.
struct Hint {
    keys: String,
    label: &'static str,
    /// 1 is dropped last.
    rank: u8,
}

/// Draws the line.
pub fn draw(state: &State, theme: &Theme, cache: &mut ViewCache, area: Rect, frame: &mut Frame) {
    if let Some(Overlay::Search(bar)) = &state.overlay
        && let Some(line) = search::under(bar, state, theme, usize::from(area.width))
    {
        frame.render_widget(line, area);
        return;
    }
    let width = usize::from(area.width);
    let hints = match &state.overlay {
        Some(Overlay::Workspace(_)) => {
            ranked(&[("Enter", "apply"), ("Esc", "cancel"), ("↑↓", "choose"), ("Tab", "complete")])
        }
        Some(Overlay::Profile(_)) => ranked(&[("Enter", "switch"), ("Esc", "cancel"), ("↑↓", "choose")]),
        Some(Overlay::Palette(_)) => ranked(&[("Enter", "do it"), ("Esc", "cancel"), ("↑↓", "choose")]),
        Some(Overlay::Token(_)) => ranked(&[("Enter", "use it"), ("Esc", "leave"), ("Ctrl-c", "quit")]),
        Some(Overlay::Search(_)) => {
            ranked(&[("Enter", "keep"), ("Esc", "clear"), ("Tab", "complete"), ("↑↓", "history"), ("PgDn", "scroll")])
        }
        Some(Overlay::Save(_)) => ranked(&[("Enter", "save"), ("Esc", "cancel")]),
        Some(Overlay::Find(_)) => ranked(&[("Enter", "keep"), ("Esc", "clear")]),
        Some(Overlay::Copy(_)) => ranked(&[("Enter", "copy"), ("Esc", "cancel"), ("↑↓", "choose")]),
        Some(Overlay::List(pane)) => {
            let other = match pane.what {
                What::Findings(_) => Some((Action::SwitchPane, "by rule or repository")),
                What::Changes => Some((Action::Acknowledge, "acknowledge all")),
                What::Uses(_) => None,
            };
            bound(&state.keymap, "go there", &[Action::Up, Action::Down], other)
        }
        Some(Overlay::Overview) => {
            let moving = [Action::Up, Action::Down, Action::Close, Action::Open];
            bound(&state.keymap, "show them", &moving, Some((Action::SwitchPane, "next panel")))
        }
        Some(Overlay::Printed) | None => matters(state, cache, width),
        Some(Overlay::Help(pane)) if pane.is_typing => ranked(&[("Enter", "keep"), ("Esc", "clear"), ("↑↓", "scroll")]),
        Some(Overlay::Help(_)) => {
            let scroll = state.keymap.firsts(&[Action::Up, Action::Down]);
            keyed([(Some("Esc".to_owned()), "back"), (scroll, "scroll"), (Some("/".to_owned()), "search")])
        }
    };
    let mut spans = Vec::new();
    for hint in fitting(hints, width) {
        spans.push(Span::styled(format!(" {}", hint.keys), theme.key));
        spans.push(Span::styled(format!(" {} ", hint.label), theme.dim));
    }
    cells::put(frame.buffer_mut(), area, &spans);
}

/// Keys that can't be changed, with their meanings, the most important first.
fn ranked(hints: &[(&str, &'static str)]) -> Vec<Hint> {
    (3..).zip(hints).map(|(rank, (keys, label))| Hint { keys: (*keys).to_owned(), label, rank }).collect()
}

/// What can be done in a list or the overview, with the keys that do it.
fn bound(keymap: &Keymap, enter: &'static str, moving: &[Action], other: Option<(Action, &'static str)>) -> Vec<Hint> {
    let hints = [
        (keymap.first(Action::Toggle), enter),
        (keymap.first(Action::Back), "back"),
        (keymap.firsts(moving), "move"),
        (other.and_then(|(action, _)| keymap.first(action)), other.map_or("", |(_, label)| label)),
        (keymap.first(Action::Help), "help"),
    ];
    keyed(hints)
}

/// What has a key, the most important first.
fn keyed<const N: usize>(hints: [(Option<String>, &'static str); N]) -> Vec<Hint> {
    let hint = |(rank, (keys, label)): (u8, (Option<String>, &'static str))| Some(Hint { keys: keys?, label, rank });
    (3..).zip(hints).filter_map(hint).collect()
}

/// What can be done with what is on the screen.
fn matters(state: &State, cache: &mut ViewCache, width: usize) -> Vec<Hint> {
    // Where the details are not on the screen, their width is nobody's business.
    let detail_width = state.layout().detail_inner().map_or(state.screen.size.width, |area| area.width);
    let hides = cache.details(state, detail_width).hides;
    let is_said = |binding: &&Binding| {
        let is_here = binding.hint.is_some_and(|hint| hint.place.is_here(state));
        // It is worth the room where a pane seems to have vanished.
        let is_usual = binding.action != Action::Zoom || state.panes.room == Room::Full;
        is_here && is_usual && palette::is_offered(state, binding, hides)
    };
    let hint = |binding: &Binding| {
        let hint = binding.hint?;
        let label = match binding.action {
            Action::Reveal if state.detail.revealed => "mask",
            Action::Json if state.detail.json => "fields",
            Action::AutoRefresh if state.auto_refresh.is_paused => "resume",
            Action::Refresh if state.pause().is_some() => "try now",
            _ => hint.label,
        };
        let own = [binding.action];
        let keys = state.keymap.firsts(if hint.keys_of.is_empty() { &own } else { hint.keys_of })?;
        Some(Hint { keys, label, rank: hint.rank })
    };
    let mut said: Vec<&Binding> = action::bindings().filter(is_said).collect();
    said.sort_by_key(|binding| binding.hint.map(|hint| hint.rank));
    // Looking keys up takes longer than all else, and there is no room for most of them.
    fitting(said.into_iter().filter_map(hint), width)
}

/// As many hints as fit, the most important ones.
fn fitting(hints: impl IntoIterator<Item = Hint>, width: usize) -> Vec<Hint> {
    let mut used = 0;
    let mut kept: Vec<Hint> = Vec::new();
    for hint in hints {
        used += text::width(&hint.keys) + text::width(hint.label) + 3;
        // The space behind the last one may be cut.
        if used > width + 1 {
            break;
        }
        kept.push(hint);
    }
    // Moving comes first and leaving last, as one reads them.
    kept.sort_by_key(|hint| if hint.rank < 3 { 100 - hint.rank } else { hint.rank });
    kept
}
