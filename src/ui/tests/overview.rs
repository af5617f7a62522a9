//! What there is in figures: panels in columns, at every size, without colours too.

use std::sync::Arc;

use crate::app::msg::Msg;
use crate::app::overview::SurveyId;
use crate::model::overview::Survey;
use crate::ui::tests::app::{App, DEMO, app, snapshot};
use crate::ui::theme::Theme;

fn counted(app: App, id: u64) -> App {
    let data = app.state.data.as_ref().unwrap();
    let query = app.state.arrangement.query.clone();
    let overview = Survey::of(&data.inventory, query, &data.insight(), app.state.screen.now);
    app.send(Msg::Surveyed(SurveyId(id), Arc::new(overview)))
}

fn opened(width: u16, height: u16) -> App {
    counted(app().size(width, height).reply(DEMO).analyzed().keys("D"), 1)
}

#[test]
fn panels_stand_in_columns_where_there_is_room() {
    let frame = |(width, height)| format!("{width}x{height}\n{}", opened(width, height).keys("j j").frame());
    snapshot("overview", &[(160, 50), (100, 30), (80, 24), (40, 12)].map(frame).join("\n\n"));
    let end = |(width, height)| format!("{width}x{height}\n{}", opened(width, height).keys("G").frame());
    snapshot("overview_end", &[(80, 24), (40, 12), (12, 5)].map(end).join("\n\n"));
}

#[test]
fn it_is_being_counted_until_it_is_there() {
    let mut app = app().reply(DEMO).analyzed().keys("D");
    assert!(app.frame().contains("Being counted."));
}

#[test]
fn the_line_one_stands_on_is_told_without_colours() {
    let mut app = opened(80, 24);
    app.theme = Theme::mono();
    let frame = app.frame();
    let row = frame.lines().position(|line| line.contains("repositories")).unwrap();
    let buffer = app.buffer();
    let cell = &buffer[(3, u16::try_from(row).unwrap())];
    assert!(cell.style().add_modifier.contains(ratatui::style::Modifier::REVERSED), "{cell:?}");
}

#[test]
fn every_size_draws() {
    let mut app = opened(160, 50);
    for width in (0..60).step_by(3).chain([100, 150, 200]) {
        for height in 0..20 {
            app = app.keys("Tab").size(width, height);
            let (buffer, background) = (app.buffer(), app.theme.selected.bg);
            let is_marked = buffer.content.iter().any(|cell| cell.style().bg == background);
            assert!(is_marked || width == 0 || height == 0, "{width}x{height}\n{}", app.frame());
        }
    }
}
