//! A list over both panes, whose lines lead into the tree: the findings, who uses what, or what changed.
//!
//! A line is made when it comes into sight: there may be hundreds of thousands of them.

use ratatui::layout::{Position, Rect, Size};

use crate::app::action::Action;
use crate::app::layout::inner;
use crate::app::msg::{Effect, RequestId};
use crate::app::state::{Dataset, Overlay, State};
use crate::app::update::{overlays, scrolled};
use crate::app::uses::Uses;
use crate::app::{changes, findings, uses, visited};
use crate::model::changes as model;
use crate::model::findings::{Findings, Grouping, Line};
use crate::model::kind::Node;

/// A list, and where one stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPane {
    /// What is listed.
    pub what: What,
    /// The line one stands on.
    pub at: usize,
    /// The first line in sight.
    pub top: usize,
    /// The data it is of.
    pub request: RequestId,
}

/// What is listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The findings.
    Findings(Grouping),
    /// Who else uses what an object has.
    Uses(Uses),
    /// What changed.
    Changes,
}

/// Where a line leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To a place in the tree.
    Node(Node),
    /// To what a query finds.
    Query(String),
    /// It is not there any more.
    Gone,
}

/// Where a list lies on a screen of a size, with its border; header and footer stay free.
pub fn area(size: Size) -> Rect {
    let top = u16::from(size.height >= 3);
    let bottom = u16::from(size.height >= 4);
    Rect { x: 0, y: top, width: size.width, height: size.height.saturating_sub(top + bottom) }
}

impl What {
    /// How many lines there are.
    pub fn lines(&self, data: &Dataset) -> usize {
        match self {
            Self::Findings(grouping) => findings_of(data).map_or(0, |findings| findings.lines(*grouping)),
            Self::Uses(uses) => uses.lines(),
            Self::Changes => data.since.reviewed.changes.lines(),
        }
    }

    /// Where a line leads; the heading over uses or changes leads nowhere.
    fn target(&self, data: &Dataset, at: usize) -> Option<Target> {
        match self {
            Self::Findings(grouping) => match findings_of(data)?.line(*grouping, at)? {
                Line::Rule(rule, _) => Some(Target::Query(format!("has:finding:{}", rule.spec().id))),
                Line::Repository(repo, _) => Some(Target::Node(Node::Repo(repo))),
                Line::Finding(finding) => Some(Target::Node(finding.node())),
            },
            Self::Uses(uses) => match uses.line(at)? {
                uses::Line::Heading(_) => None,
                uses::Line::User(thing, at) => {
                    data.analyzed.as_ref()?.usage.user(thing, at, &data.inventory).map(|user| Target::Node(user.node))
                }
            },
            Self::Changes => {
                let reviewed = &data.since.reviewed;
                match reviewed.changes.line(at)? {
                    model::Line::Heading(..) => None,
                    model::Line::Added(place) => Some(Target::Node(place.node())),
                    model::Line::Changed(changed) | model::Line::Field(changed, _) => {
                        Some(Target::Node(changed.new.node()))
                    }
                    model::Line::Removed(place) => Some(left_behind(data, place.node())),
                }
            }
        }
    }
}

/// Where something was that is gone: its list, as long as its repository is there.
fn left_behind(data: &Dataset, node: Node) -> Target {
    let id = data.since.reviewed.old.shape(node.repo()).id;
    match (data.inventory.with_id(id), node) {
        (Some(repo), Node::Item(_, group, _)) => Target::Node(Node::Group(repo, group)),
        (Some(_) | None, _) => Target::Gone,
    }
}

/// What was found in the data, once that is known.
pub fn findings_of(data: &Dataset) -> Option<&Findings> {
    data.analyzed.as_ref().map(|analyzed| &analyzed.findings)
}

/// Opens a list; where the same one was left for the tree, at the place where it was left.
pub(super) fn open(state: &mut State, what: What) {
    let Some(data) = &state.data else {
        state.notice = Some("nothing is loaded yet".to_owned());
        return;
    };
    let is_same = |left: &ListPane| match (&left.what, &what) {
        (What::Findings(_), What::Findings(_)) | (What::Changes, What::Changes) => left.request == data.request,
        (What::Uses(before), What::Uses(now)) => left.request == data.request && before == now,
        _ => false,
    };
    let pane = state.left.take().filter(is_same);
    let pane = pane.unwrap_or(ListPane { what, at: 0, top: 0, request: data.request });
    state.overlay = Some(Overlay::List(Box::new(pane)));
}

/// Other data is shown: a list is made of that, as far as it is known; one stays where one reads. `is_same` tells whether
/// the same object is selected.
pub(super) fn follow_data(state: &mut State, is_same: bool) {
    let Some(Overlay::List(pane)) = state.overlay.as_ref().and_then(Overlay::question) else { return };
    let is_known = state.data.as_ref().is_some_and(|data| data.analyzed.is_some());
    let what = match (&pane.what, &state.data) {
        (What::Changes, Some(data)) if !data.since.is_empty() => Some(What::Changes),
        (What::Findings(grouping), Some(_)) => Some(What::Findings(*grouping)),
        (What::Uses(_), Some(_)) if is_same && is_known => uses::of_selected(state).ok().map(What::Uses),
        _ => None,
    };
    let open = state.overlay.as_mut().and_then(Overlay::question_mut);
    let (Some(Overlay::List(pane)), Some(data), Some(what)) = (open, &state.data, what) else {
        overlays::drop_question(state);
        return;
    };
    // What changed is still looked for.
    let last = if what == What::Changes { usize::MAX } else { what.lines(data).saturating_sub(1) };
    **pane = ListPane { what, at: pane.at.min(last), top: pane.top.min(last), request: data.request };
}

impl ListPane {
    /// Brings the line one stands on into sight, with the heading over the first one.
    fn keep_in_sight(&mut self, height: usize) {
        let least = (self.at + 1).saturating_sub(height);
        self.top = self.top.clamp(least, self.at.saturating_sub(usize::from(self.at == 1)).max(least));
    }
}

/// How many lines are in sight.
fn height(state: &State) -> usize {
    usize::from(inner(area(state.screen.size)).height).max(1)
}

/// Another size: the line one stands on stays in sight, also below the help.
pub(super) fn follow(state: &mut State) {
    let height = height(state);
    if let Some(Overlay::List(pane)) = state.overlay.as_mut().and_then(Overlay::question_mut) {
        pane.keep_in_sight(height);
    }
}

/// Scrolls by rows; the line one stands on stays in sight.
pub(super) fn scroll(state: &mut State, rows: isize) {
    let height = height(state);
    let (Some(Overlay::List(pane)), Some(data)) = (&mut state.overlay, &state.data) else { return };
    let count = pane.what.lines(data);
    pane.top = pane.top.saturating_add_signed(rows).min(count.saturating_sub(height));
    // The heading comes into sight with the first line below it, so that one is not stood on without it.
    let first = if pane.top == 1 { 2 } else { pane.top };
    pane.at = pane.at.clamp(first, first.max(pane.top + height - 1)).min(count.saturating_sub(1));
}

/// Stands on the line that was pointed at; where that is so already, goes where it leads.
pub(super) fn press(state: &mut State, x: u16, y: u16) -> Vec<Effect> {
    let body = inner(area(state.screen.size));
    let (Some(Overlay::List(pane)), Some(data)) = (&mut state.overlay, &state.data) else { return Vec::new() };
    if !body.contains(Position { x, y }) {
        return Vec::new();
    }
    let count = pane.what.lines(data);
    let at = pane.top.min(count.saturating_sub(usize::from(body.height))) + usize::from(y - body.y);
    if at >= count {
        return Vec::new();
    }
    if std::mem::replace(&mut pane.at, at) == at { enter(state) } else { Vec::new() }
}

/// Does what a key asks for while a list is open; `None` for what means the same everywhere.
pub(super) fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    let height = height(state);
    let Some(Overlay::List(pane)) = &mut state.overlay else { return None };
    let count = state.data.as_ref().map_or(0, |data| pane.what.lines(data));
    match action {
        _ if action.is_move() => {
            pane.at = scrolled(pane.at, action, height, count.saturating_sub(1));
            pane.keep_in_sight(height);
        }
        Action::Toggle | Action::Open => return Some(enter(state)),
        Action::SwitchPane => {
            if let What::Findings(grouping) = &mut pane.what {
                *grouping = match grouping {
                    Grouping::Rule => Grouping::Repository,
                    Grouping::Repository => Grouping::Rule,
                };
                (pane.at, pane.top) = (0, 0);
            }
        }
        // As from a pager, back to where one was.
        Action::Findings | Action::Uses | Action::Changes | Action::Close | Action::Quit => state.overlay = None,
        Action::Acknowledge => changes::acknowledge(state),
        Action::FilterFindings => return Some(findings::toggle_filter(state)),
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

/// Goes to where the line leads that one stands on.
fn enter(state: &mut State) -> Vec<Effect> {
    let (Some(Overlay::List(pane)), Some(data)) = (&state.overlay, &state.data) else { return Vec::new() };
    let Some(target) = pane.what.target(data, pane.at) else { return Vec::new() };
    let left = Some((**pane).clone());
    match target {
        Target::Node(node) => {
            state.left = left;
            visited::jump(state, node)
        }
        Target::Query(query) => {
            state.left = left;
            findings::go_to(state, &query)
        }
        Target::Gone => {
            state.notice = Some("that is gone with its repository".to_owned());
            Vec::new()
        }
    }
}
