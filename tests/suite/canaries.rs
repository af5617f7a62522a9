//! The sweep for secrets: a value of its own in every sensitive field and in every source of the token, and none of
//! them, in no coding and in no piece, in anything that the program lets out.

use std::fs;
use std::path::Path;

use crate::support::bodies::{self, CANARIES};
use crate::support::leaks::assert_none;
use crate::support::program::{Output, Program, TOKEN};
use crate::support::screen::{Key, Session, Terminal};
use crate::support::server::{Reply, Server};

const KINDS: [&str; 6] = ["", "repos", "buckets", "api-keys", "ai-llms", "ai-api-keys"];
const FORMATS: [&str; 6] = ["tree", "table", "json", "jsonl", "csv", "md"];

/// Every secret there is, that of the token among them.
fn secrets() -> impl Iterator<Item = &'static str> {
    CANARIES.iter().map(|(_, canary)| *canary).chain([TOKEN])
}

/// The program with all the talk that a user could switch on.
fn talkative(server: &Server) -> Program {
    Program::new().asking(&server.url()).env("RUST_LOG", "trace").env("RUST_BACKTRACE", "full")
}

fn serving_canaries() -> Server {
    Server::new([Reply::json(200, bodies::canaries())])
}

#[track_caller]
fn assert_clean(output: &Output) {
    assert_none("standard output", &output.stdout_bytes, secrets());
    assert_none("standard error", output.stderr.as_bytes(), secrets());
}

/// Nothing was written to the home folder, or nothing with a secret in it.
#[track_caller]
fn assert_no_file_has_one(folder: &Path) {
    for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() {
            assert_no_file_has_one(&path);
        } else {
            assert_none(&path.to_string_lossy(), &fs::read(&path).expect("a file"), secrets());
        }
    }
}

#[test]
fn no_secret_in_any_kind_format_or_charset() {
    let server = serving_canaries();
    for kind in KINDS {
        for format in FORMATS {
            let args = ["ls", kind, "-o", format];
            let program = talkative(&server).args(args.iter().filter(|arg| !arg.is_empty()));
            let output = program.run();
            output.code(0);
            assert_clean(&output);
            assert_no_file_has_one(program.home());
        }
    }
    for format in FORMATS {
        let output = talkative(&server).env("LC_ALL", "C").args(["ls", "-o", format]).run();
        output.code(0);
        assert_clean(&output);
    }
}

#[test]
fn no_secret_in_any_failure() {
    // A gateway that returns the request, in each of the ways that it may.
    let echo = |status: u16| {
        Server::with(move |request| {
            let token = request.header("authorization").unwrap_or_default();
            let body = format!(r#"{{"success":false,"message":"bad {token}","error_code":"{token}"}}"#);
            Reply::json(status, body).header("retry-after", "0")
        })
    };
    for status in [200, 400, 401, 403, 404, 418, 429, 500, 503] {
        let output = talkative(&echo(status)).arg("ls").run();
        assert!(output.code.is_some_and(|code| code > 0), "{output}");
        assert_clean(&output);
    }
    let body = bodies::canaries();
    let (half, _) = body.split_at(body.len() / 2);
    for reply in [
        Reply::cut(body.len(), half),
        Reply::json(200, half),
        Reply::json(200, body.replace("\"key\":", "\"key\" ")),
        Reply::json(200, format!("[{body}]")),
        Reply::json(200, body.replace("\"repos\":[", "\"repos\":[[").replace("}]}", "}]]}")),
        Reply::text(500, body.as_str()).content_type("text/html"),
        Reply::text(302, "").header("location", &format!("https://{TOKEN}@h/?t={TOKEN}")),
    ] {
        let output = talkative(&Server::new([reply])).arg("ls").run();
        assert_clean(&output);
    }
    for args in [&["--token", TOKEN][..], &["ls", TOKEN], &["ls", "-o", TOKEN], &["-p", "x", TOKEN], &["doctor", TOKEN]]
    {
        let output = Program::new().args(args).run();
        output.code(2);
        assert_none("standard error", output.stderr.as_bytes(), [TOKEN]);
        assert_none("standard output", &output.stdout_bytes, [TOKEN]);
    }
}

#[test]
fn no_secret_in_what_the_doctor_and_the_configuration_say() {
    let server = serving_canaries();
    for args in [&["doctor"][..], &["doctor", "-o", "json"], &["config", "show"], &["config", "path"]] {
        let program = talkative(&server).args(args);
        let output = program.run();
        assert_clean(&output);
        assert_no_file_has_one(program.home());
    }
}

/// Presses every key that reveals nothing, at a usual and at a small size.
fn browse(session: &Session) {
    session.wait_for("My Backup Repository");
    for keys in ["l", "l", "l", "j", "j", "E", "J", "t", "t", "G", "k", "\t", "G", "t", "\t", "?"] {
        session.send(keys);
    }
    session.wait_for("one row down");
    session.send_key(Key::Esc);
    session.wait_gone("one row down");
    for _ in 0..12 {
        session.send("kt");
        session.send("t");
    }
    session.resize(60, 16);
    session.send("gEtGt\tG");
    session.refresh();
}

#[test]
fn no_secret_in_the_terminal_unless_it_is_revealed() {
    let server = serving_canaries();
    let session = Terminal::spawn(talkative(&server), 120, 40);
    browse(&session);
    server.wait_requests(2);
    assert_none("the command line", &session.command_line(), secrets());
    session.send("q");
    session.wait_exit();
    assert_none("the terminal", &session.raw(), secrets());
    assert_no_file_has_one(session.home());
}

#[test]
fn no_secret_in_the_command_line_of_the_process_wherever_the_token_is_from() {
    let server = Server::new([Reply::hold()]);
    let program = Program::new().args(["ls", "--api-url", &server.url(), "--token-file", "-"]).stdin(TOKEN);
    let running = program.start();
    server.wait_requests(1);
    assert_none("the command line", &running.command_line(), [TOKEN]);
    let running = talkative(&server).arg("ls").start();
    server.wait_requests(2);
    assert_none("the command line", &running.command_line(), [TOKEN]);
}

#[test]
fn no_secret_in_what_is_left_of_a_bug() {
    let server = serving_canaries();
    for place in ["draw", "task", "update", "keys"] {
        let session = Terminal::spawn(talkative(&server).env("FLASHBACK_TUI_FAULT", place), 120, 40);
        if matches!(place, "update" | "keys") {
            session.wait_for("My Backup Repository");
            session.send("j");
        }
        session.wait_exit();
        assert_none(place, &session.raw(), secrets());
    }
    let output = talkative(&server).arg("ls").env("FLASHBACK_TUI_FAULT", "ls").run();
    output.code(101);
    assert_clean(&output);
}

#[test]
fn a_secret_that_is_asked_for_is_found_by_the_sweep() {
    let output = talkative(&serving_canaries()).args(["ls", "-o", "json", "--show-secrets"]).run();
    let found = std::panic::catch_unwind(|| assert_clean(&output));
    assert!(found.is_err(), "the sweep sees nothing: {output}");
}
