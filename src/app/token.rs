//! The token as the dashboard knows it: whether there is one, what it says of itself, and what happens when the API
//! refuses it. The token itself passes through here on its way to the client and stays nowhere.

pub mod prompt;

use std::time::Duration;

use crossterm::event::KeyEvent;
use jiff::Timestamp;

use crate::app::fetching;
use crate::app::msg::{Effect, RequestId};
use crate::app::state::{Failed, Fetch, InFlight, Overlay, State};
use crate::model::failure::Failure;
use crate::model::inventory::Scope;
use crate::model::jwt::{Claims, Life, Urgency};
use crate::model::token::Token;
use prompt::{Outcome, TokenPrompt};

/// A token that lives no longer than this is renewed before it is sent, where it can be.
const TOO_SHORT: Duration = Duration::from_secs(60);
/// How the API says that it does not take the token.
const REFUSED: u16 = 401;

/// What is known of the token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TokenInfo {
    /// Whether there is one, and whether there may be a newer one.
    pub standing: Standing,
    /// What it says of itself, where it is a JWT.
    pub claims: Option<Claims>,
    /// Who named the place it comes from: "--token-file"; empty where nobody did.
    pub origin: String,
    /// Whether it was typed here instead; the place may have a newer one all the same.
    pub is_typed: bool,
    /// How it was refused, where the user answers another question and is still to be asked for one.
    pub unasked: Option<String>,
}

/// Whether there is a token, and whether there may be a newer one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Standing {
    /// There is one, and where it comes from has no other.
    #[default]
    Fixed,
    /// There is one, and where it comes from can be asked again.
    Renewable,
    /// There is none.
    Missing,
}

impl TokenInfo {
    /// Where it comes from, in words: "from --token-file".
    pub fn place(&self) -> Option<String> {
        match self.origin.as_str() {
            _ if self.standing == Standing::Missing => None,
            _ if self.is_typed => Some("typed here".to_owned()),
            "" => None,
            origin => Some(format!("from {origin}")),
        }
    }

    /// All that may be told of it: where it comes from, whose it is and how long it lives.
    pub fn facts(&self, now: Timestamp) -> Option<String> {
        let owner = self.claims.as_ref().and_then(Claims::owner).map(|owner| format!("of {owner}"));
        let life = self.life(now).map(|life| life.words.trim_start_matches("token ").to_owned());
        let facts: Vec<String> = self.place().into_iter().chain(owner).chain(life).collect();
        (!facts.is_empty()).then(|| facts.join(", "))
    }

    /// How long it still lives, where it says so.
    pub fn life(&self, now: Timestamp) -> Option<Life> {
        self.claims.as_ref()?.life(now)
    }

    /// When what is shown of it changes; nothing where it says nothing of its end.
    pub fn changes(&self, now: Timestamp) -> Option<Timestamp> {
        self.life(now)?.changes
    }

    /// Whether it ends soon or has ended.
    pub fn is_urgent(&self, now: Timestamp) -> bool {
        self.life(now).is_some_and(|life| life.urgency != Urgency::Calm)
    }

    /// Whether to look for a newer one before a request: there may be one, and this one is as good as over.
    fn is_worn(&self, now: Timestamp) -> bool {
        let soon = now.checked_add(TOO_SHORT).unwrap_or(now);
        self.standing == Standing::Renewable
            && !self.is_typed
            && self.claims.as_ref().is_some_and(|claims| claims.is_over(soon))
    }
}

/// How far the search for a newer token has come; once for each request, so that it never goes round in a circle.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Renewal {
    /// It was not needed so far.
    #[default]
    NotYet,
    /// The source is asked; with how the API refused the old one, unless its own end was reason enough.
    Reading(Option<Box<Failure>>),
    /// It was made.
    Done,
}

/// What a request that has been made begins with: itself, or a look for a newer token.
pub fn before_request(state: &mut State) -> Option<Effect> {
    let Fetch::InFlight(out) = &mut state.fetch else { return None };
    if out.renewal == Renewal::NotYet && state.token.is_worn(state.screen.now) {
        out.renewal = Renewal::Reading(None);
        return Some(Effect::ReadToken(out.id));
    }
    Some(Effect::Fetch(out.id, out.scope.clone()))
}

/// Whether the API does not take the token.
pub fn is_refusal(failure: &Failure) -> bool {
    failure.status == Some(REFUSED)
}

/// Takes in that the API refused the token: its source is asked again, once, else the user is.
pub fn refused(state: &mut State, mut out: InFlight, failure: Failure) -> Vec<Effect> {
    if state.token.standing == Standing::Renewable && out.renewal == Renewal::NotYet {
        let id = out.id;
        out.renewal = Renewal::Reading(Some(Box::new(failure)));
        // Whatever it followed, the way is open again.
        out.after = None;
        state.fetch = Fetch::InFlight(out);
        return vec![Effect::ReadToken(id)];
    }
    give_up(state, out.scope, failure, out.is_by_itself);
    Vec::new()
}

/// Takes in what is known of the token of a profile, told with the request that had it first; that one may have been
/// dropped for another of the same profile since.
pub fn known(state: &mut State, id: RequestId, info: TokenInfo) {
    if id >= state.first_request {
        state.token = info;
    }
}

/// Takes in what the token's source has now; what a request asked for that is not wanted any more is dropped.
pub fn renewed(state: &mut State, id: RequestId, result: Result<Token, Failure>) -> Vec<Effect> {
    let out = match std::mem::replace(&mut state.fetch, Fetch::Idle) {
        Fetch::InFlight(out) if out.id == id && matches!(out.renewal, Renewal::Reading(_)) => out,
        other => {
            state.fetch = other;
            return Vec::new();
        }
    };
    let mut effects = Vec::new();
    match (result, out.renewal) {
        (Ok(token), _) => {
            state.token.is_typed = false;
            effects.push(adopt(state, token));
        }
        // What a token says of its end is never a reason not to try it.
        (Err(_), Renewal::Reading(None) | Renewal::NotYet | Renewal::Done) => {}
        (Err(error), Renewal::Reading(Some(mut failure))) => {
            failure.text = format!("{}; a newer token could not be had: {}", failure.text, error.text);
            failure.advice = error.advice;
            give_up(state, out.scope, *failure, out.is_by_itself);
            return effects;
        }
    }
    effects.extend(fetching::ask(state, out.scope, Renewal::Done));
    if let Fetch::InFlight(next) = &mut state.fetch {
        next.is_by_itself = out.is_by_itself;
    }
    effects
}

fn give_up(state: &mut State, scope: Scope, failure: Failure, is_by_itself: bool) {
    let why = failure.text.clone();
    state.auto_refresh.stopped(None);
    state.fetch = Fetch::Failed(Failed { scope, failure, at: state.screen.now, again: None });
    // Whoever is asked for a token has just asked for data: the next key goes where it was meant to.
    if is_by_itself {
        return;
    }
    // A question that is being answered is not taken away.
    let asked = state.overlay.as_ref().and_then(Overlay::question);
    if matches!(
        asked,
        Some(
            Overlay::Workspace(_)
                | Overlay::Profile(_)
                | Overlay::Palette(_)
                | Overlay::Search(_)
                | Overlay::Find(_)
                | Overlay::Save(_)
        )
    ) {
        state.token.unasked = Some(why);
    } else {
        open(state, Some(why));
    }
}

/// Asks the user for a token once another question has been left without another request.
pub fn ask_now(state: &mut State) {
    if state.overlay.is_none()
        && let Some(why) = state.token.unasked.take()
    {
        open(state, Some(why));
    }
}

/// Asks the user for a token.
pub fn open(state: &mut State, why: Option<String>) {
    state.detail.revealed = false;
    state.overlay = Some(Overlay::Token(TokenPrompt::new(why)));
}

/// Makes a token the one that requests carry.
fn adopt(state: &mut State, token: Token) -> Effect {
    state.token.claims = Claims::of(token.text());
    Effect::UseToken(token)
}

/// Takes a key while the user is asked for a token.
pub fn key(state: &mut State, event: KeyEvent) -> Vec<Effect> {
    let Some(Overlay::Token(prompt)) = &mut state.overlay else { return Vec::new() };
    match prompt.key(event) {
        Outcome::Open => Vec::new(),
        Outcome::Left => {
            state.overlay = None;
            Vec::new()
        }
        Outcome::Given(token) => {
            state.overlay = None;
            // Where it comes from otherwise is asked again all the same, should this one be refused one day.
            if state.token.standing == Standing::Missing {
                state.token.standing = Standing::Fixed;
            }
            state.token.is_typed = true;
            let mut effects = vec![adopt(state, token)];
            effects.extend(fetching::ask(state, state.wanted.clone(), Renewal::Done));
            effects
        }
    }
}
