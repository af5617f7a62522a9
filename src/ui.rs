//! Frames from state: one file per area, and the theme, which owns every colour and glyph.
//!
//! Nothing here changes the state. The cache only saves work and may be thrown away at any time.

pub mod cache;
pub mod detail;
pub mod footer;
pub mod header;
pub mod help;
pub mod prompt;
pub mod row;
pub mod theme;
pub mod tree;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Paragraph};

use crate::app::layout::is_bordered;
use crate::app::state::{Focus, Overlay, State};
use crate::model::text;
use crate::ui::cache::ViewCache;
use crate::ui::theme::Theme;

/// Draws the whole screen.
pub fn view(state: &State, theme: &Theme, cache: &mut ViewCache, frame: &mut Frame<'_>) {
    let layout = state.layout();
    if let Some(area) = layout.header {
        header::draw(state, theme, area, frame);
    }
    if let Some(area) = layout.tree {
        tree::draw(state, theme, cache, area, frame);
    }
    if let Some(area) = layout.detail {
        detail::draw(state, theme, cache, area, frame);
    }
    if let (Some(area), Some(banner)) = (layout.banner, state.banner()) {
        let lines = text::wrap(&banner.text, usize::from(area.width.saturating_sub(2)).max(1));
        let lines: Vec<Line<'_>> = lines.into_iter().map(|line| Line::from(format!(" {line}"))).collect();
        frame.render_widget(Paragraph::new(lines).style(theme.failure), area);
    }
    if let Some(area) = layout.footer {
        footer::draw(state, theme, area, frame);
    }
    match &state.overlay {
        Some(Overlay::Help(scroll)) => help::draw(*scroll, theme, frame),
        Some(Overlay::Workspace(prompt)) => prompt::draw(prompt, state, theme, frame),
        None => {}
    }
}

/// A pane's border with its title; no border where there is no room for one.
fn pane(theme: &Theme, state: &State, focus: Focus, area: Rect, title: &str, right: &str) -> Option<Block<'static>> {
    if !is_bordered(area) {
        return None;
    }
    let has_focus = state.focus == focus && state.overlay.is_none();
    let style = if has_focus { theme.focused_border } else { theme.border };
    let room = usize::from(area.width.saturating_sub(4));
    let right = if text::width(right) + 8 > room { "" } else { right };
    let right_room = if right.is_empty() { 0 } else { text::width(right) + 3 };
    let title = text::cut(title, room.saturating_sub(right_room), theme.ellipsis).into_owned();
    let mut block = Block::bordered().border_type(BorderType::Rounded).border_style(style);
    if !title.is_empty() {
        block =
            block.title(Line::styled(format!(" {title} "), if has_focus { theme.title } else { theme.plain_title }));
    }
    if !right.is_empty() {
        block = block.title(Line::styled(format!(" {right} "), theme.dim).right_aligned());
    }
    Some(block)
}

/// A box in the middle of the screen, no larger than it.
fn centred(screen: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(screen.width), height.min(screen.height));
    Rect { x: screen.x + (screen.width - width) / 2, y: screen.y + (screen.height - height) / 2, width, height }
}

#[cfg(test)]
mod tests;
