//! The harness proves itself on children of known behaviour: a check that cannot fail counts as missing.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use serde_json::Value;

use super::bodies;
use super::program::Program;
use super::screen::{Key, Terminal};
use super::server::{Reply, Server};

#[test]
fn a_child_has_its_own_environment_and_input_and_its_output_is_caught() {
    let script = "cat; echo \"[$HOME][${CARGO_MANIFEST_DIR-unset}][$K][$1]\"; echo oops >&2; exit 4";
    let program = Program::shell(script).args(["sh", "an argument"]).env("K", "v").stdin("typed ");
    let output = program.run();
    let expected = format!("typed [{}][unset][v][an argument]\n", program.home().display());
    output.code(4).stdout_is(&expected).stderr_is("oops\n").nowhere("typed twice");
    assert!(catch_unwind(AssertUnwindSafe(|| output.nowhere("oops").code(4))).is_err(), "a leak must fail");
    let started = Program::shell("exec sleep 30").start();
    started.signal("TERM");
    assert_eq!(started.finish().code, None, "a signal ends it without a code");
}

#[test]
fn a_terminal_shows_what_a_program_draws_and_tells_it_keys_and_sizes() {
    let script = r#"
        stty -echo -icanon min 1; printf '\033[?1049h\033[?25l\033[?2004h\033[3;5H\033[1;7;31mhello\033[0m'
        trap 'printf "\033[1;1Hsize %s." "$(stty size)"' WINCH
        while :; do read -r line || continue; case $line in
            quit) printf '\033[?2004l\033[?25h\033[?1049l'; stty echo icanon; exit 3;;
            *) printf '\033[5;1Hgot %s.' "$line";;
        esac; done"#;
    let session = Terminal::spawn(Program::shell(script), 40, 10);
    session.wait_for("    hello");
    assert!(session.alternate_screen() && session.cursor_hidden() && session.bracketed_paste());
    assert_eq!((session.find("hello"), session.row(2).as_str()), (Some((2, 4)), "    hello"));
    let style = session.cell_style(2, 4);
    assert!(style.bold && style.inverse && style.fg == vt100::Color::Idx(1), "{style:?}");
    assert!(catch_unwind(AssertUnwindSafe(|| session.assert_restored())).is_err(), "nothing is restored yet");

    session.send("abc");
    session.send_key(Key::Enter);
    session.wait_for("got abc.");
    let drawn = session.quiet(Duration::from_millis(50));
    assert_eq!((session.bytes_during(Duration::from_millis(50)), session.bytes_written()), (0, drawn));
    session.resize(60, 20);
    session.wait_for("size 20 60.");
    session.send("quit\n");
    assert_eq!(session.wait_exit().exit_code(), 3);
    session.assert_restored();
    assert!(session.raw().ends_with(b"\x1b[?1049l"), "the stream is kept");
}

#[test]
fn a_terminal_left_in_a_mess_is_noticed() {
    let session = Terminal::spawn(Program::shell(r"printf '\033[?1004;1000h\033[?1000l'; stty -echo"), 40, 10);
    session.wait_exit();
    let failure = catch_unwind(AssertUnwindSafe(|| session.assert_restored())).expect_err("a mode is left on");
    let text = failure.downcast_ref::<String>().expect("a text");
    assert!(text.contains(r#"["1004"]"#) && text.contains("screen 40x10"), "{text}");
}

#[test]
fn a_server_answers_its_script_holds_back_and_writes_down_what_came() {
    let cut = Reply::cut(100, "{\"repos\"");
    let server = Server::new([Reply::json(503, "{}").header("retry-after", "1"), Reply::raw("not http"), cut]);
    let first = get(&server, "/repo?workspaceId=a%20b");
    assert!(first.starts_with("HTTP/1.1 503 ") && first.ends_with("\r\n\r\n{}"), "{first}");
    assert!(first.contains("retry-after: 1\r\n") && first.contains("content-type: application/json\r\n"), "{first}");
    assert_eq!(get(&server, "/"), "not http");
    assert!(get(&server, "/").contains("content-length: 100\r\n"));
    assert!(get(&server, "/").ends_with("\r\n\r\n{\"repos\""), "the last reply repeats");
    let requests = server.wait_requests(4);
    assert_eq!((requests[0].method.as_str(), requests[0].target.as_str()), ("GET", "/repo?workspaceId=a%20b"));
    assert_eq!((requests[0].header("X-Test"), requests[0].header("other")), (Some("yes"), None));

    let server = Server::with(|request| match request.target.as_str() {
        "/held" => Reply::json(200, "late").held(),
        _ => Reply::json(200, "0123456789").trickle(3, Duration::from_millis(1)),
    });
    drop(open(&server, "/held"));
    server.wait_hung_up(1);
    let mut held = open(&server, "/held");
    server.wait_requests(2);
    assert!(get(&server, "/slow").ends_with("0123456789"));
    server.release();
    let mut text = String::new();
    held.read_to_string(&mut text).unwrap();
    assert!(text.ends_with("late"), "{text}");
    assert!(TcpStream::connect(Server::refused_url().trim_start_matches("http://")).is_err());
}

#[test]
fn bodies_are_what_their_names_say() {
    let repos = |body: &str| serde_json::from_str::<Value>(body).unwrap()["repos"].as_array().unwrap().clone();
    assert_eq!((repos(&bodies::org(7)).len(), &repos(&bodies::org(7))[6]["name"]), (7, &"repo-006".into()));
    assert_eq!(repos(&bodies::one_bad_among_good())[1]["buckets"], "a string");
    let body = bodies::canaries();
    for (at, canary) in bodies::CANARIES {
        assert!(body.matches(canary).count() == 1 && canary.len() >= 24, "{at}");
        assert_eq!(body.matches(bodies::core(canary)).count(), 1, "{at} is not told apart by its core");
    }
    assert!(!["AKIA", "encrypted", "sk-", "ak-", "vector"].iter().any(|real| body.contains(real)), "{body}");
    let hostile = repos(&bodies::hostile_text());
    assert!(hostile[0]["buckets"][0]["folder"].as_str().unwrap().chars().any(bodies::is_hostile));
    assert_eq!(hostile[0]["createdAt"], "2024-01-15T10:00:00Z");
    assert!(!bodies::EXAMPLE.chars().any(bodies::is_hostile));
}

fn open(server: &Server, target: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server.url().trim_start_matches("http://")).unwrap();
    write!(stream, "GET {target} HTTP/1.1\r\nhost: test\r\nx-test: yes\r\n\r\n").unwrap();
    stream
}

fn get(server: &Server, target: &str) -> String {
    let mut text = String::new();
    open(server, target).read_to_string(&mut text).unwrap();
    text
}
