//! The first line: what it is, what it talks to, which scope, how much, and the state of the data.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;

use crate::app::countdown;
use crate::app::state::{Failed, Fetch, Pause, State};
use crate::app::token::{Renewal, Standing};
use crate::model::inventory::Scope;
use crate::model::jwt::Urgency;
use crate::model::kind::Kind;
use crate::model::snapshot::Kept;
use crate::model::{text, time};
use crate::ui::badge;
use crate::ui::cells;
use crate::ui::frame::Frame;
use crate::ui::theme::Theme;

const PROGRAM: &str = "flashback-tui";
/// Fewer cells than this say nothing of a host.
const LEAST_HOST: usize = 10;

/// What changed is told in words of up to so many cells also where the counts are letters.
const BRIEF: usize = 24;

/// Draws the line.
pub fn draw(state: &State, theme: &Theme, area: Rect, frame: &mut Frame) {
    let area = badge::draw(state, theme, area, frame);
    let width = usize::from(area.width);
    let (status, style) = status(state, theme, width);
    let scope = scope(state);
    let host = if state.about.demo { format!("demo at {}", state.about.host) } else { state.about.host.clone() };
    let [long, short, letters] = [Words::Long, Words::Short, Words::Letters].map(|words| counts(state, words));
    let [news, brief_news, few_news] = news(state, theme);
    let token = token(state, theme);
    // Of a token that lives for long something is said only where there is room.
    let (calm, life) = if token.is_urgent { ("", token.life.as_str()) } else { (token.life.as_str(), "") };
    let used = |parts: &[&str]| parts.iter().map(|part| cells(part)).sum::<usize>();
    let short_scope = if scope == Scope::All.label() { "all" } else { &text::cut(&scope, 14, theme.ellipsis) };
    let beside = used(&[PROGRAM, short_scope, &letters, &brief_news, life]) + text::width(&status.short) + 2;
    let short_host = match width.saturating_sub(beside + 2) {
        0..LEAST_HOST => "",
        room => &text::cut(&host, room, theme.ellipsis),
    };
    let name_without = |part: &String| if part.is_empty() { PROGRAM } else { "" };
    let (name_without_owner, name_without_life) = (name_without(&token.owner), name_without(&token.life));
    // The same facts in ever fewer cells; the first version that fits is drawn. What is counted gets shorter first; the
    // program's name stays until there is room for the shortest counts and the state alone.
    let versions: [(&[&str], &str); 22] = [
        (&[PROGRAM, &host, &scope, &long, &news, &token.owner, life, calm, &token.place], &status.long),
        (&[PROGRAM, &host, &scope, &short, &news, &token.owner, life, calm, &token.place], &status.long),
        (&[PROGRAM, &host, &scope, &long, &news, &token.owner, life, calm], &status.long),
        (&[PROGRAM, &host, &scope, &short, &news, &token.owner, life, calm], &status.long),
        (&[PROGRAM, &host, &scope, &letters, &news, &token.owner, life, calm], &status.long),
        (&[PROGRAM, &host, &scope, &letters, &brief_news, &token.owner, life, calm], &status.long),
        (&[PROGRAM, &host, &scope, &letters, &brief_news, &token.owner, life, calm], &status.short),
        (&[PROGRAM, &host, short_scope, &letters, &brief_news, &token.owner, life, calm], &status.short),
        // Beside what a token says of itself the whole host is worth more than the program's name.
        (&[name_without_owner, &host, short_scope, &letters, &brief_news, &token.owner, life, calm], &status.short),
        (&[PROGRAM, &host, &scope, &letters, &brief_news, life, calm], &status.long),
        (&[PROGRAM, &host, &scope, &letters, &brief_news, life, calm], &status.short),
        (&[PROGRAM, &host, short_scope, &letters, &brief_news, life, calm], &status.short),
        (&[name_without_life, &host, short_scope, &letters, &brief_news, life, calm], &status.short),
        (&[PROGRAM, &host, short_scope, &letters, &brief_news, life], &status.short),
        (&[PROGRAM, short_host, short_scope, &letters, &brief_news, life], &status.short),
        (&[PROGRAM, &letters, &few_news, life], &status.short),
        (&[PROGRAM, &letters, life], &status.short),
        (&[&letters, &few_news, life], &status.short),
        (&[&letters, life], &status.short),
        (&[life], &status.short),
        (&[&letters], &status.short),
        (&[], &status.short),
    ];
    let fits = |(parts, status): &(&[&str], &str)| used(parts) + text::width(status) + 2 <= width;
    let (parts, status) = versions.into_iter().find(fits).unwrap_or((&[], &status.short));
    let mut spans = Vec::new();
    for part in parts.iter().filter(|part| !part.is_empty()) {
        let style = match *part {
            PROGRAM => theme.program,
            part if part == token.life => token.style,
            part if part == news || part == few_news => theme.warning,
            part if [&long, &short, &letters, &token.owner, &token.place].iter().any(|dim| *dim == part) => theme.dim,
            _ => theme.header,
        };
        spans.push(Span::styled(format!(" {part} "), style));
    }
    let used = used(parts);
    let status = text::cut(status, width.saturating_sub(used + 2).max(width.min(1)), theme.ellipsis).into_owned();
    spans.push(Span::raw(text::blanks(width.saturating_sub(used + text::width(&status) + 1))));
    spans.push(Span::styled(status, style));
    cells::put(frame.buffer_mut(), area, &spans);
}

/// The state of the data in a few words, and in fewer.
struct Status {
    long: String,
    short: String,
}

/// Whose token it is and how long it lives, where it says so, and where it comes from.
#[derive(Default)]
struct TokenWords {
    owner: String,
    place: String,
    life: String,
    style: Style,
    is_urgent: bool,
}

fn token(state: &State, theme: &Theme) -> TokenWords {
    let owner = state.token.claims.as_ref().and_then(|claims| claims.owner()).unwrap_or_default();
    let owner = text::cut(owner, 20, theme.ellipsis).into_owned();
    let life = state.token.life(state.screen.now);
    let place = match state.token.place() {
        // The header says already what it talks to.
        Some(_) if state.about.demo => String::new(),
        Some(place) if life.is_some() => place,
        Some(place) => format!("token {place}"),
        None => String::new(),
    };
    let Some(life) = life else { return TokenWords { owner, place, ..TokenWords::default() } };
    let style = match life.urgency {
        Urgency::Calm => theme.dim,
        Urgency::Soon => theme.warning,
        Urgency::Over => theme.bad,
    };
    TokenWords { owner, place, life: life.words, style, is_urgent: life.urgency != Urgency::Calm }
}

/// That the token's source is asked again.
pub(crate) fn looking_for_a_token(state: &State) -> String {
    match state.token.origin.as_str() {
        "" => "looking for a newer token ...".to_owned(),
        origin => format!("asking {origin} for a newer token ..."),
    }
}

/// The cells a part needs with a space on each side; an empty one is left out.
fn cells(part: &str) -> usize {
    if part.is_empty() { 0 } else { text::width(part) + 2 }
}

fn status(state: &State, theme: &Theme, width: usize) -> (Status, Style) {
    let both = |words: String| Status { long: words.clone(), short: words };
    let arrival = state.data.as_ref().and_then(|data| data.arrival.as_ref());
    if let Some(notice) = &state.notice {
        return (both(notice.clone()), theme.warning);
    }
    match &state.fetch {
        Fetch::InFlight(out) => {
            let what = match &state.data {
                Some(data) if data.scope != out.scope => format!("loading {}", out.scope.label()),
                _ => "loading".to_owned(),
            };
            if matches!(out.renewal, Renewal::Reading(_)) {
                return (Status { long: looking_for_a_token(state), short: "new token ...".to_owned() }, theme.warning);
            }
            let words = match out.pause.as_deref() {
                Some(Pause { retrying, until }) => {
                    let left = countdown::left(*until, state.screen.now);
                    both(format!("retrying in {left} s ({} of {})", retrying.attempt, retrying.of))
                }
                None if out.progress.received > 0 => Status {
                    long: format!("{what}, {}", out.progress.long()),
                    // Where the line is short, rather the counts than the rate.
                    short: match width {
                        0..60 => format!("{what}, {}", out.progress.short()),
                        _ => format!("{what}, {}", out.progress.with_rate()),
                    },
                },
                None => both(format!("{what} ...")),
            };
            (words, theme.warning)
        }
        Fetch::Failed(Failed { failure, again, .. }) => {
            let code = failure.status.map_or_else(String::new, |status| format!(" ({status})"));
            let incomplete = state.data.as_ref().is_some_and(|data| data.arrival.is_none());
            let short = format!("{}{code}", if incomplete { "incomplete" } else { "failed" });
            let kept = arrival.map_or_else(String::new, |arrival| format!(", data {}", arrival.told()));
            let next = again.map_or(kept, |again| format!(", trying again in {} s", again.left(state.screen.now)));
            (Status { long: format!("{short}{next}"), short }, theme.bad)
        }
        Fetch::Idle if state.token.standing == Standing::Missing => (both("no token".to_owned()), theme.warning),
        Fetch::Idle => {
            if let Some(kept) = arrival.and_then(|arrival| arrival.rest.kept.as_deref()) {
                return (of_kept(kept, width), theme.warning);
            }
            let at = arrival.map_or_else(String::new, |arrival| time::clock(arrival.at));
            let took = arrival.map_or_else(String::new, |arrival| format!(", {}", time::duration(arrival.took)));
            let auto = state.auto_refresh.words().map_or_else(String::new, |words| format!(", {words}"));
            // That it waits for somebody is said at every width.
            let short = if state.auto_refresh.is_paused { format!("{at}{auto}") } else { at.clone() };
            (Status { long: format!("{at}{took}{auto}"), short }, theme.good)
        }
    }
}

/// How old what was kept is; in a narrow line the day says enough.
fn of_kept(kept: &Kept, width: usize) -> Status {
    let day = kept.as_of.map(time::utc).and_then(|at| Some(at.split_once(' ')?.0.to_owned()));
    let short = match day {
        Some(day) if width < 60 => format!("as of {day}"),
        Some(day) => format!("as of {day}, offline"),
        None => "offline".to_owned(),
    };
    Status { long: format!("{}, offline", kept.age()), short }
}

/// What was asked for. A file need not have them all.
fn scope(state: &State) -> String {
    match state.data.as_ref().map_or(&state.wanted, |data| &data.scope) {
        Scope::All if state.about.offline.is_some() => String::new(),
        scope => scope.label().into_owned(),
    }
}

/// How a count says what it counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    Long,
    Short,
    /// One letter each; the help explains them.
    Letters,
}

/// How many there are of each kind.
fn counts(state: &State, words: Words) -> String {
    let Some(data) = &state.data else { return String::new() };
    let one = |kind: Kind| {
        let total = data.inventory.total(kind);
        match words {
            Words::Long => format!("{total} {}", kind.counted(total)),
            Words::Short => format!("{total} {}", short_noun(kind, total)),
            Words::Letters => format!("{total}{}", letter(kind)),
        }
    };
    Kind::ALL.map(one).join(" ")
}

/// What changed: in words, in words where these are few, and in numbers behind marks.
fn news(state: &State, theme: &Theme) -> [String; 3] {
    let Some(tally) = state.data.as_ref().map(|data| data.since.tally()) else { return Default::default() };
    let words = tally.words(short_noun).join(", ");
    let sum = |counts: [u32; 5]| counts.into_iter().sum::<u32>();
    let others = tally.disabled + tally.moved + tally.changed;
    let counts = [(theme.added, sum(tally.added)), ("-", sum(tally.removed)), (theme.changed, others)];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0).map(|(mark, count)| format!("{mark}{count}"));
    let numbers = counts.collect::<Vec<_>>().join(" ");
    let brief = if text::width(&words) <= BRIEF { words.clone() } else { numbers.clone() };
    [words, brief, numbers]
}

const fn letter(kind: Kind) -> char {
    match kind {
        Kind::Repo => 'R',
        Kind::Bucket => 'B',
        Kind::ApiKey => 'K',
        Kind::AiLlm => 'L',
        Kind::AiApiKey => 'A',
    }
}

const fn short_noun(kind: Kind, count: u64) -> &'static str {
    match (kind, count) {
        (Kind::Repo, 1) => "repo",
        (Kind::Repo, _) => "repos",
        (Kind::Bucket, 1) => "bucket",
        (Kind::Bucket, _) => "buckets",
        (Kind::ApiKey, 1) => "key",
        (Kind::ApiKey, _) => "keys",
        (Kind::AiLlm, 1) => "LLM",
        (Kind::AiLlm, _) => "LLMs",
        (Kind::AiApiKey, 1) => "AI key",
        (Kind::AiApiKey, _) => "AI keys",
    }
}
