//! A list to choose from, over the panes; and the list of profiles.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::picker::{Picker, Place};
use crate::app::profiles::ProfileEntry;
use crate::app::state::State;
use crate::model::text;
use crate::ui::frame::Frame;
use crate::ui::theme::Theme;
use crate::ui::{badge, prompt};

/// What a list is called, and what is said where nothing matches.
pub(super) struct Words<'a> {
    pub(super) title: &'a str,
    pub(super) nothing: &'a str,
}

/// Draws a filter and below it the lines that match: `line` makes one of its position in the whole list, whether it is
/// the chosen one, and the width.
pub(super) fn list(
    picker: &Picker,
    words: &Words<'_>,
    (all, found): (usize, &[usize]),
    theme: &Theme,
    frame: &mut Frame,
    line: impl Fn(usize, bool, usize) -> Option<Line<'static>>,
) {
    let Place { area, body, lines: room, from } = picker.place(all, frame.area().as_size());
    let count = if found.len() < all { format!("{} of {all}", found.len()) } else { String::new() };
    super::overlay(theme, words.title, &count, area, frame);
    prompt::input(&picker.input, theme, Rect { height: body.height.min(1), ..body }, frame);
    let width = usize::from(body.width);
    let mut lines = vec![Line::default()];
    if found.is_empty() {
        let nothing = format!("  {}", words.nothing);
        lines.push(Line::styled(text::cut(&nothing, width, theme.ellipsis).into_owned(), theme.dim));
    }
    let shown = found.iter().enumerate().skip(from).take(usize::from(room.height));
    lines.extend(shown.filter_map(|(index, position)| line(*position, index == picker.choice, width)));
    let rest = Rect { y: body.y.saturating_add(1).min(body.bottom()), height: body.height.saturating_sub(1), ..body };
    frame.render_widget(Paragraph::new(lines), rest);
}

/// Draws the profiles, a line for each: name, host and workspace.
pub fn draw(picker: &Picker, state: &State, theme: &Theme, frame: &mut Frame) {
    let (all, found) = (&state.profiles.entries, state.profiles.matching(picker));
    let names = all.iter().map(|entry| text::width(entry.label())).max().unwrap_or(0).min(24) + 2;
    let words = Words { title: "Profiles", nothing: "no profile like that" };
    list(picker, &words, (all.len(), &found), theme, frame, |position, is_chosen, width| {
        let is_current = position == state.profiles.current;
        Some(line(all.get(position)?, (is_chosen, is_current), (names, width), theme))
    });
}

fn line(
    entry: &ProfileEntry,
    (is_chosen, is_current): (bool, bool),
    (names, width): (usize, usize),
    theme: &Theme,
) -> Line<'static> {
    let marker = if is_chosen { theme.marker } else { " " };
    let name = match entry.name.as_str() {
        "" => Span::styled(format!(" {} ", entry.label()), theme.dim),
        name => badge::label(name, entry.tint, theme, width.saturating_sub(2).min(names)),
    };
    let gap = " ".repeat(names.saturating_sub(text::width(&name.content)) + 2);
    let used = if is_current { ", in use" } else { "" };
    let facts = format!("{}, {}{used}", entry.host, entry.scope.label());
    let room = width.saturating_sub(names + 4);
    let facts = text::pad(&text::cut(&facts, room, theme.ellipsis), room);
    // The name keeps its own colour also on the chosen line.
    let style = if is_chosen { theme.selected } else { theme.dim };
    Line::from(vec![Span::raw(format!("{marker} ")), name, Span::raw(gap), Span::styled(facts, style)])
}
