//! The keys, as they are bound.

use ratatui::Frame;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Paragraph};

use crate::app::action::BINDINGS;
use crate::app::layout::inner;
use crate::model::text;
use crate::ui::theme::Theme;

/// The column of the keys.
const KEYS: usize = 20;

/// Draws the list over the panes, from a line on.
pub fn draw(scroll: usize, theme: &Theme, frame: &mut Frame<'_>) {
    let screen = frame.area();
    let widest = BINDINGS.iter().map(|binding| text::width(binding.about)).max().unwrap_or(0);
    let width = u16::try_from(widest + KEYS + 4).unwrap_or(u16::MAX);
    let height = u16::try_from(BINDINGS.len() + 2).unwrap_or(u16::MAX);
    let free = ratatui::layout::Rect { height: screen.height.saturating_sub(1), ..screen };
    let area = super::centred(free, width, height);
    let body = inner(area);
    let from = scroll.min(BINDINGS.len().saturating_sub(usize::from(body.height)));
    let column = KEYS.min(usize::from(body.width) / 2);
    let line = |binding: &crate::app::action::Binding| {
        let keys = text::pad(&text::cut(&binding.keys_label(), column, theme.ellipsis), column);
        let room = usize::from(body.width).saturating_sub(column + 1);
        let about = text::cut(binding.about, room, theme.ellipsis).into_owned();
        Line::from(vec![Span::styled(format!(" {keys}"), theme.key), Span::raw(about)])
    };
    let lines: Vec<Line<'_>> = BINDINGS.iter().skip(from).take(usize::from(body.height)).map(line).collect();
    frame.render_widget(Clear, area);
    if body != area {
        let block = Block::bordered().border_type(BorderType::Rounded).border_style(theme.focused_border);
        frame.render_widget(block.title(Line::styled(" Keys ", theme.title)), area);
    }
    frame.render_widget(Paragraph::new(lines), body);
}
