//! Whether a shell with job control is there, which would let a stopped program go on.

/// What the system tells of a process. An id is 0 where its owner lives in a container further out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Process {
    parent: i32,
    group: i32,
    session: i32,
}

/// Whether there is a shell that knows about this program: nobody would let it go on otherwise. It is in the same session
/// and in another group: who is in the same group, as a script that runs this program, would be stopped as well.
pub(in crate::runtime) fn can_stop() -> bool {
    let Some(own) = of("self") else { return false };
    would_be_let_go_on(own, |process| of(&process.to_string()))
}

/// As [`can_stop`], from what is known of this process and of any other.
fn would_be_let_go_on(own: Process, look: impl Fn(i32) -> Option<Process>) -> bool {
    let known = |process: i32| if process > 0 { look(process) } else { None };
    std::iter::successors(known(own.parent), |process| known(process.parent))
        .take_while(|ancestor| ancestor.session == own.session)
        .any(|ancestor| ancestor.group != own.group)
}

/// Read from the kernel's own table: `getsid` and `getpgid` answer 0 for what lives in a container further out, which
/// rustix takes for a process.
#[cfg(target_os = "linux")]
fn of(process: &str) -> Option<Process> {
    parse(&std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?)
}

/// Behind the name, which may hold anything: the state, then parent, group and session.
#[cfg(target_os = "linux")]
fn parse(told: &str) -> Option<Process> {
    let (_, behind) = told.rsplit_once(')')?;
    let mut numbers = behind.split_whitespace().skip(1).map_while(|number| number.parse().ok());
    Some(Process { parent: numbers.next()?, group: numbers.next()?, session: numbers.next()? })
}

/// Systems without containers of processes, and without a place that tells anybody's parent: the look ends at one's own.
#[cfg(not(target_os = "linux"))]
fn of(process: &str) -> Option<Process> {
    use rustix::process::{Pid, getpgid, getppid, getsid};

    let asked = process.parse().ok().and_then(Pid::from_raw);
    let parent = if asked.is_none() { getppid() } else { None };
    Some(Process {
        parent: parent.map_or(0, Pid::as_raw_pid),
        group: getpgid(asked).ok()?.as_raw_pid(),
        session: getsid(asked).ok()?.as_raw_pid(),
    })
}

#[cfg(test)]
mod tests {
    use super::{Process, would_be_let_go_on};

    fn process(parent: i32, group: i32, session: i32) -> Process {
        Process { parent, group, session }
    }

    #[test]
    fn a_shell_is_in_the_session_and_in_a_group_of_its_own() {
        let others = |id| match id {
            10 => Some(process(5, 10, 10)),
            // A script in the program's own group, started by the shell.
            20 => Some(process(10, 20, 10)),
            _ => None,
        };
        assert!(would_be_let_go_on(process(10, 30, 10), others), "the shell itself");
        assert!(would_be_let_go_on(process(20, 20, 10), others), "a script in between");
    }

    #[test]
    fn whoever_started_the_session_from_outside_is_no_shell() {
        let others = |id| match id {
            5 => Some(process(1, 5, 5)),
            // Lives in a container whose session began further out.
            6 => Some(process(0, 0, 0)),
            _ => None,
        };
        assert!(!would_be_let_go_on(process(5, 30, 30), others), "the leader of the session itself");
        assert!(!would_be_let_go_on(process(6, 30, 30), others), "started by somebody of further out");
        assert!(!would_be_let_go_on(process(6, 0, 0), others), "everybody is of further out");
        assert!(!would_be_let_go_on(process(0, 30, 30), others), "the parent is of further out");
        assert!(!would_be_let_go_on(process(7, 30, 30), others), "the parent is not told of");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_process_is_read_whatever_its_name() {
        assert_eq!(super::parse("12 (a) b (c)) S 7 8 9 34816 12 4194304"), Some(process(7, 8, 9)));
        assert_eq!(super::parse("12 (sh) S 0 0 0 0 -1"), Some(process(0, 0, 0)));
        assert_eq!(super::parse("12 (sh) S 7 8"), None);
        assert_eq!(super::parse(""), None);
        let own = super::of("self").unwrap();
        assert_eq!(own.parent, std::os::unix::process::parent_id().cast_signed());
    }
}
