//! Colours and attributes, which the text of a frame does not show.

use crate::model::role::ThemeName;
use crate::model::tint::Depth;
use crate::ui::tests::app::{App, DEMO, app, refused, snapshot, unavailable};
use crate::ui::theme::Theme;

fn looks(name: &str, app: App) {
    snapshot(name, &app.size(100, 14).styles());
}

#[test]
fn colours() {
    looks("colours_of_the_tree", app().reply(DEMO).keys("l l l l"));
    looks("colours_of_the_details", app().size(100, 14).reply(DEMO).keys("l l l l Tab x"));
    looks("colours_of_a_failure", app().fails(refused()).keys("Esc"));
    looks("colours_of_a_failed_refresh", app().reply(DEMO).keys("G k k r").fails(unavailable()));
    looks("colours_of_a_choice", app().reply(DEMO).keys("w Down"));
}

#[test]
fn no_colour_at_all() {
    let mut app = app().reply(DEMO).keys("l l l l");
    app.theme = Theme::mono();
    looks("no_colours", app);
}

#[test]
fn a_row_further_is_few_bytes_in_every_theme() {
    let names =
        [ThemeName::Default, ThemeName::Light, ThemeName::Dark, ThemeName::HighContrast, ThemeName::ColourBlind];
    let themes = names.map(|name| Theme::of(name, &[], Depth::Full));
    // In the tree and by what several objects have; from above and from below.
    let ways = [["1", "g", "j"], ["1", "G", "k"], ["3", "g", "j"], ["3", "G", "k"]];
    for (theme, [view, from, key]) in themes.into_iter().flat_map(|theme| ways.map(|way| (theme.clone(), way))) {
        let mut app = app().reply(DEMO).settled().keys(view).settled().keys("E").keys(from);
        app.theme = theme;
        app.buffer();
        app.paint();
        let rows = app.state.tree.len() - 1;
        assert!(rows > 40, "{rows} rows in {view}");
        let most = (0..rows).map(|_| app.step(key).len()).max().unwrap();
        assert!((200..=300).contains(&most), "{most} bytes for {key} in {view}");
    }
}
