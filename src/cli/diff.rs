//! What `diff` is asked for.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

const OLD: &str = "The older answer: a file with what GET /repo answered, - for standard input";
const NEW: &str = "The newer one; without it the API is asked";

/// What `diff` compares.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Diff {
    /// The older answer.
    #[arg(help = OLD)]
    pub old: PathBuf,
    /// The newer one; `None` asks the API.
    #[arg(help = NEW)]
    pub new: Option<PathBuf>,
    /// How to print it
    #[arg(short, long, value_name = "FORMAT", default_value = "table")]
    pub output: DiffFormat,
}

/// The formats of `diff`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// Aligned columns, for people
    #[default]
    Table,
    /// One JSON object
    Json,
    /// A Markdown table
    Md,
}
