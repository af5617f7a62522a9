//! The mouse: what a click, the wheel and the border do, and that it is off at first.

use super::analysis::SHARED;
use super::*;
use crate::app::mouse::{Did, Pointed};

impl App {
    fn mouse(self, did: Did, x: u16, y: u16) -> Self {
        self.send(Msg::Mouse(Pointed { did, x, y }))
    }

    fn click(self, x: u16, y: u16) -> Self {
        self.mouse(Did::Press, x, y).mouse(Did::Release, x, y)
    }
}

fn on(organization: &str) -> App {
    with(organization).keys("m").expect_effects(&[Effect::Mouse(true)])
}

fn tree_width(app: &App) -> u16 {
    app.state.layout().tree.unwrap().width
}

#[test]
fn it_is_off_until_it_is_turned_on_and_off_again() {
    with("a b").click(10, 3).expect_selected("a");
    on("a b")
        .click(10, 3)
        .expect_selected("b")
        .keys("m")
        .expect_effects(&[Effect::Mouse(false)])
        .click(10, 2)
        .expect_selected("b");
}

#[test]
fn a_click_selects_and_a_second_one_or_one_on_the_mark_opens() {
    let app = on("a(b1) b").click(10, 3).expect_selected("b").click(10, 2).expect_selected("a");
    let open = [">▾ a", "   ▸ Buckets", "     API keys", "     AI LLMs", "     AI API keys", " ▸ b"];
    let app = app.click(10, 2).expect_rows(&open).click(10, 2).expect_rows(&[">▸ a", " ▸ b"]);
    let app = app.keys("j").click(2, 2).expect_rows(&open).click(4, 3).expect_selected("a/Buckets");
    let app = app.click(10, 4).expect_selected("a/Buckets/b1").click(10, 4);
    app.expect("a second click leads to the details", |state| state.focus == Focus::Detail);
}

#[test]
fn a_click_gives_a_pane_the_keys() {
    let app = on("a b").click(100, 10).expect("details", |state| state.focus == Focus::Detail);
    app.click(10, 30).expect("tree", |state| state.focus == Focus::Tree).expect_selected("a");
}

#[test]
fn the_wheel_scrolls_what_is_under_it() {
    let names: Vec<String> = (10..80).map(|number| number.to_string()).collect();
    let app = on(&names.join(" ")).mouse(Did::WheelDown, 10, 10).expect_window_starts(&[">▸ 13"]);
    let app = app.keys("j j j j").expect_selected("17").mouse(Did::WheelDown, 10, 10).expect_selected("17");
    let app = app.mouse(Did::WheelUp, 10, 10).mouse(Did::WheelUp, 10, 10).mouse(Did::WheelUp, 10, 10);
    let app = app.expect_window_starts(&[" ▸ 10"]).expect_selected("17").size(120, 12);
    let app = app.mouse(Did::WheelDown, 100, 5).expect("the details scroll", |state| state.detail.scroll == 3);
    app.expect("the keys stay", |state| state.focus == Focus::Tree)
        .mouse(Did::WheelUp, 100, 5)
        .expect("and back", |state| state.detail.scroll == 0);
}

#[test]
fn the_border_follows_the_mouse_in_both_directions() {
    let app = on("a b").mouse(Did::Press, 68, 10).mouse(Did::Drag, 49, 12);
    assert_eq!(tree_width(&app), 50);
    let app = app.mouse(Did::Drag, 0, 0);
    assert_eq!(tree_width(&app), 24);
    let app = app.mouse(Did::Drag, 79, 0).mouse(Did::Release, 79, 0).mouse(Did::Drag, 30, 0);
    assert_eq!(tree_width(&app), 80);
    let app = app.size(80, 24);
    let bottom = app.state.layout().tree.unwrap().bottom() - 1;
    let app = app.mouse(Did::Press, 5, bottom).mouse(Did::Drag, 5, 8).mouse(Did::Release, 5, 8);
    assert_eq!(app.state.layout().tree.unwrap().bottom(), 9);
}

/// The list that is open: the line one stands on and the first one in sight.
fn in_list(app: &App) -> (usize, usize) {
    let Some(Overlay::List(pane)) = &app.state.overlay else { panic!("no list") };
    (pane.at, pane.top)
}

#[test]
fn the_help_scrolls() {
    let app = on("a b").keys("?").click(10, 3).expect_selected("a").size(80, 12).mouse(Did::WheelDown, 10, 3);
    let scrolled =
        |rows| move |state: &State| matches!(&state.overlay, Some(Overlay::Help(pane)) if pane.scroll == rows);
    app.expect("scrolled", scrolled(3)).mouse(Did::WheelUp, 10, 3).expect("back", scrolled(0));
}

#[test]
fn a_list_scrolls_and_a_second_click_goes_where_the_line_leads() {
    let app = on(SHARED).analyzed().keys("!").size(80, 8).mouse(Did::WheelDown, 10, 3);
    assert_eq!(in_list(&app), (3, 3));
    let app = app.mouse(Did::WheelUp, 10, 3);
    assert_eq!(in_list(&app), (3, 0), "one stays where one stood as long as that is in sight");
    let app = app.click(10, 4);
    assert_eq!(in_list(&app), (2, 0));
    let app = app.click(0, 3).click(10, 0).click(10, 7).click(79, 3);
    assert_eq!(in_list(&app), (2, 0), "the border, the header and the footer are no lines");
    app.click(20, 4).expect("in the tree", |state| state.overlay.is_none());
}

#[test]
fn the_overview_scrolls_and_a_second_click_shows_what_a_line_counts() {
    let app = on(SHARED).analyzed().size(80, 12).keys("D").counted(1);
    let app = app.mouse(Did::WheelDown, 10, 3).expect("scrolled", |state| state.overview.top == 3);
    let app = app.mouse(Did::WheelDown, 10, 3).expect("scrolled", |state| state.overview.top == 6);
    let at = app.state.overview.at;
    assert!(at > 0, "what one stands on stays in sight");
    let app = app.mouse(Did::WheelUp, 10, 3).mouse(Did::WheelUp, 10, 3).expect("back", |state| state.overview.top == 0);
    // The title of a panel is no line.
    let app = app.click(10, 2).expect("nothing", |state| state.overview.at != 0);
    let app = app.click(10, 4).expect("the second line", |state| state.overview.at == 1);
    app.click(10, 4).expect("looked for", |state| state.arrangement.query.text() == "kind:bucket");
}

#[test]
fn a_click_chooses_in_a_question_and_a_second_one_takes_it() {
    let chosen = |app: &App| match &app.state.overlay {
        Some(Overlay::Palette(picker)) => Some(picker.choice),
        Some(Overlay::Workspace(prompt)) => prompt.choice,
        Some(Overlay::Copy(list)) => Some(list.picker.choice),
        other => panic!("{other:?}"),
    };
    let app = on("a@w1 b@w2").size(80, 24).keys(":").mouse(Did::WheelDown, 10, 10).mouse(Did::WheelDown, 10, 10);
    assert_eq!(chosen(&app), Some(2));
    let app = app.mouse(Did::WheelUp, 10, 10).mouse(Did::WheelUp, 10, 10).mouse(Did::WheelUp, 10, 10);
    assert_eq!(chosen(&app), Some(0), "it ends where the list does");
    let app = app.typed("redraw").click(20, 6).expect_effects(&[Effect::Redraw]);
    let app = app.keys("Y").mouse(Did::WheelDown, 10, 10);
    assert_eq!(chosen(&app), Some(1));
    let app = app.keys("Esc w").mouse(Did::WheelDown, 10, 10);
    assert_eq!(chosen(&app), Some(0));
    // The box of two workspaces is 7 lines high.
    let second = (24 - 1 - 7) / 2 + 1 + 3 + 1;
    let app = app.click(20, second).expect_effects(&[]).click(20, second + 1);
    assert_eq!(chosen(&app), Some(1), "below the last line there is none");
    app.click(20, second).expect_effects(&[fetch(2, workspace("w2"))]);
}

#[test]
fn while_something_is_looked_for_the_panes_are_in_reach() {
    let names: Vec<String> = (10..80).map(|number| number.to_string()).collect();
    let app = on(&names.join(" ")).keys("/").mouse(Did::WheelDown, 10, 10).expect_window_starts(&[">▸ 13"]);
    let app = app.click(10, 38).expect("still typed", |state| matches!(state.overlay, Some(Overlay::Search(_))));
    let app = app.click(10, 4).expect_selected("15").expect("kept", |state| state.overlay.is_none());
    let app = app.keys("Tab /").typed("1").click(10, 2).expect_selected("13");
    app.expect("what was looked for stays", |state| state.detail.find.is_some() && state.overlay.is_none());
}
