//! Every colour and every glyph of the screen.

use ratatui::style::{Color, Modifier, Style};

use crate::app::detail::Tone;
use crate::model::findings::Severity;
use crate::model::look::Look;
use crate::model::role::{Role, ThemeName};
use crate::model::tint::{Depth, Tint};

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
    /// Something new.
    pub added: &'static str,
    /// Something that changed.
    pub changed: &'static str,
    /// A character that was typed and is not shown.
    pub dot: &'static str,
    /// Where text was cut.
    pub ellipsis: &'static str,
}

impl Theme {
    /// The terminal's own sixteen colours.
    pub fn colour() -> Self {
        Self::of(ThemeName::Default, &[], Depth::Full)
    }

    /// A theme with looks that take the place of its own, in the colours that a terminal has.
    pub fn of(name: ThemeName, own: &[(Role, Look)], depth: Depth) -> Self {
        let mut theme = Self::mono();
        for (role, look) in name.looks().chain(own.iter().copied()) {
            let style = style(role, look.within(depth));
            *theme.style_mut(role) = style;
        }
        theme
    }

    fn style_mut(&mut self, role: Role) -> &mut Style {
        match role {
            Role::Program => &mut self.program,
            Role::Badge => self.badge.get_or_insert(Style::new()),
            Role::Header => &mut self.header,
            Role::Dim => &mut self.dim,
            Role::FocusedBorder => &mut self.focused_border,
            Role::Border => &mut self.border,
            Role::Title => &mut self.title,
            Role::PlainTitle => &mut self.plain_title,
            Role::Selected => &mut self.selected,
            Role::SelectedElsewhere => &mut self.selected_elsewhere,
            Role::Key => &mut self.key,
            Role::Hit => &mut self.hit,
            Role::Label => &mut self.label,
            Role::Heading => &mut self.heading,
            Role::Masked => &mut self.masked,
            Role::Revealed => &mut self.revealed,
            Role::Good => &mut self.good,
            Role::Warning => &mut self.warning,
            Role::Bad => &mut self.bad,
            Role::Failure => &mut self.failure,
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
            added: "+",
            changed: "Δ",
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
            Tone::Found(severity) => self.severity(severity),
            Tone::Heading => self.heading,
        }
    }

    /// How a severity looks; its mark says the same.
    pub const fn severity(&self, severity: Severity) -> Style {
        match severity {
            Severity::High => self.bad,
            Severity::Medium => self.warning,
            Severity::Low => Style::new(),
            Severity::Info => self.dim,
        }
    }
}

/// A look as a style. Rows and borders lie over other styles: what a look does not have there must be taken away.
fn style(role: Role, look: Look) -> Style {
    let mut style = Style::new();
    let attributes = [
        (look.bold, Modifier::BOLD),
        (look.dim, Modifier::DIM),
        (look.underline, Modifier::UNDERLINED),
        (look.reverse, Modifier::REVERSED),
    ];
    for (_, modifier) in attributes.into_iter().filter(|(is_on, _)| *is_on) {
        style = style.add_modifier(modifier);
    }
    match role {
        // Beside bold, dim is not seen; and a colour that lies below says more than this is to say.
        Role::Dim | Role::Label | Role::Border if look.text.is_none() => {
            style = style.fg(Color::Reset).remove_modifier(Modifier::BOLD);
        }
        Role::Dim | Role::Label | Role::Border => style = style.remove_modifier(Modifier::BOLD),
        // The border it stands in has a colour of its own.
        Role::PlainTitle if look.text.is_none() => {
            let plain = if look.dim { style } else { style.remove_modifier(Modifier::DIM) };
            style = plain.fg(Color::Reset);
        }
        Role::Selected | Role::PlainTitle if !look.dim => style = style.remove_modifier(Modifier::DIM),
        _ => {}
    }
    style.fg = look.text.map(color).or(style.fg);
    style.bg = look.behind.map(color);
    style
}

/// A colour as the terminal is asked for it: the sixteen by their short codes.
pub const fn color(tint: Tint) -> Color {
    match tint {
        Tint::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
        Tint::Palette(index) => match index {
            0 => Color::Black,
            1 => Color::Red,
            2 => Color::Green,
            3 => Color::Yellow,
            4 => Color::Blue,
            5 => Color::Magenta,
            6 => Color::Cyan,
            7 => Color::Gray,
            8 => Color::DarkGray,
            9 => Color::LightRed,
            10 => Color::LightGreen,
            11 => Color::LightYellow,
            12 => Color::LightBlue,
            13 => Color::LightMagenta,
            14 => Color::LightCyan,
            15 => Color::White,
            index => Color::Indexed(index),
        },
    }
}
