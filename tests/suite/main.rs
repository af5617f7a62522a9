//! The one integration-test binary: it drives the real program from outside, over its command line, HTTP and a PTY.
//!
//! Owns what can only be seen from outside; must not reach into the library. One binary, so that it is linked once.
//! Terminals, signals and modes of files as it drives them are Unix's.

#![cfg(unix)]

#[cfg(test)]
mod architecture;
#[cfg(test)]
mod canaries;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod config;
#[cfg(test)]
mod docs;
#[cfg(test)]
mod http;
#[cfg(test)]
mod pty;
#[cfg(test)]
mod reliability;
#[cfg(test)]
mod screenshot;
#[cfg(test)]
mod shell;
#[cfg(test)]
mod supply;
#[cfg(test)]
mod support;
