//! Keeps the README true: its key table and its options are what the program says of itself.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use flashback_tui::app::action::{Action, bindings};
use flashback_tui::model::findings::Rule;
use flashback_tui::model::query::{TERMS, TermSpec};

use crate::support::program::Program;

fn readme() -> PathBuf {
    file("README.md")
}

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
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
    let mut table = String::from("\n| Key | What it does | Name |\n|---|---|---|\n");
    for binding in bindings() {
        let keys: Vec<String> = binding.keys.iter().map(|key| format!("`{}`", key.label())).collect();
        writeln!(table, "| {} | {} | `{}` |", keys.join(" "), binding.about, binding.name).unwrap();
    }
    table.push('\n');
    check("keys", &table);
    let mut terms = String::from("\n| Term | Values | What it finds |\n|---|---|---|\n");
    for TermSpec { example, values, about, .. } in TERMS {
        writeln!(terms, "| `{example}` | {values} | {about} |").unwrap();
    }
    terms.push('\n');
    check("terms", &terms);
    let help = Program::new().arg("--help").run().code(0).stdout.clone();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    check("help", &format!("\n```text\n{}\n```\n\n", help.join("\n")));
}

/// A section a rule, as the program has it.
#[test]
fn docs_findings_has_a_section_for_each_rule() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/findings.md");
    let mut page = String::from(FINDINGS);
    for rule in Rule::ALL {
        let spec = rule.spec();
        let severity = match spec.milder {
            Some(milder) => format!("{} or {}", spec.severity.name(), milder.name()),
            None => spec.severity.name().to_owned(),
        };
        writeln!(page, "\n## {}\n\n**{}** {severity}.\n\n{}\n", spec.id, spec.meaning, spec.condition).unwrap();
        if let Some(errors) = spec.platform {
            writeln!(page, "The platform's own error: `{}`.\n", errors.replace(", ", "`, `")).unwrap();
        }
        writeln!(page, "*{}*", spec.advice).unwrap();
        if let Some(caveat) = rule.caveat() {
            writeln!(page, "\nA finding says of it: \"{caveat}\".").unwrap();
        }
    }
    if fs::read_to_string(&path).is_ok_and(|found| found == page) {
        return;
    }
    assert!(std::env::var_os("UPDATE_DOCS").is_some(), "docs/findings.md: run UPDATE_DOCS=1 cargo test docs");
    fs::write(path, page).unwrap();
}

/// What stands before the rules.
const FINDINGS: &str = "\
# Findings

`flashback-tui check` asks these rules about one answer of `GET /repo` and prints what they find: `-o table`, `json`, `md`,
`csv` or `sarif`. Every report carries the scope, the API's host, the time, the SHA-256 of the answer's body (as it is
after decompression) and the program's version. It goes as far as the token sees. The exit code is 0, or 3 where
`--fail-on high|medium|low|info` names a severity that something reached, so that CI can tell it from a run that broke.

```toml
[findings]
disable = [\"no-key\"]
max_key_age = \"90d\"      # --max-key-age beats it

[findings.severity]
key-shared = \"high\"
```

No rule says that a key is not used, since the answer does not tell; none judges a bucket's storage type or region by its
repository's, since bridging them is what the platform is for. Credentials are masked, with a fingerprint behind: equal
values have equal ones (see [security.md](security.md)). A key that came cut short, or is shorter than 16 characters, is
compared with no other.

JSON is `{\"scope\", \"api\", \"as_of\", \"sha256\", \"version\", \"findings\": [...]}`, a finding is `{\"rule\", \"severity\", \"kind\",
\"id\", \"repo\", \"name\", \"message\", \"evidence\": {...}, \"advice\"}`, worst first; `kind` is `repo`, `bucket`, `api-key`, `ai-llm`
or `ai-api-key`, `repo` the id of the repository.

`ls usage` tells who uses what: each bucket, AI LLM, credential, endpoint and workspace that more than one object has, with
each of these objects and its role.

The rules, with their ids:
";

/// The configuration's example names every key there is.
#[test]
fn docs_example_of_the_configuration_has_all_keys() {
    let path = file("assets/config.example.toml");
    let text = fs::read_to_string(&path).unwrap();
    let (before, section) = text.split_once("#[keys]\n").expect("the section");
    let (found, after) = section.split_once("\n\n").unwrap_or_else(|| (section.trim_end(), ""));
    let after = if after.is_empty() { String::new() } else { format!("\n{after}") };
    let line = |binding: &flashback_tui::app::action::Binding| {
        let keys: Vec<String> = binding.keys.iter().map(|key| format!("{:?}", key.name())).collect();
        let keys = if let [key] = keys.as_slice() { key.clone() } else { format!("[{}]", keys.join(", ")) };
        format!("{:50}# {}\n", format!("#{} = {keys}", binding.name), binding.about)
    };
    let lines = bindings().filter(|binding| binding.action != Action::Interrupt).map(line);
    let expected: String = lines.collect();
    if format!("{found}\n") != expected {
        assert!(std::env::var_os("UPDATE_DOCS").is_some(), "run UPDATE_DOCS=1 cargo test docs\n{expected}");
        fs::write(path, [before, "#[keys]\n", &expected, &after].concat()).unwrap();
    }
}
