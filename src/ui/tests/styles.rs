//! Colours and attributes, which the text of a frame does not show.

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
