//! What revealing would show: a mask that a file holds in place of a credential has nothing behind it.

use crate::model::pretty;
use crate::model::record::{FieldValue, Record};
use crate::model::secret::{self, Sensitivity};

impl Record {
    /// Whether a field holds something that is not shown until it is revealed.
    pub fn hides(&self) -> bool {
        let fields = self.fields.iter().map(|field| &field.value);
        fields.chain(self.others.iter().map(|(_, value)| value)).any(FieldValue::reveals)
    }
}

impl FieldValue {
    /// Whether there is something hidden that revealing shows.
    pub fn reveals(&self) -> bool {
        match self {
            Self::Key(key) => !key.is_empty() && !secret::is_mask(key),
            Self::Secret(members) => members.iter().any(|(_, value)| !is_masked(value)),
            Self::Text(_) | Self::Json(..) => self.is_hidden(),
            Self::Absent | Self::Null | Self::Flag(_) | Self::Time(_) | Self::References(_) | Self::Deep(_) => false,
        }
    }
}

/// Whether a member of an encrypted credential is a mask, or JSON of nothing else.
fn is_masked(member: &str) -> bool {
    let is_json = member.starts_with(['{', '[']);
    secret::is_mask(member) || (is_json && !pretty::masks(member.as_bytes(), Sensitivity::Sealed))
}
