//! Each rule with an inventory that has it and one that just has not; odd data; and what holds for any.

use std::sync::Arc;

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::model::fingerprint::Fingerprints;
use crate::model::inventory::Inventory;
use crate::model::scan::Scanner;

mod anything;
mod cases;

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

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

fn found_with(policy: Policy, repos: &str) -> Vec<String> {
    let inventory = read(repos, 1 << 20);
    let Analyzed { findings, .. } = Analysis::of(&inventory, policy, now());
    let place = |node| match node {
        Node::Repo(repo) => format!("r{repo}"),
        Node::Group(repo, group) => format!("r{repo}.{group:?}"),
        Node::Item(repo, group, index) => format!("r{repo}.{group:?}.{index}"),
    };
    let told = |it: &Finding| format!("{} {} {}", it.rule.spec().id, it.severity.name(), place(it.node()));
    findings.all().iter().map(told).collect()
}

fn found(repos: &str) -> Vec<String> {
    found_with(Policy::default(), repos)
}

#[test]
fn every_rule_has_a_name_of_its_own_and_stands_in_its_place() {
    for (at, rule) in Rule::ALL.into_iter().enumerate() {
        assert_eq!((rule.index(), Rule::parse(rule.spec().id)), (at, Some(rule)));
        let spec = rule.spec();
        assert!(spec.milder.is_none_or(|milder| milder < spec.severity), "{}", spec.id);
        assert!(spec.meaning.ends_with('.') && spec.condition.ends_with('.') && spec.advice.ends_with('.'));
        assert!(!spec.condition.contains("  "), "{}", spec.id);
    }
    assert_eq!(Rule::parse("nothing"), None);
    assert_eq!(Severity::ALL.map(|severity| Severity::parse(severity.name())), Severity::ALL.map(Some));
}

#[test]
fn a_finding_takes_twelve_bytes() {
    assert_eq!(size_of::<Finding>(), 12);
}

#[test]
fn the_policy_turns_rules_off_and_changes_how_much_they_matter() {
    let old = r#"{"buckets":null,"aiLlms":[{}],"apiKeys":[{"createdAt":"2026-08-01T00:00:00Z"}]}"#;
    let policy = |policy: Policy| found_with(policy, old);
    assert_eq!(policy(Policy::default())[0], "key-age medium r0.ApiKeys.0");
    let longer = Policy { max_key_age: 120, disable: vec![Rule::DanglingRef], ..Policy::default() };
    assert_eq!(policy(longer), Vec::<String>::new());
    let severity = vec![(Rule::KeyAge, Severity::Info), (Rule::KeyAge, Severity::High)];
    let disable = vec![Rule::DanglingRef];
    assert_eq!(policy(Policy { disable, severity, ..Policy::default() }), ["key-age high r0.ApiKeys.0"]);
}

#[test]
fn counts_are_told_of_objects_lists_and_repositories() {
    let inventory = read(
        r#"{"id":"a"},{"id":"b","disabled":true,"apiKeys":[{"accessType":"ADMIN","createdAt":"2020-01-01T00:00:00Z"},{}],
           "aiApiKeys":[{"deletedAt":"2026-01-01T00:00:00Z"}]},{"id":"c","buckets":[]}"#,
        1 << 20,
    );
    let Analyzed { findings, .. } = Analysis::of(&inventory, Policy::default(), now());
    let tally = |node| findings.tally(node).map(|tally| (tally.count, tally.worst));
    let item = |group, index| Node::Item(1, group, index);
    assert_eq!(tally(Node::Repo(0)), None);
    assert_eq!(tally(Node::Repo(1)), Some((4, Severity::High)));
    assert_eq!(tally(Node::Group(1, Group::ApiKeys)), Some((2, Severity::Medium)));
    assert_eq!(tally(item(Group::ApiKeys, 0)), Some((2, Severity::Medium)));
    assert_eq!(tally(item(Group::ApiKeys, 1)), None);
    assert_eq!(tally(Node::Group(1, Group::Buckets)), None);
    assert_eq!(tally(Node::Repo(2)), Some((1, Severity::Info)));
    assert_eq!([tally(Node::Repo(3)), tally(Node::Repo(usize::MAX))], [None, None]);
    assert_eq!(findings.own(Node::Repo(1)).len(), 1);
    assert_eq!(findings.totals(), [1, 2, 0, 2]);
    assert_eq!((findings.count_of(Rule::AdminKey), findings.count_of(Rule::BadDate)), (1, 0));
    let listed: Vec<&str> = (0..9).filter_map(|at| Some(findings.by_rule(at)?.rule.spec().id)).collect();
    assert_eq!(listed, ["disabled-live-keys", "key-age", "admin-key", "no-bucket", "soft-deleted-key"]);
}

#[test]
fn a_query_asks_for_any_a_severity_or_a_rule() {
    use crate::model::query::Findings as _;
    let inventory = read(r#"{"id":"b","disabled":true,"apiKeys":[{"accessType":"ADMIN"}]}"#, 1 << 20);
    let Analyzed { findings, .. } = Analysis::of(&inventory, Policy::default(), now());
    let asked = [None, Some("high"), Some("medium"), Some("admin-key"), Some("nothing")];
    let has = |node| asked.map(|which| findings.has(node, which));
    assert_eq!(has(Node::Repo(0)), [true, true, false, false, false]);
    assert_eq!(has(Node::Item(0, Group::ApiKeys, 0)), [true, false, true, true, false]);
}

fn explained(repos: &str) -> Vec<Explained> {
    let inventory = read(repos, 1 << 20);
    let Analyzed { findings, usage, .. } = Analysis::of(&inventory, Policy::default(), now());
    let fingerprints = Fingerprints::new(Arc::new(|_: &[u8]| 0xabcd));
    let mut explainer = Explainer::new(&inventory, &usage, &fingerprints, &Policy::default(), now());
    findings.all().iter().map(|finding| explainer.explain(finding).unwrap()).collect()
}
