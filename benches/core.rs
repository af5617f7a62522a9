//! What a load, a key and a frame cost, at 1 to 100,000 repositories of 2.9 kB each: `cargo bench`.
//!
//! Compare figures of one run; a key and a frame should cost the same at every size.

#![expect(clippy::expect_used, reason = "a benchmark that can not go on may as well stop")]

use std::fmt::Write as _;
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use divan::Bencher;
use flashback_tui::app::fetching;
use flashback_tui::app::msg::{Loading, Msg, RequestId};
use flashback_tui::app::state::{About, State};
use flashback_tui::app::update::update;
use flashback_tui::model::id::{NodeKey, matching};
use flashback_tui::model::inventory::{Inventory, Scope};
use flashback_tui::model::kind::Node;
use flashback_tui::model::outline::Outline;
use flashback_tui::model::scan::Scanner;
use flashback_tui::ui;
use flashback_tui::ui::cache::ViewCache;
use flashback_tui::ui::theme::Theme;
use jiff::Timestamp;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Size;

const SIZES: [usize; 4] = [1, 1_000, 10_000, 100_000];

fn main() {
    divan::main();
}

/// An answer of `n` repositories with two buckets, two API keys, an LLM and an AI API key each.
fn answer(n: usize) -> Vec<u8> {
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

fn scan(answer: &[u8]) -> Inventory {
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
fn loaded(n: usize, open: bool) -> State {
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

fn press(state: &mut State, code: KeyCode) {
    update(state, Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn index(bencher: Bencher<'_, '_>, n: usize) {
    let answer = answer(n);
    bencher.counter(divan::counter::BytesCount::new(answer.len())).bench(|| scan(&answer));
}

#[divan::bench(args = SIZES)]
fn expand_all(bencher: Bencher<'_, '_>, n: usize) {
    let inventory = scan(&answer(n));
    let mut outline = Outline::default();
    outline.extend(&inventory);
    bencher.bench_local(|| outline.expand_all(&inventory));
}

#[divan::bench(args = SIZES)]
fn collapse_all(bencher: Bencher<'_, '_>, n: usize) {
    let inventory = scan(&answer(n));
    let mut outline = Outline::default();
    outline.extend(&inventory);
    bencher.bench_local(|| outline.collapse_all(&inventory));
}

#[divan::bench(args = SIZES)]
fn row_lookup(bencher: Bencher<'_, '_>, n: usize) {
    let inventory = scan(&answer(n));
    let mut outline = Outline::default();
    outline.extend(&inventory);
    outline.expand_all(&inventory);
    let middle = outline.len() / 2;
    bencher.bench_local(|| outline.node_at(middle, &inventory).map(|node| outline.row_of(node, &inventory)));
}

#[divan::bench(args = SIZES)]
fn key_down(bencher: Bencher<'_, '_>, n: usize) {
    let mut state = loaded(n, true);
    bencher.bench_local(|| press(&mut state, KeyCode::Down));
}

#[divan::bench(args = SIZES)]
fn key_down_and_frame(bencher: Bencher<'_, '_>, n: usize) {
    let mut state = loaded(n, true);
    let (theme, mut cache) = (Theme::colour(), ViewCache::default());
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a terminal in memory");
    bencher.bench_local(|| {
        press(&mut state, KeyCode::Down);
        terminal.draw(|frame| ui::view(&state, &theme, &mut cache, frame)).map(|_| ())
    });
}

#[divan::bench(args = SIZES)]
fn frame_from_nothing(bencher: Bencher<'_, '_>, n: usize) {
    let state = loaded(n, true);
    let theme = Theme::colour();
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a terminal in memory");
    bencher.bench_local(|| {
        let mut cache = ViewCache::default();
        terminal.draw(|frame| ui::view(&state, &theme, &mut cache, frame)).map(|_| ())
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn keep_the_place_over_a_refresh(bencher: Bencher<'_, '_>, n: usize) {
    let (old, new) = (scan(&answer(n)), scan(&answer(n)));
    let mut outline = Outline::default();
    outline.extend(&old);
    outline.expand_all(&old);
    bencher.bench_local(|| {
        let place = NodeKey::of(&old, Node::Repo(n / 2)).find(&new);
        (place, outline.carried_over(&new, &matching(&old, &new)))
    });
}
