use std::fs::{self, OpenOptions, Permissions};
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::Instant;

use super::*;

const SHORT: Duration = Duration::from_millis(150);

fn of(path: &Path) -> Result<String, String> {
    let (bytes, _) = read(path, false, SHORT).map_err(|error| error.to_string())?;
    Ok(String::from_utf8(bytes.to_vec()).unwrap())
}

fn with_mode(folder: &tempfile::TempDir, mode: u32) -> PathBuf {
    let path = folder.path().join(format!("mode-{mode:o}"));
    fs::write(&path, "secret").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
    path
}

fn fifo(folder: &tempfile::TempDir) -> PathBuf {
    let path = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    path
}

#[test]
fn d4_a_file_that_others_can_use_is_refused_with_the_command_that_mends_it() {
    let folder = tempfile::tempdir().unwrap();
    for mode in [0o600, 0o400, 0o700] {
        assert_eq!(of(&with_mode(&folder, mode)).as_deref(), Ok("secret"), "{mode:o}");
    }
    for mode in [0o644, 0o660, 0o640, 0o620, 0o604, 0o602, 0o610, 0o777] {
        let path = with_mode(&folder, mode);
        let error = of(&path).unwrap_err();
        let mends =
            format!("(its mode is {mode:04o}); run `chmod 600 {}`, or give --insecure-token-file", path.display());
        assert!(error.contains(&mends), "{error}");
        assert!(!error.contains("secret"));
        let (bytes, _) = read(&path, true, SHORT).unwrap();
        assert_eq!(*bytes, *b"secret", "{mode:o}");
        // The command of the message does mend it.
        let command = error.split('`').find(|part| part.starts_with("chmod")).unwrap();
        assert!(Command::new("/bin/sh").args(["-c", command]).status().unwrap().success());
        assert_eq!(of(&path).as_deref(), Ok("secret"));
    }
}

#[test]
fn d4_the_path_in_the_advice_is_quoted_for_the_shell() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("it's a token; rm -rf $HOME");
    fs::write(&path, "secret").unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
    let error = of(&path).unwrap_err();
    let (_, command) = error.split_once("run `").unwrap();
    let (command, _) = command.split_once("`, or give").unwrap();
    assert!(Command::new("/bin/sh").args(["-c", command]).status().unwrap().success(), "{command}");
    assert_eq!(of(&path).as_deref(), Ok("secret"));
}

#[test]
fn d4_a_link_is_judged_by_the_file_it_leads_to() {
    let folder = tempfile::tempdir().unwrap();
    for (mode, is_good) in [(0o600, true), (0o644, false)] {
        let link = folder.path().join(format!("link-{mode:o}"));
        symlink(with_mode(&folder, mode), &link).unwrap();
        assert_eq!(of(&link).is_ok(), is_good, "{mode:o}");
    }
}

/// Only root can give a file away.
#[test]
fn d4_a_file_of_another_user_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = with_mode(&folder, 0o600);
    if std::os::unix::fs::chown(&path, Some(4321), None).is_err() {
        let (bytes, _) = read(Path::new("/etc/hostname"), true, SHORT).unwrap();
        assert!(!bytes.is_empty());
        return;
    }
    let error = of(&path).unwrap_err();
    assert!(error.contains("belongs to another user (id 4321); use a copy of your own with mode 600"), "{error}");
    assert!(read(&path, true, SHORT).is_ok());
}

#[test]
fn d4_what_is_no_file_is_refused_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let begun = Instant::now();
    for (path, says) in [
        (folder.path(), "it is a directory"),
        (Path::new("/dev/zero"), "it is a device; a file or a pipe is expected"),
        (Path::new("/dev/null"), "it is a device"),
        (&folder.path().join("none"), "there is no such file"),
    ] {
        let error = of(path).unwrap_err();
        assert!(error.contains(says), "{error}");
    }
    assert!(begun.elapsed() < SHORT, "{:?}", begun.elapsed());
}

#[test]
fn d4_a_pipe_gives_the_token_in_pieces() {
    let folder = tempfile::tempdir().unwrap();
    let path = fifo(&folder);
    let writer = {
        let path = path.clone();
        thread::spawn(move || {
            let mut pipe = OpenOptions::new().write(true).open(path).unwrap();
            pipe.write_all(b"pipe-").unwrap();
            thread::sleep(Duration::from_millis(20));
            pipe.write_all(b"token").unwrap();
        })
    };
    let (bytes, place) = read(&path, false, Duration::from_secs(5)).unwrap();
    writer.join().unwrap();
    assert_eq!(*bytes, *b"pipe-token");
    assert!(place.contains("pipe"));
}

#[test]
fn d4_a_pipe_that_nobody_writes_to_and_one_that_never_ends_are_left_alone_after_a_while() {
    let folder = tempfile::tempdir().unwrap();
    let path = fifo(&folder);
    let begun = Instant::now();
    let error = of(&path).unwrap_err();
    assert!(error.contains("the pipe did not end within 0.15 s"), "{error}");
    // Opened for both, so that there is a writer who stays.
    let mut held = OpenOptions::new().read(true).write(true).open(&path).unwrap();
    held.write_all(b"the beginning").unwrap();
    let error = of(&path).unwrap_err();
    assert!(error.contains("did not end within") && !error.contains("beginning"), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn d4_no_more_is_read_than_a_token_may_have() {
    let folder = tempfile::tempdir().unwrap();
    let file = with_mode(&folder, 0o600);
    fs::write(&file, vec![b'x'; 1 << 20]).unwrap();
    assert!(of(&file).unwrap().len() <= 65 * 1024);
    let path = fifo(&folder);
    let writer = {
        let path = path.clone();
        thread::spawn(move || {
            let mut pipe = OpenOptions::new().write(true).open(path).unwrap();
            while pipe.write_all(&[b'x'; 4096]).is_ok() {}
        })
    };
    let (bytes, _) = read(&path, false, Duration::from_secs(5)).unwrap();
    assert!(bytes.len() > 64 * 1024 && bytes.len() <= 69 * 1024, "{}", bytes.len());
    writer.join().unwrap();
}
