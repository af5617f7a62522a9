//! The list of what can be copied, and what is said of a copy.

use crate::app::copy::Outcome;
use crate::app::msg::Msg;
use crate::ui::tests::app::{App, DEMO, app, snapshot};
use crate::ui::theme::Theme;

fn list() -> App {
    let mut app = app();
    app.state.about.url = "https://backend.flashback.tech/repo".to_owned();
    app.reply(DEMO).keys("l l l l Y")
}

#[test]
fn the_list_of_what_can_be_copied() {
    let mut frames: Vec<String> =
        [(160, 50), (80, 24), (40, 12)].map(|(width, height)| list().size(width, height).frame()).to_vec();
    frames.push(list().types("jq").frame());
    frames.push(list().types("nothing").size(40, 12).frame());
    snapshot("copy", &frames.join("\n\n"));
}

#[test]
fn what_is_said_of_a_copy_fits() {
    let said = |width: u16, outcome: Outcome| {
        list().size(width, 12).types("access").keys("Enter").send(Msg::Copied(1, outcome)).frame()
    };
    assert!(
        said(80, Outcome::Sent).contains("sent Access key (masked) to your terminal; if the paste is empty press p")
    );
    assert!(said(40, Outcome::Sent).contains("sent Access key (masked); paste empty"));
    let why = "75.0 kB is more than a terminal takes".to_owned();
    assert!(said(80, Outcome::NoWay(why)).contains("not copied: 75.0 kB is more than a terminal takes; p prints it"));
}

#[test]
fn every_size_draws_the_list() {
    for (width, height) in (0..60).flat_map(|width| [(width, 3), (width, 24), (24, width)]) {
        let mut app = list().size(width, height);
        app.theme = Theme::mono();
        app.frame();
    }
}
