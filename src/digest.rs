//! Hashes: SHA-256 of an answer, and the keyed hash that fingerprints are made of, with the file its key is kept in.
//!
//! Must not know what is hashed, nor where the state folder is.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::sync::Arc;

use ring::digest::{Context, SHA256};
use ring::hmac;
use ring::rand::{SecureRandom as _, SystemRandom};

use crate::model::fingerprint::Fingerprints;

/// SHA-256 of what comes in pieces.
#[derive(Clone)]
pub struct Sha256(Context);

impl Default for Sha256 {
    fn default() -> Self {
        Self(Context::new(&SHA256))
    }
}

impl Sha256 {
    /// Takes the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The hash in hexadecimal digits.
    pub fn finish(self) -> String {
        let mut hex = String::with_capacity(64);
        for byte in self.0.finish().as_ref() {
            // A string takes everything.
            write!(hex, "{byte:02x}").unwrap_or_default();
        }
        hex
    }
}

const KEY: usize = 32;
/// The key's file in the state folder.
const FILE: &str = "fingerprint.key";

/// Fingerprints by the user's key, which is made where there is none yet; else by one for this process alone, and why
/// that is so.
pub fn fingerprints(state: Option<&Path>) -> (Fingerprints, Option<String>) {
    let kept = match state {
        Some(folder) => kept_key(folder).map_err(|why| why.to_string()),
        None => Err("there is no state folder: neither XDG_STATE_HOME nor HOME is an absolute path".to_owned()),
    };
    match kept {
        Ok(key) => (by(&key), None),
        Err(why) => (new_key().map_or_else(|_| Fingerprints::default(), |key| by(&key)), Some(why)),
    }
}

/// HMAC-SHA-256, of which the first 16 bits are taken.
fn by(key: &[u8; KEY]) -> Fingerprints {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    Fingerprints::new(Arc::new(move |value| {
        let tag = hmac::sign(&key, value);
        tag.as_ref().first_chunk().map_or(0, |bytes| u16::from_be_bytes(*bytes))
    }))
}

fn new_key() -> io::Result<[u8; KEY]> {
    let mut key = [0; KEY];
    SystemRandom::new().fill(&mut key).map_err(|_| io::Error::other("the system gives no random bytes"))?;
    Ok(key)
}

/// The key of the folder's file, which is made where it is missing.
fn kept_key(folder: &Path) -> io::Result<[u8; KEY]> {
    let path = folder.join(FILE);
    match read_key(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create(folder, &path)?;
            read_key(&path)
        }
        read => read,
    }
}

fn read_key(path: &Path) -> io::Result<[u8; KEY]> {
    let file = open(path)?;
    check(&file)?;
    let mut key = Vec::with_capacity(KEY + 1);
    file.take(KEY as u64 + 1).read_to_end(&mut key)?;
    key.try_into().map_err(|_| io::Error::other("the key of fingerprints is not 32 bytes long; remove its file"))
}

/// Writes a new key. The file appears whole or not at all, and never in the place of another program's.
fn create(folder: &Path, path: &Path) -> io::Result<()> {
    make_folder(folder)?;
    let unfinished = folder.join(format!("{FILE}.{}", std::process::id()));
    let written = new_file(&unfinished).and_then(|mut file| {
        file.write_all(&new_key()?)?;
        file.sync_all()
    });
    let linked = written.and_then(|()| match fs::hard_link(&unfinished, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        linked => linked,
    });
    fs::remove_file(&unfinished).ok();
    linked
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_folder(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

#[cfg(unix)]
fn new_file(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn new_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

/// Opens it without following a link and without waiting for a pipe's other end.
#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    Ok(File::from(rustix::fs::open(path, flags, Mode::empty())?))
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Whoever could read the key could find out by trial what a fingerprint stands for.
#[cfg(unix)]
fn check(file: &File) -> io::Result<()> {
    use std::os::unix::fs::MetadataExt as _;
    let about = file.metadata()?;
    if !about.is_file() || about.mode() & 0o077 != 0 || about.uid() != rustix::process::geteuid().as_raw() {
        return Err(io::Error::other("the key of fingerprints is no file that only you can read; remove it"));
    }
    Ok(())
}

#[cfg(not(unix))]
fn check(file: &File) -> io::Result<()> {
    if file.metadata()?.is_file() { Ok(()) } else { Err(io::Error::other("the key of fingerprints is no file")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUE: &str = "AKIAIOSFODNN7EXAMPLE";

    #[test]
    fn sha_256_of_pieces_is_that_of_the_whole() {
        let mut sha = Sha256::default();
        sha.update(b"a");
        sha.update(b"");
        sha.update(b"bc");
        assert_eq!(sha.finish(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(Sha256::default().finish(), empty);
    }

    #[test]
    fn a_fingerprint_is_the_beginning_of_the_documented_hash() {
        // RFC 4231, test case 2.
        let mut key = [0; KEY];
        key[..4].copy_from_slice(b"Jefe");
        assert_eq!(by(&key).of("what do ya want for nothing?").unwrap(), "#5bdc");
    }

    #[test]
    fn the_key_is_kept_for_the_user_alone() {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("state/flashback-tui");
        let (first, remark) = fingerprints(Some(&folder));
        assert_eq!(remark, None);
        let (second, _) = fingerprints(Some(&folder));
        assert_eq!(first.of(VALUE), second.of(VALUE));
        let files: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(files, [FILE]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode(&folder.join(FILE)), mode(&folder)), (0o600, 0o700));
        }
    }

    #[test]
    fn what_cannot_be_kept_or_trusted_is_for_this_process_alone() {
        let home = tempfile::tempdir().unwrap();
        let (some, remark) = fingerprints(None);
        assert!(some.of(VALUE).is_some() && remark.unwrap().contains("no state folder"));
        let (some, remark) = fingerprints(Some(&home.path().join("file/in/it")));
        assert_eq!((some.of(VALUE).is_some(), remark), (true, None), "folders are made");
        fs::write(home.path().join("plain"), "x").unwrap();
        assert!(fingerprints(Some(&home.path().join("plain"))).1.is_some());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let path = home.path().join(FILE);
            for (bytes, mode) in [(KEY, 0o644), (KEY - 1, 0o600), (KEY + 1, 0o600)] {
                fs::write(&path, vec![7; bytes]).unwrap();
                fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
                assert!(fingerprints(Some(home.path())).1.is_some(), "{bytes} {mode:o}");
                assert_eq!(fs::read(&path).unwrap().len(), bytes, "what is there is left alone");
            }
            fs::remove_file(&path).unwrap();
            std::os::unix::fs::symlink(home.path().join("plain"), &path).unwrap();
            assert!(fingerprints(Some(home.path())).1.is_some());
        }
    }
}
