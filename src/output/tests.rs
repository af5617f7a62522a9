mod columns;
mod filtered;
mod hostile;
mod overview;

use std::sync::Arc;

use serde_json::Value;

use super::*;
use crate::model::fingerprint::Fingerprints;
use crate::model::scan::Scanner;
use crate::model::text;

const EXAMPLE: &str = include_str!("../../tests/suite/data/get-repo.example.json");
const FORMATS: [Format; 6] = [Format::Tree, Format::Table, Format::Json, Format::Jsonl, Format::Csv, Format::Md];

fn request<'a>(kind: Option<Kind>, format: Format, secrets: Secrets<'a>, chosen: &'a Chosen) -> Request<'a> {
    Request { kind, layout: layout(format), secrets, now: now(), columns: &[], chosen }
}

fn layout(format: Format) -> Layout {
    Layout { format, charset: Charset::Unicode, has_header: true }
}

fn now() -> Timestamp {
    "2026-11-24T12:00:00Z".parse().unwrap()
}

fn read(answer: &[u8]) -> (Inventory, Rest) {
    let mut scanner = Scanner::default();
    let mut inventory = Inventory::default();
    // In small pieces, so that the repositories lie in several segments.
    for piece in answer.chunks(50) {
        scanner.push(piece).unwrap();
        if let Some(segment) = scanner.seal() {
            inventory.push(Arc::new(segment));
        }
    }
    let rest = scanner.finish().unwrap();
    inventory.finish(&rest);
    (inventory, rest)
}

fn written(answer: impl AsRef<[u8]>, kind: Option<Kind>, format: Format, secrets: Secrets<'_>) -> String {
    let (inventory, rest) = read(answer.as_ref());
    let mut out = Vec::new();
    write(&inventory, &rest, &request(kind, format, secrets, &Chosen::default()), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn masked(answer: impl AsRef<[u8]>, kind: Option<Kind>, format: Format) -> String {
    written(answer, kind, format, Secrets::Masked)
}

fn repos(list: &str) -> String {
    format!(r#"{{"success":true,"repos":[{list}]}}"#)
}

/// Every way to write: each format without a kind and with each.
fn ways() -> impl Iterator<Item = (Option<Kind>, Format)> {
    let kinds = [None].into_iter().chain(Kind::ALL.map(Some));
    kinds.flat_map(|kind| FORMATS.map(|format| (kind, format)))
}

/// Everything that can be odd about an answer, in one.
const ODD: &str = r#"
  {"id":"r1","name":"Broken | one\u001b[2J","storageType":7,"mode":null,"createdAt":"yesterday","buckets":"x","apiKeys":[null,"text"],"aiLlms":null},
  null,
  {"id":"r1","name":"<b>twin</b>","disabled":true,"units":[{"unitId":"u1","master":true,"folder":"a\nb","unit":{"id":"u1","name":"Old\u202e"}},{"bucketId":"lost"}],
   "aiApiKeys":[{"id":"k","repoId":"r9","key":null,"aiType":"NEW","deletedAt":"2026-11-01T00:00:00Z"}]}"#;

#[test]
fn the_tree_shows_what_one_looks_for() {
    assert_eq!(
        masked(EXAMPLE, None, Format::Tree),
        "\
My Backup Repository  S3  MIRROR
├─ Buckets (1)
│  └─ ★ My Backup Bucket  backups  us-east-1  ACTIVE
├─ API keys (1)
│  └─ Read-only key for analytics  READ  2 y ago
├─ AI LLMs (1)
│  └─ OpenAI GPT-4  OPENAI
└─ AI API keys (1)
   └─ AI API Key for Repo  OPENAI
"
    );
}

#[test]
fn the_tree_names_what_is_wrong_and_drops_nothing() {
    assert_eq!(
        masked(repos(ODD), None, Format::Tree),
        "\
Broken | one␛[2J  7  ! `storageType` is a number, expected a string; `createdAt` is no date with a time zone: yesterday; `buckets` is a string, expected a list; another repository has the same id
├─ Buckets (?)
├─ API keys (2)
│  ├─ API key 1  ! this API key is null, expected an object
│  └─ API key 2  ! this API key is a string, expected an object
├─ AI LLMs (none)
└─ AI API keys (not sent)
repository 2  ! this repository is null, expected an object
<b>twin</b>  disabled  ! another repository has the same id
├─ Buckets (2)
│  ├─ ★ Old\\u{202e}  a␊b
│  └─ lost  ! `bucket` was not sent: only its id came
├─ API keys (not sent)
├─ AI LLMs (not sent)
└─ AI API keys (1)
   └─ k  NEW  deleted
"
    );
}

#[test]
fn a_tree_of_one_kind_has_its_list_only() {
    assert_eq!(masked(EXAMPLE, Some(Kind::Repo), Format::Tree), "My Backup Repository  S3  MIRROR\n");
    assert_eq!(
        masked(EXAMPLE, Some(Kind::AiLlm), Format::Tree),
        "My Backup Repository  S3  MIRROR\n└─ AI LLMs (1)\n   └─ OpenAI GPT-4  OPENAI\n"
    );
}

#[test]
fn json_with_secrets_is_the_answer_value_for_value() {
    let answers = [
        EXAMPLE.to_owned(),
        repos(ODD),
        repos(""),
        r#"{"a":[1.10,{"b":null}],"repos":[{"id":1e400,"x":"ü\ud83d\u00fc"},3,[],{}],"success":true,"later":{}}"#
            .to_owned(),
    ];
    for answer in answers {
        let json = written(&answer, None, Format::Json, Secrets::Shown);
        let strip = |text: &str| text.split_whitespace().collect::<String>();
        // The same text but for white space, so order, numbers, absent and null are the same too.
        assert_eq!(strip(&json), strip(&answer));
    }
    let (came, went) = (EXAMPLE, written(EXAMPLE, None, Format::Json, Secrets::Shown));
    assert_eq!(serde_json::from_str::<Value>(&went).unwrap(), serde_json::from_str::<Value>(came).unwrap());
    assert_eq!(went, came.trim_end().to_owned() + "\n", "the example is laid out the same way");
}

#[test]
fn json_keeps_the_members_around_the_list_and_masks_them() {
    let answer = r#"{"total":2,"sessionToken":"canary-canary-canary","repos":[{"id":"a"},{"id":"b","key":"canary-canary-canary"}],"success":true}"#;
    assert_eq!(
        masked(answer, None, Format::Json),
        r#"{
  "total": 2,
  "sessionToken": "cana****nary",
  "repos": [
    {
      "id": "a"
    },
    {
      "id": "b",
      "key": "cana****nary"
    }
  ],
  "success": true
}
"#
    );
    assert_eq!(masked(repos(""), None, Format::Json), "{\n  \"success\": true,\n  \"repos\": []\n}\n");
}

#[test]
fn json_of_a_kind_wraps_each_item_with_its_repository() {
    let json: Value = serde_json::from_str(&masked(EXAMPLE, Some(Kind::ApiKey), Format::Json)).unwrap();
    assert_eq!(json[0]["repoName"], "My Backup Repository");
    assert_eq!(json[0]["repoId"], "550e8400-e29b-41d4-a716-446655440000");
    assert_eq!(json[0]["item"]["key"], "AKIA****MPLE");
    assert_eq!(json[0]["item"]["secret"]["iv"], "****");
    assert_eq!(json.as_array().unwrap().len(), 1);
    let list: Value = serde_json::from_str(&masked(EXAMPLE, Some(Kind::Repo), Format::Json)).unwrap();
    assert_eq!(list[0]["buckets"][0]["bucket"]["region"], "us-east-1");
    assert_eq!(masked(repos(""), Some(Kind::Bucket), Format::Json), "[]\n");
}

#[test]
fn a_list_under_its_older_name_is_lost_in_no_format() {
    let answer = repos(
        r#"{"id":"A","name":"a","buckets":null,"units":[{"unitId":"u1"}]},{"id":"C","name":"c","units":[{"unitId":"u9"}],"buckets":[]}"#,
    );
    let told = "both `buckets` and `units` came: `buckets` is shown";
    let tree = masked(&answer, None, Format::Tree);
    assert!(tree.contains("a\n├─ Buckets (1)\n│  └─ u1  ! ") && tree.contains(&format!("c  ! {told}\n")), "{tree}");
    let rows = masked(&answer, Some(Kind::Bucket), Format::Csv);
    let rows: Vec<&str> = rows.lines().collect();
    assert!(rows[1].starts_with("A,a,") && rows[1].contains(",u1,"), "{rows:?}");
    assert!(rows[2].starts_with("C,c,") && rows[2].ends_with(told), "{rows:?}");
    let json: Value = serde_json::from_str(&masked(&answer, Some(Kind::Bucket), Format::Json)).unwrap();
    assert_eq!((&json[0]["item"]["unitId"], &json[1]["units"][0]["unitId"]), (&"u1".into(), &"u9".into()));
}

#[test]
fn json_lines_have_one_object_each_and_lose_nothing() {
    assert_eq!(
        masked(repos(ODD), Some(Kind::Bucket), Format::Jsonl),
        concat!(
            r#"{"repoId":"r1","repoName":"Broken | one\u001b[2J","buckets":"x"}"#,
            "\n",
            r#"{"repo":null}"#,
            "\n",
            r#"{"repoId":"r1","repoName":"<b>twin</b>","item":{"unitId":"u1","master":true,"folder":"a\nb","unit":{"id":"u1","name":"Old\u202e"}}}"#,
            "\n",
            r#"{"repoId":"r1","repoName":"<b>twin</b>","item":{"bucketId":"lost"}}"#,
            "\n"
        )
    );
    let lines = masked(repos(ODD), None, Format::Jsonl);
    assert_eq!(lines.lines().count(), 3);
    assert_eq!(lines.lines().nth(1), Some("null"));
    assert_eq!(
        masked(repos(r#"{"name":"n","aiLlms":[1]}"#), Some(Kind::AiLlm), Format::Jsonl),
        "{\"repoName\":\"n\",\"aiLlms\":1}\n"
    );
}

#[test]
fn broken_bytes_still_make_json() {
    let answer = b"{\"repos\":[{\"id\":\"a\xff\",\"buckets\":[{\"folder\":\"\xfe\"}]}]}";
    for kind in [None, Some(Kind::Bucket)] {
        let json: Value = serde_json::from_str(&masked(answer, kind, Format::Json)).unwrap();
        assert!(json.to_string().contains('\u{fffd}'), "{json}");
    }
}

#[test]
fn a_table_lines_up_by_display_width() {
    let answer = repos(
        r#"{"id":"r-1","name":"备份","apiKeys":[{"id":"k1","name":"a","accessType":"READ","key":null,"createdAt":"2024-01-15T10:30:00.5+01:00"},{"id":"k2","name":"longer name"}]}"#,
    );
    assert_eq!(
        masked(answer, Some(Kind::ApiKey), Format::Table),
        "\
REPOSITORY ID  REPOSITORY  NAME         ACCESS TYPE  KEY   SECRET  CREATED               ID
r-1            备份        a            READ         none  -       2024-01-15 09:30:00Z  k1
r-1            备份        longer name  -            -     -       -                     k2
"
    );
}

#[test]
fn without_a_kind_a_row_is_a_repository_with_its_counts() {
    let answer = repos(r#"{"id":"r-1","name":"One","buckets":[{},{}],"apiKeys":[],"aiLlms":null,"disabled":false}"#);
    let table = masked(&answer, None, Format::Table);
    assert_eq!(
        table,
        "\
ID   NAME  STORAGE TYPE  MODE  WORKSPACE ID  DISABLED  CREATED  BUCKETS  API KEYS  AI LLMS  AI API KEYS
r-1  One   -             -     -             no        -              2         0     none            -
"
    );
    assert_eq!(masked(&answer, Some(Kind::Repo), Format::Table), table);
    assert_eq!(
        masked(&answer, None, Format::Csv),
        "id,name,storageType,mode,workspaceId,disabled,createdAt,walletAddress,buckets,apiKeys,aiLlms,aiApiKeys,problems\n\
         r-1,One,,,,false,,,2,0,,,\n"
    );
}

#[test]
fn problems_have_a_column_where_there_are_any() {
    for kind in Kind::ALL {
        let good = masked(EXAMPLE, Some(kind), Format::Table);
        assert!(!good.contains("PROBLEMS"), "{good}");
        assert!(masked(EXAMPLE, Some(kind), Format::Csv).lines().next().unwrap().ends_with(",problems"), "{kind:?}");
    }
    let table = masked(repos(ODD), Some(Kind::Bucket), Format::Table);
    let rows: Vec<&str> = table.lines().collect();
    assert_eq!(rows.len(), 5, "{table}");
    assert!(rows[0].ends_with("  PROBLEMS"), "{table}");
    assert!(rows[1].starts_with("r1 ") && rows[1].ends_with("`buckets` is a string, expected a list"), "{table}");
    assert!(rows[2].starts_with("-              repository 2  "), "{table}");
    assert!(rows[2].ends_with("this repository is null, expected an object"), "{table}");
    assert!(rows[3].contains("Old\\u{202e}") && rows[3].contains("  yes "), "{table}");
    assert!(rows[4].ends_with("`bucket` was not sent: only its id came"), "{table}");
    let repo_rows = masked(repos(ODD), None, Format::Table);
    assert!(repo_rows.lines().nth(1).unwrap().contains("  ?  "), "{repo_rows}");
    assert_eq!(repo_rows.matches("another repository has the same id").count(), 2, "{repo_rows}");
}

#[test]
fn items_that_cannot_be_told_apart_or_read_are_named_and_say_so() {
    let answer = repos(r#"{"id":"r","name":"R","apiKeys":[{"id":"k","name":"one"},{"id":"k","name":"two"},7]}"#);
    let told = "another API key in this list has the same id";
    let tree = masked(&answer, None, Format::Tree);
    assert!(tree.contains(&format!("├─ one  ! {told}\n")) && tree.contains(&format!("├─ two  ! {told}\n")), "{tree}");
    assert!(tree.contains("└─ API key 3  ! this API key is a number, expected an object\n"), "{tree}");
    let table = masked(&answer, Some(Kind::ApiKey), Format::Table);
    assert_eq!(table.matches(told).count(), 2, "{table}");
    assert!(table.lines().nth(3).unwrap().starts_with("r              R           API key 3  -"), "{table}");
    let csv = masked(&answer, Some(Kind::ApiKey), Format::Csv);
    assert!(csv.contains("\nr,R,,,,,,,\"this API key is a number, expected an object\"\n"), "{csv}");
}

#[test]
fn csv_has_the_paths_of_the_api_and_values_for_programs() {
    let answer = repos(
        r#"{"id":"r","name":"=1+1, \"x\"","aiApiKeys":[{"id":"k","name":"","repoId":"r9","key":"canary-canary-canary","createdAt":"2024-01-15T10:30:00+01:00","deletedAt":null}]}"#,
    );
    assert_eq!(
        masked(&answer, Some(Kind::AiApiKey), Format::Csv),
        "repoId,repoName,name,aiType,key,createdAt,deletedAt,item.repoId,id,problems\n\
         r,\"'=1+1, \"\"x\"\"\",,,cana****nary,2024-01-15T09:30:00Z,,r9,k,\n"
    );
    let header = masked(EXAMPLE, Some(Kind::Bucket), Format::Csv);
    assert!(header.starts_with("repoId,repoName,bucket.name,bucket.bucket,master,folder,"), "{header}");
    for kind in Kind::ALL {
        let text = masked(EXAMPLE, Some(kind), Format::Csv);
        let mut names: Vec<&str> = text.lines().next().unwrap().split(',').collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "{kind:?}: each column has a name of its own");
    }
}

#[test]
fn markdown_cannot_be_broken_out_of() {
    let table = masked(repos(r#"{"id":"a|b","name":"![x](http://y) <script> `|` \\ \n"}"#), None, Format::Md);
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 3, "{table}");
    assert!(lines[0].starts_with("| ID | Name | Storage type |"), "{table}");
    assert!(lines[1].starts_with("| --- | --- |") && lines[1].ends_with("| ---: |"), "{table}");
    assert!(lines[2].starts_with(r"| a\|b | !\[x](http://y) \<script> \`\|\` \\ ␊ | - |"), "{table}");
}

#[test]
fn secrets_are_masked_in_every_way_to_write_and_shown_when_asked() {
    let answer = EXAMPLE.replace("sk-...", "canary-canary-canary").replace("ak-...", "canary-canary-canary");
    let answer = answer.replace("https://s3.", "https://user:canary-canary@s3.");
    for (kind, format) in ways() {
        let text = masked(&answer, kind, format);
        for secret in
            ["canary-canary", "AKIAIOSF", "encrypted-secret-key", "initialization-vector", "encrypted-message"]
        {
            assert!(!text.contains(secret), "{secret} {kind:?} {format:?}: {text}");
        }
    }
    for (kind, secret) in [
        (Kind::Bucket, "authentication-tag"),
        (Kind::ApiKey, "AKIAIOSFODNN7EXAMPLE"),
        (Kind::AiLlm, "canary-canary-canary"),
    ] {
        for format in [Format::Table, Format::Json, Format::Jsonl, Format::Csv, Format::Md] {
            assert!(written(&answer, Some(kind), format, Secrets::Shown).contains(secret), "{kind:?} {format:?}");
        }
    }
}

#[test]
fn a_masked_value_has_its_fingerprint_behind_in_every_format_that_shows_one() {
    let fingerprints = Fingerprints::new(Arc::new(|value: &[u8]| u16::from(*value.last().unwrap())));
    let marked = |kind, format| written(EXAMPLE, kind, format, Secrets::Marked(&fingerprints));
    for (kind, format) in ways() {
        let has_keys = format != Format::Tree
            && match kind {
                None => matches!(format, Format::Json | Format::Jsonl),
                Some(kind) => kind != Kind::Repo || matches!(format, Format::Json | Format::Jsonl),
            };
        assert_eq!(marked(kind, format).contains("**** #00") || marked(kind, format).contains("MPLE #00"), has_keys);
    }
    for kind in [None, Some(Kind::Bucket), Some(Kind::AiLlm)] {
        let came: Value = serde_json::from_str(&written(EXAMPLE, kind, Format::Json, Secrets::Shown)).unwrap();
        let told: Value = serde_json::from_str(&marked(kind, Format::Json)).unwrap();
        let names = |value: &Value| value.to_string().matches("\":").count();
        assert_eq!(names(&told), names(&came));
    }
}

#[test]
fn every_line_is_safe_on_a_terminal() {
    for (kind, format) in ways() {
        for secrets in [Secrets::Masked, Secrets::Shown] {
            let text = written(repos(ODD), kind, format, secrets);
            assert!(text.ends_with('\n'), "{kind:?} {format:?}: {text:?}");
            assert!(text.lines().all(text::is_safe), "{kind:?} {format:?}: {text:?}");
        }
    }
}

#[test]
fn an_empty_organization_is_an_empty_tree_and_a_bare_header() {
    assert_eq!(masked(repos(""), None, Format::Tree), "");
    assert_eq!(masked(repos(""), None, Format::Jsonl), "");
    for format in [Format::Table, Format::Csv] {
        assert_eq!(masked(repos(""), Some(Kind::Bucket), format).lines().count(), 1);
    }
}

#[test]
fn a_closed_pipe_is_passed_up() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    // Small enough to be seen at the last flush only, and large enough to be seen in the middle.
    let repo = r#"{"id":"x","buckets":[{}],"apiKeys":[{}],"aiLlms":[{}],"aiApiKeys":[{}]}"#;
    for answer in [repos(repo), repos(&vec![repo; 5000].join(","))] {
        let (inventory, rest) = read(answer.as_bytes());
        for (kind, format) in ways() {
            let error =
                write(&inventory, &rest, &request(kind, format, Secrets::Masked, &Chosen::default()), &mut Closed)
                    .unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "{kind:?} {format:?}");
        }
    }
}
