//! The asset has what the demo promises, and the organization moves one step at a time.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::{ASSET, LAP, Organization};

const START: &str = "2026-11-24T12:00:00.75Z";

/// The first answers, a minute after each other.
fn answers(count: usize) -> Vec<String> {
    let mut organization = Organization::new().expect("the asset is the API's document");
    let start: Timestamp = START.parse().expect("a time");
    let bodies = (0..).map(|minute| organization.answer(None, start + SignedDuration::from_mins(minute)));
    bodies.take(count).map(|body| String::from_utf8(body.expect("plain data")).expect("JSON is UTF-8")).collect()
}

fn steps(count: usize) -> Vec<Value> {
    answers(count).iter().map(|text| serde_json::from_str(text).expect("every step is JSON")).collect()
}

fn asset() -> Value {
    serde_json::from_str(ASSET).expect("the asset is JSON")
}

fn list<'a>(object: &'a Value, field: &str) -> &'a [Value] {
    object[field].as_array().map_or(&[], Vec::as_slice)
}

fn repos(document: &Value) -> &[Value] {
    list(document, "repos")
}

fn repo<'a>(document: &'a Value, name: &str) -> &'a Value {
    repos(document).iter().find(|repo| repo["name"] == name).unwrap_or_else(|| panic!("no repository {name}"))
}

/// All values of one kind below the repositories, with the repository each belongs to.
fn children<'a>(document: &'a Value, field: &'a str) -> impl Iterator<Item = (&'a Value, &'a Value)> {
    repos(document).iter().flat_map(move |repo| list(repo, field).iter().map(move |child| (repo, child)))
}

fn texts<'a>(values: impl Iterator<Item = &'a Value>) -> BTreeSet<&'a str> {
    values.filter_map(Value::as_str).collect()
}

/// Calls `look` with every field of every object.
fn walk<'a>(value: &'a Value, look: &mut impl FnMut(&'a str, &'a Value)) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| {
            look(name, value);
            walk(value, look);
        }),
        Value::Array(items) => items.iter().for_each(|item| walk(item, look)),
        _ => {}
    }
}

#[test]
fn every_documented_value_and_the_official_clients_are_there() {
    let asset = asset();
    let all = repos(&asset);
    assert_eq!(all.len(), 20);
    assert_eq!(
        texts(all.iter().map(|repo| &repo["workspaceId"])),
        ["ws-eu compliance", "ws-production", "ws-research"].into()
    );
    assert_eq!(all.iter().filter(|repo| repo["workspaceId"].is_null()).count(), 1);
    assert_eq!(texts(all.iter().map(|repo| &repo["storageType"])), ["AZURE", "BLOB", "GCS", "S3"].into());
    assert_eq!(texts(all.iter().map(|repo| &repo["mode"])), ["BACKUP", "MIRROR", "NORMAL"].into());
    assert_eq!(
        texts(children(&asset, "apiKeys").map(|(_, key)| &key["accessType"])),
        ["ADMIN", "READ", "WRITE"].into()
    );
    assert_eq!(
        texts(children(&asset, "buckets").map(|(_, entry)| &entry["bucket"]["status"])),
        ["ACTIVE", "ERROR", "INACTIVE"].into()
    );
    let providers = BTreeSet::from(["ANTHROPIC", "AWS", "GOOGLE", "OPENAI", "OTHER"]);
    assert_eq!(texts(children(&asset, "aiLlms").map(|(_, entry)| &entry["aiLlm"]["aiType"])), providers);
    assert_eq!(texts(children(&asset, "aiApiKeys").map(|(_, key)| &key["aiType"])), providers);
}

#[test]
fn buckets_and_models_are_shared_and_one_reference_dangles() {
    let asset = asset();
    for (field, id, inner) in [("buckets", "bucketId", "bucket"), ("aiLlms", "aiLlmId", "aiLlm")] {
        let mut uses: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
        for (_, entry) in children(&asset, field) {
            uses.entry(entry[id].as_str().expect("an id")).or_default().push(entry);
        }
        let shared: Vec<_> = uses.values().filter(|entries| entries.len() > 1).collect();
        assert!(shared.len() >= 3, "{field}");
        for entries in &shared {
            assert!(entries.iter().all(|entry| entry[inner] == entries[0][inner]), "one object, one description");
        }
        assert!(
            shared.iter().any(|entries| entries[0][inner]["repos"].as_array().map(Vec::len) == Some(entries.len()))
        );
    }
    let dangling = children(&asset, "buckets").filter(|(_, entry)| entry.get("bucket").is_none()).count();
    assert_eq!(dangling, 1);
}

#[test]
fn exactly_one_mirror_breaks_the_platforms_rules() {
    let asset = asset();
    let masters = |repo: &Value| list(repo, "buckets").iter().filter(|entry| entry["master"] == true).count();
    let mirrors: Vec<_> = repos(&asset).iter().filter(|repo| repo["mode"] == "MIRROR").collect();
    assert!(mirrors.iter().any(|repo| list(repo, "buckets").len() == 2 && masters(repo) == 1));
    let faulty: Vec<_> = mirrors.iter().filter(|repo| masters(repo) != 1).map(|repo| &repo["name"]).collect();
    assert_eq!(faulty, ["Legal hold"]);
    for mirror in mirrors {
        for entry in list(mirror, "buckets") {
            let holders = children(&asset, "buckets").filter(|(_, other)| other["bucketId"] == entry["bucketId"]);
            assert_eq!(holders.count(), 1, "a mirrored bucket belongs to one repository");
        }
    }
}

#[test]
fn states_gaps_and_extras_are_there() {
    let asset = asset();
    let disabled: Vec<_> = repos(&asset).iter().filter(|repo| repo["disabled"] == true).collect();
    assert_eq!(disabled.len(), 1);
    assert_eq!(list(disabled[0], "apiKeys").len(), 2);
    assert_eq!(children(&asset, "aiApiKeys").filter(|(_, key)| key["deletedAt"].is_string()).count(), 2);
    assert!(list(repo(&asset, "Genome sequences 🧬"), "buckets").is_empty());
    assert!(list(repo(&asset, "Website assets"), "apiKeys").is_empty());
    let sandbox = repo(&asset, "Sandbox");
    assert!(["buckets", "apiKeys", "aiLlms", "aiApiKeys"].iter().all(|field| sandbox[field] == serde_json::json!([])));

    let older = repo(&asset, "Edge cameras, warehouse 4");
    assert!(older.get("buckets").is_none() && older.get("aiLlms").is_none());
    let unit = &older["units"][0];
    assert_eq!(unit["unitId"], unit["unit"]["id"]);
    assert!(unit["unit"].get("region").is_none() && unit["unit"].get("status").is_none());

    let mut nulls = BTreeSet::new();
    let mut insecure = 0;
    walk(&asset, &mut |name, value| {
        if value.is_null() {
            nulls.insert(name);
        }
        insecure += usize::from(value.as_str().is_some_and(|text| text.starts_with("http://")));
    });
    assert!(nulls.is_superset(&["key", "secret", "endpoint", "projectId", "workspaceId", "deletedAt"].into()));
    assert_eq!(insecure, 1);
    assert!(children(&asset, "buckets").any(|(_, entry)| entry["bucket"].get("endpoint").is_none()));

    assert_eq!(repo(&asset, "Audit logs")["retentionDays"], 365);
    assert!(repo(&asset, "Media archive")["walletAddress"].is_string());
    assert!(children(&asset, "buckets").any(|(_, entry)| entry["bucket"]["ownerTeam"].is_string()));
    assert!(children(&asset, "buckets").any(|(_, entry)| entry["bucket"]["apiKeyId"].is_string()));
    assert!(repos(&asset).iter().any(|repo| repo["name"].as_str().is_some_and(|name| name.len() > 90)));
    assert!(repo(&asset, "Sicherung Köln").is_object() && repo(&asset, "バックアップ 東京").is_object());
}

#[test]
fn ids_are_unique_times_are_times_and_keys_are_visibly_made_up() {
    let asset = asset();
    let mut seen = HashSet::new();
    let owned = repos(&asset).iter().chain(
        ["apiKeys", "aiApiKeys"]
            .into_iter()
            .flat_map(|field| repos(&asset).iter().flat_map(move |repo| list(repo, field))),
    );
    for object in owned {
        assert!(seen.insert(object["id"].as_str().expect("an id")), "{object} has the id of another");
    }
    for (repo, key) in children(&asset, "aiApiKeys") {
        assert_eq!(key["repoId"], repo["id"]);
    }
    let (mut years, mut secrets) = (BTreeSet::new(), 0);
    walk(&asset, &mut |name, value| match (name, value) {
        ("createdAt" | "deletedAt", Value::String(time)) => {
            assert!(time.parse::<Timestamp>().expect("a time") < START.parse().expect("a time"), "{time}");
            years.insert(time.split('-').next());
        }
        ("secret", Value::Object(fields)) => {
            secrets += 1;
            assert_eq!(fields.keys().collect::<Vec<_>>(), ["authTag", "iv", "key", "message"]);
        }
        _ => {}
    });
    assert_eq!(years.len(), 5, "2022 to 2026");
    assert!(secrets > 40);
    let objects = children(&asset, "apiKeys").chain(children(&asset, "aiApiKeys")).map(|(_, key)| key);
    let nested = children(&asset, "buckets").map(|(_, entry)| &entry["bucket"]);
    let models = children(&asset, "aiLlms").map(|(_, entry)| &entry["aiLlm"]);
    for key in objects.chain(nested).chain(models).filter_map(|object| object["key"].as_str()) {
        assert!(key.contains("EXAMPLE") || key.to_lowercase().contains("demo"), "{key}");
    }
}

#[test]
fn the_first_answer_is_the_asset_in_the_asset_s_field_order() {
    assert_eq!(steps(1), [asset()]);
    let compact = |text: &str| text.split_whitespace().collect::<String>();
    assert_eq!(compact(&answers(1)[0]), compact(ASSET));
}

#[test]
fn the_first_steps_are_the_promised_ones() {
    let key = |document: &Value| list(repo(document, "Customer uploads"), "apiKeys").last().cloned();
    let status = |document: &Value| repo(document, "ML training sets")["buckets"][1]["bucket"]["status"].clone();
    let deleted = |document: &Value| repo(document, "Support transcripts")["aiApiKeys"][1]["deletedAt"].clone();
    let steps = steps(8);

    let new = key(&steps[1]).expect("a key");
    assert_eq!((&new["name"], &new["createdAt"]), (&"CI deploy key".into(), &"2026-11-24T12:01:00Z".into()));
    assert_ne!(key(&steps[0]), Some(new.clone()));
    assert_eq!((status(&steps[1]), status(&steps[2])), ("ACTIVE".into(), "ERROR".into()));
    assert_eq!(key(&steps[2]), Some(new), "what came stays as it came");
    assert_eq!(repo(&steps[2], "Sicherung Köln")["disabled"], false);
    assert_eq!(repo(&steps[3], "Sicherung Köln")["disabled"], true);
    assert_eq!(repos(&steps[4])[1]["name"], "Incident snapshots");
    assert_eq!(repos(&steps[4]).len(), repos(&steps[3]).len() + 1);
    assert_eq!((deleted(&steps[4]), deleted(&steps[5])), (Value::Null, "2026-11-24T12:05:00Z".into()));
    let buckets = |document: &Value| list(repo(document, "Website assets"), "buckets").len();
    assert_eq!((buckets(&steps[5]), buckets(&steps[6])), (3, 2));
    assert_eq!((status(&steps[6]), status(&steps[7])), ("ERROR".into(), "ACTIVE".into()));
}

#[test]
fn every_step_differs_from_the_one_before_and_nothing_grows() {
    let steps = steps(3 * LAP.len() + 1);
    for (step, pair) in (1..).zip(steps.windows(2)) {
        assert_ne!(pair[0], pair[1], "step {step} and the next");
    }
    for lap in 1..=3 {
        assert_eq!(steps[lap * LAP.len()], steps[0], "after a whole lap all is as it was");
    }
    let (first, second) = (&steps[1], &steps[1 + LAP.len()]);
    let key = |document: &Value| list(repo(document, "Customer uploads"), "apiKeys").last().cloned().expect("a key");
    assert_eq!(key(second)["name"], "CI deploy key 2");
    assert_ne!(key(first)["id"], key(second)["id"]);
}

#[test]
fn a_workspace_s_answer_holds_its_repositories_in_order() {
    let now = START.parse().expect("a time");
    let mut organization = Organization::new().expect("the asset is the API's document");
    let body = organization.answer(Some("ws-research"), now).expect("plain data");
    let told: Value = serde_json::from_slice(&body).expect("JSON");
    let asset = asset();
    let expected: Vec<_> = repos(&asset).iter().filter(|repo| repo["workspaceId"] == "ws-research").collect();
    assert_eq!(repos(&told).iter().collect::<Vec<_>>(), expected);
    assert_eq!(expected.len(), 5);
}
