//! Another profile: nothing of the old one stays, and nothing of it comes in late.

use super::*;
use crate::app::arrangement::Arranged;
use crate::app::picker::Picker;
use crate::app::profiles::{ProfileEntry, Profiles};
use crate::app::token::{Standing, TokenInfo};

fn entry(name: &str, host: &str, scope: Scope) -> ProfileEntry {
    ProfileEntry {
        name: name.to_owned(),
        host: host.to_owned(),
        scope,
        token: Standing::Fixed,
        ..ProfileEntry::default()
    }
}

/// A program that shows `a` of the profile "staging"; "production" and "local" are there as well.
fn at_staging() -> App {
    let mut app = with("a@w(b1) b");
    let entries = vec![
        entry("staging", "staging.example", Scope::All),
        entry("production", "prod.example", workspace("ws-1")),
        entry("local", "localhost:3000", Scope::All),
    ];
    app.state.profiles = Profiles { entries, current: 0 };
    app.state.about.host = "staging.example".to_owned();
    app
}

fn switched(name: &str) -> Effect {
    Effect::SwitchProfile(name.to_owned())
}

fn is_empty_at(name: &'static str) -> impl Fn(&State) -> bool {
    move |state| {
        state.data.is_none()
            && state.workspaces.is_empty()
            && state.detail == crate::app::state::DetailPane::default()
            && state.overlay.is_none()
            && state.profiles.named().is_some_and(|profile| profile.name == name && profile.host == state.about.host)
    }
}

fn picker(app: &App) -> &Picker {
    let Some(Overlay::Profile(picker)) = &app.state.overlay else { panic!("no list is open") };
    picker
}

#[test]
fn what_is_looked_for_in_the_old_data_is_looked_for_anew() {
    let app = at_staging().keys("/").typed("b").keys("Enter").forget_effects().keys("P Down Enter");
    let asked = |app: &App| app.effects.iter().any(|effect| matches!(effect, Effect::Arrange(..)));
    let app = app.expect("nothing is out", |state| state.arrangement.searched.is_none()).part("c");
    assert!(asked(&app), "{:?}", app.effects);
    app.expect_rows(&[]);
}

#[test]
fn what_was_found_in_the_old_data_comes_too_late() {
    let app = at_staging().keys("/").typed("b").keys("Enter");
    let Some(Effect::Arrange(id, ..)) = app.effects.last().cloned() else { panic!("{:?}", app.effects) };
    let late = Arranged { order: [1].into(), searched: 2, is_whole: true };
    app.keys("P Down Enter").part("c").send(Msg::Arranged(id, late)).expect_rows(&[]);
}

#[test]
fn a_switch_empties_the_screen_and_asks_the_other_api_at_once() {
    let app = at_staging().keys("E Tab x t P Down Enter");
    let app = app.expect_effects(&[switched("production"), fetch(2, workspace("ws-1"))]);
    let app = app.expect("nothing of the old one", is_empty_at("production"));
    let app =
        app.expect("the tree has the keys", |state| state.focus == Focus::Tree && state.wanted == workspace("ws-1"));
    app.reply("c").expect_rows(&[">▸ c"]).keys("r").expect_effects(&[fetch(3, workspace("ws-1"))]);
}

#[test]
fn what_is_out_is_dropped_and_what_comes_of_it_late_is_not_shown() {
    let app = at_staging().keys("r P").typed("local").keys("Enter");
    let app = app.expect_effects(&[fetch(2, Scope::All), cancel(2), switched("local"), fetch(3, Scope::All)]);
    let app = app.from(2).part("late").expect("still empty", is_empty_at("local"));
    let app = app.done().expect("still empty", is_empty_at("local"));
    app.from(3).reply("c").expect_rows(&[">▸ c"]);
}

#[test]
fn a_failed_switch_shows_the_failure_and_none_of_the_old_data() {
    let app = at_staging().keys("P Down Enter").fails(refused());
    let app = app.expect_banner(None).expect("no data", is_empty_at("production"));
    app.forget_effects().keys("r").expect_effects(&[fetch(3, workspace("ws-1"))]);
}

#[test]
fn esc_and_the_profile_in_use_leave_all_as_it_was() {
    for keys in ["P Esc", "P Down Esc", "P x y z Esc", "P Enter", "P x y z Enter Esc", "P Down Up Enter"] {
        let app = at_staging().keys("j").keys(keys).expect_effects(&[]).expect_rows(&[" ▸ a", ">▸ b"]);
        app.expect("staging, and what is known of it", |state| {
            state.profiles.current == 0 && state.overlay.is_none() && state.workspaces == [("w".to_owned(), 1)]
        });
    }
}

#[test]
fn the_list_is_filtered_by_name_host_and_workspace() {
    for (typed, found) in [
        ("", vec![0, 1, 2]),
        ("PROD", vec![1]),
        ("example", vec![0, 1]),
        ("ws-", vec![1]),
        (":30", vec![2]),
        ("zz", vec![]),
    ] {
        let app = at_staging().keys("P").typed(typed);
        assert_eq!(app.state.profiles.matching(picker(&app)), found, "{typed}");
    }
    let app = at_staging().keys("P Down Down").typed("e");
    assert_eq!(picker(&app).choice, 0, "another filter begins at its first line");
    let app = app.paste("xamp\nle").keys("Down Enter");
    app.expect_effects(&[switched("production"), fetch(2, workspace("ws-1"))]);
}

#[test]
fn the_arrows_go_round_and_begin_at_the_profile_in_use() {
    let choice = |keys: &str| picker(&at_staging().keys(keys)).choice;
    assert_eq!(["P", "P Down", "P Down Down Down", "P Up", "P Up Up"].map(choice), [0, 1, 0, 2, 1]);
    let app = at_staging().keys("P Down Enter").reply("c").keys("P");
    assert_eq!(picker(&app).choice, 1);
    app.typed("zz").keys("Down Up Tab").expect(
        "nothing to stand on",
        |state| matches!(&state.overlay, Some(Overlay::Profile(picker)) if picker.choice == 0),
    );
}

#[test]
fn without_profiles_the_key_says_so() {
    let notice = |words: &'static str| move |state: &State| state.notice.as_deref() == Some(words);
    with("a").keys("P").expect_effects(&[]).expect("a notice", notice("no profiles: see `config init`"));
    let mut demo = with("a");
    demo.state.about.demo = true;
    demo.keys("P").expect("a notice", notice("the demo has no profiles"));
}

#[test]
fn what_is_known_of_a_token_stays_with_its_profile_whichever_request_had_it_first() {
    let info = |origin: &str| TokenInfo { origin: origin.to_owned(), ..TokenInfo::default() };
    let origin = |words: &'static str| move |state: &State| state.token.origin == words;
    // Another workspace is asked for while the source of the other profile still thinks.
    let app = at_staging().keys("P Down Enter w x Enter");
    let fetches = [fetch(2, workspace("ws-1")), cancel(2), fetch(3, workspace("x"))];
    let app = app.expect_effects(&[&[switched("production")][..], &fetches].concat());
    let app = app.send(Msg::TokenKnown(RequestId(2), info("production's"))).expect("known", origin("production's"));
    // Of a profile that is left nothing is taken in.
    let app = app.keys("P Down Enter").expect("not known yet", origin(""));
    let app = app.send(Msg::TokenKnown(RequestId(3), info("production's"))).expect("not local's", origin(""));
    app.send(Msg::TokenKnown(RequestId(4), info("local's"))).expect("known", origin("local's"));
}
