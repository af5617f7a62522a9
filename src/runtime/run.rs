//! The event loop: draw if something changed, wait for what happens next, update, carry out effects.

use std::io;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::mpsc::{self, UnboundedReceiver};

use crate::api;
use crate::app::analysis::Rules;
use crate::app::fetching;
use crate::app::keymap::Keymap;
use crate::app::msg::{Effect, Msg};
use crate::app::outage::Dice;
use crate::app::profiles::Profiles;
use crate::app::state::{About, Exit, Fetch, Overlay, State};
use crate::app::update::update;
use crate::model::clipboard::Clipboard;
use crate::model::inventory::Scope;
use crate::runtime::backend::Backend;
use crate::runtime::copying::Copying;
use crate::runtime::crash;
use crate::runtime::hold::Hold;
use crate::runtime::input::{self, HUNG_UP};
use crate::runtime::paint::{Abilities, Extent};
use crate::runtime::signals::{Signal, Signals};
use crate::runtime::tasks::Tasks;
use crate::runtime::terminal::{self, Terminal};
use crate::runtime::timer::sleep_until;
use crate::ui;
use crate::ui::cache::ViewCache;
use crate::ui::theme::Theme;

/// What the dashboard needs to know to start.
pub struct Dashboard {
    /// The API, and how to get to that of another profile.
    pub backend: Backend,
    /// The profiles to choose from.
    pub profiles: Profiles,
    /// Which key does what.
    pub keymap: Keymap,
    /// What the header says of it.
    pub about: About,
    /// What to ask for first.
    pub scope: Scope,
    /// Which rules find something in the data.
    pub rules: Rules,
    /// How it looks.
    pub theme: Theme,
    /// What the terminal can be sent.
    pub abilities: Abilities,
    /// Which way a copy goes.
    pub clipboard: Clipboard,
    /// Whether the mouse is on from the start.
    pub mouse: bool,
    /// How long after an answer it asks again by itself; zero is never.
    pub refresh_every: Duration,
}

/// Messages that came at once are handled before one frame is drawn, but not more than this many.
const MOST_AT_ONCE: usize = 1024;

/// An answer that comes within this time is the first thing on the screen, without a frame that says "loading" before.
const GRACE: Duration = Duration::from_millis(30);

/// How long after a frame what may be wanted next is made ready: the system hands on what was written on the same
/// processor, and would have to wait.
const REST: Duration = Duration::from_millis(10);

/// Runs the dashboard until it ends; the terminal is as before when this returns.
///
/// # Errors
///
/// When the terminal can't be taken over or does not take frames any more.
pub async fn run(dashboard: Dashboard) -> io::Result<Exit> {
    match until_it_ends(dashboard).await {
        // A frame may meet the end of the terminal before the system tells of it.
        Err(error) if terminal::has_gone(&error) => Ok(Exit::Terminated(HUNG_UP)),
        ended => ended,
    }
}

async fn until_it_ends(dashboard: Dashboard) -> io::Result<Exit> {
    let (sender, messages) = mpsc::unbounded_channel();
    let mut tasks = Tasks::new(dashboard.backend, sender.clone());
    let mut state = State::new(dashboard.about, dashboard.scope, terminal::size()?, Timestamp::now());
    state.profiles = dashboard.profiles;
    state.keymap = dashboard.keymap;
    state.rules = dashboard.rules;
    state.auto_refresh.every = dashboard.refresh_every;
    state.dice = Dice::new(api::fraction());
    state.token = tasks.token().cloned().unwrap_or_default();
    // The request goes out first: the terminal is set up while the answer is on its way.
    let wanted = state.wanted.clone();
    for effect in fetching::start(&mut state, wanted) {
        tasks.carry_out(effect, &state);
    }
    // Before the terminal is taken: from then on a signal must not end the program without giving it back.
    let signals = Signals::listen()?;
    let mut terminal = Terminal::enter(dashboard.abilities)?;
    if dashboard.mouse {
        state.mouse.is_on = true;
        terminal.set_mouse(true)?;
    }
    let copying = Copying::new(dashboard.clipboard, dashboard.abilities.charset, sender.clone());
    input::read(sender)?;
    let mut shell =
        Shell { copying, state, theme: dashboard.theme, cache: ViewCache::default(), terminal, tasks, messages };
    let exit = shell.run(signals).await;
    let Shell { state, terminal, mut tasks, .. } = shell;
    tasks.abort();
    drop(terminal);
    tasks.end().await;
    // The system takes the memory of a large answer back faster than it can be taken apart piece by piece.
    std::mem::forget(state);
    exit
}

/// The state with everything that surrounds it.
struct Shell {
    state: State,
    theme: Theme,
    cache: ViewCache,
    terminal: Terminal,
    tasks: Tasks,
    copying: Copying,
    messages: UnboundedReceiver<Msg>,
}

impl Shell {
    async fn run(&mut self, mut signals: Signals) -> io::Result<Exit> {
        // For the first frame, then for what is made ready behind one: never for both.
        let mut pause = Box::pin(tokio::time::sleep(GRACE));
        let (mut waiting, mut dirty, mut ahead) = (true, true, false);
        loop {
            waiting &= self.state.data.is_none() && matches!(self.state.fetch, Fetch::InFlight(_));
            // On a link that takes no bytes no frame waits for its turn: the next one drawn is the one of then.
            if dirty && !waiting && self.terminal.is_ready() {
                self.draw()?;
                dirty = false;
                ahead = ui::wants_ends(&self.state, &self.cache);
                if ahead {
                    pause.as_mut().reset(tokio::time::Instant::now() + REST);
                }
            }
            let msg = tokio::select! {
                biased;
                signal = signals.next() => self.signalled(signal)?,
                msg = self.messages.recv() => Some(msg.unwrap_or(Msg::Terminate(HUNG_UP))),
                sent = self.terminal.catch_up(), if self.terminal.is_behind() => {
                    sent?;
                    None
                }
                () = sleep_until(self.state.deadline()) => Some(Msg::Tick),
                () = &mut pause, if waiting || ahead => {
                    waiting = false;
                    if std::mem::take(&mut ahead) {
                        ui::look_around(&self.state, &self.theme, &mut self.cache);
                    }
                    None
                }
                () = self.tasks.done() => None,
            };
            let Some(msg) = msg else { continue };
            self.take(msg)?;
            dirty = true;
            if let Some(exit) = self.state.exit {
                return Ok(exit);
            }
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        crash::fault("draw");
        let Self { state, theme, cache, .. } = self;
        let extent = Extent::of(state);
        self.terminal.draw(extent, |frame| ui::view(state, theme, cache, frame))?;
        ui::look_ahead(state, theme, cache);
        Ok(())
    }

    fn signalled(&mut self, signal: Signal) -> io::Result<Option<Msg>> {
        match signal {
            Signal::End(code) => Ok(Some(Msg::Terminate(code))),
            Signal::Resize => Ok(Some(Msg::Resize(self.state.screen.size))),
            Signal::Stop => {
                self.terminal.give_way();
                Ok(None)
            }
            Signal::Continue => {
                self.terminal.resume()?;
                self.terminal.size().map(|size| Some(Msg::Resumed(size)))
            }
        }
    }

    /// Handles a message and whatever else has come, so that many of them cost one frame.
    fn take(&mut self, first: Msg) -> io::Result<()> {
        let mut next = Some(first);
        let mut handled = 0;
        let mut resized = false;
        while let Some(msg) = next {
            resized |= matches!(msg, Msg::Resize(_));
            self.update(msg)?;
            handled += 1;
            let is_enough = self.state.exit.is_some() || handled >= MOST_AT_ONCE;
            next = if is_enough { None } else { self.messages.try_recv().ok() };
        }
        if resized {
            self.terminal.resize(self.state.screen.size);
        }
        if self.terminal.is_aside() && !matches!(self.state.overlay, Some(Overlay::Printed)) {
            self.terminal.come_back()?;
        }
        Ok(())
    }

    fn update(&mut self, msg: Msg) -> io::Result<()> {
        if matches!(msg, Msg::Key(_)) {
            crash::fault("update");
        }
        self.state.screen.now = Timestamp::now();
        let msg = match msg {
            // The event may be older than the size is.
            Msg::Resize(told) => Msg::Resize(self.terminal.size().unwrap_or_else(|_| terminal::bounded(told))),
            msg => msg,
        };
        let hold = Hold::of(&self.state, &msg);
        for effect in update(&mut self.state, msg) {
            match effect {
                Effect::Redraw => self.terminal.resize(self.state.screen.size),
                Effect::Mouse(is_on) => self.terminal.set_mouse(is_on)?,
                Effect::Suspend if terminal::can_suspend() => self.terminal.suspend(),
                Effect::Suspend => self.update(Msg::NoShell)?,
                Effect::Copy(id, text) => self.copying.copy(id, text, &mut self.terminal)?,
                Effect::SendCopy(id, text) => self.copying.send(id, &text, &mut self.terminal)?,
                Effect::Print(value) => {
                    if !self.copying.print(&value, self.state.screen.size, &mut self.terminal)? {
                        self.update(Msg::NotPrinted)?;
                    }
                }
                effect => self.tasks.carry_out(effect, &self.state),
            }
        }
        hold.let_go(&self.state);
        Ok(())
    }
}
