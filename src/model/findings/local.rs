//! The rules that look at one repository alone.

use jiff::Timestamp;

use crate::model::findings::{Policy, Rule, Severity};
use crate::model::kind::{Group, Kind, Node};
use crate::model::sheet::{Came, Cell, Reference, Row, Sheet, place};
use crate::model::time::{self, Instant};
use crate::model::usage::is_whole;

/// A time this little ahead is a clock that is wrong, not a future.
const SKEW: i64 = 5 * 60;
const DAY: i64 = 24 * 60 * 60;

/// Words of a bucket's status that say it is not active.
const INACTIVE: [&str; 9] =
    ["INACTIVE", "DISABLED", "ERROR", "FAILED", "OFFLINE", "DISCONNECTED", "SUSPENDED", "DELETED", "UNAVAILABLE"];

/// Where the fields of items stand that rules look at.
pub(in crate::model) mod at {
    use super::{Kind, place};

    pub(crate) const MODE: usize = place(Kind::Repo, "mode");
    pub(crate) const DISABLED: usize = place(Kind::Repo, "disabled");
    pub(crate) const REPO_ID: usize = place(Kind::Repo, "id");
    pub(crate) const REPO_NAME: usize = place(Kind::Repo, "name");
    pub(crate) const REPO_WORKSPACE: usize = place(Kind::Repo, "workspaceId");
    pub(crate) const MASTER: usize = place(Kind::Bucket, "master");
    pub(crate) const FOLDER: usize = place(Kind::Bucket, "folder");
    pub(crate) const STATUS: usize = place(Kind::Bucket, "bucket.status");
    pub(crate) const BUCKET_ID: usize = place(Kind::Bucket, "bucketId");
    pub(crate) const BUCKET_OWN_ID: usize = place(Kind::Bucket, "bucket.id");
    pub(crate) const LLM_ID: usize = place(Kind::AiLlm, "aiLlmId");
    pub(crate) const LLM_OWN_ID: usize = place(Kind::AiLlm, "aiLlm.id");
    pub(crate) const LLM_KEY: usize = place(Kind::AiLlm, "aiLlm.key");
    pub(crate) const ACCESS: usize = place(Kind::ApiKey, "accessType");
    pub(crate) const DELETED: usize = place(Kind::AiApiKey, "deletedAt");
    pub(crate) const FOR_REPO: usize = place(Kind::AiApiKey, "repoId");

    /// Where each kind has what all have.
    pub(crate) const fn created(kind: Kind) -> usize {
        const PLACES: [usize; 5] = [
            place(Kind::Repo, "createdAt"),
            place(Kind::Bucket, "bucket.createdAt"),
            place(Kind::ApiKey, "createdAt"),
            place(Kind::AiLlm, "aiLlm.createdAt"),
            place(Kind::AiApiKey, "createdAt"),
        ];
        let [repo, bucket, key, llm, of_ai] = PLACES;
        match kind {
            Kind::Repo => repo,
            Kind::Bucket => bucket,
            Kind::ApiKey => key,
            Kind::AiLlm => llm,
            Kind::AiApiKey => of_ai,
        }
    }

    pub(crate) const fn key(kind: Kind) -> usize {
        match kind {
            Kind::Repo => usize::MAX,
            Kind::Bucket => const { place(Kind::Bucket, "bucket.key") },
            Kind::ApiKey => const { place(Kind::ApiKey, "key") },
            Kind::AiLlm => LLM_KEY,
            Kind::AiApiKey => const { place(Kind::AiApiKey, "key") },
        }
    }

    pub(crate) const fn endpoint(kind: Kind) -> usize {
        match kind {
            Kind::Bucket => const { place(Kind::Bucket, "bucket.endpoint") },
            Kind::AiLlm => const { place(Kind::AiLlm, "aiLlm.endpoint") },
            Kind::Repo | Kind::ApiKey | Kind::AiApiKey => usize::MAX,
        }
    }

    pub(crate) const fn workspace(kind: Kind) -> usize {
        match kind {
            Kind::Repo => REPO_WORKSPACE,
            Kind::Bucket => const { place(Kind::Bucket, "bucket.workspaceId") },
            Kind::AiLlm => const { place(Kind::AiLlm, "aiLlm.workspaceId") },
            Kind::ApiKey | Kind::AiApiKey => usize::MAX,
        }
    }
}

/// What the rules are asked with.
pub(super) struct Terms {
    /// Before this second a key is old.
    oldest: i64,
    /// After this second a time lies ahead.
    latest: i64,
}

impl Terms {
    pub(super) fn new(policy: &Policy, now: Timestamp) -> Self {
        let now = now.as_second();
        Self { oldest: now - i64::from(policy.max_key_age) * DAY, latest: now + SKEW }
    }
}

/// Asks every rule about a repository and its items.
pub(super) fn check(sheet: &Sheet<'_>, repo: usize, terms: &Terms, found: &mut dyn FnMut(Rule, Severity, Node)) {
    let row = sheet.repo();
    of_repository(sheet, &row, &mut |rule, severity| found(rule, severity, Node::Repo(repo)));
    of_any(&row, terms, &mut |rule, severity| found(rule, severity, Node::Repo(repo)));
    for group in Group::ALL {
        for (index, item) in sheet.items(group).enumerate() {
            let mut found = |rule, severity| found(rule, severity, Node::Item(repo, group, index));
            of_item(sheet, &row, &item, terms, &mut found);
            of_any(&item, terms, &mut found);
        }
    }
}

type Found<'f> = &'f mut dyn FnMut(Rule, Severity);

fn of_repository(sheet: &Sheet<'_>, repo: &Row<'_, '_>, found: Found<'_>) {
    let is_list = |group| sheet.came(group) == Came::List;
    let is_none = |group| matches!(sheet.came(group), Came::List | Came::Null) && sheet.items(group).len() == 0;
    if is_mirror(repo) && is_list(Group::Buckets) && masters(sheet) != 1 {
        found(Rule::MirrorMasterCount, Severity::High);
    }
    if repo.is(at::DISABLED) && live_keys(sheet) != [0, 0] {
        found(Rule::DisabledLiveKeys, Severity::High);
    }
    if is_none(Group::Buckets) && sheet.items(Group::AiLlms).len() == 0 {
        found(Rule::NoBucket, Severity::Info);
    }
    if sheet.items(Group::Buckets).len() > 0 && is_none(Group::ApiKeys) {
        found(Rule::NoKey, Severity::Info);
    }
}

fn of_item(sheet: &Sheet<'_>, repo: &Row<'_, '_>, item: &Row<'_, '_>, terms: &Terms, found: Found<'_>) {
    let is_deleted = item.kind == Kind::AiApiKey && is_set(item.cell(at::DELETED));
    // What a key's age counts from is nothing without a key.
    let has_key = matches!(item.kind, Kind::ApiKey | Kind::AiApiKey) || item.text(at::key(item.kind)).is_some();
    let created = if has_key && !is_deleted { item.text(at::created(item.kind)).and_then(second) } else { None };
    if created.is_some_and(|created| created < terms.oldest) {
        found(Rule::KeyAge, Severity::Medium);
    }
    if item.text(at::endpoint(item.kind)).is_some_and(is_plaintext) {
        found(Rule::PlaintextEndpoint, Severity::High);
    }
    let workspaces = repo.text(at::REPO_WORKSPACE).zip(item.text(at::workspace(item.kind)));
    if workspaces.is_some_and(|(own, other)| own != other) {
        found(Rule::CrossWorkspace, Severity::Medium);
    }
    if item.reference != Reference::Good || is_for_another(repo, item) {
        found(Rule::DanglingRef, Severity::Medium);
    }
    match item.kind {
        Kind::Bucket => match item.text(at::STATUS).map(str::trim) {
            Some(status) if INACTIVE.iter().any(|word| word.eq_ignore_ascii_case(status)) => {
                found(Rule::BucketNotActive, Severity::Medium);
            }
            Some(status) if !status.eq_ignore_ascii_case("ACTIVE") => found(Rule::BucketNotActive, Severity::Info),
            _ => {}
        },
        Kind::ApiKey if is_admin(item) => {
            let severity = if lesser_keys(sheet) == 0 { Severity::Medium } else { Severity::Low };
            found(Rule::AdminKey, severity);
        }
        Kind::AiLlm => {
            if let Some(key) = item.text(at::LLM_KEY) {
                found(Rule::PlaintextLlmKey, if is_whole(key) { Severity::High } else { Severity::Info });
            }
        }
        Kind::AiApiKey if is_deleted => found(Rule::SoftDeletedKey, Severity::Info),
        Kind::Repo | Kind::ApiKey | Kind::AiApiKey => {}
    }
}

fn of_any(row: &Row<'_, '_>, terms: &Terms, found: Found<'_>) {
    if bad_dates(row, terms).next().is_some() {
        found(Rule::BadDate, Severity::Info);
    }
    if row.problems > 0 {
        found(Rule::UndecodableItem, Severity::Info);
    }
}

/// The dates of an object that cannot be right: in which field, what stands there, and why.
pub(super) fn bad_dates<'s>(
    row: &Row<'s, '_>,
    terms: &Terms,
) -> impl Iterator<Item = (&'static str, &'s str, &'static str)> {
    let latest = terms.latest;
    let deleted = if row.kind == Kind::AiApiKey { at::DELETED } else { usize::MAX };
    let came = [at::created(row.kind), deleted].map(|place| match row.cell(place) {
        Cell::Text(text) => Some((text.as_ref(), place != deleted)),
        Cell::Absent | Cell::Null | Cell::Flag(_) | Cell::Object | Cell::List | Cell::Other => None,
    });
    came.into_iter().flatten().filter_map(move |(text, is_creation)| match second(text) {
        None => Some((if is_creation { "createdAt" } else { "deletedAt" }, text, time::fault(text))),
        Some(at) if is_creation && at > latest => Some(("createdAt", text, "lies ahead")),
        Some(_) => None,
    })
}

/// Seconds since 1970. Nearly all dates are written the same way, and reading these by hand takes a tenth of the time.
pub(super) fn second(text: &str) -> Option<i64> {
    usual(text).or_else(|| time::parse(text).map(Instant::as_second))
}

/// The second of a date like `2024-01-15T09:00:00.000Z` since 1970, on a day that every month has.
fn usual(text: &str) -> Option<i64> {
    let (date, fraction) = text.as_bytes().split_first_chunk::<19>()?;
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', n1, n2, b':', s1, s2] = *date else {
        return None;
    };
    let is_utc = match fraction {
        [b'Z'] => true,
        [b'.', digits @ .., b'Z'] => (1..=9).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit),
        _ => false,
    };
    let number = |digits: &[u8], range: std::ops::RangeInclusive<i64>| {
        let digit = |sum: i64, byte: &u8| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0'));
        digits.iter().try_fold(0, digit).filter(|number| is_utc && range.contains(number))
    };
    let (year, month) = (number(&[y1, y2, y3, y4], 1970..=9999)?, number(&[m1, m2], 1..=12)?);
    let day = number(&[d1, d2], 1..=28)?;
    let time = number(&[h1, h2], 0..=23)? * 3600 + number(&[n1, n2], 0..=59)? * 60 + number(&[s1, s2], 0..=59)?;
    // Years that begin in March have their odd day at the end.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1;
    Some((days - 719_468) * DAY + time)
}

pub(super) fn is_mirror(repo: &Row<'_, '_>) -> bool {
    repo.text(at::MODE).is_some_and(|mode| mode.trim().eq_ignore_ascii_case("MIRROR"))
}

/// The mode that is not MIRROR, by either of its names.
pub(super) fn is_normal(repo: &Row<'_, '_>) -> bool {
    repo.text(at::MODE).is_some_and(|mode| ["NORMAL", "BACKUP"].iter().any(|it| mode.trim().eq_ignore_ascii_case(it)))
}

pub(super) fn masters(sheet: &Sheet<'_>) -> usize {
    sheet.items(Group::Buckets).filter(|bucket| bucket.is(at::MASTER)).count()
}

/// How many API keys, and how many AI API keys that are not deleted.
pub(super) fn live_keys(sheet: &Sheet<'_>) -> [usize; 2] {
    let ai_keys = sheet.items(Group::AiApiKeys).filter(|key| !is_set(key.cell(at::DELETED)));
    [sheet.items(Group::ApiKeys).len(), ai_keys.count()]
}

pub(super) fn lesser_keys(sheet: &Sheet<'_>) -> usize {
    sheet.items(Group::ApiKeys).filter(|key| key.text(at::ACCESS).is_some() && !is_admin(key)).count()
}

fn is_admin(key: &Row<'_, '_>) -> bool {
    key.text(at::ACCESS).is_some_and(|access| access.trim().eq_ignore_ascii_case("ADMIN"))
}

/// An AI API key that names another repository than the one that lists it.
pub(super) fn is_for_another(repo: &Row<'_, '_>, item: &Row<'_, '_>) -> bool {
    let named = (item.kind == Kind::AiApiKey).then(|| item.text(at::FOR_REPO)).flatten();
    named.zip(repo.text(at::REPO_ID)).is_some_and(|(named, own)| named != own)
}

const fn is_set(cell: &Cell<'_>) -> bool {
    !matches!(cell, Cell::Absent | Cell::Null)
}

/// Whether an address goes over the network in clear text.
fn is_plaintext(endpoint: &str) -> bool {
    let endpoint = endpoint.trim();
    let Some((scheme, rest)) = endpoint.split_at_checked("http://".len()) else { return false };
    if !scheme.eq_ignore_ascii_case("http://") {
        return false;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = host
        .strip_prefix('[')
        .map_or_else(|| host.split(':').next().unwrap_or_default(), |host| host.split(']').next().unwrap_or_default());
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let is_loopback = host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    !is_loopback
}
