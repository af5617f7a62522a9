//! What holds for every frame: whatever is pressed, pasted, resized and answered.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Rect, Size};
use serde_json::{Value, json};

use crate::app::action::{self, Action};
use crate::app::mouse::{Did, Pointed};
use crate::app::msg::{Loading, Msg, RequestId};
use crate::app::state::Focus;
use crate::model::kind::Node;
use crate::model::text;
use crate::stream;
use crate::ui::tests::app::{App, DEMO, app, cut, document, refused, unavailable};

/// A credential no part of which may be seen, but for four characters at either end.
const CANARY: &str = "Zq7XwV9kJz3QyB5xKv8WqG4jXz6PfR2d";
/// So many of its characters in a row do not come by chance.
const PIECE: usize = 5;

#[derive(Debug, Clone)]
enum Step {
    Key(KeyEvent),
    Type(String),
    Paste(String),
    Resize(u16, u16),
    Reply(String),
    Part(String),
    Refused,
    Unavailable,
    Cut,
    Retrying,
    Progress(u64),
    /// All work in the background is done.
    Settled,
    /// So many seconds pass.
    Later(u64),
    Mouse(Did, u16, u16),
    /// An answer to a question that was given up.
    Late(Box<Self>),
}

/// Every key of the table but the one that reveals, and some that are in no table.
fn keys() -> impl Strategy<Value = KeyEvent> {
    let bound = action::bindings().filter(|binding| !matches!(binding.action, Action::Reveal));
    let mut keys: Vec<KeyEvent> = bound
        .flat_map(|binding| binding.keys)
        .map(|key| KeyEvent::new(key.code, if key.ctrl { KeyModifiers::CONTROL } else { KeyModifiers::NONE }))
        .collect();
    keys.extend([KeyCode::Delete, KeyCode::Insert, KeyCode::F(12), KeyCode::Null].map(KeyEvent::from));
    keys.push(KeyEvent::new(KeyCode::Char('x'), KeyModifiers::ALT));
    select(keys)
}

fn text() -> impl Strategy<Value = String> {
    let chars = prop_oneof![4 => any::<char>(), 4 => proptest::char::range(' ', '~'), 1 => select(vec!['\u{1b}', '\u{202e}', '\u{200b}', '日', '\u{301}', '🧬', '\u{200d}'])];
    // A typed `x` outside a prompt would be the key that reveals.
    vec(chars.prop_filter("reveals", |char| *char != 'x'), 0..24).prop_map(String::from_iter)
}

/// What may stand where the API page promises something else.
fn odd() -> impl Strategy<Value = Value> {
    prop_oneof![
        6 => text().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => vec(text(), 0..3).prop_map(Value::from),
        1 => text().prop_map(|text| json!({ "name": text, "deep": [[{}]] })),
        1 => Just(json!("2024-01-15T09:00:00Z")),
    ]
}

/// A credential in each of the shapes in which one may come.
fn hidden() -> impl Strategy<Value = Value> {
    select(vec![
        json!(CANARY),
        json!({ "key": CANARY, "iv": CANARY, "authTag": CANARY, "message": CANARY }),
        json!([CANARY, { "more": CANARY }]),
        json!({ "nested": { "name": CANARY } }),
    ])
}

fn item() -> impl Strategy<Value = Value> {
    let fields =
        (odd(), odd(), odd(), hidden(), hidden(), hidden(), any::<bool>(), select(vec!["bucket", "unit", "aiLlm"]));
    fields.prop_map(|(id, name, created, key, secret, other, wrapped, inner)| {
        let object = json!({ "id": id, "name": name, "createdAt": created, "key": key, "secret": secret, "status": "ACTIVE",
            "endpoint": format!("https://user:{CANARY}@host/path"), "clientSecret": other, "access_token": CANARY, "deletedAt": name });
        if wrapped { json!({ "folder": name, "master": wrapped, "bucketId": id, inner: object, "password": other }) } else { object }
    })
}

fn list() -> impl Strategy<Value = Value> {
    prop_oneof![6 => vec(prop_oneof![8 => item(), 1 => odd()], 0..4).prop_map(Value::from), 1 => odd()]
}

/// A list of credentials, in which one may also stand bare.
fn key_list() -> impl Strategy<Value = Value> {
    prop_oneof![6 => vec(prop_oneof![8 => item(), 1 => odd(), 1 => Just(json!(CANARY))], 0..4).prop_map(Value::from), 1 => odd()]
}

fn repo() -> impl Strategy<Value = Value> {
    let fields = (odd(), odd(), odd(), list(), key_list(), list(), key_list(), hidden());
    let whole = fields.prop_map(|(id, name, mode, buckets, keys, llms, ai_keys, secret)| {
        json!({ "id": id, "name": name, "mode": mode, "storageType": mode, "workspaceId": name, "buckets": buckets,
            "apiKeys": keys, "aiLlms": llms, "aiApiKeys": ai_keys, "createdAt": name, "disabled": id, "signingKey": secret })
    });
    prop_oneof![8 => whole, 1 => odd()]
}

fn answer() -> impl Strategy<Value = String> {
    let repos =
        vec(repo(), 0..5).prop_map(|repos| document(&repos.iter().map(Value::to_string).collect::<Vec<_>>().join(",")));
    prop_oneof![8 => repos, 1 => Just(DEMO.to_owned()), 1 => text()]
}

fn step() -> impl Strategy<Value = Step> {
    let replies = || {
        prop_oneof![
            4 => answer().prop_map(Step::Reply),
            1 => answer().prop_map(Step::Part),
            1 => select(vec![Step::Refused, Step::Unavailable, Step::Cut, Step::Retrying]),
            1 => any::<u64>().prop_map(Step::Progress),
        ]
    };
    let did = select(vec![Did::Press, Did::Drag, Did::Release, Did::WheelUp, Did::WheelDown]);
    prop_oneof![
        12 => keys().prop_map(Step::Key),
        1 => text().prop_map(Step::Type),
        1 => text().prop_map(Step::Paste),
        2 => (0..60_u16, 0..20_u16).prop_map(|(width, height)| Step::Resize(width, height)),
        1 => (60..220_u16, 0..70_u16).prop_map(|(width, height)| Step::Resize(width, height)),
        3 => replies(),
        5 => Just(Step::Settled),
        1 => select(vec![1, 61, 4000]).prop_map(Step::Later),
        1 => (did, 0..80_u16, 0..24_u16).prop_map(|(did, x, y)| Step::Mouse(did, x, y)),
        1 => select(vec!["/a", "/is:shared", "/kind:bucket", "/e", "/has:finding"]).prop_map(|text| Step::Type(text.to_owned())),
        1 => replies().prop_map(|step| Step::Late(Box::new(step))),
    ]
}

fn take(app: App, step: Step) -> App {
    match step {
        Step::Key(key) => app.send(Msg::Key(key)),
        Step::Type(text) => app.types(&text),
        Step::Paste(text) => app.send(Msg::Paste(text.into())),
        Step::Resize(width, height) => app.size(width, height),
        Step::Reply(json) => app.reply(&json),
        Step::Part(json) => app.part(&json),
        Step::Refused => app.fails(refused()),
        Step::Unavailable => app.fails(unavailable()),
        Step::Cut => app.fails(cut()),
        Step::Retrying => app.retrying(1),
        Step::Settled => app.settled(),
        Step::Later(seconds) => app.later(Duration::from_secs(seconds)).send(Msg::Tick),
        Step::Mouse(did, x, y) => app.send(Msg::Mouse(Pointed { did, x, y })),
        Step::Progress(bytes) => app.news(Loading::Progress(bytes)),
        Step::Late(step) => {
            let now = app.state.last_request;
            let mut app = app;
            app.state.last_request = RequestId(now.0.wrapping_sub(1));
            let mut app = take(app, *step);
            app.state.last_request = now;
            app
        }
    }
}

fn check(app: &mut App) -> Buffer {
    if let Some(node) = app.state.selected() {
        let inventory = &app.state.data.as_ref().unwrap().inventory;
        assert!(node.repo() < inventory.len(), "{node:?} is not there");
        if let Node::Item(repo, group, index) = node {
            assert!(index < inventory.shape(repo).count(group) as usize, "{node:?} is not there");
        }
    }
    let buffer = app.buffer();
    assert_eq!(buffer, app.buffer_anew(), "what was kept or made ready is not what is to be seen");
    let Size { width, height } = app.state.screen.size;
    assert_eq!(buffer.area, Rect { x: 0, y: 0, width, height });
    for y in 0..height {
        for x in 0..width {
            let symbol = buffer[(x, y)].symbol();
            if matches!(symbol.as_bytes(), [b' '..=b'~']) {
                continue;
            }
            assert!(text::is_safe(symbol), "{symbol:?} at {x},{y}");
            if text::width(symbol) > 1 {
                let covered = buffer.cell((x + 1, y)).map(Cell::symbol);
                assert!(matches!(covered, Some(" " | "")), "{symbol:?} at {x},{y} hides {covered:?}");
            }
        }
    }
    let bytes = app.paint();
    assert_eq!(stream::check(&bytes), Ok(()), "{}", app.frame());
    buffer
}

/// Fails where a part of the canary that may not be seen can be read in the frame, along a row or down the lines of a
/// pane in which it was wrapped.
fn check_canary(app: &App, buffer: &Buffer) {
    let layout = app.state.layout();
    let panes = [Some(buffer.area), layout.tree_inner(), layout.detail_inner(), layout.banner];
    for area in panes.into_iter().flatten() {
        let rows = (area.top()..area.bottom())
            .map(|y| (area.left()..area.right()).map(|x| buffer[(x, y)].symbol()).collect::<String>());
        let joined: String =
            rows.flat_map(|row| row.chars().collect::<Vec<_>>()).filter(|char| !char.is_whitespace()).collect();
        let core = CANARY.get(4..CANARY.len() - 4).unwrap();
        for piece in core.as_bytes().windows(PIECE).map(|piece| std::str::from_utf8(piece).unwrap()) {
            assert!(!joined.contains(piece), "{piece} of the canary is on the screen");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_events_breaks_a_frame_or_shows_a_credential(first in answer(), steps in vec(step(), 1..40)) {
        let mut app = app().reply(&first);
        app.state.mouse.is_on = true;
        for step in steps {
            app = take(app, step);
            let buffer = check(&mut app);
            check_canary(&app, &buffer);
            check_selection(&mut app, &buffer);
        }
    }
}

#[test]
fn a_revealed_credential_would_be_found() {
    let repo = json!({ "id": "a", "name": "b", "signingKey": CANARY }).to_string();
    for (width, height) in [(160, 50), (80, 24), (40, 12), (24, 30)] {
        let mut app = app().reply(&document(&repo)).size(width, height).keys("Tab x G");
        let buffer = app.buffer();
        let found = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check_canary(&app, &buffer)));
        assert!(found.is_err(), "{width}x{height}\n{}", app.frame());
    }
}

#[test]
fn a_narrower_header_says_less_but_never_comes_back_to_what_it_left_out() {
    let states = vec![
        app().reply(DEMO),
        app(),
        app().reply(DEMO).keys("r").fails(unavailable()),
        app().reply(DEMO).keys("w").types("ws-eu compliance").keys("Enter"),
    ];
    for mut app in states {
        let mut named = true;
        for width in (1..=220).rev() {
            app = app.size(width, 12);
            let frame = app.frame();
            let header = frame.lines().next().unwrap_or_default();
            let is_named = header.trim_start().starts_with("flashback-tui");
            assert!(named || !is_named, "{width}: {header}");
            named = is_named;
            assert!(named || width < 70, "{width}: {header}");
            assert!(!header.contains("backend") || named, "{width}: {header}");
        }
        assert!(!named);
    }
}

#[test]
fn every_size_draws_in_every_main_state() {
    let states = vec![
        app().fails(refused()),
        app().reply(DEMO).keys("l l l l Enter t"),
        app().reply(DEMO).keys("E G r").fails(unavailable()),
        app().reply(DEMO).keys("?"),
        app().reply(DEMO).keys("w").types("ws-eu compliance, and much more than there is room for"),
    ];
    for mut app in states {
        for width in 0..60 {
            for height in 0..20 {
                app = app.size(width, height);
                let buffer = check(&mut app);
                check_selection(&mut app, &buffer);
            }
        }
    }
}

/// The selected row can be seen and is marked, wherever a tree is drawn.
fn check_selection(app: &mut App, buffer: &Buffer) {
    let Some(area) = app.state.layout().tree_inner() else { return };
    let is_covered = app.state.overlay.is_some();
    if app.state.selected().is_none() || app.state.tree.is_empty() || is_covered || app.state.focus == Focus::Detail {
        return;
    }
    let background = app.theme.selected.bg;
    let marked = (area.top()..area.bottom()).filter(|y| buffer[(area.left(), *y)].style().bg == background).count();
    assert_eq!(marked, 1, "{}", app.frame());
}
