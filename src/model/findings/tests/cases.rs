//! A table of cases: what is in the answer, and exactly what is found.

use super::*;
use crate::model::text;

const KEY: &str = "AKIAIOSFODNN7EXAMPLE";

#[track_caller]
fn finds(repos: &str, expected: &[&str]) {
    assert_eq!(found(repos), expected, "{repos}");
}

/// A bucket as it should be.
fn bucket(id: &str, more: &str) -> String {
    format!(r#"{{"bucketId":"{id}"{more},"bucket":{{"id":"{id}","status":"ACTIVE"}}}}"#)
}

/// A repository with keys, so that nothing is missing.
fn repo(id: &str, more: &str) -> String {
    format!(r#"{{"id":"{id}","apiKeys":[{{"id":"k"}}]{more}}}"#)
}

#[test]
fn a_mirror_has_one_master() {
    let mirror =
        |mode: &str, buckets: &[String]| repo("a", &format!(r#","mode":"{mode}","buckets":[{}]"#, buckets.join(",")));
    let (master, copy) = (bucket("m", r#","master":true"#), bucket("c", r#","master":false"#));
    finds(&mirror("MIRROR", &[master.clone(), copy.clone()]), &[]);
    finds(&mirror("mirror", std::slice::from_ref(&copy)), &["mirror-master-count high r0"]);
    finds(&mirror("MIRROR", &[master.clone(), bucket("n", r#","master":true"#)]), &["mirror-master-count high r0"]);
    finds(&mirror("BACKUP", &[copy]), &[]);
    finds(&mirror("MIRROR", &[]), &["mirror-master-count high r0", "no-bucket info r0"]);
    finds(&repo("a", r#","mode":"MIRROR","aiLlms":null"#), &[]);
    finds(&repo("a", r#","mode":7"#), &["undecodable-item info r0"]);
}

#[test]
fn a_bucket_of_a_mirror_is_in_no_other_repository() {
    let of = |id: &str, mode: &str, bucket: &str| repo(id, &format!(r#","mode":"{mode}","buckets":[{bucket}]"#));
    let (master, copy) = (bucket("b", r#","master":true"#), bucket("b", ""));
    let shared = ["mirror-bucket-shared high r0.Buckets.0"];
    finds(&[of("a", "MIRROR", &master), of("b", "NORMAL", &copy)].join(","), &shared);
    finds(&[of("a", "MIRROR", &master), of("b", "NORMAL", &bucket("c", ""))].join(","), &[]);
    // One repository that is listed twice is one.
    let twice = [of("a", "MIRROR", &master), of("a", "MIRROR", &master)].join(",");
    finds(&twice, &["undecodable-item info r0", "undecodable-item info r1"]);
}

#[test]
fn a_folder_is_used_once() {
    let of = |id: &str, mode: &str, folder: &str| {
        let bucket = bucket("b", &format!(r#","folder":{folder}"#));
        repo(id, &format!(r#","mode":"{mode}","buckets":[{bucket}]"#))
    };
    let both = ["folder-collision high r0.Buckets.0", "folder-collision high r1.Buckets.0"];
    finds(&[of("a", "NORMAL", r#""x""#), of("b", "BACKUP", r#""/x/""#)].join(","), &both);
    finds(&[of("a", "NORMAL", "null"), of("b", "NORMAL", r#""/""#)].join(","), &both);
    finds(&[of("a", "NORMAL", r#""x""#), of("b", "NORMAL", r#""y""#)].join(","), &[]);
    finds(&[of("a", "NORMAL", r#""x""#), of("b", "OTHER", r#""x""#)].join(","), &[]);
    let twice = [bucket("b", r#","folder":"x""#), bucket("b", r#","folder":"x/""#)].join(",");
    finds(
        &repo("a", &format!(r#","mode":"NORMAL","buckets":[{twice}]"#)),
        &["folder-collision high r0.Buckets.0", "folder-collision high r0.Buckets.1"],
    );
}

#[test]
fn what_is_disabled_has_no_keys() {
    let of = |keys: &str| format!(r#"{{"disabled":true,"aiApiKeys":[{keys}]}}"#);
    finds(&of(r#"{"id":"x","deletedAt":null}"#), &["disabled-live-keys high r0"]);
    finds(&of(r#"{"id":"x","deletedAt":"2026-01-01T00:00:00Z"}"#), &["soft-deleted-key info r0.AiApiKeys.0"]);
    finds(&of(""), &[]);
    finds(&repo("a", r#","disabled":true"#), &["disabled-live-keys high r0"]);
    finds(&repo("a", r#","disabled":false"#), &[]);
    finds(&repo("a", r#","disabled":"true""#), &["undecodable-item info r0"]);
}

#[test]
fn an_api_key_is_in_one_repository() {
    let of = |id: &str, keys: &str| format!(r#"{{"id":"{id}","apiKeys":[{keys}]}}"#);
    let key = |value: &str| format!(r#"{{"key":"{value}"}}"#);
    let both = ["api-key-duplicate high r0.ApiKeys.0", "api-key-duplicate high r1.ApiKeys.0"];
    finds(&[of("a", &key(KEY)), of("b", &key(KEY))].join(","), &both);
    finds(&[of("a", &key("ak-...")), of("b", &key("ak-..."))].join(","), &[]);
    finds(&[of("a", &key(KEY)), of("b", &key("AKIAIOSFODNN7EXAMPLF"))].join(","), &[]);
    finds(&of("a", &[key(KEY), key(KEY)].join(",")), &[]);
}

#[test]
fn an_endpoint_is_encrypted() {
    for (endpoint, is_found) in [
        ("http://minio.example.com:9000", true),
        ("HTTP://u:p@minio.example.com/x", true),
        ("http://127.example.com", true),
        ("http://[2001:db8::1]:80", true),
        ("http://", true),
        ("https://minio.example.com", false),
        ("http://localhost:9000", false),
        ("http://minio.localhost./x", false),
        ("http://127.0.0.1", false),
        ("http://[::1]:9000/x", false),
        ("minio.example.com", false),
        ("\u{212a}ttp://x", false),
    ] {
        let llm = format!(r#"{{"aiLlmId":"l","aiLlm":{{"id":"l","endpoint":"{endpoint}"}}}}"#);
        let expected: &[&str] = if is_found { &["plaintext-endpoint high r0.AiLlms.0"] } else { &[] };
        finds(&repo("a", &format!(r#","aiLlms":[{llm}]"#)), expected);
    }
}

#[test]
fn the_key_of_an_llm_is_told_whole_or_cut_short() {
    let of = |key: &str| repo("a", &format!(r#","aiLlms":[{{"aiLlmId":"l","aiLlm":{{"id":"l","key":{key}}}}}]"#));
    finds(&of(r#""sk-0123456789abcdef""#), &["plaintext-llm-key high r0.AiLlms.0"]);
    finds(&of(r#""sk-...""#), &["plaintext-llm-key info r0.AiLlms.0"]);
    finds(&of("null"), &[]);
    finds(&of(r#""""#), &[]);
    finds(&of("7"), &["undecodable-item info r0.AiLlms.0"]);
}

#[test]
fn a_key_is_not_old() {
    let of = |created: &str| format!(r#"{{"apiKeys":[{{"createdAt":"{created}"}}]}}"#);
    finds(&of("2026-08-26T12:00:00Z"), &[]);
    finds(&of("2026-08-26T11:59:59Z"), &["key-age medium r0.ApiKeys.0"]);
    finds(&of("2026-11-24T12:05:00Z"), &[]);
    finds(&of("2026-11-24T12:05:01Z"), &["bad-date info r0.ApiKeys.0"]);
    finds(&of("last year"), &["bad-date info r0.ApiKeys.0"]);
    let bucket = |key: &str| {
        let bucket =
            format!(r#"{{"bucketId":"b","bucket":{{"id":"b","key":{key},"createdAt":"2020-01-01T00:00:00Z"}}}}"#);
        repo("a", &format!(r#","buckets":[{bucket}]"#))
    };
    finds(&bucket(r#""short""#), &["key-age medium r0.Buckets.0"]);
    finds(&bucket("null"), &[]);
    let deleted = r#"{"aiApiKeys":[{"createdAt":"2020-01-01T00:00:00Z","deletedAt":"2021-01-01T00:00:00Z"}]}"#;
    finds(deleted, &["soft-deleted-key info r0.AiApiKeys.0"]);
}

#[test]
fn a_key_that_several_buckets_have_matters_by_how_far_it_reaches() {
    let bucket = |id: &str, key: &str, master: bool| {
        format!(r#"{{"bucketId":"{id}","master":{master},"bucket":{{"id":"{id}","key":"{key}"}}}}"#)
    };
    let of = |id: &str, workspace: &str, mode: &str, buckets: &[String]| {
        let buckets = buckets.join(",");
        repo(id, &format!(r#","workspaceId":"{workspace}","mode":"{mode}","buckets":[{buckets}]"#))
    };
    let (b, c) = (bucket("b", KEY, true), bucket("c", KEY, false));
    let pair =
        |severity: &str| [format!("key-shared {severity} r0.Buckets.0"), format!("key-shared {severity} r1.Buckets.0")];
    let two = |mode: &str, other: &str, c: &String| {
        found(&[of("a", "w", mode, std::slice::from_ref(&b)), of("z", other, mode, std::slice::from_ref(c))].join(","))
    };
    assert_eq!(two("BACKUP", "w", &c), pair("info"));
    assert_eq!(two("BACKUP", "v", &c), pair("medium"));
    assert_eq!(two("BACKUP", "w", &bucket("c", "AKIAIOSFODNN7EXAMPLF", false)), Vec::<String>::new());
    assert_eq!(two("OTHER", "w", &b), Vec::<String>::new(), "one bucket has one key");
    let mirror = of("a", "w", "MIRROR", &[b.clone(), c.clone()]);
    finds(&mirror, &["key-shared medium r0.Buckets.0", "key-shared medium r0.Buckets.1"]);
    let partly = of("a", "w", "MIRROR", &[b, c, bucket("d", "", false)]);
    finds(&partly, &["key-shared info r0.Buckets.0", "key-shared info r0.Buckets.1"]);
}

#[test]
fn a_key_for_everything_has_lesser_ones_beside_it() {
    let of = |keys: &[&str]| {
        let keys: Vec<String> = keys.iter().map(|access| format!(r#"{{"accessType":"{access}"}}"#)).collect();
        format!(r#"{{"apiKeys":[{}]}}"#, keys.join(","))
    };
    finds(&of(&["ADMIN"]), &["admin-key medium r0.ApiKeys.0"]);
    finds(&of(&["READ", "admin"]), &["admin-key low r0.ApiKeys.1"]);
    finds(&of(&["READ", "WRITE"]), &[]);
}

#[test]
fn a_bucket_is_active() {
    let of = |status: &str| {
        repo("a", &format!(r#","buckets":[{{"bucketId":"b","bucket":{{"id":"b","status":{status}}}}}]"#))
    };
    finds(&of(r#""active""#), &[]);
    finds(&of("null"), &[]);
    finds(&of(r#""ERROR""#), &["bucket-not-active medium r0.Buckets.0"]);
    finds(&of(r#""PENDING""#), &["bucket-not-active info r0.Buckets.0"]);
}

#[test]
fn what_is_referred_to_is_there() {
    let buckets = |item: &str| repo("a", &format!(r#","buckets":[{item}]"#));
    let dangling = ["dangling-ref medium r0.Buckets.0"];
    finds(&buckets(r#"{"bucketId":"b"}"#), &dangling);
    finds(&buckets(r#"{"bucketId":"b","bucket":null}"#), &dangling);
    finds(&buckets(r#"{"bucketId":"b","bucket":{"id":"c"}}"#), &dangling);
    finds(&buckets(r#"{"bucket":{"id":"c"}}"#), &[]);
    finds(&buckets(r#"{"bucketId":"b","bucket":7}"#), &["undecodable-item info r0.Buckets.0"]);
    let ai_key = |id: &str| format!(r#"{{"id":"a","aiApiKeys":[{{"repoId":"{id}"}}]}}"#);
    finds(&ai_key("b"), &["dangling-ref medium r0.AiApiKeys.0"]);
    finds(&ai_key("a"), &[]);
}

#[test]
fn what_a_repository_uses_is_of_its_workspace() {
    let of = |own: &str, other: &str| {
        let bucket = format!(r#"{{"bucketId":"b","bucket":{{"id":"b","workspaceId":{other}}}}}"#);
        repo("a", &format!(r#","workspaceId":{own},"buckets":[{bucket}]"#))
    };
    finds(&of(r#""w""#, r#""v""#), &["cross-workspace medium r0.Buckets.0"]);
    finds(&of(r#""w""#, r#""w""#), &[]);
    finds(&of("null", r#""v""#), &[]);
}

#[test]
fn a_name_is_given_once_in_a_workspace() {
    let of =
        |id: &str, name: &str, workspace: &str| repo(id, &format!(r#","name":"{name}","workspaceId":"{workspace}""#));
    let two = ["duplicate-name low r0", "duplicate-name low r1"];
    finds(&[of("a", "x", "w"), of("b", "x", "w")].join(","), &two);
    finds(&[of("a", "x", "w"), of("b", "x", "v")].join(","), &[]);
    finds(&[of("a", "x", "w"), of("b", "X", "w")].join(","), &[]);
}

#[test]
fn what_is_missing_is_told_where_its_list_came() {
    finds(r#"{"buckets":[]}"#, &["no-bucket info r0"]);
    finds(r#"{"buckets":null}"#, &["no-bucket info r0"]);
    finds("{}", &[]);
    finds(r#"{"buckets":[],"aiLlms":[{"aiLlm":{}}]}"#, &[]);
    let with = |keys: &str| format!(r#"{{"buckets":[{}]{keys}}}"#, bucket("b", ""));
    finds(&with(r#","apiKeys":[]"#), &["no-key info r0"]);
    finds(&with(""), &[]);
}

#[test]
fn what_is_not_as_documented_is_told_once() {
    finds("null,7", &["undecodable-item info r0", "undecodable-item info r1"]);
    finds(
        r#"{"apiKeys":[null,{"id":"k"},{"id":"k"}]}"#,
        &[
            "undecodable-item info r0.ApiKeys.0",
            "undecodable-item info r0.ApiKeys.1",
            "undecodable-item info r0.ApiKeys.2",
        ],
    );
    finds(r#"{"buckets":"x"}"#, &["undecodable-item info r0"]);
}

#[test]
fn evidence_is_masked_and_told_in_words() {
    let all = explained(&format!(
        r#"{{"id":"a","name":"One","mode":"MIRROR","buckets":[
             {{"bucketId":"b","master":true,"bucket":{{"id":"b","key":"{KEY}","endpoint":"http://u:secret@h\u001b"}}}},
             {{"bucketId":"c","bucket":{{"id":"c","key":"{KEY}"}}}}]}},
           {{"id":"z","name":"Two","mode":"NORMAL","buckets":[{{"bucketId":"b","bucket":{{"id":"b"}}}}]}}"#
    ));
    let told: Vec<String> = all
        .iter()
        .map(|it| format!("{} {} {}: {} {:?}", it.kind.noun(), it.id, it.repo, it.message, it.evidence))
        .collect();
    insta::assert_snapshot!(told.join("\n"));
    assert!(told.iter().all(|line| !line.contains("secret@") && !line.contains(KEY) && text::is_safe(line)));
}

#[test]
fn what_is_masked_is_found_as_what_is_not() {
    let body = |key: &str, llm: &str| {
        let repo = |id: &str| {
            let bucket = format!(r#"{{"bucketId":"b{id}","bucket":{{"id":"b{id}","key":"{key}"}}}}"#);
            let llm = format!(r#"{{"aiLlmId":"l{id}","aiLlm":{{"id":"l{id}","key":"{llm}"}}}}"#);
            format!(
                r#"{{"id":"{id}","workspaceId":"w{id}","buckets":[{bucket}],"apiKeys":[{{"key":"{key}"}}],"aiLlms":[{llm}]}}"#
            )
        };
        [repo("1"), repo("2")].join(",")
    };
    let clear = found(&body(KEY, "sk-0123456789abcdef"));
    assert!(
        ["key-shared medium", "api-key-duplicate high", "plaintext-llm-key high"]
            .iter()
            .all(|rule| { clear.iter().any(|line| line.starts_with(rule)) })
    );
    assert_eq!(found(&body("AKIA****MPLE #3f9c", "sk-0****cdef #4c7b")), clear);
    let short = found(&body("short", "sk-..."));
    assert_eq!(found(&body("**** #3f9c", "**** #4c7b")), short);
    assert_eq!(found(&body("AKIA****MPLE", "****")), short, "without a fingerprint nothing is known");
    let told = explained(&body("x", "sk-0****cdef #4c7b"));
    assert!(told.iter().any(|it| it.message.contains("does not tell whether all of it came")));
}
