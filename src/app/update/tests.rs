//! Scripts: these keys, this reply, this screen, these effects. Every message is followed by a look at the invariants.
//!
//! An organization is written as `a=Name@workspace(bucket bucket | key | llm | aikey) b`: an id, then what differs from
//! the usual; `-` is no id, `null` is no repository at all.

mod analysis;
mod anything;
mod auto_refresh;
mod changes;
mod copy;
mod detail;
mod everywhere;
mod find;
mod findings;
mod keys;
mod loading;
mod mouse;
mod offline;
mod outage;
mod overview;
mod panes;
mod pivot;
mod profiles;
mod prompt;
mod refresh;
mod save;
mod search;
mod token;
mod tree;
mod visited;
pub(crate) mod work;
mod workspace;

use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::Size;

use super::*;
use crate::app::msg::{Loading, RequestId, Retrying};
use crate::app::state::{About, Failed, Fetch};
use crate::app::tree::Row;
use crate::model::document::{Rest, Segment};
use crate::model::failure::{Failure, FailureKind, Link};
use crate::model::inventory::Scope;
use crate::model::kind::{Group, Node};
use crate::model::scan::Scanner;

/// A program in the middle of a script.
struct App {
    state: State,
    effects: Vec<Effect>,
    /// Those of them that ask for an analysis, or for what changed.
    analyses: Vec<Effect>,
    /// Whose messages come next.
    request: RequestId,
    /// What that request was sent in parts, as long as it has not ended.
    sent: Vec<String>,
}

/// A program that has just started and asks for everything.
fn app() -> App {
    app_for(Scope::All)
}

fn app_for(scope: Scope) -> App {
    let now = "2026-11-24T14:03:22Z".parse().unwrap();
    let size = Size { width: 120, height: 40 };
    let mut state = State::new(About::default(), scope.clone(), size, now);
    let effects = fetching::start(&mut state, scope);
    App { state, effects, analyses: Vec::new(), request: RequestId(1), sent: Vec::new() }
}

/// A program that shows an organization.
fn with(organization: &str) -> App {
    app().reply(organization).forget_effects()
}

fn workspace(id: &str) -> Scope {
    Scope::Workspace(id.to_owned())
}

fn fetch(id: u64, scope: Scope) -> Effect {
    Effect::Fetch(RequestId(id), scope)
}

fn cancel(id: u64) -> Effect {
    Effect::Cancel(RequestId(id))
}

fn refused() -> Failure {
    Failure::new(FailureKind::Unreachable, "connection refused", "check the address")
}

/// How a request ends that found no way to the API.
fn down() -> Failure {
    Failure::new(FailureKind::Unreachable, "no route", "check the network").with_link(Link::Down)
}

impl App {
    fn size(self, width: u16, height: u16) -> Self {
        self.send(Msg::Resize(Size { width, height }))
    }

    fn send(mut self, msg: Msg) -> Self {
        // What is analyzed, and when, has scripts of its own.
        let effects = update(&mut self.state, msg).into_iter();
        let (analyses, effects) =
            effects.partition::<Vec<_>, _>(|effect| matches!(effect, Effect::Analyze(_) | Effect::Compare(_)));
        self.analyses.extend(analyses);
        self.effects.extend(effects);
        if let Some(Effect::Fetch(id, _)) = self.effects.last()
            && *id != self.request
        {
            self.request = *id;
            self.sent.clear();
        }
        self.check();
        self
    }

    /// Keys by name, with a blank between them: `j`, `Esc`, `C-r`, `Space`.
    fn keys(self, names: &str) -> Self {
        names.split(' ').fold(self, |app, name| app.send(Msg::Key(key_named(name))))
    }

    fn typed(self, text: &str) -> Self {
        text.chars().fold(self, |app, char| app.send(Msg::Key(KeyCode::Char(char).into())))
    }

    fn paste(self, text: &str) -> Self {
        self.send(Msg::Paste(text.into()))
    }

    fn wait(mut self, ms: u64) -> Self {
        self.state.screen.now += Duration::from_millis(ms);
        self
    }

    fn tick(self) -> Self {
        self.send(Msg::Tick)
    }

    /// The next news and answers come from this request instead of the last one.
    fn from(mut self, request: u64) -> Self {
        self.request = RequestId(request);
        self.sent.clear();
        self
    }

    /// Some repositories of the answer.
    fn part(mut self, organization: &str) -> Self {
        let repos = repos(organization);
        let (segments, rest) = scanned(&repos);
        self.sent.extend((!repos.is_empty()).then_some(repos));
        let news = |segment| Msg::Loading(self.request, Loading::Part(segment, rest.bytes));
        let news: Vec<Msg> = segments.into_iter().map(news).collect();
        news.into_iter().fold(self, Self::send)
    }

    /// The end of an answer whose parts have come.
    fn done(mut self) -> Self {
        let (_, rest) = scanned(&std::mem::take(&mut self.sent).join(","));
        let request = self.request;
        self.send(Msg::Fetched(request, Ok(rest)))
    }

    /// A whole answer.
    fn reply(self, organization: &str) -> Self {
        self.part(organization).done()
    }

    fn fails(self, failure: Failure) -> Self {
        let request = self.request;
        self.send(Msg::Fetched(request, Err(failure)))
    }

    fn retries(self, attempt: u32) -> Self {
        let wait = Duration::from_secs(2);
        let news = Loading::Retrying(Retrying { attempt, of: 2, wait, failure: refused() });
        let request = self.request;
        self.send(Msg::Loading(request, news))
    }

    fn forget_effects(mut self) -> Self {
        self.effects.clear();
        self
    }

    #[track_caller]
    fn expect_effects(mut self, expected: &[Effect]) -> Self {
        assert_eq!(std::mem::take(&mut self.effects), expected);
        self
    }

    /// Every row of the tree: `>` at the selection, then as deep as it stands, `▾` open, `▸` closed.
    #[track_caller]
    fn expect_rows(self, expected: &[&str]) -> Self {
        let rows: Vec<Row> = (0..).map_while(|row| self.row_at(row)).collect();
        assert_eq!(self.lines(&rows), expected);
        self
    }

    /// What the viewport shows, pinned rows first.
    #[track_caller]
    fn expect_window(self, expected: &[&str]) -> Self {
        let window = self.window();
        let rows: Vec<Row> = window.pinned.into_iter().chain(window.rows).collect();
        assert_eq!(self.lines(&rows), expected);
        self
    }

    /// What the viewport shows at its top.
    #[track_caller]
    fn expect_window_starts(self, expected: &[&str]) -> Self {
        let window = self.window();
        let rows: Vec<Row> = window.pinned.into_iter().chain(window.rows).take(expected.len()).collect();
        assert_eq!(self.lines(&rows), expected);
        self
    }

    #[track_caller]
    fn expect_selected(self, path: &str) -> Self {
        assert_eq!(self.path(self.state.selected()), path);
        self
    }

    #[track_caller]
    fn expect_details_of(self, path: &str) -> Self {
        assert_eq!(self.path(self.state.detail.node), path);
        self
    }

    #[track_caller]
    fn expect_banner(self, expected: Option<&str>) -> Self {
        assert_eq!(self.state.banner().map(|banner| banner.text()).as_deref(), expected);
        self
    }

    #[track_caller]
    fn expect_exit(self, expected: Option<Exit>) -> Self {
        assert_eq!(self.state.exit, expected);
        self
    }

    /// Something about the state that has no words of its own.
    #[track_caller]
    fn expect(self, what: &str, holds: impl FnOnce(&State) -> bool) -> Self {
        let State { fetch, wanted, focus, overlay, notice, detail, .. } = &self.state;
        let seen = (fetch, wanted, focus, overlay, notice, detail);
        assert!(holds(&self.state), "expected: {what}; the state is {seen:?}");
        self
    }

    /// Which line of the viewport the selection stands on.
    fn line(&self) -> usize {
        let window = self.window();
        window.pinned.iter().chain(&window.rows).position(|row| Some(*row) == self.current()).unwrap()
    }

    fn window(&self) -> crate::app::tree::Window {
        self.state.tree.window(&self.state.data.as_ref().unwrap().inventory, self.state.tree_height())
    }

    fn row_at(&self, row: usize) -> Option<Row> {
        self.state.tree.row_at(row, &self.state.data.as_ref()?.inventory)
    }

    fn current(&self) -> Option<Row> {
        self.state.tree.current(&self.state.data.as_ref()?.inventory)
    }

    fn name(&self, node: Node) -> String {
        let inventory = &self.state.data.as_ref().unwrap().inventory;
        match node {
            Node::Group(_, group) => group.title().to_owned(),
            Node::Repo(_) | Node::Item(..) => inventory.object(node).unwrap().1.title().into_owned(),
        }
    }

    /// A thing is called by its aspect and how many objects and repositories have it.
    fn row_name(&self, row: Row) -> String {
        match row {
            Row::Node(node) if self.state.tree.pivot.is_none() => self.name(node),
            Row::Node(node) => format!("{}/{}", self.name(Node::Repo(node.repo())), self.name(node)),
            Row::Thing(thing) => {
                let pivot = self.state.tree.pivot.as_ref().unwrap();
                let extent = pivot.built.as_ref().unwrap().rows.extent(thing).unwrap();
                format!("{} {} in {}", pivot.aspect.noun(), extent.objects, extent.repositories)
            }
        }
    }

    fn path(&self, node: Option<Node>) -> String {
        let mut path: Vec<String> =
            std::iter::successors(node, |node| node.parent()).map(|node| self.name(node)).collect();
        path.reverse();
        path.join("/")
    }

    fn lines(&self, rows: &[Row]) -> Vec<String> {
        let line = |row: &Row| {
            let inventory = &self.state.data.as_ref().unwrap().inventory;
            let selected = if self.current() == Some(*row) { '>' } else { ' ' };
            let mark = match (self.state.tree.is_branch(inventory, *row), self.state.tree.is_open(*row)) {
                (false, _) => ' ',
                (true, true) => '▾',
                (true, false) => '▸',
            };
            format!("{selected}{}{mark} {}", "  ".repeat(self.state.tree.depth(*row)), self.row_name(*row))
        };
        rows.iter().map(line).collect()
    }

    /// What holds whatever happens.
    #[track_caller]
    fn check(&self) {
        let state = &self.state;
        self.check_overlay();
        let Some(data) = &state.data else {
            assert_eq!((state.detail.node, state.arrangement.searched), (None, None));
            return;
        };
        for node in state.detail.node.into_iter().chain(state.selected()) {
            assert!(is_there(&data.inventory, node), "{node:?}");
        }
        if state.tree.pivot.as_ref().is_some_and(|pivot| pivot.built.is_none()) {
            assert!(state.tree.is_empty());
            return;
        }
        assert_eq!(state.selected().is_none(), state.tree.is_empty(), "something is selected where there is something");
        let (told, selected) =
            ((state.detail.node, state.detail.on_thing), (state.tree.selected, state.tree.is_on_thing()));
        assert!(state.detail.due.is_some() || told == selected, "details of something else");
        assert!(!state.detail.revealed || state.detail.node == state.tree.selected, "in clear after moving away");
        if let Some(Overlay::List(pane)) = state.overlay.as_ref().and_then(Overlay::question) {
            let lines = pane.what.lines(data);
            assert!(lines == 0 || pane.at < lines, "line {} of {lines} {:?}", pane.at, pane.what);
            assert_eq!(pane.request, data.request, "a list of other data");
        }
        let Some(selected) = state.selected() else { return };
        let (row, current) = (state.tree.row(&data.inventory), state.tree.current(&data.inventory));
        assert_eq!(state.tree.row_at(row, &data.inventory), current, "the selection is a visible row");
        let window = state.tree.window(&data.inventory, state.tree_height());
        assert!(window.pinned.len() + window.rows.len() <= state.tree_height());
        assert!(
            state.tree_height() == 0 || window.rows.contains(&current.unwrap()),
            "{selected:?} is not in {window:?}"
        );
    }

    /// What is asked or listed stands on a line that is there.
    #[track_caller]
    fn check_overlay(&self) {
        let state = &self.state;
        let (choice, found) = match state.overlay.as_ref().and_then(Overlay::question) {
            Some(Overlay::Profile(picker)) => (picker.choice, state.profiles.matching(picker).len()),
            Some(Overlay::Palette(picker)) => (picker.choice, palette::found(state, picker.input.value()).len()),
            Some(Overlay::Copy(list)) => (list.picker.choice, list.matching().len()),
            Some(Overlay::Workspace(prompt)) => match prompt.choice {
                Some(choice) => (choice, prompt.suggestions(&state.workspaces).len()),
                None => return,
            },
            Some(Overlay::Overview) => match crate::app::overview::shown(state) {
                Some(overview) => (state.overview.at, overview.lines().count()),
                None => return,
            },
            _ => return,
        };
        assert!(choice < found || (choice, found) == (0, 0), "line {choice} of {found}");
    }
}

fn is_there(inventory: &Inventory, node: Node) -> bool {
    node.repo() < inventory.len()
        && match node {
            Node::Item(repo, group, item) => item < inventory.shape(repo).count(group) as usize,
            Node::Repo(_) | Node::Group(..) => true,
        }
}

fn key_named(name: &str) -> KeyEvent {
    let ctrl = name.strip_prefix("C-");
    let code = match ctrl.unwrap_or(name) {
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Enter" => KeyCode::Enter,
        "Space" => KeyCode::Char(' '),
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "BackTab" => KeyCode::BackTab,
        "Backspace" => KeyCode::Backspace,
        "Delete" => KeyCode::Delete,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "F1" => KeyCode::F(1),
        "F5" => KeyCode::F(5),
        "F12" => KeyCode::F(12),
        "Insert" => KeyCode::Insert,
        letter => KeyCode::Char(letter.parse().unwrap()),
    };
    KeyEvent::new(code, if ctrl.is_some() { KeyModifiers::CONTROL } else { KeyModifiers::NONE })
}

/// The repositories that are parsed from the notation, as JSON without the brackets of a list.
fn repos(organization: &str) -> String {
    let spaced = organization.replace('(', " ( ").replace(')', " ) ").replace('|', " | ");
    let mut repos: Vec<(&str, [Vec<&str>; 4])> = Vec::new();
    let mut inside: Option<usize> = None;
    for word in spaced.split_whitespace() {
        match (word, inside) {
            ("(", None) => inside = Some(0),
            ("|", Some(group)) => inside = Some(group + 1),
            (")", Some(_)) => inside = None,
            (item, Some(group)) => repos.last_mut().unwrap().1[group].push(item),
            (repo, None) => repos.push((repo, Default::default())),
        }
    }
    repos.iter().map(|(repo, lists)| repo_json(repo, lists)).collect::<Vec<_>>().join(",")
}

fn repo_json(repo: &str, lists: &[Vec<&str>; 4]) -> String {
    if repo == "null" {
        return repo.to_owned();
    }
    let mut members = members_json(repo);
    for (group, items) in Group::ALL.iter().zip(lists) {
        let items: Vec<String> = items.iter().map(|item| item_json(*group, item)).collect();
        members.push(format!(r#""{}":[{}]"#, group.members()[0], items.join(",")));
    }
    format!("{{{}}}", members.join(","))
}

fn item_json(group: Group, item: &str) -> String {
    let own = format!(r#"{{{},"key":"0123456789abcdef0123"}}"#, members_json(item).join(","));
    match group {
        Group::Buckets => format!(r#"{{"bucket":{own}}}"#),
        Group::AiLlms => format!(r#"{{"aiLlm":{own}}}"#),
        Group::ApiKeys | Group::AiApiKeys => own,
    }
}

fn members_json(object: &str) -> Vec<String> {
    let (rest, workspace) = object.split_once('@').map_or((object, None), |(rest, id)| (rest, Some(id)));
    let (id, name) = rest.split_once('=').unwrap_or((rest, rest));
    let id = (id != "-").then(|| format!(r#""id":"{id}""#));
    let name = Some(format!(r#""name":"{name}""#));
    let workspace = workspace.map(|id| format!(r#""workspaceId":"{id}""#));
    [id, name, workspace].into_iter().flatten().collect()
}

/// What the runtime makes of an answer with these repositories.
fn scanned(repos: &str) -> (Option<Arc<Segment>>, Rest) {
    let mut scanner = Scanner::default();
    scanner.push(format!(r#"{{"success":true,"repos":[{repos}]}}"#).as_bytes()).unwrap();
    let segment = scanner.seal().map(Arc::new);
    (segment, scanner.finish().unwrap())
}

#[test]
fn the_notation_means_what_it_says() {
    let app = with("a=Alpha@w(b1 - | k) null").keys("E");
    let data = app.state.data.as_ref().unwrap();
    assert_eq!(data.inventory.text(1), "null");
    assert_eq!(data.inventory.shape(0).counts, [2, 1, 0, 0]);
    assert_eq!(app.state.workspaces, [("w".to_owned(), 1)]);
    assert_eq!(key_named("C-r").modifiers, KeyModifiers::CONTROL);
    assert_eq!(KeyEvent::from(KeyCode::Enter).kind, KeyEventKind::Press);
}
