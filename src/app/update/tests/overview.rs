//! The overview: counted in the background while it is open, for what is shown; each line leads to what it counts.

use super::analysis::SHARED;
use super::*;
use crate::app::overview::{SurveyId, shown};
use crate::model::overview::Survey;
use crate::model::query::Query;

fn survey(id: u64, query: &str) -> Effect {
    Effect::Survey(SurveyId(id), Query::parse(query))
}

impl App {
    /// The background work has counted what is shown.
    pub(super) fn counted(self, id: u64) -> Self {
        let data = self.state.data.as_ref().unwrap();
        let query = self.state.arrangement.query.clone();
        let overview = Survey::of(&data.inventory, query, &data.insight(), self.state.screen.now);
        self.send(Msg::Surveyed(SurveyId(id), Arc::new(overview)))
    }

    /// The label of the line one stands on; nothing while it is counted.
    fn figure(&self) -> Option<String> {
        let overview = shown(&self.state)?;
        overview.lines().nth(self.state.overview.at).map(|(_, line)| line.label.clone())
    }

    #[track_caller]
    fn expect_figure(self, label: &str) -> Self {
        assert_eq!(self.figure().as_deref(), Some(label));
        self
    }
}

#[test]
fn it_is_counted_once_it_is_open_and_shown_when_that_is_done() {
    let app = with(SHARED).analyzed().keys("D").expect_effects(&[survey(1, "")]);
    assert_eq!(app.figure(), None);
    let app = app.keys("j").expect_effects(&[]).counted(1).expect_effects(&[]).expect_figure("repositories");
    let app = app.keys("j j").expect_figure("API keys").keys("k").expect_figure("buckets");
    for keys in ["Esc", "D", "q"] {
        let app = app_of(&app).keys(keys).expect("left", |state| state.overlay.is_none() && state.exit.is_none());
        // What was counted is there at once, and counted again: keys have become older.
        let app = app.expect_effects(&[Effect::StopSurvey]).keys("D").expect_figure("buckets");
        app.expect_effects(&[survey(2, "")]).counted(2).expect_effects(&[]).expect_figure("buckets");
    }
}

fn app_of(app: &App) -> App {
    let App { state, effects, analyses, request, sent } = app;
    App {
        state: state.clone(),
        effects: effects.clone(),
        analyses: analyses.clone(),
        request: *request,
        sent: sent.clone(),
    }
}

#[test]
fn enter_shows_what_the_line_counts() {
    let app = with(SHARED).analyzed().keys("D").counted(1).keys("j Enter");
    let app = app.expect("looked for", |state| state.arrangement.query.text() == "kind:bucket");
    let app = app.expect("in the tree", |state| state.overlay.is_none()).forget_effects();
    // From there it goes deeper.
    let app = app.keys("D").expect_effects(&[survey(2, "kind:bucket")]).counted(2).keys("Tab Enter");
    app.expect("within", |state| state.arrangement.query.text() == "has:finding:high kind:bucket");
}

#[test]
fn nothing_that_is_late_is_shown() {
    let app = with(SHARED).keys("D Esc").counted(1);
    assert_eq!(app.figure(), None);
    let app = app.forget_effects().keys("D").expect_effects(&[survey(2, "")]).counted(1);
    assert_eq!(app.figure(), None);
    app.counted(2).expect_figure("repositories");
}

#[test]
fn other_data_and_what_was_found_in_it_are_counted_again() {
    let app = with(SHARED).analyzed().keys("D").counted(1).keys("j j").forget_effects().keys("r");
    let app = app.reply("a=Archive");
    assert_eq!(app.figure(), None, "what was counted is not what is shown");
    let asked =
        |app: &App| app.effects.iter().filter(|it| matches!(it, Effect::Survey(..))).cloned().collect::<Vec<_>>();
    assert_eq!(asked(&app), [survey(2, "")]);
    // What was found comes while it is counted: it is counted to its end, then again.
    let app = app.forget_effects().analyzed().expect_effects(&[]).counted(2).expect_effects(&[survey(3, "")]);
    let app = app.expect_figure("repository").keys("j").counted(3).expect_effects(&[]);
    app.expect_figure("buckets");
}

#[test]
fn while_an_answer_grows_one_count_is_out_at_a_time() {
    let app = app().part("a=Archive").forget_effects().keys("D").expect_effects(&[survey(1, "")]);
    let app = app.part("b=Backups").part("c=Cold").expect_effects(&[]);
    let app =
        app.counted(1).expect_effects(&[survey(2, "")]).counted(2).expect_effects(&[]).expect_figure("repositories");
    app.keys("G").expect("the last line", |state| state.overview.at > 3).keys("g").expect_figure("repositories");
}

#[test]
fn panels_beside_each_other_are_a_key_apart() {
    let app = with(SHARED).analyzed().size(160, 50).keys("D").counted(1);
    let first = app.state.overview.at;
    let app = app.keys("l").expect("to the right", |state| state.overview.at > 1);
    let app = app.keys("h").expect("and back", |state| state.overview.at == first);
    let app = app.keys("Tab").expect_figure("high").size(40, 12).keys("l").expect_figure("high");
    app.keys("?")
        .expect("the help", |state| matches!(state.overlay, Some(Overlay::Help(_))))
        .keys("Esc")
        .expect_figure("high");
}

#[test]
fn without_data_there_is_nothing_to_open() {
    app().keys("D").expect("said", |state| state.overlay.is_none() && state.notice.is_some());
}
