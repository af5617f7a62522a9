//! The one request: how it is built, bounded in time and size, and tried again. Knows no words for failures (they are
//! in `error`) and nothing about what the bytes mean.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use jiff::Timestamp;
use reqwest::Url;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::header::{LOCATION, RETRY_AFTER};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::OnceCell;
use tokio::time::{Instant, timeout_at};

use super::backoff::{self, Schedule};
use super::deadline::Deadline;
use super::error::{self, Miss, Peer, status};
use super::proxy::Route;
use super::target::Target;
use super::trust::Roots;
use super::{tls, url};
use crate::model::failure::{Failure, FailureKind, Link};
use crate::model::token::Token;

/// What stands before the token.
const SCHEME: &str = "Bearer ";
/// What is wanted.
const JSON: &str = "application/json";
/// How often a GET is repeated after the first try.
const RETRIES: u32 = 2;
/// How much of the body of a refusal is read in search of the server's message.
const MESSAGE_BYTES: usize = 64 * 1024;
/// Added to the first byte's limit, so that a connect limit of the same length is the one that is told.
const GRACE: Duration = Duration::from_millis(20);
/// How many lines the head of an answer may have; the library bounds its size, at 408 KiB and what one read brings.
pub(super) const MAX_HEADERS: usize = 100;
/// What the program calls itself.
pub(super) const AGENT: &str = concat!("flashback-tui/", env!("CARGO_PKG_VERSION"));

/// What a [`Client`] is made of.
pub struct ClientOptions {
    /// Where to ask, which way, and whom to trust there.
    pub target: Target,
    /// The bearer token; empty where there is none yet: then nothing is sent before [`Client::use_token`].
    pub token: SecretString,
    /// The longest time for name, connection and TLS handshake together.
    pub connect_timeout: Duration,
    /// The longest time without a byte, also for the first one.
    pub idle_timeout: Duration,
    /// The longest time for a whole request; `None` for as long as bytes keep coming.
    pub max_time: Option<Duration>,
    /// The most bytes an answer may have, counted after decompression.
    pub max_body: u64,
}

/// After which failures a request is repeated by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// After all that may pass: there was no connection, or the API is overloaded.
    Always,
    /// Where the API is overloaded alone: whoever asks has a time of its own for when there is no connection.
    WhereOverloaded,
}

/// A try that failed and will be repeated, told before the pause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retry {
    /// Which repetition comes next, from 1.
    pub attempt: u32,
    /// How many repetitions there are at most.
    pub of: u32,
    /// The pause before it.
    pub wait: Duration,
    /// Why the try before it failed.
    pub failure: Failure,
}

/// Asks the API for repositories.
pub struct Client {
    /// Made with the first request, in its task: the system's root certificates take long to read.
    prepared: OnceCell<Prepared>,
    target: Target,
    /// What stands behind `Authorization`; the only place that keeps the token, wiped when another takes it.
    bearer: RwLock<Option<HeaderValue>>,
    peer: Arc<Peer>,
    max_time: Option<Duration>,
    max_body: u64,
    /// The pauses between tries; tests make them short.
    pub(crate) schedule: Schedule,
    /// Where the name of the host leads, instead of asking for it.
    #[cfg(test)]
    pub(super) addresses: Vec<std::net::SocketAddr>,
}

struct Prepared {
    http: reqwest::Client,
    roots: Option<Roots>,
}

impl Client {
    /// Prepares a client; nothing is sent, and nothing read.
    ///
    /// # Errors
    ///
    /// When the token cannot stand in a header.
    pub fn new(options: ClientOptions) -> Result<Self, Failure> {
        let ClientOptions { target, token, connect_timeout, idle_timeout, max_time, max_body } = options;
        let bearer = if token.expose_secret().is_empty() { None } else { Some(bearer(token.expose_secret())?) };
        let peer = Arc::new(Peer::of(&target, connect_timeout, idle_timeout));
        Ok(Self {
            prepared: OnceCell::new(),
            target,
            bearer: RwLock::new(bearer),
            peer,
            max_time,
            max_body,
            schedule: Schedule::default(),
            #[cfg(test)]
            addresses: Vec::new(),
        })
    }

    /// Where it asks, which way, and whom it trusts there.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// How many root certificates it trusts and whose; `None` before the first request, and without `https`.
    pub fn roots(&self) -> Option<Roots> {
        self.prepared.get().and_then(|prepared| prepared.roots)
    }

    async fn http(&self) -> Result<&reqwest::Client, Failure> {
        let prepare = async {
            let (tls, roots) = tls_of(&self.target).await?;
            let mut builder = self.builder().tls_backend_preconfigured(tls);
            if let Route::Through(proxy) = &self.target.route {
                builder = builder.proxy(proxy.intercept().map_err(|_not_shown| error::setup())?);
            }
            let http = builder.build().map_err(|_not_shown| error::setup())?;
            Ok(Prepared { http, roots })
        };
        self.prepared.get_or_try_init(|| prepare).await.map(|prepared| &prepared.http)
    }

    fn builder(&self) -> reqwest::ClientBuilder {
        let builder = reqwest::Client::builder()
            .user_agent(AGENT)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .http1_only()
            .http1_max_headers(MAX_HEADERS)
            .pool_max_idle_per_host(0)
            .connect_timeout(self.peer.connect)
            // The environment was read by us: the library goes direct in silence where it cannot use it.
            .no_proxy();
        #[cfg(test)]
        let builder = match self.target.base.host_str() {
            Some(host) if !self.addresses.is_empty() => builder.resolve_to_addrs(host, &self.addresses),
            _ => builder,
        };
        builder
    }

    /// Lets every request from now on carry this token.
    pub fn use_token(&self, token: &Token) {
        // Every token can stand in a header; should one not, requests go on with the old one.
        if let Ok(bearer) = bearer(token.text()) {
            *self.bearer.write().unwrap_or_else(PoisonError::into_inner) = Some(bearer);
        }
    }

    fn bearer(&self) -> Result<HeaderValue, Miss> {
        let bearer = self.bearer.read().unwrap_or_else(PoisonError::into_inner).clone();
        bearer.ok_or_else(|| Miss::Final(Failure::new(FailureKind::Denied, "there is no access token", "")))
    }

    /// `GET /repo`, tried again up to two times where `repeat` says so; `on_retry` is called before each pause. Dropping
    /// the future cancels the request.
    ///
    /// # Errors
    ///
    /// Every status outside 2xx and every failure before the body begins, as one sentence.
    pub async fn get_repos(
        &self,
        workspace: Option<&str>,
        repeat: Repeat,
        on_retry: &mut (dyn FnMut(Retry) + Send),
    ) -> Result<Response, Failure> {
        let url = url::repo_url(&self.target.base, workspace);
        let deadline = Deadline::after(self.max_time);
        let http = self.http().await?;
        let mut attempt = 0;
        loop {
            let (failure, asked) = match self.try_once(http, url.clone(), deadline).await {
                Ok(response) => return Ok(response),
                Err(Miss::Final(failure)) => return Err(failure),
                Err(Miss::Transient { failure, retry_after }) => (failure, retry_after),
            };
            let is_wanted = repeat == Repeat::Always || failure.link == Link::Up;
            let wait = self.schedule.pause(attempt, asked, backoff::fraction());
            if attempt == RETRIES || !is_wanted {
                return Err(error::after_tries(failure, attempt + 1));
            }
            if !deadline.leaves(wait) {
                return Err(error::too_late(failure, attempt + 1, wait));
            }
            attempt += 1;
            on_retry(Retry { attempt, of: RETRIES, wait, failure });
            tokio::time::sleep(wait).await;
        }
    }

    /// A text without the token, should the server have repeated it there.
    pub fn redacted(&self, text: &str) -> String {
        self.bearer().map_or_else(|_none| text.to_owned(), |bearer| without(text, &bearer))
    }

    async fn try_once(&self, http: &reqwest::Client, url: Url, deadline: Deadline) -> Result<Response, Miss> {
        let bearer = self.bearer()?;
        let request = http.get(url).header(ACCEPT, JSON).header(AUTHORIZATION, bearer.clone());
        let sent = timeout_at(deadline.within(Instant::now(), self.peer.idle + GRACE), request.send());
        let response = match sent.await {
            Err(_elapsed) => return Err(Miss::Final(error::late_answer(&self.peer, deadline.passed()))),
            Ok(Err(error)) => return Err(error::of_send(&error, &self.peer)),
            Ok(Ok(response)) => response,
        };
        if response.status().is_success() {
            return Response::new(response, deadline, self.max_body, Arc::clone(&self.peer)).map_err(Miss::Final);
        }
        Err(self.refused(response, &bearer, deadline).await)
    }

    /// Words for an answer outside 2xx, with the server's own message where its body holds one.
    async fn refused(&self, mut response: reqwest::Response, bearer: &HeaderValue, deadline: Deadline) -> Miss {
        let code = response.status().as_u16();
        if response.status().is_redirection() {
            let location = header(&response, &LOCATION).filter(|location| !location.trim().is_empty());
            let location = location.and_then(|location| self.target.base.join(location).ok());
            let told = |url| status::redirected(code, Some(&url), &self.target.base);
            return Miss::Final(location.map_or_else(|| status::nowhere(code), told));
        }
        let asked = header(&response, &RETRY_AFTER).and_then(|value| backoff::retry_after(value, Timestamp::now()));
        let body = beginning(&mut response, deadline.within(Instant::now(), self.peer.idle)).await;
        // A server that repeats the request in its message must not put the token on the screen.
        let said = status::message(&body).map(|said| without(&said, bearer));
        let failure = status::refused(code, said.as_deref(), &self.peer);
        match code {
            429 | 502..=504 => Miss::Transient { failure, retry_after: asked },
            _ => Miss::Final(failure),
        }
    }
}

/// The body of a 2xx answer, piece by piece as it arrives.
pub struct Response {
    inner: reqwest::Response,
    content_type: Option<String>,
    content_length: Option<u64>,
    received: u64,
    /// Since when the next piece is waited for. A wait that was dropped goes on where it is taken up again.
    waiting: Option<Instant>,
    deadline: Deadline,
    max_body: u64,
    peer: Arc<Peer>,
}

impl Response {
    fn new(inner: reqwest::Response, deadline: Deadline, max_body: u64, peer: Arc<Peer>) -> Result<Self, Failure> {
        if let code @ (204 | 205) = inner.status().as_u16() {
            return Err(error::no_content(code));
        }
        // What reqwest decoded has lost this header; what is left was sent although nobody asked for it.
        if let Some(coding) = header(&inner, &CONTENT_ENCODING).filter(|coding| *coding != "identity") {
            return Err(error::unknown_coding(coding));
        }
        let content_length = inner.content_length();
        if content_length.is_some_and(|length| length > max_body) {
            return Err(error::too_large(max_body));
        }
        let content_type = header(&inner, &CONTENT_TYPE).map(error::safe);
        Ok(Self { inner, content_type, content_length, received: 0, waiting: None, deadline, max_body, peer })
    }

    /// The next piece of the decoded body; `None` at its end. A body whose end only the closing of the connection
    /// marks may be cut short without an error here. To drop the future loses nothing.
    ///
    /// # Errors
    ///
    /// When no byte comes for the idle time, the request takes longer than it may, the connection is cut, or the body grows
    /// above its limit.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        let since = *self.waiting.get_or_insert_with(Instant::now);
        let chunk = match timeout_at(self.deadline.within(since, self.peer.idle), self.inner.chunk()).await {
            Err(_elapsed) => return Err(error::stalled(&self.peer, self.received, self.deadline.passed())),
            Ok(Err(error)) => return Err(error::of_body(&error, self.received, self.content_length)),
            Ok(Ok(None)) => return Ok(None),
            Ok(Ok(Some(chunk))) => chunk,
        };
        self.waiting = None;
        self.received = self.received.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
        if self.received > self.max_body {
            return Err(error::too_large(self.max_body));
        }
        Ok(Some(chunk))
    }

    /// The answer's content type, terminal-safe.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// How many bytes the answer will have, where it says so and is not compressed.
    #[must_use]
    pub fn content_length(&self) -> Option<u64> {
        self.content_length
    }

    /// How many decoded bytes have arrived so far.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received
    }
}

/// How TLS is spoken with a target, and whose roots are trusted. Those are read away from the threads that others wait
/// for.
pub(super) async fn tls_of(target: &Target) -> Result<(rustls::ClientConfig, Option<Roots>), Failure> {
    let made = if target.base.scheme() == "https" {
        let trust = target.trust.clone();
        let read = tokio::task::spawn_blocking(move || tls::client(&trust)).await;
        read.map_err(|_panicked| error::setup())?.map(|(tls, roots)| (tls, Some(roots)))
    } else {
        tls::unused().map(|tls| (tls, None))
    };
    made.map_err(|_not_shown| error::setup())
}

/// The headers of every request.
pub(super) fn headers(token: &SecretString) -> Result<HeaderMap, Failure> {
    let bearer = bearer(token.expose_secret())?;
    Ok(HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(JSON)), (AUTHORIZATION, bearer)]))
}

/// A text without the token that a request carried.
fn without(text: &str, bearer: &HeaderValue) -> String {
    status::redacted(text, bearer.to_str().unwrap_or_default().trim_start_matches(SCHEME))
}

/// What stands behind `Authorization`: marked, so that no `Debug` output shows it, and wiped when the last copy goes.
fn bearer(token: &str) -> Result<HeaderValue, Failure> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(SCHEME.len() + token.len()));
    bytes.extend_from_slice(SCHEME.as_bytes());
    bytes.extend_from_slice(token.as_bytes());
    let mut bearer = HeaderValue::from_maybe_shared(Bytes::from_owner(bytes)).map_err(|_not_shown| {
        let text = format!("the token ({} characters) holds characters that cannot be sent", token.chars().count());
        Failure::new(FailureKind::Denied, text, "Check that the token was copied whole and alone")
    })?;
    bearer.set_sensitive(true);
    Ok(bearer)
}

fn header<'a>(response: &'a reqwest::Response, name: &HeaderName) -> Option<&'a str> {
    response.headers().get(name).and_then(|value| value.to_str().ok())
}

/// The beginning of a body: what comes of it until then, up to [`MESSAGE_BYTES`]. A cut one is good enough here.
async fn beginning(response: &mut reqwest::Response, until: Instant) -> Bytes {
    let mut body = BytesMut::new();
    let read = async {
        while let Ok(Some(chunk)) = response.chunk().await {
            body.extend_from_slice(&chunk);
            if body.len() >= MESSAGE_BYTES {
                break;
            }
        }
    };
    timeout_at(until, read).await.ok();
    body.truncate(MESSAGE_BYTES);
    body.freeze()
}
