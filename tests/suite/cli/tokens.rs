//! Where the token may come from, that it arrives as a bearer token, and that it is never an argument and never printed.

use std::fs;

use crate::cli::{ls, serving};
use crate::support::bodies;
use crate::support::program::{Program, TOKEN};
use crate::support::server::{Reply, Server};

/// Runs `ls`, changed by `change`, and asserts that the server was shown `token` as the bearer token.
#[track_caller]
fn arrives(token: &str, change: impl FnOnce(Program) -> Program) {
    let server = serving(bodies::EXAMPLE);
    let output = change(Program::new().args(["ls", "--api-url", &server.url()])).run();
    output.code(0).stderr_is("").nowhere(token);
    let requests = server.requests();
    assert_eq!(requests.len(), 1, "{output}");
    assert_eq!(requests[0].header("authorization"), Some(format!("Bearer {token}").as_str()), "{output}");
}

/// The program with a file `name` in its working folder.
fn with_file(program: Program, name: &str, text: &str) -> Program {
    fs::write(program.home().join(name), text).expect("a file in the home folder");
    program
}

#[test]
fn the_token_comes_from_a_variable_a_file_or_standard_input() {
    arrives(TOKEN, |program| program.env("FLASHBACK_TOKEN", TOKEN));
    arrives(TOKEN, |program| with_file(program, "token", TOKEN).args(["--token-file", "token"]));
    arrives(TOKEN, |program| with_file(program, "token", TOKEN).env("FLASHBACK_TOKEN_FILE", "token"));
    arrives(TOKEN, |program| program.stdin(format!("{TOKEN}\n")).args(["--token-file", "-"]));
    arrives(TOKEN, |program| program.stdin(TOKEN).env("FLASHBACK_TOKEN_FILE", "-"));
}

#[test]
fn white_space_a_byte_order_mark_and_the_word_bearer_around_it_do_no_harm() {
    for text in [format!("  {TOKEN}\r\n"), format!("Bearer {TOKEN}"), format!("\u{feff}bearer   {TOKEN}\n\n")] {
        arrives(TOKEN, |program| program.env("FLASHBACK_TOKEN", text.trim_start_matches('\u{feff}')));
        arrives(TOKEN, |program| with_file(program, "token", &text).args(["--token-file", "token"]));
    }
}

#[test]
fn the_nearer_source_wins() {
    let both = |program| with_file(program, "env-file", "file-of-env").env("FLASHBACK_TOKEN_FILE", "env-file");
    let all = |program| both(program).env("FLASHBACK_TOKEN", "variable");
    arrives("variable", |program| program.env("FLASHBACK_TOKEN", "variable").env("FLASHBACK_TOKEN_FILE", ""));
    arrives("file-of-env", all);
    arrives("file-of-flag", |program| with_file(all(program), "f", "file-of-flag").args(["--token-file", "f"]));
}

#[test]
fn a_token_as_an_argument_is_refused_and_not_repeated() {
    let server = serving(bodies::EXAMPLE);
    let canary = "eyJhbGciOi-canary-of-a-token";
    let joined = format!("--token={canary}");
    for args in [&["--token", canary][..], &[&joined], &["ls", "--token", canary], &["ls", &joined, "repos"]] {
        let output = Program::new().asking(&server.url()).args(args).run();
        output.code(2).stdout_is("").stderr_has("FLASHBACK_TOKEN").stderr_has("renew it").nowhere(canary);
    }
    for args in [&[canary][..], &["ls", canary], &["ls", "-o", canary], &["ls", "--timeout", canary]] {
        Program::new().asking(&server.url()).args(args).run().code(2).stdout_is("").nowhere(canary);
    }
    let as_path = "eyJhbGciOi.canary-of-a-token-in-the-wrong-place";
    Program::new().args(["ls", "--token-file", as_path]).run().code(2).stdout_is("").nowhere(as_path);
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn a_token_that_no_header_can_carry_is_told_by_its_length_only() {
    for text in ["two words-canary", "line\nbreak-canary", "ümlaut-canary"] {
        let output = Program::new().args(["ls", "--token-file", "-"]).stdin(text).run();
        output.code(2).stdout_is("").stderr_has("standard input holds no usable token").nowhere("canary");
    }
}

#[test]
fn a_server_that_repeats_the_token_does_not_get_it_printed() {
    let body = format!(r#"{{"message":"bad token {TOKEN}"}}"#);
    for status in [400, 401, 500] {
        let server = Server::new([Reply::json(status, body.as_str())]);
        ls(&server, &[]).run().stdout_is("").stderr_has("bad token [token]").nowhere(TOKEN);
    }
}

#[test]
fn the_demo_takes_no_token_and_sends_none_away() {
    let server = serving(bodies::EXAMPLE);
    let output =
        Program::new().asking(&server.url()).env("FLASHBACK_TOKEN_FILE", "no/such").args(["ls", "--demo"]).run();
    output.code(0).stdout_has("Nightly database backups").stderr_is("");
    assert_eq!(server.requests().len(), 0);
}
