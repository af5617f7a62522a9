//! What the program is to do, from what was typed. Pure.

use std::path::PathBuf;

use crate::cli::{self, CheckFormat, Cli, Command, ConfigTask, DiffFormat, Format, ReportFormat};
use crate::model::findings::Severity;
use crate::model::kind::Kind;
use crate::settings::token::TokenSource;
use crate::settings::{SettingsError, findings, offline};

/// What the program is to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// Open the dashboard.
    Dashboard,
    /// Print once and end.
    List {
        /// One row per object of this kind, `None` for the whole tree.
        kind: Option<Kind>,
        /// How.
        format: Format,
    },
    /// Print who uses what and end.
    Usage(Format),
    /// Print what there is in figures and end.
    Overview(Format),
    /// Print what is found and end.
    Check {
        /// How.
        format: CheckFormat,
        /// From which severity on finding something is told by the exit code.
        fail_on: Option<Severity>,
    },
    /// Write the answer to a file and end.
    Save,
    /// Print what changed between two answers.
    Diff(DiffFormat),
    /// Print the settings and where they came from.
    ShowConfig(ReportFormat),
    /// Check everything step by step.
    Doctor(ReportFormat),
}

impl Task {
    /// What was typed; where standard output is no terminal, the dashboard becomes `ls`.
    ///
    /// # Errors
    ///
    /// It does not go with `--show-secrets`, and that was said.
    pub(super) fn asked(cli: &Cli, stdout_is_terminal: bool) -> Result<Self, SettingsError> {
        match &cli.save {
            Some(_) if cli.command.is_some() => return Err(SettingsError::SaveAlone),
            Some(path) if path.as_os_str() == "-" || path.as_os_str().is_empty() => {
                return Err(SettingsError::SaveNowhere);
            }
            Some(_) | None => {}
        }
        let task = Self::of(cli, stdout_is_terminal);
        if cli.options.show_secrets {
            task.may_show_secrets()?;
        }
        offline::check(&cli.options, task)?;
        Ok(task)
    }

    fn of(cli: &Cli, stdout_is_terminal: bool) -> Self {
        let (kind, output) = match &cli.command {
            None if cli.save.is_some() => return Self::Save,
            None if stdout_is_terminal => return Self::Dashboard,
            // What needs no settings is done before there are any.
            None
            | Some(Command::Completions { .. } | Command::Man | Command::Config(ConfigTask::Path | ConfigTask::Init)) => {
                (None, None)
            }
            Some(Command::Ls(ls)) => match ls.kind.map(listed) {
                Some(Err(task)) => return task(ls.output.unwrap_or(Format::Table)),
                kind => (kind.and_then(Result::ok), ls.output),
            },
            Some(Command::Check(check)) => {
                let fail_on = check.fail_on.map(findings::severity);
                return Self::Check { format: check.output, fail_on };
            }
            Some(Command::Diff(diff)) => return Self::Diff(diff.output),
            Some(Command::Doctor(report)) => return Self::Doctor(report.output),
            Some(Command::Config(ConfigTask::Show(report))) => return Self::ShowConfig(report.output),
        };
        let default = if kind.is_none() { Format::Tree } else { Format::Table };
        let format = output.unwrap_or(default);
        Self::List { kind, format }
    }

    /// Secrets are shown by `ls` alone.
    const fn may_show_secrets(self) -> Result<(), SettingsError> {
        match self {
            Self::Dashboard => Err(SettingsError::SecretsOnScreen),
            Self::Check { .. } | Self::Usage(_) | Self::Overview(_) | Self::Diff(_) => {
                Err(SettingsError::SecretsInReport)
            }
            Self::List { .. } | Self::Save | Self::ShowConfig(_) | Self::Doctor(_) => Ok(()),
        }
    }
}

/// What `diff` compares, each by its path, `-` for standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The older answer.
    pub old: PathBuf,
    /// The newer one; `None` asks the API.
    pub new: Option<PathBuf>,
}

impl Compared {
    /// What was typed; of any other command nothing.
    ///
    /// # Errors
    ///
    /// Standard input holds one thing alone.
    pub(super) fn asked(cli: &Cli, token: &TokenSource) -> Result<Option<Self>, SettingsError> {
        let Some(Command::Diff(diff)) = &cli.command else { return Ok(None) };
        let input = cli.options.input.clone();
        if diff.new.is_some() && input.is_some() {
            return Err(SettingsError::InputBeside);
        }
        let Self { old, new } = Self { old: diff.old.clone(), new: diff.new.clone().or(input) };
        let is_standard = |path: &PathBuf| path.as_os_str() == "-";
        let other = match &new {
            Some(new) => is_standard(new),
            None => matches!(token, TokenSource::StandardInput),
        };
        if is_standard(&old) && other { Err(SettingsError::InputTwice) } else { Ok(Some(Self { old, new })) }
    }
}

/// The kind of objects that is listed; what else is done where it is none.
fn listed(kind: cli::Kind) -> Result<Kind, fn(Format) -> Task> {
    Ok(match kind {
        cli::Kind::Repos => Kind::Repo,
        cli::Kind::Buckets => Kind::Bucket,
        cli::Kind::ApiKeys => Kind::ApiKey,
        cli::Kind::AiLlms => Kind::AiLlm,
        cli::Kind::AiApiKeys => Kind::AiApiKey,
        cli::Kind::Usage => return Err(Task::Usage),
        cli::Kind::Overview => return Err(Task::Overview),
    })
}
