//! What a user can want, and what the one table of it ([`GROUPS`]) says of each action.
//!
//! Configuration, key handling, footer, help, palette and the README's key table all come from that table.

mod table;

use crate::app::key::Key;
use crate::model::usage::Aspect;
pub use table::GROUPS;

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
    /// Open what is closed, close what is open; on an item: go to its details, and there: go to what a field refers to.
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
    /// Give the pane in focus the whole body, and back.
    Zoom,
    /// Give the pane in focus more room.
    Grow,
    /// Give the pane in focus less room.
    Shrink,
    /// Move the border between the panes left or up.
    BorderBack,
    /// Move the border between the panes right or down.
    BorderOn,
    /// Let the panes stand the other way: side by side or stacked.
    Turn,
    /// To what was visited before a jump.
    VisitedBack,
    /// To what was visited after it.
    VisitedForth,
    /// Look for something: the tree shows only what matches.
    Search,
    /// To the next match.
    NextMatch,
    /// To the previous match.
    PreviousMatch,
    /// List what is wrong.
    Findings,
    /// Keep only what has findings, and show everything again.
    FilterFindings,
    /// Show what there is in figures.
    Overview,
    /// List who else uses what the selected object has.
    Uses,
    /// List what changed.
    Changes,
    /// Acknowledge what changed.
    Acknowledge,
    /// Show the same inventory by what its objects have; `None` is by repository.
    Pivot(Option<Aspect>),
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
    /// Pause asking again every so often, and go on.
    AutoRefresh,
    /// Save what is loaded to a file.
    Save,
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
    /// Choose any action by its name.
    Palette,
    /// One step back; never quits.
    Back,
    /// Turn the mouse on or off.
    Mouse,
    /// Draw the screen anew.
    Redraw,
    /// Leave the terminal to the shell for a while.
    Suspend,
    /// Leave the program.
    Quit,
    /// Leave the program as interrupted.
    Interrupt,
}

/// Actions that belong together, under a heading of the help.
#[derive(Debug, Clone, Copy)]
pub struct Group {
    /// The heading.
    pub title: &'static str,
    /// The actions, in the order of the help.
    pub bindings: &'static [Binding],
}

/// An action's line in the table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// What it does.
    pub action: Action,
    /// Its name in the configuration and the palette; once published it stays.
    pub name: &'static str,
    /// The keys that do it unless the configuration says otherwise.
    pub keys: &'static [Key],
    /// What it does, in words for the help and the README.
    pub about: &'static str,
    /// Where it means something.
    pub place: Place,
    /// How the footer says it; `None` where it does not.
    pub hint: Option<Hint>,
}

/// An action in the footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint {
    /// One or two words.
    pub label: &'static str,
    /// 1 is dropped last when it gets narrow.
    pub rank: u8,
    /// Where it is said.
    pub place: Place,
    /// The actions whose keys are said with it; none is its own alone.
    pub keys_of: &'static [Action],
}

/// Where an action means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Everywhere, also where nothing is loaded.
    Anywhere,
    /// In both panes, where there are rows.
    Panes,
    /// Only in the tree.
    Tree,
    /// Only in the details.
    Detail,
}

impl Binding {
    /// An action that means something everywhere and that the footer does not say.
    const fn of(action: Action, name: &'static str, keys: &'static [Key], about: &'static str) -> Self {
        Self { action, name, keys, about, place: Place::Anywhere, hint: None }
    }

    const fn at(self, place: Place) -> Self {
        Self { place, ..self }
    }

    const fn hint(self, label: &'static str, rank: u8, place: Place) -> Self {
        Self { hint: Some(Hint { label, rank, place, keys_of: &[] }), ..self }
    }

    const fn hint_of(self, keys_of: &'static [Action], label: &'static str, rank: u8, place: Place) -> Self {
        Self { hint: Some(Hint { label, rank, place, keys_of }), ..self }
    }
}

impl Action {
    /// What the table says of it.
    pub fn binding(self) -> Option<&'static Binding> {
        bindings().find(|binding| binding.action == self)
    }

    /// Whether it moves through lines.
    pub const fn is_move(self) -> bool {
        matches!(
            self,
            Self::Down
                | Self::Up
                | Self::First
                | Self::Last
                | Self::PageDown
                | Self::PageUp
                | Self::HalfDown
                | Self::HalfUp
        )
    }

    /// The action of a name.
    pub fn named(name: &str) -> Option<Self> {
        bindings().find(|binding| binding.name == name).map(|binding| binding.action)
    }
}

/// The whole table, in the order of the help.
pub fn bindings() -> impl Iterator<Item = &'static Binding> {
    GROUPS.iter().flat_map(|group| group.bindings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_does_two_things_and_every_action_has_one_and_a_name() {
        let (mut keys, mut names) = (Vec::new(), Vec::new());
        for binding in bindings() {
            assert!(!binding.keys.is_empty(), "{:?}", binding.action);
            for key in binding.keys {
                assert!(!keys.contains(key), "{}", key.label());
                keys.push(*key);
            }
            assert!(binding.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", binding.name);
            assert!(!names.contains(&binding.name), "{}", binding.name);
            names.push(binding.name);
            assert_eq!(Action::named(binding.name), Some(binding.action));
        }
    }
}
