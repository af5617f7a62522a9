//! What objects have, as one thing: what it is called, its value, and how far it reaches.

use crate::app::detail::{Line, Tone};
use crate::app::pivot::{Built, Pivoted};
use crate::app::state::State;
use crate::model::kind::Node;
use crate::model::sheet::Sheet;
use crate::model::text;
use crate::model::usage::{self, Aspect};

/// What objects have, where that is selected and not one of them; terminal-safe and masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selected {
    /// What it is.
    pub aspect: Aspect,
    /// Its name, where it has one, else its value.
    pub title: String,
    /// An id, an address or a masked credential; empty where objects have nothing in common but that they have none.
    pub value: String,
}

/// The thing that is selected in a view; `None` where an object is.
pub fn selected(state: &State) -> Option<Selected> {
    let pivot = state.tree.pivot.as_ref().filter(|pivot| pivot.on_thing)?;
    of_first(state, pivot, state.selected()?)
}

fn of_first(state: &State, pivot: &Pivoted, node: Node) -> Option<Selected> {
    let (data, aspect) = (state.data.as_ref()?, pivot.aspect);
    let built = pivot.built.as_ref()?;
    let has = built.place(node, &data.inventory).is_some_and(|place| built.has(place));
    if !has {
        return Some(Selected { aspect, title: format!("no {}", aspect.noun()), value: String::new() });
    }
    let (_, text) = data.inventory.document().get(node.repo())?;
    let sheet = Sheet::of(text);
    let (row, fingerprints) = (sheet.at(node)?, &state.rules.fingerprints);
    let [title, value] = [usage::title, usage::shown].map(|told| told(&row, aspect, fingerprints));
    Some(Selected { aspect, title, value })
}

/// How many objects have what the shown one has, in lines for a width; none where no pivot is shown. Where that itself is
/// selected, it says so before it tells of the first of its objects.
pub(in crate::app) fn lines(state: &State, node: Node, width: usize) -> Vec<Line> {
    let Some(pivot) = &state.tree.pivot else { return Vec::new() };
    let Some(reach) = pivot.built.as_ref().and_then(|built| reach(state, pivot, built, node)) else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    let mut say = |tone: Tone, words: &str| {
        lines.extend(text::wrap(words, width).into_iter().map(|piece| Line::of(tone, piece)));
    };
    match of_first(state, pivot, node).filter(|_| state.detail.on_thing) {
        Some(Selected { aspect, title, value }) => {
            let what = if value.is_empty() { title } else { format!("{} {title}", aspect.noun()) };
            say(Tone::Heading, &what);
            say(Tone::Dim, &reach);
            say(Tone::Dim, "The first of them:");
        }
        None => say(Tone::Dim, &reach),
    }
    lines.push(Line::default());
    lines
}

/// How far what an object has reaches, of everything.
fn reach(state: &State, pivot: &Pivoted, built: &Built, node: Node) -> Option<String> {
    let inventory = &state.data.as_ref()?.inventory;
    let place = built.place(node, inventory)?;
    let extent = built.rows.extent(built.rows.thing_at(place))?;
    let (objects, repositories, noun) = (extent.objects, extent.repositories, pivot.aspect.noun());
    let of = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    let repositories = of(repositories, "repository", "repositories");
    Some(match pivot.aspect {
        _ if !built.has(place) => format!("{} in {repositories}: no {noun}", of(objects, "object", "objects")),
        Aspect::Credential | Aspect::Endpoint if extent.repositories > 1 || objects > 1 => {
            let have = if objects == 1 { "has" } else { "have" };
            format!("{} in {repositories} {have} this {noun}", of(objects, "object", "objects"))
        }
        _ if objects == 1 => format!("nothing else has this {noun}"),
        Aspect::Bucket | Aspect::AiLlm => format!("this {noun} is used {objects} times, in {repositories}"),
        Aspect::Credential | Aspect::Endpoint | Aspect::Workspace => format!("{repositories} are in this {noun}"),
    })
}
