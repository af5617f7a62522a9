use std::num::NonZeroU16;

use proptest::prelude::*;
use ratatui::layout::{Rect, Size};
use ratatui::style::{Color, Modifier, Style};

use super::*;
use crate::model::text;

fn buffer(lines: &[&str]) -> Buffer {
    let size = |n: usize| u16::try_from(n).unwrap();
    let width = lines.iter().map(|line| text::width(line)).max().unwrap_or(0);
    let mut buffer = Buffer::empty(Rect::new(0, 0, size(width), size(lines.len())));
    for (y, line) in (0..).zip(lines) {
        buffer.set_string(0, y, line, Style::new());
    }
    buffer
}

/// What a terminal gets for a screen of which nothing is said to be as it was.
fn paint(shown: &mut Shown, next: &Buffer, cursor: Option<Position>, extent: Extent) -> Vec<u8> {
    let mut frame = Frame::new(next.area.as_size());
    frame.buffer_mut().clone_from(next);
    if let Some(at) = cursor {
        frame.set_cursor_position(at);
    }
    let mut out = Vec::new();
    shown.paint(&frame, extent, &mut out);
    out
}

fn painted(shown: &mut Shown, next: &Buffer, cursor: Option<Position>) -> String {
    String::from_utf8(paint(shown, next, cursor, Extent::Whole)).unwrap()
}

/// A terminal, and what a cell of it must look like to be as in the buffer.
fn terminal(area: Rect) -> vt100::Parser {
    let size = |n| NonZeroU16::new(n).unwrap();
    vt100::Parser::new(size(area.height), size(area.width), 0)
}

fn colour(color: Color) -> vt100::Color {
    match color {
        Color::Reset => vt100::Color::Default,
        Color::Red => vt100::Color::Idx(1),
        Color::Cyan => vt100::Color::Idx(6),
        Color::White => vt100::Color::Idx(15),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
        other => panic!("no test has {other}"),
    }
}

/// Whether a cell looks like a plain blank.
fn is_blank(cell: &vt100::Cell) -> bool {
    matches!(cell.contents(), "" | " ")
        && cell.bgcolor() == vt100::Color::Default
        && !cell.inverse()
        && !cell.underline()
}

#[track_caller]
fn assert_shows(terminal: &vt100::Parser, buffer: &Buffer) {
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut x = 0;
        while x < buffer.area.right() {
            let (wanted, seen) = (&buffer[(x, y)], terminal.screen().cell(y, x).unwrap());
            let symbol = if seen.has_contents() { seen.contents() } else { " " };
            assert_eq!(symbol, wanted.symbol(), "at {x}, {y}");
            assert_eq!(seen.bgcolor(), colour(wanted.bg), "background at {x}, {y}");
            let has = |modifier| wanted.modifier.contains(modifier);
            assert_eq!(seen.inverse(), has(Modifier::REVERSED), "reverse at {x}, {y}");
            assert_eq!(seen.underline(), has(Modifier::UNDERLINED), "underline at {x}, {y}");
            if symbol != " " {
                assert_eq!(seen.fgcolor(), colour(wanted.fg), "foreground at {x}, {y}");
                assert_eq!(seen.bold(), has(Modifier::BOLD), "bold at {x}, {y}");
                assert_eq!(seen.dim(), has(Modifier::DIM), "dim at {x}, {y}");
            }
            x += u16::try_from(text::width(wanted.symbol()).max(1)).unwrap();
        }
    }
}

#[test]
fn an_unchanged_frame_is_no_bytes() {
    let (mut shown, frame) = (Shown::default(), buffer(&["one", "two"]));
    assert_ne!(painted(&mut shown, &frame, None), "");
    assert_eq!(painted(&mut shown, &frame, None), "");
    assert_ne!(painted(&mut shown, &frame, Some(Position::ORIGIN)), "");
    assert_eq!(painted(&mut shown, &frame, Some(Position::ORIGIN)), "");
    shown.forget();
    assert!(painted(&mut shown, &frame, None).contains("\x1b[2J"));
}

#[test]
fn only_what_changed_is_written_and_the_shortest_way_is_taken() {
    let mut shown = Shown::default();
    painted(&mut shown, &buffer(&["abcdefghij", "abcdefghij", "abcdefghij"]), None);
    let next = buffer(&["abcdefghiX", "Xbcdefghij", "aXcXefghiX"]);
    assert_eq!(painted(&mut shown, &next, None), "\x1b[1;10HX\r\nX\nXcX\x1b[5CX");
}

#[test]
fn the_next_row_is_reached_straight_down_where_that_is_shorter() {
    let mut shown = Shown::default();
    let line = &*"a".repeat(30);
    let with = |x: usize| ["a".repeat(x), "X".to_owned(), "a".repeat(29 - x)].concat();
    let [first, near, far, last] = [20, 18, 27, 1].map(with);
    painted(&mut shown, &buffer(&[line; 5]), None);
    let next = buffer(&[&first, &near, &far, line, &last]);
    assert_eq!(painted(&mut shown, &next, None), "\x1b[1;21HX\n\x1b[3DX\n\x1b[8CX\r\n\naX");
    // Behind the last column nobody knows where the cursor is.
    let [end, begin] = [29, 0].map(with);
    let mut shown = Shown::default();
    painted(&mut shown, &buffer(&[line; 2]), None);
    assert_eq!(painted(&mut shown, &buffer(&[&end, &begin]), None), "\x1b[1;30HX\r\nX");
}

#[test]
fn a_style_is_changed_by_the_difference_and_plain_in_the_end() {
    let mut frame = buffer(&["abc"]);
    frame.cell_mut((0, 0)).unwrap().set_style(Style::new().fg(Color::Cyan));
    frame.cell_mut((1, 0)).unwrap().set_style(Style::new().fg(Color::Cyan).add_modifier(Modifier::BOLD));
    let bytes = painted(&mut Shown::default(), &frame, None);
    assert!(bytes.ends_with("\x1b[36ma\x1b[1mb\x1b[mc"), "{bytes:?}");
    frame.cell_mut((2, 0)).unwrap().set_style(Style::new().bg(Color::Indexed(200)));
    let bytes = painted(&mut Shown::default(), &frame, None);
    assert!(bytes.ends_with("\x1b[0;48;5;200mc\x1b[m"), "{bytes:?}");
}

#[test]
fn the_cursor_is_shown_moved_and_hidden() {
    let (mut shown, frame) = (Shown::default(), buffer(&["one", "two"]));
    let at = Position { x: 2, y: 1 };
    assert!(painted(&mut shown, &frame, Some(at)).ends_with("\x1b[2;3H\x1b[?25h"));
    let next = buffer(&["One", "two"]);
    assert_eq!(painted(&mut shown, &next, Some(at)), "\x1b[HO\x1b[2;3H", "painting moves the cursor");
    assert_eq!(painted(&mut shown, &next, None), "\x1b[?25l");
}

#[test]
fn rows_that_only_moved_are_moved_by_the_terminal() {
    let lines = ["title 1", "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "footer"];
    let next = ["title 2", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "footer"];
    let mut shown = Shown::default();
    painted(&mut shown, &buffer(&lines), None);
    assert_eq!(
        painted(&mut shown, &buffer(&next), None),
        "\x1b[2;7r\x1b[7H\n\x1b[r\x1b[1;7H2\x1b[7Heta",
        "up by one, then what is new"
    );
    assert_eq!(
        painted(&mut shown, &buffer(&lines), None),
        "\x1b[2;7r\x1b[2H\x1bM\x1b[r\x1b[1;7H1\r\nalpha",
        "and down again"
    );
    let other = ["title 1", "one", "two", "three", "four", "five", "six", "footer"];
    assert!(!painted(&mut shown, &buffer(&other), None).contains("\x1b[r"), "nothing of it was there before");
}

#[test]
fn blanks_are_erased_where_that_is_shorter_and_the_terminal_can() {
    let (before, after) = (buffer(&["a name of some length|"]), buffer(&["a                    |"]));
    for (is_old, bytes) in [(false, "\x1b[1;3H\x1b[19X"), (true, "\x1b[1;3H                   ")] {
        let mut shown = Shown::new(Abilities { is_old, ..Abilities::default() });
        painted(&mut shown, &before, None);
        assert_eq!(painted(&mut shown, &after, None), bytes);
    }
    // With a background they are written: some terminals erase with another one.
    let mut marked = after.clone();
    marked.set_style(marked.area, Style::new().bg(Color::Cyan));
    let mut shown = Shown::default();
    painted(&mut shown, &before, None);
    assert_eq!(painted(&mut shown, &marked, None), format!("\x1b[H\x1b[46ma{}|\x1b[m", " ".repeat(20)));
    assert_eq!(painted(&mut shown, &after, None), "\x1b[Ha\x1b[20X\x1b[20C|");
}

#[test]
fn a_large_frame_is_shown_at_once() {
    let line = "x".repeat(SYNCHRONIZED_FROM);
    let bytes = painted(&mut Shown::default(), &buffer(&[&line]), None);
    assert!(bytes.starts_with("\x1b[?2026h") && bytes.ends_with("\x1b[?2026l"), "{bytes:?}");
}

#[test]
fn what_stands_behind_a_cluster_is_written_from_a_place_that_is_known() {
    let bytes = painted(&mut Shown::default(), &buffer(&["👩‍🚀│"]), None);
    assert!(bytes.ends_with("👩‍🚀\x1b[1;3H│"), "{bytes:?}");
}

#[test]
fn in_ascii_every_cell_has_a_stand_in_of_its_width() {
    let mut shown = Shown::new(Abilities { charset: Charset::Ascii, is_old: true });
    let bytes = painted(&mut shown, &buffer(&["╭─ ▸ ★ Köln Ko\u{308}ln 界 👩‍🚀 … │"]), None);
    assert!(bytes.ends_with("+- + * K?ln K?ln ?? ?? ~ |"), "{bytes:?}");
}

#[test]
fn a_step_leaves_the_ends_of_rows_that_come_in_to_the_next_frame() {
    let row = |at: usize| format!("{:<80}", format!("row {at} {}", "all the words of it ".repeat(3)));
    let frame = |from: usize| {
        let lines: Vec<String> = (from..from + 8).map(row).collect();
        let mut frame = buffer(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        // What is selected has a look of its own: both rows that change are written again.
        frame.set_style(Rect::new(0, 7, 80, 1), Style::new().bg(Color::Indexed(99)));
        frame
    };
    let mut terminal = terminal(Rect::new(0, 0, 80, 8));
    let mut shown = Shown::default();
    terminal.process(painted(&mut shown, &frame(0), None).as_bytes());
    let step = paint(&mut shown, &frame(3), None, Extent::Step { selected: 7 });
    terminal.process(&step);
    assert!((290..=300).contains(&step.len()), "{} bytes", step.len());
    let line = |y| terminal.screen().rows(0, 80).nth(y).unwrap();
    assert_eq!(line(6).trim_end(), row(9).trim_end());
    assert!(row(10).starts_with(&line(7)) && line(7).len() > 20, "{:?}", line(7));
    let rest = painted(&mut shown, &frame(3), None);
    terminal.process(rest.as_bytes());
    assert_shows(&terminal, &frame(3));
}

fn any_cell() -> impl Strategy<Value = (String, Style)> {
    let symbol = prop_oneof![
        4 => Just(" ".to_owned()),
        4 => "[a-c]",
        1 => prop_oneof![Just("界"), Just("é"), Just("│"), Just("e\u{301}")].prop_map(str::to_owned),
    ];
    let colours = [Color::Reset, Color::Red, Color::Cyan, Color::White, Color::Indexed(99), Color::Rgb(1, 2, 3)];
    let modifiers =
        [Modifier::empty(), Modifier::BOLD, Modifier::DIM, Modifier::REVERSED, Modifier::UNDERLINED].map(Some);
    let style = (
        prop::sample::select(colours.to_vec()),
        prop::sample::select(colours.to_vec()),
        prop::sample::select(modifiers.to_vec()),
        prop::sample::select(modifiers.to_vec()),
    );
    let style = prop_oneof![3 => Just(Style::new()), 1 => style.prop_map(|(fg, bg, one, two)| {
        let mut modifier = one.unwrap_or_default() | two.unwrap_or_default();
        if modifier.contains(Modifier::BOLD) {
            // The terminal of these tests knows one weight at a time.
            modifier.remove(Modifier::DIM);
        }
        Style::new().fg(fg).bg(bg).add_modifier(modifier)
    })];
    (symbol, style)
}

fn any_frame(area: Rect) -> impl Strategy<Value = Buffer> {
    prop::collection::vec(any_cell(), area.area() as usize).prop_map(move |cells| {
        let mut buffer = Buffer::empty(area);
        for (position, (symbol, style)) in area.positions().zip(cells) {
            buffer.set_stringn(position.x, position.y, symbol, usize::from(area.right() - position.x), style);
        }
        // A wide character that was written over leaves its other half alone, as in any real frame.
        buffer
    })
}

/// Rows that come and go at the ends of a list, between others that stay.
fn any_scrolled(width: u16) -> impl Strategy<Value = Vec<Buffer>> {
    let rows = prop::collection::vec(any_frame(Rect::new(0, 0, width, 1)), 30);
    let view = (0_usize..20, 0_usize..3, 0_usize..3);
    (rows, prop::collection::vec(view, 2..6)).prop_map(move |(rows, views)| {
        let row = |at: usize| rows.get(at % rows.len()).expect("one of them").content.clone();
        let frame = |(from, above, below): (usize, usize, usize)| {
            let mut frame = Buffer::empty(Rect::new(0, 0, width, 10));
            let list = 10 - above - below;
            let shown = (0..above).chain((0..list).map(|line| from + line)).chain((0..below).map(|line| 29 - line));
            frame.content = shown.flat_map(row).collect();
            frame
        };
        views.into_iter().map(frame).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_list_that_is_scrolled_is_what_the_terminal_shows(frames in any_scrolled(9)) {
        let mut shown = Shown::default();
        let mut terminal = terminal(Rect::new(0, 0, 9, 10));
        for frame in &frames {
            terminal.process(&paint(&mut shown, frame, None, Extent::Whole));
            assert_shows(&terminal, frame);
        }
    }

    #[test]
    fn what_a_step_leaves_out_comes_with_the_next_frame(frames in any_scrolled(60), selected in 0_usize..10, is_old in any::<bool>()) {
        let mut shown = Shown::new(Abilities { is_old, ..Abilities::default() });
        let mut terminal = terminal(Rect::new(0, 0, 60, 10));
        for frame in &frames {
            terminal.process(&paint(&mut shown, frame, None, Extent::Step { selected }));
            // Nothing stands there that is not so.
            for y in 0..10 {
                let mut x = 0;
                while x < 60 {
                    let (wanted, seen) = (&frame[(x, y)], terminal.screen().cell(y, x).unwrap());
                    let is_right = seen.contents() == wanted.symbol() || (!seen.has_contents() && wanted.symbol() == " ");
                    prop_assert!(is_right || is_blank(seen), "{:?} for {:?} at {}, {}", seen, wanted, x, y);
                    x += u16::try_from(text::width(wanted.symbol()).max(1)).unwrap();
                }
            }
            terminal.process(&paint(&mut shown, frame, None, Extent::Whole));
            assert_shows(&terminal, frame);
        }
    }

    #[test]
    fn whatever_was_shown_the_terminal_shows_the_frame(
        frames in prop::collection::vec(any_frame(Rect::new(0, 0, 9, 4)), 1..5)
    ) {
        let mut shown = Shown::default();
        let mut terminal = terminal(Rect::new(0, 0, 9, 4));
        for frame in &frames {
            terminal.process(&paint(&mut shown, frame, None, Extent::Whole));
            assert_shows(&terminal, frame);
        }
    }

    #[test]
    fn what_a_frame_keeps_is_what_the_terminal_shows(
        frames in prop::collection::vec((any_frame(Rect::new(0, 0, 9, 4)), any::<bool>(), any::<bool>()), 1..8),
        x in 0_u16..9,
        y in 0_u16..4,
        width in 0_u16..9,
    ) {
        let mut shown = Shown::default();
        let mut terminal = terminal(Rect::new(0, 0, 9, 4));
        let mut frame = Frame::new(Size::new(9, 4));
        let area = Rect { x, y, width, height: 2 }.intersection(frame.area());
        for (next, keeps, is_painted) in frames {
            frame.next(keeps.then_some(7));
            let kept = frame.kept().unwrap_or_default();
            prop_assert!(kept == Rect::ZERO || keeps && kept == area);
            for at in frame.area().positions().filter(|at| !kept.contains(*at)) {
                prop_assert_eq!(&frame.buffer()[at], &Cell::EMPTY);
                // What is wide might reach into what is kept.
                let own = &next[at];
                frame.buffer_mut()[at] = if text::width(own.symbol()) > 1 { Cell::new("w") } else { own.clone() };
            }
            frame.stands(area, 7);
            // A frame that is not painted is one that the next may keep all the same.
            if is_painted {
                let mut out = Vec::new();
                shown.paint(&frame, Extent::Whole, &mut out);
                terminal.process(&out);
                assert_shows(&terminal, frame.buffer());
            }
        }
    }
}
