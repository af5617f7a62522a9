//! Text onto cells, where there is much of it in a frame.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Span;
use ratatui::widgets::Widget;

/// Puts pieces of text onto the rest of a row, as the widgets do; in plain words it does not look for clusters, of
/// which they have none.
pub fn put(buffer: &mut Buffer, Position { mut x, y }: Position, spans: &[Span<'_>]) {
    for span in spans {
        let room = buffer.area.right().saturating_sub(x);
        if !span.content.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            span.render(Rect { x, y, width: room, height: 1 }, buffer);
            x = x.saturating_add(u16::try_from(span.width()).unwrap_or(u16::MAX));
            continue;
        }
        if room == 0 {
            return;
        }
        let start = buffer.index_of(x, y);
        let cells = buffer.content.get_mut(start..start + usize::from(room)).unwrap_or_default();
        for (cell, byte) in cells.iter_mut().zip(span.content.bytes()) {
            cell.set_char(char::from(byte)).set_style(span.style);
        }
        x = x.saturating_add(u16::try_from(span.content.len()).unwrap_or(u16::MAX));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::{Color, Style};
    use ratatui::text::Line;

    use super::*;

    fn any_span() -> impl Strategy<Value = Span<'static>> {
        let text = prop_oneof![3 => "[ -~]{0,12}", 1 => "[a-z界é│][a-z界é│\u{301}\u{200d}👩🚀]{0,6}"];
        let style =
            prop::sample::select(vec![Style::new(), Style::new().fg(Color::Red).bold(), Style::new().reversed()]);
        (text, style).prop_map(|(text, style)| Span::styled(text, style))
    }

    proptest! {
        #[test]
        fn a_row_is_what_the_widgets_make_of_it(spans in prop::collection::vec(any_span(), 0..6), x in 0_u16..26) {
            let area = Rect::new(0, 0, 24, 2);
            let [mut ours, mut theirs] = [(); 2].map(|()| Buffer::empty(area));
            put(&mut ours, Position { x, y: 1 }, &spans);
            Line::from(spans).render(Rect { x, y: 1, width: 24_u16.saturating_sub(x), height: 1 }, &mut theirs);
            prop_assert_eq!(ours, theirs);
        }
    }
}
