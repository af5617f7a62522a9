//! An object as terms see it: for counting what each of many further terms would find, in one pass.

use crate::model::kind::{Kind, Node};
use crate::model::query::look::{self, Look};
use crate::model::query::term::{Field, Flag};
use crate::model::query::values::Parts;

/// An object that a query lets in. A further term that is true of the object itself finds it beside that query.
pub struct Seen<'s> {
    /// Where it is.
    pub node: Node,
    /// What it is.
    pub kind: Kind,
    pub(super) parts: &'s Parts<'s>,
    /// Its repository, where it is an item of one.
    pub(super) above: Option<&'s Parts<'s>>,
    pub(super) look: &'s Look<'s>,
}

impl Seen<'_> {
    /// Hands over what a term compares of a field, as it is shown: what the object says, else what its repository does.
    pub fn values(&self, field: Field, take: &mut dyn FnMut(&str)) {
        let mut is_told = false;
        for (kind, parts) in [(self.kind, Some(self.parts)), (Kind::Repo, self.above)] {
            let Some(parts) = parts.filter(|_| !is_told) else { continue };
            for value in field.paths(kind).iter().filter_map(|path| parts.shown(kind, path)) {
                is_told = true;
                take(&value);
            }
        }
    }

    /// Whether it is so.
    pub fn is(&self, flag: Flag) -> bool {
        self.look.flag(flag, self.kind, self.node, self.parts)
    }

    /// How long ago it was created, in seconds.
    pub fn age(&self) -> Option<i64> {
        look::created(self.kind, self.parts).map(|created| self.look.now.saturating_sub(created))
    }

    /// Whether there is a finding about it of this severity or rule.
    pub fn has_finding(&self, which: &str) -> bool {
        self.look.context.findings.is_some_and(|findings| findings.has(self.node, Some(which)))
    }
}
