//! A text of each repository, all of them in one place, so that a word is looked for in a hundred thousand names in the
//! time that one of their answers takes.

use crate::model::search::needle::Needle;
use crate::model::search::pattern::Pattern;

/// The names of repositories, by position: their bytes and 5 more each.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    text: String,
    /// Where each one ends; a line feed, which no word has, stands behind it.
    ends: Vec<u32>,
}

impl Names {
    /// Adds the name of the next repository, empty where it has none. What does not fit any more counts as none.
    pub fn push(&mut self, name: &str) {
        let fits = u32::try_from(self.text.len() + name.len()).is_ok_and(|end| end < u32::MAX);
        self.text.push_str(if fits { name } else { "" });
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        if fits {
            self.text.push('\n');
        }
    }

    /// How many repositories there are.
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The positions of those that have a word, in order.
    pub fn having(&self, needle: &Needle) -> Vec<usize> {
        let pattern = Pattern::of(needle);
        if pattern.is_anything() {
            return (0..self.len()).filter(|at| needle.find(self.get(*at)).is_some()).collect();
        }
        let mut found = Vec::new();
        let mut at = 0;
        let mut places = pattern.places(self.text.as_bytes(), 0);
        while let Some(place) = places.next() {
            // Most often it is the next one.
            let rest = self.ends.get(at..).unwrap_or_default();
            at += rest
                .iter()
                .take(8)
                .position(|end| *end as usize > place)
                .unwrap_or_else(|| rest.partition_point(|end| *end as usize <= place));
            if pattern.is_whole || needle.find(self.get(at)).is_some() {
                found.push(at);
            }
            places.skip_to(self.ends.get(at).map_or(usize::MAX, |end| *end as usize));
            at += 1;
        }
        found
    }

    /// The name of a repository.
    pub(crate) fn get(&self, at: usize) -> &str {
        let end = |at: usize| self.ends.get(at).map_or(0, |end| *end as usize);
        let start = at.checked_sub(1).map_or(0, |before| end(before) + 1);
        self.text.get(start..end(at)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_name_is_found_by_what_it_has(
            names in proptest::collection::vec("[rRe0-2 éÉ\u{212a}kK/\n]{0,6}", 0..40),
            word in "[rRe0-2 éÉ\u{212a}kK/]{1,3}",
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
    fn words_with_what_json_escapes_are_not_found() {
        let mut all = Names::default();
        all.push("a\"b\nc");
        assert_eq!(all.having(&Needle::new("\"").unwrap()), [] as [usize; 0]);
        assert_eq!((all.len(), all.is_empty(), all.having(&Needle::new("c").unwrap())), (1, false, vec![0]));
    }
}
