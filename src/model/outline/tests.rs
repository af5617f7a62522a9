use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::scan::Scanner;

fn inventory(counts: &[[usize; 4]]) -> Inventory {
    let repos: Vec<String> = counts
        .iter()
        .map(|counts| {
            let lists = Group::ALL.iter().zip(counts);
            let lists: Vec<String> =
                lists.map(|(group, n)| format!("\"{}\":[{}]", group.members()[0], vec!["{}"; *n].join(","))).collect();
            format!("{{{}}}", lists.join(","))
        })
        .collect();
    let mut scanner = Scanner::default();
    scanner.push(format!("{{\"success\":true,\"repos\":[{}]}}", repos.join(",")).as_bytes()).unwrap();
    let mut inventory = Inventory::default();
    if let Some(segment) = scanner.seal() {
        inventory.push(Arc::new(segment));
    }
    inventory
}

/// All rows the slow and obvious way.
fn rows(outline: &Outline, inventory: &Inventory) -> Vec<Node> {
    let mut rows = Vec::new();
    for repo in (0..outline.repos()).map(|slot| outline.repo_at(slot).unwrap()) {
        rows.push(Node::Repo(repo));
        let hits = outline.hits(repo).filter(|hits| !hits.own);
        let is_unknown = outline.is_filtered() && outline.hits(repo).is_none();
        if !outline.is_open(Node::Repo(repo)) || is_unknown {
            continue;
        }
        for group in Group::ALL {
            let all = (0..inventory.shape(repo).count(group) as usize).map(|item| Node::Item(repo, group, item));
            let items: Vec<Node> = all.filter(|item| hits.is_none_or(|hits| hits.contains(*item))).collect();
            if hits.is_some() && items.is_empty() {
                continue;
            }
            rows.push(Node::Group(repo, group));
            if outline.is_open(Node::Group(repo, group)) {
                rows.extend(items);
            }
        }
    }
    rows
}

fn outline(inventory: &Inventory) -> Outline {
    let mut outline = Outline::default();
    outline.extend(inventory);
    outline
}

fn check(outline: &Outline, inventory: &Inventory) {
    let expected = rows(outline, inventory);
    assert_eq!(outline.len(), expected.len());
    for (row, node) in expected.iter().enumerate() {
        assert_eq!(outline.node_at(row, inventory), Some(*node), "row {row}");
        assert_eq!(outline.row_of(*node, inventory), row, "{node:?}");
    }
    assert_eq!(outline.node_at(expected.len(), inventory), None);
}

#[test]
fn what_is_hidden_has_the_row_of_its_nearest_visible_ancestor() {
    let inventory = inventory(&[[1, 0, 0, 0], [2, 1, 0, 0]]);
    let mut outline = outline(&inventory);
    let item = Node::Item(1, Group::ApiKeys, 0);
    assert_eq!(outline.row_of(item, &inventory), 1);
    outline.set_open(Node::Repo(1), &inventory, true);
    assert_eq!(outline.row_of(item, &inventory), 3, "its group, which is closed");
}

#[test]
fn closing_keeps_what_is_open_inside() {
    let inventory = inventory(&[[2, 0, 0, 0]]);
    let mut outline = outline(&inventory);
    outline.expand_all(&inventory);
    outline.set_open(Node::Repo(0), &inventory, false);
    assert_eq!(outline.len(), 1);
    outline.set_open(Node::Repo(0), &inventory, true);
    assert_eq!(outline.len(), 7);
}

#[test]
fn branches_stay_open_where_their_repository_went() {
    let before = inventory(&[[1, 0, 0, 0], [2, 0, 0, 0]]);
    let mut outline = outline(&before);
    outline.set_open(Node::Repo(1), &before, true);
    let after = inventory(&[[2, 0, 0, 0], [0, 0, 0, 0], [1, 0, 0, 0]]);
    let carried = outline.carried_over(&after, &[Some(1), None, Some(0)]);
    assert!(carried.is_open(Node::Repo(0)));
    assert!(!carried.is_open(Node::Repo(1)) && !carried.is_open(Node::Repo(2)));
    check(&carried, &after);
}

#[test]
fn what_is_no_object_is_a_single_row_even_when_open() {
    let mut scanner = Scanner::default();
    scanner.push(br#"{"repos":[null,{"id":1}]}"#).unwrap();
    let mut inventory = Inventory::default();
    inventory.push(Arc::new(scanner.seal().unwrap()));
    let mut outline = outline(&inventory);
    outline.expand_all(&inventory);
    assert_eq!(outline.len(), 1 + 5);
    assert_eq!(outline.node_at(1, &inventory), Some(Node::Repo(1)));
}

proptest! {
    #[test]
    fn rows_and_nodes_agree_after_any_toggles(
        counts in proptest::collection::vec(proptest::array::uniform4(0_usize..4), 0..12),
        toggles in proptest::collection::vec((0_usize..12, 0_usize..5), 0..40),
        expand in any::<bool>(),
    ) {
        let inventory = inventory(&counts);
        let mut outline = outline(&inventory);
        if expand {
            outline.expand_all(&inventory);
        }
        for (repo, branch) in toggles {
            let node = Group::at(branch).map_or(Node::Repo(repo), |group| Node::Group(repo, group));
            outline.set_open(node, &inventory, !outline.is_open(node));
        }
        check(&outline, &inventory);
        let all: Vec<Option<usize>> = (0..inventory.len()).map(Some).collect();
        prop_assert_eq!(&outline.carried_over(&inventory, &all), &outline);
    }
}

/// What a filter may find: bits for the repository and for the items of each list.
fn hits(counts: [usize; 4], bits: u16) -> Hits {
    let item = |(place, group): (usize, Group)| {
        (0..counts[place]).filter(move |item| bits >> (place * 3 + item % 3) & 1 != 0).map(move |item| (group, item))
    };
    Hits::new(bits & 1 << 15 != 0, Group::ALL.into_iter().enumerate().flat_map(item))
}

#[test]
fn a_filter_opens_what_it_found_inside_and_its_end_leaves_everything_as_it_was() {
    let inventory = inventory(&[[2, 1, 0, 0], [1, 0, 0, 0], [0, 3, 0, 0]]);
    let mut outline = outline(&inventory);
    outline.set_open(Node::Repo(1), &inventory, true);
    let before = outline.clone();
    outline.start_filter();
    outline.arrange(&inventory, Some([0, 2].into()));
    assert_eq!(outline.len(), 2, "a row each before they are looked at");
    let found = [Hits::new(true, [(Group::Buckets, 1)]), Hits::default(), Hits::new(false, [(Group::ApiKeys, 1)])];
    outline.sift(&inventory, 0..9, |repo| found[repo].clone());
    check(&outline, &inventory);
    let inside = [Node::Repo(2), Node::Group(2, Group::ApiKeys), Node::Item(2, Group::ApiKeys, 1)];
    assert_eq!(rows(&outline, &inventory), [&[Node::Repo(0)], &inside[..]].concat());
    assert_eq!(outline.sibling(inside[2], &inventory, 1), None);
    assert_eq!(outline.sibling(Node::Repo(0), &inventory, 1), Some(Node::Repo(2)));
    outline.set_open(Node::Repo(2), &inventory, false);
    outline.forget_hits();
    outline.arrange(&inventory, Some([2, 1, 0].into()));
    outline.sift(&inventory, 0..9, |repo| found[repo].clone());
    assert!(!outline.is_open(Node::Repo(2)), "what was closed since stays closed");
    check(&outline, &inventory);
    outline.end_filter();
    outline.arrange(&inventory, None);
    assert_eq!(outline, before);
}

#[test]
fn in_an_order_new_repositories_stand_last_and_under_a_filter_nowhere() {
    let old = inventory(&[[0; 4], [0; 4], [0; 4]]);
    let new = inventory(&[[0; 4], [0; 4], [0; 4]]);
    let mut outline = outline(&old);
    outline.arrange(&old, Some([2, 0, 1].into()));
    let order = |outline: &Outline| (0..outline.repos()).map(|slot| outline.repo_at(slot).unwrap()).collect::<Vec<_>>();
    let matching = [None, Some(0), Some(2)];
    assert_eq!(order(&outline.carried_over(&new, &matching)), [2, 1, 0]);
    outline.start_filter();
    outline.arrange(&old, Some([2, 1].into()));
    assert_eq!(order(&outline.carried_over(&new, &matching)), [2]);
}

proptest! {
    #[test]
    fn rows_and_nodes_agree_under_any_filter_in_any_order(
        (counts, bits, order) in proptest::collection::vec((proptest::array::uniform4(0_usize..4), any::<u16>()), 0..12)
            .prop_flat_map(|repos| {
                let (counts, bits): (Vec<_>, Vec<_>) = repos.into_iter().unzip();
                let order: Vec<u32> = (0..u32::try_from(counts.len()).unwrap()).collect();
                (Just(counts), Just(bits), Just(order).prop_shuffle())
            }),
        kept in 0_usize..12,
        sifted in 0_usize..12,
        toggles in proptest::collection::vec((0_usize..12, 0_usize..5), 0..20),
        expand in any::<bool>(),
    ) {
        let inventory = inventory(&counts);
        let mut outline = outline(&inventory);
        let before = outline.clone();
        outline.start_filter();
        outline.arrange(&inventory, Some(order.into_iter().take(kept).collect()));
        if expand {
            outline.expand_all(&inventory);
        }
        outline.sift(&inventory, 0..sifted, |repo| hits(counts[repo], bits[repo]));
        for (repo, branch) in toggles {
            let node = Group::at(branch).map_or(Node::Repo(repo), |group| Node::Group(repo, group));
            outline.set_open(node, &inventory, !outline.is_open(node));
        }
        outline.sift(&inventory, 0..counts.len(), |repo| hits(counts[repo], bits[repo]));
        check(&outline, &inventory);
        outline.end_filter();
        outline.arrange(&inventory, None);
        prop_assert_eq!(&outline, &before);
    }
}
