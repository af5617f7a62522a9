//! Makes the pictures of the README from the running program: `cargo test --test suite screenshot -- --ignored`.
//!
//! Two runs of one day differ in the time of the fetch only: the demo is the same each time, and what the program picks
//! anew (its port, its fingerprints) gives way to what stays.

mod svg;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use crate::support::program::Program;
use crate::support::screen::Terminal;

use svg::{BLACK, DARK, LIGHT, Palette};

/// What is done with the dashboard until it shows what the picture is of: keys, and a text that stands there then.
type Steps = &'static [(&'static str, &'static str)];

/// The first bucket of the first repository, with its details.
const BUCKET: Steps = &[("ljlj", "Access key")];
/// The same, with all kinds of text that a theme has a look for: a word is looked for in the details.
const MARKED: Steps = &[("ljlj", "Access key"), ("\t/key", "/key 1/7"), ("\r", "Esc tree")];

const TOUR: [(&str, Steps); 9] = [
    ("tree", &[("jjjjjjjjjjjjjljlj", "http://minio")]),
    ("search", &[("/backup region:eu*", "6 of 20 repositories")]),
    ("findings", &[("!", "Findings by rule")]),
    ("overview", &[("D", "Age of API keys")]),
    ("uses", &[("3", "x2"), ("gll", "bucket"), ("u", "rotate this")]),
    ("credentials", &[("4", "repos"), ("gll", "this")]),
    ("changes", &[("r", "uploads Δ"), ("r", "sets Δ"), ("r", "Köln Δ"), ("r", "snapshots +"), ("c", "3 added")]),
    ("copy", &[("ljlj", "Access key"), ("Y", "Copy from")]),
    ("help", &[("?", "one row down")]),
];

#[test]
#[ignore = "writes assets/screenshot.svg, the pictures of the themes and those of the tour"]
fn screenshot_of_the_dashboard() {
    picture("screenshot.svg", ("default", &DARK), (128, 34), BUCKET);
    for (theme, palette) in
        [("default", &DARK), ("light", &LIGHT), ("dark", &DARK), ("high-contrast", &BLACK), ("colour-blind", &DARK)]
    {
        picture(&format!("theme-{theme}.svg"), (theme, palette), (100, 30), MARKED);
    }
    for (name, steps) in TOUR {
        picture(&format!("tour-{name}.svg"), ("default", &DARK), (100, 30), steps);
    }
}

#[test]
fn screenshot_and_all_other_pictures_are_in_the_readme() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(folder.join("README.md")).unwrap();
    let shown = readme.split("](assets/").skip(1).filter_map(|rest| Some(rest.split_once(')')?.0.to_owned()));
    let files = fs::read_dir(folder.join("assets")).unwrap().map(|file| file.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "svg"));
    let kept = files.filter_map(|path| path.file_name()?.to_str().map(str::to_owned));
    assert_eq!(shown.collect::<BTreeSet<_>>(), kept.collect::<BTreeSet<_>>());
}

fn picture(file: &str, (theme, palette): (&str, &Palette), (cols, rows): (u16, u16), steps: Steps) {
    let program = Program::new().args(["--demo", "--theme", theme]).env("COLORTERM", "truecolor");
    let session = Terminal::spawn(program, cols, rows);
    // With the findings behind it, which come a little later.
    session.wait_for("Nightly database backups !5");
    for (keys, shown) in steps {
        session.send(keys);
        session.wait_for(shown);
    }
    // Not in the middle of a frame.
    session.quiet(Duration::from_millis(200));
    let mut picture = String::new();
    session.wait_until(
        |screen| {
            picture = svg::of(screen, palette);
            true
        },
        "a picture",
    );
    fs::write(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets").join(file), steady(&picture)).unwrap();
}

/// The demo's port, always of five digits, and the fingerprints are others each time: here they stay.
fn steady(picture: &str) -> String {
    let mut parts = picture.split("127.0.0.1:");
    let head = parts.next().unwrap_or_default().to_owned();
    let picture = parts.fold(head, |text, part| text + "127.0.0.1:40404" + part.split_at(5).1);
    let mut parts = picture.split(" #");
    let mut text = parts.next().unwrap_or_default().to_owned();
    let mut seen: Vec<&str> = Vec::new();
    for part in parts {
        let (found, rest) = part.split_at(4);
        assert!(found.bytes().all(|byte| byte.is_ascii_hexdigit()), "a fingerprint: {found}");
        let number = seen.iter().position(|it| *it == found).unwrap_or(seen.len());
        if number == seen.len() {
            seen.push(found);
        }
        // Spread out as true ones are.
        write!(text, " #{:04x}{rest}", (number + 1) * 40_503 % 65_536).unwrap();
    }
    text
}
