//! The pure core: what the program knows, what can happen to it, and what it then wants done.
//!
//! [`update::update`] is the program. It has no clock, no I/O, no terminal and no channel; the runtime sets
//! [`state::Screen::now`] before each message and carries out the effects that come back.

pub mod action;
pub mod analysis;
pub mod arrangement;
pub mod auto_refresh;
pub mod banner;
pub mod changes;
pub mod copy;
pub mod countdown;
pub mod detail;
pub mod fetching;
pub mod findings;
pub mod help;
pub mod key;
pub mod keymap;
pub mod layout;
pub mod list;
pub mod mouse;
pub mod msg;
pub mod offline;
pub mod outage;
pub mod overview;
pub mod palette;
pub mod panes;
pub mod picker;
pub mod pivot;
pub mod profiles;
pub mod progress;
pub mod prompt;
pub mod save;
pub mod search;
pub mod staged;
pub mod state;
pub mod summary;
pub mod token;
pub mod tree;
pub mod update;
pub mod uses;
pub mod visited;
pub mod words;
