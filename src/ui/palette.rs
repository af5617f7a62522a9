//! The list of actions: name, what it does and its keys.

use ratatui::text::{Line, Span};

use crate::app::action::Binding;
use crate::app::palette;
use crate::app::picker::Picker;
use crate::app::state::State;
use crate::model::text;
use crate::ui::frame::Frame;
use crate::ui::picker::{self, Words};
use crate::ui::theme::Theme;

/// Draws it over the panes.
pub fn draw(choosing: &Picker, state: &State, theme: &Theme, frame: &mut Frame) {
    let (all, found) = (palette::offered(state), palette::found(state, choosing.input.value()));
    let names = all.iter().map(|binding| text::width(binding.name)).max().unwrap_or(0);
    let words = Words { title: "Actions", nothing: "no action like that" };
    let positions = palette::positions(&found);
    picker::list(choosing, &words, (all.len(), &positions), theme, frame, |position, is_chosen, width| {
        let binding = found.get(position)?;
        let keys = state.keymap.label(binding.action);
        Some(line(binding, (&keys, is_chosen), (names, width), theme))
    });
}

fn line(
    binding: &Binding,
    (keys, is_chosen): (&str, bool),
    (names, width): (usize, usize),
    theme: &Theme,
) -> Line<'static> {
    let room = width.saturating_sub(3);
    let name = text::cut(binding.name, room, theme.ellipsis);
    // The keys are cut before the name, the words before both.
    let keys = text::cut(keys, room.saturating_sub(names + 1), theme.ellipsis);
    let between = room.saturating_sub(names + text::width(&keys));
    let about =
        text::pad(&text::cut(binding.about, between.saturating_sub(4), theme.ellipsis), between.saturating_sub(4));
    let gap = " ".repeat(between.saturating_sub(text::width(&about)).min(2));
    let marker = if is_chosen { theme.marker } else { " " };
    let (plain, dim) = if is_chosen { (theme.selected, theme.selected) } else { (theme.key, theme.dim) };
    Line::from(vec![
        Span::raw(format!("{marker} ")),
        Span::styled(text::pad(&name, names), plain),
        Span::styled(format!("{gap}{about}{gap}"), dim),
        Span::styled(keys.into_owned(), plain),
    ])
}
