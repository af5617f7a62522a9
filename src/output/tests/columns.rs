//! The columns that are asked for, and tables without their header.

use super::*;
use crate::model::columns::{self, Column};

const REPOS: &str = r#"{"id":"r1","name":"One","buckets":[{"bucketId":"b1","bucket":{"name":"main","region":"eu-1"}},{}]},
  {"id":"r2","name":"Second","buckets":"lost"}"#;

fn told(names: &[&str], (kind, format): (Kind, Format), has_header: bool) -> String {
    let (inventory, rest) = read(repos(REPOS).as_bytes());
    let columns: Vec<Column> = names.iter().map(|name| Column::named(kind, name).unwrap()).collect();
    let chosen = Chosen::default();
    let mut request = request(Some(kind), format, Secrets::Masked, &chosen);
    request.layout.has_header = has_header;
    request.columns = &columns;
    let mut out = Vec::new();
    write(&inventory, &rest, &request, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn columns_stand_as_they_are_asked_for() {
    let repos = |format| told(&["buckets", "name", "id"], (Kind::Repo, format), true);
    assert_eq!(repos(Format::Csv), "buckets,name,id\n2,One,r1\n,Second,r2\n");
    assert_eq!(repos(Format::Table), "BUCKETS  NAME    ID\n      2  One     r1\n      ?  Second  r2\n");
    assert_eq!(
        repos(Format::Md),
        "| Buckets | Name | ID |\n| ---: | --- | --- |\n| 2 | One | r1 |\n| ? | Second | r2 |\n"
    );
    let buckets = |names: &[&str]| told(names, (Kind::Bucket, Format::Csv), true);
    assert_eq!(buckets(&["region", "repoId"]), "bucket.region,repoId\neu-1,r1\n,r1\n,r2\n");
    // What is wrong is a column as any other: where it is asked for, also of people.
    assert!(buckets(&["problems"]).contains("`buckets` is a string, expected a list"));
    let none = told(&["id", "problems"], (Kind::ApiKey, Format::Table), true);
    assert_eq!(none, "ID  PROBLEMS\n");
}

#[test]
fn all_columns_asked_for_are_those_of_the_format_itself() {
    for kind in Kind::ALL {
        let all: Vec<&str> = columns::of(kind, true).into_iter().map(Column::path).collect();
        assert_eq!(told(&all, (kind, Format::Csv), true), masked(repos(REPOS), Some(kind), Format::Csv));
    }
}

#[test]
fn columns_line_up_as_they_are_written_where_only_ascii_may_be() {
    let (inventory, rest) = read(repos(r#"{"id":"r1","name":"Köln 界"},{"id":"r2","name":"Bonn"}"#).as_bytes());
    let columns = ["name", "id"].map(|name| Column::named(Kind::Repo, name).unwrap());
    let chosen = Chosen::default();
    let mut request = request(Some(Kind::Repo), Format::Table, Secrets::Masked, &chosen);
    request.layout.charset = Charset::Ascii;
    request.columns = &columns;
    let mut out = Vec::new();
    write(&inventory, &rest, &request, &mut out).unwrap();
    let lines = ["NAME                ID", r"K\u{f6}ln \u{754c}  r1", "Bonn                r2", ""];
    assert_eq!(String::from_utf8(out).unwrap(), lines.join("\n"));
}

#[test]
fn without_a_header_the_rows_are_alone() {
    let bare = |format| told(&["buckets", "name"], (Kind::Repo, format), false);
    assert_eq!(bare(Format::Csv), "2,One\n,Second\n");
    assert_eq!(bare(Format::Table), "2  One\n?  Second\n");
    assert_eq!(bare(Format::Md), "| 2 | One |\n| ? | Second |\n");
    for (kind, format) in Kind::ALL.into_iter().flat_map(|kind| [(kind, Format::Csv), (kind, Format::Md)]) {
        let (named, bare) = (told(&[], (kind, format), true), told(&[], (kind, format), false));
        let header = if format == Format::Md { 2 } else { 1 };
        assert_eq!(named.lines().skip(header).collect::<Vec<_>>(), bare.lines().collect::<Vec<_>>());
    }
    for format in [Format::Tree, Format::Json, Format::Jsonl] {
        assert_eq!(told(&[], (Kind::Bucket, format), false), masked(repos(REPOS), Some(Kind::Bucket), format));
    }
}
