//! The question for a token, over the panes: what is typed stands there as dots, as many as fit.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::layout::{centred, inner};
use crate::app::state::State;
use crate::app::token::prompt::TokenPrompt;
use crate::app::words::sentence;
use crate::model::text;
use crate::ui::frame::Frame;
use crate::ui::theme::Theme;

const WIDTH: u16 = 72;
/// The most dots that are shown: how long a token is exactly is nobody's business.
const DOTS: usize = 40;

const ASKED: &str = "No access token was given.";
const HOW: &str = "Type or paste it; it is not shown, and kept in memory only.";
const ELSEWHERE: &str = "Another time it can come from --token-file, --token-command, FLASHBACK_TOKEN, \
    FLASHBACK_TOKEN_FILE, FLASHBACK_TOKEN_COMMAND or the profile.";

/// Draws the question, the input line, and where else a token can come from.
pub fn draw(prompt: &TokenPrompt, state: &State, theme: &Theme, frame: &mut Frame) {
    let screen = frame.area();
    let width = usize::from(WIDTH.min(screen.width)).saturating_sub(4).max(1);
    let wrap = |words: &str, style: Style| -> Vec<Line<'static>> {
        text::wrap(words, width).iter().map(|line| Line::styled(format!(" {line}"), style)).collect()
    };
    let why = match &prompt.why {
        Some(why) => wrap(&sentence(why), theme.bad),
        None => wrap(&state.profiles.lack().map_or_else(|| ASKED.to_owned(), sentence), Style::new()),
    };
    let (said, style) = match &prompt.flaw {
        Some(flaw) => (sentence(flaw), theme.warning),
        None => (HOW.to_owned(), Style::new()),
    };
    // What stands below the input line may be cut where the screen is low.
    let mut below = wrap(&said, style);
    below.push(Line::default());
    below.extend(wrap(ELSEWHERE, theme.dim));
    if state.data.is_some() {
        below.extend(wrap("What is shown stays, whatever you do here.", theme.dim));
    }
    let wanted = u16::try_from(why.len() + below.len() + 3).unwrap_or(u16::MAX);
    let area = centred(screen.as_size(), WIDTH, wanted);
    super::overlay(theme, "Access token", "", area, frame);
    let body = inner(area);
    // The input line is what must be seen.
    let first = u16::try_from(why.len()).unwrap_or(u16::MAX).min(body.height.saturating_sub(1));
    frame.render_widget(Paragraph::new(why), Rect { height: first, ..body });
    let line = Rect { y: body.y + first, height: body.height.min(1), ..body };
    input(prompt.count(), theme, line, frame);
    let rest = body.height.saturating_sub(first + 1);
    frame.render_widget(Paragraph::new(below), Rect { y: body.bottom() - rest, height: rest, ..body });
}

/// A dot for each character, and the terminal's own cursor behind them.
fn input(count: usize, theme: &Theme, area: Rect, frame: &mut Frame) {
    if area.width < 4 || area.height == 0 {
        return;
    }
    let room = usize::from(area.width) - 4;
    let dots = count.min(DOTS).min(room);
    let more = if count > dots { theme.ellipsis } else { "" };
    let line = Line::from(vec![Span::styled(" > ", theme.key), Span::raw(theme.dot.repeat(dots)), Span::raw(more)]);
    frame.render_widget(line, area);
    let column = u16::try_from(dots + text::width(more)).unwrap_or(u16::MAX);
    let x = area.x.saturating_add(3).saturating_add(column).min(area.right().saturating_sub(1));
    frame.set_cursor_position(Position { x, y: area.y });
}
