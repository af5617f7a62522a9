//! What was drawn last and can be drawn again: the rows of the viewport, the lines of the details, and where these stand.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use foldhash::fast::RandomState;
use jiff::Timestamp;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::detail::{self, Content};
use crate::app::list::What;
use crate::app::state::{Dataset, DetailPane, Focus, State};
use crate::app::tree;
use crate::model::kind::Node;
use crate::ui::cells::Words;
use crate::ui::columns::Columns;
use crate::ui::pivot;
use crate::ui::row::{self, Row};

/// So many rows and lines are kept, and more where the pages that stay have more.
const MOST_ROWS: usize = 400;

/// Rows by what they are. They are looked up for each of them with each key, and nobody from outside makes them up.
type Rows = HashSet<tree::Row, RandomState>;
type OfRows<T> = HashMap<tree::Row, T, RandomState>;

/// Saves decoding and painting what is drawn again; holds nothing that can't be made again.
#[derive(Debug, Default)]
pub struct ViewCache {
    rows: OfRows<Row>,
    rows_for: Option<Shown>,
    made: OfRows<Made>,
    /// The cells in front of the words.
    fronts: HashMap<Stand, Box<[Cell]>>,
    made_for: Option<MadeKey>,
    details: Option<(DetailsKey, Content)>,
    drawn: Option<(DrawnKey, u64)>,
    list: Option<(ListKey, HashMap<usize, Line<'static>>)>,
    /// The first row of the last frame, and how far that was from the one before.
    top: Option<(usize, isize)>,
    /// The rows of the last frame, which stay when others give way.
    shown: Vec<tree::Row>,
    /// The rows of both ends and of the page that followed, which stay as well.
    ends: Vec<tree::Row>,
    /// For what these were found.
    ends_of: Option<EndsKey>,
}

/// The data, and the pivot that is shown of it.
type Shown = (u64, u64);

/// What all rows depend on besides what they say: the data, what is looked for, the width, and the minute, since rows
/// tell ages.
type MadeKey = (Shown, u64, u16, i64);

/// A row as it is put onto the screen.
#[derive(Debug)]
struct Made {
    stand: Stand,
    columns: Columns,
    words: Words,
}

/// What the cells in front of a row's words depend on: how deep it lies, and its mark of a branch.
pub type Stand = (usize, Fold);

/// What the first and the last page depend on: the data, what is looked for, the height, and how many rows there are.
type EndsKey = (Shown, u64, usize, usize);

/// Which mark of a branch a row has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fold {
    /// None: nothing lies below it.
    Leaf,
    /// What lies below it is not shown.
    Closed,
    /// What lies below it is shown.
    Open,
}

/// What the details tell of: the pane and the data.
type Told = (DetailPane, Shown);

/// What the lines of the details depend on: what they tell of, the width, and the minute.
type DetailsKey = (Told, u16, i64);

/// What the lines of a list depend on: what is listed, the data, the width, and the minute.
type ListKey = (What, u64, u16, i64);

/// What the details depend on as they are drawn.
#[derive(Debug, Clone, PartialEq)]
struct DrawnKey {
    told: Told,
    area: Rect,
    focus: Focus,
    covered: bool,
    minute: i64,
}

impl ViewCache {
    /// Lets all these rows be there for [`Self::row`].
    pub fn read_rows(&mut self, state: &State, data: &Dataset, rows: &[tree::Row]) {
        if self.rows_for != Some(shown(state)) {
            self.rows.clear();
            self.rows_for = Some(shown(state));
        }
        let missing: Vec<tree::Row> = rows.iter().filter(|row| !self.rows.contains_key(row)).copied().collect();
        if missing.is_empty() {
            return;
        }
        make_room(&mut self.rows, [rows, &self.shown, &self.ends], missing.len());
        if state.tree.pivot.is_some() {
            self.rows.extend(pivot::read(state, data, &missing));
            return;
        }
        let node = |row: &tree::Row| if let tree::Row::Node(node) = row { Some(*node) } else { None };
        let nodes: Vec<Node> = missing.iter().filter_map(node).collect();
        let rows = row::read(&data.inventory, &nodes);
        self.rows.extend(rows.into_iter().map(|(node, row)| (tree::Row::Node(node), row.aside(data, node))));
    }

    /// What a row says that was read.
    pub fn row(&self, row: tree::Row) -> Option<&Row> {
        self.rows.get(&row)
    }

    /// Which of these rows have not been made as they are to be: at a width, with columns, where they stand.
    pub fn unmade(
        &mut self,
        (state, width, columns): (&State, u16, Columns),
        rows: &[tree::Row],
        stand: impl Fn(tree::Row) -> Stand,
    ) -> Vec<tree::Row> {
        let key = (shown(state), state.arrangement.generation, width, minute(state.screen.now));
        if self.made_for != Some(key) {
            self.made.clear();
            self.fronts.clear();
            self.made_for = Some(key);
        }
        let as_is = |row: &tree::Row| {
            self.made.get(row).is_some_and(|made| made.stand == stand(*row) && made.columns == columns)
        };
        let unmade: Vec<tree::Row> = rows.iter().copied().filter(|row| !as_is(row)).collect();
        // With nothing new all of them stay, also those that were made ready.
        if !unmade.is_empty() {
            make_room(&mut self.made, [rows, &self.shown, &self.ends], unmade.len());
        }
        unmade
    }

    /// Whether it is known what stands in front of the words of such rows.
    pub fn has_front(&self, stand: Stand) -> bool {
        self.fronts.contains_key(&stand)
    }

    /// Keeps what stands in front of the words of such rows.
    pub fn keep_front(&mut self, stand: Stand, cells: &[Cell]) {
        self.fronts.insert(stand, cells.into());
    }

    /// Keeps the words of a row as they were made for columns and for where it stands.
    pub fn keep_row(&mut self, row: tree::Row, stand: Stand, columns: Columns, words: Words) {
        self.made.insert(row, Made { stand, columns, words });
    }

    /// Puts a row as it was made onto a line of the screen.
    pub fn put_row(&self, row: tree::Row, at: Rect, screen: &mut Buffer) {
        let Some(Made { stand, words, .. }) = self.made.get(&row) else { return };
        let front = self.fronts.get(stand).map_or(&[][..], |front| front);
        let start = screen.index_of(at.x, at.y);
        if let Some(room) = screen.content.get_mut(start..start + front.len()) {
            room.clone_from_slice(front);
        }
        let indent = u16::try_from(front.len()).unwrap_or(u16::MAX);
        let rest = Rect { x: at.x.saturating_add(indent), width: at.width.saturating_sub(indent), ..at };
        words.put(screen, rest);
    }

    /// Notes which rows a frame has, and which of all it begins with below the pinned ones.
    pub fn note_frame(&mut self, top: usize, rows: Vec<tree::Row>) {
        let signed = |row| isize::try_from(row).unwrap_or(isize::MAX);
        let step = self.top.map_or(0, |(before, _)| signed(top) - signed(before));
        self.top = Some((top, step));
        self.shown = rows;
    }

    /// How many rows further the last viewport begins than the one before, once.
    pub fn take_step(&mut self) -> Option<isize> {
        self.top.as_mut().map(|(_, step)| std::mem::take(step))
    }

    /// Whether the first and the last page may be others than those that stay.
    pub fn wants_ends(&self, state: &State, height: usize) -> bool {
        self.ends_of != Some(ends_key(state, height))
    }

    /// Lets no such page stay any more; those that are to are told by [`Self::keep_end`].
    pub fn begin_ends(&mut self, state: &State, height: usize) {
        self.ends_of = Some(ends_key(state, height));
        self.ends.clear();
    }

    /// Lets the rows of such a page stay.
    pub fn keep_end(&mut self, rows: Vec<tree::Row>) {
        self.ends.extend(rows);
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
        let pane = DetailPane { scroll: 0, cursor: 0, find: None, due: None, masks_at: None, ..state.detail.clone() };
        let key = (told(state, pane), width, minute(state.screen.now));
        if self.details.as_ref().is_some_and(|(made_for, _)| *made_for != key) {
            self.details = None;
        }
        &self.details.get_or_insert_with(|| (key, detail::content(state, width))).1
    }

    /// By which number the details as they are to be stand in a frame, where they were drawn before.
    pub fn details_drawn(&self, state: &State, area: Rect) -> Option<u64> {
        self.drawn.as_ref().filter(|(key, _)| *key == drawn_key(state, area)).map(|(_, number)| *number)
    }

    /// Notes how the details have just been drawn; the number by which they stand in the frame.
    pub fn note_details(&mut self, state: &State, area: Rect) -> u64 {
        let number = self.drawn.as_ref().map_or(0, |(_, number)| number + 1);
        self.drawn = Some((drawn_key(state, area), number));
        number
    }
}

fn drawn_key(state: &State, area: Rect) -> DrawnKey {
    let pane = DetailPane { due: None, masks_at: None, ..state.detail.clone() };
    DrawnKey {
        told: told(state, pane),
        area,
        focus: state.focus,
        covered: state.overlay.is_some(),
        minute: minute(state.screen.now),
    }
}

fn ends_key(state: &State, height: usize) -> EndsKey {
    (shown(state), state.arrangement.generation, height, state.tree.len())
}

fn told(state: &State, pane: DetailPane) -> Told {
    (pane, shown(state))
}

fn shown(state: &State) -> Shown {
    let revision = state.data.as_ref().map_or(0, |data| data.revision);
    (revision, state.tree.pivot.as_ref().map_or(0, |pivot| pivot.id.0))
}

/// Ages change from one minute to the next.
fn minute(now: Timestamp) -> i64 {
    now.as_second() / 60
}

/// Forgets all but the rows of these pages where with so many more there would be too many.
fn make_room<T>(kept: &mut OfRows<T>, pages: [&[tree::Row]; 3], more: usize) {
    if kept.len() + more > MOST_ROWS {
        let rows: Rows = pages.into_iter().flatten().copied().collect();
        kept.retain(|row, _| rows.contains(row));
    }
}
