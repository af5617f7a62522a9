//! What the program knows. Everything on the screen follows from it.

mod fetch;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use ratatui::layout::Size;

use crate::app::analysis::Rules;
use crate::app::arrangement::Arrangement;
use crate::app::auto_refresh::{self, AutoRefresh};
use crate::app::banner::Banner;
use crate::app::changes::Since;
use crate::app::copy::{Copied, CopyPicker};
use crate::app::countdown;
use crate::app::detail::find::{Find, FindBar};
use crate::app::help::HelpPane;
use crate::app::keymap::Keymap;
use crate::app::layout::Layout;
use crate::app::list::ListPane;
use crate::app::mouse::Mouse;
use crate::app::msg::RequestId;
use crate::app::offline::Offline;
use crate::app::outage::Dice;
use crate::app::overview::OverviewPane;
use crate::app::panes::Panes;
use crate::app::picker::Picker;
use crate::app::pivot::PivotId;
use crate::app::profiles::Profiles;
use crate::app::prompt::WorkspacePrompt;
use crate::app::save::SavePrompt;
use crate::app::search::SearchBar;
use crate::app::token::TokenInfo;
use crate::app::token::prompt::TokenPrompt;
use crate::app::tree::TreePane;
use crate::app::visited::Visited;
use crate::model::document::Rest;
use crate::model::findings::{Analyzed, Insight};
use crate::model::inventory::{Inventory, Scope};
use crate::model::kind::Node;
use crate::model::time;
pub use fetch::{Failed, Fetch, InFlight, Pause};

/// The whole state of the dashboard.
#[derive(Debug, Clone)]
pub struct State {
    /// What it talks to.
    pub about: About,
    /// What else it could talk to.
    pub profiles: Profiles,
    /// Which key does what.
    pub keymap: Keymap,
    /// Which rules find something in the data.
    pub rules: Rules,
    /// What is known of the token.
    pub token: TokenInfo,
    /// What is shown, once there is something.
    pub data: Option<Dataset>,
    /// A whole answer that waits to be shown.
    pub staged: Option<Box<Dataset>>,
    /// The request that is out, or how the last one failed.
    pub fetch: Fetch,
    /// Asking again by itself every so often.
    pub auto_refresh: AutoRefresh,
    /// What makes the pauses between tries differ from those of other sessions.
    pub dice: Dice,
    /// The scope that was asked for last: what a refresh asks for again.
    pub wanted: Scope,
    /// Workspace ids of the last answer that was not filtered, with how many repositories each has.
    pub workspaces: Vec<(String, u32)>,
    /// What the tree shows of the data, and in which order.
    pub arrangement: Arrangement,
    /// What was looked for before, the last one last.
    pub searches: Vec<String>,
    /// The left pane.
    pub tree: TreePane,
    /// The right pane.
    pub detail: DetailPane,
    /// What was left by a jump.
    pub visited: Visited,
    /// Which pane the keys go to, and what lies over both.
    pub focus: Focus,
    /// How the user arranged the panes.
    pub panes: Panes,
    /// The mouse.
    pub mouse: Mouse,
    /// What lies over the panes; two can never be open.
    pub overlay: Option<Overlay>,
    /// What there is in figures.
    pub overview: OverviewPane,
    /// The list that was left for a place in the tree.
    pub left: Option<ListPane>,
    /// A short message that the next key takes away.
    pub notice: Option<String>,
    /// What was copied last, as long as it is what is selected.
    pub copied: Option<Copied>,
    /// The terminal: its size, and the time as of the last message.
    pub screen: Screen,
    /// Set when the program is to end.
    pub exit: Option<Exit>,
    pub(crate) last_request: RequestId,
    pub(crate) last_copy: u64,
    pub(crate) last_pivot: PivotId,
    /// The first request of the profile in use.
    pub(crate) first_request: RequestId,
}

/// What the program talks to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The API's host (and port where it is not the usual one), terminal-safe.
    pub host: String,
    /// Whether that is the demo backend of this process.
    pub demo: bool,
    /// The address of `GET /repo` there; empty where that is nobody's business.
    pub url: String,
    /// Whether the token travels to another machine without TLS, as only the user can allow.
    pub is_unprotected: bool,
    /// What is read in place of an API; `None` where one is asked.
    pub offline: Option<Offline>,
}

/// The repositories that are shown and where they are from.
#[derive(Debug, Clone)]
pub struct Dataset {
    /// The repositories.
    pub inventory: Inventory,
    /// What was asked for.
    pub scope: Scope,
    /// The request they came with.
    pub request: RequestId,
    /// `None` as long as not all of it has come.
    pub arrival: Option<Arrival>,
    /// What was found in it, once it is whole and was looked at.
    pub analyzed: Option<Arc<Analyzed>>,
    /// What changed since the user last acknowledged it.
    pub since: Since,
    /// Grows whenever other data is shown; for caches of what was drawn.
    pub revision: u64,
}

impl Dataset {
    /// What queries may ask that the objects themselves do not tell.
    pub fn insight(&self) -> Insight<'_> {
        Insight::of(self.analyzed.as_deref(), &self.inventory)
    }

    /// The time that ages are counted from: of what was kept its own, where that is known, else now.
    pub fn as_of(&self, now: Timestamp) -> Timestamp {
        self.arrival.as_ref().map_or(now, |arrival| arrival.rest.as_of(now))
    }
}

/// How and when an answer came.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// When its last byte came; of what was kept the time it is as of, where that is known.
    pub at: Timestamp,
    /// From the request to its last byte.
    pub took: Duration,
    /// What the answer has besides its repositories.
    pub rest: Rest,
}

impl Arrival {
    /// When it came: "from 14:03:22Z"; of what was kept how old it is.
    pub fn told(&self) -> String {
        match &self.rest.kept {
            Some(kept) => kept.age().into_owned(),
            None => format!("from {}", time::clock(self.at)),
        }
    }
}

/// The right pane.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DetailPane {
    /// What it shows; it follows the selection a moment later, so that a held key stays cheap.
    pub node: Option<Node>,
    /// Whether it shows what objects have, of which that is the first.
    pub on_thing: bool,
    /// When it follows.
    pub due: Option<Timestamp>,
    /// Lines scrolled past.
    pub scroll: usize,
    /// Which of the things to stand on the cursor stands on.
    pub cursor: usize,
    /// What is looked for in it.
    pub find: Option<Find>,
    /// The object's JSON instead of its fields.
    pub json: bool,
    /// Credentials of what it shows stand in clear.
    pub revealed: bool,
    /// When they are masked again by themselves.
    pub masks_at: Option<Timestamp>,
}

impl DetailPane {
    /// Back to the first line.
    pub const fn rewind(&mut self) {
        self.scroll = 0;
        self.cursor = 0;
        if let Some(find) = &mut self.find {
            find.at = 0;
        }
    }
}

/// The pane that keys go to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Focus {
    /// The left one.
    #[default]
    Tree,
    /// The right one.
    Detail,
}

/// What lies over the panes.
#[derive(Debug, Clone)]
pub enum Overlay {
    /// The line for what is looked for; the panes stay in sight.
    Search(Box<SearchBar>),
    /// The line for what is looked for in the details.
    Find(Box<FindBar>),
    /// The keys.
    Help(HelpPane),
    /// The question for a workspace.
    Workspace(WorkspacePrompt),
    /// The list of profiles.
    Profile(Picker),
    /// The list of actions.
    Palette(Picker),
    /// The question for a token.
    Token(TokenPrompt),
    /// The question where to save to.
    Save(Box<SavePrompt>),
    /// The list of what can be copied.
    Copy(CopyPicker),
    /// A list whose lines lead into the tree.
    List(Box<ListPane>),
    /// What there is in figures: [`State::overview`].
    Overview,
    /// The plain screen with a value on it, until a key is pressed.
    Printed,
}

impl Overlay {
    /// The question that is asked, also where the help lies over it.
    pub fn question(&self) -> Option<&Self> {
        match self {
            Self::Help(help) => help.behind.as_deref(),
            _ => Some(self),
        }
    }

    /// The same, to be changed.
    pub fn question_mut(&mut self) -> Option<&mut Self> {
        match self {
            Self::Help(help) => help.behind.as_deref_mut(),
            _ => Some(self),
        }
    }
}

/// The terminal as the program sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Its size in cells.
    pub size: Size,
    /// The time as of the message that is handled.
    pub now: Timestamp,
}

/// Why the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The user wants it.
    Quit,
    /// The user pressed Ctrl-C.
    Interrupted,
    /// The system asks for it; with the exit code.
    Terminated(u8),
}

/// How long the selection rests before the details follow.
pub const DETAIL_DELAY: Duration = Duration::from_millis(70);

impl State {
    /// The time that ages are counted from; see [`Dataset::as_of`].
    pub fn as_of(&self) -> Timestamp {
        let now = self.screen.now;
        self.data.as_ref().map_or(now, |data| data.as_of(now))
    }

    /// A state that knows nothing yet.
    pub fn new(about: About, wanted: Scope, size: Size, now: Timestamp) -> Self {
        Self {
            about,
            profiles: Profiles::default(),
            keymap: Keymap::default(),
            rules: Rules::default(),
            token: TokenInfo::default(),
            data: None,
            staged: None,
            fetch: Fetch::Idle,
            auto_refresh: AutoRefresh::default(),
            dice: Dice::default(),
            wanted,
            workspaces: Vec::new(),
            arrangement: Arrangement::default(),
            searches: Vec::new(),
            tree: TreePane::default(),
            detail: DetailPane::default(),
            visited: Visited::default(),
            focus: Focus::Tree,
            panes: Panes::default(),
            mouse: Mouse::default(),
            overlay: None,
            overview: OverviewPane::default(),
            left: None,
            notice: None,
            copied: None,
            screen: Screen { size, now },
            exit: None,
            last_request: RequestId(0),
            last_copy: 0,
            last_pivot: PivotId::default(),
            first_request: RequestId(0),
        }
    }

    /// When the program wants to be woken with [`crate::app::msg::Msg::Tick`]; `None` while nothing is to happen.
    pub fn deadline(&self) -> Option<Timestamp> {
        let again = match &self.fetch {
            Fetch::Failed(failed) => failed.again.map(|again| again.changes(self.screen.now)),
            // While nothing of the first answer has come, nothing else tells that time passes.
            Fetch::InFlight(out) if self.data.is_none() && out.pause.is_none() && out.progress.received == 0 => {
                Some(countdown::next_second(out.since, self.screen.now))
            }
            Fetch::Idle | Fetch::InFlight(_) => None,
        };
        self.detail
            .due
            .into_iter()
            .chain(self.pause().map(|pause| countdown::changes(pause.until, self.screen.now)))
            .chain(again)
            .chain(self.detail.masks_at.filter(|_| self.detail.revealed))
            .chain(auto_refresh::due(self))
            .chain(self.token.changes(self.screen.now))
            .min()
    }

    /// The pause between two tries that the request is in.
    pub fn pause(&self) -> Option<&Pause> {
        match &self.fetch {
            Fetch::InFlight(out) => out.pause.as_deref(),
            Fetch::Idle | Fetch::Failed(_) => None,
        }
    }

    /// Where everything is drawn.
    pub fn layout(&self) -> Layout {
        let banner = self.banner().map_or(0, |banner| banner.lines(self.screen.size.width));
        let search = match &self.overlay {
            Some(Overlay::Search(bar)) => bar.lines(&self.arrangement.query, self.screen.size.width),
            Some(Overlay::Find(_)) => 1,
            _ => 0,
        };
        Layout::of(self.screen.size, self.focus, &self.panes, banner, search)
    }

    /// The rows the tree has room for.
    pub fn tree_height(&self) -> usize {
        self.layout().tree_inner().map_or(0, |area| usize::from(area.height))
    }

    /// The selected node, where there is data.
    pub fn selected(&self) -> Option<Node> {
        self.data.as_ref().and(self.tree.selected)
    }

    /// What stands over the footer: the last failure while older data is shown, or that the data is not whole.
    pub fn banner(&self) -> Option<Banner> {
        Some(Banner::of(self, self.data.as_ref()?, self.failed()?))
    }

    /// The failure to tell of: the last one, also while the try that follows it by itself is out.
    pub fn failed(&self) -> Option<&Failed> {
        match &self.fetch {
            Fetch::Failed(failed) => Some(failed),
            Fetch::InFlight(out) => out.after.as_deref(),
            Fetch::Idle => None,
        }
    }
}
