//! The keys there are, and what to say of one that is not among them.

use crate::model::near::nearest;
use crate::model::text;

/// At the top of the file.
pub(super) const TOP: &[&str] = &["default_profile", "profiles", "ui", "theme", "findings", "keys"];
/// In `[profiles.NAME]`.
pub(super) const PROFILE: &[&str] = &["api_url", "workspace", "token_command", "token_file", "ca_bundle", "color"];
/// In `[ui]`.
pub(super) const UI: &[&str] = &["color", "ascii", "clipboard", "theme", "mouse", "refresh_every"];
/// In `[findings]`.
pub(super) const FINDINGS: &[&str] = &["disable", "max_key_age", "severity"];

/// Whether it is a key of ours, wherever it stands.
pub(super) fn is_known(name: &str) -> bool {
    [TOP, PROFILE, UI, FINDINGS].iter().any(|keys| keys.contains(&name))
}

/// A key that nobody knows, as it may be told: a long name is likelier a secret in the wrong place than a key.
pub fn told(path: &str, name: &str) -> String {
    let length = name.chars().count();
    if length <= 32 { format!("{path}{}", text::shown(name)) } else { format!("a key of {length} characters") }
}

/// What to do about a key that is not among the known ones.
pub(super) fn advice(name: &str, known: &[&str]) -> String {
    let name = name.to_ascii_lowercase().replace('-', "_");
    if name == "token" {
        return "; a configuration holds no token, but token_file or token_command".to_owned();
    }
    if let Some(key) = nearest(&name, known.iter().copied()) {
        return format!("; did you mean {key}?");
    }
    if PROFILE.contains(&name.as_str()) && !known.contains(&name.as_str()) {
        return format!("; {name} belongs into [profiles.NAME]");
    }
    format!("; known are {}", known.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelled_key_leads_to_the_one_that_was_meant() {
        for (name, said) in [
            ("workspce", "; did you mean workspace?"),
            ("token-command", "; did you mean token_command?"),
            ("API_URL", "; did you mean api_url?"),
            ("token", "; a configuration holds no token, but token_file or token_command"),
        ] {
            assert_eq!(advice(name, PROFILE), said);
        }
        assert_eq!(advice("api_url", TOP), "; api_url belongs into [profiles.NAME]");
        assert_eq!(advice("keys", UI), "; known are color, ascii, clipboard, theme, mouse, refresh_every");
    }
}
