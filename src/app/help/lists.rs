//! The help over a list or the overview: what keys do there, as they are bound.

use std::borrow::Cow;

use crate::app::action::Action;
use crate::app::help::{Item, Lead, Section, keys};
use crate::app::list::What;
use crate::app::state::{Overlay, State};

/// What an action does there; with no words it is what it does everywhere.
type Meaning = (Action, &'static str);

/// What there is to say of a list or the overview; `None` for anything else.
pub(super) fn sections(over: &Overlay, state: &State) -> Option<Vec<Section>> {
    let (title, own) = match over {
        Overlay::Overview => ("The overview", OVERVIEW),
        Overlay::List(pane) => match pane.what {
            What::Findings(_) => ("The list of findings", FINDINGS),
            What::Changes => ("The list of changes", CHANGES),
            What::Uses(_) => ("The list of uses", USES),
        },
        Overlay::Search(_)
        | Overlay::Find(_)
        | Overlay::Help(_)
        | Overlay::Workspace(_)
        | Overlay::Profile(_)
        | Overlay::Palette(_)
        | Overlay::Token(_)
        | Overlay::Save(_)
        | Overlay::Copy(_)
        | Overlay::Printed => return None,
    };
    let item = |(action, about): &Meaning| -> Option<Item> {
        let binding = action.binding()?;
        let about = if about.is_empty() { binding.about } else { about };
        Some((Lead::Keys(keys(state, binding)), Cow::Borrowed(about), binding.name))
    };
    let section = |title, meanings: &[Meaning]| Section { title, items: meanings.iter().filter_map(item).collect() };
    Some(vec![section(title, own), section("Moving", MOVING), section("Program", PROGRAM)])
}

const OVERVIEW: &[Meaning] = &[
    (Action::Toggle, "show in the tree what the line counts"),
    (Action::Open, "to the panel on the right"),
    (Action::Close, "to the panel on the left"),
    (Action::SwitchPane, "to the next panel"),
    (Action::Back, "back to the tree"),
    (Action::Overview, "the same"),
    (Action::Quit, "the same"),
];
const FINDINGS: &[Meaning] = &[
    (Action::Toggle, "go there in the tree; on a rule: to all that it found"),
    (Action::SwitchPane, "by rule or by repository"),
    (Action::FilterFindings, "only what has findings, in the tree"),
    (Action::Back, "back to the tree"),
    (Action::Findings, "the same"),
    (Action::Quit, "the same"),
];
const CHANGES: &[Meaning] = &[
    (Action::Toggle, "go there in the tree"),
    (Action::Acknowledge, ""),
    (Action::Back, "back to the tree"),
    (Action::Changes, "the same"),
    (Action::Quit, "the same"),
];
const USES: &[Meaning] = &[
    (Action::Toggle, "go there in the tree"),
    (Action::Back, "back to the tree"),
    (Action::Uses, "the same"),
    (Action::Quit, "the same"),
];
const MOVING: &[Meaning] = &[
    (Action::Down, "one line down"),
    (Action::Up, "one line up"),
    (Action::First, "to the first line"),
    (Action::Last, "to the last line"),
    (Action::PageDown, ""),
    (Action::PageUp, ""),
    (Action::HalfDown, ""),
    (Action::HalfUp, ""),
];
const PROGRAM: &[Meaning] = &[
    (Action::Refresh, ""),
    (Action::Help, ""),
    (Action::Palette, ""),
    (Action::Mouse, ""),
    (Action::Redraw, ""),
    (Action::Suspend, ""),
];
