//! Whatever an answer does to the order of its objects: the same one is found again, or what comes nearest to it.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::scan::Scanner;

/// A repository: its id, and the ids of its buckets and of its API keys; 0 is none.
type Repo = (u32, Vec<u32>, Vec<u32>);

fn id_json(id: u32) -> Option<String> {
    (id != 0).then(|| format!(r#""id":"{id}""#))
}

fn inventory(repos: &[Repo]) -> Inventory {
    let repo = |(id, buckets, keys): &Repo| {
        let bucket = |id: &u32| format!(r#"{{"bucketId":"{id}"}}"#);
        let buckets: Vec<String> =
            buckets.iter().map(|id| if *id == 0 { "{}".to_owned() } else { bucket(id) }).collect();
        let keys: Vec<String> = keys.iter().map(|id| format!("{{{}}}", id_json(*id).unwrap_or_default())).collect();
        let lists = [format!(r#""buckets":[{}]"#, buckets.join(",")), format!(r#""apiKeys":[{}]"#, keys.join(","))];
        format!("{{{}}}", id_json(*id).into_iter().chain(lists).collect::<Vec<_>>().join(","))
    };
    of_json(&repos.iter().map(repo).collect::<Vec<_>>().join(","))
}

fn of_json(repos: &str) -> Inventory {
    let mut scanner = Scanner::default();
    scanner.push(format!(r#"{{"repos":[{repos}]}}"#).as_bytes()).unwrap();
    let mut inventory = Inventory::default();
    scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
    inventory
}

fn nodes(inventory: &Inventory) -> Vec<Node> {
    let in_group = |repo: usize, group: Group| {
        let items = 0..inventory.shape(repo).count(group) as usize;
        std::iter::once(Node::Group(repo, group)).chain(items.map(move |item| Node::Item(repo, group, item)))
    };
    let in_repo = |repo: usize| {
        std::iter::once(Node::Repo(repo)).chain(Group::ALL.into_iter().flat_map(move |group| in_group(repo, group)))
    };
    (0..inventory.len()).flat_map(in_repo).collect()
}

/// Few ids, so that they repeat.
fn repos() -> impl Strategy<Value = Vec<Repo>> {
    let ids = || proptest::collection::vec(0_u32..5, 0..5);
    proptest::collection::vec((0_u32..6, ids(), ids()), 0..8)
}

/// All ids once.
fn unique_repos() -> impl Strategy<Value = Vec<Repo>> {
    let ids = || proptest::collection::btree_set(1_u32..9, 0..5).prop_map(|ids| ids.into_iter().collect::<Vec<_>>());
    let repo_ids = proptest::collection::btree_set(1_u32..30, 0..8);
    let lists = proptest::collection::vec((ids(), ids()), 8);
    (repo_ids, lists).prop_map(|(repo_ids, lists)| {
        repo_ids.into_iter().zip(lists).map(|(id, (buckets, keys))| (id, buckets, keys)).collect()
    })
}

fn found(old: &[Repo], node: Node, new: &[Repo]) -> Option<Node> {
    NodeKey::of(&inventory(old), node).find(&inventory(new))
}

/// The ids on the way to a node.
fn ids(repos: &[Repo], node: Node) -> (u32, Option<Group>, Option<u32>) {
    let (id, buckets, keys) = &repos[node.repo()];
    match node {
        Node::Repo(_) => (*id, None, None),
        Node::Group(_, group) => (*id, Some(group), None),
        Node::Item(_, Group::Buckets, item) => (*id, Some(Group::Buckets), Some(buckets[item])),
        Node::Item(_, group, item) => (*id, Some(group), Some(keys[item])),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn in_the_same_answer_every_place_is_found_even_where_ids_repeat_or_are_missing(repos in repos()) {
        let inventory = inventory(&repos);
        for node in nodes(&inventory) {
            let key = NodeKey::of(&inventory, node);
            prop_assert_eq!(key.find(&inventory), Some(node));
            prop_assert!(key.is_same(&key));
        }
    }

    #[test]
    fn in_a_shuffled_answer_the_object_with_the_same_ids_is_found(
        (repos, mut shuffled) in unique_repos().prop_flat_map(|repos| (Just(repos.clone()), Just(repos).prop_shuffle())),
    ) {
        for (_, buckets, keys) in &mut shuffled {
            buckets.reverse();
            let half = keys.len() / 2;
            keys.rotate_left(half);
        }
        let (old, new) = (inventory(&repos), inventory(&shuffled));
        for node in nodes(&old) {
            let key = NodeKey::of(&old, node);
            let there = key.find(&new).unwrap();
            prop_assert_eq!(ids(&shuffled, there), ids(&repos, node));
            prop_assert!(NodeKey::of(&new, there).is_same(&key));
        }
    }

    #[test]
    fn what_is_found_in_any_other_answer_is_there_and_is_the_same_or_an_ancestor_or_in_its_place(
        old in unique_repos(),
        new in unique_repos(),
    ) {
        let inventory = inventory(&new);
        for node in nodes(&self::inventory(&old)) {
            let Some(there) = found(&old, node, &new) else {
                prop_assert!(new.is_empty());
                continue;
            };
            prop_assert!(nodes(&inventory).contains(&there));
            let (repo, group, item) = ids(&old, node);
            match new.iter().position(|(id, ..)| *id == repo) {
                None => prop_assert_eq!(there, Node::Repo(node.repo().min(new.len() - 1))),
                Some(at) => {
                    prop_assert_eq!(there.repo(), at);
                    let is_there = nodes(&inventory).iter().any(|node| ids(&new, *node) == (repo, group, item));
                    let nearest = (repo, group, item.filter(|_| is_there));
                    prop_assert_eq!(ids(&new, there), nearest);
                }
            }
        }
    }

    #[test]
    fn matching_pairs_each_id_with_itself_and_no_repository_twice(old in repos(), new in repos()) {
        let (old_inventory, new_inventory) = (inventory(&old), inventory(&new));
        let matching = matching(&old_inventory, &new_inventory);
        prop_assert_eq!(matching.len(), new.len());
        let mut taken: Vec<usize> = matching.iter().flatten().copied().collect();
        for (repo, place) in matching.iter().enumerate() {
            if let Some(place) = place {
                prop_assert_eq!(old[*place].0, new[repo].0);
            }
        }
        taken.sort_unstable();
        taken.dedup();
        prop_assert_eq!(taken.len(), matching.iter().flatten().count(), "no one twice");
        for id in 1..6 {
            let places = |repos: &[Repo]| (0..repos.len()).filter(|at| repos[*at].0 == id).collect::<Vec<_>>();
            let mut expected = places(&old).into_iter().map(Some);
            for repo in places(&new) {
                prop_assert_eq!(matching[repo], expected.next().flatten(), "of several the first with the first");
            }
        }
    }
}

fn repo(id: u32) -> Repo {
    (id, vec![1, 2], vec![])
}

#[test]
fn of_several_with_one_id_the_same_one_is_found_else_the_last() {
    let old = [repo(7), repo(1), repo(7), repo(7)];
    assert_eq!(found(&old, Node::Repo(2), &[repo(2), repo(7), repo(7), repo(7)]), Some(Node::Repo(2)));
    assert_eq!(found(&old, Node::Repo(3), &[repo(2), repo(7), repo(7)]), Some(Node::Repo(2)));
    let twice = |buckets: &[u32]| [(1, buckets.to_vec(), vec![])];
    let second = Node::Item(0, Group::Buckets, 1);
    assert_eq!(found(&twice(&[5, 5]), second, &twice(&[4, 5, 5])), Some(Node::Item(0, Group::Buckets, 2)));
    assert_eq!(found(&twice(&[5, 5]), second, &twice(&[5])), Some(Node::Group(0, Group::Buckets)));
}

#[test]
fn a_bucket_is_itself_by_what_refers_to_it_or_else_by_its_own_id() {
    let of = |bucket: &str| of_json(&format!(r#"{{"id":"r","buckets":[{{"bucketId":"other"}},{bucket}]}}"#));
    let node = Node::Item(0, Group::Buckets, 1);
    let key = NodeKey::of(&of(r#"{"bucketId":"b","bucket":{"id":"b"}}"#), node);
    for same in [
        r#"{"bucketId":"b"}"#,
        r#"{"bucket":{"id":"b"}}"#,
        r#"{"unitId":"b"}"#,
        r#"{"bucketId":null,"bucket":{"id":"b"}}"#,
        r#"{"unit":{"id":"b"}}"#,
        r#"{"id":"b"}"#,
    ] {
        assert_eq!(key.find(&of(same)), Some(node), "{same}");
    }
    for other in [r#"{"bucketId":"c"}"#, r#"{"bucket":{"id":"c"}}"#, "{}", "null", r#""b""#] {
        assert_eq!(key.find(&of(other)), Some(Node::Group(0, Group::Buckets)), "{other}");
    }
}

#[test]
fn an_id_is_itself_only_as_the_same_kind_of_value() {
    let key = NodeKey::of(&of_json(r#"{"id":1},{"id":"1"}"#), Node::Repo(1));
    assert_eq!(key.find(&of_json(r#"{"id":"1"},{"id":1}"#)), Some(Node::Repo(0)));
}

#[test]
fn a_place_without_ids_is_the_same_place() {
    let (first, second) = (NodeKey::of(&inventory(&[repo(0), repo(0)]), Node::Repo(0)), Node::Repo(1));
    let second = NodeKey::of(&inventory(&[repo(0), repo(0)]), second);
    assert!(!first.is_same(&second));
    assert_eq!(found(&[repo(0), repo(0)], Node::Item(1, Group::Buckets, 1), &[repo(0)]), Some(Node::Repo(0)));
}

#[test]
fn where_a_repository_became_something_else_its_row_is_found() {
    let with_id = inventory(&[repo(1), repo(2)]);
    let without = inventory(&[repo(1), repo(0)]);
    for inventory in [with_id, without] {
        for node in nodes(&inventory).into_iter().filter(|node| node.repo() == 1) {
            assert_eq!(NodeKey::of(&inventory, node).find(&of_json("{},null")), Some(Node::Repo(1)));
        }
    }
}

#[test]
fn nothing_is_found_in_nothing() {
    assert_eq!(found(&[repo(1)], Node::Repo(0), &[]), None);
}

#[test]
fn where_nothing_moved_everything_has_its_place_even_without_ids() {
    let repos = [repo(0), repo(3), repo(3), repo(0), repo(5)];
    let (all, fewer, more) =
        (inventory(&repos), inventory(&repos[..3]), inventory(&[repos.as_slice(), &[repo(9)]].concat()));
    assert_eq!(matching(&all, &all), [Some(0), Some(1), Some(2), Some(3), Some(4)]);
    assert_eq!(matching(&all, &fewer), [Some(0), Some(1), Some(2)]);
    assert_eq!(matching(&all, &more), [Some(0), Some(1), Some(2), Some(3), Some(4), None]);
    assert_eq!(matching(&inventory(&[]), &all), [None; 5]);
}

#[test]
fn where_others_moved_nothing_says_which_one_a_repository_without_id_was() {
    let (old, new) = (inventory(&[repo(0), repo(1)]), inventory(&[repo(1), repo(0)]));
    assert_eq!(matching(&old, &new), [Some(1), None]);
    let (old, new) = (inventory(&[repo(0), repo(1), repo(0)]), inventory(&[repo(0), repo(2), repo(0)]));
    assert_eq!(matching(&old, &new), [Some(0), None, None], "the first one had no reason to move");
}
