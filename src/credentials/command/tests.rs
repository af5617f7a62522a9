use std::fs;
use std::path::Path;
use std::thread;
use std::time::Instant;

use super::*;

const LONG: Duration = Duration::from_secs(20);

fn shell(line: &str) -> TokenCommand {
    TokenCommand::Shell(line.into())
}

fn arguments(words: &[&str]) -> TokenCommand {
    TokenCommand::Arguments(words.iter().map(Into::into).collect())
}

fn outcome(command: &TokenCommand, patience: Duration) -> Result<String, String> {
    let leash = Leash::default();
    let given = run(command, "--token-command", &leash.hold(), patience).map_err(|error| error.to_string())?;
    Ok(String::from_utf8(given.printed.to_vec()).unwrap())
}

#[track_caller]
fn fails(command: &TokenCommand, says: &str) -> String {
    let error = outcome(command, LONG).unwrap_err();
    assert!(error.contains(says), "expected {says:?}: {error}");
    error
}

/// Whether a process is there and is no zombie.
fn lives(pid: &str) -> bool {
    let status = fs::read_to_string(format!("/proc/{}/stat", pid.trim())).unwrap_or_default();
    status.rsplit(')').next().is_some_and(|rest| !rest.is_empty() && !rest.trim_start().starts_with('Z'))
}

#[track_caller]
fn dies(pid: &Path) {
    let pid = fs::read_to_string(pid).unwrap();
    let end = Instant::now() + LONG;
    while lives(&pid) {
        assert!(Instant::now() < end, "process {pid} still lives");
        thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn what_it_prints_is_given_as_it_came() {
    assert_eq!(outcome(&shell("echo ' a b '"), LONG).as_deref(), Ok(" a b \n"));
    assert_eq!(outcome(&shell("echo noise >&2; printf token"), LONG).as_deref(), Ok("token"));
    assert_eq!(outcome(&arguments(&["echo", "$HOME; x"]), LONG).as_deref(), Ok("$HOME; x\n"), "no shell in between");
}

#[test]
fn d5_what_cannot_be_run_is_told() {
    fails(&arguments(&["no-such-program-canary"]), "it was not found");
    let folder = tempfile::tempdir().unwrap();
    fails(&arguments(&[folder.path().to_str().unwrap()]), "it may not be run (permission denied)");
    fails(&arguments(&["./relative"]), "it is a path that depends on the working folder; give the whole path");
    fails(&arguments(&["bin/relative"]), "give the whole path");
    fails(&arguments(&[]), "it is an empty list");
    fails(&shell("no-such-program"), "it ended with exit code 127; it said: ");
}

#[test]
fn d5_how_it_ended_is_told_with_what_it_said() {
    fails(&shell("exit 1"), "gave no token: it ended with exit code 1; run it in a shell");
    fails(&shell("kill -TERM $$"), "it was ended by signal 15");
    let error = fails(&shell(r"printf 'locked\n\033[31mvault\302\205' >&2; exit 9"), "exit code 9; it said: locked ");
    assert!(error.contains("\u{241b}[31mvault") && text::is_safe(&error), "{error:?}");
    let long = fails(&shell("yes canary | head -c 1000000 >&2; exit 1"), "it said: canary canary");
    assert!(text::width(&long) < 700, "{}", long.len());
}

#[test]
fn d5_a_token_on_standard_error_is_not_repeated() {
    let error = fails(&shell("set -x; echo secret-canary-token; exit 1"), "it said: ");
    assert!(!error.contains("canary") && error.contains("[token]"), "{error}");
}

#[test]
fn d5_a_command_that_hangs_is_ended_with_all_it_started() {
    let folder = tempfile::tempdir().unwrap();
    let pid = folder.path().join("pid");
    let line = format!("sleep 1000 & echo $! > {}; wait", pid.display());
    let begun = Instant::now();
    let error = outcome(&shell(&line), Duration::from_millis(300)).unwrap_err();
    assert!(error.contains("it did not end within 0.3 s"), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(10));
    dies(&pid);
}

#[test]
fn d5_a_child_in_the_background_that_keeps_the_pipe_does_not_hold_it_up() {
    let folder = tempfile::tempdir().unwrap();
    let pid = folder.path().join("pid");
    let line = format!("sleep 1000 & echo $! > {}; echo token", pid.display());
    let begun = Instant::now();
    assert_eq!(outcome(&shell(&line), LONG).as_deref(), Ok("token\n"));
    assert!(begun.elapsed() < Duration::from_secs(10));
    dies(&pid);
}

#[test]
fn d5_output_without_end_is_cut_off() {
    let begun = Instant::now();
    fails(&shell("yes"), "it printed more than 16 KiB");
    fails(&shell("head -c 1000000000 /dev/zero"), "it printed more than 16 KiB");
    assert!(begun.elapsed() < LONG);
    let most = outcome(&shell("head -c 16384 /dev/zero | tr '\\0' x"), LONG).unwrap();
    assert_eq!(most.len(), MOST);
}

#[test]
fn d5_it_has_no_input() {
    assert_eq!(outcome(&shell("cat; echo end"), LONG).as_deref(), Ok("end\n"));
}

#[test]
fn d5_what_is_let_go_is_ended_at_once_and_what_has_not_begun_never_begins() {
    let folder = tempfile::tempdir().unwrap();
    let pid = folder.path().join("pid");
    let line = shell(&format!("echo $$ > {0}.new; mv {0}.new {0}; sleep 1000", pid.display()));
    let leash = Leash::default();
    let held = leash.hold();
    let running = thread::spawn(move || run(&line, "--token-command", &held, LONG).is_err());
    while !pid.exists() {
        thread::sleep(Duration::from_millis(5));
    }
    drop(leash);
    dies(&pid);
    assert!(running.join().unwrap());

    let never = folder.path().join("never");
    let leash = Leash::default();
    let held = leash.hold();
    drop(leash);
    assert!(run(&shell(&format!("touch {}", never.display())), "--token-command", &held, LONG).is_err());
    assert!(!never.exists());
}

/// Descriptors that whoever started this process left open for its children; those of its own are not.
#[cfg(target_os = "linux")]
fn inherited() -> Vec<String> {
    let entries = fs::read_dir("/proc/self/fdinfo").unwrap().flatten();
    let keeps = |name: &String| {
        let info = fs::read_to_string(format!("/proc/self/fdinfo/{name}")).unwrap_or_default();
        let flags = info.lines().find_map(|line| line.strip_prefix("flags:")).map(str::trim);
        flags.and_then(|flags| u32::from_str_radix(flags, 8).ok()).is_some_and(|flags| flags & 0o2_000_000 == 0)
    };
    entries.map(|entry| entry.file_name().into_string().unwrap()).filter(keeps).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn i2_it_gets_none_of_our_descriptors_no_blocked_signals_and_a_group_of_its_own() {
    let _ours = fs::File::open("/etc/passwd").unwrap();
    let line = "for fd in /proc/self/fd/*; do echo ${fd##*/}; done; grep SigBlk /proc/self/status; \
                set -- $(cat /proc/$$/stat); echo $1 $5";
    let printed = outcome(&shell(line), LONG).unwrap();
    let (descriptors, rest) = printed.split_once("SigBlk:\t").unwrap();
    // One more is the folder that the shell looks at.
    let strangers: Vec<&str> = descriptors
        .lines()
        .filter(|fd| !["0", "1", "2"].contains(fd) && !inherited().contains(&(*fd).to_owned()))
        .collect();
    assert!(strangers.len() <= 1, "{strangers:?}");
    assert!(rest.starts_with("0000000000000000\n"), "{printed}");
    let ids: Vec<&str> = rest.lines().last().unwrap().split(' ').collect();
    assert_eq!(ids[0], ids[1], "{printed}");
}
