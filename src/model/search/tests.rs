//! Whatever the source looks like: what decoding everything finds is found, and hardly anything else.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::model::json::{self, Object, Value};
use crate::model::scan::Scanner;

/// A document with these repositories, in segments of a few each.
fn document(repos: &[Vec<u8>], a_segment: usize) -> Document {
    let mut scanner = Scanner::default();
    let mut document = Document::default();
    scanner.push(br#"{"repos":["#).unwrap();
    for (at, repo) in repos.iter().enumerate() {
        scanner.push(if at == 0 { b" " } else { b", " }).unwrap();
        scanner.push(repo).unwrap();
        scanner.push(b"\n").unwrap();
        if at % a_segment == a_segment - 1 {
            scanner.seal().into_iter().for_each(|segment| document.push(Arc::new(segment)));
        }
    }
    scanner.push(b"]}").unwrap();
    scanner.seal().into_iter().for_each(|segment| document.push(Arc::new(segment)));
    assert_eq!(document.len(), repos.len());
    document
}

fn run(mut search: Search, document: &Document) -> Search {
    while search.step(document) {}
    assert_eq!(search.searched(), document.len());
    search
}

fn found(repos: &[&str], word: &str) -> Vec<usize> {
    let repos: Vec<Vec<u8>> = repos.iter().map(|repo| repo.as_bytes().to_vec()).collect();
    run(Search::new(Needle::new(word).unwrap()), &document(&repos, 3)).found().to_vec()
}

/// Whether a text value has the needle, by decoding all of them.
fn decoded_has(raw: &str, needle: &Needle) -> bool {
    match Value::of(raw) {
        Value::Text(text) => needle.find(&text).is_some(),
        Value::Array(raw) => json::elements(raw).iter().any(|raw| decoded_has(raw, needle)),
        Value::Object(raw) => every_member(raw).iter().any(|raw| decoded_has(raw, needle)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The values of an object's members, also of those that came again.
fn every_member(raw: &str) -> Vec<&str> {
    let object = Object::of(raw).unwrap();
    assert_eq!(object.repeated, [""; 0], "members have names of their own here");
    object.members().map(|(_, raw)| raw).collect()
}

/// Pieces of a string as they may stand in the source; those in a line are alike when decoded, or in the other case, or
/// look as if they were.
const PIECES: &[&[&[u8]]] = &[
    &[b"a", b"A", b"\\u0061", b"\\u0041"],
    &[b"k", b"K", b"\\u004b", "\u{212a}".as_bytes()],
    &["é".as_bytes(), "É".as_bytes(), b"\\u00e9", b"\\u00C9", b"\xc3"],
    &["ö".as_bytes(), "O\u{308}".as_bytes(), b"o\\u0308", b"o", "\u{308}".as_bytes(), "\u{323}".as_bytes()],
    &["ß".as_bytes(), "ẞ".as_bytes(), b"ss"],
    &["ⱥ".as_bytes(), "Ⱥ".as_bytes()],
    &["д".as_bytes(), "Д".as_bytes(), "р".as_bytes(), "Р".as_bytes(), "Ѡ".as_bytes()],
    &["\u{fffd}".as_bytes(), b"\xff", b"\\ud83d"],
    &["😀".as_bytes(), b"\\ud83d\\ude00"],
    &[b"/", b"\\/"],
    &[b"\\\"", b"\\u0022"],
    &[b"\\\\", b"n", b"\\n", b"\\u0000"],
    &[b"true", b"T", b"null", b"1", b"-"],
    &[b",", b":", b"{", b"}", b"[", b"]", b" "],
];
/// Pieces of which no string looks like anything but a string.
const LETTERS: &[&[&[u8]]] = &[
    &[b"a", b"A", b"\\u0061", b"tr", b"LL"],
    &["é".as_bytes(), "É".as_bytes(), b"\\u00e9"],
    &["р".as_bytes(), "Р".as_bytes(), "Ѡ".as_bytes()],
    &[b"/", b"\\/"],
];

type Pieces = Vec<&'static [u8]>;

fn string(pieces: Pieces, most: usize) -> impl Strategy<Value = Vec<u8>> {
    vec(select(pieces), 0..=most).prop_map(|pieces| [b"\"", &pieces.concat()[..], b"\""].concat())
}

fn value(pieces: Pieces) -> impl Strategy<Value = Vec<u8>> {
    let bare = select(&["true", "null", "12", "-1.5e3"]).prop_map(|bare| bare.as_bytes().to_vec());
    let leaf = prop_oneof![3 => string(pieces.clone(), 4), 1 => bare];
    leaf.prop_recursive(3, 12, 4, move |inner| {
        let member = (string(pieces.clone(), 4), inner.clone(), select(&[":", " : "][..]));
        prop_oneof![
            vec(inner, 0..4).prop_map(|items| [b"[", &items.join(&b","[..])[..], b"]"].concat()),
            // A number in front keeps the names apart.
            vec(member, 0..4).prop_map(|members| {
                let member = |(at, (name, value, colon)): (usize, (Vec<u8>, Vec<u8>, &str))| {
                    [format!("\"{at}").as_bytes(), &name[1..], colon.as_bytes(), &value].concat()
                };
                let members: Vec<Vec<u8>> = members.into_iter().enumerate().map(member).collect();
                [b"{", &members.join(&b", "[..])[..], b"}"].concat()
            }),
        ]
    })
}

/// Repositories, and a word of the same few pieces, so that it may well be in one.
fn repos_and_word(pieces: &'static [&'static [&'static [u8]]]) -> impl Strategy<Value = (Vec<Vec<u8>>, String)> {
    vec(select(pieces), 1..3).prop_flat_map(|pieces| {
        let pieces = pieces.concat();
        let word = string(pieces.clone(), 2).prop_filter_map("a word has letters", |raw| {
            let raw = String::from_utf8_lossy(&raw).into_owned();
            let Value::Text(word) = Value::of(&raw) else { return None };
            (!word.is_empty()).then(|| word.into_owned())
        });
        let word = (word, any::<bool>()).prop_map(|(word, lower)| if lower { word.to_lowercase() } else { word });
        (vec(value(pieces), 1..8), word)
    })
}

fn check(repos: &[Vec<u8>], word: &str, is_exact: bool) -> Result<(), TestCaseError> {
    let document = document(repos, 3);
    let needle = Needle::new(word).unwrap();
    let decoded = |repo: &usize| decoded_has(&String::from_utf8_lossy(&repos[*repo]), &needle);
    let expected: Vec<usize> = (0..repos.len()).filter(decoded).collect();
    let fresh = run(Search::new(needle.clone()), &document);
    if is_exact {
        prop_assert_eq!(fresh.found(), &expected, "{:?}", needle);
    }
    prop_assert!(fresh.found().is_sorted());
    prop_assert!(expected.iter().all(|repo| fresh.found().contains(repo)), "{:?}: {:?}", needle, fresh.found());
    // Typed letter by letter, each time after a different number of segments.
    let letters: Vec<char> = word.chars().collect();
    let typed = |count: usize| Needle::new(&letters[..count].iter().collect::<String>()).unwrap();
    let typed = (2..=letters.len()).fold(Search::new(typed(1)), |mut search, count| {
        let _ = (0..(count + 1) % 3).all(|_| search.step(&document));
        search.then(typed(count))
    });
    let typed = run(typed, &document);
    prop_assert!(expected.iter().all(|repo| typed.found().contains(repo)), "{:?}: {:?}", needle, typed.found());
    prop_assert!(typed.found().iter().all(|repo| fresh.found().contains(repo)), "{:?}: {:?}", needle, typed.found());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_missed_whatever_the_source_looks_like((repos, word) in repos_and_word(PIECES)) {
        check(&repos, &word, false)?;
    }

    #[test]
    fn what_decoding_finds_is_found_and_nothing_else((repos, word) in repos_and_word(LETTERS)) {
        check(&repos, &word, true)?;
    }

    #[test]
    fn bytes_are_found_in_either_case_wherever_they_are(text in "([abAB]|0{1,4}){0,300}", word in "[ab]{1,3}0{0,4}[ab]{0,2}", from in 0_usize..80) {
        let pattern = Pattern::of(&Needle::new(&word).unwrap());
        let lower = text.to_lowercase();
        let expected: Vec<usize> = (from..text.len()).filter(|at| lower.as_bytes()[*at..].starts_with(word.as_bytes())).collect();
        prop_assert_eq!(pattern.places(text.as_bytes(), from).collect::<Vec<_>>(), &expected[..]);
        let (mut apart, mut places) = (Vec::new(), pattern.places(text.as_bytes(), from));
        while let Some(at) = places.next() {
            apart.push(at);
            places.skip_to(at + 7);
        }
        let mut next = 0;
        let far_enough = |at: &usize| { let far = *at >= next; if far { next = *at + 7 } far };
        prop_assert_eq!(apart, expected.into_iter().filter(far_enough).collect::<Vec<_>>());
    }
}

#[test]
fn every_one_of_many_is_found_at_its_position() {
    let repos: Vec<Vec<u8>> = (0..500).map(|at| format!(r#"{{"name":"Repo {at:03}"}}"#).into_bytes()).collect();
    for a_segment in [1, 70, 500] {
        let document = document(&repos, a_segment);
        for at in 0..500 {
            for word in [format!("repo {at:03}"), format!("Repo {at:03}")] {
                assert_eq!(run(Search::new(Needle::new(&word).unwrap()), &document).found(), [at]);
            }
        }
        let all: Vec<usize> = (0..500).collect();
        assert_eq!(run(Search::new(Needle::new("repo").unwrap()), &document).found(), all);
    }
}

#[test]
fn names_of_members_and_words_of_json_are_no_text() {
    let repos =
        [r#"{"name":"x","flag":true,"none" : null}"#, r#"{"a":"the name"}"#, r#"{"a":"not true, null"}"#, "null"];
    assert_eq!(found(&repos, "name"), [1]);
    assert_eq!(found(&repos, "true"), [2]);
    assert_eq!(found(&repos, "ull"), [2]);
    assert_eq!(found(&repos, ","), [2]);
    assert_eq!(found(&repos, "a"), [1]);
}

#[test]
fn numbers_are_found_too() {
    assert_eq!(found(&[r#"{"size":4200}"#, "42", r#"{"42":1}"#, r#"["x42"]"#], "42"), [0, 1, 3]);
    assert_eq!(found(&[r#"{"a ":42,":b":1}"#, r#"{"a ":[1, 42],":b":1}"#], "42"), [0, 1], "between quotes");
}

#[test]
fn escapes_hide_nothing() {
    let repos = [
        r#"{"a":"https:\/\/host"}"#,
        r#"{"a":"say \"hi\""}"#,
        r#"{"a":"\u00dcber"}"#,
        r#"{"a":"\nabc"}"#,
        r#"{"\u0061":1}"#,
    ];
    assert_eq!(found(&repos, "https://h"), [0]);
    assert_eq!(found(&repos, "\"HI"), [0; 0], "exact");
    assert_eq!(found(&repos, "\"hi\""), [1]);
    assert_eq!(found(&repos, "über"), [2]);
    assert_eq!(found(&repos, "nabc"), [0; 0]);
    assert_eq!(found(&repos, "\n"), [3]);
    assert_eq!(found(&repos, "a"), [1, 3]);
}

#[test]
fn a_letter_with_a_mark_is_found_however_the_source_spells_it() {
    let spelled = ["Köln", "KÖLN", "Ko\u{308}ln", r"Ko\u0308ln", r"K\u00f6ln", "Ko\u{323}\u{308}ln", "Koln"];
    let repos = spelled.map(|name| format!(r#"{{"name":"{name}"}}"#));
    let repos: Vec<&str> = repos.iter().map(String::as_str).collect();
    for word in ["köln", "ko\u{308}ln"] {
        // What has marks takes a closer look.
        assert_eq!(found(&repos, word), [0, 1, 2, 3, 4, 5], "{word}");
    }
    assert_eq!(found(&repos, "ln"), [0, 1, 2, 3, 4, 5, 6]);
    assert_eq!(found(&repos, "ko"), [6]);
}

#[test]
fn a_search_goes_on_when_more_repositories_come() {
    let repos: Vec<Vec<u8>> = (0..4).map(|at| format!(r#"["r{at}"]"#).into_bytes()).collect();
    let (some, all) = (document(&repos[..2], 2), document(&repos, 2));
    let mut search = run(Search::new(Needle::new("r").unwrap()), &some);
    assert!(!search.step(&some));
    assert_eq!(search.found(), [0, 1]);
    let narrowed = search.then(Needle::new("r3").unwrap());
    assert!(search.step(&all) && !search.step(&all));
    assert_eq!(search.found(), [0, 1, 2, 3]);
    assert_eq!(run(narrowed, &all).found(), [3]);
}
