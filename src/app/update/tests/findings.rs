//! The lists of findings and of uses, the filter for what has some, and the way from there into the tree.

use super::analysis::SHARED;
use super::*;
use crate::app::arrangement::{ArrangeId, Arranged};
use crate::app::list::What;
use crate::model::findings::{Grouping, Line};
use crate::model::query::Query;

fn pane(state: &State) -> Option<(usize, Option<Grouping>)> {
    match &state.overlay {
        Some(Overlay::List(pane)) => match &pane.what {
            What::Findings(grouping) => Some((pane.at, Some(*grouping))),
            What::Uses(_) | What::Changes => Some((pane.at, None)),
        },
        _ => None,
    }
}

fn whole(id: u64, order: &[u32]) -> Msg {
    Msg::Arranged(ArrangeId(id), Arranged { order: order.into(), searched: 4, is_whole: true })
}

#[test]
fn the_list_opens_turns_round_and_is_left() {
    let app = with(SHARED).analyzed().keys("!");
    let app = app.expect("by rule", |state| pane(state) == Some((0, Some(Grouping::Rule)))).keys("j Tab");
    let app = app.expect("by repository", |state| pane(state) == Some((0, Some(Grouping::Repository))));
    app.keys("Esc").expect("left", |state| state.overlay.is_none()).expect_selected("Archive");
}

/// The data of the list that is open, also below the help.
fn request(state: &State) -> Option<RequestId> {
    match state.overlay.as_ref().and_then(Overlay::question) {
        Some(Overlay::List(pane)) => Some(pane.request),
        _ => None,
    }
}

#[test]
fn a_list_below_the_help_is_of_the_newest_data() {
    let newest = "n=New(x=east) a=Archive(x=east) b=Backups(x=east)";
    let app = with(SHARED).analyzed().keys("r l l l l u ?").reply(newest).prepared();
    let app = app.expect("the same list", |state| request(state) == Some(RequestId(2))).keys("? Esc");
    app.expect_selected("Archive/Buckets/east").expect("left", |state| state.overlay.is_none());
}

#[test]
fn a_list_below_the_help_is_gone_where_there_is_nothing_to_list() {
    let app = with(SHARED).analyzed().keys("r l l l l u ?").reply("a=Archive").prepared();
    let app = app.expect("the help", |state| matches!(state.overlay, Some(Overlay::Help(_))));
    app.expect("no list", |state| request(state).is_none()).keys("Esc").expect("left", |state| state.overlay.is_none());
}

#[test]
fn enter_goes_to_the_object_and_the_list_is_found_again_where_it_was() {
    let app = with(SHARED).analyzed().keys("! Tab");
    let findings = app.state.data.as_ref().unwrap().analyzed.as_ref().unwrap().findings.lines(Grouping::Repository);
    let app = app.keys("G").expect("the last line", |state| pane(state).is_some_and(|(at, _)| at + 1 == findings));
    let app = app.keys("Enter").expect("in the tree", |state| state.overlay.is_none());
    app.keys("!").expect("where it was", |state| pane(state) == Some((findings - 1, Some(Grouping::Repository))));
}

#[test]
fn enter_on_a_rule_shows_what_it_found() {
    let app = with(SHARED).analyzed().forget_effects().keys("! Enter");
    assert!(app.state.arrangement.query.text().starts_with("has:finding:"), "{:?}", app.state.arrangement.query);
    assert!(matches!(app.effects.last(), Some(Effect::Arrange(..))), "{:?}", app.effects);
}

#[test]
fn the_filter_goes_with_what_is_looked_for_and_off_again() {
    let text = |state: &State| state.arrangement.query.text().to_owned();
    let app = with(SHARED).analyzed().keys("f").expect("alone", |state| text(state) == "has:finding").keys("f");
    let app = app.expect("off", |state| text(state).is_empty()).keys("/").typed("east").keys("Enter f");
    let app = app.expect("with a word", |state| text(state) == "east has:finding").keys("f");
    app.expect("the word alone", |state| text(state) == "east");
}

#[test]
fn what_is_typed_behind_the_filter_is_a_word_of_its_own() {
    let app = with(SHARED).analyzed().keys("f /").typed("n-4").keys("Enter");
    app.expect("two words", |state| state.arrangement.query.text().trim() == "has:finding n-4");
}

#[test]
fn in_a_repository_the_worst_comes_first() {
    let app = with(SHARED).analyzed();
    let findings = &app.state.data.as_ref().unwrap().analyzed.as_ref().unwrap().findings;
    let lines = (0..findings.lines(Grouping::Repository)).map(|at| findings.line(Grouping::Repository, at).unwrap());
    let mut last = None;
    for line in lines {
        match line {
            Line::Finding(finding) => {
                assert!(last.is_none_or(|last| finding.severity <= last), "{finding:?} after {last:?}");
                last = Some(finding.severity);
            }
            Line::Rule(..) | Line::Repository(..) => last = None,
        }
    }
}

#[test]
fn before_anything_is_counted_that_is_said() {
    let app = with(SHARED).keys("f").expect("a word", |state| state.notice.is_some());
    app.keys("f u").expect("a word", |state| state.notice.is_some() && state.overlay.is_none());
}

#[test]
fn a_filter_that_hides_where_one_goes_is_cleared_and_that_is_said() {
    let app = with(SHARED).analyzed().keys("/").typed("dup").keys("Enter").send(whole(3, &[2, 3]));
    let app = app.expect_rows(&[">▸ Dup", " ▸ Dup"]).keys("! Tab");
    // The first repository is hidden.
    let findings = &app.state.data.as_ref().unwrap().analyzed.as_ref().unwrap().findings;
    let is_hidden = |at: &usize| matches!(findings.line(Grouping::Repository, *at), Some(Line::Repository(0, _)));
    let at = (0..100).find(is_hidden).unwrap();
    let app = (0..at).fold(app, |app, _| app.keys("j")).keys("Enter");
    app.expect("nothing is looked for", |state| state.arrangement.query == Query::default())
        .expect("said", |state| state.notice.as_deref().is_some_and(|notice| notice.contains("search hid it")));
}

#[test]
fn who_else_uses_it_and_the_way_there() {
    let app = with(SHARED).analyzed().keys("u").expect("nothing", |state| pane(state).is_none());
    let app = app.keys("l l l l").expect_selected("Archive/Buckets/east").keys("u");
    let app = app.expect("a list", |state| pane(state) == Some((0, None))).keys("Enter");
    let app = app.expect("the heading leads nowhere", |state| pane(state).is_some()).keys("j j Enter");
    app.expect_selected("Backups/Buckets/east");
}

#[test]
fn a_list_of_findings_or_uses_stays_over_a_refresh_and_follows_it() {
    let app = with(SHARED).analyzed().keys("l l l l u j r").reply("c=Corpus(x=east) a=Archive(x=east)");
    let app = app.expect("as it was", |state| pane(state) == Some((1, None))).prepared();
    let app = app.expect("of the new data", |state| pane(state) == Some((1, None))).keys("Enter");
    let app = app.expect_selected("Corpus/Buckets/east").keys("[ u j r").reply("a=Archive(x=east)").prepared();
    let app = app.expect("nothing else uses it", |state| pane(state).is_none()).keys("! j r").reply(SHARED);
    let app = app.expect("as it was", |state| pane(state) == Some((1, Some(Grouping::Rule)))).prepared();
    let app = app.keys("j j r").reply("a=Archive").prepared();
    app.expect("there are fewer", |state| pane(state).is_some_and(|(at, _)| at < 3));
}

#[test]
fn another_size_leaves_the_line_one_stands_on_in_sight() {
    let app = with(SHARED).analyzed().size(120, 50).keys("! G");
    let at = |app: &App| match &app.state.overlay {
        Some(Overlay::List(pane)) => (pane.at, pane.top),
        other => panic!("{other:?}"),
    };
    let (last, _) = at(&app);
    let app = app.size(120, 6);
    assert_eq!(at(&app), (last, last - 1), "two lines are in sight");
    let app = app.keys("g").size(120, 50);
    assert_eq!(at(&app), (0, 0));
}
