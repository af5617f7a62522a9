use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};

use super::*;
use crate::model::text;

const PRETTY: Layout = Layout::Pretty { indent: 0 };

fn bytes(json: &[u8], layout: Layout, secrets: Secrets<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    write(json, layout, secrets, Sensitivity::Open, &mut out).unwrap();
    out
}

fn laid(json: &str, layout: Layout, secrets: Secrets<'_>) -> String {
    String::from_utf8(bytes(json.as_bytes(), layout, secrets)).unwrap()
}

fn masked(json: &str) -> String {
    laid(json, Layout::Compact, Secrets::Masked)
}

#[test]
fn pretty_puts_one_field_a_line() {
    let source = r#" { "a" : [ 1,{ } , [ ], {"b":null}],"c":true } "#;
    let expected = "{\n  \"a\": [\n    1,\n    {},\n    [],\n    {\n      \"b\": null\n    }\n  ],\n  \"c\": true\n}";
    assert_eq!(laid(source, PRETTY, Secrets::Shown), expected);
    assert_eq!(laid(source, Layout::Compact, Secrets::Shown), r#"{"a":[1,{},[],{"b":null}],"c":true}"#);
    assert_eq!(laid("[1]", Layout::Pretty { indent: 2 }, Secrets::Shown), "[\n      1\n    ]");
}

#[test]
fn number_texts_order_and_duplicates_survive() {
    let source = r#"{"z":1e400,"a":1.10,"z":12345678901234567890123,"n":-0.0,"e":1E+2,"":null}"#;
    for secrets in [Secrets::Masked, Secrets::Shown] {
        assert_eq!(laid(source, Layout::Compact, secrets), source);
    }
}

#[test]
fn escapes_stay_and_dangerous_characters_become_escapes() {
    let source = "[\"\\u001b\\/\\n\\\"\\\\\", \"\u{7f}\u{9b}\u{202e}\u{e0041}é中👨\u{200d}👩\u{2028}\"]";
    let expected = "[\"\\u001b\\/\\n\\\"\\\\\",\"\\u007f\\u009b\\u202e\\udb40\\udc41é中👨\u{200d}👩\\u2028\"]";
    assert_eq!(laid(source, Layout::Compact, Secrets::Shown), expected);
    let flood = format!("[\"e{}\"]", "\u{301}".repeat(20));
    let expected = format!("[\"e{}{}\"]", "\u{301}".repeat(8), "\\u0301".repeat(12));
    assert_eq!(laid(&flood, Layout::Compact, Secrets::Shown), expected);
}

#[test]
fn invalid_utf8_becomes_a_replacement_character() {
    let out = bytes(b"{\"a\xff\":\"\xc3\x28\xe2\x82\"}", Layout::Compact, Secrets::Masked);
    assert_eq!(String::from_utf8(out).unwrap(), "{\"a\u{fffd}\":\"\u{fffd}(\u{fffd}\"}");
}

#[test]
fn what_would_be_masked_can_be_asked_beforehand() {
    for (json, start, expected) in [
        (r#"{"a":[1,"x@y","https://host/a@b",null],"apiKeyId":"k"}"#, Sensitivity::Open, false),
        (r#"{"a":[{"key":"x"}]}"#, Sensitivity::Open, true),
        (r#"{"key":null,"secret":{"iv":null},"token":true}"#, Sensitivity::Open, false),
        (r#"{"secret":{"iv":1}}"#, Sensitivity::Open, true),
        (r#"{"url":"https://user:pass@host"}"#, Sensitivity::Open, true),
        (
            r#"{"url":"https://****@host","key":"AKIA****MPLE #3f9c","secret":{"n":"**** #4c7b"}}"#,
            Sensitivity::Open,
            false,
        ),
        (r#"{"key":"AKIA****MPLE #3f9c","token":"x"}"#, Sensitivity::Open, true),
        (r#"{"url":"https://host?key=x"}"#, Sensitivity::Open, true),
        (r#"{"url":"https://host?key\u003dx"}"#, Sensitivity::Open, true),
        (r#"{"url":"https://host?a=x"}"#, Sensitivity::Open, false),
        ("\"bare\"", Sensitivity::Listed, true),
        (r#"[{"name":"bare"}]"#, Sensitivity::Listed, false),
    ] {
        assert_eq!(masks(json.as_bytes(), start), expected, "{json}");
    }
}

#[test]
fn sensitive_values_are_masked_and_the_structure_stays() {
    let source = r#"{"key":"AKIAIOSFODNN7EXAMPLE","secret":{"key":"encrypted-secret-key","n":[1,true,null,{}]},
        "apiKeys":[{"id":"789e0123-e45b-67d8","key":"AKIA\u0049OSFODNN7\"X\\Y"}],"pin_token":-12e3,
        "\u006bey":"short","credentials":[{"user":"somebody-somewhere"}],"password":null,"name":"Main"}"#;
    let expected = concat!(
        r#"{"key":"AKIA****MPLE","secret":{"key":"****","n":["****",true,null,{}]},"#,
        r#""apiKeys":[{"id":"789e0123-e45b-67d8","key":"AKIA****\"X\\Y"}],"pin_token":"****","#,
        r#""\u006bey":"****","credentials":[{"user":"some****here"}],"password":null,"name":"Main"}"#
    );
    assert_eq!(masked(source), expected);
}

#[test]
fn the_start_decides_for_a_value_without_a_name() {
    for (start, expected) in [
        (Sensitivity::Open, "\"0123456789abcdef\""),
        (Sensitivity::Key, "\"0123****cdef\""),
        (Sensitivity::Sealed, "\"****\""),
    ] {
        let mut out = Vec::new();
        write(b"\"0123456789abcdef\"", PRETTY, Secrets::Masked, start, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}

#[test]
fn user_parts_of_urls_are_hidden_however_they_are_written() {
    assert_eq!(masked(r#"["https://u:p@h/x","a@b","a\\b@c"]"#), r#"["https://****@h/x","a@b","a\\b@c"]"#);
    assert_eq!(masked(r#"["https:\/\/u:p\u0040h\/\"x\u001b"]"#), r#"["https://****@h/\"x\u001b"]"#);
}

#[test]
fn lone_surrogates_are_decoded_as_damaged() {
    for (body, expected) in [
        (r"\ud83d\ude00", "😀"),
        (r"\ud83dx", "\u{fffd}x"),
        (r"\ud83d\u0041", "\u{fffd}A"),
        (r"\ude00\ud83d", "\u{fffd}\u{fffd}"),
        (r"\u+123\b\f\n\r\t\/\", "\u{fffd}+123\x08\x0c\n\r\t/"),
    ] {
        let mut text = String::new();
        string::decode(body.as_bytes(), &mut text);
        assert_eq!(text, expected);
    }
}

#[test]
fn a_million_brackets_neither_overflow_nor_explode() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    assert_eq!(laid(&deep, Layout::Compact, Secrets::Masked), deep);
    let pretty = laid(&deep, PRETTY, Secrets::Masked);
    assert!(pretty.len() < deep.len() + 4 * MAX_INDENT * MAX_INDENT, "{}", pretty.len());
    assert_eq!(pretty.lines().count(), 2 * MAX_INDENT + 1);
    assert_eq!(laid(&pretty, Layout::Compact, Secrets::Masked), deep);
}

fn string() -> impl Strategy<Value = String> {
    let nasty = ['"', '\\', '/', '@', ':', '\x1b', '\u{7f}', '\u{301}', '\u{200d}', '\u{202e}', '😀', '\u{241b}'];
    vec(prop_oneof![any::<char>(), select(nasty.to_vec()), select(vec!['a', 'k', 'e', 'y'])], 0..12)
        .prop_map(String::from_iter)
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        string().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        let name = prop_oneof![string(), select(vec!["key", "secret", "name"]).prop_map(str::to_owned)];
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            vec((name, inner), 0..6).prop_map(|fields| Value::from(Map::from_iter(fields))),
        ]
    })
}

/// `value` with every string it holds, at any depth, replaced by `canary`, and the names of its fields by letters.
fn full_of(canary: &str, value: &Value) -> Value {
    match value {
        Value::String(_) => Value::from(canary),
        Value::Array(items) => items.iter().map(|item| full_of(canary, item)).collect(),
        Value::Object(fields) => {
            let fields = fields.values().enumerate();
            Value::Object(fields.map(|(at, field)| (format!("f{at}"), full_of(canary, field))).collect())
        }
        other => other.clone(),
    }
}

proptest! {
    #[test]
    fn the_value_stays_the_same(value in value(), wide in any::<bool>(), indent in 0_usize..4) {
        let source = if wide { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) }.unwrap();
        // Through text, for a reader may round a float.
        let value: Value = serde_json::from_str(&source).unwrap();
        for layout in [Layout::Pretty { indent }, Layout::Compact] {
            let out = laid(&source, layout, Secrets::Shown);
            prop_assert_eq!(&serde_json::from_str::<Value>(&out).unwrap(), &value);
            prop_assert_eq!(&laid(&out, layout, Secrets::Shown), &out);
            prop_assert!(out.lines().all(text::is_safe), "{out:?}");
        }
    }

    #[test]
    fn pretty_is_what_serde_json_writes(value in value()) {
        let source = serde_json::to_string(&value).unwrap();
        if source.is_ascii() && text::is_safe(&source) {
            let expected = serde_json::to_string_pretty(&value).unwrap();
            prop_assert_eq!(laid(&source, PRETTY, Secrets::Shown), expected);
        }
    }

    #[test]
    fn nothing_of_a_sealed_value_is_seen(value in value(), field in select(vec!["secret", "Secret", "s\\u0065cret"])) {
        let canary = "canary-4711-canary";
        let source = format!("{{\"a\":[{{\"{field}\":{}}}]}}", full_of(canary, &value));
        let out = masked(&source);
        prop_assert!(!out.contains("cana") && !out.contains("nary") && !out.contains("4711"), "{out}");
        prop_assert!(serde_json::from_str::<Value>(&out).is_ok());
        let out = masked(&source.replace(field, "some token"));
        prop_assert!(!out.contains("ry-4711-ca"), "{out}");
    }

    #[test]
    fn masked_output_is_safe_json(value in value()) {
        let out = laid(&value.to_string(), PRETTY, Secrets::Masked);
        prop_assert!(serde_json::from_str::<Value>(&out).is_ok(), "{out}");
        prop_assert!(out.lines().all(text::is_safe), "{out:?}");
    }

    #[test]
    fn any_bytes_end_without_harm(
        bytes in vec(prop_oneof![any::<u8>(), select(b"{}[]\",:\\u0e1 \x1b".to_vec())], 0..60),
    ) {
        for secrets in [Secrets::Masked, Secrets::Shown] {
            let out = String::from_utf8(self::bytes(&bytes, PRETTY, secrets)).unwrap();
            prop_assert!(out.lines().all(text::is_safe), "{out:?}");
        }
    }

    #[test]
    fn a_sensitive_field_hides_its_number(number in 1000_u32..) {
        let out = masked(&format!("{{\"secret\":{{\"a\":[{number}]}},\"key\":{number}}}"));
        prop_assert_eq!(out, r#"{"secret":{"a":["****"]},"key":"****"}"#);
    }
}

#[test]
fn a_bare_string_in_a_list_of_credentials_is_masked_and_its_neighbours_are_judged_by_name() {
    let json = br#"{"apiKeys":["sk-0123456789abcdef",{"name":"CI","key":"sk-0123456789abcdef"}]}"#;
    let mut out = Vec::new();
    write(json, Layout::Compact, Secrets::Masked, Sensitivity::Open, &mut out).unwrap();
    let expected = r#"{"apiKeys":["sk-0****cdef",{"name":"CI","key":"sk-0****cdef"}]}"#;
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}
