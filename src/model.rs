//! Pure domain: the answer as it came, where each object lies in it, and every question asked of it.
//!
//! Knows neither HTTP nor terminal nor clock: whatever changes from outside is passed in.

pub mod changes;
pub mod charset;
pub mod clipboard;
pub mod columns;
pub mod diff;
pub mod document;
pub mod drift;
pub mod facts;
pub mod failure;
pub mod findings;
pub mod fingerprint;
pub mod id;
pub mod interval;
pub mod inventory;
pub mod json;
pub mod jwt;
pub mod kind;
pub mod look;
pub mod members;
pub mod near;
pub mod outline;
pub mod overview;
pub mod pivot;
pub mod pretty;
pub mod query;
pub mod record;
pub mod reference;
pub mod role;
pub mod scan;
pub mod schema;
pub mod search;
pub mod secret;
pub mod shape;
pub mod sheet;
pub mod siblings;
pub mod snapshot;
pub mod sort;
pub mod source;
pub mod text;
pub mod time;
pub mod tint;
pub mod token;
pub mod usage;
pub mod verdict;

#[cfg(test)]
mod tests;
