//! A line of the details: pieces of text, each with what it means.

use crate::model::findings::Severity;

/// What a piece of text is, for the theme to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tone {
    /// A field's label.
    Label,
    /// A value.
    Value,
    /// Something that says little: none, not sent, counts.
    Dim,
    /// A masked value, and how to see it.
    Masked,
    /// A credential in clear.
    Revealed,
    /// What is wrong.
    Problem,
    /// A finding.
    Found(Severity),
    /// A heading.
    Heading,
}

/// A line: pieces of text with their tones; every text is terminal-safe.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(pub Vec<(Tone, String)>);

impl Line {
    /// A line in one tone.
    pub fn of(tone: Tone, text: impl Into<String>) -> Self {
        Self(vec![(tone, text.into())])
    }

    /// The line without its tones.
    pub fn text(&self) -> String {
        self.0.iter().map(|(_, text)| text.as_str()).collect()
    }
}
