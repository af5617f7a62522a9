//! A key as it is pressed, as it is shown, and as the configuration names it.

use crossterm::event::{KeyCode, KeyModifiers};

/// A key as it is pressed: the code, and Ctrl or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The key itself; a shifted letter is its capital.
    pub code: KeyCode,
    /// Whether Ctrl is held.
    pub ctrl: bool,
}

/// The keys with names: as the configuration has them, as the screen shows them. Of two names for one key the first is
/// the usual one.
const NAMED: &[(&str, KeyCode, &str)] = &[
    ("space", KeyCode::Char(' '), "Space"),
    ("enter", KeyCode::Enter, "Enter"),
    ("esc", KeyCode::Esc, "Esc"),
    ("tab", KeyCode::Tab, "Tab"),
    ("shift-tab", KeyCode::BackTab, "Shift-Tab"),
    ("backspace", KeyCode::Backspace, "Backspace"),
    ("delete", KeyCode::Delete, "Delete"),
    ("insert", KeyCode::Insert, "Insert"),
    ("up", KeyCode::Up, "↑"),
    ("down", KeyCode::Down, "↓"),
    ("left", KeyCode::Left, "←"),
    ("right", KeyCode::Right, "→"),
    ("home", KeyCode::Home, "Home"),
    ("end", KeyCode::End, "End"),
    ("pgup", KeyCode::PageUp, "PgUp"),
    ("pgdn", KeyCode::PageDown, "PgDn"),
    ("return", KeyCode::Enter, "Enter"),
    ("escape", KeyCode::Esc, "Esc"),
    ("del", KeyCode::Delete, "Delete"),
    ("pageup", KeyCode::PageUp, "PgUp"),
    ("pagedown", KeyCode::PageDown, "PgDn"),
    ("pgdown", KeyCode::PageDown, "PgDn"),
];

/// The highest function key that terminals tell of.
const LAST_FUNCTION_KEY: u8 = 12;

impl Key {
    /// A character's key.
    pub const fn char(char: char) -> Self {
        Self { code: KeyCode::Char(char), ctrl: false }
    }

    /// A letter's key while Ctrl is held.
    pub const fn ctrl(char: char) -> Self {
        Self { code: KeyCode::Char(char), ctrl: true }
    }

    /// Any other key.
    pub const fn code(code: KeyCode) -> Self {
        Self { code, ctrl: false }
    }

    /// The key that was pressed, where it is one that can be bound.
    pub fn pressed(code: KeyCode, modifiers: KeyModifiers) -> Option<Self> {
        if modifiers.intersects(KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::META | KeyModifiers::HYPER) {
            return None;
        }
        let ctrl = modifiers.contains(KeyModifiers::CONTROL);
        // With Ctrl a terminal may report the letter in either case.
        let code = match code {
            KeyCode::Char(char) if ctrl => KeyCode::Char(char.to_ascii_lowercase()),
            code => code,
        };
        Some(Self { code, ctrl })
    }

    /// The key as it is printed on a keyboard, in words of at most a few characters.
    pub fn label(self) -> String {
        let named = NAMED.iter().find(|(_, code, _)| *code == self.code);
        let name = match (named, self.code) {
            (Some((_, _, label)), _) => (*label).to_owned(),
            (None, KeyCode::Char(char)) => char.to_string(),
            (None, KeyCode::F(number)) => format!("F{number}"),
            (None, other) => format!("{other:?}"),
        };
        if self.ctrl { format!("Ctrl-{name}") } else { name }
    }

    /// The key as the configuration names it.
    pub fn name(self) -> String {
        let named = NAMED.iter().find(|(_, code, _)| *code == self.code);
        let name = match (named, self.code) {
            (Some((name, ..)), _) => (*name).to_owned(),
            (None, KeyCode::Char(char)) => char.to_string(),
            (None, KeyCode::F(number)) => format!("f{number}"),
            (None, other) => format!("{other:?}").to_ascii_lowercase(),
        };
        if self.ctrl { format!("ctrl-{name}") } else { name }
    }

    /// The key of a name.
    ///
    /// # Errors
    ///
    /// In words that do not repeat the name, which may be anything.
    pub fn named(name: &str) -> Result<Self, String> {
        let mut chars = name.chars();
        if let (Some(char), None) = (chars.next(), chars.next()) {
            let is_printed = !char.is_control() && !char.is_whitespace();
            return if is_printed { Ok(Self::char(char)) } else { Err(unknown(name)) };
        }
        let lower = name.to_ascii_lowercase();
        if let Some((_, code, _)) = NAMED.iter().find(|(name, ..)| *name == lower) {
            return Ok(Self::code(*code));
        }
        if let Some(number) = lower.strip_prefix('f').filter(|it| !it.starts_with('+')).and_then(|it| it.parse().ok())
            && (1..=LAST_FUNCTION_KEY).contains(&number)
        {
            return Ok(Self::code(KeyCode::F(number)));
        }
        match lower.split_once('-') {
            Some(("ctrl" | "control" | "c", rest)) => with_ctrl(rest).ok_or_else(|| unknown(name))?,
            Some(("shift", rest)) => match rest.as_bytes() {
                [letter @ b'a'..=b'z'] => Ok(Self::char(char::from(letter.to_ascii_uppercase()))),
                _ => Err(unknown(name)),
            },
            Some(("alt" | "meta" | "super" | "cmd", _)) => Err("keys with Alt or Cmd can't be bound".to_owned()),
            _ => Err(unknown(name)),
        }
    }
}

/// A key with Ctrl, as far as terminals tell it from others; `None` where it is none at all.
fn with_ctrl(rest: &str) -> Option<Result<Key, String>> {
    let same = |other: &str| Some(Err(format!("terminals send the same for it as for {other}; bind {other}")));
    match rest.as_bytes() {
        [b'c'] => Some(Err("Ctrl-C always interrupts".to_owned())),
        [b'i'] => same("tab"),
        [b'm'] => same("enter"),
        [b'['] => same("esc"),
        [letter @ b'a'..=b'z'] => Some(Ok(Key::ctrl(char::from(*letter)))),
        b"space" => Some(Ok(Key::ctrl(' '))),
        _ => None,
    }
}

fn unknown(name: &str) -> String {
    let names = NAMED.iter().map(|(name, ..)| *name);
    let functions = (1..=LAST_FUNCTION_KEY).map(|number| format!("f{number}"));
    let letters = ('a'..='z').map(|letter| format!("ctrl-{letter}"));
    let known: Vec<String> = names.map(str::to_owned).chain(functions).chain(letters).collect();
    match crate::model::near::nearest(&name.to_ascii_lowercase(), known.iter().map(String::as_str)) {
        Some(near) => format!("this is no key; did you mean {near}?"),
        None => "this is no key; a key is one character, f1 to f12, ctrl- and a letter, or a name such as enter, \
                 space, tab, esc, up, pgdn"
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ctrl_letters_come_in_either_case_and_alt_is_nothing() {
        assert_eq!(Key::pressed(KeyCode::Char('R'), KeyModifiers::CONTROL), Some(Key::ctrl('r')));
        assert_eq!(Key::pressed(KeyCode::Char('J'), KeyModifiers::SHIFT), Some(Key::char('J')));
        assert_eq!(Key::pressed(KeyCode::Char('q'), KeyModifiers::ALT), None);
    }

    #[test]
    fn every_key_has_one_name_that_leads_back_to_it() {
        let letters = (' '..='~').map(Key::char).chain(('a'..='z').map(Key::ctrl)).chain(['é', '日'].map(Key::char));
        let others = NAMED.iter().map(|(_, code, _)| *code).chain((1..=12).map(KeyCode::F)).map(Key::code);
        for key in letters.chain(others).chain([Key::ctrl(' ')]) {
            match key.code {
                KeyCode::Char('c' | 'i' | 'm') if key.ctrl => assert!(Key::named(&key.name()).is_err()),
                _ => assert_eq!(Key::named(&key.name()), Ok(key), "{}", key.name()),
            }
        }
    }

    #[test]
    fn names_are_taken_as_people_write_them() {
        for (name, key) in [
            ("Ctrl-R", Key::ctrl('r')),
            ("ctrl-d", Key::ctrl('d')),
            ("F5", Key::code(KeyCode::F(5))),
            ("PgDn", Key::code(KeyCode::PageDown)),
            ("PageDown", Key::code(KeyCode::PageDown)),
            ("Shift-Tab", Key::code(KeyCode::BackTab)),
            ("shift-j", Key::char('J')),
            ("-", Key::char('-')),
            ("G", Key::char('G')),
        ] {
            assert_eq!(Key::named(name), Ok(key), "{name}");
        }
    }

    #[test]
    fn what_is_no_key_is_told_with_the_nearest_one_and_never_repeated() {
        for (name, said) in [
            ("entr", "this is no key; did you mean enter?"),
            ("ctl-r", "this is no key; did you mean ctrl-r?"),
            ("ctrl-i", "terminals send the same for it as for tab; bind tab"),
            ("ctrl-c", "Ctrl-C always interrupts"),
            ("alt-x", "keys with Alt or Cmd can't be bound"),
        ] {
            assert_eq!(Key::named(name), Err(said.to_owned()), "{name}");
        }
        for name in ["", " ", "\u{7}", "f13", "f0", "f+1", "canary-canary", "ctrl-", "ctrl-canary", "shift-up"] {
            let said = Key::named(name).unwrap_err();
            assert!(said.starts_with("this is no key") && !said.contains("canary"), "{name:?}: {said}");
        }
    }
}
