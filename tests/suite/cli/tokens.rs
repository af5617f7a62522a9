//! Where the token may come from, that it arrives as a bearer token, and that it is never an argument and never printed.

use std::time::{Duration, Instant};

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

#[test]
fn the_token_comes_from_a_variable_a_file_standard_input_or_a_command() {
    arrives(TOKEN, |program| program.env("FLASHBACK_TOKEN", TOKEN));
    arrives(TOKEN, |program| program.file("token", TOKEN).args(["--token-file", "token"]));
    arrives(TOKEN, |program| program.file("token", TOKEN).env("FLASHBACK_TOKEN_FILE", "token"));
    arrives(TOKEN, |program| program.stdin(format!("{TOKEN}\n")).args(["--token-file", "-"]));
    arrives(TOKEN, |program| program.stdin(TOKEN).env("FLASHBACK_TOKEN_FILE", "-"));
    let command = format!("echo 'Bearer {TOKEN}'");
    arrives(TOKEN, |program| program.args(["--token-command", &command]));
    arrives(TOKEN, |program| program.env("FLASHBACK_TOKEN_COMMAND", &command));
}

#[test]
fn i2_a_command_gets_nothing_that_the_caller_had_open() {
    let server = serving(bodies::EXAMPLE);
    for line in ["cat <&9", "cat /dev/fd/9", "ls /dev/fd/ >&2; false"] {
        let program = env!("CARGO_BIN_EXE_flashback-tui");
        let script = format!("exec 7<token 9<token; exec {program} ls --token-command '{line}'");
        let output = Program::shell(&script).file("token", TOKEN).env("FLASHBACK_API_URL", server.url()).run();
        output.code(2).stdout_is("").stderr_has("--token-command gave no token").nowhere(TOKEN);
        output.nowhere(" 7").nowhere(" 9 ");
    }
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn white_space_a_byte_order_mark_and_the_word_bearer_around_it_do_no_harm() {
    for text in [format!("  {TOKEN}\r\n"), format!("Bearer {TOKEN}"), format!("\u{feff}bearer   {TOKEN}\n\n")] {
        arrives(TOKEN, |program| program.env("FLASHBACK_TOKEN", text.trim_start_matches('\u{feff}')));
        arrives(TOKEN, |program| program.file("token", &text).args(["--token-file", "token"]));
    }
}

#[test]
fn d8_the_nearer_source_wins() {
    let with_file = |program: Program| {
        let program = program.file("env-file", "file-of-env").file("f", "file-of-flag");
        program.env("FLASHBACK_TOKEN_COMMAND", "echo command-of-env")
    };
    let all = |program| with_file(program).env("FLASHBACK_TOKEN", "variable").env("FLASHBACK_TOKEN_FILE", "env-file");
    arrives("file-of-flag", |program| all(program).args(["--token-file", "f"]));
    arrives("command-of-flag", |program| all(program).args(["--token-command", "echo command-of-flag"]));
    arrives("variable", |program| {
        with_file(program).env("FLASHBACK_TOKEN", "variable").env("FLASHBACK_TOKEN_FILE", "")
    });
    arrives("file-of-env", |program| with_file(program).env("FLASHBACK_TOKEN_FILE", "env-file"));
    arrives("command-of-env", with_file);
}

#[test]
fn d8_two_sources_of_the_same_rank_are_an_error_that_names_both() {
    let server = serving(bodies::EXAMPLE);
    let both = ls(&server, &[]).file("f", "canary-file").env("FLASHBACK_TOKEN_FILE", "f").run();
    both.code(2).stdout_is("").stderr_has("FLASHBACK_TOKEN and FLASHBACK_TOKEN_FILE are both set; unset the one");
    both.nowhere(TOKEN).nowhere("canary");
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn d1_without_a_token_nothing_is_sent_and_the_ways_to_give_one_are_named() {
    let server = serving(bodies::EXAMPLE);
    let output = Program::new().args(["ls", "--api-url", &server.url()]).run();
    output.code(4).stdout_is("");
    for way in
        ["--token-file", "--token-command", "FLASHBACK_TOKEN=", "FLASHBACK_TOKEN_FILE", "FLASHBACK_TOKEN_COMMAND"]
    {
        output.stderr_has(way);
    }
    output.stderr_has("token_file, token_command ").stderr_has("the dashboard also asks");
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn d4_a_file_that_others_can_read_is_refused_with_what_mends_it() {
    let server = serving(bodies::EXAMPLE);
    let readable = |args: &[&str]| {
        let program = ls(&server, &["--token-file", "token"]).file("token", TOKEN).args(args);
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o644);
        std::fs::set_permissions(program.home().join("token"), mode).expect("a mode for the file");
        program.run()
    };
    readable(&[]).code(2).stdout_is("").stderr_has("(its mode is 0644); run `chmod 600 token`, or give").nowhere(TOKEN);
    assert_eq!(server.requests().len(), 0);
    readable(&["--insecure-token-file"]).code(0).stderr_is("");
}

#[test]
fn d4_a_pipe_from_the_shell_is_read_and_one_that_never_ends_is_given_up() {
    let server = serving(bodies::EXAMPLE);
    let program = env!("CARGO_BIN_EXE_flashback-tui");
    let script = |writer: &str| {
        let url = server.url();
        Program::shell(&format!("{writer} | {program} ls --api-url {url} --token-file /dev/fd/3 3<&0 </dev/null"))
    };
    script(&format!("echo {TOKEN}")).run().code(0).stdout_has("My Backup Repository").stderr_is("");
    assert_eq!(server.requests()[0].header("authorization"), Some(format!("Bearer {TOKEN}").as_str()));
    let started = Instant::now();
    script("{ printf canary; sleep 6; }").run().code(2).stderr_has("the pipe did not end within 5 s").nowhere("canary");
    assert!(started.elapsed() >= Duration::from_secs(5), "{:?}", started.elapsed());
    Program::new().args(["ls", "--token-file", "/dev/zero"]).run().code(2).stderr_has("it is a device");
}

#[test]
fn d5_a_command_that_gives_no_token_is_told_with_what_it_said() {
    let server = serving(bodies::EXAMPLE);
    let with = |command: &str| ls(&server, &["--token-command", command]).run();
    let says = "error: the command of --token-command gave no token: it ended with exit code 7; it said: vault is \
                sealed; run it in a shell to see more\n";
    with("echo vault is >&2; echo sealed >&2; exit 7").code(2).stdout_is("").stderr_is(says);
    with("echo secret-canary; echo secret-canary >&2; exit 1").code(2).stderr_has("[token]").nowhere("canary");
    with("printf '\\033]0;x\\007' >&2; exit 1").code(2).stderr_has("\u{241b}]0;x").nowhere("\u{1b}");
    with("echo two; echo lines-canary").code(2).stderr_has("a line break; let the command print").nowhere("canary");
    with("true").code(4).stderr_has("the output of --token-command is empty");
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn i2_a_command_does_not_get_the_token_variable() {
    let command = "test -z \"${FLASHBACK_TOKEN+set}\" && test -n \"$HOME\" && echo from-command";
    arrives("from-command", |program| program.env("FLASHBACK_TOKEN", TOKEN).args(["--token-command", command]));
}

#[test]
fn d10_a_token_as_an_argument_is_refused_and_not_repeated() {
    let server = serving(bodies::EXAMPLE);
    let canary = "eyJhbGciOi-canary-of-a-token";
    let joined = format!("--token={canary}");
    let short = format!("-t{canary}");
    for args in [
        &["--token", canary][..],
        &[&joined],
        &["ls", "--token", canary],
        &["ls", &joined, "repos"],
        &["-t", canary],
        &["ls", &short],
    ] {
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
