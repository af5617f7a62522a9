//! The right pane: what the details say, scrolled, in the theme's colours.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::detail;
use crate::app::layout::{Layout, is_bordered};
use crate::app::state::{Focus, State};
use crate::ui::cache::ViewCache;
use crate::ui::theme::Theme;

/// Draws the pane where the layout has one.
pub fn draw(state: &State, theme: &Theme, cache: &mut ViewCache, layout: &Layout, frame: &mut Frame<'_>) {
    let (Some(area), Some(body)) = (layout.detail, layout.detail_inner()) else { return };
    if cache.repaint_details(state, area, frame.buffer_mut()) {
        return;
    }
    let content = cache.details(state, body.width);
    let height = usize::from(body.height);
    let last = content.lines.len().saturating_sub(height);
    let has_cursor = state.focus == Focus::Detail;
    let from = content.first_line(&state.detail, height, has_cursor);
    let mut about = vec![content.kind.clone()];
    if state.detail.json {
        about.push("JSON".to_owned());
    }
    if state.detail.revealed && content.hides {
        about.push("revealed".to_owned());
    }
    if last > 0 {
        about.push(format!("{}-{}/{}", from + 1, from + height, content.lines.len()));
    }
    let about = about.join(" ");
    if let Some(block) = super::pane(theme, state, Focus::Detail, area, &content.title, about.trim()) {
        frame.render_widget(block, area);
    }
    let paint = |line: &detail::Line| {
        Line::from(line.0.iter().map(|(tone, text)| Span::styled(text.clone(), theme.tone(*tone))).collect::<Vec<_>>())
    };
    let lines: Vec<Line<'_>> = content.lines.iter().skip(from).take(height).map(paint).collect();
    frame.render_widget(Paragraph::new(lines), body);
    if let Some(stop) = content.stop(state.detail.cursor).filter(|_| has_cursor) {
        let marked = stop.lines.start.max(from)..stop.lines.end.min(from + height);
        for line in marked {
            let y = body.y + u16::try_from(line - from).unwrap_or(u16::MAX);
            mark(theme, Rect { y, height: 1, ..body }, is_bordered(area), frame);
        }
    }
    cache.keep_details(state, area, frame.buffer_mut());
}

/// Marks a line in the way of the selected row; its mark stands in the free column beside the border.
fn mark(theme: &Theme, line: Rect, has_margin: bool, frame: &mut Frame<'_>) {
    let buffer = frame.buffer_mut();
    buffer.set_style(line, theme.selected);
    if has_margin {
        buffer.set_string(line.x.saturating_sub(1), line.y, theme.marker, theme.selected);
    }
}
