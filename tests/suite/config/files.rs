//! Files: folders of good and bad ones with the words beside each, and files that are no files, or not ours.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cli::serving;
use crate::config::{restrict, usual, with_config};
use crate::support::bodies;
use crate::support::program::{Output, Program, TOKEN};

/// Name, content and expected words of each file in a folder.
fn cases(folder: &str) -> Vec<(String, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/data/config").join(folder);
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|it| it == "toml")).collect();
    paths.sort();
    assert!(paths.len() > 5);
    let case = |path: &PathBuf| {
        let expected = fs::read_to_string(path.with_extension("expected")).unwrap();
        (path.display().to_string(), fs::read_to_string(path).unwrap(), expected.trim_end().to_owned())
    };
    paths.iter().map(case).collect()
}

fn show() -> Program {
    Program::new().args(["config", "show"])
}

#[test]
fn every_valid_file_is_taken_with_the_expected_remarks() {
    for (name, text, expected) in cases("valid") {
        let program = with_config(show(), &text);
        let place = usual(&program).display().to_string();
        let output = program.run();
        let remarks: Vec<String> = expected.lines().map(|line| format!("note: {place}, {line}")).collect();
        assert_eq!(output.code(0).stderr.lines().collect::<Vec<_>>(), remarks, "{name}");
        output.nowhere("canary");
    }
}

#[test]
fn every_invalid_file_is_refused_with_file_line_column_and_key_and_never_the_value() {
    for (name, text, expected) in cases("invalid") {
        let program = with_config(show(), &text);
        let start = format!("error: {}:{expected}", usual(&program).display());
        let output = program.run();
        assert!(output.code(2).stderr.starts_with(&start), "{name}: expected {start}\n{output}");
        output.stdout_is("").nowhere("canary").nowhere("4711");
        assert_eq!(output.stderr.lines().count(), 1, "{name}\n{output}");
    }
}

#[test]
fn what_is_no_text_of_a_mebibyte_is_refused() {
    let refused = |bytes: &[u8], why: &str| {
        let program = with_config(show(), "");
        fs::write(usual(&program), bytes).unwrap();
        program.run().code(2).stdout_is("").stderr_has(why).stderr_has("--no-config").nowhere("canary");
    };
    refused(b"# ok\n# \xff\xfe canary", "line 2 is no UTF-8 text");
    refused(b"\x7fELF\x02\x01\x01\x00\xff", "line 1 is no UTF-8 text");
    let mut long = vec![b'#'; 1024 * 1024];
    with_long(&long).code(0);
    long.push(b'#');
    with_long(&long).code(2).stderr_has("it is larger than 1 MiB");
    let zeros = with_config(show(), "a\0b = 1");
    zeros.run().code(2).stderr_has(":1:2: this is no TOML");
}

fn with_long(bytes: &[u8]) -> Output {
    let program = with_config(show(), "");
    fs::write(usual(&program), bytes).unwrap();
    program.run()
}

#[test]
fn a_gigabyte_is_not_read() {
    let program = with_config(show(), "");
    // A hole: it takes no room on the disk.
    fs::File::options().write(true).open(usual(&program)).unwrap().set_len(1 << 30).unwrap();
    program.run().code(2).stderr_has("it is larger than 1 MiB");
}

#[test]
fn a_directory_a_pipe_and_a_device_are_no_files() {
    let directory = show();
    fs::create_dir_all(usual(&directory)).unwrap();
    directory.run().code(2).stderr_has("it is a directory");
    let pipe = with_config(show(), "");
    fs::remove_file(usual(&pipe)).unwrap();
    assert!(Command::new("mkfifo").arg(usual(&pipe)).status().unwrap().success());
    pipe.run().code(2).stderr_has("it is a pipe or a device, expected a file");
    for device in ["/dev/null", "/dev/zero"] {
        show().args(["--config", device]).run().code(2).stderr_has("it is a pipe or a device");
    }
    show().args(["--config", "/nowhere/at all"]).run().code(2).stderr_has("/nowhere/at all: there is no such file");
    show().args(["--config", "x", "--no-config"]).run().code(2).stdout_is("");
}

#[test]
fn a_file_that_others_may_write_is_refused_with_the_chmod_that_mends_it() {
    let server = serving(bodies::EXAMPLE);
    for mode in [0o660, 0o602, 0o666, 0o777] {
        let program = Program::new().arg("ls").env("FLASHBACK_TOKEN", TOKEN);
        let program = with_config(program, &format!("[profiles.a]\napi_url = '{}'", server.url())).args(["-p", "a"]);
        let path = usual(&program);
        restrict(&path, mode);
        let mend = format!("run chmod go-w {}", path.display());
        program.run().code(2).stderr_has(&format!("others may write it (mode {mode:o})")).stderr_has(&mend);
        assert!(Command::new("/bin/sh").args(["-c", mend.strip_prefix("run ").unwrap()]).status().unwrap().success());
        program.run().code(0);
    }
    // Through a link it is the file that counts.
    let link = show();
    let target = link.home().join("shared.toml");
    fs::write(&target, "").unwrap();
    restrict(&target, 0o666);
    fs::create_dir_all(usual(&link).parent().unwrap()).unwrap();
    symlink(&target, usual(&link)).unwrap();
    link.run().code(2).stderr_has("others may write it");
    restrict(&target, 0o644);
    link.run().code(0);
}

#[test]
fn a_file_of_another_user_is_refused() {
    let program = with_config(show(), "");
    // Only root can give a file away; elsewhere there is nobody to give it to.
    if std::os::unix::fs::chown(usual(&program), Some(4711), None).is_ok() {
        program.run().code(2).stdout_is("").stderr_has("it belongs to another user (uid 4711)");
    }
}

#[test]
fn nothing_is_ever_read_from_the_current_directory_or_above_it() {
    let evil = serving(bodies::EXAMPLE);
    let program = Program::new().args(["ls", "--api-url", "http://127.0.0.1:9", "--timeout", "1"]);
    let text = format!("default_profile = 'a'\n[profiles.a]\napi_url = '{}'\ntoken_file = 'token'\n", evil.url());
    let here = program.home().join("here");
    fs::create_dir_all(here.join("flashback-tui")).unwrap();
    for folder in [program.home(), here.as_path()] {
        for name in ["flashback-tui.toml", "config.toml", ".flashback-tui.toml", "flashback-tui/config.toml"] {
            fs::create_dir_all(folder.join(name).parent().unwrap()).unwrap();
            fs::write(folder.join(name), &text).unwrap();
        }
        fs::write(folder.join(".env"), format!("FLASHBACK_TOKEN=canary\nFLASHBACK_API_URL={}", evil.url())).unwrap();
        fs::write(folder.join("token"), "canary").unwrap();
    }
    for variables in [&[][..], &[("XDG_CONFIG_HOME", ".")], &[("XDG_CONFIG_HOME", ""), ("HOME", ".")]] {
        let mut command = program.command();
        command.current_dir(&here).envs(variables.iter().copied());
        let output = program.start_command(&mut command).finish();
        output.code(4).stderr_has("no access token").nowhere("canary");
    }
    assert_eq!(evil.requests().len(), 0);
}

#[test]
fn whatever_home_is_it_runs_with_the_defaults_and_makes_nothing() {
    let server = serving(bodies::EXAMPLE);
    for (home, xdg) in [
        (None, None),
        (Some(""), Some("")),
        (Some("/nowhere/at/all"), None),
        (Some("/dev/null"), None),
        (Some("/proc"), Some("/dev/null")),
        (Some("relative"), Some("relative\u{1b}[31m")),
    ] {
        let program = Program::new().asking(&server.url()).arg("ls");
        let mut command = program.command();
        for (name, value) in [("HOME", home), ("XDG_CONFIG_HOME", xdg)] {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        program.start_command(&mut command).finish().code(0).stderr_is("");
        assert_eq!(fs::read_dir(program.home()).unwrap().count(), 0, "{home:?} {xdg:?}");
    }
}
