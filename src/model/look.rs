//! How a piece of the screen looks, as settings say it: colours and attributes in words. Must not know how a terminal
//! writes them.

use crate::model::tint::{Depth, Tint};

/// A colour for the text, one for what lies behind it, and attributes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "the terminal's attributes are independent switches")]
pub struct Look {
    /// The colour of the text; `None` is the terminal's own.
    pub text: Option<Tint>,
    /// The colour behind it; `None` is the terminal's own.
    pub behind: Option<Tint>,
    /// Bold.
    pub bold: bool,
    /// Dim.
    pub dim: bool,
    /// Underlined.
    pub underline: bool,
    /// The colours of text and what lies behind it swapped.
    pub reverse: bool,
}

impl Look {
    /// Reads words as `black on cyan bold`: a colour of the text, one behind it after `on`, attributes, each at most
    /// once and in any order; `default` is the terminal's own colour. `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut look = Self::default();
        let (mut seen_text, mut seen_behind) = (false, false);
        let mut words = text.split_whitespace().peekable();
        words.peek()?;
        while let Some(word) = words.next() {
            let attribute = match word {
                "bold" => &mut look.bold,
                "dim" => &mut look.dim,
                "underline" => &mut look.underline,
                "reverse" => &mut look.reverse,
                "on" if !seen_behind => {
                    colour(words.next()?, &mut look.behind)?;
                    seen_behind = true;
                    continue;
                }
                word if !seen_text => {
                    colour(word, &mut look.text)?;
                    seen_text = true;
                    continue;
                }
                _ => return None,
            };
            if std::mem::replace(attribute, true) {
                return None;
            }
        }
        Some(look)
    }

    /// With the nearest colours that a terminal has.
    #[must_use]
    pub fn within(self, depth: Depth) -> Self {
        let near = |tint: Option<Tint>| tint.map(|tint| tint.within(depth));
        Self { text: near(self.text), behind: near(self.behind), ..self }
    }
}

/// Reads a colour by its name, its number in the palette or as `#rrggbb` to where it belongs, which stays as it is for
/// the terminal's own.
fn colour(word: &str, place: &mut Option<Tint>) -> Option<()> {
    if word == "default" {
        return Some(());
    }
    let number = || word.bytes().all(|byte| byte.is_ascii_digit()).then(|| word.parse().ok()).flatten();
    *place = Some(Tint::parse(word).or_else(|| number().map(Tint::Palette))?);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_in_any_order_and_each_at_most_once() {
        let cyan = Some(Tint::Palette(6));
        let plain = Look::default();
        assert_eq!(Look::parse("cyan bold"), Some(Look { text: cyan, bold: true, ..plain }));
        assert_eq!(Look::parse("bold cyan"), Look::parse("cyan  bold "));
        assert_eq!(Look::parse("on cyan black"), Some(Look { text: Some(Tint::Palette(0)), behind: cyan, ..plain }));
        assert_eq!(Look::parse("208 on #102030").unwrap().behind, Some(Tint::Rgb(16, 32, 48)));
        assert_eq!(Look::parse("default"), Some(plain));
        assert_eq!(
            Look::parse("default dim underline reverse"),
            Some(Look { dim: true, underline: true, reverse: true, ..plain })
        );
        for wrong in
            ["", " ", "pink", "256", "+1", "#fff", "on", "red on", "red blue", "red on blue on blue", "bold bold"]
        {
            assert_eq!(Look::parse(wrong), None, "{wrong}");
        }
    }
}
