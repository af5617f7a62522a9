//! `GET /repo`: the address, the way there, whom to trust, the request, time limits, size limit, retries and the words
//! for what went wrong.
//!
//! Knows HTTP only and hands over bytes; what the bytes mean is the model's business, and where the address and the
//! token came from is the caller's.

mod backoff;
mod client;
mod deadline;
mod error;
pub mod probe;
pub mod proxy;
mod target;
mod tls;
mod trust;
mod url;

pub use self::backoff::fraction;
pub use self::client::{Client, ClientOptions, Repeat, Response, Retry};
pub use self::target::{Target, TargetError, TargetOptions};
pub use self::trust::{Flaw, Origin, Roots, Source, Trust, TrustError};
pub use self::url::{is_unprotected, parse_base_url, repo_url};

#[cfg(test)]
mod tests;
