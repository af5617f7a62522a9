//! The first load: whole, in parts, late, failed, broken off.

use super::*;

#[test]
fn a_program_that_starts_asks_once() {
    app().expect_effects(&[fetch(1, Scope::All)]);
    app_for(workspace("ü &/")).expect_effects(&[fetch(1, workspace("ü &/"))]);
}

#[test]
fn the_first_repository_is_selected_when_data_arrives() {
    let app = app().reply("a b c").expect_rows(&[">▸ a", " ▸ b", " ▸ c"]).expect_details_of("a");
    app.expect("whole and idle", |state| {
        matches!(state.fetch, Fetch::Idle) && state.data.as_ref().unwrap().arrival.is_some()
    });
}

#[test]
fn what_is_odd_about_an_answer_is_told_once() {
    let odd = |app: App, remarks: &[&str]| {
        let (_, rest) = scanned("");
        let (request, remarks) = (app.request, remarks.iter().map(ToString::to_string).collect());
        app.send(Msg::Fetched(request, Ok(Rest { remarks, ..rest })))
    };
    let told = |app: &App| app.state.notice.clone().unwrap_or_default();
    let app = odd(app().part("a"), &["one", "two"]);
    assert_eq!(told(&app), "one; two");
    let app = app.keys("j");
    assert_eq!(told(&app), "");
    let app = odd(app.keys("r").part("a"), &["one", "two"]);
    assert_eq!(told(&app), "", "as before");
    let app = odd(app.keys("r").part("a"), &["three"]);
    assert_eq!(told(&app), "three");
    assert_eq!(told(&odd(app.keys("j r").part("a"), &[])), "");
}

#[test]
fn what_has_come_can_be_browsed_while_the_rest_comes() {
    let app = app().part("a b").expect_rows(&[">▸ a", " ▸ b"]).keys("j l").part("c").expect_rows(&[
        " ▸ a",
        ">▾ b",
        "     Buckets",
        "     API keys",
        "     AI LLMs",
        "     AI API keys",
        " ▸ c",
    ]);
    let app = app.expect("not whole", |state| state.data.as_ref().unwrap().arrival.is_none());
    let before = app.state.data.as_ref().unwrap().revision;
    let app = app.wait(143).part("d(k)").done().expect_selected("b");
    let data = app.state.data.as_ref().unwrap();
    assert!(data.revision > before);
    assert_eq!(data.inventory.len(), 4);
    assert_eq!(data.arrival.as_ref().unwrap().took, Duration::from_millis(143));
    assert_eq!(data.arrival.as_ref().unwrap().at, app.state.screen.now);
}

#[test]
fn what_comes_after_expand_all_comes_open() {
    app().part("a").keys("E").part("b").expect("five rows each", |state| state.tree.outline.len() == 10);
}

#[test]
fn an_organization_without_repositories_is_data_too() {
    let app = app().reply("").expect("data", |state| state.data.is_some()).expect_rows(&[]);
    app.keys("r").reply("a").expect_selected("a").keys("r").reply("").expect_rows(&[]).expect_details_of("");
}

#[test]
fn bytes_received_and_retries_are_noted_until_there_is_other_news() {
    let out = |state: &State| match &state.fetch {
        Fetch::InFlight(out) => (out.progress.received, out.pause.as_ref().map(|pause| pause.retrying.attempt)),
        Fetch::Idle | Fetch::Failed(_) => panic!("nothing is out"),
    };
    let progress = |bytes| Msg::Loading(RequestId(1), Loading::Progress(bytes));
    let app = app().retries(1).expect("first retry", |state| out(state) == (0, Some(1)));
    let app = app.retries(2).expect("second retry", |state| out(state) == (0, Some(2)));
    let begun = Msg::Loading(RequestId(1), Loading::Begun(None));
    let app = app.send(begun).expect("it answers", |state| out(state) == (0, None));
    let app = app.send(progress(2048)).expect("bytes", |state| out(state) == (2048, None));
    let app = app.retries(1).part("a").expect("a part came", |state| out(state).1.is_none());
    let app =
        app.retries(1).wait(1).tick().expect("woken once a second", |state| {
            state.deadline() == Some(state.screen.now + Duration::from_millis(999))
        });
    let app = app.wait(1998).tick().expect("still in the pause", |state| out(state).1 == Some(1));
    let app = app.wait(1).tick().expect("the next try is under way", |state| out(state).1.is_none());
    app.expect("nothing to wait for", |state| state.deadline().is_none())
        .done()
        .send(progress(9))
        .expect("news after the end is dropped", |state| matches!(state.fetch, Fetch::Idle));
}

#[test]
fn every_key_answers_while_a_request_is_out() {
    let app = app().keys("? j Esc w a Esc Tab Tab").part("a(1)").keys("l j l j Enter t x h");
    app.expect_selected("a/Buckets/1").keys("q").expect_exit(Some(Exit::Quit)).expect_effects(&[fetch(1, Scope::All)]);
}

#[test]
fn a_refresh_while_one_is_out_asks_nothing_and_says_so_until_it_is_there() {
    let notice = |state: &State| state.notice.as_deref() == Some("already loading");
    let app = app().forget_effects().keys("r").expect_effects(&[]).expect("said", notice);
    let app = app.keys("F5").expect_effects(&[]).expect("said", notice);
    app.reply("a").expect("not true any more", |state| state.notice.is_none());
    let app = with("a").keys("r").expect_effects(&[fetch(2, Scope::All)]).keys("r").expect_effects(&[]);
    app.expect("said", notice).keys("j").expect("the next key takes it away", |state| state.notice.is_none());
}

#[test]
fn a_refresh_between_two_tries_does_not_wait_for_the_next_one() {
    let out = |id: u64| move |state: &State| matches!(&state.fetch, Fetch::InFlight(out) if out.id == RequestId(id) && out.pause.is_none());
    let app = app().forget_effects().retries(1).keys("r").expect_effects(&[cancel(1), fetch(2, Scope::All)]);
    let app = app.expect("under way, and nothing else to say", |state| out(2)(state) && state.notice.is_none());
    let app = app.from(1).retries(2).part("late").fails(refused()).expect("the older one is dropped", out(2));
    app.from(2).reply("a").expect_selected("a");
    let app = app_for(workspace("w")).forget_effects().retries(1).keys("F5");
    app.expect_effects(&[cancel(1), fetch(2, workspace("w"))]).keys("r").expect_effects(&[]);
    let kept = with("a").keys("r").forget_effects().retries(2).keys("R").expect_rows(&[">▸ a"]);
    kept.expect_effects(&[cancel(2), fetch(3, Scope::All)]).reply("b").expect_rows(&[">▸ b"]);
}

#[test]
fn that_it_is_loading_already_gives_way_to_a_retry() {
    let app = with("a").keys("r r").expect("said", |state| state.notice.is_some());
    app.retries(1).expect("the retry is what there is to say", |state| {
        state.notice.is_none() && state.pause().is_some_and(|pause| pause.retrying.attempt == 1)
    });
}

#[test]
fn a_failed_first_load_is_kept_with_its_time_and_can_be_retried() {
    let app = app().forget_effects().wait(15_000).fails(refused()).expect_banner(None);
    let failed = |state: &State| match &state.fetch {
        Fetch::Failed(Failed { scope, failure, at, .. }) => {
            *scope == Scope::All && *failure == refused() && at.to_string() == "2026-11-24T14:03:37Z"
        }
        Fetch::Idle | Fetch::InFlight(_) => false,
    };
    let app = app.expect("what failed, why and when", failed).expect("no data", |state| state.data.is_none());
    app.keys("r").expect_effects(&[fetch(2, Scope::All)]).reply("a").expect_selected("a");
}

#[test]
fn a_first_load_that_breaks_off_leaves_what_came_and_says_that_it_is_not_all() {
    let app = app().part("a b(k)").keys("j l").fails(refused()).expect_selected("b").expect_banner(Some(
        "14:03:22Z loading broke off: connection refused. What is shown is incomplete; r retries. Check the address.",
    ));
    let app = app.forget_effects().keys("r").expect_banner(None).expect_effects(&[fetch(2, Scope::All)]);
    let app = app.part("new a").expect("older data until the new is whole", |state| state.tree.outline.len() == 6);
    let rows = [" ▸ new", " ▸ a", ">▾ b", "   ▸ Buckets", "     API keys", "     AI LLMs", "     AI API keys"];
    let app = app.part("b(k)").done().expect_rows(&rows).expect_banner(None);
    app.expect("whole", |state| state.data.as_ref().unwrap().arrival.is_some());
}

#[test]
fn a_second_failure_keeps_what_the_first_one_left() {
    let app = app().part("a b").fails(refused()).keys("r").part("c").fails(refused()).expect_rows(&[">▸ a", " ▸ b"]);
    app.expect("a banner", |state| state.banner().unwrap().text().contains("incomplete"));
}

#[test]
fn while_nothing_has_come_of_the_first_answer_each_second_of_it_is_told() {
    let app = app();
    let since = app.state.screen.now;
    let second = |seconds| Some(since + Duration::from_secs(seconds));
    assert_eq!(app.state.deadline(), second(1));
    let app = app.wait(1000).tick();
    assert_eq!(app.state.deadline(), second(2));
    let app = app.wait(1500).tick();
    assert_eq!(app.state.deadline(), second(3));
    let begun = Msg::Loading(RequestId(1), Loading::Begun(None));
    let app = app.send(begun).send(Msg::Loading(RequestId(1), Loading::Progress(9)));
    app.expect("what comes tells by itself", |state| state.deadline().is_none()).part("a").keys("r");
    with("a").keys("r").expect("what is renewed is there to be looked at", |state| state.deadline().is_none());
}
