//! Who else uses what the selected object has: a bucket, an AI LLM, a credential, an endpoint.

use crate::app::list::{self, What};
use crate::app::state::State;
use crate::model::kind::{Kind, Node};
use crate::model::usage::{Aspect, Thing, label};

/// Everything that others have as well, each with those who have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uses {
    /// Whose that is.
    pub node: Node,
    /// Each thing, in order.
    pub things: Vec<Shared>,
}

/// Something that more than one object has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// Which one.
    pub thing: Thing,
    /// What it is and how far it reaches, in words: longest first, for the room there is.
    pub words: Vec<String>,
    /// How many objects have it.
    pub count: usize,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line<'a> {
    /// What is used.
    Heading(&'a [String]),
    /// Who uses it, by the position among those who do.
    User(Thing, usize),
}

/// Of what more objects than this use, it is not told how far it reaches: to see that, each is looked at.
const MOST_COUNTED: usize = 2000;

impl Uses {
    /// How many lines there are.
    pub fn lines(&self) -> usize {
        self.things.iter().map(|shared| shared.count + 1).sum()
    }

    /// A line.
    pub fn line(&self, at: usize) -> Option<Line<'_>> {
        let mut rest = at;
        for shared in &self.things {
            match rest.checked_sub(1) {
                None => return Some(Line::Heading(&shared.words)),
                Some(at) if at < shared.count => return Some(Line::User(shared.thing, at)),
                Some(_) => rest -= shared.count + 1,
            }
        }
        None
    }
}

/// Lists who else uses what the selected object has, or says why there is nothing to list.
pub(super) fn open(state: &mut State) {
    match of_selected(state) {
        Ok(uses) => list::open(state, What::Uses(uses)),
        Err(why) => state.notice = Some(why.to_owned()),
    }
}

/// Who else uses what the selected object has, or why there is nothing to list.
pub(super) fn of_selected(state: &State) -> Result<Uses, &'static str> {
    let (Some(data), Some(node)) = (&state.data, state.selected()) else { return Err("nothing is selected") };
    let Some(analyzed) = &data.analyzed else { return Err("who uses what is being counted: try again in a moment") };
    let usage = &analyzed.usage;
    let kind = node.kind().ok_or("select a bucket, an AI LLM or a key to see who else uses it")?;
    let things = usage.things(node, &data.inventory);
    // In a view, who stands on what objects have asks for just that.
    let only = state.tree.pivot.as_ref().filter(|pivot| pivot.on_thing).map(|pivot| pivot.aspect);
    // That all in a workspace have it in common is news only of a repository.
    let is_news = |thing: &Thing| match only {
        Some(aspect) => thing.aspect == aspect,
        None => thing.aspect != Aspect::Workspace || kind == Kind::Repo,
    };
    let shared = |thing: Thing| {
        let count = usage.count(thing);
        let what = label(usage, thing, &data.inventory, &state.rules.fingerprints);
        let [reach, short] = if count <= MOST_COUNTED {
            let reach = usage.reach(thing, &data.inventory);
            [reach.words(), reach.short()]
        } else {
            [format!("{count} uses"), format!("{count} uses")]
        };
        let noun = thing.aspect.noun();
        let words = if thing.aspect == Aspect::Credential {
            let rotate = format!("rotate this: {reach}");
            vec![format!("{noun} {what}  {rotate}"), format!("{what}  {rotate}"), rotate, format!("rotate: {short}")]
        } else {
            vec![format!("{noun} {what}: {reach}"), format!("{what}: {reach}"), format!("{noun}: {short}")]
        };
        Shared { thing, words, count }
    };
    let things: Vec<Shared> = things.filter(is_news).map(shared).collect();
    if things.is_empty() {
        return Err("nothing else uses this, as far as this token sees");
    }
    Ok(Uses { node, things })
}
