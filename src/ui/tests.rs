//! What is drawn: frames of every state of the data, properties of all frames, and every documented field.

mod app;
mod changes;
mod copy;
mod fields;
mod findings;
mod frames;
mod hostile;
mod overview;
mod pivot;
mod profiles;
mod properties;
mod styles;
mod token;
