//! The header and the messages where a file is read in place of an API.

use crate::app::offline::Offline;
use crate::app::state::About;
use crate::model::failure::{Failure, FailureKind};
use crate::model::snapshot::Kept;
use crate::ui::tests::app::{App, DEMO, app, snapshot};

const SIZES: [(u16, u16); 3] = [(160, 50), (80, 24), (40, 12)];

fn offline() -> App {
    let mut app = app();
    app.state.about = About { host: "kept.json".to_owned(), offline: Some(Offline::File), ..About::default() };
    app
}

/// What was shown is of a file.
fn kept(mut app: App) -> App {
    let arrival = app.state.data.as_mut().unwrap().arrival.as_mut().unwrap();
    let as_of = "2026-05-06T07:08:09Z".parse().ok();
    arrival.rest.kept = Some(Box::new(Kept { as_of, ..Kept::default() }));
    app
}

#[test]
fn the_header_says_how_old_it_is() {
    let header = |(width, height)| {
        let frame = kept(offline().size(width, height).reply(DEMO)).frame();
        format!("{width}\n{}", frame.lines().next().unwrap_or_default())
    };
    snapshot("offline_header", &SIZES.map(header).join("\n\n"));
}

#[test]
fn what_is_not_there_is_said() {
    let gone = Failure::new(FailureKind::Other, "cannot read `kept.json`: there is no such file", "");
    let empty = kept(offline().size(80, 12).reply(r#"{"success":true,"repos":[]}"#)).frame();
    let failed = offline().size(80, 12).fails(gone).frame();
    snapshot("offline_nothing", &[failed, empty].join("\n\n"));
}
