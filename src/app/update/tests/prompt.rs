//! The question for a workspace, key by key.

use super::*;

/// Three known workspaces, and the question.
fn asked() -> App {
    with("1@alpha 2@beta 3@alphabet 4@beta").keys("w")
}

impl App {
    /// What is typed, then the suggestions with `>` where the arrows stand.
    #[track_caller]
    fn expect_prompt(self, typed: &str, suggestions: &[&str]) -> Self {
        let Some(Overlay::Workspace(prompt)) = &self.state.overlay else { panic!("no prompt is open") };
        let found = prompt.suggestions(&self.state.workspaces);
        let line = |(at, (id, repos)): (usize, &&(String, u32))| {
            format!("{}{id} {repos}", if prompt.choice == Some(at) { ">" } else { "" })
        };
        let found: Vec<String> = found.iter().enumerate().map(line).collect();
        assert_eq!((prompt.input.value(), found), (typed, suggestions.iter().map(|it| (*it).to_owned()).collect()));
        self
    }

    #[track_caller]
    fn expect_no_prompt(self) -> Self {
        self.expect("no prompt", |state| state.overlay.is_none())
    }
}

#[test]
fn it_opens_empty_with_every_known_workspace() {
    asked().expect_prompt("", &["alpha 1", "alphabet 1", "beta 2"]);
    app().keys("w").expect_prompt("", &[]);
    with("a@w").keys("? w").expect_prompt("", &["w 1"]);
    with("a@w").keys("Tab w").expect_prompt("", &["w 1"]).keys("Esc").expect("details", |s| s.focus == Focus::Detail);
}

#[test]
fn typing_filters_anywhere_in_the_id_in_either_case() {
    let app = asked().typed("BET").expect_prompt("BET", &["alphabet 1", "beta 2"]);
    let app = app.typed("x").expect_prompt("BETx", &[]).keys("Backspace Backspace Backspace Backspace");
    app.expect_prompt("", &["alpha 1", "alphabet 1", "beta 2"]);
}

#[test]
fn arrows_choose_and_wrap_around() {
    let app = asked().keys("Down").expect_prompt("", &[">alpha 1", "alphabet 1", "beta 2"]);
    let app = app.keys("Down Down").expect_prompt("", &["alpha 1", "alphabet 1", ">beta 2"]);
    let app = app.keys("Down").expect_prompt("", &[">alpha 1", "alphabet 1", "beta 2"]);
    app.keys("Up").expect_prompt("", &["alpha 1", "alphabet 1", ">beta 2"]);
    asked().keys("Up").expect_prompt("", &["alpha 1", "alphabet 1", ">beta 2"]);
    asked().typed("zzz").keys("Up Down Tab").expect_prompt("zzz", &[]);
}

#[test]
fn typing_on_takes_the_choice_back() {
    asked().keys("Down").typed("b").expect_prompt("b", &["alphabet 1", "beta 2"]);
}

#[test]
fn tab_completes_the_choice_or_else_the_first() {
    asked().typed("be").keys("Tab").expect_prompt("alphabet", &["alphabet 1"]);
    let app = asked().typed("be").keys("Up Tab").expect_prompt("beta", &["beta 2"]);
    app.typed("2").expect_prompt("beta2", &[]).keys("Enter").expect_effects(&[fetch(2, workspace("beta2"))]);
}

#[test]
fn enter_applies_the_choice_or_else_what_was_typed() {
    asked().typed("be").keys("Up Enter").expect_effects(&[fetch(2, workspace("beta"))]).expect_no_prompt();
    asked().typed("be").keys("Enter").expect_effects(&[fetch(2, workspace("be"))]).expect_no_prompt();
    asked().typed("a b&/ü").keys("Enter").expect_effects(&[fetch(2, workspace("a b&/ü"))]);
    asked().keys("Enter").expect_effects(&[fetch(2, Scope::All)]).expect_no_prompt();
}

#[test]
fn escape_leaves_all_as_it_was() {
    let before = with("1@alpha 2@beta").keys("j");
    let state = format!("{:?}", before.state);
    let after = before.keys("w").typed("al").keys("Down Tab Esc").expect_effects(&[]);
    assert_eq!(format!("{:?}", after.state), state);
}

#[test]
fn letters_that_mean_something_elsewhere_are_letters_here() {
    asked().typed("qrwtxjk?GE").expect_prompt("qrwtxjk?GE", &[]).expect_effects(&[]).expect_exit(None);
}

#[test]
fn the_line_is_edited_as_in_a_shell() {
    let app = asked().typed("alpha beta").keys("Left Left Backspace Delete").expect_prompt("alpha ba", &[]);
    let app = app.keys("Home X C-e Y").expect_prompt("Xalpha baY", &[]);
    let app = app.keys("C-w").expect_prompt("Xalpha ", &[]).keys("C-a Right C-k").expect_prompt("X", &[]);
    app.keys("C-u").expect_prompt("", &["alpha 1", "alphabet 1", "beta 2"]);
}

#[test]
fn pasted_text_goes_into_the_line_without_its_control_characters() {
    let app = asked().typed("[]").keys("Left").paste("al\u{1b}\n\tpha\u{7}\u{9b}\r\n").expect_prompt("[alpha]", &[]);
    app.expect_effects(&[]).expect_exit(None);
    let app = asked().keys("Down").paste("bet").expect_prompt("bet", &["alphabet 1", "beta 2"]);
    app.paste(&"x".repeat(100_000)).expect(
        "it stays short",
        |state| matches!(&state.overlay, Some(Overlay::Workspace(prompt)) if prompt.input.value().len() < 2000),
    );
}

#[test]
fn keys_without_a_meaning_here_change_nothing() {
    asked().typed("be").keys("PgUp PgDn BackTab F5 F12 Insert C-r C-d").expect_prompt("be", &["alphabet 1", "beta 2"]);
}

#[test]
fn an_answer_that_comes_while_it_is_open_keeps_the_choice() {
    let app = with("1@alpha 2@beta").keys("r w Down Down").expect_prompt("", &["alpha 1", ">beta 1"]);
    let app = app.reply("1@aaa 2@alpha 3@beta").expect_prompt("", &["aaa 1", "alpha 1", ">beta 1"]);
    app.forget_effects().keys("Enter").expect_effects(&[fetch(3, workspace("beta"))]);
}

#[test]
fn a_choice_that_is_not_known_any_more_stays_as_typed() {
    let app = with("1@alpha 2@beta").keys("r w Down Down").reply("1@alpha").expect_prompt("beta", &[]);
    app.forget_effects().keys("Enter").expect_effects(&[fetch(3, workspace("beta"))]);
}
