//! Frames from state: one file per area, and the theme, which owns every colour and glyph.
//!
//! Nothing here changes the state. The cache only saves work and may be thrown away at any time.

pub mod aside;
pub mod badge;
pub mod cache;
pub mod cells;
pub mod changes;
pub mod columns;
pub mod copy;
pub mod detail;
pub mod footer;
pub mod frame;
pub mod header;
pub mod help;
pub mod list;
pub mod message;
pub mod overview;
pub mod palette;
pub mod picker;
pub mod pivot;
pub mod progress;
pub mod prompt;
pub mod row;
pub mod save;
pub mod search;
pub mod theme;
pub mod token;
pub mod tree;

use ratatui::layout::Rect;
use ratatui::symbols::border;
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Borders, Clear, Paragraph};

use crate::app::banner::Banner;
use crate::app::layout::is_bordered;
use crate::app::state::{Dataset, Focus, Overlay, State};
use crate::model::text;
use crate::ui::cache::ViewCache;
use crate::ui::frame::Frame;
use crate::ui::theme::Theme;

/// Draws the whole screen, as the next one in the memory of a frame.
pub fn view(state: &State, theme: &Theme, cache: &mut ViewCache, frame: &mut Frame) {
    let layout = state.layout();
    frame.next(detail::drawn(state, cache, &layout));
    if let Some(area) = layout.header {
        header::draw(state, theme, area, frame);
    }
    match state.data.as_ref().filter(|data| !data.inventory.is_empty()) {
        Some(data) => {
            if let Some(area) = layout.tree {
                tree::draw(state, data, theme, cache, area, frame);
            }
            detail::draw(state, theme, cache, &layout, frame);
            if let Some(area) = layout.tree.or(layout.detail) {
                progress::draw(state, theme, area, frame);
            }
        }
        // With nothing to select there are no details either.
        None => {
            if let Some(area) = layout.tree.into_iter().chain(layout.detail).reduce(Rect::union) {
                message::draw(state, theme, &tree::title(state), area, frame);
            }
        }
    }
    if let (Some(area), Some(banner)) = (layout.banner, state.banner()) {
        draw_banner(&banner, theme, area, frame);
    }
    if let Some(area) = layout.footer {
        footer::draw(state, theme, cache, area, frame);
    }
    match &state.overlay {
        Some(Overlay::Help(pane)) => help::draw(pane, state, theme, frame),
        Some(Overlay::Workspace(prompt)) => prompt::draw(prompt, state, theme, frame),
        Some(Overlay::Profile(picker)) => picker::draw(picker, state, theme, frame),
        Some(Overlay::Palette(picker)) => palette::draw(picker, state, theme, frame),
        Some(Overlay::Token(prompt)) => token::draw(prompt, state, theme, frame),
        Some(Overlay::Save(prompt)) => save::draw(prompt, theme, frame),
        Some(Overlay::Search(bar)) => {
            let area = layout.search.or(layout.footer).or(layout.tree).unwrap_or_default();
            search::draw(bar, state, theme, area, frame);
        }
        Some(Overlay::Find(bar)) => {
            let area = layout.search.or(layout.footer).or(layout.tree).unwrap_or_default();
            prompt::line(&bar.input, "/", theme, area, frame);
        }
        Some(Overlay::List(pane)) => list::draw(pane, state, theme, cache, frame),
        Some(Overlay::Overview) => overview::draw(state, theme, frame),
        Some(Overlay::Copy(list)) => copy::draw(list, theme, frame),
        // The plain screen is the terminal's own: no frame is drawn over it.
        Some(Overlay::Printed) | None => {}
    }
}

/// Makes ready the page that the next key most likely brings into sight, so that it need not be waited for.
pub fn look_ahead(state: &State, theme: &Theme, cache: &mut ViewCache) {
    if let Some((data, area)) = seen(state) {
        tree::look_ahead(state, data, theme, cache, area);
    }
}

/// Whether there are other rows than when [`look_around`] was called last, and no more are on their way.
pub fn wants_ends(state: &State, cache: &ViewCache) -> bool {
    seen(state).is_some_and(|(data, area)| tree::wants_ends(state, data, cache, area))
}

/// Makes ready the pages to which one key leads wherever one stands: both ends, and what follows.
pub fn look_around(state: &State, theme: &Theme, cache: &mut ViewCache) {
    if let Some((data, area)) = seen(state) {
        tree::look_around(state, data, theme, cache, area);
    }
}

/// The data and the room of the tree, where that is in sight.
fn seen(state: &State) -> Option<(&Dataset, Rect)> {
    Some((state.data.as_ref()?, state.layout().tree?)).filter(|_| state.overlay.is_none())
}

fn draw_banner(banner: &Banner, theme: &Theme, area: Rect, frame: &mut Frame) {
    let width = usize::from(area.width.saturating_sub(2)).max(1);
    let lines = banner.fitted(width, usize::from(area.height), theme.ellipsis);
    let lines: Vec<Line<'_>> = lines.into_iter().map(|line| Line::from(format!(" {line}"))).collect();
    frame.render_widget(Paragraph::new(lines).style(theme.failure), area);
}

/// A border of two lines.
const RULES: border::Set<'_> = border::Set {
    top_left: border::ROUNDED.horizontal_top,
    top_right: border::ROUNDED.horizontal_top,
    bottom_left: border::ROUNDED.horizontal_bottom,
    bottom_right: border::ROUNDED.horizontal_bottom,
    ..border::ROUNDED
};

/// Draws a pane's border with its title and what stands on the right of it; nothing where there is no room for one.
fn pane(theme: &Theme, state: &State, focus: Focus, (title, right): (&str, &str), area: Rect, frame: &mut Frame) {
    if !is_bordered(area) {
        return;
    }
    let has_focus = state.focus == focus && state.overlay.is_none();
    let style = if has_focus { theme.focused_border } else { theme.border };
    let room = usize::from(area.width.saturating_sub(4));
    let right = if text::width(right) + 8 > room { "" } else { right };
    let right_room = if right.is_empty() { 0 } else { text::width(right) + 3 };
    let title = text::cut(title, room.saturating_sub(right_room), theme.ellipsis).into_owned();
    // As wide as the screen it needs no sides, which would have to be drawn again wherever rows move.
    let has_sides = area.width < state.screen.size.width;
    let set = if has_sides { border::ROUNDED } else { RULES };
    let side = |borders| Block::new().borders(borders).border_set(set).border_style(style);
    let ends = Borders::LEFT | Borders::RIGHT;
    let mut top = side(Borders::TOP | ends);
    if !title.is_empty() {
        top = top.title(Line::styled(format!(" {title} "), if has_focus { theme.title } else { theme.plain_title }));
    }
    if !right.is_empty() {
        top = top.title(Line::styled(format!(" {right} "), theme.dim).right_aligned());
    }
    // Each side by itself: a whole block goes over all cells within it as well, in every frame.
    let [first, last] = [area.y, area.bottom() - 1].map(|y| Rect { y, height: 1, ..area });
    let [left, right] = [area.x, area.right() - 1];
    let [left, right] = [left, right].map(|x| Rect { x, y: area.y + 1, width: 1, height: area.height - 2 });
    frame.render_widget(top, first);
    if has_sides {
        frame.render_widget(side(Borders::LEFT), left);
        frame.render_widget(side(Borders::RIGHT), right);
    }
    frame.render_widget(side(Borders::BOTTOM | ends), last);
}

/// Clears the room of a box that lies over the panes and draws its border.
fn overlay(theme: &Theme, title: &str, right: &str, area: Rect, frame: &mut Frame) {
    let buffer = frame.buffer_mut();
    for y in area.top()..area.bottom() {
        // A wide character that reaches into the box would swallow its border.
        let left = area.left().checked_sub(1).and_then(|x| buffer.cell_mut((x, y)));
        if let Some(cell) = left.filter(|cell| text::width(cell.symbol()) > 1) {
            cell.set_symbol(" ");
        }
    }
    frame.render_widget(Clear, area);
    if is_bordered(area) {
        let block = Block::bordered().border_type(BorderType::Rounded).border_style(theme.focused_border);
        let block = block.title(Line::styled(format!(" {title} "), theme.title));
        let right = if right.is_empty() { String::new() } else { format!(" {right} ") };
        frame.render_widget(block.title(Line::styled(right, theme.dim).right_aligned()), area);
    }
}

#[cfg(test)]
mod tests;
