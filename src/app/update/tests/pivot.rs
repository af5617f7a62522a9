//! The same inventory by what its objects have: chosen, walked, filtered, refreshed and left.

use super::*;
use crate::app::arrangement::Arranged;
use crate::app::mouse::{Did, Pointed};
use crate::app::staged::{Prepared, Wanted};
use crate::app::state::Dataset;
use crate::model::changes::Mark;
use crate::model::findings::{Analysis, Policy};
use crate::model::pivot::{self, Pivot};
use crate::model::query::Hits;
use crate::model::usage::Aspect;

mod details;

/// Two buckets in several places, one alone.
const THREE: &str = "a=Archive@w(x=east y=lone) b=Backups@w(x=east z=west) c=Corpus(z=west x=east | k=key)";

impl App {
    /// The background work for filter, order and pivot has done all that was asked for.
    pub(super) fn settled(mut self) -> Self {
        for _ in 0..9 {
            let asked = |effect: &Effect| matches!(effect, Effect::Arrange(..) | Effect::Pivot(_));
            let Some(effect) = self.effects.iter().rev().find(|effect| asked(effect)).cloned() else { break };
            self.effects.clear();
            self = match effect {
                Effect::Arrange(id, query, _) => {
                    let data = self.state.data.as_ref().unwrap();
                    let insight = data.insight();
                    let context = insight.context(self.state.screen.now);
                    let any = |repo: &u32| query.hits(&data.inventory, *repo as usize, &context).any();
                    let all = 0..u32::try_from(data.inventory.len()).unwrap();
                    let searched = data.inventory.len();
                    let found = Arranged { order: all.filter(any).collect(), searched, is_whole: true };
                    self.send(Msg::Arranged(id, found))
                }
                Effect::Pivot(id) if self.state.tree.pivot.is_some() => {
                    let rows = self.made();
                    self.send(Msg::Pivoted(id, Arc::new(rows)))
                }
                _ => self,
            };
        }
        self
    }

    /// What the runtime makes of the state.
    fn made(&self) -> Pivot {
        let State { data, tree, .. } = &self.state;
        self.made_of(data.as_ref().unwrap(), tree.outline.order().filter(|_| tree.outline.is_filtered()))
    }

    fn made_of(&self, data: &Dataset, order: Option<Arc<[u32]>>) -> Pivot {
        let State { tree, arrangement, .. } = &self.state;
        let aspect = tree.pivot.as_ref().unwrap().aspect;
        let (inventory, analyzed) = (&data.inventory, data.analyzed.as_ref().unwrap());
        let insight = data.insight();
        let context = insight.context(self.state.screen.now);
        let slots = match order {
            None => pivot::all(aspect, &analyzed.usage, inventory),
            Some(order) => {
                let hits = |repo| match aspect {
                    Aspect::Workspace => Hits::default(),
                    _ => arrangement.applied.hits(inventory, repo, &context),
                };
                let of = |repo: &u32| {
                    let repo = *repo as usize;
                    let hits = hits(repo);
                    pivot::found(aspect, &analyzed.usage, inventory, repo, Some(&hits).filter(|hits| !hits.whole))
                };
                order.iter().flat_map(of).collect()
            }
        };
        let sort = arrangement.sort.map(|sort| (sort.key, sort.reversed));
        let mut rows = Pivot::of(aspect, &slots, (analyzed, inventory), sort);
        rows.mark(&data.since.reviewed.changes, aspect, (analyzed, inventory));
        rows
    }

    /// The same, for what was wanted before.
    fn prepared_for_another(self) -> Self {
        let request = self.state.staged.as_ref().expect("an answer that waits").request;
        let wanted = Wanted { aspect: Some(Aspect::Endpoint), ..Wanted::default() };
        let late = Prepared { wanted, analyzed: Arc::default(), order: None, rows: None };
        self.send(Msg::Prepared(request, late))
    }

    /// The background work has made what it takes to show the answer that waits.
    pub(super) fn prepared(self) -> Self {
        let mut data = self.state.staged.clone().expect("an answer that waits");
        let found = Analysis::of(&data.inventory, Policy::default(), self.state.screen.now);
        let analyzed = Arc::new(found);
        data.analyzed = Some(Arc::clone(&analyzed));
        let wanted = Wanted::of(&self.state);
        let insight = data.insight();
        let context = insight.context(self.state.screen.now);
        let any = |repo: &u32| wanted.query.hits(&data.inventory, *repo as usize, &context).any();
        let all = 0..u32::try_from(data.inventory.len()).unwrap();
        let order: Option<Arc<[u32]>> = (!wanted.query.is_empty()).then(|| all.filter(any).collect());
        let rows = wanted.aspect.map(|_| Arc::new(self.made_of(&data, order.clone())));
        let (request, prepared) = (data.request, Prepared { wanted, analyzed, order, rows });
        self.send(Msg::Prepared(request, prepared))
    }
}

fn by(key: &str) -> App {
    with(THREE).analyzed().forget_effects().keys(key).settled()
}

#[test]
fn each_key_shows_it_by_something_else_and_1_brings_the_tree_back() {
    let things = ["▸ bucket 3 in 3", "▸ bucket 2 in 2", "▸ bucket 1 in 1"];
    let app =
        by("3").expect_rows(&[&format!(">{}", things[0]), &format!(" {}", things[1]), &format!(" {}", things[2])]);
    let app = app.keys("2").settled();
    let app = app.expect_rows(&[">▸ workspace 2 in 2", " ▸ workspace 1 in 1"]).keys("5").settled();
    let app = app.expect_rows(&[]).expect("nothing to select", |state| state.selected().is_none());
    let app = app.keys("1").expect_rows(&[">▸ Archive", " ▸ Backups", " ▸ Corpus"]);
    let app = app.keys("4").settled().expect_rows(&[">▸ credential 4 in 3"]).keys("6").settled();
    app.expect_rows(&[">▸ endpoint 3 in 3"]).keys("1").expect("the tree", |state| state.tree.pivot.is_none());
}

#[test]
fn what_a_search_hides_in_a_view_is_gone_back_to_once_it_is_there_again() {
    let app = by("3").keys("l l").expect_selected("Archive/Buckets/east").keys("u j j Enter").forget_effects();
    let app = app.keys("/").typed("west").settled().keys("Enter").forget_effects().keys("[").settled();
    app.expect_selected("Archive/Buckets/east").expect("in the view", |state| state.tree.pivot.is_some());
}

#[test]
fn what_a_search_hides_in_a_view_for_good_is_gone_back_to_in_the_tree() {
    let app = by("3").forget_effects().keys("/").typed("east").settled().keys("Enter h u j j Enter r");
    let app = app.reply("a=Archive@w(x=other) b=Backups@w(x=east) c=Corpus@w(x=east)").prepared().settled();
    let app = app.expect_selected("Backups/Buckets/east").keys("[").settled();
    app.expect_selected("Archive/Buckets/other").expect("the tree", |state| state.tree.pivot.is_none());
}

#[test]
fn keys_walk_things_and_their_objects() {
    let app = by("3").keys("l l").expect_rows(&[
        " ▾ bucket 3 in 3",
        ">    Archive/east",
        "     Backups/east",
        "     Corpus/east",
        " ▸ bucket 2 in 2",
        " ▸ bucket 1 in 1",
    ]);
    let app = app.expect_selected("Archive/Buckets/east").keys("J J J").expect_selected("Corpus/Buckets/east");
    let app = app.keys("Enter").expect("on an object: to its details", |state| state.focus == Focus::Detail);
    let app = app.keys("Esc h").expect_selected("Archive/Buckets/east").keys("J l j j");
    let app = app.expect_selected("Corpus/Buckets/west").keys("C");
    let app = app.expect_rows(&[" ▸ bucket 3 in 3", ">▸ bucket 2 in 2", " ▸ bucket 1 in 1"]);
    let app = app.keys("E G").expect_selected("Archive/Buckets/lone");
    app.expect("all of it", |state| state.tree.len() == 9).keys("g").expect_selected("Archive/Buckets/east");
}

#[test]
fn what_is_selected_stays_so_where_it_is_in_the_other_one() {
    let app = with(THREE).analyzed().keys("j l l l j j").expect_selected("Backups/Buckets/west").forget_effects();
    let app = app.keys("3").settled().expect_selected("Backups/Buckets/west");
    let app = app.expect_rows(&[
        " ▸ bucket 3 in 3",
        " ▾ bucket 2 in 2",
        ">    Backups/west",
        "     Corpus/west",
        " ▸ bucket 1 in 1",
    ]);
    let app = app.keys("4").settled().expect_selected("Backups/Buckets/west").keys("3").settled().keys("j 1");
    app.expect_selected("Corpus/Buckets/west").expect("in the tree", |state| state.tree.pivot.is_none());
}

#[test]
fn who_moves_no_further_comes_back_to_where_the_tree_was_left() {
    let app = by("3").expect_selected("Archive/Buckets/east").keys("1");
    let app = app.expect_rows(&[">▸ Archive", " ▸ Backups", " ▸ Corpus"]);
    let app = app.keys("G 3").settled().keys("j 1").expect_selected("Backups/Buckets/west");
    app.expect("its repository is open", |state| state.tree.len() == 3 + 4 + 2);
}

#[test]
fn a_filter_narrows_it_to_what_matches_and_its_end_opens_what_was_open() {
    let app = by("3").keys("j l").forget_effects().keys("/").typed("west").keys("Enter").settled();
    let app = app.expect_rows(&[" ▾ bucket 2 in 2", ">    Backups/west", "     Corpus/west"]);
    let app = app.keys("n").expect_selected("Corpus/Buckets/west").keys("n").expect_selected("Backups/Buckets/west");
    let app = app.expect("that it goes round", |state| state.notice.is_some()).keys("N");
    let app = app.expect_selected("Corpus/Buckets/west").keys("2").settled();
    let app =
        app.expect_rows(&[" ▾ workspace 2 in 2", ">    Backups/Backups", " ▾ workspace 1 in 1", "     Corpus/Corpus"]);
    let app = app.keys("3").settled().forget_effects().keys("Esc").settled();
    app.expect("all things", |state| state.tree.len() >= 3);
    let app = by("3").keys("j l /").typed("lone").keys("Enter").settled();
    let app = app.expect_rows(&[" ▾ bucket 1 in 1", ">    Archive/lone"]).forget_effects().keys("Esc").settled();
    app.expect_rows(&[
        " ▸ bucket 3 in 3",
        " ▾ bucket 2 in 2",
        "     Backups/west",
        "     Corpus/west",
        " ▾ bucket 1 in 1",
        ">    Archive/lone",
    ]);
}

#[test]
fn a_refresh_keeps_it_with_what_is_open_and_selected() {
    let app = by("3").keys("j l j").expect_selected("Backups/Buckets/west").keys("r");
    let app = app.forget_effects().reply("n=New(y=lone) c=Corpus(z=west) b=Backups@w(x=east z=west)");
    let app = app.expect_effects(&[Effect::Prepare(RequestId(2))]).expect_rows(&[
        " ▸ bucket 3 in 3",
        " ▾ bucket 2 in 2",
        ">    Backups/west",
        "     Corpus/west",
        " ▸ bucket 1 in 1",
    ]);
    let app = app.prepared().forget_effects().expect_rows(&[
        " ▾ bucket 2 in 2",
        "     Corpus/west",
        ">    Backups/west",
        " ▸ bucket 1 in 1",
        " ▸ bucket 1 in 1",
    ]);
    let app = app.keys("1").expect_selected("Backups/Buckets/west").keys("w").typed("w").keys("Enter");
    let app = app.forget_effects().reply("a=Archive@w(x=east)").analyzed().keys("3").settled();
    app.expect_rows(&[">▸ bucket 1 in 1"]);
}

#[test]
fn it_waits_for_the_analysis_and_what_is_late_is_dropped() {
    let app = with(THREE).keys("3").expect_effects(&[]).expect_rows(&[]).expect_selected("Archive");
    let app = app.keys("j E l Enter y").expect_rows(&[]).forget_effects().analyzed();
    let id = app.state.last_pivot;
    let late = Arc::new(app.made());
    let app = app.expect_effects(&[Effect::Pivot(id)]).keys("4").send(Msg::Pivoted(id, late));
    let app = app.expect_rows(&[]).settled().expect_rows(&[">▸ credential 4 in 3"]);
    app.keys("1 j").expect_selected("Backups");
}

#[test]
fn a_jump_to_what_it_does_not_show_leads_into_the_tree() {
    let app = by("3").keys("l j u").expect("the list", |state| state.overlay.is_some()).keys("j j j Enter");
    let app = app.expect_selected("Corpus/Buckets/east").expect("still by bucket", |state| state.tree.pivot.is_some());
    let app = app.keys("[").expect_selected("Archive/Buckets/east").keys("]").expect_selected("Corpus/Buckets/east");
    let app = app.keys("! Tab").forget_effects();
    let lines = {
        let findings = &app.state.data.as_ref().unwrap().analyzed.as_ref().unwrap().findings;
        findings.lines(crate::model::findings::Grouping::Repository)
    };
    assert!(lines > 0);
    let app = app.keys("Enter").expect("a repository is in the tree", |state| state.tree.pivot.is_none());
    app.expect("selected", |state| matches!(state.selected(), Some(Node::Repo(_))));
}

#[test]
fn things_are_sorted_as_far_as_that_says_something() {
    let app = by("3").keys("s").settled();
    let app = app.expect_rows(&[">▸ bucket 3 in 3", " ▸ bucket 1 in 1", " ▸ bucket 2 in 2"]).keys("S").settled();
    let app = app.expect_rows(&[" ▸ bucket 2 in 2", " ▸ bucket 1 in 1", ">▸ bucket 3 in 3"]).keys("s").settled();
    // None of them says when it was created: they stand as they come.
    let app = app.expect_rows(&[">▸ bucket 3 in 3", " ▸ bucket 1 in 1", " ▸ bucket 2 in 2"]).keys("s").settled();
    app.expect_rows(&[">▸ bucket 3 in 3", " ▸ bucket 2 in 2", " ▸ bucket 1 in 1"]);
}

#[test]
fn the_mouse_opens_a_thing_and_selects_an_object() {
    let click = |app: App, x, y| app.send(Msg::Mouse(Pointed { did: Did::Press, x, y }));
    let app = click(click(by("3").keys("m"), 10, 3), 10, 3);
    let app = click(app, 12, 5).expect_selected("Corpus/Buckets/west");
    app.expect("open", |state| state.tree.len() == 5);
}

#[test]
fn what_is_on_the_screen_stays_until_the_new_answer_can_be_shown_in_its_place() {
    let app = by("3").forget_effects().keys("r").reply("a=Archive(y=lone)");
    let app = app.expect("three things", |state| state.tree.len() == 3).keys("4");
    // Something else is wanted by now: that is prepared.
    let wanted = Wanted { aspect: Some(Aspect::Bucket), ..Wanted::default() };
    let late = Prepared { wanted, analyzed: Arc::default(), order: None, rows: None };
    let app = app.settled().expect_rows(&[">▸ credential 4 in 3"]).forget_effects();
    let app = app.send(Msg::Prepared(RequestId(2), late)).expect_effects(&[Effect::Prepare(RequestId(2))]);
    let app = app.expect_rows(&[">▸ credential 4 in 3"]).prepared().expect_rows(&[">▸ credential 1 in 1"]);
    // What an older answer needed is not wanted any more, and neither is anything of another profile.
    let app = app.keys("r").reply("a=Archive(y=lone) b").keys("r").reply("c(x y)");
    let late = Prepared { wanted: Wanted::of(&app.state), analyzed: Arc::default(), order: None, rows: None };
    let app = app.send(Msg::Prepared(RequestId(3), late)).expect_rows(&[">▸ credential 1 in 1"]);
    let app = app.prepared().expect_rows(&[">▸ credential 2 in 1"]);
    // Back in the tree nothing has to wait, but what waits is still shown.
    let app = app.keys("r").reply("d").keys("1").expect_selected("c/Buckets/x").prepared_for_another();
    app.expect_selected("d").expect("nothing waits", |state| state.staged.is_none());
}

#[test]
fn under_has_finding_the_older_answer_stays_as_well() {
    let app = with("a=Archive(x=east) b=Backups(x=east) d=Dup d2=Dup").analyzed().forget_effects().keys("f").settled();
    let before = app.state.tree.len();
    assert!(before > 0);
    let app = app.forget_effects().keys("r").reply("d=Dup d2=Dup a=Archive(x=east)");
    let app = app.expect_effects(&[fetch(2, Scope::All), Effect::Prepare(RequestId(2))]);
    let app = app.expect("as before", |state| state.tree.len() == before).prepared();
    let app = app.expect("what has findings now", |state| !state.tree.is_empty() && state.staged.is_none());
    app.expect("another answer", |state| state.data.as_ref().is_some_and(|data| data.request == RequestId(2)));
}

#[test]
fn a_search_shows_what_it_has_found_so_far() {
    let app = by("3").forget_effects().keys("/").typed("east").forget_effects();
    let Some(id) = app.state.arrangement.searched.map(|_| app.state.arrangement.clone()) else { panic!("no search") };
    let effect = by("3").keys("/").typed("east").effects.into_iter().rev().find_map(|it| match it {
        Effect::Arrange(id, ..) => Some(id),
        _ => None,
    });
    let found = Arranged { order: [0].into(), searched: 1, is_whole: false };
    let app = app.send(Msg::Arranged(effect.unwrap(), found));
    let asked = app.effects.last().cloned();
    assert!(matches!(asked, Some(Effect::Pivot(_))), "{asked:?} {id:?}");
    app.settled().expect_rows(&[" ▾ bucket 3 in 3", ">    Archive/east"]);
}

#[test]
fn what_is_below_a_repository_that_matches_is_there_as_in_the_tree() {
    let app = by("3").forget_effects().keys("/").typed("backups").keys("Enter").settled();
    app.expect_rows(&[" ▾ bucket 3 in 3", ">    Backups/east", " ▾ bucket 2 in 2", "     Backups/west"]);
}

#[test]
fn a_thing_is_marked_where_its_objects_changed() {
    let app = by("3").forget_effects().keys("r").reply("a=Archive@w(x=east y=lone) b=Backups@w(x=else) n=New(q=new)");
    let app = app.prepared().forget_effects().compared();
    assert!(matches!(app.effects[..], [Effect::Pivot(_)]), "{:?}", app.effects);
    let app = app.settled();
    let built = app.state.tree.pivot.as_ref().unwrap().built.as_ref().unwrap();
    let marks: Vec<_> = (0..built.rows.things()).map(|thing| built.rows.extent(thing).unwrap().mark).collect();
    assert_eq!(marks, [Some(Mark::Within), None, Some(Mark::Added)]);
}

#[test]
fn what_is_looked_for_leaves_how_far_a_thing_reaches() {
    let app = by("3").keys("/").typed("archive").settled().keys("Enter").settled();
    let extent = |app: &App| app.state.tree.pivot.as_ref().unwrap().built.as_ref().unwrap().rows.extent(0).unwrap();
    assert_eq!((extent(&app).objects, extent(&app).repositories), (3, 3));
}

#[test]
fn the_way_back_leads_into_the_view_that_was_left() {
    for (keys, row) in [("J", ">▸ bucket 2 in 2"), ("l l", ">    Archive/east")] {
        let app = by("3").keys(keys);
        let selected = app.state.selected();
        let mut state = app.state;
        let effects = crate::app::findings::go_to(&mut state, "name:Corpus");
        let app = App { state, effects, ..app_for(Scope::All) }.settled();
        let app = app.expect("the tree", |state| state.tree.pivot.is_none()).expect_selected("Corpus");
        let app = app.forget_effects().keys("[").settled();
        let app = app.expect("the same is selected in the view", |state| state.selected() == selected);
        let line = app.state.tree.row(&app.state.data.as_ref().unwrap().inventory);
        let rows: Vec<Row> = (0..).map_while(|row| app.row_at(row)).collect();
        assert_eq!(app.lines(&rows)[line], row);
        app.keys("]").settled().expect("and forth", |state| state.tree.pivot.is_none()).expect_selected("Corpus");
    }
}

#[test]
fn the_way_back_opens_what_is_closed_until_the_search_is_done_again() {
    for (keys, last) in [("l l", ">    Archive/east"), ("J K", ">▸ bucket 3 in 3")] {
        let mut app = by("3").keys(keys);
        crate::app::visited::leave(&mut app.state);
        let app = app.keys("/").typed("east").settled().keys("Enter").settled().keys("C j g k").forget_effects();
        let app = app.keys("[");
        assert!(matches!(app.effects[..], [Effect::Pivot(_)]), "{:?}", app.effects);
        let rows = |app: &App| app.lines(&app.state.tree.window(&app.state.data.as_ref().unwrap().inventory, 9).all());
        assert!(rows(&app).contains(&last.to_owned()), "{:?}", rows(&app));
        let app = app.settled();
        assert!(rows(&app).contains(&last.to_owned()), "{:?}", rows(&app));
    }
}

#[test]
fn details_that_had_nothing_to_show_follow_into_the_tree() {
    let app = with("a=Archive").analyzed().forget_effects().keys("3").settled().wait(70).tick();
    let app = app.expect("nothing to tell of", |state| state.detail.node.is_none());
    let app = app.keys("4 1").expect_selected("Archive").wait(70).tick();
    app.expect("what is selected", |state| state.detail.node == state.selected());
}
