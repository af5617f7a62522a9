//! The overview: panels of figures in one to three columns, each with a bar, its count and its share.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::list;
use crate::app::overview::{Plan, body, shown};
use crate::app::state::State;
use crate::model::overview::{self, Overview, Panel};
use crate::model::text;
use crate::ui::frame::Frame;
use crate::ui::theme::Theme;

/// The widest a label and a bar get.
const LABEL: usize = 28;
const BAR: usize = 30;
/// The cells of a count and of a share, each with a space before it.
const COUNT: usize = 8;
const SHARE: usize = 5;

/// Draws it over the panes.
pub fn draw(state: &State, theme: &Theme, frame: &mut Frame) {
    let (area, body) = (list::area(state.screen.size), body(state));
    let found = shown(state);
    let plan = found.map(|overview| Plan::of(overview, body.width)).unwrap_or_default();
    let count = plan.lines.len();
    let position = if count == 0 { String::new() } else { format!("{}/{count}", state.overview.at + 1) };
    let room = usize::from(area.width).saturating_sub(text::width(&position) + 8);
    let title = title(state);
    super::overlay(theme, &text::cut(&title, room, theme.ellipsis), &position, area, frame);
    match found {
        Some(overview) => panels(state, overview, &plan, theme, body, frame.buffer_mut()),
        None => frame.render_widget(Paragraph::new(Line::styled(" Being counted.", theme.dim)), body),
    }
}

/// What is counted.
fn title(state: &State) -> String {
    let mut title = "Overview".to_owned();
    if let Some(data) = state.data.as_ref().filter(|data| data.scope.id().is_some()) {
        title.push_str(" of ");
        title.push_str(&data.scope.label());
    }
    if !state.arrangement.query.is_empty() {
        title.push_str("  /");
        title.push_str(&text::shown(state.arrangement.query.text()));
    }
    title
}

fn panels(state: &State, overview: &Overview, plan: &Plan, theme: &Theme, area: Rect, screen: &mut Buffer) {
    let height = usize::from(area.height);
    let top = state.overview.top.min(plan.height.saturating_sub(height));
    // The last column leaves no gap to the next one.
    let width = if plan.width < area.width { plan.width.saturating_sub(2) } else { plan.width };
    let at = |column: u16, row: usize| {
        let y = row.checked_sub(top).filter(|y| *y < height).and_then(|y| u16::try_from(y).ok())?;
        Some((area.x + column * plan.width, area.y + y))
    };
    for (column, row, panel) in &plan.titles {
        if let (Some((x, y)), Some(panel)) = (at(*column, *row), overview.panels.get(*panel)) {
            let title = text::cut(panel.topic.title, usize::from(width).saturating_sub(1), theme.ellipsis);
            screen.set_line(x, y, &Line::styled(format!(" {title}"), theme.heading), width);
        }
    }
    for (place, (column, row, panel, line)) in plan.lines.iter().enumerate() {
        let Some((x, y)) = at(*column, *row) else { continue };
        let Some(panel) = overview.panels.get(*panel) else { continue };
        let Some(figure) = panel.lines.get(*line) else { continue };
        let mut drawn = self::line(panel, figure, theme, usize::from(width));
        if place == state.overview.at {
            let words: String = drawn.spans.iter().map(|span| span.content.as_ref()).collect();
            drawn = Line::styled(text::pad(&words, usize::from(width)), theme.selected);
        }
        screen.set_line(x, y, &drawn, width);
    }
}

/// A label, a bar, a count and a share; in a narrow column the bar gives way first.
fn line(panel: &Panel, line: &overview::Line, theme: &Theme, width: usize) -> Line<'static> {
    let room = width.saturating_sub(COUNT + SHARE + 2);
    let label_room = LABEL.min(room * 3 / 5).max(room.min(12));
    let bar_room = BAR.min(room.saturating_sub(label_room + 1));
    let label = text::pad(&text::cut(&line.label, label_room, theme.ellipsis), label_room);
    let cells = bar_cells(line.count, panel.most(), bar_room);
    let share = line.percent().map_or_else(String::new, |percent| format!("{percent}%"));
    Line::from(vec![
        Span::raw(format!(" {label} ")),
        Span::styled("█".repeat(cells), theme.key),
        Span::raw(" ".repeat(bar_room - cells)),
        Span::raw(format!("{:>COUNT$}", line.count)),
        Span::styled(format!("{share:>SHARE$}"), theme.dim),
    ])
}

/// How many cells a bar has: none for none, else one at least.
fn bar_cells(count: u64, most: u64, room: usize) -> usize {
    if count == 0 {
        return 0;
    }
    let cells = u128::from(count) * room as u128 / u128::from(most.max(1));
    usize::try_from(cells).unwrap_or(room).clamp(1.min(room), room)
}
