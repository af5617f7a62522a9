//! Asking again by itself every so often: when, when not, and what failures and pauses change about it.

use super::*;

/// A program that shows an organization and asks again every minute.
fn every_minute(organization: &str) -> App {
    let mut app = app();
    app.state.auto_refresh.every = Duration::from_secs(60);
    app.reply(organization).forget_effects()
}

fn asked(id: u64) -> [Effect; 1] {
    [fetch(id, Scope::All)]
}

fn gone() -> Failure {
    Failure::new(FailureKind::Denied, "HTTP 401", "get a new one").with_status(401)
}

impl App {
    /// Lets the time come that the program waits for, in seconds from now.
    #[track_caller]
    fn wakes_after(mut self, seconds: i64) -> Self {
        let deadline = self.state.deadline().expect("a deadline");
        assert_eq!(deadline.duration_since(self.state.screen.now).as_secs(), seconds);
        self.state.screen.now = deadline;
        self.tick()
    }

    #[track_caller]
    fn never_wakes(self) -> Self {
        assert_eq!(self.state.deadline(), None);
        self.wait(3_600_000).tick().expect_effects(&[])
    }
}

#[test]
fn it_asks_again_a_minute_after_the_end_of_each_answer() {
    let app = every_minute("a b").wait(59_000).tick().expect_effects(&[]).wakes_after(1).expect_effects(&asked(2));
    // While it is out nothing else is due, however long it takes.
    assert_eq!(app.state.deadline(), None);
    let app = app.wait(90_000).tick().expect_effects(&[]).reply("a b c").expect_rows(&[">▸ a", " ▸ b", " ▸ c"]);
    app.wakes_after(60).expect_effects(&asked(3));
}

#[test]
fn nothing_is_asked_for_where_nobody_wants_it() {
    with("a").keys("a").expect("says so", |state| state.notice.is_some()).never_wakes();
}

#[test]
fn a_refresh_by_hand_starts_the_minute_anew() {
    let app = every_minute("a").wait(50_000).keys("r").expect_effects(&asked(2)).wait(5_000).reply("a");
    app.wait(30_000).tick().expect_effects(&[]).wakes_after(30).expect_effects(&asked(3));
}

#[test]
fn selection_and_open_branches_stay_as_they_are() {
    let app = every_minute("a b(1 2) c").keys("j l j l j").expect_selected("b/Buckets/1").wait(1000).tick();
    let app = app.wakes_after(59);
    app.reply("x a b(0 1) c").expect_selected("b/Buckets/1").expect_details_of("b/Buckets/1");
}

#[test]
fn it_waits_while_somebody_types_and_asks_once_that_is_over() {
    for (open, leave) in [("/", "Esc"), ("w", "Esc"), (":", "Esc"), ("Tab /", "Esc"), ("Y", "Esc"), ("? /", "Esc")] {
        let app = every_minute("a").keys(open).forget_effects().wait(90_000).tick().expect_effects(&[]);
        // Nothing wakes it up in vain.
        assert!(app.state.deadline().is_none_or(|deadline| deadline > app.state.screen.now), "{open}");
        let app = app
            .keys(leave)
            .forget_effects()
            .wakes_after(-30)
            .expect("asked", |state| matches!(&state.fetch, Fetch::InFlight(out) if out.is_by_itself));
        app.expect_effects(&asked(2));
    }
}

#[test]
fn help_and_lists_are_read_while_it_goes_on() {
    for open in ["?", "!"] {
        every_minute("a").keys(open).forget_effects().wakes_after(60).expect_effects(&asked(2));
    }
}

#[test]
fn a_pause_lasts_until_somebody_ends_it() {
    let app = every_minute("a").keys("a").never_wakes();
    // The minute is long over.
    let app = app.keys("a").expect_effects(&[]).wakes_after(-3540).expect_effects(&asked(2)).reply("a");
    app.wait(10_000).keys("a a").expect_effects(&[]).wakes_after(50).expect_effects(&asked(3));
}

#[test]
fn failures_back_off_and_say_when_it_asks_again() {
    let app = every_minute("a").wakes_after(60).forget_effects().fails(refused()).expect_banner(Some(
        "14:04:22Z refresh failed: connection refused. Data from 14:03:22Z; asks again at 14:06:22Z, r tries now. Check \
         the address.",
    ));
    let app = app
        .wakes_after(120)
        .expect_effects(&asked(3))
        .expect("still told", |state| state.banner().is_some_and(|banner| banner.text().contains("trying again now")));
    let mut app = app.fails(refused()).wakes_after(240).expect_effects(&asked(4)).fails(refused());
    for pause in [480, 600, 600] {
        app = app.wakes_after(pause).forget_effects().fails(refused());
    }
    let app = app.wakes_after(600).forget_effects().reply("a b").expect_banner(None);
    app.wakes_after(60).expect("the usual pause", |state| matches!(state.fetch, Fetch::InFlight(_)));
}

#[test]
fn paused_after_a_failure_it_waits_for_a_key() {
    let app = every_minute("a").wakes_after(60).forget_effects().fails(refused()).keys("a").expect_banner(Some(
        "14:04:22Z refresh failed: connection refused. Data from 14:03:22Z; r retries. Check the address.",
    ));
    app.never_wakes();
}

#[test]
fn an_outage_has_the_only_clock_and_long_after_it_the_pauses_stay_long() {
    let mut app = every_minute("a").wakes_after(60).forget_effects().fails(down());
    let start = app.state.screen.now;
    let mut tries = Vec::new();
    while tries.len() < 220 {
        app.state.screen.now = app.state.deadline().unwrap();
        app = app.tick();
        if matches!(app.effects.pop(), Some(Effect::Fetch(..))) {
            tries.push(app.state.screen.now.duration_since(start).as_secs());
            app = app.fails(down());
        }
    }
    let of_outage = tries.iter().filter(|at| **at < 1860).count();
    assert!((100..200).contains(&of_outage), "{of_outage} tries");
    let later: Vec<i64> = tries.windows(2).filter(|two| two[0] > 1860).map(|two| two[1] - two[0]).collect();
    assert!(later.len() > 10 && later.iter().all(|pause| (120..=600).contains(pause)), "{later:?}");
}

#[test]
fn a_refused_token_ends_it_without_a_question_until_somebody_asks() {
    let app = every_minute("a b").wakes_after(60).forget_effects().fails(gone());
    let app = app.expect("no question", |state| state.overlay.is_none()).never_wakes();
    let app = app.keys("r").forget_effects().fails(gone());
    let app =
        app.expect("asked now", |state| matches!(state.overlay, Some(Overlay::Token(_)))).keys("Esc").never_wakes();
    app.keys("r")
        .forget_effects()
        .reply("a")
        .wakes_after(60)
        .expect("on again", |state| matches!(state.fetch, Fetch::InFlight(_)));
}

#[test]
fn what_was_stopped_is_asked_for_again_a_minute_later() {
    let app = every_minute("a").wakes_after(60).forget_effects().keys("Esc").expect_effects(&[cancel(2)]);
    app.wakes_after(60).expect_effects(&asked(3));
    let mut app = app_for(Scope::All).forget_effects();
    app.state.auto_refresh.every = Duration::from_secs(60);
    app.part("a").keys("Esc").expect_effects(&[cancel(1)]).never_wakes();
}
