//! The client that requests go through, made when it is first wanted: a profile's token may take a while to come.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

use crate::api::Client;
use crate::app::token::TokenInfo;
use crate::model::failure::{Failure, FailureKind};
use crate::model::token::Token;
use crate::runtime::load::kept::Keep;
use crate::settings::TokenSettings;

/// Makes the client of a profile; the name is empty for what the program was started with.
pub type Connect = dyn Fn(String) -> Connecting + Send + Sync;

/// A client that is being made.
pub type Connecting = Pin<Box<dyn Future<Output = Result<Connected, Failure>> + Send>>;

/// A profile's client.
pub struct Connected {
    /// The client.
    pub client: Client,
    /// Where its token comes from, to be asked again.
    pub source: TokenSettings,
    /// What is known of the token that it has.
    pub token: TokenInfo,
}

/// A profile's client, made or still to be made.
#[derive(Clone)]
pub struct Backend {
    connect: Arc<Connect>,
    profile: String,
    connected: Arc<OnceCell<Connected>>,
    /// A token that was given before there was a client to take it.
    given: Arc<Mutex<Option<Token>>>,
    /// What is read instead, where there is no API to ask.
    keep: Option<Keep>,
}

impl Backend {
    /// A backend whose client is there already; others are made by `connect`.
    pub fn new(profile: String, connected: Connected, connect: Arc<Connect>) -> Self {
        let connected = Arc::new(OnceCell::new_with(Some(connected)));
        Self { connect, profile, connected, given: Arc::default(), keep: None }
    }

    /// A file in place of an API: there is no client, and none can be made.
    pub fn offline(keep: Keep) -> Self {
        let connect = |_| -> Connecting {
            let failure = Failure::new(FailureKind::Other, "a file is read, so no API is asked", "");
            Box::pin(std::future::ready(Err(failure)))
        };
        Self {
            connect: Arc::new(connect),
            profile: String::new(),
            connected: Arc::default(),
            given: Arc::default(),
            keep: Some(keep),
        }
    }

    /// The file that is read instead, where there is no API to ask.
    pub const fn keep(&self) -> Option<&Keep> {
        self.keep.as_ref()
    }

    /// From now on another profile; whatever of this one is under way is not touched.
    pub fn switch(&mut self, profile: String) {
        self.profile = profile;
        self.connected = Arc::default();
        self.given = Arc::default();
    }

    /// The client and its token's source; where it can't be made, the next call tries again.
    ///
    /// # Errors
    ///
    /// Why it can't be made.
    pub async fn connected(&self) -> Result<&Connected, Failure> {
        let connected = self.connected.get_or_try_init(|| (self.connect)(self.profile.clone())).await?;
        // Also what was given in the moment in which it was made.
        if let Some(token) = self.given.lock().unwrap_or_else(PoisonError::into_inner).take() {
            connected.client.use_token(&token);
        }
        Ok(connected)
    }

    /// Whether the client is there already.
    pub fn is_connected(&self) -> bool {
        self.connected.initialized()
    }

    /// What is known of the token of the profile in use, as of when its client was made.
    pub fn token(&self) -> Option<&TokenInfo> {
        self.connected.get().map(|connected| &connected.token)
    }

    /// Lets the requests of the profile in use carry this token.
    pub fn use_token(&self, token: Token) {
        match self.connected.get() {
            Some(connected) => connected.client.use_token(&token),
            None => *self.given.lock().unwrap_or_else(PoisonError::into_inner) = Some(token),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{ClientOptions, Target, TargetOptions};
    use crate::settings::{TokenOrigin, TokenSource};

    fn connected() -> Connected {
        let client = Client::new(ClientOptions {
            target: Target::resolve("http://127.0.0.1:9", TargetOptions::default(), &|_| None).unwrap(),
            token: "t".to_owned().into(),
            connect_timeout: std::time::Duration::from_secs(1),
            idle_timeout: std::time::Duration::from_secs(1),
            max_time: None,
            max_body: 1,
        })
        .unwrap();
        let source = TokenSettings {
            source: TokenSource::Unset,
            origin: TokenOrigin::Nobody,
            insecure_file: false,
            passed_over: Vec::new(),
        };
        Connected { client, source, token: TokenInfo::default() }
    }

    #[test]
    fn a_client_is_made_once_for_each_switch_and_again_after_a_failure() {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        let connect = move |name: String| -> Connecting {
            let mut asked = seen.lock().unwrap();
            asked.push(name);
            let is_second = asked.len() == 2;
            Box::pin(std::future::ready(if is_second {
                Err(Failure::new(FailureKind::Denied, "no token", ""))
            } else {
                Ok(connected())
            }))
        };
        let mut backend = Backend::new("a".to_owned(), connected(), Arc::new(connect));
        let tokio = tokio::runtime::Builder::new_current_thread().build().unwrap();
        tokio.block_on(async {
            assert!(backend.connected().await.is_ok());
            assert!(asked.lock().unwrap().is_empty(), "the first one is there already");
            backend.switch("b".to_owned());
            let under_way = backend.clone();
            assert!(backend.connected().await.is_ok() && backend.connected().await.is_ok());
            backend.switch("c".to_owned());
            assert!(backend.connected().await.is_err());
            assert!(backend.connected().await.is_ok());
            assert!(under_way.connected().await.is_ok());
        });
        assert_eq!(*asked.lock().unwrap(), ["b", "c", "c"]);
    }

    #[test]
    fn a_token_that_is_given_before_there_is_a_client_goes_to_that_client_and_to_no_other() {
        let connect = |_| -> Connecting { Box::pin(std::future::ready(Ok(connected()))) };
        let mut backend = Backend::new("a".to_owned(), connected(), Arc::new(connect));
        let tokio = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let carried = |backend: &Backend| {
            let client = &tokio.block_on(backend.connected()).unwrap_or_else(|_| panic!("no client")).client;
            // A client takes the token that it carries out of any text.
            ["typed-one", "typed-two"].map(|token| client.redacted(token) == "[token]")
        };
        let give = |backend: &Backend, token: &str| backend.use_token(Token::read(token.as_bytes()).unwrap());
        backend.switch("b".to_owned());
        give(&backend, "typed-one");
        assert_eq!(carried(&backend), [true, false]);
        give(&backend, "typed-two");
        assert_eq!(carried(&backend), [false, true]);
        backend.switch("a".to_owned());
        assert_eq!(carried(&backend), [false, false], "it went with the profile it was typed for");
        backend.switch("b".to_owned());
        give(&backend, "typed-one");
        backend.switch("c".to_owned());
        assert_eq!(carried(&backend), [false, false], "it was never for this one");
    }
}
