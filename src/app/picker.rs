//! The list of profiles: filtered as one types, one of them chosen.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::{Input, InputRequest};

use crate::app::profiles::{ProfileEntry, Profiles};
use crate::app::prompt;

/// What has been typed and chosen so far.
#[derive(Debug, Clone, Default)]
pub struct ProfilePicker {
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
    /// The profile at this position was chosen.
    Chosen(usize),
}

impl ProfilePicker {
    /// A list that stands on a profile.
    pub fn at(choice: usize) -> Self {
        Self { choice, ..Self::default() }
    }

    /// The positions of the profiles of which name, host or workspace contain what was typed, ignoring case.
    pub fn matching(&self, profiles: &Profiles) -> Vec<usize> {
        let typed = self.input.value().to_lowercase();
        let is_match = |entry: &ProfileEntry| {
            let texts = [entry.label(), &entry.host, entry.scope.id().unwrap_or_default()];
            texts.into_iter().any(|text| text.to_lowercase().contains(&typed))
        };
        let found = profiles.entries.iter().enumerate().filter(|(_, entry)| is_match(entry));
        found.map(|(position, _)| position).collect()
    }

    /// Takes pasted text; what would not be visible in it is left out.
    pub fn paste(&mut self, text: &str) {
        for char in text.chars().filter(|char| !char.is_control()).take(64) {
            self.input.handle(InputRequest::InsertChar(char));
        }
        self.choice = 0;
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent, profiles: &Profiles) -> Picked {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let found = self.matching(profiles);
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
