//! Profiles as the dashboard knows them, and the switch from one to another: data of one never stands under the name
//! of another.
//!
//! Knows names and hosts; what a client is made of is the runtime's business.

use crate::app::arrangement;
use crate::app::fetching;
use crate::app::msg::{Effect, RequestId};
use crate::app::picker::Picker;
use crate::app::pivot;
use crate::app::state::{DetailPane, Fetch, Focus, Overlay, State};
use crate::app::token::{Standing, TokenInfo};
use crate::model::inventory::Scope;
use crate::model::tint::Tint;

/// A profile to choose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProfileEntry {
    /// Its name; empty for what the program was started with where that was no profile.
    pub name: String,
    /// The host it asks, terminal-safe.
    pub host: String,
    /// The address of `GET /repo` there.
    pub url: String,
    /// Whether the token travels to it without TLS.
    pub is_unprotected: bool,
    /// What it asks for first.
    pub scope: Scope,
    /// The colour of its name, one that the terminal has.
    pub tint: Option<Tint>,
    /// Whether there is a token for it, as far as that is known before its source is asked.
    pub token: Standing,
    /// Why there is none, where there is one that may not go there; else empty.
    pub lack: String,
}

impl ProfileEntry {
    /// Its name in words.
    pub fn label(&self) -> &str {
        if self.name.is_empty() { "no profile" } else { &self.name }
    }
}

/// The profiles there are, and the one in use.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profiles {
    /// In the order of the configuration; empty where there is none.
    pub entries: Vec<ProfileEntry>,
    /// The position of the one in use.
    pub current: usize,
}

impl Profiles {
    /// The positions of those of which name, host or workspace contain what was typed.
    pub fn matching(&self, picker: &Picker) -> Vec<usize> {
        picker.matching(
            self.entries.iter().map(|entry| [entry.label(), &entry.host, entry.scope.id().unwrap_or_default()]),
        )
    }

    /// The one in use, where it has a name.
    pub fn named(&self) -> Option<&ProfileEntry> {
        self.entries.get(self.current).filter(|entry| !entry.name.is_empty())
    }

    /// Why there is no token for the one in use, where there is something to say of it.
    pub fn lack(&self) -> Option<&str> {
        self.entries.get(self.current).map(|entry| entry.lack.as_str()).filter(|lack| !lack.is_empty())
    }
}

impl State {
    /// A scope in words, with the profile it belongs to.
    pub fn asked(&self, scope: &Scope) -> String {
        match self.profiles.named() {
            Some(profile) => format!("{} of {}", scope.label(), profile.name),
            None => scope.label().into_owned(),
        }
    }
}

/// Opens the list, or says that there is none.
pub fn open(state: &mut State) {
    if state.profiles.entries.is_empty() {
        let why = if state.about.offline.is_some() {
            "offline: a file is read, so no profile counts"
        } else if state.about.demo {
            "the demo has no profiles"
        } else {
            "no profiles: see `config init`"
        };
        state.notice = Some(why.to_owned());
    } else {
        state.overlay = Some(Overlay::Profile(Picker::at(state.profiles.current)));
    }
}

/// Switches to the profile at a position; to the one in use it is no switch.
pub fn switch(state: &mut State, to: usize) -> Vec<Effect> {
    let Some(entry) = state.profiles.entries.get(to).filter(|_| to != state.profiles.current).cloned() else {
        return Vec::new();
    };
    let mut effects = Vec::new();
    if let Fetch::InFlight(out) = std::mem::replace(&mut state.fetch, Fetch::Idle) {
        effects.push(Effect::Cancel(out.id));
    }
    effects.push(Effect::SwitchProfile(entry.name));
    state.profiles.current = to;
    state.about.host = entry.host;
    state.about.url = entry.url;
    state.about.is_unprotected = entry.is_unprotected;
    // Everything that was the other one's: its token, what is shown, and what is known of its workspaces.
    state.token = TokenInfo { standing: entry.token, ..TokenInfo::default() };
    (state.data, state.staged) = (None, None);
    arrangement::drop_work(state);
    pivot::drop_work(state);
    state.tree = state.tree.anew();
    state.detail = DetailPane::default();
    state.focus = Focus::Tree;
    state.workspaces.clear();
    state.auto_refresh.stopped(None);
    state.first_request = RequestId(state.last_request.0 + 1);
    effects.extend(fetching::start(state, entry.scope));
    effects
}
