//! Which rules are asked, and how strictly: flag over config file over defaults. Pure.

use crate::cli::{self, Cli, Command};
use crate::config::{self, Findings};
use crate::model::findings::{DEFAULT_MAX_KEY_AGE, Policy, Severity};
use crate::settings::{Given, SettingsError};

/// What counts.
pub(super) fn policy(cli: &Cli, configured: &Findings) -> Result<Policy, SettingsError> {
    let flag = match &cli.command {
        Some(Command::Check(check)) => check.max_key_age.as_deref(),
        _ => None,
    };
    let age = flag.map(|given| config::days(given).ok_or_else(|| SettingsError::Age(Given(given).to_string())));
    Ok(Policy {
        disable: configured.disable.clone(),
        max_key_age: age.transpose()?.or(configured.max_key_age).unwrap_or(DEFAULT_MAX_KEY_AGE),
        severity: configured.severity.clone(),
    })
}

/// The severity that an option names.
pub(super) const fn severity(severity: cli::Severity) -> Severity {
    match severity {
        cli::Severity::High => Severity::High,
        cli::Severity::Medium => Severity::Medium,
        cli::Severity::Low => Severity::Low,
        cli::Severity::Info => Severity::Info,
    }
}
