//! What is looked for and in which order: the line, what the background work finds, and what stays of it.

use super::*;
use crate::app::arrangement::{ArrangeId, Arranged, Sort};
use crate::model::query::Query;
use crate::model::sort::Key;

const THREE: &str = "a=Archive(x=east) b=Backups(y=west z=east) c=Cold(w=north)";

fn arrange(id: u64, query: &str, sort: Option<Sort>) -> Effect {
    Effect::Arrange(ArrangeId(id), Query::parse(query), sort)
}

/// The background work has found these repositories, and looked at all.
fn found(id: u64, order: &[u32]) -> Msg {
    Msg::Arranged(ArrangeId(id), Arranged { order: order.into(), searched: 3, is_whole: true })
}

#[test]
fn each_letter_asks_and_what_was_found_is_opened_at_the_first_match() {
    let app = with(THREE).keys("/").typed("ea");
    let app = app.expect_effects(&[arrange(1, "e", None), arrange(2, "ea", None)]);
    let app = app.expect_rows(&[">▸ Archive", " ▸ Backups", " ▸ Cold"]).send(found(1, &[0, 1, 2]));
    let app = app.expect_rows(&[">▸ Archive", " ▸ Backups", " ▸ Cold"]);
    let app = app.send(found(2, &[0, 1]));
    let rows = [" ▾ Archive", "   ▾ Buckets", ">      east", " ▾ Backups", "   ▾ Buckets", "       east"];
    app.expect_window(&rows).keys("Enter").expect("the line is gone", |state| state.overlay.is_none());
}

#[test]
fn a_result_for_another_query_is_dropped() {
    let app = with(THREE).keys("/").typed("ea").keys("Esc").send(found(2, &[1]));
    app.expect_rows(&[">▸ Archive", " ▸ Backups", " ▸ Cold"]);
}

#[test]
fn esc_shows_everything_as_it_was_with_the_selection_in_sight() {
    let app = with(THREE).keys("Down Down Right").forget_effects().keys("/").typed("west").send(found(4, &[1]));
    let app = app.expect_selected("Backups/Buckets/west").keys("Enter Esc");
    let rows = [" ▸ Archive", " ▾ Backups", "   ▾ Buckets", ">      west", "       east", "     API keys"];
    app.expect("nothing is looked for", |state| state.arrangement.query.is_empty()).expect_window_starts(&rows);
}

#[test]
fn the_next_match_and_the_one_before_go_round() {
    let app = with(THREE)
        .keys("n")
        .expect("nothing to go to", |state| state.notice.as_deref() == Some("nothing is looked for: / searches"));
    let app = app.keys("/").typed("east").send(found(4, &[0, 1])).keys("Enter");
    let app = app.expect_selected("Archive/Buckets/east").keys("n").expect_selected("Backups/Buckets/east");
    let app = app.keys("n").expect_selected("Archive/Buckets/east");
    let app = app.expect("it says that it went round", |state| state.notice.is_some());
    app.keys("N").expect_selected("Backups/Buckets/east");
}

#[test]
fn a_match_in_what_was_closed_is_opened_again_by_the_way_to_it() {
    let app = with(THREE).keys("/").typed("east").send(found(4, &[0, 1])).keys("Enter C n");
    app.expect_selected("Archive/Buckets/east").keys("C N").expect_selected("Backups/Buckets/east");
}

#[test]
fn a_filter_survives_a_refresh_and_another_workspace() {
    let app = with(THREE).keys("/").typed("west").keys("Enter").send(found(4, &[1])).forget_effects();
    let app = app.keys("r").reply("n=New(v=west) a=Archive(x=east) b=Backups(y=west z=east)");
    let app = app.expect_effects(&[fetch(2, Scope::All), arrange(5, "west", None)]);
    let app = app.expect_window(&[" ▾ Backups", "   ▾ Buckets", ">      west"]);
    let app = app.send(found(5, &[0, 2])).expect_selected("Backups/Buckets/west");
    let app =
        app.expect_window(&[" ▾ New", "   ▾ Buckets", "       west", " ▾ Backups", "   ▾ Buckets", ">      west"]);
    let app = app.forget_effects().keys("w").typed("w1").keys("Enter").reply("d=Other(u=west)");
    app.expect_effects(&[fetch(3, workspace("w1")), arrange(6, "west", None)]);
}

#[test]
fn what_arrives_under_a_filter_is_shown_once_it_was_looked_at() {
    let app = app().part("a=Archive(x=east)").keys("/").typed("w").forget_effects();
    let app = app.part("b=Backups(y=west)").expect_rows(&[]).expect_effects(&[]);
    let app = app.send(found(1, &[])).expect_effects(&[arrange(2, "w", None)]).send(found(2, &[1]));
    app.expect_window(&[" ▾ Backups", "   ▾ Buckets", ">      west"]);
}

#[test]
fn where_nothing_is_found_in_what_came_so_far_there_are_no_details() {
    let app = app().part("a=Archive").expect_details_of("Archive").keys("/").typed("z").wait(100).tick();
    app.expect_details_of("").send(found(1, &[])).wait(100).tick().expect_rows(&[]).expect_details_of("");
}

#[test]
fn s_goes_through_the_keys_and_back_to_how_it_came() {
    let sort = |key, reversed| Some(Sort { key, reversed });
    let app = with(THREE).keys("s S s s s s");
    let app = app.expect_effects(&[
        arrange(1, "", sort(Key::Name, false)),
        arrange(2, "", sort(Key::Name, true)),
        arrange(3, "", sort(Key::Created, true)),
        arrange(4, "", sort(Key::Children, true)),
        arrange(5, "", sort(Key::Findings, true)),
        Effect::StopArranging,
    ]);
    let app = app.expect("as it came", |state| state.arrangement.is_plain()).keys("Down s").send(found(7, &[2, 1, 0]));
    app.expect_rows(&[" ▸ Cold", ">▸ Backups", " ▸ Archive"]);
}

#[test]
fn tab_completes_up_recalls_and_an_odd_term_is_told() {
    let line = |state: &State| match &state.overlay {
        Some(Overlay::Search(bar)) => bar.input.value().to_owned(),
        _ => "no line".to_owned(),
    };
    let app = with(THREE).keys("/").typed("kin").keys("Tab");
    let app = app.expect("the name", |state| line(state) == "kind:").typed("ai-l").keys("Tab Enter");
    let app = app.expect("the value", |state| state.arrangement.query.text() == "kind:ai-llm").keys("/ C-u").typed("x");
    let app = app.keys("Up").expect("the one before", |state| line(state) == "kind:ai-llm");
    let app = app.keys("Down").expect("what was typed", |state| line(state) == "x").typed(" foo:bar");
    app.expect("a complaint, and the rest counts", |state| {
        let query = &state.arrangement.query;
        query.complaints().len() == 1 && query.terms().len() == 1
    });
}
