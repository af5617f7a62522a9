//! The left pane: the tree, painted by `tui-tree-widget`, or what there is to say where there is no tree.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::{Block, Paragraph};
use tui_tree_widget::{Tree, TreeItem, TreeState};

use crate::app::detail::{self, Tone};
use crate::app::layout::inner;
use crate::app::state::{Dataset, Fetch, Focus, State, sentence};
use crate::model::kind::{Kind, Node};
use crate::model::text;
use crate::ui::cache::ViewCache;
use crate::ui::row::Row;
use crate::ui::theme::Theme;

/// The width of a branch's mark, and of one level of depth, as the widget paints them.
const STEP: usize = 2;

/// Draws the pane.
pub fn draw(state: &State, theme: &Theme, cache: &mut ViewCache, area: Rect, frame: &mut Frame<'_>) {
    let (title, position) = titles(state);
    let block = super::pane(theme, state, Focus::Tree, area, &title, &position);
    let body = inner(area);
    match &state.data {
        Some(data) if !data.inventory.is_empty() => {
            if let Some(block) = block {
                frame.render_widget(block, area);
            }
            rows(state, data, theme, cache, body, frame);
        }
        _ => message(state, theme, block, area, frame),
    }
}

fn titles(state: &State) -> (String, String) {
    let Some(data) = &state.data else { return ("Repositories".to_owned(), String::new()) };
    let title = match data.scope.id() {
        None => "Repositories".to_owned(),
        Some(_) => format!("Repositories of {}", data.scope.label()),
    };
    let position = state.tree.selected.map_or_else(String::new, |node| {
        let total = data.inventory.total(Kind::Repo);
        format!("{} of {total} {}", node.repo() + 1, Kind::Repo.counted(total))
    });
    (title, position)
}

fn rows(state: &State, data: &Dataset, theme: &Theme, cache: &mut ViewCache, area: Rect, frame: &mut Frame<'_>) {
    let window = state.tree.window(&data.inventory, usize::from(area.height));
    let nodes: Vec<Node> = window.pinned.iter().chain(&window.rows).copied().collect();
    let rows = cache.rows(&data.inventory, data.revision, &nodes);
    let marker = text::width(theme.marker);
    let line = |(node, row): (&Node, &Row)| {
        let indent = marker + STEP * (node.depth() + 1);
        (*node, row.line(theme, usize::from(area.width), indent, state.screen.now))
    };
    let lines: Vec<(Node, Line<'static>)> = nodes.iter().zip(&rows).map(line).collect();
    let mut widget_state = TreeState::default();
    for node in &nodes {
        // An ancestor of the first row is open, or that row would not be there.
        if state.tree.outline.is_open(*node) {
            widget_state.open(path(*node));
        }
    }
    widget_state.select(state.tree.selected.map(path).unwrap_or_default());
    let mut lines = lines.into_iter().peekable();
    let mut items = Vec::new();
    while let Some(item) = item(&mut lines, state) {
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
        .node_no_children_symbol("  ");
    // The widget paints indentation without looking at its area, so a narrow one gets none.
    if usize::from(area.width) > marker + STEP * 4 {
        frame.render_stateful_widget(tree, area, &mut widget_state);
    } else {
        narrow(state, theme, &rows, &nodes, area, frame);
    }
}

/// A few cells wide: names only.
fn narrow(state: &State, theme: &Theme, rows: &[Row], nodes: &[Node], area: Rect, frame: &mut Frame<'_>) {
    let line = |(node, row): (&Node, &Row)| {
        let line = Line::from(text::cut(&row.name, usize::from(area.width), theme.ellipsis).into_owned());
        if state.tree.selected == Some(*node) { line.style(theme.selected) } else { line }
    };
    frame.render_widget(Paragraph::new(nodes.iter().zip(rows).map(line).collect::<Vec<_>>()), area);
}

fn path(node: Node) -> Vec<Node> {
    let mut path: Vec<Node> = std::iter::successors(Some(node), |node| node.parent()).collect();
    path.reverse();
    path
}

/// The next item with the rows that lie below it, in the order of the viewport.
fn item(
    lines: &mut std::iter::Peekable<impl Iterator<Item = (Node, Line<'static>)>>,
    state: &State,
) -> Option<TreeItem<'static, Node>> {
    let (node, line) = lines.next()?;
    let mut children = Vec::new();
    while lines.peek().is_some_and(|(next, _)| next.depth() > node.depth()) {
        children.extend(item(lines, state));
    }
    let is_branch = state.data.as_ref().is_some_and(|data| {
        let empty = matches!(node, Node::Group(repo, group) if data.inventory.shape(repo).count(group) == 0);
        !empty && crate::app::tree::TreePane::is_branch(&data.inventory, node)
    });
    if is_branch && children.is_empty() {
        // Only so that the widget paints the mark of a branch: closed, or its children lie below the viewport.
        children.push(TreeItem::new_leaf(Node::Repo(usize::MAX), ""));
    }
    TreeItem::new(node, line, children).ok()
}

/// What to say where there is no tree: loading, failed, or nothing there.
fn message(state: &State, theme: &Theme, block: Option<Block<'static>>, area: Rect, frame: &mut Frame<'_>) {
    let body = inner(area);
    let width = usize::from(body.width.saturating_sub(2)).max(1);
    let mut lines = Vec::new();
    let mut say = |tone: Tone, words: &str| {
        lines.extend(text::wrap(words, width).into_iter().map(|line| detail::Line::of(tone, format!(" {line}"))));
    };
    match (&state.fetch, &state.data) {
        (Fetch::Failed { failure, scope, .. }, _) => {
            say(Tone::Problem, &format!("Could not load {}.", scope.label()));
            say(Tone::Value, &format!("{}.", sentence(&failure.text)));
            if !failure.advice.is_empty() {
                say(Tone::Value, &format!("{}.", sentence(&failure.advice)));
            }
            say(Tone::Dim, "");
            say(Tone::Dim, "r tries again, w chooses a workspace, q quits");
        }
        (_, Some(data)) if data.arrival.is_some() => {
            say(Tone::Value, &format!("No repositories in {}.", data.scope.label()));
            say(Tone::Dim, "");
            say(Tone::Dim, "As far as this token sees. w chooses another workspace, r loads again");
        }
        (Fetch::InFlight(out), _) => {
            say(Tone::Dim, &format!("Loading {} from {} ...", out.scope.label(), state.about.host));
        }
        (Fetch::Idle, _) => {}
    }
    let paint = |line: detail::Line| {
        Line::from(
            line.0
                .into_iter()
                .map(|(tone, text)| ratatui::text::Span::styled(text, theme.tone(tone)))
                .collect::<Vec<_>>(),
        )
    };
    let mut paragraph = Paragraph::new(lines.into_iter().map(paint).collect::<Vec<_>>());
    if let Some(block) = block {
        paragraph = paragraph.block(block);
    }
    frame.render_widget(paragraph, area);
}
