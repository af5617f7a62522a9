//! Whatever happens in whatever order: nothing panics, and what must hold holds after each message. Work in the background
//! is done when it comes to it, of what was there when it was asked for; and once all of it is done, what is shown is what
//! is wanted.

use proptest::prelude::*;

use super::*;
use crate::app::mouse::{Did, Pointed};
use crate::app::profiles::{ProfileEntry, Profiles};
use crate::app::token::{Standing, TokenInfo};
use crate::model::pivot::{Extent, Pivot};

const KEYS: &str = "c c A ! j k l h Enter Enter Space g G PgUp PgDn C-u C-d J K E C Tab w r t x y Y Y p ? Esc Esc Up Down Left \
    Right Backspace m z + _ < > v a F12 D j j 1 2 3 3 4 6 f n s S N [ ] u u / P : C-s F1 BackTab";

/// Keys that lead far only one after the other: jumps and what they are taken back by, views, searches.
const WAYS: [&str; 12] = [
    "u j j Enter",
    "! j j Enter",
    "! Tab j Enter",
    "c j Enter",
    "Tab j j Enter",
    "D j j Enter",
    "3 l l",
    "4 E j",
    "/ 1 Enter",
    "/ C-u Enter",
    "[ [",
    "[ ]",
];

/// What is typed, mostly to look for something.
const TEXTS: [&str; 14] = [
    "/a",
    "/1",
    "/b 1",
    "/d -2",
    "/is:shared",
    "/has:finding",
    "/zzz",
    "/kind:bucket",
    "/workspace:w",
    "/id:a",
    "wv",
    "a",
    "P",
    "1",
];

#[derive(Debug, Clone)]
enum Event {
    /// One key, or some.
    Key(&'static str),
    Text(&'static str),
    Paste(&'static str),
    Mouse(Did, u16, u16),
    Resize(u16, u16),
    /// Time passes.
    Wait(u64),
    /// The time has come that was asked for.
    Due,
    Part(String),
    Reply(String),
    Fails(u8),
    Retries,
    Late,
    /// One piece of the work that was asked for is done, or half of it.
    Work(usize, bool),
    /// All work is done.
    Settles,
    Resumed,
    Known,
}

fn event() -> impl Strategy<Value = Event> {
    let did = proptest::sample::select(&[Did::Press, Did::Drag, Did::Release, Did::WheelUp, Did::WheelDown][..]);
    let keys: Vec<&str> = KEYS.split_whitespace().collect();
    prop_oneof![
        24 => proptest::sample::select(keys).prop_map(Event::Key),
        6 => proptest::sample::select(&WAYS[..]).prop_map(Event::Key),
        3 => proptest::sample::select(&TEXTS[..]).prop_map(Event::Text),
        1 => proptest::sample::select(&TEXTS[..]).prop_map(Event::Paste),
        2 => (did, 0_u16..130, 0_u16..40).prop_map(|(did, x, y)| Event::Mouse(did, x, y)),
        2 => (0_u16..140, 0_u16..45).prop_map(|(width, height)| Event::Resize(width, height)),
        1 => proptest::sample::select(&[0, 70, 100, 3000, 60_000][..]).prop_map(Event::Wait),
        1 => Just(Event::Due),
        2 => organization().prop_map(Event::Part),
        4 => organization().prop_map(Event::Reply),
        1 => (0_u8..3).prop_map(Event::Fails),
        1 => Just(Event::Retries),
        1 => Just(Event::Late),
        6 => (0_usize..6, proptest::bool::weighted(0.8)).prop_map(|(which, is_whole)| Event::Work(which, is_whole)),
        4 => Just(Event::Settles),
        1 => Just(Event::Resumed),
        1 => Just(Event::Known),
    ]
}

/// Few ids, so that they come, go, move and repeat.
fn organization() -> impl Strategy<Value = String> {
    let id = || proptest::sample::select(&["a", "b", "c", "d@w", "-", "e@v"][..]);
    let items = proptest::collection::vec(proptest::sample::select(&["1", "2", "3", "-", "|"][..]), 0..7);
    let items = items.prop_map(|items| {
        let mut groups = 1;
        let in_group = |item: &&str| {
            groups += usize::from(*item == "|");
            *item != "|" || groups <= 4
        };
        items.into_iter().filter(in_group).collect::<Vec<_>>().join(" ")
    });
    let repo = prop_oneof![
        6 => (id(), items).prop_map(|(id, items)| format!("{id}({items})")),
        1 => Just("null".to_owned()),
    ];
    proptest::collection::vec(repo, 0..9).prop_map(|repos| repos.join(" "))
}

/// A program with the work that was asked for and is not done yet, each piece with what was there then.
struct Run {
    app: App,
    asked: Vec<(Effect, State)>,
}

impl Run {
    fn new(refreshes: bool) -> Self {
        let mut app = app();
        let entry = |name: &str, token| ProfileEntry { name: name.to_owned(), token, ..ProfileEntry::default() };
        let entries =
            vec![entry("one", Standing::Fixed), entry("two", Standing::Renewable), entry("none", Standing::Missing)];
        app.state.profiles = Profiles { entries, current: 0 };
        app.state.auto_refresh.every = Duration::from_secs(if refreshes { 50 } else { 0 });
        app.state.mouse.is_on = true;
        Self { app, asked: Vec::new() }
    }

    fn happens(self, event: &Event) -> Self {
        if self.app.state.exit.is_some() {
            return self;
        }
        let Self { app, mut asked } = self;
        let app = match event {
            Event::Key(name) => app.keys(name),
            Event::Text(text) => app.typed(text),
            Event::Paste(text) => app.paste(text),
            Event::Mouse(did, x, y) => app.send(Msg::Mouse(Pointed { did: *did, x: *x, y: *y })),
            Event::Resize(width, height) => app.size(*width, *height),
            Event::Wait(ms) => app.wait(*ms).tick(),
            Event::Due => app.due(),
            Event::Part(organization) => app.part(organization),
            Event::Reply(organization) => app.reply(organization),
            Event::Fails(0) => app.fails(refused()),
            Event::Fails(1) => app.fails(down()),
            Event::Fails(_) => app.fails(Failure::new(FailureKind::Denied, "expired", "").with_status(401)),
            Event::Retries => app.retries(1),
            Event::Late => {
                let (request, sent) = (app.request, app.sent.clone());
                App { request, sent, ..app.from(request.0.saturating_sub(1)).reply("late") }
            }
            Event::Work(..) if asked.is_empty() => app,
            Event::Work(which, is_whole) => {
                // What was asked for last comes first.
                let (effect, then) = asked.remove(asked.len() - 1 - which % asked.len());
                let goes_on = matches!(effect, Effect::Arrange(..)) && !is_whole;
                let done = work::done(&effect, &then, *is_whole);
                if goes_on {
                    asked.push((effect, then));
                }
                if let Some(msg) = done { app.send(msg) } else { app }
            }
            Event::Settles => return Self { app, asked }.settles(),
            Event::Resumed => {
                let size = app.state.screen.size;
                app.send(Msg::Resumed(size))
            }
            Event::Known => {
                let id = app.state.last_request;
                app.send(Msg::TokenKnown(id, TokenInfo { standing: Standing::Renewable, ..TokenInfo::default() }))
            }
        };
        let mut run = Self { app, asked };
        run.note();
        run
    }

    /// Notes what is asked for, each with what is there.
    fn note(&mut self) {
        let new = self.app.effects.drain(..).chain(self.app.analyses.drain(..));
        self.asked.extend(new.map(|effect| (effect, self.app.state.clone())));
    }

    /// All work is done in the order in which it was asked for.
    fn settles(mut self) -> Self {
        self.note();
        let mut pieces = 0;
        while !self.asked.is_empty() {
            let (effect, then) = self.asked.remove(0);
            if let Some(msg) = work::done(&effect, &then, true) {
                self.app = self.app.send(msg);
                self.note();
            }
            pieces += 1;
            assert!(pieces < 500, "work without end: {effect:?}");
        }
        self.app.check_settled();
        self
    }
}

impl App {
    /// The time comes for which it asked to be woken, and it does not ask for the same again.
    fn due(mut self) -> Self {
        let Some(due) = self.state.deadline() else { return self };
        self.state.screen.now = self.state.screen.now.max(due);
        let app = self.tick();
        assert!(app.state.deadline().is_none_or(|next| next > app.state.screen.now), "it would not sleep");
        app
    }

    /// What holds where all is done that was asked for.
    fn check_settled(&self) {
        let State { data, tree, arrangement, staged, .. } = &self.state;
        assert!(staged.is_none(), "something waits for nothing");
        assert_eq!(arrangement.searched, None, "something is looked for by nobody");
        let Some(data) = data else { return };
        assert_eq!(arrangement.applied, arrangement.query);
        assert_eq!(tree.outline.is_filtered(), !arrangement.query.is_empty());
        if !arrangement.query.is_empty() {
            assert_eq!(tree.outline.order(), Some(work::matching(data, &arrangement.query, &self.state)));
        }
        assert_eq!(data.analyzed.is_some(), data.arrival.is_some());
        assert!(data.since.pending.is_none());
        let Some(pivot) = tree.pivot.as_ref().filter(|_| data.analyzed.is_some()) else { return };
        let shown = &pivot.built.as_ref().expect("a view is made").rows;
        let made = work::rows(&self.state).unwrap();
        let objects = |rows: &Pivot| -> Vec<_> { (0..rows.objects()).map(|at| rows.member(at)).collect() };
        assert_eq!((shown.things(), objects(shown)), (made.things(), objects(&made)), "the view is of something else");
        // Marks of what was acknowledged are not shown any more.
        let is_marked = !data.since.reviewed.changes.is_empty();
        let extents = |rows: &Pivot| -> Vec<_> {
            let extent = |thing| rows.extent(thing).map(|it| Extent { mark: it.mark.filter(|_| is_marked), ..it });
            (0..rows.things()).map(extent).collect()
        };
        assert_eq!(extents(shown), extents(&made));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_messages_in_any_order_leave_a_state_that_holds(
        refreshes in any::<bool>(),
        events in proptest::collection::vec(event(), 0..60),
    ) {
        events.iter().fold(Run::new(refreshes), Run::happens).settles();
    }
}
