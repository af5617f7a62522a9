//! The forms in which a secret may get out: as it is, in pieces, and in the codings that programs put texts into.
//!
//! Knows nothing of where they are looked for.

use std::fmt::Write as _;

/// A mask shows four characters at either end, so that eight in a row can only come from the secret itself.
const PIECE: usize = 8;

/// What to look for so that a secret is found however it is written.
pub(crate) fn forms(secret: &str) -> Vec<String> {
    let bytes = secret.as_bytes();
    let mut forms: Vec<String> =
        bytes.windows(PIECE).map(|piece| String::from_utf8_lossy(piece).into_owned()).collect();
    // Wherever it begins in what was coded: a piece of the middle, which is the same at every length before it.
    for start in 0..3 {
        let coded: String = base64(&bytes[start..]).chars().skip(4).take(12).collect();
        forms.push(coded.replace('+', "-").replace('/', "_"));
        forms.push(coded);
    }
    let middle = &bytes[4..4 + PIECE];
    let each = |write: &dyn Fn(&mut String, u8)| {
        middle.iter().fold(String::new(), |mut out, byte| {
            write(&mut out, *byte);
            out
        })
    };
    forms.push(each(&|out, byte| write!(out, "{byte:02x}").unwrap()));
    forms.push(each(&|out, byte| write!(out, "{byte:02X}").unwrap()));
    forms.push(each(&|out, byte| write!(out, "%{byte:02x}").unwrap()));
    forms.push(each(&|out, byte| write!(out, "%{byte:02X}").unwrap()));
    forms.push(each(&|out, byte| write!(out, "\\u{byte:04x}").unwrap()));
    forms.push(each(&|out, byte| write!(out, "\\x{byte:02x}").unwrap()));
    // As `Debug` writes bytes.
    forms.push(each(&|out, byte| write!(out, "{byte}, ").unwrap()));
    forms.push(middle.iter().rev().map(|byte| char::from(*byte)).collect());
    forms
}

/// Fails where a secret can be found in what the program let out.
#[track_caller]
pub(crate) fn assert_none<'a>(place: &str, seen: &[u8], secrets: impl IntoIterator<Item = &'a str>) {
    let seen = String::from_utf8_lossy(seen);
    for secret in secrets {
        for form in forms(secret) {
            assert!(!seen.contains(&form), "{form:?} of {secret:?} in {place}:\n{seen}");
        }
    }
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        out.extend((0..=three.len()).map(|at| char::from(LETTERS[(bits >> (18 - 6 * at) & 63) as usize])));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leak_is_found_in_every_form() {
        assert_eq!(base64(b"any carnal pleas"), "YW55IGNhcm5hbCBwbGVhcw");
        let secret = "Kbk1-canary-bucket-key-Zbk1";
        for leak in [
            "key=Kbk1-canary-bucket-key-Zbk1;",
            "...ry-bucke...",
            "S2JrMS1jYW5hcnktYnVja2V0LWtleS1aYmsx",
            "QXV0aDpLYmsxLWNhbmFyeS1idWNrZXQta2V5LVpiazE=",
            "eEtiazEtY2FuYXJ5LWJ1Y2tldC1rZXktWmJrMQ==",
            "4b626b312d63616e6172792d6275636b6574",
            "%2D%63%61%6E%61%72%79%2D",
            "[75, 98, 107, 49, 45, 99, 97, 110, 97, 114, 121, 45, 98]",
        ] {
            assert!(forms(secret).iter().any(|form| leak.contains(form)), "{leak}");
        }
        for harmless in ["Kbk1****Zbk1", "canary", "a bucket key", ""] {
            assert_none("a test", harmless.as_bytes(), [secret]);
        }
    }
}
