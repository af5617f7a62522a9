//! What Tab offers.

use super::found::inventory;
use super::*;

fn offered(text: &str, known: &Known) -> Vec<String> {
    let completed = complete(text, text.len(), known);
    let put = |it: Completion| {
        let mut text = text.to_owned();
        text.replace_range(it.place, &it.text);
        text
    };
    completed.into_iter().map(put).collect()
}

#[test]
fn names_and_values_are_offered_where_they_fit() {
    let repos = [
        r#"{"workspaceId":"My place","storageType":"s3","buckets":[{"bucket":{"region":"eu-2","status":"UP"},"folder":"logs"},
        {"bucket":{"region":"eu-1"}},{"bucket":{"region":"us-1"}}]}"#,
    ];
    let mut known = Known::default();
    known.see(&inventory(&repos), 0);
    for (text, expected) in [
        ("re", &["region:"][..]),
        ("x !a", &["x !access:", "x !age>"]),
        ("kind:ai", &["kind:ai-llm", "kind:ai-api-key"]),
        ("is:d", &["is:disabled", "is:deleted"]),
        ("has:", &["has:finding"]),
        (
            "has:finding:m",
            &["has:finding:medium", "has:finding:mirror-master-count", "has:finding:mirror-bucket-shared"],
        ),
        ("region:", &["region:eu-1", "region:eu-2", "region:us-1"]),
        ("x region:EU", &["x region:eu-1", "x region:eu-2"]),
        ("status:!u", &["status:!UP"]),
        ("type:", &["type:s3", "type:gcs", "type:azure"]),
        ("workspace:m", &["workspace:\"My place\""]),
        ("workspace:\"my", &["workspace:\"My place\""]),
        ("name:x", &[]),
        ("folder:", &["folder:logs"]),
        ("colour:r", &[]),
        ("age>9", &[]),
        ("zz", &[]),
        ("\"re", &[]),
        ("~re", &[]),
        ("name:re/a", &[]),
    ] {
        assert_eq!(offered(text, &known), expected, "{text}");
    }
    assert_eq!(offered("", &known).len(), TERMS.len());
    assert_eq!(offered("x ", &known).len(), TERMS.len());
    let inside = complete("re x", 2, &known);
    assert_eq!((inside[0].place.clone(), inside[0].text.as_str()), (0..2, "region:"));
}

#[test]
fn values_that_are_many_or_long_are_left_out() {
    let repos: Vec<String> =
        (0..200).map(|at| format!(r#"{{"workspaceId":"w{at}","mode":"{}"}}"#, "m".repeat(100))).collect();
    let repos: Vec<&str> = repos.iter().map(String::as_str).collect();
    let inventory = inventory(&repos);
    let mut known = Known::default();
    (0..200).for_each(|repo| known.see(&inventory, repo));
    assert_eq!(offered("workspace:", &known).len(), 64);
    assert_eq!(offered("mode:m", &known), ["mode:mirror"]);
}
