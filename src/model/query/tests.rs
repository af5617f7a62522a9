//! The language as a table, and what it finds: the same as looking at everything, whatever came.

mod anything;
mod found;
mod offered;

use super::*;

/// Parts of a query that do not count, as they stand in it, and what is said of them.
fn complaints(text: &str) -> Vec<(&str, String)> {
    let query = Query::parse(text);
    query
        .complaints()
        .iter()
        .map(|complaint| (text.get(complaint.place.clone()).unwrap(), complaint.text.clone()))
        .collect()
}

#[test]
fn what_is_not_understood_is_told_with_its_place() {
    for (text, terms, wrong) in [
        ("", 0, vec![]),
        ("  ", 0, vec![]),
        ("a b", 2, vec![]),
        ("\"a b\" !c ~d !~e !\"f g\"", 5, vec![]),
        ("\"\" ! ~ !\"\" ~\"\" \"", 0, vec![]),
        ("\"never closed", 1, vec![]),
        ("https://host/a:b 10:30 a=b -x:y <3", 5, vec![]),
        ("kind:bucket Kind:API_KEYS kind:llm kind:repositories kind:ai-api-key", 5, vec![]),
        ("kind:!bucket !kind:bucket !kind:!bucket", 3, vec![]),
        ("kind:", 0, vec!["kind:"]),
        ("kind:vm archive", 1, vec!["vm"]),
        ("kind>bucket", 0, vec!["kind>bucket"]),
        ("colour:red x", 1, vec!["colour:red"]),
        ("!colour:\"dark red\" x", 1, vec!["!colour:\"dark red\""]),
        ("size>3", 0, vec!["size>3"]),
        ("type:s3 type=s3 type:\"s3\" type:!s3 type:\"\"", 5, vec![]),
        ("type:! region:", 0, vec!["type:!", "region:"]),
        ("type<s3", 0, vec!["type<s3"]),
        ("name:re/^a b\\/c$/ x", 2, vec![]),
        ("name:re/a x", 0, vec!["re/a x"]),
        ("name:re/(/ x", 1, vec!["re/(/"]),
        ("name:re/", 0, vec!["re/"]),
        ("is:disabled is:!MASTER", 2, vec![]),
        ("is:red", 0, vec!["red"]),
        ("has:finding has:finding:high has:FINDINGS", 3, vec![]),
        ("has:dogs has:finding: has:findingx", 0, vec!["dogs", "finding:", "findingx"]),
        ("has:finding:bogus has:finding:key-age", 1, vec!["finding:bogus"]),
        ("age>90d age<=2h !age>1y", 3, vec![]),
        ("age:90d", 0, vec!["age:90d"]),
        ("age>90 age>d age>1q", 0, vec!["90", "d", "1q"]),
        ("created<2024-06 created:2024 created>=2024-01-15", 3, vec![]),
        ("created<yesterday", 0, vec!["yesterday"]),
        ("created<", 0, vec!["created<"]),
    ] {
        let query = Query::parse(text);
        let found: Vec<&str> = complaints(text).into_iter().map(|(part, _)| part).collect();
        assert_eq!((query.terms().len(), found), (terms, wrong), "{text}");
        assert_eq!(query.is_empty(), terms == 0);
    }
}

#[test]
fn a_long_value_takes_a_pattern_no_longer_than_its_beginning() {
    let query = Query::parse("name:re/b$/");
    let value = |letters: usize| format!("{}b", "a".repeat(letters));
    assert_eq!(query.highlights(&value(16 * 1024 - 1)).len(), 1);
    assert_eq!(query.highlights(&value(16 * 1024)), []);
}

#[test]
fn a_complaint_says_what_would_be_right() {
    for (text, said) in [
        (
            "colour:red",
            "no term `colour`; terms: kind, type, mode, access, provider, region, status, workspace, name, id, endpoint, folder, is, has, age, created. A word is looked for in quotes",
        ),
        ("kind:vm", "`vm`: `kind` takes repo, bucket, api-key, ai-llm, ai-api-key, as in kind:bucket"),
        ("is:\x1b[2J", "`␛[2J`: `is` takes disabled, deleted, master, shared, as in is:disabled"),
        ("age>90", "`90`: `age` takes < <= > >= and a number with s, m, h, d, w, mo or y, as in age>90d"),
        ("name:re/x", "the regular expression has no end: close it with /"),
        ("name:re/(x/", "`(x` is no regular expression, or too large a one"),
        ("name:re/(a?){1000}a{900}b/", "`(a?){1000}a{900}b` is no regular expression, or too large a one"),
    ] {
        assert_eq!(complaints(text)[0].1, said);
    }
    let secret = complaints("kind:sk-0123456789abcdef0123456789");
    assert!(!secret[0].1.contains("0123456789abcdef0"), "{secret:?}");
}

#[test]
fn no_more_terms_count_than_there_are_bits() {
    let text = vec!["x"; 100].join(" ");
    let query = Query::parse(&text);
    assert_eq!((query.terms().len(), query.complaints().len()), (64, 1));
}

#[test]
fn what_is_counted_elsewhere_is_said_to_be_missing() {
    let context = Context::at(Timestamp::UNIX_EPOCH);
    assert!(Query::parse("!has:finding").note(&context).unwrap().contains("findings"));
    assert!(Query::parse("is:shared").note(&context).unwrap().contains("shared"));
    assert_eq!(Query::parse("is:master kind:bucket x").note(&context), None);
}

#[test]
fn what_was_asked_for_is_painted() {
    for (query, text, expected) in [
        ("arch ive", "Archive archive", &[(0, 7), (8, 15)][..]),
        ("Arch", "Archive archive", &[(0, 4)]),
        ("!arch", "archive", &[]),
        ("~pra", "prod-archive", &[(0, 2), (5, 6)]),
        ("region:eu*", "eu-central-1", &[(0, 12)]),
        ("region:eu*", "my eu-central-1", &[]),
        ("status:!active", "ACTIVE", &[]),
        ("name:re/[0-9]+/", "a1b22", &[(1, 2), (3, 5)]),
        ("name:re/x*/", "ab", &[]),
        ("a aa", "aaa", &[(0, 3)]),
        ("é", "CAFÉ", &[(3, 5)]),
        ("kind:bucket", "bucket", &[]),
    ] {
        let places = Query::parse(query).highlights(text);
        let places: Vec<(usize, usize)> = places.into_iter().map(|place| (place.start, place.end)).collect();
        assert_eq!(places, expected, "{query} in {text}");
    }
}

#[test]
fn a_value_is_written_so_that_it_means_itself() {
    for value in ["eu-1", "two words", "", "a*b", "!x", "say \"hi\"", "back\\slash", "re/x/", "\u{a0}", "x\"y"] {
        let text = term("region", value);
        let query = Query::parse(&text);
        assert!(query.complaints().is_empty(), "{text}: {:?}", query.complaints());
        let [Term { negated: false, test: Test::Field { pattern, differs: false, .. }, .. }] = query.terms() else {
            panic!("{text}: {query:?}")
        };
        assert!(pattern.is(value) && !pattern.is(&format!("{value}x")), "{text}");
    }
}

#[test]
fn every_example_is_understood() {
    for spec in TERMS {
        let query = Query::parse(spec.example);
        assert!(query.complaints().is_empty() && query.terms().len() == 1, "{}", spec.example);
        assert!(spec.example.starts_with(spec.name));
    }
}

#[test]
fn terms_beyond_the_most_are_told_and_do_not_count() {
    let text = "a ".repeat(70);
    let query = Query::parse(&text);
    let [complaint] = query.complaints() else { panic!("{:?}", query.complaints()) };
    assert_eq!(complaint.text, "more than 64 terms: from here on none counts, leave some out");
    assert_eq!((query.terms().len(), complaint.place.clone()), (64, 128..129));
}
