//! The program's entry: run with the arguments, end with the code; nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(flashback_tui::run(std::env::args_os()))
}
