//! What the details and a copy say in a view: of what objects have, or of one of them.

use super::*;

#[test]
fn the_details_follow_from_a_view_without_rows_to_what_a_list_leads_to() {
    let app = by("5").wait(100).tick().expect_details_of("").keys("! Enter").expect_selected("Archive");
    app.wait(100).tick().expect_details_of("Archive");
}

#[test]
fn what_was_copied_of_a_thing_is_not_what_its_first_object_is_printed_as() {
    let copied = |state: &State| state.copied.is_some();
    let app = by("4").keys("l y").expect("copied", copied).keys("j");
    app.expect("of something else", |state| state.copied.is_none())
        .keys("y k")
        .expect("and back", |state| !copied(state));
}

#[test]
fn a_thing_is_copied_as_itself_and_its_details_say_what_it_is() {
    let app = by("3").forget_effects().keys("y");
    let copied = |app: &App| app.state.copied.as_ref().map(|copied| copied.value.clone()).unwrap();
    assert_eq!(copied(&app).label, "bucket ID");
    let app = app.keys("Y");
    let listed = |state: &State| match &state.overlay {
        Some(Overlay::Copy(list)) => list.items.iter().map(|item| item.label.clone()).collect::<Vec<_>>(),
        _ => Vec::new(),
    };
    let app = app.expect("its value alone", |state| listed(state).first().is_some_and(|label| label == "bucket ID"));
    let app = app.expect("nothing of its first object", |state| !listed(state).iter().any(|label| label == "JSON"));
    let app = app.keys("Esc").wait(70).tick();
    let lines: Vec<String> =
        crate::app::detail::content(&app.state, 60).lines.iter().map(|line| format!("{line:?}")).collect();
    assert!(lines[0].contains("bucket") && lines[2].contains("The first of them:"), "{lines:?}");
    let credential = copied(&by("4").keys("y"));
    assert_eq!((credential.label.as_str(), credential.masked), ("credential", true));
}

#[test]
fn the_details_tell_of_a_thing_until_they_follow_and_of_an_object_until_then() {
    let app = by("3").keys("g").wait(70).tick();
    let of_thing = |state: &State| (state.detail.on_thing, state.detail.node == state.selected());
    let app = app.expect("the thing", |state| of_thing(state) == (true, true)).keys("l l");
    let app = app.expect("the thing still", |state| state.tree.pivot.is_some() && of_thing(state) == (true, true));
    let app = app.wait(70).tick().expect("its first object", |state| of_thing(state) == (false, true)).keys("k");
    let app = app.expect("the object still", |state| of_thing(state) == (false, true));
    app.wait(70).tick().expect("the thing again", |state| of_thing(state) == (true, true));
}

#[test]
fn the_details_follow_from_a_view_that_has_nothing_to_show() {
    let app = app().reply("a").keys("3").analyzed().settled().keys("Tab");
    let app = app.expect("nothing in the details", |state| state.detail.node.is_none()).keys("2").settled();
    app.wait(100)
        .tick()
        .expect("what is selected", |state| state.selected().is_some() && state.detail.node == state.selected());
}
