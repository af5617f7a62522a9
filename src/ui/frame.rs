//! What a view draws on.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::widgets::Widget;

/// The cells of a screen, and where its cursor is. That of ratatui can only be had of its `Terminal`, which compares
/// each frame with the one before: `runtime::paint` does that already, against what was written.
#[derive(Debug)]
pub struct Frame {
    buffer: Buffer,
    cursor: Option<Position>,
}

impl Frame {
    /// An empty one.
    pub fn new(size: Size) -> Self {
        Self { buffer: Buffer::empty(Rect::new(0, 0, size.width, size.height)), cursor: None }
    }

    /// Lets nothing stand on it, for the next one in the same memory.
    pub fn clear(&mut self) {
        self.buffer.reset();
        self.cursor = None;
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
