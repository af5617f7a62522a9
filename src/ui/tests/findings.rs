//! What was found: beside the rows, under the details, and in lists of their own.

use crate::ui::tests::app::{App, DEMO, app, snapshot};
use crate::ui::theme::Theme;

const SIZES: [(u16, u16); 3] = [(160, 50), (80, 24), (40, 12)];

fn shows_at_all_sizes(name: &str, make: impl Fn(App) -> App) {
    let frame = |(width, height)| format!("{width}x{height}\n{}", make(app().size(width, height)).frame());
    snapshot(name, &SIZES.map(frame).join("\n\n"));
}

fn analyzed(app: App) -> App {
    app.reply(DEMO).analyzed()
}

#[test]
fn badges_beside_the_rows() {
    shows_at_all_sizes("badges", |app| analyzed(app).keys("l l l l"));
    let mut app = analyzed(app());
    app.theme = Theme::mono();
    assert!(app.frame().contains("!!"), "told without colour");
}

#[test]
fn those_of_an_object_under_its_details() {
    shows_at_all_sizes("details_findings", |app| analyzed(app).keys("l l l l Enter G"));
}

#[test]
fn the_list_of_findings() {
    shows_at_all_sizes("findings", |app| analyzed(app).keys("! j j j"));
    shows_at_all_sizes("findings_by_repository", |app| analyzed(app).keys("! Tab G"));
    snapshot("findings_counting", &app().reply(DEMO).keys("!").frame());
    snapshot("findings_none", &app().reply(r#"{"success":true,"repos":[]}"#).analyzed().keys("!").frame());
}

#[test]
fn the_list_of_uses() {
    shows_at_all_sizes("uses", |app| analyzed(app).keys("j j l l l l j u j"));
}
