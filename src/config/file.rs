//! The file itself: where it lies, whether others could have written it, its bytes, and a new one.
//!
//! Nothing is ever looked for in the current directory or above it.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::config::parse::{self, Wrong};
use crate::config::{At, Config, EXAMPLE};
use crate::model::text;

/// A longer file is none of ours.
const LONGEST: u64 = 1024 * 1024;

/// Why the configuration cannot be used; all of them are usage errors.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("cannot read the configuration {path}: {why}; name another with --config, or go without by --no-config")]
    Unreadable {
        /// The file, safe to show.
        path: String,
        /// What was seen.
        why: String,
    },
    /// Others could have written it.
    #[error("the configuration {path} is not used: {why}, and it decides where the token goes; {mend}")]
    Untrusted {
        /// The file, safe to show.
        path: String,
        /// What was seen.
        why: String,
        /// What to do.
        mend: String,
    },
    /// Something in it cannot be used.
    #[error("{path}:{}:{}: {what}", .at.line, .at.column)]
    Wrong {
        /// The file, safe to show.
        path: String,
        /// Where in it.
        at: At,
        /// The key and what is wrong with its value.
        what: String,
    },
    /// A new one cannot be written.
    #[error("cannot write {path}: {why}")]
    Unwritable {
        /// The file, safe to show.
        path: String,
        /// What was seen.
        why: String,
    },
    /// There is no place for one.
    #[error(
        "there is no place for a configuration: neither XDG_CONFIG_HOME nor HOME is an absolute path; name one with --config"
    )]
    Nowhere,
}

/// Where the configuration lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Where it was said to be: it must be there.
    Named(PathBuf),
    /// Where it usually is: it may be missing.
    Usual(PathBuf),
    /// None is wanted, or there is no place for one.
    Nowhere,
}

impl Place {
    /// The file.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Named(path) | Self::Usual(path) => Some(path),
            Self::Nowhere => None,
        }
    }
}

/// Where the configuration lies: as named, else in `XDG_CONFIG_HOME`, else in `~/.config` (on Windows in `APPDATA`).
/// Relative paths in those variables count as not set, as the XDG specification asks.
pub fn place(named: Option<&Path>, environment: &dyn Fn(&str) -> Option<OsString>) -> Place {
    if let Some(path) = named {
        return Place::Named(path.to_owned());
    }
    let folder = |name: &str| environment(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = if cfg!(windows) {
        folder("XDG_CONFIG_HOME").or_else(|| folder("APPDATA"))
    } else {
        folder("XDG_CONFIG_HOME").or_else(|| folder("HOME").map(|home| home.join(".config")))
    };
    base.map_or(Place::Nowhere, |base| Place::Usual(base.join("flashback-tui").join("config.toml")))
}

/// Reads the configuration; where none is to be found, an empty one.
///
/// # Errors
///
/// Where there is a file and it cannot be read, trusted or used.
pub fn load(place: &Place, home: Option<&Path>) -> Result<Config, ConfigError> {
    let Some(path) = place.path() else { return Ok(Config::default()) };
    let unreadable = |why: String| ConfigError::Unreadable { path: shown(path), why };
    let file = match open(path) {
        Ok(file) => file,
        Err(error) => {
            let absent = matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
            if absent && matches!(place, Place::Usual(_)) {
                return Ok(Config::default());
            }
            return Err(unreadable(words(&error)));
        }
    };
    check(&file, path)?;
    let mut bytes = Vec::new();
    file.take(LONGEST + 1).read_to_end(&mut bytes).map_err(|error| unreadable(words(&error)))?;
    if bytes.len() as u64 > LONGEST {
        return Err(unreadable("it is larger than 1 MiB".to_owned()));
    }
    let source = std::str::from_utf8(&bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = valid.split(|byte| *byte == b'\n').count();
        unreadable(format!("line {line} is no UTF-8 text"))
    })?;
    let folder = std::path::absolute(path).ok().and_then(|path| path.parent().map(Path::to_owned)).unwrap_or_default();
    let wrong = |Wrong { at, what }| ConfigError::Wrong { path: shown(path), at, what };
    let mut config = parse::parse(source.trim_start_matches('\u{feff}'), &folder, home).map_err(wrong)?;
    for remark in &mut config.remarks {
        *remark = format!("{}, {remark}", shown(path));
    }
    config.path = Some(path.to_owned());
    Ok(config)
}

/// Writes the commented example, readable by its owner alone; never over anything that is there, a link included.
///
/// # Errors
///
/// Where there is something already, or it cannot be written.
pub fn create(place: &Place) -> Result<PathBuf, ConfigError> {
    let path = place.path().ok_or(ConfigError::Nowhere)?;
    let unwritable = |error: &io::Error| {
        let why = match error.kind() {
            io::ErrorKind::AlreadyExists => "there is something already, and it is never overwritten".to_owned(),
            io::ErrorKind::NotFound => "its folder is not there".to_owned(),
            _ => words(error),
        };
        ConfigError::Unwritable { path: shown(path), why }
    };
    if let (Place::Usual(_), Some(folder)) = (place, path.parent()) {
        create_folder(folder).map_err(|error| unwritable(&error))?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|error| unwritable(&error))?;
    let written = file.write_all(EXAMPLE.as_bytes()).and_then(|()| file.sync_all());
    if let Err(error) = written {
        // Half an example (a full disk) would be read as a configuration; it is ours, made a moment ago.
        fs::remove_file(path).ok();
        return Err(unwritable(&error));
    }
    Ok(path.to_owned())
}

fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Opens without waiting for the other end of a pipe.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        let flags = i32::try_from(flags.bits()).unwrap_or_default();
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags);
    }
    options.open(path)
}

/// Looks at what was opened, not at what the path may name a moment later.
fn check(file: &File, path: &Path) -> Result<(), ConfigError> {
    let unreadable = |why: &str| ConfigError::Unreadable { path: shown(path), why: why.to_owned() };
    let metadata = file.metadata().map_err(|error| unreadable(&words(&error)))?;
    if metadata.is_dir() {
        return Err(unreadable("it is a directory"));
    }
    if !metadata.is_file() {
        return Err(unreadable("it is a pipe or a device, expected a file"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let untrusted = |why: String, mend: String| ConfigError::Untrusted { path: shown(path), why, mend };
        let (owner, own) = (metadata.uid(), rustix::process::geteuid().as_raw());
        if owner != own && owner != 0 {
            let why = format!("it belongs to another user (uid {owner})");
            return Err(untrusted(why, "copy it into a file of your own".to_owned()));
        }
        if metadata.mode() & 0o022 != 0 {
            let why = format!("others may write it (mode {:03o})", metadata.mode() & 0o777);
            return Err(untrusted(why, format!("run chmod go-w {}", quoted(path))));
        }
    }
    Ok(())
}

fn shown(path: &Path) -> String {
    text::shown(&path.to_string_lossy()).into_owned()
}

/// A path as the shell reads it.
#[cfg(unix)]
fn quoted(path: &Path) -> String {
    let path = shown(path);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-');
    if path.chars().all(plain) { path } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

fn words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "it is a directory".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        other => other.to_string(),
    }
}
