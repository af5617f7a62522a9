//! What can happen (`Msg`) and what the program wants done (`Effect`): plain data, so that tests compare them.

use std::sync::Arc;
use std::time::Duration;

use crossterm::event::KeyEvent;
use ratatui::layout::Size;

use crate::app::arrangement::{ArrangeId, Arranged, Sort};
use crate::app::copy::{Copyable, Outcome};
use crate::app::mouse::Pointed;
use crate::app::overview::SurveyId;
use crate::app::pivot::PivotId;
use crate::app::save::{Destination, Unsaved};
use crate::app::staged::Prepared;
use crate::app::token::TokenInfo;
use crate::model::changes::Reviewed;
use crate::model::document::{Rest, Segment};
use crate::model::failure::Failure;
use crate::model::findings::Analyzed;
use crate::model::inventory::Scope;
use crate::model::overview::Overview;
use crate::model::pivot::Pivot;
use crate::model::query::Query;
use crate::model::token::{Hidden, Token};

/// Tells one request from every other one of this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub u64);

/// A fact from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Msg {
    /// A key was pressed.
    Key(KeyEvent),
    /// Something was done with the mouse.
    Mouse(Pointed),
    /// Text was pasted; it may be a token.
    Paste(Hidden),
    /// The terminal has another size.
    Resize(Size),
    /// The time asked for by [`crate::app::state::State::deadline`] has come.
    Tick,
    /// The request that is out has news.
    Loading(RequestId, Loading),
    /// The background work for filter and order has found something.
    Arranged(ArrangeId, Arranged),
    /// The answer to a request has been analyzed.
    Analyzed(RequestId, Arc<Analyzed>),
    /// What is shown has been counted.
    Surveyed(SurveyId, Arc<Overview>),
    /// What changed up to the answer to a request is known.
    Compared(RequestId, Arc<Reviewed>),
    /// The background work has put what objects have, and these, in order.
    Pivoted(PivotId, Arc<Pivot>),
    /// What it takes to show the answer to a request is known.
    Prepared(RequestId, Prepared),
    /// The request has ended: what the answer has besides its repositories, or why there is none to use.
    Fetched(RequestId, Result<Rest, Failure>),
    /// What the token's source has now that it was asked again, for the request that needs it.
    TokenRead(RequestId, Result<Token, Failure>),
    /// What is known of the token of another profile, once a request for that profile has it.
    TokenKnown(RequestId, TokenInfo),
    /// The program was stopped and goes on, in a terminal of this size.
    Resumed(Size),
    /// How a copy went.
    Copied(u64, Outcome),
    /// How saving to a path went: how many bytes the file has, or why there is none.
    Saved(String, Result<u64, Unsaved>),
    /// A credential was not printed: there is not room for it on one screen.
    NotPrinted,
    /// The shell would not let a stopped program go on.
    NoShell,
    /// The system asks the program to end; with the exit code it should have.
    Terminate(u8),
}

/// News of a request that is still out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loading {
    /// The answer has begun; how many bytes it will have, where it says so and is not compressed.
    Begun(Option<u64>),
    /// Bytes received so far.
    Progress(u64),
    /// Repositories that have arrived, with the bytes received so far.
    Part(Arc<Segment>, u64),
    /// It failed in a way that may pass; it is tried again.
    Retrying(Retrying),
}

/// A pause before the next try.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retrying {
    /// Which retry this is, from 1.
    pub attempt: u32,
    /// How many there are at most.
    pub of: u32,
    /// How long the pause is.
    pub wait: Duration,
    /// Why the last try failed.
    pub failure: Failure,
}

/// Work for the runtime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Ask the API for the repositories of a scope.
    Fetch(RequestId, Scope),
    /// Find out which repositories to show and in which order; what is out for that already is dropped.
    Arrange(ArrangeId, Query, Option<Sort>),
    /// Drop the work for filter and order.
    StopArranging,
    /// Find out what is wrong in the answer to a request, and who uses what; what is out for another one is dropped.
    Analyze(RequestId),
    /// Make what it takes to show the answer to a request, which waits; what is out for another one is dropped.
    Prepare(RequestId),
    /// Count what is shown within a query; what is out for that already is dropped.
    Survey(SurveyId, Query),
    /// Drop that count: nobody looks at it any more.
    StopSurvey,
    /// Find out what changed up to the answer to a request; what is out for another one is dropped.
    Compare(RequestId),
    /// Put what objects have, and these, in order for the pivot that is shown; what is out for another one is dropped.
    Pivot(PivotId),
    /// Drop a request whose answer is not wanted any more.
    Cancel(RequestId),
    /// From now on ask the API of this profile; an empty name is what the program was started with.
    SwitchProfile(String),
    /// Ask the token's source again, for a request that waits for it.
    ReadToken(RequestId),
    /// Let requests carry this token from now on.
    UseToken(Token),
    /// Put this on the clipboard; the number comes back with how it went.
    Copy(u64, Hidden),
    /// Let the terminal put this on its clipboard: nothing else took it.
    SendCopy(u64, Hidden),
    /// Print this on the plain screen, which stays until something else is to be shown.
    Print(Copyable),
    /// Write what is loaded to the file at this path, credentials masked.
    Save(Destination),
    /// Let the terminal tell of the mouse, or have it for itself.
    Mouse(bool),
    /// Write the whole screen again, whatever the terminal shows.
    Redraw,
    /// Leave the terminal to the shell and stop.
    Suspend,
}
