//! The gate on work: what a key, a frame and a load cost, counted in allocations and bytes and never in time, so that
//! it says the same on every machine. A change that makes a key's cost grow with what was loaded fails here.

#![cfg(test)]

#[path = "../../benches/support/org.rs"]
mod org;
mod overview;

use std::sync::Arc;

use allocation_counter::{AllocationInfo, measure};
use crossterm::event::KeyCode;
use flashback_tui::app::fetching;
use flashback_tui::app::msg::{Loading, Msg, RequestId};
use flashback_tui::app::pivot::PivotId;
use flashback_tui::app::state::{About, DETAIL_DELAY, State};
use flashback_tui::app::update::update;
use flashback_tui::model::changes::Reviewed;
use flashback_tui::model::findings::{Analysis, Analyzed, Policy};
use flashback_tui::model::inventory::Scope;
use flashback_tui::model::kind::{Group, Node};
use flashback_tui::model::pivot::{self, Pivot};
use flashback_tui::model::scan::Scanner;
use flashback_tui::model::usage::Aspect;
use flashback_tui::runtime::paint::{Extent, Shown};
use flashback_tui::ui;
use flashback_tui::ui::cache::ViewCache;
use flashback_tui::ui::frame::Frame;
use flashback_tui::ui::theme::Theme;
use jiff::Timestamp;
use org::{answer, loaded, press, scan};
use ratatui::layout::Size;

/// More than three screens: no page shows rows that the one before has painted.
const FEW: usize = 200;
const MANY: usize = 10_000;

/// A dashboard with its screen, as the event loop has it.
struct Dashboard {
    state: State,
    theme: Theme,
    cache: ViewCache,
    frame: Frame,
    shown: Shown,
    bytes: Vec<u8>,
}

impl Dashboard {
    fn new(repositories: usize, open: bool, size: Size) -> Self {
        let mut state = loaded(repositories, open);
        update(&mut state, Msg::Resize(size));
        Self::showing(state, size)
    }

    fn showing(state: State, size: Size) -> Self {
        let (frame, bytes) = (Frame::new(size), Vec::with_capacity(64 * 1024));
        Self { state, theme: Theme::colour(), cache: ViewCache::default(), frame, shown: Shown::default(), bytes }
    }

    /// Draws a frame; returns how many bytes the terminal gets.
    fn frame(&mut self) -> usize {
        let Self { state, theme, cache, .. } = self;
        ui::view(state, theme, cache, &mut self.frame);
        self.bytes.clear();
        let extent = Extent::of(state);
        self.shown.paint(&self.frame, extent, &mut self.bytes);
        self.bytes.len()
    }

    /// A key and the frame after it.
    fn key(&mut self, code: KeyCode) -> usize {
        press(&mut self.state, code);
        self.frame()
    }

    /// What is done once the terminal has the frame, and a moment later.
    fn look_ahead(&mut self) {
        let Self { state, theme, cache, .. } = self;
        ui::look_ahead(state, theme, cache);
        if ui::wants_ends(state, cache) {
            ui::look_around(state, theme, cache);
        }
    }

    /// The details follow the selection, in a frame of their own.
    fn rest(&mut self) -> usize {
        self.state.screen.now += DETAIL_DELAY;
        update(&mut self.state, Msg::Tick);
        self.frame()
    }
}

const WIDE: Size = Size { width: 120, height: 40 };

/// What a key costs once everything around it has been drawn: allocations and bytes of memory of key, frame and paint,
/// and of what is made ready after them.
fn cost(dashboard: &mut Dashboard, [before, code]: [KeyCode; 2]) -> AllocationInfo {
    let mut press = |code| {
        dashboard.key(code);
        dashboard.look_ahead();
        dashboard.rest();
        dashboard.look_ahead();
    };
    press(before);
    measure(|| press(code))
}

/// Keys that move, each behind one that leaves it room.
const MOVES: [[KeyCode; 2]; 5] = [
    [KeyCode::Down, KeyCode::Down],
    [KeyCode::PageDown, KeyCode::PageDown],
    [KeyCode::Home, KeyCode::End],
    [KeyCode::End, KeyCode::Home],
    [KeyCode::End, KeyCode::Up],
];

#[test]
fn a_key_costs_the_same_however_much_was_loaded() {
    for open in [false, true] {
        let (mut few, mut many) = (Dashboard::new(FEW, open, WIDE), Dashboard::new(MANY, open, WIDE));
        for keys @ [_, code] in MOVES {
            let (small, large) = (cost(&mut few, keys), cost(&mut many, keys));
            let told = format!("{code}, open {open}: {small:?} of {FEW}, {large:?} of {MANY}");
            assert!(large.count_total * 10 <= small.count_total * 12, "{told}");
            assert!(large.bytes_total * 10 <= small.bytes_total * 12, "{told}");
            // A screenful of rows and the details made anew are 1,000; those of every repository would be far more.
            assert!(large.count_total <= 1_300, "{told}");
        }
    }
}

/// A dashboard by something else, with everything open.
fn by(key: char, aspect: Aspect, repositories: usize) -> Dashboard {
    let mut state = loaded(repositories, false);
    update(&mut state, Msg::Resize(WIDE));
    let inventory = &state.data.as_ref().unwrap().inventory;
    let found = Analysis::of(inventory, Policy::default(), Timestamp::UNIX_EPOCH);
    update(&mut state, Msg::Analyzed(RequestId(1), Arc::new(found)));
    press(&mut state, KeyCode::Char(key));
    let data = state.data.as_ref().unwrap();
    let analyzed = data.analyzed.as_ref().unwrap();
    let slots = pivot::all(aspect, &analyzed.usage, &data.inventory);
    let rows = Pivot::of(aspect, &slots, (analyzed, &data.inventory), None);
    update(&mut state, Msg::Pivoted(PivotId(1), Arc::new(rows)));
    press(&mut state, KeyCode::Char('E'));
    assert!(state.tree.len() > repositories, "{}", state.tree.len());
    Dashboard::showing(state, WIDE)
}

#[test]
fn a_key_in_a_pivot_costs_the_same_however_much_was_loaded() {
    // Very many things, and things that very many have.
    for (key, aspect) in [('3', Aspect::Bucket), ('4', Aspect::Credential)] {
        let (mut few, mut many) = (by(key, aspect, FEW), by(key, aspect, MANY));
        for keys @ [_, code] in MOVES {
            let (small, large) = (cost(&mut few, keys), cost(&mut many, keys));
            let told = format!("{aspect:?}, {code}: {small:?} of {FEW}, {large:?} of {MANY}");
            assert!(large.count_total * 10 <= small.count_total * 12, "{told}");
            assert!(large.bytes_total * 10 <= small.bytes_total * 12, "{told}");
        }
        let turned = measure(|| press(&mut many.state, KeyCode::Char('C')));
        assert!(turned.count_total <= 60, "{turned:?}");
    }
    let inventory = scan(&answer(MANY));
    let analyzed = Analysis::of(&inventory, Policy::default(), Timestamp::UNIX_EPOCH);
    let slots = pivot::all(Aspect::Credential, &analyzed.usage, &inventory);
    let made = measure(|| {
        std::hint::black_box(Pivot::of(Aspect::Credential, &slots, (&analyzed, &inventory), None));
    });
    let each = made.bytes_max / slots.len() as u64;
    assert!(each <= 96, "{each} bytes an object while it is made");
}

#[test]
fn a_row_that_stands_is_not_read_again() {
    let mut dashboard = Dashboard::new(MANY, true, WIDE);
    dashboard.frame();
    dashboard.key(KeyCode::Down);
    // The next key moves the mark by a row: two rows are painted, and none is read.
    let down = measure(|| {
        dashboard.key(KeyCode::Down);
    });
    assert!(down.count_total <= 220, "{down:?}");
}

#[test]
fn opening_everything_makes_no_rows() {
    for repositories in [FEW, MANY] {
        let mut dashboard = Dashboard::new(repositories, false, WIDE);
        let all = measure(|| press(&mut dashboard.state, KeyCode::Char('E')));
        assert!(all.count_total <= 10, "{all:?} for {repositories}");
    }
}

#[test]
fn the_next_page_is_there_before_its_key() {
    for open in [false, true] {
        let mut dashboard = Dashboard::new(MANY, open, WIDE);
        let mut page = |is_ahead| {
            dashboard.key(KeyCode::PageDown);
            if is_ahead {
                dashboard.look_ahead();
            }
            // As where the details follow.
            dashboard.frame();
            measure(|| {
                dashboard.key(KeyCode::PageDown);
            })
        };
        let new = page(false);
        // However many were shown before, and more than are kept.
        for at in 0..20 {
            let ready = page(true);
            let told = format!("open {open}, {at}: {ready:?}, and {new:?} where nothing was made ready");
            // What is left is the frame with its title and its hints.
            assert!(ready.count_total * 2 <= new.count_total && ready.count_total <= 220, "{told}");
        }
    }
}

#[test]
fn both_ends_are_there_before_their_keys() {
    for open in [false, true] {
        let [new, ready] = [false, true].map(|is_ahead| {
            let mut dashboard = Dashboard::new(MANY, open, WIDE);
            dashboard.frame();
            // More rows than are kept.
            for _ in 0..20 {
                if is_ahead {
                    dashboard.look_ahead();
                }
                dashboard.key(KeyCode::PageDown);
            }
            [KeyCode::End, KeyCode::Home].map(|key| {
                let cost = measure(|| {
                    dashboard.key(key);
                });
                cost.count_total
            })
        });
        let told = format!("open {open}: {ready:?}, and {new:?} where nothing was made ready");
        assert!(ready.iter().zip(new).all(|(ready, new)| ready * 2 <= new && *ready <= 220), "{told}");
    }
}

#[test]
fn a_load_needs_little_more_than_the_body() {
    let body = answer(MANY);
    let mut inventory = None;
    let load = measure(|| inventory = Some(scan(&body)));
    // Large pages are not the allocator's. What is in them counts as well, and so does the beginning of the next segment,
    // a piece at most, which each had until that had memory of its own.
    let segments = inventory.as_ref().map(|inventory| inventory.document().segments()).unwrap_or_default();
    let mapped = segments.iter().filter(|segment| segment.bytes.is_mapped());
    let mapped: usize = mapped.map(|segment| segment.bytes.len() + 64 * 1024).sum();
    let peak = usize::try_from(load.bytes_max).unwrap() + mapped;
    assert!(peak > body.len(), "{peak} for a body of {}", body.len());
    assert!(peak <= body.len() * 12 / 10 + 4 * 1024 * 1024, "{peak} for a body of {}", body.len());
    // The id and the workspace of each repository are looked at; nothing else is decoded.
    assert!(load.count_total <= 3 * MANY as u64, "{load:?}");
}

/// Answers of some `size` bytes in which as much as possible is to be kept for each byte.
fn heavy_answers(size: usize) -> Vec<(&'static str, Vec<u8>)> {
    let of = |list: String| format!(r#"{{"success":true,"repos":[{list}]}}"#).into_bytes();
    let many = |crumb: &str| vec![crumb; size / (crumb.len() + 1)].join(",");
    let numbered = |count: usize, one: &dyn Fn(usize) -> String| (0..count).map(one).collect::<Vec<_>>().join(",");
    vec![
        ("empty objects", of(many("{}"))),
        ("numbers", of(many("0"))),
        ("empty strings", of(many("\"\""))),
        ("workspaces", of(numbered(size / 24, &|at| format!(r#"{{"workspaceId":"{at:07}"}}"#)))),
        ("one list of numbers", of(format!(r#"{{"buckets":[{}]}}"#, many("0")))),
        ("one list of objects", of(format!(r#"{{"apiKeys":[{}]}}"#, many("{}")))),
        ("members", of(format!("{{{}}}", numbered(size / 12, &|at| format!(r#""k{at:07}":0"#))))),
        ("a long name of a member", of(format!(r#"{{"{}":1}}"#, "k".repeat(size)))),
        ("a long text", of(format!(r#"{{"id":"{}"}}"#, "\\n".repeat(size / 2)))),
        ("depth", of(format!(r#"{{"x":{}{}}}"#, "[".repeat(size / 2), "]".repeat(size / 2)))),
        ("depth around the list", format!(r#"{{"x":{}"#, "[".repeat(size)).into_bytes()),
    ]
}

#[test]
fn no_answer_takes_much_more_memory_than_its_text() {
    for (name, body) in heavy_answers(2 << 20) {
        let load = measure(|| {
            let mut scanner = Scanner::default();
            let mut segments = Vec::new();
            for piece in body.chunks(64 * 1024) {
                let pushed = scanner.push(piece);
                segments.extend(std::iter::from_fn(|| scanner.next_whole()));
                if pushed.is_err() {
                    break;
                }
            }
            segments.extend(scanner.seal());
            drop(scanner.finish());
        });
        let limit = (64 << 20) + 2 * body.len() as u64;
        assert!(load.bytes_max <= limit, "{name}: {} for a body of {}", load.bytes_max, body.len());
    }
}

#[test]
fn the_details_of_a_giant_take_little_more_memory_than_its_text() {
    for (name, body) in heavy_answers(1 << 18) {
        let mut state = State::new(About::default(), Scope::All, WIDE, Timestamp::UNIX_EPOCH);
        fetching::start(&mut state, Scope::All);
        let mut scanner = Scanner::default();
        if scanner.push(&body).is_err() {
            continue;
        }
        while let Some(segment) = scanner.next_whole().or_else(|| scanner.seal()) {
            update(&mut state, Msg::Loading(RequestId(1), Loading::Part(Arc::new(segment), 0)));
        }
        let mut dashboard = Dashboard::showing(state, WIDE);
        let shown = measure(|| {
            for key in ['j', 't', 'E'] {
                dashboard.key(KeyCode::Char(key));
                dashboard.rest();
            }
        });
        let limit = (16 << 20) + 3 * body.len() as u64;
        assert!(shown.bytes_max <= limit, "{name}: {} for a body of {}", shown.bytes_max, body.len());
    }
}

#[test]
fn findings_and_uses_take_little_beside_the_document() {
    let inventory = scan(&answer(MANY));
    let now = "2026-11-24T12:00:00Z".parse().unwrap();
    let mut analyzed = None;
    let work = measure(|| analyzed = Some(Analysis::of(&inventory, Policy::default(), now)));
    let Analyzed { findings, usage, .. } = analyzed.unwrap();
    // Nearly each object of this answer has one: that is as many as there can be.
    assert!(findings.len() > 10 * MANY, "{}", findings.len());
    // 24 MB for 100,000 repositories are 240 bytes for each.
    let left = |of: AllocationInfo| usize::try_from(of.bytes_current).unwrap();
    let (kept, peak) = (left(work), usize::try_from(work.bytes_max).unwrap());
    let of_usage = measure(|| drop(std::hint::black_box(usage.clone())));
    assert!(of_usage.bytes_max <= 240 * MANY as u64, "{of_usage:?}");
    assert!(kept <= 480 * MANY, "{kept} bytes for {MANY}");
    assert!(peak <= 720 * MANY, "{peak} bytes for {MANY}: {kept} kept");
    let node = Node::Item(MANY / 2, Group::Buckets, 1);
    let marks = measure(|| {
        std::hint::black_box((findings.tally(node), usage.shared(node, &inventory)));
    });
    assert_eq!(marks.count_total, 0, "a mark beside a row costs nothing");
}

/// The answer with every n-th repository disabled.
fn disabled(answer: &[u8], every: usize) -> Vec<u8> {
    const FLAG: &[u8] = b"\"disabled\":false";
    let mut changed = answer.to_vec();
    let places: Vec<usize> = (0..answer.len()).filter(|at| answer[*at..].starts_with(FLAG)).collect();
    // The last five letters: what it takes the place of has as many.
    places.iter().step_by(every).for_each(|at| changed[at + 11..at + 16].copy_from_slice(b"true "));
    changed
}

#[test]
fn what_changed_takes_what_changed() {
    const MANY: usize = 2_000;
    let body = answer(MANY);
    let old = scan(&body);
    // As after a refresh of which every segment came anew.
    let (same, few, all) = (scan(&body), scan(&disabled(&body, 100)), scan(&disabled(&body, 1)));
    let left = |of: AllocationInfo| usize::try_from(of.bytes_current).unwrap();
    let peak = |of: AllocationInfo| usize::try_from(of.bytes_max).unwrap();
    let mut reviewed = Reviewed::default();
    let work = measure(|| reviewed = Reviewed::of(&old, &same));
    assert!(reviewed.changes.is_empty() && left(work) == 0, "{work:?}");
    assert!(peak(work) <= 64 * MANY, "{work:?}");
    let work = measure(|| reviewed = Reviewed::of(&old, &few));
    let of_few = body.len() / 100;
    assert_eq!(reviewed.changes.tally().disabled as usize, MANY / 100);
    assert!(left(work) <= 3 * of_few, "{work:?}");
    assert!(peak(work) <= 64 * MANY + 6 * of_few, "{work:?}");
    let node = Node::Item(MANY / 2, Group::Buckets, 1);
    let marks = measure(|| {
        std::hint::black_box((reviewed.changes.mark(node), reviewed.changes.mark(Node::Repo(100))));
    });
    assert_eq!(marks.count_total, 0, "a mark beside a row costs nothing");
    let work = measure(|| reviewed = Reviewed::of(&old, &all));
    assert!(left(work) <= body.len() * 11 / 10, "{work:?}");
    // Besides what is kept, one piece of it while it grows.
    assert!(peak(work) <= body.len() * 12 / 10 + (4 << 20), "{work:?}");
}

#[test]
fn a_frame_is_few_bytes() {
    let mut wide = Dashboard::new(MANY, false, WIDE);
    let first = wide.frame();
    assert!(first <= 5_000, "{first} bytes for the first frame");
    let narrow = Size { width: 80, height: 24 };
    for (size, limit) in [(WIDE, 250), (narrow, 250)] {
        let mut dashboard = Dashboard::new(MANY, false, size);
        dashboard.frame();
        let most = (0..8).map(|_| dashboard.key(KeyCode::Down)).max().unwrap();
        assert!(most <= limit, "{most} bytes for a row further down at {size}");
    }
    // Where the tree is as wide as the screen, also at its ends, down and up. Into an open list from below, its
    // ancestors come as well.
    for (opened, key, limit) in
        [(false, KeyCode::Down, 200), (false, KeyCode::Up, 200), (true, KeyCode::Down, 300), (true, KeyCode::Up, 300)]
    {
        let mut dashboard = Dashboard::new(MANY, opened, narrow);
        dashboard.key(if key == KeyCode::Up { KeyCode::End } else { KeyCode::Home });
        let most = (0..120).map(|_| dashboard.key(key)).max().unwrap();
        assert!(most <= limit, "{most} bytes for a row further, {key:?}, open: {opened}");
    }
}

#[test]
fn a_held_key_stays_ahead_of_a_slow_link() {
    let mut dashboard = Dashboard::new(MANY, false, WIDE);
    dashboard.frame();
    // 30 keys a second on 14.4 kB/s are 480 bytes a key.
    let all: usize = (0..120).map(|_| dashboard.key(KeyCode::Down)).sum();
    assert!(all / 120 <= 250, "{} bytes a key", all / 120);
    assert_eq!(dashboard.frame(), 0, "a frame in which nothing changed");
}
