//! The command line as a contract: exit codes, formats, what is sent, where the token comes from, what is never printed.
//!
//! Drives the real program against a real server; knows nothing of the dashboard.

mod checks;
mod codes;
mod diff;
mod formats;
mod given;
mod help;
mod kept;
mod offline;
mod save;
mod tokens;

use crate::support::program::Program;
use crate::support::server::{Reply, Server};

/// A server that always answers with this document.
pub(crate) fn serving(body: impl Into<Vec<u8>>) -> Server {
    Server::new([Reply::json(200, body)])
}

/// `ls` with these further arguments, asking this server.
fn ls(server: &Server, args: &[&str]) -> Program {
    Program::new().asking(&server.url()).arg("ls").args(args)
}
