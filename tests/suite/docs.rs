//! Keeps the README true: its key table and its options are what the program says of itself.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use flashback_tui::app::action::BINDINGS;

use crate::support::program::Program;

fn readme() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

/// Compares what stands between the marks of a block with what should, or writes it where that is asked for.
fn check(block: &str, expected: &str) {
    let text = fs::read_to_string(readme()).unwrap();
    let (head, rest) = text.split_once(&format!("<!-- {block}:")).unwrap();
    let (mark, rest) = rest.split_once("-->\n").unwrap();
    let (found, tail) = rest.split_once(&format!("<!-- /{block} -->")).unwrap();
    if found == expected {
        return;
    }
    assert!(
        std::env::var_os("UPDATE_DOCS").is_some(),
        "README.md, {block}: run UPDATE_DOCS=1 cargo test docs\n{expected}"
    );
    fs::write(readme(), format!("{head}<!-- {block}:{mark}-->\n{expected}<!-- /{block} -->{tail}")).unwrap();
}

/// One test for all blocks: two would write the same file at the same time.
#[test]
fn docs_readme_says_what_the_program_says() {
    let mut table = String::from("\n| Key | What it does |\n|---|---|\n");
    for binding in BINDINGS {
        let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{}`", key.label())).collect();
        writeln!(table, "| {} | {} |", keys.join(" "), binding.about).unwrap();
    }
    table.push('\n');
    check("keys", &table);
    let help = Program::new().arg("--help").run().code(0).stdout.clone();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    check("help", &format!("\n```text\n{}\n```\n\n", help.join("\n")));
}
