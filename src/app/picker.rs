//! A list to choose from: filtered as one types, one of its lines chosen. What the lines say is the caller's.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Rect, Size};
use tui_input::{Input, InputRequest};

use crate::app::layout::{centred, inner};
use crate::app::prompt;
use crate::model::text;

/// What has been typed and chosen so far.
#[derive(Debug, Clone, Default)]
pub struct Picker {
    /// The filter.
    pub input: Input,
    /// The line the arrows stand on, counted in the filtered list.
    pub choice: usize,
}

/// How a key left the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picked {
    /// Still open.
    Open,
    /// Left without a change.
    Cancelled,
    /// The line at this position of the whole list was chosen.
    Chosen(usize),
}

/// Where a list stands on a screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The box with its border.
    pub area: Rect,
    /// What the border leaves: the filter, and below it the lines.
    pub body: Rect,
    /// The lines that can be chosen.
    pub lines: Rect,
    /// The first one that is in sight.
    pub from: usize,
}

impl Place {
    /// For a list of so many lines at most, one of them chosen, below so many others.
    pub fn of((width, most): (u16, u16), all: usize, above: u16, choice: usize, screen: Size) -> Self {
        // Of all of them, so that the box does not jump while one types.
        let wanted = u16::try_from(all).unwrap_or(u16::MAX).clamp(1, most) + above + 2;
        let area = centred(screen, width, wanted);
        let body = inner(area);
        let above = above.min(body.height);
        let lines = Rect { y: body.y + above, height: body.height - above, ..body };
        let height = usize::from(lines.height);
        Self { area, body, lines, from: if height == 0 { 0 } else { (choice + 1).saturating_sub(height) } }
    }

    /// Which line of those that match stands in a cell.
    pub const fn at(&self, x: u16, y: u16) -> Option<usize> {
        let Rect { x: left, y: top, width, height } = self.lines;
        let is_in = x >= left && x < left + width && y >= top && y < top + height;
        if is_in { Some(self.from + (y - top) as usize) } else { None }
    }
}

impl Picker {
    /// Where it stands on a screen: the filter, a free line, the lines.
    pub fn place(&self, all: usize, screen: Size) -> Place {
        Place::of((76, 12), all, 2, self.choice, screen)
    }

    /// A list that stands on a line.
    pub fn at(choice: usize) -> Self {
        Self { choice, ..Self::default() }
    }

    /// The positions of the lines of which some text contains what was typed, ignoring case.
    pub fn matching<'a, L: IntoIterator<Item = &'a str>>(&self, lines: impl Iterator<Item = L>) -> Vec<usize> {
        let typed = text::comparable(self.input.value());
        let is_match = |line: L| line.into_iter().any(|text| text::comparable(text).contains(&typed));
        lines.enumerate().filter_map(|(position, line)| is_match(line).then_some(position)).collect()
    }

    /// Takes pasted text; what would not be visible in it is left out.
    pub fn paste(&mut self, text: &str) {
        for char in text.chars().filter(|char| !char.is_control()).take(64) {
            self.input.handle(InputRequest::InsertChar(char));
        }
        self.choice = 0;
    }

    /// Takes a key, while these are the positions of the lines that match.
    pub fn key(&mut self, key: KeyEvent, found: &[usize]) -> Picked {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc => return Picked::Cancelled,
            // Where nothing matches there is nothing to choose.
            KeyCode::Enter => return found.get(self.choice).map_or(Picked::Open, |at| Picked::Chosen(*at)),
            KeyCode::Down | KeyCode::Tab => self.choice = (self.choice + 1).checked_rem(found.len()).unwrap_or(0),
            KeyCode::Up | KeyCode::BackTab => {
                self.choice = (self.choice + found.len()).saturating_sub(1).checked_rem(found.len()).unwrap_or(0);
            }
            _ => {
                if let Some(request) = prompt::edit(key.code, ctrl)
                    && self.input.handle(request).is_some_and(|change| change.value)
                {
                    self.choice = 0;
                }
            }
        }
        Picked::Open
    }
}
