//! Saving: where to, what is written, how it went.

use super::*;
use crate::app::save::{Destination, Unsaved};

fn save(path: &str) -> Effect {
    Effect::Save(Destination { path: path.to_owned(), replaces: false })
}

fn asks(unsaved: Option<Unsaved>) -> impl FnOnce(&State) -> bool {
    move |state| matches!(&state.overlay, Some(Overlay::Save(prompt)) if prompt.unsaved == unsaved)
}

#[test]
fn what_is_there_is_replaced_by_a_second_enter_alone() {
    let exists = || {
        let app = with("a b").keys("C-s C-u").typed("x").keys("Enter").forget_effects();
        app.send(Msg::Saved("x".to_owned(), Err(Unsaved::Exists))).expect("asked", asks(Some(Unsaved::Exists)))
    };
    let replaces = Effect::Save(Destination { path: "x".to_owned(), replaces: true });
    exists().keys("Left Enter").expect_effects(&[replaces]);
    exists().typed("y").expect("another name", asks(None)).keys("Enter").expect_effects(&[save("xy")]);
    exists().paste("z").keys("Enter").expect_effects(&[save("xz")]);
    exists().keys("Esc").expect_effects(&[]).keys("C-s").expect("as at first", asks(None));
    let busy = with("a").keys("w").send(Msg::Saved("x".to_owned(), Err(Unsaved::Exists)));
    busy.expect("that is said", |state| state.notice.as_deref() == Some("not saved: `x` exists"));
}

#[test]
fn a_path_is_asked_for_and_what_is_saved_is_told() {
    let app = with("a b").keys("C-s Enter").expect_effects(&[save("flashback-2026-11-24T140322Z.json")]);
    let app = app.send(Msg::Saved("x.json".to_owned(), Ok(60_411)));
    let said = "saved to x.json, 60.4 kB, credentials masked";
    let app = app.expect("how it went", |state| state.notice.as_deref() == Some(said));
    let app = app.keys("C-s C-u").typed("~/x").keys("Backspace").paste("y.json\n").keys("Enter");
    app.expect_effects(&[save("~/y.json")]).keys("C-s Esc").expect("nothing is open", |state| state.overlay.is_none());
}

#[test]
fn what_failed_is_asked_again_and_costs_nothing_else() {
    let failure = Failure::new(FailureKind::Other, "cannot write `x`: there is no such folder", "Make it");
    let app = with("a b").keys("C-s C-u").typed("x").keys("Enter").forget_effects();
    let app =
        app.send(Msg::Saved("x".to_owned(), Err(Unsaved::Failed(failure.clone())))).expect_rows(&[">▸ a", " ▸ b"]);
    let app = app.expect("the question again", |state| {
        matches!(&state.overlay, Some(Overlay::Save(prompt)) if prompt.unsaved.is_some() && prompt.input.value() == "x")
    });
    app.keys("Enter").expect_effects(&[save("x")]);
    let busy = with("a").keys("w").send(Msg::Saved("x".to_owned(), Err(Unsaved::Failed(failure))));
    busy.expect("what is open stays", |state| matches!(state.overlay, Some(Overlay::Workspace(_))));
}

#[test]
fn what_is_not_whole_is_not_saved() {
    let app = app().part("a").keys("C-s").expect("nothing is asked", |state| state.overlay.is_none());
    app.expect("why", |state| state.notice.as_deref() == Some("nothing to save before all of it is loaded"));
    with("a").keys("C-s C-u Enter").expect_effects(&[]);
}
