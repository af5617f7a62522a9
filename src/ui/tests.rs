//! What is drawn: frames of every state of the data, properties of all frames, and every documented field.

mod app;
mod auto_refresh;
mod changes;
mod copy;
mod fields;
mod findings;
mod frames;
mod hostile;
mod offline;
mod overview;
mod pivot;
mod profiles;
mod properties;
mod save;
mod styles;
mod token;
