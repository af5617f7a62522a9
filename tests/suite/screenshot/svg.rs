//! A screen as an SVG picture. Text of one look stands together, and what frames and bars are made of is drawn, so that
//! lines have no gaps and the file stays small.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use vt100::{Cell, Color, Screen};

const CELL: (u16, u16) = (9, 19);
const MARGIN: u16 = 12;

/// The colours that a terminal has of its own.
pub(super) struct Palette {
    background: &'static str,
    foreground: &'static str,
    sixteen: [&'static str; 16],
}

pub(super) const DARK: Palette = Palette {
    background: "#16181d",
    foreground: "#d4d7dd",
    sixteen: [
        "#16181d", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d4d7dd", "#7f8694", "#ff7b86",
        "#b5e890", "#ffd98a", "#7ec7ff", "#dd92f5", "#6fd3e0", "#ffffff",
    ],
};
pub(super) const BLACK: Palette = Palette { background: "#000000", foreground: "#ffffff", ..DARK };
pub(super) const LIGHT: Palette = Palette {
    background: "#ffffff",
    foreground: "#1f2328",
    sixteen: [
        "#24292f", "#cf222e", "#116329", "#4d2d00", "#0969da", "#8250df", "#1b7c83", "#6e7781", "#57606a", "#a40e26",
        "#1a7f37", "#633c01", "#218bff", "#a475f9", "#3192aa", "#8c959f",
    ],
};

/// The picture of a screen.
pub(super) fn of(screen: &Screen, palette: &Palette) -> String {
    let (rows, cols) = (screen.size().0.get(), screen.size().1.get());
    let mut layers = Layers::default();
    for row in 0..rows {
        let cells: Vec<Placed<'_>> = (0..cols).filter_map(|col| Some((col, screen.cell(row, col)?))).collect();
        for run in cells.chunk_by(|(_, a), (_, b)| look(a) == look(b)) {
            layers.add(row, run, palette);
        }
    }
    let (width, height) = (cols * CELL.0 + 2 * MARGIN, rows * CELL.1 + 2 * MARGIN);
    let background = palette.background;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{background}\"/>\n"
    );
    for (look, path) in layers.grounds.iter().chain(&layers.blocks) {
        writeln!(out, "<path {look} d=\"{path}\"/>").unwrap();
    }
    for (look, path) in &layers.lines {
        writeln!(out, "<path fill=\"none\" stroke-width=\"1.2\" {look} d=\"{path}\"/>").unwrap();
    }
    out += "<g font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"15\" \
            xml:space=\"preserve\">\n";
    for (look, texts) in &layers.texts {
        writeln!(out, "<g {look}>\n{texts}</g>").unwrap();
    }
    out + "</g>\n</svg>\n"
}

/// A cell and its column.
type Placed<'a> = (u16, &'a Cell);

/// What the picture is made of, each by its look in words of SVG.
#[derive(Default)]
struct Layers {
    grounds: BTreeMap<String, String>,
    blocks: BTreeMap<String, String>,
    lines: BTreeMap<String, String>,
    texts: BTreeMap<String, String>,
}

impl Layers {
    /// Adds cells of one look that stand side by side.
    fn add(&mut self, row: u16, run: &[Placed<'_>], palette: &Palette) {
        let (col, cell) = run[0];
        let (fg, bg) = colours(cell, palette);
        let faint = if cell.dim() { " opacity=\"0.6\"" } else { "" };
        if bg != palette.background {
            let (x, y) = corner(col, row);
            let ground = self.grounds.entry(format!("fill=\"{bg}\"")).or_default();
            write!(ground, "M{x} {y}h{0}v{1}h-{0}z", run.len() * usize::from(CELL.0), CELL.1).unwrap();
        }
        for same in run.chunk_by(|(_, a), (_, b)| drawn(a).is_some() && a.contents() == b.contents()) {
            let ((x, y), width) = (corner(same[0].0, row), same.len() * usize::from(CELL.0));
            match drawn(same[0].1) {
                Some(Drawn::Block(eighths)) => {
                    // Only a whole block reaches the next one.
                    let width = if eighths == 8 { width } else { usize::from(CELL.0 * eighths / 8) };
                    let blocks = self.blocks.entry(format!("fill=\"{fg}\"{faint}")).or_default();
                    write!(blocks, "M{x} {y}h{width}v{}h-{width}z", CELL.1).unwrap();
                }
                Some(Drawn::Line(line)) => {
                    let lines = self.lines.entry(format!("stroke=\"{fg}\"{faint}")).or_default();
                    lines.push_str(&line(x, y, width));
                }
                None => {}
            }
        }
        let weight = if cell.bold() { " font-weight=\"bold\"" } else { "" };
        for words in words(run) {
            let texts = self.texts.entry(format!("fill=\"{fg}\"{weight}{faint}")).or_default();
            write_words(texts, row, words);
        }
    }
}

/// What is drawn rather than written.
enum Drawn {
    /// So many eighths of a cell from its left side.
    Block(u16),
    /// A path through cells of this width, from their left upper corner.
    Line(fn(u16, u16, usize) -> String),
}

fn drawn(cell: &Cell) -> Option<Drawn> {
    Some(match cell.contents().chars().next()? {
        block @ '\u{2588}'..='\u{258f}' => Drawn::Block(u16::try_from(0x2590 - u32::from(block)).ok()?),
        '─' => Drawn::Line(|x, y, width| format!("M{x} {}.5h{width}", y + 9)),
        '│' => Drawn::Line(|x, y, _| format!("M{}.5 {y}v{}", x + 4, CELL.1)),
        '╭' => Drawn::Line(|x, y, _| format!("M{}.5 {}v-5q0-4.5 4.5-4.5", x + 4, y + CELL.1)),
        '╮' => Drawn::Line(|x, y, _| format!("M{x} {}.5q4.5 0 4.5 4.5v5", y + 9)),
        '╰' => Drawn::Line(|x, y, _| format!("M{}.5 {y}v5q0 4.5 4.5 4.5", x + 4)),
        '╯' => Drawn::Line(|x, y, _| format!("M{x} {}.5q4.5 0 4.5-4.5v-5", y + 9)),
        _ => return None,
    })
}

/// The texts of a run: parted by what is drawn and by more than one space, so that columns stay in line with whatever
/// font the viewer has.
fn words<'a>(run: &'a [Placed<'a>]) -> Vec<&'a [Placed<'a>]> {
    let is_written = |(_, cell): &Placed<'_>| {
        cell.is_wide_continuation() || !matches!(cell.contents(), "" | " ") && drawn(cell).is_none()
    };
    let (mut words, mut rest) = (Vec::new(), run);
    while let Some(start) = rest.iter().position(is_written) {
        rest = &rest[start..];
        let ends = |&at: &usize| drawn(rest[at].1).is_some() || !rest[at..].iter().take(2).any(is_written);
        let (word, after) = rest.split_at((0..rest.len()).find(ends).unwrap_or(rest.len()));
        words.push(word);
        rest = after;
    }
    words
}

fn write_words(out: &mut String, row: u16, words: &[Placed<'_>]) {
    let text = |(_, cell): &Placed<'_>| match cell.contents() {
        "" if !cell.is_wide_continuation() => " ".to_owned(),
        text => text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"),
    };
    let text: String = words.iter().map(text).collect();
    let (col, cell) = words[0];
    // Text has it from no group around it.
    let underline = if cell.underline() { " text-decoration=\"underline\"" } else { "" };
    let (x, y) = corner(col, row);
    let (y, length) = (y + CELL.1 - 5, words.len() * usize::from(CELL.0));
    writeln!(out, "<text x=\"{x}\" y=\"{y}\" textLength=\"{length}\"{underline}>{text}</text>").unwrap();
}

/// The left upper corner of a cell.
fn corner(col: u16, row: u16) -> (u16, u16) {
    (MARGIN + col * CELL.0, MARGIN + row * CELL.1)
}

/// What makes one cell look unlike the next.
fn look(cell: &Cell) -> (Color, Color, [bool; 4]) {
    (cell.fgcolor(), cell.bgcolor(), [cell.bold(), cell.dim(), cell.inverse(), cell.underline()])
}

/// The colours of a cell's text and of what lies behind it.
fn colours(cell: &Cell, palette: &Palette) -> (String, String) {
    let fg = colour(cell.fgcolor(), palette.foreground, palette);
    let bg = colour(cell.bgcolor(), palette.background, palette);
    if cell.inverse() { (bg, fg) } else { (fg, bg) }
}

/// A colour as a picture names it.
fn colour(colour: Color, default: &str, palette: &Palette) -> String {
    match colour {
        Color::Idx(index) => palette.sixteen.get(usize::from(index)).copied().unwrap_or(default).to_owned(),
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        Color::Default => default.to_owned(),
    }
}
