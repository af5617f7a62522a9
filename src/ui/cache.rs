//! What was drawn last and can be drawn again: the rows of the viewport, the lines of the details, and the cells they
//! made.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::detail::{self, Content};
use crate::app::list::What;
use crate::app::state::{Dataset, DetailPane, Focus, State};
use crate::model::kind::Node;
use crate::ui::columns::Columns;
use crate::ui::row::{self, Row};

/// More rows than any viewport has.
const MOST_ROWS: usize = 1024;

/// Saves decoding and painting what is drawn again; holds nothing that can't be made again.
#[derive(Debug, Default)]
pub struct ViewCache {
    rows: HashMap<Node, Row>,
    rows_for: Option<u64>,
    lines: HashMap<Node, Line<'static>>,
    lines_for: Option<LinesKey>,
    details: Option<(DetailsKey, Content)>,
    painted: Option<(PaintedKey, Buffer)>,
    list: Option<(ListKey, HashMap<usize, Line<'static>>)>,
}

/// What the lines of rows depend on besides their nodes: the data, what is looked for, the width, the columns, and the minute, since rows
/// tell ages.
type LinesKey = (u64, u64, u16, Columns, i64);

/// What the lines of the details depend on: the pane, the data, the width, and the minute.
type DetailsKey = (DetailPane, u64, u16, i64);

/// What the lines of a list depend on: what is listed, the data, the width, and the minute.
type ListKey = (What, u64, u16, i64);

/// What the painted details depend on.
#[derive(Debug, Clone, PartialEq)]
struct PaintedKey {
    pane: DetailPane,
    revision: u64,
    area: Rect,
    focus: Focus,
    covered: bool,
    minute: i64,
}

impl ViewCache {
    /// Lets the rows of all `nodes` be there for [`Self::row`].
    pub fn read_rows(&mut self, data: &Dataset, nodes: &[Node]) {
        if self.rows_for != Some(data.revision) || self.rows.len() > MOST_ROWS {
            self.rows.clear();
            self.rows_for = Some(data.revision);
        }
        let missing: Vec<Node> = nodes.iter().filter(|node| !self.rows.contains_key(node)).copied().collect();
        if !missing.is_empty() {
            let rows = row::read(&data.inventory, &missing).into_iter();
            self.rows.extend(rows.map(|(node, row)| (node, row.aside(data, node))));
        }
    }

    /// The row of a node that was read.
    pub fn row(&self, node: Node) -> Option<&Row> {
        self.rows.get(&node)
    }

    /// Lets the lines of all `nodes`, whose rows were read, be there for [`Self::line`].
    pub fn prepare_lines(
        &mut self,
        (revision, generation, width, columns, now): (u64, u64, u16, Columns, Timestamp),
        nodes: &[Node],
        line: impl Fn(Node, &Row) -> Line<'static>,
    ) {
        let key = (revision, generation, width, columns, minute(now));
        if self.lines_for != Some(key) || self.lines.len() > MOST_ROWS {
            self.lines.clear();
            self.lines_for = Some(key);
        }
        for node in nodes {
            if let (Some(row), Entry::Vacant(entry)) = (self.rows.get(node), self.lines.entry(*node)) {
                entry.insert(line(*node, row));
            }
        }
    }

    /// The line of a node that was prepared; an empty one for any other.
    pub fn line(&self, node: Node) -> Line<'_> {
        let pieces = self.lines.get(&node).into_iter().flat_map(|line| &line.spans);
        pieces.map(|piece| ratatui::text::Span::styled(piece.content.as_ref(), piece.style)).collect()
    }

    /// Lines of a list, each by its place; those that have not been made are.
    pub fn list(
        &mut self,
        (what, revision, width, now): (&What, u64, u16, Timestamp),
        range: Range<usize>,
        mut line: impl FnMut(usize) -> Line<'static>,
    ) -> Vec<(usize, Line<'static>)> {
        let is_same = |(made_for, lines): &(ListKey, HashMap<usize, Line<'static>>)| {
            let (before, ..) = made_for;
            before == what
                && (made_for.1, made_for.2, made_for.3) == (revision, width, minute(now))
                && lines.len() < MOST_ROWS
        };
        if !self.list.as_ref().is_some_and(is_same) {
            self.list = None;
        }
        let key = || (what.clone(), revision, width, minute(now));
        let (_, lines) = self.list.get_or_insert_with(|| (key(), HashMap::new()));
        range.map(|at| (at, lines.entry(at).or_insert_with(|| line(at)).clone())).collect()
    }

    /// The lines of the details for a width.
    pub fn details(&mut self, state: &State, width: u16) -> &Content {
        // Scrolling, the cursor, what is looked for and the moment at which the pane follows change nothing of what it says.
        let pane = DetailPane { scroll: 0, cursor: 0, find: None, due: None, ..state.detail.clone() };
        let key = (pane, revision(state), width, minute(state.screen.now));
        if self.details.as_ref().is_some_and(|(made_for, _)| *made_for != key) {
            self.details = None;
        }
        &self.details.get_or_insert_with(|| (key, detail::content(state, width))).1
    }

    /// Puts the details as they were painted last onto the screen, where nothing of them has changed since.
    pub fn repaint_details(&self, state: &State, area: Rect, screen: &mut Buffer) -> bool {
        let Some((_, painted)) = self.painted.as_ref().filter(|(key, _)| *key == painted_key(state, area)) else {
            return false;
        };
        copy(painted, screen, area);
        true
    }

    /// Keeps the details as they have just been painted.
    pub fn keep_details(&mut self, state: &State, area: Rect, screen: &Buffer) {
        let mut painted = Buffer::empty(area);
        copy(screen, &mut painted, area);
        self.painted = Some((painted_key(state, area), painted));
    }
}

fn painted_key(state: &State, area: Rect) -> PaintedKey {
    PaintedKey {
        pane: DetailPane { due: None, ..state.detail.clone() },
        revision: revision(state),
        area,
        focus: state.focus,
        covered: state.overlay.is_some(),
        minute: minute(state.screen.now),
    }
}

fn revision(state: &State) -> u64 {
    state.data.as_ref().map_or(0, |data| data.revision)
}

/// Ages change from one minute to the next.
fn minute(now: Timestamp) -> i64 {
    now.as_second() / 60
}

/// Copies an area that lies in both.
fn copy(from: &Buffer, to: &mut Buffer, area: Rect) {
    let width = usize::from(area.width);
    for row in area.intersection(from.area).intersection(to.area).rows() {
        let (start, end) = (from.index_of(row.x, row.y), to.index_of(row.x, row.y));
        let cells = (from.content.get(start..start + width), to.content.get_mut(end..end + width));
        if let (Some(from), Some(to)) = cells {
            to.clone_from_slice(from);
        }
    }
}
