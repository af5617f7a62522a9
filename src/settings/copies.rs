//! Which way a copy goes.

use crate::model::clipboard::Clipboard;
use crate::settings::origin::{Known, Origin};
use crate::settings::{Environment, Given, SettingsError, variable};

/// Flag > environment > config file > what fits.
pub(super) fn clipboard(
    flag: Option<crate::cli::Clipboard>,
    environment: Environment<'_>,
    configured: Option<Clipboard>,
) -> Result<Known<Clipboard>, SettingsError> {
    const NAME: &str = "FLASHBACK_CLIPBOARD";
    if let Some(flag) = flag {
        return Ok(Known::new(flag.into(), Origin::Flag("--clipboard")));
    }
    if let Some(value) = variable(NAME, environment) {
        let value = value.into_string().map_err(|_not_shown| SettingsError::NotText(NAME))?;
        let way = Clipboard::named(&value).ok_or_else(|| SettingsError::Clipboard(Given(&value).to_string()))?;
        return Ok(Known::new(way, Origin::Variable(NAME)));
    }
    let origin = if configured.is_some() { Origin::File } else { Origin::Default };
    Ok(Known::new(configured.unwrap_or_default(), origin))
}

impl From<crate::cli::Clipboard> for Clipboard {
    fn from(way: crate::cli::Clipboard) -> Self {
        match way {
            crate::cli::Clipboard::Auto => Self::Auto,
            crate::cli::Clipboard::Osc52 => Self::Osc52,
            crate::cli::Clipboard::Tmux => Self::Tmux,
            crate::cli::Clipboard::Native => Self::Native,
            crate::cli::Clipboard::Off => Self::Off,
        }
    }
}
