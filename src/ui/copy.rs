//! The list of what can be copied, over the panes.

use ratatui::text::{Line, Span};

use crate::app::copy::{CopyPicker, Copyable};
use crate::model::text;
use crate::ui::frame::Frame;
use crate::ui::picker::{self, Words};
use crate::ui::theme::Theme;

/// The widest the column of labels gets.
const LABELS: usize = 20;

/// Draws a line for each value: what it is and how it begins.
pub fn draw(list: &CopyPicker, theme: &Theme, frame: &mut Frame) {
    let title = text::cut(&list.title, 40, theme.ellipsis);
    let title = format!("Copy from {title}");
    let labels = list.items.iter().map(|item| text::width(&item.label)).max().unwrap_or(0).min(LABELS) + 2;
    let words = Words { title: &title, nothing: "nothing like that" };
    let found = list.matching();
    picker::list(&list.picker, &words, (list.items.len(), &found), theme, frame, |position, is_chosen, width| {
        Some(line(list.items.get(position)?, is_chosen, (labels.min(width / 2), width), theme))
    });
}

fn line(item: &Copyable, is_chosen: bool, (labels, width): (usize, usize), theme: &Theme) -> Line<'static> {
    let marker = if is_chosen { theme.marker } else { " " };
    let label = text::pad(&text::cut(&item.label, labels.saturating_sub(2), theme.ellipsis), labels);
    let room = width.saturating_sub(labels + 2);
    let too_long = item.too_long().map(|_| "too long to copy");
    let value = text::pad(&text::cut(too_long.unwrap_or_else(|| item.preview()), room, theme.ellipsis), room);
    let style = match (item.masked, item.revealed) {
        _ if is_chosen => theme.selected,
        (true, _) => theme.masked,
        (_, true) => theme.revealed,
        (false, false) => theme.dim,
    };
    let label_style = if is_chosen { theme.selected } else { theme.plain_title };
    Line::from(vec![Span::raw(format!("{marker} ")), Span::styled(label, label_style), Span::styled(value, style)])
}
