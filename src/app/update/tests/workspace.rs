//! Another workspace: what is dropped, what is asked, what is told.

use super::*;

#[test]
fn a_chosen_workspace_is_asked_for_and_stays_what_a_refresh_asks_for() {
    let app = with("a@w b@v").keys("w").typed("w").keys("Enter").expect_effects(&[fetch(2, workspace("w"))]);
    let app = app.expect("the older data is still everything's", |state| {
        state.data.as_ref().unwrap().scope == Scope::All && state.wanted == workspace("w")
    });
    let app = app.reply("a@w").expect("the workspace's", |state| state.data.as_ref().unwrap().scope == workspace("w"));
    app.keys("r").expect_effects(&[fetch(3, workspace("w"))]);
}

#[test]
fn an_empty_answer_means_all_workspaces() {
    app_for(workspace("w")).reply("a@w").forget_effects().keys("w Enter").expect_effects(&[fetch(2, Scope::All)]);
}

#[test]
fn another_workspace_cancels_what_is_out_and_nothing_of_it_is_shown_any_more() {
    let app = with("a@w b@v").keys("r w").typed("v").keys("Enter");
    let app = app.expect_effects(&[fetch(2, Scope::All), cancel(2), fetch(3, workspace("v"))]);
    let app = app.from(2).reply("late").expect_rows(&[">▸ a", " ▸ b"]).retries(1).fails(refused()).expect_banner(None);
    let app = app.from(3).reply("b@v").expect_rows(&[">▸ b"]);
    app.from(2).reply("later").fails(refused()).expect_rows(&[">▸ b"]).expect_banner(None);
}

#[test]
fn a_late_part_of_a_cancelled_first_load_is_dropped() {
    let app = app().part("a b").keys("w").typed("v").keys("Enter");
    let app = app.expect_effects(&[fetch(1, Scope::All), cancel(1), fetch(2, workspace("v"))]);
    let app = app.from(1).part("late").expect_rows(&[">▸ a", " ▸ b"]).done();
    let app = app.expect("still not whole", |state| state.data.as_ref().unwrap().arrival.is_none());
    app.from(2).reply("v1").expect_rows(&[">▸ v1"]);
}

#[test]
fn choosing_the_workspace_that_is_being_loaded_asks_nothing() {
    let app = with("a@w").keys("w w Enter").expect_effects(&[fetch(2, workspace("w"))]);
    let app = app.keys("w w Enter").expect_effects(&[]);
    app.keys("r").expect_effects(&[]).keys("w Enter").expect_effects(&[cancel(2), fetch(3, Scope::All)]);
}

#[test]
fn a_failed_workspace_is_asked_for_again() {
    let app = with("a@w").keys("w v Enter").fails(refused()).forget_effects().expect_banner(Some(
        "14:03:22Z loading the repositories of v failed: connection refused. Data from 14:03:22Z; r retries. Check the address.",
    ));
    app.keys("r").expect_effects(&[fetch(3, workspace("v"))]);
}

#[test]
fn a_workspace_that_fails_over_an_incomplete_load_is_named() {
    let app = app().part("a").keys("w v Enter").fails(refused());
    app.expect_banner(Some(
        "14:03:22Z loading the repositories of v failed: connection refused. What is shown is incomplete; r retries. Check the address.",
    ));
}

#[test]
fn suggestions_come_from_the_last_answer_that_was_not_filtered() {
    let known = |ids: &'static [(&str, u32)]| {
        move |state: &State| state.workspaces.iter().map(|(id, repos)| (id.as_str(), *repos)).eq(ids.iter().copied())
    };
    let app = with("a@w b@v c@w d").expect("sorted, with counts", known(&[("v", 1), ("w", 2)]));
    let app = app.keys("w w Enter").reply("a@w").expect("a filtered answer says nothing", known(&[("v", 1), ("w", 2)]));
    let app = app.keys("w Enter").part("x@new").expect("only whole answers count", known(&[("v", 1), ("w", 2)]));
    let app = app.fails(refused()).expect("nor does a failure", known(&[("v", 1), ("w", 2)]));
    app.keys("r").reply("a@u").expect("the new ones", known(&[("u", 1)]));
    app_for(workspace("w")).reply("a@w").expect("none known yet", known(&[]));
}

#[test]
fn the_selection_is_found_again_in_the_other_workspace_where_it_is_there() {
    let app = with("a@w b@v c@v").keys("j j w v Enter").reply("b@v c@v").expect_selected("c");
    app.keys("w w Enter").reply("a@w").expect_selected("a");
}
