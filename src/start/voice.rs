//! What is said on standard error, in the characters that may be written.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::model::charset::{AsciiWriter, Charset, Spelling};

/// Of the process, as standard error is.
static IS_ASCII: AtomicBool = AtomicBool::new(false);

/// From now on these characters are said and no others.
pub(super) fn keep_to(charset: Charset) {
    IS_ASCII.store(charset == Charset::Ascii, Ordering::Relaxed);
}

/// A line on standard error; where that is closed, nobody wants to read it.
pub(super) fn tell(words: &str) {
    let line = format!("{}\n", words.trim_end());
    if IS_ASCII.load(Ordering::Relaxed) {
        AsciiWriter::new(io::stderr(), Spelling::Words).write_all(line.as_bytes()).ok();
    } else {
        io::stderr().write_all(line.as_bytes()).ok();
    }
}
