//! What is found, and who uses what, in the real program: the lists, the way to an object and back.

use crate::pty::{branch, dashboard, selected, shows, wait_selected};
use crate::support::bodies::{self, CANARIES};
use crate::support::leaks::assert_none;
use crate::support::screen::Key;
use crate::support::server::{Reply, Server};

const SHARED: &str = r#"{"success":true,"repos":[
  {"id":"a","name":"Archive","mode":"MIRROR","workspaceId":"w","buckets":[
    {"bucketId":"x","bucket":{"id":"x","name":"Shared one","key":"AKIAIOSFODNN7EXAMPLE","endpoint":"https://s3.example.com"}}],
   "apiKeys":[{"id":"k","name":"Everything","accessType":"ADMIN","key":"fbk-1234567890abcdef"}]},
  {"id":"b","name":"Backups","workspaceId":"w","buckets":[
    {"bucketId":"x","master":true,"bucket":{"id":"x","name":"Shared one","key":"AKIAIOSFODNN7EXAMPLE"}},
    {"bucketId":"y","bucket":{"id":"y","name":"Healthy","key":"AKIAIOSFODNN8EXAMPLE","endpoint":"https://s3.example.com"}}]}]}"#;

#[test]
fn the_findings_are_listed_lead_to_their_objects_and_narrow_the_tree() {
    let server = Server::new([Reply::json(200, SHARED)]);
    let session = dashboard(&server);
    wait_selected(&session, "Archive");
    session.wait_until(|screen| selected(screen).is_some_and(|row| row.contains("Archive !!")), "the badge");
    session.send("!");
    session.wait_for("Findings by rule: ");
    session.wait_for("mirror-master-count");
    session.send_key(Key::Tab);
    session.wait_for("Findings by repository: ");
    session.send("jj\r");
    session.wait_gone("Findings by repository: ");
    session.wait_for("rule ");
    session.send("1gf");
    session.wait_for("/has:finding");
    session.wait_until(|screen| shows(screen, "Everything") && !shows(screen, "Healthy"), "what has findings");
    session.send("f");
    session.wait_gone("/has:finding");
}

#[test]
fn who_uses_it_is_listed_and_each_use_is_reached_and_left_again() {
    let server = Server::new([Reply::json(200, SHARED), Reply::json(200, SHARED)]);
    let session = dashboard(&server);
    wait_selected(&session, "Archive");
    session.send("llll");
    session.wait_until(|screen| selected(screen).is_some_and(|row| row.contains("Shared one x2")), "its bucket");
    session.send("u");
    session.wait_for("bucket x: 1 bucket, 2 repositories, 1 master");
    session.wait_for("rotate this: 1 bucket, 2 repositories, 1 master");
    session.refresh();
    session.wait_until(|screen| server.requests().len() == 2 && shows(screen, "rotate this:"), "it stays");
    session.send("jj\r");
    session.wait_until(
        |screen| selected(screen).is_some_and(|row| row.contains("★ Shared one")) && shows(screen, "Backups"),
        "the other use",
    );
    session.send("[");
    session.wait_until(|screen| selected(screen).is_some_and(|row| !row.contains('★')), "the first one");
    // On an endpoint of the view by endpoint nothing else is listed.
    session.send("6");
    session.wait_until(|screen| branch(screen, '▾', "https://s3.example"), "the view");
    session.send("g");
    session.wait_until(|screen| selected(screen).is_some_and(|row| row.contains("https://")), "the endpoint");
    session.send("u");
    session.wait_for("endpoint https://s3.example.com: 2 buckets, 2 repositories");
    session.wait_gone("rotate this:");
}

#[test]
fn no_secret_in_what_is_found() {
    let server = Server::new([Reply::json(200, bodies::canaries())]);
    let session = dashboard(&server);
    session.wait_for("My Backup Repository");
    session.send("!");
    session.wait_for("Findings by rule: ");
    session.send("G\r");
    session.wait_gone("Findings by rule: ");
    session.send("4");
    session.wait_for("By credential");
    session.send("Ez");
    session.wait_for("****");
    assert_none("the terminal", &session.raw(), CANARIES.iter().map(|(_, canary)| *canary));
}
