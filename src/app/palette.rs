//! Every action by its name: what is offered where one stands, and which of it is meant by what was typed.

use crate::app::action::{Action, Binding, GROUPS, Place};
use crate::app::detail;
use crate::app::keymap::Keymap;
use crate::app::msg::Msg;
use crate::app::state::{Focus, Overlay, State};

/// Other names of actions, as other programs have taught them.
const ALIASES: &[(&str, Action)] = &[("q", Action::Quit), ("exit", Action::Quit)];

impl Place {
    /// Whether the keys go there now.
    pub fn is_here(self, state: &State) -> bool {
        let has_rows = state.selected().is_some();
        match self {
            Self::Anywhere => true,
            Self::Panes => has_rows,
            Self::Tree => has_rows && state.focus == Focus::Tree,
            Self::Detail => has_rows && state.focus == Focus::Detail,
        }
    }
}

/// Whether an action would do something now; `hides` is whether the details hold back anything.
pub fn is_offered(state: &State, binding: &Binding, hides: bool) -> bool {
    let would_act = match binding.action {
        Action::Profile => !state.profiles.entries.is_empty(),
        Action::Save => state.data.as_ref().is_some_and(|data| data.arrival.is_some()),
        Action::Reveal => hides,
        Action::Changes | Action::Acknowledge => state.data.as_ref().is_some_and(|data| !data.since.is_empty()),
        Action::AutoRefresh => state.auto_refresh.is_on(),
        _ => true,
    };
    would_act && binding.place.is_here(state)
}

/// All that is offered, in the order of the table; but moving, which everybody has found, comes last.
pub fn offered(state: &State) -> Vec<&'static Binding> {
    let hides = detail::hides(state);
    let is_other = |binding: &&Binding| binding.action != Action::Palette && is_offered(state, binding, hides);
    let (moving, others) = GROUPS.split_first().map_or((&[][..], GROUPS), |(first, rest)| (first.bindings, rest));
    others.iter().flat_map(|group| group.bindings).chain(moving).filter(is_other).collect()
}

/// What is offered and meant by what was typed, the likeliest first.
pub fn found(state: &State, typed: &str) -> Vec<&'static Binding> {
    let ranked = |binding| Some((rank(binding, &state.keymap, typed.trim())?, binding));
    let mut found: Vec<(u8, &Binding)> = offered(state).into_iter().filter_map(ranked).collect();
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, binding)| binding).collect()
}

/// What the list stands on before a message that is not the user's own.
pub(super) fn chosen(state: &State, msg: &Msg) -> Option<Action> {
    match state.overlay.as_ref().and_then(Overlay::question) {
        Some(Overlay::Palette(list)) if !matches!(msg, Msg::Key(_) | Msg::Mouse(_) | Msg::Paste(_)) => {
            found(state, list.input.value()).get(list.choice).map(|binding| binding.action)
        }
        _ => None,
    }
}

/// The list stays on that, whatever else is offered now.
pub(super) fn stay_on(state: &mut State, chosen: Option<Action>) {
    let open = state.overlay.as_ref().and_then(Overlay::question);
    let (Some(Overlay::Palette(list)), Some(chosen)) = (open, chosen) else { return };
    let choice = found(state, list.input.value()).iter().position(|binding| binding.action == chosen).unwrap_or(0);
    if let Some(Overlay::Palette(list)) = state.overlay.as_mut().and_then(Overlay::question_mut) {
        list.choice = choice;
    }
}

/// The positions in a list that is all there is to choose from.
pub fn positions<T>(found: &[T]) -> Vec<usize> {
    (0..found.len()).collect()
}

/// How far off it is, 0 is exact; `None` where it is not meant.
fn rank(binding: &Binding, keymap: &Keymap, typed: &str) -> Option<u8> {
    let lower = typed.to_lowercase();
    if binding.name == lower || ALIASES.contains(&(lower.as_str(), binding.action)) {
        return Some(0);
    }
    if keymap.keys(binding.action).any(|key| key.label() == typed || key.name() == typed) {
        return Some(1);
    }
    // All words count, in any order; the worst of them says how good it is.
    lower.split_whitespace().map(|word| word_rank(binding, word)).try_fold(0, |worst, rank| Some(worst.max(rank?)))
}

fn word_rank(binding: &Binding, word: &str) -> Option<u8> {
    let begins = |text: &str, end: char| text.split(end).any(|part| part.to_lowercase().starts_with(word));
    let is_meant = [
        binding.name.starts_with(word),
        begins(binding.name, '-'),
        begins(binding.about, ' '),
        binding.name.contains(word),
        binding.about.to_lowercase().contains(word),
        has_in_order(binding.name, word),
    ];
    (2..).zip(is_meant).find(|(_, is_meant)| *is_meant).map(|(rank, _)| rank)
}

/// Whether all letters are there, one after the other, others between them or not.
fn has_in_order(text: &str, letters: &str) -> bool {
    let mut rest = text.chars();
    letters.chars().all(|letter| rest.any(|other| other == letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::action;

    fn best(typed: &str) -> Vec<&'static str> {
        let keymap = Keymap::default();
        let mut found: Vec<_> =
            action::bindings().filter_map(|it| Some((rank(it, &keymap, typed)?, it.name))).collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn the_likeliest_comes_first() {
        for (typed, name) in [
            ("q", "quit"),
            ("quit", "quit"),
            ("EXIT", "quit"),
            ("redraw", "redraw"),
            ("E", "expand-all"),
            ("ctrl-l", "redraw"),
            ("f5", "refresh"),
            ("ref", "refresh"),
            ("all col", "collapse-all"),
            ("expand all", "expand-all"),
            ("sib", "next-sibling"),
            ("xpall", "expand-all"),
            ("credentials", "reveal"),
            ("load", "refresh"),
        ] {
            assert_eq!(best(typed).first(), Some(&name), "{typed}: {:?}", best(typed));
        }
        assert_eq!(best("").len(), action::bindings().count());
        assert_eq!(best("zzz"), Vec::<&str>::new());
    }

    #[test]
    fn a_name_finds_its_action_first_whatever_the_others_are_called() {
        for binding in action::bindings() {
            assert_eq!(best(binding.name).first(), Some(&binding.name));
        }
    }
}
