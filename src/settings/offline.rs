//! What does not go with a file that is read in place of the API's answer. Pure.

use crate::cli::Options;
use crate::settings::{SettingsError, Task};

/// Whoever names a way to the API or a token does not want a file instead.
///
/// # Errors
///
/// The first option, or the command, that makes no sense with `--input`.
pub(super) fn check(options: &Options, task: Task) -> Result<(), SettingsError> {
    if options.input.is_none() {
        return Ok(());
    }
    match task {
        Task::Doctor(_) => return Err(SettingsError::OfflineTask("doctor")),
        Task::ShowConfig(_) => return Err(SettingsError::OfflineTask("config")),
        _ => {}
    }
    let token = &options.token;
    let flags = [
        (token.file.is_some(), "--token-file"),
        (token.command.is_some(), "--token-command"),
        (token.insecure_file, "--insecure-token-file"),
        (options.demo, "--demo"),
        (options.profile.is_some(), "--profile"),
        (options.api_url.is_some(), "--api-url"),
        (options.workspace.is_some(), "--workspace (`--filter workspace:ID` narrows down what was kept)"),
        (options.allow_http, "--allow-http"),
        (options.ca_bundle.is_some(), "--ca-bundle"),
        (options.timeout.is_some(), "--timeout"),
        (options.connect_timeout.is_some(), "--connect-timeout"),
        (options.max_time.is_some(), "--max-time"),
    ];
    match flags.into_iter().find(|(is_given, _)| *is_given) {
        Some((_, flag)) => Err(SettingsError::Offline(flag)),
        None => Ok(()),
    }
}
