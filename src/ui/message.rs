//! What stands where there is no tree: loading, failed, or nothing there, each with the next step.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use crate::app::action::Action;
use crate::app::auto_refresh;
use crate::app::countdown;
use crate::app::layout::inner;
use crate::app::state::{Failed, Fetch, Focus, InFlight, Pause, State};
use crate::app::token::{Renewal, Standing};
use crate::app::words::sentence;
use crate::model::inventory::Scope;
use crate::model::{text, time};
use crate::ui::frame::Frame;
use crate::ui::progress;
use crate::ui::theme::Theme;

/// Draws the pane.
pub fn draw(state: &State, theme: &Theme, title: &str, area: Rect, frame: &mut Frame) {
    super::pane(theme, state, Focus::Tree, (title, ""), area, frame);
    let body = inner(area);
    let width = usize::from(body.width.saturating_sub(2)).max(1);
    let (said, next) = words(state, theme, width);
    let height = usize::from(body.height);
    let lines_of = |words: &str| text::wrap(words, width).len();
    let rest: usize = said.iter().filter(|said| !said.is_long).map(|said| lines_of(&said.words)).sum();
    let long = said.iter().find(|said| said.is_long).map_or(0, |said| lines_of(&said.words));
    let next_lines = 1 + lines_of(&next);
    // What a server says may be long, and is cut rather than what to do about it. The footer says the same as the keys
    // that lead on; rather that than half of it.
    let has_next = rest + long.min(2) + next_lines <= height;
    let room = height.saturating_sub(rest + if has_next { next_lines } else { 0 }).max(1);
    let fitted = |said: &Said| {
        let lines = if said.is_long { room } else { usize::MAX };
        let style = said.style;
        let lines = text::clip(&said.words, width, lines, theme.ellipsis).into_iter();
        lines.map(move |line| Line::styled(format!(" {line}"), style)).collect::<Vec<_>>()
    };
    let mut lines: Vec<Line<'_>> = said.iter().flat_map(fitted).collect();
    if has_next {
        lines.push(Line::default());
        lines.extend(fitted(&Said::of(theme.dim, next)));
    }
    frame.render_widget(Paragraph::new(lines), body);
    progress::draw(state, theme, area, frame);
}

/// A sentence and how it looks.
struct Said {
    style: Style,
    words: String,
    /// Whether it comes from outside, may be of any length, and may be cut.
    is_long: bool,
}

impl Said {
    fn of(style: Style, words: impl Into<String>) -> Self {
        Self { style, words: words.into(), is_long: false }
    }

    fn failure(style: Style, text: &str) -> Self {
        Self { style, words: sentence(text), is_long: true }
    }
}

/// What there is to say, and the keys that lead on.
fn words(state: &State, theme: &Theme, width: usize) -> (Vec<Said>, String) {
    let plain = Style::new();
    let (retries, stops) = ((Action::Refresh, "tries now"), |does| (Action::Back, does));
    let (chooses, quits) = ((Action::Workspace, "chooses a workspace"), (Action::Quit, "quits"));
    // What was kept cannot be asked for another workspace.
    let is_asked = |action: Action| state.about.offline.is_none() || action != Action::Workspace;
    let keys = |meanings: &[(Action, &str)]| {
        let meanings: Vec<_> = meanings.iter().copied().filter(|(action, _)| is_asked(*action)).collect();
        state.keymap.says(&meanings)
    };
    match (state.failed(), &state.fetch, &state.data) {
        (Some(Failed { failure, scope, again, .. }), ..) => {
            let title = match state.about.offline {
                Some(_) => format!("Could not read {}.", state.about.host),
                None => format!("Could not load the repositories of {}.", state.asked(scope)),
            };
            let mut said = vec![Said::of(theme.bad, title), Said::failure(plain, &failure.text)];
            if !failure.advice.is_empty() {
                said.push(Said::of(plain, sentence(&failure.advice)));
            }
            match (again.map(|again| again.left(state.screen.now)), auto_refresh::next_try(state)) {
                (Some(0), _) => said.push(Said::of(theme.warning, "Trying again now.")),
                (Some(left), _) => said.push(Said::of(theme.warning, format!("Trying again in {left} s."))),
                (None, Some(due)) if due > state.screen.now => {
                    said.push(Said::of(theme.warning, format!("Asks again at {}.", time::clock(due))));
                    return (said, keys(&[retries, chooses, quits]));
                }
                (None, Some(_)) => said.push(Said::of(theme.warning, "Trying again now.")),
                (None, None) => return (said, keys(&[(Action::Refresh, "tries again"), chooses, quits])),
            }
            (said, keys(&[retries, stops("gives up"), chooses, quits]))
        }
        (None, _, Some(data)) if data.arrival.is_some() => {
            let said = match &data.scope {
                _ if state.about.offline.is_some() => {
                    vec![Said::of(plain, format!("No repositories in {}.", state.about.host))]
                }
                Scope::All => vec![Said::of(plain, "No repositories in any workspace that this token may see.")],
                Scope::Workspace(_) => vec![
                    Said::of(plain, format!("No repositories in {}.", data.scope.label())),
                    Said::of(plain, "It has none, or this token may not see it, or there is no such workspace."),
                ],
            };
            (said, keys(&[chooses, (Action::Refresh, "loads again"), quits]))
        }
        (None, Fetch::InFlight(out), _) if out.pause.is_some() => {
            (loading(state, out, theme, width), keys(&[retries, stops("stops"), chooses, quits]))
        }
        (None, Fetch::InFlight(out), _) => (loading(state, out, theme, width), keys(&[stops("stops"), chooses, quits])),
        (None, Fetch::Idle, _) if state.token.standing == Standing::Missing => {
            let said = vec![Said::of(plain, "There is no access token yet, so nothing was asked for.")];
            (said, keys(&[(Action::Refresh, "asks for one"), quits]))
        }
        (None, Fetch::Idle | Fetch::Failed(_), _) => (Vec::new(), String::new()),
    }
}

fn loading(state: &State, out: &InFlight, theme: &Theme, width: usize) -> Vec<Said> {
    let what = format!("Loading the repositories of {}", state.asked(&out.scope));
    let mut said = vec![Said::of(Style::new(), what), Said::of(theme.dim, format!("from {}", state.about.host))];
    if let Some(Pause { retrying, until }) = out.pause.as_deref() {
        said.push(Said::failure(theme.warning, &retrying.failure.text));
        let left = countdown::left(*until, state.screen.now);
        said.push(Said::of(
            Style::new(),
            format!("Trying again in {left} s ({} of {}).", retrying.attempt, retrying.of),
        ));
    } else if matches!(out.renewal, Renewal::Reading(_)) {
        said.push(Said::of(theme.warning, super::header::looking_for_a_token(state)));
    } else if out.progress.received == 0 {
        let waited = state.screen.now.duration_since(out.since).as_secs();
        if waited > 0 {
            said.push(Said::of(theme.dim, format!("Nothing has come yet, {waited} s")));
        }
    } else {
        // In more lines than one it would take the room of the keys that lead on.
        let told = format!("Received {}", out.progress.told(out.since, state.screen.now));
        let fits = text::width(&told) <= width;
        said.push(Said::of(theme.dim, if fits { told } else { format!("Received {}", out.progress.long()) }));
    }
    said
}
