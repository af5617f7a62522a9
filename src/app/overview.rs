//! The overview over both panes: figures whose lines lead to what they count. The work is the runtime's; here it is
//! asked for whenever what is shown has changed while the overview is open, and what was counted is taken in.

use std::sync::Arc;

use ratatui::layout::{Position, Rect};

use crate::app::action::Action;
use crate::app::findings;
use crate::app::layout::inner;
use crate::app::list;
use crate::app::msg::{Effect, RequestId};
use crate::app::state::{Overlay, State};
use crate::app::update::scrolled;
use crate::model::overview::Overview;
use crate::model::query::Query;

/// Tells one count from every other one of this run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SurveyId(pub u64);

/// The overview, and where one stands in it.
#[derive(Debug, Clone, Default)]
pub struct OverviewPane {
    /// The line one stands on, over all panels.
    pub at: usize,
    /// Rows scrolled past.
    pub top: usize,
    is_open: bool,
    found: Option<(Asked, Arc<Overview>)>,
    out: Option<Asked>,
    last: SurveyId,
}

/// What is counted: which data, and within which query.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Asked {
    request: RequestId,
    revision: u64,
    query: Query,
}

/// Where everything of an overview stands, from its top.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The width of a column of panels.
    pub width: u16,
    /// Each panel's title: its column, its row, and the panel.
    pub titles: Vec<(u16, usize, usize)>,
    /// Each line: its column, its row, its panel and its place there.
    pub lines: Vec<(u16, usize, usize, usize)>,
    /// How many rows there are.
    pub height: usize,
}

/// A column of panels is at least so wide where there are several.
const COLUMN: u16 = 48;
/// More columns are no help.
const MOST_COLUMNS: u16 = 3;

impl Plan {
    /// For a width: panels in their order, in columns of about the same height.
    pub fn of(overview: &Overview, width: u16) -> Self {
        let columns = (width / COLUMN).clamp(1, MOST_COLUMNS);
        // A title and a free row go with the lines.
        let heights: Vec<usize> = overview.panels.iter().map(|panel| panel.lines.len() + 2).collect();
        let highest = heights.iter().copied().max().unwrap_or(0);
        let needed =
            |limit| heights.iter().fold((1, 0), |(columns, used), height| fill((columns, used), *height, limit)).0;
        let total: usize = heights.iter().sum();
        let limit = (highest..=total).find(|limit| needed(*limit) <= columns).unwrap_or(total);
        let mut plan = Self { width: width / columns, ..Self::default() };
        let (mut column, mut used) = (1, 0);
        for ((at, panel), height) in overview.panels.iter().enumerate().zip(heights) {
            (column, used) = fill((column, used), height, limit);
            let top = used - height;
            plan.titles.push((column - 1, top, at));
            plan.lines.extend((0..panel.lines.len()).map(|line| (column - 1, top + 1 + line, at, line)));
            // Nothing stands below the last panel of a column.
            plan.height = plan.height.max(used - 1);
        }
        plan
    }

    /// The line beside one, in the next column or the one before.
    fn beside(&self, at: usize, is_right: bool) -> Option<usize> {
        let (column, row, ..) = *self.lines.get(at)?;
        let column = if is_right { column + 1 } else { column.checked_sub(1)? };
        let there = self.lines.iter().enumerate().filter(|(_, line)| line.0 == column);
        there.min_by_key(|(_, line)| line.1.abs_diff(row)).map(|(at, _)| at)
    }
}

/// Puts a panel into the column that is being filled, or into the next one.
const fn fill((column, used): (u16, usize), height: usize, limit: usize) -> (u16, usize) {
    // The free row below the last panel may be cut.
    if used > 0 && used + height > limit + 1 { (column + 1, height) } else { (column, used + height) }
}

/// Opens it.
pub(super) fn open(state: &mut State) {
    if state.data.is_none() {
        state.notice = Some("nothing is loaded yet".to_owned());
        return;
    }
    state.overlay = Some(Overlay::Overview);
}

/// What was counted of that which is shown now; `None` until it is.
pub fn shown(state: &State) -> Option<&Overview> {
    let (data, (asked, overview)) = (state.data.as_ref()?, state.overview.found.as_ref()?);
    (asked.request == data.request && asked.query == state.arrangement.query).then_some(overview)
}

/// Where its panels stand on the screen, with a border.
pub fn body(state: &State) -> Rect {
    inner(list::area(state.screen.size))
}

/// Asks for a count where one is open and not of what is shown; drops it where nobody looks any more.
pub(super) fn follow(state: &mut State) -> Option<Effect> {
    let is_open = matches!(state.overlay.as_ref().and_then(Overlay::question), Some(Overlay::Overview));
    let pane = &mut state.overview;
    if !is_open {
        pane.out = None;
        return std::mem::take(&mut pane.is_open).then_some(Effect::StopSurvey);
    }
    // Ages are told as of now: one that was left open long ago is counted again.
    let was_open = std::mem::replace(&mut pane.is_open, true);
    // Another size: the line one stands on stays in sight.
    go(state, |_, at| at);
    let pane = &mut state.overview;
    let (data, query) = (state.data.as_ref()?, &state.arrangement.query);
    let is_of = |asked: &Asked| asked.request == data.request && asked.query == *query;
    // One that is out goes on while more of the same comes; then the rest is counted.
    let is_right = match &pane.out {
        Some(out) => is_of(out),
        None if was_open => pane.found.as_ref().is_some_and(|(it, _)| is_of(it) && it.revision == data.revision),
        None => false,
    };
    if is_right {
        return None;
    }
    pane.last.0 += 1;
    pane.out = Some(Asked { request: data.request, revision: data.revision, query: query.clone() });
    Some(Effect::Survey(pane.last, query.clone()))
}

/// Takes in what was counted, where that is still wanted.
pub(super) fn surveyed(state: &mut State, id: SurveyId, overview: Arc<Overview>) {
    let is_other = shown(state).is_none();
    let pane = &mut state.overview;
    let Some(asked) = pane.out.take_if(|_| pane.last == id) else { return };
    pane.found = Some((asked, overview));
    if is_other {
        (pane.at, pane.top) = (0, 0);
    }
}

/// Does what a key asks for while it is open; `None` for what means the same everywhere.
pub(super) fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    if !matches!(state.overlay, Some(Overlay::Overview)) {
        return None;
    }
    let page = usize::from(body(state).height).max(1);
    match action {
        _ if action.is_move() => go(state, |plan, at| scrolled(at, action, page, plan.lines.len().saturating_sub(1))),
        Action::Open => go(state, |plan, at| plan.beside(at, true).unwrap_or(at)),
        Action::Close => go(state, |plan, at| plan.beside(at, false).unwrap_or(at)),
        Action::SwitchPane => go(state, next_panel),
        Action::Toggle => return Some(enter(state)),
        Action::Overview | Action::Quit => state.overlay = None,
        Action::Interrupt
        | Action::Redraw
        | Action::Suspend
        | Action::Refresh
        | Action::Help
        | Action::Palette
        | Action::Mouse
        | Action::Back => return None,
        _ => {}
    }
    Some(Vec::new())
}

/// Scrolls by rows; where the line one stands on leaves the screen, it is the nearest one of its column that is left.
pub(super) fn scroll(state: &mut State, rows: isize) {
    let body = body(state);
    let Some(overview) = shown(state) else { return };
    let plan = Plan::of(overview, body.width);
    let height = usize::from(body.height).max(1);
    let top = state.overview.top.saturating_add_signed(rows).min(plan.height.saturating_sub(height));
    let Some((column, row, ..)) = plan.lines.get(state.overview.at).copied() else { return };
    let in_sight = plan.lines.iter().enumerate().filter(|(_, line)| {
        let (least, most) = tops(**line, height);
        (least..=most).contains(&top)
    });
    let nearest = in_sight.min_by_key(|(_, line)| (line.0 != column, line.1.abs_diff(row)));
    if let Some((at, _)) = nearest {
        (state.overview.at, state.overview.top) = (at, top);
    }
}

/// Stands on the line that was pointed at; where that is so already, shows what it counts.
pub(super) fn press(state: &mut State, x: u16, y: u16) -> Vec<Effect> {
    let body = body(state);
    let Some(overview) = shown(state).filter(|_| body.contains(Position { x, y })) else { return Vec::new() };
    let plan = Plan::of(overview, body.width);
    let top = state.overview.top.min(plan.height.saturating_sub(usize::from(body.height)));
    let cell = ((x - body.x) / plan.width.max(1), usize::from(y - body.y) + top);
    let Some(at) = plan.lines.iter().position(|line| (line.0, line.1) == cell) else { return Vec::new() };
    if std::mem::replace(&mut state.overview.at, at) == at { enter(state) } else { Vec::new() }
}

/// The first line of the next panel; after the last one that of the first.
fn next_panel(plan: &Plan, at: usize) -> usize {
    let panel = plan.lines.get(at).map_or(0, |line| line.2);
    plan.lines.iter().position(|line| line.2 == panel + 1).unwrap_or(0)
}

/// Moves the cursor and brings it into sight, with the title over a panel's first line.
fn go(state: &mut State, to: impl FnOnce(&Plan, usize) -> usize) {
    let body = body(state);
    let Some(overview) = shown(state) else { return };
    let plan = Plan::of(overview, body.width);
    let at = to(&plan, state.overview.at).min(plan.lines.len().saturating_sub(1));
    let Some(line) = plan.lines.get(at).copied() else { return };
    let (least, most) = tops(line, usize::from(body.height).max(1));
    let pane = &mut state.overview;
    pane.at = at;
    pane.top = pane.top.clamp(least, most);
}

/// The first and the last row that can be at the top while a line is in sight, with the title over a panel's first one.
fn tops((_, row, _, place): (u16, usize, usize, usize), height: usize) -> (usize, usize) {
    let least = (row + 1).saturating_sub(height);
    (least, row.saturating_sub(usize::from(place == 0)).max(least))
}

/// Shows in the tree what the line counts that one stands on.
fn enter(state: &mut State) -> Vec<Effect> {
    let Some(overview) = shown(state) else { return Vec::new() };
    let Some((_, line)) = overview.lines().nth(state.overview.at) else { return Vec::new() };
    let query = overview.query(line);
    findings::go_to(state, &query)
}
