//! Who may use whom: reads the source and fails where a room reaches into one it must not know (docs/design.md).
//!
//! Relies on rustfmt's layout, which the gate checks; code for tests alone is not looked at.

use std::fs;
use std::path::{Path, PathBuf};

/// Room; the rooms it may use; the crates, or parts of them, it may use. `lib`, `main` and `start`, which wires them up, may use everything.
const ROOMS: [(&str, &str, &str); 14] = [
    (
        "model",
        "",
        "icu_normalizer jiff memchr memmap2 regex_lite secrecy serde serde_json thiserror unicode_properties unicode_segmentation unicode_width",
    ),
    ("app", "model", "crossterm::event jiff ratatui::layout tui_input unicode_segmentation unicode_width"),
    ("ui", "app model", "foldhash jiff ratatui tui_input tui_tree_widget unicode_segmentation unicode_width"),
    (
        "api",
        "model",
        "bytes http_body_util hyper hyper_util jiff reqwest ring rustls rustls_platform_verifier secrecy serde serde_json \
         thiserror tokio tokio_rustls tower_service webpki webpki_roots",
    ),
    ("cli", "", "clap"),
    ("exit", "model", ""),
    ("config", "model", "rustix thiserror toml"),
    ("digest", "model", "ring rustix"),
    ("doctor", "model", "serde_json"),
    ("settings", "api app cli config model ui", "jiff secrecy serde thiserror"),
    ("credentials", "model settings", "crossterm jiff reqwest secrecy serde serde_json thiserror tokio"),
    ("output", "model", "csv jiff serde serde_json thiserror unicode_segmentation unicode_width"),
    ("demo", "model", "bytes http_body_util hyper hyper_util jiff serde serde_json thiserror tokio"),
    (
        "runtime",
        "api app credentials digest exit model output settings ui",
        "bytes crossterm jiff ratatui reqwest rustix secrecy thiserror tokio",
    ),
];
/// Lines of a file, those of its tests not counted.
const LINES: usize = 400;

#[test]
fn every_room_uses_only_what_it_may_know() {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > ROOMS.len(), "only {} files found", files.len());
    let crates = dependencies();
    let broken = |path: &PathBuf| {
        let name = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_string_lossy().into_owned();
        violations(&name, &fs::read_to_string(path).unwrap(), &crates)
    };
    let broken: Vec<String> = files.iter().flat_map(broken).collect();
    assert!(broken.is_empty(), "{} broken rules\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn a_broken_rule_is_named_with_file_line_and_rule() {
    let crates = dependencies();
    let tests_alone = "#[cfg(test)]\nmod tests {\n    use crate::api::A;\n}\n";
    let source = format!(
        "//! tokio::spawn and crate::api in prose.\nuse crate::{{\n    api::A,\n    model::{{B, ui::C}},\n}};\n{tests_alone}\
         use ratatui::{{layout::Rect, style::Color}};\nfn f() {{ tokio::spawn(self::csv::g(), super::super::super::ui::h()) }}\n// TODO\n"
    );
    let found = violations("src/app/update/keys.rs", &source, &crates);
    let expected = [
        "src/app/update/keys.rs:2: `app` must not use `crate::api`; it may use: model",
        "src/app/update/keys.rs:10: `app` must not use `ratatui::style`; it may use: crossterm::event jiff",
        "src/app/update/keys.rs:11: `super` up to the crate hides which room is used; write `crate::`",
        "src/app/update/keys.rs:11: `app` must not use `tokio`; it may use: crossterm::event jiff",
        "src/app/update/keys.rs:12: left standing: TODO",
    ];
    let as_expected =
        found.len() == expected.len() && found.iter().zip(expected).all(|(it, start)| it.starts_with(start));
    assert!(as_expected, "{found:#?}");
    assert_eq!(violations("src/api/client.rs", &"use tokio::net;\n".repeat(LINES), &crates), Vec::<String>::new());
    let long = "x\n".repeat(LINES + 1) + tests_alone;
    assert_eq!(
        violations("src/lib.rs", &long, &crates),
        ["src/lib.rs:401: more than 400 lines; could it be two rooms?"]
    );
    assert_eq!(violations("src/cellar.rs", "", &crates), ["src/cellar.rs:1: `cellar` is no room of the design"]);
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let for_tests = path.file_name().is_some_and(|name| name == "tests.rs" || name == "tests");
        match path.extension() {
            _ if for_tests => {}
            Some(extension) if extension == "rs" => files.push(path),
            _ if path.is_dir() => collect(&path, files),
            _ => {}
        }
    }
}

/// The crates of the manifest's `[dependencies]`, by the names they have in code.
fn dependencies() -> Vec<String> {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let section = manifest.split("\n[").find_map(|it| it.strip_prefix("dependencies]\n")).unwrap();
    let names = section.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" ="));
    names.map(|(name, _)| name.replace('-', "_")).collect()
}

fn violations(file: &str, source: &str, crates: &[String]) -> Vec<String> {
    let lines = without_tests(source);
    let mut found = Vec::new();
    let mut say = |line: usize, rule: String| found.push(format!("{file}:{line}: {rule}"));
    if let Some((line, _)) = lines.get(LINES) {
        say(*line, format!("more than {LINES} lines; could it be two rooms?"));
    }
    let modules: Vec<&str> = file.trim_start_matches("src/").trim_end_matches(".rs").split('/').collect();
    let room = ROOMS.iter().find(|(room, ..)| *room == modules[0]);
    if room.is_none() && !matches!(modules[0], "lib" | "main" | "start") {
        say(1, format!("`{}` is no room of the design", modules[0]));
    }
    let climb = "super::".repeat(modules.len());
    for (at, (line, text)) in lines.iter().enumerate() {
        for word in ["TODO", "FIXME", "dbg!"].iter().filter(|word| text.contains(**word)) {
            say(*line, format!("left standing: {word}"));
        }
        let Some((room, rooms, outside)) = room else { continue };
        if code(text).contains(&climb) {
            say(*line, "`super` up to the crate hides which room is used; write `crate::`".to_owned());
        }
        for name in crates.iter().map(String::as_str).chain(["crate"]) {
            let allowed = if name == "crate" { rooms } else { outside };
            for part in parts_used(&lines[at..], name) {
                let (whole, used) = (if name == "crate" { &part } else { name }, format!("{name}::{part}"));
                let granted = whole == *room || allowed.split(' ').any(|it| it == whole || it == used);
                let shown = if name == "crate" || allowed.contains(&format!("{name}::")) { &used } else { name };
                if !granted {
                    say(*line, format!("`{room}` must not use `{shown}`; it may use: {allowed}"));
                }
            }
        }
    }
    found
}

/// What the first line takes from `name`: `b` for `name::b::c`, `b` and `c` for `name::{b::{d, e}, c}`. A group may
/// go on in the lines after it.
fn parts_used(lines: &[(usize, &str)], name: &str) -> Vec<String> {
    let (first, start) = (code(lines[0].1), format!("{name}::"));
    let of_a_path = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
    let places = first.match_indices(&start).map(|(at, _)| first.split_at(at));
    let tails = places.filter(|(before, _)| !before.ends_with(of_a_path)).filter_map(|(_, it)| it.strip_prefix(&start));
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut parts = Vec::new();
    for tail in tails {
        let Some(group) = tail.strip_prefix('{') else {
            parts.push(word(tail));
            continue;
        };
        let group: String = [group].into_iter().chain(lines[1..].iter().map(|(_, text)| code(text).trim())).collect();
        let (mut depth, mut items) = (0, vec![String::new()]);
        for c in group.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => items.push(String::new()),
                _ => items.last_mut().unwrap().push(c),
            }
        }
        parts.extend(items.iter().map(|item| word(item.trim())).filter(|part| !part.is_empty()));
    }
    parts
}

/// A line without its comment. A `//` inside a text cuts the line too short, which costs nothing here.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// The lines with their numbers, without items marked `#[cfg(test)]`.
fn without_tests(source: &str) -> Vec<(usize, &str)> {
    let mut lines = source.lines().enumerate().map(|(at, line)| (at + 1, line));
    let mut kept = Vec::new();
    while let Some((number, line)) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            kept.push((number, line));
            continue;
        }
        let end = line.replace("#[cfg(test)]", "}");
        let head = lines.by_ref().map(|(_, line)| line).find(|line| !line.trim().starts_with("#["));
        if head.is_some_and(|head| head.ends_with(['{', '('])) {
            lines.by_ref().find(|(_, line)| line.starts_with(&end));
        }
    }
    kept
}
