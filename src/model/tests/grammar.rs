//! Texts that are JSON and texts that are not, alone and inside a repository: what `serde_json` takes we take, and what
//! it refuses we refuse, at a byte of the answer.

use crate::model::json;
use crate::model::kind::Node;
use crate::model::tests::{read, record, whole};
use crate::model::verdict::Fault;

/// Well-formed, however odd.
const GOOD: [&[u8]; 62] = [
    b"null",
    b"true",
    b"false",
    b"0",
    b"-0",
    b"1",
    b"-1",
    b"10",
    b"1.0",
    b"-1.5",
    b"0.1",
    b"1e5",
    b"1E5",
    b"1e+5",
    b"1e-5",
    b"1.5E-400",
    b"1e400",
    b"-1e400",
    b"123456789012345678901234567890",
    b"0e0",
    b"0.0000000000000000001",
    b"\"\"",
    b"\" \"",
    b"\"a\"",
    b"\"\\\"\"",
    b"\"\\\\\"",
    b"\"\\/\"",
    b"\"/\"",
    b"\"\\b\\f\\n\\r\\t\"",
    b"\"\\u0000\"",
    b"\"\\u001f\\u007f\\u0080\"",
    b"\"\\u00e9\\u00E9\"",
    b"\"\\ud83d\\ude00\"",
    b"\"\\uffff\\ufdd0\"",
    b"\"\x7f\"",
    "\"é中😀\"".as_bytes(),
    "\"\u{2028}\u{2029}\"".as_bytes(),
    "\"\u{feff}\"".as_bytes(),
    "\"\u{10ffff}\u{ffff}\"".as_bytes(),
    b"[]",
    b"[ ]",
    b"[[]]",
    b"[[],[[]]]",
    b"[null]",
    b"[1,2]",
    b"[1 , 2]",
    b"[1\n,\r2\t]",
    b"[\"\",[],{},0,null,true]",
    b"{}",
    b"{ }",
    b"{\"\":0}",
    b"{\"a\":{}}",
    b"{\"a\":1,\"b\":2}",
    b"{\"a\" : 1 , \"b\" : [ ] }",
    b"{\"a\":1,\"a\":2}",
    b"{\"a\\u0000b\":1}",
    b"{\"\\ud83d\\ude00\":1}",
    b"{\"name\":\"not ours\",\"repos\":[{\"id\":1}]}",
    b"[\"]\",\"}\",\"{\",\"[\",\",\",\":\"]",
    b"\"\\\\\\\"]}\"",
    b"[[[[[[[[[[[[[[[[[[[[{\"a\":[1,{\"b\":[]}]}]]]]]]]]]]]]]]]]]]]]",
    b"\"\\ud83d\\ud83d\\ude00\\ude00\"",
];

/// Not JSON, though many readers take one or another of them.
const BAD: [&[u8]; 92] = [
    b"nul",
    b"nulll",
    b"NULL",
    b"None",
    b"undefined",
    b"True",
    b"tru",
    b"truee",
    b"NaN",
    b"nan",
    b"-NaN",
    b"Infinity",
    b"-Infinity",
    b"inf",
    b"+1",
    b"++1",
    b"--1",
    b"-",
    b"+",
    b".5",
    b"-.5",
    b"5.",
    b"1.e5",
    b"01",
    b"-01",
    b"00",
    b"1e",
    b"1e+",
    b"1e1.5",
    b"1_000",
    b"0x1F",
    b"0b1",
    b"1.2.3",
    b"1 2",
    b"1,2",
    b"1a",
    b"0.a",
    "１".as_bytes(),
    b"'a'",
    b"`a`",
    b"a",
    b"\"",
    b"\"a",
    b"a\"",
    b"\"\\\"",
    b"\"\\x41\"",
    b"\"\\a\"",
    b"\"\\'\"",
    b"\"\\u\"",
    b"\"\\u12\"",
    b"\"\\u123\"",
    b"\"\\u123g\"",
    b"\"\\U0041\"",
    b"\"\\u{41}\"",
    b"\"\\\n\"",
    b"\"\n\"",
    b"\"\t\"",
    b"\"\0\"",
    b"\"\x1f\"",
    b"\"a\" \"b\"",
    b"\"a\"b",
    b"[",
    b"]",
    b"[1",
    b"[1,",
    b"[1,]",
    b"[,1]",
    b"[,]",
    b"[1,,2]",
    b"[1 2]",
    b"[1:2]",
    b"[1}",
    b"[1)",
    b"(1)",
    b"[\"a\": 1]",
    b"{",
    b"}",
    b"{]",
    b"{\"a\"",
    b"{\"a\":",
    b"{\"a\":}",
    b"{\"a\":1",
    b"{\"a\":1,}",
    b"{,}",
    b"{\"a\" 1}",
    b"{a:1}",
    b"{1:1}",
    b"{\"a\":1 \"b\":2}",
    b"{'a':1}",
    b"{\"a\":1,,\"b\":2}",
    b"{\"a\"::1}",
    b"{\"a\":1}}",
];

/// Comments, marks and other company that good JSON must not have: refused around a whole answer.
const COMPANY: [(&str, &str); 14] = [
    (")]}'\n", ""),
    ("", ";"),
    ("", "x"),
    ("", "{}"),
    ("", "[]"),
    ("", "null"),
    ("// c\n", ""),
    ("/* c */", ""),
    ("", "// c"),
    ("# c\n", ""),
    ("\u{a0}", ""),
    ("\u{2028}", ""),
    ("\x0c", ""),
    ("", "\0"),
];

fn inside(value: &[u8]) -> Vec<u8> {
    let parts: [&[u8]; 3] = [
        br#"{"success":true,"repos":[{"id":"a","name":"first"},{"id":"d","unknown":"#,
        value,
        br#","name":"known","mode":"M"},{"id":"b","name":"last"}]}"#,
    ];
    parts.concat()
}

#[test]
fn good_json_in_an_unknown_field_changes_nothing_known() {
    for value in GOOD {
        let shown = String::from_utf8_lossy(value);
        assert_eq!(json::check(value), Ok(()), "{shown}");
        let answer = inside(value);
        for piece in [1, 7, answer.len()] {
            let (inventory, _) = read(&answer, piece).unwrap_or_else(|fault| panic!("{shown}: {fault:?}"));
            let titles: Vec<String> =
                (0..inventory.len()).map(|repo| record(&inventory, Node::Repo(repo)).title().into_owned()).collect();
            assert_eq!(titles, ["first", "known", "last"], "{shown}");
            let damaged = record(&inventory, Node::Repo(1));
            assert_eq!(damaged.text("mode"), Some("M"), "{shown}");
            assert_eq!(damaged.others.len(), 1, "{shown}");
        }
    }
}

#[test]
fn bad_json_anywhere_is_refused_at_a_byte_of_it_or_where_the_text_goes_on() {
    for value in BAD {
        let shown = String::from_utf8_lossy(value);
        assert!(json::check(value).is_err(), "{shown}");
        let answer = inside(value);
        let start = answer.len() - inside(b"").len()
            + inside(b"").windows(10).position(|it| it == b"\"unknown\":").unwrap()
            + 10
            - value.len();
        for piece in [1, 7, answer.len()] {
            match read(&answer, piece) {
                Err(Fault::Broken(broken) | Fault::NotJson { broken, .. }) => {
                    // Where it is noticed may be later: an open quote goes on to the next one.
                    assert!(broken.offset >= start as u64, "{shown}: byte {} before {start}", broken.offset);
                    assert!(broken.offset <= answer.len() as u64, "{shown}: byte {}", broken.offset);
                }
                Ok(_) => panic!("{shown} was taken"),
                Err(other) => panic!("{shown}: {other:?}"),
            }
        }
    }
}

#[test]
fn bad_json_as_the_whole_answer_is_told_as_that() {
    for value in BAD {
        let shown = String::from_utf8_lossy(value);
        let fault = read(value, 3).unwrap_err();
        assert!(matches!(fault, Fault::NotJson { .. }), "{shown}: {fault:?}");
        let failure = fault.explain(None, value.len() as u64);
        assert!(failure.text.starts_with("the answer "), "{shown}: {}", failure.text);
    }
}

#[test]
fn good_json_of_another_shape_is_told_by_its_kind() {
    for value in GOOD {
        let shown = String::from_utf8_lossy(value);
        match read(value, 3) {
            Err(Fault::NotAnObject(_)) => assert!(!value.starts_with(b"{"), "{shown}"),
            Err(Fault::NoRepos(None)) => assert!(value.starts_with(b"{"), "{shown}"),
            Ok((inventory, _)) => {
                assert!(value.windows(7).any(|it| it == b"\"repos\"") && inventory.len() == 1, "{shown}");
            }
            Err(other) => panic!("{shown}: {other:?}"),
        }
    }
}

#[test]
fn an_answer_in_other_company_is_refused_and_a_byte_order_mark_taken() {
    let answer = r#"{"success":true,"repos":[{"id":"a"}]}"#;
    for (before, after) in COMPANY {
        let whole = format!("{before}{answer}{after}");
        let fault = read(whole.as_bytes(), 5).unwrap_err();
        assert!(matches!(fault, Fault::NotJson { .. }), "{before:?} {after:?}: {fault:?}");
    }
    for (before, after) in [("\u{feff}", ""), (" \n\r\t", " \n\r\t")] {
        assert_eq!(whole(&format!("{before}{answer}{after}")).len(), 1);
    }
}

#[test]
fn damaged_text_costs_its_own_characters_only() {
    // Half a pair, no UTF-8, an overlong NUL, half a pair as UTF-8, a character cut off.
    let halves: [(&[u8], &str); 8] = [
        (b"\\ud83d", "\u{fffd}"),
        (b"\\udc00x", "x"),
        (b"\\ud83d\\u0041", "A"),
        (b"\xff", "\u{fffd}"),
        (b"\xc0\x80", "\u{fffd}"),
        (b"\xed\xa0\xbd\xed\xb8\x80", "\u{fffd}"),
        (b"\xf0\x9f\x98", "\u{fffd}"),
        (b"\xe4\xb8", "\u{fffd}"),
    ];
    for (damage, left) in halves {
        let answer = inside(&[b"\"b", damage, b"\",\"walletAddress\":\"f", damage, b"\""].concat());
        let (inventory, _) = read(&answer, 4).unwrap();
        assert_eq!(inventory.len(), 3, "{damage:?}");
        let record = record(&inventory, Node::Repo(1));
        let wallet = record.text("walletAddress").unwrap();
        assert!(
            wallet.starts_with('f') && wallet.contains('\u{fffd}') && wallet.contains(left),
            "{damage:?}: {wallet:?}"
        );
        assert_eq!((record.title().as_ref(), record.text("mode")), ("known", Some("M")), "{damage:?}");
        assert!(record.problems.is_empty(), "{:?}", record.problems);
    }
}
