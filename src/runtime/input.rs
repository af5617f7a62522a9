//! Keys and pasted text, read on a thread of its own, since a read may wait for as long as it likes.

#[cfg(unix)]
pub mod parser;

use std::io;

use tokio::sync::mpsc::UnboundedSender;

use crate::app::msg::Msg;
use crate::runtime::threads;

/// The exit code where the terminal has gone, as shells report it: 128 and the number of SIGHUP.
pub const HUNG_UP: u8 = 129;

/// Reads the terminal until it has gone or nobody listens any more.
///
/// # Errors
///
/// When there is no terminal to read from, or no thread to be had.
#[cfg(unix)]
pub fn read(sender: UnboundedSender<Msg>) -> io::Result<()> {
    let keyboard = crate::runtime::terminal::keyboard()?;
    threads::spawn("keys", move || unix::read(&keyboard, &sender)).map(|_| ())
}

#[cfg(unix)]
mod unix {
    use std::mem;
    use std::os::fd::OwnedFd;
    use std::thread;
    use std::time::{Duration, Instant};

    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::io::Errno;
    use secrecy::zeroize::{Zeroize, Zeroizing};
    use tokio::sync::mpsc::UnboundedSender;

    use super::HUNG_UP;
    use super::parser::{Input, Parser};
    use crate::app::msg::Msg;
    use crate::model::token::Hidden;
    use crate::runtime::{crash, terminal};

    /// So many different keys at once are no typing: a terminal that does not mark pasted text was pasted into.
    const BURST: usize = 32;
    /// How soon is looked again whether the terminal is the program's.
    const LATER: Duration = Duration::from_millis(20);
    /// The most bytes that are read at once.
    const MOST: usize = 4096;

    /// Whatever is read may be a token: nothing of it stays in a buffer here.
    pub(super) fn read(keyboard: &OwnedFd, sender: &UnboundedSender<Msg>) {
        let mut parser = Parser::default();
        let mut buffer = Zeroizing::new([0; MOST]);
        // A byte is one key at most. All of the memory at once: growing would leave copies behind.
        let mut inputs = Vec::with_capacity(MOST + 8);
        loop {
            let limit = parser.deadline().map(|deadline| deadline.saturating_duration_since(Instant::now()));
            let limit = limit.and_then(|limit| Timespec::try_from(limit).ok());
            let mut watched = [PollFd::new(keyboard, PollFlags::IN)];
            match poll(&mut watched, limit.as_ref()) {
                Ok(0) => parser.expire(Instant::now(), &mut inputs),
                Err(Errno::INTR | Errno::AGAIN) => {}
                // Read from the background it would be the shell's, and the system would stop the program for it.
                Ok(_) if terminal::is_somebody_elses() => thread::sleep(LATER),
                Ok(_) => match rustix::io::read(keyboard, buffer.as_mut_slice()) {
                    // Its other end is gone: reading on would find nothing for ever, as fast as it can.
                    Ok(0) => return hang_up(sender),
                    Ok(count) => {
                        let piece = buffer.get_mut(..count).unwrap_or_default();
                        parser.feed(piece, Instant::now(), &mut inputs);
                        piece.zeroize();
                    }
                    Err(Errno::INTR | Errno::AGAIN) => {}
                    Err(_) => return hang_up(sender),
                },
                Err(_) => return hang_up(sender),
            }
            if !inputs.is_empty() {
                crash::fault("keys");
            }
            if !hand_over(&mut inputs, sender) {
                return;
            }
        }
    }

    /// Sends what was read, and whether somebody listens.
    fn hand_over(inputs: &mut Vec<Input>, sender: &UnboundedSender<Msg>) -> bool {
        if as_paste(inputs) {
            let text = typed(inputs);
            for input in inputs.iter_mut() {
                take(input);
            }
            inputs.clear();
            return sender.send(Msg::Paste(text)).is_ok();
        }
        let is_heard = inputs.iter_mut().all(|input| {
            let msg = match take(input) {
                Input::Key(key) => Msg::Key(key),
                Input::Paste(text) => Msg::Paste(text),
                Input::Mouse(pointed) => Msg::Mouse(pointed),
            };
            sender.send(msg).is_ok()
        });
        inputs.clear();
        is_heard
    }

    /// Takes it from its place, where nothing of it is left.
    fn take(input: &mut Input) -> Input {
        mem::replace(input, Input::Key(KeyEvent::new(KeyCode::Char(' '), KeyModifiers::NONE)))
    }

    fn hang_up(sender: &UnboundedSender<Msg>) {
        // Where nobody listens any more, it is over already.
        drop(sender.send(Msg::Terminate(HUNG_UP)));
    }

    fn letter(input: &Input) -> Option<char> {
        match input {
            Input::Key(key) if !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) => match key.code {
                KeyCode::Char(char) => Some(char),
                KeyCode::Enter => Some('\n'),
                _ => None,
            },
            Input::Key(_) | Input::Paste(_) | Input::Mouse(_) => None,
        }
    }

    fn typed(inputs: &[Input]) -> Hidden {
        let mut text = Hidden::for_a_token();
        for letter in inputs.iter().filter_map(letter) {
            text.add(letter.encode_utf8(&mut [0; 4]));
        }
        text
    }

    /// A held key on a slow link comes in bursts as well, but it is one key.
    fn as_paste(inputs: &[Input]) -> bool {
        if inputs.len() <= BURST {
            return false;
        }
        let mut letters = Zeroizing::new(Vec::with_capacity(inputs.len()));
        letters.extend(inputs.iter().filter_map(letter));
        let all = letters.len();
        letters.sort_unstable();
        letters.dedup();
        all == inputs.len() && letters.len() > 8
    }
}

/// Reads the console until it has gone or nobody listens any more.
///
/// # Errors
///
/// When no thread is to be had.
#[cfg(not(unix))]
pub fn read(sender: UnboundedSender<Msg>) -> io::Result<()> {
    use crossterm::event::{self, Event};

    let read = move || {
        while let Ok(event) = event::read() {
            let msg = match event {
                Event::Key(key) => Msg::Key(key),
                Event::Paste(text) => Msg::Paste(text.into()),
                Event::Resize(width, height) => Msg::Resize(ratatui::layout::Size { width, height }),
                Event::FocusGained | Event::FocusLost | Event::Mouse(_) => continue,
            };
            if sender.send(msg).is_err() {
                return;
            }
        }
        drop(sender.send(Msg::Terminate(HUNG_UP)));
    };
    threads::spawn("keys", read).map(|_| ())
}
