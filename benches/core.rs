//! What a load, a key and a frame cost, at 1 to 100,000 repositories of 2.9 kB each: `cargo bench`.
//!
//! Compare figures of one run; a key and a frame should cost the same at every size.

#![expect(clippy::expect_used, reason = "a benchmark that can not go on may as well stop")]

#[path = "support/org.rs"]
mod org;

use crossterm::event::KeyCode;
use divan::Bencher;
use flashback_tui::model::id::{NodeKey, matching};
use flashback_tui::model::kind::Node;
use flashback_tui::model::outline::Outline;
use flashback_tui::ui;
use flashback_tui::ui::cache::ViewCache;
use flashback_tui::ui::theme::Theme;
use org::{answer, loaded, press, scan};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

const SIZES: [usize; 4] = [1, 1_000, 10_000, 100_000];

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
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a terminal in memory");
    bencher.bench_local(|| {
        press(&mut state, KeyCode::Down);
        terminal.draw(|frame| ui::view(&state, &theme, &mut cache, frame)).map(|_| ())
    });
}

#[divan::bench(args = SIZES)]
fn frame_from_nothing(bencher: Bencher<'_, '_>, n: usize) {
    let state = loaded(n, true);
    let theme = Theme::colour();
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).expect("a terminal in memory");
    bencher.bench_local(|| {
        let mut cache = ViewCache::default();
        terminal.draw(|frame| ui::view(&state, &theme, &mut cache, frame)).map(|_| ())
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
