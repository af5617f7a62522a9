//! `doctor`: what it says of each step, and that it ends as `ls` would.

use serde_json::Value;

use crate::cli::serving;
use crate::config::with_config;
use crate::support::bodies;
use crate::support::program::{Output, Program, TOKEN};
use crate::support::server::{Reply, Server};

fn doctor(server: &Server) -> Program {
    Program::new().asking(&server.url()).arg("doctor")
}

/// The outcome of a step in a report as JSON.
fn outcome(output: &Output, section: &str, step: &str) -> (String, String) {
    let report: Value = serde_json::from_str(&output.stdout).unwrap();
    let sections = report["sections"].as_array().unwrap();
    let steps = sections.iter().find(|it| it["title"] == section).unwrap()["steps"].as_array().unwrap();
    let step = steps.iter().find(|it| it["name"] == step).unwrap_or_else(|| panic!("{step}\n{output}"));
    (step["outcome"].as_str().unwrap().to_owned(), step["seen"].as_str().unwrap().to_owned())
}

#[test]
fn a_sound_installation_has_nothing_but_good_steps() {
    let server = serving(bodies::EXAMPLE);
    let output = doctor(&server).run();
    output.code(0).stderr_is("").nowhere(TOKEN).nowhere("FAIL").nowhere("odd ");
    for text in ["Configuration\n", "Network\n", "Answer\n", "Terminal\n", "as documented", "FLASHBACK_TOKEN", " ms)"] {
        output.stdout_has(text);
    }
    let json = doctor(&server).args(["-o", "json"]).run();
    for step in ["route", "connection", "HTTP", "GET /repo"] {
        assert_eq!(outcome(json.code(0), "Network", step).0, "good", "{step}");
    }
    assert_eq!(outcome(&json, "Terminal", "TERM"), ("good".to_owned(), "xterm-256color".to_owned()));
    // Each asks twice: on the way that is walked step by step, and for the answer.
    assert_eq!(server.requests().len(), 4);
}

#[test]
fn it_ends_with_the_code_that_ls_would_end_with() {
    let refused = Server::new([Reply::json(401, r#"{"message":"jwt expired"}"#)]);
    doctor(&refused).run().code(4).stdout_has("FAIL").stdout_has("jwt expired").nowhere(TOKEN);
    let html = serving("<html>");
    assert_eq!(outcome(doctor(&html).args(["-o", "json"]).run().code(6), "Network", "GET /repo").0, "bad");
    let nobody = Program::new().asking("http://127.0.0.1:9").args(["doctor", "-o", "json", "--timeout", "2"]).run();
    assert_eq!(outcome(nobody.code(5), "Network", "GET /repo").0, "bad");
    let none = Program::new().args(["doctor", "-o", "json", "--api-url", "http://127.0.0.1:9"]).run();
    assert_eq!(outcome(none.code(4), "Token", "token").0, "bad");
    assert_eq!(outcome(&none, "Network", "connection").0, "bad", "the way is walked all the same");
    assert_eq!(outcome(&none, "Network", "GET /repo").0, "skipped");
    Program::new().asking("nonsense").arg("doctor").run().code(2).stdout_has("must start with https://");
}

#[test]
fn a_configuration_that_cannot_be_read_is_a_step_that_failed() {
    let text = "[profiles.p]\napi_url = 7\n";
    let asked = |args: &[&str]| with_config(Program::new().args(args), text).run();
    let told = asked(&["doctor"]);
    told.code(2).stderr_is("").stdout_has("FAIL  config file").stdout_has(":2:11: ").stdout_has("profiles.p.api_url");
    let json = asked(&["doctor", "-o", "json"]);
    assert_eq!(outcome(json.code(2), "Configuration", "config file").0, "bad");
    assert_eq!(outcome(&json, "Network", "way to the API").0, "skipped");
    asked(&["ls"]).code(2).stdout_is("").stderr_has("profiles.p.api_url");
}

#[test]
fn without_a_token_the_way_is_checked_and_nothing_is_sent() {
    let server = serving(bodies::EXAMPLE);
    let output = Program::new().args(["doctor", "--api-url", &server.url()]).run();
    output
        .code(4)
        .stdout_has("FAIL  token")
        .stdout_has("no access token: none was given\n")
        .stdout_has("Give one by --tok");
    output.stdout_has("ok    connection").stdout_has("not asked without a token");
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn the_token_of_a_profiles_command_is_checked_and_what_is_not_used_is_named() {
    let server = serving(bodies::EXAMPLE);
    let with = |command: &str| {
        let text = format!("[profiles.p]\napi_url = '{}'\ntoken_command = {command}\n", server.url());
        with_config(Program::new().args(["doctor", "-o", "json", "-p", "p"]), &text)
    };
    let good = with("['/bin/sh', '-c', 'echo canary']").run();
    good.code(0).stderr_is("").nowhere("canary");
    let token = |output: &Output, step: &str| outcome(output, "Token", step);
    assert_eq!(token(&good, "token"), ("good".to_owned(), "usable, from the program `/bin/sh ...`".to_owned()));
    assert_eq!(outcome(&good, "Configuration", "token").1, "the program `/bin/sh ...`, from profile p");
    assert!(server.requests().iter().all(|it| it.header("authorization") == Some("Bearer canary")));
    let asked = server.requests().len();
    let failed = with("'echo sealed >&2; exit 3'").run();
    let said = "the command of the profile's token_command gave no token: it ended with exit code 3; it said: sealed";
    assert!(token(failed.code(2), "token").1.starts_with(said), "{failed}");
    assert_eq!(server.requests().len(), asked);
    let over = with("'echo canary'").env("FLASHBACK_TOKEN", TOKEN).env("FLASHBACK_TOKEN_COMMAND", "exit 1").run();
    let not_used = "FLASHBACK_TOKEN_COMMAND, the profile's token_command".to_owned();
    assert_eq!(token(over.code(0), "not used"), ("good".to_owned(), not_used));
}

#[test]
fn a_jwt_is_told_with_its_owner_and_its_end_and_never_itself() {
    /// Ann's, until the year 2100, until 2001, and without an end.
    const UNTIL_2100: &str = "eyJhbGciOiJub25lIn0.eyJlbWFpbCI6ImFubkBleGFtcGxlLmNvbSIsImV4cCI6NDEwMjQ0NDgwMH0.c2ln";
    const UNTIL_2001: &str = "eyJhbGciOiJub25lIn0.eyJlbWFpbCI6ImFubkBleGFtcGxlLmNvbSIsImV4cCI6MTAwMDAwMDAwMH0.c2ln";
    const ENDLESS: &str = "eyJhbGciOiJub25lIn0.eyJlbWFpbCI6ImFubkBleGFtcGxlLmNvbSJ9.c2ln";
    let server = serving(bodies::EXAMPLE);
    let with = |token: &str| {
        let output = doctor(&server).args(["-o", "json"]).env("FLASHBACK_TOKEN", token).run();
        output.code(0).nowhere(token);
        output
    };
    let expiry = |token: &str| outcome(&with(token), "Token", "expiry");
    assert_eq!(outcome(&with(UNTIL_2100), "Token", "owner").1, "ann@example.com");
    let (is, seen) = expiry(UNTIL_2100);
    assert!(is == "good" && seen.starts_with("2100-01-01 00:00:00Z, in "), "{seen}");
    let (is, seen) = expiry(UNTIL_2001);
    assert!(is == "odd" && seen.starts_with("2001-09-09 01:46:40Z, ") && seen.ends_with(" ago"), "{seen}");
    assert_eq!(expiry(ENDLESS), ("good".to_owned(), "it says none".to_owned()));
    assert_eq!(expiry(TOKEN), ("skipped".to_owned(), "not known, since it is no JWT".to_owned()));
}

#[test]
fn drift_from_the_documentation_is_counted_by_path() {
    let body = bodies::EXAMPLE.replace("\"READ\"", "\"OWNER\"").replace("\"folder\"", "\"directory\"");
    let output = doctor(&serving(body)).args(["-o", "json"]).run();
    output.code(0);
    let odd = |path: &str| outcome(&output, "Answer", path);
    assert_eq!(odd("repos[].apiKeys[].accessType"), ("odd".to_owned(), "value not documented (1x): OWNER".to_owned()));
    assert_eq!(odd("repos[].buckets[].directory").1, "not documented (1x)");
    assert_eq!(odd("repos[].buckets[].folder").1, "documented, not sent (1x)");
    let hostile = doctor(&serving(bodies::hostile_text())).run();
    assert!(!hostile.stdout.chars().any(|c| bodies::is_hostile(c) && c != '\n'), "{hostile}");
}

#[test]
fn remarks_of_the_configuration_are_steps_of_it() {
    let program = with_config(doctor(&serving(bodies::EXAMPLE)), "colour = 1");
    program.run().stdout_has("colour is not known and does nothing").stdout_has("odd");
    Program::new().args(["--demo", "doctor"]).run().code(0).stdout_has("the demo's own").stdout_has("not documented");
}

#[test]
fn it_tells_which_way_a_copy_would_go() {
    let server = serving(bodies::EXAMPLE);
    let seen = |arguments: &[&str], (name, value): (&str, &str)| {
        let output = doctor(&server).args(["-o", "json"]).args(arguments).env(name, value).run();
        outcome(output.code(0), "Terminal", "clipboard")
    };
    let (is, why) = seen(&["--clipboard", "off"], ("A", "b"));
    assert_eq!((is.as_str(), why.as_str()), ("skipped", "none: --clipboard is off"));
    assert_eq!(seen(&["--clipboard", "tmux"], ("A", "b")).1, "none: this is not inside of tmux");
    assert_eq!(seen(&["--clipboard", "osc52"], ("A", "b")).1, "the terminal by OSC 52, if it lets programs copy");
    assert_eq!(seen(&[], ("SSH_TTY", "/dev/pts/1")).1, "the terminal by OSC 52, if it lets programs copy");
    assert_eq!(seen(&[], ("TERM", "linux")).1, "none: this console has no clipboard");
    assert!(seen(&["--clipboard", "osc52"], ("STY", "1.x")).1.contains("through screen"));
}
