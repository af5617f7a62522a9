//! What happens without a token, and when the API refuses one.

use jiff::{SignedDuration, Timestamp};

use super::*;
use crate::app::token::{Renewal, Standing};
use crate::model::jwt::Claims;
use crate::model::token::Token;

fn token(text: &str) -> Token {
    Token::read(text.as_bytes()).unwrap()
}

fn refusal() -> Failure {
    Failure::new(FailureKind::Denied, "the token was refused (401): jwt expired", "get another").with_status(401)
}

fn read_token(id: u64) -> Effect {
    Effect::ReadToken(RequestId(id))
}

fn use_token(text: &str) -> Effect {
    Effect::UseToken(token(text))
}

/// A program that has data and whose token comes from a file or a command.
fn renewable() -> App {
    let mut app = with("a(1) b c").keys("j l");
    app.state.token.standing = Standing::Renewable;
    app.state.token.origin = "--token-command".to_owned();
    app.forget_effects()
}

/// A program that was started without a token.
fn without() -> App {
    let mut app = app().forget_effects();
    app.state.fetch = Fetch::Idle;
    app.state.token.standing = Standing::Missing;
    app.state.last_request = RequestId(0);
    app.effects = fetching::start(&mut app.state, Scope::All);
    app
}

impl App {
    fn gives(self, id: u64, result: Result<&str, &str>) -> Self {
        let result = result.map(token).map_err(|text| Failure::new(FailureKind::Denied, text, ""));
        self.send(Msg::TokenRead(RequestId(id), result))
    }

    #[track_caller]
    fn expect_question(self, why: Option<&str>) -> Self {
        self.expect(
            "the question for a token",
            |state| matches!(&state.overlay, Some(Overlay::Token(prompt)) if prompt.why.as_deref() == why),
        )
    }

    fn expires_in(mut self, seconds: i64) -> Self {
        let expires = self.state.screen.now.checked_add(SignedDuration::from_secs(seconds)).ok();
        self.state.token.claims = Some(Claims { expires, ..Claims::default() });
        self
    }
}

#[test]
fn d1_without_a_token_it_is_asked_for_and_nothing_is_sent() {
    let app = without().expect_effects(&[]).expect_question(None);
    let app = app.keys("Esc").expect("closed", |state| state.overlay.is_none()).expect_effects(&[]);
    let app = app.keys("r").expect_question(None).expect_effects(&[]);
    let app = app.keys("Esc w x Enter").expect_question(None).expect_effects(&[]);
    // What was asked for last is what is asked for with the token.
    let app = app.typed("t0ken").keys("Enter");
    app.expect_effects(&[use_token("t0ken"), fetch(1, workspace("x"))])
        .expect("closed", |state| state.overlay.is_none());
}

#[test]
fn d2_after_a_refusal_the_source_is_asked_once_and_the_request_repeated_once() {
    let app = renewable().keys("r").expect_effects(&[fetch(2, Scope::All)]);
    let app = app.fails(refusal()).expect_effects(&[read_token(2)]);
    let app = app.expect(
        "still under way",
        |state| matches!(&state.fetch, Fetch::InFlight(out) if out.renewal == Renewal::Reading(Some(Box::new(refusal())))),
    );
    let app = app.gives(2, Ok("newer")).expect_effects(&[use_token("newer"), fetch(3, Scope::All)]);
    let app = app.expect("no question", |state| state.overlay.is_none());
    // The newer one is refused as well: now the user is asked, and the data is where it was.
    let app =
        app.fails(refusal()).expect_effects(&[]).expect_question(Some("the token was refused (401): jwt expired"));
    app.keys("Esc").expect_selected("b").expect_banner(Some(
        "14:03:22Z refresh failed: the token was refused (401): jwt expired. Data from 14:03:22Z; r retries. Get another.",
    ));
}

#[test]
fn d2_a_newer_token_that_is_taken_leaves_everything_in_its_place() {
    let app = renewable().keys("r").fails(refusal()).gives(2, Ok("newer")).from(3).reply("a(1) b c");
    app.expect_selected("b").expect_banner(None).expect("no question", |state| state.overlay.is_none());
}

#[test]
fn d2_a_source_that_has_none_is_told_and_the_user_is_asked() {
    let app = renewable().keys("r").fails(refusal()).forget_effects();
    let app = app.gives(2, Err("the command of --token-command gave no token")).expect_effects(&[]);
    let why = "the token was refused (401): jwt expired; a newer token could not be had: the command of \
               --token-command gave no token";
    app.expect_question(Some(why)).keys("Esc").expect_selected("b");
}

#[test]
fn d2_a_token_that_has_no_source_to_ask_again_is_asked_for_at_once() {
    let app = with("a b").keys("j r").fails(refusal());
    let app = app.expect_question(Some("the token was refused (401): jwt expired")).forget_effects();
    let app = app.paste(" Bearer new\u{2d}one\r\n").keys("Enter");
    app.expect_effects(&[use_token("new-one"), fetch(3, Scope::All)]).from(3).reply("a b").expect_selected("b");
}

#[test]
fn d2_after_a_typed_token_the_source_is_still_asked_again() {
    let refused = |app: App| app.keys("r").fails(refusal()).forget_effects();
    let app = refused(renewable()).gives(2, Err("locked")).typed("typed").keys("Enter");
    let app = app.expect_effects(&[use_token("typed"), fetch(3, Scope::All)]).from(3).reply("a(1) b c");
    let typed = |is: bool| move |state: &State| state.token.is_typed == is && state.token.origin == "--token-command";
    let app = app.expect("typed", typed(true)).forget_effects();
    // It is sent as long as it is taken, whatever it says of its end.
    let app = app.expires_in(1).keys("r").expect_effects(&[fetch(4, Scope::All)]);
    let app = app.fails(refusal()).expect_effects(&[read_token(4)]);
    let app = app.gives(4, Ok("newer")).expect_effects(&[use_token("newer"), fetch(5, Scope::All)]);
    app.expect("no question", |state| state.overlay.is_none()).expect("the command's", typed(false));
}

#[test]
fn d2_a_403_is_no_reason_to_look_for_another_token() {
    let forbidden = Failure::new(FailureKind::Denied, "not allowed to see this (403)", "").with_status(403);
    let app = renewable().keys("r").forget_effects().fails(forbidden);
    app.expect_effects(&[]).expect("no question", |state| state.overlay.is_none());
}

#[test]
fn d2_the_question_for_a_workspace_is_not_taken_away() {
    let app = with("a@ws").keys("r w").typed("ws").fails(refusal());
    let app = app.expect("still typing", |state| matches!(&state.overlay, Some(Overlay::Workspace(_))));
    app.keys("Enter").fails(refusal()).expect_question(Some("the token was refused (401): jwt expired"));
    // Where it is left, the other one is asked; once.
    let app = with("a@ws").keys("r w").fails(refusal()).keys("Esc");
    let app = app.expect_question(Some("the token was refused (401): jwt expired"));
    app.keys("Esc w Esc").expect("no question", |state| state.overlay.is_none());
}

#[test]
fn d6_many_refreshes_and_switches_ask_the_source_once_at_a_time() {
    let app = renewable().keys("r").fails(refusal()).expect_effects(&[fetch(2, Scope::All), read_token(2)]);
    let app = app.keys("r r r r r r r r r r").expect_effects(&[]);
    // Another workspace does not wait for it, and what it finds then is not for anybody.
    let app = app.keys("w x Enter").expect_effects(&[cancel(2), fetch(3, workspace("x"))]);
    app.gives(2, Ok("late")).expect_effects(&[]);
}

#[test]
fn d6_a_token_that_is_about_to_expire_is_renewed_before_the_request() {
    for (left, first) in [(-3600, read_token(2)), (1, read_token(2)), (60, read_token(2)), (62, fetch(2, Scope::All))] {
        renewable().expires_in(left).keys("r").expect_effects(&[first]);
    }
    let app = renewable().expires_in(1).keys("r").forget_effects();
    let app = app.gives(2, Ok("newer")).expect_effects(&[use_token("newer"), fetch(3, Scope::All)]);
    app.fails(refusal()).expect_effects(&[]).expect_question(Some("the token was refused (401): jwt expired"));
}

#[test]
fn d6_a_token_that_expires_while_the_answer_is_on_its_way_costs_nothing() {
    let app = renewable().expires_in(61).keys("r").wait(120_000).reply("a(1) b c");
    app.expect_effects(&[fetch(2, Scope::All)]).expect_selected("b").expect_banner(None);
}

#[test]
fn d7_what_a_token_says_of_its_end_never_blocks_a_request() {
    let mut app = with("a").expires_in(-1_000_000);
    app.state.token.standing = Standing::Fixed;
    let app = app.keys("r").expect_effects(&[fetch(2, Scope::All)]);
    drop(app);
    // Where no newer one can be had, the old one is tried.
    let app = renewable().expires_in(-5).keys("r").forget_effects().gives(2, Err("locked"));
    app.expect_effects(&[fetch(3, Scope::All)])
        .fails(refusal())
        .expect_effects(&[])
        .expect_question(Some("the token was refused (401): jwt expired"));
}

#[test]
fn d3_what_is_typed_wrong_is_told_by_length_and_can_be_typed_again() {
    let flaw = |state: &State| match &state.overlay {
        Some(Overlay::Token(prompt)) => prompt.flaw.clone().unwrap_or_default(),
        other => panic!("{other:?}"),
    };
    let app = without().keys("Enter");
    assert_eq!(flaw(&app.state), "nothing was typed yet");
    let app = app.typed("can ary").keys("Enter").expect_effects(&[]);
    assert_eq!(flaw(&app.state), "that is no token: 7 bytes with white space; Ctrl-u starts anew");
    let app = app.keys("C-u").typed("t0k").keys("Backspace").typed("2").keys("Left Up F5 Tab").keys("Enter");
    app.expect_effects(&[use_token("t02"), fetch(1, Scope::All)]);
    let app = without().paste(&"x".repeat(100_000));
    assert!(flaw(&app.state).starts_with("that is more than 64 KiB"));
    app.keys("Enter").expect_effects(&[]).expect_question(None);
}

#[test]
fn keys_of_the_dashboard_are_characters_of_a_token() {
    let app = without().typed("qwr?x");
    let app = app.expect_exit(None).keys("Enter").expect_effects(&[use_token("qwr?x"), fetch(1, Scope::All)]);
    drop(app);
    without().typed("q").keys("C-c").expect_exit(Some(Exit::Interrupted));
}

#[test]
fn i8_no_message_effect_or_state_prints_what_is_typed_or_pasted() {
    let app = without().typed("canary-one").paste("canary-two");
    let pasted = Msg::Paste("canary-three".into());
    let read = Msg::TokenRead(RequestId(1), Ok(token("canary-four")));
    let shown = format!("{:?} {:#?} {pasted:?} {read:?}", app.state, app.state.overlay);
    assert!(!shown.contains("canary"), "{shown}");
    let app = app.keys("Enter");
    let shown = format!("{:?} {:#?}", app.effects, app.state);
    assert!(!shown.contains("canary") && app.effects.len() == 2, "{shown}");
}

#[test]
fn a_jwt_wakes_the_program_when_what_is_shown_changes_and_other_tokens_never() {
    let app = with("a");
    assert_eq!(app.state.deadline(), None, "opaque");
    let app = app.expires_in(600);
    let deadline = app.state.deadline().unwrap();
    let until = |to: Timestamp, app: &App| to.duration_since(app.state.screen.now);
    assert_eq!(until(deadline, &app), SignedDuration::from_nanos(1), "full ten minutes are left for this moment only");
    let mut app = app;
    app.state.screen.now = deadline;
    let app = app.tick().expect_effects(&[]);
    let wait = until(app.state.deadline().unwrap(), &app);
    assert_eq!(wait, SignedDuration::from_secs(60));
    let app = app.expires_in(0);
    assert_eq!(app.state.deadline(), None, "an expired one does not change any more");
}
