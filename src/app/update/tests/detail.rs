//! What the right pane follows, scrolls and reveals.

use super::*;

const LATER: u64 = 70;

#[test]
fn the_details_follow_when_the_selection_has_rested() {
    let app = with("a b c").expect_details_of("a").keys("j").wait(LATER - 1);
    let app = app.tick().expect_selected("b").expect_details_of("a");
    let due = app.state.deadline().unwrap();
    let app = app.keys("j").expect("every move starts the rest anew", |state| state.deadline().unwrap() > due);
    let app = app.wait(LATER).tick().expect_details_of("c");
    app.expect("nothing is waited for", |state| state.deadline().is_none());
}

#[test]
fn the_details_follow_at_once_when_they_are_asked_for() {
    for keys in ["t", "x", "Tab", "BackTab"] {
        with("a b").keys("j").keys(keys).expect_details_of("b").expect("at rest", |state| state.deadline().is_none());
    }
    with("a(b1)").keys("l l l j Enter").expect_details_of("a/Buckets/b1");
}

#[test]
fn a_move_that_goes_nowhere_starts_nothing() {
    with("a b").keys("k g").expect("nothing is waited for", |state| state.deadline().is_none());
}

#[test]
fn the_other_pane_takes_the_keys_and_gives_them_back() {
    let has = |focus| move |state: &State| state.focus == focus;
    for back in ["Tab", "BackTab", "h", "Left", "Esc", "Backspace"] {
        with("a b").keys("Tab").expect("details", has(Focus::Detail)).keys(back).expect("tree", has(Focus::Tree));
    }
    let app = with("a(b1) b").keys("Tab l Right Enter Space J K E C");
    app.expect("details", has(Focus::Detail)).expect_rows(&[">▸ a", " ▸ b"]);
}

#[test]
fn the_details_scroll_from_end_to_end() {
    let at = |line: usize| move |state: &State| state.detail.scroll == line;
    let app = with("a(1 2 3 | 4 5)").size(120, 12).keys("t Tab");
    let page = usize::from(app.state.layout().detail_inner().unwrap().height);
    let width = app.state.layout().detail_inner().unwrap().width;
    let last = crate::app::detail::content(&app.state, width).lines.len() - page;
    assert!(last > page + 2, "long enough for this test");
    app.keys("j Down k")
        .expect("one line", at(1))
        .keys("PgDn")
        .expect("a page", at(1 + page))
        .keys("C-d")
        .expect("half a page", at(1 + page + page / 2))
        .keys("C-u PgUp PgUp")
        .expect("the start", at(0))
        .keys("G j PgDn End")
        .expect("the end", at(last))
        .keys("k")
        .expect("one line back", at(last - 1))
        .keys("t t")
        .expect("fields and JSON start at their first line", at(0))
        .expect_selected("a");
}

#[test]
fn other_details_start_at_their_first_line() {
    let app = with("a(1 2 3) b").size(120, 12).keys("Tab j j Tab j").wait(LATER).tick();
    app.expect_details_of("b").expect("the first line", |state| state.detail.scroll == 0);
}

#[test]
fn json_stays_json_from_object_to_object() {
    let app = with("a b").keys("t j").wait(LATER).tick().expect("JSON", |state| state.detail.json);
    app.keys("t").expect("fields", |state| !state.detail.json);
}

#[test]
fn credentials_show_until_they_are_masked_or_left() {
    let clear = |state: &State| state.detail.revealed;
    let masked = |state: &State| !state.detail.revealed;
    let app = || with("a(b1 b2)").keys("l j l j x").expect("in clear", clear);
    app().keys("x").expect("masked again", masked);
    app().keys("j").expect("masked at once", masked).keys("k").expect("and still", masked);
    app().keys("h").expect("masked at its parent", masked);
    app().keys("C").expect("masked when all is closed", masked);
    app().keys("Tab j t").expect("reading on does not mask", clear).keys("? Esc").expect("the help does", masked);
    let later = app().wait(29_999).tick().expect("half a minute", clear).wait(1).tick();
    later.expect("and no longer", masked).expect("nobody is woken again", |state| state.deadline().is_none());
    app().keys("x x").wait(29_999).tick().expect("half a minute from when it was asked for", clear);
    let size = |width| Msg::Resize(Size { width, height: 40 });
    app().send(size(120)).expect("the same size", clear).send(size(121)).expect("another one", masked);
    app().keys("r").expect("the answer is not there yet", clear).reply("a(b1 b2)").expect("masked", masked);
    app().keys("r").fails(refused()).expect("nothing changed", clear);
}

#[test]
fn where_nothing_is_hidden_there_is_nothing_to_reveal() {
    let masked = |state: &State| !state.detail.revealed;
    with("a(b1)").keys("l j x").expect_selected("a/Buckets").expect("a list", masked);
    let app = with("a(b1)").keys("x").expect("no field of the repository is hidden", masked);
    let app = app.keys("t x").expect("its JSON holds the key of its bucket", |state| state.detail.revealed);
    app.keys("t x").expect("back to masked", masked);
}

#[test]
fn the_cursor_moves_over_fields_and_starts_anew_with_other_details() {
    let at = |cursor: usize| move |state: &State| state.detail.cursor == cursor;
    let app = with("a(1 2 3) b").keys("j j").expect("the tree has the keys", at(0)).keys("g Tab j Down");
    let app = app.expect("two fields on", at(2)).keys("k").expect("one back", at(1)).keys("Esc Tab");
    let app = app.expect("it stays while the keys go to the tree", at(1));
    let app = app.keys("t j").expect("JSON has no fields", at(0)).keys("t").expect("the first field", at(0));
    let app = app.keys("j r").reply("a(1 2 3 4) b").expect("the same object after a refresh", at(1));
    app.keys("Esc j").wait(LATER).tick().keys("Tab").expect("another object", at(0));
}

#[test]
fn a_copy_from_a_list_is_the_id_of_its_item() {
    let app = with("a(b1 b2 | k)").keys("l j Tab j y").expect_effects(&[Effect::Copy(1, "b2".into())]);
    app.keys("Esc h h Tab End y").expect_effects(&[]);
}
