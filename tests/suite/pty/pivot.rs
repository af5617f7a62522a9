//! The same inventory by what its objects have.

use crate::pty::{branch, dashboard, demo, selected, shows, wait_selected};
use crate::support::screen::Key;
use crate::support::server::{Reply, Server};

#[test]
fn each_view_is_reached_by_its_key_and_left_by_the_first() {
    let session = demo(120, 40);
    wait_selected(&session, "Nightly database backups");
    for (key, title, row) in [
        ("2", "By workspace", "x9"),
        ("3", "By bucket", "2 repos"),
        ("4", "By credential", "4 repos"),
        ("5", "By AI LLM", "4 repos"),
        ("6", "By endpoint", "https://"),
    ] {
        session.send(key);
        session.wait_until(|screen| shows(screen, title) && shows(screen, row), title);
    }
    session.send("1");
    session.wait_until(|screen| shows(screen, "Repositories") && branch(screen, '▸', "Media archive"), "the tree");
}

const SHARED: &str = r#"{"success":true,"repos":[
  {"id":"a","name":"Archive","buckets":[{"bucketId":"x","bucket":{"id":"x","name":"Shared one","region":"north"}}]},
  {"id":"b","name":"Backups","buckets":[
    {"bucketId":"x","bucket":{"id":"x","name":"Shared one","region":"north"}},
    {"bucketId":"y","bucket":{"id":"y","name":"Lonely","region":"south"}}]}]}"#;

#[test]
fn a_bucket_leads_to_its_uses_and_a_search_narrows_them() {
    let server = Server::new([Reply::json(200, SHARED), Reply::json(200, SHARED)]);
    let session = dashboard(&server);
    wait_selected(&session, "Archive");
    session.send("3");
    session.wait_until(|screen| branch(screen, '▸', "Shared one x2") && branch(screen, '▸', "Lonely"), "both buckets");
    session.wait_for("this bucket is used 2 times, in 2 repositories");
    session.send("llj");
    session.wait_until(|screen| selected(screen).is_some_and(|row| row.contains("Backups")), "the second use");
    session.send("/south");
    session.send_key(Key::Enter);
    session.wait_until(|screen| shows(screen, "1 match in 1 bucket") && !shows(screen, "Archive"), "what matches");
    session.send_key(Key::Esc);
    session.wait_until(|screen| branch(screen, '▾', "Shared one x2"), "open as before");
    session.refresh();
    session
        .wait_until(|screen| branch(screen, '▾', "Shared one x2") && server.requests().len() == 2, "after a refresh");
    session.send("1");
    session.wait_until(|screen| shows(screen, "Repositories") && branch(screen, '▸', "Archive"), "the tree");
}
