//! A token file: opened once, judged by what was opened, read within limits of size and time.

use std::fs::File;
use std::path::Path;
use std::time::Duration;

use secrecy::zeroize::Zeroizing;

use super::{CredentialsError, place, place_of_unopened, unreadable};

/// How long a pipe may take to give the token.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Reads a file, and says how it is called.
pub(super) fn read(
    path: &Path,
    insecure: bool,
    patience: Duration,
) -> Result<(Zeroizing<Vec<u8>>, String), CredentialsError> {
    let file = open(path).map_err(|error| unreadable(place_of_unopened(path), &error))?;
    let place = place(path);
    let bytes = judged::read(file, path, &place, insecure, patience)?;
    Ok((bytes, place))
}

/// A pipe that nobody writes to must not hold up its opening.
#[cfg(unix)]
fn open(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;

    use rustix::fs::OFlags;

    let flags = (OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed();
    std::fs::OpenOptions::new().read(true).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open(path: &Path) -> std::io::Result<File> {
    File::open(path)
}

#[cfg(not(unix))]
mod judged {
    use super::{CredentialsError, Duration, File, Path, Zeroizing};
    use crate::credentials::whole;

    pub(super) fn read(
        mut file: File,
        _path: &Path,
        place: &str,
        _insecure: bool,
        _patience: Duration,
    ) -> Result<Zeroizing<Vec<u8>>, CredentialsError> {
        whole(&mut file, place)
    }
}

#[cfg(unix)]
mod judged {
    use std::fs::Metadata;
    use std::io::{ErrorKind, Read};
    use std::os::unix::fs::{FileTypeExt, MetadataExt};
    use std::time::Instant;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    use super::{CredentialsError, Duration, File, Path, Zeroizing, unreadable};
    use crate::credentials::whole;
    use crate::model::text;
    use crate::model::token::LONGEST;

    /// What was opened is judged, not what has the name: that could be another file a moment later.
    pub(super) fn read(
        mut file: File,
        path: &Path,
        place: &str,
        insecure: bool,
        patience: Duration,
    ) -> Result<Zeroizing<Vec<u8>>, CredentialsError> {
        let opened = file.metadata().map_err(|error| unreadable(place.to_owned(), &error))?;
        let kind = opened.file_type();
        let refused = |why: &str| Err(CredentialsError::Unreadable { place: place.to_owned(), why: why.to_owned() });
        if kind.is_file() {
            if !insecure {
                private(&opened, path, place)?;
            }
            whole(&mut file, place)
        } else if kind.is_fifo() {
            of_pipe(&file, place, patience)
        } else if kind.is_dir() {
            refused("it is a directory")
        } else if kind.is_char_device() || kind.is_block_device() {
            refused("it is a device; a file or a pipe is expected, or `-` for standard input")
        } else {
            refused("it is neither a file nor a pipe")
        }
    }

    /// Whether nobody but the user and root can read or change it.
    fn private(file: &Metadata, path: &Path, place: &str) -> Result<(), CredentialsError> {
        let owner = file.uid();
        if owner != 0 && owner != rustix::process::geteuid().as_raw() {
            return Err(CredentialsError::Foreign { place: place.to_owned(), owner });
        }
        let mode = file.mode() & 0o7777;
        if mode & 0o077 != 0 {
            return Err(CredentialsError::Exposed { place: place.to_owned(), mode, path: quoted(path) });
        }
        Ok(())
    }

    /// A path as the shell takes it.
    fn quoted(path: &Path) -> String {
        let path = path.to_string_lossy();
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'_' | b'-' | b'+');
        if !path.starts_with('-') && path.bytes().all(plain) {
            return path.into_owned();
        }
        let from_here = if path.starts_with('-') { "./" } else { "" };
        text::shown(&format!("'{from_here}{}'", path.replace('\'', "'\\''"))).into_owned()
    }

    /// Reads a pipe to its end; one that gives nothing, or never ends, is left alone after a while.
    fn of_pipe(mut pipe: &File, place: &str, patience: Duration) -> Result<Zeroizing<Vec<u8>>, CredentialsError> {
        let end = Instant::now() + patience;
        let mut bytes = Zeroizing::new(Vec::with_capacity(LONGEST + 4096));
        let mut piece = Zeroizing::new([0; 4096]);
        while bytes.len() <= LONGEST {
            let left = end.saturating_duration_since(Instant::now());
            let mut watched = [PollFd::new(pipe, PollFlags::IN)];
            let ready = poll(&mut watched, Some(&Timespec::try_from(left).unwrap_or_default()));
            if left.is_zero() || ready == Ok(0) {
                let why = format!("the pipe did not end within {} s", patience.as_secs_f32());
                return Err(CredentialsError::Unreadable { place: place.to_owned(), why });
            }
            match pipe.read(&mut *piece) {
                Ok(0) => break,
                Ok(count) => bytes.extend_from_slice(piece.get(..count).unwrap_or_default()),
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {}
                Err(error) => return Err(unreadable(place.to_owned(), &error)),
            }
        }
        Ok(bytes)
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests;
