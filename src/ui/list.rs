//! A list over both panes: the findings, who uses what, or what changed. Only what is in sight is made.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use crate::app::action::Action;
use crate::app::fetching;
use crate::app::findings::mark;
use crate::app::layout::{inner, is_bordered};
use crate::app::list::{self, ListPane, What};
use crate::app::state::{Dataset, State};
use crate::app::uses;
use crate::model::findings::{self, Analyzed, Explainer, Finding, Grouping, Severity, Tally};
use crate::model::kind::Kind;
use crate::model::sheet::Sheet;
use crate::model::text;
use crate::model::usage::{Thing, Use, text_of, titles};
use crate::ui::cache::ViewCache;
use crate::ui::changes;
use crate::ui::frame::Frame;
use crate::ui::theme::Theme;

/// The widest the column of names gets.
const NAMES: usize = 44;

/// Draws the list.
pub fn draw(pane: &ListPane, state: &State, theme: &Theme, cache: &mut ViewCache, frame: &mut Frame) {
    let area = list::area(state.screen.size);
    let count = state.data.as_ref().map_or(0, |data| pane.what.lines(data));
    let position = if count == 0 { String::new() } else { format!("{}/{count}", pane.at + 1) };
    let room = usize::from(area.width).saturating_sub(text::width(&position) + 7);
    let title = title(pane, state);
    super::overlay(theme, &text::cut(&title, room, theme.ellipsis), &position, area, frame);
    scope(state, theme, area, frame);
    let body = inner(area);
    let (width, height) = (usize::from(body.width), usize::from(body.height));
    let Some((data, mut line)) = state
        .data
        .as_ref()
        .filter(|_| count > 0)
        .and_then(|data| Some((data, maker(&pane.what, state, data, theme, width)?)))
    else {
        nothing(pane, state, theme, body, frame);
        return;
    };
    let top = pane.top.min(count.saturating_sub(height));
    let range = top..(top + height).min(count);
    let key = (&pane.what, data.revision, body.width, state.as_of());
    let shown = cache.list(key, range, &mut *line);
    let select = |(at, line): (usize, Line<'static>)| {
        if at != pane.at {
            return line;
        }
        let words: String = line.spans.iter().map(|span| span.content.as_ref()).collect();
        Line::styled(text::pad(&words, width), theme.selected)
    };
    frame.render_widget(Paragraph::new(shown.into_iter().map(select).collect::<Vec<_>>()), body);
}

/// How far all that is listed goes, in the lower border.
fn scope(state: &State, theme: &Theme, area: Rect, frame: &mut Frame) {
    let is_offline = state.about.offline.is_some();
    let words = if is_offline { " as far as its token saw " } else { " as far as this token sees " };
    if is_bordered(area) && usize::from(area.width) > words.len() + 3 {
        frame.buffer_mut().set_string(area.x + 2, area.bottom() - 1, words, theme.dim);
    }
}

/// What makes the lines of what is listed; `None` where that is not known yet.
fn maker<'a>(
    what: &'a What,
    state: &'a State,
    data: &'a Dataset,
    theme: &'a Theme,
    width: usize,
) -> Option<Box<dyn FnMut(usize) -> Line<'static> + 'a>> {
    if *what == What::Changes {
        let mut lines = changes::Lines::new(state, data, theme, width);
        return Some(Box::new(move |at| lines.line(at)));
    }
    let analyzed = data.analyzed.as_deref()?;
    let (rules, now) = (&state.rules, state.as_of());
    let explainer = Explainer::new(&data.inventory, &analyzed.usage, &rules.fingerprints, &rules.policy, now);
    let mut lines = Lines { data, analyzed, explainer, theme, width };
    Some(Box::new(move |at| lines.line(what, at)))
}

fn nothing(pane: &ListPane, state: &State, theme: &Theme, area: Rect, frame: &mut Frame) {
    let is_known = state.data.as_ref().is_some_and(|data| data.analyzed.is_some());
    let is_whole = state.data.as_ref().is_some_and(|data| data.arrival.is_some());
    let words = match pane.what {
        What::Changes => "Being compared.".to_owned(),
        What::Findings(_) | What::Uses(_) if is_known => "Nothing was found, as far as this token sees.".to_owned(),
        What::Findings(_) | What::Uses(_) if is_whole => "Being counted.".to_owned(),
        What::Findings(_) | What::Uses(_) if fetching::is_cut_short(state) => not_whole(state),
        What::Findings(_) | What::Uses(_) => "Counted once everything has come.".to_owned(),
    };
    let lines = text::wrap(words.trim_end(), usize::from(area.width.saturating_sub(2)).max(1)).into_iter();
    let lines: Vec<Line<'_>> = lines.map(|line| Line::styled(format!(" {line}"), theme.dim)).collect();
    frame.render_widget(Paragraph::new(lines), area);
}

/// Why nothing of what came is counted.
pub(super) fn not_whole(state: &State) -> String {
    let again = state.keymap.says(&[(Action::Refresh, "loads it again")]);
    format!("What came is not whole, so nothing is counted. {again}")
}

/// What is listed, and how much of it there is.
fn title(pane: &ListPane, state: &State) -> String {
    match &pane.what {
        What::Changes => {
            let tally = state.data.as_ref().map(|data| data.since.tally().words(Kind::counted)).unwrap_or_default();
            let counts = if tally.is_empty() { String::new() } else { format!(": {}", tally.join(", ")) };
            format!("Changes{counts}")
        }
        What::Uses(_) => "Who uses it".to_owned(),
        What::Findings(grouping) => {
            let by = match grouping {
                Grouping::Rule => "by rule",
                Grouping::Repository => "by repository",
            };
            let Some(findings) = state.data.as_ref().and_then(list::findings_of) else {
                return format!("Findings {by}");
            };
            let counts = Severity::ALL.into_iter().zip(findings.totals()).filter(|(_, count)| *count > 0);
            let counts: Vec<String> = counts.map(|(severity, count)| format!("{count} {}", severity.name())).collect();
            let counts = if counts.is_empty() { String::new() } else { format!(": {}", counts.join(", ")) };
            format!("Findings {by}{counts}")
        }
    }
}

/// Makes lines of what is listed.
struct Lines<'a> {
    data: &'a Dataset,
    analyzed: &'a Analyzed,
    explainer: Explainer<'a>,
    theme: &'a Theme,
    width: usize,
}

impl Lines<'_> {
    fn line(&mut self, what: &What, at: usize) -> Line<'static> {
        match what {
            What::Findings(grouping) => match self.analyzed.findings.line(*grouping, at) {
                None => Line::default(),
                Some(findings::Line::Rule(rule, tally)) => {
                    let spec = rule.spec();
                    self.heading(tally, spec.id, spec.meaning)
                }
                Some(findings::Line::Repository(repo, tally)) => {
                    let name = self.repository(repo);
                    self.heading(tally, &name, "")
                }
                Some(findings::Line::Finding(finding)) => self.finding(finding, *grouping),
            },
            What::Uses(uses) => match uses.line(at) {
                None => Line::default(),
                Some(uses::Line::Heading(words)) => {
                    // The figures are what is asked for: the name gives way first.
                    let fits = words.iter().find(|words| text::width(words) < self.width).or_else(|| words.last());
                    let words = fits.map_or("", String::as_str);
                    Line::styled(self.cut(&format!(" {words}")), self.theme.heading)
                }
                Some(uses::Line::User(thing, at)) => self.user(thing, at),
            },
            // Theirs are made elsewhere.
            What::Changes => Line::default(),
        }
    }

    fn heading(&self, tally: Tally, name: &str, about: &str) -> Line<'static> {
        let badge = text::pad(&format!(" {}{}", mark(tally.worst), tally.count), 6);
        let name = text::cut(&format!("{badge} {name}"), self.width, self.theme.ellipsis).into_owned();
        let room = self.width.saturating_sub(text::width(&name) + 2);
        let about = if about.is_empty() || room < 8 { String::new() } else { format!("  {about}") };
        let about = text::cut(&about, room + 2, self.theme.ellipsis).into_owned();
        let style = self.theme.severity(tally.worst);
        let (badge, name) = name.split_at_checked(badge.len()).unwrap_or((&name, ""));
        let [before, badge, after] = padded(badge);
        Line::from(vec![
            Span::raw(before),
            Span::styled(badge, style),
            Span::raw(after),
            Span::styled(name.to_owned(), self.theme.heading),
            Span::styled(about, self.theme.dim),
        ])
    }

    fn finding(&mut self, finding: &Finding, grouping: Grouping) -> Line<'static> {
        let Some(told) = self.explainer.explain(finding) else { return Line::default() };
        let name = match (grouping, told.kind) {
            (Grouping::Rule, Kind::Repo) => told.repo,
            (Grouping::Rule, _) => format!("{} / {}", told.repo, told.name),
            (Grouping::Repository, Kind::Repo) => "itself".to_owned(),
            (Grouping::Repository, kind) => format!("{} {}", kind.noun(), told.name),
        };
        let style = self.theme.severity(finding.severity);
        let words = match grouping {
            Grouping::Rule => told.message,
            Grouping::Repository => format!("{}: {}", finding.rule.spec().id, told.message),
        };
        columns((mark(finding.severity), style), &name, &words, self.theme, self.width)
    }

    fn user(&self, thing: Thing, at: usize) -> Line<'static> {
        let user = self.analyzed.usage.user(thing, at, &self.data.inventory);
        let told = user.and_then(|user| {
            let (_, text) = self.data.inventory.document().get(user.node.repo())?;
            Use::of(user, &Sheet::of(text))
        });
        let Some(told) = told else { return Line::default() };
        let repo = if told.repo.is_empty() { told.repo_id } else { told.repo };
        let name = if told.name.is_empty() { told.id } else { told.name };
        let role = if told.role.is_empty() { String::new() } else { format!(", {}", told.role) };
        let words = if told.kind == Kind::Repo { String::new() } else { format!("{} {name}{role}", told.kind.noun()) };
        columns(("", self.theme.dim), &repo, &words, self.theme, self.width)
    }

    /// What a repository is called: its name, else its id.
    fn repository(&self, repo: usize) -> String {
        let Some((_, text)) = self.data.inventory.document().get(repo) else { return String::new() };
        let sheet = Sheet::of(text);
        let (names, ids) = titles(Kind::Repo);
        let mut told = [names, ids].into_iter().map(|places| text_of(&sheet.repo(), places));
        told.find(|text| !text.trim().is_empty()).unwrap_or_else(|| format!("repository {}", repo + 1))
    }

    fn cut(&self, words: &str) -> String {
        text::cut(words, self.width, self.theme.ellipsis).into_owned()
    }
}

/// A mark, a name and what is said of it.
pub(super) fn columns(
    (mark, style): (&'static str, Style),
    name: &str,
    words: &str,
    theme: &Theme,
    width: usize,
) -> Line<'static> {
    let [before, mark, after] = padded(&text::pad(&format!("   {mark}"), 6));
    let names = NAMES.min(width.saturating_sub(6) * 2 / 5);
    let name = text::pad(&text::cut(name, names, theme.ellipsis), names);
    let room = width.saturating_sub(6 + names + 2);
    let words = text::cut(words, room, theme.ellipsis).into_owned();
    Line::from(vec![
        Span::raw(before),
        Span::styled(mark, style),
        Span::raw(after),
        Span::raw(name),
        Span::raw(format!("  {words}")),
    ])
}

/// The blanks before a mark, the mark, and the blanks behind it, which have no style: reversed they would touch the name.
pub(super) fn padded(mark: &str) -> [String; 3] {
    let start = mark.len() - mark.trim_start().len();
    let (before, rest) = mark.split_at_checked(start).unwrap_or(("", mark));
    let (mark, after) = rest.split_at_checked(rest.trim_end().len()).unwrap_or((rest, ""));
    [before, mark, after].map(str::to_owned)
}
