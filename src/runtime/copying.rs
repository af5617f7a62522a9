//! Copies and prints as the state asks for them; how a copy went comes back as a message.

use std::io::{self, Write};

use ratatui::layout::Size;
use secrecy::zeroize::Zeroizing;
use tokio::sync::mpsc::UnboundedSender;

use crate::app::copy::{Copyable, Outcome};
use crate::app::msg::Msg;
use crate::model::charset::{AsciiWriter, Charset};
use crate::model::clipboard::Clipboard;
use crate::model::text;
use crate::model::token::Hidden;
use crate::runtime::clipboard::{self, Fallback, Way};
use crate::runtime::terminal::Terminal;

/// Below what is printed.
const RETURN: &str = "any key returns to flashback-tui";

/// What carries copies out.
#[derive(Debug)]
pub struct Copying {
    wanted: Clipboard,
    charset: Charset,
    sender: UnboundedSender<Msg>,
}

impl Copying {
    /// Copies go this way, and how they went goes to `sender`.
    pub const fn new(wanted: Clipboard, charset: Charset, sender: UnboundedSender<Msg>) -> Self {
        Self { wanted, charset, sender }
    }

    /// Copies a text.
    ///
    /// # Errors
    ///
    /// When the terminal takes nothing any more.
    pub fn copy(&self, id: u64, text: Hidden, terminal: &mut Terminal) -> io::Result<()> {
        match Way::here(self.wanted) {
            Way::Program(program, fallback) => {
                let sender = self.sender.clone();
                drop(tokio::task::spawn_blocking(move || {
                    let outcome = match (program.take_soon(text.text()), fallback) {
                        (Ok(()), _) if program.name == "tmux" => Outcome::Tmux,
                        (Ok(()), _) => Outcome::Took(program.name),
                        (Err(why), Fallback::Terminal) => Outcome::Failed(why),
                        (Err(why), Fallback::None) => Outcome::NoWay(why),
                    };
                    // The loop has ended where nobody listens.
                    drop(sender.send(Msg::Copied(id, outcome)));
                }));
                Ok(())
            }
            Way::Terminal(_) => self.send(id, &text, terminal),
            Way::Nowhere(why) => {
                self.tell(id, Outcome::NoWay(why.to_owned()));
                Ok(())
            }
        }
    }

    /// Lets the terminal copy a text, between two frames.
    ///
    /// # Errors
    ///
    /// When the terminal takes nothing any more.
    pub fn send(&self, id: u64, text: &Hidden, terminal: &mut Terminal) -> io::Result<()> {
        let outcome = match Way::terminal(&|name| std::env::var_os(name)) {
            Way::Terminal(wrap) => match clipboard::sequence(text.text(), wrap) {
                Ok(sequence) => {
                    terminal.write(&sequence)?;
                    Outcome::Sent
                }
                Err(why) => Outcome::NoWay(why),
            },
            Way::Nowhere(why) => Outcome::NoWay(why.to_owned()),
            Way::Program(..) => return Ok(()),
        };
        self.tell(id, outcome);
        Ok(())
    }

    /// Prints a value in place of frames; whether it did: a credential is printed only where all of it fits on a screen
    /// of this size, from which it is wiped again.
    ///
    /// # Errors
    ///
    /// When the terminal takes nothing any more.
    pub fn print(&self, value: &Copyable, size: Size, terminal: &mut Terminal) -> io::Result<bool> {
        let text = value.text.text();
        let mut page = Zeroizing::new(Vec::with_capacity(text.len() * 8 + 256));
        let written = match self.charset {
            Charset::Unicode => page_of(value, &mut *page),
            Charset::Ascii => page_of(value, &mut AsciiWriter::new(&mut *page, value.spelling)),
        };
        // Writing to memory does not fail.
        written.unwrap_or_default();
        let page = std::str::from_utf8(&page).unwrap_or_default();
        let width = usize::from(size.width).max(1);
        let rows: usize = page.split("\r\n").map(|line| text::width(line).div_ceil(width).max(1)).sum();
        if value.revealed && rows > usize::from(size.height) {
            return Ok(false);
        }
        terminal.print(page, !value.revealed)?;
        Ok(true)
    }

    fn tell(&self, id: u64, outcome: Outcome) {
        // The loop has ended where nobody listens.
        drop(self.sender.send(Msg::Copied(id, outcome)));
    }
}

/// The value by itself in its lines, so that it is easily marked.
fn page_of(value: &Copyable, out: &mut dyn Write) -> io::Result<()> {
    let masked = if value.masked { " (masked)" } else { "" };
    write!(out, "{}{masked}:\r\n\r\n{}\r\n\r\n{RETURN}\r\n", value.label, value.text.text())
}
