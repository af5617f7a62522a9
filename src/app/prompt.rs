//! The question for a workspace: an input line with the known ids below it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Size;
use tui_input::{Input, InputRequest};

use crate::app::picker::Place;
use crate::model::inventory::Scope;
use crate::model::text;

/// What has been typed and chosen so far.
#[derive(Debug, Clone, Default)]
pub struct WorkspacePrompt {
    /// The input line.
    pub input: Input,
    /// The suggestion the arrows stand on, counted in the filtered list.
    pub choice: Option<usize>,
}

/// How a key left the prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Still open.
    Open,
    /// Left without a change.
    Cancelled,
    /// A scope was chosen.
    Chosen(Scope),
}

impl WorkspacePrompt {
    /// The known workspaces that contain what was typed, ignoring case.
    pub fn suggestions<'a>(&self, known: &'a [(String, u32)]) -> Vec<&'a (String, u32)> {
        let typed = text::comparable(self.input.value());
        known.iter().filter(|(id, _)| text::comparable(id).contains(&typed)).collect()
    }

    /// Where it stands on a screen: the line that is typed, what Enter does, a free line, those of so many that are known.
    pub fn place(&self, known: usize, screen: Size) -> Place {
        Place::of((64, 10), known, 3, self.choice.unwrap_or(0), screen)
    }

    /// Takes pasted text; what would not be visible in it is left out.
    pub fn paste(&mut self, text: &str) {
        for char in text.chars().filter(|char| !char.is_control()).take(1024) {
            self.input.handle(InputRequest::InsertChar(char));
        }
        self.choice = None;
    }

    /// Takes in that other workspaces are known now: the arrows stay on the one they stood on; where that is gone, it
    /// goes on as if typed.
    pub fn renew(&mut self, old: &[(String, u32)], new: &[(String, u32)]) {
        let chosen = self.choice.and_then(|choice| self.suggestions(old).get(choice).map(|(id, _)| id));
        let Some(chosen) = chosen else { return };
        self.choice = self.suggestions(new).iter().position(|(id, _)| id == chosen);
        if self.choice.is_none() {
            self.input = Input::new(chosen.clone());
        }
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent, known: &[(String, u32)]) -> Outcome {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let count = self.suggestions(known).len();
        match key.code {
            KeyCode::Esc => return Outcome::Cancelled,
            KeyCode::Enter => return Outcome::Chosen(Scope::from_id(&self.answer(known))),
            KeyCode::Down => self.choice = self.choice.map_or(0, |choice| choice + 1).checked_rem(count),
            KeyCode::Up => {
                self.choice =
                    self.choice.unwrap_or(0).checked_add(count).and_then(|at| (at.checked_sub(1)?).checked_rem(count));
            }
            KeyCode::Tab => self.complete(known),
            _ => {
                if let Some(request) = edit(key.code, ctrl) {
                    self.input.handle(request);
                    self.choice = None;
                }
            }
        }
        Outcome::Open
    }

    fn answer(&self, known: &[(String, u32)]) -> String {
        let chosen = self.choice.and_then(|choice| self.suggestions(known).get(choice).map(|(id, _)| id.clone()));
        chosen.unwrap_or_else(|| self.input.value().to_owned())
    }

    /// Takes the suggestion the arrows stand on, else the first one, into the input line.
    fn complete(&mut self, known: &[(String, u32)]) {
        let choice = self.choice.unwrap_or(0);
        if let Some((id, _)) = self.suggestions(known).get(choice) {
            self.input = Input::new(id.clone());
            self.choice = None;
        }
    }
}

/// What a key does to a line of text, in the way of readline.
pub(super) fn edit(code: KeyCode, ctrl: bool) -> Option<InputRequest> {
    Some(match (code, ctrl) {
        (KeyCode::Char('a'), true) | (KeyCode::Home, _) => InputRequest::GoToStart,
        (KeyCode::Char('e'), true) | (KeyCode::End, _) => InputRequest::GoToEnd,
        (KeyCode::Char('u'), true) => InputRequest::DeleteLine,
        (KeyCode::Char('k'), true) => InputRequest::DeleteTillEnd,
        (KeyCode::Char('w'), true) => InputRequest::DeletePrevWord,
        (KeyCode::Char('h'), true) | (KeyCode::Backspace, _) => InputRequest::DeletePrevChar,
        (KeyCode::Left, _) => InputRequest::GoToPrevChar,
        (KeyCode::Right, _) => InputRequest::GoToNextChar,
        (KeyCode::Delete, _) => InputRequest::DeleteNextChar,
        (KeyCode::Char(char), false) if !char.is_control() => InputRequest::InsertChar(char),
        _ => return None,
    })
}
