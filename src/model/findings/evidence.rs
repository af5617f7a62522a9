//! What each rule saw: its sentence, and the fields with their values as far as these may be seen.

use std::fmt::Write as _;

use crate::model::findings::explain::Explainer;
use crate::model::findings::local::{self, at};
use crate::model::findings::{Finding, Rule, analysis};
use crate::model::kind::{Group, Kind, Node};
use crate::model::secret::{self, Sensitivity};
use crate::model::sheet::{Cell, Row, Sheet};
use crate::model::usage::{Aspect, Thing, called};
use crate::model::{text, time};

/// The longest value, in cells.
const LONGEST: usize = 200;
/// So many other repositories are named.
const NAMED: usize = 3;
/// So many users of a thing are looked at for them.
const LOOKED_AT: usize = 64;

type Evidence = Vec<(&'static str, String)>;

/// The sentence and the evidence of a finding.
pub(super) fn of(
    explainer: &mut Explainer<'_>,
    finding: &Finding,
    sheet: &Sheet<'_>,
    row: &Row<'_, '_>,
) -> (String, Evidence) {
    match finding.rule {
        Rule::MirrorMasterCount | Rule::DisabledLiveKeys | Rule::NoBucket | Rule::NoKey => counts(finding.rule, sheet),
        Rule::MirrorBucketShared | Rule::FolderCollision | Rule::ApiKeyDuplicate | Rule::KeyShared => {
            shared(explainer, finding, row)
        }
        Rule::KeyAge | Rule::PlaintextLlmKey => key(explainer, finding.rule, row),
        Rule::DanglingRef | Rule::CrossWorkspace | Rule::DuplicateName => references(finding.rule, sheet, row),
        Rule::BadDate | Rule::UndecodableItem => odd(explainer, finding, row),
        Rule::PlaintextEndpoint => {
            let endpoint = shown(row.text(at::endpoint(row.kind)).unwrap_or_default());
            (format!("it is reached without encryption: {endpoint}"), vec![("endpoint", endpoint)])
        }
        Rule::AdminKey => {
            let lesser = local::lesser_keys(sheet);
            let beside = if lesser == 0 { "and it is the only kind of key there" } else { "beside lesser ones" };
            let evidence = vec![("accessType", value(row, at::ACCESS)), ("lesser keys", lesser.to_string())];
            (format!("this key may do everything, {beside}"), evidence)
        }
        Rule::BucketNotActive => {
            let status = value(row, at::STATUS);
            (format!("its status is {status}"), vec![("status", status)])
        }
        Rule::SoftDeletedKey => {
            let deleted = value(row, at::DELETED);
            (format!("it is marked as deleted since {deleted}"), vec![("deletedAt", deleted)])
        }
    }
}

fn counts(rule: Rule, sheet: &Sheet<'_>) -> (String, Evidence) {
    let repo = sheet.repo();
    let counted = |kind: Kind, count: usize| format!("{count} {}", kind.counted(count as u64));
    let buckets = sheet.items(Group::Buckets).len();
    match rule {
        Rule::MirrorMasterCount => {
            let masters = local::masters(sheet);
            let of = counted(Kind::Bucket, buckets);
            let mode = value(&repo, at::MODE);
            let evidence = vec![("mode", mode), ("masters", masters.to_string()), ("buckets", buckets.to_string())];
            let are = if masters == 1 { "is a master" } else { "are masters" };
            (format!("a mirror has exactly one master, but {masters} of {of} {are}"), evidence)
        }
        Rule::DisabledLiveKeys => {
            let [keys, ai_keys] = local::live_keys(sheet);
            let told = [(Kind::ApiKey, keys), (Kind::AiApiKey, ai_keys)];
            let told: Vec<String> =
                told.into_iter().filter(|(_, count)| *count > 0).map(|(kind, count)| counted(kind, count)).collect();
            let evidence = vec![
                ("disabled", "true".to_owned()),
                ("apiKeys", keys.to_string()),
                ("aiApiKeys without deletedAt", ai_keys.to_string()),
            ];
            (format!("it is disabled and still has {}", told.join(" and ")), evidence)
        }
        Rule::NoBucket => ("it has no bucket and no LLM".to_owned(), vec![("buckets", "0".to_owned())]),
        _ => {
            let evidence = vec![("buckets", buckets.to_string()), ("apiKeys", "0".to_owned())];
            (format!("it has {} and no API key", counted(Kind::Bucket, buckets)), evidence)
        }
    }
}

fn shared(explainer: &mut Explainer<'_>, finding: &Finding, row: &Row<'_, '_>) -> (String, Evidence) {
    let node = finding.node();
    let aspect = match finding.rule {
        Rule::MirrorBucketShared | Rule::FolderCollision => Aspect::Bucket,
        _ => Aspect::Credential,
    };
    let thing = explainer.usage.thing(node, aspect, explainer.inventory);
    let reach = thing.map(|thing| explainer.reach(thing)).unwrap_or_default();
    let masked = || explainer.fingerprints.masked(row.text(at::key(row.kind)).unwrap_or_default());
    let bucket_id = || shown(row.first(&[at::BUCKET_ID, at::BUCKET_OWN_ID]).unwrap_or_default());
    match finding.rule {
        Rule::MirrorBucketShared => {
            let others = others(explainer, thing, node, None);
            (
                format!("this bucket of a mirror is also in {others}"),
                vec![("bucketId", bucket_id()), ("repositories", reach.repositories.to_string()), ("also in", others)],
            )
        }
        Rule::FolderCollision => {
            let folder = analysis::folder(row.text(at::FOLDER));
            let others = others(explainer, thing, node, Some(folder));
            let told =
                if folder.is_empty() { "the whole bucket".to_owned() } else { format!("its folder {}", shown(folder)) };
            let evidence = vec![("bucketId", bucket_id()), ("folder", shown(folder)), ("also in", others.clone())];
            (format!("{told} is also used by {others}"), evidence)
        }
        Rule::ApiKeyDuplicate => {
            let others = others(explainer, thing, node, None);
            let evidence =
                vec![("key", masked()), ("repositories", reach.repositories.to_string()), ("also in", others.clone())];
            (format!("the same API key is also in {others}"), evidence)
        }
        _ => {
            let what = if row.kind == Kind::AiLlm { "LLMs" } else { "buckets" };
            let words = reach.words();
            (format!("several {what} have this key: {words}"), vec![("key", masked()), ("used by", words)])
        }
    }
}

/// The other repositories that list a thing, in the same folder where one is given: a few by name, the rest counted.
fn others(explainer: &Explainer<'_>, thing: Option<Thing>, own: Node, folder: Option<&str>) -> String {
    let mut named: Vec<(usize, String)> = Vec::new();
    let users = thing.map(|thing| explainer.usage.users(thing, explainer.inventory));
    let mut rest = 0;
    for user in users.into_iter().flatten().take(LOOKED_AT).filter(|user| user.node != own) {
        let (node, repo) = (user.node, user.node.repo());
        if node.kind() != own.kind() || named.iter().any(|(other, _)| *other == repo) {
            continue;
        }
        let Some(sheet) = explainer.sheet(repo) else { continue };
        let is_same = folder.is_none_or(|folder| {
            let is_normal = local::is_normal(&sheet.repo());
            is_normal && sheet.at(node).is_some_and(|row| analysis::folder(row.text(at::FOLDER)) == folder)
        });
        let is_meant = is_same && (folder.is_some() || repo != own.repo());
        match is_meant {
            true if named.len() < NAMED => {
                let called = if repo == own.repo() {
                    "this repository".to_owned()
                } else {
                    called(&sheet.repo(), Node::Repo(repo))
                };
                named.push((repo, called));
            }
            true => rest += 1,
            false => {}
        }
    }
    let mut told = named.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ");
    if rest > 0 {
        // A text takes everything.
        write!(told, " and others").unwrap_or_default();
    }
    if told.is_empty() { "another repository".to_owned() } else { told }
}

fn key(explainer: &Explainer<'_>, rule: Rule, row: &Row<'_, '_>) -> (String, Evidence) {
    let key = row.text(at::key(row.kind)).map(|key| explainer.fingerprints.masked(key));
    let mut evidence: Evidence = key.into_iter().map(|key| ("key", key)).collect();
    if rule == Rule::PlaintextLlmKey {
        let message = if row.text(at::key(row.kind)).is_some_and(secret::is_mask) {
            "the answer held the key of this LLM; there is only its mask here, which does not tell whether all of it came"
        } else {
            "the answer holds the key of this LLM"
        };
        return (message.to_owned(), evidence);
    }
    let created = row.text(at::created(row.kind)).and_then(time::parse);
    let age = created.map_or(0, |created| (explainer.now.as_second() - created.as_second()) / (24 * 60 * 60));
    evidence.push(("createdAt", created.map(|created| created.to_string()).unwrap_or_default()));
    evidence.push(("age", format!("{age} days")));
    evidence.push(("max_key_age", format!("{} days", explainer.max_key_age)));
    let whose = match row.kind {
        Kind::Bucket => "counted from the creation of the bucket",
        Kind::AiLlm => "counted from the creation of the LLM",
        Kind::Repo | Kind::ApiKey | Kind::AiApiKey => "counted from its creation",
    };
    (format!("its key is {age} days old, {whose}"), evidence)
}

fn references(rule: Rule, sheet: &Sheet<'_>, row: &Row<'_, '_>) -> (String, Evidence) {
    let repo = sheet.repo();
    match rule {
        Rule::CrossWorkspace => {
            let (own, other) = (value(&repo, at::REPO_WORKSPACE), value(row, at::workspace(row.kind)));
            let message = format!("it belongs to workspace {other}, its repository to {own}");
            (message, vec![("workspaceId", other), ("workspaceId of the repository", own)])
        }
        Rule::DuplicateName => {
            let evidence = vec![("name", value(row, at::REPO_NAME)), ("workspaceId", value(row, at::REPO_WORKSPACE))];
            ("another repository of its workspace has the same name".to_owned(), evidence)
        }
        _ if local::is_for_another(&repo, row) => {
            let evidence =
                vec![("repoId", value(row, at::FOR_REPO)), ("id of the repository", value(&repo, at::REPO_ID))];
            ("it names another repository than the one that lists it".to_owned(), evidence)
        }
        _ => {
            let (reference, own, names) = if row.kind == Kind::AiLlm {
                (at::LLM_ID, at::LLM_OWN_ID, ("aiLlmId", "aiLlm.id"))
            } else {
                (at::BUCKET_ID, at::BUCKET_OWN_ID, ("bucketId", "bucket.id"))
            };
            let evidence = vec![(names.0, value(row, reference)), (names.1, value(row, own))];
            let noun = row.kind.noun();
            let message = match row.reference {
                crate::model::sheet::Reference::Differs => format!("it refers to another {noun} than came with it"),
                _ => format!("the {noun} that it refers to did not come with it"),
            };
            (message, evidence)
        }
    }
}

fn odd(explainer: &Explainer<'_>, finding: &Finding, row: &Row<'_, '_>) -> (String, Evidence) {
    if finding.rule == Rule::BadDate {
        let bad = || local::bad_dates(row, &explainer.terms);
        let told: Vec<String> = bad().map(|(field, date, why)| format!("{field} {} {why}", shown(date))).collect();
        return (told.join("; "), bad().map(|(field, date, _)| (field, shown(date))).collect());
    }
    let node = finding.node();
    let mut problems = explainer.inventory.object(node).map(|(_, record)| record.problems).unwrap_or_default();
    if matches!(node, Node::Repo(repo) if explainer.inventory.is_duplicate(repo)) {
        problems.push("another repository has the same id".to_owned());
    }
    let told = problems.iter().map(|problem| shown(problem)).collect::<Vec<_>>().join("; ");
    let more = match problems.len() {
        0 | 1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    (problems.first().map_or_else(String::new, |first| shown(first) + &more), vec![("problems", told)])
}

/// A field as it may be seen.
fn value(row: &Row<'_, '_>, place: usize) -> String {
    match row.cell(place) {
        Cell::Absent => "not sent".to_owned(),
        Cell::Null => "null".to_owned(),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Text(text) => shown(text),
        Cell::Object | Cell::List | Cell::Other => "of another type".to_owned(),
    }
}

fn shown(raw: &str) -> String {
    text::cut(&Sensitivity::Open.apply(raw), LONGEST, "...").into_owned()
}
