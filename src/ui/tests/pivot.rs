//! The same inventory by what its objects have.

use std::sync::Arc;

use crate::app::msg::Msg;
use crate::app::pivot::PivotId;
use crate::model::pivot::{self, Pivot};
use crate::ui::tests::app::{App, DEMO, app, snapshot};
use crate::ui::theme::Theme;

const SIZES: [(u16, u16); 3] = [(160, 50), (80, 24), (40, 12)];

/// The background work has made the pivot that was asked for first.
fn made(app: App) -> App {
    let data = app.state.data.as_ref().unwrap();
    let (aspect, analyzed) = (app.state.tree.pivot.as_ref().unwrap().aspect, data.analyzed.as_ref().unwrap());
    let slots = pivot::all(aspect, &analyzed.usage, &data.inventory);
    let rows = Pivot::of(aspect, &slots, (analyzed, &data.inventory), None);
    let id = app.state.last_pivot;
    app.send(Msg::Pivoted(PivotId(id.0), Arc::new(rows)))
}

fn shows_at_all_sizes(name: &str, keys: &str, then: &str) {
    let frame = |(width, height)| {
        let app = made(app().size(width, height).reply(DEMO).analyzed().keys(keys)).keys(then);
        let mut app = app;
        format!("{width}x{height}\n{}", app.frame())
    };
    snapshot(name, &SIZES.map(frame).join("\n\n"));
}

#[test]
fn by_each_of_them() {
    shows_at_all_sizes("pivot_workspace", "2", "l");
    shows_at_all_sizes("pivot_bucket", "3", "l l");
    shows_at_all_sizes("pivot_credential", "4", "E");
    shows_at_all_sizes("pivot_llm", "5", "E j");
    shows_at_all_sizes("pivot_endpoint", "6", "l j j");
}

#[test]
fn a_name_has_the_room_of_columns_that_are_empty() {
    let frame = made(app().size(160, 50).reply(DEMO).analyzed().keys("6")).frame();
    assert!(frame.contains("https://meridianarchive2022.blob.core.windows.net !2"), "{frame}");
}

#[test]
fn before_it_is_there_that_is_said() {
    snapshot("pivot_counting", &app().reply(DEMO).keys("3").frame());
    let none = made(app().reply(r#"{"success":true,"repos":[{"id":"a"}]}"#).analyzed().keys("3")).frame();
    assert!(none.contains("No bucket here, as far as this token sees."), "{none}");
}

#[test]
fn the_details_tell_of_what_is_selected_also_where_its_first_object_was_before() {
    let mut app = made(app().size(120, 40).reply(DEMO).analyzed().keys("3"));
    for keys in ["l", "j", "k", "l h"] {
        app = app.keys(keys);
        assert_eq!(app.buffer(), app.buffer_anew(), "{keys}");
    }
}

#[test]
fn it_is_told_without_colour_and_in_ascii() {
    let mut app = made(app().reply(DEMO).analyzed().keys("4")).keys("E");
    app.theme = Theme::mono();
    assert!(app.frame().contains("By credential"));
    assert!(app.frame().contains("!!") || app.frame().contains("repo"), "{}", app.frame());
}
