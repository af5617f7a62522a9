//! What stays over a refresh, and what a failed one leaves.

use super::*;

#[test]
fn older_data_stays_until_the_new_is_whole() {
    let app = with("a b").keys("r").expect_effects(&[fetch(2, Scope::All)]).part("c").expect_rows(&[">▸ a", " ▸ b"]);
    let before = app.state.data.as_ref().unwrap().revision;
    let app = app.part("a").done().expect_rows(&[" ▸ c", ">▸ a"]);
    assert!(app.state.data.as_ref().unwrap().revision > before);
}

#[test]
fn the_selection_stays_on_its_object_when_rows_above_come_and_go() {
    let app = with("a b(1 2) c").keys("j l j l j j").expect_selected("b/Buckets/2");
    let app = app.keys("r").reply("x y a b(0 2 1) c").expect_selected("b/Buckets/2").expect_details_of("b/Buckets/2");
    let app = app.keys("r").reply("b(2)").expect_selected("b/Buckets/2");
    app.keys("r").reply("c a b(1 | 2) b(2)").expect_selected("b/Buckets");
}

#[test]
fn a_repository_that_moved_takes_selection_and_open_branches_along() {
    with("a(1 | k) b(1)").keys("l j j l r").reply("b(1) c a(1 | k)").expect_rows(&[
        " ▸ b",
        " ▸ c",
        " ▾ a",
        "   ▸ Buckets",
        ">  ▾ API keys",
        "       k",
        "     AI LLMs",
        "     AI API keys",
    ]);
}

#[test]
fn what_vanished_falls_to_its_nearest_ancestor_that_is_left() {
    let app = with("a b(1 2) c").keys("j l j l j").expect_selected("b/Buckets/1");
    app.keys("r").reply("a b(2) c").expect_selected("b/Buckets").expect_details_of("b/Buckets");
}

#[test]
fn where_the_repository_vanished_its_place_is_selected() {
    let at = |keys: &str| with("a b(1) c").keys("j l j l j").keys(keys);
    at("r").reply("a c d").expect_selected("c");
    at("h r").reply("a c d").expect_selected("c");
    at("r").reply("a").expect_selected("a");
    at("r").reply("").expect_rows(&[]);
}

#[test]
fn of_several_with_one_id_the_same_one_stays_selected() {
    let app = with("a=One a=Two a=Three").keys("j").expect_selected("Two");
    let app = app.keys("r").reply("b a=One a=Two a=Three").expect_selected("Two");
    app.keys("r").reply("a=One").expect_selected("One");
    let app = with("a(b=First b=Second)").keys("l j l j j").expect_selected("a/Buckets/Second");
    app.keys("r").reply("a(c b=First b=Second)").expect_selected("a/Buckets/Second");
}

#[test]
fn without_ids_the_place_stays_selected() {
    let app = with("-=One(-=Item) -=Two(-=Item)").keys("j l j l j").expect_selected("Two/Buckets/Item");
    let app = app.keys("r").reply("-=Uno(-=X) -=Due(-=Y)").expect_selected("Due/Buckets/Y");
    let app = app.keys("r").reply("-=Uno -=Due").expect_selected("Due/Buckets");
    app.keys("r").reply("-=Uno").expect_selected("Uno");
}

#[test]
fn a_repository_that_is_none_any_more_is_selected_as_what_it_is() {
    let app = with("a -=Odd(1)").keys("j l j l").expect_selected("Odd/Buckets").keys("r").reply("a null");
    app.expect("the row that says what came", |state| state.selected() == Some(Node::Repo(1)));
}

#[test]
fn the_selection_stays_on_its_line_of_the_screen() {
    let many = "a b c d e f g(1 2 3) h i j k l m n o p q r s t";
    let app = with(many).size(120, 12).keys("j j j j j j l j");
    let line = app.line();
    let app = app.keys("r").reply(&format!("v w x y z {many}")).expect_selected("g/Buckets");
    assert_eq!(app.line(), line);
    let app = app.keys("r").reply(many).expect_selected("g/Buckets");
    assert_eq!(app.line(), line);
}

#[test]
fn the_line_is_kept_under_pinned_ancestors_too() {
    let app = with("a(1 2 3 4 5 6 7 8 9) b c d e f").size(120, 10).keys("E j j j j j j j j");
    let app = app.expect_window(&[" ▾ a", "   ▾ Buckets", "       4", "       5", "       6", ">      7"]);
    let app = app.keys("r").reply("x y a(1 2 3 4 5 6 7 8 9) b c d e f");
    app.expect_window(&[" ▾ a", "   ▾ Buckets", "       4", "       5", "       6", ">      7"]);
}

#[test]
fn a_refresh_that_changes_nothing_changes_nothing_on_the_screen() {
    let app = with("a(1) b(1 2 | k) c").size(120, 10).keys("j l j l j r");
    let (tree, detail) = (app.state.tree.clone(), app.state.detail.node);
    let app = app.reply("a(1) b(1 2 | k) c");
    assert_eq!(app.state.tree, tree);
    assert_ne!(app.state.detail.node, detail, "the details follow at once");
}

#[test]
fn the_details_stay_where_they_were_scrolled_to_as_long_as_it_is_the_same_object() {
    let scrolled = |fields: usize| move |state: &State| state.detail.cursor == fields;
    let app = with("a b(1 2)").size(120, 12).keys("j Tab j j").expect("two fields down", scrolled(2));
    let app = app.keys("r").reply("x a b(1 2)").expect_selected("b").expect("still", scrolled(2));
    app.keys("r").reply("x a c(1 2)").expect_selected("c").expect("another object", scrolled(0));
}

#[test]
fn after_expand_all_a_new_repository_comes_open() {
    let app = with("a").keys("E r").reply("a b").expect("all open", |state| state.tree.outline.len() == 10);
    app.keys("C r").reply("a b c").expect_rows(&[">▸ a", " ▸ b", " ▸ c"]);
}

#[test]
fn an_answer_that_comes_twice_counts_once() {
    let app = with("a b").from(1).reply("c").expect_rows(&[">▸ a", " ▸ b"]);
    app.from(1).fails(refused()).expect_banner(None);
}

#[test]
fn a_failed_refresh_keeps_everything_and_says_why_and_when() {
    let app = with("a(1) b").keys("l j l j r").part("x y");
    let (tree, detail) = (app.state.tree.clone(), app.state.detail.clone());
    let app = app.wait(61_000).fails(refused()).expect_selected("a/Buckets/1").expect_banner(Some(
        "14:04:23Z refresh failed: connection refused. Data from 14:03:22Z; r retries. Check the address.",
    ));
    assert_eq!((app.state.tree.clone(), app.state.detail.clone()), (tree, detail));
    let app = app.forget_effects().keys("r").expect_effects(&[fetch(3, Scope::All)]).expect_banner(None);
    app.reply("b").expect_selected("b").expect_banner(None);
}

#[test]
fn a_banner_takes_rows_from_the_tree_but_not_the_selection() {
    let app = with("a b c d e f g h i j k l").size(120, 12).keys("j j j j j j j").expect_selected("h");
    let rows = app.state.tree_height();
    let app = app.keys("r").fails(refused()).expect_selected("h");
    assert!(app.state.tree_height() < rows);
    assert!(app.window().rows.contains(&Row::Node(Node::Repo(7))));
    app.keys("r").expect("the rows are back", |state| state.tree_height() == rows);
}
