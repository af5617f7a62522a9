//! The right pane: what the details say, scrolled, in the theme's colours.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::detail::{self, find};
use crate::app::layout::{Layout, is_bordered};
use crate::app::state::{Focus, Overlay, State};
use crate::model::text;
use crate::ui::cache::ViewCache;
use crate::ui::cells;
use crate::ui::frame::Frame;
use crate::ui::theme::Theme;

/// So many cells of what is looked for stand in the title.
const WORD: usize = 16;

/// Draws the pane where the layout has one.
pub fn draw(state: &State, theme: &Theme, cache: &mut ViewCache, layout: &Layout, frame: &mut Frame) {
    let (Some(area), Some(body)) = (layout.detail, layout.detail_inner()) else { return };
    if frame.kept() == Some(area) {
        return;
    }
    let content = cache.details(state, body.width);
    let height = usize::from(body.height);
    let last = content.lines.len().saturating_sub(height);
    let has_cursor = state.focus == Focus::Detail;
    let from = content.first_line(&state.detail, height, has_cursor);
    let find = state.detail.find.as_ref();
    let hits = find::hits(content, find);
    let current = find.map_or(0, |find| find.at.min(hits.len().saturating_sub(1)));
    let mut about = vec![content.kind.clone()];
    if state.detail.json {
        about.push("JSON".to_owned());
    }
    if state.detail.revealed && content.hides {
        about.push("revealed".to_owned());
    }
    if let Some(find) = find {
        let word = text::shown(&find.word);
        let at = if hits.is_empty() { 0 } else { current + 1 };
        about.push(format!("/{} {at}/{}", text::cut(&word, WORD, theme.ellipsis), hits.len()));
    }
    if last > 0 {
        about.push(format!("{}-{}/{}", from + 1, from + height, content.lines.len()));
    }
    let about = about.join(" ");
    super::pane(theme, state, Focus::Detail, (&content.title, about.trim()), area, frame);
    let marks: Vec<Mark> = (0..)
        .zip(&hits)
        .flat_map(|(index, hit)| {
            hit.0.iter().map(move |(line, piece, place)| (*line, *piece, place.clone(), index == current))
        })
        .filter(|(line, ..)| (from..from + height).contains(line))
        .collect();
    let shown = content.lines.iter().enumerate().skip(from).take(height);
    for ((at, line), row) in shown.zip(body.rows()) {
        cells::put(frame.buffer_mut(), row, &paint(at, line, &marks, theme).spans);
    }
    if let Some(stop) = content.stop(state.detail.cursor).filter(|_| has_cursor) {
        let marked = stop.lines.start.max(from)..stop.lines.end.min(from + height);
        for line in marked {
            let y = body.y + u16::try_from(line - from).unwrap_or(u16::MAX);
            mark(theme, Rect { y, height: 1, ..body }, is_bordered(area), frame);
        }
    }
    if is_uncovered(state, layout) {
        frame.stands(area, cache.note_details(state, area));
    }
}

/// By which number the pane as it is to be stands in a frame, where it may.
pub fn drawn(state: &State, cache: &ViewCache, layout: &Layout) -> Option<u64> {
    let area = layout.detail.filter(|_| is_uncovered(state, layout))?;
    cache.details_drawn(state, area)
}

/// Whether nothing else is drawn onto the pane: a box, or, where it is alone, how far the answer has come.
fn is_uncovered(state: &State, layout: &Layout) -> bool {
    let is_data = state.data.as_ref().is_some_and(|data| !data.inventory.is_empty());
    let is_bar = matches!(state.overlay, None | Some(Overlay::Search(_) | Overlay::Find(_)));
    is_data && is_bar && layout.tree.is_some()
}

/// A piece of a line that has what is looked for: line, piece, bytes, and whether that is the place gone to.
type Mark = (usize, usize, Range<usize>, bool);

/// A line in the theme's colours, in which what is looked for stands out.
fn paint<'a>(at: usize, line: &'a detail::Line, marks: &[Mark], theme: &Theme) -> Line<'a> {
    let mut spans = Vec::new();
    for (index, (tone, text)) in line.0.iter().enumerate() {
        let style = theme.tone(*tone);
        let mut done = 0;
        for (_, _, place, is_current) in marks.iter().filter(|(line, piece, ..)| (*line, *piece) == (at, index)) {
            let hit = if *is_current { theme.hit.patch(theme.selected) } else { theme.hit };
            let place = text::widened(text, place.clone());
            spans.push(Span::styled(text.get(done..place.start).unwrap_or_default(), style));
            spans.push(Span::styled(text.get(place.start.max(done)..place.end).unwrap_or_default(), style.patch(hit)));
            done = place.end.max(done);
        }
        spans.push(Span::styled(text.get(done..).unwrap_or_default(), style));
    }
    Line::from(spans)
}

/// Marks a line in the way of the selected row; its mark stands in the free column beside the border.
fn mark(theme: &Theme, line: Rect, has_margin: bool, frame: &mut Frame) {
    let buffer = frame.buffer_mut();
    buffer.set_style(line, theme.selected);
    if has_margin {
        buffer.set_string(line.x.saturating_sub(1), line.y, theme.marker, theme.selected);
    }
}
