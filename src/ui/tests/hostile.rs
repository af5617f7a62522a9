//! Text that attacks, in every documented field: the bytes for the terminal are ours alone, and the frame is the one
//! that harmless text of the same width makes.

use ratatui::buffer::{Buffer, Cell};
use serde_json::{Value, json};

use crate::app::msg::Msg;
use crate::model::kind::Kind;
use crate::model::schema::{self, FieldSpec, Format};
use crate::model::text;
use crate::stream;
use crate::ui::tests::app::{App, EXAMPLE, app};
use crate::ui::tests::fields::OBJECTS;

/// Each of these has driven, reordered or blinded some terminal. None has a space or another place to break a line at.
const ATTACKS: [&str; 4] = [
    // Clears, colours, moves, hides; title, link, clipboard, notification; ended in every way or not at all.
    "\x1b[2J\x1b[31m\x1b[10;1H\x1b[8m\x1b[1A\x1b]0;t\x07\x1b]8;;u\x1b\\\x1b]52;c;aGk=\u{9c}\x1b]777;n\x1bPq\x1b_a\x1b^p\x1bXs",
    // Line breaks and the like, DEL, and the 8-bit controls as text.
    "a\rb\nc\r\nd\x0be\x0cf\x08g\th\0i\x7fj\u{80}k\u{85}l\u{9b}2Jm\u{9d}0;t\u{9c}n\u{90}",
    // Reorders and hides.
    "\u{202e}a\u{2066}b\u{2069}c\u{200e}\u{200f}\u{61c}\u{ad}\u{34f}\u{115f}\u{17b4}\u{180e}\u{200b}\u{200c}\u{2060}\u{2065}\u{3164}\u{fe00}\u{feff}\u{ffa0}\u{fff0}\u{fff9}\u{e0001}\u{e0041}\u{e0100}\u{2028}\u{2029}\u{fdd0}\u{ffff}\u{10ffff}\u{e000}\u{378}",
    // Looks like an escape of ours.
    "\u{241b}[2J\\u{202e}\u{2421}\u{200d}\u{fe0f}",
];

/// Where widths are in dispute.
const DISPUTED: [&str; 6] = [
    "\u{2601}\u{fe0f}\u{2601}❤\u{fe0f}1\u{fe0f}\u{20e3}👨\u{200d}👩\u{200d}👧\u{1f1e9}\u{1f1ea}\u{1f1e9}👩\u{1f3fd}\u{200d}🚀",
    "ＷＩＤＥ中文字中文字中文字中文字中文字",
    "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1100}\u{1100}ก\u{e33}กำ\u{915}\u{94d}\u{937}\u{93f}ﷺ﷽…§±αж",
    "a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a}b\u{488}\u{20dd}c\u{93e}\u{93e}",
    "ｶﾞﾊﾟ\u{3099}か\u{3099}\u{1f3fb}\u{1f468}\u{1f3fb}",
    "שלום عربي\u{64b}\u{651} mixed שלום",
];

/// The example with a value in a field of one of its objects.
fn example_with(kind: Kind, spec: &FieldSpec, value: Value) -> String {
    let (_, _, place) = OBJECTS.iter().find(|(of, ..)| *of == kind).unwrap();
    let mut document: Value = serde_json::from_str(EXAMPLE).unwrap();
    let mut target = document.pointer_mut(place).unwrap();
    for name in spec.path.split('.') {
        target = target.as_object_mut().unwrap().entry(name).or_insert(Value::Null);
    }
    *target = match spec.format {
        Format::Secret => json!({ "key": value, "iv": value, "authTag": value, "message": value }),
        Format::References => json!([{ "id": value, "name": value }]),
        Format::Text | Format::Time | Format::Flag | Format::Key => value,
    };
    document.to_string()
}

/// Every documented field and known extra with its kind, and the keys that lead to its object.
fn fields() -> impl Iterator<Item = (Kind, &'static FieldSpec, &'static str)> {
    OBJECTS.iter().flat_map(|(kind, keys, _)| schema::fields(*kind).iter().map(|spec| (*kind, spec, *keys)))
}

/// The screens on which a field of an object may stand.
const SCREENS: [&str; 5] = ["", "x", "t", "x t Tab G", "E"];

/// Text of the same width that attacks nothing, and breaks its lines at the same places.
fn harmless(attack: &str) -> String {
    let shown = text::shown(attack);
    shown.chars().map(|c| if matches!(c, ' ' | '/' | ',' | '-') { c } else { 'x' }).collect()
}

#[track_caller]
fn draw(mut app: App) -> Buffer {
    let buffer = app.buffer();
    let bytes = app.paint();
    assert_eq!(stream::check(&bytes), Ok(()), "{}", app.frame());
    buffer
}

#[test]
fn an_attack_in_any_field_changes_no_cell_but_its_own() {
    for (kind, spec, keys) in fields().filter(|(_, spec, _)| matches!(spec.format, Format::Text | Format::Time)) {
        for attack in ATTACKS {
            let drawn = |text: &str| {
                let answer = example_with(kind, spec, json!(text));
                draw(app().reply(&answer).keys(keys).size(130, 50))
            };
            let (attacked, harmless) = (drawn(attack), drawn(&harmless(attack)));
            assert_eq!(attacked.area, harmless.area);
            for (at, (a, h)) in attacked.content.iter().zip(&harmless.content).enumerate() {
                let same = a.symbol() == h.symbol() || h.symbol() == "x";
                assert!(same, "{kind:?} {}: {:?} instead of {:?} at {at}", spec.path, a.symbol(), h.symbol());
                assert_eq!(a.style(), h.style(), "{kind:?} {}: at {at}", spec.path);
            }
        }
    }
}

#[test]
fn the_terminal_gets_our_sequences_only_whatever_a_field_says_and_wherever_it_stands() {
    let everything: String = ATTACKS.concat() + &DISPUTED.concat() + &ATTACKS.concat();
    for (kind, spec, keys) in fields() {
        let document = example_with(kind, spec, json!(everything));
        for screen in SCREENS {
            for (width, height) in [(120, 40), (40, 12)] {
                draw(app().size(width, height).reply(&document).keys(keys).keys(screen));
            }
        }
    }
}

#[test]
fn borders_stand_where_they_stood_whatever_the_width_of_a_name() {
    let frame = |name: &str| {
        let mut document: Value = serde_json::from_str(EXAMPLE).unwrap();
        for place in ["/name", "/storageType", "/buckets/0/bucket/name", "/buckets/0/bucket/region", "/mode"] {
            *document["repos"][0].pointer_mut(place).unwrap() = json!(name);
        }
        document.to_string()
    };
    let borders = ['│', '╭', '╮', '╰', '╯'].map(String::from);
    for name in DISPUTED.into_iter().chain([&*DISPUTED.concat()]) {
        for width in (20..130).step_by(3) {
            let on_screen = |name: &str| draw(app().size(width, 16).reply(&frame(name)).keys("E j j"));
            let (disputed, plain) = (on_screen(name), on_screen("x"));
            for (at, (d, p)) in disputed.content.iter().zip(&plain.content).enumerate() {
                let is_border = |symbol| borders.iter().any(|border| border == symbol);
                assert_eq!(is_border(d.symbol()), is_border(p.symbol()), "{name} at {at} of a frame {width} wide");
            }
        }
    }
}

#[test]
fn a_line_break_in_a_name_makes_no_row() {
    let mut document: Value = serde_json::from_str(EXAMPLE).unwrap();
    document["repos"][0]["name"] = json!("good\n▶ fake-repo\r\n│ ▸ another");
    let frame = app().size(120, 30).reply(&document.to_string()).frame();
    let tree = frame.lines().filter(|line| line.starts_with("│▌▸") || line.starts_with("│ ▸"));
    assert_eq!(tree.count(), 1, "{frame}");
    assert!(frame.contains("good␊▶ fake-repo␍␊│ ▸ another"), "{frame}");
}

#[test]
fn a_blank_name_is_told_and_can_be_selected() {
    for blank in ["", "   ", "\u{a0}", "\u{2800}\u{3000}"] {
        let mut document: Value = serde_json::from_str(EXAMPLE).unwrap();
        document["repos"][0]["name"] = json!(blank);
        let frame = app().size(120, 30).reply(&document.to_string()).keys("l j k").frame();
        assert!(frame.contains("▌▾ (blank) 550e8400-e29b"), "{blank:?}\n{frame}");
    }
}

#[test]
fn a_million_marks_are_one_short_name() {
    for (mark, count) in [("\u{301}", 1_000_000), ("\u{93e}", 5000), ("\u{20e3}", 30), ("\u{200d}", 5000)] {
        let mut document: Value = serde_json::from_str(EXAMPLE).unwrap();
        document["repos"][0]["name"] = json!(format!("a{}z", mark.repeat(count)));
        let mut app = app().size(120, 30).reply(&document.to_string());
        let buffer = app.buffer();
        let bytes = app.paint();
        assert_eq!(stream::check(&bytes), Ok(()));
        assert!(bytes.len() < 10_000, "{} bytes", bytes.len());
        let told = if mark == "\u{200d}" { "\\u{200d}\\u{200d}".to_owned() } else { format!("\\u{{+{}}}z", count - 8) };
        assert!(buffer.content.iter().map(Cell::symbol).collect::<String>().contains(&told), "{mark:?}");
    }
}

#[test]
fn a_pattern_of_ten_kilobytes_is_only_a_word_to_look_for() {
    let repos: Vec<String> = (0..3000).map(|at| format!(r#"{{"workspaceId":"{}{at}"}}"#, "a".repeat(200))).collect();
    let started = std::time::Instant::now();
    for pattern in ["(a+)+$".repeat(2000), "a".repeat(10_000), ".*".repeat(5000), "[[\\".repeat(3000)] {
        let mut app = app().size(100, 30).reply(&crate::ui::tests::app::document(&repos.join(","))).keys("w");
        app = app.send(Msg::Paste(pattern.into())).keys("Down Tab");
        draw(app);
    }
    assert!(started.elapsed() < std::time::Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn what_is_found_stands_out_with_the_marks_on_it() {
    let mut app = app().reply(r#"{"success":true,"repos":[{"id":"4","name":"4\u0301x 4"}]}"#).keys("/ 4").settled();
    for find in ["Esc Enter", "Tab / 4"] {
        let buffer = app.buffer();
        let symbols: Vec<&str> =
            buffer.content.iter().map(Cell::symbol).filter(|symbol| symbol.contains('\u{301}')).collect();
        assert!(!symbols.is_empty() && symbols.iter().all(|symbol| *symbol == "4\u{301}"), "{symbols:?}");
        app = app.keys(find).settled();
    }
    let buffer = app.buffer();
    assert!(buffer.content.iter().all(|cell| text::is_safe(cell.symbol())), "{}", app.frame());
}
