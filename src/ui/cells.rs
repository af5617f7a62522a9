//! Text onto cells, where there is much of it in a frame.

use std::sync::LazyLock;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;
use ratatui::widgets::Widget;

use crate::model::text;

/// Pieces of text that are kept, in the memory of one.
#[derive(Debug, Default)]
pub struct Words {
    text: String,
    /// Where each piece ends, how it looks, and whether it is plain.
    ends: Vec<(usize, Style, bool)>,
}

/// A piece of text.
struct Piece<'a> {
    text: &'a str,
    style: Style,
    /// Whether it is that, as `text::is_plain` has it.
    is_plain: bool,
}

impl Words {
    /// None yet, with room for so many bytes and pieces.
    pub fn with_capacity(bytes: usize, pieces: usize) -> Self {
        Self { text: String::with_capacity(bytes), ends: Vec::with_capacity(pieces) }
    }

    /// Adds a piece.
    pub fn push(&mut self, text: &str, style: Style) {
        let is_plain = text::is_plain(text);
        self.text.push_str(text);
        let end = self.text.len();
        match self.ends.last_mut() {
            // Others might become one character with what stands before them.
            Some((last, before, true)) if is_plain && *before == style => *last = end,
            _ => self.ends.push((end, style, is_plain)),
        }
    }

    /// Adds so many blanks without a look.
    pub fn push_blanks(&mut self, count: usize) {
        if count > 0 {
            self.push(&text::blanks(count), Style::new());
        }
    }

    /// Puts them onto the first row of an area.
    pub fn put(&self, buffer: &mut Buffer, area: Rect) {
        let mut start = 0;
        let pieces = self.ends.iter().map(|(end, style, is_plain)| {
            let text = self.text.get(start..*end).unwrap_or_default();
            start = *end;
            Piece { text, style: *style, is_plain: *is_plain }
        });
        put_pieces(buffer, area, pieces);
    }
}

/// Puts pieces of text onto the first row of an area, as the widgets do.
pub fn put(buffer: &mut Buffer, area: Rect, spans: &[Span<'_>]) {
    let pieces = spans.iter().map(|Span { content, style }| Piece {
        text: content,
        style: *style,
        is_plain: text::is_plain(content),
    });
    put_pieces(buffer, area, pieces);
}

/// In plain pieces it does not look for clusters, of which they have none.
fn put_pieces<'a>(buffer: &mut Buffer, area: Rect, pieces: impl Iterator<Item = Piece<'a>>) {
    let row = area.intersection(buffer.area);
    if row.is_empty() {
        return;
    }
    let Rect { mut x, y, .. } = row;
    for Piece { text, style, is_plain } in pieces {
        let room = row.right().saturating_sub(x);
        if !is_plain {
            let span = Span::styled(text, style);
            let width = span.width();
            span.render(Rect { x, y, width: room, height: 1 }, buffer);
            x = x.saturating_add(u16::try_from(width).unwrap_or(u16::MAX));
            continue;
        }
        if room == 0 {
            return;
        }
        let start = buffer.index_of(x, y);
        let cells = buffer.content.get_mut(start..start + usize::from(room)).unwrap_or_default();
        put_plain(cells, text, style);
        x = x.saturating_add(u16::try_from(text.len()).unwrap_or(u16::MAX));
    }
}

/// As `Cell::set_char` and `Cell::set_style` for each.
fn put_plain(cells: &mut [Cell], text: &str, style: Style) {
    let plain: &[Cell] = &PLAIN;
    let is_bare = style == Style::new();
    for (cell, byte) in cells.iter_mut().zip(text.bytes()) {
        // Much of a row is what stands there already.
        if is_bare && byte == FIRST && cell.symbol() == " " {
            continue;
        }
        let own = plain.get(usize::from(byte.wrapping_sub(FIRST))).unwrap_or(&Cell::EMPTY);
        let (fg, bg) = (style.fg.unwrap_or(cell.fg), style.bg.unwrap_or(cell.bg));
        let modifier = (cell.modifier | style.add_modifier) - style.sub_modifier;
        cell.clone_from(own);
        (cell.fg, cell.bg, cell.modifier) = (fg, bg, modifier);
    }
}

const FIRST: u8 = b' ';
const LAST: u8 = b'~';

/// The cells of plain characters: to copy one takes less than to make one.
static PLAIN: LazyLock<Vec<Cell>> = LazyLock::new(|| (FIRST..=LAST).map(|byte| char::from(byte).into()).collect());

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::Color;
    use ratatui::text::Line;

    use super::*;

    fn any_style() -> impl Strategy<Value = Style> {
        let red = Style::new().fg(Color::Red).bold();
        prop::sample::select(vec![Style::new(), red, Style::new().reversed(), red.bg(Color::Blue).not_reversed()])
    }

    fn any_span() -> impl Strategy<Value = Span<'static>> {
        let text = prop_oneof![3 => "[ -~]{0,12}", 1 => "[a-z界é│][a-z界é│\u{301}\u{200d}👩🚀]{0,6}"];
        (text, any_style()).prop_map(|(text, style)| Span::styled(text, style))
    }

    proptest! {
        #[test]
        fn a_row_is_what_the_widgets_make_of_it(
            spans in prop::collection::vec(any_span(), 0..6),
            x in 0_u16..26,
            width in 0_u16..26,
            under in any_style(),
        ) {
            let area = Rect::new(0, 0, 24, 2);
            let [mut ours, mut theirs] = [(); 2].map(|()| Buffer::empty(area));
            let row = Rect { x, y: 1, width, height: 1 };
            for screen in [&mut ours, &mut theirs] {
                screen.set_style(area, under);
            }
            let mut words = Words::default();
            for span in &spans {
                words.push(&span.content, span.style);
            }
            words.put(&mut ours, row);
            Line::from(spans).render(row, &mut theirs);
            prop_assert_eq!(ours, theirs);
        }
    }
}
