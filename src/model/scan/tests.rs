use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::model::document::Document;
use crate::model::json;
use crate::model::kind::Group;

/// A repository's text and how many items its lists hold.
type Found = (String, [u32; 4]);

/// Everything a scan of pieces of a given size finds; what it found must be all that came.
fn scan(answer: &[u8], piece: usize, seal_often: bool) -> (Vec<Found>, Result<Rest, Fault>) {
    let mut scanner = Scanner::default();
    let mut found = Vec::new();
    let mut document = Document::default();
    let mut take = |segment: Option<Segment>| {
        if let Some(segment) = segment {
            for entry in &segment.entries {
                found.push((String::from_utf8_lossy(segment.text(entry)).into_owned(), entry.shape.counts));
            }
            document.push(Arc::new(segment));
        }
    };
    for piece in answer.chunks(piece.max(1)) {
        if let Err(fault) = scanner.push(piece) {
            take(scanner.seal());
            return (found, Err(fault));
        }
        std::iter::from_fn(|| scanner.next_whole()).for_each(|segment| take(Some(segment)));
        if seal_often {
            take(scanner.seal());
        }
    }
    take(scanner.seal());
    let rest = scanner.finish().map(|mut rest| {
        if rest.gap.is_some() {
            let body: Vec<u8> = rest.body(&document).unwrap().flatten().copied().collect();
            assert_eq!(String::from_utf8_lossy(&body), String::from_utf8_lossy(answer));
        }
        // How much of it is in no segment depends on the pieces.
        assert_eq!(rest.gap.take().is_some(), std::str::from_utf8(answer).is_ok() && !answer.starts_with(b"\xef"));
        rest
    });
    (found, rest)
}

const ANSWER: &str = r#" {"note":"repos","x":{"repos":[{"id":"no"}]}, "repos" : [ {"id":"a","buckets":[1,2],"name":"br{ck\"et]"}, null,
  "text, with ] in it", 12, {"id":"b","workspaceId":"w","apiKeys":[{}]},{"id":"a","workspaceId":"w"} ], "success": true } "#;

#[test]
fn finds_the_same_in_pieces_of_every_size() {
    let (whole, rest) = scan(ANSWER.as_bytes(), ANSWER.len(), false);
    let rest = rest.unwrap();
    assert_eq!(whole.len(), 6);
    assert_eq!(whole[0].1, [2, 0, 0, 0]);
    assert_eq!(whole[1].0, "null");
    assert_eq!(whole[2].0, "\"text, with ] in it\"");
    assert_eq!(whole[3].0, "12");
    assert_eq!(rest.workspaces, [("w".to_owned(), 2)]);
    assert_eq!(rest.duplicates.len(), 1);
    assert_eq!(rest.bytes, ANSWER.len() as u64);
    assert!(rest.envelope.contains(r#""repos" : []"#), "{}", rest.envelope);
    for piece in 1..ANSWER.len() {
        for seal_often in [false, true] {
            assert_eq!(
                scan(ANSWER.as_bytes(), piece, seal_often),
                (whole.clone(), Ok(rest.clone())),
                "pieces of {piece}"
            );
        }
    }
}

#[test]
fn an_answer_cut_at_any_byte_is_never_taken_for_a_whole_one() {
    let answer = ANSWER.trim_end().as_bytes();
    for end in 0..answer.len() {
        let (_, rest) = scan(&answer[..end], 7, true);
        assert!(rest.is_err(), "cut after {end} bytes");
    }
}

#[test]
fn broken_grammar_says_at_which_byte_of_the_answer() {
    let at = |answer: &str| match scan(answer.as_bytes(), 3, true).1 {
        Err(Fault::Broken(broken) | Fault::NotJson { broken, .. }) => broken.offset,
        other => panic!("{other:?}"),
    };
    assert_eq!(at(r#"{"repos":[{"id":1},,{"id":2}]}"#), 19);
    assert_eq!(at(r#"{"repos":[{"id":1},]}"#), 19);
    assert_eq!(at(r#"{"repos":[{"id":1} {"id":2}]}"#), 19);
    assert_eq!(at(r#"{"repos":[{"id":nope}]}"#), 17);
    assert_eq!(at(r#"{"repos":[{"id":[1}]}"#), 18);
    assert_eq!(at(r#"{"repos":[{"id":1}], bad}"#), 21);
    assert_eq!(at(r#"{"repos":[{"id":1}]} x"#), 21);
    assert_eq!(at("{bad"), 1);
}

#[test]
fn white_space_and_nothing_are_empty_and_a_byte_order_mark_is_no_harm() {
    assert_eq!(scan(b"", 1, false).1, Err(Fault::Empty));
    assert_eq!(scan(b" \n ", 1, false).1, Err(Fault::Empty));
    assert!(scan(b"\xef\xbb\xbf{\"success\":true,\"repos\":[{}]}", 2, false).1.is_ok());
}

#[test]
fn the_list_is_found_under_its_name_however_that_is_written() {
    for name in ["repos", "\\u0072epos", "repo\\u0073", "\\u0072\\u0065\\u0070\\u006F\\u0073"] {
        let (found, rest) = scan(format!(r#"{{"success":true,"{name}":[1,2]}}"#).as_bytes(), 5, false);
        assert_eq!((found.len(), rest.map(|rest| rest.remarks)), (2, Ok(vec![])), "{name}");
    }
    for other in ["repos\\u0000", "\\\\u0072epos", "Repos", "repos\\\"", "repositories-of-the-organization"] {
        let (found, rest) = scan(format!(r#"{{"success":true,"{other}":[1,2]}}"#).as_bytes(), 5, false);
        assert_eq!((found.len(), rest), (0, Err(Fault::NoRepos(None))), "{other}");
    }
}

#[test]
fn crumbs_without_end_are_refused_while_they_come() {
    let piece_of = |crumb: &str| [crumb, ","].concat().repeat(100_000).into_bytes();
    for (start, crumb) in [("", "0"), ("", "{}"), ("", "\"\""), ("{\"apiKeys\":[", "[]"), ("{\"buckets\":[", "{}")] {
        let mut scanner = Scanner::default();
        scanner.push(format!(r#"{{"repos":[{start}"#).as_bytes()).unwrap();
        let piece = piece_of(crumb);
        let mut fault = None;
        // A repository is weighed when it is whole.
        let whole = if start.is_empty() { &b""[..] } else { b"1]}," };
        let again = [whole, &format!("{start}1").into_bytes()[..], b","].concat();
        for _ in 0..100 {
            fault =
                scanner.push(&piece).and_then(|()| if start.is_empty() { Ok(()) } else { scanner.push(&again) }).err();
            while scanner.next_whole().is_some() {}
            if fault.is_some() {
                break;
            }
        }
        assert!(matches!(fault, Some(Fault::Crumbs { objects: 600_000.. })), "{start}{crumb}: {fault:?}");
        assert!(scanner.received() < 12_000_000, "{start}{crumb}: {}", scanner.received());
    }
}

#[test]
fn what_stands_around_the_list_has_a_limit() {
    let much = "x".repeat(LARGEST_OUTSIDE);
    for (answer, expected) in [
        (format!(r#"{{"x":"{much}","repos":[]}}"#), Fault::Bulky),
        (format!(r#"{{"repos":[{{}}],"x":"{much}"}}"#), Fault::Bulky),
        (format!(r#"{{"data":[{}1]}}"#, "1,".repeat(LARGEST_OUTSIDE / 2)), Fault::Bulky),
    ] {
        assert_eq!(scan(answer.as_bytes(), 100_000, false).1, Err(expected));
    }
    let page = format!("<!doctype html>{much}");
    assert!(matches!(scan(page.as_bytes(), 100_000, false).1, Err(Fault::NotJson { .. })));
    let little = format!(r#"{{"x":"{}","repos":[{{}}]}}"#, much.get(..LARGEST_OUTSIDE - 100).unwrap());
    assert!(scan(little.as_bytes(), 100_000, false).1.is_ok());
}

#[test]
fn a_second_list_is_remarked_and_the_first_one_kept() {
    let (found, rest) = scan(br#"{"success":true,"repos":[1],"repos":[2,3]}"#, 5, false);
    assert_eq!(found.len(), 1);
    assert_eq!(rest.unwrap().remarks, ["`repos` came twice: the first list is shown"]);
}

/// An answer whose repositories have these ids and 2.9 kB each.
fn answer_of(ids: impl Iterator<Item = usize>) -> String {
    let repo = |id| format!(r#"{{"id":"{id}","name":"{}","buckets":[]}}"#, "n".repeat(2870));
    format!(r#"{{"success":true,"repos":[{}]}}"#, ids.map(repo).collect::<Vec<_>>().join(","))
}

/// The segments of such an answer.
fn segments(ids: impl Iterator<Item = usize>, piece: usize) -> Vec<Segment> {
    scanned(&answer_of(ids), piece, None).0
}

/// Those of an answer of which a length was announced, and whether the last one began in a large page.
fn scanned(answer: &str, piece: usize, announced: Option<u64>) -> (Vec<Segment>, bool) {
    let mut scanner = Scanner::expecting(announced);
    let (mut segments, mut is_mapped) = (Vec::new(), false);
    for piece in answer.as_bytes().chunks(piece) {
        // Before the end of the list, when what is left is taken out.
        is_mapped = scanner.buf.is_mapped();
        scanner.push(piece).unwrap();
        segments.extend(std::iter::from_fn(|| scanner.next_whole()));
    }
    segments.extend(scanner.seal());
    (segments, is_mapped)
}

#[test]
fn segments_grow_so_that_a_large_answer_has_few() {
    let segments = segments(0..10_000, 16 * 1024);
    assert!(segments[0].bytes.len() < 160 * 1024);
    assert!(segments.len() < 64, "{}", segments.len());
    assert!(segments.iter().all(|segment| segment.bytes.len() < LARGEST_SEGMENT + 4096));
}

#[test]
fn what_length_was_announced_only_makes_or_saves_room() {
    // Of the last segment less comes than a large page has.
    let (answer, piece) = (answer_of(0..3_900), 60_000);
    let len = answer.len() as u64;
    let (segments, is_mapped) = scanned(&answer, piece, None);
    assert_eq!(is_mapped, cfg!(target_os = "linux"));
    for (announced, mapped) in [(len, false), (0, false), (len / 2, false), (100 * len, is_mapped)] {
        let (other, is_mapped) = scanned(&answer, piece, Some(announced));
        assert!(other == segments && is_mapped == mapped, "{announced}: {is_mapped}");
    }
}

#[test]
fn the_same_repositories_make_the_same_segments_however_they_arrive() {
    let small = segments(0..10_000, 10_007);
    assert_eq!(segments(0..10_000, 999_983), small);
    let moved = segments((20_000..20_003).chain(0..10_000), 64 * 1024);
    let again = moved.iter().filter(|segment| small.contains(segment)).map(|segment| segment.entries.len());
    assert!(again.sum::<usize>() > 6_000, "most of what did not change is found again");
}

proptest! {
    #[test]
    fn agrees_with_serde_json_on_any_bytes(answer in proptest::collection::vec(prop_oneof![
        Just(b'{'), Just(b'}'), Just(b'['), Just(b']'), Just(b'"'), Just(b','), Just(b':'), Just(b'\\'), Just(b'1'), Just(b' '),
    ], 0..24), piece in 1_usize..6) {
        let answer = [br#"{"success":true,"repos":["#, &answer[..], b"]}"].concat();
        let (found, rest) = scan(&answer, piece, true);
        match serde_json::from_slice::<serde_json::Value>(&answer) {
            Ok(value) if value.as_object().is_some_and(|top| top.len() == 2) => {
                prop_assert!(rest.is_ok(), "{:?}", rest);
                let expected = value["repos"].as_array().unwrap();
                let parsed: Vec<serde_json::Value> = found.iter().map(|(text, _)| serde_json::from_str(text).unwrap()).collect();
                prop_assert_eq!(&parsed, expected);
            }
            Ok(_) => {}
            // serde_json's value also refuses lone surrogates and numbers out of range, which are well formed.
            Err(_) => prop_assert!(rest.is_err() || json::check(&answer).is_ok()),
        }
    }

    #[test]
    fn the_first_list_of_items_is_counted_as_it_is(sizes in proptest::collection::vec(0_usize..4, 4)) {
        let list = |n: usize| format!("[{}]", vec![r#"{"a":"],{"}"#; n].join(","));
        let members: Vec<String> = Group::ALL.iter().zip(&sizes).map(|(g, n)| format!("\"{}\":{}", g.members()[0], list(*n))).collect();
        let answer = format!(r#"{{"success":true,"repos":[{{{}}}]}}"#, members.join(","));
        let (found, _) = scan(answer.as_bytes(), 4, true);
        let counts: Vec<usize> = found[0].1.iter().map(|n| *n as usize).collect();
        prop_assert_eq!(counts, sizes);
    }
}
