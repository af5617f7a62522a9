//! The count itself, some repositories at a time.

use jiff::Timestamp;

use crate::model::findings::{Insight, Severity};
use crate::model::inventory::Inventory;
use crate::model::kind::Kind;
use crate::model::overview::tally::{Listed, Tally};
use crate::model::overview::{Line, Overview, Panel, Topic};
use crate::model::query::{self, Field, Flag, Query, Seen};
use crate::model::text;
use crate::model::time::DAY;

/// More values than this are told as others.
const MOST_VALUES: usize = 10;
/// So many repositories are looked at in one step: a few milliseconds.
const STEP: usize = 128;
/// So many of those that are listed most often are told.
const MOST_SHARED: usize = 5;

/// A field whose values are counted, with the name of its term.
struct Facet {
    topic: Topic,
    kind: Kind,
    field: Field,
    term: &'static str,
}

const fn facet(title: &'static str, slug: &'static str, kind: Kind, field: Field, term: &'static str) -> Facet {
    Facet { topic: Topic { title, slug }, kind, field, term }
}

const FACETS: [Facet; 8] = [
    facet("Storage types of repositories", "repo-storage-type", Kind::Repo, Field::Type, "type"),
    facet("Modes of repositories", "mode", Kind::Repo, Field::Mode, "mode"),
    facet("Storage types of buckets", "bucket-storage-type", Kind::Bucket, Field::Type, "type"),
    facet("Status of buckets", "status", Kind::Bucket, Field::Status, "status"),
    facet("Regions of buckets", "region", Kind::Bucket, Field::Region, "region"),
    facet("Access types of API keys", "access", Kind::ApiKey, Field::Access, "access"),
    facet("Providers of AI LLMs", "ai-llm-provider", Kind::AiLlm, Field::Provider, "provider"),
    facet("Providers of AI API keys", "ai-api-key-provider", Kind::AiApiKey, Field::Provider, "provider"),
];

const OBJECTS: Topic = Topic { title: "Objects", slug: "objects" };
const FINDINGS: Topic = Topic { title: "Objects with findings", slug: "findings" };

/// What an object of a kind can be, in words and as a term has it.
const FLAGS: [(Kind, Flag, &str, &str); 3] = [
    (Kind::Repo, Flag::Disabled, "disabled repositories", "is:disabled"),
    (Kind::Bucket, Flag::Master, "master buckets", "is:master"),
    (Kind::AiApiKey, Flag::Deleted, "deleted AI API keys", "is:deleted"),
];

/// The kinds whose ages are counted.
const AGED: [(Kind, Topic); 2] = [
    (Kind::ApiKey, Topic { title: "Age of API keys", slug: "api-key-age" }),
    (Kind::AiApiKey, Topic { title: "Age of AI API keys", slug: "ai-api-key-age" }),
];

/// Ages in words, the last second that counts, and the terms for them.
const AGES: [(&str, i64, &str); 7] = [
    ("up to 30 days", 30 * DAY, "age<=30d"),
    ("up to 90 days", 90 * DAY, "age>30d age<=90d"),
    ("up to 180 days", 180 * DAY, "age>90d age<=180d"),
    ("up to 1 year", 365 * DAY, "age>180d age<=365d"),
    ("up to 2 years", 730 * DAY, "age>365d age<=730d"),
    ("more than 2 years", i64::MAX, "age>730d"),
    ("without a date", i64::MAX, "!age<=0s !age>0s"),
];

/// The kinds that several repositories may use.
const SHARED: [(Kind, Topic); 2] = [
    (Kind::Bucket, Topic { title: "Most shared buckets", slug: "shared-bucket" }),
    (Kind::AiLlm, Topic { title: "Most shared AI LLMs", slug: "shared-ai-llm" }),
];

/// A count under way.
#[derive(Debug, Clone)]
pub struct Survey {
    within: Query,
    now: Timestamp,
    /// How many segments were looked at, how many repositories of the next one, and how many of all.
    segments: usize,
    of_next: usize,
    repos: usize,
    counts: Counts,
}

#[derive(Debug, Clone, Default)]
struct Counts {
    /// In the order of [`Kind::ALL`].
    kinds: [u64; 5],
    /// In the order of [`FLAGS`].
    flags: [u64; 3],
    /// In the order of [`FACETS`].
    values: [Tally; FACETS.len()],
    /// In the order of [`AGED`] and [`AGES`].
    ages: [[u64; AGES.len()]; 2],
    /// In the order of [`SHARED`].
    listed: [Listed; 2],
    /// In the order of [`Severity::ALL`].
    severities: [u64; 4],
}

impl Survey {
    /// A count that has not looked at anything yet, of what a query finds or whose repository it finds; ages are as
    /// they are at `now`.
    pub fn new(within: Query, now: Timestamp) -> Self {
        Self { within, now, segments: 0, of_next: 0, repos: 0, counts: Counts::default() }
    }

    /// The overview of a whole inventory.
    pub fn of(inventory: &Inventory, within: Query, insight: &Insight<'_>, now: Timestamp) -> Overview {
        let mut survey = Self::new(within, now);
        while survey.step(inventory, insight) {}
        survey.told(inventory, insight)
    }

    /// Within what it counts.
    pub const fn within(&self) -> &Query {
        &self.within
    }

    /// Counts the next few repositories; false when there were none.
    pub fn step(&mut self, inventory: &Inventory, insight: &Insight<'_>) -> bool {
        let Some(segment) = inventory.document().segments().get(self.segments) else { return false };
        let context = insight.context(self.now);
        let is_analyzed = context.findings.is_some();
        let counts = &mut self.counts;
        let rest = segment.entries.get(self.of_next..).unwrap_or_default();
        let some = rest.get(..STEP).unwrap_or(rest);
        for (repo, entry) in (self.repos..).zip(some) {
            self.within.each(segment.text(entry), repo, &context, &mut |seen| counts.add(seen, is_analyzed));
        }
        self.repos += some.len();
        self.of_next += some.len();
        if some.len() == rest.len() {
            (self.segments, self.of_next) = (self.segments + 1, 0);
        }
        true
    }

    /// What was counted so far.
    pub fn told(&self, inventory: &Inventory, insight: &Insight<'_>) -> Overview {
        let counts = &self.counts;
        let context = insight.context(self.now);
        let mut panels = vec![counts.objects()];
        if context.findings.is_some() {
            panels.push(counts.findings());
        }
        panels.extend(FACETS.iter().zip(&counts.values).map(|(facet, tally)| counts.facet(facet, tally)));
        for ((kind, topic), ages) in AGED.into_iter().zip(&counts.ages) {
            panels.push(counts.ages(kind, topic, ages));
        }
        let text = |repo| inventory.document().get(repo).map_or(&[][..], |(_, text)| text);
        for ((kind, topic), listed) in SHARED.into_iter().zip(&counts.listed) {
            let lines = listed.most(kind, MOST_SHARED, &context, &text).into_iter().map(|shared| {
                let query = format!("kind:{} {}", kind.slug(), query::term("id", &shared.id));
                Line { label: shared.label, count: shared.count, of: 0, query }
            });
            panels.push(Panel { topic, lines: lines.collect() });
        }
        panels.retain(|panel| !panel.lines.is_empty());
        Overview { within: self.within.text().trim().to_owned(), panels }
    }
}

impl Counts {
    fn add(&mut self, seen: &Seen<'_>, is_analyzed: bool) {
        add_at(&mut self.kinds, place(seen.kind));
        for ((kind, flag, ..), count) in FLAGS.iter().zip(&mut self.flags) {
            *count += u64::from(seen.kind == *kind && seen.is(*flag));
        }
        for (facet, tally) in FACETS.iter().zip(&mut self.values).filter(|(facet, _)| facet.kind == seen.kind) {
            let mut is_told = false;
            seen.values(facet.field, &mut |value| {
                is_told = true;
                tally.add(value);
            });
            tally.none += u64::from(!is_told);
        }
        for (_, ages) in AGED.iter().zip(&mut self.ages).filter(|((kind, _), _)| *kind == seen.kind) {
            let without = AGES.len() - 1;
            let at = seen.age().map_or(Some(without), |age| AGES.iter().position(|(_, last, _)| age <= *last));
            add_at(ages, at.unwrap_or(without));
        }
        for (_, listed) in SHARED.iter().zip(&mut self.listed).filter(|((kind, _), _)| *kind == seen.kind) {
            listed.add(seen);
        }
        for (severity, count) in Severity::ALL.iter().zip(&mut self.severities).filter(|_| is_analyzed) {
            *count += u64::from(seen.has_finding(severity.name()));
        }
    }

    fn total(&self, kind: Kind) -> u64 {
        self.kinds.get(place(kind)).copied().unwrap_or_default()
    }

    fn objects(&self) -> Panel {
        let kinds = Kind::ALL.into_iter().map(|kind| {
            let count = self.total(kind);
            let query = format!("kind:{}", kind.slug());
            Line { label: kind.counted(count).to_owned(), count, of: 0, query }
        });
        let flags = FLAGS.into_iter().zip(self.flags).map(|((kind, _, label, term), count)| {
            let query = format!("kind:{} {term}", kind.slug());
            Line { label: label.to_owned(), count, of: self.total(kind), query }
        });
        Panel { topic: OBJECTS, lines: kinds.chain(flags).collect() }
    }

    fn findings(&self) -> Panel {
        let of = self.kinds.iter().sum();
        let lines = Severity::ALL.into_iter().zip(self.severities).map(|(severity, count)| {
            let label = severity.name().to_owned();
            Line { query: format!("has:finding:{label}"), label, count, of }
        });
        Panel { topic: FINDINGS, lines: lines.collect() }
    }

    fn facet(&self, facet: &Facet, tally: &Tally) -> Panel {
        let Facet { topic, kind, term, .. } = *facet;
        let (slug, of) = (kind.slug(), self.total(kind));
        let all = tally.sorted();
        let (told, more) = all.split_at_checked(MOST_VALUES).unwrap_or((&all, &[]));
        let line = |label: String, count, query| Line { label, count, of, query };
        let mut lines: Vec<Line> = Vec::new();
        for (value, count) in told {
            let label = if text::blank(value) { "(empty)".to_owned() } else { text::shown(value).into_owned() };
            lines.push(line(label, *count, format!("kind:{slug} {}", query::term(term, value))));
        }
        let others = tally.others + more.iter().map(|(_, count)| count).sum::<u64>();
        if others > 0 {
            // Those that have the field, and something else in it.
            let differs = told.iter().map(|(value, _)| format!(" {}", query::term(term, value).replacen(':', ":!", 1)));
            let differs: String = differs.collect();
            let any = if told.is_empty() { format!(" {term}:*") } else { String::new() };
            lines.push(line("others".to_owned(), others, format!("kind:{slug}{differs}{any}")));
        }
        if tally.none > 0 {
            lines.push(line("not told".to_owned(), tally.none, format!("kind:{slug} !{term}:*")));
        }
        Panel { topic, lines }
    }

    fn ages(&self, kind: Kind, topic: Topic, ages: &[u64]) -> Panel {
        let of = self.total(kind);
        let lines = AGES.iter().zip(ages).enumerate().map(|(at, ((label, _, terms), count))| {
            let query = format!("kind:{} {terms}", kind.slug());
            (at, Line { label: (*label).to_owned(), count: *count, of, query })
        });
        // Every age is a step of the histogram; that there is none is told where it is so.
        let is_told = |(at, line): &(usize, Line)| of > 0 && (*at + 1 < AGES.len() || line.count > 0);
        Panel { topic, lines: lines.filter(is_told).map(|(_, line)| line).collect() }
    }
}

/// The position of a kind in [`Kind::ALL`].
fn place(kind: Kind) -> usize {
    kind.group().map_or(0, |group| group.index() + 1)
}

fn add_at(counts: &mut [u64], at: usize) {
    if let Some(count) = counts.get_mut(at) {
        *count += 1;
    }
}
