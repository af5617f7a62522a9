//! Organizations of any size, and dashboards that have loaded them: what benches and the tests of work are made with.

use std::fmt::Write as _;
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use flashback_tui::app::fetching;
use flashback_tui::app::msg::{Loading, Msg, RequestId};
use flashback_tui::app::state::{About, State};
use flashback_tui::app::update::update;
use flashback_tui::model::inventory::{Inventory, Scope};
use flashback_tui::model::scan::Scanner;
use jiff::Timestamp;
use ratatui::layout::Size;

/// An answer of `n` repositories with two buckets, two API keys, an LLM and an AI API key each.
pub(crate) fn answer(n: usize) -> Vec<u8> {
    let secret =
        format!(r#"{{"key":"{0}","iv":"{1}","authTag":"{1}","message":"{0}{0}"}}"#, "k".repeat(44), "i".repeat(32));
    let mut out = String::from(r#"{"success":true,"repos":["#);
    for i in 0..n {
        let bucket = |b: usize| {
            format!(
                r#"{{"folder":"backups/nightly","master":{},"bucketId":"bucket-{i}-{b}","bucket":{{"id":"bucket-{i}-{b}","name":"Bucket {i} {b}","bucket":"bucket-{i}-{b}-eu","storageType":"S3","key":"AKIA0123456789EXAMPLE","secret":{secret},"endpoint":"https://s3.amazonaws.com","region":"eu-central-1","status":"ACTIVE","projectId":null,"createdAt":"2024-01-15T09:00:00.000Z"}}}}"#,
                b == 0
            )
        };
        let key = |k: usize| {
            format!(
                r#"{{"id":"key-{i}-{k}","name":"Key {k}","accessType":"READ","key":"AKIA0123456789EXAMPLE","secret":{secret},"createdAt":"2024-01-15T09:00:00.000Z"}}"#
            )
        };
        let comma = if i == 0 { "" } else { "," };
        write!(
            out,
            r#"{comma}{{"id":"{i:032}","name":"repo-{i:06} archive","storageType":"S3","mode":"MIRROR","workspaceId":"workspace-{:03}","buckets":[{},{}],"apiKeys":[{},{}],"aiLlms":[{{"aiLlmId":"llm-1","aiLlm":{{"id":"llm-1","orgId":"org-1","workspaceId":"workspace-001","userId":"user-1","name":"Shared","aiType":"OPENAI","endpoint":"https://api.openai.com/v1","key":"sk-0123456789abcdef","createdAt":"2024-01-15T09:00:00.000Z"}}}}],"aiApiKeys":[{{"id":"ai-{i}","name":"AI key","repoId":"{i:032}","key":"ak-0123456789abcdef","aiType":"OPENAI","createdAt":"2024-01-15T09:00:00.000Z","deletedAt":null}}],"createdAt":"2023-01-15T09:00:00.000Z","disabled":false}}"#,
            i % 8,
            bucket(0),
            bucket(1),
            key(0),
            key(1)
        )
        .expect("a string takes everything");
    }
    (out + "]}").into_bytes()
}

pub(crate) fn scan(answer: &[u8]) -> Inventory {
    let mut scanner = Scanner::default();
    let mut inventory = Inventory::default();
    for piece in answer.chunks(64 * 1024) {
        scanner.push(piece).expect("good JSON");
        std::iter::from_fn(|| scanner.next_whole()).for_each(|segment| inventory.push(Arc::new(segment)));
    }
    scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
    inventory.finish(&scanner.finish().expect("a good answer"));
    inventory
}

/// A dashboard that has loaded `n` repositories, everything open where asked for.
pub(crate) fn loaded(n: usize, open: bool) -> State {
    let mut state = State::new(About::default(), Scope::All, Size { width: 120, height: 40 }, Timestamp::UNIX_EPOCH);
    fetching::start(&mut state, Scope::All);
    let mut scanner = Scanner::default();
    for piece in answer(n).chunks(64 * 1024) {
        scanner.push(piece).expect("good JSON");
        while let Some(segment) = scanner.next_whole() {
            update(&mut state, Msg::Loading(RequestId(1), Loading::Part(Arc::new(segment), 0)));
        }
    }
    if let Some(segment) = scanner.seal() {
        update(&mut state, Msg::Loading(RequestId(1), Loading::Part(Arc::new(segment), 0)));
    }
    update(&mut state, Msg::Fetched(RequestId(1), Ok(scanner.finish().expect("a good answer"))));
    if open {
        press(&mut state, KeyCode::Char('E'));
    }
    state
}

pub(crate) fn press(state: &mut State, code: KeyCode) {
    update(state, Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)));
}
