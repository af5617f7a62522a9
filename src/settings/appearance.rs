//! How the program may look: colours, and which characters the terminal can be trusted with.

use crate::cli::{Options, When};
use crate::model::charset::Charset;
use crate::settings::{Environment, variable};

/// Terminals that know no colours, and no characters but their own.
const PLAIN: [&str; 6] = ["vt100", "vt102", "vt220", "vt320", "ansi-m", "xterm-mono"];
/// Terminals whose fonts have few characters: the system consoles.
const CONSOLES: [&str; 3] = ["linux", "cons25", "ansi"];

/// How the program may look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appearance {
    /// Whether colours may be used.
    pub color: bool,
    /// Which characters may be written.
    pub charset: Charset,
    /// Whether the terminal can move its cursor, which a dashboard cannot do without.
    pub can_draw: bool,
}

impl Appearance {
    /// Flag > environment > what the terminal is known for.
    pub(super) fn resolve(options: &Options, environment: Environment<'_>) -> Self {
        let text = |name| variable(name, environment).map(|value| value.to_string_lossy().into_owned());
        let terminal = text("TERM").unwrap_or_default();
        let is_plain = PLAIN.contains(&terminal.as_str());
        let color = match options.color.unwrap_or(When::Auto) {
            When::Always => true,
            When::Never => false,
            When::Auto if text("NO_COLOR").is_some() => false,
            When::Auto => !is_plain || text("CLICOLOR_FORCE").is_some_and(|force| force != "0"),
        };
        // The first of them that is set decides, as everywhere.
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(text).unwrap_or_default();
        let is_unicode = locale.to_ascii_lowercase().replace('-', "").contains("utf8");
        let is_ascii = options.ascii || !is_unicode || is_plain || CONSOLES.contains(&terminal.as_str());
        let can_draw = cfg!(windows) || !matches!(terminal.as_str(), "" | "dumb" | "unknown");
        Self { color, charset: if is_ascii { Charset::Ascii } else { Charset::Unicode }, can_draw }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(flags: &[&str], environment: &[(&str, &str)]) -> Appearance {
        let line = ["flashback-tui"].iter().chain(flags).map(Into::into);
        let options = crate::cli::parse(line).unwrap().options;
        let look_up = |name: &str| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
        Appearance::resolve(&options, &look_up)
    }

    #[test]
    fn the_flag_beats_the_environment_which_beats_the_terminal() {
        let xterm = ("TERM", "xterm-256color");
        let colour = |flags: &[&str], environment: &[(&str, &str)]| of(flags, environment).color;
        assert!(colour(&[], &[xterm]));
        assert!(!colour(&[], &[xterm, ("NO_COLOR", "1")]));
        assert!(colour(&[], &[xterm, ("NO_COLOR", "")]));
        assert!(colour(&["--color", "always"], &[xterm, ("NO_COLOR", "1")]));
        assert!(!colour(&["--color=never"], &[xterm, ("CLICOLOR_FORCE", "1")]));
        assert!(!colour(&[], &[("TERM", "vt100")]));
        assert!(colour(&[], &[("TERM", "vt100"), ("CLICOLOR_FORCE", "1")]));
        assert!(!colour(&[], &[("TERM", "vt100"), ("CLICOLOR_FORCE", "0")]));
        assert!(!colour(&[], &[("TERM", "vt100"), ("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
        assert!(colour(&["--color", "auto"], &[xterm]));
    }

    #[test]
    fn the_locale_says_which_characters_there_are() {
        let charset = |environment: &[(&str, &str)]| of(&[], &[&[("TERM", "xterm")], environment].concat()).charset;
        for unicode in [
            &[("LANG", "en_US.UTF-8")][..],
            &[("LC_CTYPE", "C.utf8")],
            &[("LC_ALL", "de_DE.UTF-8"), ("LANG", "C")],
            &[("LC_ALL", ""), ("LANG", "C.UTF-8")],
        ] {
            assert_eq!(charset(unicode), Charset::Unicode, "{unicode:?}");
        }
        for ascii in [
            &[][..],
            &[("LANG", "C")],
            &[("LANG", "de_DE.ISO-8859-1")],
            &[("LC_ALL", "POSIX"), ("LANG", "en_US.UTF-8")],
        ] {
            assert_eq!(charset(ascii), Charset::Ascii, "{ascii:?}");
        }
        let utf8 = ("LANG", "C.UTF-8");
        assert_eq!(of(&["--ascii"], &[("TERM", "xterm"), utf8]).charset, Charset::Ascii);
        assert_eq!(of(&[], &[("TERM", "linux"), utf8]).charset, Charset::Ascii);
        assert_eq!(of(&[], &[("TERM", "tmux-256color"), utf8]).charset, Charset::Unicode);
    }

    #[test]
    fn a_terminal_that_cannot_move_its_cursor_is_told() {
        assert_eq!(
            ["dumb", "", "xterm", "screen"].map(|term| of(&[], &[("TERM", term)]).can_draw),
            [false, false, true, true]
        );
        assert!(!of(&[], &[]).can_draw);
    }
}
