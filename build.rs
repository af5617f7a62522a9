//! Leaves the tables for unwinding out of what is shipped: a tenth of the file, for nothing.
//!
//! A panic ends the program where it happens (`runtime::crash`), so no stack is ever unwound, and a backtrace of a
//! stripped file has no names. Builds for tests and those with debug information keep the tables.

use std::path::PathBuf;
use std::{env, fs};

/// Given to the linker beside its own script.
const SCRIPT: &str = "SECTIONS { /DISCARD/ : { *(.eh_frame) *(.eh_frame_hdr) } } INSERT AFTER .text;\n";

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|found| found == value);
    // The linkers of Linux, GNU's and LLVM's, know such scripts.
    if is("CARGO_CFG_TARGET_OS", "linux") && is("PROFILE", "release") && is("DEBUG", "false") {
        let script = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("no-unwinding.ld");
        fs::write(&script, SCRIPT)?;
        println!("cargo::rustc-link-arg-bins=-Wl,-T,{}", script.display());
    }
    Ok(())
}
