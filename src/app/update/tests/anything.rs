//! Whatever happens in whatever order: nothing panics, and what must hold holds after each message.

use proptest::prelude::*;

use super::*;

const KEYS: [&str; 57] = [
    "c",
    "c",
    "A",
    "!",
    "j",
    "k",
    "l",
    "h",
    "Enter",
    "Space",
    "g",
    "G",
    "PgUp",
    "PgDn",
    "C-u",
    "C-d",
    "J",
    "K",
    "E",
    "C",
    "Tab",
    "w",
    "r",
    "t",
    "x",
    "y",
    "Y",
    "Y",
    "p",
    "?",
    "Esc",
    "Up",
    "Down",
    "Left",
    "Right",
    "Backspace",
    "m",
    "z",
    "+",
    "_",
    "<",
    ">",
    "v",
    "a",
    "F12",
    "D",
    "j",
    "j",
    "1",
    "2",
    "3",
    "3",
    "4",
    "6",
    "f",
    "n",
    "s",
];

#[derive(Debug, Clone)]
enum Event {
    Key(&'static str),
    Resize(u16, u16),
    Tick,
    Part(String),
    Reply(String),
    Fails,
    Late,
    Compared,
    Settles,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        12 => proptest::sample::select(&KEYS[..]).prop_map(Event::Key),
        1 => (0_u16..140, 0_u16..45).prop_map(|(width, height)| Event::Resize(width, height)),
        1 => Just(Event::Tick),
        1 => organization().prop_map(Event::Part),
        2 => organization().prop_map(Event::Reply),
        1 => Just(Event::Fails),
        1 => Just(Event::Late),
        2 => Just(Event::Compared),
        2 => Just(Event::Settles),
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

impl App {
    fn happens(self, event: &Event) -> Self {
        match event {
            Event::Key(name) => self.keys(name),
            Event::Resize(width, height) => self.size(*width, *height),
            Event::Tick => self.wait(100).tick(),
            Event::Part(organization) => self.part(organization),
            Event::Reply(organization) => self.reply(organization),
            Event::Fails => self.fails(refused()),
            Event::Compared if self.state.data.is_none() => self,
            Event::Compared => self.compared(),
            Event::Settles => {
                let is_whole = self.state.data.as_ref().is_some_and(|data| data.arrival.is_some());
                if is_whole { self.analyzed().settled() } else { self }
            }
            Event::Late => {
                let request = self.request.0;
                self.from(request.saturating_sub(1)).reply("late").from(request)
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_messages_in_any_order_leave_a_state_that_holds(events in proptest::collection::vec(event(), 0..60)) {
        let app = events.iter().fold(app(), App::happens);
        prop_assert_eq!(app.state.exit, None);
    }
}
