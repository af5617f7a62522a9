//! Going to what a field refers to, and back and forth through what was visited.

use super::*;
use crate::app::arrangement::{ArrangeId, Arranged, Sort};
use crate::model::query::Query;
use crate::model::sort::Key;

const ONE: &str = r#"{"id":"r-1","name":"One","buckets":[{"bucketId":"b-1","bucket":{"id":"b-1","name":"Shared","apiKeyId":"k-1",
    "repos":[{"id":"r-2","name":"Two"},{"id":"r-9","name":"Elsewhere"}]}}],"apiKeys":[{"id":"k-1","name":"Key"}],
    "aiApiKeys":[{"id":"a-1","name":"AI","repoId":"r-2"}]}"#;
const TWO: &str = r#"{"id":"r-2","name":"Two","buckets":[{"bucketId":"b-1","bucket":{"id":"b-1","name":"Shared"}}]}"#;

/// The answer with these repositories has come.
fn answer(app: App, repos: &str) -> App {
    let (segments, rest) = scanned(repos);
    let request = app.request;
    let news = |segment| Msg::Loading(request, Loading::Part(segment, rest.bytes));
    let app = segments.into_iter().map(news).fold(app, App::send);
    app.send(Msg::Fetched(request, Ok(rest)))
}

/// In the details of the bucket, on the last of its references.
fn at_references() -> App {
    let app = answer(app(), &format!("{ONE},{TWO}")).forget_effects();
    app.keys("l l l l Tab End").expect_details_of("One/Buckets/Shared")
}

fn notice(words: &'static str) -> impl FnOnce(&State) -> bool {
    move |state| state.notice.as_deref().is_some_and(|notice| notice.contains(words))
}

/// The background work has found these repositories, and looked at all.
fn found(id: u64, order: &[u32]) -> Msg {
    Msg::Arranged(ArrangeId(id), Arranged { order: order.into(), searched: 2, is_whole: true })
}

#[test]
fn enter_on_a_reference_goes_there_and_the_way_back_leads_to_it() {
    let app = at_references().keys("Enter").expect("it says why not", notice("no repository with this id"));
    let app = app.expect_selected("One/Buckets/Shared").keys("k Enter").expect_selected("Two").expect_details_of("Two");
    let app = app.expect("the keys stay in the details", |state| state.focus == Focus::Detail);
    let app = app.keys("[").expect_selected("One/Buckets/Shared").expect_details_of("One/Buckets/Shared");
    let app = app.keys("Enter").expect_selected("Two").keys("[ ]").expect_selected("Two");
    let app = app.keys("]").expect("the end", notice("nothing was visited after"));
    app.keys("[ [").expect("the start", notice("nothing was visited before")).expect_effects(&[]);
}

#[test]
fn each_kind_of_reference_leads_somewhere() {
    let app = at_references().keys("k k Enter").expect_selected("One/API keys/Key").keys("Enter");
    let app = app.expect("a name is no reference", notice("refers to nothing"));
    let app = app.keys("Esc g C").keys("Tab G k k k Enter").expect_selected("One/Buckets");
    let app = app.keys("Enter").expect_selected("One/Buckets/Shared");
    let app = app.keys("[ [ End Enter").expect_selected("One/AI API keys");
    app.keys("Enter").expect_selected("One/AI API keys/AI").keys("End k Enter").expect_selected("Two");
}

#[test]
fn enter_on_the_id_of_a_bucket_shows_where_it_is_used() {
    let app = at_references().keys("k k k Enter").expect("the tree has the keys", |state| state.focus == Focus::Tree);
    let app = app.expect_effects(&[Effect::Arrange(ArrangeId(1), Query::parse("id:b-1"), None)]);
    let app = app.send(found(1, &[0, 1])).keys("n").expect_selected("Two/Buckets/Shared");
    app.keys("[").expect_selected("One/Buckets/Shared");
}

#[test]
fn a_filter_that_hides_it_is_cleared_and_an_order_holds() {
    let sort = Some(Sort { key: Key::Name, reversed: false });
    let app = at_references().keys("Esc s").send(found(1, &[1, 0])).keys("/").typed("one").keys("Enter");
    let app = app.send(found(4, &[0])).expect_rows(&[">▸ One"]).forget_effects();
    let app = app.keys("l l l l Tab End k Enter").expect_selected("Two").expect("it says so", notice("was cleared"));
    let app = app.expect_effects(&[Effect::Arrange(ArrangeId(5), Query::default(), sort)]);
    let app = app.send(found(5, &[1, 0])).expect_selected("Two").keys("Esc k").expect_selected("Two");
    // What was looked for there is looked for again, and then it is there.
    let one = Effect::Arrange(ArrangeId(6), Query::parse("one"), sort);
    let app = app.forget_effects().keys("[").expect_effects(&[one]).expect_selected("Two");
    let app = app.send(found(6, &[0])).expect_selected("One/Buckets/Shared").forget_effects();
    app.keys("]").send(found(7, &[1, 0])).expect_selected("Two");
}

#[test]
fn what_a_figure_or_a_rule_leads_to_is_in_the_tree_and_leads_back() {
    let app = answer(app(), &format!("{ONE},{TWO}")).forget_effects().keys("j").expect_selected("Two");
    let mut state = app.state;
    let effects = crate::app::findings::go_to(&mut state, "id:r-1");
    assert_eq!(effects, [Effect::Arrange(ArrangeId(1), Query::parse("id:r-1"), None)]);
    let app = App { state, ..app }.send(found(1, &[0])).expect_selected("One").forget_effects();
    app.keys("[").expect_selected("Two").expect("nothing is looked for", |state| state.arrangement.query.is_empty());
}

#[test]
fn what_was_visited_is_found_after_a_refresh_or_told_as_lost() {
    let app = at_references().keys("k Enter r");
    let app = answer(app, &format!("{TWO},{ONE}")).keys("[").expect_selected("One/Buckets/Shared");
    let app = app.keys("] r");
    let app = answer(app, TWO).keys("[").expect("it is told", notice("not among what is shown any more"));
    app.expect_selected("Two");
}

#[test]
fn a_walk_through_matches_is_one_visit() {
    let app = with("a=Archive(x=east) b=Backups(y=west z=east) c=Cold").keys("j j /").typed("east");
    let app = app.send(found(4, &[0, 1])).keys("Enter n n n").expect_selected("Backups/Buckets/east");
    app.keys("[").expect_selected("Archive/Buckets/east").keys("[").expect("the start", notice("before"));
}
