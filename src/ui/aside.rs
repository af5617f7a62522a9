//! What stands behind the name of a row: what is known of its object that the object itself does not tell.

use ratatui::style::Style;

use crate::app::findings;
use crate::app::state::Dataset;
use crate::model::changes::Mark;
use crate::model::findings::Tally;
use crate::model::kind::Node;
use crate::ui::changes;
use crate::ui::theme::Theme;

/// What the object itself does not tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Aside {
    /// The findings about it and what it holds.
    pub tally: Option<Tally>,
    /// How often the same object is listed; 0 where it is alone.
    pub shared: usize,
    /// Whether it is new or changed.
    pub mark: Option<Mark>,
}

impl Aside {
    /// What is known of a node.
    pub fn of(data: &Dataset, node: Node) -> Self {
        let analyzed = data.analyzed.as_ref();
        Self {
            tally: analyzed.and_then(|analyzed| analyzed.findings.tally(node)),
            shared: analyzed.map_or(0, |analyzed| analyzed.usage.shared(node, &data.inventory)),
            mark: data.since.reviewed.changes.mark(node),
        }
    }

    /// Its words; some are empty.
    pub fn words(&self, theme: &Theme) -> [(String, Style); 3] {
        let shared = if self.shared > 1 { format!("x{}", self.shared) } else { String::new() };
        let (badge, style) = self.tally.map_or_else(Default::default, |tally| {
            (format!("{}{}", findings::mark(tally.worst), tally.count), theme.severity(tally.worst))
        });
        let mark = self.mark.map_or_else(Default::default, |mark| {
            let (mark, style) = changes::mark(mark, theme);
            (mark.to_owned(), style)
        });
        [mark, (shared, theme.dim), (badge, style)]
    }
}
