//! A file that is kept: it appears whole or not at all, for its owner alone, and never in place of something else.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use tokio::sync::mpsc::UnboundedSender;
use tokio::task::JoinSet;

use crate::app::msg::Msg;
use crate::app::save::{Destination, Unsaved, kept};
use crate::app::state::State;
use crate::digest::Sha256;
use crate::model::document::Rest;
use crate::model::failure::{Failure, FailureKind};
use crate::model::inventory::Inventory;
use crate::model::text;
use crate::output::{Snapshot, write_snapshot};

/// Writes a file in a way of its own; gives how many bytes it has.
///
/// # Errors
///
/// With the path, why it could not be written, and what to do; nothing of it is left behind then.
pub fn save(path: &Path, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> Result<u64, Failure> {
    let failed = |why: String, advice: &str| {
        let name = text::shown(&path.to_string_lossy()).into_owned();
        Failure::new(FailureKind::Other, format!("cannot write `{name}`: {why}"), advice)
    };
    check(path).map_err(|why| failed(why.to_owned(), "Give another path; what is there is left alone"))?;
    let written = whole(path, write);
    written.map_err(|error| {
        let advice = match error.kind() {
            io::ErrorKind::NotFound => "Make its folder first, or give another path",
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "Make room there, or give another path",
            _ => "Give another path",
        };
        let why = match error.kind() {
            io::ErrorKind::NotFound => "there is no such folder".to_owned(),
            io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            _ => text::shown(&error.to_string()).into_owned(),
        };
        failed(why, advice)
    })
}

/// Writes what the dashboard has to a file, on a thread of its own; how it went comes back as a message.
pub fn begin(target: Destination, state: &State, sender: UnboundedSender<Msg>, running: &mut JoinSet<()>) {
    let Some((data, arrival)) = state.data.as_ref().and_then(|data| Some((data, data.arrival.as_ref()?))) else {
        return;
    };
    let (inventory, rest) = (data.inventory.clone(), arrival.rest.clone());
    let (kept, fingerprints) = (kept(state, data), state.rules.fingerprints.clone());
    running.spawn_blocking(move || {
        let fingerprints = Some(&fingerprints);
        // That of a file which is masked already is not the answer's.
        let sha256 = hash(&rest, &inventory).filter(|_| !kept.masked);
        let (envelope, sha256) = (rest.envelope.as_str(), sha256.as_deref());
        let snapshot = Snapshot { inventory: &inventory, envelope, kept: &kept, sha256, fingerprints };
        let Destination { path, replaces } = target;
        let file = at_home(&path);
        let result = if !replaces && is_taken(&file) {
            Err(Unsaved::Exists)
        } else {
            save(&file, &mut |out| write_snapshot(&snapshot, out)).map_err(Unsaved::Failed)
        };
        // The loop has ended where nobody listens.
        drop(sender.send(Msg::Saved(path, result)));
    });
}

/// The hash of the answer's body.
fn hash(rest: &Rest, inventory: &Inventory) -> Option<String> {
    let mut sha = Sha256::default();
    rest.body(inventory.document())?.for_each(|piece| sha.update(piece));
    Some(sha.finish())
}

/// A path as typed; `~/` is the home folder, as a shell has it.
fn at_home(path: &str) -> PathBuf {
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty());
    match (path.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => Path::new(&home).join(rest),
        _ => PathBuf::from(path),
    }
}

/// The files that are being written, by the names they have until they are whole; `None` once no more are begun.
static UNFINISHED: Mutex<Option<Vec<PathBuf>>> = Mutex::new(Some(Vec::new()));

/// The program ends: nothing of what is not whole by now is left behind. Never waits.
pub fn abandon() {
    // Held for the moment in which a file is made: whoever ends in the middle of that cannot wait for it.
    let unfinished = UNFINISHED.try_lock().ok().and_then(|mut unfinished| unfinished.take());
    for path in unfinished.unwrap_or_default() {
        fs::remove_file(path).ok();
    }
}

/// A file that is not whole yet; it goes away with this, unless it has another name by then.
struct Unfinished(PathBuf);

impl Unfinished {
    /// One in the same folder, so that it can take its name at once.
    fn beside(path: &Path) -> io::Result<(Self, File)> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let mut name = OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(format!(".{}-{}.tmp", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)));
        let path = path.with_file_name(name);
        let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        let all = unfinished.as_mut().ok_or(io::ErrorKind::Interrupted)?;
        let file = new_file(&path)?;
        all.push(path.clone());
        Ok((Self(path), file))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        fs::remove_file(&self.0).ok();
        let mut unfinished = UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
        unfinished.iter_mut().for_each(|all| all.retain(|path| *path != self.0));
    }
}

fn whole(path: &Path, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<u64> {
    let (unfinished, mut file) = Unfinished::beside(path)?;
    write(&mut file)?;
    file.sync_all()?;
    let size = file.metadata()?.len();
    fs::rename(&unfinished.0, path)?;
    // That it has its name now is kept as well, where the system can do that.
    if let Some(folder) = path.parent() {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        File::open(folder).and_then(|folder| folder.sync_all()).ok();
    }
    Ok(size)
}

/// Whether the path can be taken: nothing is there, or a file of ours.
fn check(path: &Path) -> Result<(), &'static str> {
    if path.file_name().is_none() {
        return Err("that is no name of a file");
    }
    let Ok(about) = fs::symlink_metadata(path) else { return Ok(()) };
    if about.is_symlink() {
        return Err("there is a link, and links are not followed");
    }
    if !about.is_file() {
        return Err("there is something that is no regular file");
    }
    if is_ours(&about) { Ok(()) } else { Err("there is a file of another user") }
}

/// Whether there is a file that would be replaced.
fn is_taken(path: &Path) -> bool {
    check(path).is_ok() && fs::symlink_metadata(path).is_ok()
}

#[cfg(unix)]
fn is_ours(about: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    about.uid() == rustix::process::geteuid().as_raw()
}

#[cfg(not(unix))]
const fn is_ours(_about: &fs::Metadata) -> bool {
    true
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

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    fn save_words(path: &Path, words: &str) -> Result<u64, Failure> {
        save(path, &mut |out| out.write_all(words.as_bytes()))
    }

    #[test]
    fn a_file_is_the_owners_alone_and_takes_the_place_of_an_older_one() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("kept.json");
        assert!(!is_taken(&path) && !is_taken(home.path()));
        fs::write(&path, "a longer text that was there before").unwrap();
        assert!(is_taken(&path));
        assert_eq!(save_words(&path, "new"), Ok(3));
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(names(home.path()), ["kept.json"]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn what_fails_leaves_what_was_there_and_nothing_else() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("kept.json");
        fs::write(&path, "old").unwrap();
        let full = save(&path, &mut |out| {
            out.write_all(b"half of it")?;
            Err(io::ErrorKind::StorageFull.into())
        });
        let full = full.unwrap_err();
        assert!(full.text.contains("kept.json") && full.advice.starts_with("Make room"), "{full:?}");
        assert_eq!((fs::read_to_string(&path).unwrap().as_str(), names(home.path()).len()), ("old", 1));
        let missing = save_words(&home.path().join("none/kept.json"), "x").unwrap_err();
        assert!(missing.text.ends_with("there is no such folder") && missing.advice.starts_with("Make its folder"));
        for path in ["..", "/"] {
            assert!(save_words(Path::new(path), "x").unwrap_err().text.contains("no name of a file"));
        }
        assert!(save_words(home.path(), "x").unwrap_err().text.contains("no regular file"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_neither_followed_nor_replaced() {
        let home = tempfile::tempdir().unwrap();
        let (path, target) = (home.path().join("kept.json"), home.path().join("target"));
        std::os::unix::fs::symlink(&target, &path).unwrap();
        assert!(save_words(&path, "x").unwrap_err().text.contains("links are not followed"));
        assert!(fs::symlink_metadata(&path).unwrap().is_symlink() && !target.exists());
        fs::write(&target, "old").unwrap();
        assert!(save_words(&path, "x").is_err());
        assert_eq!(fs::read_to_string(&target).unwrap(), "old");
    }
}
