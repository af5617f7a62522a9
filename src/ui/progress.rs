//! How far an answer has come: a bar where its length is known, else in words alone.

use jiff::SignedDuration;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::layout::is_bordered;
use crate::app::progress::Progress;
use crate::app::state::{Fetch, State};
use crate::model::text;
use crate::ui::frame::Frame;
use crate::ui::theme::Theme;

/// The widest a bar gets, and the least worth drawing.
const WIDEST: usize = 30;
const LEAST: usize = 4;

/// An answer that is there within this time has no bar: one that comes and goes at once is only in the way.
const SOON: SignedDuration = SignedDuration::from_millis(500);

/// A bar and its share in no more than so many cells, `[████      ] 40 %`; `None` where the length is not known, or
/// there is no room.
fn bar(progress: &Progress, room: usize) -> Option<String> {
    let percent = progress.percent()?;
    let share = format!(" {percent} %");
    let cells = room.checked_sub(2 + text::width(&share)).filter(|cells| *cells >= LEAST)?.min(WIDEST);
    let full = usize::try_from(percent).unwrap_or(100) * cells / 100;
    Some(format!("[{}{}]{share}", "█".repeat(full), " ".repeat(cells - full)))
}

/// Draws it into the border below the rows that it brings or renews; nothing while none comes, nor before it is worth
/// telling.
pub fn draw(state: &State, theme: &Theme, area: Rect, frame: &mut Frame) {
    let Fetch::InFlight(out) = &state.fetch else { return };
    let is_soon = state.screen.now.duration_since(out.since) < SOON;
    if is_soon || out.progress.received == 0 || out.pause.is_some() || !is_bordered(area) {
        return;
    }
    let room = usize::from(area.width.saturating_sub(6));
    let progress = &out.progress;
    let (since, now) = (out.since, state.screen.now);
    // The same in ever fewer words; a bar has its room before words have.
    let least = if progress.percent().is_some() { LEAST + 10 } else { 0 };
    let versions = [progress.told(since, now), progress.briefly(since, now), String::new()];
    let words = versions.into_iter().find(|words| text::width(words) + least <= room).unwrap_or_default();
    let taken = if words.is_empty() { 0 } else { text::width(&words) + 2 };
    let bar = bar(progress, room.saturating_sub(taken)).unwrap_or_default();
    if bar.is_empty() && words.is_empty() {
        return;
    }
    let gap = if bar.is_empty() || words.is_empty() { "" } else { "  " };
    let spans = [
        Span::raw(" "),
        Span::styled(bar, theme.key),
        Span::raw(gap),
        Span::styled(words, theme.plain_title),
        Span::raw(" "),
    ];
    let line = Line::from_iter(spans);
    let width = u16::try_from(line.width()).unwrap_or(u16::MAX).min(area.width.saturating_sub(4));
    frame.render_widget(line, Rect { x: area.x + 2, y: area.bottom().saturating_sub(1), width, height: 1 });
}
