//! The client that requests go through, made when it is first wanted: a profile's token may take a while to come.

use std::sync::Arc;

use tokio::sync::OnceCell;

use crate::api::Client;
use crate::model::failure::{Failure, FailureKind};

/// Makes the client of a profile; the name is empty for what the program was started with. It may block.
pub type Connect = dyn Fn(&str) -> Result<Client, Failure> + Send + Sync;

/// A profile's client, made or still to be made.
#[derive(Clone)]
pub struct Backend {
    connect: Arc<Connect>,
    profile: String,
    client: Arc<OnceCell<Arc<Client>>>,
}

impl Backend {
    /// A backend whose client is there already; others are made by `connect`.
    pub fn new(profile: String, client: Client, connect: Arc<Connect>) -> Self {
        Self { connect, profile, client: Arc::new(OnceCell::new_with(Some(Arc::new(client)))) }
    }

    /// From now on another profile; whatever of this one is under way is not touched.
    pub fn switch(&mut self, profile: String) {
        self.profile = profile;
        self.client = Arc::default();
    }

    /// The client; where it can't be made, the next call tries again.
    ///
    /// # Errors
    ///
    /// Why it can't be made.
    pub async fn client(&self) -> Result<Arc<Client>, Failure> {
        let make = || async {
            let (connect, profile) = (Arc::clone(&self.connect), self.profile.clone());
            let made = tokio::task::spawn_blocking(move || connect(&profile)).await;
            made.map_err(|_panicked| Failure::new(FailureKind::Other, "preparing the profile failed", "This is a bug"))?
                .map(Arc::new)
        };
        self.client.get_or_try_init(make).await.map(Arc::clone)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;
    use crate::api::{ClientOptions, Target, TargetOptions};

    fn client() -> Client {
        Client::new(ClientOptions {
            target: Target::resolve("http://127.0.0.1:9", TargetOptions::default(), &|_| None).unwrap(),
            token: "t".to_owned().into(),
            connect_timeout: std::time::Duration::from_secs(1),
            idle_timeout: std::time::Duration::from_secs(1),
            max_body: 1,
        })
        .unwrap()
    }

    #[test]
    fn a_client_is_made_once_for_each_switch_and_again_after_a_failure() {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&asked);
        let connect = move |name: &str| {
            let mut asked = seen.lock().unwrap();
            asked.push(name.to_owned());
            if asked.len() == 2 { Err(Failure::new(FailureKind::Denied, "no token", "")) } else { Ok(client()) }
        };
        let mut backend = Backend::new("a".to_owned(), client(), Arc::new(connect));
        let tokio = tokio::runtime::Builder::new_current_thread().build().unwrap();
        tokio.block_on(async {
            assert!(backend.client().await.is_ok());
            assert!(asked.lock().unwrap().is_empty(), "the first one is there already");
            backend.switch("b".to_owned());
            let under_way = backend.clone();
            assert!(backend.client().await.is_ok() && backend.client().await.is_ok());
            backend.switch("c".to_owned());
            assert!(backend.client().await.is_err());
            assert!(backend.client().await.is_ok());
            assert!(under_way.client().await.is_ok());
        });
        assert_eq!(*asked.lock().unwrap(), ["b", "c", "c"]);
    }
}
