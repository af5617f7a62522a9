//! Frames in memory: what ratatui draws before anything is written.

use std::cell::Cell;
use std::convert::Infallible;
use std::rc::Rc;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{self, Buffer};
use ratatui::layout::{Position, Rect, Size};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};

/// Draws frames of one size.
#[derive(Debug)]
pub struct Offscreen {
    inner: Terminal<Nowhere>,
    cursor: Rc<Cell<Option<Position>>>,
}

impl Offscreen {
    /// For frames of a size.
    pub fn new(size: Size) -> Self {
        let cursor = Rc::new(Cell::new(None));
        // A fixed viewport is never resized behind our back.
        let viewport = Viewport::Fixed(Rect { x: 0, y: 0, width: size.width, height: size.height });
        let nowhere = Nowhere { size, cursor: Rc::clone(&cursor) };
        let Ok(inner) = Terminal::with_options(nowhere, TerminalOptions { viewport });
        Self { inner, cursor }
    }

    /// Draws a frame: its cells, and where its cursor is to be seen.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> (&Buffer, Option<Position>) {
        let Ok(frame) = self.inner.draw(view);
        (frame.buffer, self.cursor.get())
    }
}

/// Takes frames and writes nothing; tells where the cursor is.
#[derive(Debug)]
struct Nowhere {
    size: Size,
    cursor: Rc<Cell<Option<Position>>>,
}

impl Backend for Nowhere {
    type Error = Infallible;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a buffer::Cell)>>(&mut self, _: I) -> Result<(), Infallible> {
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        self.cursor.set(None);
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(self.cursor.get().unwrap_or_default())
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        self.cursor.set(Some(position.into()));
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Infallible> {
        Ok(())
    }

    fn clear_region(&mut self, _: ClearType) -> Result<(), Infallible> {
        Ok(())
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::default() })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}
