//! What the bytes of a terminal mean: keys and pasted text.
//!
//! Owns that no byte sequence, however broken, late or long, holds up what comes after it, and that what a terminal
//! says unasked is never taken for keys. Must not read or wait: time is passed in. `crossterm`'s own reader waits for
//! the rest of a cut sequence for ever, and takes the answers of terminals for keys.

use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use secrecy::zeroize::Zeroizing;

use crate::app::mouse::{Did, Pointed};
use crate::model::token::Hidden;

/// An escape that nothing follows within this time is the key of that name.
const ESCAPE: Duration = Duration::from_millis(50);
/// A sequence whose rest does not come within this time is given up.
const SEQUENCE: Duration = Duration::from_millis(250);
/// A paste whose end does not come is over when nothing came for this time.
const PASTE: Duration = Duration::from_millis(500);
/// No sequence that means something is longer; of longer ones only the end is looked for.
const LONGEST: usize = 64;
/// No prompt takes more.
const LONGEST_PASTE: usize = 64 * 1024;
const END_OF_PASTE: &[u8] = b"\x1b[201~";

/// What somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted; it may be a token.
    Paste(Hidden),
    /// Something was done with the mouse.
    Mouse(Pointed),
}

/// Reads bytes as they come, in pieces of any size.
#[derive(Debug, Default)]
pub struct Parser {
    state: State,
    /// What is kept of the sequence, character or paste that has begun; wiped when it has ended.
    begun: Zeroizing<Vec<u8>>,
    /// When its last byte came.
    since: Option<Instant>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Keys.
    #[default]
    Ground,
    /// The first bytes of a character of this many.
    Character(usize),
    /// An escape, which may be a key or the beginning of a sequence.
    Escape,
    /// `ESC [` and parameters.
    Control,
    /// `ESC O` and one character.
    Single,
    /// A string of the terminal's own, up to its end; whether an escape came in it.
    Text(bool),
    /// Pasted text.
    Paste,
    /// So many bytes that mean nothing.
    Skip(usize),
}

impl Parser {
    /// Reads bytes that came now.
    pub fn feed(&mut self, bytes: &[u8], now: Instant, out: &mut Vec<Input>) {
        self.expire(now, out);
        for byte in bytes {
            self.take(*byte, out);
        }
        self.since = (self.state != State::Ground).then_some(now);
    }

    /// When [`Self::expire`] has something to do; `None` while nothing is begun.
    pub fn deadline(&self) -> Option<Instant> {
        let patience = match self.state {
            State::Ground => return None,
            State::Escape | State::Single => ESCAPE,
            State::Character(_) | State::Control | State::Text(_) | State::Skip(_) => SEQUENCE,
            State::Paste => PASTE,
        };
        self.since.and_then(|since| since.checked_add(patience))
    }

    /// Gives up what has begun and was not ended in time.
    pub fn expire(&mut self, now: Instant, out: &mut Vec<Input>) {
        if self.deadline().is_some_and(|deadline| deadline <= now) {
            match self.state {
                State::Escape => out.push(key(KeyCode::Esc)),
                State::Paste => self.end_paste(out),
                _ => {}
            }
            self.ground();
        }
    }

    fn ground(&mut self) {
        self.state = State::Ground;
        self.begun = Zeroizing::default();
    }

    fn take(&mut self, byte: u8, out: &mut Vec<Input>) {
        match (self.state, byte) {
            (State::Paste, _) => self.paste(byte, out),
            (State::Skip(1), _) | (State::Text(true), b'\\') | (State::Text(_), 0x07) => self.ground(),
            (State::Skip(left), _) => self.state = State::Skip(left - 1),
            (State::Text(_), _) => self.state = State::Text(byte == 0x1b),
            (State::Ground, _) => self.first(byte, KeyModifiers::NONE, out),
            (State::Character(_), 0x80..=0xbf) => self.character(byte, out),
            // A character was cut: what follows is another one.
            (State::Character(_), _) => {
                self.ground();
                self.first(byte, KeyModifiers::NONE, out);
            }
            (State::Escape, 0x1b) => out.push(key(KeyCode::Esc)),
            (State::Escape, b'[') => self.state = State::Control,
            (State::Escape, b'O') => self.state = State::Single,
            (State::Escape, b']' | b'P' | b'X' | b'^' | b'_') => self.state = State::Text(false),
            (State::Escape, _) => {
                self.ground();
                self.first(byte, KeyModifiers::ALT, out);
            }
            (State::Control | State::Single, 0x1b) => {
                self.ground();
                self.state = State::Escape;
            }
            (State::Single, _) => {
                self.ground();
                out.extend(single(byte));
            }
            (State::Control, _) => self.control(byte, out),
        }
    }

    /// A byte that stands at the beginning of something.
    fn first(&mut self, byte: u8, modifiers: KeyModifiers, out: &mut Vec<Input>) {
        let (code, own) = match byte {
            0x1b => {
                self.state = State::Escape;
                return;
            }
            b'\r' => (KeyCode::Enter, KeyModifiers::NONE),
            b'\t' => (KeyCode::Tab, KeyModifiers::NONE),
            0x7f => (KeyCode::Backspace, KeyModifiers::NONE),
            0 => (KeyCode::Char(' '), KeyModifiers::CONTROL),
            1..=26 => (KeyCode::Char(char::from(byte - 1 + b'a')), KeyModifiers::CONTROL),
            28..=31 => (KeyCode::Char(char::from(byte - 28 + b'4')), KeyModifiers::CONTROL),
            b'A'..=b'Z' => (KeyCode::Char(char::from(byte)), KeyModifiers::SHIFT),
            b' '..=b'~' => (KeyCode::Char(char::from(byte)), KeyModifiers::NONE),
            0xc2..=0xdf => return self.begin_character(byte, 2),
            0xe0..=0xef => return self.begin_character(byte, 3),
            0xf0..=0xf4 => return self.begin_character(byte, 4),
            // Nothing begins with it.
            _ => return,
        };
        out.push(Input::Key(KeyEvent::new(code, modifiers | own)));
    }

    fn begin_character(&mut self, byte: u8, bytes: usize) {
        self.begun.push(byte);
        self.state = State::Character(bytes);
    }

    fn character(&mut self, byte: u8, out: &mut Vec<Input>) {
        self.begun.push(byte);
        if self.state == State::Character(self.begun.len()) {
            let text = std::str::from_utf8(&self.begun).unwrap_or_default();
            out.extend(text.chars().map(|char| key(KeyCode::Char(char))));
            self.ground();
        }
    }

    fn control(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            // The console's own function keys: `ESC [ [ A`.
            b'[' if self.begun.is_empty() => self.begun.push(byte),
            b'A'..=b'E' if *self.begun == b"[" => {
                self.ground();
                out.push(key(KeyCode::F(byte - b'A' + 1)));
            }
            b'M' if self.begun.is_empty() => {
                // The oldest way to tell of the mouse, whose three numbers may be any bytes.
                self.ground();
                self.state = State::Skip(3);
            }
            0x20..=0x3f if self.begun.len() < LONGEST => self.begun.push(byte),
            0x20..=0x3f => {}
            0x40..=0x7e => {
                let begun = std::mem::take(&mut self.begun);
                self.ground();
                match (begun.as_slice(), byte) {
                    (b"200", b'~') => self.begin_paste(),
                    _ if begun.len() >= LONGEST => {}
                    ([b'<', report @ ..], b'M' | b'm') => out.extend(mouse(report, byte == b'M').map(Input::Mouse)),
                    (parameters, _) => out.extend(sequence(parameters, byte)),
                }
            }
            // Anything else does not belong into a sequence: it is cut.
            _ => self.ground(),
        }
    }

    fn begin_paste(&mut self) {
        self.state = State::Paste;
        // All of the memory at once: growing would leave copies behind that nobody wipes.
        self.begun = Zeroizing::new(Vec::with_capacity(LONGEST_PASTE + END_OF_PASTE.len() + 1));
    }

    fn paste(&mut self, byte: u8, out: &mut Vec<Input>) {
        self.begun.push(byte);
        if self.begun.ends_with(END_OF_PASTE) {
            let text = self.begun.len() - END_OF_PASTE.len();
            self.begun.truncate(text);
            self.end_paste(out);
            self.ground();
        } else if self.begun.len() > LONGEST_PASTE + END_OF_PASTE.len() {
            // Only its end is still of interest.
            self.begun.remove(LONGEST_PASTE);
        }
    }

    fn end_paste(&self, out: &mut Vec<Input>) {
        let text = self.begun.get(..self.begun.len().min(LONGEST_PASTE)).unwrap_or_default();
        out.push(Input::Paste(Hidden::lossy(text)));
    }
}

fn key(code: KeyCode) -> Input {
    Input::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

/// `ESC O` and a byte: keys of a keypad.
fn single(byte: u8) -> Option<Input> {
    let code = match byte {
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(byte - b'P' + 1),
        _ => named(byte)?,
    };
    Some(key(code))
}

/// A report of the mouse (mode 1006): which button with what held, the column and the line, both from 1. Only what is
/// done with the first button and the wheel means something.
fn mouse(report: &[u8], is_press: bool) -> Option<Pointed> {
    const HELD: u8 = 4 | 8 | 16;
    let mut numbers = std::str::from_utf8(report).ok()?.split(';');
    let mut next = || numbers.next().filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    let button: u8 = next()?.parse().ok()?;
    let mut cell = || next()?.parse::<u16>().ok()?.checked_sub(1);
    let (x, y) = (cell()?, cell()?);
    let did = match (button & !HELD, is_press) {
        (0, true) => Did::Press,
        (0, false) => Did::Release,
        (32, true) => Did::Drag,
        (64, true) => Did::WheelUp,
        (65, true) => Did::WheelDown,
        _ => return None,
    };
    numbers.next().is_none().then_some(Pointed { did, x, y })
}

/// The keys that end a sequence with a letter of their own.
const fn named(byte: u8) -> Option<KeyCode> {
    Some(match byte {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        _ => return None,
    })
}

/// `ESC [`, parameters and a last byte; `None` for everything that is no key, as what terminals answer.
fn sequence(parameters: &[u8], last: u8) -> Option<Input> {
    let text = std::str::from_utf8(parameters).ok()?;
    let mut numbers = text.split(';');
    let first = numbers.next().unwrap_or_default();
    let (modifiers, is_release) = modifiers(numbers.next().unwrap_or_default())?;
    if is_release || !first.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') {
        return None;
    }
    let number: u32 = first.split(':').next().unwrap_or_default().parse().unwrap_or_default();
    let code = match last {
        b'Z' => KeyCode::BackTab,
        b'~' => tilde(number)?,
        b'u' => unicode(number)?,
        // As a modified function key, but not `R`: that is where the cursor is.
        b'P' | b'Q' | b'S' if number == 1 => KeyCode::F(last - b'P' + 1),
        _ => named(last)?,
    };
    Some(Input::Key(KeyEvent::new(code, modifiers)))
}

/// `5` is Ctrl; `5:3` is Ctrl while the key is let go.
fn modifiers(parameter: &str) -> Option<(KeyModifiers, bool)> {
    let (mask, kind) = parameter.split_once(':').unwrap_or((parameter, ""));
    let mask: u8 = if mask.is_empty() { 1 } else { mask.parse().ok()? };
    let bits = mask.saturating_sub(1);
    let known = [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
        (8, KeyModifiers::SUPER),
        (16, KeyModifiers::HYPER),
        (32, KeyModifiers::META),
    ];
    let held = known.into_iter().filter(|(bit, _)| bits & bit != 0).map(|(_, modifier)| modifier).collect();
    Some((held, kind == "3"))
}

const fn tilde(number: u32) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11 => KeyCode::F(1),
        12 => KeyCode::F(2),
        13 => KeyCode::F(3),
        14 => KeyCode::F(4),
        15 => KeyCode::F(5),
        17 => KeyCode::F(6),
        18 => KeyCode::F(7),
        19 => KeyCode::F(8),
        20 => KeyCode::F(9),
        21 => KeyCode::F(10),
        23 => KeyCode::F(11),
        24 => KeyCode::F(12),
        _ => return None,
    })
}

/// A key by its code point, as newer terminals tell of those that older ones can't.
fn unicode(number: u32) -> Option<KeyCode> {
    Some(match number {
        9 => KeyCode::Tab,
        13 => KeyCode::Enter,
        27 => KeyCode::Esc,
        127 => KeyCode::Backspace,
        number => KeyCode::Char(char::from_u32(number).filter(|char| !char.is_control())?),
    })
}

#[cfg(test)]
mod tests;
