//! One load: the client's bytes through the scanner, handed on in pieces as soon as there is something to show.

pub mod kept;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::api::{Client, Repeat, Response};
use crate::app::msg::{Loading, Retrying};
use crate::model::document::{Document, Rest, Segment};
use crate::model::failure::Failure;
use crate::model::inventory::Scope;
use crate::model::scan::Scanner;
use crate::model::verdict::Fault;

/// While nothing is on the screen yet, what has come is shown after this time at the latest.
const FIRST_PART: Duration = Duration::from_millis(50);
/// Later parts follow at this pace, and so does how far it is while no repository is whole.
const NEXT_PARTS: Duration = Duration::from_secs(1);

/// Loads the repositories of a scope; `news` is told of everything on the way. What has come in the same way before and
/// is in `known` is not kept twice.
///
/// # Errors
///
/// Why there is no whole answer; the parts told before are valid all the same, but not all there is.
pub async fn load(
    client: &Client,
    (scope, repeat): (&Scope, Repeat),
    known: &Document,
    news: &mut (dyn FnMut(Loading) + Send),
) -> Result<Rest, Failure> {
    load_watched(client, (scope, repeat), known, news, &mut |_| {}).await
}

/// The same, and `watch` sees each piece of the body as it comes, after decompression.
///
/// # Errors
///
/// As [`load`].
pub async fn load_watched(
    client: &Client,
    (scope, repeat): (&Scope, Repeat),
    known: &Document,
    news: &mut (dyn FnMut(Loading) + Send),
    watch: &mut (dyn FnMut(&[u8]) + Send),
) -> Result<Rest, Failure> {
    let mut response = client
        .get_repos(scope.id(), repeat, &mut |retry| {
            news(Loading::Retrying(Retrying {
                attempt: retry.attempt,
                of: retry.of,
                wait: retry.wait,
                failure: retry.failure,
            }));
        })
        .await?;
    news(Loading::Begun(response.content_length()));
    let mut parts = Parts::new(known, response.content_length());
    let read = read(&mut response, &mut parts, news, watch).await;
    parts.end(news);
    let explain = |fault: Fault| {
        let fault = fault.with_words(|words| client.redacted(words));
        let content_type = response.content_type().map(|it| client.redacted(it));
        fault.explain(content_type.as_deref(), response.received())
    };
    match read {
        Err(Stopped::Failed(failure)) => Err(failure),
        Err(Stopped::Broken(fault)) => Err(explain(fault)),
        Ok(()) => {
            let mut rest = parts.scanner.finish().map_err(explain)?;
            let other = response.content_type().filter(|it| !it.trim().is_empty() && !is_json(it));
            rest.remarks.extend(other.map(|it| format!("the answer is JSON and came as {}", client.redacted(it))));
            Ok(rest)
        }
    }
}

/// Whether a content type is one of JSON.
fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json")
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
    watch: &mut (dyn FnMut(&[u8]) + Send),
) -> Result<(), Stopped> {
    loop {
        // A pause of the link must not keep what has come from the screen; dropping the wait loses no byte.
        let Ok(piece) = timeout_at(parts.next, response.chunk()).await else {
            parts.hand_over(news);
            continue;
        };
        let Some(piece) = piece.map_err(Stopped::Failed)? else { return Ok(()) };
        watch(&piece);
        parts.push(&piece, news).map_err(Stopped::Broken)?;
    }
}

/// What has come and was not handed over yet.
struct Parts {
    scanner: Scanner,
    known: Known,
    sealed: Vec<Arc<Segment>>,
    /// The first screen full goes out as soon as it is whole, whatever the time.
    is_first: bool,
    /// When to hand over what there is.
    next: Instant,
}

impl Parts {
    fn new(known: &Document, expected: Option<u64>) -> Self {
        Self {
            scanner: Scanner::expecting(expected),
            known: Known::of(known),
            sealed: Vec::new(),
            is_first: true,
            next: Instant::now() + FIRST_PART,
        }
    }

    fn push(&mut self, piece: &[u8], news: &mut (dyn FnMut(Loading) + Send)) -> Result<(), Fault> {
        let pushed = self.scanner.push(piece);
        while let Some(segment) = self.scanner.next_whole() {
            self.sealed.push(self.known.or_new(segment));
        }
        if self.is_first && !self.sealed.is_empty() {
            self.tell(news);
        } else if Instant::now() >= self.next {
            self.hand_over(news);
        }
        pushed
    }

    /// Tells of all that has come so far, and else how far it is. Each time costs the terminal a frame.
    fn hand_over(&mut self, news: &mut (dyn FnMut(Loading) + Send)) {
        // Over older data nothing new is shown before it is whole; then segments end where they did the last time.
        if self.known.is_empty() {
            self.sealed.extend(self.scanner.seal().map(Arc::new));
        }
        self.tell(news);
    }

    /// Tells of what is left at the end.
    fn end(&mut self, news: &mut (dyn FnMut(Loading) + Send)) {
        if let Some(segment) = self.scanner.seal() {
            self.sealed.push(self.known.or_new(segment));
        }
        self.tell(news);
    }

    fn tell(&mut self, news: &mut (dyn FnMut(Loading) + Send)) {
        let received = self.scanner.received();
        if self.sealed.is_empty() {
            news(Loading::Progress(received));
        } else {
            self.is_first = false;
        }
        for segment in self.sealed.drain(..) {
            news(Loading::Part(segment, received));
        }
        self.next = Instant::now() + NEXT_PARTS;
    }
}

/// The segments of the data that is shown, by the id they begin with and how long they are.
struct Known(HashMap<(u64, usize), Arc<Segment>>);

impl Known {
    fn of(document: &Document) -> Self {
        Self(document.segments().iter().map(|segment| (Self::key(segment), Arc::clone(segment))).collect())
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn key(segment: &Segment) -> (u64, usize) {
        (segment.entries.first().map_or(0, |entry| entry.shape.id), segment.bytes.len())
    }

    /// The segment that is there already, where it is the same to the last byte.
    fn or_new(&self, segment: Segment) -> Arc<Segment> {
        match self.0.get(&Self::key(&segment)) {
            Some(known) if **known == segment => Arc::clone(known),
            _ => Arc::new(segment),
        }
    }
}
