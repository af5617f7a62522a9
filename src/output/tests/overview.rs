//! The overview in each format: the same figures, each with the query that finds it.

use super::*;
use crate::model::findings::{Analysis, Insight, Policy};
use crate::model::overview::Survey;
use crate::model::query::Query;

const REPOS: &str =
    r#"{"id":"r1","storageType":"S3","buckets":[{"bucket":{"region":"eu 1"}},{"bucket":{"region":"eu\u001b 2"}}]}"#;

fn told(within: &str, format: Format) -> String {
    laid_out(within, layout(format))
}

fn laid_out(within: &str, layout: Layout) -> String {
    let (inventory, _) = read(repos(REPOS).as_bytes());
    let analyzed = Analysis::of(&inventory, Policy::default(), now());
    let overview = Survey::of(&inventory, Query::parse(within), &Insight::of(Some(&analyzed), &inventory), now());
    let mut out = Vec::new();
    write_overview(&overview, layout, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn each_figure_is_a_row_with_its_query() {
    let table = told("", Format::Table);
    assert!(table.starts_with("OF "), "{table}");
    let row = table.lines().find(|line| line.contains("  eu 1  ")).unwrap();
    assert_eq!(
        row.split("  ").filter(|cell| !cell.is_empty()).map(str::trim).collect::<Vec<_>>(),
        ["Regions of buckets", "eu 1", "1", "50%", "kind:bucket region:\"eu 1\""]
    );
    assert!(told("r1", Format::Csv).contains("\nrepo-storage-type,S3,1,1,kind:repo type:S3 r1\n"));
    assert!(told("", Format::Md).contains("| Storage types of repositories | S3 | 1 | 100% | kind:repo type:S3 |"));
    assert!(told("", Format::Tree).contains("Storage types of repositories\n└─ S3  1  100%\n"));
    let json: Value = serde_json::from_str(&told("", Format::Json)).unwrap();
    let lines = told("", Format::Jsonl);
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(json.as_array().unwrap(), &lines);
    assert_eq!(json[1]["panel"], "objects");
    assert_eq!((&json[1]["count"], &json[1]["of"]), (&Value::from(2), &Value::Null));
    assert_eq!(json[1]["query"], "kind:bucket");
}

#[test]
fn without_a_header_the_rows_are_alone() {
    for (format, header) in [(Format::Table, 1), (Format::Csv, 1), (Format::Md, 2)] {
        let (named, bare) = (told("", format), laid_out("", Layout { has_header: false, ..layout(format) }));
        // Nor does its width count.
        let words = |line: &str| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            named.lines().skip(header).map(words).collect::<Vec<_>>(),
            bare.lines().map(words).collect::<Vec<_>>()
        );
    }
}

#[test]
fn nothing_drives_a_terminal() {
    for format in FORMATS {
        assert!(!told("", format).contains('\u{1b}'), "{format:?}");
    }
}
