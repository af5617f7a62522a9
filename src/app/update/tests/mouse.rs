//! The mouse: what a click, the wheel and the border do, and that it is off at first.

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

#[test]
fn over_the_panes_only_the_help_scrolls() {
    let app = on("a b").keys("?").click(10, 3).expect_selected("a").size(80, 12).mouse(Did::WheelDown, 10, 3);
    let app =
        app.expect("the help scrolls", |state| matches!(&state.overlay, Some(Overlay::Help(pane)) if pane.scroll == 1));
    app.keys("Esc w").click(10, 3).mouse(Did::WheelDown, 10, 3).expect_selected("a");
}
