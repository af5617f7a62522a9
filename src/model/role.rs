//! What the colours of the screen stand for, and the themes that give each of them a look.

use crate::model::look::Look;

/// The themes there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// The terminal's own sixteen colours.
    #[default]
    Default,
    /// For light backgrounds.
    Light,
    /// For dark backgrounds.
    Dark,
    /// Nothing dim and nothing coloured: the terminal's own colours, bold, underlined and reversed.
    HighContrast,
    /// Blue and orange, which every kind of colour blindness tells apart.
    ColourBlind,
}

/// What a colour stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The program's name in the header.
    Program,
    /// A profile's name in the header, in a colour of its own where the profile has one.
    Badge,
    /// The header's line.
    Header,
    /// Counts and other text that says little.
    Dim,
    /// The border of the pane that has the keys.
    FocusedBorder,
    /// Any other border.
    Border,
    /// The title of the pane that has the keys.
    Title,
    /// Any other title.
    PlainTitle,
    /// The selected row of the pane that has the keys.
    Selected,
    /// The selected row of the other pane.
    SelectedElsewhere,
    /// A key in footer and help.
    Key,
    /// What was looked for, where it stands.
    Hit,
    /// A label of a field.
    Label,
    /// A heading.
    Heading,
    /// A masked value.
    Masked,
    /// A credential in clear.
    Revealed,
    /// A state that is well.
    Good,
    /// A state to look at.
    Warning,
    /// A state that is broken.
    Bad,
    /// Lines that tell of a failure.
    Failure,
}

impl Role {
    /// All of them by their names in settings, in the order of the documentation.
    pub const ALL: [(Self, &'static str); 20] = [
        (Self::Program, "program"),
        (Self::Badge, "badge"),
        (Self::Header, "header"),
        (Self::Dim, "dim"),
        (Self::FocusedBorder, "focused_border"),
        (Self::Border, "border"),
        (Self::Title, "title"),
        (Self::PlainTitle, "plain_title"),
        (Self::Selected, "selected"),
        (Self::SelectedElsewhere, "selected_elsewhere"),
        (Self::Key, "key"),
        (Self::Hit, "hit"),
        (Self::Label, "label"),
        (Self::Heading, "heading"),
        (Self::Masked, "masked"),
        (Self::Revealed, "revealed"),
        (Self::Good, "good"),
        (Self::Warning, "warning"),
        (Self::Bad, "bad"),
        (Self::Failure, "failure"),
    ];

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == name).map(|(role, _)| role)
    }
}

impl ThemeName {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Default, Self::Light, Self::Dark, Self::HighContrast, Self::ColourBlind];

    /// Its name in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::HighContrast => "high-contrast",
            Self::ColourBlind => "colour-blind",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// The look of each role, in the words of settings and the order of [`Role::ALL`].
    pub const fn words(self) -> [&'static str; 20] {
        match self {
            Self::Default => DEFAULT,
            Self::Light => LIGHT,
            Self::Dark => DARK,
            Self::HighContrast => HIGH_CONTRAST,
            Self::ColourBlind => COLOUR_BLIND,
        }
    }

    /// The look of each role.
    pub fn looks(self) -> impl Iterator<Item = (Role, Look)> {
        let look = |((role, _), words)| (role, Look::parse(words).unwrap_or_default());
        Role::ALL.into_iter().zip(self.words()).map(look)
    }
}

const DEFAULT: [&str; 20] = [
    "cyan bold",
    "bold reverse",
    "default",
    "dim",
    "cyan",
    "dim",
    "cyan bold",
    "default",
    "black on cyan",
    "bold",
    "cyan",
    "yellow bold underline",
    "dim",
    "bold",
    "magenta",
    "red bold",
    "green",
    "yellow",
    "red",
    "red bold",
];

const LIGHT: [&str; 20] = [
    "#0550ae bold",
    "bold reverse",
    "default",
    "#57606a",
    "#0550ae",
    "#6e7781",
    "#0550ae bold",
    "default",
    "#ffffff on #0550ae",
    "bold",
    "#0550ae",
    "#7d4e00 bold underline",
    "#57606a",
    "bold",
    "#6639ba",
    "#a40e26 bold",
    "#116329",
    "#7d4e00",
    "#a40e26",
    "#a40e26 bold",
];

const DARK: [&str; 20] = [
    "#79c0ff bold",
    "bold reverse",
    "default",
    "#9da7b3",
    "#79c0ff",
    "#768390",
    "#79c0ff bold",
    "default",
    "#0d1117 on #79c0ff",
    "bold",
    "#79c0ff",
    "#e3b341 bold underline",
    "#9da7b3",
    "bold",
    "#d7a8ff",
    "#ffa198 bold",
    "#7ee787",
    "#e3b341",
    "#ffa198",
    "#ffa198 bold",
];

const HIGH_CONTRAST: [&str; 20] = [
    "bold",
    "bold reverse",
    "default",
    "default",
    "bold",
    "default",
    "bold",
    "default",
    "bold reverse",
    "bold underline",
    "bold",
    "bold underline",
    "default",
    "bold underline",
    "default",
    "bold reverse",
    "default",
    "bold underline",
    "bold reverse",
    "bold reverse",
];

/// These have a contrast of 4 at least on black and on white.
const COLOUR_BLIND: [&str; 20] = [
    "#0077bb bold",
    "bold reverse",
    "default",
    "dim",
    "#0077bb",
    "dim",
    "#0077bb bold",
    "default",
    "#ffffff on #0077bb",
    "bold",
    "#0077bb",
    "#af5f00 bold underline",
    "dim",
    "bold",
    "default",
    "bold reverse",
    "#0077bb",
    "#af5f00",
    "bold reverse",
    "bold reverse",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tint::{Depth, Tint};

    /// The relative luminance of WCAG 2.
    fn luminance((red, green, blue): (u8, u8, u8)) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    fn contrast(one: (u8, u8, u8), other: (u8, u8, u8)) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The parts of a colour; those of the cube and the greys are the same in every terminal.
    fn parts(tint: Tint) -> (u8, u8, u8) {
        const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
        match tint {
            Tint::Rgb(red, green, blue) => (red, green, blue),
            Tint::Palette(index @ 16..=231) => {
                let at = |part: u8| STEPS[usize::from(part % 6)];
                (at((index - 16) / 36), at((index - 16) / 6), at(index - 16))
            }
            Tint::Palette(index) => panic!("{index} has no colour of its own"),
        }
    }

    fn check(theme: ThemeName, backgrounds: &[(u8, u8, u8)], least: f64) {
        for depth in [Depth::Full, Depth::Palette] {
            for ((role, look), (_, name)) in theme.looks().zip(Role::ALL) {
                let look = look.within(depth);
                let Some(text) = look.text else { continue };
                // A border is no text.
                let least = if role == Role::Border { 3.0 } else { least };
                let own = look.behind.map(|behind| vec![parts(behind)]);
                for behind in own.as_deref().unwrap_or(backgrounds) {
                    let contrast = contrast(parts(text), *behind);
                    assert!(contrast >= least, "{} {name} {depth:?} on {behind:?}: {contrast:.2}", theme.name());
                }
            }
        }
    }

    #[test]
    fn text_stands_out_from_the_backgrounds_a_theme_is_made_for() {
        check(ThemeName::Light, &[(255, 255, 255), (246, 248, 250)], 4.5);
        check(ThemeName::Dark, &[(0, 0, 0), (30, 30, 30), (40, 44, 52)], 4.5);
        check(ThemeName::ColourBlind, &[(255, 255, 255), (0, 0, 0)], 4.0);
    }

    #[test]
    fn every_theme_is_written_in_words_that_are_read() {
        for theme in ThemeName::ALL {
            assert_eq!(ThemeName::named(theme.name()), Some(theme));
            for words in theme.words() {
                assert!(Look::parse(words).is_some(), "{words}");
            }
        }
        for (role, name) in Role::ALL {
            assert_eq!(Role::named(name), Some(role));
        }
        assert_eq!(ThemeName::named("pink"), None);
    }
}
