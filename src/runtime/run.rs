//! The event loop: draw if something changed, wait for what happens next, update, carry out effects.

use std::collections::HashMap;
use std::io;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::task::{AbortHandle, JoinSet};

use crate::api::{self, Repeat};
use crate::app::analysis::Rules;
use crate::app::arrangement::{ArrangeId, Sort};
use crate::app::fetching;
use crate::app::keymap::Keymap;
use crate::app::msg::{Effect, Msg, RequestId};
use crate::app::outage::Dice;
use crate::app::overview::SurveyId;
use crate::app::profiles::Profiles;
use crate::app::state::{About, Exit, Fetch, Overlay, State};
use crate::app::token::Standing;
use crate::app::update::update;
use crate::credentials;
use crate::model::clipboard::Clipboard;
use crate::model::failure::Failure;
use crate::model::inventory::Scope;
use crate::model::query::Query;
use crate::runtime::analyze::Analyzing;
use crate::runtime::arrange::{Task, Workshop};
use crate::runtime::backend::Backend;
use crate::runtime::compare::Comparing;
use crate::runtime::copying::Copying;
use crate::runtime::crash;
use crate::runtime::hold::Hold;
use crate::runtime::input::{self, HUNG_UP};
use crate::runtime::load::load;
use crate::runtime::paint::Abilities;
use crate::runtime::pivot::Pivoting;
use crate::runtime::prepare::Preparing;
use crate::runtime::save;
use crate::runtime::signals::{Signal, Signals};
use crate::runtime::survey::{self, Counting};
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

/// How long the end waits for what was aborted.
const LAST_WORK: Duration = Duration::from_millis(50);

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
    let mut tasks = Tasks {
        backend: dashboard.backend,
        sender: sender.clone(),
        running: JoinSet::new(),
        by_id: HashMap::new(),
        work: Work::default(),
    };
    let mut state = State::new(dashboard.about, dashboard.scope, terminal::size()?, Timestamp::now());
    state.profiles = dashboard.profiles;
    state.keymap = dashboard.keymap;
    state.rules = dashboard.rules;
    state.auto_refresh.every = dashboard.refresh_every;
    state.dice = Dice::new(api::fraction());
    state.token = tasks.backend.token().cloned().unwrap_or_default();
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
    tasks.running.abort_all();
    drop(terminal);
    // A command that is asked for a token must not outlive the program: its task ends it when it is dropped.
    tokio::time::timeout(LAST_WORK, tasks.running.shutdown()).await.ok();
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
        let mut grace = Box::pin(tokio::time::sleep(GRACE));
        let (mut waiting, mut dirty) = (true, true);
        loop {
            waiting &= self.state.data.is_none() && matches!(self.state.fetch, Fetch::InFlight(_));
            // On a link that takes no bytes no frame waits for its turn: the next one drawn is the one of then.
            if dirty && !waiting && self.terminal.is_ready() {
                self.draw()?;
                dirty = false;
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
                () = &mut grace, if waiting => {
                    waiting = false;
                    None
                }
                Some(_) = self.tasks.running.join_next() => None,
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
        self.terminal.draw(|frame| ui::view(state, theme, cache, frame)).map(|()| ui::look_ahead(state, theme, cache))
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

/// The effects that are being carried out.
struct Tasks {
    backend: Backend,
    sender: UnboundedSender<Msg>,
    running: JoinSet<()>,
    by_id: HashMap<RequestId, AbortHandle>,
    work: Work,
}

/// What is out to look at the data.
#[derive(Default)]
struct Work {
    workshop: Workshop,
    arranging: Option<AbortHandle>,
    analyzing: Analyzing,
    counting: Counting,
    comparing: Comparing,
    pivoting: Pivoting,
    preparing: Preparing,
}

impl Tasks {
    fn carry_out(&mut self, effect: Effect, state: &State) {
        match effect {
            Effect::Fetch(id, scope) => self.fetch(id, scope, state),
            Effect::ReadToken(id) => self.read_token(id),
            Effect::UseToken(token) => self.backend.use_token(token),
            Effect::Cancel(id) => {
                if let Some(task) = self.by_id.remove(&id) {
                    task.abort();
                }
            }
            Effect::SwitchProfile(name) => {
                self.drop_work();
                self.backend.switch(name);
            }
            Effect::Arrange(id, query, sort) => self.arrange(id, query, sort, state),
            Effect::Analyze(id) => self.analyze(id, state),
            Effect::Compare(id) => self.compare(id, state),
            Effect::Prepare(_) => self.work.preparing = Preparing::of(state, &mut self.running, self.sender.clone()),
            Effect::Pivot(id) => self.work.pivoting.begin((id, state), &mut self.running, self.sender.clone()),
            Effect::StopArranging => self.stop_arranging(),
            Effect::Survey(id, query) => self.survey(id, query, state),
            Effect::Save(target) => save::begin(target, state, self.sender.clone(), &mut self.running),
            Effect::StopSurvey => self.work.counting.stop(&mut self.running),
            // What is done to the terminal is the shell's.
            Effect::Redraw
            | Effect::Suspend
            | Effect::Mouse(_)
            | Effect::Copy(..)
            | Effect::SendCopy(..)
            | Effect::Print(_) => {}
        }
    }

    fn fetch(&mut self, id: RequestId, scope: Scope, state: &State) {
        let (backend, sender) = (self.backend.clone(), self.sender.clone());
        let shown = state.data.as_ref();
        let known = shown.map(|data| data.inventory.document().clone()).unwrap_or_default();
        self.by_id.retain(|_, task| !task.is_finished());
        if let Some(keep) = backend.keep() {
            self.by_id.insert(id, keep.clone().load(id, known, sender, &mut self.running));
            return;
        }
        let task = self.running.spawn(async move {
            crash::fault("task");
            // The loop has ended where nobody listens; then nobody misses the news either.
            let mut news = |news| drop(sender.send(Msg::Loading(id, news)));
            let is_new = !backend.is_connected();
            let result = match backend.connected().await {
                Ok(connected) => {
                    if is_new && connected.token.standing != Standing::Missing {
                        drop(sender.send(Msg::TokenKnown(id, connected.token.clone())));
                    }
                    // Where there is no connection the state says when to ask again.
                    load(&connected.client, (&scope, Repeat::WhereOverloaded), &known, &mut news).await
                }
                Err(failure) => Err(failure),
            };
            drop(sender.send(Msg::Fetched(id, result)));
        });
        self.by_id.insert(id, task);
    }

    fn arrange(&mut self, id: ArrangeId, query: Query, sort: Option<Sort>, state: &State) {
        self.stop_arranging();
        let Some(data) = &state.data else { return };
        let (inventory, analyzed, now) = (data.inventory.clone(), data.analyzed.clone(), state.as_of());
        let task = Task { inventory, request: data.request, analyzed, query, sort, now };
        let (workshop, sender) = (self.work.workshop.clone(), self.sender.clone());
        let tell = move |found| drop(sender.send(Msg::Arranged(id, found)));
        self.work.arranging = Some(self.running.spawn(workshop.arrange(task, tell)));
    }

    fn analyze(&mut self, id: RequestId, state: &State) {
        let Some(data) = &state.data else { return };
        let sender = self.sender.clone();
        let tell = move |found| drop(sender.send(Msg::Analyzed(id, found)));
        let how = (state.rules.policy.clone(), state.as_of());
        self.work.analyzing.begin(data.inventory.clone(), how, &mut self.running, tell);
    }

    fn survey(&mut self, id: SurveyId, query: Query, state: &State) {
        let Some(data) = &state.data else { return };
        let (inventory, analyzed, now) = (data.inventory.clone(), data.analyzed.clone(), state.as_of());
        let task = survey::Task { id, inventory, request: data.request, analyzed, query, now };
        let sender = self.sender.clone();
        let tell = move |overview| drop(sender.send(Msg::Surveyed(id, overview)));
        self.work.counting.begin(task, &mut self.running, tell);
    }

    fn compare(&mut self, id: RequestId, state: &State) {
        let Some(data) = &state.data else { return };
        let sender = self.sender.clone();
        let tell = move |reviewed| drop(sender.send(Msg::Compared(id, reviewed)));
        self.work.comparing.begin(&data.since, &data.inventory, &mut self.running, tell);
    }

    /// What is found in data that nobody will see is not wanted.
    fn drop_work(&mut self) {
        self.stop_arranging();
        self.work.counting.stop(&mut self.running);
        self.work = Work::default();
    }

    fn stop_arranging(&mut self) {
        self.work.arranging.take().iter().for_each(AbortHandle::abort);
    }

    fn read_token(&mut self, id: RequestId) {
        let (backend, sender) = (self.backend.clone(), self.sender.clone());
        let task = self.running.spawn(async move {
            let read = match backend.connected().await {
                Ok(connected) => credentials::read(&connected.source).await.map_err(Failure::from),
                Err(failure) => Err(failure),
            };
            drop(sender.send(Msg::TokenRead(id, read)));
        });
        self.by_id.insert(id, task);
    }
}
