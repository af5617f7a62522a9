//! The name of the profile at the very left of the header, in its colour: what production is must be seen first.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};
use ratatui::text::{Line, Span};

use crate::app::state::State;
use crate::model::text;
use crate::model::tint::Tint;
use crate::ui::theme::Theme;

/// Draws the name; gives what it leaves of the line. It is cut last of all.
pub fn draw(state: &State, theme: &Theme, area: Rect, frame: &mut Frame<'_>) -> Rect {
    let Some(profile) = state.profiles.named() else { return area };
    let span = label(&profile.name, profile.tint, theme, usize::from(area.width));
    let used = u16::try_from(text::width(&span.content)).unwrap_or(u16::MAX).min(area.width);
    frame.render_widget(Line::from(span), Rect { width: used, ..area });
    Rect { x: area.x + used, width: area.width - used, ..area }
}

/// A profile's name as it stands in the header, in no more than a width.
pub fn label(name: &str, tint: Option<Tint>, theme: &Theme, width: usize) -> Span<'static> {
    let name = text::cut(name, width.saturating_sub(2).max(1), theme.ellipsis);
    let (before, after, style) = match theme.badge {
        Some(style) => (" ", " ", tint.map_or(style, |tint| style.fg(color(tint)))),
        None => ("[", "]", Style::new()),
    };
    let words = if width < 3 { name.into_owned() } else { format!("{before}{name}{after}") };
    Span::styled(words, style)
}

/// A colour as the terminal is asked for it: the sixteen by their short codes.
const fn color(tint: Tint) -> Color {
    match tint {
        Tint::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
        Tint::Palette(index) => match index {
            0 => Color::Black,
            1 => Color::Red,
            2 => Color::Green,
            3 => Color::Yellow,
            4 => Color::Blue,
            5 => Color::Magenta,
            6 => Color::Cyan,
            7 => Color::Gray,
            8 => Color::DarkGray,
            9 => Color::LightRed,
            10 => Color::LightGreen,
            11 => Color::LightYellow,
            12 => Color::LightBlue,
            13 => Color::LightMagenta,
            14 => Color::LightCyan,
            15 => Color::White,
            index => Color::Indexed(index),
        },
    }
}
