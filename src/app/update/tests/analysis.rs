//! What is found in the data: asked for once it is whole, taken in where it is still wanted.

use super::*;
use crate::app::arrangement::{ArrangeId, Arranged, Sort};
use crate::model::findings::{Analysis, Policy};
use crate::model::query::Query;
use crate::model::sort::Key;

/// Two share a bucket, two a name.
pub(super) const SHARED: &str = "a=Archive(x=east) b=Backups(x=east) d=Dup d2=Dup";

impl App {
    /// The background work has analyzed what is shown.
    pub(super) fn analyzed(self) -> Self {
        let data = self.state.data.as_ref().unwrap();
        let found = Analysis::of(&data.inventory, Policy::default(), self.state.screen.now);
        let request = data.request;
        self.send(Msg::Analyzed(request, Arc::new(found)))
    }

    /// How many findings are known.
    fn findings(&self) -> Option<usize> {
        self.state.data.as_ref()?.analyzed.as_ref().map(|analyzed| analyzed.findings.len())
    }
}

#[test]
fn it_is_asked_for_once_the_answer_is_whole() {
    let app = app().part("a=Archive");
    assert_eq!(app.analyses, []);
    let app = app.done();
    assert_eq!(app.analyses, [Effect::Analyze(RequestId(1))]);
    let app = app.analyzed();
    assert!(app.findings().is_some_and(|count| count > 0));
    let app = app.keys("r").reply("a=Archive");
    assert_eq!(app.analyses[..2], [Effect::Analyze(RequestId(1)), Effect::Analyze(RequestId(2))]);
    assert_eq!(app.findings(), None);
}

#[test]
fn what_was_found_in_older_data_is_dropped() {
    let app = with("a=Archive").keys("r").reply("b=Backups");
    let late = Msg::Analyzed(RequestId(1), Arc::default());
    assert_eq!(app.send(late).findings(), None);
}

#[test]
fn a_query_and_an_order_that_ask_for_it_are_asked_again() {
    let app = with(SHARED).keys("/").typed("is:shared").keys("Enter").forget_effects();
    let id = app.state.arrangement.clone();
    let app = app.analyzed();
    let effects = app.effects.clone();
    assert!(matches!(&effects[..], [Effect::Arrange(_, query, None)] if *query == Query::parse("is:shared")), "{id:?}");
    let Effect::Arrange(id, ..) = effects[0] else { unreachable!() };
    let app = app.send(Msg::Arranged(id, Arranged { order: [0, 1].into(), searched: 4, is_whole: true }));
    let rows = [" ▾ Archive", "   ▾ Buckets", ">      east", " ▾ Backups", "   ▾ Buckets", "       east"];
    app.expect_window(&rows);

    let app = with(SHARED).keys("s s s s").forget_effects().analyzed();
    let sort = Some(Sort { key: Key::Findings, reversed: true });
    app.expect_effects(&[Effect::Arrange(ArrangeId(5), Query::default(), sort)]);
}

#[test]
fn what_does_not_ask_for_it_stays() {
    let app = with(SHARED).keys("/").typed("east").keys("Enter").forget_effects().analyzed();
    app.expect_effects(&[]);
}

#[test]
fn a_list_one_line_high_is_gone_through_line_by_line() {
    for height in [0, 1, 3, 4] {
        let app = with(SHARED).analyzed().send(Msg::Resize(Size { width: 40, height })).keys("!");
        let lines = |app: &App| match &app.state.overlay {
            Some(Overlay::List(pane)) => Some((pane.at, pane.top)),
            _ => None,
        };
        let mut app = app;
        for at in 1..4 {
            app = app.keys("j");
            assert!(lines(&app).is_some_and(|(line, top)| line == at && top <= at), "{height} rows: {:?}", lines(&app));
        }
        assert!(app.keys("k k k").expect_exit(None).state.overlay.is_some());
    }
}

#[test]
fn q_leaves_a_list_as_it_leaves_the_help() {
    let app = with(SHARED).analyzed().keys("! q").expect_exit(None);
    let app = app.expect("no list", |state| state.overlay.is_none());
    app.keys("q").expect_exit(Some(Exit::Quit));
}
