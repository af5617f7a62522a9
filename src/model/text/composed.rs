//! Texts as they are compared: letters with their marks as one character where there is one (NFC), so that `Köln` is the
//! same word however it was typed or sent.

use std::borrow::Cow;
use std::ops::Range;

use icu_normalizer::ComposingNormalizerBorrowed;
use unicode_segmentation::UnicodeSegmentation;

const NFC: ComposingNormalizerBorrowed<'static> = ComposingNormalizerBorrowed::new_nfc();
/// What would become `;`, a grave accent and `K`. A text that has one is compared as it came: so whoever looks for ASCII
/// finds it in the source as it is.
const SEEMING_ASCII: [char; 3] = ['\u{37e}', '\u{1fef}', '\u{212a}'];

/// A text in its composed form.
pub fn composed(text: &str) -> Cow<'_, str> {
    if is_normal(text) || text.contains(SEEMING_ASCII) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(composing(text).collect())
}

/// Letter by letter: the library's other ways are faster over long stretches, which are rare, and take more room.
fn composing(text: &str) -> impl Iterator<Item = char> + '_ {
    NFC.normalize_iter(text.chars())
}

/// Whether a text is its own composed form. ASCII is, and has no part in what is before it.
fn is_normal(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !byte.is_ascii()) {
        let behind = |tail: &str| tail.bytes().position(|byte| byte.is_ascii()).map(|len| at + len);
        let end = rest.get(at..).and_then(behind).unwrap_or(rest.len());
        let stretch = rest.get(at.saturating_sub(1)..end).unwrap_or_default();
        if !composing(stretch).eq(stretch.chars()) {
            return false;
        }
        rest = rest.get(end..).unwrap_or_default();
    }
    true
}

/// Whether every part of this text is composed.
pub(crate) fn is_composed(text: &[u8]) -> bool {
    str::from_utf8(text).is_ok_and(is_normal)
}

/// A text to look for others in, ignoring case.
pub fn comparable(text: &str) -> String {
    let lower = text.to_lowercase();
    if let Cow::Owned(composed) = composed(&lower) { composed } else { lower }
}

/// Where what lies at these places of the composed form is in the text. A letter that was composed counts as a whole.
pub(crate) fn origins(text: &str, places: &[Range<usize>]) -> Vec<Range<usize>> {
    // Nothing is composed across the border of a cluster.
    let mut at = 0;
    let clusters: Vec<(Range<usize>, usize, bool)> = text
        .grapheme_indices(true)
        .map(|(from, cluster)| {
            let place = at..at + composing(cluster).map(char::len_utf8).sum::<usize>();
            at = place.end;
            (place, from, is_normal(cluster))
        })
        .collect();
    let behind = |at: usize| clusters.partition_point(|(place, ..)| place.end <= at);
    let origin = |place: &Range<usize>| {
        let (first, last) = (behind(place.start), behind(place.end.saturating_sub(1)));
        let start = match clusters.get(first)? {
            (cluster, from, true) => from + place.start.saturating_sub(cluster.start),
            (_, from, false) => *from,
        };
        let end = match clusters.get(last)? {
            (cluster, from, true) => from + place.end.saturating_sub(cluster.start),
            _ => clusters.get(last + 1).map_or(text.len(), |(_, from, _)| *from),
        };
        Some(start..end)
    };
    places.iter().filter_map(origin).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_and_their_marks_are_one_character_where_there_is_one() {
        for (text, same) in [
            ("Koln", "Koln"),
            ("Ko\u{308}ln", "Köln"),
            ("e\u{302}\u{323}", "ệ"),
            ("ê\u{323}", "ệ"),
            ("q\u{308}", "q\u{308}"),
            ("\u{1112}\u{1161}\u{11ab}", "한"),
            ("\u{212b}", "Å"),
            ("\u{212a}o\u{308}", "\u{212a}o\u{308}"),
        ] {
            assert_eq!(composed(text), same);
        }
        assert_eq!(comparable("KO\u{308}LN"), "köln");
    }

    #[test]
    fn ascii_is_only_what_was_ascii() {
        for c in '\u{80}'..=char::MAX {
            let text = c.to_string();
            let seems = SEEMING_ASCII.contains(&c);
            assert_eq!(NFC.normalize(&text).bytes().any(|byte| byte.is_ascii()), seems, "{c:?}");
        }
    }

    #[test]
    fn places_are_those_of_the_text_as_it_came() {
        let text = "xo\u{308}y\u{323}q\u{308}o\u{308}";
        assert_eq!(composed(text), "xöỵq\u{308}ö");
        let places = [0..1, 1..3, 3..6, 6..7, 6..9, 9..11, 0..11];
        assert_eq!(origins(text, &places), [0..1, 1..4, 4..7, 7..8, 7..10, 10..13, 0..13]);
    }

    fn text() -> impl Strategy<Value = String> {
        let pieces = "[aeoqK=;ö\u{212b}ệ가\u{1112}\u{1161}\u{11ab}\u{9c7}\u{9be}か\u{3099}\u{300}\u{308}\u{323}\u{338}\u{345}\u{f71}\u{f72}\u{1d157}\u{1d165}\u{2f800}\u{958}\n😀\u{200d}]{0,12}";
        prop_oneof![3 => pieces, 1 => ".{0,8}"]
    }

    proptest! {
        #[test]
        fn it_is_the_form_that_the_library_makes(text in text()) {
            let is_as_it_came = text.contains(SEEMING_ASCII);
            let expected = if is_as_it_came { text.clone() } else { NFC.normalize(&text).into_owned() };
            prop_assert_eq!(composed(&text), expected);
            prop_assert_eq!(is_composed(text.as_bytes()), NFC.is_normalized(&text));
        }

        #[test]
        fn clusters_compose_by_themselves(text in text()) {
            let apart: String = text.graphemes(true).map(|cluster| NFC.normalize(cluster)).collect();
            prop_assert_eq!(apart, NFC.normalize(&text));
        }

        #[test]
        fn whatever_lies_at_a_place_comes_from_there(text in text(), from in 0_usize..12, to in 0_usize..12) {
            let composed = NFC.normalize(&text);
            let borders: Vec<usize> = composed.char_indices().map(|(at, _)| at).chain([composed.len()]).collect();
            let at = |nth: usize| borders[nth.min(borders.len() - 1)];
            let place = at(from.min(to))..at(from.max(to));
            if place.is_empty() {
                return Ok(());
            }
            let origin = origins(&text, std::slice::from_ref(&place));
            prop_assert_eq!(origin.len(), 1);
            let (came, part) = (text.get(origin[0].clone()).map(|came| NFC.normalize(came)), composed.get(place).unwrap());
            prop_assert!(came.as_ref().is_some_and(|came| came.contains(part)), "{:?} in {:?}", part, came);
        }
    }

    #[test]
    fn every_letter_comes_apart_within_one_cluster() {
        let nfd = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd();
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            let apart = nfd.normalize(&text);
            let composes = NFC.normalize(&apart) == text && apart != text;
            assert!(!composes || apart.graphemes(true).count() == 1, "{c:?}");
        }
    }
}
