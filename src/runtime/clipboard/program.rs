//! A program that takes a copy on its standard input: found by whole paths only, run without a terminal, for a while.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How long it may take.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often is looked whether it has ended.
const LOOK: Duration = Duration::from_millis(5);

/// A program with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Its name, for messages.
    pub name: &'static str,
    /// Where it was found.
    pub path: PathBuf,
    /// What it is told.
    pub arguments: &'static [&'static str],
}

impl Program {
    /// tmux, which sends what is loaded with `-w` on to its own terminal.
    pub fn tmux(path: PathBuf) -> Self {
        Self { name: "tmux", path, arguments: &["load-buffer", "-w", "-"] }
    }

    /// Gives it a text. What it leaves running to serve the clipboard keeps nothing of ours but that text.
    ///
    /// # Errors
    ///
    /// Why it did not take it, in words.
    pub fn take(&self, text: &str, patience: Duration) -> Result<(), String> {
        let failed = |why: &str| format!("{} {why}", self.name);
        let mut command = Command::new(&self.path);
        command.args(self.arguments).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        // It has no use for it, and could hand it on to what it starts.
        command.env_remove("FLASHBACK_TOKEN");
        apart(&mut command);
        let mut child = command.spawn().map_err(|error| failed(&format!("could not be started ({})", error.kind())))?;
        let stdin = child.stdin.take();
        thread::scope(|scope| {
            // It ends at the latest when the other end is closed, by the program or with it.
            scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(text.as_bytes()).ok()));
            let end = Instant::now() + patience;
            loop {
                match child.try_wait() {
                    Ok(Some(status)) if status.success() => return Ok(()),
                    Ok(Some(status)) => return Err(failed(&format!("refused it ({status})"))),
                    Ok(None) if Instant::now() < end => thread::sleep(LOOK),
                    Ok(None) => {
                        kill(&mut child);
                        return Err(failed(&format!("did not take it within {} s", patience.as_secs())));
                    }
                    Err(error) => {
                        kill(&mut child);
                        return Err(failed(&format!("could not be waited for ({})", error.kind())));
                    }
                }
            }
        })
    }

    /// [`Self::take`] with the usual patience.
    ///
    /// # Errors
    ///
    /// The same.
    pub fn take_soon(&self, text: &str) -> Result<(), String> {
        self.take(text, PATIENCE)
    }
}

/// In a group of its own: the terminal's keys and its end do not reach it, and it is ended with all it started.
fn apart(command: &mut Command) {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    #[cfg(not(unix))]
    let _ = command;
}

fn kill(child: &mut Child) {
    #[cfg(unix)]
    rustix::process::kill_process_group(rustix::process::Pid::from_child(child), rustix::process::Signal::KILL)
        .unwrap_or_default();
    child.kill().unwrap_or_default();
    drop(child.wait());
}

/// The first program of this name in the folders of `PATH` that are whole paths: in the others lies whatever lies in the
/// folder that somebody happens to stand in.
pub fn find(name: &str, path: &OsStr) -> Option<PathBuf> {
    let folders = std::env::split_paths(path).filter(|folder| folder.is_absolute());
    folders.map(|folder| folder.join(name)).find(|file| is_executable(file))
}

#[cfg(unix)]
fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(file: &Path) -> bool {
    file.is_file()
}
