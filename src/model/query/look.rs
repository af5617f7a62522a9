//! A look at one repository: which of its objects a query finds. The repository is read once, and of its items only
//! those whose source does not already tell that they can't match.

use crate::model::json::{self, Value};
use crate::model::kind::{Group, Kind, Node};
use crate::model::query::hits::Hits;
use crate::model::query::seen::Seen;
use crate::model::query::term::{Flag, Term, Test};
use crate::model::query::values::Parts;
use crate::model::query::when::Period;
use crate::model::query::{Context, Query};
use crate::model::time::{self, Instant};

/// A bit for each term.
type Terms = u64;

/// A query ready to be asked of many repositories.
pub(super) struct Look<'q> {
    terms: &'q [Term],
    pub(super) context: &'q Context<'q>,
    pub(super) now: i64,
    /// Those that must be true.
    must: Terms,
    /// Those that must not.
    must_not: Terms,
    /// Those that a repository does not answer for its items.
    own: Terms,
}

/// What is true of one object.
#[derive(Clone, Copy, Default)]
struct Truth {
    /// These terms.
    is: Terms,
    /// And about these it says something itself, so that its repository is not asked.
    told: Terms,
}

impl<'q> Look<'q> {
    pub(super) fn new(query: &'q Query, context: &'q Context<'q>) -> Self {
        let terms = query.terms();
        let those = |is: fn(&Term) -> bool| {
            terms.iter().enumerate().filter(|(_, term)| is(term)).fold(0, |all, (at, _)| all | bit(at))
        };
        Self {
            terms,
            context,
            now: Instant::from(context.now).as_second(),
            must: those(|term| !term.negated),
            must_not: those(|term| term.negated),
            own: those(Term::is_own),
        }
    }

    /// The objects of the repository with this source text, at this position, that match.
    pub(super) fn hits(&self, text: &str, repo: usize) -> Hits {
        let Some((parts, own, inherited)) = self.repository(text, repo) else { return Hits::default() };
        let hits = Hits::new(own, self.all_items(&parts, repo, inherited).collect::<Vec<_>>());
        if self.terms.iter().any(Term::is_of_each) { hits.of_each() } else { hits }
    }

    /// Whether any object of the repository with this source text, at this position, matches.
    pub(super) fn finds(&self, text: &str, repo: usize) -> bool {
        self.repository(text, repo)
            .is_some_and(|(parts, own, inherited)| own || self.all_items(&parts, repo, inherited).next().is_some())
    }

    /// The repository's own values, whether it matches itself, and the terms that its items need not answer for
    /// themselves; nothing where neither it nor any of them may match.
    fn repository<'t>(&self, text: &'t str, repo: usize) -> Option<(Parts<'t>, bool, Terms)> {
        if !self.may_be_in(text) {
            return None;
        }
        let parts = Parts::of(Kind::Repo, text);
        let is = self.truth(Kind::Repo, Node::Repo(repo), &parts, Terms::MAX).is;
        Some((parts, self.holds(is), is & !self.own))
    }

    /// The items of all lists that match, list by list.
    fn all_items(&self, parts: &Parts<'_>, repo: usize, inherited: Terms) -> impl Iterator<Item = (Group, usize)> {
        let groups = Group::ALL.into_iter().filter(move |_| inherited & self.must_not == 0);
        groups.flat_map(move |group| self.items(parts, (repo, group), inherited))
    }

    /// Hands over each object of a repository of which all terms hold, be it through its repository alone.
    pub(super) fn each(&self, text: &str, repo: usize, take: &mut dyn FnMut(&Seen<'_>)) {
        let Some((above, own, inherited)) = self.repository(text, repo) else { return };
        if own {
            take(&Seen { node: Node::Repo(repo), kind: Kind::Repo, parts: &above, above: None, look: self });
        }
        for group in Group::ALL.into_iter().filter(|_| inherited & self.must_not == 0) {
            let kind = group.kind();
            let list = above.outer.spelled(group.members()).map(|(_, list)| Value::of(list));
            let Some(Value::Array(list)) = list else { continue };
            for (index, raw) in json::elements(list).into_iter().enumerate() {
                let (node, parts) = (Node::Item(repo, group, index), Parts::of(kind, raw));
                if self.admits(kind, node, &parts, self.possible(kind, raw), inherited).is_some() {
                    take(&Seen { node, kind, parts: &parts, above: Some(&above), look: self });
                }
            }
        }
    }

    /// The items of a list that match.
    fn items(&self, parts: &Parts<'_>, (repo, group): (usize, Group), inherited: Terms) -> Vec<(Group, usize)> {
        let kind = group.kind();
        let Some((_, list)) = parts.outer.spelled(group.members()) else { return Vec::new() };
        if !self.may_match(self.possible(kind, list), inherited) || !matches!(Value::of(list), Value::Array(_)) {
            return Vec::new();
        }
        let is_hit = |(index, raw): &(usize, &str)| {
            let possible = self.possible(kind, raw);
            self.may_match(possible, inherited) && {
                let node = Node::Item(repo, group, *index);
                let is = self.admits(kind, node, &Parts::of(kind, raw), possible, inherited);
                is.is_some_and(|is| self.must == 0 || is & self.must != 0)
            }
        };
        let items = json::elements(list).into_iter().enumerate();
        items.filter(is_hit).map(|(index, _)| (group, index)).collect()
    }

    /// Whether these truths are all that is asked for.
    const fn holds(&self, is: Terms) -> bool {
        is & self.must == self.must && is & self.must_not == 0
    }

    /// What is true of an item itself, where all terms hold of it or, instead of it, of its repository.
    fn admits(&self, kind: Kind, node: Node, parts: &Parts<'_>, possible: Terms, inherited: Terms) -> Option<Terms> {
        let truth = self.truth(kind, node, parts, possible);
        let all = truth.is | (inherited & !truth.told);
        let holds = all & self.must == self.must && (truth.is | inherited) & self.must_not == 0;
        holds.then_some(truth.is)
    }

    /// Whether a repository may have anything that matches, by the letters of its source.
    fn may_be_in(&self, text: &str) -> bool {
        let sieves = self.terms.iter().filter(|term| !term.negated).filter_map(|term| term.sieve.as_ref());
        sieves.into_iter().all(|sieve| sieve.lets_through(text.as_bytes()))
    }

    /// The terms that may be true of an object of a kind somewhere in a source text.
    fn possible(&self, kind: Kind, source: &str) -> Terms {
        let may_be = |term: &Term| match (&term.test, &term.sieve) {
            (Test::Kind(asked), _) => *asked == kind,
            (_, Some(sieve)) => sieve.lets_through(source.as_bytes()),
            (_, None) => true,
        };
        self.terms.iter().enumerate().filter(|(_, term)| may_be(term)).fold(0, |all, (at, _)| all | bit(at))
    }

    /// Whether an item of which these terms are true at most may match in a repository of which those are true.
    const fn may_match(&self, possible: Terms, inherited: Terms) -> bool {
        (possible | inherited) & self.must == self.must && (self.must == 0 || possible & self.must != 0)
    }

    fn truth(&self, kind: Kind, node: Node, parts: &Parts<'_>, possible: Terms) -> Truth {
        let mut truth = Truth::default();
        for (at, term) in self.terms.iter().enumerate() {
            let (is, told) = self.asked(term, kind, node, parts, possible & bit(at) != 0);
            truth.is |= if is { bit(at) } else { 0 };
            truth.told |= if told { bit(at) } else { 0 };
        }
        truth
    }

    /// Whether a term is true of an object, and whether the object says something about it itself.
    fn asked(&self, term: &Term, kind: Kind, node: Node, parts: &Parts<'_>, is_possible: bool) -> (bool, bool) {
        let is = |is| (is, false);
        match &term.test {
            Test::Field { field, pattern, differs } => {
                let mut values = field.paths(kind).iter().filter_map(|path| parts.shown(kind, path)).peekable();
                let told = values.peek().is_some();
                let is_equal = (is_possible || *differs) && values.any(|value| pattern.is(&value));
                (told && is_equal != *differs, told)
            }
            _ if !is_possible => is(false),
            Test::Word(needle) => is(parts.any(&mut |leaf| leaf.has(needle))),
            Test::Fuzzy(fuzzy) => is(parts.any(&mut |leaf| leaf.has_letters(fuzzy))),
            Test::Kind(asked) => is(*asked == kind),
            Test::Flag(flag) => is(self.flag(*flag, kind, node, parts)),
            Test::Finding(which) => {
                is(self.context.findings.is_some_and(|findings| findings.has(node, which.as_deref())))
            }
            Test::Age(compared, age) => is(created(kind, parts)
                .is_some_and(|created| compared.holds(self.now.saturating_sub(created), Period::at(*age)))),
            Test::Created(compared, period) => {
                is(created(kind, parts).is_some_and(|created| compared.holds(created, *period)))
            }
        }
    }

    pub(super) fn flag(&self, flag: Flag, kind: Kind, node: Node, parts: &Parts<'_>) -> bool {
        let is_true = |path| parts.raw(kind, path).map(Value::of) == Some(Value::Bool(true));
        match (flag, kind) {
            (Flag::Disabled, Kind::Repo) => is_true("disabled"),
            (Flag::Master, Kind::Bucket) => is_true("master"),
            (Flag::Deleted, Kind::AiApiKey) => {
                parts.raw(kind, "deletedAt").is_some_and(|raw| Value::of(raw) != Value::Null)
            }
            (Flag::Shared, _) => self.context.sharing.is_some_and(|sharing| sharing.is_shared(node)),
            (Flag::Disabled | Flag::Master | Flag::Deleted, _) => false,
        }
    }
}

const fn bit(at: usize) -> Terms {
    1 << at
}

/// When an object was created, in seconds since 1970.
pub(super) fn created(kind: Kind, parts: &Parts<'_>) -> Option<i64> {
    let path = match kind {
        Kind::Repo | Kind::ApiKey | Kind::AiApiKey => "createdAt",
        Kind::Bucket => "bucket.createdAt",
        Kind::AiLlm => "aiLlm.createdAt",
    };
    match Value::of(parts.raw(kind, path)?) {
        Value::Text(text) => time::parse(&text).map(Instant::as_second),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
