//! What can be chosen of how it looks and copies, by the names of the command line.

use clap::ValueEnum;

/// When to use colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// Where the terminal has them and nobody said no.
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}

/// The themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Theme {
    /// The terminal's own colours.
    Default,
    /// For light backgrounds.
    Light,
    /// For dark backgrounds.
    Dark,
    /// Nothing dim, nothing coloured.
    HighContrast,
    /// Blue and orange.
    ColourBlind,
}

/// Which way a copy goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Clipboard {
    /// The one that fits.
    Auto,
    /// The terminal, by its escape sequence.
    Osc52,
    /// The buffer of tmux.
    Tmux,
    /// A program of the desktop.
    Native,
    /// None.
    Off,
}
