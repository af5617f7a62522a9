//! The left pane: the rows of the tree, painted by `tui-tree-widget`.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use tui_tree_widget::{Tree, TreeItem, TreeState};

use crate::app::action::Action;
use crate::app::layout::{STEP, inner};
use crate::app::pivot;
use crate::app::state::{Dataset, Focus, State};
use crate::app::tree::Row;
use crate::model::kind::{Kind, Node};
use crate::model::sort::Key;
use crate::model::text;
use crate::ui::cache::ViewCache;
use crate::ui::columns;
use crate::ui::row::{BRANCH, Place};
use crate::ui::search;
use crate::ui::theme::Theme;

/// Draws the pane with its rows.
pub fn draw(state: &State, data: &Dataset, theme: &Theme, cache: &mut ViewCache, area: Rect, frame: &mut Frame<'_>) {
    let position = if state.tree.outline.is_filtered() { search::count(state) } else { position(state, data) };
    if let Some(block) = super::pane(theme, state, Focus::Tree, area, &title(state), &position) {
        frame.render_widget(block, area);
    }
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
fn nothing(state: &State, theme: &Theme, area: Rect, frame: &mut Frame<'_>) {
    let width = usize::from(area.width.saturating_sub(2)).max(1);
    let again = state.keymap.says(&[(Action::Back, "shows everything again.")]);
    let words = match &state.tree.pivot {
        _ if state.arrangement.searched.is_some() => "Searching.".to_owned(),
        Some(pivot) if pivot.built.is_none() => match &state.data {
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

/// What the pane is called: the scope of the data in it.
pub fn title(state: &State) -> String {
    let mut title = match &state.tree.pivot {
        None => "Repositories".to_owned(),
        Some(pivot) => format!("By {}", pivot.aspect.noun()),
    };
    if let Some(data) = state.data.as_ref().filter(|data| data.scope.id().is_some()) {
        title.push_str(if state.tree.pivot.is_some() { " in " } else { " of " });
        title.push_str(&data.scope.label());
    }
    if !state.arrangement.query.is_empty() {
        title.push_str("  /");
        title.push_str(&text::shown(state.arrangement.query.text()));
    }
    // What objects have was never created.
    let is_pivot = state.tree.pivot.is_some();
    if let Some(sort) = state.arrangement.sort.filter(|sort| !is_pivot || sort.key != Key::Created) {
        title.push_str(", ");
        title.push_str(sort.label());
    }
    title
}

fn rows(state: &State, data: &Dataset, theme: &Theme, cache: &mut ViewCache, area: Rect, frame: &mut Frame<'_>) {
    let window = state.tree.window(&data.inventory, usize::from(area.height));
    let shown: Vec<Row> = window.pinned.iter().chain(&window.rows).copied().collect();
    let tree = &state.tree;
    let marker = text::width(theme.marker);
    let now = state.screen.now;
    // The widget paints indentation without looking at its area, so a narrow one gets names only.
    let is_narrow = usize::from(area.width) <= marker + STEP * 4;
    cache.read_rows(state, data, &shown);
    // A row with nothing to open gets its own mark where the widget would paint a branch's.
    let is_branch = |row: Row| tree.is_branch(&data.inventory, row);
    let place = |row: Row| {
        let branch = is_branch(row);
        Place { indent: marker + STEP * tree.depth(row) + if branch { BRANCH } else { 0 }, branch }
    };
    let need = shown.iter().filter_map(|row| Some(cache.row(*row)?.need(theme, place(*row)))).max().unwrap_or(0);
    let width = usize::from(area.width);
    let columns = columns::fitting(width, need);
    let query = &state.arrangement.applied;
    cache.prepare_lines((state, area.width, columns), &shown, |at, row| {
        if is_narrow {
            return Line::from(text::cut(&row.name, width, theme.ellipsis).into_owned());
        }
        row.line(theme, query, width, columns, place(at), now)
    });
    let current = tree.current(&data.inventory);
    let lines: Vec<(Row, Line<'_>)> = shown.iter().map(|row| (*row, cache.line(*row))).collect();
    if is_narrow {
        narrow(current, theme, lines, area, frame);
        return;
    }
    let mut widget_state = TreeState::default();
    // Where the room is too low for all ancestors of the first row, the widget knows the rows without them.
    let missing = shown.first().map_or(0, |first| tree.depth(*first));
    let path = |row: Row| {
        let mut path: Vec<Row> = std::iter::successors(Some(row), |row| tree.parent(*row, &data.inventory)).collect();
        path.reverse();
        path.drain(..missing.min(path.len()));
        path
    };
    for row in shown.iter().filter(|row| tree.is_open(**row)) {
        widget_state.open(path(*row));
    }
    widget_state.select(current.map(path).unwrap_or_default());
    let mut lines = lines.into_iter().peekable();
    let mut items = Vec::new();
    while let Some(item) = item(&mut lines, &|row| tree.depth(row), &is_branch) {
        items.push(item);
    }
    let selected = if state.focus == Focus::Tree { theme.selected } else { theme.selected_elsewhere };
    // The rows are unique by construction, so this does not fail; were it to, an empty pane beats a crash.
    let Ok(tree) = Tree::new(&items) else { return };
    let tree = tree
        .highlight_style(selected)
        .highlight_symbol(theme.marker)
        .node_closed_symbol(theme.closed)
        .node_open_symbol(theme.open)
        .node_no_children_symbol("");
    frame.render_stateful_widget(tree, area, &mut widget_state);
}

/// A few cells wide: names only.
fn narrow<'a>(current: Option<Row>, theme: &Theme, lines: Vec<(Row, Line<'a>)>, area: Rect, frame: &mut Frame<'_>) {
    let line = |(row, line): (Row, Line<'a>)| if current == Some(row) { line.style(theme.selected) } else { line };
    frame.render_widget(Paragraph::new(lines.into_iter().map(line).collect::<Vec<_>>()), area);
}

/// The next item with the rows that lie below it, in the order of the viewport.
fn item<'a>(
    lines: &mut std::iter::Peekable<impl Iterator<Item = (Row, Line<'a>)>>,
    depth: &dyn Fn(Row) -> usize,
    is_branch: &dyn Fn(Row) -> bool,
) -> Option<TreeItem<'a, Row>> {
    let (row, line) = lines.next()?;
    let mut children = Vec::new();
    while lines.peek().is_some_and(|(next, _)| depth(*next) > depth(row)) {
        children.extend(item(lines, depth, is_branch));
    }
    if children.is_empty() && is_branch(row) {
        // Only so that the widget paints the mark of a branch: closed, or its children lie below the viewport.
        children.push(TreeItem::new_leaf(Row::Node(Node::Repo(usize::MAX)), ""));
    }
    TreeItem::new(row, line, children).ok()
}
