//! What the process keeps to itself, as far as the system allows: its memory, which holds a credential in clear, and what
//! is open in it. And what it does not take over from whoever started it.

/// Set to anything but `0` to let core dumps and debuggers in.
const DEBUGGABLE: &str = "FLASHBACK_TUI_DEBUGGABLE";

/// Whether the user wants it left open.
pub(super) fn is_left_open() -> bool {
    std::env::var_os(DEBUGGABLE).is_some_and(|value| !value.is_empty() && value != "0")
}

/// No core dumps; on Linux no look into memory and environment by other processes of the user either. No descriptor of the
/// caller's goes on to what this program starts, and no signal stays blocked. Where the system does not let it, the program
/// runs all the same.
pub(super) fn process() {
    if !is_left_open() {
        close();
    }
    part_from_the_caller();
}

#[cfg(unix)]
fn close() {
    use rustix::process::{Resource, Rlimit, setrlimit};

    setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) }).unwrap_or_default();
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};

        // The limit alone does not keep a core from a program that is fed with it through a pipe.
        set_dumpable_behavior(DumpableBehavior::NotDumpable).unwrap_or_default();
    }
}

/// Elsewhere nothing is known that would.
#[cfg(not(unix))]
fn close() {}

/// To be called before there are threads: each has the mask of signals of the one that started it.
#[cfg(unix)]
fn part_from_the_caller() {
    use nix::fcntl::{FcntlArg, FdFlag, fcntl};
    use nix::sys::signal::SigSet;

    for descriptor in descriptors() {
        fcntl(descriptor, FcntlArg::F_SETFD(FdFlag::FD_CLOEXEC)).ok();
    }
    SigSet::empty().thread_set_mask().ok();
}

/// Those that are open, but for the standard ones; where the system does not tell, those that may be.
#[cfg(unix)]
fn descriptors() -> Vec<i32> {
    let Ok(entries) = std::fs::read_dir("/dev/fd") else { return (3..256).collect() };
    let numbers = entries.flatten().filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    numbers.filter(|number| *number > 2).collect()
}

/// Elsewhere nothing is handed on unasked, and there are no such signals.
#[cfg(not(unix))]
fn part_from_the_caller() {}

#[cfg(all(test, unix))]
mod tests {
    use nix::sys::signal::{SigSet, Signal};

    #[test]
    fn a_signal_that_the_caller_has_blocked_arrives() {
        // The mask is this thread's own.
        SigSet::from_iter([Signal::SIGTERM, Signal::SIGHUP]).thread_block().unwrap();
        super::part_from_the_caller();
        assert_eq!(SigSet::thread_get_mask().unwrap(), SigSet::empty());
    }
}
