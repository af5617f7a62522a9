//! What a typed term compares a value with: the whole of it in either case, with `*` for anything, or a regular
//! expression. Both are compared in their composed form.

use std::borrow::Cow;
use std::ops::Range;

use regex_lite::{Regex, RegexBuilder};

use crate::model::search::{Needle, fold};
use crate::model::text;

/// Memory that one regular expression may take when it is made: what looking takes grows with it.
const MOST_BYTES: usize = 16 * 1024;
/// A regular expression looks at no more of a value: as long as this no name is, and looking takes time for each byte.
const MOST_LOOKED_AT: usize = 16 * 1024;

/// What a value is compared with.
#[derive(Debug, Clone)]
pub(super) enum Pattern {
    /// The value in either case: its letters folded.
    Whole(Vec<char>),
    /// Folded pieces with anything between them.
    Glob(Vec<Vec<char>>),
    /// A regular expression, in either case unless it says otherwise.
    Regex(Box<Regex>),
}

impl Pattern {
    /// Exactly this value.
    pub(super) fn whole(value: &str) -> Self {
        Self::Whole(letters(value))
    }

    /// This value, in which `*` stands for anything.
    pub(super) fn glob(value: &str) -> Self {
        if !value.contains('*') {
            return Self::whole(value);
        }
        Self::Glob(value.split('*').map(letters).collect())
    }

    /// A regular expression; `None` where it is none, or too large.
    pub(super) fn regex(source: &str) -> Option<Self> {
        let regex =
            RegexBuilder::new(&text::composed(source)).case_insensitive(true).size_limit(MOST_BYTES).build().ok()?;
        Some(Self::Regex(Box::new(regex)))
    }

    /// Whether a value is what is asked for.
    pub(super) fn is(&self, value: &str) -> bool {
        match self {
            Self::Whole(letters) => text::composed(value).chars().map(fold).eq(letters.iter().copied()),
            Self::Glob(pieces) => is_glob(pieces, value),
            Self::Regex(regex) => regex.is_match(&text::composed(beginning(value))),
        }
    }

    /// What of a value it is.
    pub(super) fn places(&self, value: &str) -> Vec<Range<usize>> {
        match self {
            Self::Whole(_) | Self::Glob(_) => self.is(value).then_some(0..value.len()).into_iter().collect(),
            Self::Regex(regex) => {
                let value = beginning(value);
                let composed = text::composed(value);
                let found: Vec<_> = regex.find_iter(&composed).map(|found| found.range()).collect();
                if let Cow::Owned(_) = composed { text::origins(value, &found) } else { found }
            }
        }
    }

    /// The longest run of letters that every such value has.
    pub(super) fn literal(&self) -> Option<Needle> {
        let letters = match self {
            Self::Whole(letters) => letters,
            Self::Glob(pieces) => pieces.iter().max_by_key(|piece| piece.len())?,
            Self::Regex(_) => return None,
        };
        // With such a letter the needle would match in its own case only.
        if letters.iter().any(|c| c.is_uppercase()) {
            return None;
        }
        let word: String = letters.iter().collect();
        // In lower case a letter may be one with its mark that in upper case is not.
        Needle::new(&word).filter(|needle| needle.word() == word)
    }
}

/// What a value is compared by.
fn letters(value: &str) -> Vec<char> {
    text::composed(value).chars().map(fold).collect()
}

fn beginning(value: &str) -> &str {
    let end = (0..=MOST_LOOKED_AT).rev().find(|end| value.is_char_boundary(*end));
    end.filter(|_| value.len() > MOST_LOOKED_AT).and_then(|end| value.get(..end)).unwrap_or(value)
}

/// Whether a value is these pieces with anything between them.
fn is_glob(pieces: &[Vec<char>], value: &str) -> bool {
    let letters = letters(value);
    let [first, middle @ .., last] = pieces else { return false };
    let Some(rest) = letters.strip_prefix(first.as_slice()) else { return false };
    let Some(mut rest) = rest.strip_suffix(last.as_slice()) else { return false };
    for piece in middle.iter().filter(|piece| !piece.is_empty()) {
        let Some(at) = rest.windows(piece.len()).position(|part| part == piece) else { return false };
        rest = rest.get(at + piece.len()..).unwrap_or_default();
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_compared_as_a_whole_and_in_either_case() {
        assert!(Pattern::glob("ACTIVE").is("active") && Pattern::glob("é").is("É"));
        assert!(!Pattern::glob("act").is("active") && !Pattern::glob("").is("active"));
    }

    #[test]
    fn a_letter_and_its_marks_are_the_same_however_they_are_spelled() {
        for (pattern, value) in [("köln", "Ko\u{308}ln"), ("ko\u{308}ln", "Köln")] {
            assert!(Pattern::glob(pattern).is(value) && Pattern::glob(&format!("*{pattern}")).is(value), "{pattern}");
            assert!(Pattern::regex(&format!("^{pattern}$")).unwrap().is(value), "{pattern}");
        }
        assert_eq!(Pattern::regex("[ön]").unwrap().places("Ko\u{308}ln"), [1..4, 5..6]);
        assert!(!Pattern::glob("ko*").is("Ko\u{308}ln"));
    }

    #[test]
    fn an_asterisk_stands_for_anything() {
        for (glob, value, is) in [
            ("eu*", "EU-central-1", true),
            ("eu*", "eu", true),
            ("*1", "eu-central-1", true),
            ("*central*", "eu-central-1", true),
            ("e*1*", "eu-central-1", true),
            ("*", "", true),
            ("**", "x", true),
            ("a*a", "a", false),
            ("a*b*c", "a-c-b", false),
            ("*ab*ab*", "xabx", false),
            ("eu*", "us-eu", false),
        ] {
            assert_eq!(Pattern::glob(glob).is(value), is, "{glob} {value}");
        }
        assert!(!Pattern::whole("a*").is("ab"));
    }

    #[test]
    fn a_regular_expression_matches_anywhere_and_in_either_case() {
        let regex = Pattern::regex("^repo-[0-9]+$").unwrap();
        assert!(regex.is("Repo-12") && !regex.is("repo-x"));
        assert!(Pattern::regex(r"a\/b").unwrap().is("A/B") && !Pattern::regex("(?-i)a").unwrap().is("A"));
        assert!(Pattern::regex("(").is_none() && Pattern::regex("(a{1000}){1000}").is_none());
    }

    #[test]
    fn every_value_has_the_literal() {
        let literal = |glob| Pattern::glob(glob).literal().map(|needle| needle.word().to_owned());
        assert_eq!(literal("EU-*-1").as_deref(), Some("eu-"));
        assert_eq!((literal("*"), literal("İx")), (None, None));
        assert_eq!((literal("KO\u{308}*"), literal("H\u{331}")), (Some("kö".to_owned()), None));
    }
}
