//! What was found: beside the rows, under the details, and in lists of their own.

use ratatui::style::Modifier;

use crate::model::role::ThemeName;
use crate::model::tint::Depth;
use crate::ui::tests::app::{App, DEMO, app, cut, snapshot};
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
fn a_reversed_mark_touches_nothing() {
    for theme in [ThemeName::HighContrast, ThemeName::ColourBlind] {
        for keys in ["l l l l", "!", "! Tab", "j j l l l l j u", "?"] {
            let mut app = analyzed(app().size(160, 50)).keys(keys);
            app.theme = Theme::of(theme, &[], Depth::Full);
            let buffer = app.buffer();
            for row in buffer.content.chunks(160) {
                let reversed: Vec<_> = row
                    .iter()
                    .filter(|cell| cell.modifier.contains(Modifier::REVERSED))
                    .map(ratatui::buffer::Cell::symbol)
                    .collect();
                // A row that is reversed as a whole is the one that is selected.
                assert!(reversed.len() > 30 || !reversed.contains(&" "), "{keys}\n{}", app.frame());
            }
        }
    }
}

#[test]
fn a_finding_in_the_details_looks_as_severe_as_it_is() {
    let mut app = analyzed(app().size(160, 50)).keys("l l l l");
    app.theme = Theme::of(ThemeName::HighContrast, &[], Depth::Full);
    let (frame, buffer) = (app.frame(), app.buffer());
    let mut seen = 0;
    for (y, line) in frame.lines().enumerate() {
        let Some((before, _)) = line.split_once("! medium: ") else { continue };
        let x = crate::model::text::width(before);
        let cell = &buffer.content[y * 160 + x];
        assert_eq!(cell.modifier, app.theme.warning.add_modifier, "{frame}");
        seen += 1;
    }
    assert!(seen > 0, "{frame}");
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
fn what_is_not_whole_is_not_counted_and_that_is_said() {
    let mut app = app().part(r#"{"success":true,"repos":[{"id":"a"},"#).keys("!");
    let frame = app.frame();
    assert!(frame.contains("Counted once everything has come."), "{frame}");
    app = app.fails(cut());
    let frame = app.frame();
    let why = "What came is not whole, so nothing is counted. r loads it again";
    assert!(frame.contains(why), "{frame}");
    app = app.keys("Esc 3");
    let frame = app.frame();
    assert!(frame.contains(why), "{frame}");
    let frame = app.keys("1 f").frame();
    assert!(frame.contains("what came is not whole, so no findings are counted"), "{frame}");
}

#[test]
fn the_list_of_uses() {
    shows_at_all_sizes("uses", |app| analyzed(app).keys("j j l l l l j u j"));
}

#[test]
fn where_a_list_has_no_border_nothing_of_one_is_written_over_it() {
    let repo = r#"{"success":true,"repos":[{"id":"a","name":"b","createdAt":"no time"}]}"#;
    let mut app = app().reply(repo).analyzed().keys("!").size(31, 2);
    assert!(!app.frame().contains("as far as"), "{}", app.frame());
}
