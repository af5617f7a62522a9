use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::judge::{Class, MAX_JOINERS, MAX_MARKS, WIDEST, class};
use super::*;
use crate::stream;

/// Characters that have fooled terminals, or that change what their neighbours mean.
const NASTY: &[char] = &[
    '\0',
    '\x07',
    '\x08',
    '\t',
    '\n',
    '\r',
    '\x1b',
    '\x7f',
    '\u{80}',
    '\u{85}',
    '\u{9b}',
    '\u{9d}',
    '\u{ad}',
    '\u{301}',
    '\u{34f}',
    '\u{489}',
    '\u{600}',
    '\u{61c}',
    '\u{915}',
    '\u{93f}',
    '\u{94d}',
    '\u{1100}',
    '\u{1160}',
    '\u{1161}',
    '\u{11a8}',
    '\u{17d2}',
    '\u{1780}',
    '\u{180e}',
    '\u{200b}',
    '\u{200c}',
    '\u{200d}',
    '\u{200e}',
    '\u{2028}',
    '\u{202e}',
    '\u{2066}',
    '\u{20e3}',
    '\u{2400}',
    '\u{241b}',
    '\u{2421}',
    '\u{2800}',
    '\u{3000}',
    '\u{3099}',
    '\u{3164}',
    '\u{e000}',
    '\u{fdfd}',
    '\u{fe00}',
    '\u{fe0e}',
    '\u{fe0f}',
    '\u{feff}',
    '\u{ff9e}',
    '\u{ffa0}',
    '\u{fff9}',
    '\u{fffd}',
    '\u{ffff}',
    '\u{1f1e9}',
    '\u{1f3fd}',
    '\u{1f468}',
    '\u{e0041}',
    '\u{e0100}',
    '\u{10ffff}',
    '\\',
    'u',
    '{',
    '}',
    '+',
    '1',
    'a',
    ' ',
    '/',
    '中',
    'é',
    'ל',
    'א',
    'ل',
    'ا',
    '…',
];

fn hostile() -> impl Strategy<Value = String> {
    vec(prop_oneof![4 => select(NASTY), 1 => any::<char>()], 0..40).prop_map(String::from_iter)
}

/// What `shown` was given, read back from what it returned; `None` where it says that marks were left out.
fn read_back(shown: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = shown;
    loop {
        if let Some((code, tail)) = rest.strip_prefix("\\u{").and_then(|tail| tail.split_once('}')) {
            if code.starts_with('+') {
                return None;
            }
            out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
            rest = tail;
            continue;
        }
        let mut after = rest.chars();
        let Some(c) = after.next() else { return Some(out) };
        out.push(match u32::from(c) {
            0x2421 => '\x7f',
            code @ 0x2400..=0x2420 => char::from_u32(code - 0x2400).unwrap(),
            _ => c,
        });
        rest = after.as_str();
    }
}

#[test]
fn plain_text_is_borrowed_as_it_is() {
    for plain in ["", "My Backup Repository", r"C:\temp\u", "a~!{}\\"] {
        assert!(matches!(shown(plain), Cow::Borrowed(text) if text == plain), "{plain}");
    }
}

#[test]
fn dangerous_characters_become_visible() {
    for (raw, safe) in [
        ("\x1b[2J", "␛[2J"),
        ("good\n\u{25b6} fake", "good␊\u{25b6} fake"),
        ("safe\rEVIL\t\0\x7f", "safe␍EVIL␉␀␡"),
        ("\u{9b}31m\u{85}", r"\u{9b}31m\u{85}"),
        ("a\u{202e}b\u{2067}\u{200e}\u{61c}", r"a\u{202e}b\u{2067}\u{200e}\u{61c}"),
        ("a\u{ad}\u{200b}\u{feff}\u{2060}\u{3164}b", r"a\u{ad}\u{200b}\u{feff}\u{2060}\u{3164}b"),
        ("\u{2028}\u{2029}\u{e000}\u{ffff}\u{10ffff}\u{378}", r"\u{2028}\u{2029}\u{e000}\u{ffff}\u{10ffff}\u{378}"),
        ("a\u{fe00}\u{e0100}\u{e0041}\u{180b}\u{34f}", r"a\u{fe00}\u{e0100}\u{e0041}\u{180b}\u{34f}"),
        ("\u{241b}[2J \\u{202e}", r"\u{241b}[2J \u{5c}u{202e}"),
        ("kept \u{fffd} é 中 ל", "kept \u{fffd} é 中 ל"),
    ] {
        assert_eq!(shown(raw), safe);
    }
}

#[test]
fn every_scalar_that_may_not_be_seen_is_escaped_and_every_escape_can_be_read_back() {
    let mut buffer = String::new();
    for c in '\0'..=char::MAX {
        if matches!(class(c), Class::Plain) && ('\u{4e00}'..='\u{9fff}').contains(&c) {
            continue;
        }
        buffer.clear();
        buffer.extend(['x', c]);
        let text = shown(&buffer);
        assert!(text.contains(c) <= stream::may_be_seen(c), "U+{:04X} is sent", u32::from(c));
        if !text.contains(c) {
            assert_eq!(read_back(&text).as_deref(), Some(buffer.as_str()), "U+{:04X}", u32::from(c));
        }
    }
    for c in ('\u{e000}'..='\u{f8ff}').chain('\u{fdd0}'..='\u{fdef}').chain('\u{80}'..='\u{9f}') {
        assert_eq!(class(c), Class::Hidden);
    }
}

#[test]
fn joiners_are_kept_only_where_they_can_be_seen() {
    for kept in [
        "👨\u{200d}👩\u{200d}👧 \u{2601}\u{fe0f}",
        "👩\u{1f3fd}\u{200d}🚀",
        "\u{1f3f3}\u{fe0f}\u{200d}🌈",
        // Sri Lanka, in its own letters.
        "\u{dc1}\u{dca}\u{200d}\u{dbb}\u{dd3} \u{dbd}\u{d82}\u{d9a}\u{dcf}",
    ] {
        assert_eq!(shown(kept), kept);
    }
    for (raw, safe) in [
        ("a\u{200d}b\u{fe0f}", r"a\u{200d}b\u{fe0f}"),
        ("é\u{200d}", r"é\u{200d}"),
        ("中\u{200d}国\u{fe0f}", r"中\u{200d}国\u{fe0f}"),
        ("👨\u{200d}", r"👨\u{200d}"),
        ("👨\u{200d}x", r"👨\u{200d}x"),
        ("👨\u{200d}\u{200d}👩", r"👨\u{200d}\u{200d}👩"),
        ("\u{2601}\u{fe0f}\u{fe0f}", "\u{2601}\u{fe0f}\\u{fe0f}"),
        ("\u{1f1e9}\u{1f1ea}\u{200d}🚀", "\u{1f1e9}\u{1f1ea}\\u{200d}🚀"),
        ("\x1b\u{200d}", r"␛\u{200d}"),
    ] {
        assert_eq!(shown(raw), safe, "{raw:?}");
    }
}

#[test]
fn what_would_be_wider_than_a_pane_is_broken_up() {
    // Hangul letters that never end a syllable, Devanagari ones joined without end.
    for letter in ["\u{1100}", "\u{915}\u{94d}"] {
        let endless = shown(&letter.repeat(200)).into_owned();
        assert!(endless.contains("\\u{") && endless.starts_with(letter), "{endless}");
        assert!(endless.graphemes(true).all(|grapheme| cells(grapheme) <= WIDEST), "{endless}");
        assert_eq!(read_back(&endless).as_deref(), Some(letter.repeat(200).as_str()));
    }
    let word = "\u{915}\u{93e}\u{930}\u{94d}\u{924}\u{94d}\u{938}\u{94d}\u{928}\u{94d}\u{92f}";
    assert_eq!(shown(word), word, "the longest conjunct there is in Sanskrit");
}

#[test]
fn marks_beyond_eight_are_counted_not_sent() {
    let flood = format!("a{}b", "\u{301}".repeat(5000));
    assert_eq!(shown(&flood), format!("a{}\\u{{+4992}}b", "\u{301}".repeat(8)));
    assert_eq!(shown(&flood.replace('\u{301}', "\u{93e}")), format!("a{}\\u{{+4992}}b", "\u{93e}".repeat(8)));
    assert_eq!(shown("\u{301}x"), r"\u{301}x");
    assert_eq!(shown(&"\u{11a8}".repeat(20)), format!("{}\\u{{+12}}", r"\u{11a8}".repeat(8)));
}

#[test]
fn a_range_takes_in_whole_graphemes() {
    let text = "a4\u{301}\u{a1}🇩🇪b";
    for (range, whole) in
        [(0..1, 0..1), (1..2, 1..4), (2..4, 1..4), (4..6, 4..6), (4..10, 4..14), (10..15, 6..15), (0..0, 0..0)]
    {
        assert_eq!(widened(text, range.clone()), whole, "{range:?}");
    }
    assert_eq!(widened("abc", 1..2), 1..2);
}

#[test]
fn a_mark_that_belongs_to_nothing_is_told() {
    for (text, told) in [
        ("日\u{1161}", r"日\u{1161}"),
        ("日\u{301}\u{1161}x", "日\u{301}\\u{1161}x"),
        ("🇩🇪\u{11a8}", r"🇩🇪\u{11a8}"),
        ("a\u{1161}", r"a\u{1161}"),
        ("\u{1}\u{301}", r"␁\u{301}"),
        ("\u{1112}\u{1161}\u{11ab}", "\u{1112}\u{1161}\u{11ab}"),
    ] {
        assert_eq!(shown(text), told);
        assert_eq!(read_back(told).as_deref(), Some(text));
    }
}

#[test]
fn marks_with_cells_of_their_own_stand_alone_and_are_counted_as_well() {
    for text in ["\u{1019}\u{102c}", "\u{a1}\u{1067}", "\u{1067}"] {
        assert_eq!(shown(text), text);
        assert!(text.graphemes(true).all(is_safe), "{text}");
    }
    assert_eq!(shown(&"\u{1038}".repeat(12)), format!("{}\\u{{+4}}", "\u{1038}".repeat(8)));
}

#[test]
fn blank_is_what_nobody_could_see() {
    assert!(blank("") && blank(" \u{a0}\u{3000}\u{2800}\t"));
    assert!(!blank(" x ") && !blank("\u{200b}"));
}

#[test]
fn cut_keeps_the_ellipsis_inside_the_width() {
    for (max, expected) in [(0, ""), (1, "…"), (2, "中"), (3, "中…"), (4, "中…"), (5, "中文…"), (6, "中文字")]
    {
        let ellipsis = if max == 2 { "..." } else { "…" };
        assert_eq!(cut("中文字", max, ellipsis), expected, "{max}");
    }
    assert_eq!(cut("short", 5, "…"), "short");
    assert_eq!(cut("e\u{301}e\u{301}e\u{301}", 2, "…"), "e\u{301}…");
}

#[test]
fn wrap_prefers_a_break_in_the_second_half() {
    assert_eq!(wrap("https://s3.amazonaws.com/backups", 12), ["https://", "s3.amazonaws", ".com/backups"]);
    assert_eq!(wrap("one two three", 8), ["one two ", "three"]);
    assert_eq!(wrap("a bcdefghij", 8), ["a bcdefg", "hij"]);
    assert_eq!(wrap("", 4), [""]);
    assert_eq!(wrap("中a", 0), ["中", "a"]);
}

#[test]
fn pad_counts_cells() {
    assert_eq!(pad("中", 4), "中  ");
    assert_eq!(pad("long", 2), "long");
}

proptest! {
    #[test]
    fn shown_is_safe_and_can_be_read_back(raw in hostile()) {
        let text = shown(&raw);
        prop_assert!(is_safe(&text), "{text:?}");
        if let Some(read) = read_back(&text) {
            prop_assert_eq!(read, raw);
        }
    }

    #[test]
    fn a_shown_grapheme_is_small_or_wide(raw in vec(select(NASTY), 0..400).prop_map(String::from_iter)) {
        let text = shown(&raw);
        for grapheme in text.graphemes(true) {
            prop_assert!(grapheme.chars().count() <= (MAX_JOINERS + 1 + cells(grapheme)) * (MAX_MARKS + 2));
        }
    }

    #[test]
    fn cut_never_exceeds_its_width(raw in hostile(), max in 0_usize..30, ellipsis in select(&["", "…", "..."][..])) {
        let text = shown(&raw);
        let short = cut(&text, max, ellipsis);
        prop_assert!(width(&short) <= max);
        if width(&text) <= max {
            prop_assert_eq!(short.as_ref(), text.as_ref());
        } else if width(ellipsis) <= max {
            let kept = short.strip_suffix(ellipsis).unwrap();
            prop_assert!(text.starts_with(kept));
            prop_assert!(text.grapheme_indices(true).any(|(at, _)| at == kept.len()));
        }
    }

    #[test]
    fn wrapped_pieces_fit_and_join_to_the_text(raw in hostile(), columns in 0_usize..20) {
        let text = shown(&raw);
        let pieces = wrap(&text, columns);
        prop_assert_eq!(pieces.concat(), text.as_ref());
        for piece in pieces {
            prop_assert!(width(piece) <= columns.max(1) || piece.graphemes(true).count() == 1, "{piece:?}");
        }
    }

    #[test]
    fn width_is_never_less_than_the_crates_own(raw in hostile(), columns in 0_usize..30) {
        let text = shown(&raw);
        prop_assert!(width(&text) >= text.as_ref().width());
        prop_assert!(width(&text) <= text.len());
        prop_assert_eq!(width(&pad(&text, columns)), width(&text).max(columns));
    }
}

#[test]
fn a_clipped_text_says_that_it_goes_on() {
    assert_eq!(clip("one two three", 20, 2, "…"), ["one two three"]);
    assert_eq!(clip("one two three four", 8, 2, "…"), ["one two ", "three…"]);
    assert_eq!(clip("abcdefgh", 4, 1, "…"), ["abc…"]);
    assert_eq!(clip("one two", 4, 0, "…"), Vec::<String>::new());
}

#[test]
fn what_is_pasted_into_a_line_stays_one_line() {
    let pasted = |text| in_one_line(text).collect::<String>();
    assert_eq!(pasted("héllo\r\nwörld\n"), "héllo wörld");
    assert_eq!(pasted("a\rb\tc\n\nd"), "a b c  d");
    assert_eq!(pasted("\x1b[2Ja\u{9b}b\u{7f}"), "[2Jab");
}

#[test]
fn what_is_taken_for_one_cell_has_one_and_stands_alone() {
    let simple: Vec<char> = (' '..='\u{2fff}').filter(|c| is_one_cell(*c)).collect();
    for c in &simple {
        assert_eq!(cells(&c.to_string()), 1, "{c:?}");
    }
    let row: String = simple.iter().collect();
    assert_eq!(row.graphemes(true).count(), simple.len());
}
