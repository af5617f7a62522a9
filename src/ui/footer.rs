//! The last line: the keys that matter here, the least important dropped first when it gets narrow.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::action::{Action, BINDINGS, Hint, Place};
use crate::app::state::{Focus, Overlay, State};
use crate::model::text;
use crate::ui::cache::ViewCache;
use crate::ui::search;
use crate::ui::theme::Theme;

/// Draws the line.
pub fn draw(state: &State, theme: &Theme, cache: &mut ViewCache, area: Rect, frame: &mut Frame<'_>) {
    if let Some(Overlay::Search(bar)) = &state.overlay
        && let Some(line) = search::under(bar, state, theme, usize::from(area.width))
    {
        frame.render_widget(line, area);
        return;
    }
    let hints = match &state.overlay {
        Some(Overlay::Workspace(_)) => {
            ranked(&[("Enter", "apply"), ("Esc", "cancel"), ("↑↓", "choose"), ("Tab", "complete")])
        }
        Some(Overlay::Profile(_)) => ranked(&[("Enter", "switch"), ("Esc", "cancel"), ("↑↓", "choose")]),
        Some(Overlay::Token(_)) => ranked(&[("Enter", "use it"), ("Esc", "leave"), ("Ctrl-c", "quit")]),
        Some(Overlay::Search(_)) => {
            ranked(&[("Enter", "keep"), ("Esc", "clear"), ("Tab", "complete"), ("↑↓", "history"), ("PgDn", "scroll")])
        }
        Some(Overlay::Help(_)) => ranked(&[("Esc", "back"), ("↑↓", "scroll"), ("q", "quit")]),
        Some(Overlay::Copy(_)) => ranked(&[("Enter", "copy"), ("Esc", "cancel"), ("↑↓", "choose")]),
        Some(Overlay::Printed) | None => matters(state, cache),
    };
    let mut spans = Vec::new();
    for hint in fitting(hints, usize::from(area.width)) {
        spans.push(Span::styled(format!(" {}", hint.keys), theme.key));
        spans.push(Span::styled(format!(" {} ", hint.label), theme.dim));
    }
    frame.render_widget(Line::from(spans), area);
}

/// Keys with their meanings, the most important first.
fn ranked(hints: &[(&'static str, &'static str)]) -> Vec<Hint> {
    (3..).zip(hints).map(|(rank, (keys, label))| Hint { keys, label, rank, place: Place::Anywhere }).collect()
}

/// What can be done with what is on the screen.
fn matters(state: &State, cache: &mut ViewCache) -> Vec<Hint> {
    // Where the details are not on the screen, their width is nobody's business.
    let width = state.layout().detail_inner().map_or(state.screen.size.width, |area| area.width);
    let hides = cache.details(state, width).hides;
    let has_rows = state.selected().is_some();
    let place = if state.focus == Focus::Tree { Place::Tree } else { Place::Detail };
    let hint = |(action, hint): (Action, Hint)| {
        let label = match action {
            Action::Reveal if state.detail.revealed => "mask",
            Action::Json if state.detail.json => "fields",
            Action::Refresh if state.pause().is_some() => "try now",
            _ => hint.label,
        };
        // Where there is none to choose, the key is no help.
        if action == Action::Profile && state.profiles.entries.is_empty() {
            return None;
        }
        let without_rows =
            matches!(action, Action::Workspace | Action::Profile | Action::Refresh | Action::Help | Action::Quit);
        let here = hint.place == Place::Anywhere || hint.place == place;
        let does_something = action != Action::Reveal || hides;
        (here && does_something && (has_rows || without_rows)).then_some(Hint { label, ..hint })
    };
    let mut hints: Vec<Hint> =
        BINDINGS.iter().filter_map(|binding| Some((binding.action, binding.hint?))).filter_map(hint).collect();
    hints.sort_by_key(|hint| hint.rank);
    hints
}

/// As many hints as fit, the most important ones.
fn fitting(hints: Vec<Hint>, width: usize) -> Vec<Hint> {
    let mut used = 0;
    let mut kept: Vec<Hint> = Vec::new();
    for hint in hints {
        used += text::width(hint.keys) + text::width(hint.label) + 3;
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
