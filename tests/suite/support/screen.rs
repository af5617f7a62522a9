//! A terminal around the program: a PTY, and a screen model fed with what comes out of it.
//!
//! Everything is seen twice: as the screen it makes ([`vt100`]) and as the bytes it is made of, since a stray sequence
//! leaves no cell behind and a wrong cell no stray sequence. A condition may hold in the middle of a frame, so ask for
//! all that matters in one [`Session::wait_until`].

use std::cell::RefCell;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Read, Write};
use std::num::NonZeroU16;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::fs::OFlags;
use vt100::{Color, Screen};

use super::Watched;
use super::program::{Program, command_line, kill, kill_group, starting};

/// How long a condition may take to come true.
const DEADLINE: Duration = Duration::from_secs(10);

/// A key as a terminal sends it (xterm, cursor keys in normal mode).
#[derive(Clone, Copy)]
pub(crate) enum Key {
    Up,
    Down,
    Right,
    Left,
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    PageUp,
    PageDown,
    Home,
    End,
    F5,
    CtrlC,
    Ctrl(char),
}

impl Key {
    fn bytes(self) -> String {
        let fixed = match self {
            Self::Up => "\x1b[A",
            Self::Down => "\x1b[B",
            Self::Right => "\x1b[C",
            Self::Left => "\x1b[D",
            Self::Enter => "\r",
            Self::Esc => "\x1b",
            Self::Tab => "\t",
            Self::BackTab => "\x1b[Z",
            Self::Backspace => "\x7f",
            Self::Delete => "\x1b[3~",
            Self::PageUp => "\x1b[5~",
            Self::PageDown => "\x1b[6~",
            Self::Home => "\x1b[H",
            Self::End => "\x1b[F",
            Self::F5 => "\x1b[15~",
            Self::CtrlC => "\x03",
            Self::Ctrl(letter) => return char::from(letter.to_ascii_uppercase() as u8 & 0x1f).to_string(),
        };
        fixed.to_owned()
    }
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "the terminal's attributes are independent switches")]
pub(crate) struct CellStyle {
    pub(crate) inverse: bool,
    pub(crate) bold: bool,
    pub(crate) dim: bool,
    pub(crate) underline: bool,
    pub(crate) fg: Color,
    pub(crate) bg: Color,
}

/// What the threads around the child know.
struct Seen {
    parser: vt100::Parser,
    raw: Vec<u8>,
    last_byte: Instant,
    closed: bool,
    exit: Option<ExitStatus>,
    /// Nobody takes what comes out.
    stalled: bool,
}

/// Where programs are started in a terminal.
pub(crate) struct Terminal;

impl Terminal {
    /// Starts `program` in a new terminal of this size. Its `stdin` text is not used: the terminal is its input.
    pub(crate) fn spawn(program: Program, cols: u16, rows: u16) -> Session {
        let mut command = CommandBuilder::new(&program.executable);
        command.args(&program.args);
        command.cwd(program.home());
        command.env_clear();
        program.environment().into_iter().for_each(|(name, value)| command.env(name, value));

        let one_start_at_a_time = starting();
        let pair = native_pty_system().openpty(pty_size(cols, rows)).expect("a pseudo-terminal");
        let termios = termios(pair.master.as_ref());
        let reader = pair.master.try_clone_reader().expect("a reader of the terminal");
        let writer = pair.master.take_writer().expect("a writer to the terminal");
        let mut child = pair.slave.spawn_command(command).expect("the program in the terminal");
        drop(pair.slave);
        drop(one_start_at_a_time);

        let pid = child.process_id().expect("the process id of the child");
        let parser = vt100::Parser::new(cells(rows), cells(cols), 0);
        let seen =
            Seen { parser, raw: Vec::new(), last_byte: Instant::now(), closed: false, exit: None, stalled: false };
        let seen = Arc::new(Watched::new(seen));
        let (for_reader, for_waiter) = (Arc::clone(&seen), Arc::clone(&seen));
        thread::spawn(move || feed(reader, &for_reader));
        thread::spawn(move || {
            let exit = child.wait().expect("the exit status of the child");
            for_waiter.change(|seen| seen.exit = Some(exit));
        });
        Session { program, pid, master: pair.master, writer: RefCell::new(writer), seen, termios }
    }
}

fn pty_size(cols: u16, rows: u16) -> PtySize {
    PtySize { rows, cols, pixel_width: 0, pixel_height: 0 }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a terminal of at least one cell")
}

/// The line settings as text, since the crate that owns their type is not ours to name. Asked of the master side,
/// which Linux still answers when the child is gone.
fn termios(master: &dyn MasterPty) -> String {
    master.get_termios().map(|it| format!("{it:?}")).expect("the line settings of the terminal")
}

fn feed(mut reader: Box<dyn Read + Send>, seen: &Watched<Seen>) {
    let mut buffer = [0; 16 * 1024];
    while let Ok(count @ 1..) = reader.read(&mut buffer) {
        drop(seen.wait(DEADLINE, |seen| !seen.stalled));
        seen.change(|seen| {
            seen.parser.process(&buffer[..count]);
            seen.raw.extend_from_slice(&buffer[..count]);
            seen.last_byte = Instant::now();
        });
    }
    seen.change(|seen| seen.closed = true);
}

/// A program running in a terminal. Killed when dropped.
pub(crate) struct Session {
    program: Program,
    pid: u32,
    master: Box<dyn MasterPty + Send>,
    writer: RefCell<Box<dyn Write + Send>>,
    seen: Arc<Watched<Seen>>,
    /// The line settings from before the program started.
    termios: String,
}

impl Session {
    /// Waits until the text stands in one row of the screen.
    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(|screen| lines(screen).any(|line| line.contains(text)), &format!("{text:?} on the screen"));
    }

    /// Waits until the text stands in no row of the screen.
    #[track_caller]
    pub(crate) fn wait_gone(&self, text: &str) {
        self.wait_until(|screen| !lines(screen).any(|line| line.contains(text)), &format!("no {text:?} on the screen"));
    }

    /// Asks for everything again once nothing is on its way any more: until then the key does nothing.
    #[track_caller]
    pub(crate) fn refresh(&self) {
        self.wait_gone("loading");
        self.send("r");
    }

    /// Waits until the screen is as `done` wants it; `what` names that in the failure.
    #[track_caller]
    pub(crate) fn wait_until(&self, mut done: impl FnMut(&Screen) -> bool, what: &str) {
        let mut held = false;
        let (seen, _) = self.seen.wait(DEADLINE, |seen| {
            held = done(seen.parser.screen());
            held || seen.closed
        });
        assert!(held, "waited for {what}\n{}", self.report(&seen));
    }

    /// Waits until the screen is as `done` wants it, or the program has ended.
    pub(crate) fn wait_until_or_end(&self, mut done: impl FnMut(&Screen) -> bool) {
        drop(self.seen.wait(DEADLINE, |seen| done(seen.parser.screen()) || seen.exit.is_some()));
    }

    /// Types text as it is.
    pub(crate) fn send(&self, keys: &str) {
        let mut writer = self.writer.borrow_mut();
        let sent = writer.write_all(keys.as_bytes()).and_then(|()| writer.flush());
        assert!(sent.is_ok() || self.seen.lock().exit.is_some(), "the terminal takes no input: {sent:?}");
    }

    /// Presses one key.
    pub(crate) fn send_key(&self, key: Key) {
        self.send(&key.bytes());
    }

    /// Pastes text as a terminal with bracketed paste does.
    pub(crate) fn paste(&self, text: &str) {
        self.send(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Changes the size of the window; the program is told by the kernel.
    pub(crate) fn resize(&self, cols: u16, rows: u16) {
        // Under the lock, so that what the program draws for the new size meets a screen of that size.
        self.seen.change(|seen| {
            seen.parser.set_size(cells(rows), cells(cols));
            self.master.resize(pty_size(cols, rows)).expect("a new size for the terminal");
        });
    }

    /// From now on the terminal takes no bytes, as over a link that has stalled: the room for them is filled up with
    /// some that mean nothing.
    pub(crate) fn stall(&self) {
        self.seen.change(|seen| seen.stalled = true);
        let name = self.master.tty_name().expect("the terminal has a name");
        let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
        let mut tty =
            OpenOptions::new().write(true).custom_flags(flags).open(name).expect("the terminal can be opened");
        for size in [4096, 1] {
            // The reader takes one more piece before it notices, so the room is full only when it stays so.
            let full = || tty.write(&vec![0; size]).is_err_and(|error| error.kind() == ErrorKind::WouldBlock);
            let mut full = std::iter::repeat_with(full);
            assert!(full.by_ref().take(100_000).any(|full| full), "the terminal takes bytes without end");
        }
    }

    /// The link is back.
    pub(crate) fn unstall(&self) {
        self.seen.change(|seen| seen.stalled = false);
    }

    /// Waits for the end of the program, whether or not its output has come out.
    #[track_caller]
    pub(crate) fn wait_code(&self) -> u32 {
        let (seen, ended) = self.seen.wait(DEADLINE, |seen| seen.exit.is_some());
        assert!(ended, "waited for the end of the program\n{}", self.report(&seen));
        seen.exit.as_ref().map_or(0, ExitStatus::exit_code)
    }

    /// The screen as text, one line a row, without the spaces at their ends.
    pub(crate) fn contents(&self) -> String {
        lines(self.seen.lock().parser.screen()).collect::<Vec<_>>().join("\n")
    }

    /// One row of the screen, from 0.
    pub(crate) fn row(&self, row: u16) -> String {
        lines(self.seen.lock().parser.screen()).nth(usize::from(row)).unwrap_or_default()
    }

    /// Where the text starts, as row and column in cells, if it stands in one row.
    pub(crate) fn find(&self, text: &str) -> Option<(u16, u16)> {
        let seen = self.seen.lock();
        let screen = seen.parser.screen();
        let row = lines(screen).position(|line| line.contains(text))?;
        let cols = screen.size().1.get();
        let starts_at = |col: &u16| screen.rows(*col, cols - col).nth(row).is_some_and(|rest| rest.starts_with(text));
        Some((u16::try_from(row).ok()?, (0..cols).find(starts_at)?))
    }

    /// How a cell looks.
    #[track_caller]
    pub(crate) fn cell_style(&self, row: u16, col: u16) -> CellStyle {
        let seen = self.seen.lock();
        let cell = seen.parser.screen().cell(row, col);
        let cell = cell.unwrap_or_else(|| panic!("no cell at row {row}, column {col}\n{}", self.report(&seen)));
        CellStyle {
            inverse: cell.inverse(),
            bold: cell.bold(),
            dim: cell.dim(),
            underline: cell.underline(),
            fg: cell.fgcolor(),
            bg: cell.bgcolor(),
        }
    }

    /// How many bytes the program has written so far.
    pub(crate) fn bytes_written(&self) -> usize {
        self.seen.lock().raw.len()
    }

    /// All bytes the program has written so far.
    pub(crate) fn raw(&self) -> Vec<u8> {
        self.seen.lock().raw.clone()
    }

    /// Waits until nothing was written for `span`; gives the bytes written in all.
    #[track_caller]
    pub(crate) fn quiet(&self, span: Duration) -> usize {
        let quiet = self.seen.wait_quiet(span, DEADLINE, |seen| seen.last_byte);
        assert!(quiet, "waited for {span:?} without output\n{}", self.report(&self.seen.lock()));
        self.bytes_written()
    }

    /// How many bytes the program writes in `span` from now.
    pub(crate) fn bytes_during(&self, span: Duration) -> usize {
        let before = self.bytes_written();
        let (seen, _) = self.seen.wait(span, |_| false);
        seen.raw.len() - before
    }

    /// Is the alternate screen shown?
    pub(crate) fn alternate_screen(&self) -> bool {
        self.seen.lock().parser.screen().alternate_screen()
    }

    /// Is the cursor hidden?
    pub(crate) fn cursor_hidden(&self) -> bool {
        self.seen.lock().parser.screen().hide_cursor()
    }

    /// Is bracketed paste on?
    pub(crate) fn bracketed_paste(&self) -> bool {
        self.seen.lock().parser.screen().bracketed_paste()
    }

    /// The program's process id.
    pub(crate) const fn pid(&self) -> u32 {
        self.pid
    }

    /// What every user of the machine can see of the program: its name and arguments.
    pub(crate) fn command_line(&self) -> Vec<u8> {
        command_line(self.pid)
    }

    /// The program's home and working folder.
    pub(crate) fn home(&self) -> &Path {
        self.program.home()
    }

    /// Sends a signal by name ("TERM").
    pub(crate) fn signal(&self, name: &str) {
        kill(name, self.pid);
    }

    /// Waits for the end of the program and of its output.
    #[track_caller]
    pub(crate) fn wait_exit(&self) -> ExitStatus {
        let (seen, ended) = self.seen.wait(DEADLINE, |seen| seen.exit.is_some() && seen.closed);
        assert!(ended, "waited for the end of the program\n{}", self.report(&seen));
        seen.exit.clone().expect("the exit status that was waited for")
    }

    /// The terminal is as the program found it: no alternate screen, the cursor shown, every private mode it switched
    /// on off again, the line settings (echo, line mode, signals) the same.
    #[track_caller]
    pub(crate) fn assert_restored(&self) {
        let termios = termios(self.master.as_ref());
        let seen = self.seen.lock();
        let screen = seen.parser.screen();
        assert!(!screen.alternate_screen(), "the alternate screen was left on\n{}", self.report(&seen));
        assert!(!screen.hide_cursor(), "the cursor was left hidden\n{}", self.report(&seen));
        assert!(!screen.bracketed_paste(), "bracketed paste was left on\n{}", self.report(&seen));
        let left = modes_left_on(&seen.raw);
        assert!(left.is_empty(), "private modes {left:?} were left on\n{}", self.report(&seen));
        assert!(termios == self.termios, "line settings before\n{}\nand after\n{termios}", self.termios);
    }

    /// Everything there is to see, for failures.
    fn report(&self, seen: &Seen) -> String {
        let screen = seen.parser.screen();
        let (rows, cols) = screen.size();
        let edge = "-".repeat(usize::from(cols.get()));
        let body: Vec<String> = lines(screen).enumerate().map(|(row, line)| format!("{row:>3}|{line}")).collect();
        format!(
            "program: {}\nscreen {cols}x{rows}, alternate {}, cursor hidden {}, {} bytes written, output closed {}, \
             exit {:?}\n   +{edge}\n{}\n   +{edge}",
            self.program,
            screen.alternate_screen(),
            screen.hide_cursor(),
            seen.raw.len(),
            seen.closed,
            seen.exit,
            body.join("\n"),
        )
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        if self.seen.lock().exit.is_none() {
            kill_group(self.pid);
            drop(self.seen.wait(DEADLINE, |seen| seen.exit.is_some()));
        }
    }
}

fn lines(screen: &Screen) -> impl Iterator<Item = String> {
    screen.rows(0, screen.size().1.get())
}

/// The private modes (`CSI ? n h`) that were set and never reset; autowrap and the cursor are on from the start.
fn modes_left_on(raw: &[u8]) -> Vec<String> {
    let mut on: Vec<String> = Vec::new();
    let text = String::from_utf8_lossy(raw);
    for sequence in text.split("\x1b[?").skip(1) {
        let end = sequence.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap_or(sequence.len());
        let (modes, rest) = sequence.split_at(end);
        let (switched_on, switched_off) = (rest.starts_with('h'), rest.starts_with('l'));
        for mode in modes.split(';').filter(|mode| !matches!(*mode, "7" | "25")) {
            if switched_on || switched_off {
                on.retain(|it| it != mode);
            }
            if switched_on {
                on.push(mode.to_owned());
            }
        }
    }
    on
}
