//! The way to the API step by step, over real connections.

use std::time::Duration;

use secrecy::SecretString;

use super::certificates::{Authority, TlsServer, expired, options_for};
use super::proxies::{NAME, Play, ProxyServer, hidden_api};
use super::server::{Raw, read_request};
use super::{ALLOWED, Server, Step as Played, answer};
use crate::api::Target;
use crate::api::probe::{Found, Patience, Stage, Step, probe};
use crate::model::failure::Link;

const PATIENCE: Patience = Patience { connect: Duration::from_secs(5), idle: Duration::from_secs(5) };

async fn walk(target: &Target) -> Vec<Step> {
    let steps = probe(target, Some(&SecretString::from("canary-token")), PATIENCE).await;
    assert!(!format!("{steps:?}").contains("canary"), "{steps:?}");
    steps
}

fn plain(url: &str) -> Target {
    Target::resolve(url, ALLOWED, &|_| None).unwrap()
}

fn trusting(url: &str, authority: &Authority, proxy: Option<&str>) -> Target {
    let environment = |name: &str| proxy.filter(|_| name == "HTTPS_PROXY").map(Into::into);
    options_for(url, Some(authority), &environment).target
}

fn stages(steps: &[Step]) -> Vec<Stage> {
    steps.iter().map(|step| step.stage).collect()
}

/// The sentence that the way ends with.
fn end(steps: &[Step]) -> &str {
    steps.last().unwrap().outcome.as_ref().map_or_else(|failure| failure.text.as_str(), |_| "it went through")
}

#[tokio::test]
async fn over_plain_http_there_are_a_name_a_connection_and_an_answer() {
    let server = Server::answering(answer("200 OK", "{}")).await;
    let steps = walk(&plain(&server.named("http://@/fb"))).await;
    assert_eq!(stages(&steps), [Stage::Name, Stage::Connect, Stage::Http]);
    assert_eq!(steps[2].outcome, Ok(Found::Answer(200)));
    let shown: Vec<String> = steps.iter().map(|step| step.outcome.as_ref().unwrap().to_string()).collect();
    assert_eq!(shown, ["127.0.0.1".to_owned(), server.named("@"), "200".to_owned()]);
    let request = server.requests().concat();
    assert!(request.starts_with("GET /fb/repo HTTP/1.1\r\n"), "{request}");
    let mut lines: Vec<&str> = request.trim_end().split("\r\n").skip(1).collect();
    lines.sort_unstable();
    let agent = concat!("user-agent: flashback-tui/", env!("CARGO_PKG_VERSION"));
    let host = server.named("host: @");
    let token = "authorization: Bearer canary-token";
    assert_eq!(lines, ["accept-encoding: gzip", "accept: application/json", token, &host, agent]);
}

#[tokio::test]
async fn without_a_token_the_way_is_walked_and_nothing_is_asked() {
    let server = Server::answering(answer("200 OK", "{}")).await;
    let steps = probe(&plain(&server.named("http://@")), None, PATIENCE).await;
    assert_eq!(stages(&steps), [Stage::Name, Stage::Connect]);
    assert_eq!(end(&steps), "it went through");
    assert_eq!(server.requests().concat(), "");
}

#[tokio::test]
async fn over_tls_the_roots_and_what_was_agreed_on_are_told() {
    let authority = Authority::new();
    let server = TlsServer::with(authority.issue(|_| {})).await;
    let steps = walk(&trusting(&server.url(), &authority, None)).await;
    assert_eq!(stages(&steps), [Stage::Roots, Stage::Name, Stage::Connect, Stage::Tls, Stage::Http]);
    let roots = steps[0].outcome.as_ref().unwrap().to_string();
    assert!(roots.ends_with(" bundled with the program, as the system has none, 1 named by you"), "{roots}");
    let Ok(Found::Tls { version, cipher }) = &steps[3].outcome else { panic!("{steps:?}") };
    assert!(*version == "TLS 1.3" && cipher.starts_with("TLS13_"), "{version} {cipher}");
    assert_eq!(server.requests(), 1);
    assert!(steps.iter().all(|step| step.took < Duration::from_secs(4)));
}

#[tokio::test]
async fn through_proxies_their_steps_are_told_as_well() {
    let authority = Authority::new();
    let api = hidden_api(&authority).await;
    let url = format!("https://{NAME}");
    let direct = [Stage::Roots, Stage::Name, Stage::Connect];
    let http = ProxyServer::http(Play::Lead(api.port)).await;
    let https = ProxyServer::https(&authority, Play::Lead(api.port)).await;
    let socks = ProxyServer::socks(Play::Login("me", "canary", api.port)).await;
    for (server, value, more) in [
        (&http, format!("http://me:canary@127.0.0.1:{}", http.port), &[Stage::Tunnel, Stage::Tls, Stage::Http][..]),
        (
            &https,
            format!("https://127.0.0.1:{}", https.port),
            &[Stage::ProxyTls, Stage::Tunnel, Stage::Tls, Stage::Http],
        ),
        (&socks, format!("socks5h://me:canary@127.0.0.1:{}", socks.port), &[Stage::Tunnel, Stage::Tls, Stage::Http]),
    ] {
        let steps = walk(&trusting(&url, &authority, Some(&value))).await;
        assert_eq!(stages(&steps), [&direct, more].concat(), "{steps:?}");
        assert_eq!(end(&steps), "it went through");
        assert!(!server.seen().contains("Bearer"), "{}", server.seen());
    }
    assert_eq!(api.requests(), 3);
}

#[tokio::test]
async fn the_way_ends_where_it_fails_with_the_sentence_of_the_client() {
    let steps = walk(&plain("http://nosuchhost.invalid")).await;
    assert_eq!((stages(&steps), end(&steps)), (vec![Stage::Name], "the name nosuchhost.invalid was not found"));

    let gone = Server::play([]).await;
    gone.gone().await;
    let steps = walk(&plain(&gone.named("http://@"))).await;
    assert_eq!((steps.len(), end(&steps)), (2, gone.named("@ refused the connection").as_str()));
    assert_eq!(steps[1].outcome.as_ref().unwrap_err().link, Link::Down);

    let authority = Authority::new();
    let server = TlsServer::with(authority.issue(expired)).await;
    let steps = walk(&trusting(&server.url(), &authority, None)).await;
    assert_eq!(end(&steps), format!("the certificate of 127.0.0.1:{} has expired on 2021-02-03", server.port));
    assert_eq!((steps.last().unwrap().stage, server.requests()), (Stage::Tls, 0));

    for (raw, text) in [
        (answer("401 No", "{}"), "the token was refused (401)"),
        (answer("302 Found", ""), "the API answered 302"),
        ("SSH-2.0-OpenSSH_9.6\r\n".to_owned(), "@ does not speak HTTP"),
        (String::new(), "@ closed the connection without an answer"),
    ] {
        let server = Server::play([Played::Answer(raw)]).await;
        let steps = walk(&plain(&server.named("http://@"))).await;
        assert_eq!((stages(&steps).last(), end(&steps)), (Some(&Stage::Http), server.named(text).as_str()));
    }

    let proxy = ProxyServer::http(Play::Say(b"HTTP/1.1 407 No\r\n\r\n")).await;
    let value = format!("http://127.0.0.1:{}", proxy.port);
    let steps = walk(&trusting("https://api.example", &authority, Some(&value))).await;
    assert_eq!(end(&steps), format!("the proxy {value} asks for a login (407)"));
    let proxy = ProxyServer::socks(Play::Refuse(5)).await;
    let value = format!("socks5h://127.0.0.1:{}", proxy.port);
    let steps = walk(&trusting("https://api.example", &authority, Some(&value))).await;
    assert_eq!(end(&steps), format!("the proxy {value} gave no way to api.example"));
}

#[tokio::test]
async fn each_step_ends_in_its_time() {
    let silent = Raw::new(|mut stream| async move {
        read_request(&mut stream).await;
        std::future::pending::<()>().await;
    })
    .await;
    let authority = Authority::new();
    let patience = Patience { connect: Duration::from_millis(100), idle: Duration::from_millis(200) };
    for (target, stage, text) in [
        (plain(&silent.url()), Stage::Http, "no answer from @ in 0.2 s"),
        (
            trusting(&silent.url().replace("http:", "https:"), &authority, None),
            Stage::Tls,
            "@ made no connection in 0.1 s",
        ),
    ] {
        let steps = probe(&target, Some(&SecretString::from("canary-token")), patience).await;
        let last = steps.last().unwrap();
        assert_eq!(
            (last.stage, end(&steps)),
            (stage, text.replace('@', &silent.url().replace("http://", "")).as_str())
        );
        let limit = if stage == Stage::Http { patience.idle } else { patience.connect };
        assert!(last.took >= limit && last.took < limit * 10, "{last:?}");
    }
}
