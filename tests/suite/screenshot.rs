//! Makes the pictures of the README from the running program: `cargo test screenshot -- --ignored`.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use vt100::{Cell, Color, Screen};

use crate::support::program::Program;
use crate::support::screen::{Key, Terminal};

const SIZE: (u16, u16) = (128, 34);
const CELL: (u16, u16) = (9, 19);
const MARGIN: u16 = 12;
const BACKGROUND: &str = "#16181d";
const FOREGROUND: &str = "#d4d7dd";

#[test]
#[ignore = "writes assets/screenshot.svg"]
fn screenshot_of_the_dashboard() {
    let session = Terminal::spawn(Program::new().arg("--demo"), SIZE.0, SIZE.1);
    session.wait_for("Nightly database backups");
    for key in [Key::Right, Key::Down, Key::Right, Key::Down] {
        session.send_key(key);
    }
    session.wait_for("Access key");
    let mut picture = String::new();
    session.wait_until(
        |screen| {
            picture = svg(screen);
            true
        },
        "a picture",
    );
    fs::write(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets/screenshot.svg"), picture).unwrap();
}

/// The screen as a picture: a rectangle for each run of a background, a text for each run of a style.
fn svg(screen: &Screen) -> String {
    let (rows, cols) = (screen.size().0.get(), screen.size().1.get());
    let (width, height) = (cols * CELL.0 + 2 * MARGIN, rows * CELL.1 + 2 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{BACKGROUND}\"/>\n\
         <g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"15\" xml:space=\"preserve\">\n"
    );
    for row in 0..rows {
        let cells: Vec<(u16, &Cell)> = (0..cols).filter_map(|col| Some((col, screen.cell(row, col)?))).collect();
        for run in cells.chunk_by(|(_, a), (_, b)| look(a) == look(b)) {
            ground(&mut out, (run[0].0, row), run.len(), run[0].1);
            // Each word has its own place: so the columns stay in line with whatever font the viewer has.
            for word in run.split(|(_, cell)| matches!(cell.contents(), "" | " ") && !cell.is_wide_continuation()) {
                if let Some((col, first)) = word.first() {
                    let text: String = word.iter().map(|(_, cell)| cell.contents()).collect();
                    write_word(&mut out, (*col, row), word.len(), first, &text);
                }
            }
        }
    }
    out + "</g>\n</svg>\n"
}

/// What makes one cell look unlike the next.
fn look(cell: &Cell) -> (Color, Color, bool, bool, bool) {
    (cell.fgcolor(), cell.bgcolor(), cell.bold(), cell.dim(), cell.inverse())
}

/// The colours of a cell's text and of what lies behind it.
fn colours(cell: &Cell) -> (&'static str, &'static str) {
    let (fg, bg) = (colour(cell.fgcolor(), FOREGROUND), colour(cell.bgcolor(), BACKGROUND));
    if cell.inverse() { (bg, fg) } else { (fg, bg) }
}

fn ground(out: &mut String, (col, row): (u16, u16), cells: usize, cell: &Cell) {
    let (_, bg) = colours(cell);
    if bg != BACKGROUND {
        let (x, y, width) = (MARGIN + col * CELL.0, MARGIN + row * CELL.1, cells * usize::from(CELL.0));
        writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{}\" fill=\"{bg}\"/>", CELL.1).unwrap();
    }
}

fn write_word(out: &mut String, (col, row): (u16, u16), cells: usize, cell: &Cell, text: &str) {
    let (fg, _) = colours(cell);
    let weight = if cell.bold() { " font-weight=\"bold\"" } else { "" };
    let faint = if cell.dim() { " opacity=\"0.6\"" } else { "" };
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let (x, y, length) = (MARGIN + col * CELL.0, MARGIN + (row + 1) * CELL.1 - 5, cells * usize::from(CELL.0));
    let fit = format!("textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\"");
    writeln!(out, "<text x=\"{x}\" y=\"{y}\" fill=\"{fg}\"{weight}{faint} {fit}>{text}</text>").unwrap();
}

/// The sixteen colours as a dark terminal has them.
fn colour(colour: Color, default: &'static str) -> &'static str {
    const PALETTE: [&str; 16] = [
        "#16181d", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d4d7dd", "#7f8694", "#ff7b86",
        "#b5e890", "#ffd98a", "#7ec7ff", "#dd92f5", "#6fd3e0", "#ffffff",
    ];
    match colour {
        Color::Idx(index) => PALETTE.get(usize::from(index)).copied().unwrap_or(default),
        Color::Default | Color::Rgb(..) => default,
    }
}
