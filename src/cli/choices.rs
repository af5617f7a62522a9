//! What can be chosen, by the names of the command line.

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

/// The formats of a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// Lines for people
    #[default]
    Text,
    /// One JSON object
    Json,
}

/// The formats of `check`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// Aligned columns, for people
    #[default]
    Table,
    /// One JSON object
    Json,
    /// A Markdown table
    Md,
    /// Comma-separated values with a header
    Csv,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Severity {
    /// To be looked at now
    High,
    /// To be looked at soon
    Medium,
    /// To be looked at one day
    Low,
    /// Worth knowing
    Info,
}

/// The kinds of objects by the names they have on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// Repositories
    Repos,
    /// Buckets, as each repository uses them
    Buckets,
    /// API keys
    ApiKeys,
    /// AI LLMs, as each repository uses them
    AiLlms,
    /// AI API keys
    AiApiKeys,
    /// Who uses what: buckets, LLMs, credentials, endpoints and workspaces that more than one object has
    Usage,
    /// What there is in figures: types, modes, regions, providers, ages; each with the filter that finds it
    Overview,
}

/// The formats of `ls`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Repositories with what they hold, for people
    Tree,
    /// Aligned columns, for people and pipes
    Table,
    /// The API's own document, pretty; with a kind an array
    Json,
    /// One compact JSON object a line
    Jsonl,
    /// Comma-separated values with a header
    Csv,
    /// A Markdown table
    Md,
}

/// The shells that complete the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// GNU Bash
    Bash,
    /// Z shell
    Zsh,
    /// fish
    Fish,
    /// `PowerShell`
    Powershell,
}
