//! The keys, as they are bound, and what the marks mean.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::help::{self, HelpLine, HelpPane, Lead};
use crate::app::state::State;
use crate::model::text;
use crate::ui::frame::Frame;
use crate::ui::theme::Theme;
use crate::ui::{list, prompt};

/// Draws the list over the panes, below its filter where there is one.
pub fn draw(pane: &HelpPane, state: &State, theme: &Theme, frame: &mut Frame) {
    let screen = frame.area();
    let (area, body) = (help::area(pane, state).intersection(screen), help::body(pane, state).intersection(screen));
    let (all, height) = (help::lines(pane, state, body.width), usize::from(body.height));
    let from = pane.scroll.min(all.len().saturating_sub(height));
    let to = (from + height).min(all.len());
    let position = if to - from < all.len() { format!("{}-{to}/{}", from + 1, all.len()) } else { String::new() };
    super::overlay(theme, "Keys", &position, area, frame);
    if pane.is_filtered() {
        let line = Rect { y: body.y.saturating_sub(1), height: 1, ..body }.intersection(area);
        prompt::input(&pane.filter, theme, line, frame);
    }
    let column = usize::from(help::column(body.width));
    let mut lines: Vec<Line<'_>> = all.iter().skip(from).take(height).map(|line| drawn(line, column, theme)).collect();
    if all.is_empty() {
        lines.push(Line::styled(" no key for that", theme.dim));
    }
    frame.render_widget(Paragraph::new(lines), body);
}

fn drawn(line: &HelpLine, column: usize, theme: &Theme) -> Line<'static> {
    let (lead, style) = match &line.lead {
        Lead::Title => return Line::styled(format!(" {}", line.about), theme.heading),
        Lead::Keys(keys) => (keys.as_str(), theme.key),
        Lead::Master => (theme.master, theme.warning),
        Lead::Off => (theme.off, theme.warning),
        Lead::Problem => (theme.problem, theme.bad),
        Lead::New => (theme.added, theme.good),
        Lead::Changed => (theme.changed, theme.warning),
        Lead::Nothing => ("", theme.key),
    };
    let lead = text::pad(&text::cut(lead, column.saturating_sub(1), theme.ellipsis), column);
    let [before, lead, after] = list::padded(&format!(" {lead}"));
    Line::from(vec![Span::raw(before), Span::styled(lead, style), Span::raw(after), Span::raw(line.about.clone())])
}
