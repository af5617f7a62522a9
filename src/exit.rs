//! The program's exit codes: one constant each, and which kind of failure ends with which. Must not know who exits.

use std::io;

use crate::model::failure::FailureKind;

/// All went well.
pub const OK: u8 = 0;
/// Something else went wrong: a 404, a redirect, a disk that is full.
pub const OTHER: u8 = 1;
/// The command line or the configuration cannot be used.
pub const USAGE: u8 = 2;
/// It worked, and found something: what was not to be there, or a difference.
pub const FOUND: u8 = 3;
/// There is no token, or the API refused it: 401 or 403.
pub const DENIED: u8 = 4;
/// The API could not be reached: DNS, TLS, refused, time-out, cut connection, 5xx and 429 after all tries.
pub const UNREACHABLE: u8 = 5;
/// The answer was not understood: not JSON, `success: false`, another shape.
pub const NOT_UNDERSTOOD: u8 = 6;
/// A bug: what Rust's own runtime ends with.
pub const BUG: u8 = 101;
/// Ended by Ctrl-C, as shells report it: 128 and the number of SIGINT.
pub const INTERRUPTED: u8 = 130;
/// Whoever read the output has gone, as shells report it: 128 and the number of SIGPIPE.
pub const CLOSED_PIPE: u8 = 141;

/// The code that a failure of a request ends with.
#[must_use]
pub const fn of(kind: FailureKind) -> u8 {
    match kind {
        FailureKind::Denied => DENIED,
        FailureKind::Unreachable => UNREACHABLE,
        FailureKind::NotUnderstood => NOT_UNDERSTOOD,
        FailureKind::Other => OTHER,
    }
}

/// What to do about an error of the system, as a line of its own; nothing where that says itself what to do.
#[must_use]
pub fn hint(error: &io::Error) -> &'static str {
    /// The number that Unix has for it.
    const TOO_MANY_FILES: i32 = 24;
    if error.kind() == io::ErrorKind::StorageFull {
        return "\nhint: Where the output goes no room is left: free some, or write it elsewhere";
    }
    if cfg!(unix) && error.raw_os_error() == Some(TOO_MANY_FILES) {
        return "\nhint: The program has some ten files open at once: raise the limit (ulimit -n)";
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_failure_has_the_documented_code() {
        let kinds =
            [FailureKind::Other, FailureKind::Denied, FailureKind::Unreachable, FailureKind::NotUnderstood].map(of);
        assert_eq!(kinds, [1, 4, 5, 6]);
        assert_eq!([OK, USAGE, INTERRUPTED, CLOSED_PIPE], [0, 2, 130, 141]);
    }
}
