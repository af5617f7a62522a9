//! The one table: every action with its name, its keys, its words, where it means something, and its place in the footer.

use crossterm::event::KeyCode;

use crate::app::action::{Action, Binding, Group, Place};
use crate::app::key::Key;
use crate::model::usage::Aspect;

const fn ch(char: char) -> Key {
    Key::char(char)
}

const fn ctrl(char: char) -> Key {
    Key::ctrl(char)
}

const fn key(code: KeyCode) -> Key {
    Key::code(code)
}

/// Every action, in the order of the help.
pub const GROUPS: &[Group] = &[
    Group { title: "Moving", bindings: MOVING },
    Group { title: "Tree", bindings: TREE },
    Group { title: "Views", bindings: PIVOTS },
    Group { title: "Search and order", bindings: SEARCH },
    Group { title: "The selected object", bindings: OBJECT },
    Group { title: "Data", bindings: DATA },
    Group { title: "Panes", bindings: PANES },
    Group { title: "Program", bindings: PROGRAM },
];

const MOVING: &[Binding] = &[
    Binding::of(Action::Down, "down", &[key(KeyCode::Down), ch('j')], "one row down").at(Place::Panes).hint_of(
        &[Action::Up, Action::Down],
        "move",
        3,
        Place::Tree,
    ),
    Binding::of(Action::Up, "up", &[key(KeyCode::Up), ch('k')], "one row up").at(Place::Panes).hint_of(
        &[Action::Up, Action::Down],
        "move",
        3,
        Place::Detail,
    ),
    Binding::of(Action::First, "first", &[key(KeyCode::Home), ch('g')], "to the first row").at(Place::Panes),
    Binding::of(Action::Last, "last", &[key(KeyCode::End), ch('G')], "to the last row").at(Place::Panes),
    Binding::of(Action::PageDown, "page-down", &[key(KeyCode::PageDown), ctrl('f')], "a page down").at(Place::Panes),
    Binding::of(Action::PageUp, "page-up", &[key(KeyCode::PageUp), ctrl('b')], "a page up").at(Place::Panes),
    Binding::of(Action::HalfDown, "half-page-down", &[ctrl('d')], "half a page down").at(Place::Panes),
    Binding::of(Action::HalfUp, "half-page-up", &[ctrl('u')], "half a page up").at(Place::Panes),
    Binding::of(Action::VisitedBack, "visited-back", &[ch('[')], "back to where a jump led from").at(Place::Panes),
    Binding::of(Action::VisitedForth, "visited-forward", &[ch(']')], "forward again").at(Place::Panes),
    Binding::of(Action::SwitchPane, "switch-pane", &[key(KeyCode::Tab), key(KeyCode::BackTab)], "to the other pane")
        .at(Place::Panes)
        .hint("details", 9, Place::Tree),
];

const TREE: &[Binding] = &[
    Binding::of(Action::Open, "open", &[key(KeyCode::Right), ch('l')], "open, or go to the first child")
        .at(Place::Tree)
        .hint("open", 4, Place::Tree),
    Binding::of(
        Action::Close,
        "close",
        &[key(KeyCode::Left), ch('h')],
        "close, or go to the parent; in the details: back to the tree",
    )
    .at(Place::Panes)
    .hint("close", 10, Place::Tree),
    Binding::of(
        Action::Toggle,
        "toggle",
        &[key(KeyCode::Enter), ch(' ')],
        "open what is closed, close what is open; on an item: to its details; in these: to what a field refers to",
    )
    .at(Place::Panes),
    Binding::of(Action::NextSibling, "next-sibling", &[ch('J')], "to the next row of the same parent").at(Place::Tree),
    Binding::of(Action::PreviousSibling, "previous-sibling", &[ch('K')], "to the previous row of the same parent")
        .at(Place::Tree),
    Binding::of(Action::ExpandAll, "expand-all", &[ch('E'), ch('=')], "open everything").at(Place::Tree).hint(
        "expand all",
        12,
        Place::Tree,
    ),
    Binding::of(Action::CollapseAll, "collapse-all", &[ch('C'), ch('-')], "close everything").at(Place::Tree).hint(
        "collapse all",
        13,
        Place::Tree,
    ),
];

const fn by(aspect: Option<Aspect>, name: &'static str, key: &'static [Key], about: &'static str) -> Binding {
    Binding::of(Action::Pivot(aspect), name, key, about).at(Place::Panes)
}

/// Whose keys the footer says together.
const VIEWS: &[Action] = &[
    Action::Pivot(None),
    Action::Pivot(Some(Aspect::Workspace)),
    Action::Pivot(Some(Aspect::Bucket)),
    Action::Pivot(Some(Aspect::Credential)),
    Action::Pivot(Some(Aspect::AiLlm)),
    Action::Pivot(Some(Aspect::Endpoint)),
];

const PIVOTS: &[Binding] = &[
    by(None, "by-repository", &[ch('1')], "by repository: the tree").hint_of(VIEWS, "views", 11, Place::Tree),
    by(Some(Aspect::Workspace), "by-workspace", &[ch('2')], "by workspace, with the repositories in each"),
    by(Some(Aspect::Bucket), "by-bucket", &[ch('3')], "by bucket, with every use of it"),
    by(Some(Aspect::Credential), "by-credential", &[ch('4')], "by credential, with all that have it"),
    by(Some(Aspect::AiLlm), "by-llm", &[ch('5')], "by AI LLM, with every use of it"),
    by(Some(Aspect::Endpoint), "by-endpoint", &[ch('6')], "by endpoint, with all that is reached there"),
];

const SEARCH: &[Binding] = &[
    Binding::of(Action::Search, "search", &[ch('/')], "search: shows what matches until one goes a step back").hint(
        "search",
        5,
        Place::Panes,
    ),
    Binding::of(Action::NextMatch, "next-match", &[ch('n')], "to the next match").at(Place::Panes),
    Binding::of(Action::PreviousMatch, "previous-match", &[ch('N')], "to the previous match").at(Place::Panes),
    Binding::of(
        Action::Sort,
        "sort",
        &[ch('s')],
        "sort repositories by name, created, items, findings, or as they came",
    )
    .at(Place::Panes)
    .hint("sort", 10, Place::Tree),
    Binding::of(Action::ReverseSort, "reverse-sort", &[ch('S')], "turn the order round").at(Place::Panes),
    Binding::of(Action::Findings, "findings", &[ch('!')], "list what is wrong, by rule or by repository")
        .at(Place::Panes)
        .hint("findings", 11, Place::Tree),
    Binding::of(Action::FilterFindings, "filter-findings", &[ch('f')], "only what has findings, and all again")
        .at(Place::Panes),
    Binding::of(Action::Overview, "overview", &[ch('D')], "what there is in figures, each leading to what it counts")
        .at(Place::Panes)
        .hint("overview", 11, Place::Tree),
    Binding::of(Action::Uses, "uses", &[ch('u')], "who else uses this bucket, AI LLM or key").at(Place::Panes),
];

const OBJECT: &[Binding] = &[
    Binding::of(Action::Json, "json", &[ch('t')], "the object's JSON, and back").at(Place::Panes).hint(
        "JSON",
        10,
        Place::Panes,
    ),
    Binding::of(Action::Reveal, "reveal", &[ch('x')], "show the selected object's credentials, and mask them again")
        .at(Place::Panes)
        .hint("reveal", 8, Place::Panes),
    Binding::of(Action::Copy, "copy", &[ch('y')], "copy the value under the cursor: in the tree the object's id")
        .at(Place::Panes)
        .hint("copy", 9, Place::Panes),
    Binding::of(
        Action::CopyOther,
        "copy-other",
        &[ch('Y')],
        "copy a field of it, its JSON, a jq filter or a curl command",
    )
    .at(Place::Panes),
    Binding::of(
        Action::Print,
        "print",
        &[ch('p')],
        "print what was or would be copied on the plain screen; any key returns",
    )
    .at(Place::Panes),
];

const DATA: &[Binding] = &[
    Binding::of(
        Action::Refresh,
        "refresh",
        &[ch('r'), ch('R'), ctrl('r'), key(KeyCode::F(5))],
        "load again; between two tries: try now",
    )
    .hint("refresh", 7, Place::Anywhere),
    Binding::of(Action::Changes, "changes", &[ch('c')], "list what changed since that was last acknowledged").hint(
        "changes",
        6,
        Place::Anywhere,
    ),
    Binding::of(Action::Acknowledge, "acknowledge", &[ch('A')], "acknowledge all changes: from now on others are told"),
    Binding::of(Action::AutoRefresh, "auto-refresh", &[ch('a')], "pause asking again every so often, and go on").hint(
        "pause",
        8,
        Place::Anywhere,
    ),
    Binding::of(Action::Save, "save", &[ctrl('s')], "save what is loaded to a file, credentials masked"),
    Binding::of(Action::Workspace, "workspace", &[ch('w')], "choose a workspace").hint("workspace", 5, Place::Anywhere),
    Binding::of(Action::Profile, "profile", &[ch('P')], "switch to another profile").hint(
        "profile",
        11,
        Place::Anywhere,
    ),
];

const PANES: &[Binding] = &[
    Binding::of(Action::Zoom, "zoom", &[ch('z')], "this pane alone, and both again").at(Place::Panes).hint(
        "both panes",
        4,
        Place::Panes,
    ),
    Binding::of(Action::Grow, "grow", &[ch('+')], "more room for this pane: larger, then alone").at(Place::Panes),
    Binding::of(Action::Shrink, "shrink", &[ch('_')], "less room for it again").at(Place::Panes),
    Binding::of(Action::BorderBack, "border-back", &[ch('<')], "move the border between the panes left or up")
        .at(Place::Panes),
    Binding::of(Action::BorderOn, "border-on", &[ch('>')], "move it right or down").at(Place::Panes),
    Binding::of(Action::Turn, "turn", &[ch('v')], "the panes side by side or one above the other").at(Place::Panes),
];

const PROGRAM: &[Binding] = &[
    Binding::of(Action::Help, "help", &[ch('?'), key(KeyCode::F(1))], "the keys that do something here").hint(
        "help",
        2,
        Place::Anywhere,
    ),
    Binding::of(Action::Palette, "palette", &[ch(':')], "any action by its name").hint("actions", 14, Place::Anywhere),
    Binding::of(
        Action::Back,
        "back",
        &[key(KeyCode::Esc), key(KeyCode::Backspace)],
        "one step back; stops loading and waiting; never quits",
    )
    .hint("tree", 4, Place::Detail),
    Binding::of(Action::Mouse, "mouse", &[ch('m')], "mouse on or off: click, wheel, drag the border"),
    Binding::of(Action::Redraw, "redraw", &[ctrl('l')], "draw the screen anew"),
    Binding::of(Action::Suspend, "suspend", &[ctrl('z')], "back to the shell for a while; `fg` returns"),
    Binding::of(Action::Quit, "quit", &[ch('q')], "quit").hint("quit", 1, Place::Anywhere),
    Binding::of(Action::Interrupt, "interrupt", &[ctrl('c')], "quit, with exit code 130"),
];
