//! Completions and the manual page: what the command line says, in the files, in the program and in a real shell.

use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::Command as Process;

use clap::{Command, CommandFactory};
use clap_complete::aot::{Generator, Shell};
use clap_mangen::Man;
use flashback_tui::cli::Cli;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use crate::support::program::Program;

const NAME: &str = "flashback-tui";
const SHELLS: [(&str, Shell, &str); 4] = [
    ("bash", Shell::Bash, "completions/flashback-tui.bash"),
    ("zsh", Shell::Zsh, "completions/_flashback-tui"),
    ("fish", Shell::Fish, "completions/flashback-tui.fish"),
    ("powershell", Shell::PowerShell, "completions/_flashback-tui.ps1"),
];

fn asset(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("assets").join(name)
}

/// The command line without what is hidden: nobody is to be offered an option that is a trap.
fn visible(command: &Command) -> Command {
    let name: &'static str = command.get_name().to_owned().leak();
    // The page has no words for what the short help leaves out, unless it is told to.
    let arguments = command.get_arguments().filter(|argument| !argument.is_hide_set()).cloned();
    let mut copy = Command::new(name)
        .about(command.get_about().cloned().unwrap_or_default())
        .args(arguments.map(|argument| argument.hide_short_help(false)))
        .subcommands(command.get_subcommands().map(visible));
    if name == NAME {
        copy = copy
            .long_about(command.get_long_about().cloned().unwrap_or_default())
            .version(env!("CARGO_PKG_VERSION"))
            .propagate_version(true);
    }
    copy
}

fn completions(shell: Shell) -> String {
    let mut command = visible(&Cli::command());
    command.set_bin_name(NAME);
    command.build();
    let mut out = Vec::new();
    shell.generate(&command, &mut out);
    // For bash two ways to write a name with a hyphen meet in what clap_complete makes, so that no command is found.
    let script = String::from_utf8(out).unwrap().replace("flashback__subcmd__tui", "flashback__tui");
    if shell == Shell::Fish { for_fish(&script, &command) } else { script }
}

/// What `clap_complete` leaves out for fish: an option of all commands whose value is being typed, and values of arguments.
fn for_fish(script: &str, command: &Command) -> String {
    const PARSED: &str = "    argparse -s (__fish_flashback_tui_global_optspecs) -- $cmd 2>/dev/null\n";
    assert!(script.contains(PARSED), "another way to read the command line");
    let again = PARSED.replace("argparse", "or argparse").replace("$cmd 2>", "$cmd[1..-2] 2>");
    let mut script =
        script.replace(PARSED, &format!("{PARSED}    # The last option may still lack its value.\n{again}"));
    for sub in command.get_subcommands() {
        for argument in sub.get_positionals() {
            let values = argument.get_possible_values();
            let values: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
            if !values.is_empty() {
                let condition = format!("__fish_flashback_tui_using_subcommand {}", sub.get_name());
                writeln!(script, "complete -c {NAME} -n \"{condition}\" -f -a \"{}\"", values.join(" ")).unwrap();
            }
        }
    }
    script
}

/// The page: the command line, each command with its options, then what stands under the long help, laid out as there.
fn manual() -> String {
    let command = visible(&Cli::command());
    let mut page = Vec::new();
    let man = Man::new(command.clone()).section("1").source(concat!("flashback-tui ", env!("CARGO_PKG_VERSION")));
    for section in [Man::render_title, Man::render_name_section, Man::render_synopsis_section] {
        section(&man, &mut page).unwrap();
    }
    man.render_description_section(&mut page).unwrap();
    man.render_options_section(&mut page).unwrap();
    let mut page = String::from_utf8(page).unwrap();
    page.push_str(".SH COMMANDS\n");
    for sub in command.get_subcommands() {
        write_command(&mut page, NAME, sub);
    }
    let long = Cli::command().get_after_long_help().unwrap().to_string();
    for block in long.split("\n\n") {
        let (title, lines) = block.split_once('\n').unwrap();
        let title = title.trim_end_matches(':');
        let (title, note) = title.split_once(" (").unwrap_or((title, ""));
        let note = note.trim_end_matches(')');
        let mut letters = note.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        let note = first.map_or_else(String::new, |first| format!("{first}{}.\n", letters.as_str()));
        let lines: Vec<String> = lines.lines().map(plain).collect();
        write!(page, ".SH {}\n{note}.nf\n{}\n.fi\n", title.to_uppercase(), lines.join("\n")).unwrap();
    }
    page
}

fn write_command(page: &mut String, before: &str, command: &Command) {
    let name = format!("{before} {}", command.get_name());
    if command.has_subcommands() {
        for sub in command.get_subcommands() {
            write_command(page, &name, sub);
        }
        return;
    }
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let usage = command.clone().bin_name(name.clone()).render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ");
    writeln!(page, ".SS {}\n{}.\n.PP\n.B {}", plain(&name), plain(&about), plain(usage)).unwrap();
    let mut options = Vec::new();
    // Without the options of all commands, and those that each has.
    let own = command.clone().disable_help_flag(true).disable_version_flag(true);
    Man::new(own).render_options_section(&mut options).unwrap();
    let options = String::from_utf8(options).unwrap();
    page.push_str(options.split_once(".SH OPTIONS\n").map_or("", |(_, options)| options));
}

/// A line as the page shows it, whatever it begins with.
fn plain(line: &str) -> String {
    let line = line.replace('\\', "\\e").replace('-', "\\-");
    if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line }
}

/// Every file, the manual page first: the order the program looks them up by.
fn files() -> Vec<(&'static str, String)> {
    let completions = SHELLS.map(|(_, shell, file)| (file, completions(shell)));
    [("flashback-tui.1", manual())].into_iter().chain(completions).collect()
}

#[test]
fn docs_for_shells_are_those_of_the_command_line() {
    let files = files();
    let all: String = files.iter().flat_map(|(_, text)| [text.as_str(), "\0"]).collect();
    let mut shipped = String::new();
    let compressed = fs::read(asset("shell.deflate")).unwrap_or_default();
    let is_shipped = DeflateDecoder::new(&*compressed).read_to_string(&mut shipped).is_ok() && shipped == all;
    let is_there = |(name, text): &(&str, String)| fs::read_to_string(asset(name)).is_ok_and(|found| found == *text);
    if is_shipped && files.iter().all(is_there) {
        return;
    }
    assert!(std::env::var_os("UPDATE_DOCS").is_some(), "assets: run UPDATE_DOCS=1 cargo test docs");
    fs::create_dir_all(asset("completions")).unwrap();
    for (name, text) in &files {
        fs::write(asset(name), text).unwrap();
    }
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(all.as_bytes()).unwrap();
    fs::write(asset("shell.deflate"), encoder.finish().unwrap()).unwrap();
}

#[test]
fn the_program_prints_them() {
    for (shell, _, file) in SHELLS {
        let text = fs::read_to_string(asset(file)).unwrap();
        Program::new().args(["completions", shell]).run().code(0).stdout_is(&text).stderr_is("");
    }
    let page = fs::read_to_string(asset("flashback-tui.1")).unwrap();
    Program::new().arg("man").run().code(0).stdout_is(&page).stderr_is("");
    Program::new().args(["completions", "tcsh"]).run().code(2).stderr_has("bash, zsh, fish, powershell");
    // Whoever sets them up has no configuration yet, or a broken one.
    Program::new().file("c.toml", "nonsense").args(["man", "--config", "c.toml"]).run().code(0).stderr_is("");
}

#[test]
fn nothing_is_offered_that_is_hidden() {
    for (name, text) in files() {
        assert!(!text.contains("--token ") && !text.contains("'--token'") && !text.contains("-l token "), "{name}");
    }
}

#[test]
fn the_page_says_of_every_option_what_it_does() {
    let page = fs::read_to_string(asset("flashback-tui.1")).unwrap();
    let mut blocks = page.split(".TP\n").skip(1);
    assert!(blocks.clone().count() > 20, "{page}");
    // The name, then what it does.
    assert_eq!(blocks.find(|block| block.lines().nth(1).is_none_or(|words| words.trim().is_empty())), None);
}

#[test]
fn fish_offers_files_for_files_and_for_nothing_else() {
    let text = fs::read_to_string(asset(SHELLS[2].2)).unwrap();
    let options: Vec<&str> = text.lines().filter(|line| line.contains(" -r")).collect();
    assert!(options.len() > 50, "{text}");
    for line in options {
        let is_file = ["-l token-file ", "-l input ", "-l ca-bundle ", "-l config ", "-l save "];
        let is_file = is_file.iter().any(|option| line.contains(option));
        assert_eq!(is_file, line.ends_with(" -r -F"), "{line}");
        assert!(is_file || line.contains(" -r -f"), "{line}");
    }
}

/// What bash completes at the end of a command line.
#[cfg(unix)]
fn completed_in_bash(words: &[&str]) -> Vec<String> {
    let script = r#"source "$1"; shift; set_up=$(complete -p flashback-tui) || exit 1
        complete=${set_up#*-F }
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"
        "${complete%% *}" flashback-tui "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
        printf '%s\n' "${COMPREPLY[@]}""#;
    let file = asset(SHELLS[0].2);
    let output = Process::new("bash").args(["--norc", "-c", script, "bash"]).arg(file).args(words).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[cfg(unix)]
#[test]
fn bash_completes_commands_options_and_values() {
    assert_eq!(completed_in_bash(&[NAME, "do"]), ["doctor"]);
    assert_eq!(completed_in_bash(&[NAME, "ls", "--sor"]), ["--sort"]);
    assert_eq!(completed_in_bash(&[NAME, "ls", "ai"]), ["ai-llms", "ai-api-keys"]);
    assert_eq!(completed_in_bash(&[NAME, "ls", "--output", "js"]), ["json", "jsonl"]);
    assert_eq!(completed_in_bash(&[NAME, "--theme", "col"]), ["colour-blind"]);
    assert_eq!(completed_in_bash(&[NAME, "completions", "f"]), ["fish"]);
    let offered = completed_in_bash(&[NAME, "--tok"]);
    assert_eq!(offered, ["--token-file", "--token-command"]);
}
