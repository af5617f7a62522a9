//! Keys that the configuration changed, the list of actions, and the help where one stands.

use super::analysis::SHARED;
use super::*;
use crate::app::help::{self, Lead};
use crate::app::keymap::{Change, Keymap};

/// A program in which some actions have other keys.
fn rebound(changes: &[(&str, &[&str])]) -> App {
    let mut app = with("a@w(b1) b");
    let changes: Vec<Change<'_>> =
        changes.iter().map(|(action, keys)| Change { action, keys: keys.to_vec() }).collect();
    app.state.keymap = Keymap::changed(&changes).unwrap();
    app
}

/// The titles of the help, and the keys and words of its lines.
fn help_of(app: &App) -> Vec<String> {
    let Some(Overlay::Help(pane)) = &app.state.overlay else { panic!("no help") };
    let line = |line: help::HelpLine| match line.lead {
        Lead::Title => format!("# {}", line.about),
        Lead::Keys(keys) => format!("{keys}: {}", line.about),
        Lead::Master | Lead::Off | Lead::Problem | Lead::New | Lead::Changed | Lead::Nothing => line.about,
    };
    help::lines(pane, &app.state, 200).into_iter().map(line).collect()
}

fn has(lines: &[String], line: &str) -> bool {
    lines.iter().any(|other| other == line)
}

#[test]
fn an_action_has_the_keys_it_was_given_and_no_others() {
    let app = rebound(&[("refresh", &["ctrl-t", "Z"]), ("json", &[])]);
    let app = app.keys("r t").expect_effects(&[]).expect("no JSON", |state| !state.detail.json);
    app.keys("Z").expect_effects(&[fetch(2, Scope::All)]);
    let app = rebound(&[("refresh", &["q"]), ("quit", &["r"])]).keys("q").expect_effects(&[fetch(2, Scope::All)]);
    app.keys("r").expect_exit(Some(Exit::Quit));
}

#[test]
fn ctrl_c_interrupts_whatever_is_bound() {
    rebound(&[("quit", &["f9"])]).keys("C-c").expect_exit(Some(Exit::Interrupted));
}

#[test]
fn what_is_said_of_keys_follows_them() {
    let app = rebound(&[("refresh", &["f6"]), ("back", &["backspace"]), ("help", &["f2"])]);
    let app = app
        .keys("i")
        .expect("the hint", |state| state.notice.as_deref() == Some("`i` is not bound: F2 shows the keys"));
    let app = app.keys("Tab").send(Msg::Key(KeyCode::F(6).into())).from(2).fails(refused());
    app.expect("a banner", |state| state.banner().unwrap().text().contains("; F6 retries."));
    let app = rebound(&[("refresh", &[]), ("help", &[])]).keys("i");
    app.expect("nothing to press", |state| state.notice.as_deref() == Some("`i` is not bound"));
}

#[test]
fn any_action_is_done_by_its_name() {
    let palette = |typed: &str| with("a@w(b1) b").keys(":").typed(typed).keys("Enter");
    palette("q").expect_exit(Some(Exit::Quit));
    palette("quit").expect_exit(Some(Exit::Quit));
    palette("redraw").expect_effects(&[Effect::Redraw]);
    palette("suspend").expect_effects(&[Effect::Suspend]);
    palette("refr").expect_effects(&[fetch(2, Scope::All)]);
    palette("expand all").keys("Down Down").expect_selected("a/Buckets/b1");
    palette("work").expect("the next question", |state| matches!(state.overlay, Some(Overlay::Workspace(_))));
    palette("help").expect("the help", |state| matches!(state.overlay, Some(Overlay::Help(_))));
    palette("zzz").expect("nothing to choose", |state| matches!(state.overlay, Some(Overlay::Palette(_))));
    palette("last").expect_selected("b").expect("closed", |state| state.overlay.is_none());
    let by_arrow = with("a b").keys(": Up Enter").expect("the last one", |state| state.focus == Focus::Detail);
    by_arrow.keys(": q Esc").expect_exit(None).expect("left", |state| state.overlay.is_none());
}

#[test]
fn what_comes_leaves_the_palette_on_its_line() {
    let app = with("a(1)").keys("r :").keys("Up");
    let stands_on = |state: &State| match &state.overlay {
        Some(Overlay::Palette(list)) => palette::found(state, list.input.value()).get(list.choice).map(|it| it.name),
        _ => None,
    };
    let before = stands_on(&app.state).unwrap();
    // That something changed is offered before it.
    let app = app.reply("b a(1)").expect("the same", |state| stands_on(state) == Some(before));
    app.keys("Up Down").expect("the same", |state| stands_on(state) == Some(before));
}

#[test]
fn only_what_makes_sense_is_offered() {
    let names = |app: &App| -> Vec<&str> { palette::offered(&app.state).iter().map(|binding| binding.name).collect() };
    let empty = names(&app());
    let anywhere =
        ["search", "refresh", "workspace", "help", "back", "mouse", "redraw", "suspend", "quit", "interrupt"];
    assert_eq!(empty, anywhere);
    let tree = names(&with("a(b1)"));
    assert!(tree.contains(&"expand-all") && !tree.contains(&"reveal") && !tree.contains(&"profile"), "{tree:?}");
    let details = names(&with("a(b1)").keys("E Down Down Tab"));
    assert!(!details.contains(&"expand-all") && details.contains(&"reveal"), "{details:?}");
}

#[test]
fn the_help_has_what_is_bound_where_one_stands() {
    let app = rebound(&[("refresh", &["f6"]), ("json", &[])]).keys("?");
    let lines = help_of(&app);
    assert!(has(&lines, "F6: load again; between two tries: try now"), "{lines:#?}");
    assert!(has(&lines, ":json: the object's JSON, and back"), "{lines:#?}");
    assert!(has(&lines, "# Tree") && has(&lines, "# Marks") && !has(&lines, "# In the tree alone"));
    let lines = help_of(&app.keys("Esc Tab ?"));
    assert!(has(&lines, "# In the tree alone") && has(&lines, "E =: open everything"), "{lines:#?}");
}

#[test]
fn the_help_is_searched_as_one_types() {
    let app = with("a").keys("? G /").typed("expand");
    assert_eq!(help_of(&app), ["# Tree", "E =: open everything"]);
    let kept = app.keys("Enter q").expect("closed", |state| state.overlay.is_none()).expect_exit(None);
    let cleared = kept.keys("? /").typed("zzz q").keys("Esc").expect_exit(None);
    assert!(help_of(&cleared).len() > 30);
    cleared.keys("Esc").expect("closed", |state| state.overlay.is_none());
}

#[test]
fn the_help_of_a_question_lies_over_it_and_leaves_it_as_it_was() {
    let app = with("a@w1 b@w2").keys("w").typed("?w").keys("F1");
    assert!(has(&help_of(&app), "# The question for a workspace"));
    // What it was asked for meanwhile goes on below.
    let app = app.keys("r w : q").expect_effects(&[]).expect_exit(None);
    let app = app.expect(
        "as typed",
        |state| matches!(&state.overlay, Some(Overlay::Workspace(prompt)) if prompt.input.value() == "?w"),
    );
    let lines = help_of(&app.keys("Esc : F1"));
    assert!(has(&lines, "# A list to choose from"), "{lines:#?}");
}

#[test]
fn the_help_over_a_list_or_the_overview_has_what_keys_do_there() {
    let app = rebound(&[("toggle", &["o"]), ("switch-pane", &[])]).analyzed();
    let lines = help_of(&app.keys("D ?"));
    assert!(has(&lines, "# The overview") && has(&lines, "o: show in the tree what the line counts"), "{lines:#?}");
    assert!(has(&lines, "↓ j: one line down") && has(&lines, ":switch-pane: to the next panel"), "{lines:#?}");
    let app = with(SHARED).analyzed().keys("! ?");
    let lines = help_of(&app);
    assert!(has(&lines, "# The list of findings"), "{lines:#?}");
    assert!(has(&lines, "Tab Shift-Tab: by rule or by repository"), "{lines:#?}");
    app.keys("q").expect("the list again", |state| matches!(state.overlay, Some(Overlay::List(_))));
}
