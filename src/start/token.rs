//! The first token: read before anything is asked for and before the terminal is taken.

use std::time::Duration;

use super::End;
use super::voice::tell;
use crate::app::token::{Standing, TokenInfo};
use crate::credentials;
use crate::model::jwt::Claims;
use crate::model::token::Token;
use crate::runtime::signals::Signals;
use crate::settings::{Settings, Task, TokenOrigin, TokenSettings, TokenSource};

/// A command that takes longer is named, so that nobody wonders what is waited for.
const SILENT: Duration = Duration::from_secs(2);

/// How the first token was found.
pub(super) enum First {
    /// This one.
    Token(Token),
    /// None was given anywhere, and the dashboard asks for one.
    Asked,
    /// The program was asked to end while it was waited for; with the exit code.
    Ended(u8),
}

/// Reads it from where the settings say; the demo brings its own.
pub(super) async fn first(settings: &Settings, demo: Option<Token>) -> Result<First, End> {
    if let Some(token) = demo {
        return Ok(First::Token(token));
    }
    let source = &settings.token.source;
    if matches!(source, TokenSource::Unset) && settings.task == Task::Dashboard {
        return Ok(First::Asked);
    }
    let is_command = matches!(source, TokenSource::Command(_));
    // A command must not outlive the program: the signals that would end it here are listened to.
    let mut signals = match settings.task {
        _ if !is_command => None,
        Task::Dashboard => Some(Signals::listen()?),
        _ => Some(Signals::listen_once()?),
    };
    let mut read = Box::pin(credentials::read(&settings.token));
    let mut patience = Box::pin(tokio::time::sleep(SILENT));
    let mut is_told = !is_command;
    loop {
        tokio::select! {
            code = end(&mut signals) => return Ok(First::Ended(code)),
            token = &mut read => return Ok(First::Token(token?)),
            () = &mut patience, if !is_told => {
                tell(&format!("waiting for the command of {} to give the token", settings.token.origin.name()));
                is_told = true;
            }
        }
    }
}

/// Waits until the program is asked to end, where that is listened to.
async fn end(signals: &mut Option<Signals>) -> u8 {
    match signals {
        Some(signals) => signals.end().await,
        None => std::future::pending().await,
    }
}

/// What the dashboard needs to know of a token and its source.
pub(super) fn info(source: &TokenSettings, token: Option<&Token>) -> TokenInfo {
    let standing = match token {
        None => Standing::Missing,
        Some(_) if source.source.is_renewable() => Standing::Renewable,
        Some(_) => Standing::Fixed,
    };
    let claims = token.and_then(|token| Claims::of(token.text()));
    let origin = if source.origin == TokenOrigin::Nobody { "" } else { source.origin.name() };
    TokenInfo { standing, claims, origin: origin.to_owned(), is_typed: false, unasked: None }
}
