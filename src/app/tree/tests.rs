//! Random inventories, heights and keys: what holds of selection and viewport after each of them.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::kind::Group;
use crate::model::scan::Scanner;

/// Repositories with as many items in their lists; `None` is something that is no repository.
fn inventory(repos: &[Option<[usize; 4]>]) -> Inventory {
    let repo = |counts: &Option<[usize; 4]>| {
        let Some(counts) = counts else { return "null".to_owned() };
        let list = |(group, count): (&Group, &usize)| {
            format!(r#""{}":[{}]"#, group.members()[0], vec!["{}"; *count].join(","))
        };
        format!("{{{}}}", Group::ALL.iter().zip(counts).map(list).collect::<Vec<_>>().join(","))
    };
    let repos: Vec<String> = repos.iter().map(repo).collect();
    let mut scanner = Scanner::default();
    scanner.push(format!(r#"{{"repos":[{}]}}"#, repos.join(",")).as_bytes()).unwrap();
    let mut inventory = Inventory::default();
    scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
    inventory
}

/// As many closed repositories.
fn plain(repos: usize) -> Inventory {
    inventory(&vec![Some([0; 4]); repos])
}

fn pane(inventory: &Inventory) -> TreePane {
    let mut pane = TreePane::default();
    pane.outline.extend(inventory);
    pane.selected = pane.outline.node_at(0, inventory);
    pane
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Go(Move),
    /// By this many halves of the viewport.
    Page(isize),
    Open,
    Close,
    Toggle,
    ExpandAll,
    CollapseAll,
    Height(usize),
}

impl Step {
    fn is_a_move(self) -> bool {
        matches!(self, Self::Go(_) | Self::Page(_) | Self::Height(_))
    }

    fn take(self, pane: &mut TreePane, inventory: &Inventory, height: &mut usize) {
        match self {
            Self::Go(step) => pane.go(inventory, *height, step),
            Self::Page(halves) => {
                let rows = pane.room(inventory, *height).cast_signed() * halves / 2;
                pane.page(inventory, *height, rows);
            }
            Self::Open => pane.open(inventory, *height),
            Self::Close => pane.close(inventory, *height),
            Self::Toggle => {
                pane.toggle(inventory, *height);
            }
            Self::ExpandAll => pane.expand_all(inventory, *height),
            Self::CollapseAll => pane.collapse_all(inventory, *height),
            Self::Height(new) => {
                *height = new;
                pane.follow(inventory, new);
            }
        }
    }
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (-3_isize..4).prop_map(|rows| Step::Go(Move::By(rows))),
        1 => Just(Step::Go(Move::First)),
        1 => Just(Step::Go(Move::Last)),
        2 => prop_oneof![Just(1_isize), Just(-1)].prop_map(|step| Step::Go(Move::Sibling(step))),
        3 => prop_oneof![Just(1_isize), Just(-1), Just(2), Just(-2)].prop_map(Step::Page),
        3 => Just(Step::Open),
        2 => Just(Step::Close),
        2 => Just(Step::Toggle),
        1 => Just(Step::ExpandAll),
        1 => Just(Step::CollapseAll),
        1 => (0_usize..14).prop_map(Step::Height),
    ]
}

fn repos() -> impl Strategy<Value = Vec<Option<[usize; 4]>>> {
    let repo = prop_oneof![8 => proptest::array::uniform4(0_usize..5).prop_map(Some), 1 => Just(None)];
    proptest::collection::vec(repo, 0..9)
}

/// What holds of every viewport.
fn check(pane: &TreePane, inventory: &Inventory, height: usize) {
    let window = pane.window(inventory, height);
    assert!(window.pinned.len() + window.rows.len() <= height, "{window:?} in {height}");
    let Some(selected) = pane.selected else {
        assert!(inventory.is_empty(), "something is selected where there is something");
        return;
    };
    assert_eq!(pane.outline.node_at(pane.row(inventory), inventory), Some(selected), "the selection is a visible row");
    if height == 0 {
        return;
    }
    assert!(window.rows.contains(&Row::Node(selected)), "{selected:?} is in the viewport: {window:?}");
    let above = |row: Row| pane.parent(row, inventory);
    let mut ancestors: Vec<Row> = std::iter::successors(above(window.rows[0]), |row| above(*row)).collect();
    // The viewport's last line is the row's own.
    ancestors.truncate(height - 1);
    ancestors.reverse();
    assert_eq!(window.pinned, ancestors);
    let rows: Vec<Option<Row>> = (pane.top..).map(|row| pane.row_at(row, inventory)).take(window.rows.len()).collect();
    assert_eq!(rows, window.rows.iter().copied().map(Some).collect::<Vec<_>>());
    let full = window.pinned.len() + window.rows.len() == height;
    let ends = window.rows.last() == pane.row_at(pane.len() - 1, inventory).as_ref();
    assert!(full || ends, "no line is left free above the last row");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_selection_is_always_a_row_in_the_viewport_and_no_move_opens_or_closes(
        repos in repos(),
        steps in proptest::collection::vec(step(), 0..50),
        height in 0_usize..14,
    ) {
        let inventory = inventory(&repos);
        let (mut pane, mut height) = (pane(&inventory), height);
        for step in steps {
            let before = pane.outline.clone();
            step.take(&mut pane, &inventory, &mut height);
            check(&pane, &inventory, height);
            prop_assert!(!step.is_a_move() || pane.outline == before, "{:?} changed the openness", step);
            let settled = pane.clone();
            pane.follow(&inventory, height);
            prop_assert_eq!(&pane, &settled, "following once is enough");
        }
    }

    #[test]
    fn pages_show_every_row_on_the_way_down_and_on_the_way_up(repos in repos(), height in 1_usize..14) {
        let inventory = inventory(&repos);
        let mut pane = pane(&inventory);
        pane.expand_all(&inventory, height);
        for direction in [1, -1] {
            let mut seen = vec![false; pane.outline.len()];
            for _ in 0..=pane.outline.len() {
                let window = pane.window(&inventory, height);
                for node in window.rows.iter().chain(&window.pinned) {
                    seen[pane.row_of(*node, &inventory)] = true;
                }
                let rows = pane.room(&inventory, height).cast_signed() * direction;
                pane.page(&inventory, height, rows);
                check(&pane, &inventory, height);
            }
            prop_assert!(seen.iter().all(|seen| *seen), "{:?}", seen);
            let end = if direction > 0 { pane.outline.len().saturating_sub(1) } else { 0 };
            prop_assert_eq!(pane.row(&inventory), end, "pages end at the end");
        }
    }

    #[test]
    fn the_end_shows_the_last_row_and_the_start_the_first(repos in repos(), height in 1_usize..14) {
        let inventory = inventory(&repos);
        let mut pane = pane(&inventory);
        pane.expand_all(&inventory, height);
        pane.go(&inventory, height, Move::Last);
        let last = pane.len().checked_sub(1).and_then(|row| pane.row_at(row, &inventory));
        prop_assert_eq!(pane.current(&inventory), last);
        let window = pane.window(&inventory, height);
        prop_assert_eq!(window.rows.last().copied(), last);
        if pane.top > 0 {
            pane.top -= 1;
            let one_above = pane.window(&inventory, height);
            prop_assert!(one_above.rows.last().copied() != last, "as many rows above it as there is room for");
        }
        pane.go(&inventory, height, Move::First);
        prop_assert_eq!((pane.row(&inventory), pane.top), (0, 0));
    }
}

#[test]
fn stepping_out_at_the_bottom_or_the_top_scrolls_half_a_viewport() {
    let inventory = plain(40);
    let mut pane = pane(&inventory);
    pane.go(&inventory, 10, Move::By(9));
    assert_eq!(pane.top, 0);
    pane.go(&inventory, 10, Move::By(1));
    assert_eq!((pane.row(&inventory), pane.top), (10, 5));
    pane.go(&inventory, 10, Move::By(-6));
    assert_eq!((pane.row(&inventory), pane.top), (4, 0));
}

#[test]
fn half_a_viewport_counts_the_pinned_rows_too() {
    let inventory = inventory(&[Some([40, 0, 0, 0])]);
    let mut pane = pane(&inventory);
    pane.expand_all(&inventory, 10);
    let scrolls = (0..41).filter(|_| {
        let top = pane.top;
        pane.go(&inventory, 10, Move::By(1));
        pane.top != top
    });
    assert!(scrolls.count() <= 41 / 4, "a redrawn screen every few keys, not with every key");
}

#[test]
fn a_page_down_and_a_page_up_lead_back() {
    let inventory = plain(40);
    let mut pane = pane(&inventory);
    pane.go(&inventory, 10, Move::By(7));
    pane.page(&inventory, 10, 10);
    assert_eq!((pane.row(&inventory), pane.top), (17, 10));
    pane.page(&inventory, 10, -10);
    assert_eq!((pane.row(&inventory), pane.top), (7, 0));
}

#[test]
fn the_viewport_stays_while_the_selection_moves_in_it() {
    let inventory = plain(40);
    let mut pane = pane(&inventory);
    pane.page(&inventory, 10, 10);
    for step in [1, 8, -9, 5] {
        pane.go(&inventory, 10, Move::By(step));
        assert_eq!(pane.top, 10);
    }
}

#[test]
fn viewports_of_no_and_of_one_line_live() {
    let inventory = inventory(&[Some([2, 1, 0, 0]), None, Some([1, 0, 0, 0])]);
    let mut pane = pane(&inventory);
    pane.expand_all(&inventory, 0);
    assert_eq!(pane.window(&inventory, 0), Window::default());
    for row in 0..pane.outline.len() {
        let window = pane.window(&inventory, 1);
        assert_eq!((window.pinned, window.rows), (vec![], vec![pane.row_at(row, &inventory).unwrap()]));
        pane.go(&inventory, 1, Move::By(1));
    }
    pane.go(&inventory, 0, Move::First);
    assert_eq!(pane.selected, Some(Node::Repo(0)));
}

#[test]
fn an_empty_tree_takes_every_key() {
    let inventory = plain(0);
    let mut pane = pane(&inventory);
    let mut height = 10;
    let moves = [Step::Go(Move::By(1)), Step::Go(Move::Last), Step::Go(Move::Sibling(1)), Step::Page(2)];
    let branches = [Step::Open, Step::Close, Step::Toggle, Step::ExpandAll, Step::CollapseAll];
    for step in moves.into_iter().chain(branches) {
        step.take(&mut pane, &inventory, &mut height);
        assert_eq!(pane.selected, None);
        assert_eq!(pane.window(&inventory, height), Window::default());
    }
}
