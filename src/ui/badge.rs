//! What must be seen first, at the very left of the header: that the token travels unprotected, and the name of the
//! profile in its colour, which tells production.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::state::State;
use crate::model::text;
use crate::model::tint::Tint;
use crate::ui::frame::Frame;
use crate::ui::theme::{Theme, color};

/// The colour of a warning that stays.
const RED: Tint = Tint::Palette(1);

/// Said of the way to the API where everybody on it can read the token.
const UNPROTECTED: &str = "plain HTTP";

/// Draws them; gives what they leave of the line. They are cut last of all, the warning after the name.
pub fn draw(state: &State, theme: &Theme, area: Rect, frame: &mut Frame) -> Rect {
    let warning = state.about.is_unprotected.then_some((UNPROTECTED, Some(RED)));
    let name = state.profiles.named().map(|profile| (profile.name.as_str(), profile.tint));
    let mut rest = area;
    for (words, tint) in warning.into_iter().chain(name) {
        let span = label(words, tint, theme, usize::from(rest.width));
        let used = u16::try_from(text::width(&span.content)).unwrap_or(u16::MAX).min(rest.width);
        frame.render_widget(Line::from(span), Rect { width: used, ..rest });
        rest = Rect { x: rest.x + used, width: rest.width - used, ..rest };
    }
    rest
}

/// Words as they stand in the header, a profile's name for example, in no more than a width.
pub fn label(words: &str, tint: Option<Tint>, theme: &Theme, width: usize) -> Span<'static> {
    let words = text::cut(words, width.saturating_sub(2).max(1), theme.ellipsis);
    let (before, after, style) = match theme.badge {
        Some(style) => (" ", " ", tint.map_or(style, |tint| style.fg(color(tint)))),
        None => ("[", "]", Style::new()),
    };
    let words = if width < 3 { words.into_owned() } else { format!("{before}{words}{after}") };
    Span::styled(words, style)
}
