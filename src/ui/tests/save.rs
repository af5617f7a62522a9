//! The question where to save to.

use crate::app::msg::Msg;
use crate::app::save::Unsaved;
use crate::model::failure::{Failure, FailureKind};
use crate::ui::tests::app::{DEMO, app, snapshot};

#[test]
fn it_is_asked_at_all_sizes_and_says_how_it_failed() {
    let frame = |(width, height)| app().size(width, height).reply(DEMO).keys("C-s").frame();
    snapshot("save", &[(80, 24), (40, 12)].map(frame).join("\n\n"));
    let failure = Failure::new(
        FailureKind::Other,
        "cannot write `none/x.json`: there is no such folder",
        "Make its folder first",
    );
    let failed =
        app().size(80, 24).reply(DEMO).send(Msg::Saved("none/x.json".to_owned(), Err(Unsaved::Failed(failure))));
    let there = app().size(40, 12).reply(DEMO).send(Msg::Saved("kept.json".to_owned(), Err(Unsaved::Exists)));
    let said = [{ failed }.frame(), { there }.frame()].join("\n\n");
    snapshot("save_failed", &said);
}
