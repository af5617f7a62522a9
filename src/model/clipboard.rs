//! The ways to a clipboard by the names that settings have for them.

/// Which way a copy goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Clipboard {
    /// The one that fits where the program runs.
    #[default]
    Auto,
    /// The escape sequence OSC 52: the terminal puts it on its own machine's clipboard.
    Osc52,
    /// The buffer of tmux.
    Tmux,
    /// A program of the desktop.
    Native,
    /// None.
    Off,
}

impl Clipboard {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Auto, Self::Osc52, Self::Tmux, Self::Native, Self::Off];

    /// Its name in settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Osc52 => "osc52",
            Self::Tmux => "tmux",
            Self::Native => "native",
            Self::Off => "off",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == name)
    }
}
