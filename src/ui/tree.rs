//! The left pane: the rows of the tree, painted by `tui-tree-widget`.

use std::iter::Peekable;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Paragraph, StatefulWidget};
use tui_tree_widget::{Tree, TreeItem, TreeState};

use crate::app::action::Action;
use crate::app::fetching;
use crate::app::layout::{STEP, inner};
use crate::app::pivot;
use crate::app::state::{Dataset, Focus, State};
use crate::app::tree::{Row, TreePane};
use crate::model::kind::{Kind, Node};
use crate::model::text;
use crate::ui::cache::{Fold, Stand, ViewCache};
use crate::ui::columns::{self, Columns};
use crate::ui::frame::Frame;
use crate::ui::list;
use crate::ui::row::{BRANCH, Place};
use crate::ui::search;
use crate::ui::theme::Theme;

/// Draws the pane with its rows.
pub fn draw(state: &State, data: &Dataset, theme: &Theme, cache: &mut ViewCache, area: Rect, frame: &mut Frame) {
    let position = if state.tree.outline.is_filtered() { search::count(state) } else { position(state, data) };
    let (title, position) = heading(state, &position, usize::from(area.width.saturating_sub(4)));
    super::pane(theme, state, Focus::Tree, (&title, &position), area, frame);
    if state.tree.is_empty() {
        nothing(state, theme, inner(area), frame);
        return;
    }
    rows(state, data, theme, cache, inner(area), frame);
}

/// Which of the repositories, or of the things of a pivot, the selection belongs to.
fn position(state: &State, data: &Dataset) -> String {
    let Some(pivot) = &state.tree.pivot else {
        let slot = state.tree.selected.and_then(|node| state.tree.outline.slot_of(node.repo()));
        let total = data.inventory.total(Kind::Repo);
        return slot.map_or_else(String::new, |slot| format!("{} of {total} {}", slot + 1, Kind::Repo.counted(total)));
    };
    let current = state.tree.current(&data.inventory);
    let thing = match current.map(|row| state.tree.parent(row, &data.inventory).unwrap_or(row)) {
        Some(Row::Thing(thing)) => thing,
        Some(Row::Node(_)) | None => return String::new(),
    };
    let things = pivot.built.as_ref().map_or(0, |built| built.rows.things());
    format!("{} of {}", thing + 1, pivot::counted(pivot.aspect, things))
}

/// Where a filter leaves nothing, or a pivot is not there yet.
fn nothing(state: &State, theme: &Theme, area: Rect, frame: &mut Frame) {
    let width = usize::from(area.width.saturating_sub(2)).max(1);
    let again = state.keymap.says(&[(Action::Back, "shows everything again.")]);
    let words = match &state.tree.pivot {
        _ if state.arrangement.searched.is_some() => "Searching.".to_owned(),
        Some(pivot) if pivot.built.is_none() => match &state.data {
            Some(_) if fetching::is_cut_short(state) => list::not_whole(state),
            Some(data) if data.arrival.is_none() => "Who has what is counted once everything has come.".to_owned(),
            Some(_) | None => "Who has what is being counted.".to_owned(),
        },
        Some(pivot) if !state.tree.outline.is_filtered() => {
            format!("No {} here, as far as this token sees.", pivot.aspect.noun())
        }
        Some(_) | None => format!("Nothing here matches. {again}"),
    };
    let lines = text::wrap(words.trim_end(), width).into_iter().map(|line| Line::styled(format!(" {line}"), theme.dim));
    frame.render_widget(Paragraph::new(lines.collect::<Vec<_>>()), area);
}

/// Title and position for a room: first the words go that stand elsewhere as well, so that what is looked for and how
/// it is sorted are told as long as can be.
fn heading(state: &State, position: &str, room: usize) -> (String, String) {
    let short = || {
        let nouns = [" match", Kind::Repo.counted(2), Kind::Repo.counted(1)];
        nouns.iter().fold(position.to_owned(), |words, noun| words.replace(noun, "")).trim_end().to_owned()
    };
    let (full, arranged) = (title(state), arranged(state));
    if arranged.is_empty() {
        return (full, position.to_owned());
    }
    let unscoped = format!("{}{arranged}", kind(state));
    let all = [
        (full, position.to_owned()),
        (unscoped.clone(), position.to_owned()),
        (unscoped, short()),
        (arranged.trim_start_matches([' ', ',']).to_owned(), short()),
    ];
    // As `pane` has it: a space on either side of each, and a line between them.
    let fits = |(title, position): &&(String, String)| text::width(title) + text::width(position) + 3 <= room;
    let least = all.len() - 1;
    all.iter().find(fits).or_else(|| all.get(least)).cloned().unwrap_or_default()
}

/// What the rows are.
fn kind(state: &State) -> String {
    match &state.tree.pivot {
        None => "Repositories".to_owned(),
        Some(pivot) => format!("By {}", pivot.aspect.noun()),
    }
}

/// What the pane is called: the scope of the data in it.
pub fn title(state: &State) -> String {
    let mut title = kind(state);
    if let Some(data) = state.data.as_ref().filter(|data| data.scope.id().is_some()) {
        title.push_str(if state.tree.pivot.is_some() { " in " } else { " of " });
        title.push_str(&data.scope.label());
    }
    title.push_str(&arranged(state));
    title
}

/// What is looked for, and how it is sorted.
fn arranged(state: &State) -> String {
    let mut title = String::new();
    if !state.arrangement.query.is_empty() {
        title.push_str("  /");
        title.push_str(&text::shown(state.arrangement.query.text()));
    }
    if let Some(sort) = state.arrangement.sort {
        title.push_str(", ");
        title.push_str(sort.label());
    }
    title
}

fn rows(state: &State, data: &Dataset, theme: &Theme, cache: &mut ViewCache, area: Rect, frame: &mut Frame) {
    let shown = state.tree.window(&data.inventory, usize::from(area.height)).all();
    let current = state.tree.current(&data.inventory);
    cache.read_rows(state, data, &shown);
    let marker = text::width(theme.marker);
    if is_narrow(theme, area.width) {
        let name = |row: &Row| Some((*row, cache.row(*row)?.name.as_str()));
        narrow(current, theme, shown.iter().filter_map(name).collect(), area, frame);
        return;
    }
    let rows = RowMaker { state, data, theme, width: area.width };
    rows.make(cache, &shown);
    let selected = if state.focus == Focus::Tree { theme.selected } else { theme.selected_elsewhere };
    for (row, line) in shown.iter().zip(area.rows()) {
        cache.put_row(*row, line, frame.buffer_mut());
        if current == Some(*row) {
            frame.buffer_mut().set_stringn(line.x, line.y, theme.marker, marker, Style::new());
            frame.buffer_mut().set_style(line, selected);
        }
    }
    cache.note_frame(state.tree.top, shown);
}

/// Reads and makes the next page where the last frame was one page further than the one before: by the next key it is
/// there.
pub fn look_ahead(state: &State, data: &Dataset, theme: &Theme, cache: &mut ViewCache, area: Rect) {
    let area = inner(area);
    let (height, tree, inventory) = (usize::from(area.height), &state.tree, &data.inventory);
    let step = cache.take_step().filter(|step| step.unsigned_abs() * 2 >= height);
    if let Some(step) = step.filter(|_| !is_narrow(theme, area.width)) {
        let page = step.signum() * tree.room(inventory, height).cast_signed();
        let rows = RowMaker { state, data, theme, width: area.width };
        rows.make_ready(cache, tree.top_after(inventory, height, page), height);
    }
}

/// Whether there are other rows than there were when both ends were made ready.
pub fn wants_ends(state: &State, data: &Dataset, cache: &ViewCache, area: Rect) -> bool {
    // While more comes, the end is never the same for long.
    let is_whole = data.arrival.is_some() && state.arrangement.searched.is_none();
    is_whole && cache.wants_ends(state, usize::from(inner(area).height))
}

/// Reads and makes both ends and the page that follows.
pub fn look_around(state: &State, data: &Dataset, theme: &Theme, cache: &mut ViewCache, area: Rect) {
    let area = inner(area);
    let (height, tree, inventory) = (usize::from(area.height), &state.tree, &data.inventory);
    cache.begin_ends(state, height);
    if is_narrow(theme, area.width) {
        return;
    }
    let rows = RowMaker { state, data, theme, width: area.width };
    for top in [0, tree.last_top(inventory, height), tree.top + tree.room(inventory, height)] {
        let made = rows.make_ready(cache, top, height);
        cache.keep_end(made);
    }
}

/// The widget paints indentation without looking at its area, so a narrow one gets names only.
fn is_narrow(theme: &Theme, width: u16) -> bool {
    usize::from(width) <= text::width(theme.marker) + STEP * 4
}

/// A few cells wide: names only.
fn narrow(current: Option<Row>, theme: &Theme, names: Vec<(Row, &str)>, area: Rect, frame: &mut Frame) {
    let line = |(row, name): (Row, &str)| {
        let line = Line::from(text::cut(name, usize::from(area.width), theme.ellipsis).into_owned());
        if current == Some(row) { line.style(theme.selected) } else { line }
    };
    frame.render_widget(Paragraph::new(names.into_iter().map(line).collect::<Vec<_>>()), area);
}

/// No row: nothing has so many.
const NONE: Row = Row::Node(Node::Repo(usize::MAX));

/// Makes rows that were not made yet.
struct RowMaker<'a> {
    state: &'a State,
    data: &'a Dataset,
    theme: &'a Theme,
    width: u16,
}

impl RowMaker<'_> {
    fn tree(&self) -> &TreePane {
        &self.state.tree
    }

    fn fold(&self, row: Row) -> Fold {
        match (self.tree().is_branch(&self.data.inventory, row), self.tree().is_open(row)) {
            (false, _) => Fold::Leaf,
            (true, false) => Fold::Closed,
            (true, true) => Fold::Open,
        }
    }

    /// A row with nothing to open gets its own mark where the widget would paint a branch's.
    fn place(&self, row: Row) -> Place {
        let branch = self.tree().is_branch(&self.data.inventory, row);
        let above = text::width(self.theme.marker) + STEP * self.tree().depth(row);
        Place { indent: above + if branch { BRANCH } else { 0 }, branch }
    }

    /// Reads and makes the page that begins with a row; its rows.
    fn make_ready(&self, cache: &mut ViewCache, top: usize, height: usize) -> Vec<Row> {
        let rows = self.tree().window_at(top, &self.data.inventory, height).all();
        cache.read_rows(self.state, self.data, &rows);
        self.make(cache, &rows);
        rows
    }

    fn stand(&self, row: Row) -> Stand {
        (self.tree().depth(row), self.fold(row))
    }

    /// Lets the cache have all these rows of a page, which it has read, as they are to be put onto the screen.
    fn make(&self, cache: &mut ViewCache, rows: &[Row]) {
        let columns = self.columns(cache, rows);
        let unmade = cache.unmade((self.state, self.width, columns), rows, |row| self.stand(row));
        self.make_fronts(cache, rows, &unmade);
        let (query, now) = (&self.state.arrangement.applied, self.state.as_of());
        for row in unmade {
            let Some(says) = cache.row(row) else { continue };
            let words = says.words(self.theme, query, usize::from(self.width), columns, self.place(row), now);
            cache.keep_row(row, self.stand(row), columns, words);
        }
    }

    /// Lets the widget paint the fronts that are not known yet of some rows of a page: all that lie equally deep and have
    /// the same mark have the same.
    fn make_fronts(&self, cache: &mut ViewCache, rows: &[Row], unmade: &[Row]) {
        let mut stands = Vec::new();
        let is_first = |row: &&Row| {
            let stand = self.stand(**row);
            let is_new = !cache.has_front(stand) && !stands.contains(&stand);
            stands.extend(is_new.then_some(stand));
            is_new
        };
        let firsts: Vec<Row> = unmade.iter().filter(is_first).copied().collect();
        if firsts.is_empty() {
            return;
        }
        let (lines, screen) = self.frame(rows, &firsts);
        let width = usize::from(screen.area.width).max(1);
        for (row, line) in lines {
            let cells = screen.content.chunks(width).nth(usize::from(line)).unwrap_or_default();
            cache.keep_front(self.stand(row), cells.get(..self.place(row).indent).unwrap_or(cells));
        }
    }

    /// The columns for which there is room beside all these rows.
    fn columns(&self, cache: &ViewCache, rows: &[Row]) -> Columns {
        let need = |row: &Row| Some(cache.row(*row)?.need(self.theme, self.place(*row)));
        columns::fitting(usize::from(self.width), || rows.iter().filter_map(need).max().unwrap_or(0))
    }

    /// Lets the widget paint some rows of a page in order, none of them selected; each with its line there.
    fn frame(&self, page: &[Row], wanted: &[Row]) -> (Vec<(Row, u16)>, Buffer) {
        let rows = self.with_ancestors(page, wanted);
        let mut widget = TreeState::default();
        for row in rows.iter().filter(|row| self.fold(**row) == Fold::Open) {
            widget.open(self.path(*row));
        }
        // The room of the mark of a selection is there where something is selected.
        widget.select(vec![NONE]);
        let mut items = Vec::new();
        let mut rest = rows.iter().copied().peekable();
        while let Some(item) = self.item(&mut rest) {
            items.push(item);
        }
        // What stands in for the rows below an open one takes a line.
        let height = u16::try_from(rows.len() + widget.opened().len()).unwrap_or(u16::MAX);
        let mut screen = Buffer::empty(Rect { x: 0, y: 0, width: self.width, height });
        // The rows are unique by construction, so this does not fail; were it to, an empty pane beats a crash.
        let Ok(tree) = Tree::new(&items) else { return (Vec::new(), screen) };
        let tree = tree
            .highlight_symbol(self.theme.marker)
            .node_closed_symbol(self.theme.closed)
            .node_open_symbol(self.theme.open)
            .node_no_children_symbol("");
        StatefulWidget::render(tree, screen.area, &mut screen, &mut widget);
        let at = |y| widget.rendered_at(Position { x: 0, y }).and_then(|path| path.last().copied());
        let mut lines: Vec<(Row, u16)> = (0..height).map_while(|y| Some((at(y)?, y))).collect();
        // Of the lines below the last one the widget says the same.
        lines.dedup_by_key(|(row, _)| *row);
        lines.retain(|(row, _)| wanted.contains(row));
        (lines, screen)
    }

    /// The wanted among these rows and all that they lie below, in order.
    fn with_ancestors(&self, rows: &[Row], wanted: &[Row]) -> Vec<Row> {
        let above = self.path(rows.first().copied().unwrap_or(NONE));
        let above = above.split_last().map_or(&[][..], |(_, above)| above);
        let mut depth = 0;
        let mut all = Vec::with_capacity(wanted.len() + above.len());
        for row in above.iter().chain(rows).rev() {
            let own = self.tree().depth(*row);
            if own < depth || wanted.contains(row) {
                depth = own;
                all.push(*row);
            }
        }
        all.reverse();
        all
    }

    /// A row behind all that it lies below.
    fn path(&self, row: Row) -> Vec<Row> {
        let above = |row: &Row| self.tree().parent(*row, &self.data.inventory);
        let mut path: Vec<Row> = std::iter::successors(Some(row), above).collect();
        path.reverse();
        path
    }

    /// The next item with the rows that lie below it, in the order of the viewport.
    fn item(&self, rows: &mut Peekable<impl Iterator<Item = Row>>) -> Option<TreeItem<'static, Row>> {
        let row = rows.next()?;
        let mut children = Vec::new();
        while rows.peek().is_some_and(|next| self.tree().depth(*next) > self.tree().depth(row)) {
            children.extend(self.item(rows));
        }
        if children.is_empty() && self.fold(row) != Fold::Leaf {
            // Only so that the widget paints the mark of a branch: its rows are not shown, or were made before.
            children.push(TreeItem::new_leaf(NONE, Line::default()));
        }
        TreeItem::new(row, Line::default(), children).ok()
    }
}
