//! What holds for any two answers.

use super::*;
use crate::model::changes::fields::{between, differences};

const CANARY: &str = "canary-canary-canary";

const OPEN: [&str; 8] = ["id", "name", "bucketId", "unitId", "folder", "createdAt", "disabled", "other"];
const NESTED: [&str; 9] = ["bucket", "unit", "units", "buckets", "apiKeys", "aiLlms", "aiLlm", "aiApiKeys", "repos"];

fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select([&OPEN[..], &NESTED[..], &["key", "secret"]].concat())
}

fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        Just("7".to_owned()),
        Just("\"a\"".to_owned()),
        Just("\"b\"".to_owned()),
        Just("\"\"".to_owned()),
        Just("\"2020-01-15T09:00:00Z\"".to_owned()),
        Just(format!("\"https://{CANARY}@h\"")),
    ];
    leaf.prop_recursive(4, 60, 6, |inner| {
        let member = prop_oneof![
            (prop::sample::select([&OPEN[..], &NESTED[..]].concat()), inner.clone())
                .prop_map(|(name, value)| format!("\"{name}\":{value}")),
            (prop::sample::select(vec!["key", "secret", "apiKeys"]), 0..3_u8)
                .prop_map(|(name, end)| format!("\"{name}\":\"{CANARY}-{end}\"")),
            (0..3_u8).prop_map(|end| format!("\"secret\":{{\"key\":\"{CANARY}-{end}\"}}")),
        ];
        prop_oneof![
            vec(inner, 0..4).prop_map(|all| format!("[{}]", all.join(","))),
            vec(member, 0..7).prop_map(|all| format!("{{{}}}", all.join(","))),
        ]
    })
}

/// How many objects there are in all.
fn count(inventory: &Inventory) -> usize {
    Kind::ALL.into_iter().map(|kind| usize::try_from(inventory.total(kind)).unwrap()).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_change_can_be_told_and_none_tells_a_secret(old in vec(value(), 0..5), new in vec(value(), 0..5)) {
        let (old, new) = (read(&old.join(",")), read(&new.join(",")));
        let reviewed = Reviewed::of(&old, &new);
        let told = lines(&reviewed, &new, &one_fingerprint()).join("\n");
        prop_assert!(!told.contains("canary-canary"), "{told}");
        let changes = &reviewed.changes;
        prop_assert_eq!(count(&old) - changes.removed().len(), count(&new) - changes.added().len());
        prop_assert_eq!(changes.is_empty(), changes.lines() == 0);
        prop_assert_eq!(Reviewed::of(&old, &old), Reviewed::default());
        let mut seen = changes.added().to_vec();
        seen.extend(changes.changed().iter().map(|it| it.new));
        for node in seen.iter().map(|place| place.node()) {
            prop_assert!(changes.mark(node).is_some_and(|mark| mark != Mark::Within));
            let above = std::iter::successors(node.parent(), |node| node.parent());
            prop_assert!(above.into_iter().all(|node| changes.mark(node).is_some()));
        }
    }

    #[test]
    fn what_is_the_same_in_both_need_not_be_decoded(members in vec((name(), value(), value(), any::<bool>()), 0..6)) {
        let object = |is_new: bool| {
            let member = |(name, before, after, differs): &(&str, String, String, bool)| {
                format!("\"{name}\":{}", if is_new && *differs { after } else { before })
            };
            format!("{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
        };
        let (old, new) = (object(false), object(true));
        for kind in Kind::ALL {
            prop_assert_eq!(differences(kind, &old, &new), between(kind, &old, &new), "{} {} {}", kind.slug(), old, new);
        }
    }

    #[test]
    fn what_is_turned_round_comes_and_goes_the_other_way(old in vec(value(), 0..4), new in vec(value(), 0..4)) {
        let (old, new) = (read(&old.join(",")), read(&new.join(",")));
        let (there, back) = (Reviewed::of(&old, &new).changes, Reviewed::of(&new, &old).changes);
        prop_assert_eq!(there.added().len(), back.removed().len());
        prop_assert_eq!(there.removed().len(), back.added().len());
        prop_assert_eq!(there.changed().len(), back.changed().len());
    }
}
