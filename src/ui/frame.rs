//! What a view draws on.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};
use ratatui::widgets::Widget;

/// The cells of a screen, and where its cursor is. That of ratatui can only be had of its `Terminal`, which compares
/// each frame with the one before: `runtime::paint` does that already, against what was written.
#[derive(Debug)]
pub struct Frame {
    buffer: Buffer,
    cursor: Option<Position>,
    number: u64,
    kept: Option<Rect>,
    standing: Option<(Rect, u64)>,
}

impl Frame {
    /// An empty one.
    pub fn new(size: Size) -> Self {
        let buffer = Buffer::empty(Rect::new(0, 0, size.width, size.height));
        Self { buffer, cursor: None, number: 0, kept: None, standing: None }
    }

    /// Begins the next one in the same memory, in which nothing stands but what is kept of the one before: an area that
    /// was said to be [standing](Self::stands), by the number it was given.
    pub fn next(&mut self, keep: Option<u64>) {
        let standing = self.standing.take().filter(|(_, what)| Some(*what) == keep);
        self.kept = standing.map(|(area, _)| area);
        self.standing = standing;
        self.number += 1;
        self.cursor = None;
        let width = usize::from(self.buffer.area.width).max(1);
        for (y, row) in (0..).zip(self.buffer.content.chunks_mut(width)) {
            for part in around(self.kept, y, row.len()) {
                row.get_mut(part).unwrap_or_default().iter_mut().for_each(Cell::reset);
            }
        }
    }

    /// Which of all that were drawn in this memory it is.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Where nothing differs from the one before.
    pub fn kept(&self) -> Option<Rect> {
        self.kept
    }

    /// Says that something has been drawn into an area which nothing else is drawn onto: the next one may keep it.
    pub fn stands(&mut self, area: Rect, what: u64) {
        self.standing = Some((area, what));
    }

    /// All of it.
    pub fn area(&self) -> Rect {
        self.buffer.area
    }

    /// Its cells.
    pub fn buffer(&self) -> &Buffer {
        &self.buffer
    }

    /// Its cells, to draw on.
    pub fn buffer_mut(&mut self) -> &mut Buffer {
        &mut self.buffer
    }

    /// Draws a widget into an area.
    pub fn render_widget(&mut self, widget: impl Widget, area: Rect) {
        widget.render(area, &mut self.buffer);
    }

    /// Where the cursor is to be seen; nowhere where it is not.
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// Lets the cursor be seen.
    pub fn set_cursor_position(&mut self, position: Position) {
        self.cursor = Some(position);
    }
}

/// The cells of a row of so many that lie on either side of what is kept.
pub fn around(kept: Option<Rect>, y: u16, cells: usize) -> [Range<usize>; 2] {
    let kept = kept.filter(|kept| (kept.top()..kept.bottom()).contains(&y)).unwrap_or_default();
    [0..usize::from(kept.left()), usize::from(kept.right())..cells]
}
