//! The configuration as a contract: what a file may say, what is refused and why, what wins, who gets which token.

mod commands;
mod doctor;
mod files;
mod profiles;

use std::fs;
use std::path::PathBuf;

use crate::support::program::Program;

/// The program with this text as its usual configuration.
fn with_config(program: Program, text: &str) -> Program {
    let path = usual(&program);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    restrict(&path, 0o600);
    program
}

/// Where the configuration usually lies.
fn usual(program: &Program) -> PathBuf {
    program.home().join("config/flashback-tui/config.toml")
}

fn restrict(path: &std::path::Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}
