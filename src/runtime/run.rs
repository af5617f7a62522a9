//! The event loop: draw if something changed, wait for what happens next, update, carry out effects.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use std::{io, thread};

use crossterm::event::{self, Event};
use jiff::Timestamp;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::{AbortHandle, JoinSet};

use crate::api::Client;
use crate::app::fetching;
use crate::app::msg::{Effect, Msg, RequestId};
use crate::app::state::{About, Exit, Fetch, State};
use crate::app::update::update;
use crate::model::inventory::Scope;
use crate::runtime::load::load;
use crate::runtime::signals;
use crate::runtime::terminal::{self, Terminal};
use crate::ui;
use crate::ui::cache::ViewCache;
use crate::ui::theme::Theme;

/// What the dashboard needs to know to start.
pub struct Dashboard {
    /// The API.
    pub client: Arc<Client>,
    /// What the header says of it.
    pub about: About,
    /// What to ask for first.
    pub scope: Scope,
    /// How it looks.
    pub theme: Theme,
}

/// Messages that came at once are handled before one frame is drawn, but not more than this many.
const MOST_AT_ONCE: usize = 1024;

/// An answer that comes within this time is the first thing on the screen, without a frame that says "loading" before.
const GRACE: Duration = Duration::from_millis(30);

/// The exit code where the terminal has gone, as shells report it: 128 and the number of SIGHUP.
const HUNG_UP: u8 = 129;

/// Runs the dashboard until it ends; the terminal is as before when this returns.
///
/// # Errors
///
/// When the terminal can't be taken over or does not take frames any more.
pub async fn run(dashboard: Dashboard) -> io::Result<Exit> {
    let (sender, mut messages) = mpsc::unbounded_channel();
    let mut tasks =
        Tasks { client: dashboard.client, sender: sender.clone(), running: JoinSet::new(), by_id: HashMap::new() };
    let mut state = State::new(dashboard.about, dashboard.scope, terminal::size()?, Timestamp::now());
    // The request goes out first: the terminal is set up while the answer is on its way.
    let wanted = state.wanted.clone();
    let first = fetching::start(&mut state, wanted);
    tasks.carry_out(first, &state);
    // Before the terminal is taken: from then on a signal must not end the program without giving it back.
    let mut ended = Box::pin(signals::terminate()?);
    let mut terminal = Terminal::enter()?;
    let mut gone = Box::pin(terminal::gone());
    read_keys(sender)?;
    let mut cache = ViewCache::default();
    let mut grace = Box::pin(tokio::time::sleep(GRACE));
    let (mut waiting, mut dirty) = (true, true);
    let exit = loop {
        waiting &= state.data.is_none() && matches!(state.fetch, Fetch::InFlight(_));
        // Even an unchanged frame writes a few bytes, so one is drawn only when something has happened.
        if dirty && !waiting {
            terminal.draw(|frame| ui::view(&state, &dashboard.theme, &mut cache, frame))?;
            dirty = false;
        }
        let msg = tokio::select! {
            biased;
            code = &mut ended => Msg::Terminate(code),
            () = &mut gone => Msg::Terminate(HUNG_UP),
            msg = messages.recv() => msg.unwrap_or(Msg::Terminate(HUNG_UP)),
            () = sleep_until(state.deadline()) => Msg::Tick,
            () = &mut grace, if waiting => {
                waiting = false;
                continue;
            }
            Some(task) = tasks.running.join_next() => {
                if task.is_err_and(|error| error.is_panic()) {
                    return Err(io::Error::other("a task of the program failed; this is a bug"));
                }
                continue;
            }
        };
        handle(&mut state, msg, &mut messages, &mut tasks, &mut terminal);
        dirty = true;
        if let Some(exit) = state.exit {
            break exit;
        }
    };
    tasks.running.abort_all();
    drop(terminal);
    // The system takes the memory of a large answer back faster than it can be taken apart piece by piece.
    std::mem::forget(state);
    Ok(exit)
}

/// Handles a message and whatever else has come, so that many of them cost one frame.
fn handle(
    state: &mut State,
    first: Msg,
    messages: &mut UnboundedReceiver<Msg>,
    tasks: &mut Tasks,
    terminal: &mut Terminal,
) {
    let mut next = Some(first);
    let mut handled = 0;
    while let Some(msg) = next {
        state.screen.now = Timestamp::now();
        let resized = matches!(msg, Msg::Resize(_));
        let effects = update(state, msg);
        tasks.carry_out(effects, state);
        if resized {
            terminal.resize(state.screen.size);
        }
        handled += 1;
        next = if state.exit.is_some() || handled >= MOST_AT_ONCE { None } else { messages.try_recv().ok() };
    }
}

async fn sleep_until(deadline: Option<Timestamp>) {
    match deadline {
        Some(deadline) => {
            let wait = Duration::try_from(deadline.duration_since(Timestamp::now())).unwrap_or_default();
            tokio::time::sleep(wait).await;
        }
        None => std::future::pending().await,
    }
}

/// Reads the terminal's events on a thread of its own, since a read can block for as long as it likes.
fn read_keys(sender: UnboundedSender<Msg>) -> io::Result<()> {
    let read = move || {
        while let Ok(event) = event::read() {
            let msg = match event {
                Event::Key(key) => Msg::Key(key),
                Event::Paste(text) => Msg::Paste(text),
                Event::Resize(width, height) => Msg::Resize(terminal::bounded(ratatui::layout::Size { width, height })),
                Event::FocusGained | Event::FocusLost | Event::Mouse(_) => continue,
            };
            if sender.send(msg).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name("keys".to_owned()).spawn(read).map(|_| ())
}

/// The effects that are being carried out.
struct Tasks {
    client: Arc<Client>,
    sender: UnboundedSender<Msg>,
    running: JoinSet<()>,
    by_id: HashMap<RequestId, AbortHandle>,
}

impl Tasks {
    fn carry_out(&mut self, effects: Vec<Effect>, state: &State) {
        for effect in effects {
            match effect {
                Effect::Fetch(id, scope) => {
                    let (client, sender) = (Arc::clone(&self.client), self.sender.clone());
                    let shown = state.data.as_ref();
                    let known = shown.map(|data| data.inventory.document().clone()).unwrap_or_default();
                    self.by_id.retain(|_, task| !task.is_finished());
                    let task = self.running.spawn(async move {
                        // The loop has ended where nobody listens; then nobody misses the news either.
                        let mut news = |news| drop(sender.send(Msg::Loading(id, news)));
                        let result = load(&client, &scope, &known, &mut news).await;
                        drop(sender.send(Msg::Fetched(id, result)));
                    });
                    self.by_id.insert(id, task);
                }
                Effect::Cancel(id) => {
                    if let Some(task) = self.by_id.remove(&id) {
                        task.abort();
                    }
                }
            }
        }
    }
}
