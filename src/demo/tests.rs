//! The demo over a raw socket, so that nothing but the wire is relied on.

use std::time::Duration;

use serde_json::Value;
use tokio::net::TcpStream;

use super::{Demo, TOKEN, form_decoded};

/// Sends the text as it is and reads until the server closes, for at most ten seconds; answers head and body.
async fn exchange(demo: &Demo, request: &str) -> (String, Value) {
    let conversation = async {
        let stream = TcpStream::connect(demo.address).await.expect("the demo accepts connections");
        stream.writable().await.expect("the socket opens for writing");
        assert_eq!(stream.try_write(request.as_bytes()).expect("the request leaves"), request.len());
        let mut answer = Vec::new();
        loop {
            stream.readable().await.expect("the socket opens for reading");
            match stream.try_read_buf(&mut answer) {
                Ok(0) => return String::from_utf8(answer).expect("the answer is text"),
                Ok(_) => {}
                Err(error) => assert_eq!(error.kind(), std::io::ErrorKind::WouldBlock),
            }
        }
    };
    let answer = tokio::time::timeout(Duration::from_secs(10), conversation).await.expect("an answer within 10 s");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    (head.to_lowercase(), serde_json::from_str(body).expect("the body is JSON"))
}

async fn call(demo: &Demo, method: &str, target: &str, token: Option<&str>) -> (String, Value) {
    let authorization = token.map(|token| format!("Authorization: Bearer {token}\r\n")).unwrap_or_default();
    let request = format!("{method} {target} HTTP/1.1\r\nHost: demo\r\n{authorization}Connection: close\r\n\r\n");
    exchange(demo, &request).await
}

fn workspaces(body: &Value) -> Vec<&Value> {
    body["repos"].as_array().expect("repos").iter().map(|repo| &repo["workspaceId"]).collect()
}

#[tokio::test]
async fn the_organization_is_served_as_json_and_moves_with_each_answer() {
    let demo = Demo::start().await.expect("a free port");
    let (head, first) = call(&demo, "GET", "/repo", Some(TOKEN)).await;
    assert!(head.starts_with("http/1.1 200 ok\r\n"), "{head}");
    assert!(head.contains("content-type: application/json"), "{head}");
    assert_eq!(first["success"], true);
    assert_eq!(first["repos"].as_array().map(Vec::len), Some(20));
    let (_, second) = call(&demo, "GET", "/repo", Some(TOKEN)).await;
    assert_ne!(first, second);
    assert!(demo.url().starts_with("http://127.0.0.1:"), "{}", demo.url());
}

#[tokio::test]
async fn a_wrong_or_missing_token_is_refused_and_is_no_step() {
    let demo = Demo::start().await.expect("a free port");
    for token in [None, Some("other"), Some("demo-token2"), Some("")] {
        let (head, body) = call(&demo, "GET", "/repo", token).await;
        assert!(head.starts_with("http/1.1 401 "), "{token:?}: {head}");
        assert_eq!(
            body,
            serde_json::json!({"success": false, "message": "Invalid or expired token", "error_code": "UNAUTHORIZED"})
        );
    }
    let (_, body) = call(&demo, "GET", "/repo", Some(TOKEN)).await;
    assert!(!body.to_string().contains("CI deploy key"), "the first good answer is the asset");
}

#[tokio::test]
async fn other_paths_and_methods_are_refused_in_the_api_s_shape() {
    let demo = Demo::start().await.expect("a free port");
    for target in ["/", "/repos", "/repo/", "/repo/1"] {
        let (head, body) = call(&demo, "GET", target, Some(TOKEN)).await;
        assert!(head.starts_with("http/1.1 404 "), "{target}: {head}");
        assert_eq!(body["success"], false);
    }
    let (head, body) = call(&demo, "DELETE", "/repo", Some(TOKEN)).await;
    assert!(head.starts_with("http/1.1 405 "), "{head}");
    assert!(head.contains("allow: get"), "{head}");
    assert_eq!(body["error_code"], "METHOD_NOT_ALLOWED");
}

#[tokio::test]
async fn a_workspace_is_found_however_its_id_is_encoded() {
    let demo = Demo::start().await.expect("a free port");
    for encoded in ["ws-eu%20compliance", "ws-eu+compliance", "ws%2Deu%20compl%69ance"] {
        let (_, body) = call(&demo, "GET", &format!("/repo?x=1&workspaceId={encoded}"), Some(TOKEN)).await;
        assert_eq!(workspaces(&body), ["ws-eu compliance"; 5], "{encoded}");
    }
    let (head, body) = call(&demo, "GET", "/repo?workspaceId=nobody", Some(TOKEN)).await;
    assert!(head.starts_with("http/1.1 200 "), "{head}");
    assert_eq!(body, serde_json::json!({"success": true, "repos": []}));
    let (_, body) = call(&demo, "GET", "/repo?workspaceId=", Some(TOKEN)).await;
    assert!(workspaces(&body).len() >= 20, "an empty id means all");
}

#[tokio::test]
async fn a_dropped_demo_no_longer_answers() {
    let demo = Demo::start().await.expect("a free port");
    let address = demo.address;
    drop(demo);
    let gone = async {
        while TcpStream::connect(address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), gone).await.expect("the port closes within 10 s");
}

#[test]
fn form_decoding_takes_every_encoding_and_leaves_what_is_none() {
    for (encoded, plain) in [
        ("plain", "plain"),
        ("a+b%20c", "a b c"),
        ("%26%2F%3D%2b", "&/=+"),
        ("%C3%BC%f0%9f%a7%ac", "ü🧬"),
        ("100%", "100%"),
        ("%4", "%4"),
        ("%zz%+F", "%zz% F"),
        ("%FF", "\u{fffd}"),
        ("", ""),
    ] {
        assert_eq!(form_decoded(encoded), plain, "{encoded}");
    }
}
