//! The items of one list: each decoded where it is looked at, with what is wrong with it beside the others.

use std::collections::HashMap;

use crate::model::id;
use crate::model::kind::Kind;
use crate::model::record::Record;

/// The items of one list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Siblings<'a> {
    kind: Kind,
    items: Vec<&'a str>,
    /// For each item whether another one is the same object.
    twins: Vec<bool>,
}

impl<'a> Siblings<'a> {
    /// The items with these source texts.
    pub fn of(kind: Kind, items: Vec<&'a str>) -> Self {
        let mut twins = vec![false; items.len()];
        let mut first: HashMap<(&str, Option<&str>), usize> = HashMap::new();
        // Alone it has no twin.
        let items_with_others = if items.len() > 1 { items.as_slice() } else { &[] };
        for (at, identity) in items_with_others.iter().enumerate() {
            let Some(identity) = id::item_identity(kind, identity) else { continue };
            let before = *first.entry(identity).or_insert(at);
            for twin in [before, at].into_iter().filter(|_| before != at) {
                if let Some(slot) = twins.get_mut(twin) {
                    *slot = true;
                }
            }
        }
        Self { kind, items, twins }
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The source text of the item at a position.
    pub fn raw(&self, index: usize) -> Option<&'a str> {
        self.items.get(index).copied()
    }

    /// The item at a position, decoded.
    pub fn record(&self, index: usize) -> Option<Record> {
        let mut record = Record::of(self.kind, self.raw(index)?);
        if self.twins.get(index).copied().unwrap_or_default() {
            let same = if self.kind == Kind::Bucket { "id and folder" } else { "id" };
            record.problems.push(format!("another {} in this list has the same {same}", self.kind.noun()));
        }
        Some(record)
    }

    /// All items, decoded one by one.
    pub fn records(&self) -> impl Iterator<Item = Record> {
        (0..self.len()).filter_map(|index| self.record(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::json;

    fn problems(kind: Kind, items: &str) -> Vec<Vec<String>> {
        Siblings::of(kind, json::elements(items)).records().map(|record| record.problems).collect()
    }

    #[test]
    fn items_with_one_id_are_told() {
        let told = vec!["another API key in this list has the same id".to_owned()];
        let keys = problems(
            Kind::ApiKey,
            r#"[{"id":"k"},{"id":"l"},{"id":"k"},{"id":null},{"id":null},{"id":""},{"id":""},{}]"#,
        );
        assert_eq!(keys, [told.clone(), vec![], told, vec![], vec![], vec![], vec![], vec![]]);
        let llms = problems(Kind::AiLlm, r#"[{"aiLlmId":"l","aiLlm":{}},{"aiLlm":{"id":"l"}}]"#);
        assert_eq!(llms, [["another AI LLM in this list has the same id"]; 2]);
    }

    #[test]
    fn one_bucket_may_be_used_with_several_folders() {
        let twice = problems(
            Kind::Bucket,
            r#"[{"bucketId":"b","folder":"x","bucket":{}},{"unitId":"b","folder":"y","unit":{}},
                {"bucketId":"b","folder":"x","bucket":{}},{"bucketId":"c","bucket":{}},{"bucketId":"c","folder":null,"bucket":{}}]"#,
        );
        let told = vec!["another bucket in this list has the same id and folder".to_owned()];
        assert_eq!(twice, [told.clone(), vec![], told.clone(), told.clone(), told]);
    }

    #[test]
    fn what_is_no_object_has_no_twin() {
        let items = Siblings::of(Kind::ApiKey, json::elements("[1,1,null,null]"));
        assert!(items.records().all(|record| record.problems.len() == 1));
        assert_eq!((items.len(), items.raw(1), items.raw(4), items.record(4)), (4, Some("1"), None, None));
    }
}
