//! The findings: a filter for what has some, the list of all, and those of an object under its details.

use crate::app::arrangement;
use crate::app::detail::{Line, Tone};
use crate::app::fetching;
use crate::app::list::{self, What};
use crate::app::msg::Effect;
use crate::app::pivot;
use crate::app::state::{Focus, State};
use crate::app::visited;
use crate::model::findings::{Explainer, Finding, Grouping, Severity};
use crate::model::kind::Node;
use crate::model::query::{Context, Query};
use crate::model::text;

/// The term that keeps only what has findings.
const TERM: &str = "has:finding";

/// So many findings of one object are told in its details.
const MOST: usize = 100;

/// Opens the list of all findings.
pub(super) fn open(state: &mut State) {
    list::open(state, What::Findings(Grouping::default()));
}

/// Keeps only what has findings, besides whatever else is looked for; the second time all of that is shown again.
pub(super) fn toggle_filter(state: &mut State) -> Vec<Effect> {
    let text = state.arrangement.query.text().trim();
    let text = if is_last(text) {
        text.strip_suffix(TERM).unwrap_or_default().trim_end().to_owned()
    } else {
        format!("{text} {TERM}").trim_start().to_owned()
    };
    filter(state, &text)
}

/// Goes to what a query finds in the tree; what was there before can be gone back to.
pub(super) fn go_to(state: &mut State, text: &str) -> Vec<Effect> {
    visited::leave(state);
    if state.tree.pivot.is_some() {
        pivot::give_up(state);
    }
    filter(state, text)
}

/// Whether a query ends with the term.
pub(super) fn is_last(text: &str) -> bool {
    text.strip_suffix(TERM).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

/// Shows what a query finds.
pub(super) fn filter(state: &mut State, text: &str) -> Vec<Effect> {
    state.overlay = None;
    state.focus = Focus::Tree;
    let query = Query::parse(text);
    let waits = state.data.as_ref().is_some_and(|data| data.analyzed.is_none());
    if waits && query.note(&Context::at(state.as_of())).is_some() {
        let words = if fetching::is_cut_short(state) {
            "what came is not whole, so no findings are counted"
        } else {
            "findings are being counted: what has some is shown then"
        };
        state.notice = Some(words.to_owned());
    }
    arrangement::look_for(state, query)
}

/// The mark of a severity, so that none needs a colour to be told from another.
pub const fn mark(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "!!",
        Severity::Medium => "!",
        Severity::Low => "~",
        Severity::Info => "i",
    }
}

/// The findings of an object itself, in lines for a width; none where there are none.
pub(super) fn lines(state: &State, node: Node, width: usize) -> Vec<Line> {
    let Some(data) = &state.data else { return Vec::new() };
    let Some(analyzed) = &data.analyzed else { return Vec::new() };
    let own = analyzed.findings.own(node);
    if own.is_empty() {
        return Vec::new();
    }
    let rules = &state.rules;
    let mut explainer =
        Explainer::new(&data.inventory, &analyzed.usage, &rules.fingerprints, &rules.policy, state.as_of());
    let mut lines = vec![Line::default(), Line::of(Tone::Heading, "Findings")];
    for finding in own.iter().take(MOST) {
        explained(&mut lines, &mut explainer, finding, width);
    }
    if let Some(more) = own.len().checked_sub(MOST).filter(|more| *more > 0) {
        lines.push(Line::of(Tone::Dim, format!("… and {more} more; `flashback-tui check` lists all")));
    }
    lines
}

/// What was found first, then what was seen and what to do.
fn explained(lines: &mut Vec<Line>, explainer: &mut Explainer<'_>, finding: &Finding, width: usize) {
    let Some(told) = explainer.explain(finding) else { return };
    let mut say = |tone: Tone, indent: usize, words: &str| {
        let room = width.saturating_sub(indent).max(1);
        let pieces = text::wrap(words, room).into_iter();
        lines.extend(pieces.map(|piece| Line::of(tone, format!("{}{piece}", " ".repeat(indent)))));
    };
    say(
        Tone::Found(finding.severity),
        0,
        &format!("{} {}: {}", mark(finding.severity), finding.severity.name(), told.message),
    );
    for (field, value) in &told.evidence {
        say(Tone::Dim, 3, &format!("{field}: {value}"));
    }
    say(Tone::Value, 3, told.advice);
    say(Tone::Dim, 3, &format!("rule {}", finding.rule.spec().id));
}
