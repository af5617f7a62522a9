//! The last line: the keys that matter here, the least important dropped first when it gets narrow.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::action::{self, Hint, Place};
use crate::app::state::{Focus, Overlay, State};
use crate::model::text;
use crate::ui::theme::Theme;

/// Draws the line.
pub fn draw(state: &State, theme: &Theme, area: Rect, frame: &mut Frame<'_>) {
    let pairs: Vec<(&str, &str)> = match &state.overlay {
        Some(Overlay::Workspace(_)) => {
            vec![("Enter", "apply"), ("Esc", "cancel"), ("↑↓", "choose"), ("Tab", "complete")]
        }
        Some(Overlay::Help(_)) => vec![("Esc", "back"), ("↑↓", "scroll"), ("q", "quit")],
        None => {
            let place = if state.focus == Focus::Tree { Place::Tree } else { Place::Detail };
            fitting(&action::hints(place), usize::from(area.width))
        }
    };
    let mut spans = Vec::new();
    for (keys, label) in pairs {
        spans.push(Span::styled(format!(" {keys}"), theme.key));
        spans.push(Span::styled(format!(" {label} "), theme.dim));
    }
    frame.render_widget(Line::from(spans), area);
}

/// As many hints as fit, the most important ones, in the order of the table.
fn fitting(hints: &[Hint], width: usize) -> Vec<(&'static str, &'static str)> {
    let mut used = 0;
    let mut kept: Vec<&Hint> = Vec::new();
    for hint in hints {
        used += text::width(hint.keys) + text::width(hint.label) + 3;
        if used > width {
            break;
        }
        kept.push(hint);
    }
    // Moving comes first and leaving last, as one reads them.
    kept.sort_by_key(|hint| if hint.rank < 3 { 100 - hint.rank } else { hint.rank });
    kept.into_iter().map(|hint| (hint.keys, hint.label)).collect()
}
