//! Every colour and every glyph of the screen.

use ratatui::style::{Color, Modifier, Style};

use crate::app::detail::Tone;

/// How everything looks. What a state means is never said by colour alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The program's name in the header.
    pub program: Style,
    /// A profile's name in the header, under its own colour; `None` sets it in brackets.
    pub badge: Option<Style>,
    /// The header's line.
    pub header: Style,
    /// Counts and other text that says little.
    pub dim: Style,
    /// The border of the pane that has the keys.
    pub focused_border: Style,
    /// Any other border.
    pub border: Style,
    /// The title of the pane that has the keys.
    pub title: Style,
    /// Any other title.
    pub plain_title: Style,
    /// The selected row of the pane that has the keys.
    pub selected: Style,
    /// The selected row of the other pane.
    pub selected_elsewhere: Style,
    /// A key in footer and help.
    pub key: Style,
    /// What was looked for, where it stands.
    pub hit: Style,
    /// A label of a field.
    pub label: Style,
    /// A heading.
    pub heading: Style,
    /// A masked value.
    pub masked: Style,
    /// A credential in clear.
    pub revealed: Style,
    /// A state that is well.
    pub good: Style,
    /// A state to look at.
    pub warning: Style,
    /// A state that is broken, and failures.
    pub bad: Style,
    /// Lines that tell of a failure.
    pub failure: Style,
    /// In front of the selected row.
    pub marker: &'static str,
    /// In front of a closed branch.
    pub closed: &'static str,
    /// In front of an open branch.
    pub open: &'static str,
    /// A master bucket.
    pub master: &'static str,
    /// A disabled repository or a deleted key.
    pub off: &'static str,
    /// Something with a problem.
    pub problem: &'static str,
    /// A character that was typed and is not shown.
    pub dot: &'static str,
    /// Where text was cut.
    pub ellipsis: &'static str,
}

impl Theme {
    /// The terminal's own sixteen colours.
    pub fn colour() -> Self {
        let fg = |color| Style::new().fg(color);
        Self {
            program: fg(Color::Cyan).add_modifier(Modifier::BOLD),
            badge: Some(Style::new().add_modifier(Modifier::BOLD.union(Modifier::REVERSED))),
            focused_border: fg(Color::Cyan),
            title: fg(Color::Cyan).add_modifier(Modifier::BOLD),
            selected: fg(Color::Black).bg(Color::Cyan).remove_modifier(Modifier::DIM),
            key: fg(Color::Cyan),
            hit: fg(Color::Yellow).add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
            masked: fg(Color::Magenta),
            revealed: fg(Color::Red).add_modifier(Modifier::BOLD),
            good: fg(Color::Green),
            warning: fg(Color::Yellow),
            bad: fg(Color::Red),
            failure: fg(Color::Red).add_modifier(Modifier::BOLD),
            ..Self::mono()
        }
    }

    /// No colour at all: bold, dim and reverse only, and a mark beside whatever colour would say.
    pub const fn mono() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        // Dimmed rather than grey: a grey of the palette is invisible on some backgrounds.
        let dim = plain.fg(Color::Reset).add_modifier(Modifier::DIM).remove_modifier(Modifier::BOLD);
        Self {
            program: bold,
            badge: None,
            header: plain,
            dim,
            focused_border: bold,
            border: dim,
            title: bold,
            plain_title: plain.remove_modifier(Modifier::DIM),
            selected: plain.add_modifier(Modifier::REVERSED).remove_modifier(Modifier::DIM),
            selected_elsewhere: bold,
            key: bold,
            hit: bold.add_modifier(Modifier::UNDERLINED),
            label: dim,
            heading: bold,
            masked: plain,
            revealed: bold,
            good: plain,
            warning: bold,
            bad: bold,
            failure: plain.add_modifier(Modifier::REVERSED),
            marker: "▌",
            closed: "▸ ",
            open: "▾ ",
            master: "★",
            off: "⊘",
            problem: "!",
            dot: "•",
            ellipsis: "…",
        }
    }

    /// The style of a piece of text in the details.
    pub const fn tone(&self, tone: Tone) -> Style {
        match tone {
            Tone::Label => self.label,
            Tone::Value => Style::new(),
            Tone::Dim => self.dim,
            Tone::Masked => self.masked,
            Tone::Revealed => self.revealed,
            Tone::Problem => self.bad,
            Tone::Heading => self.heading,
        }
    }
}
