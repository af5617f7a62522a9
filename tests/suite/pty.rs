//! The dashboard end to end: the real program in a terminal, keys in, screen out, and what is left when it ends.
//!
//! Knows what the screen says, and nothing of how it is made.

mod abuse;
mod browse;
mod changes;
mod copy;
mod crashes;
mod ending;
mod faults;
mod findings;
#[cfg(target_os = "linux")]
mod hangup;
mod idle;
mod looks;
#[cfg(target_os = "linux")]
mod memory;
mod mouse;
mod offline;
mod overview;
mod palette;
mod pivot;
mod prompt;
mod refresh;
mod save;
mod sizes;
mod stalls;
mod states;
mod stops;
#[cfg(target_os = "linux")]
mod streams;
mod token;

use vt100::Screen;

use crate::support::program::Program;
use crate::support::screen::{Session, Terminal};
use crate::support::server::Server;

/// The dashboard over this server, in a terminal of 120 columns and 40 rows.
fn dashboard(server: &Server) -> Session {
    Terminal::spawn(Program::new().asking(&server.url()), 120, 40)
}

/// The dashboard over the demo.
fn demo(cols: u16, rows: u16) -> Session {
    Terminal::spawn(Program::new().arg("--demo"), cols, rows)
}

pub(crate) fn lines(screen: &Screen) -> impl Iterator<Item = String> {
    screen.rows(0, screen.size().1.get())
}

/// Whether the text stands in one row of the screen.
pub(crate) fn shows(screen: &Screen, text: &str) -> bool {
    lines(screen).any(|line| line.contains(text))
}

/// Whether a branch of the tree with this text has this mark.
fn branch(screen: &Screen, mark: char, text: &str) -> bool {
    // A pane as wide as the screen has no sides.
    let row = |line: &str| line.trim_start_matches('│').split('│').next().map(str::to_owned).unwrap_or_default();
    lines(screen).map(|line| row(&line)).any(|row| row.contains(mark) && row.contains(text))
}

/// The numbers in the header, with or without a letter that stands for a kind: how many there are of each kind, as far
/// as there is room, before anything else.
fn counts(screen: &Screen) -> Vec<u32> {
    let header = lines(screen).next().unwrap_or_default();
    let words = header.split_whitespace().map(|word| word.trim_end_matches(|c: char| c.is_ascii_uppercase()));
    words.filter_map(|word| word.parse().ok()).collect()
}

/// The selected row of the tree, from its marker to the border of its pane.
fn selected(screen: &Screen) -> Option<String> {
    let line = lines(screen).find(|line| line.contains('▌'))?;
    let (_, row) = line.split_once('▌')?;
    Some(row.split('│').next()?.trim_end().to_owned())
}

/// Waits until a row with this text is the selected one and the text is also the title of the details.
#[track_caller]
fn wait_selected(session: &Session, text: &str) {
    let title = format!(" {text} ─");
    let done = |screen: &Screen| {
        selected(screen).is_some_and(|row| row.contains(text)) && lines(screen).any(|line| line.contains(&title))
    };
    session.wait_until(done, &format!("{text:?} to be selected and detailed"));
}
