//! The request for data: none, one that is out, or how the last one failed.

use jiff::Timestamp;

use crate::app::msg::{RequestId, Retrying};
use crate::app::outage::Again;
use crate::app::progress::Progress;
use crate::app::token::Renewal;
use crate::model::failure::Failure;
use crate::model::inventory::{Inventory, Scope};

/// The request for data.
#[derive(Debug, Clone)]
pub enum Fetch {
    /// None is out, and the last one went well.
    Idle,
    /// One is out.
    InFlight(InFlight),
    /// The last one failed.
    Failed(Failed),
}

/// A request that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failed {
    /// What was asked for.
    pub scope: Scope,
    /// Why it failed.
    pub failure: Failure,
    /// When.
    pub at: Timestamp,
    /// The next try that comes by itself.
    pub again: Option<Again>,
}

/// A request that is out.
#[derive(Debug, Clone)]
pub struct InFlight {
    /// Its id; an answer with another one is not shown.
    pub id: RequestId,
    /// What was asked for.
    pub scope: Scope,
    /// Since when.
    pub since: Timestamp,
    /// How far the answer has come.
    pub progress: Progress,
    /// What has come while older data stays on the screen.
    pub incoming: Inventory,
    /// The pause it is in.
    pub pause: Option<Box<Pause>>,
    /// The failure that it follows by itself, which stays on the screen until it is answered.
    pub after: Option<Box<Failed>>,
    /// Whether it is one of those that go out every so often.
    pub is_by_itself: bool,
    /// Whether a newer token was looked for on its behalf.
    pub renewal: Renewal,
}

/// A pause between two tries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    /// What comes after it, and why it is made.
    pub retrying: Retrying,
    /// When it is over.
    pub until: Timestamp,
}
