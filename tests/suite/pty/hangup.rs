//! The terminal goes: closed at the other end, whatever whoever started the program has done about the signal.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use tempfile::TempDir;

use crate::support::program::starting;
use crate::support::side_by_side;

/// How long anything may take.
const DEADLINE: Duration = Duration::from_secs(10);

/// What became of a program whose terminal has gone.
struct Gone {
    /// How long it lived on.
    lived: Duration,
    /// The exit code of what was started in the terminal, where nothing ended that by force.
    code: Option<u32>,
    home: TempDir,
}

/// Runs a line of the shell in a terminal with `$program` set, waits for a text on it, closes it with keys still in it,
/// and waits until the process whose number stands in the file `pid` is gone.
fn hang_up(line: &str, text: &str, keys: &str) -> Gone {
    let home = tempfile::tempdir().unwrap();
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", line]);
    command.cwd(home.path());
    command.env_clear();
    for (name, value) in [("TERM", "xterm"), ("LANG", "C.UTF-8"), ("program", env!("CARGO_BIN_EXE_flashback-tui"))] {
        command.env(name, value);
    }
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("HOME", home.path());
    let size = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };
    let (master, mut child) = {
        let _one_start_at_a_time = starting();
        let pair = native_pty_system().openpty(size).unwrap();
        (pair.master, pair.slave.spawn_command(command).unwrap())
    };
    let mut reader = master.try_clone_reader().unwrap();
    let mut seen = Vec::new();
    let mut buffer = [0; 4096];
    while !String::from_utf8_lossy(&seen).contains(text) {
        let count = reader.read(&mut buffer).unwrap_or_default();
        assert!(count > 0, "{line}: {}", String::from_utf8_lossy(&seen));
        seen.extend_from_slice(&buffer[..count]);
    }
    let pid = fs::read_to_string(home.path().join("pid")).unwrap();
    fs::write(home.path().join("cpu"), cpu(pid.trim()).to_string()).unwrap();
    let mut writer = master.take_writer().unwrap();
    writer.write_all(keys.as_bytes()).unwrap();
    let closed = Instant::now();
    drop((reader, writer, master));
    wait(line, || (cpu(pid.trim()) == 0).then_some(()));
    let lived = closed.elapsed();
    let exit = wait(line, || child.try_wait().unwrap());
    Gone { lived, code: exit.signal().is_none().then(|| exit.exit_code()), home }
}

fn wait<T>(about: &str, mut done: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + DEADLINE;
    loop {
        if let Some(done) = done() {
            return done;
        }
        assert!(Instant::now() < end, "{about}: still alive long after its terminal has gone");
        std::thread::yield_now();
    }
}

/// Hundredths of a second that a process has worked, and one more; 0 when it has ended.
fn cpu(pid: &str) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    match fields[..] {
        [] | ["Z" | "X", ..] => 0,
        _ => 1 + fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap(),
    }
}

/// What `times` of the shell says of its children, in hundredths of a second.
fn times(path: &Path) -> u64 {
    let text = fs::read_to_string(path).unwrap();
    let children = text.lines().nth(1).unwrap().split_whitespace();
    let seconds = children.map(|time| {
        let (minutes, seconds) = time.trim_end_matches('s').split_once('m').unwrap();
        minutes.parse::<f64>().unwrap() * 60.0 + seconds.parse::<f64>().unwrap()
    });
    let total: f64 = seconds.sum();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some seconds")]
    let hundredths = (total * 100.0) as u64;
    hundredths
}

#[test]
fn it_ends_with_its_terminal_whatever_is_done_about_the_signal() {
    let start = "echo $$ >pid; exec $program --demo";
    // With keys to answer, a frame meets the end of the terminal before the signal does, or after it.
    let keys = ["", "j", "jEkC", "jjjjjjjj"];
    let ways = [
        start.to_owned(),
        format!("trap '' HUP; {start}"),
        // The program's own session has no terminal, so nobody tells it; and it is ended by nobody else.
        format!("setsid --wait sh -c '{start}'"),
        "echo $$ >pid; exec env --block-signal=HUP $program --demo".to_owned(),
    ];
    let cases: Vec<(&String, &str)> = ways.iter().flat_map(|way| keys.map(|keys| (way, keys))).collect();
    side_by_side(&cases, |(way, keys)| {
        let gone = hang_up(way, "Sandbox", keys);
        // A tenth of a second is what is promised; the rest is for a busy machine.
        assert!(gone.lived < Duration::from_secs(1), "{way}: {:?}", gone.lived);
        let is_known = !way.contains("setsid");
        assert!(!is_known || gone.code == Some(129), "{way}, {keys}: {:?}", gone.code);
    });
}

#[test]
fn without_its_terminal_it_does_nothing_more_and_leaves_nobody_behind() {
    let line = "trap '' HUP; sh -c 'echo $$ >pid; exec $program --demo'; times >times";
    let gone = hang_up(line, "Sandbox", "j");
    let before: u64 = fs::read_to_string(gone.home.path().join("cpu")).unwrap().parse().unwrap();
    let in_all = times(&gone.home.path().join("times"));
    assert!(in_all <= before + 10, "{before}, then {in_all} hundredths of a second");

    let command = "sleep 1000 & echo $! >child; echo asked >/dev/tty; wait";
    let line = format!("echo $$ >pid; exec $program --api-url http://127.0.0.1:9 --token-command '{command}'");
    for trap in ["", "trap '' HUP; "] {
        let gone = hang_up(&format!("{trap}{line}"), "asked", "");
        let child = fs::read_to_string(gone.home.path().join("child")).unwrap();
        wait("the token command's own", || (cpu(child.trim()) == 0).then_some(()));
    }
}
