//! The one request: how it is built, bounded in time and size, and tried again. Knows no words for failures (they are
//! in `error`) and nothing about what the bytes mean.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use jiff::Timestamp;
use reqwest::Url;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::header::{LOCATION, RETRY_AFTER};
use secrecy::{ExposeSecret, SecretString};

use super::backoff::{self, Schedule};
use super::error::{self, Miss, Peer, status};
use super::url;
use crate::model::failure::{Failure, FailureKind};

/// How often a GET is repeated after the first try, where nothing else is wanted.
pub const RETRIES: u32 = 2;
/// How much of the body of a refusal is read in search of the server's message.
const MESSAGE_BYTES: usize = 64 * 1024;
/// Added to the first byte's limit, so that a connect limit of the same length is the one that is told.
const GRACE: Duration = Duration::from_millis(20);

/// What a [`Client`] is made of. The address is validated by [`super::parse_base_url`].
pub struct ClientOptions {
    /// The API's address, with its path prefix; `/repo` is added.
    pub base: Url,
    /// The bearer token.
    pub token: SecretString,
    /// The longest time for name, connection and TLS handshake together.
    pub connect_timeout: Duration,
    /// The longest time without a byte, also for the first one.
    pub idle_timeout: Duration,
    /// The most bytes an answer may have, counted after decompression.
    pub max_body: u64,
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
    http: reqwest::Client,
    base: Url,
    token: SecretString,
    peer: Arc<Peer>,
    max_body: u64,
    /// The pauses between tries; tests make them short.
    pub(crate) schedule: Schedule,
}

impl Client {
    /// Prepares a client; nothing is sent.
    ///
    /// # Errors
    ///
    /// When TLS cannot be set up (no root certificates on this system) or the token cannot stand in a header.
    pub fn new(options: ClientOptions) -> Result<Self, Failure> {
        let ClientOptions { base, token, connect_timeout, idle_timeout, max_body } = options;
        // A second client finds the provider installed, which is just as good.
        rustls::crypto::ring::default_provider().install_default().ok();
        // Without a byte for `idle_timeout` is without a byte, whatever the connection was doing.
        let connect = connect_timeout.min(idle_timeout);
        let mut builder = reqwest::Client::builder()
            .default_headers(headers(&token)?)
            .user_agent(concat!("flashback-tui/", env!("CARGO_PKG_VERSION")))
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .retry(reqwest::retry::never())
            .http1_only()
            .pool_max_idle_per_host(0)
            .connect_timeout(connect);
        if url::is_loopback(&base) {
            // A proxy would get the token in clear and could not reach this machine anyway.
            builder = builder.no_proxy();
        }
        if base.scheme() == "http" {
            // Reading the system's root certificates takes longer than everything else before the first frame.
            builder = builder.tls_certs_only([]);
        }
        let http = builder.build().map_err(|error| error::of_setup(&error))?;
        let path = url::repo_url(&base, None).path().to_owned();
        let peer = Arc::new(Peer { host: url::host(&base), path, connect, idle: idle_timeout });
        Ok(Self { http, base, token, peer, max_body, schedule: Schedule::default() })
    }

    /// `GET /repo`, tried again up to `retries` times while the API cannot be reached or is overloaded; `on_retry` is called
    /// before each pause. Dropping the future cancels the request.
    ///
    /// # Errors
    ///
    /// Every status outside 2xx and every failure before the body begins, as one sentence.
    pub async fn get_repos(
        &self,
        workspace: Option<&str>,
        retries: u32,
        on_retry: &mut (dyn FnMut(Retry) + Send),
    ) -> Result<Response, Failure> {
        let url = url::repo_url(&self.base, workspace);
        let mut attempt = 0;
        loop {
            let (failure, asked) = match self.try_once(url.clone()).await {
                Ok(response) => return Ok(response),
                Err(Miss::Final(failure)) => return Err(failure),
                Err(Miss::Transient { failure, retry_after }) => (failure, retry_after),
            };
            if attempt == retries {
                return Err(error::after_tries(failure, retries + 1));
            }
            let wait = self.schedule.pause(attempt, asked, backoff::fraction());
            attempt += 1;
            on_retry(Retry { attempt, of: retries, wait, failure });
            tokio::time::sleep(wait).await;
        }
    }

    async fn try_once(&self, url: Url) -> Result<Response, Miss> {
        let sent = tokio::time::timeout(self.peer.idle + GRACE, self.http.get(url).send());
        let response = match sent.await {
            Err(_elapsed) => return Err(Miss::Final(error::silent(&self.peer))),
            Ok(Err(error)) => return Err(error::of_send(&error, &self.peer)),
            Ok(Ok(response)) => response,
        };
        if response.status().is_success() {
            return Response::new(response, self.max_body, Arc::clone(&self.peer)).map_err(Miss::Final);
        }
        Err(self.refused(response).await)
    }

    /// Words for an answer outside 2xx, with the server's own message where its body holds one.
    async fn refused(&self, mut response: reqwest::Response) -> Miss {
        let code = response.status().as_u16();
        if response.status().is_redirection() {
            let location = header(&response, &LOCATION).and_then(|location| self.base.join(location).ok());
            return Miss::Final(status::redirected(code, location.as_ref()));
        }
        let asked = header(&response, &RETRY_AFTER).and_then(|value| backoff::retry_after(value, Timestamp::now()));
        let body = beginning(&mut response, self.peer.idle).await;
        // A server that repeats the request in its message must not put the token on the screen.
        let said = status::message(&body).map(|said| status::redacted(&said, self.token.expose_secret()));
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
    max_body: u64,
    peer: Arc<Peer>,
}

impl Response {
    fn new(inner: reqwest::Response, max_body: u64, peer: Arc<Peer>) -> Result<Self, Failure> {
        // What reqwest decoded has lost this header; what is left was sent although nobody asked for it.
        if let Some(coding) = header(&inner, &CONTENT_ENCODING).filter(|coding| *coding != "identity") {
            return Err(error::unknown_coding(coding));
        }
        let content_length = inner.content_length();
        if content_length.is_some_and(|length| length > max_body) {
            return Err(error::too_large(max_body));
        }
        let content_type = header(&inner, &CONTENT_TYPE).map(error::safe);
        Ok(Self { inner, content_type, content_length, received: 0, max_body, peer })
    }

    /// The next piece of the decoded body; `None` at its end. A body whose end only the closing of the connection
    /// marks may be cut short without an error here.
    ///
    /// # Errors
    ///
    /// When no byte comes for the idle time, the connection is cut, or the body grows above its limit.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Failure> {
        let chunk = match tokio::time::timeout(self.peer.idle, self.inner.chunk()).await {
            Err(_elapsed) => return Err(error::stalled(&self.peer, self.received)),
            Ok(Err(error)) => return Err(error::of_body(&error, self.received, self.content_length)),
            Ok(Ok(None)) => return Ok(None),
            Ok(Ok(Some(chunk))) => chunk,
        };
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

/// The headers of every request; the token is marked so that no `Debug` output shows it.
fn headers(token: &SecretString) -> Result<HeaderMap, Failure> {
    let bearer = format!("Bearer {}", token.expose_secret());
    let mut bearer = HeaderValue::try_from(bearer).map_err(|_| {
        let length = token.expose_secret().chars().count();
        let text = format!("the token ({length} characters) holds characters that cannot be sent");
        Failure::new(FailureKind::Denied, text, "Check that the token was copied whole and alone")
    })?;
    bearer.set_sensitive(true);
    Ok(HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static("application/json")), (AUTHORIZATION, bearer)]))
}

fn header<'a>(response: &'a reqwest::Response, name: &HeaderName) -> Option<&'a str> {
    response.headers().get(name).and_then(|value| value.to_str().ok())
}

/// The beginning of a body: what comes of it within `limit`, up to [`MESSAGE_BYTES`]. A cut one is good enough here.
async fn beginning(response: &mut reqwest::Response, limit: Duration) -> Bytes {
    let mut body = BytesMut::new();
    let read = async {
        while let Ok(Some(chunk)) = response.chunk().await {
            body.extend_from_slice(&chunk);
            if body.len() >= MESSAGE_BYTES {
                break;
            }
        }
    };
    tokio::time::timeout(limit, read).await.ok();
    body.truncate(MESSAGE_BYTES);
    body.freeze()
}
