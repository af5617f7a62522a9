//! The question for a path to save to, over the panes.

use std::borrow::Cow;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

use crate::app::layout::{centred, inner};
use crate::app::save::{SavePrompt, Unsaved};
use crate::app::words::sentence;
use crate::model::text;
use crate::ui::frame::Frame;
use crate::ui::prompt;
use crate::ui::theme::Theme;

const WIDTH: u16 = 72;
const WHAT: &str = "All that is loaded, whatever is shown of it; credentials masked, with fingerprints. \
    The file is yours alone; --input and diff read it.";
const REPLACES: &str = "Enter replaces it; another name leaves it alone";

/// Draws the input line, and below it what is written or how that failed.
pub fn draw(prompt: &SavePrompt, theme: &Theme, frame: &mut Frame) {
    let screen = frame.area();
    let width = usize::from(WIDTH.min(screen.width)).saturating_sub(4).max(1);
    let wrap = |words: &str, style: Style| -> Vec<Line<'static>> {
        text::wrap(words, width).iter().map(|line| Line::styled(format!(" {line}"), style)).collect()
    };
    let said = match &prompt.unsaved {
        Some(unsaved) => {
            let (text, advice) = match unsaved {
                Unsaved::Failed(failure) => (Cow::Borrowed(&*failure.text), &*failure.advice),
                Unsaved::Exists => (Cow::Owned(format!("`{}` exists", text::shown(prompt.input.value()))), REPLACES),
            };
            let mut said = wrap(&sentence(&text), theme.bad);
            said.extend(wrap(&sentence(advice), Style::new()));
            said
        }
        None => wrap(WHAT, theme.dim),
    };
    let area = centred(screen.as_size(), WIDTH, u16::try_from(said.len() + 4).unwrap_or(u16::MAX));
    super::overlay(theme, "Save to", "", area, frame);
    let body = inner(area);
    prompt::line(&prompt.input, " > ", theme, Rect { height: body.height.min(1), ..body }, frame);
    let rest = body.height.saturating_sub(2);
    frame.render_widget(Paragraph::new(said), Rect { y: body.bottom() - rest, height: rest, ..body });
}
