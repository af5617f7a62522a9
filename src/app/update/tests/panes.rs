//! How the panes are arranged: zoomed, larger, turned, and with their border elsewhere.

use super::*;

/// `TREE|DETAIL` in columns where they stand side by side, `TREE/DETAIL` in rows where they are stacked, else the one.
fn panes(state: &State) -> String {
    let layout = state.layout();
    match (layout.both(), layout.tree) {
        (Some((tree, detail, true)), _) => format!("{}|{}", tree.width, detail.width),
        (Some((tree, detail, false)), _) => format!("{}/{}", tree.height, detail.height),
        (None, Some(_)) => "tree".to_owned(),
        (None, None) => "details".to_owned(),
    }
}

impl App {
    #[track_caller]
    fn expect_panes(self, expected: &str) -> Self {
        assert_eq!(panes(&self.state), expected);
        self
    }
}

#[test]
fn the_pane_in_focus_takes_the_whole_body_and_gives_it_back() {
    for (width, height) in [(120, 40), (80, 24)] {
        let app = with("a b").size(width, height);
        let usual = panes(&app.state);
        let app = app.keys("z").expect_panes("tree").keys("Tab").expect_panes("details");
        app.keys("Tab z").expect_panes(&usual).keys("Tab z").expect_panes("details");
    }
    with("a b").size(40, 12).keys("z").expect_panes("tree").keys("z").expect_panes("tree");
}

#[test]
fn more_and_less_room_goes_by_steps_and_stops_at_both_ends() {
    let app = with("a b").expect_panes("69|51").keys("+").expect_panes("90|30").keys("+").expect_panes("tree");
    let app = app.keys("+").expect_panes("tree").keys("_").expect_panes("90|30").keys("Tab").expect_panes("30|90");
    app.keys("_ _").expect_panes("69|51").keys("+ + z").expect_panes("69|51");
}

#[test]
fn the_border_moves_both_ways_and_leaves_each_pane_some_room() {
    let app = with("a b").keys(">").expect_panes("73|47").keys("< < <").expect_panes("61|59");
    let app = app.keys("Tab").expect_panes("61|59");
    let app = app.keys(&["<"; 40].join(" ")).expect_panes("24|96").keys(">").expect_panes("28|92");
    let app = app.keys(&[">"; 40].join(" ")).expect_panes("96|24").size(240, 40).expect_panes("192|48");
    // Each way of standing has a border of its own.
    let app = app.size(80, 24).expect_panes("6/16").keys("> >").expect_panes("10/12").keys("Tab").expect_panes("10/12");
    app.size(120, 40).expect_panes("96|24");
}

#[test]
fn the_border_of_a_larger_pane_moves_from_where_it_stands() {
    with("a b").keys("+ <").expect_panes("86|34");
}

#[test]
fn the_panes_stand_the_other_way_where_there_is_room() {
    let app = with("a b").keys("v").expect_panes("20/18").keys("v").expect_panes("69|51");
    let app = app.size(80, 24).keys("v").expect_panes("46|34").keys("z v z").expect_panes("46|34");
    let app = app.keys("v").expect_panes("12/10").size(40, 30).keys("v").expect_panes("15/13");
    app.expect("it is said", |state| state.notice.as_deref().is_some_and(|notice| notice.contains("no room")));
}

#[test]
fn what_cannot_be_moved_is_said_and_nothing_moves_behind_the_help() {
    let said = |state: &State| state.notice.as_deref().is_some_and(|notice| notice.contains("no border"));
    with("a b").keys("z <").expect("it is said", said).keys("z").expect_panes("69|51");
    with("a b").keys("? z + v < > Esc").expect_panes("69|51");
}

#[test]
fn the_selection_stays_in_sight_whatever_the_room() {
    let app = with("a b c d e f g h i j k l m n").size(80, 24).keys("G");
    app.keys("< < < <").expect_selected("n").keys("z v z + _").expect_selected("n");
}
