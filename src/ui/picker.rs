//! The list of profiles, over the panes.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::layout::inner;
use crate::app::picker::ProfilePicker;
use crate::app::profiles::ProfileEntry;
use crate::app::state::State;
use crate::model::text;
use crate::ui::theme::Theme;
use crate::ui::{badge, prompt};

/// Draws the filter and below it a line for each profile: name, host and workspace.
pub fn draw(picker: &ProfilePicker, state: &State, theme: &Theme, frame: &mut Frame<'_>) {
    let screen = frame.area();
    let (all, found) = (&state.profiles.entries, picker.matching(&state.profiles));
    // Of all of them, so that the box does not jump while one types.
    let wanted = u16::try_from(all.len()).unwrap_or(u16::MAX).clamp(1, 12) + 4;
    let free = Rect { height: screen.height.saturating_sub(1), ..screen };
    let area = super::centred(free, 76, wanted);
    let body = inner(area);
    let count = if found.len() < all.len() { format!("{} of {}", found.len(), all.len()) } else { String::new() };
    super::overlay(theme, "Profiles", &count, area, frame);
    prompt::input(&picker.input, theme, Rect { height: body.height.min(1), ..body }, frame);
    let height = usize::from(body.height.saturating_sub(2));
    let from = (picker.choice + 1).saturating_sub(height);
    let width = usize::from(body.width);
    let names = all.iter().map(|entry| text::width(entry.label())).max().unwrap_or(0).min(24) + 2;
    let mut lines = vec![Line::default()];
    if found.is_empty() {
        lines.push(Line::styled(text::cut("  no profile like that", width, theme.ellipsis).into_owned(), theme.dim));
    }
    let shown = found.iter().enumerate().skip(from).take(height);
    for (index, (position, entry)) in shown.filter_map(|(index, at)| Some((index, (*at, all.get(*at)?)))) {
        let is_current = position == state.profiles.current;
        lines.push(line(entry, (index == picker.choice, is_current), (names, width), theme));
    }
    let rest = Rect { y: body.y.saturating_add(1).min(body.bottom()), height: body.height.saturating_sub(1), ..body };
    frame.render_widget(Paragraph::new(lines), rest);
}

fn line(
    entry: &ProfileEntry,
    (is_chosen, is_current): (bool, bool),
    (names, width): (usize, usize),
    theme: &Theme,
) -> Line<'static> {
    let marker = if is_chosen { theme.marker } else { " " };
    let name = match entry.name.as_str() {
        "" => Span::styled(format!(" {} ", entry.label()), theme.dim),
        name => badge::label(name, entry.tint, theme, width.saturating_sub(2).min(names)),
    };
    let gap = " ".repeat(names.saturating_sub(text::width(&name.content)) + 2);
    let used = if is_current { ", in use" } else { "" };
    let facts = format!("{}, {}{used}", entry.host, entry.scope.label());
    let room = width.saturating_sub(names + 4);
    let facts = text::pad(&text::cut(&facts, room, theme.ellipsis), room);
    // The name keeps its own colour also on the chosen line.
    let style = if is_chosen { theme.selected } else { theme.dim };
    Line::from(vec![Span::raw(format!("{marker} ")), name, Span::raw(gap), Span::styled(facts, style)])
}
