//! Every repository is told once: as it was, changed, added or removed, whatever happened to the order.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::model::document::Segment;
use crate::model::scan::Scanner;

/// A repository: its id, 0 for none, and what else it says.
type Repo = (u32, u32);

fn text((id, says): Repo) -> String {
    if id == 0 { format!(r#"{{"says":{says}}}"#) } else { format!(r#"{{"id":"{id}","says":{says}}}"#) }
}

fn inventory(repos: &[Repo], a_segment: usize) -> Inventory {
    let mut inventory = Inventory::default();
    for repos in repos.chunks(a_segment) {
        let mut scanner = Scanner::default();
        let repos: Vec<String> = repos.iter().map(|repo| text(*repo)).collect();
        scanner.push(format!(r#"{{"repos":[{}]}}"#, repos.join(",")).as_bytes()).unwrap();
        inventory.push(Arc::new(scanner.seal().unwrap()));
    }
    inventory
}

/// The positions of each repository that is not told from another: those with one id, or with one text and no id.
fn places(repos: &[Repo]) -> BTreeMap<Repo, Vec<usize>> {
    let mut places: BTreeMap<Repo, Vec<usize>> = BTreeMap::new();
    for (at, (id, says)) in repos.iter().enumerate() {
        places.entry((*id, if *id == 0 { *says } else { 0 })).or_default().push(at);
    }
    places
}

fn repos() -> impl Strategy<Value = Vec<Repo>> {
    vec((0_u32..5, 0_u32..3), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_difference_leads_from_the_old_to_the_new(old in repos(), new in repos(), a_segment in 1_usize..5) {
        let diff = Diff::of(&inventory(&old, a_segment), &inventory(&new, 3));
        prop_assert!(diff.added.is_sorted() && diff.removed.is_sorted() && diff.changed.is_sorted_by_key(|it| it.new));
        prop_assert_eq!(diff.unchanged + diff.changed.len() + diff.added.len(), new.len());
        prop_assert_eq!(diff.unchanged + diff.changed.len() + diff.removed.len(), old.len());
        let (old_places, new_places) = (places(&old), places(&new));
        let none = Vec::new();
        let (mut added, mut removed, mut changed) = (Vec::new(), Vec::new(), Vec::new());
        for it in old_places.keys().chain(new_places.keys().filter(|it| !old_places.contains_key(it))) {
            let (from, to) = (old_places.get(it).unwrap_or(&none), new_places.get(it).unwrap_or(&none));
            let pairs = from.iter().zip(to).filter(|(from, to)| old[**from] != new[**to]);
            changed.extend(pairs.map(|(old, new)| Changed { old: *old, new: *new }));
            // Of equal texts without an id none is the first one.
            removed.extend(from.iter().skip(to.len()).map(|at| if it.0 == 0 { (*it, 0) } else { (*it, *at) }));
            added.extend(to.iter().skip(from.len()).map(|at| if it.0 == 0 { (*it, 0) } else { (*it, *at) }));
        }
        let told = |repos: &[Repo], places: &[usize]| {
            let mut told: Vec<(Repo, usize)> = places.iter().map(|at| match repos[*at] {
                (0, says) => ((0, says), 0),
                (id, _) => ((id, 0), *at),
            }).collect();
            told.sort_unstable();
            told
        };
        changed.sort_unstable_by_key(|it| it.new);
        added.sort_unstable();
        removed.sort_unstable();
        prop_assert_eq!(&diff.changed, &changed);
        prop_assert_eq!(told(&new, &diff.added), added);
        prop_assert_eq!(told(&old, &diff.removed), removed);
    }

    #[test]
    fn nothing_differs_from_itself_in_any_order(
        (repos, shuffled) in repos().prop_flat_map(|repos| (Just(repos.clone()), Just(repos).prop_shuffle())),
    ) {
        let (old, new) = (inventory(&repos, 4), inventory(&repos, 2));
        let same = Diff { unchanged: repos.len(), ..Diff::default() };
        prop_assert!(same.is_empty());
        prop_assert_eq!(Diff::of(&old, &new), same.clone());
        prop_assert_eq!(Diff::of(&old, &old), same.clone());
        // Of several with one id and different texts the first is taken for the first.
        if places(&repos).values().all(|places| places.iter().all(|at| repos[*at] == repos[places[0]])) {
            prop_assert_eq!(Diff::of(&old, &inventory(&shuffled, 2)), same);
        }
    }
}

#[test]
fn segments_may_be_shared() {
    let old = inventory(&[(1, 0), (2, 0), (3, 0)], 1);
    let mut new = Inventory::default();
    let segments = old.document().segments();
    new.push(Arc::clone(&segments[2]));
    // The same entries and other bytes.
    let Segment { bytes, entries } = &*segments[1];
    let other = Segment { bytes: vec![b'x'; bytes.len()].into(), entries: entries.clone() };
    new.push(Arc::new(other));
    let expected =
        Diff { removed: vec![0], changed: vec![Changed { old: 1, new: 1 }], unchanged: 1, ..Diff::default() };
    assert_eq!(Diff::of(&old, &new), expected);
}

#[test]
fn in_a_shared_segment_only_the_same_place_is_the_same() {
    let twice = inventory(&[(1, 0), (1, 1)], 2);
    let mut new = inventory(&[(1, 0)], 1);
    new.push(Arc::clone(&twice.document().segments()[0]));
    let expected = Diff { added: vec![2], removed: vec![], changed: vec![Changed { old: 1, new: 1 }], unchanged: 1 };
    assert_eq!(Diff::of(&twice, &new), expected);
}

#[test]
fn what_has_no_id_is_known_by_its_text() {
    let (old, new) = (inventory(&[(0, 1), (0, 2), (0, 3)], 2), inventory(&[(0, 9), (0, 1), (0, 2)], 2));
    let expected = Diff { added: vec![0], removed: vec![2], changed: vec![], unchanged: 2 };
    assert_eq!(Diff::of(&old, &new), expected);
}

#[test]
fn a_comparison_may_be_left_after_any_segment_and_be_finished() {
    let (old, new) = (inventory(&[(1, 0), (2, 0), (3, 0)], 1), inventory(&[(3, 1), (4, 0), (1, 0)], 1));
    for steps in 0..5 {
        let mut comparison = Comparison::new(&old, &new);
        let done = (0..steps).filter(|_| comparison.step(&old, &new)).count();
        assert_eq!(done, steps.min(3));
        assert_eq!(comparison.finish(&old, &new), Diff::of(&old, &new));
    }
}
