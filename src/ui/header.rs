//! The first line: what it is, what it talks to, which scope, how much, and the state of the data.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::state::{Fetch, State};
use crate::model::kind::Kind;
use crate::model::{text, time};
use crate::ui::theme::Theme;

const PROGRAM: &str = "flashback-tui";

/// Draws the line.
pub fn draw(state: &State, theme: &Theme, area: Rect, frame: &mut Frame<'_>) {
    let width = usize::from(area.width);
    let (status, style) = status(state, theme);
    let scope = state.data.as_ref().map_or(&state.wanted, |data| &data.scope).label().into_owned();
    let counts = [counts(state, Words::Long), counts(state, Words::Short), counts(state, Words::Letters)];
    let [long, short, letters] = counts.each_ref().map(String::as_str);
    let host = state.about.host.as_str();
    let short_scope = text::cut(&scope, 14, theme.ellipsis).into_owned();
    // The same facts in ever fewer cells; the first version that fits is drawn.
    let versions: [&[&str]; 8] = [
        &[PROGRAM, host, &scope, long],
        &[PROGRAM, host, &scope, short],
        &[host, &scope, short],
        &[host, &scope, letters],
        &[host, &short_scope, letters],
        &[&short_scope, letters],
        &[letters],
        &[],
    ];
    let needs = |parts: &&[&str]| parts.iter().map(|part| cells(part)).sum::<usize>() + text::width(&status) + 2;
    let parts = versions.into_iter().find(|parts| needs(parts) <= width).unwrap_or_default();
    let mut spans = Vec::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        let style = match *part {
            PROGRAM => theme.program,
            part if counts.iter().any(|counts| counts == part) => theme.dim,
            _ => theme.header,
        };
        spans.push(Span::styled(format!(" {part} "), style));
    }
    let used: usize = parts.iter().map(|part| cells(part)).sum();
    let status = text::cut(&status, width.saturating_sub(used + 2).max(width.min(1)), theme.ellipsis).into_owned();
    spans.push(Span::raw(" ".repeat(width.saturating_sub(used + text::width(&status) + 1))));
    spans.push(Span::styled(status, style));
    frame.render_widget(Line::from(spans), area);
}

/// The cells a part needs with a space on each side; an empty one is left out.
fn cells(part: &str) -> usize {
    if part.is_empty() { 0 } else { text::width(part) + 2 }
}

/// The state of the data in a few words.
fn status(state: &State, theme: &Theme) -> (String, Style) {
    let fresh = |state: &State| {
        let arrival = state.data.as_ref()?.arrival.as_ref()?;
        Some(format!("{}, {}", time::clock(arrival.at), time::duration(arrival.took)))
    };
    if let Some(notice) = &state.notice {
        return (notice.clone(), theme.warning);
    }
    match &state.fetch {
        Fetch::InFlight(out) => {
            let what = match &state.data {
                Some(data) if data.scope != out.scope => format!("loading {}", out.scope.label()),
                _ => "loading".to_owned(),
            };
            let words = match &out.retrying {
                Some(retry) => format!("retrying in {} ({} of {})", pause(retry.wait), retry.attempt, retry.of),
                None if out.received > 0 => format!("{what}, {}", time::bytes(out.received)),
                None => format!("{what} ..."),
            };
            (words, theme.warning)
        }
        Fetch::Failed { failure, .. } => {
            let code = failure.status.map_or_else(String::new, |status| format!(" ({status})"));
            let incomplete = state.data.as_ref().is_some_and(|data| data.arrival.is_none());
            let what = if incomplete { "incomplete" } else { "failed" };
            (fresh(state).map_or_else(|| format!("{what}{code}"), |fresh| format!("{what}{code}, {fresh}")), theme.bad)
        }
        Fetch::Idle => (fresh(state).unwrap_or_default(), theme.good),
    }
}

/// A pause in words: whole seconds where it is one or more.
fn pause(wait: std::time::Duration) -> String {
    if wait.as_millis() >= 1000 { format!("{} s", wait.as_millis().div_ceil(1000)) } else { time::duration(wait) }
}

#[derive(Clone, Copy)]
enum Words {
    Long,
    Short,
    Letters,
}

fn counts(state: &State, words: Words) -> String {
    let Some(data) = &state.data else { return String::new() };
    let one = |kind: Kind| {
        let total = data.inventory.total(kind);
        let noun = match (words, kind) {
            (Words::Long, kind) => kind.counted(total),
            (Words::Short, Kind::Repo) => {
                if total == 1 {
                    "repo"
                } else {
                    "repos"
                }
            }
            (Words::Short, Kind::Bucket) => {
                if total == 1 {
                    "bucket"
                } else {
                    "buckets"
                }
            }
            (Words::Short, Kind::ApiKey) => {
                if total == 1 {
                    "key"
                } else {
                    "keys"
                }
            }
            (Words::Short, Kind::AiLlm) => {
                if total == 1 {
                    "LLM"
                } else {
                    "LLMs"
                }
            }
            (Words::Short, Kind::AiApiKey) => {
                if total == 1 {
                    "AI key"
                } else {
                    "AI keys"
                }
            }
            (Words::Letters, Kind::Repo) => "R",
            (Words::Letters, Kind::Bucket) => "B",
            (Words::Letters, Kind::ApiKey) => "K",
            (Words::Letters, Kind::AiLlm) => "L",
            (Words::Letters, Kind::AiApiKey) => "A",
        };
        if matches!(words, Words::Letters) { format!("{total}{noun}") } else { format!("{total} {noun}") }
    };
    Kind::ALL.map(one).join(" ")
}
