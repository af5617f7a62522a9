//! One load: the client's bytes through the scanner, handed on in pieces as soon as there is something to show.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::api::{Client, Response};
use crate::app::msg::{Loading, Retrying};
use crate::model::document::{Rest, Segment};
use crate::model::failure::Failure;
use crate::model::inventory::Scope;
use crate::model::scan::Scanner;
use crate::model::verdict::Fault;

/// While nothing is on the screen yet, what has come is shown after this time at the latest.
const FIRST_PART: Duration = Duration::from_millis(50);
/// Later parts follow at this pace, and so does how far it is while no repository is whole.
const NEXT_PARTS: Duration = Duration::from_millis(500);

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
    let mut parts = Parts { scanner: Scanner::default(), sealed: Vec::new(), next: Instant::now() + FIRST_PART };
    let read = read(&mut response, &mut parts, news).await;
    parts.hand_over(news);
    let explain = |fault: Fault| fault.explain(response.content_type(), response.received());
    match read {
        Err(Stopped::Failed(failure)) => Err(failure),
        Err(Stopped::Broken(fault)) => Err(explain(fault)),
        Ok(()) => parts.scanner.finish().map_err(explain),
    }
}

enum Stopped {
    Failed(Failure),
    Broken(Fault),
}

/// Reads to the end of the answer, handing over the first screen at once and the rest in few pieces.
async fn read(
    response: &mut Response,
    parts: &mut Parts,
    news: &mut (dyn FnMut(Loading) + Send),
) -> Result<(), Stopped> {
    loop {
        // A pause of the link must not keep what has come from the screen; dropping the wait loses no byte.
        let Ok(piece) = timeout_at(parts.next, response.chunk()).await else {
            parts.hand_over(news);
            continue;
        };
        let Some(piece) = piece.map_err(Stopped::Failed)? else { return Ok(()) };
        parts.push(&piece, news).map_err(Stopped::Broken)?;
    }
}

/// What has come and was not handed over yet.
struct Parts {
    scanner: Scanner,
    sealed: Vec<Segment>,
    /// When to hand over what there is. The first part goes out as soon as it is whole, whatever the time.
    next: Instant,
}

impl Parts {
    fn push(&mut self, piece: &[u8], news: &mut (dyn FnMut(Loading) + Send)) -> Result<(), Fault> {
        self.scanner.push(piece)?;
        if self.scanner.is_full() {
            let is_first = self.scanner.is_first();
            self.sealed.extend(self.scanner.seal());
            if is_first {
                self.hand_over(news);
            }
        }
        if Instant::now() >= self.next {
            self.hand_over(news);
        }
        Ok(())
    }

    /// Tells of everything that is whole, and else how far it is. Each time costs the terminal a frame.
    fn hand_over(&mut self, news: &mut (dyn FnMut(Loading) + Send)) {
        self.sealed.extend(self.scanner.seal());
        let received = self.scanner.received();
        if self.sealed.is_empty() {
            news(Loading::Progress(received));
        }
        for segment in self.sealed.drain(..) {
            news(Loading::Part(Arc::new(segment), received));
        }
        self.next = Instant::now() + NEXT_PARTS;
    }
}
