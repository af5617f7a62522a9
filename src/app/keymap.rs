//! Which key does what: the table's keys, changed by the configuration. Everything that names a key asks here.

use crossterm::event::KeyCode;

use crate::app::action::{self, Action};
use crate::app::key::Key;
use crate::model::near::nearest;

/// What always interrupts.
pub const INTERRUPT: Key = Key::ctrl('c');

/// Every key that does something, in the order of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    bound: Vec<(Key, Action)>,
}

/// An action's keys, as the configuration gives them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'a> {
    /// The name of the action.
    pub action: &'a str,
    /// The names of its keys; none unbinds it.
    pub keys: Vec<&'a str>,
}

/// Why changes cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Which of the changes it is about.
    pub change: usize,
    /// Which of that change's keys; `None` where it is about the action.
    pub key: Option<usize>,
    /// What is wrong, in words that repeat no value.
    pub what: String,
}

impl Default for Keymap {
    fn default() -> Self {
        let keys = |binding: &'static action::Binding| binding.keys.iter().map(|key| (*key, binding.action));
        Self { bound: action::bindings().flat_map(keys).collect() }
    }
}

impl Keymap {
    /// The keys of the table with these changes.
    ///
    /// # Errors
    ///
    /// The first change that cannot be made; where two actions want one key, the change that comes later.
    pub fn changed(changes: &[Change<'_>]) -> Result<Self, Refused> {
        let mut map = Self::default();
        let mut made = Vec::new();
        for (at, change) in changes.iter().enumerate() {
            let refused = |key, what| Refused { change: at, key, what };
            let action = changeable(change.action).map_err(|what| refused(None, what))?;
            let mut keys = Vec::new();
            for (index, name) in change.keys.iter().enumerate() {
                keys.push(Key::named(name).map_err(|what| refused(Some(index), what))?);
            }
            if keys.is_empty() && action == Action::Quit {
                return Err(refused(None, "needs a key: leave at least one to quit with".to_owned()));
            }
            map.bind(action, &keys);
            made.push((at, action, keys));
        }
        // Only now: keys may have changed hands.
        for (at, action, keys) in made.iter().rev() {
            for (index, key) in keys.iter().enumerate() {
                if let Some(other) = map.others(*key, *action).next().and_then(Action::binding) {
                    let what = format!("{} is the key of {} as well; give either another one", key.name(), other.name);
                    return Err(Refused { change: *at, key: Some(index), what });
                }
            }
        }
        Ok(map)
    }

    fn bind(&mut self, action: Action, keys: &[Key]) {
        let at = self.bound.iter().position(|(_, bound)| *bound == action).unwrap_or(self.bound.len());
        self.bound.retain(|(_, bound)| *bound != action);
        let mut new: Vec<(Key, Action)> = Vec::new();
        for key in keys {
            // The same key twice for one action is no mistake worth a message.
            if !new.iter().any(|(known, _)| known == key) {
                new.push((*key, action));
            }
        }
        let at = at.min(self.bound.len());
        self.bound.splice(at..at, new);
    }

    fn others(&self, key: Key, action: Action) -> impl Iterator<Item = Action> {
        self.bound.iter().filter(move |(bound, other)| *bound == key && *other != action).map(|(_, other)| *other)
    }

    /// What a key does.
    pub fn action(&self, key: Key) -> Option<Action> {
        self.bound.iter().find(|(bound, _)| *bound == key).map(|(_, action)| *action)
    }

    /// The keys of an action, the most usual first.
    pub fn keys(&self, action: Action) -> impl Iterator<Item = Key> {
        self.bound.iter().filter(move |(_, bound)| *bound == action).map(|(key, _)| *key)
    }

    /// The keys of an action in one line.
    pub fn label(&self, action: Action) -> String {
        self.keys(action).map(Key::label).collect::<Vec<_>>().join(" ")
    }

    /// The most usual key of an action; `None` where it has none.
    pub fn first(&self, action: Action) -> Option<String> {
        self.keys(action).next().map(Key::label)
    }

    /// The most usual keys of actions that are said together, as `↑↓` or `1-6`; `None` where none has one.
    pub fn firsts(&self, actions: &[Action]) -> Option<String> {
        let keys: Vec<Key> = actions.iter().filter_map(|action| self.keys(*action).next()).collect();
        if let Some(run) = run(keys.iter().copied()) {
            return Some(run);
        }
        let keys: Vec<String> = keys.into_iter().map(Key::label).collect();
        // Letters side by side would be read as a word.
        let are_signs = keys.iter().all(|key| key.chars().count() == 1 && !key.chars().all(char::is_alphanumeric));
        (!keys.is_empty()).then(|| keys.join(if are_signs { "" } else { "/" }))
    }

    /// What keys do, as the end of a message: `r tries again, q quits`. What has no key is left out.
    pub fn says(&self, meanings: &[(Action, &str)]) -> String {
        let said = meanings.iter().filter_map(|(action, does)| Some(format!("{} {does}", self.first(*action)?)));
        said.collect::<Vec<_>>().join(", ")
    }
}

/// Three keys or more that follow one another, as their first and last one.
fn run(mut keys: impl Iterator<Item = Key>) -> Option<String> {
    let letter = |key: Key| match key.code {
        KeyCode::Char(letter) if !key.ctrl && letter.is_alphanumeric() => Some(letter),
        _ => None,
    };
    let first = letter(keys.next()?)?;
    let (mut last, mut count) = (first, 1);
    for key in keys {
        let next = letter(key).filter(|next| u32::from(last) + 1 == u32::from(*next))?;
        (last, count) = (next, count + 1);
    }
    (count > 2).then(|| format!("{first}-{last}"))
}

/// The action of a name, where its keys may be changed.
fn changeable(name: &str) -> Result<Action, String> {
    match Action::named(name) {
        Some(Action::Interrupt) => Err("can't be changed: Ctrl-C always interrupts".to_owned()),
        Some(action) => Ok(action),
        None => {
            let written = name.to_ascii_lowercase().replace('_', "-");
            Err(match nearest(&written, action::bindings().map(|binding| binding.name)) {
                Some(near) => format!("is no action; did you mean {near}?"),
                None => "is no action; `config init` writes a file that names them all".to_owned(),
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed<'a>(changes: &[(&'a str, &[&'a str])]) -> Result<Keymap, Refused> {
        let change = |(action, keys): &(&'a str, &[&'a str])| Change { action, keys: keys.to_vec() };
        Keymap::changed(&changes.iter().map(change).collect::<Vec<_>>())
    }

    fn refused(changes: &[(&str, &[&str])]) -> (usize, Option<usize>, String) {
        let Refused { change, key, what } = changed(changes).unwrap_err();
        (change, key, what)
    }

    #[test]
    fn without_changes_it_is_the_table() {
        let map = changed(&[]).unwrap();
        assert_eq!(map, Keymap::default());
        for binding in action::bindings() {
            assert!(map.keys(binding.action).eq(binding.keys.iter().copied()));
            assert!(binding.keys.iter().all(|key| map.action(*key) == Some(binding.action)));
        }
        assert_eq!(map.action(Key::char('Ω')), None);
    }

    #[test]
    fn an_action_gets_its_new_keys_and_loses_its_old_ones() {
        let map = changed(&[("refresh", &["f6", "ctrl-t", "f6"])]).unwrap();
        assert_eq!(map.label(Action::Refresh), "F6 Ctrl-t");
        assert_eq!(map.action(Key::char('r')), None);
        let map = changed(&[("json", &[])]).unwrap();
        assert_eq!((map.first(Action::Json), map.action(Key::char('t'))), (None, None));
    }

    #[test]
    fn keys_that_are_said_together_are_told_as_short_as_they_can_be() {
        let views: Vec<Action> =
            action::bindings().map(|binding| binding.action).filter(|it| matches!(it, Action::Pivot(_))).collect();
        let map = Keymap::default();
        assert_eq!(map.firsts(&views).as_deref(), Some("1-6"));
        assert_eq!(map.firsts(&[Action::Up, Action::Down]).as_deref(), Some("↑↓"));
        assert_eq!(map.firsts(&[Action::Json, Action::Reveal]).as_deref(), Some("t/x"));
        let map = changed(&[("by-bucket", &["f3"]), ("by-credential", &[])]).unwrap();
        assert_eq!(map.firsts(&views).as_deref(), Some("1/2/F3/5/6"));
    }

    #[test]
    fn keys_may_change_hands() {
        let map = changed(&[("refresh", &["q"]), ("quit", &["r"])]).unwrap();
        assert_eq!(map.action(Key::char('q')), Some(Action::Refresh));
        assert_eq!(map.action(Key::char('r')), Some(Action::Quit));
    }

    #[test]
    fn one_key_for_two_actions_is_refused_with_both_names() {
        let what = "q is the key of quit as well; give either another one".to_owned();
        assert_eq!(refused(&[("json", &["y9"]), ("refresh", &["r", "q"])]).0, 0);
        assert_eq!(refused(&[("refresh", &["r", "q"])]), (0, Some(1), what));
        let what = "Q is the key of json as well; give either another one".to_owned();
        assert_eq!(refused(&[("json", &["Q"]), ("refresh", &["Q"])]), (1, Some(0), what));
    }

    #[test]
    fn what_cannot_be_changed_says_why() {
        for (action, keys, key, what) in [
            ("refrsh", &["r"][..], None, "is no action; did you mean refresh?"),
            ("expand_all", &["r"], None, "is no action; did you mean expand-all?"),
            ("fly-away", &[], None, "is no action; `config init` writes a file that names them all"),
            ("quit", &[], None, "needs a key: leave at least one to quit with"),
            ("interrupt", &["f9"], None, "can't be changed: Ctrl-C always interrupts"),
            ("refresh", &["r", "ctrl-c"], Some(1), "Ctrl-C always interrupts"),
            ("refresh", &["entr"], Some(0), "this is no key; did you mean enter?"),
        ] {
            assert_eq!(refused(&[(action, keys)]), (0, key, what.to_owned()), "{action}");
        }
    }
}
