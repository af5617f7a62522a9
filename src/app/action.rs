//! What a user can want, and the one table that ties each action to its keys, its words and its place in the footer.
//!
//! Key handling, footer, help and the README's key table all come from [`BINDINGS`].

use crossterm::event::{KeyCode, KeyModifiers};

/// What a user can want.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// One row or line down.
    Down,
    /// One row or line up.
    Up,
    /// Open a branch, or go to its first child.
    Open,
    /// Close a branch, or go to its parent.
    Close,
    /// Open what is closed, close what is open; on an item: go to its details.
    Toggle,
    /// To the first row or line.
    First,
    /// To the last row or line.
    Last,
    /// A page down.
    PageDown,
    /// A page up.
    PageUp,
    /// Half a page down.
    HalfDown,
    /// Half a page up.
    HalfUp,
    /// To the next row of the same parent.
    NextSibling,
    /// To the previous row of the same parent.
    PreviousSibling,
    /// Open everything.
    ExpandAll,
    /// Close everything.
    CollapseAll,
    /// To the other pane.
    SwitchPane,
    /// Look for something: the tree shows only what matches.
    Search,
    /// To the next match.
    NextMatch,
    /// To the previous match.
    PreviousMatch,
    /// Order the repositories by something else.
    Sort,
    /// Turn the order round.
    ReverseSort,
    /// Ask for a workspace.
    Workspace,
    /// Choose a profile.
    Profile,
    /// Ask the API again.
    Refresh,
    /// JSON instead of fields, and back.
    Json,
    /// Show the credentials of the selected object, and mask them again.
    Reveal,
    /// Copy the value under the cursor.
    Copy,
    /// List what can be copied.
    CopyOther,
    /// Print what was copied, or would be, on the plain screen.
    Print,
    /// Show the keys.
    Help,
    /// One step back; never quits.
    Back,
    /// Draw the screen anew.
    Redraw,
    /// Leave the terminal to the shell for a while.
    Suspend,
    /// Leave the program.
    Quit,
    /// Leave the program as interrupted.
    Interrupt,
}

/// A key as it is pressed: the code, and Ctrl or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The key itself; a shifted letter is its capital.
    pub code: KeyCode,
    /// Whether Ctrl is held.
    pub ctrl: bool,
}

/// An action's line in the table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// What it does.
    pub action: Action,
    /// Every key that does it.
    pub keys: &'static [Key],
    /// What it does, in words for the help and the README.
    pub about: &'static str,
    /// How the footer says it, and how important that is (1 is dropped last); `None` where it does not.
    pub hint: Option<Hint>,
}

/// A key and its meaning in the footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint {
    /// The keys as the footer shows them.
    pub keys: &'static str,
    /// One or two words.
    pub label: &'static str,
    /// 1 is dropped last when it gets narrow.
    pub rank: u8,
    /// Where it matters.
    pub place: Place,
}

/// Where a hint matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In both panes.
    Anywhere,
    /// Only in the tree.
    Tree,
    /// Only in the details.
    Detail,
}

const fn ch(char: char) -> Key {
    Key { code: KeyCode::Char(char), ctrl: false }
}

const fn ctrl(char: char) -> Key {
    Key { code: KeyCode::Char(char), ctrl: true }
}

const fn key(code: KeyCode) -> Key {
    Key { code, ctrl: false }
}

const fn plain(action: Action, keys: &'static [Key], about: &'static str) -> Binding {
    Binding { action, keys, about, hint: None }
}

const fn hinted(action: Action, keys: &'static [Key], about: &'static str, hint: Hint) -> Binding {
    Binding { action, keys, about, hint: Some(hint) }
}

const fn hint(keys: &'static str, label: &'static str, rank: u8, place: Place) -> Hint {
    Hint { keys, label, rank, place }
}

/// The one table: every action with its keys, in the order of the help.
pub const BINDINGS: &[Binding] = &[
    hinted(Action::Down, &[key(KeyCode::Down), ch('j')], "one row down", hint("↑↓", "move", 3, Place::Tree)),
    hinted(Action::Up, &[key(KeyCode::Up), ch('k')], "one row up", hint("↑↓", "scroll", 3, Place::Detail)),
    hinted(
        Action::Open,
        &[key(KeyCode::Right), ch('l')],
        "open, or go to the first child",
        hint("→", "open", 4, Place::Tree),
    ),
    hinted(
        Action::Close,
        &[key(KeyCode::Left), ch('h')],
        "close, or go to the parent; in the details: back to the tree",
        hint("←", "close", 10, Place::Tree),
    ),
    plain(
        Action::Toggle,
        &[key(KeyCode::Enter), ch(' ')],
        "open what is closed, close what is open; on an item: to its details",
    ),
    plain(Action::First, &[key(KeyCode::Home), ch('g')], "to the first row"),
    plain(Action::Last, &[key(KeyCode::End), ch('G')], "to the last row"),
    plain(Action::PageDown, &[key(KeyCode::PageDown)], "a page down"),
    plain(Action::PageUp, &[key(KeyCode::PageUp)], "a page up"),
    plain(Action::HalfDown, &[ctrl('d')], "half a page down"),
    plain(Action::HalfUp, &[ctrl('u')], "half a page up"),
    plain(Action::NextSibling, &[ch('J')], "to the next row of the same parent"),
    plain(Action::PreviousSibling, &[ch('K')], "to the previous row of the same parent"),
    hinted(Action::ExpandAll, &[ch('E')], "open everything", hint("E", "expand all", 12, Place::Tree)),
    hinted(Action::CollapseAll, &[ch('C')], "close everything", hint("C", "collapse all", 13, Place::Tree)),
    hinted(
        Action::SwitchPane,
        &[key(KeyCode::Tab), key(KeyCode::BackTab)],
        "to the other pane",
        hint("Tab", "details", 9, Place::Tree),
    ),
    hinted(
        Action::Search,
        &[ch('/')],
        "search: shows what matches; Esc clears it",
        hint("/", "search", 5, Place::Anywhere),
    ),
    plain(Action::NextMatch, &[ch('n')], "to the next match"),
    plain(Action::PreviousMatch, &[ch('N')], "to the previous match"),
    hinted(
        Action::Sort,
        &[ch('s')],
        "sort repositories by name, created, items, findings, or as they came",
        hint("s", "sort", 10, Place::Tree),
    ),
    plain(Action::ReverseSort, &[ch('S')], "turn the order round"),
    hinted(Action::Workspace, &[ch('w')], "choose a workspace", hint("w", "workspace", 6, Place::Anywhere)),
    hinted(Action::Profile, &[ch('P')], "switch to another profile", hint("P", "profile", 11, Place::Anywhere)),
    hinted(
        Action::Refresh,
        &[ch('r'), ch('R'), ctrl('r'), key(KeyCode::F(5))],
        "load again; between two tries: try now",
        hint("r", "refresh", 7, Place::Anywhere),
    ),
    hinted(Action::Json, &[ch('t')], "the object's JSON, and back", hint("t", "JSON", 10, Place::Anywhere)),
    hinted(
        Action::Reveal,
        &[ch('x')],
        "show the selected object's credentials, and mask them again",
        hint("x", "reveal", 8, Place::Anywhere),
    ),
    hinted(
        Action::Copy,
        &[ch('y')],
        "copy the value under the cursor: the selected object's id",
        hint("y", "copy", 9, Place::Anywhere),
    ),
    plain(Action::CopyOther, &[ch('Y')], "copy a field of it, its JSON, a jq filter or a curl command"),
    plain(Action::Print, &[ch('p')], "print what y copies on the plain screen; any key returns"),
    hinted(Action::Help, &[ch('?'), key(KeyCode::F(1))], "these keys", hint("?", "help", 2, Place::Anywhere)),
    hinted(
        Action::Back,
        &[key(KeyCode::Esc), key(KeyCode::Backspace)],
        "one step back; stops loading and waiting; never quits",
        hint("Esc", "tree", 4, Place::Detail),
    ),
    plain(Action::Redraw, &[ctrl('l')], "draw the screen anew"),
    plain(Action::Suspend, &[ctrl('z')], "back to the shell for a while; `fg` returns"),
    hinted(Action::Quit, &[ch('q')], "quit", hint("q", "quit", 1, Place::Anywhere)),
    plain(Action::Interrupt, &[ctrl('c')], "quit, with exit code 130"),
];

impl Key {
    /// The key as it is printed on a keyboard, in words of at most a few characters.
    pub fn label(self) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char(char) => char.to_string(),
            KeyCode::Up => "↑".to_owned(),
            KeyCode::Down => "↓".to_owned(),
            KeyCode::Left => "←".to_owned(),
            KeyCode::Right => "→".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            KeyCode::BackTab => "Shift-Tab".to_owned(),
            KeyCode::F(number) => format!("F{number}"),
            other => format!("{other:?}"),
        };
        if self.ctrl { format!("Ctrl-{name}") } else { name }
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
}

impl Binding {
    /// All its keys in one line.
    pub fn keys_label(&self) -> String {
        self.keys.iter().map(|key| key.label()).collect::<Vec<_>>().join(" ")
    }
}

/// The action a key is bound to.
pub fn action(key: Key) -> Option<Action> {
    BINDINGS.iter().find(|binding| binding.keys.contains(&key)).map(|binding| binding.action)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things_and_every_action_has_one() {
        let mut seen: Vec<Key> = Vec::new();
        for binding in BINDINGS {
            assert!(!binding.keys.is_empty(), "{:?}", binding.action);
            for key in binding.keys {
                assert!(!seen.contains(key), "{}", key.label());
                seen.push(*key);
            }
        }
    }

    #[test]
    fn ctrl_letters_come_in_either_case_and_alt_is_nothing() {
        assert_eq!(Key::pressed(KeyCode::Char('R'), KeyModifiers::CONTROL).and_then(action), Some(Action::Refresh));
        assert_eq!(Key::pressed(KeyCode::Char('J'), KeyModifiers::SHIFT).and_then(action), Some(Action::NextSibling));
        assert_eq!(Key::pressed(KeyCode::Char('q'), KeyModifiers::ALT), None);
        assert_eq!(Key::pressed(KeyCode::Char('z'), KeyModifiers::NONE).and_then(action), None);
    }
}
