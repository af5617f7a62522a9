//! `config init`, `config path` and `config show`.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

use serde_json::Value;

use crate::config::{usual, with_config};
use crate::support::program::{Program, TOKEN};

const EXAMPLE: &str = include_str!("../../../assets/config.example.toml");

fn config(args: &[&str]) -> Program {
    Program::new().arg("config").args(args)
}

#[test]
fn init_writes_the_example_for_its_owner_alone_and_never_over_anything() {
    // Whatever the umask allows.
    let program = Program::shell(concat!("umask 000; exec ", env!("CARGO_BIN_EXE_flashback-tui"), " config init"));
    let path = usual(&program);
    program.run().code(0).stdout_is(&format!("wrote {}\n", path.display())).stderr_is("");
    assert_eq!(fs::read_to_string(&path).unwrap(), EXAMPLE);
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    fs::write(&path, "# mine\n").unwrap();
    program.run().code(1).stdout_is("").stderr_has("there is something already, and it is never overwritten");
    assert_eq!(fs::read_to_string(&path).unwrap(), "# mine\n");
}

#[test]
fn init_follows_no_link_and_says_why_it_cannot_write() {
    let program = config(&["init", "--config", "link.toml"]);
    symlink(program.home().join("target"), program.home().join("link.toml")).unwrap();
    program.run().code(1).stderr_has("there is something already");
    assert!(!program.home().join("target").exists());
    config(&["init", "--config", "no/such/folder.toml"]).run().code(1).stderr_has("its folder is not there");
    config(&["init"]).env("HOME", "").env("XDG_CONFIG_HOME", "").run().code(2).stderr_has("neither XDG_CONFIG_HOME");
    config(&["init"]).env("XDG_CONFIG_HOME", "/dev/null").run().code(1).stderr_has("cannot write /dev/null/");
    let named = config(&["init", "--config", "here.toml"]);
    named.run().code(0);
    assert_eq!(fs::read_to_string(named.home().join("here.toml")).unwrap(), EXAMPLE);
}

#[test]
fn a_disk_that_is_full_leaves_no_half_of_a_file() {
    // A limit on the size of files stands in for the full disk.
    let script = concat!("trap '' XFSZ; ulimit -f 0; exec ", env!("CARGO_BIN_EXE_flashback-tui"), " config init");
    let program = Program::shell(script);
    program.run().code(1).stdout_is("").stderr_has("cannot write");
    assert!(!usual(&program).exists());
}

#[test]
fn path_names_the_file_whether_it_is_there_or_not() {
    let program = config(&["path"]);
    let path = usual(&program).display().to_string();
    program.run().code(0).stdout_is(&format!("{path}\n")).stderr_is("");
    with_config(program, "this is broken").run().code(0).stdout_is(&format!("{path}\n"));
    config(&["path", "--config", "/a/b"]).run().code(0).stdout_is("/a/b\n");
    let homeless = config(&["path"]).env("XDG_CONFIG_HOME", "").env("HOME", "/home/me").run();
    homeless.code(0).stdout_is("/home/me/.config/flashback-tui/config.toml\n");
}

#[test]
fn the_example_changes_nothing() {
    let usual = config(&["show", "-o", "json"]).run();
    let with = with_config(config(&["show", "-o", "json"]), EXAMPLE).run();
    let settings = |output: &crate::support::program::Output| {
        serde_json::from_str::<Value>(&output.code(0).stdout).unwrap()["settings"].clone()
    };
    assert_eq!(settings(&usual), settings(with.stderr_is("")));
}

#[test]
fn show_tells_each_value_and_where_it_came_from_and_no_secret() {
    let text = "default_profile = 'a'\n[profiles.a]\napi_url = 'https://a.example'\n\
                token_command = ['pass', 'show', 'canary']\n[ui]\nascii = true\n";
    let program =
        with_config(config(&["show", "--timeout", "3", "--max-time", "60"]).env("FLASHBACK_WORKSPACE", "ws"), text);
    let output = program.run();
    output.code(0).stderr_is("").nowhere("canary");
    let rows: Vec<Vec<&str>> = output
        .stdout
        .lines()
        .skip(2)
        .map(|line| line.split("  ").filter(|it| !it.is_empty()).map(str::trim).collect())
        .collect();
    for row in [
        ["KEY", "VALUE", "FROM"],
        ["profile", "a", "config file"],
        ["api_url", "https://a.example", "profile a"],
        ["workspace", "ws", "FLASHBACK_WORKSPACE"],
        ["token", "the program `pass ...`", "profile a"],
        ["timeout", "3 s", "--timeout"],
        ["connect_timeout", "5 s", "default"],
        ["max_time", "60 s", "--max-time"],
        ["max_body", "512M", "default"],
        ["color", "yes", "default"],
        ["ascii", "yes", "config file"],
    ] {
        assert!(rows.contains(&row.to_vec()), "{row:?} in\n{output}");
    }
    let json = with_config(config(&["show", "-o", "json"]).env("FLASHBACK_TOKEN", TOKEN), text).run();
    let value: Value = serde_json::from_str(&json.code(0).nowhere(TOKEN).stdout).unwrap();
    assert!(value["file"].as_str().unwrap().ends_with("config.toml"));
    let token = value["settings"].as_array().unwrap().iter().find(|row| row["key"] == "token").unwrap();
    assert_eq!((token["from"].as_str(), token["name"].as_str()), (Some("environment"), Some("FLASHBACK_TOKEN")));
}

#[test]
fn a_token_in_place_of_a_path_is_not_repeated() {
    let canary = "eyJhbGciOi.canary-of-a-token-in-the-wrong-place";
    let text = format!("[profiles.p]\ntoken_file = '{canary}'\n");
    for task in [&["config", "show"][..], &["config", "show", "-o", "json"], &["doctor"]] {
        let run = |program: Program| program.args(task).run();
        let profile = run(with_config(Program::new().args(["-p", "p"]), &text));
        let outputs = [
            run(Program::new().args(["--token-file", canary])),
            run(Program::new().env("FLASHBACK_TOKEN_FILE", canary)),
        ];
        for output in outputs.iter().chain([&profile]) {
            output.stdout_has("could be a token").nowhere("canary");
        }
    }
}
