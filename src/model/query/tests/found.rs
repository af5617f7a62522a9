//! What a query finds, case by case.

use std::sync::Arc;

use super::*;
use crate::model::kind::Group;
use crate::model::scan::Scanner;
use crate::model::search::Names;

pub(super) fn inventory<T: AsRef<[u8]>>(repos: &[T]) -> Inventory {
    let mut scanner = Scanner::default();
    let mut inventory = Inventory::default();
    scanner.push(br#"{"repos":["#).unwrap();
    for (at, repo) in repos.iter().enumerate() {
        scanner.push(if at == 0 { b" " } else { b", " }).unwrap();
        scanner.push(repo.as_ref()).unwrap();
        scanner.push(b"\n").unwrap();
        if at % 3 == 2 {
            scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
        }
    }
    scanner.push(b"]}").unwrap();
    scanner.seal().into_iter().for_each(|segment| inventory.push(Arc::new(segment)));
    assert_eq!(inventory.len(), repos.len());
    inventory
}

pub(super) fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

struct Known;

impl Findings for Known {
    fn has(&self, node: Node, which: Option<&str>) -> bool {
        matches!(node, Node::Item(_, Group::Buckets, 1)) && which.is_none_or(|which| which == "high")
    }
}

impl Sharing for Known {
    fn is_shared(&self, node: Node) -> bool {
        matches!(node, Node::Item(_, Group::AiLlms, 0))
    }
}

pub(super) fn context() -> Context<'static> {
    Context { now: now(), findings: Some(&Known), sharing: Some(&Known), names: None }
}

pub(super) fn run(mut run: Run, inventory: &Inventory) -> Run {
    while run.step(inventory, &context()) {}
    assert_eq!(run.searched(), inventory.len());
    run
}

/// Everything found, as `r` for the repository and group and position for items.
fn found(query: &str, repo: &str) -> String {
    let query = Query::parse(query);
    assert_eq!(query.complaints(), [], "{query:?}");
    let inventory = inventory(&[repo]);
    let hits = query.hits(&inventory, 0, &context());
    let run = run(Run::new(query), &inventory);
    assert_eq!(run.found(), &[0][..usize::from(hits.any())]);
    let items = Group::ALL.into_iter().flat_map(|group| {
        let letter = ["b", "k", "l", "a"][group.index()];
        hits.items(group).map(move |index| format!("{letter}{index}")).collect::<Vec<_>>()
    });
    hits.own.then(|| "r".to_owned()).into_iter().chain(items).collect::<Vec<_>>().join(" ")
}

pub(super) const REPO: &str = r#"{"id":"r-1","name":"Backups prod","storageType":"S3","mode":"MIRROR","workspaceId":"w-1","disabled":true,
 "createdAt":"2024-01-15T09:00:00.000Z","extra":{"note":"cold","limits":[42,1.5e3],"token":"tk-0123456789abcdef-end"},
 "buckets":[
  {"master":true,"folder":"nightly","bucketId":"b-1","bucket":{"id":"b-1","name":"Main","bucket":"main-eu","storageType":"S3","region":"eu-central-1",
   "status":"ACTIVE","endpoint":"https://me:hunter2@s3.amazonaws.com","key":"AKIA0123HIDDEN9MPLE","secret":{"key":"sealed-canary"},"createdAt":"2026-11-01T00:00:00Z"}},
  {"folder":"weekly","bucketId":"b-2","bucket":{"id":"b-2","name":"Spare","storageType":"GCS","region":"us-east1","status":"ERROR","createdAt":"2026-11-24T11:00:00Z"}}],
 "apiKeys":[{"id":"k-1","name":"Deploy","accessType":"ADMIN","key":"short","createdAt":"2025-06-30T23:59:59Z"},null],
 "aiLlms":[{"aiLlmId":"l-1","aiLlm":{"id":"l-1","name":"Shared","aiType":"OPENAI","endpoint":"https://api.openai.com"}}],
 "aiApiKeys":[{"id":"a-1","name":"Old","aiType":"OPENAI","deletedAt":"2026-01-01T00:00:00Z"},{"id":"a-2","name":"New","aiType":"AWS","deletedAt":null}]}"#;

#[test]
fn a_name_is_found_however_its_letters_and_marks_are_spelled() {
    let [one, apart] = ["Köln", "Ko\u{308}ln"];
    for (name, typed) in [(one, apart), (apart, one), (r"Ko\u0308ln", one), (r"K\u00f6ln", apart)] {
        let repo = format!(r#"{{"name":"in {name}","buckets":[{{"folder":"{name}","bucket":{{"name":"b"}}}},{{}}]}}"#);
        let lower = typed.to_lowercase();
        let [folder, glob] = [format!("folder:{lower}"), format!("folder:{lower}*")];
        let [regex, quoted] = [format!("folder:re/^{lower}$/"), format!("\"in {lower}\"")];
        for (query, expected) in [
            (typed, "r b0"),
            (&lower, "r b0"),
            (&quoted, "r"),
            (&folder, "b0"),
            (&glob, "b0"),
            (&regex, "b0"),
            ("~kö", "r b0"),
            ("~ko\u{308}", "r b0"),
            ("koln", ""),
            ("kind:repo", "r"),
        ] {
            assert_eq!(found(query, &repo), expected, "{query} in {repo}");
        }
    }
    assert_eq!(Query::parse("ö").highlights("Ko\u{308}ln, Köln"), [1..4, 9..11]);
    assert_eq!(Query::parse("~kl").highlights("Ko\u{308}ln"), [0..1, 4..5]);
}

#[test]
fn words_are_found_in_what_is_shown() {
    for (query, expected) in [
        ("", "r b0 b1 k0 k1 l0 a0 a1"),
        ("main", "b0"),
        ("MAIN", ""),
        ("prod", "r"),
        ("prod main", "b0"),
        ("main prod", "b0"),
        ("main deploy", ""),
        ("cold", "r"),
        ("42", "r"),
        ("1.5e3", "r"),
        ("e3", ""),
        ("note", ""),
        ("true", ""),
        ("\"backups prod\"", "r"),
        ("!prod", ""),
        ("!main", "r b1 k0 k1 l0 a0 a1"),
        ("prod !main !kind:repo", ""),
        ("openai !new", "l0 a0"),
        ("~bkp", "r"),
        ("~dply", "k0"),
        ("amazonaws", "b0"),
        ("2024-01-15", "r"),
        ("\"2024-01-15 09:00:00z\"", "r"),
        ("2024-01-15t09", "r"),
    ] {
        assert_eq!(found(query, REPO), expected, "{query}");
    }
}

#[test]
fn what_is_hidden_is_never_found() {
    for query in [
        "hidden",
        "0123hidden",
        "sealed",
        "canary",
        "hunter2",
        "\"me:hunter\"",
        "short",
        "~hunter2",
        "456789abc",
        "~sealed",
        "endpoint:*hunter2*",
        "endpoint:re/hunter2/",
        "~0123456789abcdef",
    ] {
        assert_eq!(found(query, REPO), "", "{query}");
    }
    for (query, expected) in [
        ("AKIA", "b0"),
        ("MPLE", "b0"),
        ("akia****mple", "b0"),
        ("tk-0", "r"),
        ("https://****@s3", "b0"),
        ("****", "r b0"),
        ("endpoint:https://*@s3*", "b0"),
        ("endpoint:\"https://****@s3.amazonaws.com\"", "b0"),
    ] {
        assert_eq!(found(query, REPO), expected, "{query}");
    }
}

#[test]
fn typed_terms_compare_one_field() {
    for (query, expected) in [
        ("kind:bucket", "b0 b1"),
        ("kind:!bucket kind:!repo", "k0 k1 l0 a0 a1"),
        ("kind:key prod", "k0 k1"),
        ("kind:repo main", ""),
        ("type:s3", "r b0"),
        ("type:s3 kind:bucket", "b0"),
        ("type:s3 kind:api-key", "k0 k1"),
        ("type:!s3", "b1"),
        ("!type:s3", ""),
        ("!type:azure kind:llm", "l0"),
        ("mode:mirror", "r"),
        ("mode:mirror kind:bucket", "b0 b1"),
        ("mode:mir", ""),
        ("access:admin", "k0"),
        ("provider:openai", "l0 a0"),
        ("region:eu*", "b0"),
        ("region:eu", ""),
        ("status:!active", "b1"),
        ("!status:active", "r b1 k0 k1 l0 a0 a1"),
        ("workspace:w-1 main", "b0"),
        ("name:main", "b0"),
        ("name:main-eu", "b0"),
        ("name:re/^(main|spare)$/", "b0 b1"),
        ("name:\"backups prod\"", "r"),
        ("name:\"backups*\"", ""),
        ("id:b-*", "b0 b1"),
        ("endpoint:*openai*", "l0"),
        ("folder:nightly", "b0"),
        ("is:disabled", "r"),
        ("is:disabled kind:bucket", "b0 b1"),
        ("is:!disabled", ""),
        ("is:deleted", "a0"),
        ("kind:ai-api-key !is:deleted", "a1"),
        ("is:master", "b0"),
        ("is:shared", "l0"),
        ("has:finding", "b1"),
        ("has:finding:high", "b1"),
        ("has:finding:low", ""),
        ("kind:bucket !has:finding", "b0"),
        ("age>1y", "r k0"),
        ("age<2h", "b1"),
        ("age>1y kind:bucket", ""),
        ("created<2025", "r"),
        ("created>=2025", "b0 b1 k0"),
        ("created<=2025-06", "r k0"),
        ("created>2025-06", "b0 b1"),
        ("created:2026-11", "b0 b1"),
        ("created:2026-11-24", "b1"),
    ] {
        assert_eq!(found(query, REPO), expected, "{query}");
    }
}

#[test]
fn what_is_odd_is_read_as_the_screen_reads_it() {
    assert_eq!(found("main", r#"{"units":[{"unit":{"name":"Main"}}]}"#), "b0");
    assert_eq!(
        found("main", r#"{"units":[{"name":"Main"}],"buckets":[{}]}"#),
        "r",
        "superseded, so a field like others"
    );
    assert_eq!(found("main", r#"{"buckets":"Main"}"#), "");
    assert_eq!(found("kind:bucket", r#"{"buckets":{"a":1}}"#), "");
    assert_eq!(found("kind:repo", "null"), "r");
    assert_eq!(found("b", r#"{"name":"a","name":"b"}"#), "r");
    assert_eq!(found("a", r#"{"name":"a","name":"b"}"#), "");
    assert_eq!(found("über", r#"{"name":"\u00dcber"}"#), "r");
    assert_eq!(found("type:7", r#"{"storageType":7}"#), "r");
}

#[test]
fn a_run_narrows_as_one_types() {
    let repos: Vec<String> = (0..20).map(|at| format!(r#"{{"name":"repo {at}","mode":"M{}"}}"#, at % 2)).collect();
    let inventory = inventory(&repos);
    let mut typed = Run::new(Query::parse("r"));
    for (query, steps) in [("re", 3), ("rep", 9), ("rep m", 30), ("rep m1", 4), ("rep m1 !13", 30)] {
        let _ = (0..steps).all(|_| typed.step(&inventory, &context()));
        typed = typed.then(Query::parse(query));
    }
    assert_eq!(run(typed, &inventory).found(), [1, 3, 5, 7, 9, 11, 15, 17, 19]);
}

#[test]
fn a_run_goes_on_when_more_repositories_come() {
    let all = inventory(&[r#"{"name":"a"}"#, "[]", "[]", r#"{"name":"A"}"#]);
    let mut first = Inventory::default();
    first.push(Arc::clone(&all.document().segments()[0]));
    let mut run = run(Run::new(Query::parse("a")), &first);
    assert_eq!((run.found().len(), run.candidates()), (1, Some(&[0][..])));
    while run.step(&all, &context()) {}
    assert_eq!((run.found().len(), run.candidates()), (2, Some(&[0, 3][..])));
}

#[test]
fn where_all_match_by_name_nothing_is_searched_and_a_longer_word_and_more_repositories_are_found_as_ever() {
    let repos = [r#"{"name":"a1"}"#, r#"{"name":"a2"}"#, r#"{"name":"a3"}"#, r#"{"name":"b","mode":"A1"}"#];
    let all = inventory(&repos);
    let mut first = Inventory::default();
    first.push(Arc::clone(&all.document().segments()[0]));
    let mut names = Names::default();
    for name in ["a1", "a2", "a3"] {
        names.push(name);
    }
    let context = Context { names: Some(&names), ..context() };
    let mut run = Run::new(Query::parse("a"));
    assert!(run.step(&first, &context) && !run.step(&first, &context), "one look at the names");
    assert_eq!((run.found(), run.searched(), run.candidates()), (&[0, 1, 2][..], 3, Some(&[][..])));
    let mut narrower = run.then(Query::parse("a1"));
    while narrower.step(&first, &context) {}
    assert_eq!(narrower.found(), [0]);
    while run.step(&all, &context) {}
    assert_eq!((run.found(), run.searched()), (&[0, 1, 2, 3][..], 4));
}
