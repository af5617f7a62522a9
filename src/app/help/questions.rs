//! The help over a question: keys that can't be changed, since letters are typed there.

use std::borrow::Cow;

use crate::app::help::{Item, Lead, Section};
use crate::app::state::Overlay;

/// What there is to say of a question; `None` for what is none.
pub(super) fn sections(question: &Overlay) -> Option<Vec<Section>> {
    let (title, keys) = match question {
        Overlay::Workspace(_) => ("The question for a workspace", WORKSPACE),
        Overlay::Profile(_) | Overlay::Palette(_) | Overlay::Copy(_) => ("A list to choose from", LIST),
        Overlay::Save(_) => ("The question where to save to", SAVE),
        Overlay::Token(_) => ("The question for an access token", TOKEN),
        Overlay::Search(_) => ("The line for what is looked for", SEARCH),
        Overlay::Find(_) => ("The line for what is looked for", FIND),
        Overlay::Help(_) | Overlay::List(_) | Overlay::Overview | Overlay::Printed => return None,
    };
    let fixed = |(keys, about): &(&str, &'static str)| (Lead::Keys((*keys).to_owned()), Cow::Borrowed(*about), "");
    let items = |keys: &[(&str, &'static str)]| keys.iter().map(fixed).collect::<Vec<Item>>();
    let mut sections = vec![Section { title, items: items(keys) }];
    // What is typed of a token is not shown, so there is no moving in it.
    if !matches!(question, Overlay::Token(_)) {
        sections.push(Section { title: "The line that is typed", items: items(LINE) });
    }
    Some(sections)
}

const WORKSPACE: &[(&str, &str)] = &[
    ("Enter", "ask for the workspace that is chosen, else for the id that was typed"),
    ("Esc", "leave without a change"),
    ("↓ ↑", "choose a known one"),
    ("Tab", "take a known one into the line"),
];
const SAVE: &[(&str, &str)] = &[("Enter", "save to this path"), ("Esc", "leave without saving")];
const FIND: &[(&str, &str)] = &[("Enter", "keep it: the keys go to the details again"), ("Esc", "forget it")];
const SEARCH: &[(&str, &str)] = &[
    ("Enter", "keep what is looked for, and go back to the tree"),
    ("Esc", "look for nothing: all is shown again"),
    ("Tab Shift-Tab", "what the word may go on with: terms, and values that are there"),
    ("↑ ↓", "what was looked for before"),
    ("PgUp PgDn", "scroll the tree"),
];
const LIST: &[(&str, &str)] = &[
    ("Enter", "take the line that is chosen"),
    ("Esc", "leave without a change"),
    ("↓ ↑", "the next line, the previous one"),
    ("Tab Shift-Tab", "the same"),
];
const TOKEN: &[(&str, &str)] = &[
    ("Enter", "use the token that was typed or pasted"),
    ("Esc", "leave without one"),
    ("Backspace", "delete the last character"),
    ("Ctrl-u Ctrl-w", "start anew"),
    ("Ctrl-c", "quit"),
];
const LINE: &[(&str, &str)] = &[
    ("← →", "move in it"),
    ("Home Ctrl-a", "to its start"),
    ("End Ctrl-e", "to its end"),
    ("Ctrl-u", "delete all of it"),
    ("Ctrl-k", "delete the rest of it"),
    ("Ctrl-w", "delete the word before the cursor"),
];
