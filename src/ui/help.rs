//! The keys, as they are bound, and what the marks mean.

use ratatui::Frame;
use ratatui::layout::Size;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::help::{self, HelpLine, Lead};
use crate::app::keymap::Keymap;
use crate::app::layout::inner;
use crate::model::text;
use crate::ui::theme::Theme;

/// Draws the list over the panes, from a line on.
pub fn draw(scroll: usize, keymap: &Keymap, theme: &Theme, frame: &mut Frame<'_>) {
    let screen = frame.area();
    let area = help::area(Size { width: screen.width, height: screen.height }, keymap);
    let body = inner(area);
    let (all, height) = (help::lines(body.width, keymap), usize::from(body.height));
    let from = scroll.min(all.len().saturating_sub(height));
    let to = (from + height).min(all.len());
    let position = if to - from < all.len() { format!("{}-{to}/{}", from + 1, all.len()) } else { String::new() };
    super::overlay(theme, "Keys", &position, area, frame);
    let column = usize::from(help::column(body.width));
    let line = |line: &HelpLine| {
        let (lead, style) = match &line.lead {
            Lead::Keys(keys) => (keys.as_str(), theme.key),
            Lead::Master => (theme.master, theme.warning),
            Lead::Off => (theme.off, theme.warning),
            Lead::Problem => (theme.problem, theme.bad),
            Lead::Nothing => ("", theme.key),
        };
        let lead = text::pad(&text::cut(lead, column.saturating_sub(1), theme.ellipsis), column);
        Line::from(vec![Span::styled(format!(" {lead}"), style), Span::raw(line.about.clone())])
    };
    let lines: Vec<Line<'_>> = all.iter().skip(from).take(height).map(line).collect();
    frame.render_widget(Paragraph::new(lines), body);
}
