//! What changed, told object by object; and that what is told leads from the one answer to the other.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::model::fingerprint::Fingerprints;
use crate::model::pretty::Secrets;
use crate::model::scan::Scanner;

mod anything;

fn read(repos: &str) -> Inventory {
    let (mut scanner, mut inventory) = (Scanner::default(), Inventory::default());
    scanner.push(format!(r#"{{"success":true,"repos":[{repos}]}}"#).as_bytes()).unwrap();
    scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
    inventory.finish(&scanner.finish().unwrap());
    inventory
}

/// The same for all values, as where two of them have one by chance.
fn one_fingerprint() -> Fingerprints {
    Fingerprints::new(Arc::new(|_: &[u8]| 0x3f9c))
}

fn by_length() -> Fingerprints {
    Fingerprints::new(Arc::new(|value: &[u8]| u16::from(*value.last().unwrap())))
}

fn lines(reviewed: &Reviewed, new: &Inventory, fingerprints: &Fingerprints) -> Vec<String> {
    let mut teller = Teller::new(&reviewed.old, new, fingerprints);
    let object = |told: Option<Told>| {
        let Told { kind, id, name, repo_id, .. } = told.unwrap();
        format!("{} {name} {id} in {repo_id}", kind.slug())
    };
    let line = |line: Line<'_>| match line {
        Line::Heading(section, count) => format!("{count} {}", section.name()),
        Line::Added(place) => format!("+ {}", object(teller.new_one(place))),
        Line::Removed(place) => format!("- {}", object(teller.old_one(place))),
        Line::Changed(changed) => format!("~ {}", object(teller.new_one(changed.new))),
        Line::Field(changed, at) => {
            let Field { path, label, before, after } = &teller.fields(changed)[at];
            format!("{path} ({label}): {} -> {}", before.words(), after.words())
        }
    };
    let lines: Vec<String> = (0..).map_while(|at| reviewed.changes.line(at)).map(line).collect();
    assert_eq!(lines.len(), reviewed.changes.lines());
    lines
}

#[track_caller]
fn expect(old: &str, new: &str, expected: &[&str]) -> Changes {
    let new = read(new);
    let reviewed = Reviewed::of(&read(old), &new);
    assert_eq!(lines(&reviewed, &new, &by_length()), expected);
    reviewed.changes
}

#[test]
fn what_came_went_and_changed_is_told_by_field() {
    let old =
        r#"{"id":"r","name":"One","disabled":false,"mode":"MIRROR","apiKeys":[{"id":"k","name":"Key"}]},{"id":"s"}"#;
    let new = r#"{"id":"t","apiKeys":[{"id":"n"}]},
        {"id":"r","name":"One","disabled":true,"note":7,"apiKeys":[{"id":"k","name":"Key 2"},{"id":"l","name":"New"}]}"#;
    let changes = expect(
        old,
        new,
        &[
            "3 added",
            "+ repo t t in t",
            "+ api-key n n in t",
            "+ api-key New l in r",
            "1 removed",
            "- repo s s in s",
            "2 changed",
            "~ repo One r in r",
            "mode (Mode): MIRROR -> not sent",
            "disabled (Disabled): no -> yes",
            "note (note): not sent -> 7",
            "~ api-key Key 2 k in r",
            "name (Name): Key -> Key 2",
        ],
    );
    let tally = Tally { added: [1, 0, 2, 0, 0], removed: [1, 0, 0, 0, 0], disabled: 1, moved: 0, changed: 1 };
    assert_eq!((*changes.tally(), changes.len()), (tally, 6));
    let key = |repo, at| Node::Item(repo, Group::ApiKeys, at);
    let marks = [Node::Repo(0), Node::Group(0, Group::ApiKeys), key(0, 0)].map(|node| changes.mark(node));
    assert_eq!(marks, [Some(Mark::Added), Some(Mark::Within), Some(Mark::Added)]);
    let marks = [Node::Repo(1), key(1, 0), key(1, 1), Node::Group(1, Group::Buckets)].map(|node| changes.mark(node));
    assert_eq!(marks, [Some(Mark::Changed), Some(Mark::Changed), Some(Mark::Added), None]);
}

#[test]
fn the_order_of_lists_and_members_and_how_a_value_is_written_say_nothing() {
    let old = r#"{"id":"r","x":{"a":[1,2]},"name":null,"apiKeys":[{"id":"k"},{"id":"l","secret":{"a":"1","b":"2"}}]},{"id":"s"},5,{"id":"d","name":"1"},{"id":"d","name":"2"}"#;
    let new = r#"{"id":"d","name":"2"},{"id":"s","apiKeys":[]},{"apiKeys":[{"secret":{"b":"2","a":"1"},"id":"l"},{"id":"k"}],"id":"r","x": {"a": [1, 2]}},{"id":"d","name":"1"},5"#;
    let reviewed = Reviewed::of(&read(old), &read(new));
    assert_eq!(reviewed, Reviewed::default(), "and nothing is kept");
}

#[test]
fn an_item_in_another_repository_has_moved() {
    let bucket =
        |folder: &str| format!(r#"{{"bucketId":"b","folder":"{folder}","bucket":{{"id":"b","name":"East"}}}}"#);
    let old = format!(r#"{{"id":"r","buckets":[{},{}]}},{{"id":"s"}}"#, bucket("x"), bucket("y"));
    let new = format!(r#"{{"id":"r","buckets":[{}]}},{{"id":"s","buckets":[{}]}}"#, bucket("y"), bucket("z"));
    let told = ["1 changed", "~ bucket East b in s", "repo (Repository): r -> s", "folder (Folder): x -> z"];
    let changes = expect(&old, &new, &told);
    assert_eq!(*changes.tally(), Tally { moved: 1, ..Tally::default() });
    assert_eq!([0, 1].map(|repo| changes.mark(Node::Repo(repo))), [Some(Mark::Within); 2]);
    let whole = new.replace("\"z\"", "\"x\"");
    expect(&old, &whole, &["1 changed", "~ bucket East b in s", "repo (Repository): r -> s"]);
    // To be in one more repository is no move.
    let more = old.replace(r#"{"id":"s"}"#, &format!(r#"{{"id":"s","buckets":[{}]}}"#, bucket("x")));
    expect(&old, &more, &["1 added", "+ bucket East b in s"]);
}

#[test]
fn of_several_with_one_id_each_is_told_from_the_others() {
    let bucket = |folder: &str, region: &str| {
        format!(r#"{{"bucketId":"b","folder":"{folder}","bucket":{{"id":"b","region":"{region}"}}}}"#)
    };
    let old = format!(r#"{{"id":"r","buckets":[{},{}]}}"#, bucket("x", "1"), bucket("y", "1"));
    let new = format!(r#"{{"id":"r","buckets":[{},{}]}}"#, bucket("y", "2"), bucket("x", "1"));
    expect(&old, &new, &["1 changed", "~ bucket b b in r", "bucket.region (Region): 1 -> 2"]);
    let gone = format!(r#"{{"id":"r","buckets":[{}]}}"#, bucket("y", "1"));
    expect(&old, &gone, &["1 removed", "- bucket b b in r"]);
}

#[test]
fn what_has_no_id_is_the_same_only_where_it_says_the_same() {
    let old = r#"{"name":"a"},null,{"id":"r","apiKeys":[{"name":"k"},7,{"id":""}]}"#;
    let new = r#"{"id":"r","apiKeys":[7,{"id":""},{"name":"l"}]},{"name":"b"},null"#;
    let told = ["2 added", "+ api-key l  in r", "+ repo b  in ", "2 removed", "- repo a  in ", "- api-key k  in r"];
    expect(old, new, &told);
}

#[test]
fn a_list_that_is_none_is_a_field_of_its_repository() {
    expect(
        r#"{"id":"r","buckets":[],"apiKeys":"sk-0123456789abcdef"}"#,
        r#"{"id":"r","buckets":{"a":1},"apiKeys":null}"#,
        &[
            "1 changed",
            "~ repo r r in r",
            "apiKeys (apiKeys): sk-0****cdef #0066 -> not sent",
            "buckets (buckets): not sent -> {\"a\":1}",
        ],
    );
}

#[test]
fn credentials_are_masked_and_told_apart() {
    let repo = |key: &str, secret: &str, url: &str| {
        format!(
            r#"{{"id":"r","buckets":[{{"bucketId":"b","bucket":{{"id":"b","key":"{key}","secret":{{"k":"{secret}"}},"endpoint":"https://{url}@h"}}}}]}}"#
        )
    };
    let (old, new) =
        (repo("AKIAcanary-onMPLE", "canary-1", "canary:1"), repo("AKIAcanary-twMPLE", "canary-2", "canary:2"));
    let new = read(&new);
    let reviewed = Reviewed::of(&read(&old), &new);
    let told = lines(&reviewed, &new, &one_fingerprint());
    assert_eq!(
        told[2..],
        [
            "bucket.endpoint (Endpoint): https://****@h #3f9c -> https://****@h #3f9c (differs)",
            "bucket.key (Access key): AKIA****MPLE #3f9c -> AKIA****MPLE #3f9c (differs)",
            "bucket.secret (Secret): encrypted, 1 field #3f9c -> encrypted, 1 field #3f9c (differs)",
        ]
    );
    let told = lines(&reviewed, &new, &Fingerprints::default()).concat();
    assert!(!told.contains("canary") && told.matches("(differs)").count() == 3, "{told}");
}

#[test]
fn changes_add_up_until_they_are_forgotten() {
    let key = |name: &str| format!(r#"{{"id":"r","apiKeys":[{{"id":"k","name":"{name}"}}]}}"#);
    let answers = [
        key("1"),
        key("2") + r#",{"id":"s"}"#,
        key("3") + r#",{"id":"s"}"#,
        r#"{"id":"s"}"#.to_owned(),
        key("4") + r#",{"id":"u"},{"id":"s"}"#,
        r#"{"id":"s","name":"S"},"#.to_owned() + &key("1"),
        key("1"),
    ];
    let told: [&[&str]; 6] = [
        &["1 added", "+ repo s s in s", "1 changed", "~ api-key 2 k in r", "name (Name): 1 -> 2"],
        &["1 added", "+ repo s s in s", "1 changed", "~ api-key 3 k in r", "name (Name): 1 -> 3"],
        &["1 added", "+ repo s s in s", "2 removed", "- repo r r in r", "- api-key 1 k in r"],
        &["2 added", "+ repo u u in u", "+ repo s s in s", "1 changed", "~ api-key 4 k in r", "name (Name): 1 -> 4"],
        &["1 added", "+ repo S s in s"],
        &[],
    ];
    let (mut past, mut before) = (Arc::<Reviewed>::default(), read(&answers[0]));
    for (answer, told) in answers[1..].iter().zip(told) {
        let now = read(answer);
        past = Arc::new(Review::new(past, before, now.clone()).finish());
        assert_eq!(lines(&past, &now, &by_length()), told);
        before = now;
    }
    assert_eq!(*past, Reviewed::default());
}

/// A repository in few words: its id, its name, and its keys with id and name; 0 is no id.
type Repo = (u8, u8, Vec<(u8, u8)>);

fn json(repos: &[Repo]) -> String {
    let id = |id: u8| if id == 0 { String::new() } else { format!(r#""id":"{id}","#) };
    let key = |(of, name): &(u8, u8)| format!(r#"{{{}"name":"{name}"}}"#, id(*of));
    let repo = |(of, name, keys): &Repo| {
        let keys: Vec<String> = keys.iter().map(key).collect();
        format!(r#"{{{}"name":"{name}","apiKeys":[{}]}}"#, id(*of), keys.join(","))
    };
    repos.iter().map(repo).collect::<Vec<_>>().join(",")
}

fn repos() -> impl Strategy<Value = Vec<Repo>> {
    let keys = || vec((0_u8..6, 0_u8..3), 0..4);
    vec((0_u8..5, 0_u8..3, keys()), 0..6)
}

/// An object as a list of its fields, with its kind and where it is.
type Flat = Vec<(String, String)>;

/// Every object with the id of its repository, in no order.
fn flat(inventory: &Inventory) -> Vec<Flat> {
    let mut objects = Vec::new();
    for repo in 0..inventory.len() {
        let shape = inventory.shape(repo);
        objects.push(object(inventory, Node::Repo(repo)));
        for group in Group::ALL {
            let items = 0..shape.count(group) as usize;
            objects.extend(items.map(|at| object(inventory, Node::Item(repo, group, at))));
        }
    }
    objects
}

fn object(inventory: &Inventory, node: Node) -> Flat {
    let (_, record) = inventory.object(node).unwrap();
    let mut fields: Flat = vec![("kind".to_owned(), record.kind.slug().to_owned())];
    if !matches!(node, Node::Repo(_)) {
        let (_, repo) = inventory.object(Node::Repo(node.repo())).unwrap();
        fields.push(("repo".to_owned(), repo.text("id").unwrap_or_default().to_owned()));
    }
    let now = jiff::Timestamp::UNIX_EPOCH;
    fields.extend(record.fields.iter().map(|it| (it.spec.path.to_owned(), it.value.display(now, Secrets::Shown))));
    fields.extend(record.others.iter().map(|(path, value)| (path.clone(), value.display(now, Secrets::Shown))));
    // What was not sent says as little as null does.
    fields.retain(|(_, value)| value != "not sent" && value != "none");
    fields
}

/// The objects of then with everything done to them that is told.
fn applied(old: &Inventory, new: &Inventory, reviewed: &Reviewed) -> Vec<Flat> {
    let mut objects = flat(old);
    let fingerprints = Fingerprints::default();
    let mut teller = Teller::new(&reviewed.old, new, &fingerprints);
    let mut take = |inventory: &Inventory, place: Place| {
        let it = object(inventory, place.node());
        let at = objects.iter().position(|other| *other == it).expect("what is told to be gone was there");
        objects.remove(at)
    };
    let mut then: Vec<Flat> = Vec::new();
    for place in reviewed.changes.removed() {
        take(&reviewed.old, *place);
    }
    for changed in reviewed.changes.changed() {
        let mut it = take(&reviewed.old, changed.old);
        for field in teller.fields(changed) {
            it.retain(|(path, _)| *path != field.path);
            if let Shown::Text(text) | Shown::Object(text, _) = &field.after {
                it.push((field.path.clone(), text.clone()));
            }
        }
        then.push(it);
    }
    then.extend(reviewed.changes.added().iter().map(|place| object(new, place.node())));
    objects.extend(then);
    in_order(objects)
}

fn in_order(mut objects: Vec<Flat>) -> Vec<Flat> {
    for fields in &mut objects {
        fields.sort();
    }
    objects.sort();
    objects
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_told_leads_from_the_one_to_the_other(old in repos(), new in repos()) {
        let (old, new) = (read(&json(&old)), read(&json(&new)));
        let reviewed = Reviewed::of(&old, &new);
        prop_assert_eq!(applied(&old, &new, &reviewed), in_order(flat(&new)));
        prop_assert_eq!(Reviewed::of(&old, &old), Reviewed::default());
        // Each line can be told.
        lines(&reviewed, &new, &by_length());
    }

    #[test]
    fn answers_in_between_make_no_difference(first in repos(), others in vec(repos(), 1..4)) {
        let (mut past, mut before) = (Arc::<Reviewed>::default(), read(&json(&first)));
        let first = before.clone();
        for other in others {
            let now = read(&json(&other));
            past = Arc::new(Review::new(past, before, now.clone()).finish());
            before = now;
        }
        prop_assert_eq!(applied(&first, &before, &past), in_order(flat(&before)));
    }
}
