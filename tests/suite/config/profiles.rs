//! Profiles: what wins, whose token goes where, and the switch in the dashboard.

use std::fs;

use vt100::{Color, Screen};

use crate::cli::serving;
use crate::config::{restrict, with_config};
use crate::pty::{lines, shows};
use crate::support::bodies;
use crate::support::program::{Program, TOKEN};
use crate::support::screen::{Key, Session, Terminal};
use crate::support::server::{Reply, Server};

/// The bearer tokens a server was shown.
fn bearers(server: &Server) -> Vec<String> {
    let of = |request: &crate::support::server::Request| request.header("authorization").unwrap_or("none").to_owned();
    server.requests().iter().map(of).collect()
}

/// The program with two profiles, each with a token of its own, over these servers.
fn two(program: Program, [a, b]: [&Server; 2]) -> Program {
    for (name, token) in [("token-a", "canary-a"), ("token-b", "canary-b")] {
        let path = program.home().join(name);
        fs::write(&path, token).unwrap();
        restrict(&path, 0o600);
    }
    let text = format!(
        "default_profile = 'staging'\n\
         [profiles.staging]\napi_url = '{}'\ntoken_file = '../../token-a'\ncolor = 'green'\nworkspace = 'ws a'\n\
         [profiles.production]\napi_url = '{}'\ntoken_file = '../../token-b'\ncolor = '#ff0000'\n\
         [profiles.bare]\napi_url = '{}/bare'\n",
        a.url(),
        b.url(),
        b.url()
    );
    with_config(program, &text)
}

#[test]
fn each_profile_asks_its_own_api_with_its_own_token() {
    let (a, b) = (serving(bodies::EXAMPLE), serving(bodies::EXAMPLE));
    two(Program::new().arg("ls"), [&a, &b]).run().code(0).stderr_is("");
    two(Program::new().args(["ls", "--profile", "production"]), [&a, &b]).run().code(0);
    two(Program::new().arg("ls").env("FLASHBACK_PROFILE", "production"), [&a, &b]).run().code(0);
    assert_eq!((bearers(&a), bearers(&b)), (vec!["Bearer canary-a".to_owned()], vec!["Bearer canary-b".to_owned(); 2]));
    assert_eq!(a.requests()[0].target, "/repo?workspaceId=ws%20a");
    let unknown = two(Program::new().args(["ls", "-p", "prod"]), [&a, &b]).run();
    unknown.code(2).stderr_has("there is no profile `prod`").stderr_has("staging, production, bare");
}

#[test]
fn a_profile_without_a_token_sends_none_of_another() {
    let (a, b) = (serving(bodies::EXAMPLE), serving(bodies::EXAMPLE));
    two(Program::new().args(["ls", "-p", "bare"]), [&a, &b]).run().code(4).stderr_has("no access token");
    assert_eq!((a.requests().len(), b.requests().len()), (0, 0));
}

#[test]
fn a_profiles_token_is_never_sent_to_another_host() {
    let (a, b, canary) = (serving(bodies::EXAMPLE), serving(bodies::EXAMPLE), serving(bodies::EXAMPLE));
    let refused = |program: Program| {
        two(program, [&a, &b]).run().code(2).stdout_is("").stderr_has("belongs to the API of that profile");
    };
    refused(Program::new().args(["ls", "--api-url", &canary.url()]));
    refused(Program::new().arg("ls").env("FLASHBACK_API_URL", canary.url()));
    assert_eq!((a.requests().len(), canary.requests().len()), (0, 0));
    let given = Program::new().args(["ls", "--api-url", &canary.url()]).env("FLASHBACK_TOKEN", TOKEN);
    two(given, [&a, &b]).run().code(0);
    assert_eq!(bearers(&canary), [format!("Bearer {TOKEN}")]);
}

#[test]
fn a_token_of_the_environment_for_a_chosen_profile_is_told() {
    let (a, b) = (serving(bodies::EXAMPLE), serving(bodies::EXAMPLE));
    let output = two(Program::new().args(["ls", "-p", "production"]).env("FLASHBACK_TOKEN", TOKEN), [&a, &b]).run();
    output
        .code(0)
        .stderr_has("note: the token for profile production comes from FLASHBACK_TOKEN, not from the profile");
    assert_eq!(bearers(&b), [format!("Bearer {TOKEN}")]);
}

/// What stands in the first line, and how its first letter looks.
fn badge(screen: &Screen) -> (String, Color, bool) {
    let header = lines(screen).next().unwrap_or_default();
    let cell = screen.cell(0, 1).unwrap();
    (header.split_whitespace().next().unwrap_or_default().to_owned(), cell.fgcolor(), cell.inverse())
}

fn wait_badge(session: &Session, name: &str, color: Color) {
    session.wait_until(|screen| badge(screen) == (name.to_owned(), color, true), "the profile's name in its colour");
}

#[test]
fn the_dashboard_switches_live_and_shows_whose_data_it_is() {
    let a = serving(bodies::org(6));
    let b = Server::new([Reply::hold(), Reply::json(200, bodies::EXAMPLE)]);
    let session = Terminal::spawn(two(Program::new(), [&a, &b]), 100, 30);
    session.wait_for("repo-000");
    wait_badge(&session, "staging", Color::Idx(2));
    session.send("P");
    session.wait_until(|screen| shows(screen, "production") && shows(screen, "in use"), "the list of profiles");
    session.send_key(Key::Esc);
    session.wait_gone("in use");
    session.wait_for("repo-000");
    assert_eq!(b.requests().len(), 0);
    session.send("Pprod");
    session.wait_for("1 of 3");
    session.send_key(Key::Enter);
    // No byte has come of the new one, and nothing is left of the old one.
    b.wait_requests(1);
    session.wait_until(
        |screen| shows(screen, "Loading the repositories of all workspaces of production") && !shows(screen, "repo-0"),
        "an empty tree under the new name",
    );
    wait_badge(&session, "production", Color::Idx(196));
    b.release();
    session.wait_for("closed the connection");
    session.refresh();
    session.wait_for("My Backup Repository");
    assert_eq!(
        (bearers(&a), bearers(&b).pop()),
        (vec!["Bearer canary-a".to_owned()], Some("Bearer canary-b".to_owned()))
    );
    // One that has no token: asked for, and nothing is sent.
    let before = b.requests().len();
    session.send("Pbare");
    session.send_key(Key::Enter);
    session.wait_for("The profile bare has no token of its own");
    session.wait_for("belongs to another profile.");
    session.send_key(Key::Esc);
    session.wait_gone("Access token");
    session.send("Pstag");
    session.send_key(Key::Enter);
    session.wait_for("repo-000");
    assert_eq!((b.requests().len(), bearers(&a).last().unwrap().as_str()), (before, "Bearer canary-a"));
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
    session.assert_restored();
    assert!(!String::from_utf8_lossy(&session.raw()).contains("canary"));
}

#[test]
fn a_token_of_the_start_goes_to_no_other_profiles_host() {
    let (a, b) = (serving(bodies::org(6)), serving(bodies::EXAMPLE));
    let text = format!(
        "[profiles.same]\napi_url = '{}/path'\nworkspace = 'w'\n[profiles.other]\napi_url = '{}'\n",
        a.url(),
        b.url()
    );
    let session = Terminal::spawn(with_config(Program::new().asking(&a.url()), &text), 100, 30);
    session.wait_for("repo-000");
    session.send("Pother");
    session.send_key(Key::Enter);
    session.wait_for("The profile other has no token of its own");
    session.wait_for("belongs to another host.");
    session.send_key(Key::Esc);
    session.wait_gone("Access token");
    assert_eq!(b.requests().len(), 0);
    session.send("Psame");
    session.send_key(Key::Enter);
    session.wait_for("repo-000");
    assert_eq!(a.requests().last().unwrap().target, "/path/repo?workspaceId=w");
    session.send("Pno profile");
    session.send_key(Key::Enter);
    session.wait_until(|screen| badge(screen).0 == "flashback-tui", "the header without a profile");
    session.send("q");
    assert_eq!(session.wait_exit().exit_code(), 0);
}

#[test]
fn a_token_typed_for_a_profile_goes_to_that_profile_alone_and_is_forgotten_with_it() {
    let (a, b) = (serving(bodies::org(6)), serving(bodies::EXAMPLE));
    let session = Terminal::spawn(two(Program::new(), [&a, &b]), 100, 30);
    session.wait_for("repo-000");
    session.send("Pbare");
    session.send_key(Key::Enter);
    session.wait_for("Type or paste it");
    session.paste("canary-typed");
    session.wait_for("> ••••••••••••");
    session.send_key(Key::Enter);
    session.wait_for("My Backup Repository");
    assert_eq!((b.requests()[0].target.as_str(), bearers(&b)), ("/bare/repo", vec!["Bearer canary-typed".to_owned()]));
    session.send("Pstag");
    session.send_key(Key::Enter);
    session.wait_for("repo-000");
    session.send("Pbare");
    session.send_key(Key::Enter);
    session.wait_until(|screen| shows(screen, "Type or paste it") && !shows(screen, "•"), "the question again");
    assert_eq!((bearers(&a), b.requests().len()), (vec!["Bearer canary-a".to_owned(); 2], 1));
    session.send_key(Key::CtrlC);
    session.wait_exit();
    assert!(!String::from_utf8_lossy(&session.raw()).contains("canary"));
}

#[test]
fn remarks_are_told_before_the_screen_is_taken() {
    let program = with_config(Program::new().arg("--demo"), "colour = 'canary'\n[profiles.a]\n");
    let session = Terminal::spawn(program, 100, 30);
    session.wait_for("Nightly database backups");
    session.send("P");
    session.wait_for("the demo has no profiles");
    session.send("q");
    session.wait_exit();
    let raw = String::from_utf8_lossy(&session.raw()).into_owned();
    let (before, _) = raw.split_once("\u{1b}[?1049h").expect("the alternate screen");
    assert!(before.contains("line 1: colour is not known"), "{before:?}");
    assert!(!raw.contains("canary"));
}

#[test]
fn a_profiles_token_command_is_run_as_a_line_and_as_a_list() {
    let server = serving(bodies::EXAMPLE);
    for command in ["'echo Bearer printed'", "['/bin/sh', '-c', 'echo $0', 'printed']"] {
        let text = format!("[profiles.p]\napi_url = '{}'\ntoken_command = {command}\n", server.url());
        with_config(Program::new().args(["ls", "-p", "p"]), &text).run().code(0).stderr_is("");
    }
    assert_eq!(bearers(&server), ["Bearer printed"; 2]);
    let text = format!("[profiles.p]\napi_url = '{}'\ntoken_command = 'exit 3'\n", server.url());
    let failed = with_config(Program::new().args(["ls", "-p", "p"]), &text).run();
    failed.code(2).stderr_has("the command of the profile's token_command gave no token: it ended with exit code 3");
}

#[test]
fn after_a_switch_a_refusal_reads_the_token_of_the_profile_in_use_again() {
    let a = serving(bodies::EXAMPLE);
    let b = Server::with(|request| match request.header("authorization") {
        Some("Bearer canary-b2") => Reply::json(200, bodies::EXAMPLE),
        _ => Reply::json(401, "{}"),
    });
    let program = two(Program::new(), [&a, &b]);
    let runs = "echo run >> runs; echo canary-b$(wc -l < runs | tr -d ' ')";
    let text = format!(
        "default_profile = 'staging'\n\
         [profiles.staging]\napi_url = '{}'\ntoken_file = '../../token-a'\n\
         [profiles.production]\napi_url = '{}'\ntoken_command = \"{runs}\"\n",
        a.url(),
        b.url()
    );
    let session = Terminal::spawn(with_config(program, &text), 120, 30);
    session.wait_for("My Backup Repository");
    session.send("Pprod");
    session.wait_for("1 of 2");
    session.send_key(Key::Enter);
    b.wait_requests(2);
    session.wait_for("My Backup Repository");
    assert_eq!(bearers(&a), ["Bearer canary-a"]);
    assert_eq!(bearers(&b), ["Bearer canary-b1", "Bearer canary-b2"]);
}
