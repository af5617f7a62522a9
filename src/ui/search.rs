//! The line for what is looked for, and under it what is to be said of it.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::pivot;
use crate::app::search::SearchBar;
use crate::app::state::State;
use crate::model::kind::Kind;
use crate::model::query::Query;
use crate::model::text;
use crate::ui::cells::Words;
use crate::ui::frame::Frame;
use crate::ui::prompt;
use crate::ui::theme::Theme;

/// Draws the line, in which the cursor stands, and what there is to say of it.
pub fn draw(bar: &SearchBar, state: &State, theme: &Theme, area: Rect, frame: &mut Frame) {
    let found = format!(" {} ", count(state));
    let room = usize::from(area.width);
    let found = if text::width(&found) + 20 > room { String::new() } else { found };
    let used = u16::try_from(text::width(&found)).unwrap_or_default().min(area.width);
    let mut said = bar.complaint(&state.arrangement.query, area.width);
    said.pop();
    for (y, line) in (area.y + 1..area.bottom()).zip(said) {
        frame.render_widget(Line::styled(format!(" {line}"), theme.warning), Rect { y, height: 1, ..area });
    }
    prompt::line(&bar.input, "/", theme, Rect { width: area.width - used, height: 1, ..area }, frame);
    let right = Rect { x: area.right() - used, width: used, height: 1, ..area };
    frame.render_widget(Span::styled(found, theme.dim), right);
}

/// How many repositories have a match: `12 of 340 repositories match`; while not all were looked at, at least so many.
pub fn count(state: &State) -> String {
    let Some(data) = &state.data else { return String::new() };
    let total = data.inventory.total(Kind::Repo);
    let noun = Kind::Repo.counted(total);
    if state.arrangement.applied.is_empty() {
        return format!("{total} {noun}");
    }
    if let Some((pivot, built)) = state.tree.pivot.as_ref().and_then(|pivot| Some((pivot, pivot.built.as_ref()?))) {
        let objects = built.rows.objects();
        let matches = if objects == 1 { "match" } else { "matches" };
        return format!("{objects} {matches} in {}", pivot::counted(pivot.aspect, built.rows.things()));
    }
    let more = if state.arrangement.searched.is_some() { "+" } else { "" };
    format!("{}{more} of {total} {noun} match", state.tree.outline.repos())
}

/// What stands in the place of the footer: the last line of what is wrong with what was typed, what Tab offers, or nothing.
pub fn under(bar: &SearchBar, state: &State, theme: &Theme, width: usize) -> Option<Line<'static>> {
    if let Some(offered) = &bar.offered {
        let mut spans = vec![Span::raw(" ")];
        let mut used = 1;
        // The one that stands there is always in sight.
        let from = offered.at.saturating_sub(3);
        for (index, choice) in offered.all.iter().enumerate().skip(from) {
            let word = text::shown(&choice.text).into_owned();
            used += text::width(&word) + 2;
            if used > width {
                break;
            }
            let style = if index == offered.at { theme.selected } else { Style::new() };
            spans.extend([Span::styled(word, style), Span::raw("  ")]);
        }
        return Some(Line::from(spans));
    }
    let last = bar.complaint(&state.arrangement.query, u16::try_from(width).unwrap_or(u16::MAX)).pop()?;
    Some(Line::styled(format!(" {last}"), theme.warning))
}

/// Adds a text in which what was looked for stands out.
pub fn highlight(words: &mut Words, text: &str, style: Style, query: &Query, theme: &Theme) {
    let places: Vec<Range<usize>> = if query.is_empty() { Vec::new() } else { query.highlights(text) };
    let mut at = 0;
    for place in places {
        let place = text::widened(text, place);
        words.push(text.get(at..place.start).unwrap_or_default(), style);
        words.push(text.get(place.start.max(at)..place.end).unwrap_or_default(), style.patch(theme.hit));
        at = place.end.max(at);
    }
    words.push(text.get(at..).unwrap_or_default(), style);
}
