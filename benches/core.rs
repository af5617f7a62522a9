//! What a load, a key and a frame cost, at 1 to 100,000 repositories of 2.9 kB each: `cargo bench`.
//!
//! Compare figures of one run; a key and a frame should cost the same at every size.

#![expect(clippy::expect_used, reason = "a benchmark that can not go on may as well stop")]

#[path = "support/org.rs"]
mod org;

use std::sync::Arc;

use crossterm::event::KeyCode;
use divan::Bencher;
use flashback_tui::model::changes::Reviewed;
use flashback_tui::model::diff::Diff;
use flashback_tui::model::facts::{Facts, Register};
use flashback_tui::model::findings::{Analysis, Analyzed, Policy};
use flashback_tui::model::id::{NodeKey, matching};
use flashback_tui::model::inventory::Inventory;
use flashback_tui::model::kind::{Group, Node};
use flashback_tui::model::outline::Outline;
use flashback_tui::model::query::{Context, Query, Run};
use flashback_tui::model::search::{Needle, Search};
use flashback_tui::model::sort;
use flashback_tui::model::usage::Usage;
use flashback_tui::ui;
use flashback_tui::ui::cache::ViewCache;
use flashback_tui::ui::frame::Frame;
use flashback_tui::ui::theme::Theme;
use jiff::Timestamp;
use org::{answer, loaded, press, scan};
use ratatui::layout::Size;

const SIZES: [usize; 4] = [1, 1_000, 10_000, 100_000];
const SCREEN: Size = Size::new(120, 40);

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn index(bencher: Bencher<'_, '_>, n: usize) {
    let answer = answer(n);
    bencher.counter(divan::counter::BytesCount::new(answer.len())).bench(|| scan(&answer));
}

#[divan::bench(args = SIZES)]
fn expand_all(bencher: Bencher<'_, '_>, n: usize) {
    let inventory = scan(&answer(n));
    let mut outline = Outline::default();
    outline.extend(&inventory);
    bencher.bench_local(|| outline.expand_all(&inventory));
}

#[divan::bench(args = SIZES)]
fn collapse_all(bencher: Bencher<'_, '_>, n: usize) {
    let inventory = scan(&answer(n));
    let mut outline = Outline::default();
    outline.extend(&inventory);
    bencher.bench_local(|| outline.collapse_all(&inventory));
}

#[divan::bench(args = SIZES)]
fn row_lookup(bencher: Bencher<'_, '_>, n: usize) {
    let inventory = scan(&answer(n));
    let mut outline = Outline::default();
    outline.extend(&inventory);
    outline.expand_all(&inventory);
    let middle = outline.len() / 2;
    bencher.bench_local(|| outline.node_at(middle, &inventory).map(|node| outline.row_of(node, &inventory)));
}

#[divan::bench(args = SIZES)]
fn key_down(bencher: Bencher<'_, '_>, n: usize) {
    let mut state = loaded(n, true);
    bencher.bench_local(|| press(&mut state, KeyCode::Down));
}

#[divan::bench(args = SIZES)]
fn key_down_and_frame(bencher: Bencher<'_, '_>, n: usize) {
    let mut state = loaded(n, true);
    let (theme, mut cache) = (Theme::colour(), ViewCache::default());
    let mut frame = Frame::new(SCREEN);
    bencher.bench_local(|| {
        press(&mut state, KeyCode::Down);
        ui::view(&state, &theme, &mut cache, &mut frame);
    });
}

/// Every row that comes into sight is new, and badges with it, as on the way through an organization.
#[divan::bench(args = SIZES)]
fn key_page_down_and_frame(bencher: Bencher<'_, '_>, n: usize) {
    let mut state = loaded(n, true);
    if let Some(data) = &mut state.data {
        data.analyzed = Some(Arc::new(Analysis::of(&data.inventory, Policy::default(), Timestamp::UNIX_EPOCH)));
    }
    let (theme, mut cache) = (Theme::colour(), ViewCache::default());
    let mut frame = Frame::new(SCREEN);
    bencher.bench_local(|| {
        press(&mut state, KeyCode::PageDown);
        ui::view(&state, &theme, &mut cache, &mut frame);
    });
}

#[divan::bench(args = SIZES)]
fn frame_from_nothing(bencher: Bencher<'_, '_>, n: usize) {
    let state = loaded(n, true);
    let theme = Theme::colour();
    let mut frame = Frame::new(SCREEN);
    bencher.bench_local(|| {
        let mut cache = ViewCache::default();
        ui::view(&state, &theme, &mut cache, &mut frame);
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn keep_the_place_over_a_refresh(bencher: Bencher<'_, '_>, n: usize) {
    let (old, new) = (scan(&answer(n)), scan(&answer(n)));
    let mut outline = Outline::default();
    outline.extend(&old);
    outline.expand_all(&old);
    bencher.bench_local(|| {
        let place = NodeKey::of(&old, Node::Repo(n / 2)).find(&new);
        (place, outline.carried_over(&new, &matching(&old, &new)))
    });
}

/// The same repositories, the last segment first.
fn moved(inventory: &Inventory) -> Inventory {
    let mut moved = Inventory::default();
    inventory.document().segments().iter().rev().for_each(|segment| moved.push(Arc::clone(segment)));
    moved
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn match_in_another_order(bencher: Bencher<'_, '_>, n: usize) {
    let old = scan(&answer(n));
    let new = moved(&old);
    bencher.bench_local(|| matching(&old, &new));
}

fn searched(mut search: Search, inventory: &Inventory) -> Search {
    while search.step(inventory.document()) {}
    search
}

fn search(bencher: Bencher<'_, '_>, n: usize, word: &str) {
    let answer = answer(n);
    let inventory = scan(&answer);
    let search = || Search::new(Needle::new(word).expect("a word"));
    bencher.counter(divan::counter::BytesCount::new(answer.len())).bench_local(|| searched(search(), &inventory));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn search_in_either_case(bencher: Bencher<'_, '_>, n: usize) {
    search(bencher, n, "nowhere to be found");
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn search_exactly(bencher: Bencher<'_, '_>, n: usize) {
    search(bencher, n, "Nowhere to be found");
}

/// The worst: a hit in every line that is no text.
#[divan::bench(args = SIZES, sample_count = 10)]
fn search_a_field_name(bencher: Bencher<'_, '_>, n: usize) {
    search(bencher, n, "createdat");
}

/// One letter more where every repository has the word.
#[divan::bench(args = SIZES, sample_count = 10)]
fn search_one_letter_more(bencher: Bencher<'_, '_>, n: usize) {
    let inventory = scan(&answer(n));
    let typed = searched(Search::new(Needle::new("archi").expect("a word")), &inventory);
    bencher.bench_local(|| searched(typed.then(Needle::new("archiv").expect("a word")), &inventory));
}

/// What one turn of a background task costs at most.
#[divan::bench(sample_count = 10)]
fn search_largest_segment(bencher: Bencher<'_, '_>) {
    let inventory = largest_segment();
    bencher.bench_local(|| searched(Search::new(Needle::new("nowhere").expect("a word")), &inventory));
}

#[divan::bench(sample_count = 10)]
fn facts_of_largest_segment(bencher: Bencher<'_, '_>) {
    let inventory = largest_segment();
    bencher
        .bench_local(|| inventory.document().segments().iter().map(|segment| Facts::of(segment)).collect::<Vec<_>>());
}

fn largest_segment() -> Inventory {
    let inventory = scan(&answer(10_000));
    let largest = inventory.document().segments().iter().max_by_key(|segment| segment.bytes.len());
    let mut alone = Inventory::default();
    alone.push(Arc::clone(largest.expect("a segment")));
    alone
}

fn facts_of(inventory: &Inventory) -> Register {
    let mut register = Register::default();
    inventory.document().segments().iter().for_each(|segment| register.push(Facts::of(segment)));
    register
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn facts(bencher: Bencher<'_, '_>, n: usize) {
    let inventory = scan(&answer(n));
    bencher.bench_local(|| facts_of(&inventory));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn sort_by_title(bencher: Bencher<'_, '_>, n: usize) {
    let inventory = moved(&scan(&answer(n)));
    let register = facts_of(&inventory);
    bencher.bench_local(|| {
        let mut titles: Vec<(&str, usize)> = register.titles(inventory.document()).zip(0..).collect();
        titles.sort_unstable();
        titles.into_iter().map(|(_, repo)| repo).collect::<Vec<_>>()
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn diff_of_equal_bytes(bencher: Bencher<'_, '_>, n: usize) {
    let (old, new) = (scan(&answer(n)), scan(&answer(n)));
    bencher.bench_local(|| Diff::of(&old, &new));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn diff_in_another_order(bencher: Bencher<'_, '_>, n: usize) {
    let (old, new) = (scan(&answer(n)), moved(&scan(&answer(n))));
    bencher.bench_local(|| Diff::of(&old, &new));
}

/// The same organization with every so many-th repository disabled.
fn with_changes(n: usize, every: usize) -> Inventory {
    let answer = String::from_utf8(answer(n)).expect("text");
    let mut parts = answer.split("\"disabled\":false");
    let mut changed = parts.next().unwrap_or_default().to_owned();
    for (repo, part) in parts.enumerate() {
        changed.push_str(if repo % every == 0 { "\"disabled\":true " } else { "\"disabled\":false" });
        changed.push_str(part);
    }
    scan(changed.as_bytes())
}

fn changes(bencher: Bencher<'_, '_>, n: usize, every: usize) {
    let (old, new) = (scan(&answer(n)), with_changes(n, every));
    bencher.bench_local(|| Reviewed::of(&old, &new));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn changes_of_one_in_a_hundred(bencher: Bencher<'_, '_>, n: usize) {
    changes(bencher, n, 100);
}

#[divan::bench(args = SIZES, sample_count = 3)]
fn changes_of_all(bencher: Bencher<'_, '_>, n: usize) {
    changes(bencher, n, 1);
}

/// Every rule and the index of uses, in one pass.
#[divan::bench(args = SIZES, sample_count = 3)]
fn findings(bencher: Bencher<'_, '_>, n: usize) {
    let inventory = scan(&answer(n));
    bencher.bench_local(|| Analysis::of(&inventory, Policy::default(), Timestamp::UNIX_EPOCH));
}

/// What one turn of a background task costs at most.
#[divan::bench(sample_count = 10)]
fn findings_of_one_turn(bencher: Bencher<'_, '_>) {
    let inventory = largest_segment();
    bencher.bench_local(|| {
        let mut analysis = Analysis::new(Policy::default(), Timestamp::UNIX_EPOCH);
        analysis.step(inventory.document());
        analysis
    });
}

#[divan::bench(args = SIZES, sample_count = 3)]
fn usage(bencher: Bencher<'_, '_>, n: usize) {
    let inventory = scan(&answer(n));
    bencher.bench_local(|| Usage::of(&inventory));
}

/// The badge, the mark and the list of one row.
#[divan::bench(args = SIZES)]
fn row_marks(bencher: Bencher<'_, '_>, n: usize) {
    let inventory = scan(&answer(n));
    let Analyzed { findings, usage, .. } = Analysis::of(&inventory, Policy::default(), Timestamp::now());
    let node = Node::Item(n / 2, Group::Buckets, 1);
    bencher.bench_local(|| (findings.tally(node), findings.tally(Node::Repo(n / 2)), usage.shared(node, &inventory)));
}

fn query(bencher: Bencher<'_, '_>, n: usize, text: &str) {
    let answer = answer(n);
    let inventory = scan(&answer);
    let context = Context::at(Timestamp::UNIX_EPOCH);
    bencher.counter(divan::counter::BytesCount::new(answer.len())).bench_local(|| {
        let mut run = Run::new(Query::parse(text));
        while run.step(&inventory, &context) {}
        run
    });
}

/// The name of the last repository letter by letter, where all names are known: each letter goes on from the one before.
#[divan::bench(args = SIZES, sample_count = 3)]
fn query_typed(bencher: Bencher<'_, '_>, n: usize) {
    let inventory = scan(&answer(n));
    let analyzed = Analysis::of(&inventory, Policy::default(), Timestamp::now());
    let context = Context { names: Some(&analyzed.names), ..Context::at(Timestamp::now()) };
    let name = format!("repo-{:06}", n - 1);
    bencher.bench_local(|| {
        let mut run = Run::new(Query::parse(""));
        for end in 1..=name.len() {
            run = run.then(Query::parse(name.get(..end).unwrap_or_default()));
            while run.step(&inventory, &context) {}
        }
        run.found().len()
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn query_a_rare_word(bencher: Bencher<'_, '_>, n: usize) {
    query(bencher, n, "nowhere");
}

/// Every repository and nearly every item has it.
#[divan::bench(args = SIZES, sample_count = 10)]
fn query_one_letter(bencher: Bencher<'_, '_>, n: usize) {
    query(bencher, n, "e");
}

/// In every repository, and hidden in all of them.
#[divan::bench(args = SIZES, sample_count = 10)]
fn query_a_hidden_word(bencher: Bencher<'_, '_>, n: usize) {
    query(bencher, n, "kkkkk");
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn query_a_repository_term(bencher: Bencher<'_, '_>, n: usize) {
    query(bencher, n, "is:disabled");
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn query_an_item_term(bencher: Bencher<'_, '_>, n: usize) {
    query(bencher, n, "region:eu* age>90d");
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn sort_in_natural_order(bencher: Bencher<'_, '_>, n: usize) {
    let inventory = moved(&scan(&answer(n)));
    let register = facts_of(&inventory);
    bencher.bench_local(|| sort::order(&inventory, &register, sort::Key::Name, false, &[]));
}
