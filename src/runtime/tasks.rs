//! The effects of the event loop that are carried out beside it: requests, and the work on what they brought.

use std::collections::HashMap;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;
use tokio::task::{AbortHandle, JoinSet};

use crate::api::Repeat;
use crate::app::arrangement::{ArrangeId, Sort};
use crate::app::msg::{Effect, Msg, RequestId};
use crate::app::overview::SurveyId;
use crate::app::state::State;
use crate::app::token::{Standing, TokenInfo};
use crate::credentials;
use crate::model::failure::Failure;
use crate::model::inventory::Scope;
use crate::model::query::Query;
use crate::runtime::analyze::Analyzing;
use crate::runtime::arrange::{Task, Workshop};
use crate::runtime::backend::Backend;
use crate::runtime::compare::Comparing;
use crate::runtime::crash;
use crate::runtime::load::load;
use crate::runtime::pivot::Pivoting;
use crate::runtime::prepare::Preparing;
use crate::runtime::save;
use crate::runtime::survey::{self, Counting};

/// How long the end waits for what was aborted.
const LAST_WORK: Duration = Duration::from_millis(50);

/// The effects that are being carried out.
pub(super) struct Tasks {
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
    /// Nothing is being done yet; what is found out is told to `sender`.
    pub(super) fn new(backend: Backend, sender: UnboundedSender<Msg>) -> Self {
        Self { backend, sender, running: JoinSet::new(), by_id: HashMap::new(), work: Work::default() }
    }

    /// The token that is used, as far as one is known.
    pub(super) fn token(&self) -> Option<&TokenInfo> {
        self.backend.token()
    }

    /// Waits until something has been done to its end; never where nothing is out.
    pub(super) async fn done(&mut self) {
        if self.running.join_next().await.is_none() {
            std::future::pending::<()>().await;
        }
    }

    /// Nothing that is out is wanted any more.
    pub(super) fn abort(&mut self) {
        self.running.abort_all();
    }

    /// Waits a moment for what was aborted: a command that is asked for a token must not outlive the program, and its task
    /// ends it when it is dropped.
    pub(super) async fn end(mut self) {
        tokio::time::timeout(LAST_WORK, self.running.shutdown()).await.ok();
    }

    /// Begins what an effect asks for; what is done to the terminal is not its own.
    pub(super) fn carry_out(&mut self, effect: Effect, state: &State) {
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
