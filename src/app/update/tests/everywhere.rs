//! Leaving, help, and what no key may do.

use super::*;

/// Keys that lead to each place of the program.
const PLACES: [&str; 4] = ["g", "Tab", "?", "Tab ?"];

#[test]
fn q_and_ctrl_c_leave_from_every_place() {
    for place in PLACES {
        // From the help as from a pager, back to where one was.
        let q = if place.contains('?') { "q q" } else { "q" };
        with("a").keys(place).keys(q).expect_exit(Some(Exit::Quit));
        with("a").keys(place).keys("C-c").expect_exit(Some(Exit::Interrupted));
        app().keys(place).keys(q).expect_exit(Some(Exit::Quit));
    }
    with("a").keys("? q").expect_exit(None).expect("no help", |state| state.overlay.is_none());
}

#[test]
fn in_the_prompt_q_is_a_letter_and_ctrl_c_leaves_as_interrupted() {
    let app = with("a").keys("w q").expect_exit(None);
    let app = app.expect(
        "q was typed",
        |state| matches!(&state.overlay, Some(Overlay::Workspace(prompt)) if prompt.input.value() == "q"),
    );
    app.keys("C-c").expect_exit(Some(Exit::Interrupted));
}

#[test]
fn the_system_says_with_which_code_to_leave() {
    with("a").keys("w").send(Msg::Terminate(143)).expect_exit(Some(Exit::Terminated(143)));
}

#[test]
fn escape_goes_back_one_step_and_never_quits() {
    let app = with("a").keys("Tab ? Esc").expect("the help is closed", |state| state.overlay.is_none());
    let app = app.expect("the details have the focus", |state| state.focus == Focus::Detail);
    let app = app.keys("Esc").expect("the tree has the focus", |state| state.focus == Focus::Tree);
    app.keys("Esc Esc Backspace w Esc Esc").expect_exit(None).expect_effects(&[]);
}

#[test]
fn a_released_key_does_nothing_and_a_repeated_one_counts() {
    let event = |kind| Msg::Key(KeyEvent { kind, ..KeyEvent::from(KeyCode::Char('j')) });
    let app = with("a b c").send(event(KeyEventKind::Release)).expect_selected("a");
    app.send(event(KeyEventKind::Repeat)).expect_selected("b");
}

#[test]
fn unknown_keys_do_nothing_but_say_so_until_the_next_key() {
    for place in ["g", "Tab", "?", "w", "P", ":"] {
        let mut before = with("a(1)");
        before.state.profiles.entries.push(crate::app::profiles::ProfileEntry::default());
        let before = before.keys(place);
        let state = format!("{:?}", before.state);
        let mut after = before.keys("F12 Insert C-q C-x").expect_effects(&[]).expect_exit(None);
        let notice = after.state.notice.take();
        let said =
            if ["w", "P", ":"].contains(&place) { None } else { Some("`Ctrl-x` is not bound: ? shows the keys") };
        assert_eq!(notice.as_deref(), said, "{place}");
        assert_eq!(format!("{:?}", after.state), state, "{place}");
    }
    let alt = |key| Msg::Key(KeyEvent::new(KeyCode::Char(key), KeyModifiers::ALT));
    let notice = |words: &'static str| move |state: &State| state.notice.as_deref() == Some(words);
    let app = with("a").send(alt('q')).expect_exit(None);
    let app = app.expect("with Alt", notice("`Alt-q` is not bound: ? shows the keys"));
    let app = app.keys("Z").expect("a letter", notice("`Z` is not bound: ? shows the keys"));
    let app = app.send(alt('\u{202e}')).expect("escaped", notice("`Alt-\\u{202e}` is not bound: ? shows the keys"));
    app.keys("j").expect("gone", |state| state.notice.is_none());
}

#[test]
fn pasted_text_reaches_no_pane() {
    for place in PLACES {
        let before = with("a b").keys(place);
        let state = format!("{:?}", before.state);
        let after = before.paste("qjr\nx").expect_effects(&[]).expect_exit(None);
        assert_eq!(format!("{:?}", after.state), state, "{place}");
    }
}

#[test]
fn help_opens_and_closes_with_its_key() {
    for key in ["?", "F1"] {
        let app = with("a").keys(key).expect("help", |state| matches!(state.overlay, Some(Overlay::Help(_))));
        app.keys(key).expect("no help", |state| state.overlay.is_none());
    }
}

#[test]
fn help_scrolls_from_end_to_end_and_the_tree_behind_it_stays() {
    let at =
        |line: usize| move |state: &State| matches!(&state.overlay, Some(Overlay::Help(pane)) if pane.scroll == line);
    let open = with("a b c").size(100, 12).keys("?");
    let Some(Overlay::Help(help_pane)) = &open.state.overlay else { panic!("no help") };
    let body = help::body(help_pane, &open.state);
    let page = usize::from(body.height);
    let last = help::lines(help_pane, &open.state, body.width).len() - page;
    with("a b c")
        .size(100, 12)
        .keys("? j j k")
        .expect("one line down", at(1))
        .keys("PgDn")
        .expect("a page on", at(1 + page))
        .keys("G j")
        .expect("the end", at(last))
        .keys("k")
        .expect("one line back", at(last - 1))
        .keys("g k")
        .expect("the start", at(0))
        .keys("l h Enter E C J K")
        .expect("still there", at(0))
        .expect_selected("a")
        .expect_rows(&[">▸ a", " ▸ b", " ▸ c"]);
}

#[test]
fn keys_for_the_details_do_nothing_behind_the_help() {
    let app = with("a").keys("? x t Esc");
    app.expect("nothing is in clear, no JSON", |state| !state.detail.revealed && !state.detail.json);
}

#[test]
fn a_refresh_works_from_every_place() {
    for place in PLACES {
        for key in ["r", "R", "C-r", "F5"] {
            with("a").keys(place).keys(key).expect_effects(&[fetch(2, Scope::All)]);
        }
    }
}
