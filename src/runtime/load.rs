//! One load: the client's bytes through the scanner, handed on in pieces as soon as there is something to show.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::api::{Client, Response};
use crate::app::msg::{Loading, Retrying};
use crate::model::document::Rest;
use crate::model::failure::Failure;
use crate::model::inventory::Scope;
use crate::model::scan::Scanner;
use crate::model::verdict::Fault;

/// While nothing is on the screen yet, what has come is shown after this time at the latest.
const FIRST_PART: Duration = Duration::from_millis(50);
/// Later parts of a slow answer follow at this pace; each costs the terminal a frame.
const NEXT_PARTS: Duration = Duration::from_millis(500);
/// How often the bytes received are told while no repository is whole.
const PROGRESS: Duration = Duration::from_secs(1);

/// Loads the repositories of a scope; `news` is told of everything on the way.
///
/// # Errors
///
/// Why there is no whole answer; the parts told before are valid all the same, but not all there is.
pub async fn load(client: &Client, scope: &Scope, news: &mut (dyn FnMut(Loading) + Send)) -> Result<Rest, Failure> {
    let mut response = client
        .get_repos(scope.id(), &mut |retry| {
            news(Loading::Retrying(Retrying {
                attempt: retry.attempt,
                of: retry.of,
                wait: retry.wait,
                failure: retry.failure,
            }));
        })
        .await?;
    news(Loading::Progress(0));
    let mut scanner = Scanner::default();
    let read = read(&mut response, &mut scanner, news).await;
    if let Some(segment) = scanner.seal() {
        news(Loading::Part(Arc::new(segment), scanner.received()));
    }
    let explain = |fault: Fault| fault.explain(response.content_type(), response.received());
    match read {
        Err(Stopped::Failed(failure)) => Err(failure),
        Err(Stopped::Broken(fault)) => Err(explain(fault)),
        Ok(()) => scanner.finish().map_err(explain),
    }
}

enum Stopped {
    Failed(Failure),
    Broken(Fault),
}

/// Reads to the end of the answer, sealing parts when they are large enough or have waited long enough.
async fn read(
    response: &mut Response,
    scanner: &mut Scanner,
    news: &mut (dyn FnMut(Loading) + Send),
) -> Result<(), Stopped> {
    let mut next_part = Instant::now() + FIRST_PART;
    let mut next_progress = Instant::now() + PROGRESS;
    loop {
        let wake = if scanner.has_some() { next_part } else { next_progress };
        // A pause of the link must not keep what has come from the screen; dropping the wait loses no byte.
        let Ok(piece) = timeout_at(wake, response.chunk()).await else {
            hand_over(scanner, news, &mut next_part, &mut next_progress);
            continue;
        };
        let Some(piece) = piece.map_err(Stopped::Failed)? else { return Ok(()) };
        scanner.push(&piece).map_err(Stopped::Broken)?;
        if scanner.is_full() || Instant::now() >= wake {
            hand_over(scanner, news, &mut next_part, &mut next_progress);
        }
    }
}

fn hand_over(
    scanner: &mut Scanner,
    news: &mut (dyn FnMut(Loading) + Send),
    next_part: &mut Instant,
    next_progress: &mut Instant,
) {
    match scanner.seal() {
        Some(segment) => news(Loading::Part(Arc::new(segment), scanner.received())),
        None => news(Loading::Progress(scanner.received())),
    }
    *next_part = Instant::now() + NEXT_PARTS;
    *next_progress = Instant::now() + PROGRESS;
}
