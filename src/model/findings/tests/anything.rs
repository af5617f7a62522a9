//! What holds for any answer.

use super::*;
use crate::model::time::{self, Instant};

const CANARY: &str = "canary-canary-canary";

fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("7".to_owned()),
        Just("\"b\"".to_owned()),
        Just("\"MIRROR\"".to_owned()),
        Just("\"2020-01-15T09:00:00Z\"".to_owned()),
    ];
    let open = ["id", "name", "mode", "bucketId", "folder", "master", "status", "createdAt", "disabled", "workspaceId"];
    let nested = ["bucket", "aiLlm", "buckets", "apiKeys", "aiLlms", "aiApiKeys", "repoId", "aiLlmId", "accessType"];
    leaf.prop_recursive(4, 60, 6, move |inner| {
        let member = prop_oneof![
            (prop::sample::select([&open[..], &nested[..]].concat()), inner.clone())
                .prop_map(|(name, value)| format!("\"{name}\":{value}")),
            prop::sample::select(vec!["key", "secret"]).prop_map(|name| format!("\"{name}\":\"{CANARY}\"")),
            Just(format!("\"secret\":{{\"key\":\"{CANARY}\"}}")),
        ];
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(|all| format!("[{}]", all.join(","))),
            prop::collection::vec(member, 0..7).prop_map(|all| format!("{{{}}}", all.join(","))),
        ]
    })
}

/// What is found of each repository, without its place.
fn by_repository(inventory: &Inventory) -> Vec<Vec<(u8, u32, Rule, Severity)>> {
    let Analyzed { findings, .. } = Analysis::of(inventory, Policy::default(), now());
    let of = |repo| findings.of(Node::Repo(repo)).iter().map(|it| (it.list, it.item, it.rule, it.severity)).collect();
    (0..inventory.len()).map(of).collect()
}

proptest! {
    #[test]
    fn a_date_read_by_hand_is_the_same_date(second in 0_i64..253_402_207_200, fraction in "(\\.[0-9]{1,9})?", zone in "[Zz+]") {
        let at = Timestamp::from_second(second).unwrap().strftime("%Y-%m-%dT%H:%M:%S").to_string();
        let text = format!("{at}{fraction}{zone}");
        prop_assert_eq!(local::second(&text), time::parse(&text).map(Instant::as_second));
    }

    #[test]
    fn what_is_nearly_a_date_is_none(text in "[0-9]{4}-[0-9]{2}-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:[0-6][0-9](\\.[0-9]{0,10})?Z?") {
        prop_assert_eq!(local::second(&text), time::parse(&text).map(Instant::as_second));
    }

    #[test]
    fn neither_pieces_nor_order_matter(repos in prop::collection::vec(value(), 0..6), piece in 1..200_usize) {
        let whole = read(&repos.join(","), 1 << 20);
        let pieces = read(&repos.join(","), piece);
        let mut analysis = Analysis::new(Policy::default(), now());
        prop_assert_eq!(analysis.step(pieces.document()), !repos.is_empty());
        prop_assert_eq!(analysis.finish(&pieces), Analysis::of(&whole, Policy::default(), now()));
        let reversed = read(&repos.iter().rev().cloned().collect::<Vec<_>>().join(","), 1 << 20);
        let mut found = by_repository(&reversed);
        found.reverse();
        prop_assert_eq!(found, by_repository(&whole));
    }

    #[test]
    fn every_finding_is_explained_and_none_tells_a_secret(repos in prop::collection::vec(value(), 0..5)) {
        for it in explained(&repos.join(",")) {
            let told = format!("{it:?}");
            prop_assert!(!told.contains(CANARY), "{told}");
            prop_assert!(!it.message.is_empty() && !it.name.is_empty(), "{told}");
        }
    }

    #[test]
    fn tallies_are_what_counting_would_tell(repos in prop::collection::vec(value(), 0..5)) {
        let inventory = read(&repos.join(","), 1 << 20);
        let Analyzed { findings, .. } = Analysis::of(&inventory, Policy::default(), now());
        let nodes = findings.all().iter().map(Finding::node);
        for node in nodes.flat_map(|node| [Some(node), node.parent(), Some(Node::Repo(node.repo()))]).flatten() {
            let is_in = |other: Node| match node {
                Node::Repo(repo) => other.repo() == repo,
                Node::Group(..) => other.parent() == Some(node),
                Node::Item(..) => other == node,
            };
            let of: Vec<Severity> =
                findings.all().iter().filter(|it| is_in(it.node())).map(|it| it.severity).collect();
            let tally = of.iter().max().map(|worst| Tally { count: of.len(), worst: *worst });
            prop_assert_eq!(findings.tally(node), tally);
        }
        for rule in Rule::ALL {
            prop_assert_eq!(findings.of_rule(rule).filter(|it| it.rule == rule).count(), findings.count_of(rule));
        }
    }
}
