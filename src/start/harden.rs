//! Keeps the process's memory to itself, as far as the system allows: what it holds in clear is a credential.

/// Set to anything but `0` to let core dumps and debuggers in.
const DEBUGGABLE: &str = "FLASHBACK_TUI_DEBUGGABLE";

/// Whether the user wants it left open.
pub(super) fn is_left_open() -> bool {
    std::env::var_os(DEBUGGABLE).is_some_and(|value| !value.is_empty() && value != "0")
}

/// No core dumps; on Linux no look into memory and environment by other processes of the user either. Where the system
/// does not let it, the program runs all the same.
pub(super) fn process() {
    if !is_left_open() {
        close();
    }
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
