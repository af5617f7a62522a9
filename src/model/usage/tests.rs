//! What is the same thing, who has it, and that the pieces in which it came do not matter.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::fingerprint::Fingerprints;
use crate::model::scan::Scanner;

fn read(repos: &str, piece: usize) -> Inventory {
    let answer = format!(r#"{{"success":true,"repos":[{repos}]}}"#);
    let (mut scanner, mut inventory) = (Scanner::default(), Inventory::default());
    for piece in answer.as_bytes().chunks(piece) {
        scanner.push(piece).unwrap();
        scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
    }
    inventory.finish(&scanner.finish().unwrap());
    inventory
}

const TWO: &str = r#"
  {"id":"r1","name":"One","workspaceId":"w","buckets":[
     {"bucketId":"b","master":true,"bucket":{"id":"b","key":"AKIAIOSFODNN7EXAMPLE","endpoint":"https://S3.example.com/"}},
     {"bucketId":"alone","bucket":{"id":"alone","key":"sk-..."}}],
   "apiKeys":[{"id":"k","accessType":"READ","key":"AKIAIOSFODNN7EXAMPLE"}]},
  {"id":"r2","name":"Two","workspaceId":"w","units":[
     {"unitId":"b","unit":{"id":"b","key":"AKIAIOSFODNN7EXAMPLE","endpoint":"https://s3.example.com"}},
     {"unitId":"c","unit":{"id":"c","key":"sk-..."}}],
   "aiLlms":[{"aiLlmId":"l","aiLlm":{"id":"l","workspaceId":"w","endpoint":"https://s3.example.com/Path"}},{"aiLlm":{"id":"l"}}]}"#;

fn bucket(repo: usize, index: usize) -> Node {
    Node::Item(repo, Group::Buckets, index)
}

#[test]
fn equal_things_are_found_wherever_they_stand() {
    let inventory = read(TWO, 1 << 20);
    let usage = Usage::of(&inventory);
    let nodes = |node, aspect| -> Vec<Node> {
        let thing = usage.thing(node, aspect, &inventory);
        thing.into_iter().flat_map(|thing| usage.users(thing, &inventory)).map(|user| user.node).collect()
    };
    assert_eq!(nodes(bucket(1, 0), Aspect::Bucket), [bucket(0, 0), bucket(1, 0)]);
    let key = Node::Item(0, Group::ApiKeys, 0);
    assert_eq!(nodes(key, Aspect::Credential), [bucket(0, 0), key, bucket(1, 0)], "one value in two places");
    assert_eq!(nodes(bucket(0, 0), Aspect::Endpoint), [bucket(0, 0), bucket(1, 0)], "but for case and slashes");
    let llms = [0, 1].map(|index| Node::Item(1, Group::AiLlms, index));
    assert_eq!(nodes(llms[1], Aspect::AiLlm), llms);
    assert_eq!(nodes(Node::Repo(1), Aspect::Workspace), [Node::Repo(0), Node::Repo(1), llms[0]]);
    assert_eq!(nodes(bucket(0, 1), Aspect::Credential), [], "what was cut short is no credential");
    assert_eq!(nodes(bucket(0, 1), Aspect::Bucket), []);
}

#[test]
fn how_far_a_thing_reaches_is_counted_without_the_document() {
    let inventory = read(TWO, 1 << 20);
    let usage = Usage::of(&inventory);
    let told = |aspect| usage.reach(usage.thing(bucket(0, 0), aspect, &inventory).unwrap(), &inventory).words();
    assert_eq!(told(Aspect::Credential), "1 bucket, 1 API key, 2 repositories, 1 master");
    assert_eq!(told(Aspect::Endpoint), "1 bucket, 2 repositories, 1 master");
    let shared = |node| usage.shared(node, &inventory);
    assert_eq!([bucket(0, 0), bucket(0, 1), bucket(1, 1)].map(shared), [2, 0, 0]);
    assert_eq!(shared(Node::Item(0, Group::ApiKeys, 0)), 3);
    assert_eq!([Node::Repo(0), Node::Group(0, Group::Buckets), bucket(9, 9), bucket(0, 2)].map(shared), [0; 4]);
    let is_shared = |node| query::Sharing::is_shared(&(&usage, &inventory), node);
    let llm = Node::Item(1, Group::AiLlms, 0);
    assert_eq!([bucket(0, 0), bucket(0, 1), llm, Node::Repo(0)].map(is_shared), [true, false, false, false]);
    let all: Vec<(Aspect, usize)> = usage.all(&inventory).map(|thing| (thing.aspect, usage.count(thing))).collect();
    let expected = [
        (Aspect::Workspace, 3),
        (Aspect::Bucket, 2),
        (Aspect::Credential, 3),
        (Aspect::Endpoint, 2),
        (Aspect::AiLlm, 2),
    ];
    assert_eq!(all, expected);
}

#[test]
fn a_thing_and_its_uses_are_told_masked() {
    let inventory = read(TWO, 1 << 20);
    let usage = Usage::of(&inventory);
    let thing = usage.thing(bucket(0, 0), Aspect::Credential, &inventory).unwrap();
    assert_eq!(label(&usage, thing, &inventory, &Fingerprints::default()), "AKIA****MPLE");
    let uses: Vec<String> = usage
        .users(thing, &inventory)
        .filter_map(|user| Use::of(user, &Sheet::of(inventory.document().get(user.node.repo())?.1)))
        .map(|used| format!("{} {} {} {}", used.kind.noun(), used.id, used.role, used.repo))
        .collect();
    assert_eq!(uses, ["bucket b master One", "API key k READ One", "bucket b  Two"]);
}

#[test]
fn what_cannot_be_whole_is_not_compared() {
    for (key, whole) in [
        ("AKIAIOSFODNN7EXAMPLE", true),
        ("0123456789abcdef", true),
        ("0123456789abcde", false),
        ("", false),
        ("sk-0123456789abcdef...", false),
        ("sk-0123\u{2026}456789abcdef", false),
        ("sk-****0123456789abcdef", false),
        ("AKIA****MPLE #3f9c", true),
        ("AKIA****MPLE #????", false),
        ("AKIA****MPLE", false),
        ("**** #3f9c", false),
        ("sk-0****f... #3f9c", false),
        ("sk-0****\u{2026}def #3f9c", false),
        ("sk**********ef12 #3f9c", false),
    ] {
        assert_eq!(is_whole(key), whole, "{key}");
    }
}

/// Repositories that share few ids and keys, some without any.
pub(crate) fn repo() -> impl Strategy<Value = String> {
    let id = || prop::sample::select(vec!["a", "b", "c", ""]);
    (id(), prop::collection::vec((id(), id()), 0..4), 0..3_usize).prop_map(|(workspace, buckets, keys)| {
        let bucket =
            |(id, key): &(&str, &str)| format!(r#"{{"bucketId":"{id}","bucket":{{"key":"{}"}}}}"#, key.repeat(16));
        let buckets: Vec<String> = buckets.iter().map(bucket).collect();
        let keys = vec![format!(r#"{{"key":"{}"}}"#, workspace.repeat(16)); keys];
        format!(r#"{{"workspaceId":"{workspace}","buckets":[{}],"apiKeys":[{}]}}"#, buckets.join(","), keys.join(","))
    })
}

proptest! {
    #[test]
    fn the_pieces_do_not_matter_and_every_user_has_its_thing(repos in prop::collection::vec(repo(), 0..8), piece in 1..200_usize) {
        let answer = repos.join(",");
        let (whole, pieces) = (read(&answer, 1 << 20), read(&answer, piece));
        let usage = Usage::of(&whole);
        let mut builder = Builder::default();
        pieces.document().segments().iter().for_each(|segment| builder.step(segment));
        prop_assert_eq!(&builder.finish(), &usage);
        for thing in usage.all(&whole) {
            prop_assert!(usage.count(thing) > 1);
            for user in usage.users(thing, &whole) {
                prop_assert!(usage.things(user.node, &whole).any(|other| other == thing));
            }
        }
    }
}

#[test]
fn a_bucket_or_an_llm_counts_once_however_often_it_is_listed() {
    const KEY: &str = "0123456789abcdefghij";
    let llm = |id: &str| format!(r#"{{{id}"aiLlm":{{"key":"{KEY}"}}}}"#);
    let repo = |llms: &[String]| format!(r#"{{"aiLlms":[{}]}}"#, llms.join(","));
    let (one, unnamed) = (llm(r#""aiLlmId":"l","#), llm(""));
    let inventory = read(
        &[repo(std::slice::from_ref(&one)), repo(&[one.clone(), unnamed.clone()]), repo(&[one, unnamed])].join(","),
        99,
    );
    let usage = Usage::of(&inventory);
    let node = Node::Item(0, Group::AiLlms, 0);
    let reach = |aspect| usage.reach(usage.thing(node, aspect, &inventory).unwrap(), &inventory);
    assert_eq!(reach(Aspect::Credential).words(), "3 AI LLMs, 3 repositories");
    assert_eq!(reach(Aspect::AiLlm).words(), "1 AI LLM, 3 repositories");
    assert_eq!(reach(Aspect::AiLlm).short(), "1 AI LLM, 3 repos");
}
