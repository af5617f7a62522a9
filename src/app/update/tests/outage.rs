//! After an outage: fresh data comes by itself, unless somebody gives up; and a request that is out can be stopped.

use super::*;

fn once(id: u64) -> Effect {
    fetch(id, Scope::All)
}

const WAITING: &str = "14:03:22Z refresh failed: no route. Data from 14:03:22Z; trying again in 5 s, r tries now, Esc gives \
                       up. Check the network.";

#[test]
fn a_refresh_that_found_no_way_is_tried_again_by_itself() {
    let app = with("a b").keys("j r").fails(down()).forget_effects().expect_banner(Some(WAITING));
    let app = app.wait(1000).tick().expect_effects(&[]).expect("a second less", |state| {
        state.banner().is_some_and(|banner| banner.text().contains("trying again in 4 s"))
    });
    let app =
        app.wait(3500).tick().expect_effects(&[once(3)]).expect("still told", |state| {
            state.banner().is_some_and(|banner| banner.text().contains("trying again now"))
        });
    let app = app.fails(down()).expect("and again", |state| {
        state.banner().is_some_and(|banner| banner.text().contains("trying again in 3 s"))
    });
    let app = app.wait(3000).tick().expect_effects(&[once(4)]).reply("a b c");
    app.expect_banner(None).expect_selected("b").expect("idle", |state| matches!(state.fetch, Fetch::Idle));
}

#[test]
fn the_screen_is_woken_once_a_second_while_it_counts_down_and_never_after() {
    let app = with("a").keys("r").fails(down());
    let (now, first) = (app.state.screen.now, app.state.deadline().unwrap());
    assert!(now < first && first <= now + Duration::from_secs(1), "{first}");
    let app = app.wait(1000).tick();
    assert_eq!(app.state.deadline(), Some(first + Duration::from_secs(1)));
    let app = app.keys("Esc").expect("given up", |state| state.notice.as_deref() == Some("gave up waiting"));
    assert_eq!(app.state.deadline(), None);
    app.wait(60_000)
        .tick()
        .expect_effects(&[fetch(2, Scope::All)])
        .expect("told as before", |state| state.banner().is_some_and(|banner| banner.text().contains("; r retries.")));
}

#[test]
fn after_half_an_hour_it_stops_by_itself() {
    let mut app = with("a").keys("r").fails(down()).forget_effects();
    let start = app.state.screen.now;
    let mut tries = 0;
    while let Some(deadline) = app.state.deadline() {
        app.state.screen.now = deadline;
        app = app.tick();
        if matches!(app.effects.pop(), Some(Effect::Fetch(..))) {
            tries += 1;
            app = app.fails(down());
        }
    }
    let lasted = app.state.screen.now.duration_since(start).as_secs();
    assert!((1740..1860).contains(&lasted), "{lasted} s");
    assert!((60..150).contains(&tries), "{tries} tries");
}

#[test]
fn r_tries_now_and_another_question_ends_the_wait() {
    let app = with("a").keys("r").fails(down()).forget_effects().wait(2000);
    let app = app.keys("r").expect_effects(&[fetch(3, Scope::All)]);
    let app = app.fails(down()).forget_effects().keys("w").typed("x").keys("Enter");
    let app = app.expect_effects(&[fetch(4, workspace("x"))]).reply("b");
    app.wait(60_000).tick().expect_effects(&[]).expect_banner(None);
}

#[test]
fn r_that_is_held_asks_no_faster_than_every_two_seconds() {
    let mut app = with("a").keys("r").fails(down()).forget_effects();
    let mut tries = 0;
    for _ in 0..300 {
        app = app.wait(33).tick().keys("r");
        while let Some(effect) = app.effects.pop() {
            tries += usize::from(matches!(effect, Effect::Fetch(..)));
            app = app.fails(down());
        }
    }
    // In ten seconds.
    assert!((3..=5).contains(&tries), "{tries} tries");
}

#[test]
fn what_is_no_outage_is_not_tried_again() {
    let app = with("a").keys("r").fails(refused()).forget_effects();
    assert_eq!(app.state.deadline(), None);
    app.wait(60_000).tick().expect_effects(&[]);
}

#[test]
fn a_first_load_that_found_no_way_is_tried_again_too() {
    let app = app().fails(down()).forget_effects().wait(6000).tick().expect_effects(&[once(2)]).reply("a");
    app.expect_selected("a").expect_banner(None);
}

#[test]
fn escape_stops_a_request_that_is_out_and_keeps_what_there_is() {
    let app = with("a").keys("w").typed("x").keys("Enter").forget_effects().keys("Esc").expect_effects(&[cancel(2)]);
    let app = app.expect("said", |state| state.notice.as_deref() == Some("stopped loading"));
    // What comes next asks again for what is shown.
    let app = app.expect_banner(None).keys("r").expect_effects(&[fetch(3, Scope::All)]);
    app.reply("a b").expect_rows(&[">▸ a", " ▸ b"]);
    app_for(Scope::All).forget_effects().keys("Esc").expect_effects(&[cancel(1)]).expect(
        "told",
        |state| matches!(&state.fetch, Fetch::Failed(Failed { failure, .. }) if failure.text == "loading was stopped"),
    );
}

#[test]
fn escape_goes_back_one_step_at_a_time() {
    let app = with("a").keys("r Tab ?").forget_effects();
    let app = app.keys("Esc").expect("no help", |state| state.overlay.is_none()).expect_effects(&[]);
    let app = app.keys("Esc").expect("the tree", |state| state.focus == Focus::Tree).expect_effects(&[]);
    app.keys("Esc").expect_effects(&[cancel(2)]).keys("Esc").expect_effects(&[]).expect_exit(None);
}

#[test]
fn a_part_of_a_first_load_that_was_stopped_is_marked_incomplete() {
    let app = app().part("a b").forget_effects().keys("Esc").expect_effects(&[cancel(1)]);
    app.expect_rows(&[">▸ a", " ▸ b"]).expect_banner(Some(
        "14:03:22Z loading broke off: loading was stopped. What is shown is incomplete; r retries.",
    ));
}
