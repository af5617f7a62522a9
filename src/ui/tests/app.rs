//! The dashboard driven by messages, and its frames as text: `app().reply(json).keys("j l j").frame()`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use jiff::Timestamp;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Size;

use crate::app::fetching;
use crate::app::msg::{Effect, Loading, Msg, RequestId, Retrying};
use crate::app::state::{About, State};
use crate::app::update::tests::work;
use crate::app::update::update;
use crate::model::changes::Review;
use crate::model::document::Segment;
use crate::model::failure::{Failure, FailureKind};
use crate::model::findings::{Analysis, Policy};
use crate::model::inventory::Scope;
use crate::model::scan::Scanner;
use crate::model::text;
use crate::runtime::paint::{Extent, Shown};
use crate::ui::cache::ViewCache;
use crate::ui::frame::Frame;
use crate::ui::theme::Theme;

/// The demo's organization: 20 repositories, every documented value, and what is odd about real data.
pub(super) const DEMO: &str = include_str!("../../../assets/demo/organization.json");
/// The example of the API page.
pub(super) const EXAMPLE: &str = include_str!("../../../tests/suite/data/get-repo.example.json");

/// A dashboard whose first request is out, at 80x24 and at 14:03:22Z.
pub(super) struct App {
    pub(super) state: State,
    pub(super) theme: Theme,
    /// What was asked of the runtime.
    asked: Vec<Effect>,
    cache: ViewCache,
    /// The frame drawn last.
    drawn: Frame,
    shown: Shown,
}

pub(super) fn app() -> App {
    let now: Timestamp = "2026-11-24T14:03:22Z".parse().unwrap();
    let about = About { host: "backend.flashback.tech".to_owned(), ..About::default() };
    let mut state = State::new(about, Scope::All, Size { width: 80, height: 24 }, now);
    fetching::start(&mut state, Scope::All);
    App {
        state,
        theme: Theme::colour(),
        asked: Vec::new(),
        cache: ViewCache::default(),
        drawn: Frame::new(Size::ZERO),
        shown: Shown::default(),
    }
}

/// A document with these repositories.
pub(super) fn document(repos: &str) -> String {
    format!(r#"{{"success":true,"repos":[{repos}]}}"#)
}

/// How the API refuses a token.
pub(super) fn refused() -> Failure {
    let advice = "Check that the token is whole and still valid, or get a new one (FLASHBACK_TOKEN or --token-file)";
    Failure::new(FailureKind::Denied, "the token was refused (401): jwt expired", advice).with_status(401)
}

/// How it fails for a while.
pub(super) fn unavailable() -> Failure {
    let advice = "Try again; if it stays like this, check the network and the status of the service";
    Failure::new(FailureKind::Unreachable, "the API answered 503: upstream not ready", advice).with_status(503)
}

/// A connection that was cut on the way.
pub(super) fn cut() -> Failure {
    let text = "the connection was cut after 2512 of 60411 bytes";
    let advice = "Try again; if it stays like this, check the network and the status of the service";
    Failure::new(FailureKind::Unreachable, text, advice)
}

/// Compares with `snapshots/NAME.snap`; `INSTA_UPDATE=always cargo test` takes what is drawn now as right.
pub(super) fn snapshot(name: &str, drawn: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name.to_owned(), drawn));
}

impl App {
    pub(super) fn size(self, width: u16, height: u16) -> Self {
        self.send(Msg::Resize(Size { width, height }))
    }

    /// A message, and the tick with which the details follow.
    pub(super) fn send(mut self, msg: Msg) -> Self {
        self.asked.extend(update(&mut self.state, msg));
        if let Some(due) = self.state.detail.due {
            self.state.screen.now = due;
            self.asked.extend(update(&mut self.state, Msg::Tick));
        }
        self
    }

    /// All work in the background is done that was asked for.
    pub(super) fn settled(mut self) -> Self {
        while !self.asked.is_empty() {
            let effect = self.asked.remove(0);
            if let Some(msg) = work::done(&effect, &self.state, true) {
                self = self.send(msg);
            }
        }
        self
    }

    /// Keys by their names, a space between them; `C-` is Ctrl.
    pub(super) fn keys(self, keys: &str) -> Self {
        keys.split_whitespace().fold(self, |app, name| app.send(Msg::Key(key(name))))
    }

    /// Text as it is typed.
    pub(super) fn types(self, text: &str) -> Self {
        text.chars().fold(self, |app, char| app.send(Msg::Key(KeyCode::Char(char).into())))
    }

    /// The whole answer 143 ms after it was asked for, as the runtime hands it over.
    pub(super) fn reply(self, json: &str) -> Self {
        let mut scanner = Scanner::default();
        let pushed = scanner.push(json.as_bytes());
        let mut segments: Vec<Segment> = std::iter::from_fn(|| scanner.next_whole()).collect();
        segments.extend(scanner.seal());
        let app = segments.into_iter().fold(self, |app, segment| {
            let news = Loading::Part(Arc::new(segment), json.len() as u64);
            app.news(news)
        });
        let result = pushed.and_then(|()| scanner.finish());
        let result = result.map_err(|fault| fault.explain(Some("application/json"), json.len() as u64));
        app.later(Duration::from_millis(143)).ends(result)
    }

    /// The background work has analyzed what is shown.
    pub(super) fn analyzed(self) -> Self {
        let data = self.state.data.as_ref().unwrap();
        let found = Analysis::of(&data.inventory, Policy::default(), self.state.screen.now);
        let request = data.request;
        self.send(Msg::Analyzed(request, Arc::new(found)))
    }

    /// The background work has looked for what changed.
    pub(super) fn compared(self) -> Self {
        let data = self.state.data.as_ref().unwrap();
        let pending = data.since.pending.as_ref().unwrap();
        let review = Review::new(Arc::clone(&pending.past), pending.before.clone(), data.inventory.clone());
        let request = data.request;
        self.send(Msg::Compared(request, Arc::new(review.finish())))
    }

    /// The request fails two seconds later.
    pub(super) fn fails(self, failure: Failure) -> Self {
        self.later(Duration::from_secs(2)).ends(Err(failure))
    }

    fn ends(self, result: Result<crate::model::document::Rest, Failure>) -> Self {
        let id = self.request();
        self.send(Msg::Fetched(id, result))
    }

    /// The start of an answer, as far as it goes; more is to come.
    pub(super) fn part(self, json: &str) -> Self {
        let mut scanner = Scanner::default();
        drop(scanner.push(json.as_bytes()));
        let news = |segment| Loading::Part(Arc::new(segment), json.len() as u64);
        scanner.seal().into_iter().fold(self, |app, segment| app.news(news(segment)))
    }

    pub(super) fn news(self, news: Loading) -> Self {
        let id = self.request();
        self.send(Msg::Loading(id, news))
    }

    pub(super) fn retrying(self, attempt: u32) -> Self {
        let wait = Duration::from_millis(1730);
        self.news(Loading::Retrying(Retrying { attempt, of: 2, wait, failure: unavailable() }))
    }

    pub(super) fn later(mut self, by: Duration) -> Self {
        self.state.screen.now += by;
        self
    }

    /// The request that was made last.
    fn request(&self) -> RequestId {
        self.state.last_request
    }

    pub(super) fn buffer(&mut self) -> Buffer {
        let size = self.state.screen.size;
        if self.drawn.area().as_size() != size {
            self.drawn = Frame::new(size);
        }
        crate::ui::view(&self.state, &self.theme, &mut self.cache, &mut self.drawn);
        crate::ui::look_ahead(&self.state, &self.theme, &mut self.cache);
        if crate::ui::wants_ends(&self.state, &self.cache) {
            crate::ui::look_around(&self.state, &self.theme, &mut self.cache);
        }
        self.drawn.buffer().clone()
    }

    /// The frame as it is where nothing was kept of those before.
    pub(super) fn buffer_anew(&self) -> Buffer {
        let mut frame = Frame::new(self.state.screen.size);
        crate::ui::view(&self.state, &self.theme, &mut ViewCache::default(), &mut frame);
        frame.buffer().clone()
    }

    /// What the terminal gets so that it shows the frame drawn last after those that were painted before.
    pub(super) fn paint(&mut self) -> Vec<u8> {
        self.paint_to(Extent::Whole)
    }

    fn paint_to(&mut self, extent: Extent) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.shown.paint(&self.drawn, extent, &mut bytes);
        bytes
    }

    /// What the terminal gets for a key before the details follow; they do so after it.
    pub(super) fn step(&mut self, name: &str) -> Vec<u8> {
        self.asked.extend(update(&mut self.state, Msg::Key(key(name))));
        let due = self.state.detail.due.expect("a key that moves the selection");
        self.buffer();
        let step = self.paint_to(Extent::of(&self.state));
        self.state.screen.now = due;
        self.asked.extend(update(&mut self.state, Msg::Tick));
        self.buffer();
        self.paint();
        step
    }

    /// The frame as text.
    pub(super) fn frame(&mut self) -> String {
        print(&self.buffer(), |cell| cell.symbol().to_owned())
    }

    /// The frame with a letter for the style of each cell, and what the letters mean.
    pub(super) fn styles(&mut self) -> String {
        let buffer = self.buffer();
        let mut letters: BTreeMap<String, char> = BTreeMap::new();
        let mut legend = String::new();
        let painted = print(&buffer, |cell| {
            let style = style_name(cell);
            let plain = if cell.symbol() == " " { ' ' } else { '.' };
            let next = ('a'..='z').nth(letters.len()).expect("more styles than letters");
            let letter = if style.is_empty() {
                plain
            } else {
                *letters.entry(style.clone()).or_insert_with(|| {
                    writeln!(legend, "{next} = {style}").unwrap();
                    next
                })
            };
            letter.to_string().repeat(text::width(cell.symbol()).max(1))
        });
        format!("{painted}\n\n{legend}")
    }
}

pub(super) fn key(name: &str) -> KeyEvent {
    if let Some(char) = name.strip_prefix("C-") {
        return KeyEvent::new(KeyCode::Char(char.chars().next().unwrap()), KeyModifiers::CONTROL);
    }
    let code = match name {
        "Down" => KeyCode::Down,
        "Up" => KeyCode::Up,
        "Tab" => KeyCode::Tab,
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Space" => KeyCode::Char(' '),
        "PgDn" => KeyCode::PageDown,
        "F1" => KeyCode::F(1),
        one => KeyCode::Char(one.parse().expect("no name of a key")),
    };
    code.into()
}

/// A style in words; nothing for the terminal's own.
fn style_name(cell: &Cell) -> String {
    let style = cell.style();
    let colour = |side: &str, colour: Option<ratatui::style::Color>| match colour {
        None | Some(ratatui::style::Color::Reset) => String::new(),
        Some(colour) => format!("{side}{colour} "),
    };
    let modifiers = style.add_modifier;
    let modifiers = if modifiers.is_empty() { String::new() } else { format!("{modifiers:?}").to_lowercase() };
    format!("{}{}{modifiers}", colour("", style.fg), colour("on ", style.bg)).trim_end().to_owned()
}

/// Rows of cells as lines; the cells that a wide character covers are left out.
fn print(buffer: &Buffer, mut paint: impl FnMut(&Cell) -> String) -> String {
    let rows = (0..buffer.area.height).map(|y| {
        let (mut line, mut x) = (String::new(), 0);
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            line.push_str(&paint(cell));
            x += u16::try_from(text::width(cell.symbol()).max(1)).unwrap();
        }
        line.trim_end().to_owned()
    });
    rows.collect::<Vec<_>>().join("\n")
}
