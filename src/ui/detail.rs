//! The right pane: what the details say, scrolled, in the theme's colours.

use ratatui::Frame;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::detail;
use crate::app::layout::Layout;
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
    let from = state.detail.scroll.min(last);
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
    cache.keep_details(state, area, frame.buffer_mut());
}
