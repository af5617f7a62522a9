//! How often the dashboard asks again by itself.

use std::time::Duration;

use crate::cli::Options;
use crate::config::Ui;
use crate::model::interval;
use crate::settings::origin::{Known, Origin};
use crate::settings::{Environment, Given, SettingsError, variable};

/// Flag > environment > config file > never.
pub(super) fn every(options: &Options, environment: Environment<'_>, ui: Ui) -> Result<Known<Duration>, SettingsError> {
    const NAMES: (&str, &str) = ("--refresh-every", "FLASHBACK_REFRESH_EVERY");
    let read = |name, typed: &str| {
        let refused = || SettingsError::RefreshEvery { name, value: Given(typed).to_string() };
        interval::parse(typed).ok_or_else(refused)
    };
    if let Some(typed) = &options.refresh_every {
        return Ok(Known::new(read(NAMES.0, typed)?, Origin::Flag(NAMES.0)));
    }
    if let Some(value) = variable(NAMES.1, environment) {
        let typed = value.into_string().map_err(|_not_shown| SettingsError::NotText(NAMES.1))?;
        return Ok(Known::new(read(NAMES.1, &typed)?, Origin::Variable(NAMES.1)));
    }
    let origin = if ui.refresh_every.is_some() { Origin::File } else { Origin::Default };
    Ok(Known::new(ui.refresh_every.unwrap_or_default(), origin))
}
