//! The keys that the configuration gives to actions.

use crate::app::keymap::{Change, Keymap, Refused};
use crate::config::{self, Config, ConfigError};
use crate::model::text;

fn change(line: &config::Keys) -> Change<'_> {
    Change { action: &line.action, keys: line.keys.iter().map(|(name, _)| name.as_str()).collect() }
}

/// The usual keys, changed by `[keys]`.
///
/// # Errors
///
/// The first line of it that cannot be used, with its place.
pub(super) fn keymap(config: &Config) -> Result<Keymap, ConfigError> {
    let changes: Vec<Change<'_>> = config.keys.iter().map(change).collect();
    Keymap::changed(&changes).map_err(|Refused { change, key, what }| {
        let line = config.keys.get(change);
        let at = line.map(|line| key.and_then(|key| line.keys.get(key)).map_or(line.at, |(_, at)| *at));
        let action = line.map_or_else(String::new, |line| config::told("keys.", &line.action));
        let separator = if key.is_some() { ": " } else { " " };
        ConfigError::Wrong {
            path: config.path.as_ref().map_or_else(String::new, |path| text::shown(&path.to_string_lossy()).into()),
            at: at.unwrap_or_default(),
            what: format!("{action}{separator}{what}"),
        }
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn keymap_of(source: &str) -> Result<Keymap, ConfigError> {
        keymap(&config::parse(source, Path::new("/etc"), None).unwrap())
    }

    #[test]
    fn the_example_names_the_usual_keys() {
        let (_, section) = config::EXAMPLE.split_once("#[keys]\n").unwrap();
        let section = section.split("\n\n").next().unwrap();
        let source: Vec<&str> = section.lines().filter_map(|line| line.strip_prefix('#')).collect();
        let source = ["[keys]", &source.join("\n")].join("\n");
        assert!(source.matches(" = ").count() > 20, "{source}");
        assert_eq!(keymap_of(&source), Ok(Keymap::default()));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        for (source, line, column, what) in [
            ("[keys]\nrefrsh = 'r'", 2, 1, "keys.refrsh is no action; did you mean refresh?"),
            (
                "[keys]\njson = 'q'\nrefresh = [ 'r',\n 'entr' ]",
                4,
                2,
                "keys.refresh: this is no key; did you mean enter?",
            ),
            (
                "[keys]\nrefresh = ['r', 'q']",
                2,
                17,
                "keys.refresh: q is the key of quit as well; give either another one",
            ),
            ("[keys]\n\nquit = []", 3, 1, "keys.quit needs a key: leave at least one to quit with"),
        ] {
            let wrong = ConfigError::Wrong { path: String::new(), at: config::At { line, column }, what: what.into() };
            assert_eq!(keymap_of(source), Err(wrong));
        }
    }
}
