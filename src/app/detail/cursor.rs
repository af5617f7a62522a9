//! The cursor of the details: which lines it can stand on, what stands there, and how keys move it. Where there is
//! nothing to stand on, as in JSON, they scroll.

use std::ops::Range;

use crate::app::action::Action;
use crate::app::detail::{self, Content, Line};
use crate::app::state::{DetailPane, State};
use crate::app::update;
use crate::model::kind::Group;

/// Lines that belong together, as the cursor stands on them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Its lines.
    pub lines: Range<usize>,
    /// What they show.
    pub source: Source,
}

/// What a stop shows, by its place in what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// A documented field.
    Field(usize),
    /// A field that nobody documented.
    Other(usize),
    /// One of the references that a documented field holds.
    Reference(usize, usize),
    /// A list of the repository.
    List(Group),
    /// An item of the list.
    Item(usize),
}

/// What the cursor stands on; `None` where there is nothing to stand on.
pub fn source(state: &State) -> Option<Source> {
    let width = state.layout().detail_inner().map_or(state.screen.size.width, |area| area.width);
    detail::content(state, width).stop(state.detail.cursor).map(|stop| stop.source)
}

/// Moves the cursor, or scrolls where there is none.
pub fn travel(state: &mut State, action: Action) {
    let area = state.layout().detail_inner().unwrap_or_default();
    let height = usize::from(area.height).max(1);
    let content = detail::content(state, area.width);
    content.moved(&mut state.detail, action, height);
}

impl Content {
    /// Puts lines above all others, on which nothing stands.
    pub(super) fn put_above(&mut self, lines: Vec<Line>) {
        for stop in &mut self.stops {
            stop.lines = stop.lines.start + lines.len()..stop.lines.end + lines.len();
        }
        self.lines.splice(0..0, lines);
    }

    /// The stop with a number, else the last one.
    pub fn stop(&self, at: usize) -> Option<&Stop> {
        self.stops.get(at).or_else(|| self.stops.last())
    }

    /// The first line to draw of a pane that has room for so many, with the cursor in sight where it has one.
    pub fn first_line(&self, pane: &DetailPane, height: usize, has_cursor: bool) -> usize {
        let scroll = pane.scroll.min(self.lines.len().saturating_sub(height));
        match self.stop(pane.cursor).filter(|_| has_cursor) {
            // What is told before the first field is read from there.
            Some(_) if pane.cursor == 0 && scroll == 0 => 0,
            Some(stop) => in_sight(scroll, &stop.lines, height),
            None => scroll,
        }
    }

    /// The line from which on something is looked for.
    pub(super) fn place(&self, pane: &DetailPane) -> usize {
        if self.stops.is_empty() { pane.scroll } else { self.with_heading(pane.cursor).start }
    }

    /// Whether the cursor stands on a line; where there is none, whether the line can be seen.
    pub(super) fn holds(&self, pane: &DetailPane, height: usize, line: usize) -> bool {
        if self.stops.is_empty() {
            return (pane.scroll..pane.scroll + height).contains(&line);
        }
        let is_below_all = pane.cursor + 1 >= self.stops.len() && line >= self.with_heading(pane.cursor).start;
        is_below_all || self.with_heading(pane.cursor).contains(&line)
    }

    /// Brings a line into sight, and the cursor to it.
    pub(super) fn go_to(&self, pane: &mut DetailPane, height: usize, line: usize) {
        let last = self.stops.len().saturating_sub(1);
        pane.cursor = self.stops.partition_point(|stop| stop.lines.end <= line).min(last);
        if !(pane.scroll..pane.scroll + height).contains(&line) {
            pane.scroll = line.saturating_sub(height / 2).min(self.lines.len().saturating_sub(height));
        }
    }

    fn moved(&self, pane: &mut DetailPane, action: Action, height: usize) {
        let last = self.lines.len().saturating_sub(height);
        let scroll = self.first_line(pane, height, true);
        let Some(here) = self.stop(pane.cursor).map(|stop| stop.lines.clone()) else {
            pane.scroll = update::scrolled(pane.scroll, action, height, last);
            return;
        };
        let at = pane.cursor.min(self.stops.len().saturating_sub(1));
        (pane.cursor, pane.scroll) = match action {
            Action::First => (0, 0),
            Action::Last => (self.stops.len().saturating_sub(1), last),
            // A value that is longer than the pane is read to its end first.
            Action::Up if at == 0 || here.start < scroll => (at, scroll.saturating_sub(1)),
            Action::Up => {
                let above = self.with_heading(at - 1);
                (at - 1, scroll.min(above.start.max(above.end.saturating_sub(height))))
            }
            Action::PageDown | Action::PageUp | Action::HalfDown | Action::HalfUp => {
                let to = update::scrolled(here.start.max(scroll), action, height, self.lines.len());
                let at = self.stops.partition_point(|stop| stop.lines.start <= to).saturating_sub(1);
                let scroll = update::scrolled(scroll, action, height, last);
                (at, self.stop(at).filter(|_| at > 0).map_or(scroll, |stop| in_sight(scroll, &stop.lines, height)))
            }
            _ if here.end > scroll + height => (at, scroll + 1),
            _ if at + 1 >= self.stops.len() => (at, (scroll + 1).min(last)),
            _ => {
                let below = self.with_heading(at + 1);
                (at + 1, scroll.max(below.start.min(below.end.saturating_sub(height))))
            }
        };
    }

    /// A stop's lines and those above it that no other one has.
    fn with_heading(&self, at: usize) -> Range<usize> {
        let above = at.checked_sub(1).and_then(|above| self.stops.get(above)).map_or(0, |above| above.lines.end);
        above..self.stop(at).map_or(above, |stop| stop.lines.end)
    }
}

/// How far to scroll so that something of these lines can be seen.
pub(super) fn in_sight(scroll: usize, lines: &Range<usize>, height: usize) -> usize {
    if lines.end <= scroll {
        lines.start
    } else if lines.start >= scroll + height {
        lines.start.min(lines.end.saturating_sub(height))
    } else {
        scroll
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two lines of problems, a field, one of six lines, and under a heading a last one, before a closing line.
    fn content() -> Content {
        let stops = [2..3, 3..9, 11..12].into_iter().enumerate();
        let stops = stops.map(|(at, lines)| Stop { lines, source: Source::Field(at) }).collect();
        Content { lines: vec![Line::default(); 13], stops, ..Content::default() }
    }

    /// Where cursor and viewport are after each of the keys, in a pane of four lines.
    fn walk(content: &Content, actions: &[Action]) -> Vec<(usize, usize)> {
        let mut pane = DetailPane::default();
        let step = |action: &Action| {
            content.moved(&mut pane, *action, 4);
            (pane.cursor, pane.scroll)
        };
        actions.iter().map(step).collect()
    }

    #[test]
    fn a_value_that_is_longer_than_the_pane_is_read_to_its_end() {
        let down = walk(&content(), &[Action::Down; 9]);
        assert_eq!(down, [(1, 3), (1, 4), (1, 5), (2, 8), (2, 9), (2, 9), (2, 9), (2, 9), (2, 9)]);
        let mut up = vec![Action::Last];
        up.extend([Action::Up; 7]);
        assert_eq!(walk(&content(), &up), [(2, 9), (1, 5), (1, 4), (1, 3), (0, 0), (0, 0), (0, 0), (0, 0)]);
    }

    #[test]
    fn pages_take_the_cursor_along_and_the_ends_are_reached() {
        let keys = [Action::PageDown, Action::PageDown, Action::PageDown, Action::PageUp, Action::First];
        assert_eq!(walk(&content(), &keys), [(1, 4), (1, 8), (2, 9), (1, 5), (0, 0)]);
        let all = [Action::Last, Action::PageUp, Action::PageUp, Action::PageUp];
        assert_eq!(walk(&content(), &all).last(), Some(&(0, 0)));
    }

    #[test]
    fn without_anything_to_stand_on_lines_scroll() {
        let plain = Content { stops: Vec::new(), ..content() };
        assert_eq!(
            walk(&plain, &[Action::Down, Action::PageDown, Action::Last, Action::Up]),
            [(0, 1), (0, 5), (0, 9), (0, 8)]
        );
    }

    #[test]
    fn the_cursor_is_in_sight_whatever_the_size() {
        let pane = DetailPane { cursor: 2, ..DetailPane::default() };
        assert_eq!(content().first_line(&pane, 4, true), 8);
        assert_eq!(content().first_line(&pane, 4, false), 0);
    }
}
