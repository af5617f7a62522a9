//! What stands where there is no tree: loading, failed, or nothing there, each with the next step.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use crate::app::layout::inner;
use crate::app::state::{Failed, Fetch, Focus, InFlight, State, sentence};
use crate::model::inventory::Scope;
use crate::model::{text, time};
use crate::ui::theme::Theme;

/// Draws the pane.
pub fn draw(state: &State, theme: &Theme, title: &str, area: Rect, frame: &mut Frame<'_>) {
    if let Some(block) = super::pane(theme, state, Focus::Tree, area, title, "") {
        frame.render_widget(block, area);
    }
    let body = inner(area);
    let width = usize::from(body.width.saturating_sub(2)).max(1);
    let (said, next) = words(state, theme);
    let wrap = |said: Vec<(Style, String)>| -> Vec<Line<'static>> {
        let lines =
            said.iter().flat_map(|(style, words)| text::wrap(words, width).into_iter().map(|line| (*style, line)));
        lines.map(|(style, line)| Line::styled(format!(" {line}"), style)).collect()
    };
    let mut lines = wrap(said);
    let next = wrap(vec![(Style::new(), String::new()), (theme.dim, next.to_owned())]);
    // The footer says the same; rather that than half of it.
    if lines.len() + next.len() <= usize::from(body.height) {
        lines.extend(next);
    }
    frame.render_widget(Paragraph::new(lines), body);
}

/// What there is to say, and the keys that lead on.
fn words(state: &State, theme: &Theme) -> (Vec<(Style, String)>, &'static str) {
    let plain = Style::new();
    match (state.failed(), &state.fetch, &state.data) {
        (Some(Failed { failure, scope, again, .. }), ..) => {
            let mut said =
                vec![(theme.bad, format!("Could not load {}.", scope.label())), (plain, sentence(&failure.text))];
            if !failure.advice.is_empty() {
                said.push((plain, sentence(&failure.advice)));
            }
            match again.map(|again| again.left(state.screen.now)) {
                Some(0) => said.push((theme.warning, "Trying again now.".to_owned())),
                Some(left) => said.push((theme.warning, format!("Trying again in {left} s."))),
                None => return (said, "r tries again, w chooses a workspace, q quits"),
            }
            (said, "r tries now, Esc gives up, w chooses a workspace, q quits")
        }
        (None, _, Some(data)) if data.arrival.is_some() => {
            let said = match &data.scope {
                Scope::All => vec![(plain, "No repositories in any workspace that this token may see.".to_owned())],
                Scope::Workspace(_) => vec![
                    (plain, format!("No repositories in {}.", data.scope.label())),
                    (plain, "It has none, or this token may not see it, or there is no such workspace.".to_owned()),
                ],
            };
            (said, "w chooses a workspace, r loads again, q quits")
        }
        (None, Fetch::InFlight(out), _) if out.pause.is_some() => {
            (loading(state, out, theme), "r tries now, Esc stops, w chooses a workspace, q quits")
        }
        (None, Fetch::InFlight(out), _) => (loading(state, out, theme), "Esc stops, w chooses a workspace, q quits"),
        (None, Fetch::Idle | Fetch::Failed(_), _) => (Vec::new(), ""),
    }
}

fn loading(state: &State, out: &InFlight, theme: &Theme) -> Vec<(Style, String)> {
    let mut said = vec![(Style::new(), format!("Loading {} from {}", out.scope.label(), state.about.host))];
    if let Some(retry) = out.pause.as_ref().map(|pause| &pause.retrying) {
        said.push((theme.warning, sentence(&retry.failure.text)));
        let wait = super::header::pause(retry.wait);
        said.push((Style::new(), format!("Trying again in {wait} ({} of {}).", retry.attempt, retry.of)));
    } else if out.received > 0 {
        said.push((theme.dim, format!("{} so far", time::bytes(out.received))));
    }
    said
}
