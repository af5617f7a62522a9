//! The question for a token, and what the header says of one.

use jiff::SignedDuration;

use crate::app::fetching;
use crate::app::msg::Msg;
use crate::app::state::Fetch;
use crate::app::token::{Standing, TokenInfo};
use crate::model::inventory::Scope;
use crate::model::jwt::Claims;
use crate::ui::tests::app::{App, DEMO, app, refused, snapshot};
use crate::ui::theme::Theme;

const SIZES: [(u16, u16); 4] = [(160, 50), (100, 30), (80, 24), (40, 12)];

/// A program that was started without a token.
fn without() -> App {
    let mut app = app();
    app.state.fetch = Fetch::Idle;
    app.state.token.standing = Standing::Missing;
    fetching::start(&mut app.state, Scope::All);
    app
}

/// A program whose token is a JWT of Ann's that expires so many seconds after what happened.
fn ann(app: App, seconds: i64) -> App {
    let mut app = app;
    let expires = app.state.screen.now.checked_add(SignedDuration::from_secs(seconds)).ok();
    let claims = Claims { email: Some("ann.example@flashback.tech".to_owned()), expires, ..Claims::default() };
    app.state.token = TokenInfo { claims: Some(claims), ..TokenInfo::default() };
    app
}

fn all_sizes(make: impl Fn() -> App) -> String {
    let frame = |(width, height)| format!("{width}x{height}\n{}", make().size(width, height).frame());
    SIZES.map(frame).join("\n\n")
}

#[test]
fn the_question_for_a_token() {
    snapshot("token_prompt", &all_sizes(without));
    snapshot("token_prompt_typed", &without().send(Msg::Paste("x".repeat(30).as_str().into())).frame());
    snapshot("token_prompt_long", &without().send(Msg::Paste("x".repeat(300).as_str().into())).frame());
    snapshot("token_prompt_flaw", &without().types("two words").keys("Enter").frame());
    snapshot("token_prompt_left", &without().keys("Esc").frame());
    snapshot("token_prompt_refused", &all_sizes(|| app().reply(DEMO).keys("l l l l r").fails(refused())));
}

#[test]
fn a_source_that_is_asked_again() {
    let mut asked = app().reply(DEMO);
    asked.state.token.standing = Standing::Renewable;
    asked.state.token.origin = "--token-command".to_owned();
    snapshot("token_renewing", &asked.keys("r").fails(refused()).frame());
}

/// The header line at each width.
fn headers(seconds: i64) -> String {
    let line = |width| {
        let frame = ann(app().reply(DEMO), seconds).size(width, 24).frame();
        format!("{width:>3}|{}", frame.lines().next().unwrap_or_default())
    };
    [200, 160, 140, 120, 100, 90, 80, 60, 50, 40, 30, 20, 10].map(line).join("\n")
}

#[test]
fn the_header_says_whose_token_it_is_and_counts_its_life_down() {
    let headers: Vec<String> = [2520, 540, 0].map(headers).into();
    snapshot("token_header", &headers.join("\n\n"));
}

/// A program whose token is read from a place, or was typed.
fn coming_from(origin: &str, is_typed: bool) -> App {
    let mut app = app().reply(DEMO);
    app.state.token = TokenInfo { origin: origin.to_owned(), is_typed, ..TokenInfo::default() };
    app
}

#[test]
fn d8_where_the_token_comes_from_stands_in_a_header_with_room_and_in_the_help() {
    let header = |mut app: App| app.frame().lines().next().unwrap_or_default().to_owned();
    let opaque = |width| header(coming_from("FLASHBACK_TOKEN", false).size(width, 24));
    let jwt = |width| {
        let mut app = ann(app().reply(DEMO), 2520);
        app.state.token.origin = "the profile's token_command".to_owned();
        header(app.size(width, 24))
    };
    let lines = |line: &dyn Fn(u16) -> String| {
        [220, 200, 180, 160, 140, 120, 100, 80, 60, 40].map(|width| format!("{width:>3}|{}", line(width))).join("\n")
    };
    let typed = header(coming_from("--token-file", true).size(160, 24));
    snapshot("token_place", &[lines(&opaque), lines(&jwt), typed].join("\n\n"));
    let mut app = ann(app().reply(DEMO), 2520);
    app.state.token.origin = "--token-file".to_owned();
    let frame = |app: App| app.keys("? G").frame();
    let opaque = coming_from("FLASHBACK_TOKEN_COMMAND", false).size(40, 12);
    snapshot("token_in_help", &[frame(app), frame(opaque)].join("\n\n"));
    let missing = without().keys("Esc ? G").frame();
    assert!(!missing.contains("Token"), "{missing}");
}

#[test]
fn a_token_that_is_no_jwt_leaves_the_header_alone() {
    let opaque = app().reply(DEMO).size(160, 50).frame();
    let with_empty_claims = {
        let mut app = app().reply(DEMO);
        app.state.token.claims = Some(Claims::default());
        app.size(160, 50).frame()
    };
    assert_eq!(opaque, with_empty_claims);
}

#[test]
fn the_colours_of_a_life() {
    for (name, seconds) in [("calm", 2520), ("soon", 540), ("over", 0)] {
        let first = |styles: String| {
            let (painted, legend) = styles.split_once("\n\n").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
            format!("{}\n{legend}", painted.lines().next().unwrap_or_default())
        };
        let colour = first(ann(app().reply(DEMO), seconds).size(160, 10).styles());
        let mut mono = ann(app().reply(DEMO), seconds).size(160, 10);
        mono.theme = Theme::mono();
        snapshot(&format!("token_colours_{name}"), &format!("{colour}\n{}", first(mono.styles())));
    }
}

#[test]
fn i8_no_frame_shows_what_is_typed() {
    let mut app = without().types("qzqzqz");
    for (width, height) in [(160, 50), (80, 24), (40, 12), (20, 5), (6, 3)] {
        app = app.size(width, height);
        let frame = app.frame();
        assert!(!frame.contains("qz") && !frame.contains("zq"), "{frame}");
    }
}
