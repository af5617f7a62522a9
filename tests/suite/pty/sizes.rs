//! Terminals of all sizes and one without colours.

use crate::pty::{counts, demo, lines, selected, shows, wait_selected};
use crate::support::program::Program;
use crate::support::screen::{Key, Terminal};

#[test]
fn the_first_paint_fits_small_usual_and_large_terminals() {
    for (cols, rows, header) in [(160, 50, &[20, 32, 31, 17, 16][..]), (80, 24, &[20, 32]), (40, 12, &[20])] {
        let session = demo(cols, rows);
        session.wait_until(
            |screen| {
                let lines: Vec<String> = lines(screen).collect();
                counts(screen).starts_with(header)
                    && lines.last().is_some_and(|line| line.contains("q quit"))
                    && selected(screen).is_some_and(|row| row.contains("Nightly database"))
            },
            "header, footer and the first repository",
        );
        let has_details = session.contents().contains("Storage type");
        assert_eq!(has_details, cols >= 80, "{}", session.contents());
        session.send_key(Key::Tab);
        session.wait_until(|screen| shows(screen, "Esc tree") && shows(screen, "Storage type"), "the details in focus");
        session.send_key(Key::Esc);
        session.wait_for("→ open");
        session.send("jlll");
        session.wait_for("★ Media, last");
    }
}

#[test]
fn a_storm_of_sizes_down_to_one_cell_and_back_does_no_harm() {
    let session = demo(120, 40);
    wait_selected(&session, "Nightly database backups");
    session.send("jE");
    for (cols, rows) in [(1, 1), (200, 60), (2, 3), (40, 12), (1, 40), (120, 1), (3, 2), (500, 200), (1, 1)] {
        session.resize(cols, rows);
        session.send("j");
    }
    session.resize(120, 40);
    session.send("g");
    wait_selected(&session, "Nightly database backups");
    session.wait_until(
        |screen| counts(screen).starts_with(&[20, 32, 31]) && shows(screen, "q quit") && shows(screen, "Storage type"),
        "all",
    );
    session.resize(80, 24);
    session.wait_until(|screen| counts(screen).starts_with(&[20]) && shows(screen, "Storage type"), "stacked panes");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn the_smallest_terminal_starts_and_ends() {
    let session = demo(1, 1);
    session.wait_until(vt100::Screen::alternate_screen, "the dashboard");
    session.send("jlxtE?qq");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
}

#[test]
fn without_colours_the_selection_is_still_marked() {
    let session = Terminal::spawn(Program::new().arg("--demo").env("NO_COLOR", "1"), 120, 40);
    wait_selected(&session, "Nightly database backups");
    session.send("jE");
    session.wait_for("Gemini, media tagging");
    let (row, col) = session.find("▌").expect("the selected row");
    assert!(session.cell_style(row, col + 5).inverse, "{:?}", session.cell_style(row, col + 5));
    assert!(!session.cell_style(row + 1, col + 5).inverse, "{:?}", session.cell_style(row + 1, col + 5));
    let raw = String::from_utf8_lossy(&session.raw()).into_owned();
    let colours: Vec<&str> = raw
        .split("\u{1b}[")
        .skip(1)
        .filter_map(|sequence| sequence.split_once('m'))
        .map(|(numbers, _)| numbers)
        .filter(|numbers| numbers.bytes().all(|byte| byte.is_ascii_digit() || byte == b';'))
        .filter(|numbers| numbers.split(';').any(|number| matches!(number.parse(), Ok(30..=38 | 40..=48 | 90..=107))))
        .collect();
    assert!(colours.is_empty(), "{colours:?}");
}

#[test]
fn with_colours_the_selection_has_one() {
    let session = demo(120, 40);
    wait_selected(&session, "Nightly database backups");
    let (row, col) = session.find("▌").expect("the selected row");
    assert_ne!(session.cell_style(row, col + 5).bg, vt100::Color::Default);
}
