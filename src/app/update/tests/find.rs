//! Looking for a word inside of the details.

use super::*;
use crate::app::detail::{content, find};

/// Its details have the word `al` in the name, the id and, far below, among the other fields.
const ALPHA: &str = "alpha=Alpha b=Beta";

/// Cursor, place and number of places.
fn at(app: &App) -> (usize, usize, usize) {
    let find = app.state.detail.find.as_ref();
    let content = content(&app.state, app.state.layout().detail_inner().unwrap().width);
    (app.state.detail.cursor, find.map_or(0, |find| find.at), find::hits(&content, find).len())
}

#[test]
fn it_goes_to_the_first_place_as_one_types_and_from_one_to_the_next() {
    let app = with(ALPHA).keys("Tab /").typed("al");
    // Name, ID, and what "Disabled" and "Wallet" have not: the sum of the lists has none either.
    assert_eq!(at(&app), (0, 0, 2));
    let app = app.keys("Enter").expect("the line is gone", |state| state.overlay.is_none()).keys("n");
    assert_eq!(at(&app), (1, 1, 2));
    let app = app.keys("n").expect("it says that it went round", |state| state.notice.is_some());
    assert_eq!(at(&app), (0, 0, 2));
    let app = app.keys("N");
    assert_eq!(at(&app), (1, 1, 2));
    let app = app.keys("End n");
    assert_eq!(at(&app).0, 0, "on from where the cursor was moved to, round the end");
    let app = app.keys("Esc").expect("nothing is looked for", |state| state.detail.find.is_none());
    app.expect("still in the details", |state| state.focus == Focus::Detail)
        .keys("Esc")
        .expect("in the tree", |state| state.focus == Focus::Tree && state.arrangement.query.is_empty());
}

#[test]
fn small_letters_match_in_either_case_and_a_capital_in_its_own() {
    let app = with(ALPHA).keys("Tab /").typed("Al");
    assert_eq!(at(&app), (0, 0, 1));
    assert_eq!(at(&app.keys("Backspace Backspace").typed("zzz")), (0, 0, 0));
}

#[test]
fn esc_goes_back_to_where_it_was_begun() {
    let app = with(ALPHA).keys("Tab j j j /").typed("name").keys("Esc");
    app.expect("the cursor is where it was", |state| state.detail.cursor == 3 && state.detail.find.is_none());
}

#[test]
fn what_is_nowhere_is_said_and_n_means_the_tree_where_nothing_is_looked_for_here() {
    let app = with(ALPHA).keys("Tab /").typed("zzz").keys("Enter n");
    let app =
        app.expect("it says so", |state| state.notice.as_deref().is_some_and(|it| it.contains("nothing in these")));
    let app = app.keys("Esc n");
    app.expect("the tree's", |state| state.notice.as_deref() == Some("nothing is looked for: / searches"));
}

#[test]
fn a_value_over_several_lines_is_one_text_and_json_scrolls() {
    let name = "long-name-".repeat(12);
    let app = with(&format!("a={name}END b")).size(100, 30).keys("Tab /").typed("name-long");
    assert_eq!(at(&app), (0, 0, 11), "some of them are broken by a line's end");
    let app = app.keys("Enter t").size(100, 12).keys("/ C-u").typed("aiApiKeys").keys("Enter");
    app.expect("far down", |state| state.detail.scroll > 0 && state.detail.cursor == 0);
}

#[test]
fn nothing_masked_is_found() {
    let app = with("a(b1)").keys("l j l j Tab /").typed("456789ab");
    assert_eq!(at(&app).2, 0);
    let app = app.keys("Enter x");
    assert_eq!(at(&app).2, 1, "revealed it is");
}
