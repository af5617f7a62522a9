//! What is drawn: frames of every state of the data, properties of all frames, and every documented field.

mod app;
mod fields;
mod frames;
mod properties;
mod styles;
