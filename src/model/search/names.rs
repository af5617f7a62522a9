//! A text of each repository, all of them in one place, so that a word is looked for in a hundred thousand names in the
//! time that one of their answers takes.

use memchr::memmem::Finder;

use crate::model::search::needle::{Needle, fold};
use crate::model::text;

/// The names of repositories, by position: twice their bytes and 10 more each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    own: Column,
    /// In lower case, as words are that match either case: letter by letter, so a word has it where the name has it.
    folded: Column,
}

/// Texts one behind the other; a line feed stands behind each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Column {
    text: String,
    /// Where each one ends.
    ends: Vec<u32>,
}

impl Names {
    /// Adds the name of the next repository, empty where it has none. What does not fit any more counts as none.
    pub fn push(&mut self, name: &str) {
        let name = &*text::composed(name);
        // A fold may be one byte longer than its letter.
        let fits = u32::try_from(self.folded.text.len() + 2 * name.len() + 1).is_ok();
        let name = if fits { name } else { "" };
        self.own.push(name.chars());
        self.folded.push(name.chars().map(fold));
    }

    /// How many repositories there are.
    pub const fn len(&self) -> usize {
        self.own.ends.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.own.ends.is_empty()
    }

    /// The positions of those that have a word, in order.
    pub fn having(&self, needle: &Needle) -> Vec<usize> {
        if needle.is_exact() {
            return self.own.having(needle.word());
        }
        self.folded.having(&needle.word().chars().map(fold).collect::<String>())
    }

    /// The name of a repository, composed.
    pub(crate) fn get(&self, at: usize) -> &str {
        self.own.text.get(self.own.start(at)..self.own.end(at)).unwrap_or_default()
    }
}

impl Column {
    fn push(&mut self, text: impl Iterator<Item = char>) {
        self.text.extend(text);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.text.push('\n');
    }

    fn end(&self, at: usize) -> usize {
        self.ends.get(at).map_or(self.text.len(), |end| *end as usize)
    }

    fn start(&self, at: usize) -> usize {
        at.checked_sub(1).map_or(0, |before| self.end(before) + 1)
    }

    fn having(&self, word: &str) -> Vec<usize> {
        let finder = Finder::new(word);
        let mut found = Vec::new();
        let (mut at, mut from) = (0, 0);
        while let Some(place) = self.text.as_bytes().get(from..).and_then(|rest| finder.find(rest)) {
            let place = from + place;
            // Most often it is the next one.
            let rest = self.ends.get(at..).unwrap_or_default();
            let near = rest.iter().take(8).position(|end| *end as usize >= place);
            at += near.unwrap_or_else(|| rest.partition_point(|end| (*end as usize) < place));
            // What reaches into the next name is in neither.
            if place + word.len() <= self.end(at) {
                found.push(at);
                from = self.end(at) + 1;
                at += 1;
            } else {
                from = place + 1;
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_name_is_found_by_what_it_has(
            names in proptest::collection::vec("[rRe0-2 éÉ\u{301}\u{212a}kK/\n]{0,6}", 0..40),
            word in "[rRe0-2 éÉ\u{301}\u{212a}kK/]{1,3}",
        ) {
            let mut all = Names::default();
            for name in &names {
                all.push(name);
            }
            let needle = Needle::new(&word).unwrap();
            let expected: Vec<usize> =
                (0..names.len()).filter(|at| needle.find(&names[*at]).is_some()).collect();
            prop_assert_eq!(all.having(&needle), expected);
        }
    }

    #[test]
    fn a_word_is_in_one_name_alone() {
        let mut all = Names::default();
        for name in ["a\"b\nc", "", "c\nd"] {
            all.push(name);
        }
        let having = |word| all.having(&Needle::new(word).unwrap());
        assert_eq!((having("\""), having("b\nc"), having("c\n")), (vec![0], vec![0], vec![2]));
        assert_eq!((all.len(), all.is_empty(), having("c"), having("D")), (3, false, vec![0, 2], vec![]));
    }
}
