//! The question for a workspace, over the panes.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use tui_input::Input;
use unicode_segmentation::UnicodeSegmentation;

use crate::app::picker::Place;
use crate::app::prompt::WorkspacePrompt;
use crate::app::state::State;
use crate::model::kind::Kind;
use crate::model::text;
use crate::ui::frame::Frame;
use crate::ui::theme::Theme;

/// Draws the question, the input line and the suggestions.
pub fn draw(prompt: &WorkspacePrompt, state: &State, theme: &Theme, frame: &mut Frame) {
    let suggestions = prompt.suggestions(&state.workspaces);
    let place = prompt.place(state.workspaces.len(), frame.area().as_size());
    let Place { area, body, lines: room, from } = place;
    let list_height = usize::from(room.height);
    let found = position(from, suggestions.len().min(from + list_height), state.workspaces.len());
    super::overlay(theme, "Workspace", &found, area, frame);
    let width = usize::from(body.width);
    input(&prompt.input, theme, Rect { height: body.height.min(1), ..body }, frame);
    let said = format!("  {}", consequence(prompt, &suggestions));
    let mut lines = vec![Line::styled(text::cut(&said, width, theme.ellipsis).into_owned(), theme.dim)];
    lines.push(Line::default());
    if suggestions.is_empty() {
        let why = if state.workspaces.is_empty() {
            "  none known before all workspaces were loaded"
        } else {
            "  none known by that name"
        };
        lines.push(Line::styled(text::cut(why, width, theme.ellipsis).into_owned(), theme.dim));
    }
    for (index, (id, repos)) in suggestions.iter().enumerate().skip(from).take(list_height) {
        let chosen = prompt.choice == Some(index);
        let count = format!("{repos} {}", Kind::Repo.counted(u64::from(*repos)));
        let room = width.saturating_sub(text::width(&count) + 4);
        let marker = if chosen { theme.marker } else { " " };
        let name = text::pad(&text::cut(&text::shown(id), room, theme.ellipsis), room);
        let style = if chosen { Style::new() } else { theme.dim };
        let line = Line::from(vec![Span::raw(format!("{marker} {name}")), Span::styled(format!(" {count}"), style)]);
        lines.push(if chosen { line.style(theme.selected) } else { line });
    }
    let rest = Rect { y: body.y.saturating_add(1).min(body.bottom()), height: body.height.saturating_sub(1), ..body };
    frame.render_widget(Paragraph::new(lines), rest);
}

/// Which of the known ids are in sight, where these are not all.
fn position(from: usize, to: usize, known: usize) -> String {
    match to.saturating_sub(from) {
        shown if shown == known => String::new(),
        shown if from == 0 => format!("{shown} of {known}"),
        _ => format!("{}-{to} of {known}", from + 1),
    }
}

/// What Enter would do now; where what was typed is no known id, how to take one.
fn consequence(prompt: &WorkspacePrompt, suggestions: &[&(String, u32)]) -> String {
    let typed = prompt.input.value();
    let chosen = prompt.choice.and_then(|choice| suggestions.get(choice));
    match (chosen, suggestions.first()) {
        (Some((id, _)), _) => format!("Enter takes {}", text::shown(id)),
        (None, _) if typed.is_empty() => "empty means all workspaces".to_owned(),
        (None, Some((id, _))) if id != typed => {
            format!("Tab takes {}; Enter asks for {} as typed", text::shown(id), text::shown(typed))
        }
        (None, _) => format!("Enter asks for {}", text::shown(typed)),
    }
}

/// The input line with the terminal's own cursor in it; a long text scrolls.
pub(super) fn input(input: &Input, theme: &Theme, area: Rect, frame: &mut Frame) {
    line(input, "> ", theme, area, frame);
}

/// The same behind another mark.
pub(super) fn line(input: &Input, mark: &'static str, theme: &Theme, area: Rect, frame: &mut Frame) {
    if area.width < 4 || area.height == 0 {
        return;
    }
    let marked = u16::try_from(mark.len()).unwrap_or_default();
    let room = usize::from(area.width.saturating_sub(marked + 1));
    let before: String = input.value().chars().take(input.cursor()).collect();
    let after: String = input.value().chars().skip(input.cursor()).collect();
    let (before, after) = (text::shown(&before), text::shown(&after));
    // Whole graphemes: what is left of a broken one is a mark or a joiner on nothing.
    let mut visible = before.graphemes(true);
    while text::width(visible.as_str()) > room {
        visible.next();
    }
    let visible = visible.as_str();
    let column = u16::try_from(text::width(visible)).unwrap_or(u16::MAX);
    let tail = text::cut(&after, room.saturating_sub(text::width(visible)), "").into_owned();
    let line = Line::from(vec![Span::styled(mark, theme.key), Span::raw(visible.to_owned()), Span::raw(tail)]);
    frame.render_widget(line, area);
    let x = area.x.saturating_add(marked).saturating_add(column).min(area.right().saturating_sub(1));
    frame.set_cursor_position(Position { x, y: area.y });
}
