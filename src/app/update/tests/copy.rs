//! Copying: which value, what is said of how it went, and the plain screen.

use super::*;
use crate::app::copy::{Copyable, Outcome};
use crate::model::text;

const KEY: &str = "AKIAIOSFODNN7EXAMPLE";

/// A program that shows one repository whose bucket has a credential, selected, and all around it.
fn at_bucket() -> App {
    let json = format!(
        r#"{{"id":"r-1","name":"One","buckets":[{{"bucketId":"b-1","master":true,"bucket":{{"id":"b-1","name":"A\u001bB",
        "key":"{KEY}","secret":{{"iv":"canary-iv"}},"endpoint":"https://u:canary-pw@h","region":null}}}}]}}"#
    );
    let (segments, rest) = scanned(&json);
    let mut app = app();
    app.state.about.url = "https://h/repo".to_owned();
    let app = segments.into_iter().fold(app, |app, segment| {
        let news = Msg::Loading(app.request, Loading::Part(segment, rest.bytes));
        app.send(news)
    });
    let request = app.request;
    app.send(Msg::Fetched(request, Ok(rest))).forget_effects().keys("l l l l").wait(100).tick()
}

fn copied(id: u64, text: &str) -> Effect {
    Effect::Copy(id, text.into())
}

#[track_caller]
fn says(app: App, id: u64, outcome: Outcome, words: &str) -> App {
    let app = app.send(Msg::Copied(id, outcome));
    assert_eq!(app.state.notice.as_deref(), Some(words));
    app
}

fn items(app: &App) -> &[Copyable] {
    match &app.state.overlay {
        Some(Overlay::Copy(list)) => &list.items,
        other => panic!("no list is open but {other:?}"),
    }
}

fn item<'a>(app: &'a App, label: &str) -> &'a Copyable {
    items(app).iter().find(|item| item.label == label).unwrap_or_else(|| panic!("no {label}"))
}

#[test]
fn y_copies_the_id_and_says_what_the_way_can_promise() {
    let app = at_bucket().keys("y").expect_effects(&[copied(1, "b-1")]);
    let app = says(app, 1, Outcome::Sent, "sent ID to your terminal; if the paste is empty press p");
    let app = app.keys("Esc").expect("the next key takes it away", |state| state.notice.is_none());
    let app = app.keys("y").expect_effects(&[copied(2, "b-1")]);
    let app = says(app, 2, Outcome::Took("wl-copy"), "copied ID with wl-copy");
    let app = app.keys("h y");
    let app = app.expect("a list has none", |state| state.notice.as_deref().is_some_and(|it| it.contains("no id")));
    let app = app.expect_effects(&[]).keys("h h y").expect_effects(&[copied(3, "r-1")]);
    let app = says(app, 3, Outcome::Tmux, "copied ID to the tmux buffer and sent to the terminal");
    let app = app.size(40, 12).keys("y").expect_effects(&[copied(4, "r-1")]);
    says(app, 4, Outcome::Sent, "sent ID; paste empty: p");
    with("-").keys("y").expect_effects(&[]).expect("says so", |state| {
        state.notice.as_deref() == Some("it came without an id; Y lists what can be copied")
    });
    super::app().forget_effects().keys("y Y p").expect_effects(&[]);
}

#[test]
fn what_a_program_does_not_take_goes_to_the_terminal() {
    let app = at_bucket().keys("y").forget_effects();
    let app = app.send(Msg::Copied(1, Outcome::Failed("tmux refused it".to_owned())));
    let app = app.expect_effects(&[Effect::SendCopy(1, "b-1".into())]);
    let app =
        says(app, 1, Outcome::NoWay("--clipboard is off".to_owned()), "not copied: --clipboard is off; p prints it");
    let app = app.keys("y").forget_effects().send(Msg::Copied(1, Outcome::Sent));
    app.expect("what became of an older one is not told", |state| state.notice.is_none());
}

#[test]
fn the_list_has_every_field_masked_and_nothing_that_drives_a_terminal() {
    let app = at_bucket().keys("Y");
    for (label, text, masked) in [
        ("Name", "A\u{241b}B", false),
        ("Master", "true", false),
        ("Access key", "AKIA****MPLE", true),
        ("Secret", "****", true),
        ("Endpoint", "https://****@h", true),
        ("Bucket ID", "b-1", false),
        ("jq filter", r#".repos[] | select(.id? == "r-1") | .buckets[] | select(.bucketId? == "b-1")"#, false),
        ("curl", "curl -sS -H \"Authorization: Bearer $FLASHBACK_TOKEN\" 'https://h/repo'", false),
    ] {
        let item = item(&app, label);
        assert_eq!((item.text.text(), item.masked, item.revealed), (text, masked, false), "{label}");
    }
    let json = item(&app, "JSON");
    assert!(json.masked && json.text.text().contains(r#""name":"A\u001bB""#), "{}", json.text.text());
    assert!(items(&app).iter().all(|item| text::is_safe(item.text.text()) && !item.text.text().contains("canary")));
    assert!(!items(&app).iter().any(|item| item.label == "Region"), "null is nothing to copy");
    let shown = format!("{:?}", app.state.overlay);
    assert!(!shown.contains("AKIA"), "{shown}");
}

#[test]
fn typing_narrows_the_list_and_enter_copies() {
    let app = at_bucket().keys("Y").typed("access").keys("Enter");
    let app = app.expect_effects(&[copied(1, "AKIA****MPLE")]).expect("it is closed", |state| state.overlay.is_none());
    let app = says(app, 1, Outcome::Sent, "sent Access key (masked) to your terminal; if the paste is empty press p");
    let app = app.keys("Y").typed("p nothing").keys("Enter").expect_effects(&[]);
    let app = app.expect("p is a letter", |state| matches!(state.overlay, Some(Overlay::Copy(_)))).keys("Esc");
    let app = app.expect("left", |state| state.overlay.is_none());
    let app = app.keys("h Y").typed("jq").keys("Enter");
    app.expect_effects(&[copied(2, r#".repos[] | select(.id? == "r-1") | .buckets"#)]);
}

#[test]
fn a_revealed_value_is_copied_in_clear_and_forgotten_when_it_is_masked_again() {
    let app = at_bucket().keys("x Y");
    assert!(item(&app, "Access key").revealed && item(&app, "Secret").text.text() == "iv canary-iv");
    assert!(item(&app, "JSON").masked, "the JSON is masked in any case");
    let app = app.send(Msg::Resumed(Size { width: 120, height: 40 }));
    let app = app.expect("a list in clear does not stay", |state| state.overlay.is_none());
    let app = app.keys("x Y").typed("access").keys("Enter").expect_effects(&[copied(1, KEY)]);
    assert!(!format!("{:?}", app.state).contains(KEY) && !format!("{:?}", app.effects).contains(KEY));
    let app = says(app, 1, Outcome::Took("xclip"), "copied Access key with xclip");
    let app = app.keys("x").expect("masked and forgotten", |state| state.copied.is_none());
    app.keys("x Y")
        .typed("access")
        .keys("Enter")
        .keys("k")
        .expect("gone with the selection", |state| state.copied.is_none());
}

#[test]
fn p_prints_what_was_copied_else_what_would_be_and_any_key_returns() {
    let printed = |app: App, text: &str| {
        let app = app.expect("printed", |state| matches!(state.overlay, Some(Overlay::Printed)));
        assert!(matches!(&app.effects[..], [Effect::Print(value)] if value.text.text() == text), "{:?}", app.effects);
        app.forget_effects()
    };
    let app = printed(at_bucket().keys("p"), "b-1");
    let app = app.paste("q").keys("q").expect_exit(None).expect("back", |state| state.overlay.is_none());
    let app = app.keys("Y").typed("jq").keys("Enter").forget_effects().keys("p");
    let app = printed(app, r#".repos[] | select(.id? == "r-1") | .buckets[] | select(.bucketId? == "b-1")"#);
    let app = printed(app.keys("Enter k k p"), "r-1").send(Msg::NotPrinted);
    let app = app.expect("says why not", |state| state.overlay.is_none() && state.notice.is_some());
    app.keys("p C-c").expect_exit(Some(Exit::Interrupted));
}

#[test]
fn behind_the_help_nothing_is_copied() {
    at_bucket()
        .keys("? y Y p")
        .expect_effects(&[])
        .expect("the help", |state| matches!(state.overlay, Some(Overlay::Help(_))));
}

#[test]
fn what_is_too_long_is_told_and_not_copied() {
    let name = "x".repeat(1 << 21);
    let mut scanner = Scanner::default();
    scanner.push(format!(r#"{{"repos":[{{"id":"r","name":"{name}"}}"#).as_bytes()).unwrap();
    let segment = scanner.next_whole().or_else(|| scanner.seal()).unwrap();
    let app = app().send(Msg::Loading(RequestId(1), Loading::Part(Arc::new(segment), 0)));
    let app = app.forget_effects().keys("Y Enter").expect_effects(&[]);
    app.expect("says so", |state| {
        state.notice.as_deref() == Some("Name is 2.1 MB, too long to copy: see `ls -o json`")
    });
}

#[test]
fn in_the_details_y_copies_the_field_under_the_cursor() {
    let app = at_bucket().keys("Tab y").expect_effects(&[copied(1, "A\u{241b}B")]);
    let app = says(app, 1, Outcome::Took("wl-copy"), "copied Name with wl-copy");
    let app = app.keys("j").expect("another place, another value", |state| state.copied.is_none());
    let app = app.keys("y").expect_effects(&[]);
    let app = app.expect("not sent", |state| state.notice.as_deref().is_some_and(|it| it.contains("no value here")));
    let app = app.keys("j y").expect_effects(&[copied(2, "true")]);
    let key = "AKIA****MPLE";
    let app = app.keys("g j j j j j j j j j y").expect_effects(&[copied(3, key)]);
    let app = says(app, 3, Outcome::Took("wl-copy"), "copied Access key (masked) with wl-copy");
    let app = app.keys("x y").expect_effects(&[copied(4, KEY)]);
    app.keys("t y").expect_effects(&[copied(5, "b-1")]);
}
