//! A file in place of the API.

use super::*;
use crate::app::offline::Offline;
use crate::model::snapshot::Kept;

fn offline(offline: Offline) -> App {
    let mut app = app();
    app.state.about = About { host: "kept.json".to_owned(), offline: Some(offline), ..About::default() };
    app
}

impl App {
    /// The end of what was kept.
    fn kept(mut self, organization: &str, kept: Kept) -> Self {
        self = self.part(organization);
        let (_, mut rest) = scanned(&std::mem::take(&mut self.sent).join(","));
        rest.kept = Some(Box::new(kept));
        let request = self.request;
        self.send(Msg::Fetched(request, Ok(rest)))
    }
}

fn of_may(scope: Option<Scope>) -> Kept {
    Kept { as_of: "2026-05-06T07:08:09Z".parse().ok(), scope, ..Kept::default() }
}

#[test]
fn what_was_kept_is_as_old_as_it_says_and_of_what_was_asked_for_then() {
    let told = |app: &App| app.state.data.as_ref().unwrap().arrival.as_ref().unwrap().told();
    let app = offline(Offline::File).kept("a@w", of_may(Some(workspace("w"))));
    assert_eq!(told(&app), "as of 2026-05-06 07:08:09Z");
    let app = app.expect("its scope", |state| state.data.as_ref().unwrap().scope == workspace("w"));
    let app = app.forget_effects().keys("r").expect_effects(&[fetch(2, workspace("w"))]);
    let app = app.kept("a@w b@w", Kept { scope: Some(workspace("w")), ..Kept::default() }).keys("r");
    assert_eq!(told(&app), "of unknown age");
    let app = app.fails(Failure::new(FailureKind::Other, "cannot read `kept.json`: it is gone", ""));
    app.expect_banner(Some(
        "14:03:22Z refresh failed: cannot read `kept.json`: it is gone. Data of unknown age; r retries.",
    ));
}

#[test]
fn ages_of_what_was_kept_count_from_its_own_time() {
    let app = offline(Offline::File).kept("a", of_may(None));
    assert_eq!(app.state.as_of().to_string(), "2026-05-06T07:08:09Z");
    let app = offline(Offline::Once).kept("a", Kept::default());
    assert_eq!(app.state.as_of(), app.state.screen.now, "nobody knows how old it is");
    assert_eq!(with("a").state.as_of(), with("a").state.screen.now);
}

#[test]
fn a_workspace_is_a_filter_and_nothing_is_asked() {
    let app =
        offline(Offline::File).kept("a@w b@v", of_may(None)).forget_effects().keys("w").typed("v\"x").keys("Enter");
    let app = app.expect("a filter", |state| state.arrangement.query.text() == r#"workspace:"v\"x""#);
    let app = app.expect("no complaint", |state| state.arrangement.query.complaints().is_empty());
    let app = app.keys("w Enter").expect("all", |state| state.arrangement.query.is_empty());
    assert!(!app.effects.iter().any(|effect| matches!(effect, Effect::Fetch(..))), "{:?}", app.effects);
}

#[test]
fn standard_input_is_read_once() {
    let app = offline(Offline::Once).kept("a", Kept::default()).forget_effects().keys("r").expect_effects(&[]);
    app.expect("why", |state| state.notice.as_deref() == Some("offline: standard input can be read once only"));
    let failed = offline(Offline::Once).fails(refused()).forget_effects();
    failed.keys("r").expect_effects(&[]);
}

#[test]
fn there_are_no_profiles() {
    let app = offline(Offline::File).kept("a", of_may(None)).keys("P");
    app.expect("why not", |state| state.notice.as_deref().is_some_and(|words| words.starts_with("offline: ")));
}

#[test]
fn what_is_masked_has_nothing_to_reveal() {
    let app = offline(Offline::File).kept("a", Kept { masked: true, ..Kept::default() }).keys("x");
    let says = |state: &State| state.notice.as_deref().is_some_and(|words| words.starts_with("this file holds masks"));
    app.expect("that is said", |state| says(state) && !state.detail.revealed);
    offline(Offline::File).kept("a", Kept::default()).keys("x").expect("nothing to say", |state| !says(state));
}
