//! Every object stands once under what it has, and rows and objects agree whatever was opened.

use std::sync::Arc;

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::model::findings::{Analysis, Policy};
use crate::model::fingerprint::Fingerprints;
use crate::model::scan::Scanner;
use crate::model::sheet::Sheet;
use crate::model::usage;
use crate::model::usage::tests::repo;

fn read(repos: &str) -> (Inventory, Analyzed) {
    let (mut scanner, mut inventory) = (Scanner::default(), Inventory::default());
    scanner.push(format!(r#"{{"success":true,"repos":[{repos}]}}"#).as_bytes()).unwrap();
    scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
    inventory.finish(&scanner.finish().unwrap());
    let analyzed = Analysis::of(&inventory, Policy::default(), Timestamp::UNIX_EPOCH);
    (inventory, analyzed)
}

/// Each thing with what it is called, its repositories, and the repository and position of its objects.
fn told(aspect: Aspect, (inventory, analyzed): &(Inventory, Analyzed), sort: Option<(Key, bool)>) -> Vec<String> {
    let slots = all(aspect, &analyzed.usage, inventory);
    let pivot = Pivot::of(aspect, &slots, (analyzed, inventory), sort);
    let node = |place| analyzed.usage.node_of(pivot.member(place).unwrap(), inventory).unwrap();
    let line = |thing: usize| {
        let nodes: Vec<Node> = (pivot.start(thing)..pivot.start(thing + 1)).map(node).collect();
        let (_, text) = inventory.document().get(nodes[0].repo()).unwrap();
        let title = usage::title(&Sheet::of(text).at(nodes[0]).unwrap(), aspect, &Fingerprints::default());
        let nodes = nodes.iter().map(|node| match node {
            Node::Item(repo, group, at) => format!("{repo}.{}.{at}", group.index()),
            other => other.repo().to_string(),
        });
        let extent = pivot.extent(thing).unwrap();
        assert!(extent.objects <= nodes.len() && (extent.objects == nodes.len() || aspect != Aspect::Bucket));
        format!("{title}|{}|{}", extent.repositories, nodes.collect::<Vec<_>>().join(" "))
    };
    (0..pivot.things()).map(line).collect()
}

const THREE: &str = r#"
  {"id":"r1","workspaceId":"w","buckets":[
     {"bucketId":"lone","bucket":{"name":"Lone","endpoint":""}},
     {"bucketId":"b","bucket":{"name":"Ten 10","key":"AKIAIOSFODNN7EXAMPLE","endpoint":"https://S3.example.com/"}},
     {"bucketId":"b","folder":"x","bucket":{"name":"Ten 10"}}],
   "apiKeys":[{"id":"k","key":"AKIAIOSFODNN7EXAMPLE"},{"id":"k2"},{"id":"k3","key":"sk-..."},{"id":"k4","key":"sk-..."}]},
  {"id":"r2","buckets":[
     {"bucketId":"c","bucket":{"name":"Ten 9"}},
     {"bucketId":"b","bucket":{"name":"Ten 10","endpoint":"https://s3.example.com"}},
     {"bucketId":"c","bucket":{"name":"Ten 9"}}]},
  {"id":"r3","workspaceId":"w"}"#;

#[test]
fn the_most_shared_comes_first_and_what_has_nothing_last() {
    let data = read(THREE);
    let told = |aspect| told(aspect, &data, None);
    assert_eq!(told(Aspect::Bucket), ["Ten 10|2|0.0.1 0.0.2 1.0.1", "Ten 9|1|1.0.0 1.0.2", "Lone|1|0.0.0"]);
    assert_eq!(told(Aspect::Workspace), ["w|2|0 2", "|1|1"], "whole repositories");
    let endpoints = ["https://S3.example.com/|2|0.0.1 1.0.1", "|2|0.0.0 0.0.2 1.0.0 1.0.2"];
    assert_eq!(told(Aspect::Endpoint), endpoints, "more have none, and these are last");
    let credentials = told(Aspect::Credential);
    assert_eq!(credentials[0], "AKIA****MPLE|1|0.0.1 0.1.0");
    assert!(credentials[1].ends_with("|1|0.1.2") && credentials[2].ends_with("|1|0.1.3"), "not the same for sure");
    assert!(credentials[3].ends_with("|2|0.0.0 0.0.2 0.1.1 1.0.0 1.0.1 1.0.2"), "{credentials:?}");
    assert_eq!(told(Aspect::AiLlm), [""; 0]);
}

#[test]
fn things_stand_in_the_order_one_asks_for() {
    let data = read(THREE);
    let names = |aspect, key, reversed| -> Vec<String> {
        let lines = told(aspect, &data, Some((key, reversed))).into_iter();
        lines.map(|line| line.split('|').next().unwrap().to_owned()).collect()
    };
    assert_eq!(names(Aspect::Bucket, Key::Name, false), ["Lone", "Ten 9", "Ten 10"]);
    assert_eq!(names(Aspect::Bucket, Key::Name, true), ["Ten 10", "Ten 9", "Lone"]);
    assert_eq!(names(Aspect::Bucket, Key::Children, false), ["Lone", "Ten 9", "Ten 10"]);
    assert_eq!(names(Aspect::Workspace, Key::Name, true), ["w", ""]);
    assert_eq!(names(Aspect::Bucket, Key::Findings, true).len(), 3);
}

#[test]
fn what_a_filter_found_is_all_there_is() {
    let (inventory, analyzed) = read(THREE);
    let hits = Hits::new(true, [(Group::Buckets, 1), (Group::ApiKeys, 0)]);
    let slots = found(Aspect::Bucket, &analyzed.usage, &inventory, 1, Some(&hits));
    let mut pivot = Pivot::of(Aspect::Bucket, &slots, (&analyzed, &inventory), None);
    pivot.set_all(true);
    assert_eq!((pivot.things(), pivot.objects(), pivot.len()), (1, 1, 2));
    let slot = |node| analyzed.usage.slot_with(node, Aspect::Bucket, &inventory).unwrap();
    assert_eq!(pivot.place(slot(Node::Item(1, Group::Buckets, 1))), Some(0));
    assert_eq!(pivot.place(slot(Node::Item(0, Group::Buckets, 1))), None);
    assert_eq!(found(Aspect::Workspace, &analyzed.usage, &inventory, 1, Some(&hits)).len(), 1);
}

#[test]
fn a_filter_leaves_counts_as_they_are() {
    let (inventory, analyzed) = read(THREE);
    let extents = |slots: &[u32], aspect| {
        let pivot = Pivot::of(aspect, slots, (&analyzed, &inventory), None);
        (0..pivot.things()).map(|thing| pivot.extent(thing).unwrap()).collect::<Vec<_>>()
    };
    for aspect in [Aspect::Bucket, Aspect::Credential, Aspect::Endpoint] {
        let all = extents(&all(aspect, &analyzed.usage, &inventory), aspect);
        let hits = Hits::new(true, [(Group::Buckets, 1)]);
        let some = extents(&found(aspect, &analyzed.usage, &inventory, 0, Some(&hits)), aspect);
        assert_eq!(some, all[..1], "{aspect:?}");
    }
}

#[test]
fn of_a_credential_each_bucket_counts_once() {
    let bucket = r#"{"bucketId":"b","bucket":{"key":"AKIAIOSFODNN7EXAMPLE"}}"#;
    let (inventory, analyzed) =
        read(&format!(r#"{{"id":"r","buckets":[{bucket},{bucket}]}},{{"id":"s","buckets":[{bucket}]}}"#));
    let extent = |aspect| {
        let slots = all(aspect, &analyzed.usage, &inventory);
        let extent = Pivot::of(aspect, &slots, (&analyzed, &inventory), None).extent(0).unwrap();
        (extent.objects, extent.repositories)
    };
    assert_eq!([Aspect::Credential, Aspect::Bucket].map(extent), [(1, 2), (3, 2)]);
}

proptest! {
    #[test]
    fn rows_and_objects_agree_after_any_toggles(
        repos in prop::collection::vec(repo(), 0..8),
        aspect in prop::sample::select(vec![Aspect::Bucket, Aspect::Credential, Aspect::Workspace]),
        initially in any::<bool>(),
        by_name in any::<bool>(),
        toggles in prop::collection::vec(0..20_usize, 0..30),
    ) {
        let (inventory, analyzed) = read(&repos.join(","));
        let slots = all(aspect, &analyzed.usage, &inventory);
        let sort = by_name.then_some((Key::Name, false));
        let mut pivot = Pivot::of(aspect, &slots, (&analyzed, &inventory), sort);
        pivot.set_all(initially);
        let mut sorted = pivot.members.clone();
        sorted.sort_unstable();
        prop_assert_eq!(&sorted, &slots, "each object once");
        for thing in toggles {
            pivot.set_open(thing, thing < pivot.things() && !pivot.is_open(thing));
        }
        let mut row = 0;
        for thing in 0..pivot.things() {
            prop_assert_eq!(pivot.at(row), Some((thing, None)));
            prop_assert_eq!(pivot.row_of_thing(thing), row);
            let head = row;
            row += 1;
            for place in pivot.start(thing)..pivot.start(thing + 1) {
                prop_assert_eq!(pivot.place(pivot.member(place).unwrap()), Some(place));
                prop_assert_eq!(pivot.thing_at(place), thing);
                if pivot.is_open(thing) {
                    prop_assert_eq!(pivot.at(row), Some((thing, Some(place))));
                    prop_assert_eq!(pivot.row_of(place), row);
                    row += 1;
                } else {
                    prop_assert_eq!(pivot.row_of(place), head);
                }
            }
        }
        prop_assert_eq!(pivot.len(), row);
        prop_assert_eq!(pivot.at(row), None);
    }
}

#[test]
fn by_time_the_newest_object_of_a_thing_counts() {
    let data = read(
        r#"{"id":"r1","createdAt":"2024-01-01T00:00:00Z","apiKeys":[
             {"id":"k1","key":"one-whole-key-of-it","createdAt":"2024-03-01T00:00:00Z"},
             {"id":"k2","key":"another-whole-key-of-it","createdAt":"2025-01-01T00:00:00Z"}]},
           {"id":"r2","apiKeys":[
             {"id":"k3","key":"one-whole-key-of-it","createdAt":"2026-01-01T00:00:00Z"},
             {"id":"k4","key":"a-third-whole-key-of-it","createdAt":"never"}]}"#,
    );
    let by = |reversed| told(Aspect::Credential, &data, Some((Key::Created, reversed)));
    let ends = |lines: Vec<String>| {
        lines.into_iter().map(|line| line.split_once('|').unwrap().1.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ends(by(true)), ["2|0.1.0 1.1.0", "1|0.1.1", "1|1.1.1"]);
    assert_eq!(ends(by(false)), ["1|0.1.1", "2|0.1.0 1.1.0", "1|1.1.1"]);
}

#[test]
fn what_more_repositories_reach_comes_first_though_it_is_one_object() {
    let bucket = r#"{"id":"a","buckets":[{"bucketId":"b","bucket":{"id":"b","key":"AKIAIOSFODNN7EXAMPL1"}}]}"#;
    let llm = |id: &str| {
        format!(r#"{{"id":"{id}","aiLlms":[{{"aiLlmId":"l","aiLlm":{{"id":"l","key":"sk-aaaabbbbccccddddeeee"}}}}]}}"#)
    };
    let data = read(&[bucket, &llm("b"), &llm("c")].join(","));
    let lines = told(Aspect::Credential, &data, None);
    assert!(lines[0].contains("|2|1.2.0 2.2.0"), "{lines:?}");
}
