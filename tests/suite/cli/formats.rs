//! Each format of the documented example, character for character.

use crate::cli::{ls, serving};
use crate::support::bodies;
use crate::support::program::Program;

/// Asserts what `ls` with these arguments prints for the example.
#[track_caller]
fn prints(args: &[&str], expected: &str) {
    let server = serving(bodies::EXAMPLE);
    ls(&server, args)
        .file("state/flashback-tui/fingerprint.key", &"k".repeat(32))
        .run()
        .code(0)
        .stdout_is(expected)
        .stderr_is("");
}

/// The example as it is printed with its credentials masked.
fn masked() -> String {
    [
        ("AKIAIOSFODNN7EXAMPLE", "AKIA****MPLE #dc74"),
        ("encrypted-secret-key", "**** #6b89"),
        ("initialization-vector", "**** #30d3"),
        ("authentication-tag", "**** #c509"),
        ("encrypted-message", "**** #408a"),
        ("\"sk-...\"", "\"**** #c1bc\""),
        ("\"ak-...\"", "\"**** #7c85\""),
    ]
    .iter()
    .fold(bodies::EXAMPLE.to_owned(), |text, (value, mask)| text.replace(value, mask))
}

#[test]
fn the_tree_is_the_default_and_draws_what_each_repository_holds() {
    let server = serving(bodies::EXAMPLE);
    let output = ls(&server, &[]).run();
    // The one thing that depends on today: how old the key is.
    let lines = output.code(0).stdout.lines().map(|line| line.split_once("  READ  ").map_or(line, |(start, _)| start));
    let expected = "\
My Backup Repository  S3  MIRROR
├─ Buckets (1)
│  └─ ★ My Backup Bucket  backups  us-east-1  ACTIVE
├─ API keys (1)
│  └─ Read-only key for analytics
├─ AI LLMs (1)
│  └─ OpenAI GPT-4  OPENAI
└─ AI API keys (1)
   └─ AI API Key for Repo  OPENAI";
    assert_eq!(lines.collect::<Vec<_>>().join("\n"), expected, "{output}");
    output.stdout_has("  READ  ").stdout_has(" y ago\n");
    ls(&server, &["-o", "tree"]).run().code(0).stdout_is(&output.stdout);
    prints(&["repos", "-o", "tree"], "My Backup Repository  S3  MIRROR\n");
    prints(
        &["buckets", "-o", "tree"],
        "My Backup Repository  S3  MIRROR\n└─ Buckets (1)\n   └─ ★ My Backup Bucket  backups  us-east-1  ACTIVE\n",
    );
}

#[test]
fn a_table_is_the_default_of_each_kind() {
    let expected = "\
ID                                    NAME                  STORAGE TYPE  MODE    WORKSPACE ID   DISABLED  \
CREATED               BUCKETS  API KEYS  AI LLMS  AI API KEYS
550e8400-e29b-41d4-a716-446655440000  My Backup Repository  S3            MIRROR  workspace-123  no        \
2024-01-15 10:00:00Z        1         1        1            1
";
    prints(&["repos"], expected);
    prints(&["-o", "table"], expected);
    prints(
        &["buckets"],
        "\
REPOSITORY ID                         REPOSITORY            NAME              BUCKET NAME            MASTER  FOLDER   \
STATUS  STORAGE TYPE  REGION     ENDPOINT                  PROJECT ID      ACCESS KEY          SECRET                     \
CREATED               BUCKET ID                             ID
550e8400-e29b-41d4-a716-446655440000  My Backup Repository  My Backup Bucket  my-backup-bucket-2024  yes     backups  \
ACTIVE  S3            us-east-1  https://s3.amazonaws.com  my-project-123  AKIA****MPLE #dc74  encrypted, 4 fields #6f41  \
2024-01-15 09:00:00Z  123e4567-e89b-12d3-a456-426614174000  123e4567-e89b-12d3-a456-426614174000
",
    );
    prints(
        &["api-keys"],
        "\
REPOSITORY ID                         REPOSITORY            NAME                         ACCESS TYPE  \
KEY                 SECRET                     CREATED               ID
550e8400-e29b-41d4-a716-446655440000  My Backup Repository  Read-only key for analytics  READ         \
AKIA****MPLE #dc74  encrypted, 4 fields #6f41  2024-01-15 10:30:00Z  789e0123-e45b-67d8-a901-234567890000
",
    );
    prints(
        &["ai-llms"],
        "\
REPOSITORY ID                         REPOSITORY            NAME          PROVIDER  ENDPOINT                   \
KEY         WORKSPACE ID   ORGANIZATION ID  USER ID   CREATED               AI LLM ID   ID
550e8400-e29b-41d4-a716-446655440000  My Backup Repository  OpenAI GPT-4  OPENAI    https://api.openai.com/v1  \
**** #c1bc  workspace-123  org-123          user-123  2024-01-15 09:00:00Z  ai-llm-123  ai-llm-123
",
    );
    prints(
        &["ai-api-keys"],
        "\
REPOSITORY ID                         REPOSITORY            NAME                 PROVIDER  KEY         \
CREATED               DELETED  FOR REPOSITORY                        ID
550e8400-e29b-41d4-a716-446655440000  My Backup Repository  AI API Key for Repo  OPENAI    **** #7c85  \
2024-01-15 10:30:00Z  none     550e8400-e29b-41d4-a716-446655440000  ai-api-key-123
",
    );
}

#[test]
fn json_is_the_document_as_it_came_with_its_credentials_masked() {
    prints(&["-o", "json"], &masked());
    prints(&["-o", "json", "--show-secrets"], bodies::EXAMPLE);
}

#[test]
fn json_of_a_kind_is_a_list_of_its_objects_with_their_repository() {
    let (_, from) = bodies::EXAMPLE.split_once("\"aiApiKeys\": [\n").expect("the list of AI API keys");
    let (item, _) = from.split_once("\n      ]").expect("the end of the list");
    let item: Vec<&str> = item.lines().map(|line| line.strip_prefix("    ").expect("an indented line")).collect();
    let expected = format!(
        "[\n  {{\n    \"repoId\": \"550e8400-e29b-41d4-a716-446655440000\",\n    \"repoName\": \"My Backup Repository\",\
         \n    \"item\": {}\n  }}\n]\n",
        item.join("\n").trim_start()
    );
    prints(&["ai-api-keys", "-o", "json", "--show-secrets"], &expected);
    prints(&["ai-api-keys", "-o", "json"], &expected.replace("ak-...", "**** #7c85"));
}

#[test]
fn json_lines_are_one_compact_object_each() {
    let key = r#"{"repoId":"550e8400-e29b-41d4-a716-446655440000","repoName":"My Backup Repository","item":{"id":"789e0123-e45b-67d8-a901-234567890000","name":"Read-only key for analytics","accessType":"READ","key":"AKIA****MPLE #dc74","secret":{"key":"**** #6b89","iv":"**** #30d3","authTag":"**** #c509","message":"**** #408a"},"createdAt":"2024-01-15T10:30:00Z"}}"#;
    prints(&["api-keys", "-o", "jsonl"], &format!("{key}\n"));
    let repositories = ls(&serving(bodies::org(3)), &["-o", "jsonl"]).run();
    let lines: Vec<&str> = repositories.code(0).stdout.lines().collect();
    assert_eq!(lines.len(), 3, "{repositories}");
    assert!(
        lines.iter().enumerate().all(|(at, line)| line.contains(&format!("\"id\":\"id-00{at}\""))),
        "{repositories}"
    );
}

#[test]
fn csv_has_a_header_of_the_apis_own_paths() {
    prints(
        &["repos", "-o", "csv"],
        "\
id,name,storageType,mode,workspaceId,disabled,createdAt,walletAddress,buckets,apiKeys,aiLlms,aiApiKeys,problems
550e8400-e29b-41d4-a716-446655440000,My Backup Repository,S3,MIRROR,workspace-123,false,2024-01-15T10:00:00Z,,1,1,1,1,
",
    );
    prints(
        &["api-keys", "-o", "csv"],
        "\
repoId,repoName,name,accessType,key,secret,createdAt,id,problems
550e8400-e29b-41d4-a716-446655440000,My Backup Repository,Read-only key for analytics,READ,AKIA****MPLE #dc74,\
\"encrypted, 4 fields #6f41\",2024-01-15T10:30:00Z,789e0123-e45b-67d8-a901-234567890000,
",
    );
    ls(&serving(bodies::EXAMPLE), &["api-keys", "-o", "csv", "--show-secrets"])
        .run()
        .stdout_has("AKIAIOSFODNN7EXAMPLE");
}

#[test]
fn where_ascii_is_asked_for_no_format_and_no_message_has_another_byte() {
    let named = bodies::EXAMPLE.replace("My Backup Repository", "Köln ★");
    for format in ["tree", "table", "json", "jsonl", "csv", "md"] {
        let output = ls(&serving(named.as_str()), &["-o", format, "--ascii"]).run();
        output.code(0).stderr_is("");
        assert!(output.stdout.is_ascii() && output.stdout.contains("K\\u"), "{format}: {}", output.stdout);
    }
    // Data for programs is not changed for the sake of a locale that nobody chose.
    ls(&serving(named.as_str()), &["-o", "csv"]).env("LANG", "C").run().code(0).stdout_has("Köln ★");
    let nowhere = Program::new().args(["ls", "--token-file", "Köln\u{1b}[31m"]);
    let told = nowhere.env("LANG", "C").run();
    told.code(2).stderr_has("the file `K\\u{f6}ln\\u{241b}[31m`");
    assert!(told.stderr.is_ascii(), "{}", told.stderr);
}

#[test]
fn columns_are_chosen_and_the_header_left_away() {
    prints(&["buckets", "--fields", "bucket.region,bucket.name"], "REGION     NAME\nus-east-1  My Backup Bucket\n");
    prints(&["api-keys", "--fields", "key,accessType", "--no-headers", "-o", "csv"], "AKIA****MPLE #dc74,READ\n");
    let shown = ["api-keys", "--fields", "key", "--no-headers", "--show-secrets"];
    prints(&shown, "AKIAIOSFODNN7EXAMPLE\n");
    let overview = ["overview", "--filter", "kind:bucket", "--no-headers", "-o", "csv"];
    assert!(ls(&serving(bodies::EXAMPLE), &overview).run().code(0).stdout.starts_with("objects,"));
}

#[test]
fn markdown_is_a_table() {
    prints(
        &["ai-api-keys", "-o", "md"],
        "\
| Repository ID | Repository | Name | Provider | Key | Created | Deleted | For repository | ID |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 550e8400-e29b-41d4-a716-446655440000 | My Backup Repository | AI API Key for Repo | OPENAI | **** #7c85 | \
2024-01-15 10:30:00Z | none | 550e8400-e29b-41d4-a716-446655440000 | ai-api-key-123 |
",
    );
}

#[test]
fn an_order_by_findings_is_by_what_check_finds() {
    let run = |args: &[&str]| Program::new().args(["--demo"]).args(args).run().code(0).stdout.clone();
    let report: serde_json::Value = serde_json::from_str(&run(&["check", "-o", "json"])).unwrap();
    let found = |repo: &str| report["findings"].as_array().unwrap().iter().filter(|it| it["repo"] == repo).count();
    let order = run(&["ls", "repos", "-o", "csv", "--no-headers", "--fields", "id", "--sort", "-findings"]);
    let counts: Vec<usize> = order.lines().map(found).collect();
    assert!(counts.len() > 10 && counts.is_sorted_by(|one, next| one >= next), "{counts:?}");
    assert!(counts.first() > counts.last(), "{counts:?}");
}
