//! The program under test as a child process: what it is given, what it gave back, assertions that show everything.
//!
//! Knows pipes only; [`super::screen`] puts the same [`Program`] into a terminal.

use std::ffi::OsString;
use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{fmt, io, thread};

use tempfile::TempDir;

/// A child that runs longer than this is killed and the test fails.
const WATCHDOG: Duration = Duration::from_secs(20);

/// The token that [`Program::asking`] gives; nothing may ever print it.
pub(crate) const TOKEN: &str = "token-canary-3fT9-never-printed";

/// Held while a child is started. Opening a PTY marks its descriptors close-on-exec in a second step; a child started
/// between the two would keep the terminal open and the end of its output would never come.
pub(crate) fn starting() -> MutexGuard<'static, ()> {
    static STARTING: Mutex<()> = Mutex::new(());
    STARTING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Sends a signal by name ("TERM") to a process.
pub(crate) fn kill(signal: &str, pid: u32) {
    send_signal(signal, &pid.to_string());
}

/// Ends a child and whatever it started: each child leads a process group of its own.
pub(super) fn kill_group(leader: u32) {
    send_signal("KILL", &format!("-{leader}"));
}

fn send_signal(signal: &str, target: &str) {
    let _one_start_at_a_time = starting();
    // The shell's own `kill`: a small machine may have no other. It fails when the process is gone, which is no matter.
    let command = format!("kill -s {signal} -- {target}");
    let status = Command::new("/bin/sh").args(["-c", &command]).stderr(Stdio::null()).status();
    assert!(status.is_ok(), "`{command}` could not be run: {status:?}");
}

/// What to start: program, arguments, environment, standard input, and a home folder of its own.
pub(crate) struct Program {
    pub(super) executable: OsString,
    pub(super) args: Vec<OsString>,
    env: Vec<(OsString, OsString)>,
    stdin: Vec<u8>,
    home: TempDir,
}

impl Program {
    /// flashback-tui as built for this test run, in an empty home.
    pub(crate) fn new() -> Self {
        Self::of(env!("CARGO_BIN_EXE_flashback-tui"))
    }

    /// `/bin/sh -c script`: tests the harness itself, or stands in as the shell the user started the program from.
    pub(crate) fn shell(script: &str) -> Self {
        Self::of("/bin/sh").args(["-c", script])
    }

    fn of(executable: impl Into<OsString>) -> Self {
        let home = tempfile::tempdir().expect("a temporary home folder");
        Self { executable: executable.into(), args: Vec::new(), env: Vec::new(), stdin: Vec::new(), home }
    }

    /// Adds one argument.
    pub(crate) fn arg(self, arg: impl Into<OsString>) -> Self {
        self.args([arg])
    }

    /// Adds several arguments.
    pub(crate) fn args<A: Into<OsString>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// Sets a variable; wins over the harness' own (`HOME`, `TERM`, ...).
    pub(crate) fn env(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.env.push((name.into(), value.into()));
        self
    }

    /// Points it at an API, with [`TOKEN`]: both by the environment, so that a test may overrule them with arguments.
    pub(crate) fn asking(self, url: &str) -> Self {
        self.env("FLASHBACK_API_URL", url).env("FLASHBACK_TOKEN", TOKEN)
    }

    /// Puts a file into the home folder that nobody else may read, with the folders above it.
    pub(crate) fn file(self, name: &str, text: &str) -> Self {
        let path = self.home().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder in the home folder");
        std::fs::write(&path, text).expect("a file in the home folder");
        let private = std::os::unix::fs::PermissionsExt::from_mode(0o600);
        std::fs::set_permissions(&path, private).expect("a mode for the file");
        self
    }

    /// What the program reads from standard input; nothing unless set.
    pub(crate) fn stdin(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.stdin = input.into();
        self
    }

    /// The program's home and working folder; goes away with the program.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// The whole environment of the child: `PATH` is all that comes from outside.
    pub(super) fn environment(&self) -> Vec<(OsString, OsString)> {
        let home = self.home();
        let own = [
            ("PATH", std::env::var_os("PATH").unwrap_or_default()),
            ("HOME", home.into()),
            ("XDG_CONFIG_HOME", home.join("config").into()),
            ("XDG_CACHE_HOME", home.join("cache").into()),
            ("XDG_DATA_HOME", home.join("data").into()),
            ("XDG_STATE_HOME", home.join("state").into()),
            ("XDG_RUNTIME_DIR", home.join("runtime").into()),
            ("TERM", "xterm-256color".into()),
            ("LANG", "C.UTF-8".into()),
            ("TZ", "UTC".into()),
        ];
        own.map(|(name, value)| (name.into(), value)).into_iter().chain(self.env.iter().cloned()).collect()
    }

    /// The same as a [`Command`], for what the harness has no word for (a closed pipe, a full disk).
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(&self.executable);
        command.args(&self.args).env_clear().envs(self.environment()).current_dir(self.home());
        command.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Starts it, without a terminal, and comes back at once.
    pub(crate) fn start(&self) -> Running {
        self.start_command(&mut self.command())
    }

    /// Starts a changed [`Self::command`].
    pub(crate) fn start_command(&self, command: &mut Command) -> Running {
        let mut child = {
            let _one_start_at_a_time = starting();
            command.spawn().unwrap_or_else(|error| panic!("{self} could not be started: {error}"))
        };
        let pid = child.id();
        if let Some(mut pipe) = child.stdin.take() {
            let input = self.stdin.clone();
            // Whoever does not read its input closes the pipe; that is not the test's matter.
            thread::spawn(move || pipe.write_all(&input));
        }
        Running { name: self.to_string(), pid, ended: Some(collect(child)) }
    }

    /// Runs it to its end.
    #[track_caller]
    pub(crate) fn run(&self) -> Output {
        self.start().finish()
    }
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let executable = Path::new(&self.executable).file_name().unwrap_or_default();
        write!(f, "{}", executable.display())?;
        self.args.iter().try_for_each(|arg| write!(f, " {}", arg.display()))
    }
}

/// What every user of the machine can see of a process, where the system has a place to look at.
pub(super) fn command_line(pid: u32) -> Vec<u8> {
    std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default()
}

fn collect(child: Child) -> Receiver<io::Result<std::process::Output>> {
    let (sender, ended) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait_with_output()));
    ended
}

/// A started program without a terminal. Killed when dropped.
pub(crate) struct Running {
    name: String,
    pid: u32,
    /// Taken once the end was waited for: the process id may then belong to another.
    ended: Option<Receiver<io::Result<std::process::Output>>>,
}

impl Running {
    /// The number of the process.
    #[cfg(target_os = "linux")]
    pub(crate) fn pid(&self) -> u32 {
        self.pid
    }

    /// Sends a signal by name ("TERM").
    pub(crate) fn signal(&self, name: &str) {
        kill(name, self.pid);
    }

    /// What every user of the machine can see of it: its name and arguments.
    pub(crate) fn command_line(&self) -> Vec<u8> {
        command_line(self.pid)
    }

    /// Waits for the end; past the watchdog the child is killed and the test fails with what it had printed.
    #[track_caller]
    pub(crate) fn finish(mut self) -> Output {
        let ended = self.ended.take().expect("an end to wait for");
        if let Ok(output) = ended.recv_timeout(WATCHDOG) {
            return Output::new(&self.name, &output.expect("the output of the child"));
        }
        kill_group(self.pid);
        let late = ended.recv_timeout(Duration::from_secs(5));
        let seen = late.ok().and_then(Result::ok).map(|output| Output::new(&self.name, &output).to_string());
        panic!("`{}` still ran after {WATCHDOG:?} and was killed\n{}", self.name, seen.unwrap_or_default());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.ended.as_ref().is_some_and(|ended| ended.try_recv().is_err()) {
            kill_group(self.pid);
        }
    }
}

/// What a program left behind. The assertions chain and, when they fail, print all of it.
pub(crate) struct Output {
    name: String,
    /// The exit code; none when a signal ended it.
    pub(crate) code: Option<i32>,
    /// Standard output; bytes that are no UTF-8 replaced.
    pub(crate) stdout: String,
    /// Standard error; bytes that are no UTF-8 replaced.
    pub(crate) stderr: String,
    /// Standard output as it came.
    pub(crate) stdout_bytes: Vec<u8>,
}

impl Output {
    fn new(name: &str, output: &std::process::Output) -> Self {
        Self {
            name: name.to_owned(),
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            stdout_bytes: output.stdout.clone(),
        }
    }

    /// It ended with this exit code.
    #[track_caller]
    pub(crate) fn code(&self, code: i32) -> &Self {
        assert!(self.code == Some(code), "expected exit code {code}\n{self}");
        self
    }

    /// Standard output holds this text.
    #[track_caller]
    pub(crate) fn stdout_has(&self, text: &str) -> &Self {
        assert!(self.stdout.contains(text), "expected on standard output: {text:?}\n{self}");
        self
    }

    /// Standard error holds this text.
    #[track_caller]
    pub(crate) fn stderr_has(&self, text: &str) -> &Self {
        assert!(self.stderr.contains(text), "expected on standard error: {text:?}\n{self}");
        self
    }

    /// Standard output is exactly this text.
    #[track_caller]
    pub(crate) fn stdout_is(&self, text: &str) -> &Self {
        assert!(self.stdout == text, "expected standard output to be\n{text}\n{self}");
        self
    }

    /// Standard error is exactly this text.
    #[track_caller]
    pub(crate) fn stderr_is(&self, text: &str) -> &Self {
        assert!(self.stderr == text, "expected standard error to be\n{text}\n{self}");
        self
    }

    /// This text is neither on standard output nor on standard error.
    #[track_caller]
    pub(crate) fn nowhere(&self, text: &str) -> &Self {
        let seen = self.stdout.contains(text) || self.stderr.contains(text);
        assert!(!seen, "expected nowhere: {text:?}\n{self}");
        self
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, code, stdout, stderr, .. } = self;
        write!(f, "ran: {name}\nexit code: {code:?}\n--- stdout ---\n{stdout}\n--- stderr ---\n{stderr}\n---")
    }
}
