//! What changed over refreshes: looked for in the background, told until it is acknowledged, and the list of it.

use super::*;
use crate::app::list::What;
use crate::model::changes::{Mark, Review, Reviewed};

impl App {
    /// The background work has looked for what changed.
    pub(super) fn compared(self) -> Self {
        let data = self.state.data.as_ref().unwrap();
        let Some(pending) = &data.since.pending else { return self };
        let review = Review::new(Arc::clone(&pending.past), pending.before.clone(), data.inventory.clone());
        let (request, reviewed) = (data.request, review.finish());
        self.send(Msg::Compared(request, Arc::new(reviewed)))
    }

    #[track_caller]
    fn expect_changes(self, expected: &str) -> Self {
        let tally = self.state.data.as_ref().unwrap().since.tally();
        assert_eq!(tally.words(|kind, _| kind.slug()).join(", "), expected);
        self
    }

    fn compares(&self) -> usize {
        self.analyses.iter().filter(|effect| matches!(effect, Effect::Compare(_))).count()
    }
}

fn at(state: &State) -> Option<usize> {
    match &state.overlay {
        Some(Overlay::List(pane)) if pane.what == What::Changes => Some(pane.at),
        _ => None,
    }
}

#[test]
fn what_changed_is_looked_for_once_an_answer_takes_the_place_of_another() {
    let app = with("a(1 2)");
    assert_eq!(app.compares(), 0, "there was nothing before");
    let app = app.keys("r").reply("b a(1 | k)");
    assert_eq!(app.analyses.last(), Some(&Effect::Compare(RequestId(2))));
    let app = app.expect_changes("").compared().expect_changes("+1 repo, +1 api-key, -1 bucket");
    let mark = |state: &State, node| state.data.as_ref().unwrap().since.reviewed.changes.mark(node);
    assert_eq!(
        [Node::Repo(0), Node::Repo(1)].map(|node| mark(&app.state, node)),
        [Some(Mark::Added), Some(Mark::Within)]
    );
    let revision = app.state.data.as_ref().unwrap().revision;
    assert!(revision > 2 << 32, "what was drawn is drawn again");
}

#[test]
fn changes_add_up_until_they_are_acknowledged() {
    let app = with("a").keys("r").reply("a b").compared().keys("r").reply("a b c");
    let app = app.expect_changes("+1 repo").compared().expect_changes("+2 repo");
    let app = app.keys("A").expect_changes("").expect("said", |state| state.notice.is_some());
    let app = app.keys("r").reply("a b").compared().expect_changes("-1 repo");
    app.keys("r").reply("a b c").compared().expect_changes("").keys("A");
}

#[test]
fn where_nothing_changed_nothing_is_kept() {
    let app = with("a b").keys("r").reply("b a").compared();
    let since = &app.state.data.as_ref().unwrap().since;
    assert!(since.is_empty() && *since.reviewed == Reviewed::default());
    // What came again to the last byte is not even compared.
    let segments = app.state.data.as_ref().unwrap().inventory.document().segments().to_vec();
    let (compares, app) = (app.compares(), app.keys("r"));
    let request = app.request;
    let news = segments.into_iter().map(|segment| Msg::Loading(request, Loading::Part(segment, 1)));
    let app = news.fold(app, App::send).send(Msg::Fetched(request, Ok(Rest::default())));
    assert_eq!(app.compares(), compares);
    assert!(app.state.data.as_ref().unwrap().since.is_empty());
}

#[test]
fn changes_are_kept_where_the_next_answer_is_the_same() {
    let app = with("a").keys("r").reply("a b").compared();
    let segments = app.state.data.as_ref().unwrap().inventory.document().segments().to_vec();
    let app = app.keys("r");
    let request = app.request;
    let news = segments.into_iter().map(|segment| Msg::Loading(request, Loading::Part(segment, 1)));
    let app = news.fold(app, App::send).send(Msg::Fetched(request, Ok(Rest::default())));
    app.expect_changes("+1 repo").keys("r").fails(refused()).expect_changes("+1 repo");
}

#[test]
fn an_answer_that_was_not_compared_in_time_is_compared_with_the_next() {
    let app = with("a").keys("r").reply("a b").keys("r").reply("a b c").expect_changes("");
    let late = Msg::Compared(RequestId(2), Arc::default());
    let app = app
        .send(late)
        .expect("still looked for", |state| state.data.as_ref().is_some_and(|data| data.since.pending.is_some()));
    app.compared().expect_changes("+2 repo");
}

#[test]
fn what_was_acknowledged_while_it_was_looked_for_is_not_told() {
    let app = with("a").keys("r").reply("a b").keys("A");
    app.send(Msg::Compared(RequestId(2), Arc::default()))
        .expect_changes("")
        .keys("r")
        .reply("a b c")
        .compared()
        .expect_changes("+1 repo");
}

#[test]
fn another_scope_begins_anew() {
    let app = with("a@w").keys("r").reply("a@w b").compared().expect_changes("+1 repo");
    let app = app.keys("w").typed("w").keys("Enter").reply("a@w").expect_changes("");
    assert_eq!(app.compares(), 1);
}

#[test]
fn an_answer_that_was_cut_is_nothing_to_compare_with() {
    let app = app().part("a").fails(refused()).keys("r").reply("a b").expect_changes("");
    assert_eq!(app.compares(), 0);
}

#[test]
fn the_list_leads_to_what_changed_and_back() {
    let app = with("a(1 2) b").keys("c").expect("nothing yet", |state| at(state).is_none() && state.notice.is_some());
    let app = app.keys("r").reply("c a(1=One | k)").compared().keys("c").expect("open", |state| at(state) == Some(0));
    // Two are added, two gone, one changed; each part has a heading.
    let app = app.keys("Enter").expect("a heading leads nowhere", |state| at(state) == Some(0));
    let app = app.keys("j j Enter").expect_selected("a/API keys/k").expect("left", |state| state.overlay.is_none());
    let app = app.keys("c").expect("where it was", |state| at(state) == Some(2));
    let app = app.keys("j j Enter").expect_selected("a/Buckets");
    let app = app.keys("c j Enter").expect("it is gone", |state| at(state) == Some(5) && state.notice.is_some());
    let app = app.keys("G Enter").expect_selected("a/Buckets/One").keys("[").expect_selected("a/Buckets");
    app.keys("[ [").expect_selected("a").keys("c A").expect("done", |state| state.overlay.is_none()).expect_changes("");
}

#[test]
fn a_list_that_is_open_follows_what_is_shown() {
    let app = with("a").keys("r").reply("a b c").compared().keys("c G").expect("last", |state| at(state) == Some(2));
    let app = app.keys("r").reply("a b").keys("Enter").expect("not known yet", |state| at(state) == Some(2));
    let app = app.compared().expect("the last one that is left", |state| at(state) == Some(1));
    let app = app.keys("Enter").expect_selected("b").keys("c r").reply("a").compared();
    app.expect("nothing is left", |state| at(state).is_none() && state.notice.is_some());
}

#[test]
fn an_objects_own_changes_stand_in_its_details_until_they_are_acknowledged() {
    let told = |state: &State| {
        let lines = crate::app::detail::content(state, 60).lines;
        lines.iter().map(|line| line.text() + "\n").collect::<String>()
    };
    let app = with("a(1 2) b").keys("r").reply("a(1=One 2) b c").compared().keys("l j l j Tab Tab");
    let app = app.expect_selected("a/Buckets/One").expect("before and after", |state| told(state).contains("→ One"));
    let app = app.keys("j Tab Tab").expect("nothing of another", |state| !told(state).contains("Changed"));
    let app = app.keys("G Tab Tab").expect_selected("c").expect("new", |state| told(state).contains("this is new"));
    let app = app.keys("A").expect("acknowledged", |state| !told(state).contains("Changed"));
    app.keys("g Tab Tab").expect("of what is below it nothing", |state| !told(state).contains("Changed"));
}
