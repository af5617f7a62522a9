//! The configuration before anything else: read, or shown, found and written by `config`.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::json;

use crate::cli::{Cli, Command, ConfigTask, ReportFormat};
use crate::config::{self, Config, ConfigError, Place};
use crate::exit;
use crate::model::text;
use crate::settings::origin::Told;
use crate::settings::{Environment, Settings};
use crate::start::{End, backend, keys};

impl From<ConfigError> for End {
    fn from(error: ConfigError) -> Self {
        let code = match error {
            ConfigError::Unwritable { .. } => exit::OTHER,
            _ => exit::USAGE,
        };
        Self::new(code, format!("error: {error}"))
    }
}

fn place(cli: &Cli, environment: Environment<'_>) -> Place {
    if cli.options.no_config { Place::Nowhere } else { config::place(cli.options.config.as_deref(), environment) }
}

/// Reads the configuration that counts.
pub(super) fn load(cli: &Cli, environment: Environment<'_>) -> Result<Config, End> {
    let home = environment("HOME").map(PathBuf::from).filter(|home| home.is_absolute());
    let config = config::load(&place(cli, environment), home.as_deref())?;
    backend::check(&config)?;
    keys::keymap(&config)?;
    Ok(config)
}

/// Does what needs no configuration to be read: `config path` and `config init`. Gives the exit code where it did.
pub(super) fn without_reading(cli: &Cli, environment: Environment<'_>) -> Result<Option<u8>, End> {
    let line = match cli.command {
        Some(Command::Config(ConfigTask::Path)) => {
            let place = place(cli, environment);
            let path = place.path().ok_or(ConfigError::Nowhere)?;
            text::shown(&path.to_string_lossy()).into_owned()
        }
        Some(Command::Config(ConfigTask::Init)) => {
            let path = config::create(&place(cli, environment))?;
            format!("wrote {}", text::shown(&path.to_string_lossy()))
        }
        _ => return Ok(None),
    };
    writeln!(io::stdout(), "{line}")?;
    Ok(Some(exit::OK))
}

/// Every setting with where it came from.
pub(super) fn show(settings: &Settings, config: &Config, format: ReportFormat) -> io::Result<u8> {
    let file = config.path.as_ref().map(|path| text::shown(&path.to_string_lossy()).into_owned());
    let shown = match format {
        ReportFormat::Json => {
            let settings: Vec<_> = settings.told.iter().map(as_json).collect();
            format!("{:#}\n", json!({ "file": file, "settings": settings }))
        }
        ReportFormat::Text => {
            let file = format!("config file: {}\n", file.as_deref().unwrap_or("none"));
            file + "\n" + &table(&settings.told)
        }
    };
    let mut out = super::ascii_or_not(settings.appearance.charset, format, io::stdout().lock());
    out.write_all(shown.as_bytes())?;
    out.flush()?;
    Ok(exit::OK)
}

/// A setting as JSON.
pub(super) fn as_json(told: &Told) -> serde_json::Value {
    json!({ "key": told.key, "value": told.value, "from": told.origin.kind(), "name": told.origin.to_string() })
}

fn table(told: &[Told]) -> String {
    let rows = told.iter().map(|told| [told.key.to_owned(), told.value.clone(), told.origin.to_string()]);
    let rows: Vec<[String; 3]> = std::iter::once(["KEY", "VALUE", "FROM"].map(str::to_owned)).chain(rows).collect();
    let width = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| text::width(cell)).max().unwrap_or(0);
    let (key, value) = (width(0), width(1));
    let line = |[first, second, third]: &[String; 3]| {
        format!("{}  {}  {third}\n", text::pad(first, key), text::pad(second, value))
    };
    rows.iter().map(line).collect()
}
