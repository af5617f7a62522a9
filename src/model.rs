//! Pure domain: the answer as it came, where each object lies in it, and every question asked of it.
//!
//! Knows neither HTTP nor terminal nor clock: whatever changes from outside is passed in.

pub mod failure;
pub mod pretty;
pub mod secret;
pub mod text;
pub mod time;
