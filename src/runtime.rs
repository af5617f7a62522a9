//! The imperative shell: the event loop, the terminal, the signals, and effects carried out as tasks.

pub mod analyze;
pub mod arrange;
pub mod backend;
pub mod clipboard;
pub mod compare;
pub mod copying;
pub mod crash;
pub mod hold;
pub mod input;
pub mod load;
pub mod paint;
pub mod pivot;
pub mod prepare;
pub mod run;
pub mod save;
pub mod signals;
pub mod survey;
mod tasks;
pub mod terminal;
pub mod threads;
mod timer;
