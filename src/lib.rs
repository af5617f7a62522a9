//! flashback-tui: a terminal dashboard over the repositories of a Flashback organization.
//!
//! One pure function is the program: [`app`] turns a state and a message into effects, [`ui`] turns a state into a
//! frame, and [`runtime`] is the imperative shell that carries effects out. The map of the house, who may use whom and
//! why, is in `docs/design.md`; `tests/suite/architecture.rs` keeps it true.
//!
//! | room | owns | must not know |
//! |---|---|---|
//! | [`cli`] | what the user typed | where defaults come from |
//! | [`config`] | the configuration file: place, trust, content | what was typed, what values are for |
//! | [`settings`] | flag > environment > profile > config file > default, validated | HTTP, terminal |
//! | [`credentials`] | where the token comes from | what it is used for |
//! | [`model`] | the answer as it came and every question asked of it | HTTP, terminal, clock |
//! | [`api`] | `GET /repo`: time limits, retries, errors; bytes out | what the bytes mean |
//! | [`app`] | state, messages, actions, effects: the pure core | I/O of any kind |
//! | [`ui`] | frames from state | input, effects |
//! | [`runtime`] | event loop, terminal, signals, effects carried out | layout, domain rules |
//! | [`output`] | one-shot writers for `ls` | terminal, HTTP |
//! | [`demo`] | the in-process demo backend | the client that talks to it |
//! | [`digest`] | hashes with and without a key, and the key's file | what is hashed |
//! | [`doctor`] | what a report of checks looks like | how anything is checked |
//! | [`exit`] | the exit codes | who exits |

pub mod api;
pub mod app;
pub mod cli;
pub mod config;
pub mod credentials;
pub mod demo;
pub mod digest;
pub mod doctor;
pub mod exit;
pub mod model;
pub mod output;
pub mod runtime;
pub mod settings;
pub mod ui;

mod start;

/// The strict reader of what the program writes, which the tests of the terminal use as well.
#[cfg(test)]
#[path = "../tests/suite/support/stream.rs"]
mod stream;

pub use start::run;
