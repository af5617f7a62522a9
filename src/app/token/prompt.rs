//! The question for a token: what is typed is counted, never shown.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::model::token::{Flaw, Hidden, Token};

/// What has been typed so far, and what there is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenPrompt {
    typed: Hidden,
    /// Why it is asked for: how the last one was refused; `None` where there was none.
    pub why: Option<String>,
    /// What is wrong with what was typed, once it was given.
    pub flaw: Option<String>,
}

/// How a key left the prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Still open.
    Open,
    /// Left without a token.
    Left,
    /// A token was given.
    Given(Token),
}

impl TokenPrompt {
    /// An empty one.
    pub fn new(why: Option<String>) -> Self {
        Self { typed: Hidden::for_a_token(), why, flaw: None }
    }

    /// How many characters were typed.
    pub fn count(&self) -> usize {
        self.typed.text().chars().count()
    }

    /// Takes pasted text; what is wrong with it is told when it is given.
    pub fn paste(&mut self, text: &Hidden) {
        self.add(text.text());
    }

    fn add(&mut self, text: &str) {
        self.flaw = None;
        if !self.typed.add(text) {
            self.flaw = Some("that is more than 64 KiB, which is no token; Ctrl-u starts anew".to_owned());
        }
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent) -> Outcome {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        match (key.code, ctrl) {
            (KeyCode::Esc, _) => return Outcome::Left,
            (KeyCode::Enter, _) => return self.give(),
            (KeyCode::Char('u' | 'w'), true) => {
                self.typed.wipe();
                self.flaw = None;
            }
            (KeyCode::Char('h'), true) | (KeyCode::Backspace, _) => {
                self.typed.take_last();
                self.flaw = None;
            }
            (KeyCode::Char(char), false) => self.add(char.encode_utf8(&mut [0; 4])),
            _ => {}
        }
        Outcome::Open
    }

    fn give(&mut self) -> Outcome {
        let flaw = match Token::read(self.typed.text().as_bytes()) {
            Ok(token) => return Outcome::Given(token),
            Err(Flaw::Empty) => "nothing was typed yet".to_owned(),
            Err(Flaw::TooLong) => "that is more than 64 KiB, which is no token".to_owned(),
            Err(Flaw::Unusable { length, what }) => {
                format!("that is no token: {length} bytes with {what}; Ctrl-u starts anew")
            }
        };
        self.flaw = Some(flaw);
        Outcome::Open
    }
}
