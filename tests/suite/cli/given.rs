//! What the user gives is what the server gets: addresses, workspaces, flags before the environment, places of options.

use crate::cli::{ls, serving};
use crate::support::bodies;
use crate::support::program::Program;
use crate::support::server::Server;

/// Path and query of the one request that came.
#[track_caller]
fn target(server: &Server) -> String {
    let mut requests = server.requests();
    assert_eq!(requests.len(), 1, "{requests:#?}");
    let request = requests.remove(0);
    assert_eq!((request.method.as_str(), request.header("accept")), ("GET", Some("application/json")));
    request.target
}

#[test]
fn a_workspace_id_of_any_characters_arrives_encoded() {
    for (id, query) in [
        ("workspace-123", "?workspaceId=workspace-123"),
        ("eu compliance", "?workspaceId=eu%20compliance"),
        ("R&D/Köln=50%+1#?", "?workspaceId=R%26D%2FK%C3%B6ln%3D50%25%2B1%23%3F"),
        ("ü", "?workspaceId=%C3%BC"),
        ("", ""),
    ] {
        let server = serving(bodies::EXAMPLE);
        ls(&server, &["--workspace", id]).run().code(0);
        assert_eq!(target(&server), format!("/repo{query}"), "{id:?}");
    }
}

#[test]
fn a_path_in_the_address_is_kept() {
    for (prefix, path) in [("", "/repo"), ("/", "/repo"), ("/fb", "/fb/repo"), ("/a/b/", "/a/b/repo")] {
        let server = serving(bodies::EXAMPLE);
        Program::new().asking(&format!("{}{prefix}", server.url())).args(["ls", "-w", "w"]).run().code(0);
        assert_eq!(target(&server), format!("{path}?workspaceId=w"));
    }
}

#[test]
fn a_flag_beats_its_variable_which_beats_the_default() {
    let (meant, other) = (serving(bodies::EXAMPLE), serving(bodies::EXAMPLE));
    let with_env = |args: &[&str]| {
        Program::new().asking(&other.url()).env("FLASHBACK_WORKSPACE", "from env").args(args).run().code(0);
    };
    with_env(&["ls", "--api-url", &meant.url(), "-w", "from flag"]);
    assert_eq!((target(&meant).as_str(), other.requests().len()), ("/repo?workspaceId=from%20flag", 0));
    with_env(&["ls"]);
    assert_eq!(target(&other), "/repo?workspaceId=from%20env");
    let all = serving(bodies::EXAMPLE);
    with_env(&["ls", "--api-url", &all.url(), "-w", ""]);
    assert_eq!(target(&all), "/repo", "an empty flag means all, whatever the variable says");
}

#[test]
fn options_stand_before_or_after_the_command() {
    for args in [
        &["-w", "w", "--timeout", "9", "--show-secrets", "ls", "api-keys", "-o", "csv"][..],
        &["ls", "-w", "w", "--timeout", "9", "--show-secrets", "api-keys", "-o", "csv"],
        &["ls", "api-keys", "-o", "csv", "--show-secrets", "--timeout=9", "--workspace=w"],
    ] {
        let server = serving(bodies::EXAMPLE);
        let output = Program::new().asking(&server.url()).args(args).run();
        output.code(0).stdout_has("AKIAIOSFODNN7EXAMPLE").stderr_is("");
        assert_eq!(target(&server), "/repo?workspaceId=w");
    }
    let before = Program::new().args(["--demo", "ls", "repos", "-o", "csv"]).run();
    let after = Program::new().args(["ls", "repos", "-o", "csv", "--demo"]).run();
    after.code(0).stdout_is(&before.code(0).stdout);
}

#[test]
fn without_a_terminal_the_plain_program_behaves_as_ls() {
    let server = serving(bodies::EXAMPLE);
    let listed = ls(&server, &[]).run();
    Program::new().asking(&server.url()).run().code(0).stdout_is(&listed.code(0).stdout).stderr_is("");
    Program::new().arg("--demo").run().code(0).stdout_has("Nightly database backups").stderr_is("");
}
