//! What the program is to do, from what was typed. Pure.

use crate::cli::{self, CheckFormat, Cli, Command, ConfigTask, Format, ReportFormat};
use crate::model::findings::Severity;
use crate::model::kind::Kind;
use crate::settings::{SettingsError, findings};

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
    /// Print the settings and where they came from.
    ShowConfig(ReportFormat),
    /// Check everything step by step.
    Doctor(ReportFormat),
}

impl Task {
    /// What was typed; where standard output is no terminal, the dashboard becomes `ls`.
    pub(super) fn of(cli: &Cli, stdout_is_terminal: bool) -> Self {
        let (kind, output) = match &cli.command {
            None if stdout_is_terminal => return Self::Dashboard,
            // Those of the configuration are done before there are settings.
            None | Some(Command::Config(ConfigTask::Path | ConfigTask::Init)) => (None, None),
            Some(Command::Ls(ls)) => match ls.kind.map(listed) {
                Some(Err(task)) => return task(ls.output.unwrap_or(Format::Table)),
                kind => (kind.and_then(Result::ok), ls.output),
            },
            Some(Command::Check(check)) => {
                let fail_on = check.fail_on.map(findings::severity);
                return Self::Check { format: check.output, fail_on };
            }
            Some(Command::Doctor(report)) => return Self::Doctor(report.output),
            Some(Command::Config(ConfigTask::Show(report))) => return Self::ShowConfig(report.output),
        };
        let default = if kind.is_none() { Format::Tree } else { Format::Table };
        let format = output.unwrap_or(default);
        Self::List { kind, format }
    }

    /// Secrets are shown by `ls` alone.
    pub(super) const fn may_show_secrets(self) -> Result<(), SettingsError> {
        match self {
            Self::Dashboard => Err(SettingsError::SecretsOnScreen),
            Self::Check { .. } | Self::Usage(_) | Self::Overview(_) => Err(SettingsError::SecretsInReport),
            Self::List { .. } | Self::ShowConfig(_) | Self::Doctor(_) => Ok(()),
        }
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
