//! References to other objects, as a bucket and an AI LLM hold them: which repositories use it.

use crate::model::json::{self, Object, Value};
use crate::model::pretty::{self, Layout, Secrets};
use crate::model::secret::Sensitivity;
use crate::model::{shape, text};

/// A reference to another object; every text in it is terminal-safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The object's name, else its id, else what came.
    pub name: String,
    /// What else tells which object it is: its id and storage type, as far as they came.
    pub about: Vec<String>,
    /// The hash of its id, as [`crate::model::shape::Shape`] has it; `None` where none came.
    pub id: Option<u64>,
}

impl Reference {
    /// The references in the source text of a list.
    pub fn all(list: &str) -> Vec<Self> {
        json::elements(list).into_iter().map(Self::of).collect()
    }

    fn of(raw: &str) -> Self {
        let object = Object::of(raw).unwrap_or_default();
        let text = |name: &str| match object.get(name)? {
            Value::Text(text) if !text::blank(&text) => Some(Sensitivity::Open.apply(&text).into_owned()),
            _ => None,
        };
        let mut told = ["name", "id", "storageType"].into_iter().filter_map(text);
        let name = told.next().unwrap_or_else(|| as_it_came(raw));
        let id = object.raw("id").map(shape::id_of).filter(|id| *id != 0);
        Self { name, about: told.collect(), id }
    }

    /// The reference in one line: `Backups  550e8400-e29b  S3`.
    pub fn line(&self) -> String {
        std::iter::once(&self.name).chain(&self.about).map(String::as_str).collect::<Vec<_>>().join("  ")
    }
}

fn as_it_came(raw: &str) -> String {
    let mut out = Vec::new();
    // Writing to memory does not fail.
    pretty::write(raw.as_bytes(), Layout::Compact, Secrets::Masked, Sensitivity::Open, &mut out).unwrap_or_default();
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_says_which_object_it_means_as_far_as_that_came() {
        let list = r#"[{"id":"1","name":"A\u001b","storageType":"S3","createdAt":"x"},{"id":"2"},{"name":"B","id":null},
            {"token":"canary-canary-canary"},"bare",null]"#;
        let lines: Vec<String> = Reference::all(list).iter().map(Reference::line).collect();
        assert_eq!(lines, ["A\u{241b}  1  S3", "2", "B", r#"{"token":"cana****nary"}"#, "\"bare\"", "null"]);
        assert_eq!(Reference::all("[]"), []);
    }
}
