//! A word whose letters may have others between them.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::search::fold;
use crate::model::text;

/// Letters to be found in their order, in smart case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fuzzy {
    letters: Vec<char>,
    exact: bool,
}

impl Fuzzy {
    /// The letters of a word that has some.
    pub(super) fn new(word: &str) -> Self {
        let word = text::composed(word);
        let exact = word.chars().any(char::is_uppercase);
        Self { letters: word.chars().map(|c| if exact { c } else { fold(c) }).collect(), exact }
    }

    /// Whether a text has all letters in their order.
    pub(super) fn is_in(&self, text: &str) -> bool {
        let mut wanted = self.letters.iter();
        let mut next = wanted.next();
        for c in text::composed(text).chars() {
            let Some(letter) = next else { break };
            if *letter == self.cased(c) {
                next = wanted.next();
            }
        }
        next.is_none()
    }

    /// Where a text has them, each as early as can be; nothing where it has not all of them.
    pub(super) fn places(&self, text: &str) -> Vec<Range<usize>> {
        match text::composed(text) {
            Cow::Borrowed(text) => self.all(text),
            Cow::Owned(composed) => text::origins(text, &self.all(&composed)),
        }
    }

    fn all(&self, text: &str) -> Vec<Range<usize>> {
        let mut wanted = self.letters.iter().peekable();
        let is_next =
            |(at, c): (usize, char)| wanted.next_if(|letter| **letter == self.cased(c)).map(|_| at..at + c.len_utf8());
        let places: Vec<Range<usize>> = text.char_indices().filter_map(is_next).collect();
        if places.len() == self.letters.len() { places } else { Vec::new() }
    }

    fn cased(&self, c: char) -> char {
        if self.exact { c } else { fold(c) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_found_in_their_order() {
        let is_in = |word: &str, text: &str| {
            assert_eq!(Fuzzy::new(word).is_in(text), !Fuzzy::new(word).places(text).is_empty(), "{word} {text}");
            Fuzzy::new(word).is_in(text)
        };
        assert!(is_in("prda", "prod-archive") && is_in("prda", "PROD-ARCHIVE") && is_in("é", "É"));
        assert!(!is_in("prad", "prod-archive") && !is_in("Prda", "prod-archive") && !is_in("aa", "a"));
        assert_eq!(Fuzzy::new("öa").places("xöa"), [1..3, 3..4]);
        assert_eq!(Fuzzy::new("o\u{308}a").places("xo\u{308}a"), [1..4, 4..5]);
        assert!(is_in("kö", "Ko\u{308}ln") && is_in("ko\u{308}", "Köln") && !is_in("ko", "Ko\u{308}ln"));
    }
}
