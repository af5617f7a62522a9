//! How the program may look: colours, and which characters the terminal can be trusted with.

use crate::cli::{Options, When};
use crate::config::{ColorChoice, Ui};
use crate::model::charset::Charset;
use crate::model::role::ThemeName;
use crate::model::tint::Depth;
use crate::settings::origin::{Known, Origin};
use crate::settings::{Environment, Given, SettingsError, variable};

/// Terminals that know no colours, and no characters but their own.
const PLAIN: [&str; 6] = ["vt100", "vt102", "vt220", "vt320", "ansi-m", "xterm-mono"];
/// What terminals that have colours are called: each begins so. What nobody has heard of gets plain attributes only.
const COLORFUL: [&str; 27] = [
    "xterm",
    "screen",
    "tmux",
    "linux",
    "rxvt",
    "ansi",
    "cygwin",
    "cons25",
    "konsole",
    "gnome",
    "vte",
    "putty",
    "kitty",
    "alacritty",
    "foot",
    "wezterm",
    "ghostty",
    "contour",
    "iterm",
    "mlterm",
    "eterm",
    "Eterm",
    "st",
    "dtterm",
    "sun-color",
    "nsterm",
    "mintty",
];
/// Terminals whose fonts have few characters: the system consoles.
const CONSOLES: [&str; 3] = ["linux", "cons25", "ansi"];

/// How the program may look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appearance {
    /// Whether colours may be used.
    pub color: bool,
    /// How many colours there are.
    pub depth: Depth,
    /// Which characters may be written.
    pub charset: Charset,
    /// Whether the mouse is on from the start.
    pub mouse: bool,
    /// Which theme gives the colours.
    pub theme: ThemeName,
    /// Whether ASCII was asked for, and not only told of the locale or the terminal.
    pub asks_ascii: bool,
    /// What the terminal can do.
    pub skill: Skill,
}

/// What a terminal can do with what stands on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Skill {
    /// It cannot move its cursor, which a dashboard cannot do without.
    Lines,
    /// It writes cells anywhere: a terminal of the first days.
    Cells,
    /// It erases them as well.
    Erasing,
}

impl Appearance {
    /// Flag > environment > config file > what the terminal is known for.
    pub(super) fn resolve(options: &Options, environment: Environment<'_>, ui: Ui) -> Self {
        let text = |name| variable(name, environment).map(|value| value.to_string_lossy().into_owned());
        let terminal = text("TERM").unwrap_or_default();
        let is_plain = PLAIN.contains(&terminal.as_str());
        let is_colorful = terminal.contains("color")
            || text("COLORTERM").is_some()
            || cfg!(windows)
            || COLORFUL.iter().any(|known| terminal.starts_with(known));
        let is_forced = text("CLICOLOR_FORCE").is_some_and(|force| force != "0");
        let color = match (options.color, ui.color.unwrap_or(ColorChoice::Auto)) {
            (Some(When::Never), _) => false,
            (Some(When::Auto) | None, _) if text("NO_COLOR").is_some() => false,
            (Some(When::Always), _) | (None, ColorChoice::Always) => true,
            (None, ColorChoice::Never) => is_forced,
            (Some(When::Auto), _) | (None, ColorChoice::Auto) => (!is_plain && is_colorful) || is_forced,
        };
        let is_full = text("COLORTERM").is_some_and(|depth| depth == "truecolor" || depth == "24bit");
        let depth = match (is_full, terminal.contains("256color")) {
            (true, _) => Depth::Full,
            (false, true) => Depth::Palette,
            (false, false) => Depth::Names,
        };
        let asks_ascii = options.ascii || ui.ascii == Some(true);
        let charset = if asks_ascii { Charset::Ascii } else { charset(environment) };
        let skill = match terminal.as_str() {
            "" | "dumb" | "unknown" if !cfg!(windows) => Skill::Lines,
            _ if is_plain => Skill::Cells,
            _ => Skill::Erasing,
        };
        Self { color, depth, charset, theme: ThemeName::default(), mouse: ui.mouse == Some(true), asks_ascii, skill }
    }
}

/// Flag > environment > config file > the terminal's own colours.
pub(super) fn theme(
    flag: Option<crate::cli::Theme>,
    environment: Environment<'_>,
    configured: Option<ThemeName>,
) -> Result<Known<ThemeName>, SettingsError> {
    const NAME: &str = "FLASHBACK_THEME";
    if let Some(flag) = flag {
        return Ok(Known::new(flag.into(), Origin::Flag("--theme")));
    }
    if let Some(value) = variable(NAME, environment) {
        let value = value.into_string().map_err(|_not_shown| SettingsError::NotText(NAME))?;
        let theme = ThemeName::named(&value).ok_or_else(|| SettingsError::Theme(Given(&value).to_string()))?;
        return Ok(Known::new(theme, Origin::Variable(NAME)));
    }
    let origin = if configured.is_some() { Origin::File } else { Origin::Default };
    Ok(Known::new(configured.unwrap_or_default(), origin))
}

impl From<crate::cli::Theme> for ThemeName {
    fn from(theme: crate::cli::Theme) -> Self {
        match theme {
            crate::cli::Theme::Default => Self::Default,
            crate::cli::Theme::Light => Self::Light,
            crate::cli::Theme::Dark => Self::Dark,
            crate::cli::Theme::HighContrast => Self::HighContrast,
            crate::cli::Theme::ColourBlind => Self::ColourBlind,
        }
    }
}

/// Which characters may be written, as far as locale and terminal tell.
pub fn charset(environment: Environment<'_>) -> Charset {
    let text = |name| variable(name, environment).map(|value| value.to_string_lossy().into_owned());
    // The first of them that is set decides, as everywhere.
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(text).unwrap_or_default();
    let is_unicode = locale.to_ascii_lowercase().replace('-', "").contains("utf8");
    let terminal = text("TERM").unwrap_or_default();
    let is_bare = PLAIN.contains(&terminal.as_str()) || CONSOLES.contains(&terminal.as_str());
    if is_unicode && !is_bare { Charset::Unicode } else { Charset::Ascii }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(flags: &[&str], environment: &[(&str, &str)]) -> Appearance {
        let line = ["flashback-tui"].iter().chain(flags).map(Into::into);
        let options = crate::cli::parse(line).unwrap().options;
        let look_up = |name: &str| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
        Appearance::resolve(&options, &look_up, Ui::default())
    }

    fn configured(ui: Ui, flags: &[&str], environment: &[(&str, &str)]) -> Appearance {
        let line = ["flashback-tui"].iter().chain(flags).map(Into::into);
        let options = crate::cli::parse(line).unwrap().options;
        let look_up = |name: &str| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
        Appearance::resolve(&options, &look_up, ui)
    }

    #[test]
    fn the_config_file_comes_after_flag_and_environment() {
        let never = Ui { color: Some(ColorChoice::Never), ascii: Some(true), ..Ui::default() };
        let always = Ui { color: Some(ColorChoice::Always), ascii: Some(false), ..Ui::default() };
        let xterm = [("TERM", "xterm-256color"), ("LANG", "C.UTF-8")];
        let with = |more| [&xterm[..], &[more]].concat();
        assert!(!configured(never, &[], &xterm).color);
        assert_eq!(configured(never, &[], &xterm).charset, Charset::Ascii);
        assert!(configured(never, &["--color", "auto"], &xterm).color);
        assert!(configured(never, &[], &with(("CLICOLOR_FORCE", "1"))).color);
        assert!(configured(always, &[], &[("TERM", "vt100")]).color);
        assert!(!configured(always, &[], &with(("NO_COLOR", "1"))).color);
        assert_eq!(configured(always, &["--ascii"], &xterm).charset, Charset::Ascii);
        assert_eq!(configured(always, &[], &xterm).charset, Charset::Unicode);
    }

    #[test]
    fn a_theme_is_chosen_by_flag_environment_or_file() {
        let dark = Some(ThemeName::Dark);
        let light = |name: &str| (name == "FLASHBACK_THEME").then(|| "light".into());
        let none = |_: &str| None;
        let chosen = |flag, environment: Environment<'_>, file| theme(flag, environment, file).map(|theme| theme.value);
        assert_eq!(chosen(Some(crate::cli::Theme::HighContrast), &light, dark), Ok(ThemeName::HighContrast));
        assert_eq!(chosen(None, &light, dark), Ok(ThemeName::Light));
        assert_eq!(chosen(None, &none, dark), Ok(ThemeName::Dark));
        assert_eq!(chosen(None, &none, None), Ok(ThemeName::Default));
        let wrong = |name: &str| (name == "FLASHBACK_THEME").then(|| "pink".into());
        let said = chosen(None, &wrong, None).unwrap_err().to_string();
        assert_eq!(said, "FLASHBACK_THEME is `pink`, expected default, light, dark, high-contrast or colour-blind");
    }

    #[test]
    fn the_terminal_says_how_many_colours_there_are() {
        let depth = |environment: &[(&str, &str)]| of(&[], environment).depth;
        assert_eq!(depth(&[("TERM", "xterm")]), Depth::Names);
        assert_eq!(depth(&[("TERM", "tmux-256color")]), Depth::Palette);
        assert_eq!(depth(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]), Depth::Full);
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
        // The console of Windows has colours, whatever it is called.
        for unknown in ["vt52", "foobar"] {
            assert_eq!(colour(&[], &[("TERM", unknown)]), cfg!(windows));
        }
        assert!(
            colour(&[], &[("TERM", "foobar-256color")]) && colour(&[], &[("TERM", "foobar"), ("COLORTERM", "yes")])
        );
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

    #[cfg(not(windows))]
    #[test]
    fn a_terminal_that_cannot_move_its_cursor_is_told() {
        assert_eq!(
            ["dumb", "", "vt100", "xterm", "screen"].map(|term| of(&[], &[("TERM", term)]).skill),
            [Skill::Lines, Skill::Lines, Skill::Cells, Skill::Erasing, Skill::Erasing]
        );
        assert_eq!(of(&[], &[]).skill, Skill::Lines);
    }
}
