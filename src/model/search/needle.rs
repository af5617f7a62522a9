//! The word that is searched for, and when a text has it.
//!
//! Knows neither JSON nor documents: texts come decoded.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::text;

/// A word to search for, in smart case: without an upper-case letter it matches either case, with one it matches
/// exactly. The word and the texts are compared in their composed form.
///
/// Either case means a letter and its one other form, as in `a` and `A`, `é` and `É`; where that form is no single
/// letter (`ß`) or does not lead back (the Kelvin sign), each matches only itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Needle {
    word: Box<str>,
    /// The word's characters in lower case; empty when it matches exactly.
    folded: Vec<char>,
}

impl Needle {
    /// The needle for a word as typed; `None` for nothing.
    pub fn new(word: &str) -> Option<Self> {
        let word = text::composed(word);
        let exact = word.chars().any(char::is_uppercase);
        let folded = if exact { Vec::new() } else { word.chars().map(fold).collect() };
        (!word.is_empty()).then(|| Self { word: word.into(), folded })
    }

    /// The word as typed, composed.
    pub fn word(&self) -> &str {
        &self.word
    }

    /// Whether letters match in their own case only.
    pub const fn is_exact(&self) -> bool {
        self.folded.is_empty()
    }

    /// Where a decoded text has it first.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        match text::composed(text) {
            Cow::Borrowed(text) => self.first(text),
            Cow::Owned(composed) => text::origins(text, &[self.first(&composed)?]).pop(),
        }
    }

    /// Where a text that is composed has it first.
    fn first(&self, text: &str) -> Option<Range<usize>> {
        if self.is_exact() {
            return text.find(&*self.word).map(|at| at..at + self.word.len());
        }
        text.char_indices().find_map(|(at, _)| {
            let mut rest = text.get(at..)?.chars();
            let all = self.folded.iter().all(|wanted| rest.next().is_some_and(|c| fold(c) == *wanted));
            all.then(|| at..text.len() - rest.as_str().len())
        })
    }

    /// All places where a decoded text has it that do not overlap, in order.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        match text::composed(text) {
            Cow::Borrowed(text) => self.all(text),
            Cow::Owned(composed) => text::origins(text, &self.all(&composed)),
        }
    }

    /// The same of a text that is composed.
    fn all(&self, text: &str) -> Vec<Range<usize>> {
        let mut at = 0;
        let next = || {
            let found = self.first(text.get(at..)?)?;
            let place = at + found.start..at + found.end;
            at = place.end;
            Some(place)
        };
        std::iter::from_fn(next).collect()
    }

    /// Whether every text that has this one has the other one as well, as after typing one more letter.
    pub fn narrows(&self, other: &Self) -> bool {
        (self.is_exact() || !other.is_exact()) && other.find(&self.word).is_some()
    }
}

/// The lower-case form of a letter that has exactly two; anything else as it is.
pub(crate) fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    single(c.to_lowercase()).filter(|lower| single(lower.to_uppercase()) == Some(c)).unwrap_or(c)
}

/// The other form of a lower-case letter that has exactly two.
pub(super) fn upper(c: char) -> Option<char> {
    single(c.to_uppercase()).filter(|upper| *upper != c && fold(*upper) == c)
}

fn single(mut mapped: impl Iterator<Item = char>) -> Option<char> {
    mapped.next().filter(|_| mapped.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(word: &str, text: &str) -> Option<Range<usize>> {
        Needle::new(word).unwrap().find(text)
    }

    #[test]
    fn only_an_upper_case_letter_makes_case_matter() {
        assert_eq!(found("archive", "My ARCHIVE"), Some(3..10));
        assert_eq!(found("Archive", "My ARCHIVE, my Archive"), Some(15..22));
        assert_eq!(found("müll", "alter MÜLL"), Some(6..11));
        assert_eq!(found("Müll", "alter MÜLL"), None);
        assert_eq!(found("архив", "Мой АРХИВ"), Some(7..17));
        assert_eq!(found("[a-z]", "x[A-Z]"), Some(1..6));
        assert_eq!(Needle::new(""), None);
    }

    #[test]
    fn a_letter_and_its_marks_are_the_same_however_they_are_spelled() {
        let [one, apart] = ["Köln", "Ko\u{308}ln"];
        for word in [one, apart, "köln", "ko\u{308}ln", "ölN", "o\u{308}l"] {
            assert_eq!(found(word, one).is_some(), word != "ölN", "{word}");
            assert_eq!(found(word, apart).is_some(), word != "ölN", "{word}");
        }
        assert_eq!((found("köln", "in Ko\u{308}ln"), found("l", apart)), (Some(3..9), Some(4..5)));
        assert_eq!((found("ko", one), found("ko", apart)), (None, None), "a letter without its mark is another one");
        assert_eq!(Needle::new("ö").unwrap().places("o\u{308}o\u{308}ö"), [0..3, 3..6, 6..8]);
        let narrows = |word, other| Needle::new(word).unwrap().narrows(&Needle::new(other).unwrap());
        assert!(narrows("ko\u{308}", "k") && !narrows("ko\u{308}", "ko") && narrows("ko\u{308}l", "kö"));
    }

    #[test]
    fn a_letter_matches_its_one_other_form_and_no_third_letter() {
        assert_eq!(found("k", "\u{212a}"), None, "the Kelvin sign");
        assert_eq!(found("s", "\u{17f}"), None, "the long s");
        assert_eq!(found("ß", "\u{1e9e}"), None);
        assert_eq!(found("i", "İ"), None);
        assert_eq!(found("ⱥ", "\u{23a}"), Some(0..2), "whose other form is shorter");
    }

    #[test]
    fn every_letter_folds_onto_one_that_knows_it_as_its_other_form() {
        for c in '\0'..=char::MAX {
            let lower = fold(c);
            assert_eq!(fold(lower), lower, "{c:?}");
            assert_eq!(lower.is_ascii(), c.is_ascii(), "{c:?}");
            assert!(lower == c || upper(lower) == Some(c), "{c:?}");
        }
    }

    #[test]
    fn a_longer_word_narrows_what_a_shorter_one_found() {
        let narrows = |word, other| Needle::new(word).unwrap().narrows(&Needle::new(other).unwrap());
        assert!(narrows("arch", "arc") && narrows("arch", "rch") && narrows("Arch", "Arc") && narrows("Arch", "arc"));
        assert!(!narrows("arc", "arch") && !narrows("arch", "Arc") && !narrows("brch", "arc"));
    }
}
