//! Asking again every so often: what the header, the footer and the lines of a failure say of it.

use std::time::Duration;

use crate::model::failure::{Failure, FailureKind};
use crate::ui::tests::app::{App, DEMO, app, snapshot};

const SIZES: [(u16, u16); 3] = [(160, 50), (80, 24), (40, 12)];

fn every_minute() -> App {
    let mut app = app();
    app.state.auto_refresh.every = Duration::from_secs(60);
    app
}

fn broken() -> Failure {
    Failure::new(FailureKind::Unreachable, "the API answered 500", "try again later").with_status(500)
}

/// The first line and the last ones at each size.
fn edges(make: impl Fn() -> App) -> String {
    let edges = |(width, height): (u16, u16)| {
        let frame = make().size(width, height).frame();
        let lines: Vec<&str> = frame.lines().map(str::trim_end).collect();
        let rest = &lines[usize::from(height) - 3..usize::from(height)];
        format!("{width}x{height}\n{}\n...\n{}", lines[0], rest.join("\n"))
    };
    SIZES.map(edges).join("\n\n")
}

#[test]
fn what_is_said_of_it() {
    let told = [
        edges(|| every_minute().reply(DEMO)),
        edges(|| every_minute().reply(DEMO).keys("a")),
        edges(|| every_minute().reply(DEMO).keys("r").fails(broken())),
    ];
    snapshot("auto_refresh", &told.join("\n\n"));
    snapshot("auto_refresh_first", &every_minute().fails(broken()).frame());
}
