//! Text onto cells, where there is much of it in a frame.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Span;
use ratatui::widgets::Widget;

/// Puts pieces of text onto the first row of an area, as the widgets do; in plain words it does not look for clusters,
/// of which they have none.
pub fn put(buffer: &mut Buffer, area: Rect, spans: &[Span<'_>]) {
    let row = area.intersection(buffer.area);
    if row.is_empty() {
        return;
    }
    let Rect { mut x, y, .. } = row;
    for span in spans {
        let room = row.right().saturating_sub(x);
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
        fn a_row_is_what_the_widgets_make_of_it(
            spans in prop::collection::vec(any_span(), 0..6),
            x in 0_u16..26,
            width in 0_u16..26,
        ) {
            let area = Rect::new(0, 0, 24, 2);
            let [mut ours, mut theirs] = [(); 2].map(|()| Buffer::empty(area));
            let row = Rect { x, y: 1, width, height: 1 };
            put(&mut ours, row, &spans);
            Line::from(spans).render(row, &mut theirs);
            prop_assert_eq!(ours, theirs);
        }
    }
}
