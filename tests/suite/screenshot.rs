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

/// The colours that a terminal has of its own.
struct Palette {
    background: &'static str,
    foreground: &'static str,
    sixteen: [&'static str; 16],
}

const DARK: Palette = Palette {
    background: "#16181d",
    foreground: "#d4d7dd",
    sixteen: [
        "#16181d", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d4d7dd", "#7f8694", "#ff7b86",
        "#b5e890", "#ffd98a", "#7ec7ff", "#dd92f5", "#6fd3e0", "#ffffff",
    ],
};
const LIGHT: Palette = Palette {
    background: "#ffffff",
    foreground: "#1f2328",
    sixteen: [
        "#24292f", "#cf222e", "#116329", "#4d2d00", "#0969da", "#8250df", "#1b7c83", "#6e7781", "#57606a", "#a40e26",
        "#1a7f37", "#633c01", "#218bff", "#a475f9", "#3192aa", "#8c959f",
    ],
};

#[test]
#[ignore = "writes assets/screenshot.svg and the pictures of the themes"]
fn screenshot_of_the_dashboard() {
    picture_of("default", "screenshot.svg", &DARK);
    picture_of("light", "theme-light.svg", &LIGHT);
    picture_of("dark", "theme-dark.svg", &DARK);
    picture_of("high-contrast", "theme-high-contrast.svg", &DARK);
    picture_of("colour-blind", "theme-colour-blind.svg", &DARK);
}

fn picture_of(theme: &str, file: &str, palette: &Palette) {
    let program = Program::new().args(["--demo", "--theme", theme]).env("COLORTERM", "truecolor");
    let session = Terminal::spawn(program, SIZE.0, SIZE.1);
    session.wait_for("Nightly database backups");
    for key in [Key::Right, Key::Down, Key::Right, Key::Down] {
        session.send_key(key);
    }
    session.wait_for("Access key");
    let mut picture = String::new();
    session.wait_until(
        |screen| {
            picture = svg(screen, palette);
            true
        },
        "a picture",
    );
    fs::write(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets").join(file), picture).unwrap();
}

/// The screen as a picture: a rectangle for each run of a background, a text for each run of a style.
fn svg(screen: &Screen, palette: &Palette) -> String {
    let background = palette.background;
    let (rows, cols) = (screen.size().0.get(), screen.size().1.get());
    let (width, height) = (cols * CELL.0 + 2 * MARGIN, rows * CELL.1 + 2 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{background}\"/>\n\
         <g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"15\" xml:space=\"preserve\">\n"
    );
    for row in 0..rows {
        let cells: Vec<(u16, &Cell)> = (0..cols).filter_map(|col| Some((col, screen.cell(row, col)?))).collect();
        for run in cells.chunk_by(|(_, a), (_, b)| look(a) == look(b)) {
            ground(&mut out, (run[0].0, row), run.len(), colours(run[0].1, palette), background);
            // Each word has its own place: so the columns stay in line with whatever font the viewer has.
            for word in run.split(|(_, cell)| matches!(cell.contents(), "" | " ") && !cell.is_wide_continuation()) {
                if let Some((col, first)) = word.first() {
                    let text: String = word.iter().map(|(_, cell)| cell.contents()).collect();
                    write_word(&mut out, (*col, row), word.len(), (first, &colours(first, palette).0), &text);
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
fn colours(cell: &Cell, palette: &Palette) -> (String, String) {
    let fg = colour(cell.fgcolor(), palette.foreground, palette);
    let bg = colour(cell.bgcolor(), palette.background, palette);
    if cell.inverse() { (bg, fg) } else { (fg, bg) }
}

fn ground(out: &mut String, (col, row): (u16, u16), cells: usize, (_, bg): (String, String), background: &str) {
    if bg != background {
        let (x, y, width) = (MARGIN + col * CELL.0, MARGIN + row * CELL.1, cells * usize::from(CELL.0));
        writeln!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{}\" fill=\"{bg}\"/>", CELL.1).unwrap();
    }
}

fn write_word(out: &mut String, (col, row): (u16, u16), cells: usize, (cell, fg): (&Cell, &str), text: &str) {
    let weight = if cell.bold() { " font-weight=\"bold\"" } else { "" };
    let faint = if cell.dim() { " opacity=\"0.6\"" } else { "" };
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let (x, y, length) = (MARGIN + col * CELL.0, MARGIN + (row + 1) * CELL.1 - 5, cells * usize::from(CELL.0));
    let fit = format!("textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\"");
    writeln!(out, "<text x=\"{x}\" y=\"{y}\" fill=\"{fg}\"{weight}{faint} {fit}>{text}</text>").unwrap();
}

/// A colour as a picture names it.
fn colour(colour: Color, default: &str, palette: &Palette) -> String {
    match colour {
        Color::Idx(index) => palette.sixteen.get(usize::from(index)).copied().unwrap_or(default).to_owned(),
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        Color::Default => default.to_owned(),
    }
}
