//! A dashboard without a token, with one that is refused, and with one that says of itself until when it lives.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use vt100::Screen;

use crate::pty::{shows, wait_selected};
use crate::support::bodies;
use crate::support::program::{Program, TOKEN};
use crate::support::screen::{Key, Session, Terminal};
use crate::support::server::{Reply, Request, Server};

/// Ann's, until the year 2100.
const JWT: &str = "eyJhbGciOiJub25lIn0.eyJlbWFpbCI6ImFubkBleGFtcGxlLmNvbSIsImV4cCI6NDEwMjQ0NDgwMH0.";
/// Ann's, until 2001.
const EXPIRED: &str = "eyJhbGciOiJub25lIn0.eyJlbWFpbCI6ImFubkBleGFtcGxlLmNvbSIsImV4cCI6MTAwMDAwMDAwMH0.";

/// A dashboard over this server that is given no token; what `change` adds comes on top.
fn without(server: &Server, change: impl FnOnce(Program) -> Program) -> Session {
    Terminal::spawn(change(Program::new().args(["--api-url", &server.url()])), 120, 40)
}

fn bearer(request: &Request) -> &str {
    request.header("authorization").and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default()
}

fn bearers(server: &Server) -> Vec<String> {
    server.requests().iter().map(|request| bearer(request).to_owned()).collect()
}

/// Takes this token only.
fn takes(token: &'static str) -> Server {
    Server::with(move |request| if bearer(request) == token { Reply::json(200, bodies::org(6)) } else { refusal() })
}

/// A refusal as hostile as can be.
fn refusal() -> Reply {
    let page = "<html><title>Sign\u{1b}[31m in</title><script>x</script>";
    // The client takes no escape in a header; what is as bad in the upper half it does take.
    let challenge = "Bearer realm=\"\u{9b}31mowned\u{202e}\", error=\"invalid_token\"";
    Reply::text(401, page).content_type("text/html").header("www-authenticate", challenge)
}

fn asks(screen: &Screen) -> bool {
    shows(screen, "Access token") && shows(screen, "Type or paste it")
}

/// Waits for a file and gives what stands in it.
fn wait_file(path: &Path) -> String {
    let end = Instant::now() + Duration::from_secs(10);
    loop {
        match fs::read_to_string(path) {
            Ok(text) if text.ends_with('\n') => return text.trim().to_owned(),
            _ => assert!(Instant::now() < end, "no {}", path.display()),
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Waits until a process is gone; one that nobody waits for any more counts as gone.
fn wait_dead(pid: &str) {
    let end = Instant::now() + Duration::from_secs(10);
    let lives = || {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        stat.rsplit(')').next().is_some_and(|rest| !rest.is_empty() && !rest.trim_start().starts_with('Z'))
    };
    while lives() {
        assert!(Instant::now() < end, "process {pid} still lives");
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn d1_without_a_token_the_dashboard_asks_for_one_and_sends_nothing_before() {
    let server = takes(TOKEN);
    let session = without(&server, |program| program);
    session.wait_until(|screen| asks(screen) && shows(screen, "No access token was given"), "the question");
    for way in ["--token-file", "--token-command", "FLASHBACK_TOKEN,", "FLASHBACK_TOKEN_FILE", "the profile"] {
        session.wait_for(way);
    }
    session.send_key(Key::Esc);
    session.wait_until(|screen| !asks(screen) && shows(screen, "There is no access token yet"), "what to do then");
    session.refresh();
    session.wait_until(asks, "the question again");
    session.send("two words");
    session.wait_for("> •••••••••");
    session.send_key(Key::Enter);
    session.wait_for("9 bytes with white space");
    assert_eq!(server.requests().len(), 0, "nothing is sent without a token");
    session.send_key(Key::Ctrl('u'));
    session.paste(&format!("Bearer {TOKEN}\r\n"));
    session.wait_until(|screen| shows(screen, &format!("> {} ", "•".repeat(40))) || shows(screen, "•••"), "dots");
    session.send_key(Key::Enter);
    wait_selected(&session, "repo-000");
    assert_eq!(bearers(&server), [TOKEN]);
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
    let raw = String::from_utf8_lossy(&session.raw()).into_owned();
    assert!(!raw.contains(TOKEN) && !raw.contains("canary"), "never on the screen");
}

#[test]
fn d2_a_command_is_run_once_more_and_the_request_repeated_once() {
    let server = Server::with(|request| match bearer(request) {
        "token-1" if request.target.contains("ws-a") => refusal(),
        "token-1" | "token-2" => Reply::json(200, bodies::org(6)),
        _ => refusal(),
    });
    let command = "echo run >> runs; echo token-$(wc -l < runs | tr -d ' ')";
    let session = without(&server, |program| program.args(["--token-command", command]));
    wait_selected(&session, "repo-000");
    session.send("jjl");
    session.wait_for("Buckets 1");
    session.send("wws-a");
    session.wait_for("> ws-a");
    session.send_key(Key::Enter);
    session.wait_for("Repositories of ws-a");
    wait_selected(&session, "repo-002");
    session.wait_for("Buckets 1");
    assert_eq!(bearers(&server), ["token-1", "token-1", "token-2"]);
}

#[test]
fn d2_a_command_whose_tokens_are_all_refused_is_not_run_in_a_circle() {
    let server = Server::with(|_| refusal());
    let command = "echo run >> runs; echo token-$(wc -l < runs | tr -d ' ')";
    let session = without(&server, |program| program.args(["--token-command", command]));
    session.wait_until(|screen| asks(screen) && shows(screen, "The token was refused (401)"), "the question");
    session.quiet(Duration::from_millis(300));
    assert_eq!(bearers(&server), ["token-1", "token-2"]);
    let raw = String::from_utf8_lossy(&session.raw()).into_owned();
    assert!(!raw.contains("owned") && !raw.contains("\u{1b}[31m in"), "nothing of the challenge, nothing raw");
}

#[test]
fn d2_a_file_that_has_a_newer_token_is_read_again_by_itself() {
    let program = Program::new().file("token", "older\n");
    let path = program.home().join("token");
    // Before the first answer is there, the file has changed.
    let server = Server::with(move |request| match bearer(request) {
        "older" => {
            fs::write(&path, "newer\n").expect("the file");
            refusal()
        }
        "newer" => Reply::json(200, bodies::org(3)),
        _ => refusal(),
    });
    let session = Terminal::spawn(program.args(["--api-url", &server.url(), "--token-file", "token"]), 120, 40);
    wait_selected(&session, "repo-000");
    assert_eq!(bearers(&server), ["older", "newer"]);
}

#[test]
fn d4_a_file_that_is_deleted_later_leads_to_the_question() {
    let program = Program::new().file("token", "older\n");
    let path = program.home().join("token");
    let server = Server::with(move |request| match bearer(request) {
        "older" => {
            fs::remove_file(&path).ok();
            refusal()
        }
        _ => Reply::json(200, bodies::org(3)),
    });
    let session = Terminal::spawn(program.args(["--api-url", &server.url(), "--token-file", "token"]), 120, 40);
    session.wait_until(|screen| asks(screen) && shows(screen, "there is no such file"), "why, and the question");
    session.send("typed-token");
    session.send_key(Key::Enter);
    wait_selected(&session, "repo-000");
    assert_eq!(bearers(&server), ["older", "typed-token"]);
}

#[test]
fn d2_a_token_that_is_refused_after_hours_is_asked_for_over_the_data() {
    let good = || Reply::json(200, bodies::org(6));
    let server = Server::new([good(), refusal(), good()]);
    let session = without(&server, |program| program.env("FLASHBACK_TOKEN", TOKEN));
    wait_selected(&session, "repo-000");
    session.send("jjl");
    session.wait_for("Buckets 1");
    session.refresh();
    session.wait_until(|screen| asks(screen) && shows(screen, "What is shown stays"), "the question over the data");
    session.wait_for("repo-005");
    session.paste("another-token");
    session.wait_for("> •••");
    session.send_key(Key::Enter);
    session.wait_until(|screen| !asks(screen) && !shows(screen, "401") && shows(screen, "Buckets 1"), "the same place");
    wait_selected(&session, "repo-002");
    assert_eq!(bearers(&server), [TOKEN, TOKEN, "another-token"]);
}

#[test]
fn d2_a_403_has_its_own_words_and_asks_for_no_token() {
    let server = Server::with(|request| match request.target.as_str() {
        "/repo" => Reply::json(200, bodies::org(6)),
        _ => Reply::json(403, r#"{"message":"no role"}"#),
    });
    let session = without(&server, |program| program.env("FLASHBACK_TOKEN", TOKEN));
    wait_selected(&session, "repo-000");
    session.send("wws-a");
    session.wait_for("> ws-a");
    session.send_key(Key::Enter);
    session.wait_until(
        |screen| {
            shows(
                screen,
                "loading the repositories of ws-a failed: the token was accepted but is not allowed to see this (403)",
            )
        },
        "which workspace, and that it is not the token",
    );
    session.quiet(Duration::from_millis(200));
    assert!(!session.contents().contains("Access token"), "{}", session.contents());
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn d5_a_command_that_hangs_at_the_start_is_named_and_ends_with_the_program() {
    for (end, code) in [("TERM", 143), ("INT", 130), ("HUP", 129)] {
        let server = takes(TOKEN);
        let command = "sleep 1000 & echo $! > child; echo $$ > leader; wait";
        let program = Program::new().args(["--api-url", &server.url(), "--token-command", command]);
        let (leader, child) = (program.home().join("leader"), program.home().join("child"));
        let session = Terminal::spawn(program, 100, 30);
        let (leader, child) = (wait_file(&leader), wait_file(&child));
        if end == "TERM" {
            session.wait_for("waiting for the command of --token-command to give the token");
        }
        session.signal(end);
        assert_eq!(session.wait_exit().exit_code(), code, "{}", session.contents());
        wait_dead(&leader);
        wait_dead(&child);
        assert!(!String::from_utf8_lossy(&session.raw()).contains("\u{1b}[?"), "the terminal was touched");
    }
}

#[test]
fn d5_a_command_that_hangs_later_holds_up_neither_keys_nor_the_end() {
    let server = Server::new([Reply::json(200, bodies::org(6)), refusal()]);
    let command = "if [ -e ran ]; then echo $$ > leader; sleep 1000; fi; touch ran; echo token";
    let program = Program::new().args(["--api-url", &server.url(), "--token-command", command]);
    let leader = program.home().join("leader");
    let session = Terminal::spawn(program, 120, 40);
    wait_selected(&session, "repo-000");
    session.refresh();
    session.wait_for("asking --token-command for a newer token ...");
    let leader = wait_file(&leader);
    session.send("j");
    wait_selected(&session, "repo-001");
    let started = Instant::now();
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    assert!(started.elapsed() < Duration::from_secs(1), "{:?}", started.elapsed());
    wait_dead(&leader);
    session.assert_restored();
}

#[test]
fn d5_a_command_that_asks_on_the_terminal_is_told_that_it_may_not() {
    let server = takes(TOKEN);
    let session = without(&server, |program| program.args(["--token-command", "read -r x < /dev/tty; echo $x"]));
    assert_eq!(session.wait_exit().exit_code(), 2, "{}", session.contents());
    assert!(session.contents().contains("it asks on the terminal, which it may not use"), "{}", session.contents());
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn d5_a_command_that_writes_over_the_screen_is_stopped_before_it_does() {
    let server = Server::new([Reply::json(200, bodies::org(6)), refusal()]);
    let command = "if [ -e ran ]; then echo scribble-canary > /dev/tty; fi; touch ran; echo token";
    let session = without(&server, |program| program.args(["--token-command", command]));
    wait_selected(&session, "repo-000");
    session.refresh();
    session.wait_until(|screen| asks(screen) && shows(screen, "it asks on the terminal"), "why, and the question");
    assert!(!String::from_utf8_lossy(&session.raw()).contains("scribble-canary"), "{}", session.contents());
}

#[test]
fn d7_a_jwt_says_in_the_header_whose_it_is_and_an_idle_screen_still_writes_nothing() {
    let server = takes(JWT);
    let program = Program::new().asking(&server.url()).env("FLASHBACK_TOKEN", JWT);
    let session = Terminal::spawn(program, 160, 40);
    wait_selected(&session, "repo-000");
    let header = session.row(0);
    assert!(header.contains("ann@example.com  token ") && header.contains(" d "), "{header}");
    session.quiet(Duration::from_millis(200));
    assert_eq!(session.bytes_during(Duration::from_millis(500)), 0, "{}", session.contents());
}

#[test]
fn d7_an_expired_jwt_is_sent_all_the_same() {
    let server = takes(EXPIRED);
    let session = without(&server, |program| program.env("FLASHBACK_TOKEN", EXPIRED));
    wait_selected(&session, "repo-000");
    session.wait_for("token expired");
    assert_eq!(bearers(&server), [EXPIRED]);
}

#[test]
fn an_open_question_for_a_token_writes_nothing_and_ends_like_everything_else() {
    let server = takes(TOKEN);
    let session = without(&server, |program| program);
    session.wait_until(asks, "the question");
    session.send("abc");
    session.wait_for("> •••");
    session.quiet(Duration::from_millis(200));
    assert_eq!(session.bytes_during(Duration::from_millis(500)), 0, "{}", session.contents());
    session.send_key(Key::CtrlC);
    assert_eq!(session.wait_exit().exit_code(), 130);
    session.assert_restored();
}
