use super::*;

const NOW: &str = "2026-01-20T00:00:00Z";

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

fn shown(record: &Record, path: &str) -> String {
    record.get(path).display(now(), Secrets::Masked)
}

const BUCKET: &str = r#"{"folder":"backups","master":true,"bucketId":"b1","bucket":{"id":"b1","name":"Main","bucket":"cloud-name",
  "storageType":"S3","key":"AKIAIOSFODNN7EXAMPLE","secret":{"key":"k","iv":"i","authTag":"t","message":"m"},
  "endpoint":null,"status":"ACTIVE","createdAt":"2024-01-15T09:00:00Z","ownerTeam":"core","accessToken":"tok-1234567890abcdef"}}"#;

#[test]
fn absent_null_and_sent_are_three_different_facts() {
    let record = Record::of(Kind::Bucket, BUCKET);
    assert_eq!(shown(&record, "bucket.region"), "not sent");
    assert_eq!(shown(&record, "bucket.endpoint"), "none");
    assert_eq!(shown(&record, "folder"), "backups");
    assert_eq!(shown(&record, "bucket.createdAt"), "2024-01-15 09:00:00Z, 2 y ago");
    assert_eq!(shown(&record, "master"), "yes");
    assert!(record.problems.is_empty(), "{:?}", record.problems);
}

#[test]
fn credentials_are_masked_until_revealed() {
    let record = Record::of(Kind::Bucket, BUCKET);
    assert_eq!(shown(&record, "bucket.key"), "AKIA****MPLE");
    assert_eq!(shown(&record, "bucket.secret"), "encrypted, 4 fields");
    assert_eq!(record.get("bucket.key").display(now(), Secrets::Shown), "AKIAIOSFODNN7EXAMPLE");
    assert_eq!(record.get("bucket.secret").display(now(), Secrets::Shown), "key k, iv i, authTag t, message m");
}

#[test]
fn unknown_fields_are_kept_and_masked_where_their_name_sounds_like_a_credential() {
    let record = Record::of(Kind::Bucket, BUCKET);
    let others: Vec<(String, String)> =
        record.others.iter().map(|(path, value)| (path.clone(), value.display(now(), Secrets::Masked))).collect();
    assert_eq!(
        others,
        [
            ("bucket.ownerTeam".to_owned(), "core".to_owned()),
            ("bucket.accessToken".to_owned(), "tok-****cdef".to_owned())
        ]
    );
}

#[test]
fn the_older_spelling_reads_the_same() {
    let old = BUCKET.replace("\"bucketId\"", "\"unitId\"").replace("\"bucket\":{", "\"unit\":{");
    let (old, new) = (Record::of(Kind::Bucket, &old), Record::of(Kind::Bucket, BUCKET));
    assert_eq!(old.fields, new.fields);
    assert_eq!(old.problems, new.problems);
}

#[test]
fn what_came_under_both_names_is_shown_once_told_and_kept() {
    let others = |record: &Record| {
        record
            .others
            .iter()
            .map(|(path, value)| format!("{path} {}", value.display(now(), Secrets::Masked)))
            .collect::<Vec<_>>()
    };
    let repo =
        Record::of(Kind::Repo, r#"{"buckets":[],"units":[{"unitId":"u9","unit":{"key":"canary-canary-canary"}}]}"#);
    assert_eq!(repo.problems, ["both `buckets` and `units` came: `buckets` is shown"]);
    assert_eq!(others(&repo), [r#"units [{"unitId":"u9","unit":{"key":"cana****nary"}}]"#]);
    let item = Record::of(
        Kind::Bucket,
        r#"{"unitId":"u","bucketId":"b","unit":{"id":"u"},"bucket":{"id":"b","name":"B"},"folder":"f"}"#,
    );
    let told =
        ["both `bucket` and `unit` came: `bucket` is shown", "both `bucketId` and `unitId` came: `bucketId` is shown"];
    assert_eq!((item.title().as_ref(), item.problems.as_slice()), ("B", told.map(str::to_owned).as_slice()));
    assert_eq!(others(&item), ["unitId u", r#"unit {"id":"u"}"#]);
    let same = Record::of(Kind::Bucket, r#"{"unitId":"b","bucketId":"b","bucket":{"id":"b"}}"#);
    assert_eq!((others(&same), same.problems), (vec!["unitId b".to_owned()], vec![]), "nothing to choose between");
}

#[test]
fn null_under_the_newer_name_leaves_the_word_to_the_older() {
    let item = Record::of(Kind::Bucket, r#"{"bucketId":null,"unitId":"u","bucket":null,"unit":{"id":"u","name":"U"}}"#);
    assert_eq!((item.title().as_ref(), shown(&item, "bucketId").as_str()), ("U", "u"));
    assert_eq!((item.problems, item.others), (vec![], vec![]));
    let repo = Record::of(Kind::Repo, r#"{"buckets":null,"units":[1]}"#);
    assert_eq!((repo.problems, repo.others), (vec![], vec![]));
}

#[test]
fn a_wrong_type_is_kept_and_named_and_its_neighbours_stay() {
    let record = Record::of(
        Kind::Repo,
        r#"{"id":7,"name":["x"],"disabled":"no","createdAt":"yesterday\u001b[2J","mode":"MIRROR"}"#,
    );
    assert_eq!(shown(&record, "id"), "7");
    assert_eq!(shown(&record, "name"), r#"["x"]"#);
    assert_eq!(shown(&record, "mode"), "MIRROR");
    assert_eq!(shown(&record, "createdAt"), "yesterday\u{241b}[2J");
    assert_eq!(
        record.problems,
        [
            "`name` is a list, expected a string",
            "`id` is a number, expected a string",
            "`disabled` is a string, expected true or false",
            "`createdAt` is no date with a time zone: yesterday\u{241b}[2J",
        ]
    );
}

#[test]
fn a_day_that_does_not_exist_is_told_as_such_and_never_is_a_time() {
    let key = Record::of(Kind::ApiKey, r#"{"createdAt":"2024-02-30T00:00:00Z"}"#);
    assert_eq!(key.problems, ["`createdAt` is on a day that does not exist: 2024-02-30T00:00:00Z"]);
    let never = Record::of(Kind::ApiKey, r#"{"createdAt":"9999-12-31T23:59:59Z"}"#);
    assert_eq!((never.problems.len(), shown(&never, "createdAt").as_str()), (0, "9999-12-31 23:59:59Z, in 7973 y"));
}

#[test]
fn a_time_in_an_unknown_field_reads_as_everywhere() {
    let key = Record::of(Kind::ApiKey, r#"{"lastUsedAt":"2026-01-01T02:00:00+02:00","note":"2026-01-01"}"#);
    let others: Vec<String> = key.others.iter().map(|(_, value)| value.display(now(), Secrets::Masked)).collect();
    assert_eq!(others, ["2026-01-01 00:00:00Z, 19 d ago", "2026-01-01"]);
}

#[test]
fn a_credential_of_the_wrong_type_is_masked_too() {
    let record = Record::of(Kind::ApiKey, r#"{"key":["canary-canary-canary"],"secret":"canary-canary-canary"}"#);
    assert!(!shown(&record, "key").contains("canary-canary"), "{}", shown(&record, "key"));
    assert_eq!(shown(&record, "secret"), "\"****\"");
}

#[test]
fn a_reference_to_nothing_or_to_another_object_is_told() {
    let dangling = Record::of(Kind::Bucket, r#"{"folder":"x","bucketId":"b9"}"#);
    assert_eq!(dangling.problems, ["`bucket` was not sent: only its id came"]);
    assert_eq!(dangling.title(), "b9");
    let null = Record::of(Kind::AiLlm, r#"{"aiLlmId":"l","aiLlm":null}"#);
    assert_eq!(null.problems, ["`aiLlm` is null: only its id came"]);
    let other = Record::of(Kind::AiLlm, r#"{"aiLlmId":"l","aiLlm":{"id":"m"}}"#);
    assert_eq!(other.problems, ["`aiLlmId` names another object than `aiLlm.id`"]);
    let wrong = Record::of(Kind::Bucket, r#"{"bucketId":"b","bucket":"b"}"#);
    assert_eq!(wrong.problems, ["`bucket` is a string, expected an object"]);
}

#[test]
fn what_is_no_object_says_so() {
    let record = Record::of(Kind::Repo, "null");
    assert_eq!(record.problems, ["this repository is null, expected an object"]);
    assert_eq!(record.title(), "(no name)");
}

#[test]
fn names_that_say_nothing_give_way_to_the_id() {
    for blank in ["", " ", "\u{a0}\u{2800}", "\\u3000\\t"] {
        let named = |rest: &str| Record::of(Kind::Repo, &format!(r#"{{"name":"{blank}"{rest}}}"#)).title().into_owned();
        assert_eq!(named(r#","id":"r-1""#), "(blank) r-1", "{blank:?}");
        assert_eq!(named(""), "(blank)", "{blank:?}");
    }
    assert_eq!(Record::of(Kind::Repo, r#"{"name":null,"id":"r-1"}"#).title(), "r-1");
    assert_eq!(Record::of(Kind::Repo, r#"{"name":"\u200b","id":"r-1"}"#).title(), "\\u{200b}");
    let bucket = r#"{"bucketId":"b","bucket":{"name":" ","bucket":"cloud"}}"#;
    assert_eq!(Record::of(Kind::Bucket, bucket).title(), "(blank) cloud");
    assert_eq!(Record::of(Kind::Repo, r#"{"name":"a\nb"}"#).title(), "a\u{240a}b");
}

#[test]
fn references_are_shown_by_name_and_other_lists_whole() {
    let record = Record::of(
        Kind::AiLlm,
        r#"{"aiLlm":{"repos":[{"id":"1","name":"A"},{"id":"2","name":"B"}],"teams":[{"name":"T","lead":"L"}]}}"#,
    );
    assert_eq!(shown(&record, "aiLlm.repos"), "2: A, B");
    assert_eq!(record.others[0].1.display(now(), Secrets::Masked), r#"[{"name":"T","lead":"L"}]"#);
    assert_eq!(shown(&Record::of(Kind::AiLlm, r#"{"aiLlm":{"repos":[]}}"#), "aiLlm.repos"), "none");
}

#[test]
fn what_hides_something_is_what_reads_otherwise_once_revealed() {
    for (json, expected) in [
        (r#"{"name":"n","id":"i","createdAt":"2024-01-15T09:00:00Z","mode":null,"buckets":[{"key":"x"}]}"#, false),
        (r#"{"name":"https://user:pass@host"}"#, true),
        (r#"{"tier":{"name":"cold"},"apiKeyId":"k","note":"https://host/a@b"}"#, false),
        (r#"{"tier":{"token":"t"}}"#, true),
        (r#"{"token":"t"}"#, true),
        (r#"{"token":""}"#, false),
        (r#"{"token":null,"secret":{}}"#, false),
        (r#"{"secret":{"iv":"i"}}"#, true),
        (r#"{"buckets":[],"units":[{"unit":{"key":"k"}}]}"#, true),
    ] {
        let record = Record::of(Kind::Repo, json);
        let values = || record.fields.iter().map(|field| &field.value).chain(record.others.iter().map(|(_, it)| it));
        let differs =
            values().any(|value| value.display(now(), Secrets::Masked) != value.display(now(), Secrets::Shown));
        assert_eq!((record.hides(), differs), (expected, expected), "{json}");
    }
}

#[test]
fn an_unknown_enumeration_value_is_shown_as_it_came() {
    let record = Record::of(Kind::Repo, r#"{"storageType":"BLOB","mode":"Normal?"}"#);
    assert_eq!((shown(&record, "storageType"), shown(&record, "mode")), ("BLOB".to_owned(), "Normal?".to_owned()));
}

#[test]
fn a_mask_hides_nothing_that_could_be_revealed() {
    for (json, expected) in [
        (r#"{"token":"AKIA****MPLE #3f9c","secret":{"iv":"**** #4c7b","n":{"a":["**** #4c7b"]}}}"#, false),
        (r#"{"a":{"token":"AKIA****MPLE #3f9c"},"url":"https://****@host"}"#, false),
        (r#"{"token":"AKIA****MPLE"}"#, true),
        (r#"{"secret":{"iv":"**** #4c7b","data":"x"}}"#, true),
        (r#"{"secret":{"n":{"a":"x"}}}"#, true),
    ] {
        assert_eq!(Record::of(Kind::Repo, json).hides(), expected, "{json}");
    }
}
