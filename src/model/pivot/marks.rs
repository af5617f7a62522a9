//! What changed, as marks of the things whose objects did.

use crate::model::changes::{Changes, Mark};
use crate::model::findings::Analyzed;
use crate::model::inventory::Inventory;
use crate::model::kind::Node;
use crate::model::pivot::Pivot;
use crate::model::usage::Aspect;

impl Pivot {
    /// Marks the things whose objects are new or changed; takes as long as there are changes.
    pub fn mark(&mut self, changes: &Changes, aspect: Aspect, (analyzed, inventory): (&Analyzed, &Inventory)) {
        let mut new: Vec<u32> = Vec::new();
        let added = changes.added().iter().map(|place| (place.node(), true));
        let all = added.chain(changes.changed().iter().map(|it| (it.new.node(), false)));
        for (node, is_added) in all {
            // Under a workspace that is whole repositories.
            let is_part = aspect == Aspect::Workspace && !matches!(node, Node::Repo(_));
            let node = if is_part { Node::Repo(node.repo()) } else { node };
            let place = analyzed.usage.slot_with(node, aspect, inventory).and_then(|slot| self.place(slot));
            let Some(thing) = place.map(|place| self.thing_at(place)) else { continue };
            let objects = self.count(thing);
            new.resize(if new.is_empty() { self.heaps.len() } else { new.len() }, 0);
            let (Some(heap), Some(new)) = (self.heaps.get_mut(thing), new.get_mut(thing)) else { continue };
            *new += u32::from(is_added && !is_part);
            heap.mark = Some(if *new as usize == objects { Mark::Added } else { Mark::Within });
        }
    }
}
