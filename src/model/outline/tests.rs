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
    for repo in 0..inventory.len() {
        rows.push(Node::Repo(repo));
        if !outline.is_open(Node::Repo(repo)) {
            continue;
        }
        for group in Group::ALL {
            rows.push(Node::Group(repo, group));
            if outline.is_open(Node::Group(repo, group)) {
                rows.extend((0..inventory.shape(repo).count(group) as usize).map(|item| Node::Item(repo, group, item)));
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
