//! Answers of `GET /repo` to serve in tests: the documented example, and what servers and people make of it.
//!
//! Builders are deterministic; knows nothing of how the program shows them.

use serde_json::{Value, json};

/// The API page's example answer, byte for byte.
pub(crate) const EXAMPLE: &str = include_str!("../data/get-repo.example.json");

/// The values [`canaries`] puts where the API sends a secret, and where each stands in the example's one repository.
/// No piece of one is a word, so that a piece of one that is seen is a leak.
pub(crate) const CANARIES: [(&str, &str); 13] = [
    ("/buckets/0/bucket/key", "Kbk1CnJ4fgTjGXfRsdhLKgvZbk1"),
    ("/buckets/0/bucket/secret/key", "Sbk2hVLfWkt33XfWXJftdVmzKnTkWBZbk2"),
    ("/buckets/0/bucket/secret/iv", "Sbk3V6qjXW3rGjV8gWf2sQ6TLCNXNZbk3"),
    ("/buckets/0/bucket/secret/authTag", "Sbk4GBvq7vhWBSQD9MzZgkRKpDnQKdZbk4"),
    ("/buckets/0/bucket/secret/message", "Sbk55gVWCD7FZQXNghxP75gf97B4W6Zbk5"),
    ("/apiKeys/0/key", "Kak1Mz8H5FcNFp2kQfszmvJJQhZak1"),
    ("/apiKeys/0/secret/key", "Sak2pMJVxmLVx8KF6Htnhqnt5tbQXqwZak2"),
    ("/apiKeys/0/secret/iv", "Sak3zbnKTG2WCm7R246fN6VJJJJjP3Zak3"),
    ("/apiKeys/0/secret/authTag", "Sak4JfrgsMpkDZfjbWnTjG2cgs2Hn3wZak4"),
    ("/apiKeys/0/secret/message", "Sak5FZGPkkQNPPBhnjDwP7pScsSGn7TZak5"),
    ("/aiLlms/0/aiLlm/key", "Klm1cSB4h7wSGpFtTTRD3t2rvJtrSZlm1"),
    ("/aiApiKeys/0/key", "Kai1QF9ccxPwr7ZFM9FGhtjtPrDsPZai1"),
    ("/accessToken", "Tok122bP4F4h5kH8rPqL3Dh9JNJh9ppZtk1"),
];

/// What no mask may let through: all of a canary but the four characters at either end.
pub(crate) fn core(canary: &str) -> &str {
    canary.split_at(canary.len() - 4).0.split_at(4).1
}

/// Text that tries to drive the terminal or to reorder the line: colour, title, clipboard, 8-bit CSI, cursor, bell,
/// line breaks, bidi override and isolate, zero-width and tag characters.
pub(crate) const HOSTILE: &str = "a\u{1b}[31mred\u{1b}[0m\u{1b}]0;title\u{7}\u{1b}]52;c;aGk=\u{7}\u{9b}2J\u{8}\u{7f}\
    \r\n\t\u{202e}rtl\u{202c}\u{2066}iso\u{2069}\u{200b}\u{200d}\u{feff}\u{e0041}\u{0}z";

/// The characters of [`HOSTILE`] that must never reach a terminal; a line break or a tab may stand for layout.
pub(crate) fn is_hostile(c: char) -> bool {
    HOSTILE.contains(c) && !c.is_ascii_graphic() && !matches!(c, '\n' | '\t')
}

/// `n` healthy repositories with names `repo-000`, `repo-001`, ... and ids `id-000`, ...: three workspaces (`ws-a`,
/// `ws-b`, `ws-c`) in turn, one bucket and one API key each, an LLM for every second, an AI key for every third.
pub(crate) fn org(n: usize) -> String {
    answer(&(0..n).map(repository).collect::<Vec<_>>())
}

/// Two healthy repositories, `repo-000` and `repo-001`, with one between them in which nothing has its type.
pub(crate) fn one_bad_among_good() -> String {
    let bad = json!({
        "id": "id-bad", "name": 42, "storageType": ["S3"], "mode": null, "workspaceId": {"id": "ws-a"},
        "buckets": "a string", "apiKeys": [null, 7], "aiLlms": 3, "aiApiKeys": {"0": "zero"},
        "createdAt": "not a date", "disabled": "maybe",
    });
    answer(&[repository(0), bad, repository(1)])
}

/// The example with [`HOSTILE`] at the end of every text but the dates, and as the name of a field.
pub(crate) fn hostile_text() -> String {
    let mut repository = example_repository();
    spoil(&mut repository);
    repository[HOSTILE] = json!(HOSTILE);
    answer(&[repository])
}

/// The example with every secret value replaced by its canary.
pub(crate) fn canaries() -> String {
    let mut repository = example_repository();
    repository["accessToken"] = Value::Null;
    for (pointer, canary) in CANARIES {
        *repository.pointer_mut(pointer).unwrap_or_else(|| panic!("the example has no {pointer}")) = json!(canary);
    }
    answer(&[repository])
}

fn answer(repos: &[Value]) -> String {
    json!({"success": true, "repos": repos}).to_string()
}

fn example_repository() -> Value {
    let example: Value = serde_json::from_str(EXAMPLE).expect("the example is JSON");
    example["repos"][0].clone()
}

fn spoil(value: &mut Value) {
    match value {
        Value::String(text) if !text.ends_with("00Z") => text.push_str(HOSTILE),
        Value::Array(items) => items.iter_mut().for_each(spoil),
        Value::Object(fields) => fields.values_mut().for_each(spoil),
        _ => {}
    }
}

fn repository(i: usize) -> Value {
    let storage = ["S3", "GCS", "AZURE"][i % 3];
    let mode = ["MIRROR", "BACKUP"][i % 2];
    let access = ["READ", "WRITE", "ADMIN"][i % 3];
    let workspace = ["ws-a", "ws-b", "ws-c"][i % 3];
    let provider = ["OPENAI", "GOOGLE", "ANTHROPIC", "AWS", "OTHER"][i % 5];
    let (id, created) = (format!("id-{i:03}"), "2024-01-15T09:00:00Z");
    let secret = json!({"key": "e-key", "iv": "e-iv", "authTag": "e-tag", "message": "e-message"});
    let bucket = json!({
        "id": format!("bucket-{i:03}"), "name": format!("Bucket {i:03}"), "bucket": format!("cloud-bucket-{i:03}"),
        "storageType": storage, "key": format!("AKIAEXAMPLEKEY{i:06}"), "secret": secret,
        "endpoint": "https://storage.example.com", "region": "eu-west-3", "status": "ACTIVE",
        "projectId": null, "createdAt": created,
    });
    let api_key = json!({
        "id": format!("key-{i:03}"), "name": format!("Key {i:03}"), "accessType": access,
        "key": format!("FBKEXAMPLEKEY{i:06}"), "secret": secret, "createdAt": created,
    });
    let llm = json!({
        "id": format!("llm-{i:03}"), "orgId": "org-1", "workspaceId": workspace, "userId": "user-1",
        "name": format!("LLM {i:03}"), "aiType": provider, "endpoint": "https://llm.example.com/v1",
        "key": format!("sk-example-llm-key-{i:06}"), "createdAt": created,
    });
    let for_ai = json!({
        "id": format!("ai-key-{i:03}"), "name": format!("AI key {i:03}"), "repoId": id,
        "key": null, "aiType": provider, "createdAt": created, "deletedAt": null,
    });
    let every = |step: usize, value: Value| if i.is_multiple_of(step) { vec![value] } else { Vec::new() };
    json!({
        "id": id, "name": format!("repo-{i:03}"), "storageType": storage, "mode": mode,
        "workspaceId": workspace,
        "buckets": [{"folder": "backups", "master": true, "bucketId": format!("bucket-{i:03}"), "bucket": bucket}],
        "apiKeys": [api_key],
        "aiLlms": every(2, json!({"aiLlmId": format!("llm-{i:03}"), "aiLlm": llm})),
        "aiApiKeys": every(3, for_ai),
        "createdAt": created, "disabled": false,
    })
}
