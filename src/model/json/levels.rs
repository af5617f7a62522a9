//! How deep a value may nest to be looked at.

/// The most levels of lists and objects in one value that is worked on: nobody reads further, and looking at each level
/// of a million takes minutes.
const MOST_LEVELS: usize = 128;

/// What a value with more levels is told as, behind its name.
pub const TOO_DEEP: &str = "nests deeper than 128 levels";

/// Whether a value has more levels than `MOST_LEVELS`. Most are no lists and no objects, or too short to.
pub fn is_deep(raw: &str) -> bool {
    if !raw.starts_with(['[', '{']) || raw.len() <= 2 * MOST_LEVELS {
        return false;
    }
    let mut levels = 0_usize;
    let mut rest = raw.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        rest = match byte {
            b'"' => behind_string(after),
            b'[' | b'{' if levels == MOST_LEVELS => return true,
            b'[' | b'{' => {
                levels += 1;
                after
            }
            b']' | b'}' => {
                levels = levels.saturating_sub(1);
                after
            }
            _ => after,
        };
    }
    false
}

/// What follows a string whose opening quote was taken.
fn behind_string(mut rest: &[u8]) -> &[u8] {
    while let Some(at) = memchr::memchr2(b'"', b'\\', rest) {
        let is_end = rest.get(at) == Some(&b'"');
        // What follows a backslash belongs to it, be it a quote or another backslash.
        rest = rest.get(if is_end { at + 1 } else { at + 2 }..).unwrap_or_default();
        if is_end {
            return rest;
        }
    }
    &[]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_counted_outside_of_strings() {
        let nested = |levels: usize| ["[".repeat(levels), "]".repeat(levels)].concat();
        let [most, more] = [nested(MOST_LEVELS), nested(MOST_LEVELS + 1)];
        for (raw, deep) in [
            (most.clone(), false),
            (more.clone(), true),
            (format!("[{}]", vec!["{}"; 1000].join(",")), false),
            (format!("[{}]", vec!["[[]]"; 1000].join(",")), false),
            (format!(r#"{{"a":"{more}","b\"{more}":"\\"}}"#), false),
            (format!(r#"{{"a":"\"{more}","b":{more}}}"#), true),
            (format!(r#"{{"a":"\\","b":{most}}}"#), true),
            (format!("\"{more}\""), false),
            (String::new(), false),
        ] {
            assert_eq!(is_deep(&raw), deep, "{raw}");
        }
        assert!(TOO_DEEP.contains(&format!(" {MOST_LEVELS} levels")));
    }
}
