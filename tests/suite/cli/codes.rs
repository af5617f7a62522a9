//! Each exit code: what ends with it, that a failure prints nothing on standard output and says why on standard error,
//! and that the token is on neither.

use std::io::{self, Read as _};

use crate::cli::{ls, serving};
use crate::support::bodies;
use crate::support::program::{Output, Program, TOKEN};
use crate::support::server::{Reply, Server};

/// Asserts a failure's whole contract.
#[track_caller]
fn fails(output: &Output, code: i32, says: &str) {
    output.code(code).stdout_is("").stderr_has(says).nowhere(TOKEN).nowhere("panicked");
    assert!(output.stderr.ends_with('\n') && !output.stderr.contains("\n\n\n"), "{output}");
}

/// Asserts that an answer makes `ls` fail.
#[track_caller]
fn answer_fails(reply: Reply, code: i32, says: &str) {
    fails(&ls(&Server::new([reply]), &[]).run(), code, says);
}

#[test]
fn code_0_is_for_an_answer_that_was_printed() {
    ls(&serving(bodies::EXAMPLE), &[]).run().code(0).stdout_has("My Backup Repository").stderr_is("");
    let nothing = ls(&serving(r#"{"success":true,"repos":[]}"#), &["-w", "quiet corner"]).run();
    nothing.code(0).stdout_is("").stderr_has("no repositories in quiet corner");
}

#[test]
fn code_1_is_for_what_has_no_code_of_its_own() {
    answer_fails(Reply::json(404, "{}"), 1, "there is no /repo at 127.0.0.1");
    answer_fails(Reply::json(302, "").header("location", "https://elsewhere.example/repo"), 1, "elsewhere.example");
}

#[cfg(target_os = "linux")]
#[test]
fn code_1_is_for_a_disk_that_is_full() {
    let server = serving(bodies::EXAMPLE);
    let program = ls(&server, &[]);
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("the device that is always full");
    fails(
        &program.start_command(program.command().stdout(full)).finish(),
        1,
        "No space left on device (os error 28)\nhint: Where the output goes no room is left",
    );
}

#[test]
fn code_2_is_for_a_command_line_or_configuration_that_cannot_be_used() {
    let server = serving(bodies::EXAMPLE);
    for (args, says) in [
        (&["lss"][..], "a similar subcommand exists: 'ls'"),
        (&["ls", "bucket"], "a similar value exists: 'buckets'"),
        (&["ls", "-o", "yaml"], "possible values: tree, table, json, jsonl, csv, md"),
        (&["ls", "--timeout", "soon"], "--timeout is `soon`, expected a number of seconds"),
        (&["ls", "--connect-timeout=-1"], "--connect-timeout is `-1`"),
        (
            &["ls", "buckets", "--fields", "regoin"],
            "--fields has `regoin`, which is no column of buckets; there are repoId",
        ),
        (&["ls", "usage", "--filter", "a"], "--filter does not go with `ls usage`"),
        (&["ls", "overview", "--sort", "name"], "--sort does not go with `ls overview`, which counts"),
        (&["ls", "--no-headers"], "--no-headers goes with the formats table, csv and md, and this one is tree"),
        (&["ls", "--timeout"], "a value is required for '--timeout <SECS>'"),
        (&["ls", "--api-url", "backend.example"], "must start with https:// or http://"),
        (&["ls", "--api-url", "https://u:pw-canary@h"], "must not hold a user name or password"),
        (&["ls", "--token-file", "no/such/file"], "cannot read the token from the file `no/such/file`"),
        (&["ls", "--token-file", "."], "it is a directory"),
    ] {
        let output = Program::new().asking(&server.url()).args(args).run();
        fails(&output, 2, says);
        output.nowhere("pw-canary");
    }
    let no_text = std::os::unix::ffi::OsStringExt::from_vec(b"canary\xff".to_vec());
    let program = Program::new().args(["ls", "--filter"]);
    let output = program.start_command(program.command().arg::<std::ffi::OsString>(no_text)).finish();
    fails(&output, 2, "what is no UTF-8 stands where text is expected: argument 3; type it again");
    output.nowhere("canary");
    assert_eq!(server.requests().len(), 0, "nothing is asked");
}

#[test]
fn code_4_is_for_no_token_and_for_one_that_the_api_refuses() {
    let server = serving(bodies::EXAMPLE);
    fails(&Program::new().args(["ls", "--api-url", &server.url()]).run(), 4, "\n  FLASHBACK_TOKEN=");
    fails(&ls(&server, &["--token-file", "-"]).stdin(" \n").run(), 4, "standard input is empty");
    assert_eq!(server.requests().len(), 0, "nothing is asked without a token");
    answer_fails(Reply::json(401, "{}"), 4, "the token was refused (401)");
    answer_fails(Reply::json(403, "{}"), 4, "not allowed to see this (403)");
}

#[test]
fn code_5_is_for_an_api_that_cannot_be_reached() {
    let at = |url: &str| Program::new().asking(url).args(["ls", "--connect-timeout", "1"]).run();
    fails(&at(&Server::refused_url()), 5, "refused the connection (3 tries)");
    fails(&at("https://no-such-host.invalid"), 5, "no-such-host.invalid");
    fails(&ls(&Server::new([Reply::hold()]), &["--timeout", "0.2"]).run(), 5, "no answer from 127.0.0.1");
    answer_fails(Reply::cut(5000, bodies::EXAMPLE), 5, "the connection was cut");
    answer_fails(Reply::json(500, "{}"), 5, "the API answered 500");
    for status in [429, 502, 503, 504] {
        let says = format!("the API answered {status} (3 tries)");
        answer_fails(Reply::json(status, "{}").header("retry-after", "0"), 5, &says);
    }
}

#[test]
fn code_6_is_for_an_answer_that_is_not_understood() {
    let page = "<!doctype html><title>Sign in</title>";
    answer_fails(Reply::text(200, page).content_type("text/html"), 6, "a web page, not JSON (text/html, 37 B)");
    for (body, says) in [
        ("", "the answer is empty (application/json, 0 B)"),
        ("plain words", "the answer is not JSON: it breaks at byte 0"),
        (r#"{"success":false,"message":"Out of order"}"#, "(success: false): Out of order"),
        (r#"{"success":true}"#, "no list `repos`"),
        (r#"{"success":true,"repos":{"id":"x"}}"#, "`repos` is an object, expected a list"),
        ("[]", "a list instead of an object"),
        (bodies::EXAMPLE.split_at(1000).0, "breaks off in the middle of its JSON, after 1000 bytes"),
        (r#"{"success":true,"repos":[{"id":?}]}"#, "it breaks at byte 31"),
    ] {
        answer_fails(Reply::json(200, body), 6, says);
    }
}

#[test]
fn code_130_is_for_ctrl_c_while_the_answer_is_awaited() {
    let server = Server::new([Reply::hold()]);
    let running = ls(&server, &[]).start();
    server.wait_requests(1);
    running.signal("INT");
    running.finish().code(130).stdout_is("").stderr_is("");
    server.wait_hung_up(1);
}

/// A list that waits for an answer, started by a line of the shell with `$program` set.
#[cfg(target_os = "linux")]
fn waiting(line: &str) -> (Server, crate::support::program::Running) {
    let server = Server::new([Reply::json(200, bodies::EXAMPLE).held()]);
    let program = Program::shell(line).env("program", env!("CARGO_BIN_EXE_flashback-tui")).asking(&server.url());
    let running = program.start();
    server.wait_requests(1);
    (server, running)
}

#[cfg(target_os = "linux")]
#[test]
fn code_129_is_for_a_terminal_that_has_gone_but_under_nohup_the_list_is_written() {
    let (_server, running) = waiting("exec $program ls");
    running.signal("HUP");
    running.finish().code(129).stdout_is("");
    let (server, running) = waiting("trap '' HUP; exec $program ls");
    running.signal("HUP");
    server.release();
    running.finish().code(0).stdout_has("My Backup Repository").stderr_is("");
}

#[cfg(target_os = "linux")]
#[test]
fn code_143_is_for_an_end_that_is_asked_for_also_where_the_caller_has_blocked_the_signal() {
    for (signal, code) in [("TERM", 143), ("INT", 130), ("HUP", 129), ("QUIT", 131)] {
        let (_server, running) = waiting("exec env --block-signal=TERM,INT,HUP,QUIT $program ls");
        running.signal(signal);
        running.finish().code(code).stdout_is("").stderr_is("");
    }
}

#[test]
fn code_141_is_for_a_reader_who_has_gone_and_it_is_quiet() {
    let server = serving(bodies::org(2000));
    for args in [&["-o", "json"][..], &["-o", "csv"], &["buckets"], &[]] {
        let (mut reader, writer) = io::pipe().expect("a pipe");
        let program = ls(&server, args);
        let running = program.start_command(program.command().stdout(writer));
        // As `head -c 1` does: one look, then gone, with most of the output still to come.
        reader.read_exact(&mut [0]).expect("the beginning of the output");
        drop(reader);
        running.finish().code(141).stderr_is("");
    }
    let help = Program::new().arg("--help");
    let (reader, writer) = io::pipe().expect("a pipe");
    drop(reader);
    help.start_command(help.command().stdout(writer)).finish().code(141).stderr_is("");
}
