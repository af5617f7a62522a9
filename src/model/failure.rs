//! Why an answer could not be had or used: plain data, safe to show, fit to compare in tests.

/// What kind of failure it was; decides the exit code and what the screen advises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FailureKind {
    /// 401 or 403: no token that the API accepts for this question.
    Denied,
    /// No usable answer arrived: name, connect, TLS, time-out, cut connection, or 5xx and 429 after all tries.
    Unreachable,
    /// An answer arrived that is not what `GET /repo` answers: not JSON, `success: false`, another shape.
    NotUnderstood,
    /// Anything else, for example a 404 or a redirect.
    Other,
}

/// How far the way to the API was open when it failed: whether the same question may be answered later by itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Link {
    /// Something answered, or nothing was asked: the way is not to blame.
    #[default]
    Up,
    /// There was a connection, and it fell silent or was cut.
    Lost,
    /// There was no connection at all: no such name, no route, refused, or nothing in time.
    Down,
}

/// Why an answer could not be had or used.
///
/// Every text in it is terminal-safe (it went through [`crate::model::text::shown`] where it came from outside) and
/// holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct Failure {
    /// What kind of failure it was.
    pub kind: FailureKind,
    /// The HTTP status, where one came.
    pub status: Option<u16>,
    /// A lowercase fragment that fits "failed to load: ...": what failed and what was seen.
    pub text: String,
    /// What to do next, as a sentence of its own without a final period; may be empty.
    pub advice: String,
    /// How far the way was open.
    pub link: Link,
}

impl Failure {
    /// A failure without an HTTP status.
    pub fn new(kind: FailureKind, text: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { kind, status: None, text: text.into(), advice: advice.into(), link: Link::Up }
    }

    /// The same failure with the HTTP status that came.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    /// The same failure with how far the way was open.
    #[must_use]
    pub fn with_link(mut self, link: Link) -> Self {
        self.link = link;
        self
    }
}
