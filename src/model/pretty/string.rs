//! The inside of a JSON string: copied safely, decoded, encoded.
//!
//! Owns JSON's escapes. Must not know what a string is for.

use crate::model::text::{Judged, Use, Verdict};

/// Appends the inside of a JSON string to `out`: its escapes as they are, what is dangerous on a terminal as a `\u` escape,
/// invalid UTF-8 as U+FFFD.
pub(super) fn copy(body: &[u8], out: &mut Vec<u8>) {
    // Not `all`: without an early end it becomes vector code, and nearly every string is plain.
    if body.iter().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~')) {
        out.extend_from_slice(body);
        return;
    }
    for chunk in body.utf8_chunks() {
        push(chunk.valid(), out);
        if !chunk.invalid().is_empty() {
            out.extend_from_slice("\u{fffd}".as_bytes());
        }
    }
}

/// Appends `text` to `out` as the inside of a JSON string that is safe on a terminal.
pub(super) fn encode(text: &str, out: &mut Vec<u8>) {
    for piece in text.split_inclusive(['"', '\\']) {
        let plain = piece.trim_end_matches(['"', '\\']);
        push(plain, out);
        for c in piece.bytes().skip(plain.len()) {
            out.extend_from_slice(&[b'\\', c]);
        }
    }
}

fn push(text: &str, out: &mut Vec<u8>) {
    for (c, verdict) in Judged::new(text, Use::Json) {
        match verdict {
            Verdict::Keep => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Verdict::Escape | Verdict::Excess => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.extend_from_slice(format!("\\u{unit:04x}").as_bytes());
                }
            }
        }
    }
}

/// Puts into `text` what the inside of a JSON string means; invalid UTF-8 and lone surrogates as U+FFFD.
pub(super) fn decode(body: &[u8], text: &mut String) {
    text.clear();
    for chunk in body.utf8_chunks() {
        decode_escapes(chunk.valid(), text);
        if !chunk.invalid().is_empty() {
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
}

fn decode_escapes(mut rest: &str, text: &mut String) {
    while let Some((plain, escape)) = rest.split_once('\\') {
        text.push_str(plain);
        let mut after = escape.chars();
        match after.next() {
            Some('b') => text.push('\x08'),
            Some('f') => text.push('\x0c'),
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('u') => {
                rest = decode_units(escape, text);
                continue;
            }
            Some(itself) => text.push(itself),
            None => {}
        }
        rest = after.as_str();
    }
    text.push_str(rest);
}

/// Decodes the `u` and four digits at the head of `rest`, with the other half of its pair where there is one; returns
/// what follows.
fn decode_units<'t>(rest: &'t str, text: &mut String) -> &'t str {
    let Some((first, after)) = unit(rest) else {
        text.push(char::REPLACEMENT_CHARACTER);
        return rest.get(1..).unwrap_or_default();
    };
    if let Some((second, after_both)) = after.strip_prefix('\\').and_then(unit)
        && let Some(Ok(c)) = char::decode_utf16([first, second]).next()
        && c.len_utf16() == 2
    {
        text.push(c);
        return after_both;
    }
    text.push(char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER));
    after
}

fn unit(rest: &str) -> Option<(u16, &str)> {
    let (digits, after) = rest.strip_prefix('u')?.split_at_checked(4)?;
    // `from_str_radix` alone would take a sign.
    let hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    Some((u16::from_str_radix(digits, 16).ok().filter(|_| hex)?, after))
}
