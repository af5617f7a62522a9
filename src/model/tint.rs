//! The colour a user gives to what must not be mistaken, as plain data. Must not know how a terminal writes it.

/// The sixteen names, in the order of the terminal's palette.
pub const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tint {
    /// One of the terminal's own palette: the sixteen names, or one of 256.
    Palette(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

/// How many colours a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Sixteen.
    Names,
    /// 256.
    Palette,
    /// All of them.
    Full,
}

impl Tint {
    /// Reads one of the sixteen names or `#rrggbb`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(index) = NAMES.iter().position(|name| text.eq_ignore_ascii_case(name)) {
            return u8::try_from(index).ok().map(Self::Palette);
        }
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        let part = |at: usize| {
            let pair = digits.get(at..at + 2).filter(|pair| pair.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
            u8::from_str_radix(pair, 16).ok()
        };
        Some(Self::Rgb(part(0)?, part(2)?, part(4)?))
    }

    /// The nearest colour that a terminal has.
    #[must_use]
    pub fn within(self, depth: Depth) -> Self {
        match (self, depth) {
            (Self::Palette(_), _) | (_, Depth::Full) => self,
            (Self::Rgb(red, green, blue), Depth::Palette) => {
                // The cube of 6 x 6 x 6 colours behind the sixteen.
                let step = |part: u8| match part {
                    0..=47 => 0,
                    48..=114 => 1,
                    _ => (part - 35) / 40,
                };
                Self::Palette(16 + 36 * step(red) + 6 * step(green) + step(blue))
            }
            (Self::Rgb(red, green, blue), Depth::Names) => {
                let (brightest, darkest) = (red.max(green).max(blue), red.min(green).min(blue));
                let middle = u16::midpoint(u16::from(brightest), u16::from(darkest));
                let bit = |part: u8, bit: u8| if u16::from(part) > middle { bit } else { 0 };
                let hue = bit(red, 1) | bit(green, 2) | bit(blue, 4);
                Self::Palette(match (brightest, brightest - darkest) {
                    (0..48, _) => 0,
                    // Greys: bright black, white, bright white.
                    (48..150, 0..40) => 8,
                    (150..224, 0..40) => 7,
                    (_, 0..40) => 15,
                    (0..192, _) => hue,
                    _ => hue + 8,
                })
            }
        }
    }

    /// The colour as [`Self::parse`] reads it.
    pub fn name(self) -> String {
        match self {
            Self::Palette(index) => {
                NAMES.get(usize::from(index)).map_or_else(|| index.to_string(), |name| (*name).to_owned())
            }
            Self::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixteen_names_and_hexadecimal_colours_are_read_and_named_again() {
        for (index, name) in NAMES.iter().enumerate() {
            let tint = Tint::parse(name).unwrap();
            assert_eq!((tint, tint.name()), (Tint::Palette(u8::try_from(index).unwrap()), (*name).to_owned()));
        }
        assert_eq!(Tint::parse("RED"), Some(Tint::Palette(1)));
        assert_eq!(Tint::parse("#C0ffEe").map(Tint::name).as_deref(), Some("#c0ffee"));
        for wrong in ["", "pink", "#fff", "#12345g", "#+1+2+3", "c0ffee", "#ffüf", "1"] {
            assert_eq!(Tint::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_colour_that_a_terminal_lacks_becomes_the_nearest_it_has() {
        let near = |text, depth| Tint::parse(text).unwrap().within(depth);
        assert_eq!(near("#ff0000", Depth::Full), Tint::Rgb(255, 0, 0));
        assert_eq!(near("#ff0000", Depth::Palette), Tint::Palette(196));
        assert_eq!(near("#ffffff", Depth::Palette), Tint::Palette(231));
        assert_eq!(near("#000000", Depth::Palette), Tint::Palette(16));
        for (text, index) in [
            ("#ff0000", 9),
            ("#800000", 1),
            ("#00ffff", 14),
            ("#101010", 0),
            ("#ffffff", 15),
            ("#57606a", 8),
            ("#7ee787", 10),
        ] {
            assert_eq!(near(text, Depth::Names), Tint::Palette(index), "{text}");
        }
        assert_eq!(near("cyan", Depth::Names), Tint::Palette(6));
    }
}
