//! The left pane: the rows of the tree, painted by `tui-tree-widget`.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use tui_tree_widget::{Tree, TreeItem, TreeState};

use crate::app::action::Action;
use crate::app::layout::{STEP, inner};
use crate::app::state::{Dataset, Focus, State};
use crate::model::kind::{Kind, Node};
use crate::model::text;
use crate::ui::cache::ViewCache;
use crate::ui::columns;
use crate::ui::row::{BRANCH, Place};
use crate::ui::search;
use crate::ui::theme::Theme;

/// Draws the pane with its rows.
pub fn draw(state: &State, data: &Dataset, theme: &Theme, cache: &mut ViewCache, area: Rect, frame: &mut Frame<'_>) {
    let position = match state.tree.selected.and_then(|node| state.tree.outline.slot_of(node.repo())) {
        _ if state.tree.outline.is_filtered() => search::count(state),
        None => String::new(),
        Some(slot) => {
            let total = data.inventory.total(Kind::Repo);
            format!("{} of {total} {}", slot + 1, Kind::Repo.counted(total))
        }
    };
    if let Some(block) = super::pane(theme, state, Focus::Tree, area, &title(state), &position) {
        frame.render_widget(block, area);
    }
    if state.tree.outline.is_empty() {
        nothing(state, theme, inner(area), frame);
        return;
    }
    rows(state, data, theme, cache, inner(area), frame);
}

/// Where a filter leaves nothing.
fn nothing(state: &State, theme: &Theme, area: Rect, frame: &mut Frame<'_>) {
    let width = usize::from(area.width.saturating_sub(2)).max(1);
    let again = state.keymap.says(&[(Action::Back, "shows everything again.")]);
    let words = if state.arrangement.searched.is_some() {
        "Searching.".to_owned()
    } else {
        format!("Nothing here matches. {again}")
    };
    let lines = text::wrap(words.trim_end(), width).into_iter().map(|line| Line::styled(format!(" {line}"), theme.dim));
    frame.render_widget(Paragraph::new(lines.collect::<Vec<_>>()), area);
}

/// What the pane is called: the scope of the data in it.
pub fn title(state: &State) -> String {
    let mut title = match &state.data {
        Some(data) if data.scope.id().is_some() => format!("Repositories of {}", data.scope.label()),
        Some(_) | None => "Repositories".to_owned(),
    };
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

fn rows(state: &State, data: &Dataset, theme: &Theme, cache: &mut ViewCache, area: Rect, frame: &mut Frame<'_>) {
    let window = state.tree.window(&data.inventory, usize::from(area.height));
    let nodes: Vec<Node> = window.pinned.iter().chain(&window.rows).copied().collect();
    let marker = text::width(theme.marker);
    let now = state.screen.now;
    // The widget paints indentation without looking at its area, so a narrow one gets names only.
    let is_narrow = usize::from(area.width) <= marker + STEP * 4;
    cache.read_rows(data, &nodes);
    // A row with nothing to open gets its own mark where the widget would paint a branch's.
    let is_branch = |node: Node| state.tree.outline.is_branch(&data.inventory, node);
    let place = |node: Node| {
        let branch = is_branch(node);
        Place { indent: marker + STEP * node.depth() + if branch { BRANCH } else { 0 }, branch }
    };
    let need = nodes.iter().filter_map(|node| Some(cache.row(*node)?.need(theme, place(*node)))).max().unwrap_or(0);
    let width = usize::from(area.width);
    let columns = columns::fitting(width, need);
    let query = &state.arrangement.applied;
    let key = (data.revision, state.arrangement.generation, area.width, columns, now);
    cache.prepare_lines(key, &nodes, |node, row| {
        if is_narrow {
            return Line::from(text::cut(&row.name, width, theme.ellipsis).into_owned());
        }
        row.line(theme, query, width, columns, place(node), now)
    });
    let lines: Vec<(Node, Line<'_>)> = nodes.iter().map(|node| (*node, cache.line(*node))).collect();
    if is_narrow {
        narrow(state, theme, lines, area, frame);
        return;
    }
    let mut widget_state = TreeState::default();
    // Where the room is too low for all ancestors of the first row, the widget knows the rows without them.
    let missing = nodes.first().map_or(0, |first| first.depth());
    for node in nodes.iter().filter(|node| state.tree.outline.is_open(**node)) {
        widget_state.open(path(*node, missing));
    }
    widget_state.select(state.tree.selected.map(|node| path(node, missing)).unwrap_or_default());
    let mut lines = lines.into_iter().peekable();
    let mut items = Vec::new();
    while let Some(item) = item(&mut lines, &is_branch) {
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
fn narrow<'a>(state: &State, theme: &Theme, lines: Vec<(Node, Line<'a>)>, area: Rect, frame: &mut Frame<'_>) {
    let line = |(node, line): (Node, Line<'a>)| {
        if state.tree.selected == Some(node) { line.style(theme.selected) } else { line }
    };
    frame.render_widget(Paragraph::new(lines.into_iter().map(line).collect::<Vec<_>>()), area);
}

/// The way to a node from the top, without the first few nodes of it.
fn path(node: Node, without: usize) -> Vec<Node> {
    let mut path: Vec<Node> = std::iter::successors(Some(node), |node| node.parent()).collect();
    path.reverse();
    path.split_off(without.min(path.len()))
}

/// The next item with the rows that lie below it, in the order of the viewport.
fn item<'a>(
    lines: &mut std::iter::Peekable<impl Iterator<Item = (Node, Line<'a>)>>,
    is_branch: &dyn Fn(Node) -> bool,
) -> Option<TreeItem<'a, Node>> {
    let (node, line) = lines.next()?;
    let mut children = Vec::new();
    while lines.peek().is_some_and(|(next, _)| next.depth() > node.depth()) {
        children.extend(item(lines, is_branch));
    }
    if children.is_empty() && is_branch(node) {
        // Only so that the widget paints the mark of a branch: closed, or its children lie below the viewport.
        children.push(TreeItem::new_leaf(Node::Repo(usize::MAX), ""));
    }
    TreeItem::new(node, line, children).ok()
}
