use std::sync::Arc;

use super::*;
use crate::model::facts::Facts;
use crate::model::scan::Scanner;

fn inventory(repos: &[String]) -> (Inventory, Register) {
    let mut scanner = Scanner::default();
    scanner.push(format!(r#"{{"repos":[{}]}}"#, repos.join(",")).as_bytes()).unwrap();
    let (mut inventory, mut register) = (Inventory::default(), Register::default());
    scanner.seal().into_iter().for_each(|segment| {
        register.push(Facts::of(&segment));
        inventory.push(Arc::new(segment));
    });
    (inventory, register)
}

fn named(names: &[&str]) -> (Inventory, Register) {
    let repos: Vec<String> =
        names.iter().map(|name| format!(r#"{{"name":{}}}"#, serde_json::to_string(name).unwrap())).collect();
    inventory(&repos)
}

fn by_name(names: &[&str], reversed: bool) -> Vec<String> {
    let (inventory, register) = named(names);
    let order = order(&inventory, &register, Key::Name, reversed, &[]);
    order.into_iter().map(|repo| names[repo as usize].to_owned()).collect()
}

#[test]
fn names_are_in_natural_order() {
    let sorted = ["", " "];
    let expected = ["1 a", "2", "10", "a", "A", "b", "Éa", "éb"];
    let mixed = ["10", "b", "", "a", "éb", "A", "2", " ", "Éa", "1 a"];
    assert_eq!(by_name(&mixed, false), [&expected[..], &sorted[..]].concat());
    let reversed = ["éb", "Éa", "b", "a", "A", "10", "2", "1 a", "", " "];
    assert_eq!(by_name(&mixed, true), reversed, "equal ones as they came, those without a name last");
    assert_eq!(
        by_name(&["repo-10", "repo-2", "repo-02b", "repo-2a", "repo"], false),
        ["repo", "repo-2", "repo-2a", "repo-02b", "repo-10"]
    );
    let long = |digit: &str| digit.repeat(300);
    assert_eq!(by_name(&[&long("2"), &long("1"), "9"], false), ["9", &long("1"), &long("2")]);
    assert_eq!(by_name(&["a-1", "a_1", "a1", "a 1", "a.1"], false), ["a 1", "a-1", "a.1", "a1", "a_1"]);
}

#[test]
fn values_are_in_order_and_those_without_one_last() {
    let repos = [
        r#"{"createdAt":"2024-01-01T00:00:00Z","apiKeys":[{},{}]}"#,
        r#"{"createdAt":"yesterday","buckets":[{}]}"#,
        r#"{"createdAt":"2023-01-01T00:00:00Z"}"#,
        "null",
        r#"{"createdAt":"2024-01-01T01:00:00+01:00","apiKeys":[{}],"aiLlms":[{}]}"#,
    ];
    let (inventory, register) = inventory(&repos.map(str::to_owned));
    let order = |key, reversed| order(&inventory, &register, key, reversed, &[0, 7, 3]);
    assert_eq!(order(Key::Created, false), [2, 0, 4, 1, 3]);
    assert_eq!(order(Key::Created, true), [0, 4, 2, 1, 3]);
    assert_eq!(order(Key::Children, false), [2, 1, 0, 4, 3]);
    assert_eq!(order(Key::Children, true), [0, 4, 1, 2, 3]);
    assert_eq!(order(Key::Findings, false), [0, 2, 1, 3, 4]);
    assert_eq!(order(Key::Findings, true), [1, 2, 0, 3, 4]);
}

#[test]
fn what_the_register_does_not_have_yet_comes_last() {
    let (all, _) = named(&["b", "a"]);
    assert_eq!(order(&all, &Register::default(), Key::Name, false, &[]), [0, 1]);
}
