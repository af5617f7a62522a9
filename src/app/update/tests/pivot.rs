//! The same inventory by what its objects have: chosen, walked, filtered, refreshed and left.

use super::*;
use crate::app::arrangement::Arranged;
use crate::app::mouse::{Did, Pointed};
use crate::model::pivot::{self, Pivot};
use crate::model::query::Hits;
use crate::model::usage::Aspect;

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
        let State { data, tree, arrangement, .. } = &self.state;
        let (data, aspect) = (data.as_ref().unwrap(), tree.pivot.as_ref().unwrap().aspect);
        let (inventory, analyzed) = (&data.inventory, data.analyzed.as_ref().unwrap());
        let insight = data.insight();
        let context = insight.context(self.state.screen.now);
        let slots = match tree.outline.order().filter(|_| tree.outline.is_filtered()) {
            None => pivot::all(aspect, &analyzed.usage, inventory),
            Some(order) => {
                let hits = |repo| match aspect {
                    Aspect::Workspace => Hits::default(),
                    _ => arrangement.applied.hits(inventory, repo, &context),
                };
                let of = |repo: &u32| {
                    let repo = *repo as usize;
                    pivot::found(aspect, &analyzed.usage, inventory, repo, &hits(repo))
                };
                order.iter().flat_map(of).collect()
            }
        };
        let sort = arrangement.sort.map(|sort| (sort.key, sort.reversed));
        Pivot::of(aspect, &slots, (analyzed, inventory), sort)
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
    let app = app.keys("4").settled().expect_rows(&[">▸ credential 7 in 3"]).keys("6").settled();
    app.expect_rows(&[">▸ endpoint 6 in 3"]).keys("1").expect("the tree", |state| state.tree.pivot.is_none());
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
        app.expect_rows(&[" ▾ workspace 1 in 1", ">    Backups/Backups", " ▾ workspace 1 in 1", "     Corpus/Corpus"]);
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
    let app = app.reply("n=New(y=lone) c=Corpus(z=west) b=Backups@w(x=east z=west)");
    let app = app.expect_rows(&[]).forget_effects().analyzed().settled();
    let app = app.expect_rows(&[
        " ▾ bucket 2 in 2",
        "     Corpus/west",
        ">    Backups/west",
        " ▸ bucket 1 in 1",
        " ▸ bucket 1 in 1",
    ]);
    let app = app.keys("1").expect_selected("Backups/Buckets/west").keys("w").typed("w").keys("Enter");
    let app = app.forget_effects().keys("3").reply("a=Archive@w(x=east)").analyzed().settled();
    app.expect_rows(&[">▸ bucket 1 in 1"]);
}

#[test]
fn it_waits_for_the_analysis_and_what_is_late_is_dropped() {
    let app = with(THREE).keys("3").expect_effects(&[]).expect_rows(&[]).expect_selected("Archive");
    let app = app.keys("j E l Enter y").expect_rows(&[]).forget_effects().analyzed();
    let id = app.state.last_pivot;
    let late = Arc::new(app.made());
    let app = app.expect_effects(&[Effect::Pivot(id)]).keys("4").send(Msg::Pivoted(id, late));
    let app = app.expect_rows(&[]).settled().expect_rows(&[">▸ credential 7 in 3"]);
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
    app.expect_rows(&[">▸ bucket 3 in 3", " ▸ bucket 2 in 2", " ▸ bucket 1 in 1"]);
}

#[test]
fn the_mouse_opens_a_thing_and_selects_an_object() {
    let click = |app: App, x, y| app.send(Msg::Mouse(Pointed { did: Did::Press, x, y }));
    let app = click(click(by("3").keys("m"), 10, 3), 10, 3);
    let app = click(app, 12, 5).expect_selected("Corpus/Buckets/west");
    app.expect("open", |state| state.tree.len() == 5);
}
