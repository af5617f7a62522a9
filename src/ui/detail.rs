//! The right pane: what the details say, scrolled, in the theme's colours.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::layout::inner;
use crate::app::state::{Focus, State};
use crate::ui::cache::ViewCache;
use crate::ui::theme::Theme;

/// Draws the pane.
pub fn draw(state: &State, theme: &Theme, cache: &mut ViewCache, area: Rect, frame: &mut Frame<'_>) {
    let body = inner(area);
    let content = cache.details(state, body.width);
    let height = usize::from(body.height);
    let last = content.lines.len().saturating_sub(height);
    let from = state.detail.scroll.min(last);
    let mut kind = if state.detail.json { format!("{} JSON", content.kind) } else { content.kind.clone() };
    if last > 0 {
        kind = format!("{kind} {}-{}/{}", from + 1, (from + height).min(content.lines.len()), content.lines.len());
    }
    if let Some(block) = super::pane(theme, state, Focus::Detail, area, &content.title, kind.trim()) {
        frame.render_widget(block, area);
    }
    let paint = |line: &crate::app::detail::Line| {
        Line::from(line.0.iter().map(|(tone, text)| Span::styled(text.clone(), theme.tone(*tone))).collect::<Vec<_>>())
    };
    let lines: Vec<Line<'_>> = content.lines.iter().skip(from).take(height).map(paint).collect();
    frame.render_widget(Paragraph::new(lines), body);
}
