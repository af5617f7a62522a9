//! Each key in the tree, and the viewport.

use super::*;

#[test]
fn arrows_and_letters_move_by_one_row_and_stop_at_the_ends() {
    with("a b c")
        .keys("j")
        .expect_selected("b")
        .keys("Down Down Down")
        .expect_selected("c")
        .keys("k Up Up Up")
        .expect_selected("a")
        .expect_effects(&[]);
}

#[test]
fn right_opens_then_goes_to_the_first_child() {
    with("a(b1 b2) c")
        .keys("l")
        .expect_rows(&[">▾ a", "   ▸ Buckets", "     API keys", "     AI LLMs", "     AI API keys", " ▸ c"])
        .keys("Right Right l")
        .expect_selected("a/Buckets/b1")
        .keys("l Right")
        .expect_selected("a/Buckets/b1");
}

#[test]
fn left_closes_or_goes_to_the_parent_and_ends_at_a_closed_repository() {
    with("a(b1 b2) c")
        .keys("l l l j j")
        .expect_selected("a/Buckets/b2")
        .keys("h")
        .expect_selected("a/Buckets")
        .keys("Left")
        .expect_rows(&[" ▾ a", ">  ▸ Buckets", "     API keys", "     AI LLMs", "     AI API keys", " ▸ c"])
        .keys("h h")
        .expect_rows(&[">▸ a", " ▸ c"])
        .keys("h Left")
        .expect_rows(&[">▸ a", " ▸ c"]);
}

#[test]
fn a_list_without_items_can_neither_be_opened_nor_closed() {
    let rows = [" ▾ a", ">    Buckets", "     API keys", "     AI LLMs", "     AI API keys"];
    with("a").keys("l j l Right").expect_rows(&rows).keys("h").expect_selected("a");
    with("a").keys("E j").expect_rows(&rows).keys("h").expect_selected("a");
}

#[test]
fn enter_and_space_toggle_a_branch_and_go_to_the_details_of_an_item() {
    with("a(b1)")
        .keys("Enter j Space")
        .expect_rows(&[" ▾ a", ">  ▾ Buckets", "       b1", "     API keys", "     AI LLMs", "     AI API keys"])
        .keys("Enter")
        .expect_rows(&[" ▾ a", ">  ▸ Buckets", "     API keys", "     AI LLMs", "     AI API keys"])
        .expect("the tree has the focus", |state| state.focus == Focus::Tree)
        .keys("Space j Enter")
        .expect_selected("a/Buckets/b1")
        .expect("the details have the focus", |state| state.focus == Focus::Detail);
}

#[test]
fn enter_on_what_is_no_repository_shows_what_came() {
    with("null").keys("Enter").expect("the details have the focus", |state| state.focus == Focus::Detail);
}

#[test]
fn home_and_end_go_to_the_first_and_the_last_row() {
    for (last, first) in [("G", "g"), ("End", "Home")] {
        with("a b c(b1)").keys("E").keys(last).expect_selected("c/AI API keys").keys(first).expect_selected("a");
    }
}

#[test]
fn siblings_are_rows_of_the_same_parent() {
    with("a(b1 b2 | k) b c")
        .keys("E J")
        .expect_selected("b")
        .keys("J J")
        .expect_selected("c")
        .keys("K K K")
        .expect_selected("a")
        .keys("j J")
        .expect_selected("a/API keys")
        .keys("K j J J")
        .expect_selected("a/Buckets/b2")
        .keys("K K")
        .expect_selected("a/Buckets/b1");
}

#[test]
fn expanding_and_collapsing_all_leave_the_selection_on_its_line() {
    let organization = "a(1 2 3) b(1 2 3) c(1 2 3) d(1 2 3) e(1 2 3)";
    let app = with(organization).size(120, 10).keys("j j j");
    let line = app.line();
    let app = app.keys("E").expect_selected("d");
    assert_eq!(app.line(), line);
    let app = app.keys("j j j");
    let line = app.line();
    let app = app.keys("C").expect_selected("d").expect_rows(&[" ▸ a", " ▸ b", " ▸ c", ">▸ d", " ▸ e"]);
    assert!(app.line() <= line, "as near to it as five rows allow");
}

#[test]
fn leaving_the_viewport_scrolls_half_of_it() {
    // Ten lines: header, footer and two borders leave six.
    with("a b c d e f g h i j")
        .size(120, 10)
        .keys("j j j j j")
        .expect_window(&[" ▸ a", " ▸ b", " ▸ c", " ▸ d", " ▸ e", ">▸ f"])
        .keys("j")
        .expect_window(&[" ▸ d", " ▸ e", " ▸ f", ">▸ g", " ▸ h", " ▸ i"])
        .keys("k k k k")
        .expect_window(&[" ▸ a", " ▸ b", ">▸ c", " ▸ d", " ▸ e", " ▸ f"]);
}

#[test]
fn pages_and_half_pages_take_the_viewport_along() {
    with("a b c d e f g h i j k l m n o p")
        .size(120, 10)
        .keys("j PgDn")
        .expect_window(&[" ▸ g", ">▸ h", " ▸ i", " ▸ j", " ▸ k", " ▸ l"])
        .keys("C-d")
        .expect_window(&[" ▸ j", ">▸ k", " ▸ l", " ▸ m", " ▸ n", " ▸ o"])
        .keys("C-u PgUp")
        .expect_window(&[" ▸ a", ">▸ b", " ▸ c", " ▸ d", " ▸ e", " ▸ f"])
        .keys("PgUp")
        .expect_selected("a")
        .keys("PgDn PgDn PgDn")
        .expect_selected("p");
}

#[test]
fn the_ancestors_of_the_first_row_stay_above_it() {
    with("a(1 2 3 4 5 6 7 8 9)")
        .size(120, 10)
        .keys("E j j j j j j j j j")
        .expect_window(&[" ▾ a", "   ▾ Buckets", "       7", ">      8", "       9", "     API keys"])
        .keys("G")
        .expect_window(&[" ▾ a", "   ▾ Buckets", "       9", "     API keys", "     AI LLMs", ">    AI API keys"]);
}

#[test]
fn a_smaller_terminal_keeps_the_selection_in_sight() {
    let app = with("a b c d e f g h i j k l m n o p").keys("G");
    let app = app.size(120, 7).expect_selected("p").size(40, 12).size(1, 1).size(0, 0).size(3, 2);
    app.size(120, 40).expect_selected("p").expect_window(&[
        " ▸ a", " ▸ b", " ▸ c", " ▸ d", " ▸ e", " ▸ f", " ▸ g", " ▸ h", " ▸ i", " ▸ j", " ▸ k", " ▸ l", " ▸ m", " ▸ n",
        " ▸ o", ">▸ p",
    ]);
}

#[test]
fn coming_back_to_a_tree_that_was_hidden_finds_the_selection_in_sight() {
    // One pane at a time: with the details in front the tree has no rows at all.
    with("a b c d e f g h i j k l m n o p")
        .size(80, 18)
        .keys("j j j j j j j j j Tab")
        .expect("the tree is hidden", |state| state.tree_height() == 0)
        .size(80, 9)
        .keys("Tab")
        .expect_selected("j")
        .keys("Tab r")
        .reply("j")
        .keys("Tab")
        .expect_window(&[">▸ j"]);
}

#[test]
fn keys_without_data_do_nothing() {
    let app = app().forget_effects().keys("j k l h Enter Space g G PgUp PgDn C-u C-d J K E C t x");
    app.expect("nothing is selected", |state| state.selected().is_none()).expect_effects(&[]).expect_exit(None);
    with("").keys("j k l h Enter Space g G PgUp PgDn C-u C-d J K E C t x Tab j Tab").expect_effects(&[]);
}
